"""The text layer of a PDF page as pieces of lines: characters with their places, blanks as printed.

A piece ends where the line ends or a gap opens that is wider than one and a half characters, as
between columns and cells. Leaves alone what the pieces mean.
"""

import ctypes
from collections.abc import Callable, Iterator
from statistics import median
from typing import Any

import regex

from pipeline.reading.lines import Line, stripped
from pipeline.reading.pages import Rectangle

_BROKEN = regex.compile(r"[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f\x7f-\x9f\p{Cn}]|\(cid:[0-9]+\)")
_FOREIGN = regex.compile(r"[\u00a1-\u024f]")
_GAP_SIGN = "\x01"  # a blank that pdfium saw in a gap: justified lines and 20|号 have such gaps
_HYPHENS = "\ufffe\x02"  # what pdfium makes of a hyphen at the end of a line
_GAP = 1.6  # of a character: a wider gap ends a piece
_SAMPLE = 200


def is_broken(text: str) -> bool:
    """Return whether a text layer is no readable text: unmapped glyphs, a lost encoding.

    A tenth of U+FFFD, private-use or control characters, or a third of accented Latin letters
    (GBK bytes shown as Latin-1: ÖÐ»ªÈËÃñ), is more than any print of a Chinese document has.
    """
    plain = "".join(text.split())
    if not plain:
        return False
    bad = sum(len(match) for match in _BROKEN.findall(plain))
    return bad > 0.1 * len(plain) or len(_FOREIGN.findall(plain)) > 0.33 * len(plain)


def pieces_of(page: Any, number: int) -> tuple[list[Line], float]:
    """Return the pieces of a pypdfium2 page, in the order of its content.

    Beside them stands the share of its glyphs that the fonts map to no character, from a sample.
    """
    textpage = page.get_textpage()
    try:
        characters = list(_characters(textpage, _view(page)))
        unmapped = _unmapped_share(textpage)
    finally:
        textpage.close()
    return [piece for raw in _split(characters, number) if (piece := stripped(raw))], unmapped


def _unmapped_share(textpage: Any) -> float:
    from pypdfium2 import raw

    count = textpage.count_chars()
    sample = range(0, count, max(1, count // _SAMPLE))
    bad = sum(raw.FPDFText_HasUnicodeMapError(textpage.raw, place) == 1 for place in sample)
    return bad / len(sample) if len(sample) else 0.0


Character = tuple[str, float, float, float, float]  # sign, left, top, right, bottom
_View = Callable[[float, float, float, float], Rectangle]


def _characters(textpage: Any, view: _View) -> Iterator[Character]:
    from pypdfium2 import raw

    count = textpage.count_chars()
    text = textpage.get_text_range() if count else ""
    if len(text) != count:
        text = [_sign(raw.FPDFText_GetUnicode(textpage.raw, place)) for place in range(count)]
    box, handle, measure = raw.FS_RECTF(), textpage.raw, raw.FPDFText_GetLooseCharBox
    pointer = ctypes.byref(box)
    for place, sign in enumerate(text):
        if sign in "\r\n":
            continue
        if sign in _HYPHENS:
            sign = "-"
        if sign in " \t\xa0":
            made = raw.FPDFText_IsGenerated(handle, place) == 1
            yield _GAP_SIGN if made else " ", 0.0, 0.0, 0.0, 0.0
        elif measure(handle, place, pointer):
            yield sign, *view(box.left, box.bottom, box.right, box.top)


def _sign(code: int) -> str:
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"


def _view(page: Any) -> _View:
    """Return how a rectangle of the page's own space looks on the page as shown."""
    left, bottom, right, top = page.get_cropbox()
    turned = page.get_rotation()
    if turned == 90:
        return lambda x0, y0, x1, y1: (y0 - bottom, x0 - left, y1 - bottom, x1 - left)
    if turned == 180:
        return lambda x0, y0, x1, y1: (right - x1, y0 - bottom, right - x0, y1 - bottom)
    if turned == 270:
        return lambda x0, y0, x1, y1: (top - y1, right - x1, top - y0, right - x0)
    return lambda x0, y0, x1, y1: (x0 - left, top - y1, x1 - left, top - y0)


def _split(characters: list[Character], number: int) -> Iterator[Line]:
    piece: Line | None = None
    blank, last = "", ("", 0.0, 0.0, 0.0, 0.0)
    sizes: list[Character] = []
    for character in characters:
        sign, left, top, right, bottom = character
        if sign in (" ", _GAP_SIGN):
            blank = sign if blank != " " else blank
            continue
        if piece is not None and sign == last[0] and _drawn_twice(last, character):
            continue
        if piece is None or not _goes_on(piece, character):
            if piece is not None:
                piece.size = _size(sizes)
                yield piece
            piece = Line(sign, [left, right], top, bottom, _width(character), number)
            sizes = [character]
        else:
            _append(piece, character, blank)
            sizes.append(character)
        blank, last = "", character
    if piece is not None:
        piece.size = _size(sizes)
        yield piece


def _append(piece: Line, character: Character, blank: str) -> None:
    sign, left, top, right, bottom = character
    wide = left - piece.right > 0.6 * piece.size
    if wide or blank == " " or (blank and not _is_spaced(piece.text[-1], sign)):
        piece.text += " "
        piece.edges.append(left)
    else:
        piece.edges[-1] = left
    piece.text += sign
    piece.edges.append(right)
    piece.top, piece.bottom = min(piece.top, top), max(piece.bottom, bottom)
    piece.size = max(piece.size, _width(character))


def _width(character: Character) -> float:
    """Return the size of a character: a Chinese one is as wide as it is high."""
    sign, left, top, right, bottom = character
    return right - left if sign > "\u2e7f" else 0.75 * (bottom - top)


def _is_spaced(one: str, other: str) -> bool:
    """Return whether layout alone sets two signs apart: Chinese ones, one beside a digit."""
    chinese = (one > "\u2e7f") + (other > "\u2e7f")
    return chinese == 2 or (chinese == 1 and min(one, other).isalnum())


def _size(characters: list[Character]) -> float:
    """Return the size of a piece, that of its Chinese characters where it has any."""
    chinese = [right - left for sign, left, _, right, _ in characters if sign > "\u2e7f"]
    return median(chinese) if chinese else median(map(_width, characters))


def _goes_on(piece: Line, character: Character) -> bool:
    _, left, top, _right, bottom = character
    overlap = min(piece.bottom, bottom) - max(piece.top, top)
    if overlap < 0.5 * min(piece.bottom - piece.top, bottom - top):
        return False
    size = max(piece.size, 0.5 * (piece.bottom - piece.top))
    return -0.6 * size < left - piece.right < _GAP * size


def _drawn_twice(last: Character, character: Character) -> bool:
    """Return whether a character is the shadow of the one before: bold made by printing twice."""
    shift = 0.25 * (last[3] - last[1])
    return abs(character[1] - last[1]) < shift and abs(character[2] - last[2]) < shift
