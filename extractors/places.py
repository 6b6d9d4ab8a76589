"""Places of China: 「杭州市余杭区」, 「省人社厅」 in a document of 四川.

Knows the divisions of GB/T 2260 down to the county, with short and former names. A development zone
or new area (「广州开发区」) has no code of its own here: it lies in the place that its name begins
with. Towns, streets and villages are left alone; so is a name that several places bear (「鼓楼区」)
where nothing around it says which is meant.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

from extractors.character_classes import HAN, HAN_SIGNS
from extractors.lexicon import Entry, one_of, read_lexicon
from extractors.mention import Mention

Level = Literal["central", "province", "city", "county"]
CENTRAL = "000000"

_RANKS = "省市区县旗州盟"
# 「成都市民」, 「义乌市场」, 「天河区域」 name no place
_NOT_BEFORE = {"市": "(?![民场值容])", "区": "(?![域间])", "县": "(?!域)"}
_OPENS_A_NAME = "\n\t ，。；：、（“《〔"

ZONE = r"""(?:
    (?: 经济技术 | 高新技术产业 | 高新技术 | 高新 | 经济 | 经 | 产业 | 工业 | 综合保税 | 保税
      | 台商 | 综合 )?
    (?: 开发区 | 开发试验区 | 实验区 | 投资区 | 示范区 | 合作区 | 管理区 | 产业园区
      | 工业园区 | 园区 | 保税区 | 经开区 | 高新区 | 开区 | 新区 | 新城 | 先导区
      | 自贸区 | 自由贸易试验区 | 自贸港 | 度假区 | 生态城 | 科学城 | 科技城 )
)"""
_ZONE = re.compile(ZONE, re.VERBOSE)
_NATIONAL_WORDS = (
    *("中共", "中国共产党", "共青团", "国家税务总局", "国家统计局", "国家金融监督管理总局"),
    *("中国人民银行", "国家外汇管理局"),
)
_BEFORE_A_PLACE = re.compile("|".join(_NATIONAL_WORDS))
_BODY = re.compile(
    rf"""
      (?: 省 | 市 | 区 | 县 | 州 | 旗 | 盟 )? (?: 人民政府 | 人民法院 | 人民检察院 | 政府 | 委 )
    | (?! [山河江湖海岭岛] ) [{HAN_SIGNS}、]{{0,18}}
      (?: 局 | 厅 | 委 | 委员会 | 办 | 办公室 | 总工会 | 联合会 | 妇联 | 残联 | 工会 | 中心 | 支行
        | 分行 | 小组 | 指挥部 | 法院 | 检察院 | 管委会 | 海关 | 大队 | 支队 | 总队 )
    """,
    re.VERBOSE,
)
_OWN = re.compile(r"(?:我|全|本|各)?(?P<level>自治区|自治州|省|市|区|县|州|旗|盟)")
_CENTRAL_WORDS = (
    *("国务院", "国家", "全国", "中共中央", "中央", "党中央", "最高人民", "中华", "中国"),
    *("人民银行", "银保监会", "证监会", "审计署"),
)
_CENTRAL_BODY = re.compile(
    rf"""
      {one_of(_CENTRAL_WORDS)}
    | {HAN}+ (?<! 统战 | 组织 | 宣传 | 指挥 | 武装 ) 部 (?: 办公厅 | {HAN}{{2,8}}司 )? \Z
    | {HAN}+ (?: 总局 | 总署 | 署 | 中央 ) (?: 办公厅 )? \Z
    """,
    re.VERBOSE,
)


class Place(NamedTuple):
    """A place that a text names; `code` is None where several bear the name."""

    code: str | None
    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """The divisions, by code, by full name, by unique short name.

    `endings` finds the ranks that may end a name: 杭州市, but not 全市 or 各区. `lengths` are those
    of the names that end with two signs, the longest first; `openings` the first two signs of all
    that `region_of` knows.
    """

    entries: Mapping[str, Entry]
    names: Mapping[str, tuple[str, ...]]
    shorts: Mapping[str, str]
    endings: "re.Pattern[str]"
    lengths: Mapping[str, tuple[int, ...]]
    prefixes: Mapping[str, tuple[str, ...]]
    openings: frozenset[str]


@cache
def gazetteer() -> Gazetteer:
    """Return the divisions; the table is read at the first call, not at import.

    `listed_since` and `listed_until` are days of the yearly lists that first hold a division or no
    longer do; the change itself came earlier, so that nothing is decided by the day.
    """
    entries = {entry.key: entry for entry in read_lexicon("divisions")}
    names: dict[str, list[str]] = defaultdict(list)
    lengths: dict[str, set[int]] = defaultdict(set)
    prefixes: dict[str, list[str]] = defaultdict(list)
    shorts: dict[str, str] = {}
    for entry in sorted(entries.values(), key=lambda each: "listed_until" in each.more):
        if entry.key == CENTRAL:
            continue
        for name in (entry.name, *filter(_has_rank, entry.aliases)):
            names[name].append(entry.key)
            lengths[name[-2:]].add(len(name))
        shorts.update((alias, entry.key) for alias in entry.aliases)
        for prefix in filter(None, entry.more.get("prefixes", "").split("|")):
            prefixes[prefix].append(entry.key)
    return Gazetteer(
        entries,
        {name: tuple(codes) for name, codes in names.items()},
        shorts,
        _endings(lengths),
        {tail: tuple(sorted(found, reverse=True)) for tail, found in lengths.items()},
        {prefix: tuple(codes) for prefix, codes in prefixes.items()},
        frozenset(name[:2] for name in (*names, *shorts, *_CENTRAL_WORDS, *_NATIONAL_WORDS)),
    )


def _endings(tails: Iterable[str]) -> "re.Pattern[str]":
    """Return the pattern of a rank that stands as in any of `tails`: 州市, 杭区."""
    before: dict[str, str] = defaultdict(str)
    for tail in tails:
        before[tail[-1]] += tail[0]
    return re.compile(
        "|".join(f"{rank}(?<=[{before[rank]}]{rank}){_NOT_BEFORE.get(rank, '')}" for rank in _RANKS)
    )


def _is_listed(code: str) -> bool:
    return "listed_until" not in gazetteer().entries[code].more


def _has_rank(alias: str) -> bool:
    """Tell whether a short name keeps its rank and so can be found in a text: 延边州, 长阳县."""
    return len(alias) > 2 and alias[-1] in "州县旗"


# -- codes ---------------------------------------------------------------------------------------


def level(code: str) -> Level:
    """Return the level of a code.

    >>> level("440112"), level("440100"), level("440000"), level("000000")
    ('county', 'city', 'province', 'central')
    """
    if code == CENTRAL:
        return "central"
    if code.endswith("0000"):
        return "province"
    return "city" if code.endswith("00") else "county"


def parent_of(code: str) -> str | None:
    """Return the code of the place above; None above central bodies and for unknown codes."""
    entry = gazetteer().entries.get(code)
    return entry.parent if entry else None


@cache
def lineage(code: str) -> tuple[str, ...]:
    """Return the code and all above it up to the province, the nearest first."""
    codes = []
    above: str | None = code
    while above and above != CENTRAL:
        codes.append(above)
        above = parent_of(above)
    return tuple(codes)


def successor_of(code: str) -> str:
    """Return the code of the place that a former one became, or the code itself.

    >>> successor_of("340824")
    '340882'
    """
    entry = gazetteer().entries.get(code)
    return str(entry.more.get("now", code)) if entry else code


@cache
def name_of(code: str) -> str | None:
    """Return a place's name as administrations write it; a district takes its city with it.

    >>> name_of("330110"), name_of("330782"), name_of("510000"), name_of("000000")
    ('杭州市余杭区', '义乌市', '四川省', '全国')
    """
    entry = gazetteer().entries.get(code)
    if entry is None:
        return None
    if level(code) == "county" and entry.name.endswith("区") and not entry.name.endswith("林区"):
        return _own_name(entry.parent or "") + entry.name
    return entry.name


def full_name(code: str) -> str | None:
    """Return a place's name with all above it: 浙江省杭州市余杭区."""
    if code == CENTRAL:
        return _own_name(code)
    return "".join(_own_name(each) for each in reversed(lineage(code))) or None


