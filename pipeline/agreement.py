"""Agreement of two annotators over the same documents: spans by overlap, categories by alpha.

Spans: F1 of the two sides, matched one to one, at an overlap (intersection over union in code
points) of any size, 0.5, 0.9 and 1; its interval takes documents again at random. Categories:
Krippendorff's alpha over the records that both have, matched as for scoring (measures 0.8,
mentions 0.5); its interval takes those records again at random. Strength is ordinal, all else
nominal.
"""

import random
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from extractors.records import Extraction
from pipeline.scoring import Tally, matched

OVERLAPS = (0.0, 0.5, 0.9, 1.0)
RESAMPLES = 1000
SEED = 2021

Level = Literal["nominal", "ordinal"]
_ANY = 1e-9

_SPANS: dict[str, Callable[[Extraction], Sequence[Any]]] = {
    "parts": lambda e: e.parts,
    "measures": lambda e: e.measures,
    "money": lambda e: [a for a in e.amounts if a.kind == "money"],
    "count": lambda e: [a for a in e.amounts if a.kind == "count"],
    "dates": lambda e: e.dates,
    "targets": lambda e: e.targets,
}
_CATEGORIES: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "measure.type": ("measures", lambda m: m.type),
    "measure.family": ("measures", lambda m: m.type[0]),
    "measure.strength": ("measures", lambda m: m.strength),
    "measure.status": ("measures", lambda m: m.status),
    "money.bound": ("money", lambda a: a.bound),
    "money.role": ("money", lambda a: a.role),
    "count.bound": ("count", lambda a: a.bound),
    "count.role": ("count", lambda a: a.role),
    "dates.kind": ("dates", lambda d: d.kind),
    "dates.role": ("dates", lambda d: d.role),
    "targets.label": ("targets", lambda t: t.label),
}
_ORDINAL = ("measure.strength",)
_LEAST = {"measures": 0.8}


class AgreementError(ValueError):
    """Two annotations that cannot be compared."""


@dataclass(frozen=True, slots=True)
class SpanLine:
    """F1 of one kind of span at one overlap, with its 95 % interval and counts."""

    field: str
    overlap: float
    f1: float
    low: float
    high: float
    first: int
    second: int


@dataclass(frozen=True, slots=True)
class AlphaLine:
    """Alpha of one category over `pairs` records; None where all values are one and the same."""

    field: str
    alpha: float | None
    low: float | None
    high: float | None
    pairs: int
    agreeing: int


@dataclass(frozen=True, slots=True)
class Agreement:
    """Both annotators over the documents that both have."""

    documents: tuple[str, ...]
    spans: tuple[SpanLine, ...]
    categories: tuple[AlphaLine, ...]


def agree(first: Mapping[str, Extraction], second: Mapping[str, Extraction]) -> Agreement:
    """Return the agreement of two annotators, each an extraction by document.

    Raises AgreementError where they have no document in common.
    """
    common = tuple(name for name in first if name in second)
    if not common:
        raise AgreementError("the two folders have no document in common")
    pairs = [(first[name], second[name]) for name in common]
    spans = [_span_line(name, overlap, pairs) for name in _SPANS for overlap in OVERLAPS]
    categories = [_alpha_line(name, pairs) for name in _CATEGORIES]
    return Agreement(common, tuple(spans), tuple(categories))


Pairs = Sequence[tuple[Extraction, Extraction]]


def _span_line(field: str, overlap: float, pairs: Pairs) -> SpanLine:
    records = _SPANS[field]
    tallies = [_tally(records(one), records(other), overlap) for one, other in pairs]
    total = _added(tallies, range(len(tallies)))
    low, high = _interval(len(tallies), lambda drawn: _added(tallies, drawn).f1)
    return SpanLine(field, overlap, total.f1, low, high, total.gold, total.found)


def _tally(one: Sequence[Any], other: Sequence[Any], overlap: float) -> Tally:
    both = sum(None not in pair for pair in matched(one, other, overlap or _ANY))
    return Tally(both, len(one), len(other))


def _added(tallies: Sequence[Tally], which: Iterable[int]) -> Tally:
    total = Tally()
    for at in which:
        total += tallies[at]
    return total


def _alpha_line(field: str, pairs: Pairs) -> AlphaLine:
    kind, value = _CATEGORIES[field]
    records = _SPANS[kind]
    level: Level = "ordinal" if field in _ORDINAL else "nominal"
    values = [
        (value(a), value(b))
        for one, other in pairs
        for a, b in matched(records(one), records(other), _LEAST.get(kind, 0.5))
        if a is not None and b is not None
    ]
    agreeing = sum(a == b for a, b in values)
    whole = alpha(values, level)
    if whole is None:
        return AlphaLine(field, None, None, None, len(values), agreeing)
    low, high = _interval(len(values), lambda drawn: alpha([values[at] for at in drawn], level))
    return AlphaLine(field, whole, low, high, len(values), agreeing)


def alpha(values: Sequence[tuple[Any, Any]], level: Level = "nominal") -> float | None:
    """Return Krippendorff's alpha of pairs of values; None where nothing varies.

    >>> round(alpha([("A", "A"), ("A", "B"), ("B", "B"), ("B", "B")]), 4)
    0.5333
    """
    import krippendorff
    import numpy

    domain = sorted({each for pair in values for each in pair})
    if len(domain) < 2:
        return None
    codes = {each: at for at, each in enumerate(domain)}
    coded = numpy.array([[codes[each] for each in side] for side in zip(*values, strict=True)])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        return float(krippendorff.alpha(reliability_data=coded, level_of_measurement=level))


def _interval(size: int, measure: Callable[[list[int]], float | None]) -> tuple[float, float]:
    """Return the 95 % interval of a measure over what is drawn again from `size` things."""
    chance = random.Random(SEED)
    drawn = (measure([chance.randrange(size) for _ in range(size)]) for _ in range(RESAMPLES))
    values = sorted(value for value in drawn if value is not None)
    last = len(values) - 1
    return values[round(0.025 * last)], values[round(0.975 * last)]


def lines_of(agreement: Agreement) -> list[str]:
    """Return the agreement as lines of text."""
    lines = [f"documents: {', '.join(agreement.documents)}", ""]
    lines.append(f"{'spans':18}" + "".join(f"{f'F1 at {o:g}':>24}" for o in OVERLAPS) + "   A / B")
    for field in _SPANS:
        row = [line for line in agreement.spans if line.field == field]
        cells = "".join(f"{f'{r.f1:.3f} ({r.low:.3f}–{r.high:.3f})':>24}" for r in row)
        lines.append(f"{field:18}{cells}   {row[0].first} / {row[0].second}")
    lines += ["", f"{'category':18}{'alpha':>8}   {'95 %':16}{'records':>8}{'agreeing':>10}"]
    for each in agreement.categories:
        value = "—" if each.alpha is None else f"{each.alpha:.3f}"
        interval = "" if each.low is None else f"{each.low:.3f}–{each.high:.3f}"
        counts = f"{each.pairs:8}{each.agreeing:10}"
        lines.append(f"{each.field:18}{value:>8}   {interval:16}{counts}")
    return lines
