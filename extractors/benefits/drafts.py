"""A measure's offers joined to benefits: tiers of one together, different ones apart.

One benefit with all its tiers (「30人以上补助1万元；50人以上补助2万元」); another name, payer or
payee is another benefit (「…补贴2000元，企业同时配套500元」). What annotators hold for one:

- a later sum under the same name or its end: 培训补贴 after 职业培训补贴, 补贴 after either, within
  one sentence; from sentence to sentence only the same name that says what it is for;
- an addition to a sum before (「其中…每人再增加200元」), whoever it is for;
- the rows of a scale announced before (「按以下标准给予奖励：（一）…」), rates and sums alike;
- the ceilings of persons, partners and firms on one kind of loan; a rate and the sum it makes.

A ceiling on the total is a cap, even in a sentence of its own. What is paid to the public
employment service itself is no benefit.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from extractors.benefits.conditions import condition
from extractors.benefits.names import (
    Name,
    head_name,
    is_kin,
    is_lent_jointly,
    labelled,
    name,
    opening_name,
    plain,
    told_ahead,
    told_before,
)
from extractors.benefits.offers import PAYS, Offer, Offered, listed_after
from extractors.benefits.payers import payer, settled
from extractors.benefits.placed import Placed
from extractors.benefits.public_bodies import is_public_body
from extractors.benefits.raises import is_addition, is_surcharge
from extractors.benefits.receivers import Group, Receiver, receiver, receiver_beside
from extractors.benefits.stated_worth import is_worth
from extractors.benefits.steps import (
    is_apart,
    is_award,
    is_for_another,
    is_graded,
    is_on_top,
    is_once,
    is_other_voucher,
)
from extractors.records import DateMention, Payer, Target
from extractors.scope import MeasureSpan, Scope
from extractors.sentences import Sentences, Span


class Reading(NamedTuple):
    """An offer with what its own words say of it."""

    offer: Offer
    name: Name | None
    who: Span | None
    receiver: Receiver | None
    payer: Payer


class Draft(NamedTuple):
    """One benefit: its readings, and the ceilings on it."""

    readings: tuple[Reading, ...]
    caps: tuple[Placed, ...] = ()


class Passage(NamedTuple):
    """A measure with all that was found in it, in folded offsets.

    `rows` is where the first label of a scale ends, as `steps.rows_of_scale` finds it.
    """

    scope: Scope
    measure: MeasureSpan
    pieces: Sentences
    body: int
    amounts: tuple[Placed, ...]
    offered: Offered
    dates: tuple[tuple[int, DateMention], ...]
    groups: tuple[Group, ...]
    labels: tuple[str, ...]
    spoken_of: Sequence[Target]
    rows: int | None


def drafts(passage: Passage) -> list[Draft]:
    """Return the benefits of a measure in order, each with its tiers and ceilings."""
    text, offered = passage.scope.text, passage.offered
    readings = _to_persons_and_firms(passage, _readings(passage, offered.offers))
    made: list[Draft] = []
    for reading in readings:
        place = _place(passage, made, reading) if made else None
        if place is None and made and _stages(text, made[-1], reading):
            ceiling = made[-1].readings[0].offer.placed
            made[-1] = Draft((_as_stage(made[-1].readings[0], reading),), (ceiling,))
        elif place is None:
            made.append(Draft((_with_inherited(made, reading),)))
        else:
            made[place] = made[place]._replace(readings=(*made[place].readings, reading))
    for cap in offered.caps if made else ():
        last = max(range(len(made)), key=lambda index: _last_before(made[index], cap.start))
        made[last] = made[last]._replace(caps=(*made[last].caps, cap))
    return made


def _place(passage: Passage, made: Sequence[Draft], reading: Reading) -> int | None:
    """Return the index of the benefit of which an offer is one more tier, or None."""
    parted = _is_parted(passage.scope.text, passage.offered.caps, reading)
    for index, draft in enumerate(made):
        if _joins(passage, draft, reading) and not parted(draft.readings[-1]):
            return index
    return None


def _to_persons_and_firms(passage: Passage, readings: Sequence[Reading]) -> list[Reading]:
    """Return readings without those of public bodies, nor their lists: 80万元、50万元."""
    kept: list[Reading] = []
    refused: Span | None = None
    for each in readings:
        clause = each.offer.placed.clause
        goes_on = kept and kept[-1].offer.placed.segment == each.offer.placed.segment
        if each.who and is_public_body(passage.scope.text, each.who, goes_on=bool(goes_on)):
            refused = clause
        elif each.who or clause != refused:
            kept.append(each)
    return kept


def _last_before(draft: Draft, place: int) -> int:
    starts = (reading.offer.placed.start for reading in draft.readings)
    return max((start for start in starts if start < place), default=-1)


def _readings(passage: Passage, offers: Sequence[Offer]) -> list[Reading]:
    text = passage.scope.text
    readings: list[Reading] = []
    head: Name | None = None
    following: Name | None = None
    after: Offer | None = None
    listed = list(listed_after(text, offers))
    befores = [None, *offers[:-1]]
    for offer, goes_on, before in zip(offers[::-1], listed[::-1], befores[::-1], strict=False):
        placed = offer.placed
        own = name(text, placed)
        if goes_on or (own is None and following and _is_same_clause(offer, after)):
            own = following or own
        after = offer
        if own is None or own.is_generic:
            own = labelled(text, placed.segment[0]) or own
        if own is None and following and is_lent_jointly(text, placed, following):
            own = following
        own = own or told_ahead(text, placed)
        following = own
        if own is None or own.is_generic:
            head = head or _of_head(passage)
            own = head or own
        first = placed.sentence[0]
        own = own or told_before(text, first, placed.start) or _told_above(passage, first)
        readings.append(_reading(passage, offer, own, before))
    return readings[::-1]


def _of_head(passage: Passage) -> Name | None:
    """Return the name that a measure's head or its first sentence gives."""
    text, measure = passage.scope.text, passage.measure
    return head_name(text, measure.title, measure.start) or opening_name(text, passage.body)


