"""Tells where the titles of the document and of its annexes stand: what they name says nothing.

「附件：1. 2021年春节…申请表」 names a form; its year is no time that the document sets.
"""

import re
from collections.abc import Iterable, Iterator

from extractors.lexicon import one_of, read_lexicon

_GENRES = [form for entry in read_lexicon("genres") for form in entry.forms]
_ENDINGS = [*_GENRES, *(form for entry in read_lexicon("papers") for form in entry.forms)]
_TITLE_LINE = re.compile(
    rf"""
    (?: 附件?[0-9：一二三四五六七八九十]* | [0-9]{{1,2}}[.、．] )?
    [^，。；：\n\t]{{4,60}} {one_of(_ENDINGS)} (?:（[^（）\n]{{1,12}}）)? ；? $""",
    re.VERBOSE,
)
# a line that ends in none of these signs is no title: most lines are passed over by their last
_TITLE_ENDS = frozenset({"）", "；", *(form[-1] for form in _ENDINGS)})
_ANNEX_LINE = re.compile(r"附[件表]?[0-9一二三四五六七八九十：:.、 ]+[^，。；\n]{4,80}")
_HEAD = 4
_LONGEST = 200
_BREAKS = (" ", "\n")
_MAY_DATE = re.compile("[0-9年月节旦期岁冬]")


def is_title(line: str) -> bool:
    """Tell whether a line is the title of a paper, or names an annex."""
    if line[-1:] in _TITLE_ENDS and _TITLE_LINE.match(line):
        return True
    return line.startswith("附") and _ANNEX_LINE.match(line) is not None


def spans(text: str, titles: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Yield where known titles stand in a text, on one line or broken over several.

    Titles without a sign of a time are passed over: none can stand in them.
    """
    for title in dict.fromkeys(titles):
        words = "".join(title.split())
        if not 4 <= len(words) <= _LONGEST or not _MAY_DATE.search(words):
            continue
        place = text.find(words[:_HEAD])
        while place >= 0:
            end = _end_of(words, text, place)
            if end:
                yield place, end
            place = text.find(words[:_HEAD], place + _HEAD)


def _end_of(words: str, text: str, place: int) -> int:
    """Return where a title that begins at a place ends, 0 where other words stand there."""
    if text.startswith(words, place):
        return place + len(words)
    for sign in words:
        while text[place : place + 1] in _BREAKS:
            place += 1
        if text[place : place + 1] != sign:
            return 0
        place += 1
    return place
