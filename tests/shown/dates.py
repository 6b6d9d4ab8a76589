"""Shows times: the quote, then kind, first..last day, length, role."""

from datetime import date

from extractors import dates
from extractors.folding import fold
from extractors.metadata import find
from extractors.records import DateMention, Metadata
from extractors.scope import MeasureSpan, PartSpan, Scope


def shown(case):
    """A case may give `day` (of issue), `title`, `number`, `reported`, or `page`.

    A page is read for what it says of itself.
    """
    folded = fold(case["text"])
    day = date.fromisoformat(case["day"]) if "day" in case else None
    metadata = Metadata(title=case.get("title"), doc_number=case.get("number"), date_issued=day)
    if case.get("page"):
        metadata = find(folded)
    end = len(folded.text)
    parts = (PartSpan("p1", "main", case.get("title"), 0, end),)
    measures = ()
    if case.get("reported"):
        measures = (MeasureSpan("m1", 0, end, 0, None, "", None, None, "reported"),)
    scope = Scope(folded, metadata, parts, (), measures)
    records = dates.resolve(dates.find(folded.text), scope)
    return [[record.quote, value(record)] for record in records]


def value(record: DateMention) -> str:
    """ "deadline ..2021-02-28 report", "duration P15D working deadline", "vague event"."""
    words = [record.kind]
    if record.start_day or record.end_day:
        first, last = record.start_day, record.end_day
        words.append(str(first) if first == last else f"{first or ''}..{last or ''}")
    words += [record.duration] if record.duration else []
    words += ["working"] if record.working_days else []
    return " ".join([*words, record.role])
