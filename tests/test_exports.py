import csv as tables
import io
import re
import time
from dataclasses import replace
from datetime import datetime

import openpyxl
import pytest
from lxml import html as lxml_html

from extractors.records import Benefit, Measure, Part, Tier
from pipeline.comparison import compare
from pipeline.exports import csv, highlights, html, json, table, xlsx
from pipeline.exports.meanings import MEANINGS
from tests.pages import elements
from tests.stored import annotated, base_of, plain

CONTACTS = (
    "刘丽媛",
    "王瑞平",
    "韩 超",
    "88690920",
    "408142825",
    "王旭",
    "张君毅",
    "5897061",
    "吴晓莹",
)
HOSTILE = '</script><script>alert(1)</script><img src=x onerror="alert(2)">&{{7*7}}]]>--><!--'


@pytest.fixture(scope="module")
def comparison(tmp_path_factory):
    with base_of(tmp_path_factory.mktemp("kb") / "gold.sqlite") as base:
        return compare(base)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    text = f"=1+1 {HOSTILE} 给予补贴。"
    document, extraction = plain(
        "=cmd", text, region="110000", region_name="=北京市", title=f"@{HOSTILE}", doc_number="+1"
    )
    measure = Measure(
        "m1", "p1", "-1", f"=SUM(A1){HOSTILE}", "110000", "A1", (), 4, "planned", (), (), (), 0,
        len(text),
    )  # fmt: skip
    part = Part("p1", "main", None, None, None, 0, len(text))
    tier = Tier(None, None, None, "元", "人", "exact")
    benefit = Benefit(
        "b1", "m1", f"=补贴{HOSTILE}", "firms", "employer", "government", "=A1", (tier,)
    )
    extraction = replace(extraction, parts=(part,), measures=(measure,), benefits=(benefit,))
    with base_of(tmp_path_factory.mktemp("kb") / "h.sqlite", [(document, extraction)]) as base:
        return compare(base)


