"""Bodies that a sentence or a headline makes the actor: 「市人社局牵头…」, 「请各镇街…」.

Looks where a sentence or clause begins, behind 请, 由, 会同 and 经…协调, and at lines that are
nothing but a body (「一、省人社厅具体工作」). Leaves alone bodies in any other place (「向市人社局
申请」, 「报市财政局备案」), what belongs to a body (「市人社局网站」), firms and citizens.
"""

import re
from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import Literal, NamedTuple

from extractors.character_classes import HAN
from extractors.lexicon import one_of
from extractors.mention import Mention
from extractors.units import matches, short_names, subjects
from extractors.units.body_forms import MAY_BEGIN, WORDS
from extractors.units.matches import Span
from extractors.units.responsibility import Side
from extractors.units.subjects import Subject

Standing = Literal["opening", "further", "inner", "by", "partner", "host", "heading"]


class Actor(NamedTuple):
    """A body that acts. `standing` says where: it opens a sentence, is a further one with a duty
    of its own (，区财政局负责…), stands inside one behind a comma or behind 由 (by), is a partner
    (会同), one of several hosts (协办) or a heading.

    `is_step` where it only handles papers (受理, 审核); `is_place` where it is a place (余杭区).
    """

    body: str
    side: Side
    standing: Standing
    is_step: bool = False
    is_place: bool = False


_LABEL = r"""(?:
    (?: 第[一二三四五六七八九十百零〇0-9]{1,6}[条章节] | [一二三四五六七八九十]{1,3}[、.，是要]
      | （[一二三四五六七八九十0-9]{1,3}） | [0-9]{1,3}[.、] | [①-⑳] ) [ ：]?
)"""
_OPENS_TIME = "0-9每今明去春节自入截"
_OPENS_WORD = "".join(sorted({word[0] for word in WORDS["advances"]}))
# 请; 春节期间; 每年6月底前，; 为稳住用工，; 在县委领导下，: most sentences are left at sight of
# their first sign
_ADVANCE = rf"""(?= [{_OPENS_TIME}{_OPENS_WORD}请为围针聚按根] ) (?:
    {one_of(WORDS["advances"])} ，? | 请
  | [{_OPENS_TIME}] [^，。；：\n]{{0,16}}
    (?: 前 | 后 | 内 | 期间 | 起 | 以来 | [月日年止] ) ，?
  | (?: 为 | 围绕 | 针对 | 聚焦 | 按照 | 根据 ) [^，。；：\n]{{2,40}} ，
  | 在 [^，。；：\n]{{2,30}} [导持调动] 下 ，
){{1,6}}+"""
_FIRST_WORDS = rf"""
    (?P<label> {_LABEL} )?+ (?(label) (?P<head> {HAN}{{2,16}} [： ] (?!第) )? )
    (?P<advance> {_ADVANCE} )?
    (?= {MAY_BEGIN} )
"""
_BEGINNING = re.compile(_FIRST_WORDS, re.VERBOSE)
_BEGINNING_REACH = 200
# every pattern that runs over a text begins with one sign or word, never with a look behind
_STARTS = tuple(
    re.compile(f"{sign} {_FIRST_WORDS}", re.VERBOSE)
    for sign in ("。", r"\n", "；", "！", r"[ ] (?= 第[一二三四五六七八九十百零〇]{1,6}条 )")
)
_WHEN = re.compile(_ADVANCE, re.VERBOSE)
_BODY_SIGNS = (
    "(?=[省市区县州各本我同当团有相中国乡街镇村居])"
    "(?:[省市区县州各本我同当]|团[省市区县州旗]|有关|相关|中[国央]|国家|国务院|乡镇|街道|[乡镇]（"
    "|[村居](?:（|民委|委会))"
)
# most clauses have none of these signs where a body or a time may end
_MAY_END = "间前后内起市县区省州旗门关构"
_INNER = re.compile(
    rf"""
    ，(?= 请 | {_BODY_SIGNS} | (?= [^，。；：、\n{_MAY_END}]{{0,11}}+ [{_MAY_END}] ) (?:
          [^，。；：、\n]{{2,10}}? (?: 期间 | [前后内起] ) {_BODY_SIGNS}
        | [^，。；：、\n]{{1,6}}? [市县区省州旗] [^，。；：、\n]{{1,10}}? [局厅委会心办门队]
        | [^，。；：、\n]{{2,10}}? (?: 部门 | 机关 | 机构 ) ) )
    """,
    re.VERBOSE,
)
_BY = re.compile(rf"由(?={HAN})")
_NO_BY = frozenset("理自缘事来")  # 理由, 自由, 缘由, 事由, 由来
_PARTNERS = tuple(
    re.compile(pattern, re.VERBOSE)
    for pattern in (
        "会同",
        r"""
        联合 (?: (?<= 牵头联合 )
            | (?<= [局厅委部会办门联协院心团。；，：是\u0020\n]联合 )
              (?! [会社国惩] | 执法 | 调查 | 开展 | [印下]发 | 举办 | 发布 ) )
        """,
        """
        协调 (?: (?<= [局厅委部会办门组]协调 ) (?= 相关 | 有关 | 各 )
            | (?<= 组织协调 ) (?= [州市省县区][级直] | 相关 | 有关 | 各 ) )
        """,
        "经 (?= [^，。；]{2,20} (?: 协调 | 牵线 | 推动 | 争取 ) )",
    )
)
_HAS_DUTY = re.compile(
    r"要|应|须|必须|需|[于在]?[0-9][0-9个工作年月日底]{0,10}[前内]|于[^，。；]{1,10}[前内]|自"
    "|负责|牵头|承担|配合|协助|协同|做好|在各自|按照?(?:各自)?职责"
)
# 各区按需提出数据共享申请: who applies does not carry out
_APPLIES = re.compile(
    rf"""
    (?: (?! 组织 | 指导 | 引导 | 督促 | 协助 | 帮助 | [收接]到 | 要求 | 受理 ) {HAN} ){{0,16}}?
    (?: (?: 提出 | 提交 | 递交 ) [^，。；\n的]{{0,12}} | 向 [^，。；\n的]{{2,16}} )
    申请 (?! [人表书材] )
    """,
    re.VERBOSE,
)
_APPLIES_REACH = 40
_HOSTS = re.compile("(?:共同)?[协联]办")
_FUNDS = re.compile(r"(?:资金|经费|费用|补贴|支出|部分|补助)[^，。；]{0,8}$")
_FUNDS_REACH = 16
_NAMES_DEPARTMENT = re.compile("由[^，。；：（]{2,30}?部门(?![、和的])")
_PAYS = re.compile(r"[^，。；]{0,14}(?:承担|负担|分担|列支|支付|兜底|补齐|补足|贴息)")
# 成立由县长任组长的防汛工作领导小组，统筹…; not where its duties stay unsaid (，办公室设在县水利局)
_SET_UP_BODY = r"""
    (?: 由 [^。；\n的]{2,40} (?: 的 | ， ) | 以 [^。；\n]{2,30} 的 )?
    (?P<body> (?: [^，。；：\n的、]{1,4} 、 )? [^，。；：、（）\n的]{2,30}
      (?: 领导小组 | 指挥部 | 工作组 | 工作小组 | 协调小组 | 专项小组 | 专班 | 联席会议 ) )
    (?: （ [^（）\n]{2,40} ） )? ，
    (?: 负责 | 统筹 | 全面 | 具体 | 统一 | 组织 | 协调 | 指导 | 研究 | 推进 | 推动 | 领导 | 牵头 )
"""
_SET_UP = (
    re.compile(rf"立 (?<= [。；\n、）.][成建设]立 ) {_SET_UP_BODY}", re.VERBOSE),
    re.compile(rf"组建 (?<= [。；\n、）.]组建 ) {_SET_UP_BODY}", re.VERBOSE),
)

