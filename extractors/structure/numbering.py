"""The numbers that begin lines: 「一、」, 「（一）」, 「1.」, 「1.1」, 「（1）」, 「第十条」, ①.

Leaves alone numbers that are no labels: 「1.5万元」, 「2021年…」, 「3个」, 「第五条所列…」, and the
numbered lines of a list of annexes, of notes and of a table of contents.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from extractors.numerals import read_numeral

KINDS = (
    "chapter",
    "section",
    "article",
    "han",
    "named",
    "han_bracket",
    "digit",
    "decimal",
    "decimal_deep",
    "digit_bracket",
    "digit_close",
    "circle",
)
"""From the outermost to the innermost, where a document keeps to the usual order."""

_HAN = r"[一二三四五六七八九十]{1,3}"
_ORDINAL = r"[一二三四五六七八九十百零〇0-9]{1,6}"
# 第五条所列认定条件, 第三条、第四条规定 begin no article; 第三条第二款 neither
_NAMES_ARTICLE = r"(?![的、和及至]|所[列称述指]|规定|第[一二三四五六七八九十0-9]+[款项])"

_NAMED = r"(?:政策|措施|举措|任务|行动|项目|服务|礼包)"

_LABEL = re.compile(
    rf"""
    (?: (?P<chapter>       第{_ORDINAL}(?:[章编篇]|部分) )
      | (?P<section>       第{_ORDINAL}节 )
      | (?P<article>       第{_ORDINAL}条 ) {_NAMES_ARTICLE}
      | (?P<han>           {_HAN} ) [ ]?[、.，] [ ]?
      | (?P<named>         {_NAMED} (?:{_HAN}|[0-9]{{1,2}}) ) [：、.] (?![0-9]) [ ]?
      | （(?P<han_bracket> {_HAN} ）) [、.]?
      | (?P<digit>  [1-9][0-9]{{0,2}} ) (?: [.、，](?![0-9]) | [.、](?=(?:19|20)[0-9]{{2}}[年届]) )
      | (?P<zero>          0[1-9] ) [ .、：]? (?![年月日时分号])(?=[“《\u4e00-\u9fff]{{2}})
      | （(?P<digit_bracket> [0-9]{{1,2}} ）)
      | (?P<digit_close>   [0-9]{{1,2}} ）)
      | (?P<circle>        [①-⑳] )
    ) [ ]?
    """,
    re.VERBOSE,
)
# 5.100周岁及以上的 after 4.…, 2、10月底前; never 4.5万元 or 2、3号楼
_TIGHT_DIGIT = re.compile(
    r"(?P<digit>[0-9]{1,2})(?:\.(?=[0-9])|、(?=[0-9]{1,4}[年月]))(?![0-9.]+(?:[万亿]|%|个?百分|元|倍|级|吨|米))"
)
# 1.1 支持技改, 2.3.1建立机制; never 1.5万元 or 4.1月底前
_DECIMAL = re.compile(
    r"(?:(?P<decimal>[0-9]{1,2}\.[1-9][0-9]?)"
    r"|(?P<decimal_deep>[0-9]{1,2}\.[1-9][0-9]?\.[1-9][0-9]?))[.、]?[ ]?"
    r"(?![万亿千百元倍亩米吨级周天月日年个名人家户场次条项批期楼号至到分公平小辆件台岁])"
    r"(?=[“《\u4e00-\u9fff])"
)
_SIGNS = {
    **{sign: ("han_bracket", at) for at, sign in enumerate("㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩", 1)},
    **{chr(0x2488 + at): ("digit", at + 1) for at in range(20)},
    **{chr(0x2474 + at): ("digit_bracket", at + 1) for at in range(20)},
    **{chr(0x2776 + at): ("circle", at + 1) for at in range(10)},
    **{chr(0x2780 + at): ("circle", at + 1) for at in range(10)},
}
"""Numbers of one sign with their dot or brackets: ㈠, ⒈, ⑴, ❶, ➀."""
_DIGITS = frozenset("123456789")
_AFTER_DIGITS = frozenset(".、，）")
_FIRST_SIGNS = frozenset(
    "附备注说相政措举任行项服礼第（一二三四五六七八九十0123456789①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
).union(_SIGNS)

# 第三章 目录管理 第十五条 …: the chapter's name and its first article share a line
_ARTICLE_INSIDE = re.compile(rf"第{_ORDINAL}条{_NAMES_ARTICLE}")

# 附件下载 stands under a web page
_ANNEX_LIST = re.compile(
    r"(?:附[件表录]?|(?:相关)?附件(?:下载|列表)?|备?注|说明)[：:]?(?:$|1[.、]|①|（1）)"
)
_BEFORE_ENTRIES = ("：", ":", "附件", "附件下载", "附件列表")
_NOTE_KINDS = frozenset({"digit", "digit_bracket", "circle"})
_CONTENTS = frozenset({"目录", "目 录", "目次"})
_LONGEST_CONTENTS = max(map(len, _CONTENTS))
# 一、总则……………3
_CONTENTS_ENTRY = re.compile(r"(?:[.·…]{3,}|…{2,})[ ]*[0-9]{1,3}$")
_ENTRY_TAIL = re.compile(r"[ .…·0-9\t—-]+$")


class Label(NamedTuple):
    """A number at the head of a line: `[start, end)` holds it, `text` as printed without blanks."""

    start: int
    end: int
    kind: str
    number: int
    text: str


class Line(NamedTuple):
    """One line of the folded text. `is_entry` where it belongs to a list of annexes or contents."""

    start: int
    end: int
    text: str
    label: Label | None
    is_entry: bool = False

    @property
    def words(self) -> str:
        """The line without its label."""
        return self.text[self.label.end - self.start :] if self.label else self.text


def within(rows: Sequence[Line], start: int, end: int) -> Sequence[Line]:
    """Return the lines that begin in `[start, end)`; `rows` are in order."""
    first = bisect_left(rows, start, key=_START)
    return rows[first : bisect_left(rows, end, lo=first, key=_START)]


_START = attrgetter("start")


@lru_cache(maxsize=2)
def lines(text: str) -> tuple[Line, ...]:
    """Return the lines of a folded text with their labels, empty ones left out."""
    found = list(_labelled(text))
    _clear_contents(found)
    return tuple(found)


def _labelled(text: str) -> Iterator[Line]:
    place = 0
    last_digit = 0
    entry = 0
    is_note = False
    decimal = (1, 1)
    for words in text.split("\n"):
        start, end = place, place + len(words)
        place = end + 1
        if not words:
            continue
        if words[0] not in _FIRST_SIGNS:
            yield Line(start, end, words, None)
            continue
        if words[-1].isdigit() and _CONTENTS_ENTRY.search(words, max(0, len(words) - 80)):
            yield Line(start, end, words, None, is_entry=True)
            continue
        if words[0] in "附备注说相" and _ANNEX_LIST.match(words):
            entry = 1 if words.endswith(_BEFORE_ENTRIES) else 2
            is_note = words[0] in "备注说"
            yield Line(start, end, words, None, is_entry=entry == 2)
            continue
        label = _label(words, start, last_digit)
        if label and label.kind == "decimal":
            first = _whole(label)
            if (first, label.number) in (decimal, (last_digit, 1), (decimal[0] + 1, 1)):
                decimal = (first, label.number + 1)
            else:
                label = None
        if label is None:
            yield Line(start, end, words, None)
            continue
        if label.number == entry and _goes_on_list(words, label.kind, is_note=is_note):
            entry += 1
            yield Line(start, end, words, None, is_entry=True)
            continue
        if label.kind == "digit":
            last_digit = label.number
        entry = 0
        line = Line(start, end, words, label)
        if label.kind in ("chapter", "section"):
            yield from _split_chapter(line)
        else:
            yield line


def _goes_on_list(words: str, kind: str, *, is_note: bool) -> bool:
    """Tell whether the next number of a list of annexes or notes may be its next entry."""
    if is_note:
        return kind in _NOTE_KINDS
    return kind == "digit" and len(words) < 90 and words[-1] != "。"


def _label(words: str, start: int, last_digit: int) -> Label | None:
    if words[0] in _DIGITS and _AFTER_DIGITS.isdisjoint(words[1:4]):
        return None  # 2021年, 24 before the tab of a cell
    match = _LABEL.match(words)
    if "." in words[1:3]:
        match = _DECIMAL.match(words) or match
    if match is None:
        if words[0] in _SIGNS:
            kind, number = _SIGNS[words[0]]
            return Label(start, start + 1 + words.startswith(" ", 1), kind, number, words[0])
        match = _TIGHT_DIGIT.match(words)
        if match is None or int(match["digit"]) != last_digit + 1:
            return None
    kind = match.lastgroup or ""
    if kind == "zero":  # 01 留岗奖励
        return Label(start, start + match.end(), "digit", int(match[kind]), match[0].strip())
    sign = match[kind].rstrip("）")
    return Label(start, start + match.end(), kind, _number(sign), match[0].strip())


def _whole(label: Label) -> int:
    """Return the first number of a decimal label: 2 of 2.3."""
    return int(label.text.partition(".")[0])


@lru_cache(maxsize=512)
def _number(sign: str) -> int:
    """Return the number that a label states, 0 where it is none."""
    if "①" <= sign <= "⑳":
        return ord(sign) - ord("①") + 1
    if "." in sign:
        return int(sign.rpartition(".")[2])
    value = read_numeral(sign.strip("第章编篇节条部分政策措施举任务行动项目服礼包"))
    return int(value) if value is not None else 0


def _split_chapter(line: Line) -> Iterator[Line]:
    """Yield the line, in two where a chapter's name and its first article share it."""
    inside = _ARTICLE_INSIDE.search(line.text, 2, 40)
    if inside is None:
        yield line
        return
    cut = inside.start()
    label = _label(line.text[cut:], line.start + cut, 0)
    yield Line(line.start, line.start + cut, line.text[:cut].rstrip(), line.label)
    yield Line(line.start + cut, line.end, line.text[cut:], label)


def _clear_contents(found: list[Line]) -> None:
    """Take the labels off a table of contents: its first entry stands again at a line's head."""
    for index, line in enumerate(found[:200]):
        if len(line.text) > _LONGEST_CONTENTS or line.text not in _CONTENTS:
            continue
        if index + 1 >= len(found):
            continue
        first = _ENTRY_TAIL.sub("", found[index + 1].text)
        again = next(
            (at for at in range(index + 2, len(found)) if found[at].text.startswith(first)), None
        )
        if again is not None and len(first) >= 3:
            for at in range(index + 1, again):
                entry = found[at]
                if entry.text[-1] in "。；：":
                    break
                found[at] = Line(entry.start, entry.end, entry.text, None, is_entry=True)
        return
