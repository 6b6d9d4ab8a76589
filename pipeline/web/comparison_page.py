"""对比: the grid of places and measure types, its rows place by place, and the files of both."""

import tempfile
from pathlib import Path
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query
from fastapi.responses import HTMLResponse, Response

from pipeline.codes import family_name, group_lineage, leaves, type_name
from pipeline.comparison import against
from pipeline.exports import csv, html, xlsx
from pipeline.grid import Cell, Comparison
from pipeline.web.answers import Stored, page
from pipeline.web.chosen import Chosen, chosen, comparison_of, rows_of
from pipeline.web.document_page import clause
from pipeline.web.store import TooWideError

router = APIRouter(include_in_schema=False)
_FILES = {
    "xlsx": (xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": (csv, "text/csv; charset=utf-8"),
    "html": (html, "text/html; charset=utf-8"),
}
_RELATIONS = {"参照有，本地未提及": "参照有", "参照未提及，本地有": "参照外"}


@router.get("/compare")
def compare(store: Stored, wanted: Annotated[Chosen, Depends(chosen)]) -> HTMLResponse:
    """Return the comparison, or the choice of places where there are too many for one grid."""
    try:
        with store.limited():
            found = comparison_of(store, wanted)
    except TooWideError:
        found = None
    return page(
        "compare.html",
        "compare",
        wanted=wanted,
        found=found,
        regions=store.regions,
        families=_families(),
        groups=_groups(found) if found else (),
        against=against(found) if found else {},
        relations=_RELATIONS,
        rows=rows_of(found, wanted.sort) if found and wanted.view == "rows" else (),
        kind_of=_kind_of,
        searched={column.region: column.searched for column in found.columns} if found else {},
    )


@router.get("/compare.{kind}")
def download(
    store: Stored,
    wanted: Annotated[Chosen, Depends(chosen)],
    kind: Literal["xlsx", "csv", "html"],
) -> Response:
    """Return what the page shows as a file."""
    with store.limited():
        found = comparison_of(store, wanted)
    export, media = _FILES[kind]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"comparison.{kind}"
        export.write(found, path)
        content = path.read_bytes()
    headers = {"content-disposition": f'attachment; filename="zhengce-compare.{kind}"'}
    return Response(content, media_type=media, headers=headers)


@router.get("/cell")
def cell(
    store: Stored,
    region: Annotated[str, Query(pattern=r"^[0-9]{6}$")],
    kind: Annotated[str, Query(pattern=r"^[A-Z][0-9]{1,2}$", alias="type")],
) -> HTMLResponse:
    """Return the clauses that one cell of the grid rests on."""
    with store.limited():
        found = store.comparison((region,), (kind,))
    cells = [each for each in found.cells if each.region == region and each.type == kind]
    column = next((each for each in found.columns if each.region == region), None)
    return page(
        "cell.html",
        "compare",
        cell=cells[0] if cells else None,
        column=column,
        kind=kind,
        region=region,
        clause=clause,
    )


def _kind_of(cell: Cell) -> str:
    """Return the class that colours a cell."""
    return f"s{cell.strength}" if cell.state == "stated" else cell.state


def _families() -> tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...]:
    letters = dict.fromkeys(code[0] for code in leaves())
    return tuple(
        (letter, family_name(letter),
         tuple((code, type_name(code)) for code in leaves() if code[0] == letter))
        for letter in letters
        if letter != "Z"
    )  # fmt: skip


def _groups(found: Comparison) -> tuple[str, ...]:
    used = {each for cell in found.cells for label in cell.groups for each in group_lineage(label)}
    return tuple(sorted(used, key=lambda label: tuple(reversed(group_lineage(label)))))
