"""The way back to the page: which page a range of a document's text stands on, and where there.

Coordinates are points from the top left corner of the page as it is shown (rotation applied); for
an image one point is one pixel.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Rectangle = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True, slots=True)
class Box:
    """A run of text in one line: its range in the document's text and its place on the page."""

    start: int
    end: int
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Page:
    """One page, counted from 1. `boxes` stand in the order of the text; a page may be empty."""

    number: int
    width: float
    height: float
    boxes: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """The rectangles of a range on one page, one for each line."""

    page: int
    boxes: tuple[Rectangle, ...]


def where(pages: Iterable[Page], start: int, end: int) -> tuple[Place, ...]:
    """Return the pages of a range of the text with its rectangles; () where it is on none."""
    places = []
    for page in pages:
        held = [box for box in page.boxes if box.start < end and start < box.end]
        if held:
            places.append(Place(page.number, tuple(_joined(_cut(b, start, end) for b in held))))
    return tuple(places)


def page_of(pages: Iterable[Page], offset: int) -> int | None:
    """Return the number of the page on which the character at `offset` stands, or None."""
    for page in pages:
        if any(box.start <= offset < box.end for box in page.boxes):
            return page.number
    return None


def _cut(box: Box, start: int, end: int) -> Rectangle:
    """Return the part of a run that a range covers; its characters are of one width."""
    step = (box.right - box.left) / (box.end - box.start)
    left = box.left + step * (max(start, box.start) - box.start)
    right = box.right - step * (box.end - min(end, box.end))
    return left, box.top, right, box.bottom


def _joined(boxes: Iterable[Rectangle]) -> list[Rectangle]:
    """Return the rectangles with those that follow one another in a line made one."""
    lines: list[Rectangle] = []
    for box in boxes:
        if lines and _same_line(lines[-1], box):
            left, top, right, bottom = lines.pop()
            box = (min(left, box[0]), min(top, box[1]), max(right, box[2]), max(bottom, box[3]))
        lines.append(box)
    return lines


def _same_line(one: Rectangle, other: Rectangle) -> bool:
    overlap = min(one[3], other[3]) - max(one[1], other[1])
    height = min(one[3] - one[1], other[3] - other[1])
    return overlap > 0.6 * height and other[0] - one[2] < 2 * (other[3] - other[1])


def as_json(pages: Iterable[Page]) -> list[Any]:
    """Return the pages as plain lists, tenths of a point as the finest step; for storing."""
    return [
        [page.number, round(page.width, 1), round(page.height, 1), list(map(_row, page.boxes))]
        for page in pages
    ]


def _row(box: Box) -> list[float]:
    edges = (box.left, box.top, box.right, box.bottom)
    return [box.start, box.end, *(round(edge, 1) for edge in edges)]


def from_json(rows: Sequence[Any]) -> tuple[Page, ...]:
    """Return the pages that `as_json` wrote."""
    return tuple(
        Page(number, width, height, tuple(Box(*box) for box in boxes))
        for number, width, height, boxes in rows
    )


_MARK = (214, 48, 49)
_WIDTH = 1000  # pixels


def render(
    path: Path, page: int, boxes: Iterable[Rectangle], covered: Iterable[Rectangle] = ()
) -> bytes:
    """Return a PNG of a page of a PDF or an image with the boxes drawn, `covered` made black.

    Raises UnreadableDocument when the file is gone, is neither, or has no such page.
    """
    from io import BytesIO

    from PIL import ImageDraw

    picture, points = _picture(path, page, _WIDTH)
    scale = picture.width / points
    draw = ImageDraw.Draw(picture)
    for box in covered:
        draw.rectangle(_scaled(box, scale, 1), fill=(0, 0, 0))
    for box in boxes:
        draw.rectangle(_scaled(box, scale, 3), outline=_MARK, width=max(2, round(scale)))
    stream = BytesIO()
    picture.save(stream, "PNG", optimize=True)
    return stream.getvalue()


def _scaled(box: Rectangle, scale: float, margin: int) -> Rectangle:
    left, top, right, bottom = (edge * scale for edge in box)
    return left - margin, top - margin, right + margin, bottom + margin


def _picture(path: Path, page: int, width: int) -> tuple[Any, float]:
    """Return a page as an RGB image and its width in points."""
    from PIL import Image, UnidentifiedImageError

    from pipeline.reading.errors import UnreadableDocument

    try:
        with path.open("rb") as stream:
            is_pdf = b"%PDF" in stream.read(1024)
        if is_pdf:
            return _pdf_picture(path, page, width)
        with Image.open(path) as image:
            image.seek(page - 1)
            points = float(image.width)
            picture = image.convert("RGB")
    except (OSError, UnidentifiedImageError, ValueError, EOFError, IndexError) as error:
        remedy = "the file is gone or changed; build the knowledge base again"
        raise UnreadableDocument(path, f"no page {page}", remedy) from error
    return picture.resize((width, max(1, round(picture.height * width / points)))), points


def _pdf_picture(path: Path, page: int, width: int) -> tuple[Any, float]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
        try:
            if not 1 <= page <= len(document):
                raise IndexError(page)
            sheet = document[page - 1]
            points: float = sheet.get_size()[0]
            return sheet.render(scale=width / points).to_pil().convert("RGB"), points
        finally:
            document.close()
    except pypdfium2.PdfiumError as error:
        raise ValueError(str(error)) from error
