"""The place of an item that begins with one: 「开远市：走访…」, 「2、吐鲁番」, 「义乌市举办…」.

In a bulletin any item may; elsewhere two or more items of a part must name different places under
one place, whose name the text's beginning prints. Leaves alone partners of other provinces.
"""

from collections import defaultdict
from collections.abc import Container, Sequence

from extractors import places
from extractors.scope import MeasureSpan

_REACH = 12
_TITLE_REACH = 400
_FEWEST = 2
# 金寨县、霍山县组织…: an item of both
_JOINS = ("、", "和", "与", "及", "等")


def opening(text: str, start: int) -> str | None:
    """Return the code of the place that the words at `start` begin with in full, or None."""
    named = next(places.find(text[start : start + _REACH]), None)
    if named is None or named.start or text.startswith(_JOINS, start + named.end):
        return None
    return named.value.code


def of_items(text: str, found: Sequence[MeasureSpan]) -> list[MeasureSpan]:
    """Return the measures, those of a list by places with their place."""
    known = places.gazetteer().openings
    codes = {
        at: code
        for at, each in enumerate(found)
        if each.region is None and (code := _code(text, each, known))
    }
    if len(codes) < _FEWEST:
        return list(found)
    lists: dict[tuple[int, str | None], set[str]] = defaultdict(set)
    for at, code in codes.items():
        lists[found[at].part, places.parent_of(code)].add(code)
    by_place = {
        key
        for key, named in lists.items()
        if len(named) >= _FEWEST and key[1] and places.short_name(key[1]) in text[:_TITLE_REACH]
    }
    placed = list(found)
    for at, code in codes.items():
        if (found[at].part, places.parent_of(code)) in by_place:
            placed[at] = found[at]._replace(region=code)
    return placed


def _code(text: str, measure: MeasureSpan, known: Container[str]) -> str | None:
    """Return the place that an item begins with; a short name stands alone."""
    start = measure.start + len(measure.label)
    if text[start : start + 1] == " ":
        start += 1
    if text[start : start + 2] not in known:
        return None
    words = text[start : start + _REACH]
    lead = words[: min((at for sign in "：\n" if (at := words.find(sign)) > 0), default=0)]
    return opening(text, start) or (places.region_of(lead) if lead else None)
