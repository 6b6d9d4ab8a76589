"""Which of a measure's amounts are offered: 「给予10万元奖励」, 「按租金的50%补贴」, 「流量10GB」.

Leaves alone thresholds, sums spent or budgeted (已发放稳岗补贴30万元), what the other side pays
(罚款, 票价, 投资额), quantities of services, and rates that are no reward (覆盖率90%).
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from extractors.benefits.ceilings import is_limit, is_topping
from extractors.benefits.gifts import IN_KIND, is_gift
from extractors.benefits.grant_words import sight, words
from extractors.benefits.measured import LENT, is_measured, is_running_cost
from extractors.benefits.placed import Placed
from extractors.benefits.raises import (
    is_new_rate,
    is_raised,
    is_raised_if,
    is_surcharge,
    was_before,
    without_old,
)
from extractors.benefits.rates import (
    is_at_rate,
    is_next_rate,
    is_no_reward,
    is_premium_borne,
    is_rewarded,
)
from extractors.benefits.stated_worth import is_formula, is_wage, is_worth
from extractors.character_classes import HAN
from extractors.lexicon import one_of, read_lexicon

_FORMS = [form for entry in read_lexicon("benefit_nouns") for form in entry.forms]

GRANT = words("grants", "verbs")
# 补贴金额 is the amount of a 补贴, no 补贴金
NOUN = rf"{sight(_FORMS)}(?:{one_of(_FORMS)}(?<!金(?=额)))++"
EACH = (
    r"每(?:张床位|人次|人|户|家|亩|辆|台|件|项|个|张|场|次|学年|学期|学时|课时|年|月|天|日|餐|生|吨|头|只|套"
    r"|趟|航班|架次|车次|班次|航次|列|车|单|笔|期|批|届|课|名|位|床位|床|千瓦时|千瓦|度|平方米|立方米|公里|公斤|斤|株|羽|例|班|村|周)"
)
_NEAR = 24


class Offer(NamedTuple):
    """An offered amount; `is_ceiling` where the text offers a sum up to a ceiling only."""

    placed: Placed
    is_ceiling: bool


class Offered(NamedTuple):
    """The offers of a measure in order, and the ceilings that lie on them."""

    offers: tuple[Offer, ...]
    caps: tuple[Placed, ...]


_GRANTS = re.compile(rf"(?:{GRANT}|{NOUN})")
_BORNE = re.compile(words("borne"))
_SPENT = re.compile(words("spent"))
_BUDGETED = re.compile(words("budgeted"))
_PAST_SUM = re.compile(".*元[^，。；0-9]{0,4}，")
_FINED = re.compile(r"(?:以上|以下|以内)?的?(?:罚款|罚金|保证金|押金|滞纳金|违约金)")
_QUALIFIES = re.compile(
    r"(?:（含）)?(?:及?以上|以下)?(?:的(?:企业|单位|项目|部分|机构|，|；|给予|予以)(?!扶持|补助|补贴|奖励|奖补|资助|资金|支持|经费|配套)|部分|的?档|的?缴费)"
)
_GIVEN = re.compile(
    r"(?:给予|予以|奖励|补助|补贴|资助|奖补|发放|支持|提供|申请|享受|贷款|可贷|额度|[再另][奖补])"
    r"[^，。；、0-9]{0,10}$"
)
_BORNE_AFTER = re.compile(r"[^。；]{0,8}，?由[^，。；]{1,12}(?:缴纳|自付|自理|自行承担)")
_LIMITED = re.compile(r"限额|总额|封顶|上限")
# 由其与兄弟姐妹分摊每月2000元的扣除额度
_SPLIT = re.compile(r"(?:分摊|平分|分担)(?:每[人户月年])*$")
_LARGE = Decimal(50_000_000)
_RAISING = frozenset("浮高加长调发度例为按至到")  # 上浮, 提高, 增加, 上调, 加发, 提高到
_FUNDED = re.compile(r"的?标准(?:统筹)?安排|安排")
_NEXT_COST = re.compile(
    rf"[、，；][^，。；、0-9对给按奖补贴予助发送]{{1,14}}(?:每[0-9]*(?:(?!发放|送){HAN}){{1,3}})?"
)
_ONCE_GIVEN = re.compile(r"一次性(?:给予|补助|奖励|资助|奖补|补贴)[^，。；0-9]{0,10}$")
# 发放失业补助金，每人每月不超过失业保险金的80%
PAYS = re.compile(
    rf"(?:发放|给予|享受|领取|申领|申请|发给|予以)[^，。；0-9]{{0,16}}?{NOUN}(?:政策|待遇)?[，。：]\n?$"
)
_STEP = re.compile(r"[^，。；：、0-9]{1,16}")
NEXT_ROW = re.compile(
    rf"(?:(?:经费|资金)?(?:支持|奖励|补助|补贴|资助))?[、，；]{HAN}[^，。；、0-9对给按]{{0,14}}"
    r"(?:（[^（）]{1,10}）)?(?=[0-9])"
)
_CEILED = re.compile(
    r"(?:^|[，；。])[^，。；]{0,12}(?:累计|总额|合计|额度|同一|单个|每家|每户|单户)"
)
_NAMED = re.compile(r"(?:补贴|补助|奖励)$")
# 最高20万元创业担保贷款，合伙创业的最高110万元，小微企业最高300万元
_OTHER_SUBJECT = re.compile(
    r"[、，]?(?!.*(?:累计|总额|合计|同一|年度|每年|单个|每家|每户|单户|每个|每人))"
    r"[^，。；：、]{1,12}(?:的|企业|单位|组织|个人|机构|合作社|户|者|人|创业)"
    r"(?:的?(?:贷款)?(?:最高)?(?:额度|限额))?(?:可贷|可申请|申请|可)?"
)
_GIVEN_ANEW = re.compile(
    r"(?:(?:并|再|另|同时|另外|还)(?:可|将|一次性|额外)*(?:给予|奖励|补助|补贴|资助)|[再另][奖补])"
    r"[^，。；0-9]{0,16}$"
)
_TOTAL = re.compile(r"累计|总额|合计|同一|年度|单个|每家|每户|单户")
_LISTED = re.compile(r"(?:和|及|、|至|或|以及)")


def sort(text: str, amounts: Sequence[Placed]) -> Offered:
    """Return what a measure's amounts offer."""
    offers: list[Offer] = []
    caps: list[Placed] = []
    refused: Placed | None = None
    for placed in amounts:
        if (
            is_measured(text, placed.amount, placed.start, placed.end)
            or was_before(text, placed.start, placed.end)
            or (refused and _goes_on(text, refused, placed))
        ):
            refused = placed
        elif _is_ceiling(text, placed, _follows_rate(offers, placed)):
            if _is_own_offer(text, placed, offers):
                offers.append(Offer(placed, is_ceiling=True))
            else:
                caps.append(placed)
        elif _is_offered(text, placed, offers):
            offers.append(Offer(placed, is_ceiling=False))
        elif refused is None or placed.amount.kind == "money":
            refused = placed
    return Offered(tuple(offers), tuple(caps))


