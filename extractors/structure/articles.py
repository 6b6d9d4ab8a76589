"""The articles and columns of a bulletin (简报, 专报, 工作动态): one for each headed piece.

Heads are the lines that a mark of the source makes headings, else those in 【】, else short lines
without a stop over a paragraph. The masthead belongs to the first article. Other documents: ().
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors import places
from extractors.folding import Folded
from extractors.lexicon import one_of, read_lexicon
from extractors.structure.numbering import Line

_MASTHEAD_LINES = 10
_WORDS = {entry.key: one_of(entry.forms) for entry in read_lexicon("structure_words")}
_NAME = re.compile(rf"{_WORDS['bulletin']}$")
_ISSUE = re.compile(r"[（(]?(?:总)?第?[ ]?[0-9一二三四五六七八九十〇]{1,4}[ ]?期|增刊")
_DATED = re.compile(r".{0,30}[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日$")
_BRACKETED = re.compile(r"〔[^〔〕]{2,20}〕$")
_CIRCULATION = re.compile(
    r"(?:本期)?[报送发]：|编辑|责任编辑|联系(?:人|电话)|电子邮箱|编[辑审校]：|签发|共印|主编"
)
_STOPS = "。；：，！？"


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
    marked = _marked(folded, rows, masthead)
    heads = [(at, at) for at in marked] if marked else _bracketed(rows, masthead)
    heads = heads or [(at, at) for at in _short(rows, masthead)]
    within = next(filter(None, (_place(row.text) for row in rows[:masthead])), None)
    return [
        Article(0 if number == 0 else at, rows[headline].text.strip("〔〕"), within)
        for number, (at, headline) in enumerate(heads)
    ]


def _masthead_end(rows: Sequence[Line]) -> int | None:
    """Return the index of the first line after the masthead of a bulletin."""
    top = rows[:_MASTHEAD_LINES]
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


def _marked(folded: Folded, rows: Sequence[Line], masthead: int) -> list[int]:
    return [
        at
        for at, row in enumerate(rows)
        if at >= masthead and row.start in folded.headings and row.label is None
    ]


def _bracketed(rows: Sequence[Line], masthead: int) -> list[tuple[int, int]]:
    """Return the columns in 〔〕, each as its line and the line of its title.

    A column over headlines is divided by them; its own line belongs to the first.
    """
    columns = [at for at in range(masthead, len(rows)) if _BRACKETED.match(rows[at].text)]
    if not columns:
        return []
    found = [(at, at) for at in _short(rows[: columns[0]], masthead)]
    for at, after in zip(columns, [*columns[1:], len(rows)], strict=True):
        inner = _short(rows[:after], at + 1)
        if inner[:1] == [at + 1]:
            found += [(at, inner[0]), *((each, each) for each in inner[1:])]
        else:
            found.append((at, at))
    return found


def _short(rows: Sequence[Line], masthead: int) -> list[int]:
    """Return the short lines without a stop that stand over a paragraph."""
    found = []
    for at in range(masthead, len(rows) - 1):
        row, after = rows[at], rows[at + 1]
        if row.label or row.text[-1] in _STOPS or not 4 <= len(row.text) <= 45:
            continue
        if _CIRCULATION.match(row.text) or "\t" in row.text:
            continue
        if len(after.text) >= 40 or after.text[-1] in "。：":
            found.append(at)
    return found
