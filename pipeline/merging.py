"""Shards into one knowledge base: each table copied by SQLite itself, in the plan's order.

The work is linear in the rows and needs no memory to speak of. Order and path of a document come
from the plan, everything else from the shard; so the rows do not tell how often a run was
interrupted.
"""

import sqlite3
from pathlib import Path

from pipeline.knowledge_base import ORDER, PASSAGE_BITS, KnowledgeBase, Run
from pipeline.plan import Plan

_TABLES = ("document", *ORDER, "passage")
_CHANGED = {
    ("document", "position"): "plan.source.position",
    ("document", "path"): "plan.source.path",
    ("passage", "id"): f"(plan.source.position << {PASSAGE_BITS})"
    f" + (own.id & {(1 << PASSAGE_BITS) - 1})",
}


def merge(plan: Plan, path: Path, run: Run) -> None:
    """Write the knowledge base of a plan; `path` appears only when it is complete."""
    draft = path.with_name(f".{path.name}.part")
    try:
        _write(plan, draft, run)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _write(plan: Plan, draft: Path, run: Run) -> None:
    with KnowledgeBase.create(draft) as base:
        connection = base.connection
        connection.execute("PRAGMA foreign_keys = OFF")  # checked when the shards were written
        connection.execute("ATTACH ? AS plan", (str(plan.file),))
        statements = [_statement(connection, table) for table in _TABLES]
        for shard in plan.shards():
            _copy(connection, plan.folder / shard, statements)
        connection.execute("DETACH plan")
        base.finish(run)


def _copy(connection: sqlite3.Connection, shard: Path, statements: list[str]) -> None:
    connection.execute("ATTACH ? AS shard", (str(shard),))
    connection.execute("BEGIN")
    for statement in statements:
        connection.execute(statement, (shard.name,))
    connection.execute("COMMIT")
    connection.execute("DETACH shard")


def _statement(connection: sqlite3.Connection, table: str) -> str:
    """Return the statement that copies a table's rows of the documents that the plan wants."""
    names = [row["name"] for row in connection.execute(f"PRAGMA main.table_info({table})")]
    columns = ", ".join(f'"{name}"' for name in names)
    values = ", ".join(_CHANGED.get((table, name), f'own."{name}"') for name in names)
    key = "id" if table == "document" else "document"
    return f"""INSERT INTO main.{table} ({columns}) SELECT {values} FROM shard.{table} AS own
        JOIN plan.source ON plan.source.name = own.{key}
        WHERE plan.source.shard = ? AND plan.source.outcome = 'done'"""
