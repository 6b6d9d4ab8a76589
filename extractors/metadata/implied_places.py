"""The place that a text speaks for without naming it in full: 「我市」 and names of its counties.

A page of offers prints no issuer, but contacts by county (「歙县：…、休宁：…」), a platform named
after the district (「海淀创业平台」), a zone (「合肥新站高新区」) or the paper of its place
(「甘肃日报」). Leaves a province where nothing says 我市 or 本区, or where short names point to
several places.
"""

import re
from collections import Counter
from functools import cache

from extractors import places
from extractors.character_classes import HAN

_SPEAKS = re.compile(r"[我本全](?P<rank>[市区县旗州盟])(?!直|属|级)")
_SPEAKS_PROVINCE = re.compile(
    "[我全]省|全?自治区(?:党委|政府|人|总|发|财|各)|我区|省(?:委|政府|人社|总工会|直)"
)
_OFFICE = re.compile(
    rf"日报|晚报|晨报|商报|广电|发布|人社|总?工会|省|市|自治区|政府|各地|{HAN}{{0,4}}{places.ZONE}",
    re.VERBOSE,
)
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


def spoken(text: str) -> str | None:
    """Return the one place that a text names by its short name alone, None where there is none.

    What is named with a zone or an office comes first; 我省 with one province named is that one.

    >>> spoken("对合肥新站高新区企业给予补贴"), spoken("送到杭州、苏州的企业")
    ('340100', None)
    """
    named = [code for name, code in _large_places() if name in text]
    if not named:
        return None
    official = {code for name, code in _large_places() if code in named and _acts(name, text)}
    provinces = [code for code in named if places.level(code) == "province"]
    if len(official) == 1:
        code = official.pop()
    elif len(provinces) == 1 and _SPEAKS_PROVINCE.search(text):
        code = provinces[0]
    else:
        return None
    return narrowed(code, text)


def _acts(name: str, text: str) -> bool:
    """Tell whether an office, a paper or a zone follows a short name: 甘肃日报, 江西人社部门.

    A new area (赣江新区) is one itself.
    """
    if name.endswith("区"):
        return True
    start = text.find(name)
    while start >= 0:
        if _OFFICE.match(text, start + len(name)):
            return True
        start = text.find(name, start + len(name))
    return False


@cache
def _large_places() -> tuple[tuple[str, str], ...]:
    """Return the short names of provinces and cities, each with its code."""
    return tuple(
        (name, code)
        for name, code in places.gazetteer().shorts.items()
        if places.level(code) in ("province", "city")
    )


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
