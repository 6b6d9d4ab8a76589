"""Files of other producers, under `tests/files/others`: `python -m tests.making.others`.

Chromium prints a saved page (browser lines at head and foot) and a gazette in two columns with a
table over two pages; cairo writes a typeset PDF again; LibreOffice saves a Word file as a web page;
Chromium saves a page as a web archive; LibreOffice writes an old .doc.
"""

import subprocess
import tempfile
from html import escape
from pathlib import Path
from typing import Any

from tests.making.files import FOLDER as TYPESET
from tests.making.files import convert
from tests.making.passages import FILES
from tests.making.word import make

FOLDER = FILES / "others"
_GAZETTE = """<html><head><meta charset="utf-8"><title>某某市人民政府公报</title><style>
@page {{ size: A4; margin: 25mm 18mm }} body {{ font: 10.5pt/17pt "Noto Serif CJK SC" }}
.text {{ column-count: 2; column-gap: 9mm }}
.text p {{ margin: 0; text-indent: 2em; text-align: justify }}
h1 {{ font-size: 16pt; text-align: center }} table {{ border-collapse: collapse; width: 100% }}
td, th {{ border: 1px solid black; padding: 4pt }} .unit {{ text-align: right; text-indent: 0 }}
</style></head><body><h1>某某市促进就业创业补贴办法</h1><div class="text">{text}</div>
<p>附件：就业创业补贴标准表</p><p class="unit">单位：万元</p>
<table><thead><tr><th rowspan="2">序号</th><th rowspan="2">补贴项目</th>
<th colspan="2">补助标准</th></tr>
<tr><th>企业</th><th>个人</th></tr></thead><tbody>{rows}</tbody></table></body></html>"""
_SUBJECTS = (
    "就业见习",
    "技能培训",
    "社会保险",
    "创业担保贷款",
    "公益性岗位",
    "场地租金",
    "稳岗返还",
)
_PRINTED = "@media print { .top, .nav, .side, .attr, .footer { display: none } }"
_HEAD = (
    '<div style="font-size:8pt;width:100%;text-align:center">某某市人民政府公报　2021年第3期</div>'
)
_FOOT = _HEAD.replace("某某市人民政府公报　2021年第3期", '· <span class="pageNumber"></span> ·')


def articles() -> list[str]:
    """Return the articles of the gazette's document, each in words of its own."""
    return [
        f"第{_chinese(number)}条　对符合条件的{_SUBJECTS[number % 7]}项目，"
        f"按照每人{100 * number}元的标准给予补贴，补贴期限不超过{number}个月；"
        f"同一企业每年最高不超过{number}万元，"
        f"所需资金从就业补助资金中列支。"
        f"申请单位应当于每季度首月向所在地人力资源社会保障部门提交材料{number}份。"
        for number in range(1, 41)
    ]


def rows() -> list[tuple[str, str, str, str]]:
    """Return the rows of the gazette's table."""
    return [
        (str(n), f"{_SUBJECTS[n % 7]}补贴（第{n}类）", f"{n}.5", f"0.{n:02}") for n in range(1, 46)
    ]


def _chinese(number: int) -> str:
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    head = ("" if tens == 1 else digits[tens]) + "十" if tens else ""
    return head + (digits[ones] if ones else "")


def gazette() -> str:
    """Return the gazette as a page to print."""
    text = "".join(f"<p>{escape(article)}</p>" for article in articles())
    cells = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in rows())
    return _GAZETTE.format(text=text, rows=cells)


def _browse(page: Any) -> None:
    page.set_content(gazette())
    options = {"display_header_footer": True, "prefer_css_page_size": True}
    page.pdf(path=FOLDER / "gazette.pdf", header_template=_HEAD, footer_template=_FOOT, **options)
    page.goto((TYPESET / "dalian.html").as_uri())
    page.add_style_tag(content=_PRINTED)
    margin = dict.fromkeys(("top", "bottom", "left", "right"), "14mm")
    printed = FOLDER / "dalian.browser.pdf"
    page.pdf(path=printed, format="A4", margin=margin, display_header_footer=True)
    page.goto((TYPESET / "huangpu.html").as_uri())
    session = page.context.new_cdp_session(page)
    archive = session.send("Page.captureSnapshot", {"format": "mhtml"})["data"]
    (FOLDER / "huangpu.mht").write_bytes(archive.encode())


def main() -> None:
    """Write every file anew."""
    from playwright.sync_api import sync_playwright

    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as browsers:
        browser = browsers.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        _browse(browser.new_page())
        browser.close()
    command = ["pdftocairo", "-pdf", str(TYPESET / "dalian.pdf"), str(FOLDER / "dalian.cairo.pdf")]
    subprocess.run(command, check=True)
    with tempfile.TemporaryDirectory() as work:
        make("dalian", Path(work) / "dalian.docx", automatic=False)
        convert(Path(work) / "dalian.docx", "html:HTML (StarWriter)", Path(work))
        (FOLDER / "dalian.office.html").write_bytes((Path(work) / "dalian.html").read_bytes())
        convert(TYPESET / "dalian.docx", "doc", Path(work))
        (FOLDER / "dalian.doc").write_bytes((Path(work) / "dalian.doc").read_bytes())


if __name__ == "__main__":
    main()
