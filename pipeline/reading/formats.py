"""The reader of each kind of file; each format's module is imported when it is first needed."""

from collections.abc import Callable
from importlib.util import find_spec

from pipeline.reading.content import Content
from pipeline.reading.errors import Unreadable
from pipeline.reading.limits import Limits

INSTALL = "install recognition with `pip install 'zhengce[ocr]'`"


def can_recognise() -> bool:
    """Return whether the extra `[ocr]` is installed."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


def read(content: bytes, kind: str, limits: Limits, recognising: bool) -> Content:
    """Return what a file of a kind holds; `recognising` allows the recognition of pictures.

    Raises Unreadable, or NeedsRecognition where pictures would have to be recognised.
    """
    reader = _READERS.get(kind)
    if reader is None:
        remedy = "not a document; name a PDF, HTML, DOCX or text file, or a scan"
        raise Unreadable(kind, remedy)
    return reader(content, limits, recognising)


def _html(content: bytes, limits: Limits, recognising: bool) -> Content:
    from pipeline.reading import html

    return html.read(content)


def _mhtml(content: bytes, limits: Limits, recognising: bool) -> Content:
    from pipeline.reading import html

    return html.read_archive(content)


def _zip(content: bytes, limits: Limits, recognising: bool) -> Content:
    from pipeline.reading import docx

    return docx.read(content, limits)


def _pdf(content: bytes, limits: Limits, recognising: bool) -> Content:
    from pipeline.reading import pdf, scan

    return pdf.read(content, limits, scan.lines_of if recognising else None)


def _image(content: bytes, limits: Limits, recognising: bool) -> Content:
    from pipeline.reading import scan

    return scan.read(content, limits, recognising)


_READERS: dict[str, Callable[[bytes, Limits, bool], Content]] = {
    "html": _html,
    "mhtml": _mhtml,
    "zip": _zip,
    "pdf": _pdf,
    "image": _image,
}
OLD = frozenset({"ole", "rtf", "odt"})  # these are converted first


def preload() -> None:
    """Import what most files need, before memory is bounded."""
    import pypdfium2  # noqa: F401
