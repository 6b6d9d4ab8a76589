"""The knowledge base: one SQLite file that holds documents, their records and a search index.

All SQL that writes or reads records stands here and in `schema.sql` (searching in `search.py`).
It is written as a draft that nobody else reads, then indexed and packed into one file that opens
from a read-only share; two builds of the same documents by the same version have the same rows in
every table but `run`.
"""

import hashlib
import json
import platform
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from importlib import metadata, resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from extractors.folding import Folded, fold
from extractors.records import Extraction, Measure
from pipeline.copies import Relative, number_key, related
from pipeline.document import Document
from pipeline.passages import characters, cut
from pipeline.rows import Row, extraction_of, metadata_row, rows_of

ORDER = {
    "part": "start, id",
    "measure": "start, id",
    "measure_unit": "measure, role, number",
    "measure_target": "measure, number",
    "amount": "number",
    "date": "number",
    "target": "number",
    "benefit": "id",
    "benefit_tier": "benefit, number",
    "evidence": "owner, field, number",
}


class KnowledgeBaseError(ValueError):
    """A file that is no knowledge base, or one that lacks what was asked for."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the main job; times are ISO text, `skipped` and `failed` pairs of path, reason."""

    started: str
    finished: str
    found: int
    done: int
    skipped: tuple[tuple[str, str], ...] = ()
    failed: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Stored:
    """What the knowledge base knows of a document, without its text and its records.

    `name` is the title that its manifest or reader gave, `title` the one that it prints.
    """

    id: str
    position: int
    path: str
    sha256: str
    format: str
    name: str | None
    title: str | None
    doc_number: str | None
    issuers: tuple[str, ...]
    region: str | None
    region_name: str | None
    date_issued: date | None
    date_printed: date | None
    date_published: date | None
    copy_of: str | None
    supersedes: str | None
    version: str


@cache
def version() -> str:
    """Return what makes the rows: the release, the hash of its code, the hash of all lexicons.

    The code is that which reads and extracts; how rows are stored and shown does not make them.
    """
    extractors, pipeline = resources.files("extractors"), resources.files("pipeline")
    rooms = (extractors, pipeline / "reading", pipeline / "extraction.py")
    code = _hash(file for room in rooms for file in _files(room) if file.name.endswith(".py"))
    lexicons = _hash(_files(extractors / "lexicons"))
    return f"{metadata.version('zhengce')}+code.{code}.lexicons.{lexicons}"


def _files(room: Traversable) -> Iterator[Traversable]:
    found = room.iterdir() if room.is_dir() else (room,)
    yield from sorted((each for each in found if each.is_file()), key=lambda each: each.name)


def _hash(files: Iterable[Traversable]) -> str:
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:8]


# A passage's id is its document's position and its number there, so that it does not depend on
# what was written before.
PASSAGE_BITS = 24
_INDEXES = (
    "CREATE INDEX document_region ON document (region)",
    "CREATE INDEX document_number ON document (doc_number)",
    "CREATE INDEX document_copy ON document (copy_of, position) WHERE copy_of IS NOT NULL",
    "CREATE INDEX measure_type ON measure (type, region)",
    "CREATE INDEX measure_unit_name ON measure_unit (name)",
    "CREATE INDEX measure_target_label ON measure_target (label)",
    "CREATE INDEX passage_document ON passage (document)",
)
"""Made when all rows are in: to keep them up with every row makes writing dearer."""
_PASSAGE = ("id", "document", "measure", "folded", "shifts", "start", "end", "quote", "rule")


