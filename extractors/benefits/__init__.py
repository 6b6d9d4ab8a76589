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

from extractors.benefits.conditions import condition, placed_in_posts, stated
from extractors.benefits.drafts import Draft, Passage, Reading, drafts, is_loan, with_regions
from extractors.benefits.offers import NOUN, PAYS, Offer, Placed, sort
from extractors.benefits.raises import is_addition, is_surcharge
from extractors.benefits.receivers import Group, Receiver, common, guessed, payee_of, receiver
from extractors.benefits.terms import body_applied_to, funding, limit
from extractors.benefits.tiers import ONE, thresholds, tiers, without_tier
from extractors.benefits.windows import with_windows
from extractors.records import (
    Amount,
    Benefit,
    Cap,
    DateMention,
    DateRole,
    Evidence,
    Payee,
    Period,
    Target,
)
from extractors.scope import MeasureSpan, Scope
from extractors.sentences import Span, cut


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
        mine = amounts.get(measure.id, [])[:_MOST]
        if all(amount.role in ("threshold", "total", "target", "result") for amount in mine):
            continue
        pieces = cut(scope.text, measure.start, measure.end)
        placed = tuple(Placed(each, at(each.start), at(each.end)) for each in mine)
        offered = sort(scope.text, pieces, placed)
        if not offered.offers:
            continue
        yield Passage(
            scope,
            measure,
            pieces,
            _body(scope.text, measure),
            placed,
            offered,
            tuple((at(each.start), each) for each in dates.get(measure.id, [])[:_MOST]),
            tuple(
                Group(at(each.start), at(each.end), each.label)
                for each in targets.get(measure.id, [])[:_MOST]
            ),
            tuple(groups.get(measure.id, ())),
        )


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
    start, end = passage.pieces.clause(placed.start)
    words = passage.scope.text[start:end]
    if benefit.payee != "employer" or "和" not in words or not _FOR_BOTH.search(words):
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
    who, got = _whose(passage, draft, starts)
    named = first.name
    spans = _terms(passage, region, draft) | {
        "name": (named.start, named.end) if named else None,
        "condition": who,
    }
    evidence = {key: scope.evidence(*span) for key, span in spans.items() if span}
    window, claimed = _period(passage, region, "application")
    qualifying, stayed = _period(
        passage, passage.pieces.sentence(first.offer.placed.start), "eligibility"
    )
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


def _whose(
    passage: Passage, draft: Draft, starts: Sequence[Span | None]
) -> tuple[Span | None, Receiver]:
    """Return the condition of a benefit and who receives it."""
    text, first = passage.scope.text, draft.readings[0]
    got = _receiver(passage, draft, starts[0])
    introduced = _introduced(passage, draft)
    if introduced:
        end = introduced[1]
        return introduced, receiver(text, introduced, (end, end), passage.groups) or got
    who = _common_who(text, draft, starts[0])
    above = _above_tier(passage, draft, starts[0])
    if above:
        return above, receiver(text, above, (above[1], above[1]), passage.groups) or got
    if who is None and not first.receiver:
        said = stated(text, passage.body, first.offer.placed.start)
        who_said = receiver(text, said, (said[1], said[1]), passage.groups) if said else None
        if said and who_said:
            return said, who_said
        placed = who is None and first.name is not None and "岗位" in first.name.words
        settled = placed_in_posts(text, passage.body, first.offer.placed.start) if placed else None
        if settled:
            end = settled[1]
            return settled, receiver(text, settled, (end, end), passage.groups) or got
    if who in starts and not (is_loan(first) or first.receiver):
        return None, got  # C级1.5万元、D级2.5万元: a step of a thing is no one's condition
    return who, got


def _above_tier(passage: Passage, draft: Draft, step: Span | None) -> Span | None:
    """Return the condition before that of the first step: …见习的，对留用率低于50%的，给予…."""
    text, who = passage.scope.text, draft.readings[0].who
    if step is None or who is None or not _holds(who, step) or len(draft.readings) < 2:
        return None
    towards = who[0] - 1
    if not text.startswith("的，对", towards - 2) or "，" in text[slice(*who)].rstrip("，"):
        return None
    return condition(text, passage.pieces, towards, passage.body)


def _terms(passage: Passage, region: Span, draft: Draft) -> dict[str, Span | None]:
    text = passage.scope.text
    return {
        "limit": _limit(passage, region, draft),
        "funding": _funding(passage, region),
        "apply_to": body_applied_to(text, *region),
    }


def _introduced(passage: Passage, draft: Draft) -> Span | None:
    """Return the condition before a list of steps: 下列老年人，按以下标准发放补贴：1.…; 2.…."""
    text, start = passage.scope.text, draft.readings[0].offer.placed.start
    colon = passage.pieces.segment(start)[0]
    while colon > passage.body and text[colon - 1] == "\n":
        colon -= 1
    alone = len(draft.readings) < 2
    if (alone and not _STANDARD.match(text, colon)) or colon - 1 <= passage.body:
        return None
    if text[colon - 1] == "。":
        return _said_above(passage, colon)
    if alone:
        return None
    graded = _BY_GRADE.search(text, max(passage.body, colon - 40), colon)
    if graded:
        return condition(text, passage.pieces, graded.start(), passage.body)
    if (
        text[colon - 1] != "："
        or not _LISTS.search(text, passage.body, colon)
        or text.startswith("对", colon)
    ):
        return None
    return condition(text, passage.pieces, colon - 1, passage.body)


