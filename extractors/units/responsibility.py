"""Statements of responsibility: 「（牵头单位：区人社局；配合单位：各镇街）」, 「（商务部负责）」.

They stand in brackets, on a line of their own or behind a sentence; several duties and their
deadlines may share one. Bodies come as printed, with the side they take. Leaves alone brackets that
name no duty, persons (「责任人：张三」) and deadlines (「2022年12月底前完成」).
"""

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from extractors.lexicon import one_of
from extractors.mention import Mention
from extractors.units import matches, subjects
from extractors.units.body_lists import WORDS, bodies

Side = Literal["lead", "support"]


class Duty(NamedTuple):
    """One body of a statement. `first` where it opens the statement's bodies.

    `statement` is the folded offset where its statement begins; `undivided` where the statement
    does not say itself who of several leads (「责任单位：A、B」).
    """

    body: str
    side: Side
    statement: int
    first: bool
    undivided: bool


_LEAD_LABEL = rf"{one_of(WORDS['lead_label'])}"
_SUPPORT_LABEL = rf"{one_of(WORDS['support_label'])}"
_HEAD = rf"{one_of(WORDS['label_head'])}"
_LABEL = re.compile(
    rf"(?:(?P<lead>{_LEAD_LABEL})|(?P<support>{_SUPPORT_LABEL}))(?:{_HEAD})(?:（[^（）]*）)?"
    r"(?:[：:]|为|是|有)?"
)
_OTHER_LABEL = re.compile(rf"{one_of(WORDS['deadline'])}|[^、：，]{{1,8}}：")
_VERB = re.compile(
    rf"(?<!（)(?:(?P<lead>{one_of(WORDS['lead_verb'])})|(?P<support>{one_of(WORDS['support_verb'])}))"
    r"(?!单位|部门|人|同志|机构|方|中心|小组)"
    r"|(?P<partner>会同|联合(?!会|社|国|惩|执法|调查)|(?<=[局厅委部])商(?=[市省区县财]))"
)
# 按职责分工, 根据各自职责, 分别, 共同 before the verb
_HOW = re.compile(
    r"""
    (?: ，? (?: 按照? | 根据 | 依据? | 依照 ) [^，、；（）]{0,6}
        (?: 职责 | 职能 | 分工 | 任务 | 权限 )
        (?: 和? (?: 分工 | 权限 | 要求 | 范围 ) )?
      | 共同 | 分别 | 具体 | 分头 | 各自 | 联合 | 统筹 | 分工 | 依法 | 等 | 为主 | 总 | 予以 | 积极
      | 密切 | 主要 | 直接 | 做好 | 为
    )+ $
    """,
    re.VERBOSE,
)
_HOW_REACH = 30
_DATED = re.compile(r"[0-9]|[年月]底|底前|完成|长期|持续|推进|每年|以下|全年|分$")
_NO_BRACKET = r"[^（）〔〕\n]"
_NESTED = rf"(?:（{_NO_BRACKET}{{0,30}}）|〔{_NO_BRACKET}{{0,30}}〕)"
_INNER = rf"(?:{_NO_BRACKET}|{_NESTED}){{2}}{_NO_BRACKET}*+(?:{_NESTED}{_NO_BRACKET}*+)*+"
_BRACKETS = tuple(re.compile(rf"{sign}(?P<inner>{_INNER})[）〕]") for sign in "（〔")
_DUTY_WORD = re.compile(
    r"""
      负责 | 牵头 | (?: 配合 | 落实 | 实施 ) $
    | (?: 责任 | 配合 | 参[加与] | 协[办助] | 落实 | 主办 | 承办 | 主管 | 主责 | 实施 )
      [^，：；、]{0,4} (?: 单位 | 部门 | [科处股]室 | 机构 | 主体 | 地区 )
    """,
    re.VERBOSE,
)
_LABELLED = re.compile(
    rf"""
    (?: {_LEAD_LABEL} | {_SUPPORT_LABEL} ) (?: {_HEAD} ) [：:] [^\n。]{{2,400}}
    """,
    re.VERBOSE,
)
# most colons stand behind no label: 单位：, 科（室）：
_HEAD_ENDS = "".join(sorted({head[-1] for head in WORDS["label_head"]}))
_COLON = re.compile(f"：(?<=[{_HEAD_ENDS}]：)")
_LABEL_REACH = 30
_BODY_NOUN = r"(?:责任)?(?:单位|部门|者)"
_LISTED_FIRST = rf"""
    [在于名]? (?: 第一[位个名]? | 首位 | 前 ) 的? (?: {_BODY_NOUN} | [为是的] )+
    [^，。；]{{0,10}} 牵头
"""
_FIRST_LEADS = tuple(
    re.compile(pattern, re.VERBOSE)
    for pattern in (
        f"列 {_LISTED_FIRST}",
        f"排 [序名]? {_LISTED_FIRST}",
        rf"第一 [个位]? {_BODY_NOUN} (?: 为 | 是 | 作为 )? [^，。；]{{0,6}} 牵头",
        rf"首 [位个] {_BODY_NOUN}? [为是] [^，。；]{{0,6}} 牵头",
    )
)


