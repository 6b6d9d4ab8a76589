"""The tree of a document's numbering: 一、 over （一） over 1., 第三章 over 第十条 over （一）.

Levels follow the order in which a part uses its numbers, so they may be skipped and begin anew in
each part. Inline 一是…二是… are no clauses. What follows the last item (「附件：…」, signature,
contacts) is outside.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.folding import Folded
from extractors.scope import Clause, PartSpan
from extractors.structure import headlines
from extractors.structure.numbering import KINDS, Label, Line, lines, within
from extractors.structure.parts import DATE_LINE, TAIL

_RANK = {kind: rank for rank, kind in enumerate(KINDS)}

# the words of a head: up to the first 。 or ：, not inside 《》 “” （）
_HEAD = re.compile(
    r"""(?: [^。：；\n《“（]++
      | 《[^《》\n]{0,99}+》 | “[^“”\n]{0,60}+” | （[^（）\n]{0,60}+） | [《“（] )++""",
    re.VERBOSE,
)
_SIGNATURE = re.compile(r"[^，。；：]{4,60}$")
_CONTACT = re.compile(r"（?(?:联系|咨询)")
_SHORTEST_SENTENCE = 20
_SIGNATURE_LINES = 30
_AHEAD = 200


@dataclass(slots=True)
class _Open:
    """A clause while its end is not known."""

    label: Label
    line: Line
    level: int
    parent: int | None
    part: int
    end: int
    is_leaf: bool = True


def find(folded: Folded, parts: Sequence[PartSpan]) -> tuple[Clause, ...]:
    """Return the clauses of all parts in the order of the text; parents come before children."""
    rows = lines(folded.text)
    found: list[_Open] = []
    for number, part in enumerate(parts):
        own = within(rows, part.start, part.end)
        body = own[: body_end(own)]
        cuts = [0, *(headlines.find(body) if part.kind != "article" else ()), len(body)]
        for start, end in pairwise(cuts):
            if start < end:
                _add(found, body[start:end], number)
    return tuple(_closed(each) for each in found)


def body_end(rows: Sequence[Line]) -> int:
    """Return the index after the last line of a part's text: no signature, no list of annexes."""
    last = next((at for at in range(len(rows) - 1, -1, -1) if rows[at].label), -1)
    if last < 0:  # a page's table (公开方式：…) stands before the first sentence
        last = next((at for at, row in enumerate(rows) if row.text.endswith("。")), 0)
    last_words = _last_sentence(rows)
    for at in range(last + 1, len(rows)):
        row = rows[at]
        if row.is_entry or DATE_LINE.match(row.text):
            return at
        # each entry of a list has a line for its contact, over the next entry
        if TAIL.match(row.text) and not (_CONTACT.match(row.text) and at < last_words):
            return at
        if _SIGNATURE.match(row.text) and _leads_to_date(rows, at):
            return at
    return len(rows)


def _last_sentence(rows: Sequence[Line]) -> int:
    """Return the index of the last line that is a sentence of the text itself, or -1."""
    return next(
        (
            at
            for at in range(len(rows) - 1, -1, -1)
            if rows[at].text[-1] == "。"
            and len(rows[at].text) >= _SHORTEST_SENTENCE
            and not TAIL.match(rows[at].text)
        ),
        -1,
    )


def _leads_to_date(rows: Sequence[Line], at: int) -> bool:
    """Tell whether only short lines without a stop stand between a line and a date line."""
    for row in rows[at : at + _SIGNATURE_LINES]:
        if DATE_LINE.match(row.text):
            return True
        if len(row.text) > 90 or row.text[-1] in "。；：，" or "\t" in row.text:
            return False
    return False


def _add(found: list[_Open], body: Sequence[Line], part: int) -> None:
    """Add the clauses of one part, each under the one that encloses it."""
    end = body[-1].end
    open_: list[int] = []
    above: dict[str, tuple[int, str]] = {}
    numbered = [row for row in body if row.label]
    for at, row in enumerate(numbered):
        label = row.label
        assert label is not None
        _close(found, open_, label, (numbered, at, above.get(label.kind)))
        parent = open_[-1] if open_ else None
        if parent is not None:
            found[parent].is_leaf = False
            above[label.kind] = label.number, found[parent].label.kind
        open_.append(len(found))
        found.append(_Open(label, row, len(open_), parent, part, end))


def _close(
    found: list[_Open],
    open_: list[int],
    label: Label,
    place: tuple[Sequence[Line], int, tuple[int, str] | None],
) -> None:
    """Close the clauses that a new label ends: those of its kind or of a lower one.

    `place` holds the numbered lines, the index of the label's own, and the number before of its
    kind with the kind that it stood under: （四） goes on under 2. where （三） stood under 1.
    """
    numbered, at, before = place
    kinds = [found[index].label.kind for index in open_]
    if label.kind in kinds:
        keep = kinds.index(label.kind)
    else:
        keep = len(kinds)
        while keep and _RANK[kinds[keep - 1]] > _RANK[label.kind]:
            if before == (label.number - 1, kinds[keep - 1]):
                break
            if label.number == 1 and _goes_on(found[open_[keep - 1]].label, numbered, at):
                break
            keep -= 1
    while len(open_) > keep:
        found[open_.pop()].end = label.start


def _goes_on(label: Label, numbered: Sequence[Line], at: int) -> bool:
    """Tell whether the numbers of a label's kind go on: 1. over （一） over 2. is one list."""
    for row in numbered[at + 1 : at + _AHEAD]:
        if row.label and row.label.kind == label.kind:
            return row.label.number == label.number + 1
    return False


def _closed(each: _Open) -> Clause:
    text, start = each.line.text, each.line.start
    label = each.label
    match = _HEAD.match(text, label.end - start)
    head_end = match.end() + start if match else label.end
    return Clause(
        label.start,
        each.end,
        label.text,
        each.level,
        label.end,
        head_end,
        each.parent,
        each.is_leaf,
        each.part,
    )
