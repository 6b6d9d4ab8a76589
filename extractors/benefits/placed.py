"""An amount of a measure with the pieces of the measure that hold it."""

from typing import NamedTuple

from extractors.records import Amount
from extractors.sentences import Span


class Placed(NamedTuple):
    """An amount, its folded range, and the pieces of its measure that hold its start."""

    amount: Amount
    start: int
    end: int
    sentence: Span
    segment: Span
    clause: Span
