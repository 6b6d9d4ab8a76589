"""Lines into paragraphs: by indents, by where lines end, by the space between them.

A line goes on in the next where it reaches the right margin, or would have if the next line's
first word had fitted in, and the next begins at the left margin in the same size.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import regex

from extractors.folding import LABEL
from pipeline.reading.lines import Line

_LABEL = regex.compile(LABEL, regex.VERBOSE)
_FIRST_WORD = regex.compile(r"[A-Za-z0-9%.@:/_+-]+|.")
_NOT_FIRST = frozenset("，。、；：？！）》”’】〕」』·…—%")
_SENTENCE_ENDS = ("。", "；", "：", "！", "？")


@dataclass(frozen=True, slots=True)
class Frame:
    """The margins of a page's text and the usual distance of its lines, in points."""

    left: float
    right: float
    pitch: float


def frame_of(lines: Sequence[Line]) -> Frame:
    """Return the frame of the lines of one page."""
    long = [line for line in lines if len(line.text) >= 12] or list(lines)
    right = max((line.right for line in long), default=0.0)
    wide = [line for line in long if line.right > right - 3 * line.size] or long
    lefts = Counter(round(line.left / 3) for line in wide)
    commonest = max(lefts.values(), default=0)
    left = min((key for key, count in lefts.items() if 3 * count >= commonest), default=0) * 3.0
    steps = [
        b.middle - a.middle for a, b in pairwise(lines) if 0 < b.middle - a.middle < 5 * a.size
    ]
    return Frame(left, right, median(steps) if steps else 0.0)


def paragraphs(lines: Sequence[Line], frames: dict[int, Frame]) -> Iterable[list[Line]]:
    """Yield the lines of each paragraph; `frames` by page number."""
    held: list[Line] = []
    for line in lines:
        if held and not _goes_on(held, line, frames):
            yield held
            held = []
        held.append(line)
    if held:
        yield held


def _goes_on(held: list[Line], line: Line, frames: dict[int, Frame]) -> bool:
    last = held[-1]
    frame, there = frames[last.page], frames[line.page]
    if abs(last.size - line.size) > 0.15 * last.size:
        return False
    if line.left > there.left + 1.2 * line.size or line.left < there.left - 2.5 * line.size:
        return False
    room = frame.right - last.right
    if room > _first_width(line) + 0.6 * line.size:
        return False
    same_page = line.page == last.page and line.middle > last.middle
    if same_page and frame.pitch and line.middle - last.middle > 1.6 * frame.pitch:
        return False
    return not (last.text.endswith(_SENTENCE_ENDS) and _LABEL.match(line.text))


def _first_width(line: Line) -> float:
    """Return the width of what could not have been left at the end of the line before."""
    match = _FIRST_WORD.match(line.text)
    end = match.end() if match else 1
    while end < len(line.text) and line.text[end] in _NOT_FIRST:
        end += 1
    return line.edges[end] - line.left
