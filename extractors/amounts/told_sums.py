"""Sums whose role the word right before them tells: 保额5万元, 价值180元的套餐, 财政贴息421万元.

Funds and what all got are totals, what a gift is worth its face value. Leaves alone what is given
for each (按每人, 给予, …的，).
"""

import re

from extractors.amounts.quantities import Money
from extractors.amounts.surroundings import Surroundings
from extractors.records import AmountRole, Status


def role_told(value: Money, words: Surroundings, status: Status | None) -> AmountRole | None:
    """Return the role that the word right before a sum gives: 保额, 价值, 设立, 返还…保险费."""
    if _is_insured(value, words):
        return "other"
    if _is_worth(value, words):
        return "face_value"
    is_total = _is_fund(value, words) or _is_total_paid(value, words, status)
    return "total" if is_total else None


def _is_insured(value: Money, words: Surroundings) -> bool:
    """Tell whether a sum is what an insurance pays or costs: 保额每人5万元, 保费600元."""
    if value.bound == "at_most":
        return False
    return _INSURED.search(words.phrase) is not None or (
        value.bound == "exact" and _PREMIUM.search(words.phrase) is not None
    )


_INSURED = re.compile(
    "(?:保额|保险金额|保险限额|(?:赔付|赔偿|保障)(?:额度|限额))(?:为|达|可达)?\\Z"
)
_PREMIUM = re.compile(
    "(?<!补贴)(?<!补助)(?<!缴纳)(?<!失业)(?<!养老)(?<!医疗)(?<!社会)保险?费(?:为|是|：)?\\Z"
)


def _is_worth(value: Money, words: Surroundings) -> bool:
    """Tell whether a sum is what a gift is worth: 赠送价值180元的体检套餐."""
    return (
        words.phrase.endswith("价值")
        and value.bound == "exact"
        and _GIFT_AFTER.match(words.after) is not None
    )


_GIFT_AFTER = re.compile(
    "的[^，。；、0-9]{0,10}(?:套餐|[礼包]包|爱心包|礼品|慰问品|物资|食品|年货|体检|保险|商品|用品|门票|[券卡])"
)


def _is_fund(value: Money, words: Surroundings) -> bool:
    """Tell whether a sum is a fund as a whole: 设立500万元应急周转金."""
    return (
        value.per is None
        and value.bound != "range"
        and _SETS_UP.search(words.phrase) is not None
        and _FUND.match(words.after) is not None
    )


_SETS_UP = re.compile("(?:设立|安排|建立|组建|列支|统筹|筹集|筹措|预留)(?:总?规模)?(?:为|达)?\\Z")
_FUND = re.compile(
    "的?[^，。；、0-9]{0,12}(?:周转金|基金|资金池|风险补偿金|铺底资金|(?:专项|引导|扶持|奖补|补贴|统筹)资金)"
)


def _is_total_paid(value: Money, words: Surroundings, status: Status | None) -> bool:
    """Tell whether a sum is what all got or are to get: 财政贴息421万元, 新增发放贷款1亿元."""
    least = _MOST_PAID_TO_ONE if status == "reported" else _MOST_PLANNED_FOR_ONE
    if value.per or value.bound not in ("exact", "approx") or (value.max or 0) < least:
        return False
    if not _PAID_OUT.search(words.phrase) or _GIVEN_EACH_ONE.search(words.clause):
        return False
    return status == "reported" or _EXPECTED.search(words.clause) is not None


_MOST_PAID_TO_ONE, _MOST_PLANNED_FOR_ONE = 10**5, 10**6
_PAID_OUT = re.compile(
    "(?:返还|减免|发放|缓缴|免征|兑现|兑付|投放)[^，。；：每0-9]{0,14}(?:[费金款税租]|补贴|补助|税费|贷款|稳岗返还)\\Z|贴息\\Z"
)
_GIVEN_EACH_ONE = re.compile("给予|按(?!规定|时|期|月)|每|一次性|最高|单[个家户]|的，|奖励")
# the characters that end what tells a role right before a sum
TELLING = frozenset("额度费为达是：值立排建支筹集措留模金款税租贴助还息")
_EXPECTED = re.compile("预计|新增|全年|计划|力争|目标|累计|完成")
