"""Scans and photographs: pictures recognised by rapidocr, its lines made into paragraphs.

The models come with the package; nothing is fetched. Needs the extra `[ocr]`.
"""

from functools import cache
from io import BytesIO
from typing import Any

from pipeline.reading.content import Content
from pipeline.reading.errors import Unreadable
from pipeline.reading.limits import Limits
from pipeline.reading.lines import Line, Sheet, stripped

_LEAST_SURE = 0.5  # recognised with less certainty: a seal, a stain
_PIXELS = 120_000_000
_SIDE = 4000


def read(content: bytes, limits: Limits, recognising: bool) -> Content:
    """Return the text of an image file, all its frames. Raises Unreadable for a broken one."""
    from PIL import Image, ImageSequence

    from pipeline.reading.pdf import write

    Image.MAX_IMAGE_PIXELS = _PIXELS
    sheets = []
    try:
        with Image.open(BytesIO(content)) as image:
            for number, frame in enumerate(ImageSequence.Iterator(image), 1):
                if number > limits.pages:
                    raise Unreadable("too many frames", "split it")
                picture, scale = _fitted(frame.convert("RGB"))
                lines = lines_of(picture, scale)
                for line in lines:
                    line.page = number
                sheets.append(Sheet(number, frame.width, frame.height, lines, recognised=True))
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable("damaged image", "get it again from its source") from error
    text, pages = write(sheets, {})
    if not text.strip():
        raise Unreadable("no text in the picture", "scan it again at 200 dpi or more")
    return Content(text, "scan", None, pages)


def _fitted(picture: Any) -> tuple[Any, float]:
    """Return a picture of a size that can be recognised, and its scale."""
    scale = min(1.0, _SIDE / max(picture.size))
    if scale < 1:
        size = (round(picture.width * scale), round(picture.height * scale))
        picture = picture.resize(size)
    return picture, scale


@cache
def _engine() -> Any:
    import logging

    from rapidocr import RapidOCR

    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    return RapidOCR()


def lines_of(picture: Any, scale: float) -> list[Line]:
    """Return the lines that stand in a picture, in points; `scale` is its pixels a point."""
    import numpy

    found = _engine()(numpy.asarray(picture.convert("RGB"))[:, :, ::-1])
    if found.boxes is None:
        return []
    lines = []
    for box, text, sure in zip(found.boxes, found.txts, found.scores, strict=True):
        if sure >= _LEAST_SURE and text.strip():
            across = [float(point[0]) / scale for point in box]
            down = [float(point[1]) / scale for point in box]
            lines.append(_line(text, (min(across), min(down), max(across), max(down))))
    return [line for line in map(stripped, lines) if line]


def _line(text: str, box: tuple[float, float, float, float]) -> Line:
    """Return a line whose characters share its width, Latin ones half as wide as Chinese."""
    left, top, right, bottom = box
    widths = [1.0 if sign > "\u2e7f" else 0.5 for sign in text]
    step = (right - left) / sum(widths)
    edges = [left]
    for width in widths:
        edges.append(edges[-1] + step * width)
    return Line(text, edges, top, bottom, step, 0)
