"""Lines of a page: characters with their places, from a PDF's text layer or from recognition."""

from dataclasses import dataclass

import regex

_JOINS = regex.compile(r"[A-Za-z0-9,.;:)]\Z")


@dataclass(slots=True)
class Line:
    """A run of text in one line. `edges[i]` is the left edge of `text[i]`, the last the right end.

    `size` is the width of a Chinese character in points; `page` counts from 1; `column` is 0, or 1
    for the right one of two.
    """

    text: str
    edges: list[float]
    top: float
    bottom: float
    size: float
    page: int
    column: int = 0

    @property
    def left(self) -> float:
        """The left edge."""
        return self.edges[0]

    @property
    def right(self) -> float:
        """The right edge."""
        return self.edges[-1]

    @property
    def middle(self) -> float:
        """The height of the middle."""
        return (self.top + self.bottom) / 2


@dataclass(slots=True)
class Sheet:
    """A page as lines, from top to bottom in reading order."""

    number: int
    width: float
    height: float
    lines: list[Line]
    recognised: bool = False


def merged(pieces: list[Line]) -> Line:
    """Return pieces that stand side by side as one line, a blank where they are apart."""
    first = pieces[0]
    text, edges = first.text, first.edges[:-1]
    right = first.right
    for piece in pieces[1:]:
        if piece.left - right > 0.25 * first.size and not text.endswith((" ", "\u3000")):
            text += " "
            edges.append(right)
        text += piece.text
        edges += piece.edges[:-1]
        right = piece.right
    size = max(piece.size for piece in pieces)
    top, bottom = min(piece.top for piece in pieces), max(piece.bottom for piece in pieces)
    return Line(text, [*edges, right], top, bottom, size, first.page, first.column)


def stripped(line: Line) -> Line | None:
    """Return a line without white space at its ends, None where nothing else is in it."""
    kept = line.text.strip()
    if not kept:
        return None
    start = line.text.index(kept[0])
    edges = line.edges[start : start + len(kept) + 1]
    return Line(kept, edges, line.top, line.bottom, line.size, line.page, line.column)


def needs_blank(before: str, after: str) -> bool:
    """Return whether a blank stands between two lines of one paragraph: between Latin words."""
    return bool(_JOINS.search(before)) and after[:1].isascii() and after[:1].isalpha()
