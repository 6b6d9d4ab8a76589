"""Found against gold over a set of documents: precision, recall, F1, intervals, floors.

`gold/METRICS.md` defines the fields; `pipeline.scoring` counts one document. Here a set is read,
its counts are added up, an interval is drawn by taking documents again at random, and the floors
of `floors.toml` are held.
"""

import random
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractors.records import Extraction
from pipeline import gold as gold_format
from pipeline import scoring
from pipeline.scoring import Miss, Score, Tally

HEADLINE = (
    "metadata",
    "measures",
    "measure.type",
    "money.value",
    "count.value",
    "dates.value",
    "lead_units",
    "target_groups",
    "benefits",
)
RESAMPLES = 1000
SEED = 2021


class EvaluationError(ValueError):
    """A set that cannot be scored: gold without text, or without a found file."""


@dataclass(frozen=True, slots=True)
class Line:
    """One field over a set: its tally and the 95 % interval of its F1."""

    field: str
    tally: Tally
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The scores of a set, by document and over all."""

    scores: tuple[Score, ...]
    lines: tuple[Line, ...]
    headline: float
    interval: tuple[float, float]

    @property
    def inverted(self) -> list[Miss]:
        """The amounts found at_least where gold has at_most, or the reverse; must be empty."""
        return [miss for score in self.scores for miss in score.inverted]

    def misses(self) -> list[Miss]:
        """All disagreements, by field and document."""
        return sorted(
            (miss for score in self.scores for miss in score.misses),
            key=lambda miss: (miss.field, miss.doc),
        )


def gold_files(folder: Path) -> list[Path]:
    """Return the annotations of a folder: its JSON files but for the schema.

    Raises EvaluationError for a folder without any.
    """
    files = sorted(p for p in folder.glob("*.json") if not p.name.endswith("schema.json"))
    if not files:
        raise EvaluationError(
            f"{folder}: no annotations (*.json) here; name the folder of the gold"
        )
    return files


def evaluate(gold: Mapping[str, Extraction], found: Mapping[str, Extraction]) -> Evaluation:
    """Score found extractions against gold, both by document.

    Raises EvaluationError when gold has a document that was not extracted.
    """
    missing = [name for name in gold if name not in found]
    if missing:
        raise EvaluationError(f"no extraction of {', '.join(missing)}; extract them first")
    scores = tuple(scoring.score(found[name], gold[name]) for name in gold)
    names = sorted({name for score in scores for name in score.tallies}, key=_order)
    drawn = list(_draws(len(scores)))
    lines = []
    for name in names:
        by_document = [score.tallies.get(name, Tally()) for score in scores]
        low, high = _interval([_added(by_document, draw).f1 for draw in drawn])
        lines.append(Line(name, _added(by_document, range(len(scores))), low, high))
    headlines = [_headline(scores, draw) for draw in drawn]
    return Evaluation(
        scores, tuple(lines), _headline(scores, range(len(scores))), _interval(headlines)
    )


def _order(name: str) -> tuple[int, str]:
    return (HEADLINE.index(name) if name in HEADLINE else len(HEADLINE), name)


def _draws(number: int) -> Iterable[Sequence[int]]:
    chance = random.Random(SEED)
    return ([chance.randrange(number) for _ in range(number)] for _ in range(RESAMPLES))


def _added(tallies: Sequence[Tally], which: Iterable[int]) -> Tally:
    total = Tally()
    for index in which:
        total += tallies[index]
    return total


def _headline(scores: Sequence[Score], which: Iterable[int]) -> float:
    """Return the mean F1 of the headline's fields; a field gold has nothing of is left out."""
    chosen = list(which)
    values = []
    for name in HEADLINE:
        tally = _added([score.tallies.get(name, Tally()) for score in scores], chosen)
        if tally.gold:
            values.append(tally.f1)
    return sum(values) / len(values) if values else 1.0


def _interval(values: Sequence[float]) -> tuple[float, float]:
    ordered = sorted(values)
    last = len(ordered) - 1
    return ordered[round(0.025 * last)], ordered[round(0.975 * last)]


def below_floors(evaluation: Evaluation, floors: Path) -> list[str]:
    """Return one line for each field that fell under its floor in `floors.toml`."""
    if not floors.is_file():
        return []
    reached = {line.field: line.tally.f1 for line in evaluation.lines}
    reached["headline"] = evaluation.headline
    wanted: dict[str, float] = tomllib.loads(floors.read_text("utf-8"))["floors"]
    return [
        f"{name}: {reached.get(name, 0.0):.4f} is under the floor {floor}"
        for name, floor in wanted.items()
        if reached.get(name, 0.0) < floor
    ]


def as_json(evaluation: Evaluation) -> dict[str, Any]:
    """Return the scores as JSON content: over all, by document, and the inverted bounds."""
    return {
        "headline": {"f1": evaluation.headline, "interval": list(evaluation.interval)},
        "fields": {
            line.field: {**_numbers(line.tally), "interval": [line.low, line.high]}
            for line in evaluation.lines
        },
        "documents": {
            score.doc: {name: _numbers(tally) for name, tally in sorted(score.tallies.items())}
            for score in evaluation.scores
        },
        "inverted": [[miss.doc, miss.gold, miss.found] for miss in evaluation.inverted],
    }


def _numbers(tally: Tally) -> dict[str, float]:
    return {
        "precision": tally.precision,
        "recall": tally.recall,
        "f1": tally.f1,
        "hits": tally.hits,
        "gold": tally.gold,
        "found": tally.found,
    }


@dataclass(frozen=True, slots=True)
class Change:
    """What a change of the program won and lost, as rows a person can read."""

    won: tuple[str, ...]
    lost: tuple[str, ...]


def change(before: Mapping[str, Extraction], after: Mapping[str, Extraction]) -> Change:
    """Return the rows that only one of two runs has; for documents without gold."""
    rows_before = {row for extraction in before.values() for row in rows(extraction)}
    rows_after = {row for extraction in after.values() for row in rows(extraction)}
    return Change(tuple(sorted(rows_after - rows_before)), tuple(sorted(rows_before - rows_after)))


def rows(extraction: Extraction) -> Iterable[str]:
    """Yield every record of an extraction as one line of text."""
    content = gold_format.to_json(extraction)
    for name, value in content["metadata"].items():
        if name != "evidence" and value not in (None, []):
            yield f"{extraction.doc} metadata {name}={value}"
    for field in ("parts", "measures", "amounts", "dates", "targets", "benefits"):
        for record in content[field]:
            shown = {k: v for k, v in record.items() if k not in ("evidence", "rule", "type_rule")}
            yield f"{extraction.doc} {field} {shown}"


def won_and_lost(before: Evaluation, after: Evaluation) -> Change:
    """Return the disagreements with gold that a change mended and those that it made."""
    old = {f"{m.doc} {m.field}: gold {m.gold} · found {m.found}" for m in before.misses()}
    new = {f"{m.doc} {m.field}: gold {m.gold} · found {m.found}" for m in after.misses()}
    return Change(tuple(sorted(old - new)), tuple(sorted(new - old)))