def _said_above(passage: Passage, end: int) -> Span | None:
    """Return the condition in the sentence before: …职工，可申请技能提升补贴。初级1000元…."""
    text = passage.scope.text
    granted = PAYS.search(text, max(end - 24, passage.body), end)
    if granted is None or text.startswith("对", end):
        return None
    return condition(text, passage.pieces, granted.start(), passage.body)


# 可发放一次性留工补助。补助金额=参保职工人数×500元/人
_STANDARD = re.compile(rf"(?:具体)?(?:{NOUN})?(?:标准|金额|额度)(?:为|是|按|=|＝|：)")
# 引进员工并参保的，按引进人数分档给予奖补：20人至50人的，每人500元
_BY_GRADE = re.compile(
    r"(?<=，)(?:按照?(?!以下|下列)[^，。；：]{1,16}|分[^，。；：]{1,4})(?:给予|予以|发放|进行|享受)[^，。；：]{0,16}：$"
)
_LISTS = re.compile(
    r"[下以][列下][^，。；：]{0,6}(?:人员|对象|家庭|企业|单位|个人|老年人|群体|标准|情形)"
)


_OTHER_GRANT = re.compile(rf"(?:给予|发放|享受|申请)[^，。；0-9]{{2,12}}?{NOUN}")


def _limit(passage: Passage, region: Span, draft: Draft) -> Span | None:
    """Return the limit on a benefit, not that on another which the next sentence grants."""
    text, pieces = passage.scope.text, passage.pieces
    own = pieces.sentence(draft.readings[-1].offer.placed.start)[1]
    found = limit(text, *region)
    if found is None or found[0] < own:
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


def _receiver(passage: Passage, draft: Draft, step: Span | None) -> Receiver:
    """Return who receives a benefit: by its own words, else by the group named before it.

    Where the condition of all stands before the first step, the steps say no more of it.
    """
    known = [reading.receiver for reading in draft.readings if reading.receiver]
    first = draft.readings[0]
    if first.receiver and first.who and not _holds(first.who, step):
        return first.receiver
    if step and first.receiver is None:
        named = receiver(passage.scope.text, step, (step[1], step[1]), passage.groups)
        known = [named] if named else known
    if known:
        return common(known)
    told = [passage.scope.text[slice(*first.who)]] if first.who else []
    hint = guessed("".join([*told, first.name.words if first.name else ""]))
    before = [g.label for g in passage.groups if g.end <= first.offer.placed.start]
    for label in (*before[::-1], *passage.labels):
        if hint is None or payee_of(label) == hint.payee:
            return Receiver(label, payee_of(label))
    per = first.offer.placed.amount.per or ""
    return hint or Receiver(*_PERS.get(per[:1], ("firms", "employer")))


# who is paid where only what one sum is for is known: 元/亩, 元/生年
_PERS: Mapping[str, tuple[str, Payee]] = {
    "人": ("workers", "person"),
    "户": ("residents", "person"),
    "孩": ("families", "person"),
    "生": ("students_staff", "person"),
    "亩": ("rural_labour", "person"),
    "头": ("rural_labour", "person"),
}


def _holds(who: Span, step: Span | None) -> bool:
    return step is not None and who[0] <= step[0] and step[1] <= who[1]


def _common_who(text: str, draft: Draft, threshold: Span | None) -> Span | None:
    """Return the condition of all tiers: the first's without its tier, else their common end."""
    told = [reading for reading in draft.readings if reading.who]
    told = [each for each in told if each is draft.readings[0] or not _is_added(text, each)]
    spans = list(dict.fromkeys(reading.who for reading in told if reading.who))
    if not spans:
        return None
    if is_loan(draft.readings[0]) and threshold:
        return threshold  # 推出“创业贷”，个人最高30万元
    who = without_tier(text, spans[0], threshold)
    if len(spans) < 2 or who != spans[0] or is_loan(draft.readings[0]):
        return who
    words = [text[slice(*span)] for span in spans]
    shared = 0
    while shared < min(map(len, words)) and len({each[-1 - shared] for each in words}) == 1:
        shared += 1
    start = who[1] - shared
    while start < who[1] and text[start - 1] not in "的、，）对":
        start += 1
    return (start, who[1]) if who[1] - start >= 2 and text[who[1] - 1] != "的" else who


def _is_added(text: str, reading: Reading) -> bool:
    start = reading.offer.placed.start
    return is_surcharge(text, start - 16, start) or is_addition(text, start - 16, start)


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
        if date.role != role or not region[0] <= start < region[1]:
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
    if amount.role == "standard" and (amount.per or "").startswith("人"):
        return False
    own = amount.per is None or amount.per.startswith((ONE[got.payee], "户", "家"))
    return offer.is_ceiling or (amount.bound == "at_most" and own)


def _is_for(per: str | None, got: Receiver) -> bool:
    return per is None or per.startswith((ONE[got.payee], "户", "家", "年", "企业", "单位"))
