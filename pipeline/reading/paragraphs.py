"""Lines into paragraphs: by indents, by where lines end, by the space between them.

A line goes on in the next where it reaches the right margin, or would have if the next line's
first word had fitted in, and the next begins at the left margin in the same size.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

import regex

from extractors.line_breaks import LABEL
from pipeline.reading.lines import Line, Sheet

_FULL_LINES = 8
_LABEL = regex.compile(LABEL, regex.VERBOSE)
_FIRST_WORD = regex.compile(r"[A-Za-z0-9%.@:/_+-]+|.")
_NOT_FIRST = frozenset("，。、；：？！）》”’】〕」』·…—%")
_ENDS = ("。", "；", "：", "！", "？", "）", ")", "”", ":")


@dataclass(frozen=True, slots=True)
class Frame:
    """The margins of a page's text and the usual distance of its lines, in points."""

    left: float
    right: float
    pitch: float
    tolerance: float  # of sizes: recognised lines of one size differ by a fifth


Frames = dict[tuple[int, int], Frame]  # by page and column


def frames_of(sheets: Sequence[Sheet]) -> Frames:
    """Return the frame of each column; one of few full lines has that of all its like."""
    whole = {
        column: _frame([line for sheet in sheets for line in sheet.lines if line.column == column])
        for column in (0, 1)
    }
    frames = {}
    for sheet in sheets:
        tolerance = 0.25 if sheet.recognised else 0.08
        two = any(line.column for line in sheet.lines)
        for column in (0, 1) if two else (0,):
            lines = [line for line in sheet.lines if line.column == column]
            own = _frame(lines)
            if not two and len(_wide(lines)) < _FULL_LINES:
                all_of = whole[column]
                own = replace(own, left=all_of.left, right=max(own.right, all_of.right))
            frames[sheet.number, column] = replace(own, tolerance=tolerance)
    return frames


def _frame(lines: Sequence[Line]) -> Frame:
    wide = _wide(lines)
    counts = Counter(round(line.left / 3) for line in wide)
    commonest = max(counts.values(), default=0)
    place = min((key for key, count in counts.items() if 3 * count >= commonest), default=0)
    lefts = [line.left for line in wide if round(line.left / 3) == place]
    right = _right(wide)
    steps = [
        b.middle - a.middle for a, b in pairwise(lines) if 0 < b.middle - a.middle < 5 * a.size
    ]
    return Frame(median(lefts) if lefts else 0.0, right, median(steps) if steps else 0.0, 0.0)


def _right(lines: Sequence[Line]) -> float:
    """Return the right margin: the rightmost place where more than a stray line ends."""
    counts = Counter(round(line.right / 3) for line in lines)
    least = max(2, 0.03 * len(lines))
    places = [key for key, count in counts.items() if count + counts[key - 1] >= least]
    place = max(places or counts, default=0)
    return max((line.right for line in lines if round(line.right / 3) <= place), default=0.0)


def _wide(lines: Sequence[Line]) -> list[Line]:
    """Return the lines that reach near the right margin."""
    long = [line for line in lines if len(line.text) >= 12]
    right = _right(long)
    return [line for line in long if line.right > right - 3 * line.size] or list(lines)


def paragraphs(lines: Sequence[Line], frames: Frames) -> Iterable[list[Line]]:
    """Yield the lines of each paragraph."""
    held: list[Line] = []
    for line in lines:
        if held and not _goes_on(held, line, frames):
            yield held
            held = []
        held.append(line)
    if held:
        yield held


def _goes_on(held: list[Line], line: Line, frames: Frames) -> bool:
    last = held[-1]
    frame, there = frames[last.page, last.column], frames[line.page, line.column]
    if abs(last.size - line.size) > frame.tolerance * last.size or _is_centred(last, frame):
        return False
    if line.left > there.left + 1.2 * line.size or line.left < there.left - 2.5 * line.size:
        return False
    room = frame.right - last.right
    if room > _first_width(line) + 0.6 * line.size:
        return False
    same_page = line.page == last.page and line.middle > last.middle
    if same_page and frame.pitch and line.middle - last.middle > 1.6 * frame.pitch:
        return False
    return not (_LABEL.match(line.text) and _is_whole(held))


def _is_centred(line: Line, frame: Frame) -> bool:
    """Return whether a line stands in the middle, as a title does that nearly fills its line."""
    before, after = line.left - frame.left, frame.right - line.right
    return min(before, after) > 0.1 * line.size and abs(before - after) < 0.15 * line.size


def _is_whole(held: list[Line]) -> bool:
    """Return whether a paragraph may end here: after a sentence, or as a heading of one line."""
    if held[-1].text.endswith(_ENDS):
        return True
    return len(held) == 1 and not any(mark in held[0].text for mark in "，。；")


def _first_width(line: Line) -> float:
    """Return the width of what could not have been left at the end of the line before."""
    match = _FIRST_WORD.match(line.text)
    end = match.end() if match else 1
    while end < len(line.text) and line.text[end] in _NOT_FIRST:
        end += 1
    return line.edges[end] - line.left
