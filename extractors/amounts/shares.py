"""The role of a share in its clause: a rate of reward, a goal, a condition, what was reached.

「按50%给予补贴」 is a rate, 「覆盖率达到95%以上」 a goal, 「增长10%以上的企业」 a condition.
"""

import re

from extractors.amounts.quantities import Count
from extractors.amounts.surroundings import Surroundings
from extractors.records import AmountRole, Status

# 2000万元以上的企业, 50人以上的，; not 5万元的奖励
CONDITIONAL = re.compile(
    r"[^，。；：、]{0,14}的(?=[，、；）。]|\Z|再|至少|应|须|视为|给予|按|每|提高|不予|取消|(?:(?!面向|用于|提供|安排)[^，。；、0-9]){0,16}?"
    r"(?:企业|单位|个人|人员|机构|项目|团队|组织|基地|户|公司|园区|平台|载体|人才|劳动者|毕业生|者))"
    r"|[^，。；：0-9]{1,30}的\Z"  # 6万元以上、涉嫌…的，
)
_RATE_AFTER = re.compile(
    r"的?(?:比例|标准|额度|幅度)?，?(?:给予|予以|进行|核拨|补|奖|资助|返还|贴|发放|支付|计提|计算|扣"
    r"|减|配套|的生活补贴|报销|支持|安排|缴|征|下调|降|分担|承担|对|向|加付|收取|处)"
)
# 留岗率70%以上的奖励5万元, 达90%的企业每户补助2万元
_EARNS = re.compile(
    r"的(?:企业|单位|机构|个人)?(?:可|再|则|一次性|分别|每[户家人个])*(?:给予|奖励|补助|补贴|奖补|资助|发放)"
    r"[^，。；0-9%]{0,12}[0-9][0-9.]*[万亿]?元"
)
# 给予不低于60%比例的补贴
_OF_GRANT = re.compile(
    "的?(?:比例的?[^，。；、0-9]{0,8})?(?:补贴|补助|奖励|奖补|资助|贴息|返还)(?!的|对象|人员|资金)"
)
_RATE_BEFORE = re.compile(r"(?:按|按照|给予|补贴|补助|奖励|返还|贴息)[^，。；]{0,24}\Z")
_RATIO = re.compile("比例|率|占|增长|增速|持股|份额|比重")
AIM = re.compile(
    "到20[0-9]{2}年|力争|目标|确保|争取|达到|提高到|提高至|提升至|控制在|保持在|实现|完成"
)
BY = re.compile(
    "(?:月底|年底|年末|季度末|期末)前?|到20[0-9]{2}年|20[0-9]{2}年(?:底|完成)|全年|目标"
)
# 增长10%以上，每增加1个百分点奖励5万元
REWARDED = re.compile("，[^。；]{0,16}(?:奖励|补助|给予|补贴)[^，。；]{0,8}[0-9]")
GIVEN_LATER = re.compile("给予|奖励|增加[0-9]|补|资助|扣减|减免|返还|享受|按")
GRANTED_LATER = re.compile(
    r"的[，]?(?:可|给予|予以|按|认定|奖|补|由|均|都|应)|的，|的\Z"
    "|，(?:均|即|也|还|最高)?可以?(?:向[^，。；]{0,12})?(?:一次性)?(?:申请|申领|申报|享受|获|领取|认定)"
)
_OVER = re.compile("(?<!不)(?<!不[得能应可])(?:超过|低于|不足|高于|少于)")


