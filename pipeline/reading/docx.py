"""Word files: paragraphs with their printed numbers, tables with their cells, in reading order.

Text boxes stand as lines before the paragraph they hang on, a first page's own header (the red
head) at the very start, footnotes as lines at the end. Left out: other headers and footers, which
repeat; tracked deletions; hidden text; field codes; the table of contents.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import regex

from pipeline.reading.archive import Archive
from pipeline.reading.content import Content
from pipeline.reading.docx_numbering import Numbering, W, read_numbering
from pipeline.reading.errors import Unreadable
from pipeline.reading.limits import Limits

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_LEFT_OUT = frozenset(
    W + name
    for name in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "sdtPr", "rt", "tblPr")
)
_SIGNS = {
    W + "tab": " ",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
    W + "ptab": " ",
}
_SYMBOLS = {"F0A8": "□", "F06F": "□", "F052": "☑", "F0FE": "☑", "F0FC": "√", "F06C": "●"}
_OTHER_FILES = (
    ("xl/workbook.xml", "a workbook", "save the sheet as PDF or CSV"),
    ("ppt/presentation.xml", "a presentation", "save it as PDF"),
    ("OFD.xml", "an OFD file", "print it to PDF with an OFD reader"),
)
_TOC = regex.compile(r"(?:TOC|toc|目录)\s*[0-9]?")


@dataclass(slots=True)
class _Word:
    """What the paragraphs of a file refer to."""

    archive: Archive
    folder: str
    numbering: Numbering
    listed: dict[str, tuple[str, int]]  # style: its list and level
    contents: frozenset[str]  # styles of a table of contents
    notes: dict[str, Any]
    called: list[str] = field(default_factory=list)


def read(content: bytes, limits: Limits) -> Content:
    """Return the text of a Word file. Raises Unreadable for another or a broken file."""
    archive = Archive(content)
    name = _main_part(archive)
    root = archive.tree(name)
    if root is None or root.find(W + "body") is None:
        raise Unreadable("damaged Word file", "get it again from its source")
    word = _word(archive, name)
    lines = list(_first_header(root, word))
    lines += _lines(root.find(W + "body"), word)
    for number, note in enumerate(dict.fromkeys(word.called), 1):
        lines += [f"{number} {line}" for line in _lines(word.notes[note], word) if line.strip()]
    text = "\n".join(line.rstrip(" \u3000") for line in lines) + "\n"
    if not text.strip():
        raise Unreadable("no text", "its pages may be pictures; print it to PDF")
    return Content(text, "docx", _title(archive))


def _main_part(archive: Archive) -> str:
    for name, kind, remedy in _OTHER_FILES:
        if name in archive.names:
            raise Unreadable(kind, remedy)
    root = archive.tree("_rels/.rels")
    for relation in root if root is not None else ():
        target = (relation.get("Target") or "").lstrip("/")
        if (relation.get("Type") or "").endswith("/officeDocument") and target in archive.names:
            return target
    if "word/document.xml" in archive.names:
        return "word/document.xml"
    remedy = "not a Word file; unpack it, or name a PDF, HTML, DOCX or text file"
    raise Unreadable("a ZIP archive", remedy)


def _word(archive: Archive, main: str) -> _Word:
    folder = main.rpartition("/")[0]
    numbering = read_numbering(archive.tree(f"{folder}/numbering.xml"))
    listed, contents = _styles(archive.tree(f"{folder}/styles.xml"))
    notes = {}
    for kind in ("footnote", "endnote"):
        root = archive.tree(f"{folder}/{kind}s.xml")
        for note in root if root is not None else ():
            if note.get(W + "type") in (None, "normal"):
                notes[f"{kind}{note.get(W + 'id')}"] = note
    return _Word(archive, folder, numbering, listed, contents, notes)


def _styles(root: Any | None) -> tuple[dict[str, tuple[str, int]], frozenset[str]]:
    """Return the styles that number their paragraphs, and those of a table of contents."""
    styles = {s.get(W + "styleId"): s for s in root.iter(W + "style")} if root is not None else {}
    listed, contents = {}, set()
    for name, style in styles.items():
        shown = style.find(W + "name")
        if _TOC.fullmatch(name or "") or _TOC.fullmatch(
            shown.get(W + "val") or "" if shown is not None else ""
        ):
            contents.add(name)
        seen: set[str] = set()
        while style is not None and name not in seen:
            seen.add(str(style.get(W + "styleId")))
            found = _list_of(style.find(W + "pPr"))
            if found:
                listed[name] = found
                break
            based = style.find(W + "basedOn")
            above = based.get(W + "val") if based is not None else None
            style = styles.get(above) if above not in seen else None
    return listed, frozenset(contents)


def _list_of(properties: Any | None) -> tuple[str, int] | None:
    found = properties.find(W + "numPr") if properties is not None else None
    if found is None:
        return None
    number, level = found.find(W + "numId"), found.find(W + "ilvl")
    depth = level.get(W + "val") if level is not None else "0"
    if number is None:
        return None
    return number.get(W + "val") or "0", int(depth) if depth and depth.isdigit() else 0


# -- walking ------------------------------------------------------------------------------------


def _lines(container: Any, word: _Word) -> Iterator[str]:
    """Yield the lines of a body, a cell, a text box or a note."""
    for child in container:
        if child.tag == W + "p":
            yield from _paragraph(child, word)
        elif child.tag == W + "tbl":
            yield from _table(child, word)
        elif child.tag == _MC + "AlternateContent":
            yield from _lines(_choice(child), word)
        elif child.tag not in _LEFT_OUT and isinstance(child.tag, str):
            yield from _lines(child, word)  # w:sdt, w:ins, w:customXml around paragraphs


def _choice(alternate: Any) -> Any:
    found = alternate.find(_MC + "Choice")
    return found if found is not None else alternate


def _paragraph(paragraph: Any, word: _Word) -> Iterator[str]:
    properties = paragraph.find(W + "pPr")
    style = properties.find(W + "pStyle") if properties is not None else None
    named = style.get(W + "val") if style is not None else None
    if named in word.contents:
        return
    boxes: list[Any] = []
    text = "".join(_runs(paragraph, word, boxes))
    for box in boxes:
        yield from _lines(box, word)
    found = _list_of(properties) or word.listed.get(str(named))
    label = ""
    if found and found[0] != "0" and text.strip():
        label = word.numbering.label(*found)
    if text or not boxes:
        yield from (label + text).split("\n")


def _runs(element: Any, word: _Word, boxes: list[Any]) -> Iterator[str]:
    for child in element:
        tag = child.tag
        if tag == W + "t" or tag == _MATH:
            yield child.text or ""
        elif tag in _SIGNS:
            yield "" if child.get(W + "type") == "page" else _SIGNS[tag]
        elif tag == W + "sym":
            yield _SYMBOLS.get((child.get(W + "char") or "").upper(), "")
        elif tag in (W + "footnoteReference", W + "endnoteReference"):
            name = tag.removeprefix(W).removesuffix("Reference") + str(child.get(W + "id"))
            if name in word.notes:
                word.called.append(name)
        elif tag == W + "txbxContent":
            boxes.append(child)
        elif tag == _MC + "AlternateContent":
            yield from _runs(_choice(child), word, boxes)
        elif tag not in _LEFT_OUT and isinstance(tag, str) and not _is_hidden(child):
            yield from _runs(child, word, boxes)


def _is_hidden(run: Any) -> bool:
    vanish = run.find(f"{W}rPr/{W}vanish") if run.tag == W + "r" else None
    return vanish is not None and vanish.get(W + "val") not in ("0", "false")


def _table(table: Any, word: _Word) -> Iterator[str]:
    """Yield a table's rows, cells joined by tabs; cells that a merged one covers are empty."""
    for row in table.iter(W + "tr"):
        if row.getparent() is not table and next(row.iterancestors(W + "tbl")) is not table:
            continue
        if row.find(f"{W}trPr/{W}del") is not None:
            continue
        cells = [cell for cell in row.iter(W + "tc") if next(cell.iterancestors(W + "tr")) is row]
        if len(cells) == 1:
            yield from (line for line in _lines(cells[0], word) if line.strip())
            continue
        texts: list[str] = []
        for cell in cells:
            texts += [_cell(cell, word)] + [""] * (_across(cell) - 1)
        if any(texts):
            yield "\t".join(texts)


