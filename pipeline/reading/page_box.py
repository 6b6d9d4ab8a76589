"""A page's own table of metadata (索引号, 发文机关, 成文日期 …): found among a page's pieces.

A print of a web page has it where the browser put it, often after the text, its cells without
rules and several lines high. It is one block of labels with colons; its rows come back as
"label：⇥value⇥label：⇥value".
"""

from collections.abc import Sequence
from itertools import pairwise

import regex

from extractors.lexicon import by_alias, one_of, read_lexicon
from pipeline.reading.layout import rows_of
from pipeline.reading.lines import Line, merged, stripped

_LABELS = by_alias(read_lexicon("page_labels"))
_LABEL = regex.compile(rf"(?:{one_of(_LABELS)})[：:]")
_TELLING = ("索引号", "发文字号", "文号", "索取号", "发文机关", "成文日期")
_LEAST = 3


def is_table(text: str) -> bool:
    """Return whether a short text is such a table: three labels, one of them a document's own.

    >>> is_table("索 引 号：000/2021 发文机关：某市人民政府 成文日期：2021年1月2日")
    True
    """
    found = {label for _, label in labels_in(text)}
    return len(found) >= _LEAST and any(label in found for label in _TELLING)


def labels_in(text: str) -> list[tuple[int, str]]:
    """Return where labels with a colon stand in a text, and the labels without blanks."""
    plain, places = _closed(text)
    return [(places[match.start()], match.group()[:-1]) for match in _LABEL.finditer(plain)]


def _closed(text: str) -> tuple[str, list[int]]:
    places = [place for place, sign in enumerate(text) if not sign.isspace()]
    return "".join(text[place] for place in places), places


Row = list[list[Line]]  # cells of lines


def take_box(lines: list[Line]) -> tuple[list[Line], list[Row]]:
    """Return the pieces of a page without its table of metadata, and the table's rows."""
    if sum("：" in line.text or ":" in line.text for line in lines) < _LEAST:
        return lines, []
    pieces = [part for line in _with_spread_labels(lines) for part in _cut_at_labels(line)]
    labelled = [piece for piece in pieces if _is_label(piece)]
    if not is_table(" ".join(piece.text for piece in labelled)):
        return lines, []
    block = _block(labelled)
    if not is_table(" ".join(piece.text for piece in block)):
        return lines, []
    size = max(piece.size for piece in block)
    top = min(piece.top for piece in block) - size
    bottom = max(piece.bottom for piece in block) + size
    inside = [piece for piece in pieces if top < piece.middle < bottom]
    left = min(piece.left for piece in block)
    if any(piece.left < left - size for piece in inside):
        return lines, []
    if 2 * sum(_has_value(label, inside) for label in block) < len(block):
        return lines, []
    rest = [line for line in lines if not top < line.middle < bottom]
    return rest, _rows(block, [piece for piece in inside if piece not in block])


def _with_spread_labels(lines: list[Line]) -> list[Line]:
    """Return the pieces with labels whose characters stand apart (标　　题：) made one."""
    whole: list[Line] = []
    for row in rows_of(lines):
        for piece in row:
            if whole and piece is not row[0] and len(whole[-1].text) <= 2:
                joined = merged([whole[-1], piece])
                if _is_label(joined):
                    whole[-1] = joined
                    continue
            whole.append(piece)
    return whole


def _cut_at_labels(line: Line) -> list[Line]:
    starts = [place for place, _ in labels_in(line.text)]
    cuts = sorted({0, *starts, len(line.text)})
    parts = []
    for start, end in pairwise(cuts):
        edges = line.edges[start : end + 1]
        part = stripped(
            Line(line.text[start:end], edges, line.top, line.bottom, line.size, line.page)
        )
        if part:
            parts.append(part)
    return parts


def _is_label(piece: Line) -> bool:
    found = labels_in(piece.text)
    return bool(found) and found[0][0] == 0


def _block(labelled: Sequence[Line]) -> list[Line]:
    """Return the longest run of labels without a wide gap between their rows."""
    ordered = sorted(labelled, key=lambda piece: piece.middle)
    runs: list[list[Line]] = [[ordered[0]]]
    for piece in ordered[1:]:
        if piece.middle - runs[-1][-1].middle > 6 * piece.size:
            runs.append([])
        runs[-1].append(piece)
    return max(runs, key=len)


def _has_value(label: Line, pieces: Sequence[Line]) -> bool:
    """Return whether a label's value stands in its own piece or to its right."""
    if not label.text.endswith(("：", ":")):
        return True
    return any(
        piece.left >= label.right and abs(piece.middle - label.middle) < 1.2 * label.size
        for piece in pieces
    )


def _rows(labels: list[Line], others: list[Line]) -> list[Row]:
    """Return the cells of each row: a label with what stands beside it, then its other lines."""
    values: dict[int, list[Line]] = {id(label): [] for label in labels}
    for piece in others:
        before = [label for label in labels if label.left < piece.left] or labels
        column = max(label.left for label in before)
        near = [label for label in before if label.left > column - 2 * label.size]
        owner = min(near, key=lambda label: abs(label.middle - piece.middle))
        values[id(owner)].append(piece)
    rows = []
    for row in rows_of(labels):
        cells: Row = []
        for label in row:
            value = [merged(lines) for lines in rows_of(values[id(label)])]
            cells += [[label], value] if value else [[label]]
        rows.append(cells)
    return rows
