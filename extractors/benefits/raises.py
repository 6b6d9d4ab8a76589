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
_LONGEST = 16


def is_surcharge(text: str, first: int, start: int) -> bool:
    """Tell whether a rate at `start` is what a sum before is raised by."""
    return _SURCHARGE.search(text, max(first, start - _LONGEST), start) is not None


def is_raised(text: str, first: int, start: int) -> bool:
    """Tell whether a sum at `start` takes the place of a lower one."""
    return _RAISED.search(text, max(first, start - _LONGEST), start) is not None


def is_addition(text: str, first: int, start: int) -> bool:
    """Tell whether a sum at `start` is added to one before, or is that raised."""
    return _ADDITION.search(text, max(first, start - _LONGEST), start) is not None
