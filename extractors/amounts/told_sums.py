"""Sums whose role the word right before them tells: 保额5万元, 价值180元的套餐, 财政贴息421万元.

Funds and what all got are totals, what a gift is worth its face value. Leaves alone what is given
for each (按每人, 给予, …的，).
"""

import re

from extractors.amounts.quantities import Count, Money
from extractors.amounts.shares import CONDITIONAL
from extractors.amounts.surroundings import Surroundings
from extractors.records import AmountRole, Status


def role_told(value: Money, words: Surroundings, status: Status | None) -> AmountRole | None:
    """Return the role that the word right before a sum gives: 保额, 价值, 设立, 返还…保险费."""
    if _is_insured(value, words):
        return "other"
    if _is_worth(value, words):
        return "face_value"
    is_total = (
        _is_fund(value, words)
        or _is_total_paid(value, words, status)
        or (status == "reported" and value.per is None and _SUMMED.search(words.phrase) is not None)
    )
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
    """Tell whether a sum is what all got or are to get: 财政贴息421万元, 新增发放贷款1亿元以上."""
    least = _MOST_PAID_TO_ONE if status == "reported" else _MOST_PLANNED_FOR_ONE
    if status == "reported" and _HELPED.search(words.phrase):
        least = _MOST_GIVEN_TO_ONE
    if status == "reported" and words.phrase.endswith("金") and _SENT.search(words.phrase):
        least = _MOST_GIVEN_TO_ONE
    if value.per or value.bound not in ("exact", "approx", "at_least"):
        return False
    if (value.max or value.min or 0) < least:
        return False
    if not _PAID_OUT.search(words.phrase) or _GIVEN_EACH_ONE.search(words.clause):
        return False
    return status == "reported" or _EXPECTED.search(words.clause) is not None


_MOST_GIVEN_TO_ONE = 10**4
# 走访6家企业，送上慰问金3万元
_SENT = re.compile("(?:送[上去出到]|发放)[^，。；：每0-9]{0,14}慰问金\\Z")
# 帮助申领一次性扩岗补助6.75万元
_HELPED = re.compile(
    "(?:帮助|协助|指导|助力|帮[^，。；0-9]{0,6})[^，。；0-9]{0,12}(?:申[请领报]|办理|落实|争取|兑现)[^，。；0-9]{0,14}\\Z"
)
_MOST_PAID_TO_ONE, _MOST_PLANNED_FOR_ONE = 10**5, 10**6
_PAID_OUT = re.compile(
    "(?:送[上去出到]|返还|减免|发放|缓缴|免征|兑现|兑付|投放|申[请领报]|办理|落实|争取|协调|拨付|预拨|支付|补发|下达)"
    "[^，。；：每0-9]{0,14}(?:[费金款税租]|补贴|补助|税费|贷款|稳岗返还)\\Z|贴息\\Z"
)
# 一次性扩岗补助 is a name, 一次性发放 pays each
_GIVEN_EACH_ONE = re.compile(
    "给予|按(?!规定|时|期|月)|每|一次性(?![^，。；0-9发给奖补]{2,6}(?:补贴|补助|津贴))|最高|单[个家户]|的，|奖励"
)
# 发放186人，金额214.5万元
_SUMMED = re.compile("\\A(?:涉及|发放|补贴|总|共)?(?:金额|资金|总额)(?:为|达|共计?|合计|总计)?\\Z")
# the characters that end what tells a role right before a sum
TELLING = frozenset("额度费为达是：值立排建支筹集措留模金款税租贴助还息")
_EXPECTED = re.compile("预计|新增|全年|计划|力争|目标|累计|完成")


TOLD_BOUNDS = ("exact", "approx")


def is_paid_to_all(value: Money, words: Surroundings) -> bool:
    """Tell whether a sum is that of all receivers, who are counted, or of all vouchers."""
    if (value.max or 0) >= _ISSUED and words.phrase.endswith(("券", "券”")):
        return True
    return _TO_COUNTED.search(words.phrase) is not None or _GOT.search(words.phrase) is not None


_ISSUED = 10**5
# 为2300名务工人员发放交通补贴115万元; not 为30名学员每人发放500元
_TO_COUNTED = re.compile(
    "[为向给][^，。；：每0-9]{0,8}[0-9.]+万?余?多?[名人家户个][^，。；：每均各0-9]{0,16}"
    "(?:发放|拨付|兑现|兑付|发出|落实|减免|支付)(?:了)?[^，。；：每均各0-9]{0,16}\\Z"
)
# 目前已有46家企业领到, 85人拿到补贴; not 可获得, 每人领取
_GOT = re.compile(
    "(?:\\A|已|共|计|有|助|让|使)[^，。；：每可0-9]{0,8}[0-9.]+万?余?多?[名人家户个位][^，。；：每均各可按0-9]{0,12}"
    "(?:领[到取走]?|拿到|得到|获得?|收到|享受|申领)[^，。；：每均各可按0-9]{0,12}\\Z"
)


def is_lent(value: Money, words: Surroundings) -> bool:
    """Tell whether a ceiling is on a loan that is offered: 给予最高1000万元的贷款."""
    if value.bound != "at_most" or not _LOAN_AFTER.fullmatch(words.after):
        return False
    return _LENDS.search(words.phrase) is not None


_LENDS = re.compile("(?:给予|提供|可以?申请|可获得?|可贷)(?:单户|每户|单笔|最高)*\\Z")
_LOAN_AFTER = re.compile("的?(?:免抵押|免担保|信用|担保|纯信用)*贷款(?:支持|额度|扶持)?")


def is_budget(value: Money, words: Surroundings) -> bool:
    """Tell whether a ceiling is on what a purse spends: 由财政安排，总额控制在3000万元以内."""
    if value.bound != "at_most" or not words.phrase.endswith("在"):
        return False
    return bool(_CONTROLLED.search(words.phrase) and _OF_PURSE.search(words.sentence))


_CONTROLLED = re.compile("(?:总额|规模|总量|总额度)(?:原则上)?(?:控制|限定|限制)在\\Z")
_OF_PURSE = re.compile("(?:资金|经费)[^。]{0,24}(?:承担|安排|列支|保障|负担)|预算安排")


def is_done(value: Count, words: Surroundings) -> bool:
    """Tell whether a plan counts what was done so far: 目前已有46家企业申请, 已培训120人."""
    if "已" not in words.phrase or value.bound not in TOLD_BOUNDS:
        return False
    return _SO_FAR.search(words.phrase) is not None and not CONDITIONAL.match(words.after)


# 已经吸纳10人的企业, 对已有20家门店的企业 are conditions
_SO_FAR = re.compile(
    "(?:\\A|目前|去年|今年以来|20[0-9]{2}年[度底来]?|截至[^，。；]{0,12}|全[市区县省州])[^，。；0-9对凡]{0,4}已(?:经|先后|共|累计)*"
    "(?:有|向|为|给|对|帮助|组织|举办|开展|培训|建成|开发|办理|受理|走访|发放|发布|开行|输送|惠及|吸纳|认定|完成)"
    "[^，。；每0-9]{0,16}\\Z"
)