def first_leads(text: str) -> bool:
    """Tell whether the document says that the first body of a list leads: 列第一位者为牵头单位."""
    return "牵头" in text and any(pattern.search(text) for pattern in _FIRST_LEADS)


def find(text: str) -> Iterator[Mention[Duty]]:
    """Yield the bodies of all statements of responsibility in `text`, statement by statement."""
    statements = [
        match.span("inner")
        for match in matches.of_any(_BRACKETS, text)
        if _DUTY_WORD.search(text, *match.span("inner")) or _names_bodies(text, match)
    ]
    statements += _labelled_lines(text)
    for start, end in _joined(sorted(statements)):
        yield from _duties(text, start, end)


def _labelled_lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield the statements that begin a line or sentence: 责任单位：市人社局."""
    done = 0
    for colon in _COLON.finditer(text):
        reach = max(colon.start() - _LABEL_REACH, 0)
        start = max(text.rfind(sign, reach, colon.start()) for sign in "\n。") + 1
        if start < done or (start == 0 and reach > 0):
            continue
        match = _LABELLED.match(text, start)
        if match:
            yield match.span()
            done = match.end()


def _names_bodies(text: str, bracket: "re.Match[str]") -> bool:
    """Tell whether a bracket behind a sentence is nothing but bodies: 。（市人社局，各镇街）."""
    start = bracket.start()
    before = text[start - 1 : start]
    if before != "。" and (before != "\n" or text[start - 2 : start - 1] != "。"):
        return False
    place, end = bracket.span("inner")
    while True:
        listed = subjects.list_at(text, place)
        if listed is None or listed.after >= end:
            return listed is not None and listed.after == end
        if text[listed.after] not in "，；":
            return False
        place = listed.after + 1


def _joined(spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the statements, those that follow one another as one: 牵头单位：A。责任单位：B."""
    start, end = -1, -9
    for first, last in spans:
        if 0 <= first - end <= 1:
            end = last
            continue
        if start >= 0:
            yield start, end
        start, end = first, last
    if start >= 0:
        yield start, end


_MARK = "（牵头）"  # 责任单位：市人社局（牵头）、市财政局


def _duties(text: str, start: int, end: int) -> Iterator[Mention[Duty]]:
    parts = list(_parts(text, start, end))
    led = any(part.leads for part in parts)
    sides = list(_sides(parts))
    undivided = len(set(sides)) == 1 and not led
    first = True
    is_marked = text.find(_MARK, start, end) >= 0
    for part, side in zip(parts, sides, strict=True):
        listed = bodies(text, part.start, part.end)
        marked = is_marked and any(body.name.endswith(_MARK) for body in listed)
        for body in listed:
            name = body.name.removesuffix(_MARK)
            leads = body.name.endswith(_MARK) if marked else side == "lead"
            duty = Duty(
                name, "lead" if leads else "support", start, first, undivided and not marked
            )
            end_of_name = body.end - (len(body.name) - len(name))
            yield Mention(body.start, end_of_name, duty, "units.statement")
            first = False


def _sides(parts: Sequence["_Part"]) -> Iterator[Side]:
    """Yield the side of each list: whoever is responsible behind a leader supports.

    市商务局牵头，市财政局、市税务局（按职责分工）负责 has one leader; a task of its own another
    (，资金保障由市财政局负责), and labels say themselves who leads (责任单位：).
    """
    led = False
    for part in parts:
        yield "support" if led and part.follows else part.side
        led = led or part.leads


class _Part(NamedTuple):
    """A list of bodies and the side it takes; `leads` where the words say 牵头 or 主办.

    `follows` where it stands behind whoever leads: 负责, 按职责分工落实.
    """

    start: int
    end: int
    side: Side
    leads: bool
    follows: bool = False


_CLAUSE = re.compile(r"(?:[^，；。 \n（）〔〕]|（[^（）]*）)+")


