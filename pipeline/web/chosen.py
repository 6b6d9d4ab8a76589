"""A comparison as the address states it: chosen places and types, filtered and in order.

The page and the files to download are made from the same one, so one downloads what one sees.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Annotated, Literal

from fastapi import Query

from extractors.records import Benefit
from pipeline.codes import group_lineage
from pipeline.grid import Cell, Comparison, Entry, Family, Line
from pipeline.web.asking import Flag, Kinds, Regions, Target, codes
from pipeline.web.rendering import address
from pipeline.web.store import Store

Sort = Annotated[Literal["", "amount"], Query(description="按每人金额从高到低")]
View = Annotated[Literal["", "rows"], Query(description="rows：逐地明细")]
_PERSONS = ("人", "名")


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is compared."""

    region: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    group: str = ""
    money: str = ""
    sort: str = ""
    view: str = ""

    def at(self, path: str = "/compare", **changes: str) -> str:
        """Return the address of this comparison with some of it changed."""
        values = {name: getattr(self, name) for name in self.__slots__}
        return address(path, **{**values, **changes})


def chosen(
    region: Regions = [],  # noqa: B006 FastAPI copies it
    type: Kinds = [],  # noqa: B006
    group: Target = "",
    money: Flag = "",
    sort: Sort = "",
    view: View = "",
) -> Chosen:
    """Return the comparison that an address states. Raises WrongParameterError."""
    return Chosen(codes(region), codes(type, 3), group, money, sort, view)


def comparison_of(store: Store, wanted: Chosen) -> Comparison:
    """Return the comparison. Raises TooWideError where places must be chosen first."""
    found: Comparison = store.comparison(wanted.region or None, wanted.type or None)
    if wanted.group:
        found = _keeping(found, lambda cell: _serves(cell, wanted.group))
    if wanted.money:
        found = _keeping(found, lambda cell: bool(cell.amounts))
    return _by_amount(found) if wanted.sort == "amount" else found


def _serves(cell: Cell, label: str) -> bool:
    return any(label in group_lineage(each) for each in cell.groups)


def _keeping(found: Comparison, fits: Callable[[Cell], bool]) -> Comparison:
    families = (
        replace(family, lines=tuple(line for line in family.lines if any(map(fits, line.cells))))
        for family in found.families
    )
    return replace(found, families=tuple(family for family in families if family.lines))


def _by_amount(found: Comparison) -> Comparison:
    """Return the comparison with the places that give most per person first, lines too."""
    best: dict[str, tuple[Decimal, Decimal]] = {}
    for cell in found.cells:
        own = [entry for entry in cell.entries if not entry.place]
        rank = (most_per_person(own), most_per_person(cell.entries))
        best[cell.region] = max(best.get(cell.region, rank), rank)

    def rank_of(at: int) -> tuple[bool, Decimal, Decimal]:
        own, below = best.get(found.columns[at].region, (Decimal(-1), Decimal(-1)))
        return found.columns[at].is_reference, -own, -below

    order = sorted(range(len(found.columns)), key=rank_of)
    columns = tuple(found.columns[at] for at in order)
    families = tuple(_reordered(family, order) for family in found.families)
    return replace(found, columns=columns, families=families)


def _reordered(family: Family, order: list[int]) -> Family:
    lines = (
        Line(each.type, each.name, tuple(each.cells[at] for at in order)) for each in family.lines
    )
    return replace(family, lines=tuple(sorted(lines, key=lambda line: -_best_of(line))))


def _best_of(line: Line) -> Decimal:
    """Return the most per person that a line gives; a line may have no cell, of no known place."""
    return max((most_per_person(cell.entries) for cell in line.cells), default=Decimal(-1))


def per_person(benefit: Benefit) -> Decimal | None:
    """Return the most that the government gives at once for one person in yuan, or None.

    A sum by the month is no sum per person: 500元/人·月 and 1000元/人 have no order.
    """
    sums = [
        most
        for tier in benefit.tiers
        if tier.unit == "元" and tier.per in _PERSONS and benefit.payer == "government"
        if (most := tier.max if tier.max is not None else tier.min) is not None
    ]
    return max(sums, default=None)


def most_per_person(entries: "tuple[Entry, ...] | list[Entry]") -> Decimal:
    """Return the most per person that some measures give; -1 for nothing."""
    sums = (per_person(offer) for entry in entries for offer in entry.offers)
    return max((each for each in sums if each is not None), default=Decimal(-1))


@dataclass(frozen=True, slots=True)
class Row:
    """One benefit of one place, or a place without any. `is_below` for a county of the column."""

    region: str
    place: str
    is_below: bool
    searched: int
    cell: Cell | None
    entry: Entry | None
    benefit: Benefit | None


def rows_of(found: Comparison, sort: str) -> tuple[Row, ...]:
    """Return a row for each benefit, place by place; a place's own before those below it.

    By amount: the places in the order of their best benefit, each place's rows too.
    """
    rows: list[Row] = []
    for at, column in enumerate(found.columns):
        cells = [line.cells[at] for family in found.families for line in family.lines]
        own = list(_benefits(column.name, cells))
        if all(row.is_below for row in own):
            bare = Row(column.region, column.name, False, column.searched, None, None, None)
            own = [bare, *own]
        rows += sorted(own, key=lambda row: _rank(row, sort))
    return tuple(rows)


def _benefits(name: str, cells: list[Cell]) -> Iterator[Row]:
    for cell in cells:
        for entry in cell.entries:
            for offer in entry.offers:
                place = entry.place or name
                below = bool(entry.place)
                yield Row(cell.region, place, below, cell.searched, cell, entry, offer)


def _rank(row: Row, sort: str) -> tuple[bool, Decimal]:
    most = per_person(row.benefit) if row.benefit and sort == "amount" else None
    return row.is_below, -(most if most is not None else Decimal(-1))
