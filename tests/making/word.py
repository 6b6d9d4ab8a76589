"""The corpus as Word files in the manner of GB/T 9704: python-docx, numbers by Word's own lists.

`python -m tests.making.word FOLDER` writes one .docx per document.
"""

import sys
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

from tests.making.passages import NAMES, Label, Passage, label_of, passages, stored

SERIF = "Noto Serif CJK SC"
_FORMATS = (("chineseCountingThousand", "%1、"), ("chineseCountingThousand", "（%2）"))
_FORMATS += (("decimal", "%3."),)
_RED = RGBColor(0xC0, 0x00, 0x00)


class _Lists:
    """The lists of a document: one abstract list, a w:num wherever its count starts anew."""

    def __init__(self, document: Any) -> None:
        self.root = document.part.numbering_part.element
        levels = "".join(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
            f'<w:suff w:val="nothing"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl>'
            for level, (form, text) in enumerate(_FORMATS)
        )
        abstract = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">{levels}</w:abstractNum>'
        first = self.root.find(qn("w:num"))
        place = list(self.root).index(first) if first is not None else len(self.root)
        self.root.insert(place, parse_xml(abstract))
        self.counters: dict[int, int] = {}
        self.starts: dict[int, int] = {}
        self.number = 900
        self._new({})

    def _new(self, starts: dict[int, int]) -> None:
        self.number += 1
        self.starts = starts
        overrides = "".join(
            f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
            for level, start in starts.items()
        )
        xml = f'<w:num {nsdecls("w")} w:numId="{self.number}"><w:abstractNumId w:val="90"/>'
        self.root.append(parse_xml(f"{xml}{overrides}</w:num>"))

    def take(self, paragraph: Any, label: Label) -> None:
        """Give a paragraph its number; a new list begins where the count does not go on."""
        goes_on = self.counters.get(label.level, 0) + 1 == label.count
        if not goes_on or (label.count == 1 and self.starts.get(label.level, 1) != 1):
            self._new({label.level: label.count})
        self.counters = {k: v for k, v in self.counters.items() if k < label.level}
        self.counters[label.level] = label.count
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = label.level
        properties.get_or_add_numId().val = self.number

    def takes(self, label: Label | None) -> bool:
        """Tell whether Word sets a number: not one below a level that has none yet."""
        return label is not None and all(level in self.counters for level in range(label.level))


def make(name: str, path: Path, automatic: bool = True) -> None:
    """Write a document of the corpus as a Word file, its numbers automatic or typed."""
    document = Document()
    _set_page(document.sections[0])
    style = document.styles["Normal"]
    style.font.name, style.font.size = SERIF, Pt(16)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), SERIF)
    lists = _Lists(document) if automatic else None
    for passage in passages(stored(name)):
        if passage.kind == "table":
            _add_table(document, passage)
        else:
            _add_paragraph(document, lists, passage)
    document.core_properties.title = ""
    document.core_properties.author = "zhengce tests"
    document.save(str(path))


def _set_page(section: Any) -> None:
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.top_margin, section.bottom_margin = Cm(3.7), Cm(3.5)
    section.left_margin, section.right_margin = Cm(2.8), Cm(2.6)
    section.footer_distance = Cm(2)
    paragraph = section.footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for text in ("— ", None, " —"):
        run = paragraph.add_run(text or "")
        run.font.size = Pt(14)
        if text is None:
            for kind in ("begin", "instr", "end"):
                run._r.append(parse_xml(_field(kind)))


def _field(kind: str) -> str:
    if kind == "instr":
        return f'<w:instrText {nsdecls("w")} xml:space="preserve"> PAGE </w:instrText>'
    return f'<w:fldChar {nsdecls("w")} w:fldCharType="{kind}"/>'


def _add_paragraph(document: Any, lists: _Lists | None, passage: Passage) -> None:
    paragraph = document.add_paragraph()
    spacing = paragraph.paragraph_format
    spacing.space_after = spacing.space_before = Pt(0)
    spacing.line_spacing_rule, spacing.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(28)
    text = passage.text
    if passage.kind == "head":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif passage.kind == "right":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        spacing.right_indent = Pt(32)
    else:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        spacing.first_line_indent = Pt(0 if text.endswith(("：", ":")) else 32)
        label = label_of(text)
        if label and lists and lists.takes(label):
            lists.take(paragraph, label)
            spacing.left_indent = Pt(0)
            text = text[label.length :]
    run = paragraph.add_run(text)
    if passage.kind == "head":
        run.font.size, run.font.name = Pt(18), SERIF
        run._r.get_or_add_rPr().rFonts.set(qn("w:eastAsia"), SERIF)
        run.font.color.rgb = _RED if "号" not in text else None


def _add_table(document: Any, passage: Passage) -> None:
    table = document.add_table(rows=0, cols=len(passage.rows[0]))
    table.style = "Table Grid"
    for row in passage.rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            run = cell.paragraphs[0].add_run(text)
            run.font.size = Pt(9)


def main() -> None:
    """Write the five documents into the folder named."""
    folder = Path(sys.argv[1])
    for name in NAMES:
        make(name, folder / f"{name}.docx")


if __name__ == "__main__":
    main()
