"""Amounts: sums of money and counts with their bound, what one is for (per) and their role.

`find` reads what is printed beside the number; `resolve` adds what the clause around it says: a
bound that is not adjacent (每人最高可补贴300元), what one amount is for (每户企业最高30万元)
and its role. Left alone: numbers in forms and tables of forms, and all that `find` leaves alone.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from extractors.amounts.distant_bounds import settled
from extractors.amounts.per import is_for_others, per_of
from extractors.amounts.quantities import MONEY, Count, Money, Piece, pieces
from extractors.amounts.ranges import listed, ranges
from extractors.amounts.roles import names_role, role_of
from extractors.amounts.surroundings import around
from extractors.amounts.tables import forms, is_granted_cell, sums
from extractors.amounts.traps import is_stated
from extractors.mention import Mention
from extractors.records import Amount, AmountRole, Bound, Status
from extractors.scope import Scope

__all__ = ["Count", "Money", "find", "resolve"]

Amounts = Iterable[Mention[Money | Count]]


def find(text: str) -> Iterator[Mention[Money | Count]]:
    """Yield the sums and counts stated in `text`, in order, none overlapping."""
    cells: list[Mention[Money | Count]] = list(sums(text))
    if not cells:
        yield from _printed(text)
        return
    printed = list(_printed(text))
    taken = {place for mention in printed for place in range(mention.start, mention.end)}
    cells = [cell for cell in cells if cell.start not in taken]
    yield from sorted([*printed, *cells], key=lambda mention: mention.start)


def _printed(text: str) -> Iterator[Mention[Money | Count]]:
    """Yield what is printed with its unit beside it."""
    for piece in listed(text, ranges(text, list(pieces(text)))):
        if piece.unit is not None and is_stated(text, piece):
            is_money = piece.unit in MONEY
            value = (Money if is_money else Count)(*_ends(piece), piece.unit, piece.per)
            rule = "amounts.money" if is_money else "amounts.count"
            yield Mention(piece.start, piece.end, value, rule)


def _ends(piece: Piece) -> tuple[Decimal | None, Decimal | None, Bound]:
    low = piece.number if piece.low is None else piece.low
    if piece.bound == "at_most":
        return None, piece.number, "at_most"
    if piece.bound == "at_least":
        return low, None, "at_least"
    return low, piece.number, piece.bound if piece.low is None else "range"


def resolve(mentions: Amounts, scope: Scope) -> tuple[Amount, ...]:
    """Return the amounts of a document, in order."""
    found: list[Amount] = []
    before: Mention[Money | Count] | None = None
    last_sum: tuple[int, Amount] | None = None
    excluded = forms(scope.text)
    for mention in settled(scope.text, list(mentions)):
        if excluded and _is_within(excluded, mention.start):
            continue
        is_listed = before is not None and _is_listed(scope.text, before, mention)
        if (
            is_listed
            and before
            and is_for_others(scope.text[before.end : mention.start], found[-1].per)
        ):
            is_listed = False
        record = _record(mention, scope, found[-1] if is_listed else None)
        if record.kind == "money":
            if last_sum and not is_listed and scope.text[mention.start - 1] in _RAISE_ENDS:
                if _is_raised(scope.text, last_sum[0], mention):
                    record = _raised(record, last_sum[1])
                elif _is_for_other_hires(scope.text, last_sum, record, mention):
                    record = replace(record, per=last_sum[1].per)
            last_sum = mention.end, record
        found.append(record)
        before = mention
    return tuple(found)


def _is_within(ranges: Sequence[tuple[int, int]], place: int) -> bool:
    """Tell whether a place lies in one of the ranges, which are in order and do not overlap."""
    index = bisect_right(ranges, place, key=lambda each: each[0]) - 1
    return index >= 0 and place < ranges[index][1]


def _is_listed(text: str, before: Mention[Money | Count], mention: Mention[Money | Count]) -> bool:
    """Tell whether a sum goes on with a list: 每家80万元、30万元; 博士每月3000元，硕士2000元."""
    if (
        mention.start - before.end > _LONGEST_GAP
        or type(before.value) is not type(mention.value)
        or before.value.unit != mention.value.unit
        or mention.value.per is not None
    ):
        return False
    gap = text[before.end : mention.start]
    is_alike = before.value.bound == mention.value.bound
    if _BARE_GAP.fullmatch(gap):
        return is_alike
    is_plain = is_alike and isinstance(mention.value, Money)
    return (
        is_plain
        and _NAMED_GAP.fullmatch(gap) is not None
        and not names_role(_AFTER_SIGN.split(gap)[-1])
    )


def _is_raised(text: str, end: int, mention: Mention[Money | Count]) -> bool:
    """Tell whether a sum adds to the one before it or raises it: 给予5000元；…的提高到8000元."""
    start = mention.start
    if mention.value.per or start - end > _RAISING_GAP:
        return False
    raised = _RAISES.search(text, max(end, start - _RAISING_WORDS), start)
    if raised is None or text.endswith(_MEASURED, 0, raised.start()):
        return False
    gap = text[end:start]
    if "\n" in gap or _OTHER_EACH.search(gap):
        return False
    return "。" not in gap.partition("。其中")[0] and gap.count("。") <= 1


def _is_for_other_hires(
    text: str, last: tuple[int, Amount], record: Amount, mention: Mention[Money | Count]
) -> bool:
    """Tell whether a sum is for each of others hired: 每人补贴500元；招用残疾人的，补贴800元."""
    end, before = last
    if before.per != "人" or record.per == "人" or mention.start - end > _RAISING_GAP:
        return False
    if not before.role == record.role == "standard" or mention.value.per:
        return False
    if (mention.value.max or 0) >= _LUMP * (before.max or before.min or 0):
        return False
    return _OTHER_HIRES.fullmatch(text, end, mention.start) is not None


_LUMP = 10
_OTHER_HIRES = re.compile(
    "[^。；\n0-9]{0,12}[；，](?:其中)?，?(?:对于?)?(?:企业|单位)?(?:新?招用|招聘|吸纳|安置|引进|输送|推荐|介绍|留用|聘用)"
    "(?:(?![0-9]+[人名])[^。；\n每]){1,40}的，?(?:给予|补贴|补助|奖励|按)(?:一次性)?(?:补贴|补助|奖励)?"
)


def _raised(record: Amount, first: Amount) -> Amount:
    """Return a sum with what the standard that it raises is for."""
    if first.role == "cap" and record.bound == first.bound:
        return replace(record, role="cap", per=first.per)
    if first.role != "standard" or record.role not in ("standard", "other"):
        return record
    return replace(record, role="standard", per=first.per)


_RAISING_GAP, _RAISING_WORDS = 120, 16
_RAISE_ENDS = frozenset("加发补予性贴助励资到至为")
_RAISES = re.compile(
    "(?:(?:增加|增发|加发|追加|增补)(?:给予)?(?:一次性)?(?:补贴|补助|奖励|奖补|资助)?"
    "|(?:提高|上浮|上调|增加|提升|调整)[到至为])\\Z"
)
# what is raised is no standard: 贷款额度提高到20万元
_MEASURED = (
    *("工资", "收入", "产值", "投资", "税收", "利润", "规模"),
    *("额度", "总额", "限额", "上限"),
)
_OTHER_EACH = re.compile("每|单[个家户]|人均|/|合伙")
_AFTER_SIGN = re.compile("[、，；]")
_LONGEST_GAP = 13  # 、and eight characters, or 经费支持， and as many
_BARE_GAP = re.compile("[、和及与或/]|以及")
_NAMED_GAP = re.compile(
    "(?:[、，]|(?:经费|资金)?(?:支持|奖励|补助|补贴|资助)[，；])[^，。；、0-9每给按]{1,8}"
)


def _status(mention: Mention[Money | Count], scope: Scope) -> Status | None:
    """Return reported for what a bulletin's article tells outside of its measures."""
    part = scope.part_at(mention.start)
    return "reported" if part is not None and part.tells else None


def _record(mention: Mention[Money | Count], scope: Scope, listed: Amount | None) -> Amount:
    value = mention.value
    start, end = scope.folded.span(mention.start, mention.end)
    measure = scope.measure_at(mention.start, mention.end)
    role: AmountRole
    if mention.rule.startswith("amounts.table"):
        role, per = "standard" if mention.rule == "amounts.table_standard" else "other", value.per
    elif listed:
        role, per = listed.role, listed.per
    else:
        words = around(scope.text, mention.start, mention.end)
        quote = scope.text[mention.start : mention.end]
        role = role_of(value, quote, words, measure.status if measure else _status(mention, scope))
        if role == "other" and isinstance(value, Money) and quote[-1:] == "元":
            is_given = is_granted_cell(scope.text, mention.start, mention.end)
            role = "standard" if is_given else role
        per = per_of(value, role, words)
    return Amount(
        quote=scope.folded.source[start:end],
        start=start,
        end=end,
        kind="money" if isinstance(value, Money) else "count",
        min=value.min,
        max=value.max,
        unit=value.unit,
        per=per,
        bound=value.bound,
        role=role,
        measure=measure.id if measure else None,
        rule=mention.rule,
    )
