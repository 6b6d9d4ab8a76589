"""Bounds that stand apart from their number: 每人最高可补贴300元, 至少 before a list, 以…为限.

A bound printed beside the number is never touched; one that is found here is in force only for a
number without a bound of its own.
"""

import re
from decimal import Decimal

from extractors.amounts.bounds import NO, rank_before, read_bound
from extractors.amounts.quantities import Count, Money
from extractors.lexicon import one_of, read_lexicon
from extractors.mention import Mention
from extractors.records import Bound

_ENTRIES = {entry.key: entry for entry in read_lexicon("bounds")}


_LIMITS, _COMPARISONS = ("ceiling", "floor", "limit"), ("over", "under")


def _words(key: str) -> str:
    entry = _ENTRIES[key]
    guards = [f"(?<![{''.join(entry.more['not_after'])}])"] if "not_after" in entry.more else []
    if "though_after" in entry.more:  # 每期限领 is no 期限
        guards = [f"(?:{guards[0]}|(?<={entry.more['though_after']}))"]
    ends = [f"(?!{one_of(entry.more['far_not_before'])})"] if "far_not_before" in entry.more else []
    return "".join([*guards, one_of(entry.forms), *ends])


_LIMIT = "|".join(_words(key) for key in _LIMITS)
_COMPARISON = "|".join(_words(key) for key in _COMPARISONS)

# most numbers have none of these before them: the words alone, whatever bars them, for stdlib re
# skips quickly to what a choice of literals begins with
_MAY_BOUND = re.compile(
    one_of(["达到", *(form for key in (*_LIMITS, *_COMPARISONS) for form in _ENTRIES[key].forms)])
)
# no bound reaches over the last of these signs
_TO_SIGN = re.compile(".*[，。；：（）0-9]", re.DOTALL)
# 最高可补贴300元, 只能申请一次, 至少提供3个
_FAR_LIMIT = re.compile(rf"(?P<word>{_LIMIT})[^，。；：（）0-9]{{1,16}}\Z")
# what ends the reach of a comparison: 超过半年的给予1000元, 超过六个月的按50%
_ENDED = r"给|按|予以|一次性|(?<![上去])[年月天日]的|奖励[0-9]"
# 不低于本市最低工资标准的80%, 超过职工总人数的30%, 达到同期总数的10%
_FAR_COMPARISON = re.compile(
    rf"(?P<word>(?:{NO})?(?:{_COMPARISON}|达到))(?P<gap>(?:(?!{_ENDED})[^，。；：、（）0-9]){{1,24}})\Z"
)
# 不低于2021年12月参保人数的90%
_DATED_COMPARISON = re.compile(
    rf"(?P<word>(?:{NO})?(?:{_COMPARISON}|达到))"
    r"(?P<gap>[^，。；：、（）0-9]{0,8}20[0-9]{2}年(?:[0-9]{1,2}月)?[^，。；：、（）0-9]{1,20})\Z"
)
_CLOSING = re.compile(
    r"的?(?:标准|额度|比例)?(?:(?P<at_most>为限|为上限|为最高限额|作为上限|为封顶线|封顶|为顶|限额以?内|额度以?内)"
    r"|(?P<at_least>为下限|保底|兜底|为底线|作为下限))"
    # 带动就业2人含创业者本人及以上
    r"|含[^，。；：（）0-9]{1,8}(?:(?P<under>及?以[下内])|及?以上)"
)
_LONGEST_GAP = 25
_LIST_GAP = re.compile(r"[^，。；：\n0-9]{0,14}?[、和及与或][^，。；：\n0-9]{0,10}")
_BARE_GAP = re.compile(r"[、和及与或/]|以及")

Amounts = list[Mention[Money | Count]]


def settled(text: str, mentions: Amounts) -> Amounts:
    """Return the mentions with the bounds that their clauses give them."""
    found: Amounts = []
    # the bound that a list hands on from its first member, None where that prints its own
    reach: Bound | None = "exact"
    for mention in mentions:
        bound = mention.value.bound
        if bound == "exact":
            done = found[-1].end if found else 0
            bound = _far_bound(text, mention, done) or _inherited(text, found, mention, reach)
            reach = bound
        else:
            reach = None
        found.append(_bounded(mention, bound))
    return _from_last(text, found)


