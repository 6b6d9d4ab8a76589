"""Extractions as Label Studio tasks, and back.

One JSON file, a list of tasks: the text with its hash under `data`, the spans as the result of one
annotation, attributes in each region's `meta`. `CONFIG` is the labelling interface that fits. A
region that was moved in the tool keeps its record with its new words.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pipeline.exports.annotations import LABELS, Annotated, Mark
from pipeline.gold import GoldError
from pipeline.writing import write_text

CONFIG = (
    '<View>\n  <Labels name="label" toName="text">\n'
    + "".join(f'    <Label value="{label}"/>\n' for label in LABELS)
    + '  </Labels>\n  <Text name="text" value="$text"/>\n</View>\n'
)


def write(documents: Iterable[Annotated], path: Path) -> None:
    """Write the tasks, and beside them the labelling interface as `.xml`."""
    tasks = [_task(each) for each in documents]
    write_text(path, json.dumps(tasks, ensure_ascii=False, indent=1) + "\n")
    write_text(path.with_suffix(".xml"), CONFIG)


def read(path: Path) -> list[Annotated]:
    """Return the annotated documents of a file that `write` or Label Studio's JSON export made."""
    try:
        return [_annotated(task) for task in json.loads(path.read_text("utf-8"))]
    except (json.JSONDecodeError, KeyError, TypeError, IndexError) as error:
        raise GoldError(f"{path}: not an export of these tasks ({error!r})") from error


def _task(marked: Annotated) -> dict[str, Any]:
    known = {"doc": marked.doc, "sha256": marked.sha256, "rest": json.dumps(marked.rest)}
    result = [_region(mark) for mark in marked.marks]
    return {"data": {"text": marked.text, **known}, "annotations": [{"result": result}]}


def _region(mark: Mark) -> dict[str, Any]:
    value = {"start": mark.start, "end": mark.end, "text": mark.quote, "labels": [mark.label]}
    meta = {"number": mark.number, "attributes": dict(mark.attributes)}
    return {
        "id": mark.key,
        "from_name": "label",
        "to_name": "text",
        "type": "labels",
        "value": value,
        "meta": {"text": [json.dumps(meta, ensure_ascii=False)]},
    }


def _annotated(task: dict[str, Any]) -> Annotated:
    known = task["data"]
    regions = [each for each in task["annotations"][0]["result"] if each["type"] == "labels"]
    marks = tuple(_mark(known["doc"], region) for region in regions)
    return Annotated(known["doc"], known["text"], known["sha256"], marks, json.loads(known["rest"]))


def _mark(doc: str, region: dict[str, Any]) -> Mark:
    value = region["value"]
    label, start, end = value["labels"][0], value["start"], value["end"]
    if not region.get("meta", {}).get("text"):
        place = f"{doc}: {label} at {start}:{end}"
        raise GoldError(f"{place} has no record; write it in the region's note")
    meta = json.loads(region["meta"]["text"][0])
    return Mark(label, meta["number"], start, end, value["text"], meta["attributes"])
