"""What an extractor finds: a range of the folded text and the value read from it."""

from typing import Generic, TypeVar

from extractors.records import record

V = TypeVar("V")


@record
class Mention(Generic[V]):
    """One value and the range `[start, end)` of the folded text that states it.

    `rule` names the rule or model that gave the value ("amounts.money"); it is kept with every
    stored value so that a reader can ask where a number came from.
    """

    start: int
    end: int
    value: V
    rule: str = ""
