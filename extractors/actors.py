"""Bodies that a sentence or a headline makes the actor: 「市人社局牵头…」, 「请各镇街…」, 「各地要…」.

Looks only where a sentence or clause begins, behind 请, 由, 会同 and 经…协调, and at lines that are
nothing but a body (「一、省人社厅具体工作」). Leaves alone bodies in any other place (「向市人社局申请」,
「报市人社局备案」, 「经市人社局审核」), what belongs to a body (「市人社局网站」), firms and citizens.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import regex

from extractors import places, responsibility
from extractors.agencies import AGENCY, STEM
from extractors.lexicon import one_of, read_lexicon
from extractors.mention import Mention
from extractors.responsibility import WORDS, Side

_WORDS = {entry.key: entry.forms for entry in read_lexicon("actors")}

Standing = Literal["opening", "inner", "partner", "heading"]


@dataclass(frozen=True, slots=True)
class Actor:
    """A body that acts. `standing` says where: it opens a sentence, stands inside one (behind 由 or
    a comma), is a partner (会同) or a heading.

    `is_step` where it only handles papers (受理, 审核); `is_place` where it is a place (宜秀区).
    """

    body: str
    side: Side
    standing: Standing
    is_step: bool = False
    is_place: bool = False


# signs that stand in no body's name
_SIGN = r"[^，。；：、（）“”《》\n\t0-9可将对在为向由的通过应要请给以从并与及于是把被按等不]"
_LEVEL = r"(?:[我本全该]?(?:自治区|省|市|区|县|州|旗|盟)(?:级|直属|直|属)?)"
_NAMED = rf"(?:{_SIGN}{{2,9}}?(?:自治州|自治区|省|市|区|县|旗))"
_PREFIX = (
    rf"(?:{_LEVEL}(?![民场域内外])|{_LEVEL}(?=民政|民族|市场|外事|外办|内贸)|(?P<named>{_NAMED}))"
)
_VERB = rf"(?={one_of(_WORDS['collective_verb'])})"
_GENERIC_NOUN = one_of(WORDS["collective_nouns"])

_AGENCY = regex.compile(rf"(?P<prefix>{_PREFIX})?(?P<agency>{AGENCY})")
_ORG = regex.compile(
    rf"{_PREFIX}{_SIGN}{{0,18}}?{one_of(_WORDS['org_ending'])}(?![\p{{Han}}]{{0,3}}的)"
)
_DEPARTMENT = regex.compile(
    rf"(?:{_PREFIX}|同级|本级|当地|属地|地方)?{_SIGN}{{2,14}}?(?:部门|主管机关|机关)(?:、{_GENERIC_NOUN})*+"
)
# 各区、县（市）政府; 各盟市人社、财政部门
_PAIR = r"(?=[县区旗市](?:（|人民政府|政府|要|应|人社))"
_SHARED = r"(?=[^，。；：、\n]{1,10}(?:、[^，。；：、\n]{1,10})?部门)"
_EACH = regex.compile(
    rf"""(?:{_LEVEL}|全国)?(?:其他|其它)?(?:各级|各|有关|相关)
    (?:{_SIGN}|（[^（）\n]{{1,12}}）|、{_PAIR}|、{_SHARED}){{0,20}}?
    (?<=[地区门位府构局厅委办街镇县市州旗会织心园处员校院行道方业）])
    (?:、{_GENERIC_NOUN}(?:有关部门|相关部门)?)*+
    (?={one_of(_WORDS["collective_verb"])}|、(?!{_PAIR})|和|及|等|，)""",
    regex.VERBOSE,
)
_GOVERNMENT = regex.compile(
    r"(?:县级以上|乡镇|乡|镇|街道)(?:地方)?(?:各级)?(?:人民政府|政府|街道办事处|办事处|（街道）)"
)
_RANK = regex.compile(r"(?:省|市|区|县|镇|乡)(?=、)")
# 请各镇街、翠山湖及时…
_UNKNOWN = regex.compile(rf"、(?![各有相]){_SIGN}{{2,6}}?(?=及时|要|应|负责)")
_JOIN = regex.compile(r"[、和及与]|以及")
_ETC = regex.compile(
    r"等(?:有关|相关|各)?(?:职能)?(?:部门|单位|机构|[三四五六七八九十]+大运营商)?|[一二三四五六七八九十]大运营商"
)
_ACTS = regex.compile(one_of(_WORDS["collective_verb"]))
_NO_SUBJECT = regex.compile(one_of(_WORDS["no_subject"]))
_MODAL = regex.compile(r"要|应|须|必须|需|负责|牵头|会同|将|按|根据|对")
_TAKEN_AS_NOUN = regex.compile(
    r"(?:认定|批准|备案|登记|颁发|公布|发布|指定|确定|核发|主办|举办|组织|评定|授予|核定|确认|制定|印发|出台|组织开展)的"
)
_SUPPORTS = regex.compile(
    r"(?:应当?|要|须|将|可|，|积极|密切|主动|等|按照?[^，。；]{0,10}(?:职责|分工|职能)[^，。；]{0,6}"
    rf"|根据[^，。；]{{0,8}}(?:职责|分工|职能)[^，。；]{{0,6}}|依法|共同|做好)*(?:{one_of(WORDS['support_verb'])})(?!和?(?:企业|各))"
)
_STEPS = regex.compile(
    r"(?:应当?|要|须|将|负责|进行|，|自|在|按|对|于|[^，。；\n]{0,14}?(?:工作日内|日内|月内|材料|申请|后)|，){0,5}"
    rf"{one_of(WORDS['procedure_verb'])}"
)
_NO_UNIT = regex.compile(
    rf"(?:各类?|所有|相关|有关|全体|广大|本市|我市|中小微?|重点)*{one_of(WORDS['no_unit'])}|.*企业"
)
_PARTNER = regex.compile(
    r"会同|牵头联合|(?<=[局厅委部会办门])联合|(?<=[局厅委部会办门组])协调(?=相关|有关|各)|经(?=[^，。；]{2,20}(?:协调|牵线|推动|争取))"
)
_START = regex.compile(r"(?:\A|(?<=[。；\n！]))(?=[^\n])")
_LABEL = regex.compile(
    r"(?:第[一二三四五六七八九十百零〇0-9]{1,6}[条章节][ ]?|[一二三四五六七八九十]{1,3}(?:、|是|要)|（[一二三四五六七八九十0-9]{1,3}）|[0-9]{1,3}[.、]|[①-⑳])[ ]?"
)
_ADVANCE = regex.compile(
    rf"(?:{one_of(_WORDS['advances'])}，?|请|[0-9每今明春节自][^，。；：\n]{{0,16}}(?:前|后|内|期间|起|月|日|年|止)，?)++"
)
# the literal comes first, so that the search jumps from comma to comma
_INNER = regex.compile(
    r"""
      ，(?= 请 | (?:[^，。；：、\n]{2,10}?(?:期间|前|后|内|起))? (?: [省市区县州各本我同当] | 有关 | 相关 | 中国 )
          | [^，。；：、\n]{2,6}?[市县区省州旗][^，。；：、\n]{1,10}?[局厅委会心办门] )
    | 由(?= \p{Han} )
    """,
    regex.VERBOSE,
)
_FIRST_SIGNS = "".join(
    {form[0] for entry in read_lexicon("agencies") for form in entry.forms if form[0] != "{"}
)
_MAY_BEGIN = regex.compile(
    rf"[{_FIRST_SIGNS}省市区县州旗盟自各有相全其我本该同当地属镇乡街]"
    r"|[^，。；：、（\n]{2,12}?(?:[省市区县州旗]|部门|机关)"
)
_NAMES_PLACE = regex.compile(r"\p{Han}{1,11}?[省市区县旗州盟]")
_FUNDS = regex.compile(r"(?:资金|经费|费用|补贴|支出|部分|补助)[^，。；]{0,8}$")
_PAYS = regex.compile(r"[^，。；]{0,14}(?:承担|负担|分担|列支|支付|兜底)")


def find(text: str) -> Iterator[Mention[Actor]]:
    """Yield the bodies that act, in the order of the text."""
    found: list[Mention[Actor]] = []
    for start in _START.finditer(text):
        found += _opening(text, start.start())
    for start in _INNER.finditer(text):
        if start[0] == "，" or text[start.start() - 1] not in "理自缘事来":
            found += _inner(text, start)
    for start in _PARTNER.finditer(text):
        found += _partners(text, start.end())
    yield from sorted(found, key=lambda each: each.start)


def _opening(text: str, start: int) -> list[Mention[Actor]]:
    """Return the subjects of the sentence that begins at `start`."""
    label = _LABEL.match(text, start)
    place = label.end() if label else start
    advance = _ADVANCE.match(text, place)
    subject = _subject(text, advance.end() if advance else place)
    if subject is None and advance:
        subject = _subject(text, place)
    return _actors(text, subject, "opening") if subject else []


def _inner(text: str, start: "regex.Match[str]") -> list[Mention[Actor]]:
    """Return the subjects behind 由 or a comma; who only bears a cost is none."""
    advance = _ADVANCE.match(text, start.end())
    subject = _subject(text, advance.end() if advance else start.end())
    if subject is None or (start[0] == "，" and subject.is_place):
        return []
    if start[0] == "由" and (
        _FUNDS.search(text, max(0, start.start() - 16), start.start())
        or _PAYS.match(text, subject.end)
    ):
        return []
    return _actors(text, subject, "inner")


def _partners(text: str, start: int) -> list[Mention[Actor]]:
    span = _list_end(text, start)
    if span is None:
        return []
    return [
        Mention(body.start, body.end, Actor(body.name, "support", "partner"), "units.partner")
        for body in _bodies(text, span)
    ]


# -- a subject ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Subject:
    """A list of bodies `[start, end)`; `after` is where the predicate begins."""

    start: int
    end: int
    after: int
    is_place: bool = False


def _list_end(text: str, start: int) -> _Subject | None:
    """Return the list of bodies that begins at `start`, or None."""
    place, end, is_bare = start, start, False
    while True:
        item = _item(text, place)
        if item is None:
            break
        end = item.end()
        is_bare = is_bare or (item.re is _AGENCY and _is_stem(item))
        unknown = _UNKNOWN.match(text, end) if item.re is _EACH else None
        if unknown:
            end = unknown.end()
            break
        join = _JOIN.match(text, end)
        if join is None:
            break
        place = join.end()
    if end == start or text[end - 1] == "、":
        return None
    cetera = _ETC.match(text, end)
    after = cetera.end() if cetera else end
    if is_bare and not (cetera or text.endswith("部门", 0, end)):
        return None
    return _Subject(start, end, after)


def _item(text: str, place: int) -> "regex.Match[str] | None":
    """Return the body, rank or collective that begins at `place`."""
    each = _EACH.match(text, place)
    if each:
        return each
    for pattern in (_RANK, _AGENCY, _GOVERNMENT, _ORG, _DEPARTMENT):
        match = pattern.match(text, place)
        if match is None or (pattern is _AGENCY and _goes_on(text, match)):
            continue
        if pattern in _NAMING and match["named"] and not _is_place(match["named"]):
            continue
        return match
    return None


_ZONE = regex.compile(one_of(alias for zone in read_lexicon("zones") for alias in zone.aliases))
_FIRM = regex.compile(
    one_of(
        form for each in read_lexicon("agencies") if each.more.get("firm") for form in each.forms
    )
)
_NAMING = (_AGENCY, _ORG, _DEPARTMENT)
_LEVEL_FIRST = regex.compile(_LEVEL)
_IS_STEM = regex.compile(STEM)
_GOES_ON = regex.compile(rf"{_SIGN}{{0,12}}?{one_of(_WORDS['org_ending'])}|{_SIGN}{{1,10}}?部门")


def _is_place(name: str) -> bool:
    """Tell whether a name is or begins with a known place: 天河区, 广州开发区."""
    named = next(places.find(name), None)
    if named is not None:
        return named.start == 0
    return places.region_of(name) is not None


def _is_stem(match: "regex.Match[str]") -> bool:
    return match["prefix"] is None and _IS_STEM.fullmatch(match["agency"]) is not None


def _goes_on(text: str, match: "regex.Match[str]") -> bool:
    """Tell whether a name goes on behind a bare stem: 市数据资源主管部门, 市就业指导中心."""
    stem = _IS_STEM.fullmatch(match["agency"]) is not None
    return stem and _GOES_ON.match(text, match.end()) is not None


def _subject(text: str, start: int) -> _Subject | None:
    """Return the subject that begins at `start`, where a predicate follows it."""
    if not _MAY_BEGIN.match(text, start):
        return None
    subject = _list_end(text, start) or _place(text, start)
    return subject if subject and _acts(text, subject) else None


def _place(text: str, start: int) -> _Subject | None:
    """Return the place that begins at `start` as a subject: 宜秀区对…给予."""
    zone = _ZONE.match(text, start)
    if zone:
        return _Subject(start, zone.end(), zone.end(), True)
    if not _NAMES_PLACE.match(text, start):
        return None
    line = text[start : start + 24]
    named = next(places.find(line), None)
    if named is None or named.start:
        return None
    end = start + named.end
    return _Subject(start, end, end, True)


def _acts(text: str, subject: _Subject) -> bool:
    """Tell whether what follows is a predicate; a body by its full name needs no listed verb."""
    after = subject.after
    if _TAKEN_AS_NOUN.match(text, after):
        return False
    if _ACTS.match(text, after) or _SUPPORTS.match(text, after):
        return True
    if subject.is_place:
        return False
    last = _AGENCY.match(text, subject.start) or _ORG.match(text, subject.start)
    if last is not None and _FIRM.match(text, subject.start):
        return _NO_SUBJECT.match(text, after) is None
    if last is None or (not _LEVEL_FIRST.match(last[0]) and not last["named"]):
        return False
    return after < len(text) and _NO_SUBJECT.match(text, after) is None


def _bodies(text: str, subject: _Subject) -> list[responsibility.Body]:
    """Return the bodies of a list; firms and citizens are none."""
    listed = responsibility.bodies(text, subject.start, subject.end)
    return [body for body in listed if not _NO_UNIT.fullmatch(body.name)]


def _actors(text: str, subject: _Subject, standing: Standing) -> list[Mention[Actor]]:
    supports = _SUPPORTS.match(text, subject.after) is not None
    is_step = _STEPS.match(text, subject.after) is not None
    side: Side = "support" if supports else "lead"
    return [
        Mention(
            body.start,
            body.end,
            Actor(body.name, side, standing, is_step, subject.is_place),
            f"units.{standing}",
        )
        for body in _bodies(text, subject)
    ]


# -- headlines ----------------------------------------------------------------------------------

_TAIL = one_of(_WORDS["section_tail"])
_HEADING = regex.compile(
    rf"^(?P<label>{_LABEL.pattern})?(?P<body>[^，。；：\n]{{2,40}}?)(?:{_TAIL})?[：。]?$",
    regex.MULTILINE,
)


def headline(text: str, start: int, end: int) -> list[Mention[Actor]]:
    """Return the bodies or the place that a headline begins with: 「市总工会：“五送”服务…」."""
    subject = _list_end(text, start) or _place(text, start)
    if subject is None or subject.after > end:
        return []
    return [
        Mention(
            body.start,
            body.end,
            Actor(body.name, "lead", "heading", False, subject.is_place),
            "units.headline",
        )
        for body in _bodies(text, subject)
    ]


def heading(text: str, start: int, end: int) -> list[Mention[Actor]]:
    """Return the bodies of a heading that is nothing but bodies: 「省人社厅具体工作」, 「市教育局：」."""
    subject = _list_end(text, start)
    if subject is None or not regex.fullmatch(
        rf"(?:{_TAIL})?[：。]?", text, pos=subject.after, endpos=end
    ):
        return []
    return headline(text, start, end)
