"""Records as rows of the knowledge base, and back: `Extraction` ↔ the tables of `schema.sql`.

A row is a dict of column → value. Decimals are plain text, days ISO text, lists JSON; nothing is
lost on the way, so a stored extraction comes back equal to the one that was written.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date
from decimal import Decimal
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

from extractors.records import (
    Amount,
    Benefit,
    Cap,
    DateMention,
    Evidence,
    Extraction,
    Measure,
    Metadata,
    Part,
    Period,
    Target,
    Tier,
    Unit,
)

Row = dict[str, Any]
Source = Mapping[str, Any]
R = TypeVar("R")

_DAYS = ("start_day", "end_day", "date_issued", "date_printed", "date_published")
_SUMS = ("min", "max")
_LISTS = ("issuers", "recipients", "cc", "cites", "also")


_AS_THEY_ARE = frozenset({str, int})


def cell(value: Any) -> Any:
    """Return a value as a cell can hold it.

    >>> cell(Decimal("3E+5")), cell(("甲", "乙")), cell(date(2021, 2, 3))
    ('300000', '["甲", "乙"]', '2021-02-03')
    """
    if value is None or type(value) in _AS_THEY_ARE:
        return value
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return json.dumps(value, ensure_ascii=False)
    return int(value) if isinstance(value, bool) else value


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _sum(value: str | None) -> Decimal | None:
    return Decimal(value) if value is not None else None


def _flat(record: Any, leave: Iterable[str] = ()) -> Row:
    kind: Any = type(record)
    names, values = _reader(kind, tuple(leave))
    return {
        name: value if value is None or type(value) in _AS_THEY_ARE else cell(value)
        for name, value in zip(names, values(record), strict=True)
    }


@cache
def _reader(kind: Any, leave: tuple[str, ...]) -> tuple[tuple[str, ...], Callable[[Any], Any]]:
    """Return the names of a record's fields, and what reads them all at once."""
    names = tuple(each.name for each in fields(kind) if each.name not in leave)
    return names, attrgetter(*names)


def _record(kind: type[R], row: Source, **more: Any) -> R:
    known = {each.name for each in fields(kind)}  # type: ignore[arg-type]
    values: Row = {name: row[name] for name in row.keys() if name in known}  # noqa: SIM118
    for name in values:
        if name in _DAYS:
            values[name] = _day(values[name])
        elif name in _SUMS:
            values[name] = _sum(values[name])
        elif name in _LISTS and values[name] is not None:
            values[name] = tuple(json.loads(values[name]))
    if "working_days" in values:
        values["working_days"] = bool(values["working_days"])
    return kind(**{**values, **more})


# -- writing ------------------------------------------------------------------------------------


def rows_of(extraction: Extraction, text: str) -> Iterator[tuple[str, Row]]:
    """Yield (table, row) for all records, each table after those that it refers to."""
    for part in extraction.parts:
        yield "part", {**_flat(part), "quote": text[part.start : part.end], "rule": ""}
    first = _first_targets(extraction.targets)
    for measure in extraction.measures:
        yield from _measure_rows(measure, first, text)
    for number, amount in enumerate(extraction.amounts, 1):
        yield "amount", {**_flat(amount), "number": number}
    for number, day in enumerate(extraction.dates, 1):
        yield "date", {**_flat(day), "number": number}
    for number, target in enumerate(extraction.targets, 1):
        yield "target", {**_flat(target), "number": number}
    spans = {each.id: (each.start, each.end) for each in extraction.measures}
    for benefit in extraction.benefits:
        yield from _benefit_rows(benefit, spans[benefit.measure], text)
    yield from _evidence_rows("metadata", extraction.metadata.evidence, "metadata")


def metadata_row(metadata: Metadata) -> Row:
    """Return the columns of `document` that its metadata fills."""
    return _flat(metadata, leave=("evidence",))


FirstTargets = dict[tuple[str | None, str], Target]


def _first_targets(targets: Iterable[Target]) -> FirstTargets:
    """Return the first mention of each group in each measure."""
    first: FirstTargets = {}
    for target in targets:
        first.setdefault((target.measure, target.label), target)
    return first


def _measure_rows(measure: Measure, first: FirstTargets, text: str) -> Iterator[tuple[str, Row]]:
    quote = text[measure.start : measure.end]
    leave = ("lead_units", "support_units", "target_groups")
    yield "measure", {**_flat(measure, leave), "quote": quote}
    for role, units in (("lead", measure.lead_units), ("support", measure.support_units)):
        for number, unit in enumerate(units, 1):
            keys = {"measure": measure.id, "role": role, "number": number}
            yield "measure_unit", {**_flat(unit), **keys}
    for number, label in enumerate(measure.target_groups, 1):
        words = first.get((measure.id, label))
        span = (words.start, words.end) if words else (measure.start, measure.end)
        row = {"measure": measure.id, "number": number, "label": label}
        yield "measure_target", {**row, **_words(span, text), "rule": words.rule if words else ""}


def _words(span: tuple[int, int], text: str) -> Row:
    return {"start": span[0], "end": span[1], "quote": text[slice(*span)]}


