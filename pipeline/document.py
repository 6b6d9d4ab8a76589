"""A document as it was read: its text, once and for all, and where it came from."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the readers make documents, so they cannot be imported here
    from pipeline.reading.pages import Page


@dataclass(frozen=True, slots=True)
class Document:
    """One document. `text` is never changed; every offset of the project counts in it.

    `sha256` is the hash of the file as received, `pages` what readers of paged formats know of
    the page of each range.
    """

    id: str
    text: str
    path: str
    sha256: str
    format: str
    title: str | None = None
    pages: tuple["Page", ...] = ()
