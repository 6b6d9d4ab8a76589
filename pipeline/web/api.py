"""The API: the questions of the page as JSON, paged. It describes itself at /api/openapi.json."""

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel

from extractors.records import Benefit, Measure
from pipeline import sums, wording
from pipeline.calculator import Line, Place
from pipeline.calendar import title_of
from pipeline.codes import region_name, type_name
from pipeline.comparison import against
from pipeline.grid import Cell, Source
from pipeline.knowledge_base import KnowledgeBaseError
from pipeline.knowledge_base import Stored as StoredDocument
from pipeline.search import Hit
from pipeline.web.answers import Stored
from pipeline.web.asking import Asked, Page, Regions, Size, asked, codes
from pipeline.web.calculator_page import Question, benefits_for, question
from pipeline.web.chosen import Chosen, chosen, comparison_of
from pipeline.web.document_page import linked_data
from pipeline.web.search_page import look, shown_hits
from pipeline.web.store import Store
from pipeline.web.survey_pages import Roles, codes_of_roles, due


class Problem(BaseModel):
    """What went wrong, in words."""

    error: str
    detail: str


class Listed(BaseModel):
    """One page of a list: `total` is the number of all."""

    total: int
    page: int
    size: int
    items: list[dict[str, Any]]


class Searched(Listed):
    """One page of a search, and what each value of each filter would leave."""

    counts: dict[str, dict[str, int]]


_ERRORS: dict[int | str, dict[str, Any]] = {
    status: {"model": Problem} for status in (400, 401, 404, 413, 422, 503)
}
router = APIRouter(prefix="/api", tags=["政策"], responses=_ERRORS)


def _paged(found: Sequence[dict[str, Any]], page: int, size: int) -> Listed:
    first = (page - 1) * size
    return Listed(total=len(found), page=page, size=size, items=list(found[first : first + size]))


@router.get("/search", summary="检索")
def search(
    store: Stored, wanted: Annotated[Asked, Depends(asked)], page: Page = 1, size: Size = 20
) -> Searched:
    """Return the clauses that hold all words, as the page 检索 finds them."""
    with store.limited():
        found = look(store, wanted, (page, size))
        items = [_hit(hit) for hit in shown_hits(store, wanted, found)]
    counts = {name: dict(own) for name, own in found.counts.items()}
    return Searched(total=found.total, page=page, size=size, items=items, counts=counts)


def _hit(hit: Hit) -> dict[str, Any]:
    places = [list(place) for place in hit.places]
    return {name: getattr(hit, name) for name in hit.__slots__} | {"places": places}


@router.get("/documents", summary="文件")
def documents(store: Stored, page: Page = 1, size: Size = 20) -> Listed:
    """Return the documents of the knowledge base."""
    return _paged([_document(store, each) for each in store.documents.values()], page, size)


def _document(store: Store, stored: StoredDocument) -> dict[str, Any]:
    names = ("id", "doc_number", "region", "region_name", "date_issued", "date_printed",
             "date_published", "copy_of", "supersedes", "format", "sha256")  # fmt: skip
    hide = store.veil(stored.id).hide
    return {
        **{name: getattr(stored, name) for name in names},
        "title": hide(stored.title or stored.name or stored.id),
        "issuers": [hide(each) for each in stored.issuers],
    }


@router.get("/documents/{name:path}", summary="原文")
def document(store: Stored, name: str) -> dict[str, Any]:
    """Return a document with its masked text; offsets of all records count in it."""
    with store.limited():
        source = store.source(name)
    return {**_document(store, source.stored), "text": source.text}


@router.get("/measures", summary="措施")
def measures(
    store: Stored,
    document: Annotated[str, Query(max_length=500)],
    page: Page = 1,
    size: Size = 20,
) -> Listed:
    """Return the measures of a document."""
    with store.limited():
        source = store.source(document)
    found = [_measure(source, each) for each in source.extraction.measures]
    return _paged(found, page, size)


@router.get("/measures/{name:path}/{measure}", summary="一条措施")
def measure(store: Stored, name: str, measure: str) -> dict[str, Any]:
    """Return a measure with its benefits."""
    from pipeline.grid import Entry

    with store.limited():
        source = store.source(name)
    for each in source.extraction.measures:
        if each.id == measure:
            own = tuple(b for b in source.extraction.benefits if b.measure == each.id)
            linked = linked_data(Entry(source, each, "", True, own))
            return {**_measure(source, each), "schema_org": linked}
    raise KnowledgeBaseError(f"{name}: no measure {measure!r}")


