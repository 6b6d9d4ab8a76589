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
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import regex

from extractors.plain_forms import plain_characters

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
        if start >= end:
            at = self.offsets[start] if start < len(self.offsets) else len(self.source)
            return at, at
        return self.offsets[start], self.offsets[end - 1] + 1

    def quote(self, start: int, end: int) -> str:
        """Return the words of `source` behind a folded range."""
        first, last = self.span(start, end)
        return self.source[first:last]

    def at(self, offset: int) -> int:
        """Return the first folded offset at or after an offset of `source`."""
        return bisect_left(self.offsets, offset)

    def without(self, spans: Iterable[Span]) -> "Folded":
        """Return the text with the given ranges taken out; they are in order, apart."""
        kept: list[str] = []
        offsets: array[int] = array("I")
        done = 0
        for start, end in spans:
            kept.append(self.text[done:start])
            offsets += self.offsets[done:start]
            done = end
        if not done:
            return self
        kept.append(self.text[done:])
        offsets += self.offsets[done:]
        return Folded(self.source, "".join(kept), offsets)


@lru_cache(maxsize=2)
def fold(text: str) -> Folded:
    """Return the folded form of a document's text. Linear in its length.

    The last texts are kept: a document is folded once for extracting, storing and masking it.
    """
    plain = plain_characters(text)
    folded = Folded(text, plain, _identity(len(plain)))
    headings, bold = heading_marks(plain), bold_runs(plain)
    for repair in REPAIRS:
        folded = folded.without(repair(folded.text))
    return Folded(
        folded.source,
        folded.text,
        folded.offsets,
        frozenset(folded.at(place) for place in headings),
        tuple((folded.at(start), folded.at(end)) for start, end in bold),
    )


@lru_cache(maxsize=4)
def _counted(size: int) -> "array[int]":
    return array("I", range(size))


def _identity(size: int) -> "array[int]":
    """Return 0, 1, 2 … up to `size`, cut from a longer one: copying is quicker than counting."""
    if size > 1 << 20:
        return array("I", range(size))
    return _counted(1 << max(14, size.bit_length()))[:size]


# |---|:--|: what stands under the head of a Markdown table, its strokes already tabs
_TABLE_RULE = regex.compile(r"^[ ]*\t[\t ：:-]{3,}+$", regex.MULTILINE)

# -- marks --------------------------------------------------------------------------------------

_HASHES = regex.compile(r"^[ \t]*#{1,6}[ \t]*(?:△[ \t]*)?", regex.MULTILINE)
# ◆ over a paragraph makes a heading, ◆…。 before a sentence is a bullet like ●
_TRIANGLE = re.compile(r"^[ \t]*(?:△+|[▲◆■]+(?=[^。\n]{1,46}$))[ \t]*(?=\S)", re.MULTILINE)
_LINE_MARK = re.compile(
    r"""
    ^[ \t]*
    (?: [△▲◆■●★☆◎▶►▪◇❖※⊙✦✧➢➤✅]+ [ \t]* (?=\S)            # a sign over a heading, a bullet
      | (?: -{3,} | ={3,} | \*{3,} | _{3,} | —{6,} ) [ \t]* $    # a rule
      | [-*+] [ \t]+ (?=\S)                                     # an item of Markdown
    )
    """,
    re.MULTILINE | re.VERBOSE,
)
_QUOTED = re.compile(r"^[ \t]*>[ \t]?(?=\S)", re.MULTILINE)
_BOLD = re.compile(r"\*\*(?=\S)((?:[^*\n]|\n(?!\n)){1,400})\*\*")
_TAG = regex.compile(r"</?[a-zA-Z][^<>\n]{0,200}>")
_SPACE = re.compile(r"&nbsp[；;]")
_PAGE_NUMBER = regex.compile(
    r"^[ \t]*+(?:[—-][ \t]*+[0-9]{1,4}[ \t]*+[—-]|第?[ \t]*+[0-9]{1,4}[ \t]*+页"
    r"(?:[ \t]*+[/，,共][ \t]*+[0-9]{1,4}[ \t]*+页?)?|[0-9]{1,4}[ \t]*+/[ \t]*+[0-9]{1,4})[ \t]*+$",
    regex.MULTILINE,
)
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x08]+")


def heading_marks(text: str) -> list[int]:
    """Return where the lines begin that a Markdown mark or △ makes headings."""
    places = [match.end() for match in _HASHES.finditer(text)] if "#" in text else []
    if any(sign in text for sign in "△▲◆■"):
        places += [match.end() for match in _TRIANGLE.finditer(text)]
    return places


def bold_runs(text: str) -> list[Span]:
    """Return the ranges set in bold by `**`, marks left out."""
    return [match.span(1) for match in _BOLD.finditer(text)] if "**" in text else []


