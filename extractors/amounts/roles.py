"""The role of an amount in its clause: what is given, its ceiling, a condition, what was spent.

The nearest cue decides: in 「年收入2000万元以上的企业，给予10万元奖励」 the first sum follows
what is measured, the second what is given.
"""

import re

from extractors.amounts.bounds import rank_before
from extractors.amounts.interviews import is_told_by_one
from extractors.amounts.per import each_of
from extractors.amounts.prices import is_no_grant, is_price
from extractors.amounts.quantities import Count, Money
from extractors.amounts.services import is_chosen, is_service
from extractors.amounts.shares import (
    AIM,
    BY,
    CONDITIONAL,
    GIVEN_LATER,
    GRANTED_LATER,
    REWARDED,
    is_under_aims,
    role_of_share,
)
from extractors.amounts.surroundings import Surroundings
from extractors.amounts.told_sums import (
    TELLING,
    TOLD_BOUNDS,
    is_budget,
    is_done,
    is_lent,
    is_paid_to_all,
    role_told,
)
from extractors.amounts.vouchers import is_used_voucher, names_face, role_of_voucher
from extractors.lexicon import one_of, read_lexicon
from extractors.records import AmountRole, Status

_FORMS = {entry.key: entry.forms for entry in read_lexicon("amount_cues")}
_CUES = {key: one_of(forms) for key, forms in _FORMS.items()}


def _cue_of() -> dict[str, str]:
    """Return what each cue tells; a word that begins with one of a kind above tells that kind."""
    cue_of: dict[str, str] = {}
    for cue in ("measured", "spent", "give"):
        above = tuple(cue_of)
        cue_of |= {form: cue for form in _FORMS[cue] if not form.startswith(above)}
    return cue_of


_CUE_OF = _cue_of()
_NEAREST = re.compile(one_of(_CUE_OF))
# 带动就业2人以上（含创业者本人）的毕业生
_BRACKET_IF = re.compile(
    "（[^（）]{1,24}）的(?:，|[^，。；、0-9]{0,16}(?:企业|单位|个人|人员|机构|团队|组织|人才|劳动者|毕业生|者|人|户))"
)
# 对涉及50人以上或者金额100万元以上的重大案件
_CONCERNS = re.compile(r"\A(?:其中)?(?:对|凡|涉及|因)[^，。；]{0,30}\Z")
_WITHIN = re.compile("(?:限额|额度)以?内|为限|为上限|封顶")
_CONDITION_HEAD = re.compile("不足|不满|不到|低于|少于|小于|超过|高于|大于|达")
_GOAL = re.compile("到20[0-9]{2}年|力争|目标|期末")
_MEASURED_AFTER = re.compile(r"(?:的|课程|培训)*(?:学费|费用|价格|贷款|部分|订单|合同|投资)")
_SAID_CAP = re.compile("最高|封顶|上限|累计|总额|限额|最多|合计|总计")
_LIMITED = re.compile(_CUES["limited"])
_STATISTIC = re.compile(
    rf"(?:(?<!已){_CUES['statistic']}[^，。；]{{0,4}}"
    rf"|\A(?:全[省市区县州旗镇])?(?:常年|常住|户籍|总人口)[^，。；]{{0,8}}|由[^，。；增降至到]{{0,8}})\Z"
)
_DUTY = re.compile("至少|不少于|不得少于|不低于")
_PAPERS = re.compile("一式|材料|复印件|原件|照片|副本|复印|电子版|纸质")


def role_of(
    value: Money | Count, quote: str, words: Surroundings, status: Status | None
) -> AmountRole:
    """Return the role of an amount; `status` is that of its measure, None outside of measures."""
    if isinstance(value, Money):
        return _role_of_money(value, quote, words, status)
    if value.unit in ("%", "‰", "倍", "个百分点", "百分点"):
        return role_of_share(value, quote, words, status)
    return _role_of_count(value, quote, words, status)


# -- money --------------------------------------------------------------------------------------