def _follows_rate(offers: Sequence[Offer], placed: Placed) -> bool:
    """Tell whether an offered rate stands before in the segment: 按30%给予不超过500万元."""
    if not offers or offers[-1].placed.amount.unit != "%":
        return False
    return offers[-1].placed.start >= placed.segment[0]


def _goes_on(text: str, refused: Placed, placed: Placed) -> bool:
    """Tell whether an amount is in a list with one that is no offer: 一级园850元、二级园700元."""
    if placed.amount.role == "face_value":
        return False
    if _LISTED.fullmatch(text, refused.end, placed.start):
        return True
    alike = refused.amount.unit == placed.amount.unit
    return alike and _NEXT_COST.fullmatch(text, refused.end, placed.start) is not None


def _is_ceiling(text: str, placed: Placed, after_rate: bool) -> bool:
    amount = placed.amount
    if amount.kind != "money" or amount.bound != "at_most" or amount.role == "threshold":
        return False
    if amount.role == "total" and not after_rate:
        return False
    if amount.role not in ("standard", "total"):
        return amount.role == "cap"
    limited = _LIMITED.search(text, max(0, placed.start - 4), placed.end)
    return limited is not None or after_rate


def _is_offered(text: str, placed: Placed, before: list[Offer]) -> bool:
    amount = placed.amount
    if amount.kind == "money" and _names_itself(text, placed):
        return True
    if amount.role in ("threshold", "target", "result"):
        return False
    if amount.bound == "approx" and not _is_standard(text, placed):
        return False
    if amount.role == "total" and not _ONCE_GIVEN.search(text, placed.start - 16, placed.start):
        return False
    if _is_floor(before, placed):
        return False
    if _is_tabled(text, placed, before) or _raises(text, placed, before):
        return True
    ahead = text[max(placed.segment[0], placed.start - 30) : placed.start]
    # 筹集资金200万元，为5000名职工每人发放400元慰问品: the budget stands before
    if _SPENT.search(ahead) or _BUDGETED.search(_PAST_SUM.sub("", ahead, 1)):
        return False
    if amount.kind == "money":
        return _is_money_offered(text, placed)
    if amount.unit in ("%", "‰", "倍") or amount.unit.startswith("个月"):
        return _is_rate_offered(text, placed, before)
    return amount.unit in IN_KIND and is_gift(text, placed)


