"""The parts of a text: the main text, what a covering notice issues, attachments, articles.

A part begins at its letterhead, its 「附件1」 or its title, and ends with its signature; the 版记
belongs to the last. The list of annexes at the end of a text (「附件：1.…」) begins none. A
superior's document reproduced as an annex has its own issuers and date. Bulletins are cut in
`articles`.
"""

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from extractors import places
from extractors.folding import Folded
from extractors.lexicon import one_of, read_lexicon
from extractors.numerals import read_numeral
from extractors.scope import PartSpan
from extractors.structure import articles, headlines, reports
from extractors.structure.numbering import Line, lines, within
from extractors.structure.openings import COVERS

TITLE_WORDS = {entry.key: one_of(entry.forms) for entry in read_lexicon("part_titles")}
_ENDS_TITLE = re.compile(
    rf"(?:{'|'.join(TITLE_WORDS.values())})(?:（[^（）]{{1,20}}）|〔[^〔〕]{{1,20}}〕)?[0-9]?$"
)
_HEADS_ANNEX = re.compile(
    r"""
    附[ ]?(?:件|录|表)[ ]?
    (?P<number> [0-9一二三四五六七八九十]{0,3} (?:[-—][0-9]{1,2})? )
    [ ]? (?P<colon> [：.、]? ) [ ]?
    (?P<rest> .{0,120} ) $
    """,
    re.VERBOSE,
)
DATE_LINE = re.compile(
    r"""
    [（]?(?P<year>[0-9〇零一二三四五六七八九]{4})年
    (?P<month>[0-9一二三四五六七八九十]{1,3})月
    (?P<day>[0-9一二三四五六七八九十]{1,3})日[）]?$
    """,
    re.VERBOSE,
)
DOC_NUMBER_LINE = re.compile(r"[（]?[^，。；：（）]{1,16}〔[0-9]{4}〕[0-9]{1,5}号[）]?$")
_WORDS = {entry.key: one_of(entry.forms) for entry in read_lexicon("structure_words")}
# 扫一扫, 打印关闭: what a web page prints under a document; 公开方式, 抄送: the 版记
TAIL = re.compile(
    rf"""
    {_WORDS["tail"]}
  | [^，。；]{{2,40}} (?: 印发 | 秘书处 | 办公室[0-9]{{4}}年.{{2,8}}印发 ) $
  | 附[件表录]? (?: [：0-9] | $ )
    """,
    re.VERBOSE,
)
_ISSUES = r"(?:印发|转发|发布|公布|下发)"
_NESTED_TITLE = r"[^《》\n]{4,80}(?:《[^《》\n]{2,60}》[^《》\n]{0,40})*"
_ISSUED = re.compile(
    rf"""
    (?: {_ISSUES} | 现将 | 制定了? | 修订了? | 通过了? | ^[^《》]{{0,12}} )
    《(?P<title> {_NESTED_TITLE} )》
  | {_ISSUES} (?P<plain> [^《》\n，。]{{4,90}}? ) 的 (?: 通知 | 函 | 公告 | 通告 | 决定 | 命令 ) $
    """,
    re.VERBOSE | re.MULTILINE,
)
_MAY_ISSUE = re.compile("《|印发|转发|发布|公布|下发")
_RECIPIENTS = re.compile(r"[^。；]{3,300}：$")
_CENTRAL_RECIPIENTS = re.compile(r"各省[、（]|各省、自治区|各省（区")
_BLANKS_AND_QUOTES = re.compile(r"[\s《》“”〈〉、，。：（）〔〕]+")
_COVER_REACH = 60
_PREFIX = 8
_MOST_SIGNATURES = 4
_TITLE_LINES = 5
_MOST_ANNEXES = 40
_SIGNATURE_LINES = 30
_PLACE_REACH = 12


class _Head(NamedTuple):
    """Where a part begins: the index of its first line, of its first line after 「附件1」."""

    line: int
    body: int
    rest: str
    is_annex: bool


