"""Statements of responsibility: 「（牵头单位：区人社局；配合单位：各镇街）」, 「（商务部牵头，财政部配合）」.

They stand in brackets, on a line of their own or behind a sentence; several duties and their
deadlines may share one. Bodies come as printed, with the side they take. Leaves alone brackets that
name no duty, persons (「责任人：张三」) and deadlines (「2022年12月底前完成」).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import regex

from extractors.lexicon import one_of, read_lexicon
from extractors.mention import Mention

Side = Literal["lead", "support"]
WORDS = {entry.key: entry.forms for entry in read_lexicon("responsibility")}


@dataclass(frozen=True, slots=True)
class Duty:
    """One body of a statement. `first` where it opens the statement's bodies.

    `statement` is the folded offset where its statement begins; `labelled` where the statement
    does not say itself who of several leads (「责任单位：A、B」).
    """

    body: str
    side: Side
    statement: int
    first: bool
    undivided: bool


@dataclass(frozen=True, slots=True)
class Body:
    """A body as printed in a list, `quote` being the words in the text (人社 in 人社、财政部门)."""

    start: int
    end: int
    name: str


_LEAD_LABEL = rf"{one_of(WORDS['lead_label'])}"
_SUPPORT_LABEL = rf"{one_of(WORDS['support_label'])}"
_HEAD = rf"{one_of(WORDS['label_head'])}"
_LABEL = regex.compile(
    rf"(?:(?P<lead>{_LEAD_LABEL})|(?P<support>{_SUPPORT_LABEL}))(?:{_HEAD})(?:（[^（）]*）)?"
    r"(?:[：:]|为|是|有)?"
)
_OTHER_LABEL = regex.compile(rf"{one_of(WORDS['deadline'])}|[^、：，]{{1,8}}：")
_VERB = regex.compile(
    rf"(?:(?P<lead>{one_of(WORDS['lead_verb'])})|(?P<support>{one_of(WORDS['support_verb'])}))"
    r"(?!单位|部门|人|同志|机构|方|中心|小组)"
    r"|(?P<partner>会同|联合(?!会|社|国|惩|执法|调查)|(?<=[局厅委部])商(?=[市省区县财]))"
)
# 按职责分工, 根据各自职责, 分别, 共同 before the verb
_HOW = regex.compile(
    r"(?:[，]?(?:按照?|根据|依据?|依照)[^，、；（）]{0,6}(?:职责|职能|分工|任务|权限)(?:和?(?:分工|权限|要求|范围))?"
    r"|共同|分别|具体|分头|各自|联合|统筹|分工|依法|等|为主|总|予以|积极|密切|主要|直接|做好|为)+$"
)
_DATED = regex.compile(r"[0-9]|[年月]底|底前|完成|长期|持续|推进|每年|以下|全年|分$")
_BRACKET = regex.compile(r"[（〔](?P<inner>(?:[^（）〔〕\n]|（[^（）〔〕\n]{0,30}）){2,}+)[）〕]")
_DUTY_WORD = regex.compile(
    r"负责|牵头|(?:责任|配合|参[加与]|协[办助]|落实|主办|承办|主管|实施)[^，：；、]{0,4}(?:单位|部门|[科处股]室|机构|主体|地区)|配合$|落实$|实施$"
)
_LINE = regex.compile(
    rf"(?:(?<=\n)|(?<=。)|\A)(?P<inner>(?:{_LEAD_LABEL}|{_SUPPORT_LABEL})(?:{_HEAD})[：:][^\n。]{{2,400}})"
)
_FIRST_LEADS = regex.compile(
    r"(?:列|排|排序|位列|排列|排名|序列)(?:在|于|名)?(?:第一(?:位|个|名)?|首位|前)的?(?:者|单位|部门|责任单位|责任部门|为|是|的)+[^，。；]{0,10}牵头"
    r"|第一(?:个|位)?(?:责任)?(?:单位|部门)(?:为|是|作为)?[^，。；]{0,6}牵头|首[位个](?:单位|部门)?(?:为|是)[^，。；]{0,6}牵头"
)


def first_leads(text: str) -> bool:
    """Tell whether the document says that the first body of a list leads: 列第一位者为牵头单位."""
    return "牵头" in text and _FIRST_LEADS.search(text) is not None


def find(text: str) -> Iterator[Mention[Duty]]:
    """Yield the bodies of all statements of responsibility in `text`, statement by statement."""
    statements = [
        match.span("inner")
        for match in _BRACKET.finditer(text)
        if _DUTY_WORD.search(match["inner"])
    ]
    if "：" in text:
        statements += (match.span("inner") for match in _LINE.finditer(text))
    for start, end in sorted(statements):
        yield from _duties(text, start, end)


def _duties(text: str, start: int, end: int) -> Iterator[Mention[Duty]]:
    parts = list(_parts(text, start, end))
    led = any(part.leads for part in parts)
    sides = ["support" if led and not part.leads else part.side for part in parts]
    undivided = len(set(sides)) == 1 and not led
    first = True
    for part, side in zip(parts, sides, strict=True):
        for body in bodies(text, part.start, part.end):
            duty = Duty(body.name, "lead" if side == "lead" else "support", start, first, undivided)
            yield Mention(body.start, body.end, duty, "units.statement")
            first = False


@dataclass(frozen=True, slots=True)
class _Part:
    """A list of bodies and the side it takes; `leads` where the words say 牵头 or 主办."""

    start: int
    end: int
    side: Side
    leads: bool


_CLAUSE = regex.compile(r"(?:[^，；。（）]|（[^（）]*）)+")


def _parts(text: str, start: int, end: int) -> Iterator[_Part]:
    """Yield the lists of a statement. A list before a comma goes with the verb that follows."""
    label: _Part | None = None
    open_from = -1
    for clause in _CLAUSE.finditer(text, start, end):
        begin, stop = clause.span()
        match = _LABEL.match(text, begin, stop)
        if match and (match[0][-1] in "：:为是有" or _bodies_follow(text, match.end(), stop)):
            label = _Part(
                match.end(),
                stop,
                "lead" if match["lead"] else "support",
                "牵头" in match[0] or "主办" in match[0],
            )
            open_from = -1
            yield from _labelled(label, text)
            continue
        if _OTHER_LABEL.match(text, begin, stop):
            label = None
            continue
        found = list(_said(text, begin, stop))
        if found:
            first = found[0]
            if first.start >= first.end and open_from >= 0:
                found[0] = _Part(open_from, begin - 1, first.side, first.leads)
            elif open_from >= 0:
                found[0] = _Part(open_from, first.end, first.side, first.leads)
            open_from = -1
            yield from (part for part in found if part.start < part.end)
        elif _DATED.search(text, begin, stop):
            continue
        elif label:
            yield _Part(begin, stop, label.side, label.leads)
        elif open_from < 0:
            open_from = begin


def _labelled(label: _Part, text: str) -> Iterator[_Part]:
    """Yield the list behind a label; 责任单位：A牵头、B配合 keeps what its verbs say."""
    said = [part for part in _said(text, label.start, label.end) if part.start < part.end]
    yield from said or [label]


def _bodies_follow(text: str, start: int, stop: int) -> bool:
    return start < stop and not _VERB.search(text, start, stop)


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
            done = _behind_by(text, done, verb.start())
            yield _Part(
                done,
                _without_how(text, done, verb.start()),
                side,
                "牵头" in verb[0] or "主办" in verb[0],
            )
        done = _next_list(text, verb.end(), stop, partner)
    if partner and done < stop:
        yield _Part(done, stop, "support", False)


def _next_list(text: str, place: int, stop: int, partner: bool) -> int:
    """Return where the next list of a clause begins: behind 、 or the partner's verb, else its end."""
    if partner:
        return place
    if text[place : place + 1] in ("、", "和", "及", "与"):
        return place + 1
    follows = _VERB.match(text, place, stop)
    if follows:
        return place
    later = regex.compile(r"[、](?=.{2,30}?(?:配合|负责|参与|协助|落实))|会同|联合").search(
        text, place, stop
    )
    if later is None:
        return stop
    return later.start() if later[0] in ("会同", "联合") else later.end()


