"""A stored text as the paragraphs and tables of an official document, each with its place.

The characters stay as stored, Markdown marks included; white space at the ends of lines goes, for
in a typeset document it is indents and distances.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import regex

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
FILES = Path(__file__).resolve().parents[1] / "files"
NAMES = ("anqing", "dalian", "huangpu", "jilin", "kaiping")

_DATE = regex.compile(r"20[0-9]{2} ?年 ?[0-9]{1,2} ?月 ?[0-9]{1,2} ?日")
_LABEL = regex.compile(
    r"(?P<chapter>[一二三四五六七八九十]+)、|（(?P<section>[一二三四五六七八九十]+)）"
    r"|(?P<item>[0-9]{1,2})\.(?=[^0-9 ])"
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph or a table: `kind` is head, body, right or table."""

    kind: str
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Label:
    """The number at the head of a paragraph: level 0 一、 1 （一） 2 1., and what it counts."""

    level: int
    count: int
    length: int


def stored(name: str) -> str:
    """Return the stored text of a document of the corpus."""
    return (CORPUS / f"{name}.txt").read_bytes().decode("utf-8-sig")


def passages(text: str) -> Iterator[Passage]:
    """Yield the passages of a text, rows with tabs that follow one another as one table."""
    rows: list[tuple[str, ...]] = []
    in_head = True
    for line in text.splitlines():
        cells = tuple(cell.strip() for cell in line.split("\t"))
        if sum(bool(cell) for cell in cells) > 1:
            rows.append(cells)
            continue
        plain = line.strip()
        if not plain:
            continue
        if rows:
            yield _table(rows)
            rows = []
        in_head = in_head and len(plain) < 45 and not plain.endswith(("：", "。", ":"))
        yield Passage(_kind(plain, in_head), plain)
    if rows:
        yield _table(rows)


def _table(rows: list[tuple[str, ...]]) -> Passage:
    width = max(len(row) for row in rows)
    return Passage("table", rows=tuple(row + ("",) * (width - len(row)) for row in rows))


def _kind(plain: str, in_head: bool) -> str:
    if in_head:
        return "head"
    if _DATE.fullmatch(plain) or (len(plain) < 30 and plain.endswith(("局", "会", "室", "厅"))):
        return "right"
    return "body"


def label_of(text: str) -> Label | None:
    """Return the number that a paragraph begins with, where Word could have set it."""
    match = _LABEL.match(text)
    if match is None:
        return None
    for level, name in enumerate(("chapter", "section", "item")):
        if digits := match.group(name):
            count = int(digits) if digits.isdigit() else _count(digits)
            return Label(level, count, match.end())
    return None


def _count(digits: str) -> int:
    tens, ten, ones = digits.rpartition("十")
    value = "一二三四五六七八九"
    if not ten:
        return value.index(digits) + 1
    return 10 * (value.index(tens) + 1 if tens else 1) + (value.index(ones) + 1 if ones else 0)