def _role_of_money(
    value: Money, quote: str, words: Surroundings, status: Status | None
) -> AmountRole:
    of_voucher = role_of_voucher(value, words)
    if of_voucher:
        return of_voucher
    if _WITHIN.match(words.after):
        return "cap"
    if words.after.startswith("×"):
        return "other"  # 1250元/人月×6月: a sum to reckon with
    told = role_told(value, words, status) if words.phrase[-1:] in TELLING else None
    if told:
        return told
    if status != "planned" and is_told_by_one(value, words):
        return "other"
    if value.bound in TOLD_BOUNDS and value.per is None and is_paid_to_all(value, words):
        return "total"
    if value.bound == "range" and _UNEVEN.match(words.after):
        return "standard"
    near = _nearest_cue(words.phrase)
    cue = near or _nearest_cue(words.clause)
    if _is_condition(value, quote, words, cue):
        return "threshold"
    each = value.per or each_of(words.phrase)
    if is_no_grant(words) or is_price(value, words):
        return "other"
    if each in _YEARLY and _is_spent(near, words, status) and not _is_said_cap(value, words):
        return "total"
    if each in _YEARLY and is_budget(value, words):
        return "total"
    if value.bound == "at_most" and _is_cap(value, quote, words):
        return "cap"
    if status and not each and _is_sum_of_all(value, cue, status):
        return "total"
    is_granted = each or cue == "give" or (cue is None and _GRANTS.search(words.said))
    return "standard" if is_granted or _ADDED.search(words.clause) else "other"


# 每多带动1人增加1000元, 每新增1人再加500元
_ADDED = re.compile(
    "每[^，。；：0-9]{1,12}[0-9一]+[人名户家个张台辆亩头场件][^，。；0-9]{0,6}，?(?:再|另|额外)?(?:增加|加|增发|加发|追加)\\Z"
)


def _is_sum_of_all(value: Money, cue: str | None, status: Status) -> bool:
    """Tell whether a sum is what all got together: 享受减税降费56.7亿元."""
    if status == "reported" and cue != "give":
        return True
    least = _MOST_TOLD if status == "reported" else _MOST_GRANTED
    return value.bound in ("exact", "approx") and (value.max or 0) >= least


_MOST_TOLD, _MOST_GRANTED = 10**7, 10**8
# 可申请技能提升补贴。初级（五级）1000元
_GRANTS = re.compile(
    "(?:给予|发放|申请|申领|享受|领取)[^，。；]{0,12}(?:补贴|补助|奖励|津贴|资助|奖金)"
)


def _is_spent(near: str | None, words: Surroundings, status: Status | None) -> bool:
    """Tell whether the sum was or will be spent as a whole: 每年安排, 拨付…资金, 累计发放."""
    if _URGED.search(words.phrase):
        return False
    is_paid = status == "reported" and _PAID.search(words.phrase) is not None
    return near == "spent" or is_paid or _SPENT.search(words.phrase) is not None


_YEARLY = frozenset([None, "年", "月"])
_URGED = re.compile("鼓励|引导")
_SPENT = re.compile(
    "(?:已(?:经|累计|共|先后)*|共计?)(?:兑[付现]|发放|支付|核发|发出|减免|返还)|拨付|落实[^，。]{0,8}(?:金|补贴|返还)|投入|筹集|筹措|累计|安排|完成[^，。]{0,4}投资"
)
_PAID = re.compile("发放|兑现|下达|补发|追回|减免|捐赠|争取")


