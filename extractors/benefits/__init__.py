"""What a person or firm can obtain: a sum with its tiers, condition, ceiling, payer and terms.

Links amounts, dates and groups already found within one measure:
「对…的企业，给予2万元补贴，最高30万元」.

Leaves alone sums spent, budgets, thresholds, services, and what refers to a standard elsewhere.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import count
from typing import TypeVar

from extractors.benefits.drafts import Draft, Passage, drafts, with_regions
from extractors.benefits.measured import is_handed
from extractors.benefits.offers import NOUN, Offer, sort
from extractors.benefits.pers import ONE
from extractors.benefits.placed import Placed
from extractors.benefits.receivers import Group, Receiver, payee_of
from extractors.benefits.steps import rows_of_scale
from extractors.benefits.terms import body_applied_to, funding, limit
from extractors.benefits.tiers import thresholds, tiers
from extractors.benefits.whose import whose
from extractors.benefits.windows import NO_WINDOW, with_windows
from extractors.records import (
    Amount,
    Benefit,
    Cap,
    DateMention,
    DateRole,
    Evidence,
    Period,
    Target,
)
from extractors.scope import MeasureSpan, Scope
from extractors.sentences import Sentences, Span, cut


@dataclass(frozen=True, slots=True)
class Found:
    """What the other extractors found in a document."""

    amounts: Sequence[Amount]
    dates: Sequence[DateMention]
    targets: Sequence[Target]


def find(scope: Scope, found: Found, groups: Mapping[str, Sequence[str]]) -> tuple[Benefit, ...]:
    """Return the benefits of a document in order; `groups` are the labels of each measure."""
    linked = (
        (passage, draft, region)
        for passage in _passages(scope, found, groups)
        for draft, region in with_regions(passage, drafts(passage))
    )
    numbers = count(1)
    benefits = tuple(
        benefit
        for passage, draft, region in linked
        for benefit in _benefits(passage, draft, region, numbers)
    )
    return with_windows(scope, tuple(_with_the_same(benefits)), found.dates)


def _with_the_same(benefits: Iterable[Benefit]) -> Iterator[Benefit]:
    """Yield benefits, those of 上述人员 with the group of the one before."""
    last: Benefit | None = None
    for benefit in benefits:
        if last and last.payee == benefit.payee and _THE_SAME.match(benefit.condition or ""):
            benefit = replace(benefit, beneficiary=last.beneficiary)
        yield benefit
        last = benefit


_THE_SAME = re.compile(
    r"(?:上述|以上|前述|前款)(?:规定的?)?(?:各类|两类|三类)?(?:人员|对象|群体|企业|单位|机构|劳动者|毕业生)"
)


def _passages(scope: Scope, found: Found, groups: Mapping[str, Sequence[str]]) -> Iterator[Passage]:
    at = scope.folded.at
    amounts = _by_measure(found.amounts)
    dates, targets = _by_measure(found.dates), _by_measure(found.targets)
    for measure in scope.measures:
        mine = amounts.get(measure.id, ())[:_MOST]
        if not mine or all(amount.role in _NO_OFFERS for amount in mine):
            continue
        pieces = cut(scope.text, measure.start, measure.end)
        placed = tuple(_placed(each, scope, pieces) for each in mine)
        if measure.status == "reported":
            placed = tuple(each for each in placed if not is_handed(scope.text, each.start))
        offered = sort(scope.text, placed)
        if not offered.offers:
            continue
        body, is_list = _body(scope.text, measure), len(offered.offers) > 1
        yield Passage(
            scope,
            measure,
            pieces,
            body,
            placed,
            offered,
            tuple((at(each.start), each) for each in dates.get(measure.id, [])[:_MOST]),
            tuple(
                Group(at(each.start), at(each.end), each.label)
                for each in targets.get(measure.id, [])[:_MOST]
            ),
            tuple(groups.get(measure.id, ())),
            found.targets,
            rows_of_scale(scope.text, body, measure.end) if is_list else None,
        )


def _placed(amount: Amount, scope: Scope, pieces: Sentences) -> Placed:
    start, end = scope.folded.at(amount.start), scope.folded.at(amount.end)
    return Placed(amount, start, end, *pieces.around(start))


_NO_OFFERS = frozenset(("threshold", "total", "target", "result"))
# a measure with more sums than this is a table of figures
_MOST = 300
_Record = TypeVar("_Record", Amount, DateMention, Target)


def _by_measure(records: Iterable[_Record]) -> dict[str | None, list[_Record]]:
    found: dict[str | None, list[_Record]] = defaultdict(list)
    for record in records:
        found[record.measure].append(record)
    return found


_LABEL = re.compile(
    r"(?:第[^条\n]{1,6}条|[（]?[0-9一二三四五六七八九十]{1,3}[）.、．]|[一二三四五六七八九十]是|[①-⑳])?\s*"
)


def _body(text: str, measure: MeasureSpan) -> int:
    """Return where a measure's words begin after its label and head."""
    place = text.find(measure.title, measure.start, measure.start + 120) if measure.title else -1
    if measure.title and place >= 0:
        return place + len(measure.title)
    label = _LABEL.match(text, measure.start, measure.end)
    return label.end() if label else measure.start


# -- from drafts to records -----------------------------------------------------------------------


def _benefits(
    passage: Passage, draft: Draft, region: Span, numbers: Iterator[int]
) -> Iterator[Benefit]:
    """Yield a benefit, and that of the person beside the firm's: 分别给予企业和个人补贴."""
    benefit = _benefit(passage, draft, region, f"b{next(numbers):02}")
    yield benefit
    placed = draft.readings[-1].offer.placed
    if benefit.payee != "employer":
        return
    start, end = placed.clause
    if not _FOR_BOTH.search(passage.scope.text, start, end):
        return
    who = [
        g.label for g in passage.groups if g.end <= placed.start and payee_of(g.label) == "person"
    ]
    yield replace(
        benefit,
        id=f"b{next(numbers):02}",
        payee="person",
        beneficiary=who[-1] if who else "workers",
    )


