"""Found records against gold, field by field, as `gold/METRICS.md` defines it.

`score(found, gold)` gives for each field how many gold has, how many were found and which agree;
every disagreement is kept as a row, so a report can show what was missed and what was made up.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, fields
from difflib import SequenceMatcher
from typing import Any, Protocol

import regex

from extractors.records import Amount, Benefit, Extraction, Measure, Metadata, Unit


@dataclass(frozen=True, slots=True)
class Miss:
    """One disagreement: what gold says and what was found, None where a side has nothing."""

    doc: str
    field: str
    gold: str | None
    found: str | None


@dataclass(slots=True)
class Tally:
    """The counts of one field over one document or many."""

    hits: int = 0
    gold: int = 0
    found: int = 0

    def __iadd__(self, other: "Tally") -> "Tally":
        self.hits += other.hits
        self.gold += other.gold
        self.found += other.found
        return self

    @property
    def precision(self) -> float:
        """Share of what was found that is right; 1 where nothing was found and gold has none."""
        return self.hits / self.found if self.found else float(not self.gold)

    @property
    def recall(self) -> float:
        """Share of gold that was found; 1 where gold has none and nothing was found."""
        return self.hits / self.gold if self.gold else float(not self.found)

    @property
    def f1(self) -> float:
        """The harmonic mean; 1 where both sides are empty."""
        return 2 * self.hits / (self.gold + self.found) if self.gold + self.found else 1.0


@dataclass(slots=True)
class Score:
    """One document's tallies by field, its disagreements and its inverted bounds."""

    doc: str
    tallies: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    misses: list[Miss] = field(default_factory=list)
    inverted: list[Miss] = field(default_factory=list)

    def compare(self, name: str, gold: Iterable[Any], found: Iterable[Any]) -> None:
        """Count two bags of comparable values against each other."""
        wanted, given = Counter(gold), Counter(found)
        tally = self.tallies[name]
        tally.gold += wanted.total()
        tally.found += given.total()
        tally.hits += (wanted & given).total()
        for value in (wanted - given).elements():
            self.misses.append(Miss(self.doc, name, shown(value), None))
        for value in (given - wanted).elements():
            self.misses.append(Miss(self.doc, name, None, shown(value)))

    def count(self, name: str, pair: tuple[Any, Any], hit: bool, show: Callable[..., str]) -> None:
        """Count one pair of a gold and a found record, either of which may be None."""
        gold, found = pair
        tally = self.tallies[name]
        tally.gold += gold is not None
        tally.found += found is not None
        tally.hits += hit
        if not hit:
            sides = [show(record) if record is not None else None for record in pair]
            self.misses.append(Miss(self.doc, name, *sides))


class Spanned(Protocol):
    """A record with a place in the text."""

    @property
    def start(self) -> int: ...  # noqa: D102

    @property
    def end(self) -> int: ...  # noqa: D102


_LEFT_OUT = regex.compile(r"[\s。：、，；“”《》]+")
_BRACKETS = str.maketrans("（）〔〕﹝﹞[]【】［］{}〈〉<>", "()()()()()()()()()")


def plain(value: Any) -> Any:
    """Return a string as strings compare: no white space and 。：、，；“”《》, brackets alike."""
    return _LEFT_OUT.sub("", value).translate(_BRACKETS) if isinstance(value, str) else value


def shown(value: Any) -> str:
    """Return a compared value as a reader sees it in a report."""
    return " ".join(str(each) for each in value) if isinstance(value, tuple) else str(value)


def overlap(one: Spanned, other: Spanned) -> float:
    """Return intersection / union in code points."""
    common = min(one.end, other.end) - max(one.start, other.start)
    return common / (max(one.end, other.end) - min(one.start, other.start)) if common > 0 else 0.0


def matched(gold: Sequence[Any], found: Sequence[Any], least: float) -> list[tuple[Any, Any]]:
    """Return gold and found one to one, highest overlap first, then what stays alone.

    Pairs stand in the order of gold; `(gold, None)` was missed, `(None, found)` made up.
    """
    ordered = sorted(range(len(found)), key=lambda j: found[j].start)
    candidates = []
    for i, wanted in enumerate(gold):
        for j in ordered:
            if found[j].start >= wanted.end:
                break
            share = overlap(wanted, found[j])
            if share >= least:
                candidates.append((-share, i, j))
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted(candidates):
        if i not in partner and j not in taken:
            partner[i] = j
            taken.add(j)
    pairs = [(g, found[partner[i]] if i in partner else None) for i, g in enumerate(gold)]
    return pairs + [(None, found[j]) for j in ordered if j not in taken]


