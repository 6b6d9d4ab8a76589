"""The report of a batch: `errors.csv` for programs, `report.html` (Chinese) for a person.

It names what was left out with the reason, copies and new versions, documents without measures,
and odd ones: without date, without issuer, with unusually many amounts.
"""

import csv
import html
import io
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.batch import Outcome
from pipeline.knowledge_base import KnowledgeBase
from pipeline.plan import Plan
from pipeline.writing import write_bytes, write_text

ERRORS, REPORT = "errors.csv", "report.html"
MOST_ROWS = 500
# Five times the mean of the batch, and more than a list of standards usually has.
_MANY_TIMES, _MANY_AT_LEAST = 5, 200

Row = tuple[str | int | None, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One table of the report; `total` counts the rows also beyond those shown."""

    title: str
    note: str
    columns: tuple[str, ...]
    rows: Sequence[Row]
    total: int


def write(plan: Plan, base: Path, out: Path, outcome: Outcome) -> None:
    """Write `errors.csv` and `report.html` into `out`."""
    _write_errors(plan, out / ERRORS)
    sections = list(_left_out(plan))
    if base.is_file():
        with KnowledgeBase.open_readonly(base) as stored:
            sections += _odd(stored.connection)
    write_text(out / REPORT, _page(outcome, sections))


def _write_errors(plan: Plan, path: Path) -> None:
    lines = io.StringIO(newline="")
    writer = csv.writer(lines, lineterminator="\r\n")
    writer.writerow(("outcome", "path", "reason", "remedy"))
    for outcome in ("failed", "skipped"):
        writer.writerows((outcome, *row) for row in plan.left_out(outcome))
    write_bytes(path, lines.getvalue().encode("utf-8-sig", "replace"))


def _left_out(plan: Plan) -> Iterator[Section]:
    for outcome, title in (("failed", "未能读取的文件"), ("skipped", "略过的文件（不是文件材料）")):
        reasons = plan.reasons(outcome)
        yield _section(f"{title}：按原因", "", ("原因", "数量"), reasons)
        rows = list(plan.left_out(outcome))
        note = f"全部列在同一文件夹的 {ERRORS} 中。"
        yield _section(title, note, ("文件", "原因", "怎么办"), rows)


_NAMED = "coalesce(title, name, '（无标题）'), path"
_OF_NO_MEASURE = "NOT EXISTS (SELECT 1 FROM measure WHERE measure.document = document.id)"
_DAYS = "coalesce(date_issued, date_printed, date_published)"
_LISTS = (
    ("没有措施的文件", "程序在其中没有找到措施，请看是否为政策文件。", _OF_NO_MEASURE),
    ("没有日期的文件", "文中没有印发、成文或发布日期。", f"{_DAYS} IS NULL"),
    ("没有发文机关的文件", "文中没有写明发文机关。", "issuers = '[]'"),
)
_RELATED = (
    ("重复的文件", "同一文件的另一份（其他格式或转载），统计时只算一次。", "copy_of", "与之相同"),
    ("有新版本的文件", "同一文号后来又发，以新的为准。", "supersedes", "旧文件"),
)


def _odd(base: sqlite3.Connection) -> Iterator[Section]:
    for title, note, column, name in _RELATED:
        where = f"FROM document WHERE {column} IS NOT NULL"
        query = f"SELECT id, {_NAMED}, {column} {where} ORDER BY position"
        yield _of_query(base, (title, note, ("文件", "标题", "路径", name)), query)
    for title, note, condition in _LISTS:
        query = f"SELECT id, {_NAMED} FROM document WHERE {condition} ORDER BY position"
        yield _of_query(base, (title, note, ("文件", "标题", "路径")), query)
    mean = base.execute(
        "SELECT (SELECT count(*) FROM amount) * 1.0 / max(1, (SELECT count(*) FROM document))"
    ).fetchone()[0]
    least = max(_MANY_AT_LEAST, int(mean * _MANY_TIMES))
    query = f"""SELECT id, {_NAMED}, number FROM document JOIN
        (SELECT document, count(*) AS number FROM amount GROUP BY document HAVING number >= {least})
        AS many ON many.document = document.id ORDER BY number DESC, position"""
    note = f"金额和数量在 {least} 个以上，可能是表格或名单。"
    head = ("金额特别多的文件", note, ("文件", "标题", "路径", "数量"))
    yield _of_query(base, head, query)


def _of_query(
    base: sqlite3.Connection, head: tuple[str, str, tuple[str, ...]], query: str
) -> Section:
    total = base.execute(f"SELECT count(*) FROM ({query})").fetchone()[0]
    rows = [tuple(row) for row in base.execute(f"{query} LIMIT {MOST_ROWS}")]
    return Section(*head, rows, total)


def _section(title: str, note: str, columns: tuple[str, ...], rows: Sequence[Row]) -> Section:
    return Section(title, note, columns, rows[:MOST_ROWS], len(rows))


_HEAD = """<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>批处理报告</title><style>
body{font:15px/1.6 "Microsoft YaHei","PingFang SC",sans-serif;margin:2em auto;max-width:70em;
padding:0 1em;color:#1f2933}table{border-collapse:collapse;width:100%}
td,th{border:1px solid #d5dae1;padding:.3em .6em;text-align:left;vertical-align:top;
overflow-wrap:anywhere}th{background:#24476b;color:#fff}p{color:#5b6673}
</style></head><body>
<h1>批处理报告</h1>
"""


def _page(outcome: Outcome, sections: Iterable[Section]) -> str:
    counts = (
        f"<p>共 {outcome.found} 个文件 ＝ 完成 {outcome.done} ＋ 略过 {outcome.skipped}"
        f" ＋ 失败 {outcome.failed}；其中新的或改动过的 {outcome.new} 个。"
    )
    if outcome.gone:
        counts += f"另有以前收录、这次没有列出的文件 {outcome.gone} 个，仍保留在知识库中。"
    return _HEAD + counts + "</p>\n" + "".join(map(_table, sections)) + "</body></html>\n"


def _table(section: Section) -> str:
    head = f"<h2>{html.escape(section.title)}（{section.total}）</h2>\n"
    if not section.rows:
        return head
    more = f"这里列出前 {MOST_ROWS} 个。" if section.total > len(section.rows) else ""
    note = f"<p>{html.escape(section.note + more)}</p>\n" if section.note or more else ""
    cells = "".join(f"<th>{html.escape(name)}</th>" for name in section.columns)
    rows = "".join(
        "<tr>" + "".join(f"<td>{html.escape(str(cell or ''))}</td>" for cell in row) + "</tr>\n"
        for row in section.rows
    )
    return f"{head}{note}<table><tr>{cells}</tr>\n{rows}</table>\n"
