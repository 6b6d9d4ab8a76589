"""落实: the clauses of the national notice beside the local measures that carry them out."""

import tempfile
from functools import lru_cache
from pathlib import Path
from typing import Literal

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response
from starlette.exceptions import HTTPException

from pipeline.alignment import Uptake, take_up
from pipeline.comparison import is_too_wide
from pipeline.exports import uptake as export
from pipeline.knowledge_base import KnowledgeBase, KnowledgeBaseError
from pipeline.web.answers import Stored, page
from pipeline.web.store import Store

router = APIRouter(include_in_schema=False)
_MEDIA = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "html": "text/html; charset=utf-8",
}


@router.get("/uptake")
def uptake(store: Stored) -> HTMLResponse:
    """Return who carries out which clause, both texts with the shared wording marked."""
    found = _found(store)
    return page(
        "uptake.html", "uptake", found=found, relations=export.RELATIONS, marked=export.marked
    )


@router.get("/uptake.{kind}")
def download(store: Stored, kind: Literal["xlsx", "csv", "html"]) -> Response:
    """Return what the page shows as a file."""
    found = _found(store)
    if found is None:
        raise HTTPException(404)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"uptake.{kind}"
        export.write(found, kind, path)
        content = path.read_bytes()
    headers = {"content-disposition": f'attachment; filename="zhengce-uptake.{kind}"'}
    return Response(content, media_type=_MEDIA[kind], headers=headers)


def _found(store: Store) -> Uptake | None:
    """Return the uptake; None without a national notice, or where there are too many places."""
    return _taken(store.path, store.path.stat().st_mtime_ns)


@lru_cache(maxsize=2)
def _taken(path: Path, _: int) -> Uptake | None:
    with KnowledgeBase.open_readonly(path) as base:
        if is_too_wide(base):
            return None
        try:
            return take_up(base)
        except KnowledgeBaseError:
            return None
