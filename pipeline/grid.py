"""The records of a comparison: columns, families of types, and cells with what they rest on.

All words in them are masked. Made by `pipeline.comparison`, read by every export and the page.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from extractors.records import Benefit, Extraction, Measure
from pipeline import wording
from pipeline.codes import STRENGTHS, group_name
from pipeline.knowledge_base import Stored
from pipeline.masking import Masked

State = Literal["absent", "stated", "reported", "touched", "below"]


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
        return f"{self.source.stored.id}/{self.measure.id}"

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
        order = {source.stored.id: at for at, source in enumerate(self.sources)}
        return tuple(
            sorted(
                shown.values(),
                key=lambda each: (order[each.source.stored.id], each.measure.start),
            )
        )