def role_of_share(
    value: Count, quote: str, words: Surroundings, status: Status | None
) -> AmountRole:
    """Return the role of a share, a multiple or a number of points."""
    if _CHECKED.match(words.after):
        return "target"
    if "百分点" in value.unit and words.phrase.endswith("每增长"):
        return "threshold" if GIVEN_LATER.search(words.rest) else "other"
    if words.after.startswith("用于"):
        return "other"
    if ("占" in words.phrase or "权重" in words.phrase) and _OF_MONEY.search(words.phrase):
        return "other"
    if value.bound == "at_least" and _EARNS.match(words.after):
        return "threshold"
    if _RATE_AFTER.match(words.after) or _OF_GRANT.match(words.after):
        return "other"
    if value.bound == "at_most" and _LAID_OFF.search(words.phrase):
        return "threshold"
    if value.bound == "at_most" and is_next_rate(words):
        return "other"
    is_ratio = _RATIO.search(words.phrase) or _RATIO.match(words.after[:4])
    is_if = CONDITIONAL.match(words.after) is not None
    is_part = words.after.startswith("的部分")
    if value.bound != "exact" and (is_if or is_part or REWARDED.match(words.rest)):
        return "threshold"
    if value.unit == "倍":
        return "threshold" if _MEANS.search(words.phrase) else "other"
    if status is None and is_under_aims(words):
        return "target"
    if value.bound == "exact" and _PAID_BACK.search(words.phrase):
        return "other"
    if is_raised_rate(words):
        return "other"
    if _RAISED.search(words.phrase) or _YIELDED.search(words.phrase):
        return "other"
    if is_aim(words, status) or (status == "planned" and _is_built(value, words)):
        return "target"
    if _RATE_BEFORE.search(words.phrase) and not is_ratio:
        return "other"
    if status == "reported":
        return "result"
    if value.bound == "exact":
        return "threshold" if is_if or _is_share_asked(words, is_ratio) else "other"
    if status is None or GRANTED_LATER.search(words.rest) or _OVER.search(words.phrase + quote):
        return "threshold"
    return "target" if value.bound == "at_least" else "other"


# 考核权重不低于5%, 中央资金占90%, 劳务报酬占投资的比例不得低于30%
_OF_MONEY = re.compile("权重(?:为|占)?\\Z|(?:资金|报酬|经费|财政|补助)占[^，。；0-9]{0,16}\\Z")
# 家庭人均月收入低于低保标准的1.5倍
_MEANS = re.compile(
    "(?:收入|资产|财产|存款)[^，。；]{0,6}(?:低于|不超过|不高于|高于|超过)[^，。；0-9]{0,20}\\Z"
)
_UNDER_AIMS = re.compile(r"目标(?:任务|要求|和任务)?[：:]?\n(?:[^\n]{20,}\n)*[^\n]*\Z")
# 按不低于发放企业数10%的比例开展抽查
_CHECKED = re.compile(
    "的?(?:比例|标准)?(?:随机|定期|不定期)?(?:开展|进行|实施|组织)?(?:随机|实地|现场|电话)?(?:抽[查检取样]|核查|回访|复核|检查)"
)
# 留用率达到50%以上的，补贴标准提高到100%
_RAISED = re.compile(
    "(?:补贴|补助|奖励|返还|报销|贴息)(?:标准|比例|额度)?(?:统一)?(?:[由从][^，。；]{1,20}?)?"
    "(?:提高|上浮|提升|提|调整|增加|上调)[至到为](?:[^，。；0-9]{0,12}标准的?)?\\Z"
)
# 按最低工资标准的60%给予补贴；留用率达到50%以上的，提高至80%
_RAISED_ALONE = re.compile(
    "(?:可以?|再|将|则|均|相应)*(?:提高|提升|提|上调|上浮|调整|增加)[至到为](?:[^，。；0-9]{0,12}标准的)?"
)
# 按培训费的50%给予补助，脱贫地区可提高至80%, no 覆盖率提高到90%
_RAISED_FOR = re.compile(
    "(?:(?!力争|目标|水平|质量|覆盖)[^率比占重度0-9]){2,12}?(?:可以?|再|将|则|均)*(?:提高|上调|上浮)[至到]"
)
_RATED = re.compile(
    "[0-9]%的?(?:标准|比例|额度)?[^，。；：、0-9]{0,8}(?:给予|予以|发放|核拨|享受|拨付|补|返还|奖|资助|贴息|报销)"
    "|(?:给予|补贴|补助|返还|奖励|资助|贴息|报销)[^，。；0-9]{0,24}[0-9.]+%"
)
_IF_ENDS = ("的，", "单位，", "企业，", "基地，", "机构，")


