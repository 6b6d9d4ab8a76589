"""The page that a stored value stands on: the file is read again and drawn with the value boxed.

Pages are not stored with a document; its file is, by path and hash. Where the file is gone, has
changed, or has no pages, there is no picture and the words alone are the evidence.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pipeline.reading import UnreadableDocument, read
from pipeline.reading.pages import Page, Rectangle, page_of, render, where

PAGED = frozenset({"pdf", "scan"})  # formats whose documents have pages
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as PNG, the value boxed; `page` counts from 1."""

    page: int
    png: bytes


@lru_cache(maxsize=64)
def pages_of(path: Path, sha256: str) -> tuple[Page, ...]:
    """Return the pages of a file as it was read, () where it is gone, changed or has none."""
    try:
        document = read(path)
    except UnreadableDocument:
        return ()
    return document.pages if document.sha256 == sha256 else ()


def page_number(path: Path, sha256: str, start: int) -> int | None:
    """Return the page on which the character at `start` of a document's text stands, or None."""
    return page_of(pages_of(path, sha256), start)


def pictures(
    path: Path, sha256: str, span: Span, covered: Iterable[Span] = ()
) -> tuple[Picture, ...]:
    """Return the pages that a range of a document's text stands on, the range boxed; else ().

    `covered` are ranges that no view shows (`masking.mask(text).spans`): black on the picture.
    """
    pages = pages_of(path, sha256)
    black: dict[int, list[Rectangle]] = {}
    for place in (place for hidden in covered for place in where(pages, *hidden)):
        black.setdefault(place.page, []).extend(place.boxes)
    try:
        return tuple(
            Picture(place.page, render(path, place.page, place.boxes, black.get(place.page, ())))
            for place in where(pages, *span)
        )
    except UnreadableDocument:
        return ()
