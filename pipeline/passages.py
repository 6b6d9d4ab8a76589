"""The folded text of a document cut into what a search returns: paragraphs, and within them
measures.

A passage keeps the way back to the document: `shifts` are pairs (offset in the passage, offset in
the document), one wherever the two run apart.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.folding import Folded
from extractors.records import Measure


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of folded text; `start`/`end` count in the document."""

    folded: str
    start: int
    end: int
    measure: str | None
    shifts: tuple[tuple[int, int], ...]


def cut(folded: Folded, measures: Sequence[Measure]) -> Iterator[Passage]:
    """Yield the passages of a document in order; together they hold all its folded text."""
    owners = sorted((folded.at(each.start), folded.at(each.end), each.id) for each in measures)
    marks = {0, len(folded.text)}
    marks.update(place for start, end, _ in owners for place in (start, end))
    place = folded.text.find("\n")
    while place >= 0:
        marks.add(place + 1)
        place = folded.text.find("\n", place + 1)
    cuts = sorted(marks)
    starts = [start for start, _, _ in owners]
    for start, end in pairwise(cuts):
        if folded.text[end - 1] == "\n":
            end -= 1
        if start < end:
            index = bisect_right(starts, start) - 1
            inside = index >= 0 and end <= owners[index][1]
            yield _passage(folded, start, end, owners[index][2] if inside else None)


def _passage(folded: Folded, start: int, end: int, measure: str | None) -> Passage:
    first, last = folded.span(start, end)
    shifts = tuple(_shifts(folded, start, end))
    return Passage(folded.text[start:end], first, last, measure, shifts)


def _shifts(folded: Folded, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where the text and its source run apart; between, their distance stays the same."""
    offsets, at = folded.offsets, start
    while at < end:
        yield at - start, offsets[at]
        distance = offsets[at] - at
        if offsets[end - 1] - (end - 1) == distance:
            return
        at = bisect_right(range(end), distance, at, end, key=lambda place: offsets[place] - place)


def characters(text: str) -> str:
    """Return `text` as the index holds it: every character a token, its UTF-16 units in hex.

    Punctuation and digits count like any other character; capitals are as small letters.

    >>> characters("稳岗A")
    '7a33 5c97 0061'
    """
    return text.lower().encode("utf-16-be", "surrogatepass").hex(" ", 2)


def way_back(shifts: Sequence[tuple[int, int]], start: int, end: int) -> tuple[int, int]:
    """Return the range of the document behind the range `[start, end)` of a passage."""
    places = [at for at, _ in shifts]

    def back(place: int) -> int:
        at, source = shifts[bisect_right(places, place) - 1]
        return source + place - at

    return back(start), back(end - 1) + 1
