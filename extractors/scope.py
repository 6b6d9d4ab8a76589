"""What stands around a mention: the document's parts, clauses, measures, place and day.

`find` of an extractor looks at folded text alone; `resolve(mentions, scope)` turns what it found
into records with the help of a Scope. All offsets in a Scope count folded characters.

Spans, like all that is made by the dozen for a text, are named tuples: a frozen dataclass takes
three times as long to make.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from extractors.folding import Folded
from extractors.records import Evidence, Metadata, PartKind, Status

# as printed: 〔2021〕, [2021], （２０２１）, 2021年第5号
_YEAR = re.compile(r"(?<!\d)(?:19|20|１９|２０)\d{2}(?![\d号])")


class Clause(NamedTuple):
    """One item of the document's enumeration, with all that is under it.

    `start` is where its label begins, `head_start`/`head_end` the words of its head without the
    label (equal where it has none), `level` 1 for the outermost, `parent` the index of the clause
    above in the same list or None. `is_leaf` where no numbered item is under it.
    """

    start: int
    end: int
    label: str
    level: int
    head_start: int
    head_end: int
    parent: int | None
    is_leaf: bool
    part: int


class PartSpan(NamedTuple):
    """A document or attachment within the text; `tells` where it reports what was done."""

    id: str
    kind: PartKind
    title: str | None
    start: int
    end: int
    issuers: tuple[str, ...] | None = None
    region: str | None = None
    date_issued: date | None = None
    tells: bool = False


class MeasureSpan(NamedTuple):
    """A measure before units, groups and type are known. `part` and `clause` are indexes."""

    id: str
    start: int
    end: int
    part: int
    clause: int | None
    label: str
    title: str | None
    region: str | None
    status: Status
    rule: str = ""


def year_of(number: str | None) -> int | None:
    """Return the year that a document's number states, as printed.

    >>> year_of("穗府〔2021〕3号"), year_of("常防指[2021]6号"), year_of("第 3 期")
    (2021, 2021, None)
    """
    match = _YEAR.search(number or "")
    return int(match[0]) if match else None


@dataclass(frozen=True)
class Scope:
    """A document's surroundings. `day` is its date of issue, of print or of publication."""

    folded: Folded
    metadata: Metadata
    parts: tuple[PartSpan, ...]
    clauses: tuple[Clause, ...]
    measures: tuple[MeasureSpan, ...]

    @cached_property
    def text(self) -> str:
        """The folded text."""
        return self.folded.text

    @cached_property
    def measured(self) -> str:
        """The folded text with blank lines for all that stands outside measures."""
        pieces: list[str] = []
        end = 0
        for measure in self.measures:
            start = max(measure.start, end)
            pieces += ("\n" * (start - end), self.text[start : measure.end])
            end = max(measure.end, end)
        return "".join((*pieces, "\n" * (len(self.text) - end)))

    @property
    def day(self) -> date | None:
        """The date of issue, else of print, else of publication."""
        known = self.metadata
        return known.date_issued or known.date_printed or known.date_published

    @cached_property
    def _measure_starts(self) -> list[int]:
        return [measure.start for measure in self.measures]

    def measure_at(self, start: int, end: int) -> MeasureSpan | None:
        """Return the measure that holds a folded range, or None."""
        index = bisect_right(self._measure_starts, start) - 1
        if index >= 0 and end <= self.measures[index].end:
            return self.measures[index]
        return None

    def part_at(self, start: int) -> PartSpan | None:
        """Return the part that holds a folded offset, or None."""
        index = bisect_right(self.parts, start, key=lambda part: part.start) - 1
        if index >= 0 and start < self.parts[index].end:
            return self.parts[index]
        return None

    def evidence(self, start: int, end: int) -> Evidence:
        """Return the words of the document behind a folded range."""
        folded = self.folded
        first, last = folded.span(start, end)
        return Evidence(folded.source[first:last], first, last)
