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

from extractors.mention import Mention
from extractors.records import Unit
from extractors.scope import Clause, MeasureSpan, Scope
from extractors.units import above, actors, responsibility, told
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
    over = above.read(scope)
    naming = Naming(scope)
    found = {}
    for measure in scope.measures:
        around = naming.around(measure)
        duties = held.own[measure.id] or held.inherited[measure.id]
        if duties:
            found[measure.id] = _explicit(duties, first_leads, naming, around)
            continue
        basis, heads = above.acting(measure, over, scope)
        acting = held.acting[measure.id]
        leads, supports = _choose(measure, acting, heads, scope.text)
        opening = held.openings.get(measure.part, ())
        if opening and told.names_only_place(measure, leads, scope.text):
            issuing = [each for each in opening if naming.issues(each, around)]
            leads = issuing or leads or told.last_opening(opening, scope.text)
        if not leads or (leads[0].value.is_step and all(_handles(each.value) for each in leads)):
            handling = [each for each in acting if _handles(each.value)]
            if handling and not _SUM.search(scope.text, measure.start, measure.end):
                leads = handling
        if not leads and measure.status != "reported":
            basis, leads = "section", above.line(measure, over, scope).actors
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
    heads: Sequence[Mention[Actor]],
    text: str,
) -> tuple[Sequence[Mention[Actor]], Sequence[Mention[Actor]]]:
    """Return the mentions that lead and those that support a measure without a statement.

    A body that only handles papers leads where the measure opens with it, else it is a step.
    """
    if not acting:
        return heads, ()
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
    if heads:
        supports = [each for each in supports if each.value.standing in ("partner", "host")]
        if all(each.value.is_place for each in heads):
            own_head = heads[0].start >= measure.start
            named = bodies or [each for each in inner if each.value.standing != "by"]
            opens = bodies and (supports or told.opens(measure, bodies[0], heads[0], text))
            return (named if own_head or opens else []) or heads, supports
        return heads, supports
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
    lead = naming.units(leads, "explicit", around)
    support = naming.units(supports, "explicit", around)
    if not support or {unit.name for unit in lead}.isdisjoint(unit.name for unit in support):
        return lead, support
    led = {(each.value.statement, naming.name(each.value.body, around)) for each in leads}
    others = [
        each
        for each in supports
        if (each.value.statement, naming.name(each.value.body, around)) not in led
    ]
    return lead, naming.units(others, "explicit", around)


def _others(units: tuple[Unit, ...], leads: Iterable[Unit]) -> tuple[Unit, ...]:
    if not units:
        return ()
    names = {unit.name for unit in leads}
    return tuple(unit for unit in units if unit.name not in names)
