"""PDF files written object by object: broken ones, huge ones, locked ones, and plain pages.

Text is set in a font that is not embedded (STSong-Light, a standard CJK font of PDF), so a file is
a few hundred bytes; the text layer is what readers see.
"""

import hashlib
import zlib
from collections.abc import Mapping, Sequence

FONT = (
    b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts["
    b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)"
    b"/Ordering(GB1)/Supplement 4>>/DW 1000/FontDescriptor<</Type/FontDescriptor/FontName"
    b"/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 880/Descent -120"
    b"/CapHeight 880/StemV 93>>>>]>>"
)


def write(objects: Mapping[int, bytes], root: int, trailer: bytes = b"") -> bytes:
    """Return a PDF of numbered objects."""
    out = bytearray(b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n")
    places = {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start, last = len(out), max(objects)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (last + 1)
    for number in range(1, last + 1):
        state = b"n" if number in places else b"f"
        out += b"%010d 00000 %s \n" % (places.get(number, 0), state)
    out += b"trailer\n<</Size %d/Root %d 0 R%s>>\nstartxref\n" % (last + 1, root, trailer)
    return bytes(out + b"%d\n%%%%EOF\n" % start)


def stream(content: bytes, entries: bytes = b"", packed: bool = True) -> bytes:
    """Return a stream object."""
    if packed:
        content, entries = zlib.compress(content, 9), entries + b"/Filter/FlateDecode"
    return b"<</Length %d%s>>\nstream\n%s\nendstream" % (len(content), entries, content)


def shown(lines: Sequence[tuple[float, float, str]], size: float = 16) -> bytes:
    """Return the content of a page: lines at (left, baseline from the bottom)."""
    parts = [b"BT /F1 %g Tf" % size]
    for left, bottom, text in lines:
        parts.append(
            b"1 0 0 1 %g %g Tm <%s> Tj" % (left, bottom, text.encode("utf-16-be").hex().encode())
        )
    return b"\n".join([*parts, b"ET"])


def pages(contents: Sequence[bytes], font: bytes = FONT) -> bytes:
    """Return a PDF with one page for each content, on A4."""
    objects = {1: b"<</Type/Catalog/Pages 2 0 R>>", 3: font}
    kids = []
    for number, content in enumerate(contents):
        page = 4 + 2 * number
        kids.append(b"%d 0 R" % page)
        objects[page] = (
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>"
            b"/Contents %d 0 R>>" % (page + 1)
        )
        objects[page + 1] = stream(content)
    objects[2] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(kids))
    return write(dict(sorted(objects.items())), 1)


_PADDING = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")


def locked(password: str, text: str) -> bytes:
    """Return a PDF that opens with a password only (RC4, 40 bits)."""
    key_of = (password.encode() + _PADDING)[:32]
    owner = _rc4(hashlib.md5(key_of).digest()[:5], key_of)
    rights, name = (-4).to_bytes(4, "little", signed=True), bytes(16)
    key = hashlib.md5(key_of + owner + rights + name).digest()[:5]
    user = _rc4(key, _PADDING)
    content = shown([(80, 700, text)])
    own = hashlib.md5(key + (5).to_bytes(3, "little") + bytes(2)).digest()[:10]
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Count 1/Kids[4 0 R]>>",
        3: FONT,
        4: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>"
        b"/Contents 5 0 R>>",
        5: stream(_rc4(own, content), packed=False),
        6: b"<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>"
        % (owner.hex().encode(), user.hex().encode()),
    }
    return write(objects, 1, b"/Encrypt 6 0 R/ID[<%s><%s>]" % ((name.hex().encode(),) * 2))


def _rc4(key: bytes, text: bytes) -> bytes:
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out, i, j = bytearray(), 0, 0
    for byte in text:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)
