"""A knowledge base as tables for analysis: parquet, csv or jsonl, with a `datapackage.json`.

The tables are those of `pipeline.frames`, with the same columns, masked alike. They are written
document by document, so millions of documents need little memory. Exact sums are decimal text.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, Protocol

from pipeline.exports import data_package, delimited, jsonl, parquet
from pipeline.frames import DAYS, READERS, SUMS, TABLES
from pipeline.knowledge_base import KnowledgeBase
from pipeline.masking import Masked, mask

Column = tuple[str, str]


class Writer(Protocol):
    """What a format gives for one table: rows in, a file at the end."""

    def add(self, row: list[Any]) -> None:
        """Take one row."""

    def close(self) -> None:
        """Finish the file."""


FORMATS: dict[str, Callable[[Path, list[Column]], Writer]] = {
    "parquet": parquet.Table,
    "csv": delimited.Table,
    "jsonl": jsonl.Table,
}


def write(base: KnowledgeBase, folder: Path, output: str) -> None:
    """Write all tables of a knowledge base into a folder, in a format of `FORMATS`."""
    folder.mkdir(parents=True, exist_ok=True)
    columns = {name: _columns(base, table) for name, table in TABLES.items()}
    drafts = {name: folder / f".{name}.{output}.part" for name in TABLES}
    with ExitStack() as stack:
        writers = {
            name: stack.enter_context(_closing(FORMATS[output](drafts[name], columns[name])))
            for name in TABLES
        }
        streams = {name: _rows(base, name) for name in TABLES if name != "documents"}
        _write_documents(base, columns, writers, streams)
    for name, draft in drafts.items():
        draft.replace(folder / f"{name}.{output}")
    data_package.write(folder, output, columns)


def _write_documents(
    base: KnowledgeBase,
    columns: dict[str, list[Column]],
    writers: dict[str, Writer],
    streams: dict[str, Iterator[tuple[int, list[list[Any]]]]],
) -> None:
    heads = {name: next(stream, None) for name, stream in streams.items()}
    for document in base.connection.execute("SELECT * FROM document ORDER BY position"):
        shown = mask(document["text"])
        writers["documents"].add(_row(list(document), columns["documents"], shown))
        for name, stream in streams.items():
            head = heads[name]
            if head is not None and head[0] == document["position"]:
                for row in head[1]:
                    writers[name].add(_row(row, columns[name], shown))
                heads[name] = next(stream, None)


def _rows(base: KnowledgeBase, name: str) -> Iterator[tuple[int, list[list[Any]]]]:
    """Yield (position, rows) of each document that has rows in a table."""
    found = base.stream(TABLES[name])
    for position, rows in groupby(found, key=itemgetter(0)):
        yield position, [list(row)[1:] for row in rows]


@contextmanager
def _closing(writer: Writer) -> Iterator[Writer]:
    try:
        yield writer
    finally:
        writer.close()


def _row(row: list[Any], columns: list[Column], shown: Masked) -> list[Any]:
    at = {name: place for place, (name, _) in enumerate(columns)}
    values: list[Any] = []
    for (name, kind), cell in zip(columns, row, strict=True):
        if name == "quote":
            values.append(shown.quote(row[at["start"]], row[at["end"]]))
        elif kind == "array":
            values.append([shown.hide(each) for each in json.loads(cell)] if cell else None)
        elif name in READERS and name not in SUMS:
            values.append(READERS[name](cell, shown))
        else:
            values.append(cell)
    return values


_KINDS = {"INTEGER": "integer", "REAL": "number", "TEXT": "string"}
_LISTS = ("issuers", "recipients", "cc", "cites", "also")


def _columns(base: KnowledgeBase, table: str) -> list[Column]:
    """Return name and kind of a table's columns: the types of a Frictionless table schema."""
    found = base.connection.execute(f"PRAGMA table_xinfo({table})")
    return [(row["name"], _kind(row["name"], row["type"])) for row in found]


def _kind(name: str, stored: str) -> str:
    if name in DAYS:
        return "date"
    return "array" if name in _LISTS else _KINDS[stored]