def _is_standard(text: str, placed: Placed) -> bool:
    """Tell whether a rough sum is a standard: 补贴标准：每人每月约300元, not 人均增收约800元."""
    if placed.amount.role != "standard" or (placed.amount.per or "")[:1] not in _RECEIVERS:
        return False
    return text.endswith(_STATES, 0, placed.start)


_RECEIVERS = ("人", "户", "亩")
_STATES = ("标准：", "标准为", "标准是", "按", "按照", "给予", "补贴", "补助")


def _names_itself(text: str, placed: Placed) -> bool:
    return is_worth(text, placed.start) or is_wage(text, placed.start)


def _is_money_offered(text: str, placed: Placed) -> bool:
    clause = placed.clause
    near = text[max(clause[0], placed.start - 12) : placed.start]
    after = text[placed.end : clause[1]]
    if (
        _FINED.match(after)
        or _FUNDED.match(after)
        or _QUALIFIES.match(after)
        or _BORNE_AFTER.match(text, placed.end)
        or ("分" in near and _SPLIT.search(near))
        or (not _GIVEN.search(near) and is_running_cost(near, after, placed.amount))
    ):
        return False
    largest = placed.amount.max or placed.amount.min or Decimal(0)
    if largest >= _LARGE and (placed.amount.bound == "at_least" or not _GIVEN.search(near)):
        return False
    if placed.amount.bound == "exact" and LENT.search(near + after[:8]):
        return False
    borne = _last(_BORNE, near)
    if borne > _last(_GRANTS, near) and not _ON_TERMS.search(near, borne):
        return False
    if placed.amount.role in ("standard", "face_value"):
        return True
    return bool(_GIVEN.search(near) or _GRANTS.search(after[:_NEAR]))


def _is_rate_offered(text: str, placed: Placed, before: list[Offer]) -> bool:
    clause = placed.clause
    ahead, after = text[clause[0] : placed.start], text[placed.end : placed.end + _NEAR]
    if is_no_reward(ahead, after):
        return False
    if placed.amount.bound == "at_most" and any(
        offer.placed.start >= clause[0] - _NEAR and offer.placed.amount.unit == "元"
        for offer in before[-1:]
    ):
        return False
    if is_formula(text, placed.start) or is_new_rate(text, clause[0] - _NEAR, placed.start):
        return True
    if is_rewarded(ahead, after) or _is_listed_on(text, placed, before):
        return True
    if is_premium_borne(text, placed.end, ahead):
        return True
    last = before[-1].placed if before else None
    goes_on = last is not None and last.segment == placed.segment
    if last and goes_on and last.amount.unit == "%" and is_next_rate(ahead, after):
        return True
    told = PAYS.search(text, max(clause[0] - _NEAR, 0), clause[0])
    return told is not None and is_at_rate(ahead)


def _is_floor(before: list[Offer], placed: Placed) -> bool:
    """Tell whether a sum is the least that a rate gives: 按15%奖励，最低奖励3000元."""
    if placed.amount.bound != "at_least" or not before:
        return False
    last = before[-1].placed
    return last.amount.unit == "%" and last.start >= placed.sentence[0]


def _is_tabled(text: str, placed: Placed, before: list[Offer]) -> bool:
    """Tell whether a sum stands in a row of steps after a name: 初级1000元、中级1500元."""
    if placed.amount.kind != "money":
        return False
    first = placed.segment[0]
    if before and before[-1].placed.amount.unit == placed.amount.unit:
        last = before[-1].placed
        if last.start >= first and NEXT_ROW.fullmatch(text, last.end, placed.start):
            return last.amount.bound == placed.amount.bound
    return (
        _STEP.fullmatch(text, first, placed.start) is not None
        and NEXT_ROW.match(text, placed.end) is not None
        and PAYS.search(text, max(first - _NEAR, 0), first) is not None
    )


def _raises(text: str, placed: Placed, before: list[Offer]) -> bool:
    """Tell whether an amount raises the offer before it in the sentence."""
    if not before or text[placed.start - 1] not in _RAISING:
        return False
    if before[-1].placed.start < placed.sentence[0]:
        return False
    first, unit = placed.clause[0], placed.amount.unit
    if unit == "%" and is_surcharge(text, first, placed.start):
        return True
    if unit != before[-1].placed.amount.unit or not is_raised(text, first, placed.start):
        return False
    return unit != "%" or is_raised_if(text, first, placed.start)


