"""PDF: the text layer as paragraphs and tables, with page and boxes of each range.

pypdfium2 reads every page; pdfplumber finds the rules of pages that have ruled tables. A page whose
text layer is broken, or that is a picture, goes to recognition; nothing is passed on silently.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.reading import layout, page_box, pdf_lines, pdf_tables
from pipeline.reading.content import Content, Writer
from pipeline.reading.errors import NeedsRecognition, Unreadable
from pipeline.reading.furniture import DAY, has_controls, is_control, is_dateline
from pipeline.reading.limits import Limits
from pipeline.reading.lines import Line, Sheet, needs_blank
from pipeline.reading.paragraphs import Frames, frames_of, paragraphs
from pipeline.reading.pdf_tables import Table, continued, join

Recogniser = Callable[[Any, float], list[Line]]
_TAIL = 4096  # bytes in which a whole file has its end mark
_DAMAGED = "the file is damaged or cut off; get it again from its source"


@dataclass(slots=True)
class _Sheets:
    """All pages: their pieces and their tables."""

    sheets: list[Sheet] = field(default_factory=list)
    ruled: list[int] = field(default_factory=list)
    recognised: int = 0


def read(content: bytes, limits: Limits, recognise: Recogniser | None = None) -> Content:
    """Return the text of a PDF with its pages.

    Raises Unreadable for a file that is encrypted, damaged, empty or too long, NeedsRecognition
    for one with pages that only `recognise` could read, when that is None.
    """
    import pypdfium2

    if b"%%EOF" not in content[-_TAIL:] and b"startxref" not in content[-_TAIL:]:
        raise Unreadable("cut off", _DAMAGED)  # pdfium would read what is left as the whole
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error) and b"/Encrypt" in content:
            raise Unreadable("encrypted", "save a copy without its password") from error
        raise Unreadable("damaged PDF", _DAMAGED) from error
    try:
        title = (document.get_metadata_dict().get("Title") or "").strip() or None
        pages = _read_pages(document, limits, recognise)
    except pypdfium2.PdfiumError as error:
        raise Unreadable("damaged PDF", _DAMAGED) from error
    finally:
        document.close()
    text, where = _written(pages, content)
    if not text.strip():
        raise Unreadable("no text", "its pages are empty; check the file")
    scanned = pages.recognised > 0.5 * len(pages.sheets)
    return Content(text, "scan" if scanned else "pdf", title, where)


def _read_pages(document: Any, limits: Limits, recognise: Recogniser | None) -> _Sheets:
    count = len(document)
    if count > limits.pages:
        remedy = f"split it, or raise ZHENGCE_READ_PAGES (now {limits.pages})"
        raise Unreadable(f"{count} pages", remedy)
    if not count:
        raise Unreadable("damaged PDF", "it has no pages; get it again from its source")
    pages = _Sheets()
    for number in range(1, count + 1):
        page = document[number - 1]
        try:
            _add(pages, page, number, recognise)
        finally:
            page.close()
    return pages


def _add(pages: _Sheets, page: Any, number: int, recognise: Recogniser | None) -> None:
    width, height = page.get_size()
    lines, unmapped = pdf_lines.pieces_of(page, number)
    why = _why_unreadable(page, lines, unmapped)
    if why:
        if recognise is None:
            raise NeedsRecognition(f"page {number} {why}")
        lines = _recognised(page, number, recognise)
        if "broken" in why and not _is_chinese(lines):
            remedy = "get the document as text or as a scan; its fonts tell no characters"
            raise Unreadable(f"page {number} {why}", remedy)
        pages.recognised += 1
    elif lines and pdf_tables.has_rules(page):
        pages.ruled.append(number)
    pages.sheets.append(Sheet(number, width, height, lines, bool(why)))


def _why_unreadable(page: Any, lines: list[Line], unmapped: float) -> str | None:
    text = "".join(line.text for line in lines)
    if len(text) < 20 and _is_picture(page):
        return "is a scan"
    if pdf_lines.is_broken(text) or (text and unmapped > 0.1):
        return "has a broken text layer"
    return None


def _is_picture(page: Any) -> bool:
    """Return whether images cover half of a page."""
    from pypdfium2 import raw

    width, height = page.get_size()
    covered = 0.0
    for image in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = image.get_bounds()
        covered += max(0.0, right - left) * max(0.0, top - bottom)
    return bool(covered > 0.5 * width * height)


def _is_chinese(lines: list[Line]) -> bool:
    """Return whether what was recognised reads as Chinese: a page without its fonts does not."""
    signs = [sign for line in lines for sign in line.text if sign.isalpha()]
    return sum(sign > "\u2e7f" for sign in signs) >= 0.5 * len(signs) > 0


_RESOLUTION = 200 / 72  # pixels a point: small print stays legible, memory stays small


def _recognised(page: Any, number: int, recognise: Recogniser) -> list[Line]:
    scale = min(_RESOLUTION, 4000 / max(page.get_size()))
    lines = recognise(page.render(scale=scale).to_pil(), scale)
    for line in lines:
        line.page = number
    return lines


# -- putting the pages together -----------------------------------------------------------------

Item = Line | Table


def _written(pages: _Sheets, content: bytes) -> tuple[str, Any]:
    found = pdf_tables.tables_of(content, pages.ruled)
    return write(pages.sheets, found)


def write(sheets: Sequence[Sheet], found: dict[int, list[Any]]) -> tuple[str, Any]:
    """Return the text of sheets and the pages it stands on; `found` are the tables by page."""
    tables: dict[int, list[Table]] = {}
    for sheet in sheets:
        sheet.lines, tables[sheet.number] = pdf_tables.take_tables(
            sheet.lines, found.get(sheet.number, []), sheet.number
        )
    printed = layout.without_furniture(sheets)
    heads: list[page_box.Row] = []
    items: list[Item] = []
    for sheet in sheets:
        if not heads:
            sheet.lines, heads = page_box.take_box(sheet.lines)
        sheet.lines = layout.in_order(sheet)
        if printed:
            sheet.lines = _of_document(sheet.lines)
        _append(items, _with_tables(sheet.lines, tables[sheet.number]))
    writer = Writer()
    _put_rows(writer, heads)
    first = next((item for item in items if isinstance(item, Table) and _is_box(item)), None)
    if first is not None and not heads:
        items.remove(first)
        items.insert(0, first)
    _put_items(writer, items, frames_of(sheets))
    return writer.finish(sheets)


def _of_document(lines: list[Line]) -> list[Line]:
    """Return the lines of a printed web page without its controls, its day of publishing once.

    A plain note of day and source stays where the document prints no day: news have no other.
    """
    dated = any(len(line.text) < 30 and DAY.search(line.text) for line in lines)
    return [
        line
        for line in lines
        if not is_control(line.text)
        and not (is_dateline(line.text) and (dated or has_controls(line.text)))
    ]


def _is_box(table: Table) -> bool:
    if len(table.rows) > 12:
        return False
    return page_box.is_table(" ".join(line.text for row in table.rows for c in row for line in c))


def _with_tables(lines: list[Line], tables: list[Table]) -> list[Item]:
    """Return lines and tables, each table before the first line that stands below it."""
    items: list[Item] = list(lines)
    for table in sorted(tables, key=lambda table: table.bounds[1], reverse=True):
        below = (
            place
            for place, item in enumerate(items)
            if isinstance(item, Table) or item.middle > table.bounds[1]
        )
        items.insert(next(below, len(items)), table)
    return items


def _append(items: list[Item], more: list[Item]) -> None:
    """Add a page's items; a table at its head that goes on with the last one is joined to it."""
    if not items or not more:
        items += more
        return
    last, first = items[-1], more[0]
    if isinstance(last, Table) and isinstance(first, Table) and continued(last, first):
        join(last, first)
        more = more[1:]
    items += more


def _put_items(writer: Writer, items: Iterable[Item], frames: Frames) -> None:
    held: list[Line] = []
    for item in items:
        if isinstance(item, Line):
            held.append(item)
            continue
        _put_paragraphs(writer, held, frames)
        _put_rows(writer, item.rows)
        held = []
    _put_paragraphs(writer, held, frames)


def _put_paragraphs(writer: Writer, lines: list[Line], frames: Frames) -> None:
    for paragraph in paragraphs(lines, frames):
        _put_joined(writer, paragraph)
        writer.put("\n")


def _put_rows(writer: Writer, rows: Iterable[Sequence[list[Line]]]) -> None:
    for row in rows:
        for number, cell in enumerate(row):
            if number:
                writer.put("\t")
            _put_joined(writer, cell)
        writer.put("\n")


def _put_joined(writer: Writer, lines: Sequence[Line]) -> None:
    before = ""
    for line in lines:
        if needs_blank(before, line.text):
            writer.put(" ")
        writer.add(line)
        before = line.text
