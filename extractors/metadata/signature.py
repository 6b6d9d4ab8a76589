"""The foot of a document: signature and date, 公开方式, 抄送, the line 「…2021年2月4日印发」.

Reads signatures of many lines and of many names on a line, names broken over lines, a name and its
date on one line. Leaves alone dates in sentences, and the foot of a superior's document that is
reproduced as an annex.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.lexicon import one_of, read_lexicon
from extractors.metadata import bodies
from extractors.metadata.bodies import Span
from extractors.metadata.letterhead import DAY
from extractors.structure.numbering import Line

_CLOSING = r"[）]?"
_DAY_AT_END = re.compile(rf"{DAY.pattern}{_CLOSING}\Z", re.VERBOSE)
_BEFORE_LAST = "日0123456789一二三四五六七八九十"
_PRINTED = re.compile(rf"(?P<printed>{DAY.pattern})印(?:发|制|送)\Z", re.VERBOSE)
_COPY = re.compile(
    r"""
    (?: 抄送 | 抄报 | 抄发 | 分送 | 发送 | 呈送 | 呈报 | 主报 | 本期(?:报|送|发) | 报送
      | [报发送] ) ：
    (?P<copies> .+ )
    """,
    re.VERBOSE,
)
_SENT = re.compile(r"主送：(?P<recipients>.+)")
_PUBLIC = re.compile(
    r"""
      [（]? (?:信息)?公开(?:方式|选项|属性|形式|类别) ： [ ]?
      (?P<labelled> [^。；（）]{2,12} ) [）]?
    | [（]? (?P<plain> (?:主动|依申请|不予|免予)公开 ) [）]?
    | [（] (?P<bracketed> (?:此|本)(?:件|文)?[^（）]{0,4}公开[^（）]{0,6} ) [）]
    | (?P<told> 此件[^（）。]{0,6}公开[^（）。]{0,6} )
    """,
    re.VERBOSE,
)
_DUTIES = {entry.key: entry.forms for entry in read_lexicon("responsibility")}
# 责任单位 县人社局 below the last item signs nothing
_DUTY = re.compile(
    one_of((*_DUTIES["lead_label"], *_DUTIES["support_label"])) + one_of(_DUTIES["label_head"])
)
_LONGEST_SIGNATURE = 60
_FOOT_ROWS = 30
_MOST_SIGNERS = 60


@dataclass(slots=True)
class Foot:
    """Where the fields of a foot stand, as ranges of the folded text."""

    issuers: tuple[Span, ...] = ()
    day: Span | None = None
    printed: Span | None = None
    publicity: Span | None = None
    copies: tuple[Span, ...] = ()
    recipients: Span | None = None


def read(text: str, rows: Sequence[Line]) -> Foot:
    """Return the foot of a document whose lines after its head are `rows`."""
    foot = Foot()
    last = len(rows) - _FOOT_ROWS
    for index, row in enumerate(rows):
        line = row.text
        closes = line[-1]
        if closes in "日）" and foot.day is None:
            _sign(text, rows, index, foot)
        elif closes in "发制送" and line.endswith(("发", "印制", "印送")):
            match = _PRINTED.search(line[-40:])
            if match:
                offset = row.end - len(line[-40:])
                foot.printed = (offset + match.start("printed"), offset + match.end("printed"))
        if len(line) < 40 and "公开" in line:
            public = None if foot.publicity else _PUBLIC.fullmatch(line)
            foot.publicity = foot.publicity or _group(public, row, public and public.lastgroup)
        elif (index >= last or line[0] == "抄") and "：" in line[:6]:
            copies = _group(_COPY.fullmatch(line), row, "copies")
            if copies:
                foot.copies += (_without_stop(text, copies),)
            foot.recipients = foot.recipients or _group(_SENT.fullmatch(line), row, "recipients")
    if foot.day is None:
        foot.issuers = _undated(text, rows)
    return foot


def _group(match: "re.Match[str] | None", row: Line, name: str | None) -> Span | None:
    if match is None or name is None:
        return None
    return row.start + match.start(name), row.start + match.end(name)


def _without_stop(text: str, span: Span) -> Span:
    start, end = span
    while end > start and text[end - 1] in "。，；":
        end -= 1
    return start, end


def _sign(text: str, rows: Sequence[Line], index: int, foot: Foot) -> None:
    """Take the signature that a line with a date closes."""
    row = rows[index]
    if row.text[-2:-1] not in _BEFORE_LAST:  # （市、区）: most brackets close no date
        return
    day = _DAY_AT_END.search(row.text) if len(row.text) <= _LONGEST_SIGNATURE else None
    if day is None:
        return
    start, end = row.start + day.start(), row.start + day.end()
    if day[0].endswith("）"):
        end -= 1
    before = row.text[: day.start()].strip(" （")
    if before:
        names = bodies.split(text, row.start, start)
        if not names:
            return
    else:
        names = []
    names = _above(text, rows, index) + names
    if names or _may_stand_alone(rows, index):
        foot.issuers, foot.day = tuple(names), (start, end)


def _may_stand_alone(rows: Sequence[Line], index: int) -> bool:
    """Tell whether a date without a name over it closes a text: it follows a paragraph."""
    if index == 0:
        return False
    above = rows[index - 1]
    return above.text[-1] == "。" or above.is_entry or above.text.startswith("附件")


def _above(text: str, rows: Sequence[Line], index: int) -> list[Span]:
    """Return the names of bodies on the lines right above a line."""
    first = index
    while first > max(0, index - _MOST_SIGNERS) and _may_sign(rows[first - 1]):
        first -= 1
    while first < index:
        names = bodies.split(text, rows[first].start, rows[index - 1].end)
        if names:
            return names
        first += 1
    return []


def _may_sign(row: Line) -> bool:
    line = row.text
    if row.label is not None or row.is_entry or len(line) > 200 or line[-1] in "。：；":
        return False
    if _DUTY.match(line):
        return False
    if bodies.split(line, 0, len(line)):
        return True
    return len(line) <= 25 and not line.startswith("附") and bodies.starts_body(line)


def _undated(text: str, rows: Sequence[Line]) -> tuple[Span, ...]:
    """Return the bodies that close a text without a date, or (); not those of the 版记."""
    for index in range(len(rows) - 1, max(-1, len(rows) - 8), -1):
        line = rows[index].text
        if rows[index].label is not None or line[-1] == "。" or line[0] == "〔":
            return ()
        if _DUTY.match(line):
            return ()
        is_print = index + 1 < len(rows) and _PRINTED.search(rows[index + 1].text[-40:])
        if not is_print and bodies.split(text, rows[index].start, rows[index].end):
            return tuple(_above(text, rows, index + 1))
    return ()
