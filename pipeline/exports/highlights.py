"""A measure's words cut into runs, each with what was read from it; for pages that mark values."""

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from pipeline import wording
from pipeline.codes import AMOUNT_ROLES, DATE_ROLES, group_name
from pipeline.grid import Entry

_BREAKS = regex.compile(r"[ \t　]*\n\s*")
_ENDS = "。；：！？”）"


@dataclass(frozen=True, slots=True)
class Run:
    """Some words. `kind` is money, count, date, unit, target, break or ""; `note` the value."""

    text: str
    kind: str
    note: str


Mark = tuple[int, int, str, str]


def runs(entry: Entry) -> tuple[Run, ...]:
    """Return the runs of a measure in order; joined, they are its masked text.

    A line break of the document inside a sentence is a run of kind "break", so that a page can
    keep it out of sight; between sentences it is one of kind "paragraph".
    """
    first, last = entry.measure.start, entry.measure.end
    marks = sorted((*_marks(entry), *_breaks(entry.quote, first)), key=lambda each: each[0])
    taken: list[Run] = []
    done = first
    for start, end, kind, note in _apart(marks):
        if done < start:
            taken.append(Run(entry.source.text[done:start], "", ""))
        taken.append(Run(entry.source.text[start:end], kind, note))
        done = end
    if done < last:
        taken.append(Run(entry.source.text[done:last], "", ""))
    return tuple(taken)


def _apart(marks: list[Mark]) -> Iterator[Mark]:
    """Yield the marks so that none overlap: breaks cut marks, the first mark of others wins."""
    breaks = [mark for mark in marks if mark[2] in ("break", "paragraph")]
    done = 0
    for start, end, kind, note in marks:
        start = max(start, done)
        if kind not in ("break", "paragraph"):
            for cut_start, cut_end, cut, _ in breaks:
                if start <= cut_start and cut_end <= end:
                    if start < cut_start:
                        yield start, cut_start, kind, note
                    yield cut_start, cut_end, cut, ""
                    start = cut_end
        if start < end:
            yield start, end, kind, note
        done = max(done, end)


def _breaks(text: str, first: int) -> Iterator[Mark]:
    for match in _BREAKS.finditer(text):
        before = text[match.start() - 1 : match.start()]
        kind = "paragraph" if before in _ENDS else "break"
        yield first + match.start(), first + match.end(), kind, ""


def _marks(entry: Entry) -> Iterator[Mark]:
    measure, found = entry.measure, entry.source.extraction
    for amount in found.amounts:
        if amount.measure == measure.id:
            value = wording.amount(amount.min, amount.max, amount.unit, amount.bound)
            note = f"{AMOUNT_ROLES[amount.role]} {value}{wording.per(amount.per)}"
            yield amount.start, amount.end, amount.kind, note
    for day in found.dates:
        if day.measure == measure.id:
            ends = "至".join(wording.day(each) for each in (day.start_day, day.end_day) if each)
            yield day.start, day.end, "date", f"{DATE_ROLES[day.role]} {ends or day.duration or ''}"
    for role, units in (("牵头", measure.lead_units), ("配合", measure.support_units)):
        for unit in units:
            if measure.start <= unit.start and unit.end <= measure.end:
                yield unit.start, unit.end, "unit", f"{role} {unit.name}"
    for target in found.targets:
        if target.measure == measure.id:
            yield target.start, target.end, "target", group_name(target.label)