def find(folded: Folded) -> tuple[PartSpan, ...]:
    """Return the parts of a document, in order, apart; a text without words has none."""
    rows = lines(folded.text)
    if not rows:
        return ()
    heads = articles.find(folded, rows) or reports.find(folded.text, rows)
    if heads:
        spans = _spans(rows, [(each.line, "article", each.title) for each in heads])
        return tuple(_with_place(span, heads[0].within) for span in spans)
    annexes = _annex_heads(rows)
    first = annexes[0].line if annexes else len(rows)
    cuts: list[tuple[int, str, str | None]] = [(0, "main", None)]
    issued = _issued_head(folded.text, rows[:first])
    if issued:
        cuts.append((issued[0], "attachment", issued[1]))
    cuts += [(head.line, "attachment", _title(rows, head)) for head in annexes]
    if annexes and not first:
        cuts = cuts[1:]
    spans = _spans(rows, cuts)
    return tuple(_with_origin(span, rows, spans[0]) for span in spans)


def _spans(
    rows: Sequence[Line], cuts: Sequence[tuple[int, str, str | None]]
) -> tuple[PartSpan, ...]:
    spans = []
    ends = [cut[0] for cut in cuts[1:]] + [len(rows)]
    for number, ((first, kind, title), after) in enumerate(zip(cuts, ends, strict=True), 1):
        start, end = rows[first].start, rows[after - 1].end
        if kind == "main":
            title = _main_title(rows[first:after])
        summed = reports.summary(rows[first:after]) if kind == "main" else None
        tells = bool(summed) or kind == "article"
        title = summed or title
        spans.append(PartSpan(f"p{number}", kind, title, start, end, tells=tells))  # type: ignore[arg-type]
    return tuple(spans)


# -- attachments --------------------------------------------------------------------------------


def _annex_heads(rows: Sequence[Line]) -> list[_Head]:
    """Return the lines that begin an attachment: no list of annexes, no mention of one."""
    found = []
    for index, row in enumerate(rows):
        if row.text[0] != "附" or row.is_entry:
            continue
        match = _HEADS_ANNEX.match(row.text)
        if match is None or not _may_head(match):
            continue
        found.append(_Head(index, index + 1, match["rest"], True))
    return [head for at, head in enumerate(found) if _is_head(rows, found, at)]


def _may_head(match: "re.Match[str]") -> bool:
    """附件中所列材料… names an attachment in a sentence; 附件：, 附件1 may head one."""
    rest = match["rest"]
    if not rest:
        return True
    if not match["number"] and not match["colon"]:
        return False
    return not rest.endswith(("。", "；", "）。")) and len(rest) <= 80


def _is_head(rows: Sequence[Line], found: Sequence[_Head], at: int) -> bool:
    """Tell an attachment's head from a list of annexes that prints one name a line.

    After a list the signature follows with its date, or the next 附件, or nothing; a name that
    stands again at a later head was only announced.
    """
    head = found[at]
    after = found[at + 1].line if at + 1 < len(found) else len(rows)
    block = rows[head.body : after]
    name = _plain(head.rest or (block[0].text if block else ""))
    for later in found[at + 1 : at + _MOST_ANNEXES]:
        other = later.rest or (rows[later.body].text if later.body < len(rows) else "")
        if len(name) >= 4 and _plain(other)[:14] == name[:14]:
            return False
    if not block:
        return False
    if block[0].is_entry:
        return False
    return not _signed_before_words(block)


def _signed_before_words(block: Sequence[Line]) -> bool:
    """Tell whether a date line comes before any sentence or number: 附件：方案, signature, date."""
    for row in block[:40]:
        if DATE_LINE.match(row.text):
            return True
        if row.label or row.text.endswith(("。", "；")) or "\t" in row.text or len(row.text) > 80:
            return False
    return all(row.is_entry or TAIL.match(row.text) for row in block)


def _plain(text: str) -> str:
    return _BLANKS_AND_QUOTES.sub("", text)


# -- what a covering notice issues ----------------------------------------------------------------


