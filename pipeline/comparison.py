"""The comparison: measure types by place, each cell with what it rests on.

`compare` returns frozen records that every export and the page read. All words in them are
masked. Columns are the regions of the documents in their order; a superior's document that is
reproduced in an annex is a column of its own, the national one last, as reference. What a
document reports of a place below its own stands in its column under that place's name and never
counts as its own standard.
"""

from collections.abc import Callable, Iterable, Sequence

from extractors.records import Benefit, Measure
from pipeline.codes import NATIONAL, family_name, is_below, leaves, region_name, type_name
from pipeline.grid import Cell, Column, Comparison, Entry, Family, Line, Source, State
from pipeline.knowledge_base import KnowledgeBase, Stored
from pipeline.masking import Masked, mask

__all__ = [
    "Cell",
    "Column",
    "Comparison",
    "Entry",
    "Family",
    "Line",
    "Source",
    "against",
    "compare",
    "counted",
    "is_too_wide",
    "type_of",
]

MOST_REGIONS = 30
MOST_DOCUMENTS = 50
OTHER = "Z0"


def counted(base: KnowledgeBase, regions: Iterable[str] | None = None) -> tuple[Stored, ...]:
    """Return the documents that count in a grid: no copies, none that a newer one replaces.

    Of chosen regions, their documents and those that reproduce one of theirs in an annex.
    """
    stored = base.documents()
    replaced = {each.supersedes for each in stored if each.supersedes}
    chosen = frozenset(regions) if regions is not None else None
    holders = base.holders(chosen) if chosen else frozenset()
    return tuple(
        each
        for each in stored
        if not each.copy_of
        and each.id not in replaced
        and (chosen is None or (each.region or "") in chosen or each.id in holders)
    )


def is_too_wide(base: KnowledgeBase) -> bool:
    """Tell whether a knowledge base holds more than one grid can show."""
    documents = counted(base)
    places = {each.region for each in documents}
    return len(places) > MOST_REGIONS or len(documents) > MOST_DOCUMENTS


def compare(
    base: KnowledgeBase,
    regions: Iterable[str] | None = None,
    types: Iterable[str] | None = None,
    show: Callable[[str], Masked] = mask,
) -> Comparison:
    """Return the grid of chosen regions (codes) and types (leaves or family letters).

    None chooses all; a reference that a chosen document holds stays. `show` masks a text;
    `masking.unmasked` is for the owner of the data.
    """
    places = frozenset(regions) if regions is not None else None
    sources = tuple(_source(base, stored, show) for stored in counted(base, places))
    columns = _columns(sources)
    placed = _placed(sources, columns)
    if places is not None:
        columns = tuple(each for each in columns if each.is_reference or each.region in places)
    chosen = tuple(types) if types is not None else None
    used = {
        code for source in sources for each in source.extraction.measures for code in _types(each)
    }
    families: dict[str, list[Line]] = {}
    for code in sorted({*leaves(), *used}):
        if code.startswith(OTHER[0]) and code not in used:
            continue
        if chosen is None or code in chosen or code[0] in chosen:
            cells = tuple(_cell(code, column, placed[column.region]) for column in columns)
            families.setdefault(code[0], []).append(Line(code, type_name(code), cells))
    return Comparison(
        columns,
        tuple(
            Family(letter, family_name(letter), tuple(lines)) for letter, lines in families.items()
        ),
        sources,
    )


def _source(base: KnowledgeBase, stored: Stored, show: Callable[[str], Masked]) -> Source:
    masked = show(base.document(stored.id).text)
    return Source(stored, base.extraction(stored.id), masked.text, masked)


def _reproduced(source: Source) -> tuple[str, ...]:
    """Return the regions of the superiors' documents that a document holds in its annexes."""
    own = source.stored.region or ""
    return tuple(
        dict.fromkeys(
            part.region
            for part in source.extraction.parts
            if part.issuers and part.region and part.region != own and is_below(own, part.region)
        )
    )