def _told_above(passage: Passage, first: int) -> Name | None:
    """Return the name that the sentence before ends with: 可申请技能提升补贴。初级1000元."""
    text = passage.scope.text
    if first <= passage.body or not PAYS.search(text, max(first - 24, passage.body), first):
        return None
    return told_before(text, passage.pieces.clause(first - 1)[0], first)


def _is_same_clause(offer: Offer, after: Offer | None) -> bool:
    return after is not None and offer.placed.clause == after.placed.clause


def _reading(passage: Passage, offer: Offer, own: Name | None, before: Offer | None) -> Reading:
    text, pieces, placed = passage.scope.text, passage.pieces, offer.placed
    first, last = placed.clause
    floor = max(before.placed.end, before.placed.clause[1]) if before else passage.body
    start = placed.start
    if own and floor <= own.start and (first <= own.start or is_worth(text, placed.start)):
        start = min(start, own.start)
    who = condition(text, pieces, start, max(floor, passage.body))
    grant = (who[1] if who and who[1] >= first else first, last)
    room = (before.placed.end, placed.start, last) if before and before.placed.end > first else None
    apart = receiver_beside(text, room, passage.groups) if room else None
    got = apart or receiver(text, who, grant, passage.groups)
    since = first
    if own and floor <= own.start < first and pieces.segment(own.start) == pieces.segment(start):
        since = pieces.clause(own.start)[0]  # 用人单位应当发放高温津贴，标准为每人每月300元
    words = text[since : min(last, placed.end + 30)]
    sentence = placed.sentence
    paid = _PAID_BY.search(text, placed.end, sentence[1])
    words += paid.group() if paid else ""
    gives = settled(payer(words, placed.amount.unit), text, (sentence[0], placed.start), own)
    reading = Reading(offer, own, who, got, gives)
    is_lent = gives == "government" and is_loan(reading)
    return reading._replace(payer="other") if is_lent else reading


