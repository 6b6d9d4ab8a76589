"""Who stays at or comes to a place that one sign names: 留穗员工, 留连过年的…, 来穗务工人员.

The sign counts only where it stands for the document's own place or says here (岗, 企, 区): 美 of
留美博士 and 任 of 留任教师 do not.
"""

import re
from collections.abc import Iterable
from functools import cache

from extractors import places

STAYS_OR_COMES = "留来"
STAYER = re.compile(
    rf"[{STAYS_OR_COMES}](?![源自往])(?P<sign>[一-龥])(?:过年|过节|务工|就业|创业)?的?"
)
# 留赣过年员工, 留在当地过节的职工: who stays over the holiday is no local
HOLIDAY = re.compile(r"留(?!岗|企|厂|工|守)[一-龥]{1,5}?(?:过年|过节)的?")
_HERE = frozenset("岗企厂工守校本当市区县州旗省在")


def is_away(text: str, start: int, end: int, regions: Iterable[str]) -> bool:
    """Tell whether `text[start:end)` begins with 留 or 来 and a sign of none of the places."""
    stayer = STAYER.match(text, start, end)
    if stayer is None or stayer["sign"] in _HERE:
        return False
    if text[start + 2 : start + 4].startswith(("过年", "过节")):
        return False
    return not any(stayer["sign"] in signs(region) for region in regions)


@cache
def signs(region: str) -> frozenset[str]:
    """Return the signs of a place and those above it, of names and numbers: 穗, 连, 埔."""
    found = ""
    for code in places.lineage(region):
        entry = places.gazetteer().entries[code]
        found += places.short_name(code) + entry.more.get("prefixes", "").replace("|", "")
    return frozenset(found)