def read_csv(path):
    return list(tables.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


def shown(comparison, width):
    file = io.StringIO()
    table.show(comparison, file, width)
    return file.getvalue()


# -- table --------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [80, 100, 132, 200])
def test_the_table_cuts_no_value(comparison, width):
    text = shown(comparison, width)
    cells = re.sub(r"[\s│╭╮╰╯├┤┬┴┼─]", "", text)
    assert "…" not in text.replace("（见 …）", "")
    for each in comparison.cells if width < 124 else ():
        for amount in each.amounts:
            assert "".join(amount.split()) in cells
    from rich.cells import cell_len

    assert max(cell_len(line) for line in text.splitlines()) <= width


def test_the_table_holds_every_amount_when_wide(comparison):
    text = shown(comparison, 2000)
    for each in comparison.cells:
        assert each.label in text
        for amount in each.amounts:
            assert amount in text


# -- csv ----------------------------------------------------------------------------------------


def test_csv_has_a_row_for_every_cell(comparison, tmp_path):
    csv.write(comparison, tmp_path / "c.csv")
    assert (tmp_path / "c.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    rows = read_csv(tmp_path / "c.csv")
    assert set(rows[0]) == set(csv.HEAD)
    assert {(row["类型代码"], row["地区代码"]) for row in rows} == {
        (cell.type, cell.region) for cell in comparison.cells
    }
    assert any(row["单元格"] == "未提及（检索 1 篇）" for row in rows)


def test_csv_holds_no_formula(hostile, tmp_path):
    csv.write(hostile, tmp_path / "c.csv")
    for row in read_csv(tmp_path / "c.csv"):
        assert not any(value.startswith(("=", "+", "-", "@")) for value in row.values())


# -- workbook -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def workbook(comparison, tmp_path_factory):
    path = tmp_path_factory.mktemp("book") / "c.xlsx"
    xlsx.write(comparison, path)
    return openpyxl.load_workbook(path)


def test_the_workbook_has_its_sheets_with_frozen_heads_and_filters(workbook):
    names = ["对比表", "措施明细", "待遇标准", "原文依据", "字段说明", "数据来源"]
    assert workbook.sheetnames == names
    for sheet in workbook:
        assert sheet.freeze_panes
        assert sheet.auto_filter.ref
        assert sheet.column_dimensions["A"].width > 5


def test_numbers_are_numbers_and_days_are_days(workbook):
    head, *rows = workbook["待遇标准"].iter_rows(values_only=True)
    (row,) = [dict(zip(head, row, strict=True)) for row in rows if row[head.index("封顶")]]
    assert (row["下限"], row["上限"], row["封顶"], row["限定"]) == (None, 300, 300_000, "不超过")
    starts = [row[head.index("申领起")] for row in rows if row[head.index("申领起")]]
    assert starts
    assert all(isinstance(each, datetime) for each in starts)
    assert len(rows) == sum(len(b.tiers) for _, each in annotated() for b in each.benefits)


def test_one_row_for_each_measure(workbook):
    assert workbook["措施明细"].max_row - 1 == sum(len(each.measures) for _, each in annotated())
    assert workbook["数据来源"].max_row - 1 == 5


def test_every_column_is_explained(workbook):
    explained = {row[1] for row in workbook["字段说明"].iter_rows(min_row=2, values_only=True)}
    for name in ("措施明细", "待遇标准", "原文依据", "数据来源"):
        assert {cell.value for cell in workbook[name][1]} <= explained
    assert explained <= set(MEANINGS)


def test_the_workbook_holds_no_formula(hostile, tmp_path):
    xlsx.write(hostile, tmp_path / "c.xlsx")
    book = openpyxl.load_workbook(tmp_path / "c.xlsx")
    texts = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    assert any(str(cell.value).startswith("=") for cell in texts)
    assert all(cell.data_type != "f" for cell in texts)
    assert all(cell.hyperlink is None for cell in texts)


# -- page ---------------------------------------------------------------------------------------


def test_the_page_asks_nothing_of_the_network(comparison):
    for tag, attributes in elements(html.render(comparison)):
        assert tag not in ("link", "iframe", "img", "object")
        assert not {"src", "href", "action"} & set(attributes)


def test_hostile_text_stays_text(hostile):
    page = html.render(hostile)
    found = elements(page)
    assert [tag for tag, _ in found].count("script") == 1
    assert not any(tag == "img" or "onerror" in attributes for tag, attributes in found)
    assert "alert(1)" in lxml_html.fromstring(page).text_content()
    assert "{{7*7}}" in page


def test_every_cell_with_measures_opens_their_clauses(comparison):
    found = elements(html.render(comparison))
    clauses = [attributes["id"] for tag, attributes in found if tag == "article"]
    opened = [
        attributes["data-open"].split() for tag, attributes in found if "data-open" in attributes
    ]
    assert len(clauses) == len(set(clauses)) == len(comparison.entries)
    assert {each for ids in opened for each in ids} == set(clauses)
    assert len(opened) == sum(bool(cell.entries) for cell in comparison.cells)


def test_the_clause_is_the_documents_own_text(comparison):
    page = lxml_html.fromstring(html.render(comparison))
    quotes = {"".join(quote.text_content().split()) for quote in page.iter("blockquote")}
    for entry in comparison.entries:
        assert "".join(entry.quote.split()) in quotes
        assert "".join(run.text for run in highlights.runs(entry)) == entry.quote


def test_values_are_marked(comparison):
    (entry,) = [each for each in comparison.entries if each.key == "jilin/m02"]
    marked = {(run.kind, run.text, run.note) for run in highlights.runs(entry)}
    assert ("money", "每人不超过300元", "补助标准 ≤300元/人") in marked
    assert ("money", "最高30万元", "封顶 ≤30万元/企业") in marked


# -- all ----------------------------------------------------------------------------------------


def test_the_same_comparison_gives_the_same_files(comparison, tmp_path):
    for export in (csv, xlsx, html, json, table):
        first, second = tmp_path / "one", tmp_path / "two"
        export.write(comparison, first)
        if export is xlsx:
            time.sleep(1.1)
        export.write(comparison, second)
        assert first.read_bytes() == second.read_bytes(), export.__name__


def test_no_export_shows_a_person(comparison, workbook, tmp_path):
    csv.write(comparison, tmp_path / "c.csv")
    cells = [str(cell.value) for sheet in workbook for row in sheet.iter_rows() for cell in row]
    everything = [
        html.render(comparison),
        json.render(comparison),
        shown(comparison, 200),
        (tmp_path / "c.csv").read_text("utf-8"),
        *cells,
    ]
    for contact in CONTACTS:
        assert not any(contact in text for text in everything), contact
