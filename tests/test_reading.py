"""Reading: each format gives its document, each broken file one line, each range its page."""

import os
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest

from pipeline.projection import align
from pipeline.reading import UnreadableDocument, child, evidence, read, read_bytes
from pipeline.reading.docx_numbering import chinese
from pipeline.reading.encodings import decode
from pipeline.reading.pages import as_json, from_json, page_of, render, where
from tests.making import hostile, others, small_pdf
from tests.making.passages import FILES, stored

RAW = Path(__file__).resolve().parents[2] / "shared" / "dev"
TABLE = tomllib.loads((Path(__file__).parent / "reading" / "raw.toml").read_text("utf-8"))["file"]
OTHERS = FILES / "others"
TYPESET = FILES / "typeset"


def plain(text: str) -> str:
    return "".join(text.split())


def must_be_in_order(text: str, passages: list[str]) -> None:
    place = 0
    for passage in map(plain, passages):
        found = text.find(passage, place)
        assert found >= 0, f"{passage} is not read, or before its place"
        place = found + len(passage)


# -- real files ---------------------------------------------------------------------------------


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row["name"])
def test_a_real_file_reads_to_its_document(row):
    path = RAW / "raw" / row["name"]
    if not path.is_file():
        pytest.skip("the folder of further documents is not here")
    text = plain(read(path).text)
    must_be_in_order(text, row["in_order"])
    for passage in row["absent"]:
        assert plain(passage) == "" or plain(passage) not in text, passage
    for passage in row.get("once", ()):
        assert text.count(plain(passage)) == 1, passage


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row["name"])
def test_a_real_file_agrees_with_its_text(row):
    path = RAW / "raw" / row["name"]
    text = RAW / "text" / f"{path.stem}.txt"
    if not text.is_file():
        pytest.skip("no text of it")
    wanted, found = text.read_text("utf-8"), read(path).text
    first = plain(wanted.splitlines()[0])  # the texts are cut: no table of the page, no forms
    lines = found.splitlines()
    start = next(number for number, line in enumerate(lines) if plain(line) == first)
    cut = "\n".join(lines[start:])
    end = align(wanted, cut).span(0, len(wanted.rstrip()))[1]
    assert align(cut[:end], wanted).agreement >= 0.995


def test_the_table_names_at_least_five_passages_of_each_kind():
    for row in TABLE:
        assert len(row["in_order"]) >= 5, row["name"]
        assert len(row["absent"]) >= 5, row["name"]


@pytest.mark.parametrize(
    "name", ["dalian.browser.pdf", "dalian.cairo.pdf", "dalian.office.html", "huangpu.mht"]
)
def test_files_of_other_producers_read_the_same(name):
    found = read(OTHERS / name).text
    assert align(found, stored(name.split(".")[0])).agreement >= 0.995


def test_a_gazette_in_two_columns_is_read_down_its_columns():
    text = read(OTHERS / "gazette.pdf").text
    body, _, table = text.partition("附件：就业创业补贴标准表\n")
    title, *found = body.splitlines()
    assert title == "某某市促进就业创业补贴办法"
    assert [plain(line) for line in found] == [plain(article) for article in others.articles()]
    rows = [tuple(line.split("\t")) for line in table.splitlines()]
    assert rows[0] == ("单位：万元",)
    assert rows[1:3] == [("序号", "补贴项目", "补助标准", ""), ("", "", "企业", "个人")]
    assert rows[3:] == others.rows()


def test_an_old_word_file_is_converted_where_libreoffice_is(monkeypatch):
    import shutil

    if shutil.which("soffice"):
        assert align(read(OTHERS / "dalian.doc").text, stored("dalian")).agreement >= 0.999
    monkeypatch.setenv("PATH", "")
    with pytest.raises(UnreadableDocument, match="convert it: soffice --headless"):
        read(OTHERS / "dalian.doc")


# -- broken and hostile files -------------------------------------------------------------------


