"""An extraction as labelled spans over its text, the form that annotation tools and spaCy know.

`annotated` and `extraction_of` are each other's inverse: nothing is lost. Each record with a place
becomes a span with a label and attributes; what has none (metadata, benefits) travels as `rest`. On
the way back the text's hash and every quote are checked; whoever moved a span or changed the text
is told where.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from extractors.records import Extraction
from pipeline import gold as gold_format
from pipeline.gold import GoldError

LABELS = ("part", "measure", "lead_unit", "support_unit", "money", "count", "date", "target")
_LISTS = {"part": "parts", "measure": "measures", "date": "dates", "target": "targets"}
_UNITS = {"lead_unit": "lead_units", "support_unit": "support_units"}
_AMOUNTS = ("money", "count")


@dataclass(frozen=True, slots=True)
class Mark:
    """One labelled span: `attributes` is what its record holds besides its place, as JSON holds it.

    `number` is its place among its kind in the extraction.
    """

    label: str
    number: int
    start: int
    end: int
    quote: str
    attributes: Mapping[str, Any]

    @property
    def key(self) -> str:
        """Label and number, unique in a document: `measure-3`."""
        return f"{self.label}-{self.number}"


@dataclass(frozen=True, slots=True)
class Annotated:
    """A text with its marks. `sha256` is the hash of the text as it was given out."""

    doc: str
    text: str
    sha256: str
    marks: tuple[Mark, ...]
    rest: Mapping[str, Any]


def text_hash(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def annotated(extraction: Extraction, text: str) -> Annotated:
    """Return an extraction's records as marks over its text."""
    content = gold_format.to_json(extraction)
    marks: list[Mark] = []
    for label, name in _LISTS.items():
        for number, record in enumerate(content.pop(name)):
            if label == "measure":
                marks += _units_of(record, text, len(marks))
            marks.append(_mark(label, number, record, text))
    for number, record in enumerate(content.pop("amounts")):
        marks.append(_mark(record.pop("kind"), number, record, text))
    rest = {key: value for key, value in content.items() if key != "doc"}
    order = sorted(marks, key=lambda mark: (mark.start, -mark.end, mark.label, mark.number))
    return Annotated(extraction.doc, text, text_hash(text), tuple(order), rest)


def _units_of(measure: dict[str, Any], text: str, first: int) -> list[Mark]:
    """Take a measure's units out of its record; each says whose it is."""
    units = [
        (label, {**unit, "of": measure["id"]})
        for label, name in _UNITS.items()
        for unit in measure.pop(name)
    ]
    return [_mark(label, first + at, unit, text) for at, (label, unit) in enumerate(units)]


def _mark(label: str, number: int, record: dict[str, Any], text: str) -> Mark:
    start, end = record.pop("start"), record.pop("end")
    has_quote = record.pop("quote", None) is not None
    return Mark(label, number, start, end, text[start:end], {**record, "quoted": has_quote})


def extraction_of(marked: Annotated) -> Extraction:
    """Return the extraction that marks stand for.

    Raises GoldError for a changed text, a mark whose quote is not the text at its place, or one
    that lacks what its record needs; the message names the document, the mark and the place.
    """
    check(marked)
    by_number = sorted(marked.marks, key=lambda mark: mark.number)
    content: dict[str, Any] = {"doc": marked.doc, **marked.rest, "amounts": []}
    for label, name in _LISTS.items():
        content[name] = [_record(mark) for mark in by_number if mark.label == label]
    for measure in content["measures"]:
        measure.update({name: [] for name in _UNITS.values()})
    measures = {measure["id"]: measure for measure in content["measures"]}
    for mark in by_number:
        if mark.label in _AMOUNTS:
            content["amounts"].append({**_record(mark), "kind": mark.label})
        elif mark.label in _UNITS:
            unit = _record(mark)
            owner = measures.get(unit.pop("of", ""))
            if owner is None:
                raise GoldError(f"{_place(marked, mark)} belongs to no measure; restore it")
            owner[_UNITS[mark.label]].append(unit)
    plain = json.loads(json.dumps(content), parse_float=Decimal)
    return gold_format.parse(plain, marked.text, marked.doc)


def _record(mark: Mark) -> dict[str, Any]:
    record = {**mark.attributes, "start": mark.start, "end": mark.end}
    if record.pop("quoted", mark.label not in ("part", "measure")):
        record["quote"] = mark.quote
    return record


def check(marked: Annotated) -> None:
    """Raise GoldError where the text is not the one given out, or a quote not its text's."""
    if text_hash(marked.text) != marked.sha256:
        raise GoldError(
            f"{marked.doc}: the text is not the one that was given out "
            f"(SHA-256 {text_hash(marked.text)[:12]}, expected {marked.sha256[:12]}); restore it"
        )
    for mark in marked.marks:
        found = marked.text[mark.start : mark.end]
        if mark.label not in LABELS:
            raise GoldError(f"{_place(marked, mark)}: unknown label; known are {', '.join(LABELS)}")
        if not 0 <= mark.start < mark.end <= len(marked.text) or found != mark.quote:
            raise GoldError(
                f"{_place(marked, mark)} quotes {mark.quote[:40]!r}, the text reads {found[:40]!r}"
            )


def check_text(marked: Annotated, text: str) -> None:
    """Raise GoldError where the annotated text differs from the document's, naming the place."""
    if marked.text != text:
        shorter = min(len(marked.text), len(text))
        at = next((at for at in range(shorter) if marked.text[at] != text[at]), shorter)
        raise GoldError(
            f"{marked.doc}: the annotated text differs from the document at {at}: "
            f"{marked.text[at : at + 20]!r} instead of {text[at : at + 20]!r}"
        )


def _place(marked: Annotated, mark: Mark) -> str:
    return f"{marked.doc}: {mark.key} at {mark.start}:{mark.end}"


def marks_at(
    doc: str, places: Iterable[tuple[str, int, int]], records: Iterable[Mapping[str, Any]]
) -> tuple[Mark, ...]:
    """Return the marks whose label and place a tool gave back, with the records given out.

    For tools that keep places but no attributes. Raises GoldError for a place without a record:
    it was moved or drawn anew.
    """
    waiting: dict[tuple[str, int, int], list[Mark]] = {}
    for record in records:
        mark = mark_of(record)
        waiting.setdefault((mark.label, mark.start, mark.end), []).append(mark)
    found = []
    for label, start, end in places:
        known = waiting.get((label, start, end))
        if not known:
            raise GoldError(
                f"{doc}: {label} at {start}:{end} has no record at this place; it was moved or "
                "drawn anew: move it back, or add its record"
            )
        found.append(known.pop(0))
    return tuple(found)


def json_of(mark: Mark) -> dict[str, Any]:
    """Return a mark as JSON content."""
    return {
        "label": mark.label,
        "number": mark.number,
        "start": mark.start,
        "end": mark.end,
        "quote": mark.quote,
        "attributes": dict(mark.attributes),
    }


def mark_of(record: Mapping[str, Any]) -> Mark:
    """Return the mark that JSON content holds. Raises GoldError where a field is missing."""
    names = ("label", "number", "start", "end", "quote", "attributes")
    missing = [name for name in names if name not in record]
    if missing:
        raise GoldError(f"a record lacks {', '.join(missing)}; restore it from the export")
    return Mark(*(record[name] for name in names))