class KnowledgeBase:
    """An open knowledge base. Use `create` to write one, `open_readonly` to read one."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self.connection = connection
        self.path = path
        self._position = 0

    @classmethod
    def create(cls, path: Path) -> "KnowledgeBase":
        """Return a new, empty knowledge base; a file that was there is replaced."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        connection = sqlite3.connect(path, isolation_level=None)
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA journal_mode = MEMORY")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.executescript((resources.files("pipeline") / "schema.sql").read_text("utf-8"))
        return cls(connection, path)

    @classmethod
    def open_readonly(cls, path: Path) -> "KnowledgeBase":
        """Return a knowledge base that is only read. Raises KnowledgeBaseError where it is none."""
        if not path.is_file():
            raise KnowledgeBaseError(f"{path}: no such file; make it with `zhengce build`")
        place = path.resolve().as_uri()
        connection = sqlite3.connect(f"{place}?mode=ro", uri=True, check_same_thread=False)
        connection.row_factory = sqlite3.Row
        try:
            connection.execute("SELECT count(*) FROM document, run").fetchone()
        except sqlite3.DatabaseError as error:
            connection.close()
            raise KnowledgeBaseError(
                f"{path}: not a zhengce knowledge base ({error}); make it with `zhengce build`"
            ) from error
        return cls(connection, path)

    def __enter__(self) -> "KnowledgeBase":
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.close()

    # -- writing --------------------------------------------------------------------------------

    def write(self, pairs: Iterable[tuple[Document, Extraction]]) -> None:
        """Store documents and their records, in the order given."""
        for document, extraction in pairs:
            self.connection.execute("SAVEPOINT document")
            try:
                self._write_document(document, extraction, fold(document.text))
            except BaseException:
                self.connection.execute("ROLLBACK TO document")
                self.connection.execute("RELEASE document")
                raise
            self.connection.execute("RELEASE document")

    def _write_document(self, document: Document, extraction: Extraction, folded: Folded) -> None:
        known = metadata_row(extraction.metadata)
        self._position += 1
        self._insert(
            "document",
            {
                **known,
                "id": document.id,
                "position": self._position,
                "path": document.path,
                "sha256": document.sha256,
                "folded_sha256": hashlib.sha256(folded.text.encode()).hexdigest(),
                "format": document.format,
                "text": document.text,
                "name": document.title,
            },
        )
        added: dict[str, list[tuple[Any, ...]]] = {}
        for table, row in rows_of(extraction, document.text):
            row["document"] = document.id
            added.setdefault(_statement(table, tuple(row)), []).append((*row.values(), version()))
        for statement, rows in added.items():
            self.connection.executemany(statement, rows)
        self._write_passages(document, folded, extraction.measures)

    def _write_passages(
        self, document: Document, folded: Folded, measures: tuple[Measure, ...]
    ) -> None:
        text, made_by = document.text, version()
        self.connection.executemany(
            _statement("passage", _PASSAGE),
            (
                (
                    (self._position << PASSAGE_BITS) + number,
                    document.id,
                    each.measure,
                    each.folded,
                    json.dumps(each.shifts, separators=(",", ":")),
                    each.start,
                    each.end,
                    text[each.start : each.end],
                    "passages.cut",
                    made_by,
                )
                for number, each in enumerate(cut(folded, measures))
            ),
        )

    def _insert(self, table: str, row: Row) -> None:
        statement = _statement(table, tuple(row))
        self.connection.execute(statement, (*row.values(), version()))

    def finish(self, run: Run) -> None:
        """Mark copies and new versions, index, note the run, and pack all into the one file.

        Nothing is rolled back from here on, a draft that fails is thrown away: a journal would
        only take the size of the file in memory.
        """
        self.connection.execute("PRAGMA journal_mode = OFF")
        self.connection.execute("BEGIN")
        self._relate()
        index = "INSERT INTO passage_index (rowid, characters) VALUES (?, ?)"
        rows = self.connection.execute("SELECT id, folded FROM passage ORDER BY id")
        self.connection.executemany(index, ((row["id"], characters(row["folded"])) for row in rows))
        self.connection.execute("INSERT INTO passage_index (passage_index) VALUES ('optimize')")
        for statement in _INDEXES:
            self.connection.execute(statement)
        made = {name: getattr(run, name) for name in ("started", "finished", "found", "done")}
        lists = {name: json.dumps(getattr(run, name), ensure_ascii=False) for name in _LISTS}
        self._insert("run", {**made, **lists, "python": platform.python_version()})
        self.connection.execute("COMMIT")
        self.connection.execute("VACUUM")
        self.connection.execute("PRAGMA journal_mode = DELETE")

    def _relate(self) -> None:
        for name, relation, other in related(self._relatives(), self._text):
            self.connection.execute(
                f"UPDATE document SET {relation} = ? WHERE id = ?", (other, name)
            )

    def _relatives(self) -> list[Relative]:
        """Return the documents that share their text or their number with another."""
        self.connection.create_function("number_key", 2, number_key, deterministic=True)
        self.connection.execute(_KEYS)
        self.connection.execute("CREATE INDEX temp.key_text ON key (folded_sha256)")
        self.connection.execute("CREATE INDEX temp.key_number ON key (number)")
        found = [
            Relative(row[0], row[1], row[2], frozenset(json.loads(row[3])), row[4])
            for row in self.connection.execute(_RELATIVES)
        ]
        self.connection.execute("DROP TABLE temp.key")
        return found

    def _text(self, name: str) -> str:
        row = self._execute("SELECT text FROM document WHERE id = ?", name).fetchone()
        return str(row["text"])

    # -- reading --------------------------------------------------------------------------------

    def documents(self) -> tuple[Stored, ...]:
        """Return all documents, copies and superseded ones included, in their order."""
        rows = self._execute(f"SELECT {_STORED} FROM document ORDER BY position")
        return tuple(_stored(row) for row in rows)

    def document(self, name: str) -> Document:
        """Return a document with its text. Raises KnowledgeBaseError where there is none."""
        row = self._document_row(name)
        return Document(
            row["id"], row["text"], row["path"], row["sha256"], row["format"], row["name"]
        )

    def stored(self, name: str) -> Stored:
        """Return what is known of a document. Raises KnowledgeBaseError where there is none."""
        return _stored(self._document_row(name))

    def holders(self, regions: Iterable[str]) -> frozenset[str]:
        """Return the documents with an annex issued by bodies of one of the regions."""
        query = "SELECT document FROM part WHERE region = ? AND issuers IS NOT NULL"
        return frozenset(
            row["document"] for region in regions for row in self._execute(query, region)
        )

    def extraction(self, name: str) -> Extraction:
        """Return all records of a document, equal to those that were written."""
        row = self._document_row(name)
        query = "SELECT * FROM {} WHERE document = ? ORDER BY {}"
        tables = {
            table: [
                dict(found)
                for found in self.connection.execute(query.format(table, order), (name,))
            ]
            for table, order in ORDER.items()
        }
        return extraction_of(dict(row), tables)

    def passages(self, name: str) -> tuple[tuple[int, int, str | None], ...]:
        """Return the (start, end, measure) of a document's passages, in order."""
        query = 'SELECT start, "end" AS last, measure FROM passage WHERE document = ? ORDER BY id'
        rows = self._execute(query, name)
        return tuple((row["start"], row["last"], row["measure"]) for row in rows)

    def runs(self) -> tuple[Run, ...]:
        """Return the runs that wrote this file."""
        rows = self.connection.execute("SELECT * FROM run ORDER BY number")
        return tuple(_run(row) for row in rows)

    def rows(self, table: str) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
        """Return the columns and all rows of a table, in the order of documents and their text."""
        if table == "document":
            found = self._execute("SELECT * FROM document ORDER BY position")
            return tuple(each[0] for each in found.description), [tuple(row) for row in found]
        found = self.stream(table)
        return tuple(each[0] for each in found.description[1:]), [tuple(row)[1:] for row in found]

    def stream(self, table: str) -> sqlite3.Cursor:
        """Return the rows of a table of records, each behind the position of its document."""
        if table not in ORDER:
            raise KnowledgeBaseError(f"no table {table!r}")
        order = ", ".join(f"own.{name}" for name in ORDER[table].split(", "))
        # CROSS JOIN keeps document outermost: its order is an index, so nothing is sorted whole.
        return self._execute(
            f"""SELECT whole.position, own.* FROM document AS whole CROSS JOIN {table} AS own
                ON own.document = whole.id ORDER BY whole.position, {order}"""
        )

    def _execute(self, query: str, *values: str) -> sqlite3.Cursor:
        return self.connection.execute(query, values)

    def _document_row(self, name: str) -> sqlite3.Row:
        found = self.connection.execute("SELECT * FROM document WHERE id = ?", (name,)).fetchone()
        if found is None:
            raise KnowledgeBaseError(f"{self.path}: no document {name!r}")
        row: sqlite3.Row = found
        return row


