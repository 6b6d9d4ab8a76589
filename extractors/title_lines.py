"""Tells where the titles of the document and of its annexes stand: what they name says nothing.

「附件：1. 2021年春节…申请表」 names a form; its year is no time that the document sets.
"""

from collections.abc import Iterator

import regex

from extractors.lexicon import one_of, read_lexicon

_GENRES = [form for entry in read_lexicon("genres") for form in entry.forms]
_ENDINGS = [*_GENRES, *(form for entry in read_lexicon("papers") for form in entry.forms)]
_TITLE_LINE = regex.compile(
    rf"""
    (?: 附件?[0-9：一二三四五六七八九十]* | [0-9]{{1,2}}[.、．] )?
    [^，。；：\n\t]{{4,60}} {one_of(_ENDINGS)} (?:（[^（）\n]{{1,12}}）)? [；。]? $""",
    regex.VERBOSE,
)
_ANNEX_LINE = regex.compile(r"附[件表]?[0-9一二三四五六七八九十：:.、 ]+[^，。；\n]{4,80}")


def is_title(line: str) -> bool:
    """Tell whether a line is the title of a paper, or names an annex."""
    return bool(_TITLE_LINE.match(line) or _ANNEX_LINE.match(line))


def spans(text: str, titles: "list[str]") -> Iterator[tuple[int, int]]:
    """Yield where known titles stand in a text."""
    for title in titles:
        place = text.find(title)
        while place >= 0:
            yield place, place + len(title)
            place = text.find(title, place + len(title))