def _issued_head(text: str, rows: Sequence[Line]) -> tuple[int, str | None] | None:
    """Return the line where the plan begins that a covering notice issues, and its title."""
    cover = None
    near = rows[:_COVER_REACH]
    covers = COVERS.search(text, 0, near[-1].end) if near else None
    if covers:
        late = (at for at, row in enumerate(near) if row.end > covers.start())
        cover = next((at for at in late if COVERS.search(near[at].text)), None)
    if cover is None:
        return _unannounced_head(rows)
    names = _issued_names(rows[: cover + 1])
    signs = {name[:1] for name in names}
    for at in range(cover + 1, min(len(rows), cover + _COVER_REACH)):
        sign = rows[at].text[0]
        if sign not in signs and sign.isalnum():
            continue
        begins = _plain(rows[at].text[:_PREFIX])
        title = _title_at(rows, at, names) if begins[:1] in signs or not begins else None
        if title and _has_words(rows[at + 1 :]):
            return at, title
    signed = _date_after(rows, cover)
    if signed is None:
        return None
    at = _skip_tail(rows, signed + 1)
    if at < len(rows) and _has_words(rows[at:]):
        if rows[at].label is not None:
            return at, next(iter(names.values()), None)
        if _ENDS_TITLE.search("".join(row.text for row in _title_rows(rows, at))):
            return at, _joined(_title_rows(rows, at))
    return None


def _unannounced_head(rows: Sequence[Line]) -> tuple[int, str | None] | None:
    """A plan under a dated notice that says no 印发: its title stands alone after the date."""
    signed = -1
    for _ in range(_MOST_SIGNATURES):
        after = _date_after(rows, signed + 1)
        if after is None:
            return None
        signed = after
        before = rows[max(0, signed - _COVER_REACH) : signed]
        at = _skip_tail(rows, signed + 1)
        if at == len(rows) or not any(row.text.endswith("：") for row in before):
            continue
        title = _title_rows(rows, at)
        named = _ENDS_TITLE.search("".join(row.text for row in title))
        if named and sum(len(row.text) for row in before) >= 60 and _has_words(rows[at:]):
            return at, _joined(title)
    return None


def _issued_names(rows: Sequence[Line]) -> dict[str, str]:
    """Return the names of what is issued, as printed, by their plain form."""
    names: dict[str, str] = {}
    heading = "".join(row.text for row in rows[:6] if not row.text.endswith(("：", "。")))
    for text in (*(row.text for row in rows), heading):
        for match in _ISSUED.finditer(text) if _MAY_ISSUE.search(text) else ():
            name = match["title"] or match["plain"]
            names.setdefault(_plain(name), name)
    return names


def _title_at(rows: Sequence[Line], at: int, names: dict[str, str]) -> str | None:
    """Return the title that begins at a line where it is one of `names`, over up to five lines."""
    joined = ""
    for row in rows[at : at + _TITLE_LINES]:
        if row.label and row.label.kind != "digit" and joined == "":
            return None
        joined += _plain(row.text)
        if joined in names:
            return names[joined]
        if len(joined) > 120 or not any(name.startswith(joined) for name in names):
            return None
    return None


def _date_after(rows: Sequence[Line], at: int) -> int | None:
    ends = (i for i in range(at, len(rows)) if rows[i].text[-1] in "日）")
    return next((i for i in ends if DATE_LINE.match(rows[i].text)), None)


def _skip_tail(rows: Sequence[Line], at: int) -> int:
    while at < len(rows) and (rows[at].is_entry or TAIL.match(rows[at].text)):
        at += 1
    return at


def _has_words(rows: Sequence[Line]) -> bool:
    """Tell whether a document follows: numbered lines or sentences, no navigation."""
    return sum(row.label is not None or row.text.endswith("。") for row in rows[:40]) >= 2


# -- titles and origin ----------------------------------------------------------------------------


def _title_rows(rows: Sequence[Line], at: int) -> list[Line]:
    """Return the lines of a title that begins at `at`: up to the first that ends like one."""
    found: list[Line] = []
    for row in rows[at : at + _TITLE_LINES]:
        text = row.text
        if row.label or row.is_entry or "\t" in text or text.endswith(("。", "；", "：", "，")):
            break
        if len(text) > 90 or DOC_NUMBER_LINE.match(text) or DATE_LINE.match(text):
            break
        found.append(row)
        if _ENDS_TITLE.search(text):
            break
    return found


