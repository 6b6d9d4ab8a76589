"""Sums that only say what is rewarded, what it costs, or what all receivers get together.

「租金标准为每平方米每月8元」, 「每增加100万美元奖励2万元」, 「获取不超过20万元商业贷款」,
「发放消费券2000万元」. Leaves alone the sums that one receiver gets.
"""

import re
from decimal import Decimal

from extractors.benefits.stated_worth import is_reckoned
from extractors.character_classes import HAN
from extractors.records import Amount

# 发放消费券2000万元 is the issue of all vouchers
_ISSUED = Decimal(100_000)
# 发放一次性扩岗补助2300万元
_PAID_OUT = Decimal(2_000_000)
_HANDED_OUT = re.compile(r"发放[^，。；：0-9每]{0,16}$")
# 对新引进的总部企业，一次性发放落户奖励500万元: to each of them; 对1200家企业发放 is a report
_TO_EACH = re.compile(
    r"对[^。；0-9]{2,40}(?:企业|单位|机构|项目|平台|基地|园区|院校|个人|人才|人员|者)[^。；0-9]{0,24}$"
)
# 公租房租金标准为每平方米每月8元
# 2023年，发放创业担保贷款1.87亿元，财政贴息421万元
_REPORTED = Decimal(300_000)
_NOUN_BEFORE = re.compile(
    r"(?:贴息|补贴|补助|奖补|返还|奖励|津贴|救助|慰问|报销|代缴|减免)(?:资金|金|款|费)?(?:共|共计|合计|约|近)?$"
)
_TIME_OVER = re.compile(
    r"(?:(?:19|20)[0-9]{2}年(?:以来|全年|来|度|上半年|下半年|[一二三四]季度|[0-9]{1,2}月(?:份|底)?)?"
    r"|今年以来|去年|上年|截至[^，。；]{2,12}|上半年|[一二三四1-4]季度|春节以来|活动以来|近[一二三两]年来?|目前|累计)，(?![^。；]*(?:对|给予|按|凡|每|人均|一次性|的，))[^。；]*$"
)
_PRICED = re.compile(
    r"(?:学费|学杂费|租金|房租|住宿费|培训费|体检费|床位费|保教费)(?:收费)?(?:标准)?(?:为|是|按|：)$"
)
# 最低收购价每50公斤130元, 保额每头1500元, 起付标准为三级医院900元, 亩均投资3000元
_COSTS = re.compile(
    rf"""(?: (?:收购价|保额|保险金额|赔[付偿](?:额度?|金额|限额)|保障额度|售价|造价|成本|投资|物业费
              |封顶线)
            (?:标准)?(?:为|约|：)?(?:每[0-9]*{HAN}{{1,3}})*
      | (?:起付|收费|缴费|公用经费)(?:基准)?(?:标准|线|定额)
            (?:为|是|设|：)?[^，。；、0-9]{{0,6}} )$""",
    re.VERBOSE,
)
_NEW_LOANS = re.compile(r"(?:新增|净增)[^，。；0-9]{0,10}$")
_VOUCHERS = re.compile(r"券[”》]?(?:[^，。；]{0,6}$|$)|的?[^，。；0-9]{0,4}券")
# 每增加100万美元奖励2万元
_STEPPED = re.compile(
    r"每(?:新增|增加|增长|提高|超过?|达到?|满|完成|实现|上升|降低|减少|再)[^，。；0-9奖补贴给]{0,6}$"
)
# 获取不超过20万元商业贷款用于经营的
_TAKEN = re.compile(r"(?:获取|获得|取得|发生|借入|办理|使用)[^，。；、]{0,6}$")
# 每年分别不少于60万元、40万元运营经费; 给予5万元工作经费 is granted
_RUNNING = re.compile(
    rf"(?:[、和][^，。；、]{{0,10}}元)*的?(?!{HAN}{{0,4}}(?:补|奖|资助|支持|扶持)){HAN}{{0,6}}经费"
)
_RAISES_COST = re.compile(
    r"(?:增加|保障|落实|核定|列支|统筹|安排|不少于|不低于|不得少于)(?:每[年月])*$"
)
# 走访困难职工40户，每户送去800元慰问金
_VISITED = re.compile(
    r"(?:走访|慰问|看望|探望)[^。；]{0,40}?[0-9]余?多?[户名人位家](?!以上)[^。；]{0,40}[，、。][^。；，]{0,12}"
    r"每[户名人位家份][^。；，]{0,8}$"
)
_FOR_EACH = re.compile(
    r"[0-9]余?多?[户名人位家][^，。；]{0,16}每[户名人位家][^，。；按]{0,4}(?:发放|送去|送上|送出)[^，。；按]{0,8}$"
)
# 为上岗人员购买每人每年100元的人身意外伤害保险
_BUYS = re.compile(r"(?:购买|投保|缴纳)(?:了|一份)?(?:每[人户年月份])*$")
_INSURED = re.compile("(?:/[人年]+)?的?[^，。；、0-9补奖]{0,10}保?险")
LENT = re.compile(r"贷款(?!贴息|利息|的?利率)|授信|放贷|融资(?!担保费)")


def _is_reported(text: str, start: int) -> bool:
    """Tell whether a sum is among those that a sentence counts up for a time that is over."""
    if _NOUN_BEFORE.search(text, max(0, start - 8), start) is None:
        return False
    floor = max(0, start - 80)
    first = max(text.rfind(sign, floor, start) for sign in "。\n") + 1
    return _TIME_OVER.match(text, first, start) is not None


def is_measured(text: str, amount: Amount, start: int, end: int) -> bool:
    """Tell whether a sum only says what is rewarded, or what all receivers get together."""
    if amount.kind != "money":
        return False
    if is_reckoned(text, start, end):
        return True
    near, after = text[max(0, start - 12) : start], text[end : end + 8]
    if _PRICED.search(near) or _COSTS.search(near):
        return True
    if amount.bound == "at_least" and _NEW_LOANS.search(near):
        return True
    if "险" in after + text[end + 8 : end + 12] and _INSURED.match(text, end):
        return _BUYS.search(near) is not None
    if _STEPPED.search(near) or (_TAKEN.search(near) and LENT.search(after)):
        return True
    largest = amount.max or amount.min or Decimal(0)
    if largest >= _REPORTED and not after.startswith("/") and _is_reported(text, start):
        return True
    if largest >= _ISSUED and amount.per is None and _VOUCHERS.search(near + after[:6]):
        return True
    if largest < _PAID_OUT or amount.bound == "at_most":
        return False
    return (
        _HANDED_OUT.search(text, start - 24, start) is not None
        and _TO_EACH.search(text, max(0, start - 70), start) is None
    )


def is_running_cost(near: str, after: str, amount: Amount) -> bool:
    """Tell whether a sum is what a body has to run on: 增加60万元运营经费."""
    if "经费" not in after or _RUNNING.match(after) is None:
        return False
    return amount.bound == "at_least" or _RAISES_COST.search(near) is not None


def is_handed(text: str, start: int) -> bool:
    """Tell whether a sum of a report was handed over on a visit: 慰问职工40户，每户送去800元."""
    before = text[max(0, start - _VISIT_REACH) : start]
    if "每" not in before[-_EACH_REACH:] or not any(word in before for word in _VISITS):
        return False
    return _VISITED.search(before) is not None or _FOR_EACH.search(before) is not None


_VISIT_REACH, _EACH_REACH = 100, 16
_VISITS = ("走访", "慰问", "看望", "探望")
