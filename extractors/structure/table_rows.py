"""The measures of a list in table form: its numbered rows, or those under a column 责任单位."""

import re
from collections.abc import Sequence

from extractors.structure.commitment import COMMITS
from extractors.structure.numbering import Line
from extractors.structure.pieces import Piece

_ROW = re.compile(r"(?P<label>[0-9]{1,3})\t(?P<head>[^\t]+)(?P<more>\t)?")
_ASSIGNS = re.compile(r"\t(?:责任|牵头)(?:单位|部门)(?:\t|$)")
_SHORTEST_CELL = 8
_SHORTEST_ROW = 20
_LONGEST_CELL = 30


def find(rows: Sequence[Line]) -> list[Piece]:
    """Return the numbered rows of a list in table form, where each commits to something."""
    found: list[Piece] = []
    for row in rows:
        match = _ROW.match(row.text)
        if match and len(row.text) >= _SHORTEST_ROW and _cell_commits(row.text):
            is_name = len(match["head"]) <= _LONGEST_CELL and match["head"][-1] not in "。；"
            head = match["head"] if is_name and match["more"] else None
            label = match["label"]
            found.append(Piece(row.start, row.end, label, head, "measures.row", len(found)))
    found = found or _assigned_rows(rows)
    return found if len(found) > 1 else []


def _assigned_rows(rows: Sequence[Line]) -> list[Piece]:
    """Return the rows without numbers under a head that has a column 责任单位."""
    top = next((at for at, row in enumerate(rows) if _ASSIGNS.search(row.text)), None)
    if top is None:
        return []
    columns = rows[top].text.count("\t")
    return [
        Piece(row.start, row.end, "", row.text.partition("\t")[0], "measures.row", at)
        for at, row in enumerate(rows[top + 1 :])
        if row.text.count("\t") == columns and _cell_commits(row.text)
    ]


def _cell_commits(row: str) -> bool:
    cells = row.split("\t")[1:]
    return any(len(cell) >= _SHORTEST_CELL and COMMITS.search(cell) for cell in cells)
