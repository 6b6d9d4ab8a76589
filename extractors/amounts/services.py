"""Services counted for one person or firm: 「提供1次职业指导、3个以上岗位信息」.

Leaves alone what one may take up (每年可享受一次免费培训), ceilings and large numbers.
"""

import re

from extractors.amounts.quantities import Count
from extractors.amounts.surroundings import Surroundings
from extractors.lexicon import one_of, read_lexicon

_SERVICES = next(
    one_of(entry.forms) for entry in read_lexicon("amount_cues") if entry.key == "service"
)
_SERVICE = re.compile(rf"[^，。；、]{{0,6}}?{_SERVICES}")
_UNITS = frozenset("次个场")
_TAKEN_UP = re.compile("享受|参加|申请|领取|接受|免费|限|仅|只")
_ASKED = re.compile(
    "[^，。；：、]{0,14}的(?=[，、；）。]|\\Z|企业|单位|机构|人员|[^，。；]{0,6}者)"
)
_MOST = 10


def names_service(value: Count, words: Surroundings) -> bool:
    """Tell whether a service to persons follows a count: 1次职业指导."""
    return value.unit in _UNITS and _SERVICE.match(words.after) is not None


def is_service(value: Count, words: Surroundings) -> bool:
    """Tell whether a count is of services that each is promised."""
    if value.bound == "at_most" or (value.min or 0) > _MOST or not names_service(value, words):
        return False
    return _TAKEN_UP.search(words.phrase) is None and _ASKED.match(words.after) is None


def is_chosen(words: Surroundings) -> bool:
    """Tell whether a count is of those whom an award is for: 每年评选带头人不超过10名."""
    return _CHOSEN.search(words.phrase) is not None


# not 被评选为…2次以上的
_CHOSEN = re.compile(
    r"(?:(?<![被获])(?:评选|评出|选出|选树|遴选|推选|选拔|表彰)(?!为)"
    r"|(?:每[两2]?年|年度)[^，。；]{0,6}(?:认定|评定|择优))[^，。；0-9]{0,12}\Z"
)
