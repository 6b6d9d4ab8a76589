"""Lines that head the paragraphs below them without a number: 「海外人才政策」 over 「对引进…。」.

A text is divided by such lines where three or more stand in it, or two alike, and it has no
numbered sections. Leaves alone titles, mastheads, signatures, cells of
tables, and lines under numbered sections.
"""

from collections.abc import Sequence

from extractors.structure.commitment import COMMITS
from extractors.structure.numbering import Line
from extractors.structure.sections import section_kinds

_LONGEST = 40
_SHORTEST_PARAGRAPH = 14
_FEWEST = 3
_LONGEST_SIBLING = 16
_LONGER = 3
# a date, a source, a signature under the title
_NO_HEAD = (*"0123456789：（〔", "局", "政府", "办公室", "委员会", "一览", "通知")
_STOPS = "。；：，！？、"
_SECTIONS = frozenset({"chapter", "section", "article", "han"})


def find(rows: Sequence[Line]) -> list[int]:
    """Return the indexes of the lines that divide a text, or [] where it is divided otherwise."""
    if any(row.label and row.label.kind in _SECTIONS for row in rows):
        return []
    found = [at for at in range(len(rows) - 1) if may_head(rows, at)]
    if found and _heads_below_title(rows, found):
        found.insert(0, _first_over_paragraph(rows))
    if not found or _are_fields(rows, found):
        return []
    if not _has_siblings(rows, found):
        found = found[1:]
    return found if len(found) >= _FEWEST or _are_pair(rows, found) else []


def _are_pair(rows: Sequence[Line], found: Sequence[int]) -> bool:
    """Tell whether two lines, none of them first, head a text without numbers and are alike.

    「支持老员工“带新”」 over 「支持技工“返岗”」; both order or grant, or begin alike.
    """
    if len(found) != _FEWEST - 1 or found[0] == 0 or any(row.label for row in rows):
        return False
    first, second = (rows[at].text for at in found)
    if section_kinds(first) or section_kinds(second):
        return False
    return first[:2] == second[:2] or all(COMMITS.match(each) for each in (first, second))


def _are_fields(rows: Sequence[Line], found: Sequence[int]) -> bool:
    """Tell whether the lines are fields of numbered items: 「补贴标准」 under 「（一）补贴」."""
    numbered = any(row.label for row in rows[: found[0]])
    return numbered and all(section_kinds(rows[at].text) for at in found)


def _first_over_paragraph(rows: Sequence[Line]) -> int:
    """Return the index of the line over the first paragraph."""
    return next((at for at in range(len(rows) - 1) if is_paragraph(rows[at + 1])), 0)


def _heads_below_title(rows: Sequence[Line], found: Sequence[int]) -> bool:
    """Tell whether the line over the first paragraph, under the title, is as short as the heads.

    「稳岗政策一览」 over 「留岗红包」 over 「每人发放500元。」
    """
    at = _first_over_paragraph(rows)
    text = rows[at].text
    if not 0 < at < found[0] or not is_bare(rows[at]) or any(sign in text for sign in _NO_HEAD):
        return False
    longest = max(len(rows[each].text) for each in found)
    return longest <= _LONGEST_SIBLING and len(text) <= longest + _LONGER


def opens(rows: Sequence[Line]) -> bool:
    """Tell whether the first line is such a head, so that the text prints no title."""
    return bool(rows) and may_head(rows, 0) and find(rows)[:1] == [0]


def may_head(rows: Sequence[Line], at: int) -> bool:
    """Tell whether a short line without a stop stands between paragraphs, over one."""
    if not is_bare(rows[at]) or (at and rows[at - 1].text[-1] not in "。；！？”）"):
        return False
    return at + 1 < len(rows) and is_paragraph(rows[at + 1])


def is_bare(row: Line) -> bool:
    """Tell whether a line is short, without a stop, a number or cells."""
    text = row.text
    if len(text) > _LONGEST or len(text) < 2 or text[-1] in _STOPS or row.label or row.is_entry:
        return False
    return "\t" not in text


def is_paragraph(row: Line) -> bool:
    """Tell whether a line is a sentence or an item, not a name or a cell."""
    if row.label is not None:
        return True
    return len(row.text) >= _SHORTEST_PARAGRAPH and row.text[-1] in "。；！？）”"


def _has_siblings(rows: Sequence[Line], found: Sequence[int]) -> bool:
    """Tell whether a first line is one of the heads: titles are worded unlike what they head.

    「A类人才政策」 over 「B类人才政策」; a text's title has no sibling below it.
    """
    if found[0] > 0:
        return True
    first = rows[0].text
    alike = [
        at for at in found[1:] if rows[at].text[-2:] == first[-2:] or rows[at].text[:3] == first[:3]
    ]
    return len(alike) * 3 >= len(found) - 1
