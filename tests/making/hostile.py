"""Broken and hostile files: `python -m tests.making.hostile FOLDER` writes them all.

Each says what must come of it: a word of the reason, or None where the file is odd but whole and
must be read. Those that need more than a moment are marked slow.
"""

import struct
import sys
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from tests.making import small_pdf
from tests.making.passages import FILES

_TEXT = "第一条 为做好稳岗留工工作，给予企业每人500元补贴，制定本办法。"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@dataclass(frozen=True, slots=True)
class Case:
    """A file: its name, its content, a word of the reason for which it is refused."""

    name: str
    content: Callable[[], bytes]
    reason: str | None
    slow: bool = False


def _typeset(name: str) -> bytes:
    return (FILES / "typeset" / name).read_bytes()


# -- PDF ----------------------------------------------------------------------------------------


def _page(entries: bytes = b"", content: bytes = b"") -> dict[int, bytes]:
    content = content or small_pdf.shown([(80, 700, _TEXT[:30])])
    return {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Count 1/Kids[4 0 R]>>",
        3: small_pdf.FONT,
        4: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>%s>>"
        b"/Contents 5 0 R>>" % entries,
        5: small_pdf.stream(content),
    }


def _pdf(changed: dict[int, bytes], trailer: bytes = b"") -> bytes:
    return small_pdf.write(dict(sorted((_page() | changed).items())), 1, trailer)


def _many_pages(count: int) -> bytes:
    lines = [(80.0, 760.0 - 26 * row, _TEXT[:27]) for row in range(25)]
    return small_pdf.pages([small_pdf.shown(lines)] * count)


def _calls_itself() -> bytes:
    form = small_pdf.stream(
        b"/X0 Do /X0 Do",
        b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X0 6 0 R>>>>",
    )
    objects = _page(b"/XObject<</X0 6 0 R>>", b"/X0 Do") | {6: form}
    return small_pdf.write(objects, 1)


def _picture(width: int = 1200, height: int = 1700) -> bytes:
    image = small_pdf.stream(
        bytes(width * height),
        b"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 8"
        % (width, height),
    )
    objects = _page(b"/XObject<</I0 6 0 R>>", b"q 595 0 0 842 0 0 cm /I0 Do Q") | {6: image}
    return small_pdf.write(objects, 1)


def _private_use() -> bytes:
    text = "".join(chr(0xE000 + number) for number in range(600))
    lines = [(80.0, 700.0 - 20 * row, text[20 * row : 20 * row + 20]) for row in range(25)]
    return small_pdf.pages([small_pdf.shown(lines)])


def _unmapped() -> bytes:
    font = (
        b"<</Type/Font/Subtype/Type0/BaseFont/ABCDEF+Lost/Encoding/Identity-H/DescendantFonts["
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/ABCDEF+Lost/CIDSystemInfo<</Registry(Adobe)"
        b"/Ordering(Identity)/Supplement 0>>/DW 1000/FontDescriptor<</Type/FontDescriptor"
        b"/FontName/ABCDEF+Lost/Flags 4/FontBBox[0 0 1000 880]/ItalicAngle 0/Ascent 880"
        b"/Descent -120/CapHeight 880/StemV 93>>>>]>>"
    )
    codes = "".join(f"{number:04x}" for number in range(1, 400))
    return small_pdf.pages([b"BT /F1 16 Tf 80 700 Td <%s> Tj ET" % codes.encode()], font)


def _content_bomb() -> bytes:
    packed = zlib.compress(b"BT /F1 9 Tf (a) Tj ET\n" * 40_000_000, 9)
    body = b"<</Length %d/Filter/FlateDecode>>\nstream\n%s\nendstream" % (len(packed), packed)
    return _pdf({5: body})