_FOR_BOTH = re.compile(
    r"(?:分别|各|同时)(?:给予|奖励|补助|补贴|发放给?)(?:用人单位|企业|单位)和(?:个人|职工|员工|劳动者|本人|毕业生)"
    r"|(?:用人单位|企业|单位)和(?:个人|职工|员工|劳动者|本人|毕业生)(?:分别|各)(?:给予|奖励|补助|补贴|发放)"
)


def _benefit(passage: Passage, draft: Draft, region: Span, name: str) -> Benefit:
    scope, first = passage.scope, draft.readings[0]
    offers = [reading.offer for reading in draft.readings]
    starts = thresholds(passage, offers)
    who, got = whose(passage, draft, starts)
    named = first.name
    spans = _terms(passage, region, draft) | {
        "name": (named.start, named.end) if named else None,
        "condition": who,
    }
    evidence = {
        key: scope.evidence(*span) for key, span in spans.items() if span and span[0] < span[1]
    }
    window, claimed = _period(passage, region, "application")
    qualifying, stayed = _period(passage, first.offer.placed.sentence, "eligibility")
    cap = _cap(passage, draft, got)
    return Benefit(
        id=name,
        measure=passage.measure.id,
        name=named.words if named else _unnamed(first.offer),
        beneficiary=got.label,
        payee=got.payee,
        payer=first.payer,
        condition=_quote(evidence, "condition"),
        tiers=tiers(passage, offers, starts, got.payee),
        cap=cap,
        limit=_quote(evidence, "limit"),
        funding=_quote(evidence, "funding"),
        window=window,
        qualifying=qualifying,
        apply_to=_quote(evidence, "apply_to"),
        evidence={key: (words,) for key, words in evidence.items()}
        | ({"cap": cap.evidence} if cap else {})
        | ({"window": claimed} if claimed else {})
        | ({"qualifying": stayed} if stayed else {}),
        rule="benefits.offer",
    )


def _terms(passage: Passage, region: Span, draft: Draft) -> dict[str, Span | None]:
    text = passage.scope.text
    return {
        "limit": _limit(passage, region, draft),
        "funding": _funding(passage, region),
        "apply_to": body_applied_to(text, *region),
    }


_OTHER_GRANT = re.compile(rf"(?:给予|发放|享受|申请)[^，。；0-9]{{2,12}}?{NOUN}")


def _limit(passage: Passage, region: Span, draft: Draft) -> Span | None:
    """Return the limit on a benefit, not that on another which the next sentence grants."""
    text, pieces = passage.scope.text, passage.pieces
    found = limit(text, *region)
    if found is None:
        return None
    own = draft.readings[-1].offer.placed.sentence[1]
    if found[0] < own:
        return found
    first = pieces.sentence(found[0])[0]
    granted = _OTHER_GRANT.search(text, max(first, own), found[0])
    name = draft.readings[0].name
    if granted is None or (name and granted.group().endswith(name.words[-4:])):
        return found
    return limit(text, region[0], max(first, own))


def _quote(evidence: Mapping[str, Evidence], key: str) -> str | None:
    return evidence[key].quote if key in evidence else None


def _unnamed(offer: Offer) -> str:
    return "补贴" if offer.placed.amount.unit in ("元", "%", "倍") else "待遇"


def _funding(passage: Passage, region: Span) -> Span | None:
    text = passage.scope.text
    found = funding(text, *region)
    if found:
        return found
    needed = text.find("所需", region[1], passage.measure.end)
    return funding(text, needed, passage.measure.end) if needed >= 0 else None


def _period(
    passage: Passage, region: Span, role: DateRole
) -> tuple[Period | None, tuple[Evidence, ...]]:
    """Return the first dated time of a role in a range, with its words."""
    for start, date in passage.dates:
        if date.role != role or (role == "application" and NO_WINDOW.fullmatch(date.quote)):
            continue
        if not region[0] <= start < region[1]:
            continue
        if date.start_day or date.end_day:
            words = Evidence(date.quote, date.start, date.end)
            return Period(date.start_day, date.end_day), (words,)
    return None, ()


def _cap(passage: Passage, draft: Draft, got: Receiver) -> Cap | None:
    """Return the ceiling on what one receiver gets: the firm's before that on each stand."""
    alone = [reading.offer.placed for reading in draft.readings if _is_alone(reading.offer, got)]
    alone = alone if len(draft.readings) == 1 else []
    placed = [
        each for each in (*draft.caps, *alone) if each.amount.max and each.amount.unit == "元"
    ]
    if not placed:
        return None
    one = next((each for each in placed if _is_for(each.amount.per, got)), placed[0])
    per = one.amount.per or ONE[got.payee]
    words = (passage.scope.evidence(one.start, one.end),)
    return Cap(one.amount.max or Decimal(0), per, words)


def _is_alone(offer: Offer, got: Receiver) -> bool:
    """Tell whether an offer is a ceiling on one receiver's sum, not a rate: 500元/人 to a firm."""
    amount = offer.placed.amount
    for_each = (amount.per or "").startswith("人")
    if for_each and (amount.role == "standard" or got.payee != "person"):
        return False
    own = amount.per is None or amount.per.startswith((ONE[got.payee], "户", "家"))
    return offer.is_ceiling or (amount.bound == "at_most" and own)


def _is_for(per: str | None, got: Receiver) -> bool:
    return per is None or per.startswith((ONE[got.payee], "户", "家", "年", "企业", "单位"))