def markup(text: str) -> Iterator[Span]:
    """Take out Markdown marks, HTML tags left in the text, △ and ● of heads, invisible signs."""
    found: list[Span] = [match.span() for match in _INVISIBLE.finditer(text)]
    for sign, pattern in (
        ("#", _HASHES),
        ("\t", _TABLE_RULE),
        (">", _QUOTED),
        ("<", _TAG),
        ("&", _SPACE),
    ):
        if sign in text:
            found += (match.span() for match in pattern.finditer(text))
    if "**" in text:
        for match in _BOLD.finditer(text):
            found += [(match.start(), match.start() + 2), (match.end() - 2, match.end())]
    found += (match.span() for match in _LINE_MARK.finditer(text))
    return apart(found)


def page_numbers(text: str) -> Iterator[Span]:
    """Take out lines that are nothing but a page number: — 3 —, 第3页 共5页, 2/6."""
    return (match.span() for match in _PAGE_NUMBER.finditer(text))


def apart(spans: list[Span]) -> Iterator[Span]:
    """Yield the ranges in order, each cut where the one before it reaches."""
    done = 0
    for start, end in sorted(spans):
        if end > done:
            yield max(start, done), end
            done = end


# -- blanks -------------------------------------------------------------------------------------

_HAN = r"\p{Han}〇"
_LINE_END_BLANKS = regex.compile(  # each run of blanks is tried once, at its first
    r"(?<![ \t])[ \t]*+\n[ \t\n]*+|\A[ \t\n]++|(?<![ \t\n])[ \t\n]++\Z"
)
_BLANKS_AT_LINE_ENDS = (" \n", "\t\n", "\n\n", "\n ", "\n\t")
_SPACED_WORD = regex.compile(rf"(?<![^\s])[{_HAN}](?: +[{_HAN}])+(?![^\s：，。；])")
_BLANKS = regex.compile(r" +")
_CLOCK = re.compile(r"[0-2]?[0-9][:：][0-5][0-9]")


def line_ends(text: str) -> Iterator[Span]:
    """Take out blanks at the ends of lines and empty lines; one line break stays.

    Of the blanks that indent a paragraph one stays for `broken_lines` to see; `blanks` takes it.
    """
    if text == text.strip(" \t\n") and not any(blank in text for blank in _BLANKS_AT_LINE_ENDS):
        return
    for match in _LINE_END_BLANKS.finditer(text):
        start, end = match.span()
        first = text.find("\n", start, end)
        if first < 0 or start == 0 or end == len(text):
            yield start, end
            continue
        if start < first:
            yield start, first
        indented = end - 1 if text[end - 1] == " " else end
        if first + 1 < indented:
            yield first + 1, indented


def blanks(text: str) -> Iterator[Span]:
    """Take out blanks beside digits, Latin letters and punctuation, and within spaced words.

    "2021 年 1 月" → "2021年1月", "标 题：" → "标题："; the blank between two Chinese words and
    between two Latin words stays.
    """
    if " " not in text:
        return
    spaced = [match.span() for match in _SPACED_WORD.finditer(text)]
    within = 0
    for match in _BLANKS.finditer(text):
        start, end = match.span()
        while within < len(spaced) and spaced[within][1] <= start:
            within += 1
        in_word = within < len(spaced) and spaced[within][0] <= start
        if in_word or not _separates(text, start, end):
            yield start, end
        elif end - start > 1:
            yield start + 1, end


def _separates(text: str, start: int, end: int) -> bool:
    """Tell whether blanks stand between two words of one script, or before a clock time."""
    if text[start - 1].isdigit():
        return _CLOCK.match(text, end) is not None
    return _kind(text[start - 1]) == _kind(text[end : end + 1]) != ""


def _kind(character: str) -> str:
    if not character.isalpha():
        return ""
    return "Chinese" if character > "\u2e7f" else "Latin"


# -- lines --------------------------------------------------------------------------------------

LABEL = r"""(?:
    第[ ]?[一二三四五六七八九十百零〇0-9][一二三四五六七八九十百零〇0-9 ]{0,5}[章节条款部]
  | [（][一二三四五六七八九十]{1,3}[）] | [一二三四五六七八九十]{1,3}[、.．]
  | [（][0-9]{1,2}[）] | [0-9]{1,2}(?:[.．、](?![0-9])|[）]) | [①-⑳]
  | [一二三四五六七八九十]是 | —— | 附件?[0-9：一二三四五六七八九十]? | 附[录表]
)"""
_STARTS_ANEW = re.compile(
    rf"""(?:{LABEL}
      | [^，。；、：（）]{{1,12}}：
      | [0-9〇一二三四五六七八九十]{{4}}年[0-9〇一二三四五六七八九十]{{1,3}}月[^，。；]{{0,6}}$
      | [^，。；]{{2,30}}印发$
      | [（][^（）]{{1,20}}[）]$
    )""",
    re.VERBOSE,
)
_HEADING_LINE = re.compile(rf"{LABEL}[^。；]{{0,38}}$", re.VERBOSE)
_FIELD_LINE = re.compile(r"[^，。；、（）]{2,10}：")
_UNIT_OF_NUMBER = re.compile(r"[0-9](?:[万亿]?元|%|[年月日]|个月)")  # "每人1000⏎元"
_GOES_ON_BEFORE = "，、（“《‘—"
_GOES_ON_AFTER = "，。、；：）”》’？！%"
_ENDS = "。！？；：…"
_PAIRS = (("（", "）"), ("“", "”"), ("《", "》"))