def score(found: Extraction, gold: Extraction) -> Score:
    """Return every field's agreement of one document."""
    result = Score(gold.doc)
    result.compare("metadata", _metadata(gold.metadata), _metadata(found.metadata))
    for pair in matched(gold.parts, found.parts, 0.8):
        result.count(
            "parts", pair, None not in pair, lambda part: f"{part.start}:{part.end} {part.title}"
        )
    measures = matched(gold.measures, found.measures, 0.8)
    _score_measures(result, measures)
    _score_units(result, measures)
    _score_amounts(result, gold, found)
    _score_mentions(result, gold, found)
    _score_benefits(result, gold, found, measures)
    return result


def _metadata(metadata: Metadata) -> list[tuple[str, Any]]:
    values = []
    for each in fields(Metadata):
        value = getattr(metadata, each.name)
        if each.name == "evidence" or value is None:
            continue
        members = value if isinstance(value, tuple) else (value,)
        values += [(each.name, plain(member)) for member in members]
    return values


_OF_MEASURE = ("title", "region", "status")
_OF_TYPED = ("type", "strength")


def _score_measures(result: Score, pairs: Sequence[tuple[Any, Any]]) -> None:
    typed = any(gold is not None and gold.type != "Z0" for gold, _ in pairs)
    for gold, found in pairs:
        both = gold is not None and found is not None
        result.count("measures", (gold, found), both, _named)
        for name in _OF_MEASURE:
            same = both and plain(getattr(gold, name)) == plain(getattr(found, name))
            result.count(f"measure.{name}", (gold, found), same, _valued(name))
        if not typed or (gold is not None and gold.type == "Z0"):
            continue
        for name in _OF_TYPED:
            same = both and getattr(gold, name) == getattr(found, name)
            result.count(f"measure.{name}", (gold, found), same, _valued(name))
        same = both and gold.type[0] == found.type[0]
        result.count("measure.family", (gold, found), same, lambda measure: measure.type[0])
        result.compare("measure.types", _typed(gold, gold), _typed(gold, found))


def _named(measure: Measure) -> str:
    return f"{measure.start}:{measure.end} {measure.label}{measure.title or ''}"


def _valued(name: str) -> Callable[[Measure], str]:
    return lambda measure: f"{getattr(measure, name)} ({_named(measure)})"


def _typed(gold: Measure | None, measure: Measure | None) -> list[tuple[str, str]]:
    if measure is None:
        return []
    name = gold.id if gold is not None else f"+{measure.id}"
    return [(name, leaf) for leaf in (measure.type, *measure.also)]


def _score_units(result: Score, pairs: Sequence[tuple[Any, Any]]) -> None:
    for role in ("lead_units", "support_units"):
        gold_pairs = [p for g, _ in pairs if g is not None for p in _units(g.id, getattr(g, role))]
        found_pairs = []
        for gold, found in pairs:
            if found is not None:
                name = gold.id if gold is not None else f"+{found.id}"
                found_pairs += _units(name, getattr(found, role))
        result.compare(role, gold_pairs, found_pairs)
    if any(gold is not None and gold.target_groups for gold, _ in pairs):
        wanted = [(g.id, label) for g, _ in pairs if g is not None for label in g.target_groups]
        given = [
            (gold.id if gold is not None else f"+{found.id}", label)
            for gold, found in pairs
            if found is not None
            for label in found.target_groups
        ]
        result.compare("target_groups", wanted, given)


def _units(measure: str, units: Iterable[Unit]) -> list[tuple[str, str]]:
    names = dict.fromkeys(plain(unit.name) for unit in units if unit.basis != "issuer")
    return [(measure, name) for name in names]


def _score_amounts(result: Score, gold: Extraction, found: Extraction) -> None:
    for kind in ("money", "count"):
        wanted = [amount for amount in gold.amounts if amount.kind == kind]
        given = [amount for amount in found.amounts if amount.kind == kind]
        for pair in matched(wanted, given, 0.5):
            both = None not in pair
            result.count(f"{kind}.span", pair, both, _amount)
            for name, value in (("value", _value), ("per", _per), ("role", _role)):
                same = both and value(pair[0]) == value(pair[1])
                result.count(f"{kind}.{name}", pair, same, _amount)
            _count_exact(result, f"{kind}.exact", pair)
            if both and {pair[0].bound, pair[1].bound} == {"at_least", "at_most"}:
                sides = (_amount(pair[0]), _amount(pair[1]))
                result.inverted.append(Miss(result.doc, "inverted", *sides))


def _value(amount: Amount) -> tuple[Any, ...]:
    unit = amount.unit if amount.kind == "count" else None
    return amount.min, amount.max, amount.bound, unit


def _per(amount: Amount) -> str | None:
    return amount.per


