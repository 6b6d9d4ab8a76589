"""Which kind of file some bytes are, by what they hold; the file's name says nothing."""

import re

_TAG = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|meta|title|div|table|tbody|p|span|h[1-6]|br|font|center"
    rb"|article|section|script|style|link)\b",
    re.IGNORECASE,
)
_COMMENT = re.compile(rb"<!--.*?-->|<\?.*?\?>", re.DOTALL)
_WEB_ARCHIVE = re.compile(
    rb"\A(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?content-type:\s*(?:multipart/related|text/html)",
    re.IGNORECASE,
)
_IMAGES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"BM", b"GIF8")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS = (
    (b"7z\xbc\xaf'\x1c", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"SQLite format 3\x00", "a SQLite database"),
)


def kind_of(content: bytes) -> str:
    """Return "pdf", "zip", "ole", "rtf", "image", "mhtml", "html", "odt", "text" or what else."""
    head = content[:4096]
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "odt" if b"application/vnd.oasis.opendocument.text" in head[:200] else "zip"
    if head.startswith(_OLE):
        return "ole"
    if head.startswith(b"{\\rtf"):
        return "rtf"
    if _is_image(head):
        return "image"
    for mark, kind in _OTHERS:
        if head.startswith(mark) and b"\x00" in content[:65536]:
            return kind
    return _kind_of_text(content)


def _is_image(head: bytes) -> bool:
    if head.startswith(b"BM"):
        return b"\x00" in head[:32]
    return head.startswith(_IMAGES) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP")


def _kind_of_text(content: bytes) -> str:
    head = content[:8192]
    for mark in (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"):
        head = head.removeprefix(mark)
    plain = head.replace(b"\x00", b"").lstrip()
    if _WEB_ARCHIVE.match(plain) and b"mime-version:" in plain.lower():
        return "mhtml"
    if b"<" not in plain:
        return "text"
    plain = _COMMENT.sub(b"", plain).lstrip()
    return "html" if _TAG.match(plain) or _has_late_root(plain) else "text"


def _has_late_root(head: bytes) -> bool:
    """Return whether markup begins after a few stray characters ("var x…", a printed warning)."""
    return bool(re.search(rb"<!doctype\s+html|<html\b|<head\b|<body\b", head[:4096], re.IGNORECASE))
