"""The subject of a sentence, where it is a body: 「市人社局、市财政局负责…」, 「各县（市）要…」.

Knows bodies by their form (`body_forms`), lists of them, and places that act (余杭区对…给予). Says
whether a predicate follows, not what the body's part is.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from extractors import places
from extractors.character_classes import HAN
from extractors.lexicon import one_of, read_lexicon
from extractors.units import body_lists
from extractors.units.agency_forms import AGENCY, NAMES, STEMS
from extractors.units.body_forms import (
    BANK,
    EACH,
    LEVEL,
    OF_LEXICON,
    ORG,
    SAME_LEVEL,
    SIGN,
    VERB,
    WORDS,
    ZONE_WORDS,
    ZONES,
    item_at,
    may_begin,
)
from extractors.units.body_lists import Body


class Subject(NamedTuple):
    """A list of bodies `[start, end)`; `after` is where what is said of them begins."""

    start: int
    end: int
    after: int
    is_place: bool = False


# -- lists --------------------------------------------------------------------------------------

# 请各镇街、南山湖及时…
_UNKNOWN = re.compile(rf"、(?![各有相]){SIGN}{{2,6}}?(?=及时|要|应|负责)")
# 市民政部门以及养老服务指导单位应当: the last of a list, by its end
_UNRANKED_LAST = re.compile(
    rf"{SIGN}{{2,12}}?{one_of(WORDS['official_ending'])}(?=应|要|须|必须|负责|按照?)"
)
# a body of no known form inside a list: 市公安局、武装部、市财政局
_SKIPPED = re.compile(rf"{SIGN}{{2,14}}?(?<=[局厅委办部会院行社司队所站团处])、")
# 市发展改革委（市粮食和物资储备局）; 县（区）人民政府（管委会）; 相关区政府（以下统称监管部门）
_ALSO_NAMED = re.compile(
    r"（(?:以下[简统合]称[^（），。\n]{2,16}|[^（），。\n]{2,16}[局厅委办部会室府处])）"
)
_JOINS = "、和及与以或"
_JOIN = re.compile(r"[、和及与]|以及|或者?")
_ET_CETERA = re.compile(
    r"等(?:有关|相关|各)?(?:职能)?(?:部门|单位|机构|群团组织|群众组织|人民团体|[三四五]大运营商)?|[三四五]大运营商"
)


def list_at(text: str, start: int) -> Subject | None:
    """Return the list of bodies that begins at `start`, or None."""
    place, end, is_bare = start, start, False
    while True:
        item = item_at(text, place) or (_item_behind(text, place) if place > start else None)
        if item is None:
            break
        end = item.end()
        is_bare = is_bare or (
            item.re is OF_LEXICON and item["prefix"] is None and item["agency"] in STEMS
        )
        unknown = _UNKNOWN.match(text, end) if item.re is EACH else None
        if unknown:
            end = unknown.end()
            break
        sign = text[end : end + 1]
        also = _ALSO_NAMED.match(text, end) if sign == "（" else None
        if also:
            end = also.end()
            sign = text[end : end + 1]
        join = _JOIN.match(text, end) if sign in _JOINS else None
        if join is None:
            break
        place = join.end()
    if end == start or text[end - 1] == "、":
        return None
    cetera = _ET_CETERA.match(text, end) if text[end : end + 1] in "等三四五" else None
    if is_bare and not (cetera or text.endswith("部门", 0, end)):
        return None
    return Subject(start, end, cetera.end() if cetera else end)


def _item_behind(text: str, place: int) -> "re.Match[str] | None":
    """Return the last item of a list by its end, or the one behind one of no known form."""
    last = _UNRANKED_LAST.match(text, place)
    if last:
        return last
    skipped = _SKIPPED.match(text, place)
    return item_at(text, skipped.end()) if skipped else None


# firms and citizens: 各类培训机构, 申请单位
_NO_UNIT = re.compile(
    rf"""
    (?: 各类? | 所有 | 相关 | 有关 | 全体 | 广大 | 本市 | 我市 | 中小微? | 重点 )*
    {one_of(body_lists.WORDS["no_unit"])}
  | .* 企业
    """,
    re.VERBOSE,
)
_NO_UNIT_ENDS = frozenset(word[-1] for word in body_lists.WORDS["no_unit"])


_NAMED_BELOW = re.compile("（以下[简统合]称[^（）]+）$")


def bodies(text: str, subject: Subject) -> list[Body]:
    """Return the bodies of a list; firms and citizens are none.

    市、区教育、体育等部门 are four departments: what stands before the first is said of all.
    """
    named = None
    if text.endswith("）", subject.start, subject.end):
        named = _NAMED_BELOW.search(text, subject.start, subject.end)
    listed = body_lists.bodies(text, subject.start, named.start() if named else subject.end)
    if len(listed) > 1 and text.endswith(("部门", "单位"), subject.start, subject.after):
        listed = list(_in_full(listed))
    return [
        body
        for body in listed
        if body.name[-1] not in _NO_UNIT_ENDS or not _NO_UNIT.fullmatch(body.name)
    ]


_RANK_FIRST = re.compile(rf"(?P<rank>[省市区县州旗]|{SAME_LEVEL})(?P<agency>{AGENCY})")
_UNRANKED = frozenset(NAMES)


def _in_full(listed: list[Body]) -> Iterator[Body]:
    """Yield the bodies of a list of departments with the ranks of the first and with 部门."""
    ranks: list[str] = []
    for body in listed:
        ranked = _RANK_FIRST.fullmatch(body.name)
        agency = ranked["agency"] if ranked else body.name
        stem = agency.removesuffix("部门")
        agency, tail = (stem, "部门") if stem in STEMS else (agency, "")
        if ranked:
            ranks.append(ranked["rank"])
            yield body._replace(name=ranked["rank"] + agency + tail)
        elif ranks and agency in _UNRANKED:
            for rank in dict.fromkeys(ranks):
                yield body._replace(name=rank + agency + tail)
        else:
            yield body


# -- places -------------------------------------------------------------------------------------

_ZONE = re.compile(ZONES)
# 芜湖经开区, 漳州台商投资区
_NAMED_ZONE = re.compile(rf"{HAN}{{2,8}}?{one_of(ZONE_WORDS)}(?!管|人|[内域级]|建设|企业|发展|内)")
_NAMES_PLACE = re.compile(rf"{HAN}{{1,11}}?[省市区县旗州盟]")
_PLACE_MANNER, _PLACE_VERB = one_of(WORDS["place_manner"]), one_of(WORDS["place_verb"])
# 建德市寿昌镇; not 桐庐县城镇, 淳安县乡镇
_TOWN = re.compile(
    rf"""
    (?! {_PLACE_MANNER} | {_PLACE_VERB} | {VERB} ) {SIGN}{{2,5}}?
    (?: 街道 | (?<! [城乡集村返下回还入进] ) [镇乡] ) (?! [域区村级办干] )
    """,
    re.VERBOSE,
)
# 寿昌镇“三步走”…, 良渚街道开通…: in the news of their county
_OWN_TOWN = re.compile(
    rf"""
    (?! [乡城集] | {_PLACE_MANNER} | {_PLACE_VERB} | {VERB} )
    (?: (?! [各全本该我是有的在和与及为以把将让由向从到对给] ) {HAN} ){{1,4}}?
    (?: 街道 | (?<! [城乡集村小古重强名市心制] ) 镇
      | (?<! [返下回还入进出城家故水外同老他异侨村困] ) 乡 )
    (?= [：“] | {_PLACE_MANNER} | {_PLACE_VERB} | (?! 是 ) {VERB} )
    """,
    re.VERBOSE,
)
_PLACE_REACH, _ZONE_REACH = 24, 12


def zone_at(text: str, start: int) -> Subject | None:
    """Return the zone that begins at `start` with the name of its place: 芜湖经开区."""
    owned = _NAMED_ZONE.match(text, start) if "区" in text[start : start + _ZONE_REACH] else None
    if owned is None or places.region_of(owned[0]) is None:
        return None
    return Subject(start, owned.end(), owned.end(), True)


def place_at(text: str, start: int) -> Subject | None:
    """Return the place that begins at `start` as a subject: 余杭区对…给予."""
    zone = _ZONE.match(text, start)
    if zone:
        return Subject(start, zone.end(), zone.end(), True)
    owned = zone_at(text, start)
    if owned:
        return owned
    if not places.may_begin(text[start : start + 2]) or not _NAMES_PLACE.match(text, start):
        return None
    named = next(places.find(text[start : start + _PLACE_REACH]), None)
    if named is None or named.start:
        return None
    end = start + named.end
    town = _TOWN.match(text, end, end + _ZONE_REACH) if text[end - 1] in "市县区旗" else None
    if town:
        end = town.end()
    return Subject(start, end, end, True)


def town_at(text: str, start: int) -> Subject | None:
    """Return the town or street that begins at `start` without its county, and acts."""
    town = _OWN_TOWN.match(text, start)
    return Subject(start, town.end(), town.end(), True) if town else None


# -- what is said of them -----------------------------------------------------------------------

# 乡镇（街道）5个工作日内完成初审 has a term before its verb
_ACTS = re.compile(rf"{VERB}|[0-9]{{1,2}}(?:个?工作日|日|天)内")
_NO_SUBJECT = re.compile(one_of(WORDS["no_subject"]))
_PLACE_TIME = r"""(?:
    [0-9][^，。；：的\n]{0,12}? [日月年底] [前后内起]? | 春?节 (?: 前 | 后 | 期间 )
)"""
# 淳安县近日出台…; 淳安县实施的项目, 淳安县认定车间名单 are nouns
_PLACE_ACTS = re.compile(
    rf"""
    (?: {_PLACE_MANNER} ，? | {_PLACE_TIME} ){{0,4}} (?: {_PLACE_VERB} | (?! 是 ) {VERB} ) (?! 的 )
    """,
    re.VERBOSE,
)
# 市教育局制定的标准
_TAKEN_AS_NOUN = re.compile(
    r"""
    (?: 认定 | 批准 | 备案 | 登记 | 颁发 | 公布 | 发布 | 指定 | 确定 | 核发 | 主办 | 举办 | 组织开展
      | 组织 | 评定 | 出具 | 提供 | 推荐 | (?: 统一 | 集中 ) [一-龥]{2}
      | 授予 | 核定 | 确认 | 制定 | 印发 | 出台 | 发现 | 不予 [一-龥]{2} ) 的
    | (?! 发现 ) [^，。；：、\n的]{2,12} 的 (?= [，；] )
    """,
    re.VERBOSE,
)
_DUTIES = r"[^，。；]{0,10} (?: 职责 | 分工 | 职能 ) [^，。；]{0,6}"
_SUPPORTS = re.compile(
    rf"""
    (?: 应当? | [要须将可，等] | 予以 | 给予 | 积极 | 密切 | 主动 | 依法 | 共同 | 做好
      | 按照? {_DUTIES} | 根据 {_DUTIES} | 在 [^，。；]{{0,4}} 职责范围内 ){{0,6}}
    {one_of(body_lists.WORDS["support_verb"])}
    (?! 和? (?: 企业 | 各 ) )
    """,
    re.VERBOSE,
)
_STEP = re.compile(
    rf"""
    (?: 应当? | [要须将自在按对于，] | 负责 | 进行
      | 会同 [^，。；\n]{{2,14}}?
      | [^，。；\n]{{0,14}}? (?: 工作日内 | 日内 | 月内 | 材料 | 申请 | 后 ) ){{0,5}}
    (?: {one_of(body_lists.WORDS["procedure_verb"])}
      | 向 [^，。；\n]{{2,20}} (?: 申请 | 报告 | 提出 | 报送 | 上报 ) )
    """,
    re.VERBOSE,
)
_FIRM = re.compile(
    one_of(
        form for each in read_lexicon("agencies") if each.more.get("firm") for form in each.forms
    )
)
_LEVEL_FIRST = re.compile(LEVEL, re.VERBOSE)


# 市人民政府授权市国资委履行职责
_CHARGES = ("授权", "责成", "指定")


def at(text: str, start: int) -> Subject | None:
    """Return the subject that begins at `start`, where a predicate follows it.

    Whoever charges another body with its work does not act: 市人民政府授权市国资委履行职责.
    """
    if not may_begin(text, start):
        return None
    subject = list_at(text, start) or place_at(text, start)
    if subject and text.startswith(_CHARGES, subject.after):
        subject = list_at(text, subject.after + len(_CHARGES[0])) or subject
    if subject is None or not (_acts(text, subject) or _stands_alone(text, subject)):
        return None
    return subject


# 由作出处罚决定的市场监管部门
_WHICH = re.compile(r"[^，。；：、（）\n的]{2,14}的(?!其他)")
_PASSIVE = re.compile(r"[一-龥]{2}")


def behind_by(text: str, start: int) -> Subject | None:
    """Return the departments behind 由, which need no known verb: 由财政部门追回."""
    which = _WHICH.match(text, start)
    for place in (start, which.end()) if which else (start,):
        subject = list_at(text, place)
        if subject and text.endswith("部门", 0, subject.end):
            follows = _PASSIVE.match(text, subject.after)
            if follows and not _NO_SUBJECT.match(text, subject.after):
                return subject
    return None


def named_at(text: str, start: int, name: str) -> Subject | None:
    """Return a body that the document names itself, where a known verb follows it."""
    end = start + len(name)
    if not text.startswith(name, start) or list_at(text, start):
        return None
    return Subject(start, end, end) if _ACTS.match(text, end) else None


def _stands_alone(text: str, subject: Subject) -> bool:
    """Tell whether a body and a colon stand before its duties: （一）省交通运输厅：负责…."""
    before = text[subject.start - 1 : subject.start]
    return before in "）、.\n" and text.startswith("：", subject.after)


def _acts(text: str, subject: Subject) -> bool:
    """Tell whether what follows is a predicate; a body named with its place needs no known verb."""
    after = subject.after
    if _TAKEN_AS_NOUN.match(text, after):
        return False
    if subject.is_place:
        return bool(_PLACE_ACTS.match(text, after) or _SUPPORTS.match(text, after))
    if _ACTS.match(text, after) or _SUPPORTS.match(text, after):
        return True
    if after >= len(text) or _NO_SUBJECT.match(text, after):
        return False
    if _FIRM.match(text, subject.start):
        return True
    first = OF_LEXICON.match(text, subject.start) or ORG.match(text, subject.start)
    if first is None:
        return BANK.match(text, subject.start) is not None
    if first.re is OF_LEXICON and first["agency"] in STEMS and first.end() == subject.end:
        return False  # 全市粮食播种面积: no bureau
    return bool(_LEVEL_FIRST.match(first[0]) or first["named"])


def is_supporting(text: str, subject: Subject) -> bool:
    """Tell whether a subject only helps: 按照各自职责，协同实施, 配合做好…."""
    return _SUPPORTS.match(text, subject.after) is not None


def is_step(text: str, subject: Subject) -> bool:
    """Tell whether a subject only handles papers: 收到申请后…审核, 受理, 备案."""
    return _STEP.match(text, subject.after) is not None
