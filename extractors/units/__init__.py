"""Units that lead or support a measure, with their full names.

Three grammars, the first that speaks of a measure wins: a statement of responsibility
(`responsibility`: 「（牵头单位：…）」), the section heading or headline that names the actor
(「一、省人社厅具体工作」), the subject of its sentences (`actors`: 「市人社局牵头…」). Where a
statement names the units, bodies in the running text are not marked. Nothing named: empty.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from extractors import places
from extractors.mention import Mention
from extractors.records import Basis, Unit
from extractors.scope import Clause, MeasureSpan, PartSpan, Scope
from extractors.units import actors, responsibility, told
from extractors.units.actors import Actor
from extractors.units.agencies import Around
from extractors.units.matches import Span
from extractors.units.naming import Naming
from extractors.units.responsibility import Duty

Units = tuple[tuple[Unit, ...], tuple[Unit, ...]]


def find(text: str, spans: Sequence[Span] | None = None) -> Iterator[Mention[Duty | Actor]]:
    """Yield bodies that `text` makes responsible, then those that it lets act.

    Where `spans` are given, ranges of the text in order, not all that act elsewhere.
    """
    found: Iterable[Mention[Any]] = chain(responsibility.find(text), actors.find(text, spans))
    yield from found


def resolve(mentions: Iterable[Mention[Duty | Actor]], scope: Scope) -> dict[str, Units]:
    """Return the lead and the support units of each measure, by its id; () where none is named."""
    held = _hold(mentions, scope)
    has_duties = bool(held.own or held.inherited)
    first_leads = has_duties and responsibility.first_leads(scope.text)
    above = _Above(_sections(scope), {}, {})
    naming = Naming(scope)
    found = {}
    for measure in scope.measures:
        around = naming.around(measure)
        duties = held.own[measure.id] or held.inherited[measure.id]
        if duties:
            found[measure.id] = _explicit(duties, first_leads, naming, around)
            continue
        basis, heads = _acting_above(measure, above, scope)
        acting = held.acting[measure.id]
        leads, supports = _choose(measure, acting, heads, scope.text)
        opening = held.openings.get(measure.part, ())
        if opening and told.names_only_place(measure, leads, scope.text):
            issuing = [each for each in opening if naming.issues(each, around)]
            leads = issuing or leads or told.last_opening(opening, scope.text)
        if all(_handles(each.value) for each in leads):
            handling = [each for each in acting if _handles(each.value)]
            if handling and not _SUM.search(scope.text, measure.start, measure.end):
                leads = handling
        if not leads:
            basis, leads = "section", _charged_above(measure, above, scope)
            heads = leads
        lead = naming.units(leads, basis if leads and leads[0] in heads else "actor", around)
        found[measure.id] = lead, _others(naming.units(supports, "actor", around), lead)
    return found


# what states no sum is about the handling: 申报单位提交材料，区商务局5个工作日内完成初审
_SUM = re.compile("[0-9万亿]元|[0-9]%")


def _leads_by_steps(measure: MeasureSpan, start: int, text: str) -> bool:
    """Tell whether who handles papers leads: early in a measure, or where no sum is stated."""
    return start - measure.start < 60 or not _SUM.search(text, measure.start, measure.end)


def _handles(actor: Actor) -> bool:
    return actor.side == "lead" and actor.is_step and actor.standing != "by"


@dataclass(frozen=True, slots=True)
class _Held:
    """The mentions of each measure, by its id: duties of its own or its heading's, actors.

    `openings` holds the bodies that open a report, by its part.
    """

    own: defaultdict[str, list[Mention[Duty]]]
    inherited: defaultdict[str, list[Mention[Duty]]]
    acting: defaultdict[str, list[Mention[Actor]]]
    openings: dict[int, list[Mention[Actor]]]


def _hold(mentions: Iterable[Mention[Any]], scope: Scope) -> _Held:
    held = _Held(defaultdict(list), defaultdict(list), defaultdict(list), told.openings(scope))
    inherited: Counter[int] = Counter()
    for mention in mentions:
        value = mention.value
        if isinstance(value, Actor):
            around = scope.measure_at(mention.start, mention.end)
            if around:
                held.acting[around.id].append(mention)
            continue
        bound = _bound(value.statement, scope)
        if bound:
            held.own[bound.id].append(mention)
            continue
        heading = _heading(value.statement, scope)
        if heading and inherited[heading.start] < _MOST_INHERITED:
            inherited[heading.start] += 1
            for measure in _under(heading, scope):
                held.inherited[measure.id].append(mention)
    return held


# no heading names so many bodies, and each goes to all measures under it
_MOST_INHERITED = 60


def _choose(
    measure: MeasureSpan,
    acting: Sequence[Mention[Actor]],
    above: Sequence[Mention[Actor]],
    text: str,
) -> tuple[Sequence[Mention[Actor]], Sequence[Mention[Actor]]]:
    """Return the mentions that lead and those that support a measure without a statement.

    A body that only handles papers leads where the measure opens with it, else it is a step.
    """
    if not acting:
        return above, ()
    supports = [
        each
        for each in acting
        if each.value.side == "support"
        and (each.value.standing == "partner" or not _VAGUE.fullmatch(each.value.body))
    ]
    own = [each for each in acting if each.value.side == "lead"]
    inner = [
        each
        for each in own
        if each.value.standing in ("inner", "further", "by")
        and not (each.value.is_step or each.value.is_place)
    ]
    bodies = [
        each
        for each in own
        if each.value.standing == "opening"
        and not each.value.is_place
        and (not each.value.is_step or _leads_by_steps(measure, each.start, text))
    ]
    if any(_ALL_PLACES.match(each.value.body) for each in bodies):
        bodies = [each for each in bodies if each.value.body != "各地"]
    if bodies:
        bodies += [each for each in own if each.value.standing == "further"]
    if above:
        supports = [each for each in supports if each.value.standing in ("partner", "host")]
        if all(each.value.is_place for each in above):
            own_head = above[0].start >= measure.start
            named = bodies or [each for each in inner if each.value.standing != "by"]
            opens = bodies and (supports or told.opens(measure, bodies[0], above[0], text))
            return (named if own_head or opens else []) or above, supports
        return above, supports
    places = [each for each in own if each.value.is_place and measure.status == "reported"]
    leads = bodies or inner or places
    if leads:
        return leads, supports
    alone = [each for each in supports if each.value.standing == "opening"]
    return alone, [each for each in supports if each not in alone]


# 各市、县（市、区）人民政府要…。各地要…: the same bodies under a shorter name
_ALL_PLACES = re.compile("各.*政府$")
# 相关单位应当予以协助 names nobody
_VAGUE = re.compile("(?:相关|有关)(?:单位|部门|方面)")

# -- which measure ------------------------------------------------------------------------------


def _bound(statement: int, scope: Scope) -> MeasureSpan | None:
    """Return the measure that a statement speaks of: the one that holds it or ends just before."""
    held = scope.measure_at(statement, statement)
    if held:
        return held
    index = bisect_right(scope.measures, statement, key=lambda measure: measure.start) - 1
    if index >= 0:
        last = scope.measures[index]
        if _JUST_BEHIND.fullmatch(scope.text, last.end, statement):
            return last
    return None


def _heading(statement: int, scope: Scope) -> Clause | None:
    """Return the heading on whose line a statement stands, or None."""
    index = bisect_right(scope.clauses, statement, key=lambda clause: clause.start) - 1
    if index < 0:
        return None
    heading = scope.clauses[index]
    if statement >= heading.end or scope.text.rfind("\n", heading.start, statement) >= 0:
        return None
    return heading


def _under(heading: Clause, scope: Scope) -> Sequence[MeasureSpan]:
    """Return the measures under a heading."""
    first, last = (
        bisect_left(scope.measures, place, key=lambda measure: measure.start)
        for place in (heading.start, heading.end)
    )
    return scope.measures[first:last]


_JUST_BEHIND = re.compile(r"[\s。；（〔]{0,4}")


# -- what stands above a measure ----------------------------------------------------------------

_HEADING = r"""
    (?: (?P<han>     [一二三四五六七八九十]{1,3}、 )
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


@dataclass(frozen=True, slots=True)
class _Above:
    """The sections in order, and who acts in the lines over lists read so far, by their clause.

    `introduced` where a colon leads over to the list, `charged` where the line is a sentence.
    """

    sections: Sequence[_Section]
    introduced: dict[int, Sequence[Mention[Actor]]]
    charged: dict[int, Sequence[Mention[Actor]]]


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


def _acting_above(
    measure: MeasureSpan, above: _Above, scope: Scope
) -> tuple[Basis, Sequence[Mention[Actor]]]:
    """Return the actors that a headline or heading gives a measure, and the basis."""
    part = scope.parts[measure.part] if measure.part < len(scope.parts) else None
    if part and part.kind == "article":
        return "actor", _headlines(measure, part, scope)
    section = _holding(above.sections, measure.start) if above.sections else None
    if section:
        return "section", section.actors
    clause = scope.clauses[measure.clause] if measure.clause is not None else None
    over = clause.parent if clause else None
    if over is not None and over not in above.introduced:
        above.introduced[over] = _introduced(over, scope)
    introduced = above.introduced[over] if over is not None else ()
    if not introduced and part and part.tells and measure.status == "reported":
        return "actor", _headlines(measure, part, scope)
    return "section", introduced


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


def _introduced(over: int, scope: Scope) -> Sequence[Mention[Actor]]:
    """Return the subject of a clause's line over a list: 「市就业中心应当：⏎（一）…」."""
    shift, line = _line_over(over, scope)
    return _subjects(line, shift) if line.endswith("：") else ()


_LONGEST_CHARGE = 80


def _charged_above(measure: MeasureSpan, above: _Above, scope: Scope) -> Sequence[Mention[Actor]]:
    """Return whom the one sentence between a heading and its list charges with what it lists.

    「二、做好衔接⏎区民政局要做好衔接。⏎（一）…」
    """
    clause = scope.clauses[measure.clause] if measure.clause is not None else None
    over = clause.parent if clause else None
    if over is None or measure.status == "reported":
        return ()
    if over not in above.charged:
        shift, line = _line_over(over, scope)
        is_charge = line.find("。") == len(line) - 1 < _LONGEST_CHARGE
        is_below = shift > scope.clauses[over].start
        above.charged[over] = _subjects(line, shift) if is_charge and is_below else ()
    return above.charged[over]


def _line_over(over: int, scope: Scope) -> tuple[int, str]:
    """Return the last line of a clause above what is under it, and where it begins."""
    parent = scope.clauses[over]
    first = scope.clauses[over + 1]  # in order: what is under it follows at once
    lines = scope.text[parent.start : first.start].rstrip()
    begin = lines.rfind("\n") + 1
    return parent.start + begin, lines[begin:]


def _subjects(line: str, shift: int) -> Sequence[Mention[Actor]]:
    """Return the bodies that act first in the sentences of a line."""
    found = actors.find(line + "\n")
    return [
        Mention(each.start + shift, each.end + shift, each.value, each.rule)
        for each in found
        if each.value.standing == "opening" and each.value.side == "lead"
    ]


# -- the units ----------------------------------------------------------------------------------


def _explicit(
    duties: Sequence[Mention[Duty]], first_leads: bool, naming: Naming, around: Around
) -> Units:
    """Return the units of statements; where the first of a list leads, the rest support."""
    leads: list[Mention[Duty]] = []
    supports: list[Mention[Duty]] = []
    for mention in duties:
        duty = mention.value
        follows = first_leads and duty.undivided and not duty.first
        (supports if follows or duty.side == "support" else leads).append(mention)
    led = {(each.value.statement, naming.name(each.value.body, around)) for each in leads}
    supports = [
        each
        for each in supports
        if (each.value.statement, naming.name(each.value.body, around)) not in led
    ]
    return naming.units(leads, "explicit", around), naming.units(supports, "explicit", around)


def _others(units: tuple[Unit, ...], leads: Iterable[Unit]) -> tuple[Unit, ...]:
    if not units:
        return ()
    names = {unit.name for unit in leads}
    return tuple(unit for unit in units if unit.name not in names)
