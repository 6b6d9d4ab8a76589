"""Lists of bodies: 「扶贫办、财政部等和各省级人民政府」 are three.

省、市人社部门 are two, each with the whole name; 各镇街、管委会 and 各区、县（市）政府 stay one
collective; 等部门 names nobody. What stands in no name (「下同」, 「以下均需…落实」) is left out.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractors.lexicon import one_of, read_lexicon

WORDS = {entry.key: entry.forms for entry in read_lexicon("responsibility")}
# 各级财政、教育、民政等部门: one collective, however many branches
_BRANCH = "[一-龥]{1,11}[^局厅委办会院行署府门市县区、]、"
BRANCHES = rf"各级?(?:{_BRANCH}){{2,20}}[一-龥]{{2,8}}?等?(?:有关|相关|职能)?部门"
_BRANCHES = re.compile(BRANCHES)


class Body(NamedTuple):
    """A body of a list: its words in the text, and the name they stand for (市 of 市、区财政局)."""

    start: int
    end: int
    name: str


_ENDS_A_BODY = "[局厅委部办会社院行署队公司心团府区县市旗州镇乡处等关门构组织位地街道]"
# 农发行芜湖分行及其分支机构 is one
_AND_ITS = "及其(?!分支|下属|所属|直属)"
_SEPARATOR = re.compile(
    rf"[、/，； \n]|(?:以及|{_AND_ITS}|(?:和|及(?!其)|与|并|或)(?<={_ENDS_A_BODY}[和及与并或])者?)"
)
_ITEM = re.compile(r"(?:[^、，； \n（）]|（[^（）]*）)+")
# no separator, no bracket, no word before or after the name: most items are nothing but one
_IS_NAME = re.compile(
    rf"""
    (?! [由请：:\s*★☆▲] )
    [^、，；\s（）/和及与并或等.]+ (?: (?<!{_ENDS_A_BODY}) 和 [^、，；\s（）/和及与并或等.]+ )*
    """,
    re.VERBOSE,
)
_PAIR = re.compile(r"（[^（）]*）")
_OPENING = re.compile(r"(?:由|请|[0-9一二三四五六七八九十]+[.、]|[：:\s*★☆▲])+")
_ET_CETERA = re.compile(
    r"(?<![高平同初中上下均优])等(?:$|(?:[^、，；]{0,10}(?:部门|单位|机构|地区|成员|局|委办))?$)"
)
_RANK = re.compile(r"(?:省|市|区|县|州|旗|盟|自治区|镇|乡)(?:（[市区县州地、]{1,5}）)?(?:级|直)?")
_GENERIC = re.compile(rf"{one_of(WORDS['collective_nouns'])}(?:(?:有关|相关)(?:部门|单位))?")
_COLLECTIVE = re.compile(
    r"(?:[省市区县州旗盟全](?:[省市区县州国]|直|级|属)?)?(?:各|有关|相关|所有|其他|本级|同级|各级)"
)
_NO_BODY = re.compile(
    r"下同|的为|[0-9]{4}|签字|盖章|负责人|^自(?!治|然|规)|均需|以下|不再|详见|见附件|完成|首位|第一位|^按|^无$|^略$|^另行|^[0-9.]+分?$"
)
_EACH_RANK = re.compile(r"各(?:省|自治区|市|区|县|州|旗|盟)")
_RANK_GOES_ON = re.compile(r"[县旗区]|自治|直辖|市(?:$|（|政府|人民政府|人社)")
_VILLAGES = re.compile("村（社区）|社区（村）|[村居]（[居村]）")
_ENDS_BODY = re.compile(r"[局厅委办会院署门府构心道镇街]$")

# 市、县（市、区）人民政府: one collective, the governments of all places below
_COUNTIES = re.compile(r"[县区]（[市区县州旗、]{1,5}）")
# 乡（镇）、街道: one collective too
_TOWNS = frozenset(("镇", "乡镇", "乡（镇）", "镇（乡）"))

_RANKS = 4  # 省、市、县、乡镇人民政府


def bodies(text: str, start: int, end: int) -> list[Body]:
    """Return the bodies of the list in `text[start:end)`.

    省、市人社部门 are two; 各镇街、管委会 is one; 等部门 names nobody.

    >>> [body.name for body in bodies("扶贫办、财政部等和各省级人民政府", 0, 16)]
    ['扶贫办', '财政部', '各省级人民政府']
    """
    if _IS_NAME.fullmatch(text, start, end):
        name = text[start:end]
        return [Body(start, end, name)] if _is_body(name) else []
    found: list[Body] = []
    branches = _BRANCHES.match(text, start, end)
    if branches:
        found.append(Body(start, branches.end(), branches[0]))
        start = branches.end()
    items = list(_items(text, start, end))
    whole: int | None = None
    for index, (first, last) in enumerate(items):
        name = text[first:last]
        if index + 1 < len(items) and _is_one_with(name, text, items[index + 1]):
            whole = first
            continue
        if whole is not None:
            first, whole = whole, None
            name = text[first:last]
        elif index + 1 < len(items) and _RANK.fullmatch(name):
            ranked = _same_body(text, items[index + 1 : index + 1 + _RANKS])
            if ranked and not (found and _COLLECTIVE.match(found[-1].name)):
                tail = _RANK.match(ranked)
                name = name + (ranked[tail.end() :] if tail else ranked)
        is_other = found and text.startswith("或", found[-1].end)
        if found and not (branches or is_other) and _goes_on(found[-1].name, name):
            found[-1] = Body(found[-1].start, last, text[found[-1].start : last])
        elif _is_body(name):
            found.append(Body(first, last, name))
    return found


def _is_one_with(name: str, text: str, following: tuple[int, int]) -> bool:
    """Tell whether a rank is one collective with what follows: 市、县（市、区）; 乡（镇）、街道."""
    if name == "市":
        return _COUNTIES.match(text, following[0]) is not None
    return name in _TOWNS and text[slice(*following)] == "街道"


def _is_body(name: str) -> bool:
    return 2 <= len(name) <= 40 and not _NO_BODY.search(name)


def _goes_on(before: str, name: str) -> bool:
    """Tell whether a collective goes on: 各镇街、管委会; 各区、县政府; 各盟市人社、财政部门."""
    if not _COLLECTIVE.match(before):
        return False
    if _GENERIC.fullmatch(name):
        return True
    if _COLLECTIVE.match(name):
        return False
    if before.endswith("级党委"):
        return name in ("政府", "人民政府")  # 各级党委、政府
    if _VILLAGES.fullmatch(name):
        return True  # 各镇（街道）、村（社区）
    if _EACH_RANK.fullmatch(before):
        return _RANK_GOES_ON.match(name) is not None
    is_central = name.startswith(("国务院", "中央", "国家"))  # 各地区、国务院有关部门 are two
    return name.endswith("部门") and not is_central and not _ENDS_BODY.search(before)


def _same_body(text: str, items: list[tuple[int, int]]) -> str | None:
    """Return the first item that is more than a rank: 市人社部门 of 省、市人社部门."""
    for first, last in items:
        if not _RANK.fullmatch(text, first, last):
            return text[first:last]
    return None


def _is_inside(pairs: Sequence[tuple[int, int]], place: int) -> bool:
    """Tell whether a place lies inside one of the pairs of brackets, which are in order."""
    index = bisect_left(pairs, place, key=lambda pair: pair[0]) - 1
    return index >= 0 and place < pairs[index][1]


def _items(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the ranges between separators, brackets kept whole, 由 and 等部门 left out."""
    for item in _ITEM.finditer(text, start, end):
        if _IS_NAME.fullmatch(text, *item.span()):
            yield item.span()
            continue
        place = item.start()
        nested = [pair.span() for pair in _PAIR.finditer(text, item.start(), item.end())]
        cuts = [
            cut.span()
            for cut in _SEPARATOR.finditer(text, item.start(), item.end())
            if not _is_inside(nested, cut.start())
        ]
        for cut_start, cut_end in [*cuts, (item.end(), item.end())]:
            opening = _OPENING.match(text, place, cut_start)
            first = opening.end() if opening else place
            cetera = _ET_CETERA.search(text, first, cut_start)
            last = cetera.start() if cetera else cut_start
            if first < last:
                yield first, last
            place = cut_end
