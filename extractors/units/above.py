"""Who acts in what stands above a measure: headings that are bodies, headlines, lines over lists.

「一、省人社厅具体工作」 names the actor of all under it up to the next heading of its rank, the
headline of a bulletin's item (「市总工会：“五送”服务…」) that of the item, a line over a list
(「市就业中心应当：⏎（一）…」) that of the list.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from extractors import places
from extractors.mention import Mention
from extractors.records import Basis
from extractors.scope import MeasureSpan, PartSpan, Scope
from extractors.units import actors
from extractors.units.actors import Actor

_HEADING = r"""
    (?: (?P<han>     [一二三四五六七八九十]{1,3}[、.，] )
        | (?P<bracket> （[一二三四五六七八九十]{1,3}） )
        | (?P<chapter> 第[一二三四五六七八九十]{1,3}[章节部]分?[ ]? )
        | (?P<digit>   [0-9]{1,2}[.、] ) )
"""
# a list of bodies holds no sign but 、 and brackets
_MAY_BE_LIST = rf"""
    {_HEADING}
    (?: [^，。；：（）“”《》\n]++ | （[^（）\n]*+） )++ [：。]? (?= \n | \Z )
"""
_FIRST_LINE = re.compile(_MAY_BE_LIST, re.VERBOSE)
_LINE = re.compile(rf"\n {_MAY_BE_LIST}", re.VERBOSE)
_NEXT = re.compile(rf"\n {_HEADING}", re.VERBOSE)
_RANKS = {"chapter": 0, "han": 1, "bracket": 2, "digit": 3}


@dataclass(frozen=True, slots=True)
class _Section:
    """The range under a heading that names the actors of what is under it.

    It begins and ends at the line break before a heading. `around` is the section that holds it.
    """

    start: int
    end: int
    actors: Sequence[Mention[Actor]]
    around: _Section | None


class _Line(NamedTuple):
    """Who acts in a line over a list; `leads_over` with a colon, else it is a sentence."""

    actors: Sequence[Mention[Actor]]
    leads_over: bool


_NO_LINE = _Line((), False)


@dataclass(frozen=True, slots=True)
class Above:
    """The sections in order, and who acts in the lines over lists read so far, by their clause."""

    sections: Sequence[_Section]
    introduced: dict[int, _Line]


def read(scope: Scope) -> Above:
    """Return what stands above the measures of a document, its lines over lists not read yet."""
    return Above(_sections(scope), {})


def _sections(scope: Scope) -> list[_Section]:
    """Return the headings that are nothing but bodies, each until the next heading of its rank."""
    text = scope.text
    first = _FIRST_LINE.match(text)
    found: list[_Section] = []
    for line in chain((first,) if first else (), _LINE.finditer(text)):
        kind = line.lastgroup or ""
        named = actors.heading(text, line.end(kind), line.end())
        if named:
            outer = [each for each, rank in _RANKS.items() if rank <= _RANKS[kind]]
            after = (each for each in _NEXT.finditer(text, line.end()) if each.lastgroup in outer)
            below = next(after, None)
            end = below.start() if below else len(text)
            around = _holding(found, line.start())
            found.append(_Section(line.start(), end, named, around))
    return found


def _holding(sections: Sequence[_Section], place: int) -> _Section | None:
    """Return the innermost section that holds a place; they nest no deeper than the ranks."""
    index = bisect_right(sections, place, key=lambda section: section.start) - 1
    section = sections[index] if index >= 0 else None
    while section and section.end <= place:
        section = section.around
    return section


def acting(
    measure: MeasureSpan, above: Above, scope: Scope
) -> tuple[Basis, Sequence[Mention[Actor]]]:
    """Return the actors that a headline or heading gives a measure, and the basis."""
    part = scope.parts[measure.part] if measure.part < len(scope.parts) else None
    if part and part.kind == "article":
        return "actor", _headlines(measure, part, scope)
    section = _holding(above.sections, measure.start) if above.sections else None
    if section:
        return "section", section.actors
    over = line(measure, above, scope)
    introduced = over.actors if over.leads_over else ()
    if not introduced and part and part.tells and measure.status == "reported":
        return "actor", _headlines(measure, part, scope)
    return "section", introduced


def line(measure: MeasureSpan, above: Above, scope: Scope) -> _Line:
    """Return who acts in the line over the list that a measure belongs to; each is read once."""
    clause = scope.clauses[measure.clause] if measure.clause is not None else None
    over = clause.parent if clause else None
    if over is None:
        return _NO_LINE
    if over not in above.introduced:
        above.introduced[over] = _introduced(over, scope)
    return above.introduced[over]


def _headlines(measure: MeasureSpan, part: PartSpan, scope: Scope) -> Sequence[Mention[Actor]]:
    """Return the actors of a bulletin's item: of its own head, its line or its article's title."""
    text = scope.text
    region = measure.region or part.region or scope.metadata.region
    in_county = region is not None and places.level(region) == "county"
    line = text.rfind("\n", 0, measure.start) + 1
    title = text.find(part.title, part.start, part.end) if part.title else -1
    for start in (measure.start, line, title if title >= 0 else part.start):
        end = text.find("\n", start)
        end = end if end >= 0 else len(text)
        named = actors.headline(text, start, end)
        if not named and in_county:
            named = actors.town_headline(text, start, end)
        if named:
            return named
    return ()


# the one sentence between a heading and its list is no longer
_LONGEST_CHARGE = 80


def _introduced(over: int, scope: Scope) -> _Line:
    """Return who acts in a clause's line over a list: 「市就业中心应当：⏎（一）…」.

    A sentence counts where it stands alone below a heading: 「区民政局要做好衔接。⏎（一）…」.
    """
    parent = scope.clauses[over]
    first = scope.clauses[over + 1]  # in order: what is under it follows at once
    lines = scope.text[parent.start : first.start].rstrip()
    if not lines.endswith(("：", "。")):
        return _NO_LINE
    begin = lines.rfind("\n") + 1
    line = lines[begin:]
    if line[-1] == "。" and not (begin and line.find("。") == len(line) - 1 < _LONGEST_CHARGE):
        return _NO_LINE
    shift = parent.start + begin
    found = [
        Mention(each.start + shift, each.end + shift, each.value, each.rule)
        for each in actors.find(line + "\n")
        if each.value.standing == "opening" and each.value.side == "lead"
    ]
    return _Line(found, line[-1] == "：")
