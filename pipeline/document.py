"""A document as it was read: its text, once and for all, and where it came from."""

from dataclasses import dataclass
from typing import Any


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
    pages: tuple[Any, ...] = ()
