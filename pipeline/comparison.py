"""The comparison: measure types by place, each cell with what it rests on.

`compare` returns frozen records that every export and the page read. All words in them are
masked. Columns are the regions of the documents in their order; a superior's document that is
reproduced in an annex is a column of its own, the national one last, as reference. What a
document reports of a place below its own stands in its column under that place's name and never
counts as its own standard.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from extractors.records import Benefit, Extraction, Measure
from pipeline import wording
from pipeline.codes import (
    NATIONAL,
    STRENGTHS,
    family_name,
    group_name,
    is_below,
    leaves,
    region_name,
    type_name,
)
from pipeline.knowledge_base import KnowledgeBase, Stored
from pipeline.masking import Masked, mask

MOST_REGIONS = 30
MOST_DOCUMENTS = 50
State = Literal["absent", "stated", "reported", "touched", "below"]
OTHER = "Z0"


@dataclass(frozen=True, slots=True)
class Source:
    """A document of the comparison. `text` is masked and as long as the document's."""

    stored: Stored
    extraction: Extraction
    text: str
    masked: Masked


@dataclass(frozen=True, slots=True)
class Entry:
    """One measure in one cell: what it gives there and where it stands.

    `place` names a region other than the column's; `is_main` is False where only a clause of the
    measure serves the type; `offers` are the benefits that belong to this type.
    """

    source: Source
    measure: Measure
    place: str
    is_main: bool
    offers: tuple[Benefit, ...]

    @property
    def key(self) -> str:
        """Document and measure, unique in the comparison."""
        return f"{self.source.stored.document.id}/{self.measure.id}"

    @property
    def quote(self) -> str:
        """The measure's own words, masked."""
        return self.source.text[self.measure.start : self.measure.end]

    @property
    def title(self) -> str:
        """The measure's head, masked, or its first words."""
        title = self.measure.title
        if title:
            return self.source.masked.hide("".join(title.split()))
        words = "".join(self.quote.split())
        return words[:24] + ("…" if len(words) > 24 else "")

    @property
    def amounts(self) -> str:
        """What it gives: 迎江区 2000元/人＋企业配套500元/人; "" where it gives nothing."""
        words = wording.benefits(self.offers) if self.offers else ""
        return f"{self.place} {words}" if words and self.place else words

    @property
    def leads(self) -> str:
        """Its leading units."""
        return wording.listed(unit.name for unit in self.measure.lead_units)

    @property
    def groups(self) -> str:
        """The groups it serves."""
        return wording.listed(group_name(label) for label in self.measure.target_groups)

    @property
    def windows(self) -> str:
        """When its benefits are applied for."""
        return wording.listed(wording.period(each.window) for each in self.offers if each.window)

    @property
    def qualifying(self) -> str:
        """In which period one must stay, work or act."""
        periods = (each.qualifying for each in self.offers)
        return wording.listed(wording.period(each) for each in periods if each)


@dataclass(frozen=True, slots=True)
class Cell:
    """What one place offers of one type. `strength` is that of its own planned measures."""

    type: str
    region: str
    state: State
    strength: int | None
    searched: int
    entries: tuple[Entry, ...]

    @property
    def label(self) -> str:
        """The strength in words; an absent type says in how many documents it was sought."""
        sought = f"未提及（检索 {self.searched} 篇）"
        if self.state == "below":
            return f"本级{sought}"
        if self.state in ("stated", "absent"):
            return STRENGTHS[self.strength] if self.strength else sought
        if self.state == "reported":
            return "已开展"
        mains = (each.measure.type for each in self.entries if not each.place)
        return f"兼及（见 {wording.listed(mains)}）"

    @property
    def amounts(self) -> tuple[str, ...]:
        """What its measures give, one text each; of several for one place, to whom."""
        giving = [each for each in self.entries if each.offers]
        shown = []
        for entry in giving:
            several = sum(each.place == entry.place for each in giving) > 1
            groups = wording.listed(group_name(each.beneficiary) for each in entry.offers)
            shown.append(f"{entry.amounts}（{groups}）" if several else entry.amounts)
        return tuple(dict.fromkeys(shown))

    @property
    def places(self) -> tuple[str, ...]:
        """The places below that it reports."""
        return tuple(dict.fromkeys(each.place for each in self.entries if each.place))

    @property
    def groups(self) -> tuple[str, ...]:
        """The labels of all groups served."""
        return tuple(
            dict.fromkeys(each for entry in self.entries for each in entry.measure.target_groups)
        )

    def told(self, what: Callable[[Entry], str]) -> str:
        """Return what the entries say of one thing, each once: `cell.told(lambda e: e.leads)`."""
        return wording.listed(
            part for entry in self.entries for part in what(entry).split("、") if part
        )

    @property
    def text(self) -> str:
        """The cell in one text."""
        below = f"所辖：{'、'.join(self.places)}" if self.places and not self.amounts else ""
        return "；".join(part for part in (self.label, *self.amounts, below) if part)


@dataclass(frozen=True, slots=True)
class Column:
    """A place, or the reference. `searched` is the number of its documents, copies left out."""

    region: str
    name: str
    is_reference: bool
    searched: int


@dataclass(frozen=True, slots=True)
class Line:
    """One measure type over all columns."""

    type: str
    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Family:
    """The types of one letter."""

    letter: str
    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The grid, and the documents that it rests on."""

    columns: tuple[Column, ...]
    families: tuple[Family, ...]
    sources: tuple[Source, ...]

    @property
    def cells(self) -> tuple[Cell, ...]:
        """All cells, row by row."""
        return tuple(
            cell for family in self.families for line in family.lines for cell in line.cells
        )

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The measures shown, each once under its main type, in the order of the documents."""
        shown: dict[str, Entry] = {}
        for cell in self.cells:
            for entry in cell.entries:
                if entry.is_main or entry.key not in shown:
                    shown[entry.key] = entry
        order = {source.stored.document.id: at for at, source in enumerate(self.sources)}
        return tuple(
            sorted(
                shown.values(),
                key=lambda each: (order[each.source.stored.document.id], each.measure.start),
            )
        )


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


# -- making -------------------------------------------------------------------------------------


def counted(base: KnowledgeBase, regions: Iterable[str] | None = None) -> tuple[Stored, ...]:
    """Return the documents that count in a grid: no copies, none that a newer one replaces."""
    stored = base.documents()
    replaced = {each.supersedes for each in stored if each.supersedes}
    chosen = frozenset(regions) if regions is not None else None
    return tuple(
        each
        for each in stored
        if not each.copy_of
        and each.document.id not in replaced
        and (chosen is None or (each.region or "") in chosen)
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

    None chooses all. `show` masks a text; `masking.unmasked` is for the owner of the data.
    """
    sources = tuple(_source(base, stored, show) for stored in counted(base, regions))
    columns = _columns(sources)
    placed = _placed(sources, columns)
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
    masked = show(stored.document.text)
    return Source(stored, base.extraction(stored.document.id), masked.text, masked)


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
