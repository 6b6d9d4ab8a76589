"""Alignment against `gold/alignment/`, each place judged by a model that did not see it.

Weights and thresholds come from the other places alone: the thresholds from pairs that were held
out among them, the weights from all of them. `python -m pipeline.alignment_evaluation` learns from
all places and writes the weights that are delivered.
"""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy

from extractors.folding import fold
from extractors.records import Extraction
from pipeline.alignment_features import (
    Array,
    Item,
    Notice,
    change_of,
    items_of,
    likeness,
    notice_of,
)
from pipeline.alignment_model import (
    NEW,
    WEIGHTS,
    Model,
    chosen,
    fit_changes,
    fit_pairs,
    fit_thresholds,
    write,
)
from pipeline.document import Document
from pipeline.evaluation import EvaluationError
from pipeline.scoring import Tally, matched

Pairs = frozenset[tuple[str, str]]


class AlignmentGoldError(EvaluationError):
    """Annotated pairs that cannot be scored."""


@dataclass(frozen=True, slots=True)
class GoldPair:
    """An annotated pair; `national` and `shared` are "" for what is new or shares no wording."""

    local: str
    national: str
    relation: str
    shared: str
    note: str


@dataclass(frozen=True, slots=True)
class Place:
    """One place's measures with their features, and what gold says of them.

    `holds` is measures × clauses; `changes` and `relations` go with the pairs of `gold` that name
    a clause, in the order of (measure, clause).
    """

    name: str
    items: tuple[Item, ...]
    features: Array
    holds: Array
    pairs: tuple[tuple[int, int], ...]
    changes: Array
    relations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Error:
    """One disagreement: a pair missed or made up, or a pair with another relation."""

    local: str
    national: str
    gold: str
    found: str
    note: str


@dataclass(frozen=True, slots=True)
class AlignmentScore:
    """What came out: pairs over all and by place, relations, hard negatives, disagreements.

    `related` counts the pairs found in both with the same relation; `related_given` asks for the
    relation of every pair of gold, found or not; `commonest` is the share of the commonest.
    """

    pairs: Tally
    places: Mapping[str, Tally]
    related: tuple[int, int]
    related_given: tuple[int, int]
    commonest: float
    new: Tally
    negatives: tuple[int, int]
    errors: tuple[Error, ...]

    @property
    def relation_accuracy(self) -> float:
        """The share of pairs found in both whose relation agrees."""
        same, total = self.related
        return same / total if total else 1.0


def read_pairs(folder: Path) -> tuple[GoldPair, ...]:
    """Return the annotated pairs. Raises AlignmentGoldError where there are none."""
    path = folder / "alignment.csv"
    if not path.is_file():
        raise AlignmentGoldError(f"{path}: no annotated pairs here; name a folder of gold that has")
    with path.open(encoding="utf-8", newline="") as lines:
        return tuple(GoldPair(**row) for row in csv.DictReader(lines))


def read_negatives(folder: Path) -> Pairs:
    """Return the pairs that look alike and are none; empty where the folder has no list."""
    path = folder / "negatives.csv"
    if not path.is_file():
        return frozenset()
    with path.open(encoding="utf-8", newline="") as lines:
        return frozenset((row["local"], row["national"]) for row in csv.DictReader(lines))


def read_places(
    pairs: Sequence[GoldPair],
    documents: Mapping[str, Document],
    gold: Mapping[str, Extraction],
    found: Mapping[str, Extraction] | None = None,
) -> tuple[tuple[Place, ...], Notice]:
    """Return the places with their features, and the clauses that they are aligned with.

    With `found`, types, groups, sums and days are those of the found measures that match gold's.
    """
    above = sorted({pair.national for pair in pairs if pair.national})
    local = list(dict.fromkeys(pair.local for pair in pairs))
    items: dict[str, Item] = {}
    for name, extraction in gold.items():
        seen = _as_found(extraction, found[name]) if found is not None else extraction
        for item in items_of(name, name, fold(documents[name].text), seen):
            items[item.key] = item
    missing = [key for key in (*above, *local) if key not in items]
    if missing:
        raise AlignmentGoldError(f"no measure {', '.join(missing)} in gold; correct alignment.csv")
    notice = notice_of([items[key] for key in above])
    relations = {(pair.local, pair.national): pair.relation for pair in pairs if pair.national}
    names = list(dict.fromkeys(items[key].place for key in local))
    places = [
        _place(name, [items[key] for key in local if items[key].place == name], notice, relations)
        for name in names
    ]
    return tuple(places), notice


def _as_found(gold: Extraction, found: Extraction) -> Extraction:
    """Return gold's measures with the records that the program found for them."""
    partner = {g.id: f for g, f in matched(gold.measures, found.measures, 0.8) if g and f}
    names = {each.id: name for name, each in partner.items()}
    measures = []
    for measure in gold.measures:
        other = partner.get(measure.id)
        measures.append(
            replace(other, id=measure.id, start=measure.start, end=measure.end, title=measure.title)
            if other
            else replace(measure, type="Z0", also=(), strength=2, target_groups=())
        )
    moved: dict[str, Any] = {
        field: tuple(
            replace(each, measure=names.get(each.measure)) for each in getattr(found, field)
        )
        for field in ("amounts", "dates", "benefits")
    }
    return replace(gold, measures=tuple(measures), **moved)


