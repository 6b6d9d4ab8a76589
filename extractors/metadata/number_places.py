"""The place of a document number: 国发 is the centre's, 穗府办规 is Guangzhou's.

Leaves open a sign that several places use where none of them is named.
"""

import re
from collections.abc import Iterable

from extractors import places
from extractors.character_classes import HAN

# 国发, 中办发, 人社部函, 财社, 农办 — but 商政发 is a place's
_CENTRAL_NUMBER = re.compile(
    rf"国(?!土|资)|中(?:发|办|委|宣|组)|发改|税总|{HAN}{{1,6}}部"
    r"|[财教农商民建交环水银](?!政|府|人社|市|县|区)"
)


def region_of(number: str, named: Iterable[str] = ()) -> str | None:
    """Return the place that a document number begins with: 穗府办规〔2022〕13号 is Guangzhou's.

    `named` are codes of places that the document names, the most frequent first: they settle a
    sign that several cities use (宜), and county signs (穗天 is 天河 where 天河区 is named).

    >>> region_of("国发〔2018〕41号"), region_of("宜政发〔2021〕1号", ["420500"])
    ('000000', '420500')
    """
    if _CENTRAL_NUMBER.match(number):
        return places.CENTRAL
    named = tuple(named)
    known = places.gazetteer().prefixes.get(number[:1], ())
    among = [code for code in known if any(code in places.lineage(each) for each in named)]
    if not among:
        among = [each for each in named if number[:1] in places.short_name(each)] or list(known)
        among = [each for each in among if places.level(each) == "province"] or among
        if not among or (len(among) > 1 and not named):
            return None
    found = among[0]
    for each in named:
        if (
            each != found
            and found in places.lineage(each)
            and number[1:2] in places.short_name(each)
        ):
            return each
    return found