def _behind_by(text: str, start: int, end: int) -> int:
    """Return where the bodies begin: behind the 由 of 资金保障由市财政局负责."""
    by = text.rfind("由", start, end)
    return by + 1 if by >= 0 else start


def _without_how(text: str, start: int, end: int) -> int:
    how = _HOW.search(text, start, end)
    return how.start() if how else end


# -- lists of bodies ----------------------------------------------------------------------------

_ENDS_A_BODY = r"(?<=[局厅委部办会社院行署队公司心团府区县市旗州镇乡处等关门构组位地街道])"
_SEPARATOR = regex.compile(rf"[、/，；]|(?:以及|及其|{_ENDS_A_BODY}(?:和|及|与|并))")
_ITEM = regex.compile(r"(?:[^、，；（）]|（[^（）]*）)+")
_PAIR = regex.compile(r"（[^（）]*）")
_OPENING = regex.compile(r"(?:由|请|以|[0-9一二三四五六七八九十]+[.、]|[：:\s*★☆▲])+")
_ET_CETERA = regex.compile(
    r"(?<![高平同初中上下均优])等(?:$|(?:[^、，；]{0,10}(?:部门|单位|机构|地区|成员|局|委办))?$)"
)
_RANK = regex.compile(r"(?:省|市|区|县|州|旗|盟|自治区|镇|乡)(?:级|直)?")
_GENERIC = regex.compile(rf"{one_of(WORDS['collective_nouns'])}(?:(?:有关|相关)(?:部门|单位))?")
_COLLECTIVE = regex.compile(
    r"(?:[省市区县州旗盟全](?:[省市区县州国]|直|级|属)?)?(?:各|有关|相关|所有|其他|本级|同级|各级)"
)
_NO_BODY = regex.compile(r"下同|的为|详见|见附件|完成|首位|第一位|^按|^无$|^略$|^另行|^[0-9.]+分?$")
_EACH_RANK = regex.compile(r"各(?:省|自治区|市|区|县|州|旗|盟)")
_RANK_GOES_ON = regex.compile(r"[县旗区]|自治|直辖|市(?:$|（|政府|人民政府|人社)")
_ENDS_BODY = regex.compile(r"[局厅委办会院署门府构心道镇街]$")