def _is_condition(value: Money, quote: str, words: Surroundings, cue: str | None) -> bool:
    is_given_for = _GIVEN_FOR.match(words.rest) is not None
    if _OBTAINED.search(words.phrase) and _OF_LOANS.match(words.rest):
        return True
    if value.bound in ("at_most", "at_least") and _REFUSED.match(words.after):
        return True
    if value.bound in ("exact", "approx"):
        return cue == "measured" and CONDITIONAL.match(words.after) is not None
    if _MEASURED_AFTER.match(words.after) and (cue != "spent" or words.after.startswith("的部分")):
        return not is_lent(value, words)
    if quote.startswith("满") or words.phrase.endswith("满"):
        return True  # 满200元减50元
    # 以上, 以下, 不足10元的按10元收取; but 不超过 and 最高 head what is given
    is_after = rank_before(quote)[0] < 0 or bool(
        _CONDITION_HEAD.match(quote) or _HEADS_IF.match(words.rest)
    )
    is_if = is_given_for or CONDITIONAL.match(words.after) or _CONCERNS.match(words.phrase)
    if is_if and is_after and not _JUST_GIVEN.search(words.phrase):
        return True
    if value.per and not words.phrase and _PAYS_COST.search(words.clause):
        return False
    if cue == "measured":
        is_goal = value.bound == "at_least" and _GOAL.search(words.sentence) is not None
        return not is_goal and not _SAID_CAP.search(quote)
    return False


# 单笔补贴低于500元的不予发放
_REFUSED = re.compile("的，?(?:一律|原则上|均)?不(?:予|再|给予?|安排|发放|补|奖|支持|享受|受理)")
# 新增贷款不超过1000万元且期限1年以上的，给予
_HEADS_IF = re.compile(
    "(?:[且并、][^，。；]{1,24})?的，[^。；]{0,40}?(?:给予|予以|按|奖|补|资助|贴息|返还)"
)
# 据实补贴保费，每人不超过150元
_PAYS_COST = re.compile("(?:补贴|补助|报销)[^，。；0-9]{0,10}费用?，\\Z")
# 在金融机构获取不超过20万元商业贷款…的，可申请贴息
_OBTAINED = re.compile(r"(?:获取|取得|获得|获批|借入)\Z")
_OF_LOANS = re.compile("[^，。；0-9]{0,8}贷款[^。；]{0,80}的，")


# 多家企业发放200元至1800元不等的开工红包
_UNEVEN = re.compile(
    "不等的?[^，。；、0-9]{0,12}(?:红包|补贴|补助|奖励|津贴|慰问金|奖金|资助|救助)"
)
_IN_ALL = re.compile("总额|总金额|累计|合计")


def _is_said_cap(value: Money, words: Surroundings) -> bool:
    return value.bound == "at_most" and bool(_IN_ALL.search(words.phrase[-6:]))


def _is_cap(value: Money, quote: str, words: Surroundings) -> bool:
    """Tell whether a ceiling tops another sum or rate; 不超过500元/人 alone is the standard."""
    if _SAID_CAP.search(quote) or _SAID_CAP.search(words.phrase[-12:]):
        if _GIVEN_EACH.match(words.after) and _GIVES.search(words.phrase):
            return not (value.per or "").startswith("人")
        return value.per != "人" or _has_standard(words.sentence)
    if value.per == "人" and _GIVES.search(words.phrase) and _GIVEN_EACH.match(words.after):
        return False
    if _AT.search(words.clause) and _STANDARD_AFTER.match(words.rest):
        return False
    if _UP_TO.search(words.phrase) and not _OF_LOAN.match(words.after):
        return _has_standard(words.clause)
    return not value.per or _has_standard(words.clause)


# 给予不超过500元的一次性交通补助, 补助200元以内: no sum stands below the ceiling
_UP_TO = re.compile("\\A[^每]*(?<!累计)(?:给予|补助|补贴|奖励|另奖|再奖|奖补|资助)\\Z")
_OF_LOAN = re.compile("[^，。；]{0,12}(?:贷款|授信|信贷|贴息|担保)")
# 凭票据给予每人不超过300元的一次性交通补贴, whatever rate stood before it
_GIVES = re.compile(r"(?:给予|发放|予以|提供)[^，。；0-9每]{0,8}\Z")
_GIVEN_EACH = re.compile("的[^，。；、0-9]{0,12}(?:补贴|补助|奖励|津贴|资助|支持)")
# 按初级不超过1000元、中级不超过1500元的标准申请
_AT = re.compile(r"按照?[^，。；]{0,60}\Z")
_STANDARD_AFTER = re.compile(r"[^，。；]{0,60}?的标准")