def _role(amount: Amount) -> str:
    return amount.role


def _amount(amount: Amount) -> str:
    return (
        f"{amount.start}: {amount.quote!r} {amount.bound} {amount.min}..{amount.max} "
        f"{amount.unit} per {amount.per} {amount.role}"
    )


def _count_exact(result: Score, name: str, pair: tuple[Any, Any]) -> None:
    gold, found = pair
    same = None not in pair and (gold.start, gold.end) == (found.start, found.end)
    result.count(name, pair, same, lambda record: f"{record.start}: {record.quote!r}")


_OF_DATE: tuple[tuple[str, Callable[[Any], Any]], ...] = (
    ("value", lambda date: (date.start_day, date.end_day, date.duration)),
    ("kind", lambda date: date.kind),
    ("role", lambda date: date.role),
)


def _score_mentions(result: Score, gold: Extraction, found: Extraction) -> None:
    for pair in matched(gold.dates, found.dates, 0.5):
        both = None not in pair
        result.count("dates.span", pair, both, _date)
        for name, value in _OF_DATE:
            result.count(f"dates.{name}", pair, both and value(pair[0]) == value(pair[1]), _date)
        _count_exact(result, "dates.exact", pair)
    if not gold.targets:
        return
    for pair in matched(gold.targets, found.targets, 0.5):
        both = None not in pair
        result.count("targets.span", pair, both, _target)
        same = both and pair[0].label == pair[1].label
        result.count("targets.label", pair, same, _target)
        _count_exact(result, "targets.exact", pair)


def _date(date: Any) -> str:
    days = f"{date.start_day or ''}/{date.end_day or ''}"
    return f"{date.start}: {date.quote!r} {date.kind} {days} {date.duration or ''} {date.role}"


def _target(target: Any) -> str:
    return f"{target.start}: {target.quote!r} {target.label}"


_SAME = ("beneficiary", "payee", "payer", "cap", "window", "qualifying")
_ALIKE = ("condition", "funding", "limit")


def _score_benefits(
    result: Score, gold: Extraction, found: Extraction, measures: Sequence[tuple[Any, Any]]
) -> None:
    partner = {f.id: g.id for g, f in measures if g is not None and f is not None}
    for wanted, given in _matched_benefits(gold.benefits, found.benefits, partner):
        both = wanted is not None and given is not None
        result.count("benefits", (wanted, given), both, _benefit)
        for name in _SAME:
            same = both and _attribute(wanted, name) == _attribute(given, name)
            result.count(f"benefit.{name}", (wanted, given), same, _with_attribute(name))
        for name in _ALIKE:
            alike = both and _text_agrees(getattr(wanted, name), getattr(given, name))
            result.count(f"benefit.{name}", (wanted, given), alike, _with_attribute(name))


def _matched_benefits(
    gold: Sequence[Benefit], found: Sequence[Benefit], partner: dict[str, str]
) -> list[tuple[Benefit | None, Benefit | None]]:
    candidates = []
    for i, wanted in enumerate(gold):
        for j, given in enumerate(found):
            if partner.get(given.measure) == wanted.measure and _tiers(wanted) == _tiers(given):
                same = sum(_attribute(wanted, name) == _attribute(given, name) for name in _SAME)
                candidates.append((-same, i, j))
    pairs: list[tuple[Benefit | None, Benefit | None]] = []
    of_gold: dict[int, int] = {}
    for _, i, j in sorted(candidates):
        if i not in of_gold and j not in of_gold.values():
            of_gold[i] = j
    for i, wanted in enumerate(gold):
        pairs.append((wanted, found[of_gold[i]] if i in of_gold else None))
    return pairs + [(None, given) for j, given in enumerate(found) if j not in of_gold.values()]


def _tiers(benefit: Benefit) -> frozenset[tuple[Any, ...]]:
    return frozenset((t.min, t.max, t.unit, t.per, t.bound) for t in benefit.tiers)


def _attribute(benefit: Benefit | None, name: str) -> Any:
    value = getattr(benefit, name)
    return (value.max, value.per) if name == "cap" and value is not None else value


def _text_agrees(one: str | None, other: str | None) -> bool:
    if one is None or other is None:
        return one is other
    return SequenceMatcher(None, plain(one), plain(other), autojunk=False).ratio() >= 0.7


def _benefit(benefit: Benefit) -> str:
    tiers = "; ".join(f"{t.bound} {t.min}..{t.max} {t.unit}/{t.per}" for t in benefit.tiers)
    return f"{benefit.measure} {benefit.name} [{tiers}]"


def _with_attribute(name: str) -> Callable[[Benefit], str]:
    return lambda benefit: f"{getattr(benefit, name)} ({benefit.measure} {benefit.name})"