PDF = (
    Case("header_only.pdf", lambda: b"%PDF-1.7\n", "cut off"),
    Case("cut_in_half.pdf", lambda: _typeset("dalian.pdf")[:90_000], "cut off"),
    Case("cut_at_the_end.pdf", lambda: _typeset("dalian.pdf")[:-6000], "cut off"),
    Case("zeros_inside.pdf", lambda: b"%PDF-1.4\n" + bytes(50_000) + b"%%EOF", "damaged"),
    Case("locked.pdf", lambda: small_pdf.locked("secret", _TEXT), "encrypted"),
    Case(
        "kids_loop.pdf", lambda: _pdf({2: b"<</Type/Pages/Count 9/Kids[2 0 R 4 0 R]>>"}), "damaged"
    ),
    Case(
        "parent_loop.pdf",
        lambda: _pdf(
            {
                2: b"<</Type/Pages/Count 3/Kids[6 0 R]/Parent 6 0 R>>",
                6: b"<</Type/Pages/Count 3/Kids[2 0 R]/Parent 2 0 R>>",
            }
        ),
        "",
    ),
    Case("count_lies.pdf", lambda: _pdf({2: b"<</Type/Pages/Count 90000000/Kids[4 0 R]>>"}), None),
    Case("no_pages.pdf", lambda: _pdf({2: b"<</Type/Pages/Count 0/Kids[]>>"}), "damaged"),
    Case("no_catalog.pdf", lambda: _pdf({1: b"<<>>"}), "damaged"),
    Case("empty_pages.pdf", lambda: small_pdf.pages([b" ", b" "]), "no text"),
    Case("calls_itself.pdf", _calls_itself, ""),
    Case("previous_table_loops.pdf", lambda: _pdf({}, b"/Prev 15"), None),
    Case("private_use.pdf", _private_use, "scan"),
    Case("unmapped_glyphs.pdf", _unmapped, "scan"),
    Case("picture.pdf", _picture, "scan"),
    Case("not_even_a_pdf.pdf", lambda: b"\x93\x00\x11" * 4000, "not text"),
    Case("giant_page.pdf", lambda: _pdf({4: _page()[4].replace(b"595 842", b"9e9 9e9")}), ""),
    Case("two_thousand_pages.pdf", lambda: _many_pages(2000), None, slow=True),
    Case("too_many_pages.pdf", lambda: _many_pages(3500), "pages", slow=True),
    Case("content_bomb.pdf", _content_bomb, "", slow=True),
)

# -- Word ---------------------------------------------------------------------------------------


def archive(parts: dict[str, bytes]) -> bytes:
    """Return a ZIP of parts."""
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for name, part in parts.items():
            packed.writestr(name, part)
    return held.getvalue()


def _word(body: str, before: str = "", **parts: bytes) -> bytes:
    document = f"{before}<w:document {_W}><w:body>{body}</w:body></w:document>".encode()
    named = {f"word/{name}.xml": part for name, part in parts.items()}
    return archive({"word/document.xml": document, **named})


def _paragraph(text: str, properties: str = "") -> str:
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


def _laughs() -> bytes:
    entities = '<!ENTITY a0 "哈哈哈哈哈哈哈哈哈哈">' + "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)
    )
    return _word(_paragraph("&a9;"), f"<!DOCTYPE w [{entities}]>")


def _style_loop() -> bytes:
    styles = "".join(
        f'<w:style w:styleId="{one}"><w:basedOn w:val="{two}"/></w:style>'
        for one, two in (("A", "B"), ("B", "A"))
    )
    body = _paragraph(_TEXT, '<w:pPr><w:pStyle w:val="A"/></w:pPr>')
    return _word(body, styles=f"<w:styles {_W}>{styles}</w:styles>".encode())


def _lying_sizes() -> bytes:
    content = bytearray(_word(_paragraph(_TEXT) + " " * 3_000_000))
    at = content.rindex(b"PK\x01\x02")
    content[at + 24 : at + 28] = struct.pack("<I", 100)
    return bytes(content)


def _zip_locked() -> bytes:
    content = bytearray(_word(_paragraph(_TEXT)))
    for mark, shift in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + shift] |= 1
    return bytes(content)


def _ole(*streams: str) -> bytes:
    names = b"".join(name.encode("utf-16-le").ljust(64, b"\0") for name in streams)
    return (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + names).ljust(8192, b"\xff")


