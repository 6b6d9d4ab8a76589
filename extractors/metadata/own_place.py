"""The place that a document speaks for: its issuers', its title's, its number's, its own words'.

「结合休宁实际」, 「为帮助新昌企业」, 「经歙县人民政府同意」 name the own place,
「为落实省和黄山市要求」 the one above; 「各镇人民政府」 are a county's to address,
「各县（市、区）」 a city's. A report's headline comes before the office above that put it on its
page.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import takewhile
from typing import NamedTuple

from extractors import places
from extractors.character_classes import HAN
from extractors.metadata import implied_places, number_places

_HEAD, _FOOT = 4000, 1000
_PREAMBLE = 800
# a pattern each: one that begins with a fixed word runs several times as fast as a choice
_OWN_WORDS = tuple(
    re.compile(words, re.VERBOSE)
    for words in (
        rf"结合 (?P<name> {HAN}{{2,12}}? ) 的? "
        "(?:工作|发展|产业|自身|就业|经济社会发展)? 实际",
        rf"经 (?P<name> {HAN}{{2,12}}? ) (?:人民)?政府 {HAN}{{0,10}} (?:同意|批准|通过|审定)",
        r"为 (?:了|进一步|切实|积极|有效|更好|全力){0,2}"
        "(?:帮助|支持|助力|推动|引导|服务|促进|保障)"
        rf"(?P<name> {HAN}{{2,9}}? ) (?:企业|市场主体|经济|用人单位|职工|群众|工业|农民工|劳动者)",
        rf"在 (?P<name> {HAN}{{2,9}}? ) (?:注册|登记|行政区域|辖区|境内|范围内)",
    )
)
_UNIT = re.compile(
    rf"""
    ： (?<= \n(?:实施|受理|承办|经办|主管|责任)(?:单位|部门|机构)： ) (?P<name> {HAN}{{3,30}} )
    """,
    re.VERBOSE,
)
# 在市场监管部门登记, 为促进区域经济
_NOT_OWN = re.compile("[籍外赴]|来自|对口|结对|^[省市区县州旗盟各]|部门")
# 为落实省和黄山市要求, 根据安徽省…文件
_ABOVE = re.compile(r"[落贯根按依参遵执转][实彻据照行发][^，。；\n]{0,24}")
_ADDRESSED = re.compile(
    r"""
    各 (?: (?P<county> (?:区、)?(?:乡|镇|街道|苏木|社区|村) )
         | (?P<city> 县 | 区 | 旗 | 市区 | 市[（、]区 ) | (?P<province> 市 | 州 | 设区 ) )
    """,
    re.VERBOSE,
)
_MUNICIPALITIES = ("110000", "120000", "310000", "500000")


class Said(NamedTuple):
    """Whom a document names as issuers and recipients, and its text.

    `issuers` are whole names, the page's own last; `is_source` where only a page's 来源 gives them.
    """

    issuers: Sequence[str]
    is_source: bool
    recipients: str
    text: str


def find(said: Said, title: str, number: str | None) -> str | None:
    """Return the place of the issuers, else of the title, the number, or the text's own words."""
    issuing = _of_issuers(said.issuers)
    titled = _of_title(title) if issuing is None or said.is_source else None
    if issuing and not (titled and issuing in places.lineage(titled)[1:]):
        return issuing
    if titled:
        return titled
    text = said.text
    if len(text) > _HEAD + _FOOT:
        text = text[:_HEAD] + "\n" + text[-_FOOT:]
    often = _most_named(text)
    if number is not None and not number.startswith("第"):
        code = number_places.region_of(number, often)
        if code is not None:
            return code
    own = _of_own_words(text, often) or _addressing(said.recipients, often)
    if own or not often:
        return own or implied_places.spoken(text)
    return implied_places.narrowed(often[0], said.text)


def _of_issuers(names: Sequence[str]) -> str | None:
    for name in names:
        code = places.region_of(name)
        if code is not None:
            return _inner(code, names)
    return None


def _inner(code: str, names: Sequence[str]) -> str:
    """Return the place under `code` that issuers name, where the first is a zone of `code`."""
    if places.is_zone(names[0]):
        for name in names:
            inner = places.region_of(name)
            if inner is not None and places.parent_of(inner) == code:
                return inner
    return code


def _of_title(title: str) -> str | None:
    return places.opening(title) or next(iter(places.codes_in(title)), None)


def _most_named(text: str) -> list[str]:
    """Return the places that a text names, the most frequent first.

    Those that it only obeys come last; a city comes before counties of which none stands out.
    """
    named = list(places.located(text))
    codes = own = Counter([code for _, code in named])
    if len(codes) == 1 or not named:
        return list(codes)
    above = [match.span() for match in _ABOVE.finditer(text, 0, _PREAMBLE)]
    if above and named[0][0] < above[-1][1]:
        last = above[-1][1]
        obeyed = [
            code
            for at, code in takewhile(lambda each: each[0] < last, named)
            if any(start < at < end for start, end in above)
        ]
        own = codes - Counter(obeyed)
    order = [*_whole(own), *sorted(own, key=lambda code: -own[code]), *codes]
    return list(dict.fromkeys(order))


def _whole(named: Counter[str]) -> Sequence[str]:
    """Return the city of the county named most, where its sisters together are named as often."""
    top = max(named, key=lambda code: named[code], default=places.CENTRAL)
    if places.level(top) != "county":
        return ()
    city = places.parent_of(top)
    sisters = [code for code in named if places.parent_of(code) == city]
    is_one = len(sisters) < (2 if city in named else 3)
    if city is None or is_one or 2 * named[top] > sum(named[code] for code in sisters):
        return ()
    return (city,)


def _of_own_words(text: str, often: Sequence[str]) -> str | None:
    """Return the place that the preamble calls its own, or that of the one unit in charge."""
    within = often[0] if often else None
    for words in _OWN_WORDS:
        for match in words.finditer(text, 0, _PREAMBLE):
            named = _NOT_OWN.search(match["name"]) is None
            code = _named_by(match["name"], within) if named else None
            if code is not None:
                return code
    units = {_named_by(match["name"], within) for match in _UNIT.finditer(text)}
    return units.pop() if len(units) == 1 else None


def _named_by(name: str, within: str | None) -> str | None:
    return places.opening(name) or (places.region_of(name, within) if within else None)


def _addressing(recipients: str, often: Iterable[str]) -> str | None:
    """Return the place named that has such recipients: 各镇 a county, 各县 a city."""
    match = _ADDRESSED.match(recipients)
    if match is None:
        return None
    if match["city"]:
        return next((code for code in often if _has_counties(code)), None)
    rank = match.lastgroup
    return next((code for code in often if places.level(code) == rank), None)


def _has_counties(code: str) -> bool:
    return places.level(code) == "city" or code in _MUNICIPALITIES
