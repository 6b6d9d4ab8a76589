"""Reads and writes extractions in the gold format; every quote is checked against its text.

The border where pydantic stands: the records of `extractors.records` are checked here when they
come from a file, and written here when they go to one. In the files the days of a period are
called `from` and `to`, which Python does not allow as names.
"""

import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from extractors.records import Extraction

_TO_FILE = {"start_day": "from", "end_day": "to"}
_FROM_FILE = {name: key for key, name in _TO_FILE.items()}


class GoldError(ValueError):
    """A gold file that cannot be used; the message names the document, the record and the quote."""


def load(path: Path, text: str) -> Extraction:
    """Return the extraction in a gold file, each quote checked to be the slice of `text`.

    Raises GoldError for a file that is no JSON, lacks a field, or quotes what the text does not
    say.
    """
    try:
        return parse(json.loads(path.read_text("utf-8-sig"), parse_float=Decimal), text, path.stem)
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise GoldError(f"{path}: not a JSON file ({error}); restore it from its source") from error


def parse(content: Any, text: str, name: str = "") -> Extraction:
    """Return the extraction that JSON content holds; `name` stands in messages."""
    import pydantic

    try:
        extraction: Extraction = _adapter().validate_python(_renamed(content, _FROM_FILE))
    except pydantic.ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(step) for step in first["loc"])
        raise GoldError(f"{name}: {where}: {first['msg']}") from error
    check_quotes(extraction, text)
    return extraction


def check_quotes(extraction: Extraction, text: str) -> None:
    """Raise GoldError when a record quotes words that are not the slice of `text`."""
    for where, record in quoted(extraction):
        found = text[record.start : record.end]
        if not 0 <= record.start < record.end <= len(text) or found != record.quote:
            raise GoldError(
                f"{extraction.doc}: {where}: quote {record.quote!r} is not the text at "
                f"{record.start}:{record.end}, which reads {found[:60]!r}"
            )


def quoted(record: Any, where: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every record that has a quote, under all the others, with its name."""
    if isinstance(record, tuple | list):
        for number, member in enumerate(record):
            yield from quoted(member, f"{where}[{getattr(member, 'id', number)}]")
    elif isinstance(record, dict):
        for key, member in record.items():
            yield from quoted(member, f"{where}.{key}")
    elif is_dataclass(record):
        if hasattr(record, "quote"):
            yield where, record
        for each in fields(record):
            value = getattr(record, each.name)
            if isinstance(value, tuple | dict) or is_dataclass(value):
                yield from quoted(value, f"{where}.{each.name}".lstrip("."))


def dump(extraction: Extraction) -> str:
    """Return an extraction as the JSON text of a gold file."""
    return json.dumps(to_json(extraction), ensure_ascii=False, indent=1) + "\n"


def to_json(value: Any) -> Any:
    """Return records as what JSON can hold: ISO days, whole numbers as int."""
    if is_dataclass(value):
        return {
            _TO_FILE.get(each.name, each.name): to_json(getattr(value, each.name))
            for each in fields(value)
        }
    if isinstance(value, tuple | list):
        return [to_json(member) for member in value]
    if isinstance(value, dict):
        return {key: to_json(member) for key, member in value.items()}
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, date) else value


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of the gold format, made from the records."""
    schema: dict[str, Any] = _renamed(_adapter().json_schema(), _TO_FILE)
    schema["title"] = "zhengce extraction"
    for definition in schema["$defs"].values():
        required = definition.get("required", [])
        definition["required"] = [_TO_FILE.get(name, name) for name in required]
    return schema


def _renamed(content: Any, names: dict[str, str]) -> Any:
    if isinstance(content, dict):
        return {names.get(key, key): _renamed(member, names) for key, member in content.items()}
    if isinstance(content, list):
        return [_renamed(member, names) for member in content]
    return content


@cache
def _adapter() -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(Extraction)


if __name__ == "__main__":
    print(json.dumps(json_schema(), ensure_ascii=False, indent=1))