_LEADS_WITH = re.compile("牵头会(?!同|议)")  # 市财政局牵头会市税务局
_TAKES_PART = ("参加的", "参与的", "配合的", "协同的")

# 各地出台配套政策 迎江区对…: the last of a list may stand in a span that begins behind the first
_LIST_REACH = 40


def find(text: str, spans: Sequence[Span] | None = None) -> Iterator[Mention[Actor]]:
    """Yield the bodies that act, in order.

    Where `spans` are given, ranges of the text in order, not all that act elsewhere.
    """
    spans = ((0, len(text)),) if spans is None else spans
    near = [(start - _LIST_REACH, end) for start, end in spans]
    found: list[Mention[Actor]] = []
    first = _BEGINNING.match(text)
    if first:
        found += _opening(text, first)
    starts = matches.of_any(_STARTS, text, first.end() if first else 0)
    for start in matches.inside(starts, near):
        found += _opening(text, start)
    for start in matches.inside(_INNER.finditer(text), near):
        found += _behind_comma(text, start.start())
    for start in matches.inside(_BY.finditer(text), near):
        if text[start.start() - 1 : start.start()] not in _NO_BY:
            found += _behind_by(text, start.start())
    for start in matches.of_any(_SET_UP, text):
        body = start["body"]
        acting = Actor(body, "lead", "opening")
        found.append(Mention(start.start("body"), start.end("body"), acting, "units.set_up"))
    names = {name for name, _ in short_names.find(text)}
    if names:
        for place in re.finditer(one_of(names), text):
            found += _named(text, place.start(), place[0])
    for start in matches.inside(matches.of_any(_PARTNERS, text), near):
        found += _partners(text, start.end())
    yield from sorted(found, key=attrgetter("start"))


def _opening(text: str, start: "re.Match[str]") -> list[Mention[Actor]]:
    """Return the subjects of a sentence, whose first words may be a head or say when."""
    subject = subjects.at(text, start.end())
    for first in ("advance", "head"):
        if subject is None and start[first]:
            subject = subjects.at(text, start.start(first))
    return _actors(text, subject, "opening") if subject else []