def _measure(source: Source, measure: Measure) -> dict[str, Any]:
    names = ("id", "part", "label", "region", "type", "strength", "status", "start", "end")
    hide = source.masked.hide
    return {
        **{name: getattr(measure, name) for name in names},
        "document": source.stored.id,
        "title": title_of(source, measure),
        "type_name": type_name(measure.type),
        "also": list(measure.also),
        "target_groups": list(measure.target_groups),
        "lead_units": [hide(each.name) for each in measure.lead_units],
        "support_units": [hide(each.name) for each in measure.support_units],
        "quote": source.text[measure.start : measure.end],
        "benefits": [
            _benefit(source, each)
            for each in source.extraction.benefits
            if each.measure == measure.id
        ],
    }


def _benefit(source: Source, offer: Benefit) -> dict[str, Any]:
    hide = source.masked.hide
    tiers = [
        {
            "threshold": hide(tier.threshold) if tier.threshold else None,
            "min": _exact(tier.min),
            "max": _exact(tier.max),
            "unit": tier.unit,
            "per": tier.per,
            "bound": tier.bound,
        }
        for tier in offer.tiers
    ]
    words = {name: getattr(offer, name) for name in ("condition", "limit", "funding", "apply_to")}
    return {
        "id": offer.id,
        "name": hide(offer.name),
        "beneficiary": offer.beneficiary,
        "payee": offer.payee,
        "payer": offer.payer,
        **{name: hide(value) if value else None for name, value in words.items()},
        "tiers": tiers,
        "cap": {"max": _exact(offer.cap.max), "per": offer.cap.per} if offer.cap else None,
        "window": _period(offer.window),
        "qualifying": _period(offer.qualifying),
        "words": hide(wording.benefit(offer)),
    }


def _exact(value: Any) -> str | None:
    return None if value is None else format(value.normalize(), "f")


def _period(period: Any) -> dict[str, Any] | None:
    return {"from": period.start_day, "to": period.end_day} if period else None


@router.get("/compare", summary="对比")
def compare(
    store: Stored, wanted: Annotated[Chosen, Depends(chosen)], page: Page = 1, size: Size = 100
) -> Listed:
    """Return the cells of the comparison, line by line."""
    with store.limited():
        found = comparison_of(store, wanted)
    relations = against(found)
    cells = [
        _cell(cell) | {"against": relations.get((cell.type, cell.region))} for cell in found.cells
    ]
    return _paged(cells, page, size)


def _cell(cell: Cell) -> dict[str, Any]:
    return {
        "type": cell.type,
        "type_name": type_name(cell.type),
        "region": cell.region,
        "state": cell.state,
        "strength": cell.strength,
        "searched": cell.searched,
        "text": cell.text,
        "amounts": list(cell.amounts),
        "groups": list(cell.groups),
        "measures": [entry.key for entry in cell.entries],
    }


@router.get("/calculate", summary="测算")
def calculate(
    store: Stored, asked: Annotated[Question, Depends(question)], page: Page = 1, size: Size = 20
) -> Listed:
    """Return what a firm or a person may claim in a place, with the arithmetic."""
    with store.limited():
        places = benefits_for(store, asked) if asked.place else ()
    found = [_line(place, line) for place in places for line in place.lines]
    return _paged(found, page, size)


def _line(place: Place, line: Line) -> dict[str, Any]:
    return {
        "region": place.region,
        "relation": place.relation,
        "measure": line.key,
        "benefit": _benefit(line.source, line.benefit),
        "standing": line.standing,
        "to_workers": line.to_workers,
        "sum": _sum(line.sum) if line.sum else None,
        "steps": list(line.steps),
        "checks": [{"state": c.state, "words": c.words, "note": c.note} for c in line.checks],
        "asks": [{"key": a.key, "name": a.name, "unit": a.unit} for a in line.asks],
    }


def _sum(value: sums.Sum) -> dict[str, Any]:
    return {
        "min": _exact(value.low),
        "max": _exact(value.high),
        "bound": value.bound,
        "unit": value.unit,
        "words": sums.words(value),
    }


@router.get("/calendar", summary="日历")
def calendar(
    store: Stored,
    region: Regions = [],  # noqa: B006 FastAPI copies it
    role: Roles = [],  # noqa: B006
    page: Page = 1,
    size: Size = 20,
) -> Listed:
    """Return what is due, by day; what has no day comes last, its days null."""
    with store.limited():
        found = due(store, codes(region), codes_of_roles(role))
    rows = [
        {
            "document": item.source.stored.id,
            "measure": item.measure.id if item.measure else None,
            "region": item.region,
            "region_name": region_name(item.region),
            "role": item.role,
            "title": item.title,
            "quote": item.quote,
            "from": item.start_day,
            "to": item.end_day,
        }
        for item in found
    ]
    return _paged(rows, page, size)


@router.get("/health", summary="是否可用")
def health(store: Stored) -> dict[str, Any]:
    """Return how much is served, and whether the first search of each document is quick."""
    return {
        "documents": len(store.documents),
        "counted": len(store.counted),
        "ready": store.is_warm,
    }
