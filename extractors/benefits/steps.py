"""What makes a sum a further step of the benefit before it, or a benefit of its own.

「…在上述标准基础上再增加500元」 and 「评价结果为良好的，给予2万元」 are steps, 百货券 beside 餐饮券
is another benefit. Leaves alone whose names alone decide.
"""

import re

from extractors.benefits.names import Name
from extractors.benefits.placed import Placed
from extractors.records import Amount, Payee

# 购买新能源汽车的，在上述标准基础上每台再增加500元
_ON_TOP = re.compile(
    "(?:上述|以上|前述|前款|此|该|原有?)[^，。；]{0,8}基础上[^，。；0-9]{0,6}(?:再|另|额外|增|上浮|提高|加)[^，。；0-9]{0,6}$"
)
# 评价结果为优秀的，…；评价结果为良好的，…: steps of one reward
GRADE = re.compile(
    "(?:考核|评价|评估|评定|评审|测评|验收|认定|评级|结果|等次)[^，。；0-9]{0,6}?(?:优秀|良好|合格|[A-E]+级|[一二三四五]星|[一二三]等)"
)


# 被评为示范基地的, 获得先进个人称号的
_AWARD = re.compile(
    "(?:被?(?:评为|评选为|授予|认定为|命名为)|获评|荣获|获得?[^，。；0-9]{0,16}(?:称号|荣誉))[^。；]{0,30}$"
)
_LUMP = 10


def is_award(text: str, first: int, start: int) -> bool:
    """Tell whether the segment before an offer says that it rewards a title, once."""
    return "每" not in text[first:start] and _AWARD.search(text, first, start) is not None


def is_apart(each: Amount, here: Amount, payee: Payee | None) -> bool:
    """Tell whether a sum for all stands beside one for each.

    每招用1人奖励1000元；全年招用50人以上的，奖励5万元.
    """
    if each.per != "人" or here.per is not None or each.unit != here.unit or payee == "person":
        return False
    return (here.max or 0) >= _LUMP * (each.max or each.min or 0)


def is_once(text: str, each: Placed, here: Placed) -> bool:
    """Tell whether a sum paid once on a condition of its own follows one paid by the month.

    按每人每月1200元给予补贴，为见习人员购买保险的，按每人200元给予补贴.
    """
    if each.amount.per != "人月" or here.amount.per != "人" or each.amount.unit != "元":
        return False
    return each.segment == here.segment and text.find("的，", each.clause[1], here.start) >= 0


def is_graded(text: str, placed: Placed) -> bool:
    """Tell whether the segment before an offer says which grade it rewards."""
    return GRADE.search(text, placed.segment[0], placed.start) is not None


def is_on_top(text: str, first: int, start: int) -> bool:
    """Tell whether a sum is said to come on top of those before it."""
    first = max(first, start - 40)
    return text.find("基础上", first, start) >= 0 and _ON_TOP.search(text, first, start) is not None


def is_other_voucher(name: Name | None, other: Name | None) -> bool:
    """Tell whether two names are of vouchers for different things: 餐饮券, 百货券."""
    if name is None or other is None or name.words == other.words:
        return False
    kinds = [each.words.removesuffix("券") for each in (name, other)]
    return (
        name.words.endswith("券")
        and other.words.endswith("券")
        and not any(one.endswith(another) for one, another in (kinds, kinds[::-1]))
    )


# 按以下标准给予奖励：（一）…的，按1500元奖励；（二）…的，按罚款金额的1%奖励
_SCALE = re.compile(
    r"(?:以下|下列|如下)(?:标准|比例|档次|额度|办法)[^。；：\n]{0,24}：\n?"
    r"(?=(?P<row>（[一1]）|1[.．、]|①))"
)


def rows_of_scale(text: str, body: int, end: int) -> int | None:
    """Return where the first label of a scale announced in a measure ends, or None."""
    scale = _SCALE.search(text, max(body - 20, 0), end)
    return scale.end("row") if scale else None


def is_for_another(text: str, before: Placed, here: Placed) -> bool:
    """Tell whether a clause grants to another kind of body: 对企业奖10万元，对孵化器奖50万元."""
    if here.amount.per == before.amount.per or not {here.amount.per, before.amount.per} <= _BODIES:
        return False
    return before.end <= here.clause[0] and text[here.clause[0]] == "对"


_BODIES = frozenset(("企业", "单位", "机构", "组织", "家", "基地", "项目", "学校"))