WORD = (
    Case("zip_bomb.docx", lambda: _word(" " * 600_000_000), "ZIP bomb", slow=True),
    Case("small_zip_bomb.docx", lambda: _word(" " * 30_000_000), "ZIP bomb"),
    Case("billion_laughs.docx", _laughs, "damaged"),
    Case(
        "outside_entity.docx",
        lambda: _word(_paragraph("&x;"), '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
        "XML entities",
    ),
    Case("cut.docx", lambda: _typeset("dalian.docx")[:20_000], "damaged"),
    Case("broken_xml.docx", lambda: _word("<w:p><w:r>"), "damaged"),
    Case("deep.docx", lambda: _word("<w:sdt>" * 90_000 + "</w:sdt>" * 90_000), "damaged"),
    Case("no_document.docx", lambda: archive({"word/other.xml": b"<a/>"}), "ZIP archive"),
    Case("empty_body.docx", lambda: _word(""), "no text"),
    Case("style_loop.docx", _style_loop, None),
    Case("lying_sizes.docx", _lying_sizes, "damaged"),
    Case("zip_locked.docx", _zip_locked, "encrypted"),
    Case("locked.docx", lambda: _ole("EncryptedPackage"), "encrypted"),
    Case("workbook.docx", lambda: archive({"xl/workbook.xml": b"<a/>"}), "workbook"),
    Case("presentation.docx", lambda: archive({"ppt/presentation.xml": b"<a/>"}), "presentation"),
    Case("layout.ofd", lambda: archive({"OFD.xml": b"<a/>"}), "OFD"),
    Case("pictures.zip", lambda: archive({"a.png": b"x"}), "ZIP archive"),
    Case("no_entries.docx", lambda: b"PK\x05\x06" + bytes(18), "ZIP archive"),
    Case("old_workbook.xls", lambda: _ole("Workbook"), "workbook"),
    Case("no_streams.doc", lambda: _ole("Other"), "no Word document"),
    Case("broken.doc", lambda: _ole("WordDocument"), "", slow=True),
    Case("broken.rtf", lambda: b"{\\rtf1\\ansi{\\fonttbl" * 50, "", slow=True),
)

# -- web pages, pictures, others ----------------------------------------------------------------


def _page_of(text: str, charset: str = "utf-8") -> str:
    head = f'<html><head><meta charset="{charset}"><title>通知</title></head>'
    return f"{head}<body><p>{text}</p><p>{text}</p></body></html>"


def _png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        sum_ = struct.pack(">I", zlib.crc32(kind + content))
        return struct.pack(">I", len(content)) + kind + content + sum_

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress(bytes(10_000)))
    return b"\x89PNG\r\n\x1a\n" + head + pixels + chunk(b"IEND", b"")


OTHERS = (
    Case("empty.txt", lambda: b"", "empty"),
    Case("zeros.txt", lambda: bytes(4096), "empty"),
    Case("binary.txt", lambda: bytes(range(256)) * 200, "not text"),
    Case("program.txt", lambda: b"\x7fELF\x02\x01\x01" + bytes(9000), "a program"),
    Case("archive.txt", lambda: b"\x1f\x8b\x08\x00" + bytes(range(256)) * 9, "gzip"),
    Case("database.txt", lambda: b"SQLite format 3\x00" + bytes(4000), "SQLite"),
    Case("archive.rar", lambda: b"Rar!\x1a\x07\x01\x00" + bytes(100), "RAR"),
    Case("other_charset.html", lambda: _page_of(_TEXT, "utf-8").encode("gb18030"), None),
    Case("other_charset_too.html", lambda: _page_of(_TEXT, "gb2312").encode(), None),
    Case("unknown_charset.html", lambda: _page_of(_TEXT, "x-nothing").encode(), None),
    Case(
        "old_charset.html", lambda: _page_of(_TEXT + "﹝2021﹞", "gb2312").encode("gb18030"), None
    ),
    Case("no_charset.html", lambda: b"<html><body><p>" + bytes(range(128, 256)) * 90, "encoding"),
    Case(
        "script_only.html", lambda: b"<html><script>var a = 1</script><body></body>", "no running"
    ),
    Case("deep.html", lambda: b"<div>" * 90_000 + _TEXT.encode(), "deep"),
    Case("unclosed.html", lambda: f"<html><body><p>{_TEXT}".encode() + b"<b><i>" * 90, None),
    Case(
        "wide_cell.html",
        lambda: _page_of(
            _TEXT + '<table><tr><td colspan="999999999">1</td><td>2</td></tr></table>'
        ).encode(),
        None,
    ),
    Case("half.html", lambda: _page_of(_TEXT).encode()[:100], "cut off"),
    Case("half_sign.html", lambda: _page_of(_TEXT).encode()[:183], "cut off"),
    Case(
        "empty_archive.mht",
        lambda: b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n",
        "archive",
    ),
    Case("cut.png", lambda: _png(800, 900)[:60], ""),
    Case("pixel_bomb.png", lambda: _png(60_000, 60_000), ""),
    Case("cut.jpg", lambda: b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(50), ""),
    Case("loop.tif", lambda: b"II*\x00\x08\x00\x00\x00\x00\x00\x08\x00\x00\x00", ""),
    Case("many_tags.html", lambda: (_page_of(_TEXT) + "<b>" * 3_000_000).encode(), "", slow=True),
    Case("too_large.txt", lambda: "稳岗".encode() * 20_000_000, "too large", slow=True),
)

CASES = (*PDF, *WORD, *OTHERS)


def main() -> None:
    """Write every file into the folder named."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for case in CASES:
        (folder / case.name).write_bytes(case.content())


if __name__ == "__main__":
    main()
