"""From pieces of lines to lines in reading order: rows, two columns, what belongs to the sheet.

Running heads, page numbers and a browser's print lines are known by what they are: they repeat
from page to page at one height, or they are the outermost line and nothing but a number, an
address with its page count, a date with a time.
"""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from statistics import median

import regex

from pipeline.reading.lines import Line, Sheet, merged

_MARGIN = 0.13  # of the page's height: furniture stands in this part of its head or foot
_LONGEST = 400  # characters of a print line
_OUTERMOST = 3  # rows at either end of a page that may be furniture
_DIGITS = regex.compile(r"[0-9]+|(?<![\p{Han}])[一二三四五六七八九十百〇]+(?=页)")
_PAGE_NUMBER = regex.compile(
    r"""
    [-—–·•~_\s]* (?: [0-9]{1,4} | [ivxlIVXL]{1,6} ) [-—–·•~_\s]*
  | 第? \s* [0-9一二三四五六七八九十百]{1,5} \s* 页
    (?: \s* [/，,（(]? \s* 共 \s* [0-9一二三四五六七八九十百]{1,5} \s* 页 \s* [）)]? )?
  | [0-9]{1,4} \s* / \s* [0-9]{1,4}
  | Page \s* [0-9]{1,4} (?: \s* of \s* [0-9]{1,4} )?
    """,
    regex.VERBOSE | regex.IGNORECASE,
)
_PRINT_LINE = regex.compile(
    r"""
    (?: https?:// | file:// | www\. ) \S* .* [0-9]{1,4} \s* / \s* [0-9]{1,4} \s*
  | [0-9]{2,4} [/.-] [0-9]{1,2} [/.-] [0-9]{1,4} [,，\s] \s*
    (?:上午|下午|晚上|凌晨)? [0-9]{1,2} : [0-9]{2} .*
  | (?: https?:// | file:// ) \S+
    """,
    regex.VERBOSE,
)


def rows_of(pieces: Iterable[Line]) -> list[list[Line]]:
    """Return the pieces as rows from top to bottom, each from left to right."""
    rows: list[list[Line]] = []
    for piece in sorted(pieces, key=lambda piece: piece.middle):
        for row in rows[-3:][::-1]:
            if _beside(row[0], piece):
                row.append(piece)
                break
        else:
            rows.append([piece])
    return [sorted(row, key=lambda piece: piece.left) for row in rows]


def _beside(one: Line, other: Line) -> bool:
    overlap = min(one.bottom, other.bottom) - max(one.top, other.top)
    return overlap > 0.5 * min(one.bottom - one.top, other.bottom - other.top)


# -- running heads and page numbers -------------------------------------------------------------


def without_furniture(sheets: Sequence[Sheet]) -> bool:
    """Take running heads, page numbers and print lines out of the sheets' pieces.

    Returns whether a browser printed the sheets.
    """
    printed = any(_is_printed(sheet) for sheet in sheets[:2])
    ends = {sheet.number: _end_rows(sheet) for sheet in sheets}
    seen: Counter[tuple[str, bool, int]] = Counter()
    for sheet in sheets:
        for row, at_head in ends[sheet.number]:
            seen.update(_places(row, at_head))
    least = max(2, 0.3 * len(sheets))
    for sheet in sheets:
        gone: set[int] = set()
        for row, at_head in ends[sheet.number]:
            if any(seen[place] >= least for place in _places(row, at_head)):
                gone.update(id(piece) for piece in row)
        for rows in (
            [row for row, at_head in ends[sheet.number] if at_head],
            [row for row, at_head in ends[sheet.number] if not at_head][::-1],
        ):
            gone.update(_marks(rows, gone))
        sheet.lines = [piece for piece in sheet.lines if id(piece) not in gone]
    return printed


def _is_printed(sheet: Sheet) -> bool:
    rows = [row for row, _ in _end_rows(sheet)]
    words = (" ".join(piece.text for piece in row) for row in rows)
    return any(len(each) < _LONGEST and _PRINT_LINE.fullmatch(each) for each in words)


