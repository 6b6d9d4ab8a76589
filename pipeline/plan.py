"""The plan of a run: every document with its name and place in the order, and what is done of it.

It is a SQLite file beside the shards, made anew in each run, so that millions of documents need
no memory. What an earlier run did counts when the document has the same content and the program
the same version.
"""

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, count
from pathlib import Path

from pipeline.knowledge_base import version
from pipeline.shards import SUFFIX, Item
from pipeline.sources import Problem, Source

FILE = ".plan.db"
_SCHEMA = """
CREATE TABLE known (
    name TEXT, sha256 TEXT, asked TEXT, shard TEXT NOT NULL, PRIMARY KEY (name, sha256, asked)
) STRICT, WITHOUT ROWID;
CREATE TABLE source (
    name     TEXT PRIMARY KEY,
    position INTEGER NOT NULL,
    path     TEXT NOT NULL,
    sha256   TEXT NOT NULL DEFAULT '',
    place    TEXT,
    title    TEXT,
    is_picked INTEGER NOT NULL DEFAULT 0,
    is_gone  INTEGER NOT NULL DEFAULT 0,
    shard    TEXT,
    outcome  TEXT,
    reason   TEXT NOT NULL DEFAULT '',
    remedy   TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX source_position ON source (position);
CREATE TABLE place (path TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
"""


