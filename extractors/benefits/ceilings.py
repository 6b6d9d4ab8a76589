"""Ceilings on what was offered before: 「同一机构奖补总额不超过15万元」, 「奖补上限5000元」.

Leaves alone ceilings that are themselves what is granted (给予最高5万元奖励).
"""

import re

from extractors.character_classes import HAN

# 按劳务收入的8%给予奖补。奖补上限5000元
_BARE_LIMIT = re.compile(
    r"(?:每[人户家]|单[个户])?(?:奖励|补贴|补助|奖补|资助|支持|贴息|返还)"
    r"(?:资金|金额|标准|额度)?(?:原则上)?(?:上限|最高|最多)?(?:为|是)?"
)
# 同一机构奖补总额不超过15万元
_OF_ALL = re.compile(
    r"(?!.*(?:给予|可获|可给|享受))(?:(?:同一|单个|单家|单户|每[家个户人名]|全年|年度)?[^，。；0-9]{0,10}"
    r"(?:总额|累计|合计)[^，。；0-9]{0,4}"
    r"|(?:同一|单个|单家|单户|每[家个户])[^，。；0-9]{0,8}(?:奖励|补贴|补助|奖补|资助|支持)"
    r"(?:资金|金额|总金额|额度)?(?:原则上)?(?:最高|最多)?)$"
)
# 按价格的15%补贴。每人可补1件，每件补贴不超过2000元
_ON_EACH = re.compile(
    rf"^(?:每|单){HAN}{{1,3}}(?:补贴|补助|奖励)(?:金额|总额|标准|资金)?(?:最高|最多)?$"
)


# 每家机构年度奖励以20万元为限
_TO_LIMIT = re.compile("(?:以|到)$")
_LIMIT = re.compile("(?:为(?:上?限|封顶)|封顶)")


def is_limit(ahead: str, after: str) -> bool:
    """Tell whether the words around a ceiling call it the limit: 以20万元为限."""
    return _TO_LIMIT.search(ahead) is not None and _LIMIT.match(after) is not None


def is_topping(ahead: str, unit: str, is_ceiling: bool) -> bool:
    """Tell whether the words before a ceiling make it one on the offer before.

    `unit` and `is_ceiling` are those of that offer.
    """
    if _OF_ALL.search(ahead) or (unit == "%" and _ON_EACH.match(ahead)):
        return True
    return not is_ceiling and _BARE_LIMIT.fullmatch(ahead) is not None
