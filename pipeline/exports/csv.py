"""The comparison as CSV for Excel: UTF-8 with BOM, one row for each measure in a cell.

A type that a place lacks has its row too. Text that a spreadsheet would take for a formula gets
an apostrophe before it.
"""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from pipeline.comparison import against
from pipeline.grid import Cell, Column, Comparison, Entry, Family, Line
from pipeline.writing import write_bytes

HEAD = (
    "类别",
    "类型代码",
    "类型",
    "地区代码",
    "地区",
    "参照",
    "力度",
    "力度说明",
    "单元格",
    "所辖或所述地",
    "待遇",
    "措施标题",
    "状态",
    "牵头单位",
    "服务对象",
    "申领时间",
    "与参照相比",
    "检索篇数",
    "文件",
    "措施",
    "起",
    "止",
    "原文",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write(comparison: Comparison, path: Path) -> None:
    """Write the rows of the comparison."""
    write_bytes(path, render(comparison).encode("utf-8-sig"))


def render(comparison: Comparison) -> str:
    """Return the rows of the comparison as CSV text, without BOM."""
    lines = io.StringIO(newline="")
    writer = csv.writer(lines, lineterminator="\r\n")
    writer.writerow(HEAD)
    writer.writerows([safe(value) for value in row] for row in rows(comparison))
    return lines.getvalue()


def safe(value: str | int | None) -> str | int:
    """Return a value that no spreadsheet takes for a formula.

    >>> safe("=1+1"), safe("补贴"), safe(None)
    ("'=1+1", '补贴', '')
    """
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return "" if value is None else value


def rows(comparison: Comparison) -> Iterator[tuple[str | int | None, ...]]:
    """Yield one row for each measure in a cell, and one for each empty cell."""
    relations = against(comparison)
    for family in comparison.families:
        for line in family.lines:
            for column, cell in zip(comparison.columns, line.cells, strict=True):
                relation = relations.get((cell.type, cell.region))
                first = _cell(family, line, column, cell)
                for entry in cell.entries:
                    yield (*first, *_entry(entry), relation, cell.searched, *_place(entry))
                if not cell.entries:
                    yield (*first, *([None] * 7), relation, cell.searched, *([None] * 5))


def _cell(family: Family, line: Line, column: Column, cell: Cell) -> tuple[str | int | None, ...]:
    return (
        family.name,
        line.type,
        line.name,
        column.region,
        column.name,
        "是" if column.is_reference else "",
        cell.strength,
        cell.label,
        cell.text,
    )


def _entry(entry: Entry) -> tuple[str | int | None, ...]:
    return (
        entry.place,
        entry.amounts,
        entry.title,
        "已开展" if entry.measure.status == "reported" else "部署",
        entry.leads,
        entry.groups,
        entry.windows,
    )


def _place(entry: Entry) -> tuple[str | int | None, ...]:
    return (
        entry.source.stored.id,
        entry.measure.id,
        entry.measure.start,
        entry.measure.end,
        entry.quote,
    )
