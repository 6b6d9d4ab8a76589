"""A shard: some documents read, extracted and written as one small SQLite file by one worker.

The file has the tables of a knowledge base and one row in `outcome` for every document taken, and
it appears whole or not at all. While a worker is at it, its journal names the document in hand: a
document that was in hand when a worker died, twice in one run, is recorded as failed and left
out. Whether the worker is a process here or a machine of a cluster makes no difference.
"""

import hashlib
import json
import os
import sqlite3
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import regex

from extractors.records import Extraction
from pipeline import faults
from pipeline.document import Document
from pipeline.extraction import extract
from pipeline.knowledge_base import KnowledgeBase, version
from pipeline.reading import UnreadableDocument, read
from pipeline.workers import alarm

SUFFIX = ".sqlite"
MOST_DEATHS = 2

_OUTCOMES = """
CREATE TABLE outcome (
    name     TEXT PRIMARY KEY,
    path     TEXT NOT NULL,
    asked    TEXT NOT NULL,
    sha256   TEXT NOT NULL,
    outcome  TEXT NOT NULL CHECK (outcome IN ('done', 'skipped', 'failed')),
    reason   TEXT NOT NULL,
    remedy   TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE shard (
    version  TEXT NOT NULL,
    settings TEXT NOT NULL CHECK (json_valid(settings)),
    done     INTEGER NOT NULL,
    skipped  INTEGER NOT NULL,
    failed   INTEGER NOT NULL,
    characters INTEGER NOT NULL
) STRICT;
"""
# What a folder holds beside documents, by the reader's reason: left out, and no failure. A file
# that was named, by hand or by a manifest, or that calls itself a document, is meant as one, so
# for it the same is a failure.
_NOT_DOCUMENTS = frozenset(("not text", "a ZIP archive"))
_DOCUMENTS = frozenset(
    (".txt", ".md", ".htm", ".html", ".shtml", ".mht", ".mhtml", ".pdf", ".docx", ".doc", ".wps")
)
_CHINESE = regex.compile(r"\p{Han}")
_LEAST_CHINESE = 8


@dataclass(frozen=True, slots=True)
class Item:
    """One document to take: `path` as given, `place` where a worker anywhere finds it.

    `is_picked` says that a person or a manifest named it; else it was found in a folder.
    """

    name: str
    path: str
    place: str
    title: str | None = None
    is_picked: bool = False

    @property
    def asked(self) -> str:
        """How it was asked for; the same file asked for otherwise is done again."""
        return f"{int(self.is_picked)} {self.title or ''}"


@dataclass(frozen=True, slots=True)
class Task:
    """What a worker needs: which documents, and where their shard goes. `run` names the run."""

    key: str
    folder: str
    run: str
    items: tuple[Item, ...]

    @property
    def file(self) -> Path:
        """The shard's file, there once the task is done."""
        return Path(self.folder) / f"{self.key}{SUFFIX}"

    @property
    def journal(self) -> Path:
        """The file that names the document in hand."""
        return Path(self.folder) / f"{self.key}.journal"


@dataclass(frozen=True, slots=True)
class Made:
    """What became of the documents of a shard."""

    key: str
    done: int
    skipped: int
    failed: int
    characters: int


class Unwritable(OSError):
    """A shard that could not be written: the disk is full, or the folder read-only."""