def _benefit_rows(
    benefit: Benefit, around: tuple[int, int], text: str
) -> Iterator[tuple[str, Row]]:
    leave = ("tiers", "cap", "window", "qualifying", "evidence")
    window, qualifying = benefit.window, benefit.qualifying
    span = _span_of([each for found in benefit.evidence.values() for each in found], around)
    yield (
        "benefit",
        {
            **_flat(benefit, leave),
            "cap": cell(benefit.cap.max) if benefit.cap else None,
            "cap_per": benefit.cap.per if benefit.cap else None,
            "window_start": cell(window.start_day) if window else None,
            "window_end": cell(window.end_day) if window else None,
            "has_window": int(window is not None),
            "qualifying_start": cell(qualifying.start_day) if qualifying else None,
            "qualifying_end": cell(qualifying.end_day) if qualifying else None,
            "has_qualifying": int(qualifying is not None),
            **_words(span, text),
        },
    )
    for number, tier in enumerate(benefit.tiers, 1):
        row = {**_flat(tier, ("evidence",)), "benefit": benefit.id, "number": number}
        at = _span_of(list(tier.evidence), span)
        yield "benefit_tier", {**row, **_words(at, text), "rule": benefit.rule}
        owner = f"{benefit.id}/{number}"
        yield from _evidence_rows(owner, {"tier": tier.evidence}, benefit.rule)
    if benefit.cap:
        owner = f"{benefit.id}/cap"
        yield from _evidence_rows(owner, {"cap": benefit.cap.evidence}, benefit.rule)
    yield from _evidence_rows(benefit.id, benefit.evidence, benefit.rule)


def _span_of(words: Sequence[Evidence], around: tuple[int, int]) -> tuple[int, int]:
    if not words:
        return around
    return min(each.start for each in words), max(each.end for each in words)


def _evidence_rows(
    owner: str, evidence: Mapping[str, tuple[Evidence, ...]], rule: str
) -> Iterator[tuple[str, Row]]:
    for name, found in evidence.items():
        for number, each in enumerate(found, 1):
            keys = {"owner": owner, "field": name, "number": number, "rule": rule}
            yield "evidence", {**keys, **_flat(each)}


# -- reading ------------------------------------------------------------------------------------


def extraction_of(document: Source, tables: Mapping[str, Sequence[Source]]) -> Extraction:
    """Return the records that the rows of one document hold."""
    evidence = _evidence(tables["evidence"])
    units = _grouped(tables["measure_unit"], "measure")
    groups = _grouped(tables["measure_target"], "measure")
    tiers = _grouped(tables["benefit_tier"], "benefit")
    return Extraction(
        doc=document["id"],
        metadata=_record(Metadata, document, evidence=evidence.get("metadata", {})),
        parts=tuple(_record(Part, row) for row in tables["part"]),
        measures=tuple(
            _measure(row, units.get(row["id"], []), groups.get(row["id"], []))
            for row in tables["measure"]
        ),
        amounts=tuple(_record(Amount, row) for row in tables["amount"]),
        dates=tuple(_record(DateMention, row) for row in tables["date"]),
        targets=tuple(_record(Target, row) for row in tables["target"]),
        benefits=tuple(
            _benefit(row, tiers.get(row["id"], []), evidence) for row in tables["benefit"]
        ),
    )


Found = dict[str, dict[str, tuple[Evidence, ...]]]


def _evidence(rows: Sequence[Source]) -> Found:
    found: Found = {}
    for row in rows:
        by_field = found.setdefault(row["owner"], {})
        words = Evidence(row["quote"], row["start"], row["end"])
        by_field[row["field"]] = (*by_field.get(row["field"], ()), words)
    return found


def _grouped(rows: Sequence[Source], name: str) -> dict[str, list[Source]]:
    groups: dict[str, list[Source]] = {}
    for row in rows:
        groups.setdefault(row[name], []).append(row)
    return groups


def _measure(row: Source, units: Sequence[Source], groups: Sequence[Source]) -> Measure:
    return _record(
        Measure,
        row,
        lead_units=tuple(_record(Unit, each) for each in units if each["role"] == "lead"),
        support_units=tuple(_record(Unit, each) for each in units if each["role"] == "support"),
        target_groups=tuple(each["label"] for each in groups),
    )


def _benefit(row: Source, steps: Sequence[Source], evidence: Found) -> Benefit:
    name = row["id"]
    tiers = tuple(
        _record(Tier, each, evidence=evidence.get(f"{name}/{each['number']}", {}).get("tier", ()))
        for each in steps
    )
    cap_words = evidence.get(f"{name}/cap", {}).get("cap", ())
    cap = _sum(row["cap"])
    return _record(
        Benefit,
        row,
        tiers=tiers,
        cap=Cap(cap, row["cap_per"], cap_words) if cap is not None else None,
        window=_period(row, "window"),
        qualifying=_period(row, "qualifying"),
        evidence=evidence.get(name, {}),
    )


def _period(row: Source, name: str) -> Period | None:
    if not row[f"has_{name}"]:
        return None
    return Period(_day(row[f"{name}_start"]), _day(row[f"{name}_end"]))