# 本科每人资助5000元，由市总工会发放
_PAID_BY = re.compile(
    r"由[^，。；]{0,8}(?:工会|慈善总会|基金会|红十字会)[^，。；]{0,4}(?:发放|支付|承担)"
)
_OPENS = re.compile(r"(?:另外|此外|同时)?，?(?:对于?(?!其)|凡是?|符合)")


# 其他省份每人不超过300元；自驾返岗的，按每辆车200元补贴: one way home or another
_VEHICLES = frozenset(("辆", "车", "趟"))


def _alike(name: Name | None, other: Name | None) -> bool:
    """Tell whether two names are the head's, or say no more than 补贴."""
    return name is other or bool(name and other and name.is_generic and other.is_generic)


def _is_parted(text: str, caps: Sequence[Placed], reading: Reading) -> Callable[[Reading], bool]:
    """Return what tells whether an offer begins anew after another: own ceiling, own 对…."""
    here = reading.offer.placed
    segment, sentence = here.segment[0], here.sentence[0]
    opens = _OPENS.match(text, max(segment, sentence)) is not None
    is_added = is_on_top(text, segment, here.start) or is_addition(text, segment, here.start)
    is_separate = text.find("另行", segment, here.start) >= 0  # 获评省级的，另行奖励1万元
    wins = reading.name is None or reading.name.is_generic
    wins = wins and is_award(text, segment, here.start)
    payee = reading.receiver.payee if reading.receiver else None
    by_grade = is_graded(text, here) and not any(
        here.end <= cap.start < here.segment[1] for cap in caps
    )

    def parted(last: Reading) -> bool:
        before = last.offer.placed
        if is_for_another(text, before, here):
            return True
        if is_once(text, before, here):
            return True
        if before.start >= segment or (is_loan(last) and is_loan(reading)) or is_added:
            return False
        if is_separate or is_apart(before.amount, here.amount, payee):
            return True
        if wins and "每" in text[before.segment[0] : before.end]:
            return True  # 每人奖励5000元；被评为技术能手的，奖励1万元
        if by_grade and before.start >= sentence and is_graded(text, before):
            return False
        if any(before.start < cap.start < segment for cap in caps):
            return True
        if opens and before.amount.unit != here.amount.unit and last.name != reading.name:
            return True
        apart = before.amount.per != here.amount.per
        if apart and here.amount.per in _VEHICLES and _alike(last.name, reading.name) and not opens:
            return False
        is_rate_apart = before.start < sentence and before.amount.unit != here.amount.unit
        if is_rate_apart and before.amount.per == "人":
            return True  # 每净增1人奖励800元。开设招聘专场的，补助费用的60%。
        if apart and "人" in (before.amount.per, here.amount.per) and not opens:
            return before.amount.unit == "元" and None not in (before.amount.per, here.amount.per)
        apart = apart or opens
        return before.start < sentence and apart

    return parted


def is_loan(reading: Reading) -> bool:
    """Tell whether an offer is a loan: the ceilings of persons and firms are tiers of one."""
    return reading.name is not None and reading.name.words.endswith(("贷款", "贷", "授信"))


def _each_lent(last: Reading, reading: Reading) -> bool:
    """Tell whether each sum has its loan: 个人可申请最高30万元贷款，企业可申请最高400万元贷款."""
    pers = {last.offer.placed.amount.per, reading.offer.placed.amount.per}
    own = (r.name is not None and r.offer.placed.end == r.name.start for r in (last, reading))
    return "人" in pers and len(pers) == 2 and None not in pers and all(own)


def _joins(passage: Passage, draft: Draft, reading: Reading) -> bool:
    """Tell whether an offer is one more tier of a benefit."""
    last = draft.readings[-1]
    if is_loan(last) and is_loan(reading):
        unit = last.offer.placed.amount.unit
        return unit == reading.offer.placed.amount.unit and not _each_lent(last, reading)
    if last.payer != reading.payer:
        return False
    if _same_scale(passage, last, reading):
        return True
    if _adds(passage, last, reading):
        return True
    if _paid_apart(draft, reading):
        return False
    if last.offer.placed.amount.role == reading.offer.placed.amount.role == "face_value":
        return not is_other_voucher(last.name, reading.name)
    same = last.offer.placed.sentence == reading.offer.placed.sentence
    if reading.name is None or last.name is None:
        return same or reading.name is last.name
    if plain(last.name) == plain(reading.name):
        return same or not reading.name.is_generic
    if same and is_kin(last.name, reading.name):
        return True
    if same and draft.caps:
        return plain(last.name)[-2:] == plain(reading.name)[-2:]
    return same and reading.name.is_generic and plain(last.name).endswith(plain(reading.name))


