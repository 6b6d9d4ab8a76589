"""The entries of a list of policies: a bare title over field lines, 「政策内容：…」.

Fields stand before a colon or in 〔〕. An entry reaches from its title to its last sentence. Leaves
alone forms, a page's own table, and field lines under numbered items, which `leaves` reads.
"""

import re
from collections.abc import Sequence

from extractors.structure import sections
from extractors.structure.numbering import Line
from extractors.structure.pieces import Piece

_FIELD = re.compile(r"〔?(?P<name>[^，。；：、〔〕\n]{2,12})(?:：|〕)")
_TITLE = re.compile(r"(?!附[件表]|注|备注)[^，。；：！？\t]{2,40}")
_CONTENT = frozenset({"grant", "field"})
_STOPS = "。；！"
_FEWEST = 2


def find(rows: Sequence[Line]) -> list[Piece]:
    """Return the entries of a list, or [] where fewer than two titles stand over fields."""
    kinds = [_field_kind(row) if "：" in row.text or "〔" in row.text else None for row in rows]
    if sum(map(bool, kinds)) < _FEWEST:
        return []
    titles = [at for at in range(len(rows) - 1) if _is_title(rows, kinds, at)]
    if len(titles) < _FEWEST:
        return []
    found: list[Piece] = []
    for at, after in zip(titles, [*titles[1:], len(rows)], strict=True):
        if not _grants(rows[at + 1 : after], kinds[at + 1 : after]):
            continue
        last = _last(rows, kinds, at, after)
        title = rows[at]
        found.append(
            Piece(
                title.start,
                rows[last].end,
                "",
                title.text.strip("〔〕"),
                "measures.entry",
                len(found),
            )
        )
    return found if len(found) >= _FEWEST else []


def _field_kind(row: Line) -> str | None:
    """Return the kind of the field that a line begins with, None where it begins with none."""
    text, start = row.text, row.label.end - row.start if row.label else 0
    if text.find("：", start, start + 13) < 0 and not text.startswith("〔", start):
        return None
    match = _FIELD.match(text, start)
    if match is None:
        return None
    entry = sections.SECTIONS.get(match["name"])
    return "contact" if entry and entry.key == "contact" else sections.section_kind(match["name"])


def _is_title(rows: Sequence[Line], kinds: Sequence[str | None], at: int) -> bool:
    """Tell whether a bare line stands over a field line, or over a sentence and a field line."""
    row = rows[at]
    if row.label or row.is_entry or kinds[at] or not _TITLE.fullmatch(row.text):
        return False
    if kinds[at + 1]:
        return True
    return at + 2 < len(rows) and kinds[at + 2] is not None and rows[at + 1].text[-1] == "。"


def _grants(rows: Sequence[Line], kinds: Sequence[str | None]) -> bool:
    """Tell whether an entry says what is given; 「服务对象：企业」 alone does not."""
    return any(
        kind == "grant" or (kind != "context" and row.text[-1] in _STOPS)
        for row, kind in zip(rows, kinds, strict=True)
    )


def _last(rows: Sequence[Line], kinds: Sequence[str | None], at: int, after: int) -> int:
    """Return the last line of an entry: its last sentence, else its last field of content."""
    for row in range(after - 1, at, -1):
        if rows[row].text[-1] in _STOPS:
            return row
    return max((row for row in range(at, after) if kinds[row] in _CONTENT), default=at)
