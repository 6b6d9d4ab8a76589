"""Ruled tables of PDF pages: which cell each piece of text stands in.

The rules come from pdfplumber, the text from the page's pieces, so a cell's words have their boxes
as all others have. A merged cell's words stand in its first cell, the cells it covers are empty.
Leaves alone frames around a whole page and single boxes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from pipeline.reading.layout import rows_of
from pipeline.reading.lines import Line, merged, stripped
from pipeline.reading.pages import Rectangle

_OBJECTS = 3000  # a page with more paths is a drawing; its first ones decide
_THIN = 3.0
Cell = list[Line]


@dataclass(slots=True)
class Table:
    """A table of one page, or one continued over several. `columns` are the left edges."""

    page: int
    bounds: Rectangle
    columns: tuple[int, ...]
    rows: list[list[Cell]] = field(default_factory=list)


def has_rules(page: Any) -> bool:
    """Return whether a pypdfium2 page has lines both ways, or boxes, as a ruled table has."""
    from pypdfium2 import raw

    across = down = boxes = 0
    kinds = [raw.FPDF_PAGEOBJ_PATH]
    for number, path in enumerate(page.get_objects(filter=kinds, max_depth=4)):
        left, bottom, right, top = path.get_bounds()
        width, height = right - left, top - bottom
        across += height < _THIN and width > 15
        down += width < _THIN and height > 6
        boxes += width > 15 and 6 < height < 700
        if (across >= 2 and down >= 2) or boxes >= 4:
            return True
        if number > _OBJECTS:
            break
    return False


def tables_of(content: bytes, numbers: Sequence[int]) -> dict[int, list[Any]]:
    """Return the tables that pdfplumber finds on the pages of these numbers, largest first.

    A table is its bounds and the rectangles of its cells by row, None where a merged cell covers.
    """
    if not numbers:
        return {}
    import logging

    import pdfplumber

    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    found = {}
    with pdfplumber.open(BytesIO(content), pages=list(numbers)) as document:
        for page in document.pages:
            tables = [(table.bbox, _cells(table)) for table in page.find_tables()]
            found[page.page_number] = [each for each in tables if _is_table(each[1])]
            page.close()
    return found


def _cells(table: Any) -> list[list[Rectangle | None]]:
    return [list(row.cells) for row in table.rows]


def _is_table(rows: list[list[Rectangle | None]]) -> bool:
    held = [sum(cell is not None for cell in row) for row in rows]
    return bool(held) and max(held) >= 2


def take_tables(lines: list[Line], found: list[Any], page: int) -> tuple[list[Line], list[Table]]:
    """Return the pieces outside tables, and the tables filled with those inside."""
    tables = []
    for bounds, rows in found:
        inside = [line for line in lines if _in(line, bounds)]
        if not inside:
            continue
        lines = [line for line in lines if not _in(line, bounds)]
        tables.append(_filled(inside, bounds, rows, page))
    return lines, [table for table in tables if table.rows]


def _in(line: Line, bounds: Rectangle) -> bool:
    middle = (line.left + line.right) / 2
    across = bounds[0] - 2 <= middle <= bounds[2] + 2
    return across and bounds[1] - 2 <= line.middle <= bounds[3] + 2


def _filled(
    inside: list[Line], bounds: Rectangle, rows: list[list[Rectangle | None]], page: int
) -> Table:
    rectangles = [cell for row in rows for cell in row if cell is not None]
    held: dict[Rectangle, list[Line]] = {cell: [] for cell in rectangles}
    for line in inside:
        for cell, part in _by_cell(line, rectangles):
            held[cell].append(part)
    columns = tuple(sorted({round(cell[0]) for cell in rectangles}))
    table = Table(page, bounds, columns)
    for row in rows:
        cells = [_lines(held[cell]) if cell is not None else [] for cell in row]
        if any(cells):
            table.rows.append(cells)
    return table


def _lines(pieces: list[Line]) -> Cell:
    return [merged(row) for row in rows_of(pieces)]


def _by_cell(line: Line, cells: list[Rectangle]) -> Iterator[tuple[Rectangle, Line]]:
    """Yield a piece cut at the borders of cells: narrow cells leave no gap between their words."""
    near = [cell for cell in cells if cell[1] - 1 <= line.middle <= cell[3] + 1] or cells
    start, owner = 0, _owner(line, 0, near)
    for place in range(1, len(line.text) + 1):
        after = _owner(line, place, near) if place < len(line.text) else None
        if after != owner:
            part = Line(
                line.text[start:place],
                line.edges[start : place + 1],
                line.top,
                line.bottom,
                line.size,
                line.page,
            )
            if kept := stripped(part):
                yield owner, kept
            start, owner = place, after or owner


def _owner(line: Line, place: int, cells: list[Rectangle]) -> Rectangle:
    middle = (line.edges[place] + line.edges[place + 1]) / 2
    inside = [cell for cell in cells if cell[0] <= middle <= cell[2]]
    return min(inside or cells, key=lambda cell: _distance(cell, middle, line.middle))


def _distance(cell: Rectangle, across: float, down: float) -> float:
    beside = max(cell[0] - across, 0, across - cell[2])
    return beside + max(cell[1] - down, 0, down - cell[3])


# -- over pages ---------------------------------------------------------------------------------


def continued(table: Table, after: Table) -> bool:
    """Return whether the table at the head of a page goes on with the one before."""
    if len(table.columns) != len(after.columns):
        return False
    shift = table.columns[0] - after.columns[0]
    pairs = zip(table.columns, after.columns, strict=True)
    return all(abs(one - other - shift) <= 4 for one, other in pairs)


def join(table: Table, after: Table) -> None:
    """Add the rows of a continuation: a repeated head once, a row cut by the page mended."""
    rows = after.rows
    head = 0
    while head < min(len(rows), len(table.rows), 3) and _same(rows[head], table.rows[head]):
        head += 1
    rows = rows[head:]
    if rows and _is_rest(table.rows[-1], rows[0]):
        table.rows[-1] = [[*a, *b] for a, b in zip(table.rows[-1], rows[0], strict=True)]
        rows = rows[1:]
    table.rows += rows


def _same(one: list[Cell], other: list[Cell]) -> bool:
    return [_words(cell) for cell in one] == [_words(cell) for cell in other]


def _words(cell: Cell) -> str:
    return "".join("".join(line.text.split()) for line in cell)


def _is_rest(row: list[Cell], after: list[Cell]) -> bool:
    """Return whether a row is what the page cut off: its first cell empty, the cut cell open."""
    if len(row) != len(after) or len(row) < 2 or after[0] or not row[0]:
        return False
    open_ends = [
        a and not _words(a).endswith(("。", "；")) for a, b in zip(row, after, strict=True) if b
    ]
    return bool(open_ends) and all(open_ends)
