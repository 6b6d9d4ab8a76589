"""The full names of issuers: 省扶贫办, 滁州市人社局, 科右前旗教育局.

What has no place of its own, what lies elsewhere and what is written out stays as printed.
"""

import re

from extractors import places
from extractors.units import agencies

# 省扶贫办, 市人社局 — but 市南区财政局 begins with a district's name
SHORT = re.compile(r"(?:自治区|省|市(?![南北中]区)|区|县|州|旗|盟)(?!委员会$)")
_ABBREVIATED = 4
_LONG = 6
_WHOLE = frozenset({"财政", "教育", "民政", "商务", "司法", "公安", "审计", "统计", "水务", "水利"})


def full_name(name: str, around: agencies.Around) -> str:
    """Return the full name of a body that signs by a short one: 省扶贫办, 区教育和体育局.

    What is long is the place's own official name and only gets its place.
    """
    short = SHORT.match(name)
    if short is None:
        return _abbreviated(_with_whole_place(name, around), around)
    full = agencies.full_name(name, around)
    place = places.name_of(places.region_of(short[0], around.region) or "") or ""
    printed = place + name[short.end() :]
    if not place or len(name) - short.end() < _LONG:
        return full
    return full if full.replace("和", "") == printed and full != printed else printed


def _abbreviated(name: str, around: agencies.Around) -> str:
    """Return the full name of a body that prints only its place in full: 滁州市人社局."""
    place = places.name_of(around.region or "") or ""
    rest = name.removeprefix(place)
    if not place or rest == name or not 2 <= len(rest) <= _ABBREVIATED:
        return name
    full = agencies.full_name(place[-1] + rest, around)
    return full if full.startswith((place, "共青团")) else name


def _with_whole_place(name: str, around: agencies.Around) -> str:
    """Return a body's name with its place in full: 科右前旗教育局; 越城区人社局 with its city.

    A district's body that is itself written out stays as printed: 越城区财政局.
    """
    named = next(places.find(name), None)
    if named is None or named.start or named.value.code != around.region:
        return name
    printed, rest = name[: named.end], name[named.end :]
    place = places.name_of(around.region or "") or ""
    if printed[-1] not in "区县旗" or place[-1:] != printed[-1] or len(place) <= len(printed):
        return name
    is_short = not place.endswith(printed) or (
        len(rest) <= _ABBREVIATED and rest[:-1] not in _WHOLE
    )
    return place + rest if is_short else name
