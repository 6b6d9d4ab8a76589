"""Shows the fields of a document's metadata that a case asks for, in the order of the record.

`fields` lists them; without it all that are filled. A list is joined by ` | `.
"""

from datetime import date

from extractors import metadata
from extractors.folding import fold
from extractors.records import Metadata

FIELDS = [name for name in Metadata.__dataclass_fields__ if name != "evidence"]


def shown(case: dict) -> list[list[str]]:
    found = metadata.find(fold(case["text"]))
    return [
        [name, plain(value)]
        for name in FIELDS
        if name in case.get("fields", FIELDS) and (value := getattr(found, name)) not in (None, ())
    ]


def plain(value: str | date | tuple[str, ...]) -> str:
    if isinstance(value, tuple):
        return " | ".join(value)
    return value.isoformat() if isinstance(value, date) else value