def bodies(text: str, start: int, end: int) -> list[Body]:
    """Return the bodies of the list in `text[start:end)`.

    省、市人社部门 are two; 各镇街、管委会 is one; 等部门 names nobody.

    >>> [body.name for body in bodies("扶贫办、财政部等和各省级人民政府", 0, 16)]
    ['扶贫办', '财政部', '各省级人民政府']
    """
    found: list[Body] = []
    items = list(_items(text, start, end))
    for index, (first, last) in enumerate(items):
        name = text[first:last]
        if _RANK.fullmatch(name) and index + 1 < len(items):
            ranked = _same_body(text, items[index + 1 :])
            if ranked and not (found and _COLLECTIVE.match(found[-1].name)):
                tail = _RANK.match(ranked)
                name = name + (ranked[tail.end() :] if tail else ranked)
        if found and _COLLECTIVE.match(found[-1].name) and _GENERIC.fullmatch(name):
            found[-1] = Body(found[-1].start, last, text[found[-1].start : last])
        elif found and _goes_on(found[-1].name, name):
            found[-1] = Body(found[-1].start, last, text[found[-1].start : last])
        elif 2 <= len(name) <= 40 and not _NO_BODY.search(name):
            found.append(Body(first, last, name))
    return found


def _goes_on(before: str, name: str) -> bool:
    """Tell whether a collective goes on: 各区、县（市）政府; 各盟市人社、财政部门."""
    if not _COLLECTIVE.match(before) or _COLLECTIVE.match(name):
        return False
    if _EACH_RANK.fullmatch(before):
        return _RANK_GOES_ON.match(name) is not None
    return name.endswith("部门") and not _ENDS_BODY.search(before)


def _same_body(text: str, items: list[tuple[int, int]]) -> str | None:
    """Return the first item that is more than a rank: 市人社部门 of 省、市人社部门."""
    for first, last in items:
        if not _RANK.fullmatch(text, first, last):
            return text[first:last]
    return None


def _items(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the ranges between separators, brackets kept whole, 由 and 等部门 left out."""
    for item in _ITEM.finditer(text, start, end):
        place = item.start()
        nested = [pair.span() for pair in _PAIR.finditer(text, item.start(), item.end())]
        cuts = [
            cut.span()
            for cut in _SEPARATOR.finditer(text, item.start(), item.end())
            if not any(opens < cut.start() < closes for opens, closes in nested)
        ]
        for cut_start, cut_end in [*cuts, (item.end(), item.end())]:
            opening = _OPENING.match(text, place, cut_start)
            first = opening.end() if opening else place
            cetera = _ET_CETERA.search(text, first, cut_start)
            last = cetera.start() if cetera else cut_start
            if first < last:
                yield first, last
            place = cut_end
