"""The folded text: one copy to match on, and the way back to the text as stored.

Folding does two things only, so the way back is always exact: it replaces single characters by
their plain form (２ → 2, ﹝ → 〔, ⼈ → 人), and it takes characters out (blanks in a date, a page
break in a sentence, a Markdown mark). Each repair is a named function that says what it takes out.

In folded text digits and Latin letters are ASCII; ，。；：、？！（）“”《》〔〕 stand in their
Chinese form, but `,` `.` `:` stay between digits and letters (1,000; 8:30); every paragraph is one
line without blanks at its ends; a single blank between Chinese characters separates words or
names, a tab separates the cells of a table.
"""

import re
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from extractors import line_breaks, page_breaks
from extractors.character_classes import HAN
from extractors.lexicon import read_lexicon
from extractors.plain_forms import INVISIBLE, plain_characters

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Folded:
    """A text to match on. `offsets[i]` is the place of `text[i]` in `source`.

    `headings` are the folded offsets of lines that a mark of the source made headings (`## …`),
    `bold` the folded ranges that it set in bold (`**…**`).
    """

    source: str
    text: str
    offsets: "array[int]"
    headings: frozenset[int] = frozenset()
    bold: tuple[Span, ...] = ()

    def span(self, start: int, end: int) -> Span:
        """Return the range of `source` that the folded range `[start, end)` stands for.

        >>> folded = fold("补贴 2 0 0 元")
        >>> folded.text, folded.span(2, 6)
        ('补贴200元', (3, 10))
        """
        offsets = self.offsets
        if start < end:
            return offsets[start], offsets[end - 1] + 1
        at = offsets[start] if start < len(offsets) else len(self.source)
        return at, at

    def quote(self, start: int, end: int) -> str:
        """Return the words of `source` behind a folded range."""
        first, last = self.span(start, end)
        return self.source[first:last]

    def at(self, offset: int) -> int:
        """Return the first folded offset at or after an offset of `source`."""
        return bisect_left(self.offsets, offset)


@lru_cache(maxsize=2)
def fold(text: str) -> Folded:
    """Return the folded form of a document's text. Linear in its length.

    The last texts are kept: a document is folded once for extracting, storing and masking it.
    """
    plain = plain_characters(text)
    marks = markup(plain)
    offsets = _identity(len(plain))
    plain, offsets = _without(plain, offsets, apart(marks.spans))
    for repair in REPAIRS:
        plain, offsets = _without(plain, offsets, repair(plain))
    folded = Folded(text, plain, offsets)
    if not marks.headings and not marks.bold:
        return folded
    headings = frozenset(folded.at(place) for place in marks.headings)
    bold = tuple((folded.at(start), folded.at(end)) for start, end in marks.bold)
    return Folded(text, plain, offsets, headings, bold)


def _without(text: str, offsets: "array[int]", spans: Iterable[Span]) -> tuple[str, "array[int]"]:
    """Return text and offsets with the given ranges taken out; they are in order, apart."""
    kept: list[str] = []
    left: array[int] = array("I")
    done = 0
    for start, end in spans:
        kept.append(text[done:start])
        left += offsets[done:start]
        done = end
    if not done:
        return text, offsets
    kept.append(text[done:])
    left += offsets[done:]
    return "".join(kept), left


@lru_cache(maxsize=4)
def _counted(size: int) -> "array[int]":
    return array("I", range(size))


def _identity(size: int) -> "array[int]":
    """Return 0, 1, 2 … up to `size`, cut from a longer one: copying is quicker than counting."""
    if size > 1 << 20:
        return array("I", range(size))
    return _counted(1 << max(14, size.bit_length()))[:size]


# -- marks --------------------------------------------------------------------------------------

BULLETS = "△▲◆■●★☆◎▶►▪◇❖※⊙✦✧➢➤✅"
"""Signs that set a line off; folding takes them out."""
# A pattern for the head of a line begins with the break before it: a search for one sign jumps from
# line to line, a search for ^ stops at every character. The text is read behind a break of its own.
_LINE_MARK = re.compile(
    rf"""
    \n (?= [ \t\#>*+=_—{BULLETS}-] )
    (?: [ ]*+ \t [\t ：:-]{{3,}}+ $       # |---|:--| under a table's head, its strokes now tabs
      | [ \t]*+
        (?: (?P<hashes> \#{{1,6}} ) [ \t]*+ (?: △ [ \t]*+ )?
          | > [ \t]? (?=\S)                                            # a quotation
          | [{BULLETS}]+ [ \t]* (?=\S)                           # over a heading, a bullet
          | (?: -{{3,}} | ={{3,}} | \*{{3,}} | _{{3,}} | —{{6,}} ) [ \t]* $        # a rule
          | [-*+] [ \t]+ (?=\S) (?! [0-9]{{1,4}} [ \t]*+ - $ )  # an item of Markdown, not - 3 -
        )
    )
    """,
    re.MULTILINE | re.VERBOSE,
)
# ◆ over a paragraph makes a heading, ◆…。 before a sentence is a bullet like ●
_TRIANGLE = re.compile(r"[ \t]*(?:△+|[▲◆■]+(?=[^。\n]{1,46}$))[ \t]*(?=\S)", re.MULTILINE)
_BOLD = (
    ("**", re.compile(r"\*\*(?=\S)((?:[^*\n]|\n(?!\n)){1,400})\*\*")),
    ("__", re.compile(r"(?<!\w)__(?=[^\s_])([^_\n]{3,400})(?<!\s)__(?!_)")),  # not __年__月
)
_ESCAPE = re.compile(r"\\(?=[.（）〔〕*_#+~-])")  # 1\. of a page turned into Markdown
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]{0,200}>")
_SPACE = re.compile(r"&nbsp[；;]")
_INVISIBLES = re.compile(f"{INVISIBLE}+")


