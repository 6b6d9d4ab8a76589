"""Plain text: UTF-8 and UTF-16 with or without a byte order mark, GB18030 (GBK, GB2312)."""

import codecs
import re
from pathlib import Path

from pipeline.reading.errors import UnreadableDocument

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd]")
_REMEDY = "not a text in UTF-8 or GB18030; convert it, or name a PDF, HTML, DOCX or text file"


def decode(content: bytes, path: Path) -> str:
    """Return the text of a file, its line ends as they are, without the byte order mark.

    Raises UnreadableDocument when the bytes are no text in a known encoding.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _text(content, encoding, path).removeprefix("\ufeff")
    try:
        return _text(content, "utf-8", path)
    except UnreadableDocument:
        return _text(content, "gb18030", path)


def _text(content: bytes, encoding: str, path: Path) -> str:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableDocument(path, "not text", _REMEDY) from error
    if len(_CONTROL.findall(text, 0, 20_000)) > 0.002 * min(len(text), 20_000):
        raise UnreadableDocument(path, "not text", _REMEDY)
    return text
