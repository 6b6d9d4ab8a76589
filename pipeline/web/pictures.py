"""Pictures of a comparison as shapes: a heat map of strength, bars of sums per person, and what
each place does by family. Every shape knows the rows that it stands for; a template draws them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractors.records import Benefit, Bound
from pipeline import wording
from pipeline.calendar import Item
from pipeline.grid import Cell, Comparison, Entry

_PERSONS = ("人", "名")
_STATES = {"reported": "reported", "touched": "touched", "below": "below", "absent": "absent"}


@dataclass(frozen=True, slots=True)
class Tile:
    """One cell of the heat map: column and row count from 0."""

    column: int
    row: int
    kind: str
    cell: Cell

    @property
    def sign(self) -> str:
        """What stands on the tile, so that colour alone says nothing."""
        signs = {"reported": "已", "touched": "兼", "below": "下", "absent": ""}
        return signs.get(self.kind, self.kind.removeprefix("s"))


@dataclass(frozen=True, slots=True)
class Heat:
    """The heat map: names of columns and rows, and the tiles."""

    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, str], ...]
    tiles: tuple[Tile, ...]


def heat(comparison: Comparison) -> Heat:
    """Return strength by type and place; types that no place mentions are left out."""
    lines = [line for family in comparison.families for line in family.lines]
    lines = [line for line in lines if any(cell.entries for cell in line.cells)]
    tiles = tuple(
        Tile(column, row, _STATES.get(cell.state, f"s{cell.strength}"), cell)
        for row, line in enumerate(lines)
        for column, cell in enumerate(line.cells)
    )
    columns = tuple((column.region, column.name) for column in comparison.columns)
    return Heat(columns, tuple((line.type, line.name) for line in lines), tiles)


@dataclass(frozen=True, slots=True)
class Bar:
    """One sum per person. `share` of the width that it fills, `start` where a range begins."""

    place: str
    name: str
    words: str
    start: float
    share: float
    bound: Bound
    payer: str
    entry: Entry


def bars(comparison: Comparison) -> tuple[Bar, ...]:
    """Return the sums per person in yuan side by side, the highest first."""
    found = [
        (tier_most, tier_least, tier, offer, entry)
        for entry, offer in _offers(comparison)
        for tier in offer.tiers
        if tier.unit == "元" and (tier.per or "").startswith(_PERSONS)
        for tier_most, tier_least in [(_most(tier.min, tier.max), tier.min)]
        if tier_most is not None
    ]
    top = max((each[0] for each in found), default=Decimal(1)) or Decimal(1)
    ranked = sorted(found, key=lambda each: (-each[0], each[4].key, each[3].id))
    names = {column.region: column.name for column in comparison.columns}
    return tuple(
        Bar(
            place=entry.place or names.get(_region(entry), ""),
            name=entry.source.masked.hide(offer.name),
            words=wording.tier(tier),
            start=float((least or Decimal(0)) / top) if tier.bound == "range" else 0.0,
            share=float(most / top),
            bound=tier.bound,
            payer=offer.payer,
            entry=entry,
        )
        for most, least, tier, offer, entry in ranked
    )


def _most(low: Decimal | None, high: Decimal | None) -> Decimal | None:
    return high if high is not None else low


def _region(entry: Entry) -> str:
    return entry.measure.region or entry.source.stored.region or ""


def _offers(comparison: Comparison) -> tuple[tuple[Entry, Benefit], ...]:
    seen: dict[tuple[str, str], tuple[Entry, Benefit]] = {}
    for cell in comparison.cells:
        for entry in cell.entries:
            for offer in entry.offers:
                seen.setdefault((entry.source.stored.id, offer.id), (entry, offer))
    return tuple(seen.values())


@dataclass(frozen=True, slots=True)
class Piece:
    """The measures of one family in one place: where its piece of the bar begins and ends."""

    region: str
    row: int
    family: str
    count: int
    start: float
    width: float


@dataclass(frozen=True, slots=True)
class Stack:
    """Measures by family and place: the places with their numbers, and the pieces of the bars."""

    rows: tuple[tuple[str, str, int], ...]
    families: tuple[tuple[str, str], ...]
    pieces: tuple[Piece, ...]


def stack(comparison: Comparison) -> Stack:
    """Return how many measures each place has of each family, each under its main type."""
    counts: dict[tuple[str, str], set[str]] = {}
    for cell in comparison.cells:
        own = {entry.key for entry in cell.entries if entry.is_main}
        counts.setdefault((cell.region, cell.type[0]), set()).update(own)
    families = tuple((family.letter, family.name) for family in comparison.families)
    totals = {
        column.region: sum(len(counts.get((column.region, letter), ())) for letter, _ in families)
        for column in comparison.columns
    }
    top = max(totals.values(), default=1) or 1
    pieces: list[Piece] = []
    for row, column in enumerate(comparison.columns):
        start = 0
        for letter, _ in families:
            count = len(counts.get((column.region, letter), ()))
            if count:
                pieces.append(Piece(column.region, row, letter, count, start / top, count / top))
            start += count
    rows = tuple((each.region, each.name, totals[each.region]) for each in comparison.columns)
    return Stack(rows, families, tuple(pieces))


@dataclass(frozen=True, slots=True)
class Span:
    """One item on the time line; `start` and `width` are shares of the whole."""

    item: Item
    start: float
    width: float
    is_open: bool


@dataclass(frozen=True, slots=True)
class TimeLine:
    """Items over time, and where its months begin."""

    months: tuple[tuple[str, float], ...]
    spans: tuple[Span, ...]


_MOST_SPANS = 60
_MOST_MONTHS = 24


def time_line(items: Sequence[Item]) -> TimeLine:
    """Return the items with a day on one line; where they span years, the densest part of it."""
    known = [item for item in items if item.is_resolved][:_MOST_SPANS]
    if not known:
        return TimeLine((), ())
    days = sorted(day for item in known for day in (item.start_day, item.end_day) if day)
    first, last = days[0].replace(day=1), days[-1]
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    while months > _MOST_MONTHS:
        first = first.replace(year=first.year + 1)
        months -= 12
    whole = float(months)

    def at(year: int, month: int, day: int) -> float:
        return ((year - first.year) * 12 + month - first.month + (day - 1) / 31) / whole

    spans = []
    for item in known:
        begin, end = item.start_day or item.end_day, item.end_day or item.start_day
        assert begin is not None and end is not None
        left = max(0.0, at(begin.year, begin.month, begin.day))
        right = at(end.year, end.month, end.day) + 1 / 31 / whole
        if right > 0:
            is_open = item.start_day is None or item.end_day is None
            spans.append(Span(item, left, max(right - left, 0.004), is_open))
    named = [
        (first.year + (first.month - 1 + n) // 12, (first.month - 1 + n) % 12 + 1)
        for n in range(months)
    ]
    labels = tuple(
        (f"{year}年{month}月" if n == 0 or month == 1 else f"{month}月", n / whole)
        for n, (year, month) in enumerate(named)
    )
    return TimeLine(labels, tuple(spans))
