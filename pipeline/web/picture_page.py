"""The page of the file that a value stands on, drawn with the value boxed and persons covered."""

from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Query, Response

from pipeline.knowledge_base import KnowledgeBaseError
from pipeline.reading import evidence
from pipeline.reading.pages import where
from pipeline.web.answers import Stored

router = APIRouter(include_in_schema=False)
Place = Annotated[int, Query(ge=0, le=100_000_000)]


@router.get("/pictures/{name:path}")
def picture(store: Stored, name: str, start: Place, end: Place, number: Place = 0) -> Response:
    """Return the page with `[start, end)` of the document's text boxed, as PNG.

    `number` counts the pages of a range that runs over several. Raises KnowledgeBaseError where
    the file is gone, has changed or has no pages.
    """
    with store.limited():
        source = store.source(name)
    stored = source.stored
    drawn = evidence.pictures(
        Path(stored.path), stored.sha256, (start, end), covered=source.masked.spans
    )
    if number >= len(drawn):
        raise KnowledgeBaseError(f"{name}: no page shows the characters {start} to {end}")
    return Response(drawn[number].png, media_type="image/png")


def is_paged(store_format: str, path: str) -> bool:
    """Tell whether a document's file has pages and is still where it was read."""
    return store_format in evidence.PAGED and Path(path).is_file()


def numbers(store_format: str, path: str, sha256: str, span: tuple[int, int]) -> tuple[int, ...]:
    """Return the pages, from 1, that a range of a document's text stands on; () without pages."""
    if store_format not in evidence.PAGED:
        return ()
    pages = evidence.pages_of(Path(path), sha256)
    return tuple(place.page for place in where(pages, *span))
