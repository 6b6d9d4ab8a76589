"""What raises a sum stated before: 「补贴标准上浮50%」, 「提高到8000元」, 「每增加1人增补1000元」.

Leaves alone what grows otherwise (产值增长20%的, 电价上浮10%); whether a sum stands before is for
the caller to see.
"""

import re

# 其中招用残疾人的，补贴标准上浮50%; 属于紧缺工种的，可再上浮不高于20%
_SURCHARGE = re.compile(
    r"""(?:
        (?:补贴|补助|奖励|资助|津贴|奖补|返还)(?:标准|额度|金额|比例)?(?:可以?|再|均|分别|相应|适当|统一|予以)*
        (?:提高|增加|上调|增发|加发)
      | (?<![价率资数])(?:可以?|再|均|分别|相应|适当|统一|予以)*上浮(?:比例|幅度)?
    )(?:为|按)?$""",
    re.VERBOSE,
)
# 带动就业3人以上的，提高到8000元
_RAISED = re.compile(r"(?:提高|增加|上调|提升|提|增)[至到为]$")
# 其中脱贫劳动力每人再增加200元
_ADDITION = re.compile(
    r"(?:再|另|额外|分别|标准)*(?:增加|上浮|加发|增发|追加|增补|加补|增奖|提高(?:至|到|为)?)[^，。；0-9]{0,4}$"
)
_FROM = re.compile(r"(?:由|从|自)[^，。；0-9]{0,12}$")
_RISES = "(?:提高|提升|提|上调|调整|调增|增加|增|调|降低|降|下调|延长)(?:至|到|为)"
_TO_NEW = re.compile(rf"(?:[、和及][0-9.]+(?:万?元|%))*[^，。；0-9]{{0,8}}?{_RISES}")
_OLD_VALUE = re.compile(rf"[由从][^，。；]{{1,16}}?{_RISES}$")
# 提高失业保险稳岗返还比例，中小微企业提至90%; 由每人每月1000元提高到最低工资标准的80%
_NEW_RATE = re.compile(
    r"(?:返还|补贴|补助|奖励|贴息)(?:比例|标准)[^。；]{0,24}?(?:提高|提|上调|上浮)[至到]"
    r"(?:[^，。；0-9]{0,12}标准的?)?$"
)
_LONGEST = 16


def is_surcharge(text: str, first: int, start: int) -> bool:
    """Tell whether a rate at `start` is what a sum before is raised by."""
    return _SURCHARGE.search(text, max(first, start - _LONGEST), start) is not None


def is_raised(text: str, first: int, start: int) -> bool:
    """Tell whether a sum at `start` takes the place of a lower one."""
    return _RAISED.search(text, max(first, start - _LONGEST), start) is not None


def is_raised_if(text: str, first: int, start: int) -> bool:
    """Tell whether a rate is what the one before rises to, on a condition or for some.

    见习期满留用率达到50%以上的，提高至80%; 脱贫地区可提高至80%.
    """
    if _RISES_FOR.fullmatch(text, first, start):
        return True
    return text.endswith(_IF, 0, first) and _RISES_ALONE.fullmatch(text, first, start) is not None


_IF = ("的，", "单位，", "企业，", "基地，", "机构，")
_RISES_ALONE = re.compile(
    r"(?:可以?|将|则|再|均)*(?:(?:补贴|补助|奖励|返还|资助|贴息|津贴)?(?:标准|比例|额度)?)"
    r"(?:可以?|再|相应|分别)*(?:提高|提升|提|上调|调整|调|增加|上浮)[至到为](?:[^，。；0-9]{0,12}标准的)?"
)
_RISES_FOR = re.compile(
    r"(?:其中)?(?:(?!力争|目标|水平|质量|覆盖)[^，。；率比占重度0-9]){2,12}?(?:可以?|再|将|则|均)*(?:提高|上调|上浮)[至到]"
)


def is_addition(text: str, first: int, start: int) -> bool:
    """Tell whether a sum at `start` is added to one before, or is that raised."""
    return _ADDITION.search(text, max(first, start - _LONGEST), start) is not None


def was_before(text: str, start: int, end: int) -> bool:
    """Tell whether an amount is the one that a new one replaces: 由每月2000元提高至3000元."""
    if not _FROM.search(text, max(0, start - _LONGEST), start):
        return False
    return _TO_NEW.match(text, end) is not None


def without_old(ahead: str) -> str:
    """Return the words before a new amount without the old one: 小微企业最高额度由10万元提高至."""
    return _OLD_VALUE.sub("", ahead) if ahead.endswith(("至", "到", "为")) else ahead


def is_new_rate(text: str, first: int, start: int) -> bool:
    """Tell whether a rate at `start` is what that of a grant rises to."""
    return _NEW_RATE.search(text, max(first, 0), start) is not None
