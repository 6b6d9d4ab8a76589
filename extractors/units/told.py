"""Who acts in a report: the body that opens an item, or that opens the report, or the place.

「某县三招稳岗位⏎…一是送岗。县人社局举办…」: the headline names a place, the item its bureau.
Where a colon makes the place the actor (「某市：…」), it stays so.
"""

from collections.abc import Sequence

from extractors.mention import Mention
from extractors.scope import MeasureSpan, PartSpan, Scope
from extractors.units import actors
from extractors.units.actors import Actor

_LONGEST_HEAD = 36
_ALSO = ("还", "也", "又", "同时")
# every measure of a report reads who opens it, so an opening is no longer than a paragraph
_LONGEST_OPENING = 1000


def openings(scope: Scope) -> dict[int, list[Mention[Actor]]]:
    """Return who acts in what opens a report or a list inside a paragraph (…。一是…), by part.

    It stands between the headline and the first measure, or just before that, outside of measures,
    where no other actors are looked for.
    """
    first = {measure.part: measure.start for measure in reversed(scope.measures)}
    found = {}
    for number, part in enumerate(scope.parts):
        start = _opening(part, first[number], scope.text) if number in first else None
        if start is not None:
            opening = [
                Mention(each.start + start, each.end + start, each.value, each.rule)
                for each in actors.find(scope.text[start : first[number]])
                if each.value.standing == "opening" and each.value.side == "lead"
            ]
            found[number] = [
                each for each in opening if each.start > opening[-1].start - _LONGEST_OPENING
            ]
    return found


def _opening(part: PartSpan, first: int, text: str) -> int | None:
    """Return where what opens a part begins, None where nothing tells of its first measure."""
    if part.tells:
        title = part.title or ""
        return max(text.rfind(title, part.start, first), part.start) + len(title)
    end = part.start + len(text[part.start : first].rstrip())
    if "\n" in text[end:first] and not text.startswith("一是", first):
        return None
    return text.rfind("\n", part.start, end) + 1 or part.start


def last_opening(above: Sequence[Mention[Actor]], text: str) -> Sequence[Mention[Actor]]:
    """Return who acts in the last sentence of what opens a report."""
    sentence = text.rfind("。", above[0].start, above[-1].start)
    return [each for each in above if each.start > sentence]


def opens(measure: MeasureSpan, body: Mention[Actor], above: Mention[Actor], text: str) -> bool:
    """Tell whether a body acts first in an item, behind no more than its head.

    Whoever also did something (市人社局还组团招聘) did what stands before it too. False where a
    colon makes the place `above` the actor.
    """
    if text.startswith("：", above.end):
        return False
    if text.startswith(_ALSO, body.end):
        return True
    head, stop, rest = text[measure.start : body.start].partition("。")
    return "。" not in rest and (not stop or len(head) <= _LONGEST_HEAD)


def names_only_place(measure: MeasureSpan, leads: Sequence[Mention[Actor]], text: str) -> bool:
    """Tell whether nobody but the place of a headline acts in a measure: 某县三招稳岗位."""
    return all(
        each.value.is_place and each.start < measure.start and not text.startswith("：", each.end)
        for each in leads
    )