def _far_bound(text: str, mention: Mention[Money | Count], done: int) -> Bound | None:
    closing = _CLOSING.match(text, mention.end)
    if closing:
        return "at_most" if closing["at_most"] or closing["under"] else "at_least"
    first = max(done, mention.start - 40)
    sign = _TO_SIGN.match(text, first, mention.start)
    if sign:
        first = sign.end()
    if first == mention.start:
        return None
    comparison = None
    if _MAY_BOUND.search(text, first, mention.start):
        limit = _FAR_LIMIT.search(text, first, mention.start)
        if limit:
            return read_bound(limit["word"])
        comparison = _FAR_COMPARISON.search(text, first, mention.start)
    if comparison is None and sign and mention.value.unit in _SHARES:
        comparison = _DATED_COMPARISON.search(text, done, mention.start)
    if comparison and (
        mention.value.unit in _SHARES or not _IS_CONDITION.search(comparison["gap"])
    ):
        return read_bound(comparison["word"])
    return None


_SHARES = frozenset(["%", "‰", "倍"])
# 超过标准的补2000元: the sum stands outside of the condition
_IS_CONDITION = re.compile("(?<!上年)(?<!去年)的|[补奖罚扣]")


def _leading_bound(text: str, mention: Mention[Money | Count]) -> Bound:
    """Return the bound that the words before the number give, which a list hands on."""
    rank, bound = rank_before(text[mention.start : mention.end])
    return bound if rank >= 0 and bound != "approx" else "exact"


def _inherited(
    text: str, found: Amounts, mention: Mention[Money | Count], reach: Bound | None
) -> Bound:
    if not found or reach == "exact" or type(found[-1].value) is not type(mention.value):
        return "exact"
    end = found[-1].end
    if mention.start - end > _LONGEST_GAP:
        return "exact"
    if not _LIST_GAP.fullmatch(text, end, mention.start) and not _goes_on(text, found[-1], mention):
        return "exact"
    return _leading_bound(text, found[-1]) if reach is None else reach


def _goes_on(text: str, before: Mention[Money | Count], mention: Mention[Money | Count]) -> bool:
    """Tell whether a number takes another's place or that of its pair: 最高由20万元提高至30万元."""
    gap = text[before.end : mention.start]
    if _RAISED_GAP.fullmatch(gap):
        return _FROM.search(text, max(0, before.start - 16), before.start) is not None
    head = gap[1:]
    if not 2 <= len(head) <= 4 or gap[0] != "，" or before.start < len(head):
        return False
    other = text[before.start - len(head) : before.start]  # 上限省内300元，省外500元
    return (head[0] == other[0]) + (head[1:] == other[1:]) == 1


_RAISED_GAP = re.compile("[^，。；0-9]{0,4}(?:提高|提升|提|上调|调整|调增|增加|调)(?:至|到|为)")
_FROM = re.compile("[由从][^，。；0-9]{0,12}\\Z")


def _from_last(text: str, found: Amounts) -> Amounts:
    """Give the members of a bare list what follows its last: 1亿元、5亿元、10亿元以上的."""
    for place in range(len(found) - 2, -1, -1):
        mention, after = found[place], found[place + 1]
        is_alike = (
            type(mention.value) is type(after.value) and mention.value.unit == after.value.unit
        )
        if (
            is_alike
            and mention.value.bound == "exact"
            and after.value.bound in ("at_least", "at_most")
            and rank_before(text[after.start : after.end])[0] < 0
            and _BARE_GAP.fullmatch(text, mention.end, after.start)
        ):
            found[place] = _bounded(mention, after.value.bound)
    return found


def _bounded(mention: Mention[Money | Count], bound: Bound) -> Mention[Money | Count]:
    value = mention.value
    if bound == value.bound:
        return mention
    number: Decimal | None = value.max if value.max is not None else value.min
    low, high = (None, number) if bound == "at_most" else (number, None)
    if bound == "approx":
        low = high = number
    value = value._replace(min=low, max=high, bound=bound)
    return Mention(mention.start, mention.end, value, mention.rule)
