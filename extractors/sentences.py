"""The sentences, segments and clauses of a passage: where 。 ； and ， cut it.

Signs inside brackets cut nothing: 「企业（含个体工商户；下同），给予2万元」 is two clauses. An
unclosed bracket ends with its line.
"""

import re
from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import NamedTuple

Span = tuple[int, int]

# longer is no sentence but a text without signs; what reads it stays linear
_REACH = 1000
# words and brackets, which hold brackets or break off with the line, up to a sign or the end
_CLAUSE = re.compile(
    r"(?:[^（。；：，！？\n]++|（(?:[^（）\n]++|（[^（）\n]*+）)*+(?:）|[^\n]*+))*+(?:[。；：，！？\n]|\Z)"
)


class Sentences(NamedTuple):
    """Each tuple holds the offsets at which its pieces begin, and the passage's end."""

    sentences: tuple[int, ...]
    segments: tuple[int, ...]
    clauses: tuple[int, ...]

    def sentence(self, at: int) -> Span:
        """Return the piece between 。 that holds an offset."""
        return _piece(self.sentences, at)

    def segment(self, at: int) -> Span:
        """Return the piece between 。 ； ： that holds an offset."""
        return _piece(self.segments, at)

    def clause(self, at: int) -> Span:
        """Return the piece between any signs that holds an offset."""
        return _piece(self.clauses, at)

    def around(self, at: int) -> tuple[Span, Span, Span]:
        """Return the sentence, the segment and the clause that hold an offset."""
        return _piece(self.sentences, at), _piece(self.segments, at), _piece(self.clauses, at)

    def clauses_within(self, start: int, end: int) -> list[Span]:
        """Return the clauses of a range, in order, each with its sign."""
        first = bisect_right(self.clauses, start)
        last = bisect_left(self.clauses, end)
        cuts = [start, *self.clauses[first:last], end]
        return list(pairwise(cuts))


def _piece(starts: tuple[int, ...], at: int) -> Span:
    after = bisect_right(starts, at, 1, len(starts) - 1)
    start, end = starts[after - 1], starts[after]
    if end - start <= _REACH:
        return start, end
    return max(start, at - _REACH), min(end, at + _REACH)


def cut(text: str, start: int, end: int) -> Sentences:
    """Return the pieces of `text[start:end]`."""
    found = _CLAUSE.finditer(text, start, end)
    clauses = [after for each in found if (after := each.end()) < end]
    segments = [after for after in clauses if text[after - 1] != "，"]
    sentences = [after for after in segments if text[after - 1] in "。！？\n"]
    return Sentences((start, *sentences, end), (start, *segments, end), (start, *clauses, end))
