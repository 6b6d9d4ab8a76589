"""The table of metadata that a web page prints with a document: 索引号, 发文机关, 成文日期, 文号 …

Reads it with colons, tabs, blanks or line breaks between label and value, several pairs on a line,
at the head or at the foot of the text. Leaves alone labels in the running text and in forms.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from extractors.lexicon import by_alias, one_of, read_lexicon
from extractors.metadata import bodies
from extractors.structure.numbering import Line

LABELS = by_alias(read_lexicon("page_labels"))
_NAME = rf"(?P<label>{one_of(LABELS)})"
_LABEL = re.compile(rf"(?P<open>〔)?{_NAME}(?(open)〕：?|(?P<colon>：)?)")
# 来源：某日报 时间：2021-3-6: behind another label the bare word is when the page went up
_WITH_COLON = re.compile(
    rf"(?P<open>〔)?(?(open)|(?<![《“〔]))(?:{_NAME}|(?<=[ 0-9])(?:时间|日期)(?=：[12]))"
    r"(?(open)〕：?|：)"
)
# 索引号1134/2022-5发布日期2022-06-14: folding takes out the blanks beside digits
_BARE = re.compile(rf"(?:\A|(?<=[ 0-9A-Z号])){_NAME}(?=[ 0-9A-Z])")
_CELL = re.compile(r"[^\t|]+")
# what a label or a day may begin with
_FIRST_SIGNS = frozenset("〔12时日").union(form[0] for form in LABELS)
_HEAD_ROWS = 150
_FOOT_ROWS = 12
_HAS_DIGIT = re.compile(r"[0-9一二三四五六七八九十]")
_LONGEST_DAY = 28
_EMPTY = frozenset({"", "无", "-", "—", "/", "暂无", "空"})
_DAY = r"(?:19|20)[0-9]{2}(?:[-/.][0-9]{1,2}[-/.][0-9]{1,2}|年[0-9]{1,2}月[0-9]{1,2}日)"
_CLOCK = r"[ ]?[0-9]{1,2}:[0-9:]{2,5}"
# 2022-09-16 18:43 来源：…, the line under a page's heading; 时间：2月11日上午 is an event's
_DATED_SOURCE = re.compile(
    rf"""
    (?P<named> 日期： | 时间： (?=[0-9]{{4}}[-/.]) )?
    (?P<day> {_DAY} )
    (?: {_CLOCK} [ ]?$ | (?:{_CLOCK})? [ ]? (?:信息|文章|稿件)?来源 | (?(named) $ | (?!) ) )
    """,
    re.VERBOSE,
)
# 来源：某日报2021/3/6 9:05:11
_DATED = re.compile(rf"[ ]?(?P<day>{_DAY})(?:{_CLOCK})?\Z")
_FITTING = {
    "index_number": re.compile(r"[0-9A-Z][0-9A-Za-z/_.—-]{5,}"),
    "doc_number": re.compile(r"[^ ，。]{1,18}[0-9]{1,5}号"),
    "date_issued": re.compile(_DAY),
    "date_published": re.compile(rf"{_DAY}(?:{_CLOCK})?"),
}
# only these at the foot of a text are a table; 名称： there belongs to a form
_FOOT_LABELS = frozenset({"index_number", "doc_number"})
_FOOT_ALWAYS = ("publicity", "source")
_FROM = ("source", "issuers")


class Field(NamedTuple):
    """A value of the table and where it stands in the folded text."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PageTable:
    """The fields by name, and the starts of the lines that hold nothing else."""

    fields: Mapping[str, tuple[Field, ...]]
    lines: frozenset[int]

    def first(self, name: str) -> Field | None:
        """Return the first field of a name, or None."""
        found = self.fields.get(name)
        return found[0] if found else None


class _Token(NamedTuple):
    label: str | None
    start: int
    end: int


def find(text: str, rows: Sequence[Line]) -> PageTable:
    """Return the table in the head and the foot of a text whose lines are `rows`."""
    head = _head(rows)
    fields, lines = _read(text, head)
    foot, _ = _read(text, _foot(rows, len(head)))
    is_table = _FOOT_LABELS.intersection(foot)
    for name, found in foot.items():
        if is_table or name in _FOOT_ALWAYS:
            fields[name] += found
    return PageTable({name: tuple(found) for name, found in fields.items()}, frozenset(lines))


def _head(rows: Sequence[Line]) -> Sequence[Line]:
    """Return the lines before the first paragraph of the text proper."""
    for index, row in enumerate(rows[:_HEAD_ROWS]):
        if (row.label or "。" in row.text) and not (
            row.text[0] in _FIRST_SIGNS and _LABEL.match(row.text)
        ):
            return rows[:index]
    return rows[:_HEAD_ROWS]


def _foot(rows: Sequence[Line], head: int) -> Sequence[Line]:
    """Return the last lines; of a short text those with a colon at their beginning (来源：…)."""
    last = rows[max(head, len(rows) - _FOOT_ROWS) :]
    return last if len(rows) > _HEAD_ROWS else [row for row in last if "：" in row.text[:8]]