def _joined(rows: Sequence[Line]) -> str | None:
    """Join the lines of a title; the blank stays where a line already separates words by one."""
    title = ""
    for row in rows:
        gap = " " if title and (" " in title or " " in row.text) else ""
        title += gap + row.text
    return title or None


def _title(rows: Sequence[Line], head: _Head) -> str | None:
    if head.rest and _ENDS_TITLE.search(head.rest):
        return head.rest
    return _joined(_title_rows(rows, head.body)) or head.rest or None


def _main_title(rows: Sequence[Line]) -> str | None:
    """Return the heading printed over a main text: the lines before the recipients or the text."""
    best: list[Line] = []
    if headlines.opens(rows):
        return None
    for at, row in enumerate(rows[:40]):
        if row.label or row.text.endswith("。") or (_RECIPIENTS.match(row.text) and best):
            break
        found = _title_rows(rows, at)
        if (found and "关于" in "".join(each.text for each in found)) or (
            found and _ENDS_TITLE.search(found[-1].text) and not best and len(found[-1].text) >= 6
        ):
            start = next((i for i, each in enumerate(found) if "关于" in each.text), 0)
            if "关于" in found[start].text or not best:
                best = found[start:]
    return _joined(best)


def _with_origin(span: PartSpan, rows: Sequence[Line], main: PartSpan) -> PartSpan:
    """Return the part with issuers, place and date where it reproduces another's document."""
    if span.kind != "attachment":
        return span
    own = within(rows, span.start, span.end)
    number = next((at for at, row in enumerate(own[:14]) if DOC_NUMBER_LINE.match(row.text)), None)
    to = next((at for at, row in enumerate(own[:16]) if _RECIPIENTS.match(row.text)), None)
    if number is None or to is None or to < number:
        return span
    issuers = _printed_issuers(own, number)
    if _signs(rows, main, issuers):
        return span
    central = any(_CENTRAL_RECIPIENTS.search(row.text) for row in own[number : to + 1])
    days = [day for row in own[to:] if (day := _day(row.text))]
    return span._replace(
        issuers=issuers or None,
        region=places.CENTRAL if central else _region(issuers),
        date_issued=days[-1] if days else None,
    )


def _signs(rows: Sequence[Line], main: PartSpan, issuers: Sequence[str]) -> bool:
    """Tell whether the bodies over an annex also sign the main text: it is their own document."""
    own = within(rows, main.start, main.end)[-_SIGNATURE_LINES:]
    signature = [row.text for row in own if not row.label and row.text[-1] not in "。：；"]
    return bool(issuers) and all(
        any(body in line and "关于" not in line for line in signature) for body in issuers
    )


def _region(issuers: Sequence[str]) -> str | None:
    return places.region_of(issuers[0]) if issuers else None


def _with_place(span: PartSpan, within: str | None) -> PartSpan:
    """Return an article with the place that its headline begins with, below the bulletin's own."""
    named = next(places.find((span.title or "")[:_PLACE_REACH]), None)
    if named is None or named.start:
        return span
    code = named.value.code or places.region_of((span.title or "")[: named.end], within)
    return span._replace(region=code) if code and code != within else span


def _printed_issuers(own: Sequence[Line], number: int) -> tuple[str, ...]:
    """Return the bodies of a letterhead: the words over 关于, one a line or parted by blanks."""
    bodies: list[str] = []
    for row in own[:number]:
        if _HEADS_ANNEX.match(row.text):
            continue
        before, about, _ = row.text.partition("关于")
        bodies += before.split()
        if about:
            return tuple(bodies)
    return ()


def _day(text: str) -> date | None:
    match = DATE_LINE.match(text)
    if match is None:
        return None
    year, month, day = (read_numeral(match[part]) for part in ("year", "month", "day"))
    if year is None or month is None or day is None:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