class _Marks(NamedTuple):
    """The ranges of a text's marks; where the lines begin and the words stand that they set off."""

    spans: list[Span]
    headings: list[int]
    bold: list[Span]


def markup(text: str) -> _Marks:
    """Return Markdown marks, HTML tags left in the text, △ and ● of heads, invisible signs."""
    marks = _Marks([], [], [])
    for match in _LINE_MARK.finditer("\n" + text):
        start, end = match.start(), match.end() - 1
        marks.spans.append((start, end))
        triangle = None if match["hashes"] else _TRIANGLE.match(text, start)
        if triangle or match["hashes"]:
            marks.headings.append(triangle.end() if triangle else end)
    for sign, pattern in _BOLD:
        for match in pattern.finditer(text) if sign in text else ():
            start, end = match.span(1)
            marks.bold.append((start, end))
            marks.spans.extend(((start - 2, start), (end, end + 2)))
    for sign, pattern in ((INVISIBLE, _INVISIBLES), ("<", _TAG), ("&", _SPACE), ("\\", _ESCAPE)):
        if sign in text:
            marks.spans.extend(match.span() for match in pattern.finditer(text))
    return marks


def apart(spans: list[Span]) -> Iterator[Span]:
    """Yield the ranges in order, each cut where the one before it reaches."""
    done = 0
    for start, end in sorted(spans):
        if end > done:
            yield max(start, done), end
            done = end


# -- blanks -------------------------------------------------------------------------------------

_WIDE_BREAK = re.compile(r"\n(?:[ \t\n]+|(?<=[ \t]\n))")  # a break with blanks beside it
# 标 题：, 年 月 日: each character stands alone
_IN_SPACED_WORD = re.compile(rf"(?<!\S){HAN} +{HAN}(?![^\s：，。；])")
_BLANKS = re.compile(r" [ ]*")
_NUMERALS = "一二三四五六七八九十百零"
_SPACED_LABEL = re.compile(rf"(?<!.)第 *[{_NUMERALS}]{{1,5}} *[章节条款]")  # 第 十一 条
_GENRES = frozenset(f for each in read_lexicon("genres") for f in each.forms if len(f) == 2)
_LATIN = "\u2e7f"  # the last sign before the Chinese ones
_CLOCK = re.compile(r"[0-2]?[0-9][:：][0-5][0-9]")


def line_ends(text: str) -> Iterator[Span]:
    """Take out blanks at the ends of lines and empty lines; one line break stays.

    Of the blanks that indent a paragraph one stays for `line_breaks` to see; `blanks` takes it.
    """
    first, last = len(text) - len(text.lstrip(" \t\n")), len(text.rstrip(" \t\n"))
    if first:
        yield 0, first
    for match in _WIDE_BREAK.finditer(text, first, last):
        start = place = match.start()
        while text[start - 1] in " \t":
            start -= 1
        if start < place:
            yield start, place
        end = match.end() - 1 if text[match.end() - 1] == " " else match.end()
        if place + 1 < end:
            yield place + 1, end
    if first < last < len(text):
        yield last, len(text)


def blanks(text: str) -> Iterator[Span]:
    """Take out blanks beside digits, Latin letters and punctuation, and within spaced words.

    "2021 年 1 月" → "2021年1月", "标 题：" → "标题："; the blank between two Chinese words and
    between two Latin words stays.
    """
    for match in _BLANKS.finditer(text):
        start, end = match.span()
        before, after = text[start - 1], text[end : end + 1]
        if before.isalpha() and after.isalpha() and (before > _LATIN) == (after > _LATIN):
            kept = not (_IN_SPACED_WORD.match(text, start - 1) or _is_in_word(text, start, end))
        else:
            kept = before.isdigit() and _CLOCK.match(text, end) is not None
        if kept:
            start += 1
        if start < end:
            yield start, end


def _is_in_word(text: str, start: int, end: int) -> bool:
    """Tell whether a blank stands in the number of an article or in a title's last word (通 知)."""
    before, after = text[start - 1], text[end]
    if before == "第" or after in "章节条款":
        label = _SPACED_LABEL.match(text, max(text.rfind("第", max(0, start - 12), start), 0))
        return label is not None and label.end() > end
    return before + after in _GENRES and text[end + 1 : end + 2] in ("", "\n")


# -- passages -----------------------------------------------------------------------------------


def repeated_passages(text: str) -> list[Span]:
    """Take out the first copy of a passage that is printed again after a line break.

    Scans and conversions repeat the end of a page at the head of the next: "…按月足额发放养老金，⏎
    按月足额发放养老金，不得…". At least 12 characters, repeated at once and exactly.
    """
    spans = []
    place = -1
    for line, after in pairwise(text.split("\n")):
        place += len(line) + 1
        start = line.rfind(after[:12], -600)
        if start >= 0 and len(after) >= 12 and after.startswith(line[start:]):
            length = len(line) - start
            if not text.startswith("\n", place + 1 + length):
                spans.append((place - length, place + 1))
    return list(apart(spans))


Repair = Callable[[str], Iterable[Span]]
REPAIRS: tuple[Repair, ...] = (
    page_breaks.find,
    line_ends,
    repeated_passages,
    line_breaks.find,
    blanks,
)