def _has_standard(text: str) -> bool:
    return _STANDARD.search(text) is not None


_STANDARD = re.compile(
    "(?:按|给予|补贴|补助|奖励|奖补|资助|标准)[^，。；]{0,24}[0-9](?:万?元|%|倍)"
    "|[0-9](?:万?元|%|倍)[^，。；0-9]{0,8}(?:给予|补|奖|资助)"
)


def names_role(text: str) -> bool:
    """Tell whether words between two sums give the second a role of its own."""
    return names_face(text) or any(cue.search(text) for cue in (_NEAREST, _SAID_CAP))


def _nearest_cue(text: str) -> str | None:
    cues = _NEAREST.findall(text)
    return _CUE_OF[cues[-1]] if cues else None


# -- shares and counts --------------------------------------------------------------------------


# 不发生50人以上群体性事件
_AVERTED = re.compile(r"(?:不发生|不出现|防止|避免|杜绝|遏制)[^，。；]{0,20}\Z")


def _role_of_count(
    value: Count, quote: str, words: Surroundings, status: Status | None
) -> AmountRole:
    if words.after.startswith("×") or words.phrase.endswith("×"):
        return "other"
    is_duty = _DUTY.search(words.phrase + quote) is not None
    if "印" in words.phrase and _PRINTED.search(words.phrase):
        return "other"
    if status != "reported" and is_service(value, words):
        return "target"
    if value.unit == "次" and _LIMITED.search(words.phrase) and not is_duty:
        return "other"
    if _is_in_kind(value, words) or (status != "reported" and _is_of_stock(value, words)):
        return "other"
    if status == "planned" and is_chosen(words):
        return "target"
    if _is_counted_condition(value, words, is_duty):
        return "threshold"
    if status is None and is_under_aims(words) and not _AVERTED.search(words.phrase):
        return "target"
    if status == "reported":
        if (
            _STATISTIC.search(words.phrase)
            and not _VISITED.search(words.phrase)
            and not _DID.match(words.after)
        ):
            return "other"
        return "target" if _PLANNED.search(words.clause) else "result"
    if value.bound == "at_most":
        is_size = words.after[:1] not in ("", "的") and quote.endswith("以下")
        return "other" if status and not is_size else "threshold"
    if _DONE.search(words.clause) or is_done(value, words):
        return "result"
    if _AVERTED.search(words.phrase):
        return "threshold"
    if is_duty or status == "planned" or BY.search(words.sentence):
        return "other" if words.phrase.endswith(("由", "按")) else "target"
    if value.bound in ("at_least", "range") and value.unit not in ("张", "份"):
        return "threshold"
    if AIM.search(words.clause) or _INTENDED.search(words.clause):
        return "target"
    return "other"


# 全区计划改造2.6万户
_INTENDED = re.compile("(?:全[省市区县州旗镇乡年]|20[0-9]{2}年)[^，。；]{0,6}(?:计划|拟)")


def _is_of_stock(value: Count, words: Surroundings) -> bool:
    """Tell whether a count is of what there is or who is named for a duty: 对现有1300多项事项."""
    if value.bound == "exact" and value.unit in ("名", "位") and _NAMED_FOR.search(words.phrase):
        return (value.max or 0) <= _FEW
    may_be = "有" in words.phrase or "针对" in words.phrase or "存量" in words.phrase
    return may_be and value.bound in ("exact", "approx") and _STOCK.search(words.phrase) is not None


_FEW = 5
# 各镇要明确1名联络员
_NAMED_FOR = re.compile("(?:明确|确定|指定|推举|推选|落实)\\Z")
_STOCK = re.compile(
    "\\A(?:针对[^，。；]{1,20}的|[^，。；]{0,12}(?:[对将](?:现有|已有|原有|存量)))[^，。；]{0,24}\\Z"
)


