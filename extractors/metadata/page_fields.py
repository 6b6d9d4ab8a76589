"""The table of metadata that a web page prints with a document: 索引号, 发文机关, 成文日期, 文号 …

Reads it with colons, tabs or line breaks between label and value, several pairs on a line, at the
head or at the foot of the text. Leaves alone labels in the running text and in forms.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extractors.lexicon import by_alias, one_of, read_lexicon
from extractors.structure.numbering import Line

LABELS = by_alias(read_lexicon("page_labels"))
_NAME = rf"(?P<label>{one_of(LABELS)})"
_LABEL = re.compile(rf"(?P<open>〔)?{_NAME}(?(open)〕：?|(?P<colon>：)?)")
_WITH_COLON = re.compile(rf"(?P<open>〔)?(?(open)|(?<![《“〔])){_NAME}(?(open)〕：?|：)")
_CELL = re.compile(r"[^\t|]+")
_HEAD_ROWS = 150
_FOOT_ROWS = 12
_HAS_DIGIT = re.compile(r"[0-9一二三四五六七八九十]")
_EMPTY = frozenset({"", "无", "-", "—", "/", "暂无", "空"})
# 2022-09-16 18:43 来源：…, the line under a page's heading
_DATED_SOURCE = re.compile(
    r"""
    (?: (?:时间|日期)： )?
    (?P<day> (?:19|20)[0-9]{2} (?: [-/.][0-9]{1,2}[-/.][0-9]{1,2} | 年[0-9]{1,2}月[0-9]{1,2}日 ) )
    (?: [ ]?[0-9]{1,2}:[0-9:]{2,5} [ ]?$
      | [ ]?(?:[0-9]{1,2}:[0-9:]{2,5})?[ ]?(?:信息|文章|稿件)?来源 )
    """,
    re.VERBOSE,
)
# only these at the foot of a text are a table; 名称： there belongs to a form
_FOOT_LABELS = frozenset({"index_number", "doc_number"})
_FOOT_ALWAYS = ("publicity", "source")


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
        if (row.label or "。" in row.text) and not _LABEL.match(row.text):
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
                fields[waiting].append(Field(waiting, token.start, token.end))
                beside = beside or labelled
            waiting = token.label
    return fields, lines


def _fills(name: str, words: str) -> bool:
    """Tell whether words fill a field: 「字号：大 中 小」 sets the page's type, it is no number."""
    if name == "doc_number":
        return _HAS_DIGIT.search(words) is not None
    return words not in _EMPTY


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
        # 2022-09-16来源：广州市人民政府办公厅
        inside = _WITH_COLON.search(cell, 1) if label is None and cell[0] in "12" else None
        if inside is None or inside.start() >= 24:
            yield _Token(None, start, start + len(cell))
            return
        label = inside
    place = label.end()
    yield _Token(LABELS[label["label"]].key, start + label.start(), start + place)
    for after in _WITH_COLON.finditer(cell, place):
        yield from _value(cell, place, after.start(), start)
        yield _Token(LABELS[after["label"]].key, start + after.start(), start + after.end())
        place = after.end()
    yield from _value(cell, place, len(cell), start)


def _value(cell: str, begin: int, end: int, start: int) -> Iterator[_Token]:
    while begin < end and cell[begin] == " ":
        begin += 1
    while begin < end and cell[end - 1] == " ":
        end -= 1
    if begin < end:
        yield _Token(None, start + begin, start + end)