def _end_rows(sheet: Sheet) -> list[tuple[list[Line], bool]]:
    rows = rows_of(sheet.lines)
    head, foot = _MARGIN * sheet.height, (1 - _MARGIN) * sheet.height
    ends = [(row, True) for row in rows[:_OUTERMOST] if row[0].middle < head]
    return ends + [(row, False) for row in rows[-_OUTERMOST:] if row[0].middle > foot]


def _places(row: list[Line], at_head: bool) -> list[tuple[str, bool, int]]:
    """Return what is counted of a row: its words without numbers, and its height, twice.

    Two neighbouring steps of height are counted, so that a row on their border meets its like.
    """
    words = unicodedata.normalize("NFKC", "".join(piece.text for piece in row))
    key = _DIGITS.sub("0", "".join(words.split()))
    step = int(row[0].middle // 8)
    return [(key, at_head, step), (key, at_head, step + 1)]


def _marks(rows: list[list[Line]], gone: set[int]) -> list[int]:
    """Return the pieces of the outermost rows that are page numbers or print lines."""
    found = []
    for row in rows:
        words = unicodedata.normalize("NFKC", " ".join(piece.text for piece in row)).strip()
        short = len(words) < _LONGEST
        if short and (_PAGE_NUMBER.fullmatch(words) or _PRINT_LINE.fullmatch(words)):
            found += [id(piece) for piece in row]
        elif id(row[0]) not in gone:
            break
    return found


# -- columns ------------------------------------------------------------------------------------


def in_order(sheet: Sheet) -> list[Line]:
    """Return a page's lines in reading order: down the left column, then down the right."""
    gutter = _gutter(sheet)
    if gutter is None:
        return [merged(row) for row in rows_of(sheet.lines)]
    columns, below = _parted(sheet.lines, gutter)
    ordered: list[Line] = []
    band: list[Line] = []
    for piece in sorted(columns, key=lambda piece: piece.middle):
        if piece.left < gutter < piece.right:
            ordered += _columns(band, gutter)
            band = []
            ordered.append(piece)
        else:
            band.append(piece)
    return ordered + _columns(band, gutter) + [merged(row) for row in rows_of(below)]


def _parted(pieces: Sequence[Line], gutter: float) -> tuple[list[Line], list[Line]]:
    """Return the pieces of the columns, and those that stand below both over the whole width."""
    rows = rows_of(pieces)
    height = median(piece.bottom - piece.top for piece in pieces)
    for place in range(len(rows) - 1, 0, -1):
        above = max(piece.bottom for row in rows[:place] for piece in row)
        if min(piece.top for piece in rows[place]) - above < 0.6 * height:
            continue
        below = [piece for row in rows[place:] for piece in row]
        if _both_sides(below, gutter):
            break
        rest = [piece for row in rows[:place] for piece in row]
        if _both_sides(rest, gutter):
            return rest, below
    return list(pieces), []


def _both_sides(pieces: list[Line], gutter: float) -> bool:
    left = sum(piece.right <= gutter for piece in pieces)
    right = sum(piece.left >= gutter for piece in pieces)
    return min(left, right) >= 3


def _columns(band: list[Line], gutter: float) -> list[Line]:
    sides: dict[int, list[Line]] = defaultdict(list)
    for piece in band:
        piece.column = int(piece.left >= gutter)
        sides[piece.column].append(piece)
    return [merged(row) for side in (0, 1) for row in rows_of(sides[side])]


def _gutter(sheet: Sheet) -> float | None:
    """Return the middle of the gap between two columns of running text, None on other pages."""
    best: tuple[int, float] | None = None
    for share in range(36, 65, 2):
        place = sheet.width * share / 100
        crossing = sum(piece.left < place < piece.right for piece in sheet.lines)
        if best is None or crossing < best[0]:
            best = crossing, place
    if best is None:
        return None
    crossing, place = best
    left = [piece for piece in sheet.lines if piece.right <= place]
    right = [piece for piece in sheet.lines if piece.left >= place]
    if min(len(left), len(right)) < 6 or crossing > 0.25 * (len(left) + len(right)):
        return None
    if not all(_is_column(side, sheet.width) for side in (left, right)):
        return None
    return (max(piece.right for piece in left) + min(piece.left for piece in right)) / 2


def _is_column(side: list[Line], width: float) -> bool:
    long = [piece for piece in side if piece.right - piece.left > 0.25 * width]
    return len(long) >= 0.6 * len(side)
