"""The articles and columns of a bulletin (简报, 专报, 工作动态): one for each headed piece.

Heads are the lines that a mark of the source makes headings, those in 【】, and short lines without
a stop over a paragraph, before the first of these or at the top of a column. The masthead and its
contents (本期要目) belong to the first article. Other documents: ().
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors import places
from extractors.folding import Folded
from extractors.lexicon import one_of, read_lexicon
from extractors.structure.numbering import Line

_MASTHEAD_LINES = 10
_PAGE_LINES = 24
_WORDS = {entry.key: one_of(entry.forms) for entry in read_lexicon("structure_words")}
_NUMERAL = "[0-9一二三四五六七八九十〇]"
_ISSUE = re.compile(rf"期(?:(?<={_NUMERAL}期)|(?<={_NUMERAL} 期))|增刊")
# 简报, 简报（第5期）, 简报 2022年第5期
_NAME = re.compile(
    rf"{_WORDS['bulletin']}[ ]?(?:$|[（〔](?:[0-9]{{4}}[〕年]?)?(?:总?第|[0-9]|增刊)"
    r"|(?:[0-9]{4}年)?总?第[ ]?[0-9一二三四五六七八九十]{1,4}[ ]?期)"
)
_DATED = re.compile(r".{0,30}[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日$")
_BRACKETED = re.compile(r"〔[^〔〕]{2,20}〕$")
# 本期要目, 编者按: they head no article
_FRONT = re.compile(rf"〔?{_WORDS['bulletin_front']}〕?：?$")
_CIRCULATION = re.compile(
    r"(?:本期)?[报送发]：|编辑|责任编辑|联系(?:人|电话)|电子邮箱|编[辑审校]：|签发|共印|主编"
)
# 简讯, 短讯: columns of two characters
_COLUMN = re.compile(_WORDS["short_column"])
_STOPS = "。；：，！？"
_MARKS = "〔〕★☆●■◆▲△◎※ "
_SHORTEST = 4
_LONGEST = 45
_LONGEST_COLUMN = 22
_LONGEST_NAME = 6
_SHORTEST_PARAGRAPH = 40


@dataclass(frozen=True, slots=True)
class Article:
    """Where an article begins (an index of lines; 0 takes in the masthead) and its headline.

    `within` is the code of the place whose body issues the bulletin, by its masthead.
    """

    line: int
    title: str
    within: str | None


def find(folded: Folded, rows: Sequence[Line]) -> list[Article]:
    """Return the articles of a bulletin in order, or nothing where the text is no bulletin."""
    masthead = _masthead_end(rows)
    if masthead is None:
        return []
    columns = _columns(folded, rows, masthead)
    first = columns[0] if columns else len(rows)
    heads = [(_top(rows, at, masthead), at) for at in _short(rows, masthead, first)]
    heads += _divided(rows, columns)
    within = next(filter(None, (_place(row.text) for row in rows[:masthead])), None)
    return [
        Article(0 if number == 0 else at, _title(rows, at, last), within)
        for number, (at, last) in enumerate(heads)
    ]


def headline(rows: Sequence[Line], title: str) -> tuple[int, int]:
    """Return the indexes of the first and the last line of a headline, (-1, -1) where none is it.

    The last that fits: the contents (本期要目) only announce it.
    """
    for at in range(len(rows) - 1, -1, -1):
        words = _plain(rows[at])
        if words == title:
            return at, at
        if at and title == f"{_plain(rows[at - 1])} {words}":
            return at - 1, at
    return -1, -1


def _title(rows: Sequence[Line], top: int, at: int) -> str:
    """Return a headline, with the line above it where that is no column's name (县区动态)."""
    words = _plain(rows[at])
    above = _plain(rows[at - 1]) if top == at - 1 else ""
    joins = len(above) > _LONGEST_NAME and _is_bare(rows[at - 1]) and above != words
    return f"{above} {words}" if joins else words


def _plain(row: Line) -> str:
    """Return a headline without the marks round it: 〔工作动态〕, 县区动态★."""
    return row.text.strip(_MARKS)