class _Skipped(Exception):
    """A file that is no document."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(reason, remedy)
        self.reason, self.remedy = reason, remedy


def work(task: Task) -> Made:
    """Write the shard of a task. Raises Unwritable where its folder takes no file.

    A shard that is there already (a cluster does a task again when it loses the answer) is kept.
    """
    if task.file.exists():
        return _made(task)
    draft = task.file.with_name(f".{task.key}.{os.getpid()}.part")
    try:
        made = _write(task, draft)
        draft.replace(task.file)
        task.journal.unlink(missing_ok=True)
    except (sqlite3.Error, OSError) as error:
        raise Unwritable(f"{task.folder}: cannot be written ({_plain(error)})") from None
    finally:
        draft.unlink(missing_ok=True)
    return made


def _made(task: Task) -> Made:
    with KnowledgeBase.open_readonly(task.file) as base:
        row = base.connection.execute("SELECT done, skipped, failed, characters FROM shard")
        return Made(task.key, *row.fetchone())


def _plain(error: Exception) -> str:
    return str(getattr(error, "strerror", None) or error).lower()


def _write(task: Task, draft: Path) -> Made:
    counts = {"done": 0, "skipped": 0, "failed": 0}
    characters = 0
    dead, attempt = _killers(task), os.urandom(4).hex()
    with KnowledgeBase.create(draft) as base, task.journal.open("a", encoding="ascii") as journal:
        base.connection.executescript(_OUTCOMES)
        base.connection.execute("BEGIN")
        for at, item in enumerate(task.items):
            journal.write(f"{task.run} {attempt} {at}\n")
            journal.flush()
            row, size = (_died(item), 0) if at in dead else _take(base, item)
            counts[row[1]] += 1
            characters += size
            base.connection.execute(
                "INSERT INTO outcome VALUES (?, ?, ?, ?, ?, ?, ?)",
                (item.name, item.path, item.asked, *row),
            )
        base.connection.execute(
            "INSERT INTO shard VALUES (?, ?, ?, ?, ?, ?)",
            (version(), _settings(task), *counts.values(), characters),
        )
        base.connection.execute("COMMIT")
    return Made(task.key, **counts, characters=characters)


def _settings(task: Task) -> str:
    return json.dumps({"documents": len(task.items), "most_deaths": MOST_DEATHS})


Outcome = tuple[str, str, str, str]


def _died(item: Item) -> Outcome:
    remedy = f"its worker died at it {MOST_DEATHS} times; look at the file itself"
    return _sum(item), "failed", "kills its worker", remedy


def _sum(item: Item) -> str:
    """Return the hash of a file that was not read, "" where it cannot be."""
    try:
        with Path(item.place).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _killers(task: Task) -> set[int]:
    """Return the documents that were in hand when a worker died, twice in this run."""
    last: dict[str, int] = {}
    if task.journal.exists():
        for line in task.journal.read_text("ascii").splitlines():
            run, attempt, at = line.split()
            if run == task.run:
                last[attempt] = int(at)
    dead = list(last.values())
    return {at for at in dead if dead.count(at) >= MOST_DEATHS}


def _take(base: KnowledgeBase, item: Item) -> tuple[Outcome, int]:
    """Store one document; return what became of it, and how many characters it has."""
    sha256, size = "", 0
    try:
        with alarm():
            document = replace(read(Path(item.place), item.name), path=item.path)
            sha256, size = document.sha256, len(document.text)
            document = replace(document, title=document.title or item.title)
            if not item.is_picked:
                _refuse(document)
            extraction: Extraction = extract(document)
        base.write([(document, extraction)])
    except UnreadableDocument as error:
        is_meant = item.is_picked or Path(item.path).suffix.lower() in _DOCUMENTS
        skip = error.reason in _NOT_DOCUMENTS and not is_meant
        outcome = "skipped" if skip else "failed"
        return (_sum(item), outcome, error.reason, error.remedy), 0
    except _Skipped as error:
        return (sha256, "skipped", error.reason, error.remedy), 0
    except sqlite3.OperationalError:
        raise  # the disk, not the document
    except Exception as error:  # the border of the batch: a document's failure is its record
        return (_sum(item), "failed", faults.REASON, faults.remedy(error)), 0
    return (sha256, "done", "", ""), size


def _refuse(document: Document) -> None:
    """Raise _Skipped for the text of a folder that is no document: tables, programs, notes."""
    text = document.text
    if len(list(islice(_CHINESE.finditer(text), _LEAST_CHINESE))) < _LEAST_CHINESE:
        raise _Skipped("no Chinese", "a text without Chinese is no policy document")
    if document.format != "text":
        return
    suffix = Path(document.path).suffix.lower()
    if suffix in (".json", ".jsonl", ".ndjson") or _is_json(text):
        raise _Skipped("JSON data", "data are no document; name the file to read it all the same")
    if suffix in (".csv", ".tsv"):
        raise _Skipped("a CSV table", "data are no document; name the file to read it all the same")


def _is_json(text: str) -> bool:
    if not text.lstrip("\ufeff \t\r\n").startswith(("{", "[")):
        return False
    try:
        json.loads(text)
    except ValueError:
        return False
    return True