def _cell(cell: Any, word: _Word) -> str:
    merged = cell.find(f"{W}tcPr/{W}vMerge")
    if merged is not None and merged.get(W + "val", "continue") == "continue":
        return ""
    lines = (line.strip().replace("\t", " ") for line in _lines(cell, word))
    return " ".join(line for line in lines if line)


def _across(cell: Any) -> int:
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    value = span.get(W + "val") if span is not None else "1"
    return min(int(value), 100) if value and value.isdigit() and int(value) else 1


# -- around the body ----------------------------------------------------------------------------


def _first_header(root: Any, word: _Word) -> Iterator[str]:
    """Yield the lines of a header of the first page alone, as the red head is sometimes set."""
    section = root.find(f"{W}body//{W}sectPr")
    if section is None or section.find(W + "titlePg") is None:
        return
    relations = word.archive.tree(f"{word.folder}/_rels/document.xml.rels")
    targets = (
        {each.get("Id"): each.get("Target") for each in relations} if relations is not None else {}
    )
    for reference in section.findall(W + "headerReference"):
        name = f"{word.folder}/{targets.get(reference.get(_R + 'id'))}"
        header = word.archive.tree(name) if reference.get(W + "type") == "first" else None
        if header is not None:
            yield from (line for line in _lines(header, word) if len(line.strip()) >= 4)


def _title(archive: Archive) -> str | None:
    root = archive.tree("docProps/core.xml")
    title = root.find("{http://purl.org/dc/elements/1.1/}title") if root is not None else None
    return (title.text or "").strip() or None if title is not None else None