def _masthead_end(rows: Sequence[Line]) -> int | None:
    """Return the index of the first line after the masthead of a bulletin.

    The table of a page may stand above: its lines are no sentences.
    """
    for start, row in enumerate(rows[:_PAGE_LINES]):
        if row.text[-1] in "。；" or row.label:
            return None
        if start == 0 or _NAME.search(row.text):
            end = _after_masthead(rows[start : start + _MASTHEAD_LINES])
            if end is not None:
                return start + end
    return None


def _after_masthead(top: Sequence[Line]) -> int | None:
    issue = next(
        (at for at, row in enumerate(top) if len(row.text) <= 30 and _ISSUE.search(row.text)), None
    )
    if issue is None or not any(_NAME.search(row.text) for row in top[: issue + 2]):
        return None
    dated = next(
        (at for at, row in enumerate(top) if at >= issue and _DATED.match(row.text)), issue
    )
    return dated + 1


def _place(text: str) -> str | None:
    named = next(places.find(text), None)
    return named.value.code if named and named.start == 0 else None


def _columns(folded: Folded, rows: Sequence[Line], masthead: int) -> list[int]:
    """Return the lines that a mark or 【】 sets off, without what the contents only announce."""
    found = [
        at
        for at in range(masthead, len(rows))
        if (rows[at].start in folded.headings and rows[at].label is None)
        or _BRACKETED.match(rows[at].text)
    ]
    opening = next((at for at in found if _is_over_text(rows, at)), len(rows))
    later = {_plain(rows[at]) for at in range(opening, len(rows))}
    return [
        at
        for at in found
        if not _FRONT.match(rows[at].text) and (at >= opening or _plain(rows[at]) not in later)
    ]


def _divided(rows: Sequence[Line], columns: Sequence[int]) -> list[tuple[int, int]]:
    """Return the articles of columns, each as its first line and the line of its title.

    A column over headlines is divided by them; its own line belongs to the first.
    """
    found: list[tuple[int, int]] = []
    begins: int | None = None
    for at, after in pairwise([*columns, len(rows)]):
        start, begins = at if begins is None else begins, None
        if after == at + 1 and after < len(rows):
            begins = start
            continue
        inner = _short(rows, at + 1, after) if len(rows[at].text) <= _LONGEST_COLUMN else []
        tops = [_top(rows, each, at + 1) for each in inner]
        if tops[:1] == [at + 1]:
            found += zip([start, *tops[1:]], inner, strict=True)
        else:
            found.append((start, at))
    return found


def _short(rows: Sequence[Line], first: int, end: int) -> list[int]:
    """Return the short lines without a stop in `[first, end)` that stand over a paragraph."""
    return [
        at
        for at in range(first, min(end, len(rows) - 1))
        if _is_bare(rows[at]) and _is_long_enough(rows[at]) and _is_over_text(rows, at)
    ]


def _is_bare(row: Line) -> bool:
    if row.label or row.text[-1] in _STOPS or len(row.text) > _LONGEST or "\t" in row.text:
        return False
    return not _CIRCULATION.match(row.text) and not _FRONT.match(row.text)


def _is_long_enough(row: Line) -> bool:
    """Tell whether a line is long enough for a headline, or one of the short names (简　讯)."""
    return len(row.text) >= _SHORTEST or _COLUMN.fullmatch(row.text.replace(" ", "")) is not None


def _is_over_text(rows: Sequence[Line], at: int) -> bool:
    """Tell whether a paragraph stands under a line, no entry of the contents."""
    below = rows[at + 1].text if at + 1 < len(rows) else ""
    return below[-1:] in ("。", "：") or (len(below) >= _SHORTEST_PARAGRAPH and "\t" not in below)


def _top(rows: Sequence[Line], at: int, lowest: int) -> int:
    """Return the first of the bare lines that a headline ends: its column, its first half."""
    while at > lowest and _is_bare(rows[at - 1]) and rows[at - 1].text[0] != "（":
        at -= 1
    return at