def _own_name(code: str) -> str:
    entry = gazetteer().entries.get(code)
    return entry.name if entry else ""


def short_name(code: str) -> str:
    """Return a place's name without its rank: 余杭 for 余杭区, 延边 for 延边朝鲜族自治州."""
    entry = gazetteer().entries.get(code)
    if entry is None:
        return ""
    if entry.aliases:
        return entry.aliases[-1]
    return entry.name[:-1] if len(entry.name) > 2 else entry.name


# -- places in a text ----------------------------------------------------------------------------


def may_begin(opening: str) -> bool:
    """Tell whether two signs may begin a place that is known: what most words fail.

    >>> may_begin("余杭"), may_begin("关于")
    (True, False)
    """
    return opening in gazetteer().openings


def find(text: str) -> Iterator[Mention[Place]]:
    """Yield the places that `text` names in full, in order; 杭州市余杭区 is one mention."""
    for start, end, codes in _named(text):
        current = _current(codes)
        code = current[0] if len(current) == 1 else None
        yield Mention(start, end, Place(code, current), "places.name")


def codes_in(text: str) -> list[str]:
    """Return the code of each place that `text` names, in order, but those that several bear.

    >>> codes_in("杭州市余杭区和鼓楼区")
    ['330110']
    """
    return [code for _, code in located(text)]


def located(text: str) -> Iterator[tuple[int, str]]:
    """Yield where each such place is named, with its code."""
    for start, _, codes in _named(text):
        current = codes if len(codes) == 1 else _current(codes)
        if len(current) == 1:
            yield start, current[0]


