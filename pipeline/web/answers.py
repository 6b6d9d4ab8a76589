"""What every page is given: the store of its application, and answers as HTML."""

from collections.abc import Iterator
from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse

from pipeline.web.rendering import render
from pipeline.web.store import Store


def _store(request: Request) -> Store:
    store: Store = request.app.state.store
    return store


Stored = Annotated[Store, Depends(_store)]


def page(template: str, here: str, **values: Any) -> HTMLResponse:
    """Return a page; `here` is the place in the menu that it belongs to."""
    return HTMLResponse(render(template, here=here, **values))


def numbered(page_number: int, size: int, total: int) -> Iterator[int]:
    """Yield the numbers of pages to offer: the first, those around this one, the last.

    >>> list(numbered(5, 10, 1000))
    [1, 3, 4, 5, 6, 7, 100]
    """
    last = max(1, -(-total // size))
    near = range(max(1, page_number - 2), min(last, page_number + 2) + 1)
    yield from sorted({1, *near, last})