def _same_scale(passage: Passage, last: Reading, reading: Reading) -> bool:
    """Tell whether two sums without names of their own are rows of one scale."""
    rows = (last, reading)
    if any(row.name and not row.name.is_generic for row in rows) and last.name != reading.name:
        return False
    return passage.rows is not None and passage.rows <= last.offer.placed.start


def _adds(passage: Passage, last: Reading, reading: Reading) -> bool:
    """Tell whether a sum without a name of its own is added to that before in the sentence."""
    text, before, here = passage.scope.text, last.offer.placed, reading.offer.placed
    segment, start = here.segment[0], here.start
    if before.amount.unit != here.amount.unit:
        return here.amount.unit == "%" and is_surcharge(text, segment, start)
    if is_on_top(text, segment, start):
        return here.sentence[0] <= passage.pieces.sentence(before.end)[1]
    if before.sentence != here.sentence:
        return False
    named = reading.name is not None and segment <= reading.name.start < start + 20
    if named and reading.name and not reading.name.is_generic:
        return False
    return is_addition(text, segment, start)


_STAGES = re.compile(r"其中|分别为|具体为|分阶段|分期|：")


def _stages(text: str, draft: Draft, reading: Reading) -> bool:
    """Tell whether an offer is a stage of the ceiling before: 最高500万元，其中股改奖励100万元."""
    last = draft.readings[-1].offer
    between = text[last.placed.end : reading.offer.placed.start]
    return (
        last.is_ceiling
        and len(draft.readings) == 1
        and len(between) < 30
        and "。" not in between
        and "；" not in between
        and _STAGES.search(between) is not None
    )


def _as_stage(whole: Reading, reading: Reading) -> Reading:
    return reading._replace(name=whole.name, who=whole.who, receiver=whole.receiver)


def _paid_apart(draft: Draft, reading: Reading) -> bool:
    paid = {r.receiver.payee for r in draft.readings if r.receiver}
    return reading.receiver is not None and bool(paid) and reading.receiver.payee not in paid


def _with_inherited(drafts: Sequence[Draft], reading: Reading) -> Reading:
    """Return a reading with the condition of the benefit before: 企业同时配套500元."""
    if not drafts:
        return reading
    before, here = drafts[-1].readings[0], reading.offer.placed
    if reading.who is None and before.offer.placed.clause == here.clause:
        reading = reading._replace(who=before.who)
    if before.offer.placed.start < here.segment[0]:
        same = here.sentence[0] <= before.offer.placed.start
        return reading._replace(receiver=reading.receiver or before.receiver) if same else reading
    if reading.receiver or before.who is None:
        return reading
    return reading._replace(who=reading.who or before.who, receiver=before.receiver)


def with_regions(passage: Passage, drafts: Sequence[Draft]) -> Iterator[tuple[Draft, Span]]:
    """Yield each draft with the range in which its terms stand."""
    firsts = [draft.readings[0].offer.placed for draft in drafts]
    ends = [draft.readings[-1].offer.placed.end for draft in drafts]
    for index, draft in enumerate(drafts):
        own = firsts[index]
        first = own.sentence[0]
        if index and ends[index - 1] > first:
            first = max(own.segment[0], own.clause[0], first)
        last = passage.measure.end
        if index + 1 < len(drafts):
            following = firsts[index + 1]
            last = max(ends[index], following.segment[0])
            if last == ends[index] or following.segment[0] <= own.start:
                last = following.clause[0]
        yield draft, (first, max(last, ends[index]))
