"""How local measures take up the notice of a superior: which clause each one carries out, and how.

`take_up` aligns all measures of a comparison with the clauses of the reference (the national
notice that a document reproduces, or one stored by itself) and with like measures of other places.
A measure that carries out nothing of it is new. Everything shown is masked.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

import numpy

from extractors.folding import fold
from extractors.lexicon import read_lexicon
from pipeline.alignment_features import (
    Array,
    Item,
    Notice,
    carrying,
    change_of,
    items_of,
    likeness,
    notice_of,
)
from pipeline.alignment_model import NEW, chosen, read_model
from pipeline.codes import NATIONAL, region_name
from pipeline.comparison import counted
from pipeline.knowledge_base import KnowledgeBase, KnowledgeBaseError
from pipeline.masking import Masked, mask

LEAST_SHARED = 4
MOST_SHARED = 40
LEAST_ALIKE = 0.3

_TITLE = 24
_HEADS = ("yields", "open", "served")
_BARE_NAMES = frozenset(
    form
    for entry in read_lexicon("targets")
    for form in (*entry.forms, *(w for key in _HEADS for w in entry.more.get(key, ())))
)
_ENDS = "，。；：、“”（）《》〔〕 \n"


@dataclass(frozen=True, slots=True)
class Side:
    """One measure or clause as it is shown: where it stands, its head and its masked words."""

    document: str
    measure: str
    region: str
    place: str
    title: str
    type: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A local measure and the clause that it carries out; `national` is None for what is new.

    `shared` is the longest wording that both have, "" where it is shorter than four characters;
    `probability` how sure the pair is; `alike` the like measures of other places, most alike first.
    """

    local: Side
    national: Side | None
    relation: str
    shared: str
    probability: float
    alike: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Uptake:
    """All pairs, the clauses of the reference, and the places (code, name) that were compared."""

    reference: str
    clauses: tuple[Side, ...]
    places: tuple[tuple[str, str], ...]
    pairs: tuple[Pair, ...]

    def of(self, clause: Side, region: str) -> tuple[Pair, ...]:
        """Return the pairs of one clause in one place."""
        return tuple(
            pair for pair in self.pairs if pair.national == clause and pair.local.region == region
        )

    def omitting(self, clause: Side) -> tuple[str, ...]:
        """Return the names of the places that carry out nothing of a clause."""
        return tuple(name for code, name in self.places if not self.of(clause, code))


@dataclass(frozen=True, slots=True)
class _Placed:
    """An item with how it is shown."""

    item: Item
    side: Side


def take_up(
    base: KnowledgeBase,
    reference: str = NATIONAL,
    regions: Iterable[str] | None = None,
    show: Callable[[str], Masked] = mask,
) -> Uptake:
    """Return how the places of a knowledge base take up the reference's clauses.

    Raises KnowledgeBaseError where no document holds measures of the reference.
    """
    above: dict[str, _Placed] = {}
    local: dict[str, list[_Placed]] = {}
    names: dict[str, str] = {}
    chosen_regions = frozenset(regions) if regions is not None else None
    for stored in counted(base):
        region = stored.region or ""
        for placed in _placed(base, stored.id, (region, stored.region_name or ""), show):
            if placed.side.region == reference:
                above.setdefault(placed.item.text, placed)
            elif chosen_regions is None or region in chosen_regions:
                names.setdefault(region, stored.region_name or region_name(region))
                local.setdefault(region, []).append(placed)
    if not above:
        raise KnowledgeBaseError(
            f"{base.path}: no measures of {reference}; build it with the notice to compare with"
        )
    clauses = tuple(above.values())
    notice = notice_of([each.item for each in clauses])
    alike = _alike(local)
    pairs = tuple(
        pair for placed in local.values() for pair in _pairs(placed, clauses, notice, alike)
    )
    name = region_name(reference)
    sides = tuple(each.side for each in clauses)
    return Uptake(name, sides, tuple(names.items()), pairs)


def _placed(
    base: KnowledgeBase, name: str, own: tuple[str, str], show: Callable[[str], Masked]
) -> Iterable[_Placed]:
    """Yield a document's measures: an annex of another issuer's place under that place."""
    region, place = own
    text = base.document(name).text
    found = base.extraction(name)
    masked = show(text)
    parts = {part.id: part for part in found.parts}
    for item in items_of(name, region, fold(text), found):
        measure = item.measure
        part = parts.get(measure.part)
        home = part.region if part and part.issuers and part.region else region
        words = masked.text[measure.start : measure.end]
        yield _Placed(
            item,
            Side(
                name,
                measure.id,
                home,
                place if home == region else region_name(home),
                masked.hide(item.title) or _first_words(masked.hide(item.text)),
                measure.type,
                measure.start,
                measure.end,
                words,
            ),
        )


def _first_words(text: str) -> str:
    return text.rstrip("。；，") if len(text) <= _TITLE else text[:_TITLE] + "…"


def _pairs(
    placed: Sequence[_Placed],
    clauses: Sequence[_Placed],
    notice: Notice,
    alike: dict[str, tuple[Side, ...]],
) -> Iterable[Pair]:
    model = read_model()
    probabilities = model.probabilities(likeness([each.item for each in placed], notice))
    holds = chosen(probabilities, model.thresholds)
    for i, each in enumerate(placed):
        like = alike.get(each.item.key, ())
        taken = numpy.flatnonzero(holds[i]).tolist()
        for j in taken:
            relation = model.relation(change_of(each.item, notice, j))
            shared = shared_wording("。".join(carrying(each.item, notice, j)), clauses[j].item.text)
            probability = round(float(probabilities[i, j]), 4)
            yield Pair(each.side, clauses[j].side, relation, shared, probability, like)
        if not taken:
            surest = round(1 - float(probabilities[i].max()), 4)
            yield Pair(each.side, None, NEW, "", surest, like)


def shared_wording(local: str, above: str) -> str:
    """Return the longest run of 4 to 40 characters that two texts share, no marks at its ends.

    The bare name of a group (务工人员) is no wording that was taken over.

    >>> shared_wording("要加强监管执法力度，推进", "加强监管执法力度。推进")
    '加强监管执法力度'
    """
    match = SequenceMatcher(None, local, above, autojunk=False).find_longest_match()
    run = local[match.a : match.a + match.size].strip(_ENDS)[:MOST_SHARED].rstrip(_ENDS)
    return run if len(run) >= LEAST_SHARED and run not in _BARE_NAMES else ""


def _alike(local: dict[str, list[_Placed]]) -> dict[str, tuple[Side, ...]]:
    """Return for each measure up to three of other places: like in words, served types and all."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    placed = [each for measures in local.values() for each in measures]
    if len(local) < 2:
        return {}
    words = TfidfVectorizer(analyzer="char", ngram_range=(2, 3), sublinear_tf=True)
    vectors = words.fit_transform([each.item.text for each in placed])
    cosines = (vectors @ vectors.T).toarray()
    found = {}
    for i, each in enumerate(placed):
        ranked = sorted(
            (-_likeness(cosines, placed, i, j), j)
            for j, other in enumerate(placed)
            if other.side.region != each.side.region
        )
        found[each.item.key] = tuple(
            placed[j].side for value, j in ranked[:3] if -value >= LEAST_ALIKE
        )
    return found


def _likeness(cosines: Array, placed: Sequence[_Placed], i: int, j: int) -> float:
    one, other = placed[i].item, placed[j].item
    same = one.measure.type == other.measure.type
    return float(cosines[i, j]) + (0.2 if same else 0.0)