def build(path: Path, pairs: Iterable[tuple[Document, Extraction]], run: Run) -> None:
    """Write a whole knowledge base at once; `path` appears only when it is complete."""
    draft = path.with_name(path.name + ".part")
    with KnowledgeBase.create(draft) as base:
        base.write(pairs)
        base.finish(run)
    draft.replace(path)


_LISTS = ("skipped", "failed")
_KEYS = """CREATE TEMP TABLE key AS
    SELECT id, position, folded_sha256, number_key(doc_number, day) AS number, issuers, day
    FROM (SELECT *, coalesce(date_issued, date_printed, date_published, '') AS day FROM document)
"""
_RELATIVES = """SELECT id, folded_sha256, number, issuers, day FROM temp.key
    WHERE folded_sha256 IN (SELECT folded_sha256 FROM temp.key GROUP BY 1 HAVING count(*) > 1)
    OR number IN (SELECT number FROM temp.key WHERE number <> '' GROUP BY 1 HAVING count(*) > 1)
    ORDER BY position"""


@cache
def _statement(table: str, names: tuple[str, ...]) -> str:
    columns = ", ".join(f'"{name}"' for name in (*names, "version"))
    return f"INSERT INTO {table} ({columns}) VALUES ({', '.join('?' * (len(names) + 1))})"


def _run(row: sqlite3.Row) -> Run:
    skipped, failed = (tuple((path, why) for path, why in json.loads(row[name])) for name in _LISTS)
    return Run(row["started"], row["finished"], row["found"], row["done"], skipped, failed)


_STORED = ", ".join(each.name for each in fields(Stored))
_DAYS = ("date_issued", "date_printed", "date_published")


def _stored(row: sqlite3.Row) -> Stored:
    values: dict[str, Any] = {each.name: row[each.name] for each in fields(Stored)}
    for name in _DAYS:
        values[name] = date.fromisoformat(values[name]) if values[name] else None
    values["issuers"] = tuple(json.loads(values["issuers"]))
    return Stored(**values)