def is_raised_rate(words: Surroundings) -> bool:
    """Tell whether a share is what a rate granted before rises to, on a condition or for some."""
    if words.phrase[-1:] not in _RISE_ENDS:
        return False
    if _RAISED_FOR.fullmatch(words.phrase):
        return _RATED.search(words.clause[: -len(words.phrase)]) is not None
    if not _RAISED_ALONE.fullmatch(words.phrase):
        return False
    before = words.sentence[: -len(words.phrase)]
    return before.endswith(_IF_ENDS) and _RATED.search(before) is not None


def is_next_rate(words: Surroundings) -> bool:
    """Tell whether a share goes on with a rate: 按30%给予补助，脱贫地区不超过40%，最高10万元."""
    if words.after or words.phrase[-1:] not in _FOR_ENDS or not _FOR.fullmatch(words.phrase):
        return False
    return _GRANTED_AT.search(words.clause[: -len(words.phrase)]) is not None


# the signs that end 地区, 县, 企业, 户, 合作社, 人员
_FOR_ENDS = frozenset("区县市业户社位构织员者按为")
_FOR = re.compile(
    "(?:其中|对)?[^率比占重度0-9]{0,8}(?:地区|老区|县|市|企业|户|单位|合作社|机构|组织|人员|者)(?:按|为)?"
)
_GRANTED_AT = re.compile(
    "[0-9]%的?(?:标准|比例|额度)?(?:给予|予以|发放|核拨|享受)?(?:补助|补贴|返还|奖励|资助|贴息|报销)，\\Z"
)
_RISE_ENDS = frozenset("至到为的")


# 叠加让利5%以上, 在市场价基础上优惠10%
_YIELDED = re.compile("(?:让利|优惠|下浮|打折|折扣)[^，。；0-9幅]{0,6}\\Z")
# 裁员率不高于参保职工总数20%
_LAID_OFF = re.compile("裁员率")
# 裁员率低于控制目标的企业，可返还其上年度实际缴纳失业保险费的50%
_PAID_BACK = re.compile(
    r"(?:返还|退还|给予|补贴|补助|报销|减免)[^，。；0-9]{0,20}(?:费|费用|款|税额)的\Z"
)


def _is_share_asked(words: Surroundings, is_ratio: object) -> bool:
    """Tell whether an exact share is a condition: 人数比例10%，可申请; 每增长1个百分点奖励1万元."""
    if "每" in words.phrase[-9:]:
        return GIVEN_LATER.search(words.rest) is not None
    return bool(is_ratio and GRANTED_LATER.search(words.rest))


def is_under_aims(words: Surroundings) -> bool:
    """Tell whether a sentence stands under a heading 总体目标 or 目标任务."""
    above = words.above
    return "目标" in above and _UNDER_AIMS.search(above) is not None


def is_aim(words: Surroundings, status: Status | None) -> bool:
    """Tell whether a number is to be reached; outside of measures only where a day is set."""
    if status == "reported" or not AIM.search(words.clause):
        return False
    return status == "planned" or BY.search(words.sentence) is not None


def _is_built(value: Count, words: Surroundings) -> bool:
    """Tell whether a share is what shall be built or reached: 停车位100%建设充电设施."""
    if value.bound in ("range", "exact") and _UP.search(words.phrase):
        return not _GRANTED.search(words.phrase)
    if _GRANTED.search(words.clause) or _GRANTED.search(words.rest):
        return False
    if value.bound == "range" or value.bound == "exact":
        return _BUILT.match(words.after) is not None
    return value.bound == "at_least" and _RESERVED.match(words.after) is not None


_GRANTED = re.compile("补|奖|资助|返还|贴|报销|减|支持|费|给予")
_BUILT = re.compile("(?:全部|同步)?(?:建设|配建|安装|预留|覆盖|达标|完成|纳入|落实|配备|接入)")
_UP = re.compile("(?<!比)(?<!年)(?:提高|提升|压减|降低|下降|降价)\\Z")
_RESERVED = re.compile("的?(?:比例|标准)?[^，。；0-9]{0,10}(?:预留|配建|配置|建设|配备|安装|设置)")
