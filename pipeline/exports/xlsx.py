"""The comparison as a workbook: 对比表, 措施明细, 待遇标准, 原文依据, 字段说明, 数据来源.

Numbers are numbers and days are days; every text is written as text, so one that begins with =
is no formula. The same comparison gives the same bytes: the time of creation is fixed.
"""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from pipeline.exports import sheets
from pipeline.exports.row_heights import row_height
from pipeline.grid import Cell, Comparison
from pipeline.writing import write_bytes

CREATED = datetime(2000, 1, 1)
_STATE_FILLS = {
    "4": "#DDEFE3",
    "3": "#E6F0F7",
    "2": "#F2F6FA",
    "1": "#F8F8F4",
    "reported": "#F3ECF7",
    "touched": "#FAFAFA",
    "below": "#FFF6E5",
    "absent": "#FFFFFF",
}
_MOST_CHARACTERS = 32_767
_CELL_WIDTH = 34
_TYPE_WIDTH = 22


@dataclass(frozen=True, slots=True)
class _Book:
    workbook: Any
    formats: dict[str, Any]


def write(comparison: Comparison, path: Path) -> None:
    """Write the workbook."""
    import xlsxwriter

    memory = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    workbook = xlsxwriter.Workbook(memory, options)
    workbook.set_properties({"title": "政策措施对比", "created": CREATED, "author": "zhengce"})
    book = _Book(workbook, _formats(workbook))
    _grid(book, comparison)
    for sheet in sheets.all_of(comparison):
        _sheet(book, sheet)
    workbook.close()
    write_bytes(path, memory.getvalue())


def _formats(workbook: Any) -> dict[str, Any]:
    base = {"font_name": "Microsoft YaHei", "font_size": 10, "valign": "top", "text_wrap": True}
    edge = {**base, "border": 1, "border_color": "#D5DAE1"}
    made = {
        "head": {**edge, "bold": True, "bg_color": "#24476B", "font_color": "#FFFFFF"},
        "family": {**edge, "bold": True, "bg_color": "#E8EDF3"},
        "title": {**base, "bold": True, "font_size": 14, "text_wrap": False},
        "note": {**base, "font_color": "#5B6673", "text_wrap": False},
        "text": edge,
        "type": {**edge, "bold": True},
        "whole": {**edge, "num_format": "#,##0"},
        "number": {**edge, "num_format": "#,##0.0###"},
        "day": {**edge, "num_format": "yyyy-mm-dd"},
    }
    for state, fill in _STATE_FILLS.items():
        grey = {"font_color": "#9AA3AD"} if state in ("absent", "touched") else {}
        made[f"cell-{state}"] = {**edge, **grey, "bg_color": fill}
    return {name: workbook.add_format(properties) for name, properties in made.items()}


def _grid(book: _Book, comparison: Comparison) -> None:
    page = book.workbook.add_worksheet("对比表")
    formats = book.formats
    page.write_string(0, 0, "政策措施对比", formats["title"])
    page.write_string(1, 0, sheets.LEGEND, formats["note"])
    for at, name in enumerate(("类别", "代码", "类型")):
        page.write_string(2, at, name, formats["head"])
    for at, column in enumerate(comparison.columns, 3):
        name = f"{column.name}（参照）" if column.is_reference else column.name
        page.write_string(2, at, name, formats["head"])
    row = 3
    for family in comparison.families:
        for line in family.lines:
            page.write_string(row, 0, f"{family.letter} {family.name}", formats["family"])
            page.write_string(row, 1, line.type, formats["type"])
            page.write_string(row, 2, line.name, formats["type"])
            words = [_fit(_cell(cell)) for cell in line.cells]
            for at, (cell, text) in enumerate(zip(line.cells, words, strict=True), 3):
                kind = str(cell.strength) if cell.state == "stated" else cell.state
                page.write_string(row, at, text, formats[f"cell-{kind}"])
            shown = [(line.name, _TYPE_WIDTH), *((text, _CELL_WIDTH) for text in words)]
            page.set_row(row, row_height(shown))
            row += 1
    page.set_column(0, 0, 14)
    page.set_column(1, 1, 6)
    page.set_column(2, 2, _TYPE_WIDTH)
    page.set_column(3, max(3, 2 + len(comparison.columns)), _CELL_WIDTH)
    page.freeze_panes(3, 3)
    page.autofilter(2, 0, max(3, row - 1), 2 + len(comparison.columns))
    fit_to_print(page, last_head=2)


def _cell(cell: Cell) -> str:
    lines = [cell.label, *cell.amounts]
    if cell.places and not cell.amounts:
        lines.append(f"所辖：{'、'.join(cell.places)}")
    told = (
        ("对象", cell.told(lambda entry: entry.groups)),
        ("牵头", cell.told(lambda entry: entry.leads)),
        ("申领", cell.told(lambda entry: entry.windows)),
        ("期间", cell.told(lambda entry: entry.qualifying)),
        ("依据", "、".join(entry.key for entry in cell.entries)),
    )
    return "\n".join([*lines, *(f"{name}：{words}" for name, words in told if words)])


def _sheet(book: _Book, sheet: sheets.Sheet) -> None:
    page = book.workbook.add_worksheet(sheet.name)
    for at, (name, width) in enumerate(sheet.columns):
        page.write_string(0, at, name, book.formats["head"])
        page.set_column(at, at, width)
    last = 0
    for last, row in enumerate(sheet.rows, 1):
        _row(page, last, row, book.formats)
        widths = (width for _, width in sheet.columns)
        texts = (value if isinstance(value, str) else "" for value in row)
        page.set_row(last, row_height(zip(texts, widths, strict=False)))
    page.freeze_panes(1, sheet.frozen)
    if last:
        page.autofilter(0, 0, last, len(sheet.columns) - 1)
    fit_to_print(page)


def _row(page: Any, at: int, row: Sequence[sheets.Value], formats: dict[str, Any]) -> None:
    for column, value in enumerate(row):
        if value is None or value == "":
            page.write_blank(at, column, None, formats["text"])
        elif isinstance(value, date):
            page.write_datetime(at, column, value, formats["day"])
        elif isinstance(value, int | Decimal):
            kind = "whole" if value == int(value) else "number"
            page.write_number(at, column, value, formats[kind])
        else:
            page.write_string(at, column, _fit(value), formats["text"])


def _fit(text: str) -> str:
    """Return a text as long as a cell may hold; what is cut is said."""
    text = _printable(text)
    if len(text) <= _MOST_CHARACTERS:
        return text
    note = f"……（全文 {len(text)} 字，见知识库）"
    return text[: _MOST_CHARACTERS - len(note)] + note


def _printable(text: Iterable[str]) -> str:
    return "".join(each for each in text if each >= " " or each in "\n\t")


def fit_to_print(page: Any, last_head: int = 0) -> None:
    """Print a sheet on A4 landscape, as wide as the paper, its head on every page."""
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0, last_head)
