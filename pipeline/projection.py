"""Records found in one reading of a document, carried over to another reading of it.

The PDF, the page and the Word file of a notice differ from its text in white space, and where a
reader erred in a few characters. The characters that are not white space are aligned; offsets
follow them.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from difflib import SequenceMatcher
from typing import Any

from extractors.records import Extraction

_SEED = 12  # characters; a run that stands once in both texts is taken as the same place


@dataclass(frozen=True, slots=True)
class Alignment:
    """Two texts side by side. `places[i]` is where the i-th code point of `one` stands in `other`.

    A code point without a counterpart has the place of the next one that has; `agreement` is
    2 × common / sum of lengths, over the characters that are not white space.
    """

    places: tuple[int, ...]
    agreement: float

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the range of `other` that the range of `one` stands for."""
        first = self.places[start]
        return first, max(first, self.places[end - 1] + 1) if end > start else first


def align(one: str, other: str) -> Alignment:
    """Return how two texts agree in all but white space. Near linear where they are alike."""
    ours = [place for place, sign in enumerate(one) if not sign.isspace()]
    theirs = [place for place, sign in enumerate(other) if not sign.isspace()]
    left, right = "".join(one[place] for place in ours), "".join(other[place] for place in theirs)
    partner: list[int | None] = [None] * len(one)
    common = 0
    for start, twin, length in _common_runs(left, right):
        common += length
        for step in range(length):
            partner[ours[start + step]] = theirs[twin + step]
    places, after = [0] * len(one), len(other)
    for place in range(len(one) - 1, -1, -1):
        found = partner[place]
        after = after if found is None else found
        places[place] = after
    return Alignment(tuple(places), 2 * common / (len(left) + len(right)) if left or right else 1.0)


def _common_runs(left: str, right: str) -> Iterator[tuple[int, int, int]]:
    """Yield (start in left, start in right, length) of the runs that agree, in order."""
    at_left = at_right = 0
    for start, twin in [*_anchors(left, right), (len(left), len(right))]:
        if start < at_left or twin < at_right:
            continue
        yield from _between(left, right, (at_left, start, at_right, twin))
        length = 0
        while (
            start + length < len(left)
            and twin + length < len(right)
            and left[start + length] == right[twin + length]
        ):
            length += 1
        if length:
            yield start, twin, length
        at_left, at_right = start + length, twin + length


def _between(
    left: str, right: str, gap: tuple[int, int, int, int]
) -> Iterator[tuple[int, int, int]]:
    start, end, twin, twin_end = gap
    if start == end or twin == twin_end:
        return
    matcher = SequenceMatcher(None, left[start:end], right[twin:twin_end], autojunk=False)
    for block in matcher.get_matching_blocks():
        if block.size:
            yield start + block.a, twin + block.b, block.size


def _anchors(left: str, right: str) -> list[tuple[int, int]]:
    """Return the places of seeds that stand once in each text, rising in both."""
    there = _single_seeds(right)
    pairs = [(place, there[seed]) for seed, place in _single_seeds(left).items() if seed in there]
    tails: list[int] = []
    links: list[tuple[int, int]] = []  # index in pairs, index of the link before
    ends: list[int] = []
    for number, (_, twin) in enumerate(pairs):
        at = bisect_left(tails, twin)
        links.append((number, ends[at - 1] if at else -1))
        if at == len(tails):
            tails.append(twin)
            ends.append(number)
        else:
            tails[at], ends[at] = twin, number
    chain, at = [], ends[-1] if ends else -1
    while at >= 0:
        chain.append(pairs[at])
        at = links[at][1]
    return chain[::-1]


def _single_seeds(text: str) -> dict[str, int]:
    seeds = [text[place : place + _SEED] for place in range(len(text) - _SEED + 1)]
    counts = Counter(seeds)
    return {seed: place for place, seed in enumerate(seeds) if counts[seed] == 1}


def project(found: Extraction, alignment: Alignment, name: str) -> Extraction:
    """Return the records with their offsets in the other text; `name` becomes their document."""
    moved: Extraction = replace(_moved(found, alignment), doc=name)
    return moved


def _moved(value: Any, alignment: Alignment) -> Any:
    if isinstance(value, tuple):
        return tuple(_moved(each, alignment) for each in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    values = {each.name: _moved(getattr(value, each.name), alignment) for each in fields(value)}
    if isinstance(values.get("start"), int) and isinstance(values.get("end"), int):
        values["start"], values["end"] = alignment.span(values["start"], values["end"])
    return replace(value, **values)