def _place(
    name: str, items: Sequence[Item], notice: Notice, relations: Mapping[tuple[str, str], str]
) -> Place:
    above = [clause.key for clause in notice.clauses]
    pairs = tuple(
        (i, j)
        for i, item in enumerate(items)
        for j, key in enumerate(above)
        if (item.key, key) in relations
    )
    holds = numpy.zeros((len(items), len(above)), dtype=bool)
    for pair in pairs:
        holds[pair] = True
    return Place(
        name,
        tuple(items),
        likeness(items, notice),
        holds,
        pairs,
        numpy.array([change_of(items[i], notice, j) for i, j in pairs], dtype=float),
        tuple(relations[items[i].key, above[j]] for i, j in pairs),
    )


def learn(places: Sequence[Place]) -> Model:
    """Return the model of some places; its thresholds are of pairs held out place by place."""
    held_out = []
    for place in places:
        others = [each for each in places if each is not place]
        weights, bias = _pair_weights(others)
        held_out.append(1 / (1 + numpy.exp(-(place.features @ weights + bias))))
    holds = numpy.concatenate([place.holds for place in places])
    thresholds = fit_thresholds(numpy.concatenate(held_out), holds)
    changes = numpy.concatenate([place.changes for place in places])
    relations = [each for place in places for each in place.relations]
    return Model(*_pair_weights(places), *fit_changes(changes, relations), thresholds)


def _pair_weights(places: Sequence[Place]) -> tuple[Array, float]:
    features = numpy.concatenate([place.features for place in places])
    return fit_pairs(features, numpy.concatenate([place.holds for place in places]))


def cross_validate(
    places: Sequence[Place], notice: Notice, gold: Sequence[GoldPair], negatives: Pairs
) -> AlignmentScore:
    """Return how each place's pairs agree with gold under a model of the other places."""
    by_place: dict[str, Tally] = {}
    found: dict[tuple[str, str], str] = {}
    given = 0
    for place in places:
        model = learn([each for each in places if each is not place])
        holds = chosen(model.probabilities(place.features), model.thresholds)
        by_place[place.name] = Tally(
            int((holds & place.holds).sum()), int(place.holds.sum()), int(holds.sum())
        )
        found |= _related(place, notice, holds, model)
        given += sum(
            model.relation(change) == relation
            for change, relation in zip(place.changes, place.relations, strict=True)
        )
    total = Tally()
    for tally in by_place.values():
        total += tally
    annotated = {(pair.local, pair.national): pair for pair in gold if pair.national}
    common = [key for key in found if key in annotated]
    relations = [pair.relation for pair in annotated.values()]
    return AlignmentScore(
        total,
        by_place,
        (sum(found[key] == annotated[key].relation for key in common), len(common)),
        (given, len(annotated)),
        max(map(relations.count, relations)) / len(relations),
        _new(places, gold, found),
        (len(negatives & set(found)), len(negatives)),
        tuple(_errors(annotated, found)),
    )


def _related(
    place: Place, notice: Notice, holds: Array, model: Model
) -> dict[tuple[str, str], str]:
    """Return the relation of each pair that holds."""
    return {
        (item.key, notice.clauses[j].key): model.relation(change_of(item, notice, j))
        for i, item in enumerate(place.items)
        for j in numpy.flatnonzero(holds[i]).tolist()
    }


def _new(
    places: Sequence[Place], gold: Sequence[GoldPair], found: Mapping[tuple[str, str], str]
) -> Tally:
    wanted = {pair.local for pair in gold if pair.relation == NEW}
    aligned = {local for local, _ in found}
    alone = {item.key for place in places for item in place.items} - aligned
    return Tally(len(wanted & alone), len(wanted), len(alone))


def _errors(
    annotated: Mapping[tuple[str, str], GoldPair], found: Mapping[tuple[str, str], str]
) -> list[Error]:
    errors = []
    for key in sorted({*annotated, *found}):
        pair, relation = annotated.get(key), found.get(key, "")
        wanted = pair.relation if pair else ""
        if wanted != relation:
            errors.append(Error(*key, wanted, relation, pair.note if pair else ""))
    return errors


def main() -> None:
    """Learn from the gold of the checkout and write the weights."""
    from pipeline.gold import load
    from pipeline.manifest import read_manifest
    from pipeline.reading import read

    root = Path(__file__).parent.parent
    rows = read_manifest(root / "corpus") or ()
    documents = {row.id: read(row.path, row.id) for row in rows}
    gold = {
        name: load(root / "gold" / f"{name}.json", document.text)
        for name, document in documents.items()
    }
    places, _ = read_places(read_pairs(root / "gold" / "alignment"), documents, gold)
    write(learn(places), WEIGHTS)


if __name__ == "__main__":
    main()