def _is_in_kind(value: Count, words: Surroundings) -> bool:
    """Tell whether a count is of papers to hand in or of a gift to one person."""
    if value.unit in ("GB", "MB", "TB"):
        return True
    if is_used_voucher(value, words) or words.phrase.endswith(_ALLOWED):
        return True
    is_few = value.max is not None and value.max <= 10
    if is_few and _PAPERS.search(words.phrase[-8:]):
        return True
    is_given = _GIFT.search(words.phrase) or value.per in ("人", "户")
    return is_few and value.unit in ("份", "张") and bool(is_given)


def _is_counted_condition(value: Count, words: Surroundings, is_duty: bool) -> bool:
    if value.unit == "次" and words.phrase.endswith(("连续", "累计")):
        return CONDITIONAL.match(words.after) is not None
    if words.phrase.endswith("人口") and words.after.startswith("的"):
        return True  # 户籍人口超过100万的城市
    if value.bound in ("at_least", "range") and _DIRECTLY_REWARDED.match(words.after):
        return True
    if (
        value.bound == "exact"
        and _EACH_TIME.search(words.phrase[-9:])
        and GIVEN_LATER.search(words.rest)
    ):
        return True  # 每成功推荐1个…的，给予1万元
    if value.bound == "exact":
        return False
    if REWARDED.match(words.rest) and value.bound != "approx":
        return True
    if words.rest.startswith("（") and _BRACKET_IF.match(words.rest):
        return not is_duty
    if CONDITIONAL.match(words.after) or _CONCERNS.match(words.phrase):
        return not is_duty or bool(GIVEN_LATER.search(words.rest))
    return not is_duty and value.bound != "approx" and bool(GRANTED_LATER.search(words.rest))


_ALLOWED = ("可补贴", "可享受", "可申请", "可购买", "可申领")
# 净增10人以上奖励1万元
_DIRECTLY_REWARDED = re.compile("的?(?:一次性)?(?:奖励|奖补|补助|补贴|给予)[^，。；0-9]{0,6}[0-9]")
# 每季度抽查一次 is no condition
_EACH_TIME = re.compile("每(?!年|月|半|季|周|天|日|两|学期|个月|[0-9])[^0-9]*\\Z")
_GIFT = re.compile("领取|赠送|每[人名位户]|礼包|慰问品")
# 目前已累计发放156万元，惠及企业40家
_DONE = re.compile("惠及[^，。；0-9]{0,8}\\Z|已(?:累计|发放|兑付|兑现|惠及|审核通过)")
# 走访慰问留守老人500余户
_VISITED = re.compile(
    "走访|慰问|看望|结对|救助|帮扶|服务|关爱|陪伴|陪护|探访|照看|照料|照顾|看护|托管|接送|辅导|资助|惠及"
)
# 共有73家企业享受
_DID = re.compile(
    "[^，。；的]{0,8}(?:享受|申[请报领]|参加|参与|受益|领[到取]|拿到|签约|达成|获得?|提出)"
)
# 共印80份
_PRINTED = re.compile("(?:共印|印数|印发份数|印制)[：为]?\\Z")
# 将612名务工人员送达 tells no plan
_PLANNED = re.compile(r"计划|将(?!\Z)|拟|力争|预计|可(?:带动|提供|实现|吸纳|解决|新增|安置|输送)")
# 20万元及以上的补贴8000元, 1亿元以下的，不予奖励; not 给予5万元以下的奖励
_GIVEN_FOR = re.compile(
    "(?:（含）)?的?，?(?:每[人户亩台件])?(?:一次性)?(?:给予|补贴|补助|奖励|资助|按)[^，。；]{0,12}[0-9]|的为"
)
_JUST_GIVEN = re.compile(r"(?:给予|补助|补贴|奖励|资助|发放|拨付|安排)[^，。；]{0,4}\Z")
