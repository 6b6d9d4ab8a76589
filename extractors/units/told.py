"""Who acts in a report: the body that opens an item, or that opens the report, or the place.

「某县三招稳岗位⏎…一是送岗。县人社局举办…」: the headline names a place, the item its bureau.
Where a colon makes the place the actor (「某市：…」), it stays so.
"""

from collections.abc import Sequence

from extractors.mention import Mention
from extractors.scope import MeasureSpan, Scope
from extractors.units import actors
from extractors.units.actors import Actor

_LONGEST_HEAD = 36


def openings(scope: Scope) -> dict[int, list[Mention[Actor]]]:
    """Return the bodies that act between the headline of each report and its first measure.

    By part; they stand outside of measures, where no other actors are looked for.
    """
    first = {measure.part: measure.start for measure in reversed(scope.measures)}
    found = {}
    for number, part in enumerate(scope.parts):
        if part.tells and number in first:
            title = part.title or ""
            at = scope.text.rfind(title, part.start, first[number])
            start = max(at, part.start) + len(title)
            found[number] = [
                Mention(each.start + start, each.end + start, each.value, each.rule)
                for each in actors.find(scope.text[start : first[number]])
                if _leads(each.value)
            ]
    return found


def _leads(actor: Actor) -> bool:
    return actor.standing == "opening" and actor.side == "lead" and not actor.is_place


def opens(measure: MeasureSpan, body: Mention[Actor], above: Mention[Actor], text: str) -> bool:
    """Tell whether a body acts first in an item, behind no more than its head.

    False where a colon makes the place `above` the actor.
    """
    if text.startswith("：", above.end):
        return False
    head, stop, rest = text[measure.start : body.start].partition("。")
    return "。" not in rest and (not stop or len(head) <= _LONGEST_HEAD)


def names_only_place(measure: MeasureSpan, leads: Sequence[Mention[Actor]], text: str) -> bool:
    """Tell whether nobody but the place of a headline acts in a measure: 某县三招稳岗位."""
    return all(
        each.value.is_place and each.start < measure.start and not text.startswith("：", each.end)
        for each in leads
    )
