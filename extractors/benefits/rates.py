"""Which rates are what is granted: 「按租金的50%补贴」, 「保费由财政承担80%，农户自缴20%」.

Leaves alone the rates of what is checked (抽查10%), grown, shared or paid in parts (签约后拨付60%).
"""

import re

_REWARDED_AFTER = re.compile(
    r"""(?:的?(?:标准|比例|幅度|额度|部分))?[，、]?[^，。；、]{0,12}?
    (?:给予|予以|核拨|拨付|核发|计发|补贴|补助|奖励|奖补|返还|资助|贴息|报销|减免|减征|支持|扣除|代缴|补偿|支付)""",
    re.VERBOSE,
)
_REWARDED_BEFORE = re.compile(
    r"(?:给予|补贴|补助|奖励|奖补|返还|资助|贴息|报销|减免|减征|支付|扣除|代缴|补偿|[再另加]补)"
    r"[^，。；]{0,16}$"
)
_SHARED = re.compile(r"扣除标准的?$")
# 按照不低于10%的比例对补贴对象进行抽查; 按30%的比例预拨补助资金
_HANDLED = re.compile(
    r"(?:以上|以内)?的?(?:比例|标准)?[^，。；]{0,16}"
    r"(?:抽查|核查|检查|抽检|复查|复核|抽取|抽样|回访|随访|抽审|预拨|预付|预先拨付|先行拨付)"
)
# 协议签订后拨付60%，验收合格后拨付40%: a part of what was granted
_IN_PARTS = re.compile(
    r"^(?!.*按)[^，。；]*(?:[拨预先首]付|下拨|核拨|兑付)"
    r"(?:补贴|补助|奖励|资助|扶持|奖补|剩余|其余|余下)?(?:资金|款|金)?(?:总额)?的?$"
    r"|(?:先行?|首[年期次批]|第[一二三四][年期次批]|剩余|其余|余下)[^，。；0-9]{0,6}(?:发放|兑现|支付)(?:剩余|其余|余下)?的?$"
)
_CHANGED = re.compile(
    r"(?:增长|增加|下降|降低|上浮|提升|占比|占|比例达|覆盖率|达标率)[^，。；]{0,4}$"
)
# 保费由财政承担80%，农户自缴20%: what the purse bears of another's cost
_BY_PURSE = re.compile(r"财政(?:资金)?(?:共同|分别|统一)?(?:承担|负担|分担)$")
_OF_PREMIUM = re.compile(
    r"[，、；](?:其余|剩余)?[0-9%]*由?[^，。；0-9]{0,8}(?:户|个人|本人|企业|者|人员|农民|居民|业主|合作社|单位)"
    r"(?:个人)?(?:自行|自)?(?:承担|负担|缴纳|缴|付|筹)"
)
_WAGE = re.compile(
    r"^[^，。；]{0,8}支付[^，。；]{0,8}(?:工资|报酬|赔偿|违约|首付)|^[^，。；]{0,6}首付"
)
# 分别按投资额的8%、5%给予补助
_MORE_RATES = re.compile(r"^(?:[、和及或][0-9.]+%)+")
_AT_RATE = re.compile(r"(?:补贴|补助|发放)?(?:标准|比例)?(?:每[人户月年]|[为按]|不超过|最高|分别)")


def is_no_reward(ahead: str, after: str) -> bool:
    """Tell whether the words around a rate make it none that is granted.

    `ahead` are those of its clause, `after` those that follow.
    """
    if _CHANGED.search(ahead) or _SHARED.search(ahead) or _WAGE.search(after):
        return True
    return _HANDLED.match(after) is not None or _IN_PARTS.search(ahead) is not None


def is_rewarded(ahead: str, after: str) -> bool:
    """Tell whether the words around a rate grant it: 按30%给予补助, 补贴15%."""
    after = _MORE_RATES.sub("", after, count=1)
    return bool(_REWARDED_AFTER.match(after) or _REWARDED_BEFORE.search(ahead))


def is_premium_borne(text: str, end: int, ahead: str) -> bool:
    """Tell whether a rate that ends at `end` is what the purse bears of another's cost."""
    return bool(_OF_PREMIUM.match(text, end) and _BY_PURSE.search(ahead))


def is_at_rate(ahead: str) -> bool:
    """Tell whether a clause opens with a rate, after one that grants."""
    return _AT_RATE.match(ahead) is not None


# 按30%给予补助，脱贫地区不超过40%
_NEXT = re.compile(
    r"(?:其中|对)?[^，。；率比占重度0-9]{0,8}(?:地区|老区|县|市|企业|户|单位|合作社|机构|组织|人员|者)(?:按|为)?"
)


def is_next_rate(ahead: str, after: str) -> bool:
    """Tell whether a rate goes on with one before in its segment: 脱贫地区不超过40%."""
    return after[:1] in _ENDS and _NEXT.fullmatch(ahead) is not None


_ENDS = ("", "，", "。", "；", "、")