def _named(text: str, place: int, name: str) -> list[Mention[Actor]]:
    """Return the acts of a body by the name that the document gives it: 经办机构自受理之日起…."""
    before = text[place - 1 : place]
    if before in "。；\n":
        is_first = True
    else:
        line = text.rfind("\n", max(0, place - _BEGINNING_REACH), place) + 1
        begins = (
            _BEGINNING.match(text, line, place + 1) if line or place < _BEGINNING_REACH else None
        )
        is_first = begins is not None and begins.end() == place
    if not is_first and before not in "，由":
        return []
    subject = subjects.named_at(text, place, name)
    return _actors(text, subject, "opening" if is_first else "inner") if subject else []


def _behind_comma(text: str, comma: int) -> list[Mention[Actor]]:
    """Return the subjects of a clause; beside one that leads (市商务局牵头，) they support."""
    when = _WHEN.match(text, comma + 1)
    subject = subjects.at(text, when.end() if when else comma + 1)
    if subject is None or subject.is_place:
        return []
    standing: Standing = "inner"
    if _HAS_DUTY.match(text, subject.after):
        standing = "further"
    elif _HOSTS.match(text, subject.after):
        standing = "host"
    found = _actors(text, subject, standing)
    if text.endswith("牵头", 0, comma):
        return [_as_support(each) for each in found]
    return found


def _as_support(mention: Mention[Actor]) -> Mention[Actor]:
    value = mention.value._replace(side="support")
    return Mention(mention.start, mention.end, value, mention.rule)


def _behind_by(text: str, by: int) -> list[Mention[Actor]]:
    """Return the bodies behind 由; who only bears a cost is none."""
    subject = subjects.at(text, by + 1)
    if subject is None and _NAMES_DEPARTMENT.match(text, by):
        subject = subjects.behind_by(text, by + 1)
    if subject is None or _PAYS.match(text, subject.end):
        return []
    if _FUNDS.search(text, max(0, by - _FUNDS_REACH), by):
        return []
    joined = _joined_by(text, subject)
    return _actors(text, subject, "further" if joined else "by") + joined


def _joined_by(text: str, leader: Subject) -> list[Mention[Actor]]:
    """Return who takes part in what a body leads: 由市商务局牵头、有关部门参加的协调机制."""
    if not text.startswith("牵头、", leader.after):
        return []
    start = leader.after + len("牵头、")
    listed = subjects.list_at(text, start)
    if listed is None or not text.startswith(_TAKES_PART, listed.after):
        return []
    return _partners(text, start)


def _partners(text: str, start: int) -> list[Mention[Actor]]:
    """Return the bodies behind 会同, or the zone."""
    listed = subjects.list_at(text, start) or subjects.zone_at(text, start)
    if listed is None:
        return []
    return [
        Mention(body.start, body.end, Actor(body.name, "support", "partner"), "units.partner")
        for body in subjects.bodies(text, listed)
    ]


def _actors(text: str, subject: Subject, standing: Standing) -> list[Mention[Actor]]:
    """Return the bodies of a subject; 市财政给予补助 names a purse, 由市财政核拨 a body."""
    reach = subject.after + _APPLIES_REACH
    if text.find("申请", subject.after, reach) >= 0 and _APPLIES.match(text, subject.after):
        return []
    side: Side = "support" if subjects.is_supporting(text, subject) else "lead"
    listed = subjects.bodies(text, subject)
    is_behind_by = text[subject.start - 1 : subject.start] == "由"
    if len(listed) == 1 and listed[0].name.endswith("财政") and not is_behind_by:
        return []
    is_step = subjects.is_step(text, subject)
    joined = _LEADS_WITH.match(text, subject.after)
    return [
        Mention(
            body.start,
            body.end,
            Actor(body.name, side, standing, is_step, subject.is_place),
            f"units.{standing}",
        )
        for body in listed
    ] + (_partners(text, joined.end()) if joined else [])


# -- headlines ----------------------------------------------------------------------------------

_END_OF_HEADING = re.compile(rf"(?:{one_of(WORDS['section_tail'])})?[：。]?")


def headline(text: str, start: int, end: int) -> list[Mention[Actor]]:
    """Return the bodies or the place that a headline begins with: 「市总工会：“五送”服务…」."""
    return _headed(text, subjects.list_at(text, start) or subjects.place_at(text, start), end)


def town_headline(text: str, start: int, end: int) -> list[Mention[Actor]]:
    """Return the town that heads an item in the news of its county: 「寿昌镇“三步走”…」."""
    return _headed(text, subjects.town_at(text, start), end)


def _headed(text: str, subject: Subject | None, end: int) -> list[Mention[Actor]]:
    if subject is None or subject.after > end:
        return []
    return [
        Mention(
            body.start,
            body.end,
            Actor(body.name, "lead", "heading", is_place=subject.is_place),
            "units.headline",
        )
        for body in subjects.bodies(text, subject)
    ]


def heading(text: str, start: int, end: int) -> list[Mention[Actor]]:
    """Return the bodies of a heading that is nothing but bodies: 「省人社厅具体工作」."""
    listed = subjects.list_at(text, start)
    if listed is None or not _END_OF_HEADING.fullmatch(text, listed.after, end):
        return []
    return headline(text, start, end)