def _columns(sources: Sequence[Source]) -> tuple[Column, ...]:
    searched: dict[str, int] = {}
    for source in sources:
        own = source.stored.region or ""
        searched[own] = searched.get(own, 0) + 1
    for source in sources:
        for region in _reproduced(source):
            searched[region] = searched.get(region, 0) + 1
    names = {each.stored.region: each.stored.region_name for each in reversed(sources)}
    columns = [
        Column(code, names.get(code) or region_name(code), code == NATIONAL, count)
        for code, count in searched.items()
    ]
    return tuple(sorted(columns, key=lambda column: column.is_reference))


Placed = list[tuple[Source, Measure, str]]


def _placed(sources: Sequence[Source], columns: Sequence[Column]) -> dict[str, Placed]:
    """Return for each column its measures, with the name of the place where it is another."""
    placed: dict[str, Placed] = {column.region: [] for column in columns}
    names = {column.region: column.name for column in columns}
    for source in sources:
        own = source.stored.region or ""
        above = _reproduced(source)
        for measure in source.extraction.measures:
            region = measure.region or own
            home = region if region == own or region in above else own
            place = "" if region == home else region_name(region).removeprefix(names[home])
            placed[home].append((source, measure, place))
    return placed


def _types(measure: Measure) -> tuple[str, ...]:
    return (measure.type, *measure.also)


def _cell(code: str, column: Column, measures: Placed) -> Cell:
    entries = tuple(
        sorted(
            (
                _entry(code, source, measure, place)
                for source, measure, place in measures
                if code in _types(measure)
            ),
            key=lambda entry: (bool(entry.place), not entry.is_main, not entry.offers),
        )
    )
    state, strength = _state(entries)
    return Cell(code, column.region, state, strength, column.searched, entries)


def _state(entries: Sequence[Entry]) -> tuple[State, int | None]:
    own = [entry for entry in entries if not entry.place]
    if not own:
        return ("below", 0) if entries else ("absent", 0)
    planned = [each for each in own if each.measure.status == "planned"]
    strengths = [each.measure.strength for each in planned if each.is_main]
    strengths += [4 for each in planned if each.offers and not each.is_main]
    if strengths:
        return "stated", max(1, *strengths)
    if any(each.is_main for each in own) or not planned:
        return "reported", None
    return "touched", None


def _entry(code: str, source: Source, measure: Measure, place: str) -> Entry:
    offers = tuple(
        benefit
        for benefit in source.extraction.benefits
        if benefit.measure == measure.id and type_of(benefit, measure) == code
    )
    return Entry(source, measure, place, code == measure.type, offers)


def type_of(benefit: Benefit, measure: Measure) -> str:
    """Return the type that a benefit belongs to: the measure's, or one of the others that it
    serves where the benefit's name is plainly more like it (生活费补贴 in a measure on courses).
    """
    scores = {code: _likeness(benefit.name, type_name(code)) for code in _types(measure)}
    best = max(scores, key=lambda code: (scores[code], code == measure.type))
    return best if scores[best] >= 0.5 > scores[measure.type] else measure.type


def _likeness(name: str, type_words: str) -> float:
    """Return the share of a type's neighbouring characters that a name has too."""
    pairs = {type_words[at : at + 2] for at in range(len(type_words) - 1)}
    return sum(pair in name for pair in pairs) / len(pairs) if pairs else 0.0


def against(comparison: Comparison, reference: str = NATIONAL) -> dict[tuple[str, str], str]:
    """Return how each cell stands to the reference's, by type and region.

    Nothing is said where the comparison holds no such column. Reported and touched types count
    as mentioned; what only a place below offers does not.
    """
    found = {}
    for family in comparison.families:
        for line in family.lines:
            by_region = {cell.region: cell for cell in line.cells}
            if reference not in by_region:
                continue
            model = by_region.pop(reference)
            for region, cell in by_region.items():
                found[line.type, region] = _RELATIONS[_is_own(model), _is_own(cell)]
    return found


def _is_own(cell: Cell) -> bool:
    return cell.state not in ("absent", "below")


_RELATIONS = {
    (True, True): "参照有，本地有",
    (True, False): "参照有，本地未提及",
    (False, True): "参照未提及，本地有",
    (False, False): "均未提及",
}