def ends(case: hostile.Case, folder: Path) -> None:
    path = folder / case.name
    path.write_bytes(case.content())
    start = time.monotonic()
    try:
        document = read(path)
    except UnreadableDocument as error:
        assert case.reason is not None, error
        assert case.reason in error.reason
        assert str(error).startswith(f"{path}: ")
        assert "\n" not in str(error)
        assert error.remedy
    else:
        assert not case.reason, f"read as {document.text[:60]!r}"
        assert document.text.strip()
    assert time.monotonic() - start < 70


@pytest.fixture(autouse=True)
def without_recognition(monkeypatch, request):
    if "recognising" not in request.keywords:
        monkeypatch.setattr(child, "can_recognise", lambda: False)


def test_there_are_forty_hostile_files():
    assert len({case.name for case in hostile.CASES}) >= 40


@pytest.mark.parametrize(
    "case", [case for case in hostile.CASES if not case.slow], ids=lambda case: case.name
)
def test_a_hostile_file_ends_in_one_line(case, tmp_path):
    ends(case, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize(
    "case", [case for case in hostile.CASES if case.slow], ids=lambda case: case.name
)
def test_a_large_hostile_file_ends_in_one_line(case, tmp_path):
    ends(case, tmp_path)


def test_a_late_reader_is_ended(tmp_path, monkeypatch):
    monkeypatch.setenv("ZHENGCE_READ_SECONDS", "1")
    lines = [(80.0, 760.0 - 26 * row, "第一条为做好稳岗留工工作制定本办法") for row in range(25)]
    path = tmp_path / "long.pdf"
    path.write_bytes(small_pdf.pages([small_pdf.shown(lines)] * 1500))
    with pytest.raises(UnreadableDocument, match=r"not read in 1 s: .*ZHENGCE_READ_SECONDS"):
        read(path)
    monkeypatch.delenv("ZHENGCE_READ_SECONDS")
    assert read(TYPESET / "dalian.pdf").format == "pdf"


def test_a_file_that_vanishes_is_missing(tmp_path):
    with pytest.raises(UnreadableDocument, match="missing: no such file"):
        read(tmp_path / "gone.pdf")


def test_a_file_that_vanishes_while_it_is_read(tmp_path, monkeypatch):
    path = tmp_path / "share.pdf"
    path.write_bytes(b"%PDF-1.4")

    def fails(self, *arguments, **options):
        raise OSError(116, "Stale file handle")

    monkeypatch.setattr(Path, "open", fails)
    with pytest.raises(UnreadableDocument, match="Stale file handle; check the file"):
        read(path)


def test_what_is_no_file_is_named(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(UnreadableDocument, match="no file: a device or a pipe"):
        read(tmp_path / "pipe.txt")
    with pytest.raises(UnreadableDocument, match="a folder: name the files in it"):
        read(tmp_path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission(tmp_path):
    path = tmp_path / "locked.txt"
    path.write_text("第一条")
    path.chmod(0)
    with pytest.raises(UnreadableDocument, match="no permission"):
        read(path)


def test_the_batch_goes_on(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    cases = [case for case in hostile.CASES if case.reason and not case.slow]
    cases = [case for case in cases if case.reason != "scan"][::5]
    for case in cases:
        (folder / case.name).write_bytes(case.content())
    (folder / "good.pdf").write_bytes((TYPESET / "dalian.pdf").read_bytes())
    command = [sys.executable, "-m", "pipeline.cli", "extract", str(folder)]
    ended = subprocess.run(
        [*command, "--out", str(tmp_path / "out")], capture_output=True, text=True, check=False
    )
    assert ended.returncode == 1
    assert [path.name for path in (tmp_path / "out").rglob("*.json")] == ["good.json"]
    for case in cases:
        assert sum(case.name in line for line in ended.stderr.splitlines()) == 1, case.name


def test_a_fork_does_not_share_the_child():
    read(TYPESET / "dalian.pdf")
    script = (
        "import os; from pathlib import Path; from pipeline.reading import read\n"
        f"path = Path({str(TYPESET / 'dalian.pdf')!r}); read(path)\n"
        "forked = os.fork()\n"
        "assert read(path).text\n"
        "if forked: assert os.waitpid(forked, 0)[1] == 0\n"
        "else: os._exit(0)\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, timeout=60)


# -- the way back -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["anqing", "dalian", "huangpu", "jilin", "kaiping"])
def test_every_character_stands_on_a_page(name):
    document = read(TYPESET / f"{name}.pdf")
    held = [False] * len(document.text)
    for page in document.pages:
        for box in page.boxes:
            assert 0 <= box.start < box.end <= len(document.text)
            assert -1 <= box.left <= box.right <= page.width + 1
            assert -1 <= box.top <= box.bottom <= page.height + 1
            for place in range(box.start, box.end):
                assert not held[place]
                held[place] = True
    assert all(held[p] or document.text[p].isspace() for p in range(len(held)))


def test_a_value_is_boxed_where_it_is_printed():
    import pypdfium2

    document = read(TYPESET / "dalian.pdf")
    start = document.text.index("不超过500元/人")
    (place,) = where(document.pages, start, start + 9)
    assert page_of(document.pages, start) == place.page
    left, top, right, bottom = place.boxes[0]
    pdf = pypdfium2.PdfDocument(TYPESET / "dalian.pdf")
    page = pdf[place.page - 1]
    height = page.get_height()
    inner = (left + 2, height - bottom + 2, right - 2, height - top - 2)
    shown = page.get_textpage().get_text_bounded(*inner)
    assert plain(shown) == "不超过500元/人"
    pdf.close()


def test_a_range_over_two_pages_has_both():
    document = read(TYPESET / "dalian.pdf")
    assert [place.page for place in where(document.pages, 0, len(document.text))] == [
        page.number for page in document.pages
    ]
    assert where(document.pages, 0, 0) == ()


def test_pages_are_written_and_read_back():
    pages = read(TYPESET / "dalian.pdf").pages
    assert from_json(as_json(pages)) == pages


def test_a_page_is_drawn_with_its_box():
    from io import BytesIO

    from PIL import Image

    path = TYPESET / "dalian.pdf"
    scale = 1000 / read(path).pages[0].width
    drawn = render(path, 1, [(100, 100, 200, 120)], [(300, 300, 400, 320)])
    assert drawn.startswith(b"\x89PNG")
    with Image.open(BytesIO(drawn)) as picture:
        red, green, _ = picture.convert("RGB").getpixel((150 * scale, 100 * scale - 2))
        assert red > 180 > green
        assert picture.convert("RGB").getpixel((350 * scale, 310 * scale)) == (0, 0, 0)
    with pytest.raises(UnreadableDocument, match="no page 99"):
        render(path, 99, [])
    with pytest.raises(UnreadableDocument, match="no page 1"):
        render(path.with_name("gone.pdf"), 1, [])


# -- parts --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("count", "written"),
    [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (105, "一百〇五"), (110, "一百一十")],
)
def test_numbers_in_chinese(count, written):
    assert chinese(count) == written


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("declared", ["utf-8", "gb2312", "gbk", "iso-8859-1"])
def test_a_page_is_decoded_whatever_it_declares(encoding, declared):
    page = f'<html><meta charset="{declared}"><p>吉人社明电﹝2021﹞1号，补贴２００元。</p>'
    assert decode(page.encode(encoding)) == page


def word(body: str, numbering: str = "") -> str:
    parts = {"numbering": f"<w:numbering {hostile._W}>{numbering}</w:numbering>".encode()}
    return read_bytes(hostile._word(body, **parts), Path("made.docx")).text


def test_tracked_deletions_are_left_out_and_insertions_kept():
    body = (
        "<w:p><w:r><w:t>每人</w:t></w:r><w:del><w:r><w:delText>300</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>500</w:t></w:r></w:ins><w:r><w:t>元</w:t></w:r></w:p>"
    )
    assert word(body) == "每人500元\n"


def test_hidden_text_is_left_out():
    body = (
        "<w:p><w:r><w:t>看得见</w:t></w:r>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>看不见</w:t></w:r></w:p>"
    )
    assert word(body) == "看得见\n"


def test_automatic_numbers_start_again_below_a_new_chapter():
    levels = (
        '<w:abstractNum w:abstractNumId="1">'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
        '<w:lvlText w:val="%1、"/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
        '<w:lvlText w:val="（%2）"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num>'
    )
    body = "".join(
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="5"/></w:numPr></w:pPr>'
        f"<w:r><w:t>{text}</w:t></w:r></w:p>"
        for level, text in ((0, "甲"), (1, "乙"), (1, "丙"), (0, "丁"), (1, "戊"))
    )
    assert word(body, levels) == "一、甲\n（一）乙\n（二）丙\n二、丁\n（一）戊\n"


def test_merged_cells_keep_their_columns():
    cell = "<w:tc><w:tcPr>{}</w:tcPr><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    rows = (
        cell.format("<w:vMerge w:val='restart'/>", "项目")
        + cell.format("<w:gridSpan w:val='2'/>", "标准"),
        cell.format("<w:vMerge/>", "") + cell.format("", "企业") + cell.format("", "个人"),
    )
    body = "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"
    assert word(body) == "项目\t标准\t\n\t企业\t个人\n"


def test_a_text_box_stands_before_its_paragraph_and_once():
    box = "<w:txbxContent><w:p><w:r><w:t>某某市人民政府文件</w:t></w:r></w:p></w:txbxContent>"
    body = (
        '<w:p xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:r>'
        f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
        "</mc:AlternateContent></w:r><w:r><w:t>正文</w:t></w:r></w:p>"
    )
    assert word(body) == "某某市人民政府文件\n正文\n"


def page(body: str) -> list[str]:
    content = f"<html><body>{body}</body></html>".encode()
    return read_bytes(content, Path("a.html")).text.splitlines()


SENTENCE = "第一条　为做好稳岗留工工作，给予企业每人500元补贴，制定本办法。"


def test_of_two_copies_one_is_read():
    copy = f"<div><p>{SENTENCE}</p><p>第二条　本办法自印发之日起施行，有效期五年。</p></div>"
    assert len(page(copy + copy)) == 2


def test_a_page_hides_what_its_style_sheet_hides():
    style = "<style>.old, #copy { display: none }</style>"
    hidden = f'<p class="old">{SENTENCE}</p><div id="copy"><p>{SENTENCE}</p></div>'
    assert page(f"{style}<p>{SENTENCE}</p>{hidden}") == [SENTENCE]


def test_rows_keep_their_cells():
    table = (
        "<table><tr><td rowspan=2>项目</td><td colspan=2>标准</td></tr>"
        "<tr><td>企业</td><td>个人</td></tr></table>"
    )
    assert page(f"<p>{SENTENCE}</p>{table}")[1:] == ["项目\t标准\t", "\t企业\t个人"]


def test_a_signature_outside_the_box_of_the_text_is_kept():
    body = f"<div><div><p>{SENTENCE}</p></div><p>某某市人民政府</p><p>2021年2月3日</p></div>"
    footer = "<div>主办单位：某某市人民政府办公室</div><p>扫一扫在手机打开当前页</p>"
    assert page(body + footer) == [SENTENCE, "某某市人民政府", "2021年2月3日"]


def test_the_title_is_added_where_the_text_begins_below_it():
    title = "某某市人民政府关于稳岗留工的通知"
    head = f"<title>{title}_某某市人民政府</title>"
    found = read_bytes(
        f"<html><head>{head}</head><body><h1>{title}</h1><div>发布时间：2021-02-03 来源：本网</div>"
        f"<div id=z><p>{SENTENCE}</p></div></body></html>".encode(),
        Path("a.html"),
    )
    assert found.title == title
    assert found.text.splitlines()[0] == title
    assert SENTENCE in found.text


def test_the_evidence_of_a_value_is_its_page(tmp_path):
    document = read(TYPESET / "dalian.pdf")
    start = document.text.index("不超过500元/人")
    path = TYPESET / "dalian.pdf"
    assert evidence.page_number(path, document.sha256, start) == 2
    (picture,) = evidence.pictures(path, document.sha256, (start, start + 9))
    assert picture.page == 2
    assert picture.png.startswith(b"\x89PNG")
    assert evidence.pictures(path, "another file", (start, start + 9)) == ()
    assert evidence.page_number(tmp_path / "gone.pdf", document.sha256, start) is None
    assert evidence.pages_of(TYPESET / "dalian.docx", read(TYPESET / "dalian.docx").sha256) == ()