def broken_lines(text: str) -> list[Span]:
    """Take out the line breaks inside a sentence: a page break, a hard wrap.

    A line goes on in the next where its last sentence is open and the next line starts nothing of
    its own (no number, no label, no date line, no table row). Where paragraphs are indented, a
    full line goes on in a line that is not.
    """
    lines = text.split("\n")
    width = wrap_width(lines)
    indents = sum(line[:1] == _INDENT for line in lines if line)
    wrapped = width > 0 and 3 <= indents <= 0.8 * len(lines)
    spans = []
    place = 0
    for line, after in pairwise(lines):
        place += len(line) + 1
        if not line.strip() or not after.strip() or "\t" in line or "\t" in after:
            continue
        full = wrapped and width_of(line) >= width
        if (full and after[0] != _INDENT) or _goes_on(line, after.lstrip(), width):
            spans.append((place - 1, place))
    return spans


def wrap_width(lines: list[str]) -> int:
    """Return the width at which a text is hard-wrapped, in columns, or 0 where it is not."""
    widths = [width_of(line) // 2 for line in lines if len(line) >= 18]
    if len(widths) < 8:
        return 0
    width, _ = Counter(widths).most_common(1)[0]
    full = sum(width - 2 <= each <= width + 1 for each in widths)
    longer = sum(width + 3 < each for each in widths)
    return 2 * (width - 2) if full >= 0.5 * len(widths) and longer <= 0.2 * len(widths) else 0


def width_of(line: str) -> int:
    """Return the columns of a line: a Chinese character takes two, an indent four."""
    wide = (len(line.encode("utf-8")) - len(line)) // 2
    return len(line) + wide + (3 if line[:1] == _INDENT else 0)


_INDENT = " "


def _goes_on(line: str, after: str, width: int) -> bool:
    if after[0] in _GOES_ON_AFTER:
        return True
    if line[-1].isdigit() and _UNIT_OF_NUMBER.match(line[-1] + after[:2]):
        return True
    for opens, closes in _PAIRS:
        if opens in line and _is_open(line, opens, closes, after):
            return True
    if line[-1] in _ENDS or _STARTS_ANEW.match(after):
        return False
    if line[-1] in _GOES_ON_BEFORE:
        return True
    if width and width_of(line) >= width:
        return not _HEADING_LINE.match(line.lstrip()) or len(line) > 30
    words = line.lstrip()
    if line[-1] == "）" or _HEADING_LINE.match(words) or _FIELD_LINE.match(words):
        return False
    return len(line) >= 12 and any(mark in line for mark in "，。；")


def _is_open(line: str, opens: str, closes: str, after: str) -> bool:
    """Tell whether a bracket or quotation opened in a line is closed in the next."""
    tail = line[-200:]
    if tail.rfind(opens) <= tail.rfind(closes):
        return False
    end = after.find(closes, 0, 200)
    return end >= 0 and after.find(opens, 0, end) < 0


def repeated_passages(text: str) -> list[Span]:
    """Take out the first copy of a passage that is printed again after a line break.

    Scans and conversions repeat the end of a page at the head of the next: "…按月足额发放养老金，⏎
    按月足额发放养老金，不得…". At least 12 characters, repeated at once and exactly.
    """
    spans = []
    place = text.find("\n")
    while place >= 0:
        head = text[place + 1 : place + 13]
        if len(head) == 12 and "\n" not in head:
            start = text.rfind(head, max(0, place - 600), place)
            length = place - start
            if (
                start >= 0
                and length >= 12
                and text[start:place] == text[place + 1 : place + 1 + length]
                and not text.startswith("\n", place + 1 + length)
                and "\n" not in text[start:place]
            ):
                spans.append((start, place + 1))
        place = text.find("\n", place + 1)
    return list(apart(spans))


Repair = Callable[[str], Iterable[Span]]
REPAIRS: tuple[Repair, ...] = (
    markup,
    page_numbers,
    line_ends,
    repeated_passages,
    broken_lines,
    blanks,
)
