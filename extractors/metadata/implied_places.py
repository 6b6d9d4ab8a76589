"""The place that a text speaks for without naming it in full: 「我市」 and names of its counties.

A page of offers prints no issuer, but contacts by county (「歙县：…、休宁：…」) or a platform named
after the district (「海淀创业平台」). Leaves a province where nothing says 我市 or 本区, or where
short names point to several places.
"""

import re
from collections import Counter
from functools import cache

from extractors import places

_SPEAKS = re.compile(r"[我本全](?P<rank>[市区县旗州盟])(?!直|属|级)")
_FEWEST_COUNTIES = 3


def narrowed(code: str, text: str) -> str:
    """Return the city or county under the province `code` that a text speaks for, else `code`.

    >>> narrowed("420000", "我市热线：钟祥：69、京山：72、沙洋：85"), narrowed("420000", "全省")
    ('420800', '420000')
    """
    if places.level(code) != "province":
        return code
    ranks = Counter(match["rank"] for match in _SPEAKS.finditer(text))
    named = [each for name, each in _short_names(code) if name in text]
    if ranks["区"] + ranks["县"] + ranks["旗"] and (len(named) == 1 or not ranks["市"]):
        counties = [each for each in named if places.level(each) == "county"]
        return counties[0] if len(counties) == 1 else code
    if ranks["市"] + ranks["州"] + ranks["盟"]:
        return _city(code, named)
    return code


def _city(code: str, named: list[str]) -> str:
    """Return the one city named, or the one whose counties are named three times or more."""
    cities = [each for each in named if places.level(each) == "city"]
    above = Counter(
        places.parent_of(each) for each in named if places.level(each) == "county"
    ).most_common(1)
    if above and above[0][1] >= _FEWEST_COUNTIES and above[0][0]:
        return above[0][0]
    return cities[0] if len(cities) == 1 else code


@cache
def _short_names(province: str) -> tuple[tuple[str, str], ...]:
    """Return the short names of what lies in a province, with their codes, each name once."""
    names: dict[str, str] = {}
    for code, entry in places.gazetteer().entries.items():
        if code[:2] == province[:2] and code != province and "listed_until" not in entry.more:
            name = places.short_name(code)
            if len(name) > 1:
                names.setdefault(name, code)
    return tuple(names.items())