def _read(text: str, rows: Sequence[Line]) -> tuple[dict[str, list[Field]], set[int]]:
    """Return the fields in `rows` and the starts of the lines that they fill.

    A value stands on the line after its label only where no earlier one stood beside its own.
    """
    fields: dict[str, list[Field]] = defaultdict(list)
    lines: set[int] = set()
    waiting: str | None = None
    beside = False
    for row in rows:
        if waiting is None and _is_plain(row.text):
            continue
        tokens = list(_tokens(row))
        labelled = any(token.label for token in tokens)
        if not labelled and (beside or (waiting == "other" and "关于" in row.text)):
            waiting = None
        if labelled or waiting:
            lines.add(row.start)
        if row.text[0] in "12时日" and not waiting:
            _dated(row, fields, lines)
        for token in tokens:
            if token.label is None and waiting and _fills(waiting, text[token.start : token.end]):
                for each in _apart(Field(waiting, token.start, token.end), text):
                    fields[each.name].append(each)
                beside = beside or labelled
            waiting = token.label
    return fields, lines


def _is_plain(line: str) -> bool:
    """Tell whether a line holds no label and no cells."""
    return line[0] not in _FIRST_SIGNS and "\t" not in line and "|" not in line


def _fills(name: str, words: str) -> bool:
    """Tell whether words fill a field: 「字号：大 中 小」 sets the page's type, it is no number."""
    if name == "doc_number":
        return _HAS_DIGIT.search(words) is not None
    return words not in _EMPTY


def _apart(field: Field, text: str) -> Iterator[Field]:
    """Yield a field, and apart from it the day that stands behind a source."""
    day = None
    if field.name in _FROM and text[field.end - 1] in "0123456789日":
        day = _DATED.search(text, max(field.start, field.end - 24), field.end)
    if day is None:
        yield field
        return
    yield Field("date_published", *day.span("day"))
    if day.start() > field.start:
        yield Field(field.name, field.start, day.start())


def _dated(row: Line, fields: dict[str, list[Field]], lines: set[int]) -> None:
    match = _DATED_SOURCE.match(row.text)
    if match:
        start, end = match.span("day")
        found = Field("date_published", row.start + start, row.start + end)
        fields["date_published"].append(found)
        lines.add(row.start)


def _tokens(row: Line) -> Iterator[_Token]:
    """Yield labels and values in turn; a line without a label is one value."""
    for cell in _CELL.finditer(row.text):
        yield from _cell_tokens(cell[0], row.start + cell.start())


def _cell_tokens(cell: str, start: int) -> Iterator[_Token]:
    label = _LABEL.match(cell)
    if label is None or not (label["open"] or label["colon"] or label.end() == len(cell)):
        bare = _bare(cell) if label else []
        if bare:
            yield from _labelled(cell, bare, start)
            return
        # 2022-09-16来源：广州市人民政府办公室
        inside = _WITH_COLON.search(cell, 1) if label is None and cell[0] in "12时日" else None
        if inside is None or inside.start() >= _LONGEST_DAY:
            yield _Token(None, start, start + len(cell))
            return
        label = inside
    yield from _labelled(cell, chain((label,), _WITH_COLON.finditer(cell, label.end())), start)


def _bare(cell: str) -> Sequence["re.Match[str]"]:
    """Return the labels of a line that sets them apart by blanks alone, [] for other words.

    What follows them must be what they name: 「主题活动」, 「来源广泛」 are no labels.
    """
    labels = list(_BARE.finditer(cell))
    if not labels or labels[0].start():
        return []
    ends = [*(label.start() for label in labels[1:]), len(cell)]
    fits = False
    for label, end in zip(labels, ends, strict=True):
        name, words = LABELS[label["label"]].key, cell[label.end() : end].strip(" ")
        fitting = _FITTING.get(name)
        is_sure = fitting or name == "issuers"
        if is_sure and not (fitting.fullmatch(words) if fitting else bodies.is_body(words)):
            return []
        fits = fits or bool(is_sure)
    return labels if fits else []


def _labelled(cell: str, labels: Iterable["re.Match[str]"], start: int) -> Iterator[_Token]:
    """Yield labels and what stands between them in turn."""
    place = None
    for label in labels:
        if place is not None:
            yield from _value(cell, place, label.start(), start)
        name = LABELS[label["label"]].key if label["label"] else "date_published"
        place = label.end()
        yield _Token(name, start + label.start(), start + place)
    if place is not None:
        yield from _value(cell, place, len(cell), start)


def _value(cell: str, begin: int, end: int, start: int) -> Iterator[_Token]:
    while begin < end and cell[begin] == " ":
        begin += 1
    while begin < end and cell[end - 1] == " ":
        end -= 1
    if begin < end:
        yield _Token(None, start + begin, start + end)
