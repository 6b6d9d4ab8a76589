"""The entries of a list of policies: a bare title over field lines, 「政策内容：…」.

Fields stand before a colon, in 〔〕 or alone on their line (「补贴标准」). An entry reaches from
its title to its last sentence; a sheet of one policy is one entry. Leaves alone forms, a page's
own table, and field lines under numbered items, which `leaves` reads.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from extractors.structure import sections
from extractors.structure.commitment import COMMITS
from extractors.structure.numbering import Line
from extractors.structure.pieces import Piece

_FIELD = re.compile(r"〔?(?P<name>[^，。；：、〔〕\n]{2,12})(?:：|〕)")
_TITLE = re.compile(r"(?!附[件表]|注|备注)[^，。；：！？\t]{2,40}")
_CONTENT = frozenset({"grant", "field"})
_STOPS = "。；！"
_FEWEST = 2
_LONGEST_LABEL = 12
_REACH = 32  # a number and a field's name
_LAST_OF_LABEL = sections.MAY_CLOSE.difference(_STOPS)
# a text divided by them is no sheet of one policy
_DIVISIONS = frozenset({"chapter", "section", "article", "han"})


def find(rows: Sequence[Line]) -> list[Piece]:
    """Return the entries of a list, or [] where fewer than two titles stand over fields."""
    kinds = [_field_kind(row) if _may_be_field(row.text) else None for row in rows]
    if sum(map(bool, kinds)) < _FEWEST:
        return []
    titles = _titles(rows, kinds)
    if len(titles) < _FEWEST:
        return _sheet(rows, kinds)
    found: list[Piece] = []
    for at, after in zip(titles, [*titles[1:], len(rows)], strict=True):
        if not _grants(rows[at + 1 : after], kinds[at + 1 : after]):
            continue
        found.append(_entry(rows, kinds, at, after, len(found)))
    return found if len(found) >= _FEWEST else []


def _entry(
    rows: Sequence[Line], kinds: Sequence[str | None], at: int, after: int, group: int
) -> Piece:
    title = rows[at]
    end = rows[_last(rows, kinds, at, after)].end
    head = None if kinds[at] else title.text.rstrip("〕").rpartition("〕")[2].lstrip("〔")
    return Piece(title.start, end, "", head, "measures.entry", group)


def _sheet(rows: Sequence[Line], kinds: Sequence[str | None]) -> list[Piece]:
    """Return the one entry of a sheet that says what is given in a field of its own, else nothing.

    Where the field that says what is given holds numbered grants, they are measures themselves.
    """
    labels = [at for at, kind in enumerate(kinds) if kind and kind != "contact"]
    granted = [at for at in labels if kinds[at] == "grant" and rows[at].label is None]
    if len(labels) < _FEWEST or not granted or len(granted) == len(labels):
        return []
    if any(row.label for row in rows[: labels[0] + 1]):
        return []
    if any(row.label and row.label.kind in _DIVISIONS for row in rows):
        return []
    for at, after in pairwise([*labels, len(rows)]):
        items = [row for row in rows[at + 1 : after] if row.label and COMMITS.search(row.text)]
        if kinds[at] == "grant" and len(items) >= _FEWEST:
            return []
    first = labels[0]
    begins = first - 1 if first and _TITLE.fullmatch(rows[first - 1].text) else first
    return [_entry(rows, kinds, begins, len(rows), 0)]


def _is_label(row: Line) -> bool:
    """Tell whether a field's name stands alone on its line, with or without a colon."""
    return row.label is None and row.text.find("：", 0, -1) < 0 and "〔" not in row.text


def _may_be_field(text: str) -> bool:
    """Tell whether a field's name may stand alone on a line, or before a sign at its beginning."""
    if len(text) <= _LONGEST_LABEL and text[-1] in _LAST_OF_LABEL:
        return True
    return "：" in text[:_REACH] or "〔" in text[:_REACH]


def _field_kind(row: Line) -> str | None:
    """Return the kind of the field that a line begins with, None where it begins with none."""
    text, start = row.text, row.label.end - row.start if row.label else 0
    if text.find("：", start, start + 13) < 0 and not text.startswith("〔", start):
        if len(text) > _LONGEST_LABEL or text[-1] in _STOPS:
            return None
        alone = row.label is None or row.label.kind == "digit"
        return sections.section_kind(text[start:]) if alone else None
    match = _FIELD.match(text, start)
    if match is None:
        return None
    entry = sections.SECTIONS.get(match["name"])
    return "contact" if entry and entry.key == "contact" else sections.section_kind(match["name"])


def _titles(rows: Sequence[Line], kinds: Sequence[str | None]) -> list[int]:
    """Return the lines that stand as titles over fields; over a field alone on its line, it recurs.

    「见习单位」 under 「补贴对象」 and over 「补贴标准」 is no title.
    """
    found: list[int] = []
    seen: set[str] = set()
    for at, row in enumerate(rows[:-1]):
        below = rows[at + 1]
        alone = kinds[at + 1] is not None and _is_label(below)
        if _is_title(rows, kinds, at):
            under_label = at > 0 and kinds[at - 1] is not None and _is_label(rows[at - 1])
            if not alone or not (under_label or (found and below.text[-2:] not in seen)):
                found.append(at)
                seen.clear() if alone else None
        if kinds[at] and _is_label(row):
            seen.add(row.text[-2:])
    return found


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
    last = max((row for row in range(at, after) if kinds[row] in _CONTENT), default=at)
    return last + (_is_label(rows[last]) and last + 1 < after)
