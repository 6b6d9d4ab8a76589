"""Extractions as doccano's JSON lines, and back.

One line per document: text, `entities` with offsets and labels, and the records with the hash as
columns of their own, which doccano keeps. doccano returns places without words or attributes, so
each place must be that of a record that was given out.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pipeline.exports.annotations import Annotated, json_of, marks_at
from pipeline.gold import GoldError
from pipeline.writing import write_text


def write(documents: Iterable[Annotated], path: Path) -> None:
    """Write one line per document."""
    lines = [json.dumps(_line(each), ensure_ascii=False) for each in documents]
    write_text(path, "".join(f"{line}\n" for line in lines))


def read(path: Path) -> list[Annotated]:
    """Return the annotated documents of a file that `write` or doccano's export made."""
    try:
        lines = path.read_text("utf-8").split("\n")
        return [_annotated(json.loads(line)) for line in lines if line.strip()]
    except (json.JSONDecodeError, KeyError, TypeError) as error:
        raise GoldError(f"{path}: not an export of these documents ({error!r})") from error


def _line(marked: Annotated) -> dict[str, Any]:
    return {
        "text": marked.text,
        "entities": [
            {"id": at, "label": mark.label, "start_offset": mark.start, "end_offset": mark.end}
            for at, mark in enumerate(marked.marks)
        ],
        "relations": [],
        "doc": marked.doc,
        "sha256": marked.sha256,
        "records": [json_of(mark) for mark in marked.marks],
        "rest": dict(marked.rest),
    }


def _annotated(line: dict[str, Any]) -> Annotated:
    places = [(e["label"], e["start_offset"], e["end_offset"]) for e in line["entities"]]
    marks = marks_at(line["doc"], places, line["records"])
    return Annotated(line["doc"], line["text"], line["sha256"], marks, line["rest"])
