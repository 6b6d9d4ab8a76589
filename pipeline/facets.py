"""Searching with counts: how many passages each filter would leave, at the speed of a page.

Holds for every passage its place, types, groups, units and what else is filtered by as arrays, so
that a query costs one look into the index of the knowledge base and a few array operations. Hits
and totals are those of `pipeline.search`, which is the plain way.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np

from extractors import places
from pipeline.codes import NATIONAL, group_lineage
from pipeline.knowledge_base import KnowledgeBase
from pipeline.passages import characters

if TYPE_CHECKING:
    from decimal import Decimal

    import numpy.typing as npt

    Ids = npt.NDArray[np.int64]
    Mask = npt.NDArray[np.bool_]

MOST_UNITS = 40
REMEMBERED = 512


@dataclass(frozen=True, slots=True)
class Wanted:
    """The filters of the page; None and False ask for nothing.

    `unit` is the full name of a leading unit; `open_on` a day within the time of application.
    """

    region: str | None = None
    type: str | None = None
    target: str | None = None
    unit: str | None = None
    strength: int | None = None
    has_amount: bool = False
    amount: "Decimal | None" = None
    has_window: bool = False
    open_on: date | None = None
    before: date | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """Passages in order: `ids` of one page, the number of all, and the counts of each filter."""

    total: int
    ids: tuple[int, ...]
    counts: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class _Labels:
    """Several labels for each measure: `rows` are measures, `codes` the labels beside them.

    `firsts` says where the labels of each measure begin.
    """

    names: tuple[str, ...]
    rows: Any
    codes: Any
    firsts: Any

    @classmethod
    def of(cls, pairs: Iterable[tuple[int, str]]) -> "_Labels":
        unique = sorted(set(pairs))
        names = tuple(sorted({name for _, name in unique}))
        at = {name: place for place, name in enumerate(names)}
        rows = np.array([row for row, _ in unique], dtype=np.int64)
        codes = np.array([at[name] for _, name in unique], dtype=np.int64)
        size = int(rows[-1]) + 1 if len(rows) else 0
        return cls(names, rows, codes, np.searchsorted(rows, np.arange(size + 1)))

    def holding(self, wanted: Iterable[str], size: int) -> "Mask":
        """Return which measures have one of the labels."""
        at = [place for place, name in enumerate(self.names) if name in set(wanted)]
        mask = np.zeros(size, dtype=bool)
        mask[self.rows[np.isin(self.codes, at)]] = True
        return mask

    def counts(self, hits: "Ids", held: "Ids") -> dict[str, int]:
        """Return for each label the hits: `hits` by measure, `held` the measures with any."""
        if not self.names:
            return {}
        if len(held) * 8 < len(self.rows):  # few hits: look only at their labels
            held = held[held < len(self.firsts) - 1]
            first = self.firsts[held]
            sizes = self.firsts[held + 1] - first
            starts = np.repeat(first - np.concatenate(([0], np.cumsum(sizes)[:-1])), sizes)
            at = starts + np.arange(len(starts))
            codes, weights = self.codes[at], np.repeat(hits[held], sizes)
        else:
            codes, weights = self.codes, hits[self.rows]
        sums = np.bincount(codes, weights=weights, minlength=len(self.names))
        return {self.names[at]: int(sums[at]) for at in np.flatnonzero(sums)}


class Facets:
    """The arrays of one knowledge base. Measure 0 stands for "in no measure"."""

    def __init__(self, base: KnowledgeBase) -> None:
        execute = base.connection.execute
        self._measures = {("", ""): 0}
        rows = execute("SELECT document, id FROM measure ORDER BY document, id")
        for row in rows:
            self._measures[row[0], row[1]] = len(self._measures)
        self._read_passages(execute)
        self._read_measures(execute)
        self._found = _Lookup(self._ids)

    def _read_passages(self, execute: Any) -> None:
        query = """SELECT passage.id, passage.document, passage.measure,
            coalesce(measure.region, document.region, '') AS region, document.copy_of IS NULL,
            coalesce(document.date_issued, document.date_printed, document.date_published, '')
            FROM passage JOIN document ON document.id = passage.document LEFT JOIN measure
            ON measure.document = passage.document AND measure.id = passage.measure"""
        found = sorted(tuple(row) for row in execute(query))
        size = len(found)
        self._measure = np.zeros(size, dtype=np.int64)
        self._region = np.zeros(size, dtype=np.int64)
        self._counts = np.zeros(size, dtype=bool)
        self._day = np.zeros(size, dtype="U10")
        self._regions = tuple(sorted({row[3] for row in found}))
        at = {code: place for place, code in enumerate(self._regions)}
        for number, (_, document, measure, region, counts, day) in enumerate(found):
            self._measure[number] = self._measures[document, measure] if measure else 0
            self._region[number], self._counts[number] = at[region], bool(counts)
            self._day[number] = day
        self._ids = np.array([row[0] for row in found], dtype=np.int64)
        self._all = np.arange(size)
        self._lineages = _Labels.of(
            (at, each) for at, code in enumerate(self._regions) for each in _above(code)
        )

    def _read_measures(self, execute: Any) -> None:
        size = len(self._measures)
        self._strength = np.full(size, -1, dtype=np.int64)
        types: list[tuple[int, str]] = []
        query = """SELECT document, measure.id, measure.type, strength, value FROM measure
            LEFT JOIN json_each(measure.also)"""
        for document, name, code, strength, also in execute(query):
            row = self._measures[document, name]
            self._strength[row] = strength
            types += [(row, each) for each in (code, also) if each]
        self._types = _Labels.of(types)
        self._families = _Labels.of((row, code[:1]) for row, code in types)
        self._targets = self._labels(execute("SELECT document, measure, label FROM measure_target"))
        query = "SELECT document, measure, name FROM measure_unit"
        self._units = self._labels(execute(f"{query} WHERE role = 'lead'"))
        self._read_sums(execute)

    def _labels(self, rows: Iterable[Any]) -> _Labels:
        return _Labels.of((self._measures[row[0], row[1]], row[2]) for row in rows)

    def _read_sums(self, execute: Any) -> None:
        size = len(self._measures)
        self._sum = np.full(size, -1.0)
        query = """SELECT document, measure, max(coalesce(min_number, max_number),
            coalesce(max_number, min_number)) FROM amount
            WHERE kind = 'money' AND measure IS NOT NULL"""
        for document, measure, value in execute(query):
            row = self._measures[document, measure]
            self._sum[row] = max(self._sum[row], value if value is not None else -1.0)
        self._windows: list[tuple[int, str, str]] = []
        query = "SELECT document, measure, window_start, window_end FROM benefit WHERE has_window"
        for document, measure, start, end in execute(query):
            row = self._measures[document, measure]
            self._windows.append((row, start or "0000-01-01", end or "9999-12-31"))
        self._has_amount = self._sum >= 0
        self._has_window = self._within(None, size)

    # -- asking ---------------------------------------------------------------------------------

    def find(
        self, base: KnowledgeBase, words: tuple[str, ...], wanted: Wanted, page: tuple[int, int]
    ) -> Found:
        """Return the passages from `page[0]` on, `page[1]` at most, and the counts of filters."""
        ids = self._found(base, words) if words else self._all
        ids = ids[self._counts[ids]]
        masks = self._masks(wanted)
        keep = np.ones(len(ids), dtype=bool)
        kept = {name: mask[ids] for name, mask in masks.items()}
        for mask in kept.values():
            keep &= mask
        hits = ids[keep]
        if words:  # what is a measure before headings and letters
            inside = self._measure[hits] != 0
            hits = np.concatenate((hits[inside], hits[~inside]))
        first, size = page
        whole = self._hits(hits)
        counts = {}
        for name in _FACETS:
            own = whole if name not in kept else self._hits(ids[_under(kept, name, len(ids))])
            counts[name] = self._count(name, own)
        shown = tuple(int(each) for each in self._ids[hits[first : first + size]])
        return Found(len(hits), shown, counts)

    def number_of(self, base: KnowledgeBase, word: str) -> int:
        """Return how many passages hold a word."""
        ids = self._found(base, (word,))
        return int(self._counts[ids].sum())

    def _masks(self, wanted: Wanted) -> dict[str, "Mask"]:
        """Return for each filter that is set the passages that pass it."""
        masks: dict[str, Mask] = {}
        if wanted.region:
            inside = [_is_in(code, wanted.region) for code in self._regions]
            masks["region"] = np.array(inside, dtype=bool)[self._region]
        if wanted.before:
            masks["before"] = (self._day != "") & (self._day < wanted.before.isoformat())
        for name, mask in self._measure_masks(wanted):
            masks[name] = mask[self._measure]
        return masks

    def _measure_masks(self, wanted: Wanted) -> Iterable[tuple[str, "Mask"]]:
        size = len(self._measures)
        if wanted.type:
            labels = self._types if len(wanted.type) > 1 else self._families
            yield "type", labels.holding((wanted.type,), size)
        if wanted.target:
            lineage = {each for each in self._targets.names if wanted.target in group_lineage(each)}
            yield "target", self._targets.holding(lineage, size)
        if wanted.unit:
            yield "unit", self._units.holding((wanted.unit,), size)
        if wanted.strength is not None:
            yield "strength", self._strength == wanted.strength
        if wanted.has_amount:
            yield "has_amount", self._sum >= 0
        if wanted.amount is not None:
            yield "amount", self._sum >= float(wanted.amount)
        if wanted.has_window:
            yield "has_window", self._within(None, size)
        if wanted.open_on:
            yield "open_on", self._within(wanted.open_on.isoformat(), size)

    def _within(self, day: str | None, size: int) -> "Mask":
        mask = np.zeros(size, dtype=bool)
        for row, start, end in self._windows:
            mask[row] |= day is None or start <= day <= end
        return mask

    def _hits(self, ids: "Ids") -> "tuple[Ids, Ids, Ids]":
        """Return the hits by region, by measure, and which measures have any."""
        regions = np.bincount(self._region[ids], minlength=len(self._regions))
        measures = np.bincount(self._measure[ids], minlength=len(self._measures))
        measures[0] = 0
        return regions, measures, np.flatnonzero(measures)

    def _count(self, facet: str, hits: "tuple[Ids, Ids, Ids]") -> dict[str, int]:
        """Return the counts of one filter."""
        regions, measures, held = hits
        if facet == "region":
            return self._lineages.counts(regions, np.flatnonzero(regions))
        if facet == "type":
            families = self._families.counts(measures, held)
            return {**families, **self._types.counts(measures, held)}
        if facet == "target":
            return self._targets.counts(measures, held)
        if facet == "unit":
            found = self._units.counts(measures, held)
            ranked = sorted(found.items(), key=lambda each: (-each[1], each[0]))
            return dict(ranked[:MOST_UNITS])
        if facet == "strength":
            strengths, weights = self._strength[held] + 1, measures[held]
            levels = np.bincount(strengths, weights=weights, minlength=6)[1:]
            return {str(level): int(count) for level, count in enumerate(levels) if count}
        mask = self._has_amount if facet == "has_amount" else self._has_window
        return {"1": int(measures[held][mask[held]].sum())}


def _under(kept: "Mapping[str, Mask]", facet: str, size: int) -> "Mask":
    """Return what passes all filters but one."""
    keep = np.ones(size, dtype=bool)
    for name, mask in kept.items():
        if name != facet:
            keep &= mask
    return keep


_FACETS = ("region", "type", "target", "unit", "strength", "has_amount", "has_window")


class _Lookup:
    """The index look-up, remembered: the knowledge base does not change while it is served."""

    def __init__(self, ids: "Ids") -> None:
        self._ids = ids
        self._known: dict[tuple[str, ...], Ids] = {}
        self._lock = Lock()

    def __call__(self, base: KnowledgeBase, words: tuple[str, ...]) -> "Ids":
        with self._lock:
            if words in self._known:
                self._known[words] = self._known.pop(words)  # the last used stays longest
                return self._known[words]
        found = self._look(base, words)
        with self._lock:
            self._known[words] = found
            if len(self._known) > REMEMBERED:
                self._known.pop(next(iter(self._known)))
        return found

    def _look(self, base: KnowledgeBase, words: tuple[str, ...]) -> "Ids":
        match = " AND ".join(f'"{characters(word)}"' for word in words)
        query = "SELECT group_concat(rowid) FROM passage_index WHERE characters MATCH ?"
        (joined,) = base.connection.execute(query, (match,)).fetchone()
        # one string of numbers is read ten times as fast as a row for each
        ids = np.fromstring(joined or "", dtype=np.int64, sep=",")
        return np.searchsorted(self._ids, np.sort(ids))


def _is_in(code: str, region: str) -> bool:
    return code == region or (region != NATIONAL and bool(code) and region in places.lineage(code))


def _above(code: str) -> tuple[str, ...]:
    """Return a region and those that hold it; the country holds only what is its own."""
    if not code or code == NATIONAL:
        return (code,) if code else ()
    return tuple(dict.fromkeys((code, *places.lineage(code))))
