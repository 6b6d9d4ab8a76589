"""When things are due: windows of application, periods, deadlines and reports of all measures.

Each item is one row with its words; what the text leaves open stays open (`is_resolved`). Items
that merely tell when something happened or was issued are left out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from extractors.records import Benefit, DateMention, Measure
from pipeline.codes import DATE_ROLES
from pipeline.grid import Source

ROLES = ("application", "deadline", "action_period", "eligibility", "event", "report", "effective")
_TIMED = ("point", "period", "deadline")


@dataclass(frozen=True, slots=True)
class Item:
    """One time. `start_day` and `end_day` are None where the text leaves them open."""

    source: Source
    measure: Measure | None
    role: str
    title: str
    quote: str
    start: int
    start_day: date | None
    end_day: date | None

    @property
    def is_resolved(self) -> bool:
        """Whether the time has an end, or a day, that a calendar can hold."""
        return self.end_day is not None or self.start_day is not None

    @property
    def role_name(self) -> str:
        """What the time is for, in words."""
        return DATE_ROLES.get(self.role, self.role)

    @property
    def region(self) -> str:
        """The place that the time holds for."""
        own = self.measure.region if self.measure else None
        return own or self.source.stored.region or ""

    @property
    def key(self) -> str:
        """Document and place in it: unique and the same in every run."""
        return f"{self.source.stored.id}/{self.start}/{self.role}"


def items(sources: Sequence[Source], roles: Sequence[str] = ROLES) -> tuple[Item, ...]:
    """Return the times of the documents: by day, those without one last, each in text order."""
    found = [item for source in sources for item in _items(source) if item.role in roles]
    return tuple(sorted(found, key=_order))


def _order(item: Item) -> tuple[bool, date, str, int]:
    first = item.start_day or item.end_day
    return not item.is_resolved, first or date.max, item.source.stored.id, item.start


def _items(source: Source) -> Iterator[Item]:
    measures = {each.id: each for each in source.extraction.measures}
    windowed: set[str] = set()
    for benefit in source.extraction.benefits:
        if benefit.window:
            windowed.add(benefit.measure)
            yield _of_window(source, measures[benefit.measure], benefit)
    for day in source.extraction.dates:
        if day.role == "application" and day.measure in windowed:
            continue
        if day.role in ROLES and _is_due(day):
            yield _of_date(source, measures.get(day.measure or ""), day)


def _is_due(day: DateMention) -> bool:
    """Tell whether a mention is a time of the calendar; 3个工作日内 is none, 节后 is unresolved."""
    return day.kind in _TIMED or (day.kind == "vague" and day.role in ("application", "deadline"))


def _of_window(source: Source, measure: Measure, benefit: Benefit) -> Item:
    assert benefit.window is not None
    words = benefit.evidence.get("window", ())
    start = min((each.start for each in words), default=measure.start)
    quote = "…".join(source.text[each.start : each.end] for each in words)
    return Item(
        source,
        measure,
        "application",
        f"申领：{source.masked.hide(benefit.name)}",
        quote,
        start,
        benefit.window.start_day,
        benefit.window.end_day,
    )


def _of_date(source: Source, measure: Measure | None, day: DateMention) -> Item:
    name = source.extraction.metadata.title or source.stored.id
    title = title_of(source, measure) if measure else name
    return Item(
        source,
        measure,
        day.role,
        source.masked.hide("".join(title.split())),
        source.text[day.start : day.end],
        day.start,
        day.start_day,
        day.end_day,
    )


def title_of(source: Source, measure: Measure) -> str:
    """Return a measure's head, masked, or its first words."""
    if measure.title:
        return source.masked.hide("".join(measure.title.split()))
    words = "".join(source.text[measure.start : measure.end].replace("**", "").split())
    words = words.removeprefix("".join(measure.label.split()))
    return words[:24] + ("…" if len(words) > 24 else "")
