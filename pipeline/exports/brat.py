"""Extractions as brat standoff files, and back: `<doc>.txt`, `<doc>.ann`, `<doc>.meta.json`.

A span over several lines is written in fragments, since brat has no line breaks inside one. The
record of each span stands in its note; hash and what has no place in `.meta.json`.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import regex

from pipeline.exports.annotations import Annotated, Mark
from pipeline.gold import GoldError
from pipeline.writing import write_bytes, write_text

_SPAN = regex.compile(
    r"(?P<id>T\d+)\t(?P<label>\S+) (?P<places>\d+ \d+(?:;\d+ \d+)*)\t(?P<words>.*)"
)
_NOTE = regex.compile(r"#\d+\tAnnotatorNotes (?P<id>T\d+)\t(?P<record>.*)")
_LINE = regex.compile(r"[^\r\n]+")


def write(documents: Iterable[Annotated], folder: Path) -> None:
    """Write three files per document, and brat's list of labels."""
    labels: set[str] = set()
    for marked in documents:
        labels |= {mark.label for mark in marked.marks}
        write_bytes(folder / f"{marked.doc}.txt", marked.text.encode("utf-8"))
        lines = [line for at, mark in enumerate(marked.marks, 1) for line in _lines(at, mark)]
        write_text(folder / f"{marked.doc}.ann", "".join(f"{line}\n" for line in lines))
        meta = {"doc": marked.doc, "sha256": marked.sha256, "rest": dict(marked.rest)}
        content = json.dumps(meta, ensure_ascii=False, indent=1) + "\n"
        write_text(folder / f"{marked.doc}.meta.json", content)
    entities = "".join(f"{label}\n" for label in sorted(labels))
    sections = f"[entities]\n{entities}\n[relations]\n\n[events]\n\n[attributes]\n"
    write_text(folder / "annotation.conf", sections)


def read(folder: Path) -> list[Annotated]:
    """Return the annotated documents of a folder that `write` or brat made."""
    return [_annotated(folder, path) for path in sorted(folder.glob("*.meta.json"))]


def _lines(at: int, mark: Mark) -> Iterator[str]:
    pieces = [
        (mark.start + line.start(), mark.start + line.end()) for line in _LINE.finditer(mark.quote)
    ]
    places = ";".join(f"{start} {end}" for start, end in pieces)
    words = " ".join(_LINE.findall(mark.quote))
    note = {"number": mark.number, "attributes": dict(mark.attributes)}
    note |= {"start": mark.start, "end": mark.end}
    yield f"T{at}\t{mark.label} {places}\t{words}"
    yield f"#{at}\tAnnotatorNotes T{at}\t{json.dumps(note, ensure_ascii=False)}"


def _annotated(folder: Path, path: Path) -> Annotated:
    meta = json.loads(path.read_text("utf-8"))
    doc = meta["doc"]
    text = (folder / f"{doc}.txt").read_bytes().decode("utf-8")
    lines = (folder / f"{doc}.ann").read_text("utf-8").split("\n")
    notes = {note["id"]: note["record"] for note in map(_NOTE.fullmatch, lines) if note}
    spans = [span for span in map(_SPAN.fullmatch, lines) if span]
    marks = tuple(_mark(doc, text, span, notes.get(span["id"])) for span in spans)
    return Annotated(doc, text, meta["sha256"], marks, meta["rest"])


def _mark(doc: str, text: str, span: "regex.Match[str]", note: str | None) -> Mark:
    """Return the mark of a line, its fragments and the gaps between them checked."""
    pieces = [tuple(map(int, each.split(" "))) for each in span["places"].split(";")]
    start, end = pieces[0][0], pieces[-1][1]
    place = f"{doc}: {span['label']} {span['id']} at {start}:{end}"
    words = " ".join(text[first:last] for first, last in pieces)
    if words != span["words"]:
        raise GoldError(f"{place} quotes {span['words'][:40]!r}, the text reads {words[:40]!r}")
    if note is None:
        raise GoldError(f"{place} has no record; write it in the span's note")
    record = json.loads(note)
    whole = text[record["start"] : record["end"]]
    if (start, end) != _without_ends(record["start"], whole):
        raise GoldError(f"{place} was moved from {record['start']}:{record['end']}; move it back")
    return Mark(
        span["label"], record["number"], record["start"], record["end"], whole, record["attributes"]
    )


def _without_ends(start: int, words: str) -> tuple[int, int]:
    """Return where the lines of words begin and end, line breaks at the ends left out."""
    inner = words.strip("\r\n")
    first = start + words.index(inner)
    return first, first + len(inner)
