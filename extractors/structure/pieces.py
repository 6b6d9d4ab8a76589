"""The measures of a text without numbered lines: 一是…二是…, run-in heads, headed paragraphs.

「送温暖，…。送福字，…。」 splits at its heads, and an item that lists what several places pay
splits into their sentences. Interviews, newspaper columns and readers' letters give none.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from extractors.folding import Folded
from extractors.lexicon import one_of, read_lexicon
from extractors.structure import bullets, ends, heads, openings, run_ins
from extractors.structure.commitment import COMMITS
from extractors.structure.numbering import Line, within
from extractors.structure.sections import section_kinds

_WORDS = {entry.key: one_of(entry.forms) for entry in read_lexicon("structure_words")}
_ORDINAL = re.compile(
    r"(?:(?<=[。；：，！\n])|^)(?P<number>[一二三四五六七八九十]{1,2})(?P<mark>[是要])(?=[^否的一])",
    re.MULTILINE,
)
_HAN = "一二三四五六七八九十"
_SHORTEST_HEAD = 6
_SHORTEST_PARAGRAPH = 12
_LONGEST_HEAD = 46
_LONGEST_BARE_ACTOR = 12
_SHORTEST_LEAD = 3
_FEWEST_HEADS = 3
_FEWEST_ITEMS = 2
_LONGEST_LEAD = 32
# 今年以来，全县…, 4月20日，县就业局…: a first sentence that tells, not a head
_NO_LEAD = re.compile(r"[，：；]|^(?:今年|近日|目前|截至|为|按照|根据|[0-9])|[0-9]")
_LONGEST_PLACES_HEAD = 40
_PLACE = (
    r"[\u4e00-\u9fff]{1,8}?(?:区|县|市|旗|州|镇|乡|街道|开发区|高新区)"
    r"(?:对|按|给予|为|向|将|统筹|安排|出台|规定|明确|，)"
)
_SUM = r"(?<![0-9.,万])[0-9][0-9.,万]*+(?:元|GB?|折|%)"
_PLACE_PAYS = re.compile(rf"{_PLACE}[^。]*?{_SUM}")
# 甲县补贴300元；乙县按80%报销
_NEXT_PLACE = re.compile(rf"；(?=(?![对在为按给]){_PLACE}[^。；]*?{_SUM})")
_ACTOR = re.compile(
    r"(?![^：]*(?:举办|召开|开展|推出|助力|组织|启动|举行|发放|建立|打造|开设))"
    rf"[^，。；：、]{{1,24}}{_WORDS['actor_ending']}：$"
)
# 市总工会　慰问困难职工2000户
_ACTOR_APART = re.compile(rf"[^，。；：、 ]{{1,14}}{_WORDS['actor_ending']} (?=[^ ]{{8}})")
_HEADED = re.compile(
    r"(?P<head>[^，。；：]{2,30})：|(?P<line>[^，。；：0-9]{6,40}[^，。；：0-9]) (?=[^ ]{6})"
)
# 第一，发放消费券。…
_FIRST = re.compile(r"第[一二三四五六七八九十]{1,3}[，、：]")
_PRESS = re.compile(rf"[^。]{{0,16}}{_WORDS['press']}[^。]{{0,40}}[》：）]")
_FIRST_PERSON = re.compile(
    r"我(?=[们是在爱想也家的留和会还很就不把女男今])|(?<![自敌])我(?:说|觉得)|俺"
)
# 川籍员工张某（某电子厂）：这是我在…; 王师傅说：“今年我们…
_SPEAKER = re.compile(
    r"[^。：\n]{0,24}(?:[员职]工|工[人友]|老乡|务工[人者]员?|师傅|女士|先生|[居村]民|学员|骑手|毕业生|小[伙哥])"
    r"[^。：，\n]{0,24}："
)
_SPEAKS = re.compile(r"我[市区县省州镇局校国院厅委旗]")
_PRESS_TITLES = re.compile(_WORDS["press_column"])
_INTRO = re.compile(
    r"(?:现将|现就|经|为(?:了|进一步|深入|贯彻|切实|全面|做好|加强|落实)|根据|按照|近日|近期)"
    r".*(?:如下|通知如下|公告如下|通告如下|：)$"
    r"|.*(?:如下|以下)(?:通知|公告|措施|意见|事项)?[：。]$"
)
# 主要有：, 重点做好以下工作。
_OPENS = re.compile(r"：$|(?:以下|如下)[^，。；]{0,8}。$")
_IN_BRACKET = r"(?:[^（）]|（[^（）]{1,20}）)"
# （责任单位：县商务局、各乡镇（街道））
_UNITS_TAIL = re.compile(
    rf"（{_IN_BRACKET}{{0,126}}(?:单位|部门|负责|牵头){_IN_BRACKET}{{0,120}}）。?$"
)


class Piece(NamedTuple):
    """A measure without a line number; `group` is the same for the members of one item."""

    start: int
    end: int
    label: str
    head: str | None
    rule: str
    group: int


def find(folded: Folded, rows: Sequence[Line], title: str | None) -> list[Piece]:
    """Return the measures of the lines of an article or a text without numbers, in order."""
    if title and _PRESS_TITLES.search(title):
        return []
    rows = [row for row in rows if not _is_press(row.text)]
    found: list[Piece] = []
    groups = list(_groups(folded, rows))
    if groups:
        groups[-1] = ends.without_outlook(groups[-1])
    for number, group in enumerate(groups):
        head = title
        if len(groups) > 1:
            set_off = bullets.is_set_off(folded, group[0])
            head = bullets.head(group[0]) if set_off else _sentence_head(group[0])
        found += _pieces(folded, group, number, head)
    return found


def paragraphs(folded: Folded, rows: Sequence[Line]) -> list[Piece]:
    """Return the measures of a notice without numbers: its ordinals, else its paragraphs."""
    pieces = _ordinals(folded, rows, 0)
    if pieces:
        return pieces
    said = [row for row in rows if _says_what(row)]
    opening = next((at for at, row in enumerate(said) if not openings.announces(row.text)), 0)
    found = [_paragraph(folded, row, number) for number, row in enumerate(said[opening:])]
    goes_on = [folded.text.find("。", each.start, each.end - 1) >= 0 for each in found]
    titles = heads.of_paragraphs([each.head for each in found], goes_on)
    return [each._replace(head=title) for each, title in zip(found, titles, strict=True)]


def _says_what(row: Line) -> bool:
    """Tell whether a line is a paragraph that commits to something, no cell or introduction."""
    text = row.text
    if len(text) < _SHORTEST_PARAGRAPH or text[-1] not in "。；）" or "\t" in text:
        return False
    if _INTRO.match(text) or not COMMITS.search(text):
        return False
    return not openings.is_empty(text)


def sections(
    folded: Folded, found: Iterable[Sequence[Line]], *, tells: bool = False
) -> list[Piece]:
    """Return the measures of sections headed by a line: each one, or its paragraphs with heads.

    Sections over numbered lines are left to `leaves`. In a text that `tells` what was done each
    section is one, elsewhere one that commits to something.
    """
    pieces: list[Piece] = []
    for group, section in enumerate(found):
        head, body = section[0], section[1:]
        if section_kinds(head.text) or any(row.label for row in body):
            continue
        own = [_field_head(row) for row in body]
        if len(body) > 1 and all(own):
            pieces += [
                Piece(row.start, row.end, "", name, "measures.paragraph", group)
                for row, name in zip(body, own, strict=True)
            ]
        elif items := under_heading(folded, body):
            pieces += [item._replace(group=group) for item in items]
        elif any(tells or COMMITS.search(row.text) for row in body):
            last = next(
                row for row in reversed(section) if row.text[-1] in "。；！？）”" or row is head
            )
            pieces.append(Piece(head.start, last.end, "", head.text, "measures.section", group))
    return pieces


def _field_head(row: Line) -> str | None:
    """Return the words before the colon that a paragraph begins with: 「财政贴息:持有…」."""
    match = _HEADED.match(row.text)
    return match["head"] if match else None


def under_heading(folded: Folded, rows: Sequence[Line]) -> list[Piece]:
    """Return the paragraphs under a bare heading that each have units, or a sign (——, ★)."""
    marked = bullets.find(folded, rows)
    if marked and (marked[0] == 0 or (marked[0] == 1 and _OPENS.search(rows[0].text))):
        rows = rows[marked[0] :] if len(marked) == len(rows) - marked[0] else ()
    elif not all(_names_units(row.text) for row in rows):
        rows = ()
    return [_paragraph(folded, row, at) for at, row in enumerate(rows)] if len(rows) > 1 else []


def _names_units(text: str) -> bool:
    return text[-1] in "）。" and _UNITS_TAIL.search(text) is not None


def _paragraph(folded: Folded, row: Line, number: int) -> Piece:
    stop = row.text.find("。") % (len(row.text) + 1)
    sign = bullets.width(row.text)
    head = _own_head(folded, row) or heads.first_head(row.text, sign, stop, len(row.text))
    head = head[bullets.width(head) :] if head else None
    label = _FIRST.match(row.text)
    if label and head:
        head = head.removeprefix(label[0]) or None
    return Piece(
        row.start + sign, row.end, label[0] if label else "", head, "measures.paragraph", number
    )


def _is_press(text: str) -> bool:
    said = len(_FIRST_PERSON.findall(text)) - len(_SPEAKS.findall(text))
    return bool(_PRESS.match(text)) or said > 1 or (said > 0 and bool(_SPEAKER.match(text)))


def _groups(folded: Folded, rows: Sequence[Line]) -> Iterator[Sequence[Line]]:
    """Yield the lines of each headed item; without any head all lines are one item."""
    starts = _set_off(folded, rows)
    if starts:
        for at, after in pairwise([*starts, _last_of(starts, rows)]):
            yield rows[at:after]
        return
    starts = [at for at, row in enumerate(rows) if _starts_item(folded, row)]
    if starts != [0] and len(starts) < _FEWEST_ITEMS and len(rows) > 1:
        starts = _headed_rows(rows) or starts
    if not starts:
        if rows:
            yield rows
        return
    before = rows[: starts[0]]
    if sum(len(_places(folded, row, 0)) for row in before) > 1:
        yield before
    for at, after in zip(starts, [*starts[1:], len(rows)], strict=True):
        yield rows[at:after]


def _set_off(folded: Folded, rows: Sequence[Line]) -> list[int]:
    """Return the rows that are items behind a sign, none where 一是 begins rows."""
    found = bullets.find(folded, rows)
    return [] if found and any(_ORDINAL.match(row.text) for row in rows) else found


def _last_of(starts: Sequence[int], rows: Sequence[Line]) -> int:
    """Return the index after the last item; where each is one paragraph, so is the last."""
    lone = all(after == at + 1 for at, after in pairwise(starts))
    return starts[-1] + 1 if lone else len(rows)


def _headed_rows(rows: Sequence[Line]) -> list[int]:
    """Return the rows whose first sentence is a head: all of them, else three of parallel form."""
    leads = [_sentence_head(row) for row in rows]
    if all(leads):
        return list(range(len(rows)))
    headed = [at for at, lead in enumerate(leads) if lead]
    alike = run_ins.parallel_paragraphs([rows[at].text for at in headed])
    headed = [headed[at] for at in alike]
    return headed if headed and headed[-1] - headed[0] < len(headed) else []


def _starts_item(folded: Folded, row: Line) -> bool:
    if _ORDINAL.match(row.text):
        return False
    if _own_head(folded, row) is not None or _actor_end(row.text) > 0:
        return True
    return _ACTOR_APART.match(row.text) is not None


def _own_head(folded: Folded, row: Line) -> str | None:
    """Return the head that a paragraph begins with: in bold, or before ： or a blank, or a 。."""
    at = bisect_left(folded.bold, (row.start,))
    start, end = folded.bold[at] if at < len(folded.bold) else (-1, -1)
    if start == row.start and end < row.end:
        head = folded.text[start:end].rstrip("：。 ")
        return None if _is_actor(folded.text, start, end) else head
    match = _HEADED.match(row.text)
    if match and not _actor_end(row.text):
        head = match["head"]
        return match["line"] if head is None else None if section_kinds(head) else head
    return _before_wide_blank(folded, row)


def _is_actor(text: str, start: int, end: int) -> bool:
    """Tell whether words in bold are a body: 市人社局：; 把服务送到田头 only ends like one."""
    words = text[start:end].rstrip("：。 ")
    has_colon = text[end - 1] == "：" or text.startswith("：", end)
    if not has_colon and (len(words) > _LONGEST_BARE_ACTOR or "“" in words):
        return False
    return _ACTOR.match(words + "：") is not None


def _before_wide_blank(folded: Folded, row: Line) -> str | None:
    """Return the head that a wide blank of the source parts from its paragraph.

    「举办专场招聘会　4月20日，…」: folding takes the blank out where a digit or quote follows.
    """
    if row.text[-1] not in "。！”":
        return None
    offsets = folded.offsets
    for at in range(row.start + _SHORTEST_HEAD, min(row.start + _LONGEST_HEAD, row.end - 12)):
        if offsets[at] - offsets[at - 1] > 1 and folded.text[at] not in "，。；：":
            gap = folded.source[offsets[at - 1] + 1 : offsets[at]]
            if not gap.strip(" \t\u3000") and ("\u3000" in gap or len(gap) > 1):
                head = folded.text[row.start : at].strip()
                return head if head[-1] not in "，、：；。" else None
    return None


def _sentence_head(row: Line) -> str | None:
    """Return the first sentence, where it names what the paragraph tells: 县就业局开展走访。4月…"""
    head, stop, rest = row.text.partition("。")
    if not stop or len(rest) < _SHORTEST_HEAD or not _SHORTEST_LEAD <= len(head) <= _LONGEST_LEAD:
        return None
    return None if _NO_LEAD.search(head) or _ORDINAL.search(row.text) else head


def _actor_end(text: str) -> int:
    stop = text.find("：", 0, 26)
    return stop + 1 if stop > 0 and _ACTOR.match(text[: stop + 1]) else 0


def _pieces(folded: Folded, rows: Sequence[Line], group: int, title: str | None) -> list[Piece]:
    found = _ordinals(folded, rows, group) or _run_ins(folded, rows, group)
    if found:
        return found
    places = [piece for row in rows for piece in _places(folded, row, group)]
    if len(places) > 1:
        return places
    first, last = rows[0], rows[-1]
    if last.end - first.start < 12:
        return []
    head = _own_head(folded, first)
    if head is None and not _actor_end(first.text):
        head = title
    sign = bullets.width(first.text)
    head = head[bullets.width(head) :] if head else None
    return [Piece(first.start + sign, last.end, "", head, "measures.headed", group)]


# -- 一是…二是… -----------------------------------------------------------------------------------


def _ordinals(folded: Folded, rows: Sequence[Line], group: int) -> list[Piece]:
    """Return one piece for each member of a run 一是…二是…, the closing sentence left out."""
    if not rows:
        return []
    marks: list[re.Match[str]] = []
    for match in _ORDINAL.finditer(folded.text, rows[0].start, rows[-1].end):
        if _HAN.find(match["number"]) == 0 or (
            marks and _value(match["number"]) == _value(marks[-1]["number"]) + 1
        ):
            marks.append(match)
    if len(marks) < 2:
        return []
    found: list[Piece] = []
    for match, after in zip(marks, [*marks[1:], None], strict=True):
        row = within(rows, 0, match.start() + 1)[-1]
        goes_on = after is not None and _value(after["number"]) > 1
        limit = after.start() if after else row.end
        end = min(limit, row.end)
        if not goes_on:
            before = found[-1].head or "" if found else ""
            more = "。" in before[:-1]
            end = ends.member_end(folded.text, match.start(), end, goes_on=more)
        label = match["number"] + match["mark"]
        head = folded.text[match.end() : end]
        found.append(Piece(match.start(), end, label, head, "measures.ordinal", group))
    return found


def _value(number: str) -> int:
    if len(number) == 1:
        return _HAN.index(number) + 1
    return 10 + _HAN.index(number[1]) + 1 if number[0] == "十" else 0


# -- heads within a paragraph ---------------------------------------------------------------------


def _run_ins(folded: Folded, rows: Sequence[Line], group: int) -> list[Piece]:
    """Split paragraphs at three or more heads of parallel form, each with its sentence."""
    return [
        Piece(each.start, each.end, each.label, each.head, "measures.run_in", group)
        for row in rows
        for each in run_ins.find(folded.text, row.start, row.end)
    ]


def _places(folded: Folded, row: Line, group: int) -> list[Piece]:
    """Return the sentences that each say what one place pays."""
    found = []
    for match in ends.SENTENCE.finditer(row.text):
        sentence = match[0].lstrip()
        gap = len(match[0]) - len(sentence)
        lead = _lead(folded, row, sentence)
        if lead and not _PLACE_PAYS.match(sentence):
            sentence, gap = sentence[lead:], gap + lead
        if _PLACE_PAYS.match(sentence):
            begin = row.start + match.start() + gap
            cuts = [each.end() for each in _NEXT_PLACE.finditer(sentence)]
            found += [
                Piece(begin + start, begin + end, "", None, "measures.places", group)
                for start, end in pairwise([0, *cuts, len(sentence)])
            ]
    return found


def _lead(folded: Folded, row: Line, sentence: str) -> int:
    """Return the length of the head over places' sentences: 各地政策一览：, or 0."""
    for sign in " ：":
        at = sentence.find(sign, 1, _LONGEST_PLACES_HEAD)
        if at > 0:
            return at + 1
    if not row.text.startswith(sentence):
        return 0
    head = _before_wide_blank(folded, row)
    return len(head) if head else 0
