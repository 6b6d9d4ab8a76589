"""The encoding of a web page: by its mark, by what its bytes are, then by what it says.

Bytes that are valid UTF-8 are UTF-8, whatever the page declares: GBK text is not valid UTF-8 but
by a rare accident of a few characters. gb2312 and gbk are read as GB18030, which holds both.
"""

import codecs
import re

from pipeline.reading.errors import Unreadable

_META = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.I
)
_GB = frozenset(
    {"gb2312", "gbk", "gb_2312-80", "x-gbk", "cp936", "hz-gb-2312", "gb18030", "chinese"}
)
_LATIN = frozenset({"iso-8859-1", "latin-1", "latin1", "windows-1252", "us-ascii", "ascii"})
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_TOLERATED = 0.002  # of the characters may be unreadable: a page cut within one, a stray byte


def decode(content: bytes, declared: str | None = None) -> str:
    """Return the text of a web page. Raises Unreadable when no encoding gives one.

    >>> decode('<meta charset="utf-8">﹝2021﹞'.encode("gb18030"))
    '<meta charset="utf-8">﹝2021﹞'
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, "replace")
    candidates = _candidates(content, declared)
    best = min((content.decode(name, "replace") for name in candidates), key=_bad)
    if _bad(best) > max(2, _TOLERATED * len(best)):
        raise Unreadable("unknown encoding", "save the page as UTF-8")
    return best


def _bad(text: str) -> int:
    return text.count("\ufffd")


def _candidates(content: bytes, declared: str | None) -> list[str]:
    """Return the encodings to try, the likelier first; of equals the first is taken."""
    head = content[:4096]
    names = []
    if head.count(b"\x00") > len(head) // 4:
        names.append("utf-16-le" if head[1:2] == b"\x00" else "utf-16-be")
    names.append("utf-8")
    said = declared or _declared(head)
    if said and said.lower() not in _GB | _LATIN:
        names.append(said)
    names.append("gb18030")
    return [name for name in names if _is_known(name)]


def _declared(head: bytes) -> str | None:
    match = _META.search(head)
    return match.group(1).decode("ascii", "ignore") if match else None


def _is_known(name: str) -> bool:
    try:
        return codecs.lookup(name)._is_text_encoding
    except LookupError:
        return False