class Plan:
    """The documents of a run and their outcomes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / FILE
        self.file.unlink(missing_ok=True)
        self.connection = sqlite3.connect(self.file, isolation_level=None, uri=True)
        self.connection.execute("PRAGMA journal_mode = OFF")
        self.connection.execute("PRAGMA synchronous = OFF")
        self.connection.executescript(_SCHEMA)
        self._position = 0

    def close(self) -> None:
        """Remove the plan; it is made anew each time."""
        self.connection.close()
        self.file.unlink(missing_ok=True)

    def learn(self, retry: bool) -> int:
        """Take note of all shards that this version of the program wrote; return how many.

        With `retry` the documents that failed are as if never seen. A shard that cannot be read
        is as if it were not there.
        """
        number = 0
        for shard in sorted(self.folder.glob(f"*{SUFFIX}")):
            number += self._learn(shard, retry)
        return number

    def _learn(self, shard: Path, retry: bool) -> bool:
        where = "outcome <> 'failed' AND sha256 <> ''" if retry else "sha256 <> ''"
        try:
            with self.attached(shard):
                found = self.connection.execute("SELECT version FROM shard.shard").fetchone()
                if found is None or found[0] != version():
                    return False
                self.connection.execute(
                    f"""INSERT OR REPLACE INTO known
                        SELECT name, sha256, asked, ? FROM shard.outcome WHERE {where}""",
                    (shard.name,),
                )
        except sqlite3.DatabaseError:
            return False
        return True

    def attached(self, shard: Path) -> "_Attached":
        """Return a context in which a shard's tables can be read as `shard.…`."""
        return _Attached(self.connection, shard)

    def add(self, sources: Iterable[Source | Problem]) -> None:
        """Note all documents in their order, and of those done before their outcome."""
        self.connection.execute("BEGIN")
        for each in sources:
            if isinstance(each, Problem):
                self._note_outcome(each.path, ("failed", each.reason, each.remedy))
            elif not self._is_first(each.path):
                told = ("skipped", "named twice", "the file is taken once")
                self._note_outcome(each.path, told)
            else:
                self._note_source(each)
        self.connection.execute("COMMIT")
        rows = self.connection.execute("SELECT DISTINCT shard FROM source WHERE shard NOT NULL")
        for (shard,) in rows.fetchall():
            self.take(shard)

    def _note_source(self, source: Source) -> None:
        path = source.path.as_posix()
        name = self._free_name(source.name, source.relative.as_posix(), path)
        title = (source.row.title if source.row else "") or None
        item = Item(name, str(source.path), str(source.path.resolve()), title, source.is_picked)
        row = {
            "name": name,
            "path": item.path,
            "place": item.place,
            "title": item.title,
            "is_picked": int(item.is_picked),
            "shard": self._shard_of(item),
        }
        self._insert(row)

    def _note_outcome(self, path: Path, told: tuple[str, str, str]) -> None:
        names = ("outcome", "reason", "remedy")
        name = self._free_name(path.as_posix())
        self._insert({"name": name, "path": str(path), **dict(zip(names, told, strict=True))})

    def _insert(self, row: Mapping[str, object]) -> None:
        self._position += 1
        row = {**row, "position": self._position}
        marks = ", ".join("?" * len(row))
        self.connection.execute(
            f"INSERT INTO source ({', '.join(row)}) VALUES ({marks})", tuple(row.values())
        )

    def pending(self) -> Iterator[Item]:
        """Yield the documents that are new or changed, in order."""
        query = """SELECT name, path, place, title, is_picked, position FROM source
                   WHERE position > ? AND outcome IS NULL AND shard IS NULL
                   ORDER BY position LIMIT 1000"""
        last = 0
        while rows := self.connection.execute(query, (last,)).fetchall():
            for name, path, place, title, is_picked, position in rows:
                last = position
                yield Item(name, path, place, title, bool(is_picked))

    def left(self) -> int:
        """Return how many documents are new or changed."""
        query = "SELECT count(*) FROM source WHERE outcome IS NULL AND shard IS NULL"
        return int(self.connection.execute(query).fetchone()[0])

    def keep_gone(self) -> int:
        """Add the documents that earlier runs did and this one does not name; return how many.

        They stand behind the others, as the latest run that did them left them.
        """
        before = self._position
        for shard in sorted(self.folder.glob(f"*{SUFFIX}"), reverse=True):
            try:
                with self.attached(shard):
                    rows = self.connection.execute(
                        """SELECT name, path, sha256, outcome FROM shard.outcome
                           WHERE outcome = 'done' ORDER BY name"""
                    ).fetchall()
            except sqlite3.DatabaseError:
                continue
            for name, path, sha256, outcome in rows:
                query = "SELECT 1 FROM source WHERE name = ?"
                if not self.connection.execute(query, (name,)).fetchone():
                    kept = {"name": name, "path": path, "sha256": sha256, "outcome": outcome}
                    self._insert({**kept, "shard": shard.name, "is_gone": 1})
        return self._position - before

    def _is_first(self, path: Path) -> bool:
        added = self.connection.execute(
            "INSERT OR IGNORE INTO place VALUES (?)", (str(path.resolve()),)
        )
        return added.rowcount == 1

    def _free_name(self, *wanted: str) -> str:
        """Return the first name that no other document has: 通知, else 通知.pdf, else its path."""
        numbered = (f"{wanted[-1]} ({number})" for number in count(2))
        query = "SELECT 1 FROM source WHERE name = ?"
        return next(
            name
            for name in chain(wanted, numbered)
            if not self.connection.execute(query, (name,)).fetchone()
        )

    def _shard_of(self, item: Item) -> str | None:
        """Return the shard that holds a document with the content that its file has now."""
        rows = self.connection.execute(
            "SELECT sha256, shard FROM known WHERE name = ? AND asked = ?", (item.name, item.asked)
        )
        shards: dict[str, str] = dict(rows.fetchall())
        if not shards:
            return None
        try:
            with Path(item.place).open("rb") as file:
                return shards.get(hashlib.file_digest(file, "sha256").hexdigest())
        except OSError:
            return None

    def take(self, shard: str, is_new: bool = False) -> None:
        """Take the outcomes of a shard: those that the plan gives it, all where it is new."""
        with self.attached(self.folder / shard):
            self.connection.execute(
                f"""UPDATE source SET shard = ?, outcome = found.outcome, reason = found.reason,
                        remedy = found.remedy, sha256 = found.sha256
                    FROM shard.outcome AS found WHERE found.name = source.name
                    AND {"source.outcome IS NULL" if is_new else "source.shard = ?1"}""",
                (shard,),
            )

    def counts(self) -> dict[str, int]:
        """Return how many documents are done, skipped and failed, and `found`, all of them."""
        query = "SELECT outcome, count(*) FROM source WHERE NOT is_gone GROUP BY outcome"
        found = dict(self.connection.execute(query).fetchall())
        counts = {name: found.get(name, 0) for name in ("done", "skipped", "failed")}
        return {"found": sum(found.values()), **counts}

    def left_out(self, outcome: str) -> Iterator[tuple[str, str, str]]:
        """Yield path, reason and remedy of what was skipped or failed, in order."""
        query = "SELECT path, reason, remedy FROM source WHERE outcome = ? ORDER BY position"
        yield from self.connection.execute(query, (outcome,))

    def reasons(self, outcome: str) -> list[tuple[str, int]]:
        """Return the reasons of what was skipped or failed, the most frequent first."""
        query = """SELECT reason, count(*) AS number FROM source WHERE outcome = ?
                   GROUP BY reason ORDER BY number DESC, reason"""
        return self.connection.execute(query, (outcome,)).fetchall()

    def shards(self) -> tuple[str, ...]:
        """Return the shards that hold documents of this run, in the order of their first."""
        rows = self.connection.execute(
            """SELECT shard FROM source WHERE outcome = 'done'
               GROUP BY shard ORDER BY min(position)"""
        )
        return tuple(shard for (shard,) in rows)

    def fingerprint(self) -> str:
        """Return a hash of all documents, their content and outcomes, and the version."""
        digest = hashlib.sha256(version().encode())
        columns = "position, name, path, sha256, outcome, reason, remedy"
        for row in self.connection.execute(f"SELECT {columns} FROM source ORDER BY position"):
            digest.update(repr(tuple(row)).encode())
        return digest.hexdigest()

    def forget_unused(self, keep: frozenset[str] = frozenset()) -> int:
        """Delete the shards without a document of this run; return how many."""
        rows = self.connection.execute("SELECT DISTINCT shard FROM source WHERE shard NOT NULL")
        used = {shard for (shard,) in rows} | keep
        unused = [each for each in self.folder.glob(f"*{SUFFIX}") if each.name not in used]
        for each in unused:
            each.unlink(missing_ok=True)
        return len(unused)


class _Attached:
    def __init__(self, connection: sqlite3.Connection, shard: Path) -> None:
        self.connection, self.shard = connection, shard

    def __enter__(self) -> None:
        place = f"{self.shard.resolve().as_uri()}?mode=ro"
        self.connection.execute("ATTACH ? AS shard", (place,))

    def __exit__(self, *_: object) -> None:
        self.connection.execute("DETACH shard")
