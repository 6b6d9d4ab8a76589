"""Matches of several patterns over a text, as of one pattern that has them for alternatives.

A search for one sign or word jumps from one to the next; one for several looks at every sign of the
text, and takes several times as long where few of them stand.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

Span = tuple[int, int]


def of_any(
    patterns: "Iterable[re.Pattern[str]]", text: str, start: int = 0
) -> "Iterator[re.Match[str]]":
    """Yield what `patterns` match from `start` on, in order, none that begins inside another.

    >>> either = [re.compile("（[^）]*）"), re.compile("〔[^〕]*〕")]
    >>> [match[0] for match in of_any(either, "国发〔2018〕1号（含〔2019〕2号）")]
    ['〔2018〕', '（含〔2019〕2号）']
    """
    found = [match for pattern in patterns for match in pattern.finditer(text, start)]
    done = start
    for match in sorted(found, key=re.Match.start):
        if match.start() >= done:
            yield match
            done = match.end()


def inside(found: "Iterable[re.Match[str]]", spans: Sequence[Span]) -> "Iterator[re.Match[str]]":
    """Yield the matches that end inside one of `spans`; both are in order.

    >>> [match[0] for match in inside(re.finditer("[0-9]", "1号2号3号"), [(2, 5)])]
    ['2']
    """
    following = iter(spans)
    start = stop = 0
    for match in found:
        place = match.end()
        while place >= stop:
            span = next(following, None)
            if span is None:
                return
            start, stop = span
        if place >= start:
            yield match
