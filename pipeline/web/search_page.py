"""检索: words and filters in, clauses with the words marked out. The address is the whole state."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated
from urllib.parse import quote_plus

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse

from extractors import places
from pipeline.codes import NATIONAL, STRENGTHS, family_name, group_name, region_name, type_name
from pipeline.facets import Found
from pipeline.search import Hit, hits_of, words_of
from pipeline.suggestions import suggest
from pipeline.web.answers import Stored, numbered, page
from pipeline.web.asking import Asked, Page, asked
from pipeline.web.store import Store

router = APIRouter(include_in_schema=False)
SIZE = 20
_MOST_WORDS = 8
_MOST_PLACES = 40
_EXAMPLES = ("稳岗", "留岗红包", "每人 补贴", "共享用工", "不超过 企业", "申领 截止")


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter with its count and the address that sets or clears it."""

    value: str
    name: str
    count: int
    address: str
    is_on: bool
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Facet:
    """One filter with its values."""

    name: str
    title: str
    choices: tuple[Choice, ...]
    is_on: bool


@router.get("/")
def search(
    store: Stored, wanted: Annotated[Asked, Depends(asked)], page_number: Page = 1
) -> HTMLResponse:
    """Return the search page; `page_number` counts from 1."""
    words = words_of(wanted.q)[:_MOST_WORDS]
    with store.limited():
        found = look(store, wanted, (page_number, SIZE))
        hits = shown_hits(store, wanted, found)
        others = suggest(wanted.q, lambda word: _count(store, word)) if words else ()
    return page(
        "search.html",
        "search",
        asked=wanted,
        found=found,
        hits=hits,
        others=others,
        facets=tuple(facets(wanted, found.counts)),
        on=tuple(_set(wanted)),
        pages=tuple(numbered(page_number, SIZE, found.total)),
        page_number=page_number,
        examples=_EXAMPLES,
        documents=len(store.counted),
    )


def look(store: Store, wanted: Asked, part: tuple[int, int]) -> Found:
    """Return the passages of one page of a search; `part` is its number and its size."""
    words = words_of(wanted.q)[:_MOST_WORDS]
    number, size = part
    return store.facets.find(store.base, words, wanted.wanted(), ((number - 1) * size, size))


def shown_hits(store: Store, wanted: Asked, found: Found) -> tuple[Hit, ...]:
    """Return the passages found, masked, with where the words stand."""
    words = words_of(wanted.q)[:_MOST_WORDS]
    return hits_of(store.base, found.ids, words, store.veil)


def _count(store: Store, word: str) -> int:
    words = words_of(word)
    return store.facets.number_of(store.base, words[0]) if words else 0


def _set(wanted: Asked) -> Iterator[tuple[str, str]]:
    """Yield the filters that are set: their words and the address without them."""
    for name, value in wanted.filters.items():
        yield _SET[name](value), wanted.but(**{name: ""})


_SET: dict[str, Callable[[str], str]] = {
    "region": lambda value: f"地区：{region_name(value)}",
    "type": lambda value: f"类型：{_kind(value)}",
    "target": lambda value: f"对象：{group_name(value)}",
    "unit": lambda value: f"牵头：{value}",
    "strength": lambda value: f"力度：{STRENGTHS[int(value)]}",
    "money": lambda value: "有金额",
    "amount": lambda value: f"金额达到 {value} 元",
    "window": lambda value: "写明申领期限",
    "on": lambda value: f"{value} 可申领",
    "before": lambda value: f"{value} 以前成文",
}


def _kind(value: str) -> str:
    return family_name(value) if len(value) == 1 else f"{value} {type_name(value)}"


def facets(wanted: Asked, counts: Mapping[str, Mapping[str, int]]) -> Iterator[Facet]:
    """Yield the filters with what each value would leave."""
    yield _facet("region", "地区", wanted, _regions(counts["region"], wanted.region))
    yield _facet("type", "类型", wanted, _kinds(counts["type"]))
    yield _facet("target", "对象", wanted, _named(counts["target"], group_name))
    yield _facet("unit", "牵头单位", wanted, _named(counts["unit"], str))
    levels = [
        (value, STRENGTHS[int(value)], counts["strength"].get(value, 0), 0) for value in "4321"
    ]
    yield _facet("strength", "力度", wanted, levels)
    yield _facet("money", "金额", wanted, [("1", "有金额", counts["has_amount"].get("1", 0), 0)])
    yield _facet(
        "window", "申领期限", wanted, [("1", "写明期限", counts["has_window"].get("1", 0), 0)]
    )


Rows = list[tuple[str, str, int, int]]


def _facet(name: str, title: str, wanted: Asked, rows: Rows) -> Facet:
    own = getattr(wanted, name)
    if own and own not in {value for value, *_ in rows}:
        words = _SET[name](own).partition("：")[2] or own
        rows = [(own, words, 0, 0), *rows]
    without = wanted.but(**{name: ""})
    joint = f"{without}{'&' if '?' in without else '?'}{name}="
    choices = tuple(
        Choice(value, words, count, without if value == own else joint + quote_plus(value),
               value == own, depth)
        for value, words, count, depth in rows
        if count or value == own
    )  # fmt: skip
    return Facet(name, title, choices, bool(own))


def _regions(counts: Mapping[str, int], own: str) -> Rows:
    """Return the places as a tree, the national level first.

    Where there are many, what lies in a place is shown once the place is chosen.
    """
    rows = []
    near = {own, *_lineage(own)} if own else set()
    for code in counts:
        above = [each for each in _lineage(code)[1:] if each in counts]
        if len(counts) <= _MOST_PLACES or not above or above[0] in near or code in near:
            rows.append((code, region_name(code), counts[code], len(above)))
    return sorted(rows, key=lambda row: (row[0] != NATIONAL, row[0]))


@cache
def _lineage(code: str) -> tuple[str, ...]:
    return places.lineage(code)


def _kinds(counts: Mapping[str, int]) -> Rows:
    return [
        (code, f"{code} {family_name(code) if len(code) == 1 else type_name(code)}", counts[code],
         0 if len(code) == 1 else 1)
        for code in sorted(counts)
    ]  # fmt: skip


def _named(counts: Mapping[str, int], name: Callable[[str], str]) -> Rows:
    ranked = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    return [(value, name(value), count, 0) for value, count in ranked]