def _named(text: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Yield where places are named and the codes of those that bear the name."""
    start, end, codes = 0, -1, ()  # type: int, int, tuple[str, ...]
    known = gazetteer()
    for match in known.endings.finditer(text):
        until = match.end()
        name = _name_ending(text, until, end, known)
        if name is None or (text.startswith("区", until) and f"{name}区" in known.names):
            continue  # 沙县区 is no longer 沙县
        begin = until - len(name)
        below = _under(known.names[name], codes) if begin == end else ()
        if not below and codes:
            yield start, end, codes
        if not below:
            start = begin
        end, codes = until, below or known.names[name]
    if codes:
        yield start, end, codes


def _name_ending(text: str, end: int, chained: int, known: Gazetteer) -> str | None:
    """Return the longest name that ends at `end`; a two-sign name (和县) needs a boundary."""
    for length in known.lengths[text[end - 2 : end]]:
        begin = end - length
        name = text[begin:end]
        if begin >= 0 and name in known.names:
            if length > 2 or begin == chained:
                return name
            opens = begin == 0 or text[begin - 1] in _OPENS_A_NAME
            return name if opens and not name.endswith("区") else None
    return None


def _current(codes: tuple[str, ...]) -> tuple[str, ...]:
    """Return those of the codes that are listed today, or all where none is."""
    if len(codes) == 1:
        return codes
    return tuple(code for code in codes if _is_listed(code)) or codes


def _under(codes: Iterable[str], above: Iterable[str]) -> tuple[str, ...]:
    known = set(above)
    return tuple(code for code in codes if known.intersection(lineage(code)[1:]))


# -- the place of a name -------------------------------------------------------------------------


def region_of(name: str, within: str | None = None) -> str | None:
    """Return the code of a place or of the place that a body belongs to, None where unknown.

    `name` is a place, or a body by its full or short name; `within` a code that settles short
    names (市, 区) and names that several places bear.

    >>> region_of("杭州市余杭区人力资源和社会保障局"), region_of("市人社局", "330110")
    ('330110', '330100')
    >>> region_of("鼓楼区"), region_of("鼓楼区", "320100"), region_of("财政部")
    (None, '320106', '000000')
    """
    named = next(find(name), None)
    if named is not None:
        return named.value.code or _nearest(named.value.candidates, within)
    own = _OWN.match(name)
    if own and within:
        return at_level(own["level"], within)
    bare = _BEFORE_A_PLACE.sub("", name, count=1)
    short = _short_beginning(bare, within)
    if short:
        return short
    if _CENTRAL_BODY.match(name):
        return CENTRAL
    return within if within and _ZONE.search(name) else None


def opening(name: str) -> str | None:
    """Return the place whose full or short name opens `name`: 昆山市财政局, 阿坝州人民政府.

    >>> opening("阿坝州人民政府"), opening("关于湖州市")
    ('513200', None)
    """
    known = gazetteer()
    if name[:2] not in known.openings:
        return None
    named = next(find(name[:16]), None)
    if named is not None:
        return named.value.code if named.start == 0 else None
    codes = (known.shorts.get(name[:length]) for length in (4, 3, 2))
    return next((code for code in codes if code), None)


def is_zone(name: str) -> bool:
    """Tell whether a body is a development zone's: 广州开发区财政局."""
    return bool(_ZONE.search(name)) and next(find(name), None) is None


def _nearest(codes: tuple[str, ...], within: str | None) -> str | None:
    """Return the one code that shares the nearest place above with `within`, or None."""
    for above in lineage(within) if within else ():
        near = [code for code in codes if above in lineage(code)]
        if near:
            return near[0] if len(near) == 1 else None
    return None


def at_level(word: str, within: str) -> str | None:
    """Return what 省, 市, 区, 县 … means to a body of `within`: the nearest place of that rank.

    >>> at_level("市", "330110"), at_level("县", "330110")
    ('330100', None)
    """
    for code in lineage(within):
        if _own_name(code).endswith(word):
            return code
    if word in ("省", "自治区", "区") and level(within) == "province":
        return within
    return None


def _short_beginning(name: str, within: str | None) -> str | None:
    """Return the place whose short name opens `name`: 余杭, 义乌人社局, 广州开发区.

    A zone lies in `within` where that is a place under the one that the zone is named after.
    """
    for length in range(min(len(name), 7), 1, -1):
        code = gazetteer().shorts.get(name[:length]) or _sibling(name[:length], within)
        rest = name[length:]
        if code and _ZONE.match(rest):
            return within if within and code in lineage(within) else code
        if code and (not rest or _BODY.fullmatch(rest)):
            return code
    return None


def _sibling(short: str, within: str | None) -> str | None:
    """Return the county under `within`, or beside it, of that short name."""
    if within is None or level(within) in ("central", "province"):
        return None
    names = gazetteer().names
    for suffix in "区县市旗":
        code = _nearest(names.get(short + suffix, ()), within)
        if code and code[:4] == within[:4]:
            return code
    return None