def _is_listed_on(text: str, placed: Placed, before: list[Offer]) -> bool:
    """Tell whether an amount goes on in a list of offers: 分别给予80万元、30万元."""
    return bool(before) and bool(
        before[-1].placed.amount.unit == placed.amount.unit
        and _LISTED.fullmatch(text, before[-1].placed.end, placed.start)
    )


def _is_own_offer(text: str, placed: Placed, before: list[Offer]) -> bool:
    """Tell whether a ceiling is itself what is offered: 给予最高50万元奖励."""
    clause = placed.clause
    ahead, after = text[clause[0] : placed.start], text[placed.end : clause[1]]
    ahead = without_old(ahead)
    near = text[max(placed.segment[0], placed.start - 30) : placed.start]
    if _SPENT.search(near) or _BUDGETED.search(near) or _FINED.match(after):
        return False
    borne = _last(_BORNE, ahead[-12:])
    if borne >= 0 and borne > _last(_GRANTS, ahead[-12:]):
        return False
    if before and before[-1].is_ceiling and _is_listed_on(text, placed, before):
        return True
    given = bool(_GIVEN.search(ahead) or _GRANTS.search(after[:_NEAR]))
    if _GIVEN_ANEW.search(ahead):
        return given
    if before and before[-1].is_ceiling and _OTHER_SUBJECT.fullmatch(ahead):
        return True
    first = placed.sentence[0]
    if text[clause[0] - 1] in "：:" and _NAMED_ITEM.search(text, clause[0] - 16, clause[0] - 1):
        return True
    if before and before[-1].is_ceiling and _OF_PARTNERS.search(text, first, placed.start):
        return True
    if before and before[-1].is_ceiling and _goes_on_below(text, before[-1].placed, placed):
        return not _TOTAL.search(ahead)
    if before and (
        is_topping(ahead, before[-1].placed.amount.unit, before[-1].is_ceiling)
        or is_limit(ahead, after)
    ):
        return False
    if not before or before[-1].placed.start < first:
        return given or (not before and _GRANTS.search(text, first, placed.start) is not None)
    last = before[-1].placed
    same_segment = last.start >= placed.segment[0]
    if same_segment and (last.amount.unit != "元" or last.start >= clause[0]):
        return False
    if before[-1].is_ceiling and not _TOTAL.search(ahead):
        return given
    return given and not _CEILED.search(ahead) and not _NAMED.search(ahead)


# 一次性创业补贴：5000元；场租补贴：最高6000元/年
_NAMED_ITEM = re.compile(rf"[；。、\n]{HAN}{{2,8}}(?:补贴|补助|奖励|资助|津贴|贷款)$")
# 合伙创业的，最高不超过个人贷款额度之和的110%、总额不超过400万元
_OF_PARTNERS = re.compile(r"合伙(?:创业|经营|创办)[^。]{0,40}贷[^。]{0,50}(?:总额|总计|合计)$")


def _goes_on_below(text: str, last: Placed, placed: Placed) -> bool:
    """Tell whether a sum stands under the bound of the one before: 上限省内300元，省外500元."""
    if text[placed.start].isdigit():
        row = NEXT_ROW.match(text, last.end)
        return row is not None and row.end() == placed.start
    # 其中省外不超过800元、省内不超过400元
    by_person = text.endswith(("个人", "个体工商户"), 0, last.start)  # 个人最高20万元，企业最高
    alike = by_person or last.amount.per == placed.amount.per
    alike = alike and "每" not in text[last.end : placed.end]
    return alike and _ROW_BELOW.fullmatch(text, last.end, placed.start) is not None


# 参保缴费满1年的每人每月500元 pays, who paid in; 按人均500元的标准发放
_ON_TERMS = re.compile(
    "(?:满|不足|不满|以上|以下|超过|达)[^，。；]*的(?=每|$)|(?<=按人均)$|(?<=按照人均)$"
)


_ROW_BELOW = re.compile(rf"[、，；](?!(?:补贴|补助|奖励|奖补|资助|总|最|原则)){HAN}{{2,10}}")


def _last(pattern: "re.Pattern[str]", text: str) -> int:
    """Return where the last match of `pattern` ends, or -1."""
    return max((match.end() for match in pattern.finditer(text)), default=-1)


def listed_after(text: str, offers: Sequence[Offer]) -> Iterator[bool]:
    """Tell of each offer whether the next goes on in the same list: 80万元、30万元."""
    for offer, following in pairwise(offers):
        yield bool(_LISTED.fullmatch(text, offer.placed.end, following.placed.start))
    if offers:
        yield False
