"""原文 and 措施: documents with their structure and every value marked, and a card per measure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse

from extractors.records import Amount, Measure
from pipeline.calendar import title_of
from pipeline.codes import group_name, region_name, type_name
from pipeline.grid import Entry, Source
from pipeline.knowledge_base import KnowledgeBaseError
from pipeline.web import picture_page
from pipeline.web.answers import Stored, numbered, page
from pipeline.web.asking import Page
from pipeline.web.runs import Block, blocks
from pipeline.web.store import Store

router = APIRouter(include_in_schema=False)
SIZE = 50
_AUDIENCE = "、"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Paragraphs that belong to one measure, or to none."""

    measure: Measure | None
    blocks: tuple[Block, ...]


@router.get("/documents")
def documents(
    store: Stored, q: Annotated[str, Query(max_length=100)] = "", page_number: Page = 1
) -> HTMLResponse:
    """Return the list of documents; `q` is part of a title, a number or a place."""
    word = "".join(q.split())
    fits = [each for each in store.documents.values() if word in _described(each)]
    first = (page_number - 1) * SIZE
    return page(
        "documents.html",
        "documents",
        q=q,
        total=len(fits),
        documents=fits[first : first + SIZE],
        hide=lambda name, words: store.veil(name).hide(words),
        pages=tuple(numbered(page_number, SIZE, len(fits))),
        page_number=page_number,
    )


def _described(stored: Any) -> str:
    parts = (stored.title, stored.name, stored.doc_number, stored.region_name, stored.id)
    return "".join("".join(part.split()) for part in parts if part)


@router.get("/documents/{name:path}")
def document(store: Stored, name: str) -> HTMLResponse:
    """Return a document's text. Raises KnowledgeBaseError where there is none."""
    with store.limited():
        source = store.source(name)
        passages = store.base.passages(name)
    stretches = tuple(_stretches(source, blocks(source, passages)))
    return page(
        "document.html",
        "documents",
        source=source,
        stored=source.stored,
        stretches=stretches,
        outline=tuple(_outline(source)),
        counts=_counts(source),
        title_of=lambda measure: title_of(source, measure),
        paged=picture_page.is_paged(*_file_of(source)[:2]),
        relatives=_relatives(store, name),
    )


def _relatives(store: Store, name: str) -> dict[str, tuple[str, ...]]:
    known = store.documents.values()
    return {
        "copies": tuple(each.id for each in known if each.copy_of == name),
        "newer": tuple(each.id for each in known if each.supersedes == name),
    }


def _stretches(source: Source, found: Sequence[Block]) -> Iterator[Stretch]:
    measures = {each.id: each for each in source.extraction.measures}
    own: list[Block] = []
    for block in found:
        if own and block.measure != own[-1].measure and not block.is_aside:
            yield Stretch(measures.get(own[0].measure or ""), tuple(own))
            own = []
        own.append(block)
    if own:
        yield Stretch(measures.get(own[0].measure or ""), tuple(own))


def _outline(source: Source) -> Iterator[tuple[str, str, tuple[Measure, ...]]]:
    for part in source.extraction.parts:
        own = tuple(each for each in source.extraction.measures if each.part == part.id)
        words = part.title or source.stored.title or ""
        if own:
            yield part.id, source.masked.hide("".join(words.split())), own


def _counts(source: Source) -> dict[str, int]:
    found = source.extraction
    return {
        "措施": len(found.measures),
        "待遇": len(found.benefits),
        "金额数量": len(found.amounts),
        "时间": len(found.dates),
        "服务对象": len(found.targets),
    }


@router.get("/measures/{name:path}/{measure_id}")
def measure(store: Stored, name: str, measure_id: str) -> HTMLResponse:
    """Return the card of a measure. Raises KnowledgeBaseError where there is none."""
    with store.limited():
        source = store.source(name)
    found = next((each for each in source.extraction.measures if each.id == measure_id), None)
    if found is None:
        raise KnowledgeBaseError(f"{name}: no measure {measure_id!r}")
    offers = tuple(each for each in source.extraction.benefits if each.measure == measure_id)
    entry = Entry(source, found, "", True, offers)
    return page(
        "measure.html",
        "documents",
        source=source,
        stored=source.stored,
        measure=found,
        entry=entry,
        title=title_of(source, found),
        basis=_basis(source, found),
        thresholds=tuple(_thresholds(source, found)),
        block=clause(entry),
        linked=linked_data(entry),
        pages=picture_page.numbers(*_file_of(source), (found.start, found.end)),
        values=tuple(each for each in source.extraction.amounts if each.measure == measure_id),
        neighbours=_neighbours(source, found),
    )


def _file_of(source: Source) -> tuple[str, str, str]:
    return source.stored.format, source.stored.path, source.stored.sha256


def clause(entry: Entry) -> Block:
    """Return a measure's own words with their values marked."""
    measure = entry.measure
    span = (measure.start, measure.end, measure.id)
    return blocks(entry.source, [span], measure.start)[0]


def _thresholds(source: Source, measure: Measure) -> Iterator[Amount]:
    for amount in source.extraction.amounts:
        if amount.measure == measure.id and amount.role == "threshold":
            yield amount


def _basis(source: Source, measure: Measure) -> tuple[str, ...]:
    """Return the document numbers that a measure's own words name."""
    words = "".join(source.text[measure.start : measure.end].split())
    cites = source.extraction.metadata.cites
    return tuple(each for each in cites if "".join(each.split()) in words)


def _neighbours(source: Source, measure: Measure) -> tuple[Measure | None, Measure | None]:
    all_of = source.extraction.measures
    at = all_of.index(measure)
    before = all_of[at - 1] if at else None
    return before, all_of[at + 1] if at + 1 < len(all_of) else None


def linked_data(entry: Entry) -> dict[str, Any]:
    """Return a measure as schema.org GovernmentService."""
    measure, stored = entry.measure, entry.source.stored
    providers = [unit.name for unit in measure.lead_units] or list(stored.issuers)
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "GovernmentService",
        "identifier": entry.key,
        "name": entry.title,
        "serviceType": type_name(measure.type),
        "inLanguage": "zh-CN",
        "areaServed": {
            "@type": "AdministrativeArea",
            "name": region_name(measure.region or stored.region),
            "identifier": measure.region or stored.region,
        },
        "provider": [{"@type": "GovernmentOrganization", "name": name} for name in providers],
        "description": "".join(entry.quote.split()),
    }
    if measure.target_groups:
        audience = _AUDIENCE.join(group_name(each) for each in measure.target_groups)
        found["audience"] = {"@type": "Audience", "audienceType": audience}
    if entry.offers:
        found["offers"] = [_offer(entry, at) for at in range(len(entry.offers))]
    if stored.doc_number:
        found["isRelatedTo"] = stored.doc_number
    return found


def _offer(entry: Entry, at: int) -> dict[str, Any]:
    from pipeline import wording

    offer = entry.offers[at]
    made: dict[str, Any] = {
        "@type": "Offer",
        "name": entry.source.masked.hide(offer.name),
        "description": entry.source.masked.hide(wording.benefit(offer)),
    }
    if offer.window and offer.window.start_day:
        made["availabilityStarts"] = offer.window.start_day.isoformat()
    if offer.window and offer.window.end_day:
        made["availabilityEnds"] = offer.window.end_day.isoformat()
    return made
