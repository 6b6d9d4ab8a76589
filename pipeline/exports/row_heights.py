"""How high a row of a workbook must be to show its wrapped texts whole.

Excel finds this out when it opens a workbook; LibreOffice shows one line unless told.
"""

from collections.abc import Iterable
from math import ceil

_LINE = 14.0
"""Points that a line of 10-point type takes."""
_EDGE = 3.0
_MOST = 409.0
"""The most points that a row may have in Excel."""


def row_height(cells: Iterable[tuple[str, float]]) -> float:
    """Return the height of a row, in points, from its texts and the widths of their columns.

    A width counts digits, as Excel does; a Chinese character is as wide as two.

    >>> row_height([("写明标准\\n≤500元/人", 34), ("未提及", 34)])
    31.0
    """
    lines = max((_lines(text, width) for text, width in cells), default=1)
    return min(_MOST, _LINE * lines + _EDGE)


def _lines(text: str, width: float) -> int:
    return sum(max(1, ceil(_width(line) / (width - 1))) for line in text.split("\n"))


def _width(line: str) -> int:
    return len(line) + sum(character > "\u2e7f" for character in line)