def _parts(text: str, start: int, end: int) -> Iterator[_Part]:
    """Yield the lists of a statement. A list before a comma goes with the verb that follows."""
    label: _Part | None = None
    waiting = -1
    for clause in _CLAUSE.finditer(text, start, end):
        begin, stop = clause.span()
        if text[begin - 1] == "。":
            label = None
        headed = _label(text, begin, stop)
        if headed:
            label, waiting = headed, -1
            yield from _labelled(label, text)
            continue
        if _OTHER_LABEL.match(text, begin, stop):
            label = None
            continue
        found = list(_said(text, begin, stop))
        if found:
            yield from _with_waiting(found, waiting, begin)
            waiting = -1
        elif label and not _DATED.search(text, begin, stop):
            yield _Part(begin, stop, label.side, label.leads)
        elif waiting < 0 and not _DATED.search(text, begin, stop):
            waiting = begin
    if waiting == start and not _DUTY_WORD.search(text, start, end):
        yield _Part(start, end, "lead", False)


def _label(text: str, begin: int, stop: int) -> _Part | None:
    """Return the list behind the label that opens a clause, or None."""
    match = _LABEL.match(text, begin, stop)
    if match is None:
        return None
    alone = match.end() == stop and text.startswith(" ", stop)  # 责任单位 市人社局
    if match[0][-1] not in "：:为是有" and not (alone or _bodies_follow(text, match.end(), stop)):
        return None
    return _Part(match.end(), stop, "lead" if match["lead"] else "support", _leads(match[0]))


def _leads(words: str) -> bool:
    return "牵头" in words or "主办" in words


def _with_waiting(found: list[_Part], waiting: int, begin: int) -> Iterator[_Part]:
    """Yield the lists of a clause, the first with what stood before the comma: X，Y负责."""
    first = found[0]
    if waiting >= 0:
        is_behind = first.start >= first.end
        end = begin - 1 if is_behind else first.end
        found[0] = first._replace(start=waiting, end=end)
    return (part for part in found if part.start < part.end)


def _labelled(label: _Part, text: str) -> Iterator[_Part]:
    """Yield the list behind a label; 责任单位：A牵头、B配合 keeps what its verbs say."""
    said = [part for part in _said(text, label.start, label.end) if part.start < part.end]
    yield from said or [label]


def _bodies_follow(text: str, start: int, stop: int) -> bool:
    return start < stop and not _VERB.search(text, start, stop)


# 市财政局负责资金保障: more than 负责, 负责落实, 负责具体实施
_TASK = re.compile(
    r"(?!(?:具体|组织|分别|抓好)?(?:落实|实施|推进|执行)(?:$|[、，；。]))[^、，；。）\s]"
)


def _said(text: str, begin: int, stop: int) -> Iterator[_Part]:
    """Yield the lists of a clause with the verb behind each: X会同Y负责, X牵头、Y配合."""
    done = begin
    partner = False
    for verb in _VERB.finditer(text, begin, stop):
        if verb.start() < done:
            continue
        if partner and verb["partner"] is None:
            yield _Part(done, _without_how(text, done, verb.start()), "support", False)
            partner = False
        elif verb["partner"]:
            done = _behind_by(text, done, verb.start())
            if _without_how(text, done, verb.start()) > done:
                yield _Part(done, verb.start(), "lead", True)
            partner = True
        else:
            side: Side = "lead" if verb["lead"] else "support"
            owner = _behind_by(text, done, verb.start())
            end = _without_how(text, owner, verb.start())
            leads = _leads(verb[0])
            has_task = owner > done or _TASK.match(text, verb.end(), stop) is not None
            yield _Part(owner, end, side, leads, follows=not (leads or has_task))
        done = _next_list(text, verb.end(), stop, partner)
    if partner and done < stop:
        yield _Part(done, stop, "support", False)


_LATER = re.compile(r"、(?=.{2,30}?(?:配合|负责|参与|协助|落实))|(?P<partner>会同|联合)")


def _next_list(text: str, place: int, stop: int, is_partner: bool) -> int:
    """Return where the next list of a clause begins: behind 、 or 会同, else the clause's end."""
    if is_partner or _VERB.match(text, place, stop):
        return place
    if text[place : place + 1] in ("、", "和", "及", "与"):
        return place + 1
    later = _LATER.search(text, place, stop)
    if later is None:
        return stop
    return later.start() if later["partner"] else later.end()


def _behind_by(text: str, start: int, end: int) -> int:
    """Return where the bodies begin: behind the 由 of 资金保障由市财政局负责."""
    by = text.rfind("由", start, end)
    return by + 1 if by >= 0 else start


def _without_how(text: str, start: int, end: int) -> int:
    how = _HOW.search(text, max(start, end - _HOW_REACH), end)
    return how.start() if how else end
