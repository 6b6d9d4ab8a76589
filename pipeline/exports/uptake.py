"""How local measures take up a notice, written out: text, CSV, JSON, workbook, one HTML page.

The page shows each clause with the measures that carry it out, both texts with the shared wording
marked; all formats say for each clause which places omit it.
"""

import csv as tables
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from importlib import resources
from pathlib import Path
from typing import Any

import regex

from pipeline.alignment import Pair, Side, Uptake
from pipeline.alignment_model import NEW
from pipeline.exports.csv import safe
from pipeline.exports.row_heights import row_height
from pipeline.exports.xlsx import CREATED, fit_to_print
from pipeline.writing import write_bytes, write_text

RELATIONS = {
    "copied": "照录",
    "adapted": "调整",
    "strengthened": "加强",
    "weakened": "弱化",
    NEW: "本地新增",
}
HEAD = (
    "上级条款", "条款标题", "关系", "地区代码", "地区", "文件", "措施", "措施类型", "措施标题",
    "共同文字", "把握", "他地相近措施", "起", "止", "本地原文", "上级原文",
)  # fmt: skip
_WIDTH = 38
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


def text(uptake: Uptake, output: str) -> str:
    """Return the uptake as text: table, csv or json."""
    if output == "csv":
        return _csv(uptake)
    return _json(uptake) if output == "json" else "\n".join(_table(uptake)) + "\n"


def write(uptake: Uptake, output: str, path: Path) -> None:
    """Write the uptake to a file: table, csv (with BOM, for Excel), json, xlsx or html."""
    if output == "xlsx":
        _xlsx(uptake, path)
    elif output == "html":
        write_text(path, page(uptake))
    elif output == "csv":
        write_bytes(path, _csv(uptake).encode("utf-8-sig"))
    else:
        write_text(path, text(uptake, output))


def rows(uptake: Uptake) -> Iterator[tuple[str | int, ...]]:
    """Yield one row for each pair, clause by clause, then what is new, then what is omitted."""
    for clause in (*uptake.clauses, None):
        for pair in uptake.pairs:
            if pair.national == clause:
                yield _row(pair, clause)
        if clause is not None:
            for name in uptake.omitting(clause):
                key, title = f"{clause.document}/{clause.measure}", clause.title
                yield (key, title, "未提及", "", name, *([""] * 10), clause.text)


def _row(pair: Pair, clause: Side | None) -> tuple[str | int, ...]:
    local = pair.local
    return (
        f"{clause.document}/{clause.measure}" if clause else "",
        clause.title if clause else "",
        RELATIONS[pair.relation],
        local.region,
        local.place,
        local.document,
        local.measure,
        local.type,
        local.title,
        pair.shared,
        f"{pair.probability:.2f}",
        "；".join(f"{each.place}：{each.title}" for each in pair.alike),
        local.start,
        local.end,
        local.text,
        clause.text if clause else "",
    )


def _csv(uptake: Uptake) -> str:
    lines = io.StringIO(newline="")
    writer = tables.writer(lines, lineterminator="\r\n")
    writer.writerow(HEAD)
    writer.writerows([safe(value) for value in row] for row in rows(uptake))
    return lines.getvalue()


def _json(uptake: Uptake) -> str:
    content = asdict(uptake)
    content["omitted"] = {
        f"{each.document}/{each.measure}": list(uptake.omitting(each)) for each in uptake.clauses
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _table(uptake: Uptake) -> Iterator[str]:
    yield f"各地落实情况（参照：{uptake.reference}，{len(uptake.clauses)} 条）"
    for clause in uptake.clauses:
        yield f"\n{clause.document}/{clause.measure} {clause.title}"
        for code, name in uptake.places:
            pairs = uptake.of(clause, code)
            yield f"  {name}：{'' if pairs else '未提及'}"
            for pair in pairs:
                shared = f"（共同文字：{pair.shared}）" if pair.shared else ""
                title = f"{pair.local.measure} {pair.local.title}"
                yield f"    {RELATIONS[pair.relation]}  {title}{shared}"
    yield "\n本地新增（参照中没有）"
    for pair in uptake.pairs:
        if pair.national is None:
            yield f"  {pair.local.place}  {pair.local.measure} {pair.local.title}"


def _xlsx(uptake: Uptake, path: Path) -> None:
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, _OPTIONS)
    book.set_properties({"title": "从上级通知到各地措施", "created": CREATED, "author": "zhengce"})
    plain = {"font_size": 10, "text_wrap": True, "valign": "top", "border": 1}
    head = book.add_format({**plain, "bold": True, "bg_color": "#DDE6F0"})
    body = book.add_format(plain)
    _matrix(book.add_worksheet("落实一览"), uptake, (head, body))
    sheet = book.add_worksheet("逐条对照")
    sheet.write_row(0, 0, HEAD, head)
    widths = [16] * (len(HEAD) - 2) + [60, 60]
    for at, row in enumerate(rows(uptake), 1):
        sheet.write_row(at, 0, row, body)
        sheet.set_row(at, row_height(zip(map(str, row), widths, strict=True)))
    for at, width in enumerate(widths):
        sheet.set_column(at, at, width)
    sheet.freeze_panes(1, 0)
    for each in book.worksheets():
        fit_to_print(each)
    book.close()
    write_bytes(path, buffer.getvalue())


def _matrix(matrix: Any, uptake: Uptake, formats: tuple[Any, Any]) -> None:
    """Write clauses by places, each with what carries it out."""
    head, body = formats
    matrix.write_row(0, 0, ["上级条款", *(name for _, name in uptake.places)], head)
    for at, clause in enumerate(uptake.clauses, 1):
        matrix.write_string(at, 0, clause.title, body)
        told = [_carried_out(uptake.of(clause, code)) for code, _ in uptake.places]
        matrix.write_row(at, 1, told, body)
        matrix.set_row(at, row_height((words, _WIDTH) for words in (clause.title, *told)))
    matrix.set_column(0, len(uptake.places), _WIDTH)
    matrix.freeze_panes(1, 1)


def _carried_out(pairs: Iterable[Pair]) -> str:
    return "\n".join(f"{RELATIONS[each.relation]} {each.local.title}" for each in pairs) or "未提及"


def page(uptake: Uptake) -> str:
    """Return one HTML page without network: each clause beside what carries it out."""
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    environment.filters["marked"] = marked
    source = resources.files("pipeline") / "exports" / "templates" / "uptake.html"
    shown: str = environment.from_string(source.read_text("utf-8")).render(
        uptake=uptake, relations=RELATIONS
    )
    return shown


def marked(words: str, shared: str) -> list[tuple[bool, str]]:
    """Return words as pieces, each with whether it is the shared wording, blanks aside.

    >>> marked("推进根治 欠薪行动", "根治欠薪")
    [(False, '推进'), (True, '根治 欠薪'), (False, '行动')]
    """
    found = regex.search(r"\s*".join(map(regex.escape, shared)), words) if shared else None
    if found is None:
        return [(False, words)]
    pieces = [
        (False, words[: found.start()]), (True, found[0]), (False, words[found.end() :])
    ]  # fmt: skip
    return [piece for piece in pieces if piece[1]]
