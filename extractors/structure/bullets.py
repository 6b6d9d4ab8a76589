"""Items that begin with a sign instead of a number: ★留岗有补贴。…, ▲…, ——用工清单。…, √….

Two or more paragraphs so marked are items, where most have a head or commit to something. Leaves
alone bare lines between marks (headlines), papers and conditions, and figures.
"""

import re
from collections.abc import Sequence

from extractors.folding import BULLETS, Folded
from extractors.structure import commitment, mere_lists
from extractors.structure.numbering import Line

# signs that folding leaves where they are; 〇二一年 begins with none
_LEFT = re.compile(r"(?:[—□√→·∙▫☑✓✔♦☞-]|〇(?![〇零一二三四五六七八九年]))+ ?(?=[^ ])")
_LEFT_SIGNS = frozenset("—□√→·∙▫☑✓✔♦☞-〇")
_HEAD = re.compile(r"[^。：！？\n0-9]{2,30}[。：！][^\n]{6}")
_NAMES = re.compile(
    r"(?!今年|近日|目前|截至|为[了对]?|对|按照?|根据)"
    r"(?:(?P<head>[^。：；0-9 ]{2,24})[。 ])(?=[^\n]{6})"
)
_STOPS = frozenset("。；！”）")
_SHORTEST = 12
_FEWEST = 2


def find(folded: Folded, rows: Sequence[Line]) -> list[int]:
    """Return the indexes of the rows that are items behind a sign, [] where there are none."""
    found = [at for at, row in enumerate(rows) if is_set_off(folded, row)]
    if len(found) < _FEWEST or sum(_is_item(rows[at]) for at in found) * 2 <= len(found):
        return []
    above = rows[found[0] - 1].text if found[0] else ""
    return [] if mere_lists.introduced_by(above) else found


def is_set_off(folded: Folded, row: Line) -> bool:
    """Tell whether a paragraph begins with a sign, one that folding took out (★) or left (——)."""
    text = row.text
    if len(text) < _SHORTEST or text[-1] not in _STOPS or "\t" in text:
        return False
    if text[0] in _LEFT_SIGNS:
        return _LEFT.match(text) is not None
    offsets = folded.offsets
    begin = offsets[row.start - 1] + 1 if row.start else 0
    gap = folded.source[begin : offsets[row.start]] if begin < offsets[row.start] else ""
    return gap.rstrip(" \t\u3000")[-1:] in BULLETS and bool(gap.strip())


def head(row: Line) -> str | None:
    """Return the words up to a 。 or a blank, where they are a head: ★送岗上门，稳住就业。举办…."""
    match = _NAMES.match(row.text, width(row.text))
    return match["head"] if match else None


def width(text: str) -> int:
    """Return how many characters of a line are the sign that it begins with."""
    match = _LEFT.match(text) if text[:1] in _LEFT_SIGNS else None
    return match.end() if match else 0


def _is_item(row: Line) -> bool:
    start = width(row.text)
    return _HEAD.match(row.text, start) is not None or commitment.may_commit(row.text, start)
