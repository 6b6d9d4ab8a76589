"""What changed between two knowledge bases, value by value, with the rule and run behind each.

Documents are the same by name, else by document number. Where the text is the same, records are
matched by their place; where it is not (a new version), by their words. A record on one side only
is added or removed; one on both sides gives a row for each value that differs.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

from pipeline import gold as gold_format
from pipeline.knowledge_base import KnowledgeBase, Stored
from pipeline.masking import Masked, mask
from pipeline.scoring import matched

Kind = Literal["added", "removed", "changed"]
_FIELDS = ("parts", "measures", "amounts", "dates", "targets", "benefits")
_NOT_VALUES = ("start", "end", "quote", "rule", "type_rule", "evidence", "id", "measure", "part")
_ALIKE = 0.6


@dataclass(frozen=True, slots=True)
class Difference:
    """One change. `before`/`after` are values as text, None where a side has no such record.

    `rules` are those that gave the two values, `words` the masked quote the newer value rests on.
    """

    kind: Kind
    document: str
    record: str
    field: str
    before: str | None
    after: str | None
    rules: tuple[str, str]
    words: str


@dataclass(frozen=True, slots=True)
class Report:
    """All changes, and the versions (code and lexicons) and runs of both sides."""

    versions: tuple[str, str]
    runs: tuple[str, str]
    documents: tuple[tuple[str | None, str | None], ...]
    differences: tuple[Difference, ...]


def compare_bases(old: KnowledgeBase, new: KnowledgeBase) -> Report:
    """Return what changed from one knowledge base to another."""
    before, after = old.documents(), new.documents()
    pairs = tuple(_paired(before, after))
    return Report(
        (_version(before), _version(after)),
        (_run(old), _run(new)),
        tuple((one.id if one else None, other.id if other else None) for one, other in pairs),
        tuple(change for pair in pairs for change in _of_documents(old, new, pair)),
    )


def _version(documents: Sequence[Stored]) -> str:
    return "、".join(sorted({each.version for each in documents}))


def _run(base: KnowledgeBase) -> str:
    return "; ".join(f"{run.started} – {run.finished}" for run in base.runs())


Pair = tuple[Stored | None, Stored | None]


def _paired(before: Sequence[Stored], after: Sequence[Stored]) -> Iterator[Pair]:
    by_name = {each.id: each for each in after}
    by_number = {each.doc_number: each for each in after if each.doc_number}
    taken: set[str] = {each.id for each in before if each.id in by_name}
    for each in before:
        other = by_name.get(each.id)
        if other is None and each.doc_number:
            other = by_number.get(each.doc_number)
            other = None if other is None or other.id in taken else other
        if other is not None:
            taken.add(other.id)
        yield each, other
    for each in after:
        if each.id not in taken:
            yield None, each


def _of_documents(old: KnowledgeBase, new: KnowledgeBase, pair: Pair) -> Iterator[Difference]:
    one, other = pair
    if one is None or other is None:
        known = other or one
        assert known is not None
        kind: Kind = "added" if one is None else "removed"
        before, after = _named(one), _named(other)
        yield Difference(kind, known.id, "document", "title", before, after, ("", ""), "")
        return
    texts = old.document(one.id).text, new.document(other.id).text
    masks = mask(texts[0]), mask(texts[1])
    extractions = old.extraction(one.id), new.extraction(other.id)
    if texts[0] != texts[1]:
        sizes = [f"{len(text)} characters" for text in texts]
        yield Difference("changed", other.id, "document", "text", sizes[0], sizes[1], ("", ""), "")
    yield from _of_values(
        other.id,
        "metadata",
        (_values(extractions[0].metadata, masks[0]), _values(extractions[1].metadata, masks[1])),
    )
    for field in _FIELDS:
        records = [
            _Side.of(extraction, field, text, masked)
            for extraction, text, masked in zip(extractions, texts, masks, strict=True)
        ]
        for first, second in _matched(records[0], records[1], texts[0] == texts[1]):
            yield from _of_records(other.id, field, first, second)


def _named(stored: Stored | None) -> str | None:
    return (stored.title or stored.id) if stored else None


@dataclass(frozen=True, slots=True)
class _Side:
    """One record on one side, with its values as text and the words it rests on."""

    name: str
    start: int
    end: int
    words: str
    shown: str
    rule: str
    values: dict[str, str]

    @staticmethod
    def of(extraction: Any, field: str, text: str, masked: Masked) -> "list[_Side]":
        """Return a field's records; a benefit stands where its measure does."""
        spans = {each.id: (each.start, each.end) for each in extraction.measures}
        found = []
        for record in getattr(extraction, field):
            whole = field == "benefits"
            start, end = spans[record.measure] if whole else (record.start, record.end)
            rules = (getattr(record, name, "") for name in ("rule", "type_rule"))
            found.append(
                _Side(
                    str(getattr(record, "name", "") or getattr(record, "id", field[:-1])),
                    start,
                    end,
                    "".join(text[start:end].split()) + getattr(record, "name", ""),
                    masked.text[start:end],
                    " ".join(rule for rule in rules if rule),
                    _values(record, masked),
                )
            )
        return found


def _values(record: Any, masked: Masked) -> dict[str, str]:
    content = gold_format.to_json(record)
    found = {}
    for name, value in content.items():
        if name in _NOT_VALUES or value in (None, [], ""):
            continue
        if name.endswith("_units"):
            value = [unit["name"] for unit in value]
        if name == "tiers":
            value = [{k: v for k, v in tier.items() if k != "evidence"} for tier in value]
        found[name] = masked.hide(str(value))
    return found


def _matched(
    old: Sequence[_Side], new: Sequence[_Side], same_text: bool
) -> list[tuple[_Side | None, _Side | None]]:
    """Return records one to one: by place, or by words where the texts differ."""
    if same_text and len({(each.start, each.end) for each in old}) == len(old):
        return matched(old, new, 0.5)
    free = list(new)
    partner: dict[int, _Side] = {}
    for alike in (1.0, _ALIKE):
        for at, each in enumerate(old):
            if at in partner:
                continue
            best = max(free, key=lambda other: _likeness(each, other), default=None)
            if best is not None and _likeness(each, best) >= alike:
                partner[at] = best
                free.remove(best)
    pairs: list[tuple[_Side | None, _Side | None]] = [
        (each, partner.get(at)) for at, each in enumerate(old)
    ]
    return pairs + [(None, each) for each in free]


def _likeness(one: _Side, other: _Side) -> float:
    if one.words == other.words:
        return 1.0
    quick = SequenceMatcher(None, one.words, other.words, autojunk=False)
    return quick.ratio() if quick.real_quick_ratio() >= _ALIKE <= quick.quick_ratio() else 0.0


def _of_records(
    document: str, field: str, old: _Side | None, new: _Side | None
) -> Iterator[Difference]:
    if old is None or new is None:
        known = new or old
        assert known is not None
        kind: Kind = "added" if old is None else "removed"
        said = "; ".join(f"{name}={value}" for name, value in known.values.items())
        sides: tuple[str | None, str | None] = (None, said) if old is None else (said, None)
        rules = ("", known.rule) if old is None else (known.rule, "")
        before, after = sides
        name = f"{field} {known.name}"
        yield Difference(kind, document, name, "", before, after, rules, known.shown)
        return
    name = f"{field} {new.name}"
    for change in _of_values(document, name, (old.values, new.values)):
        yield Difference(
            change.kind,
            document,
            name,
            change.field,
            change.before,
            change.after,
            (old.rule, new.rule),
            new.shown,
        )


def _of_values(
    document: str, record: str, sides: tuple[dict[str, str], dict[str, str]]
) -> Iterator[Difference]:
    before, after = sides
    for name in sorted({*before, *after}):
        if before.get(name) != after.get(name):
            yield Difference(
                "changed", document, record, name, before.get(name), after.get(name), ("", ""), ""
            )


def lines_of(report: Report) -> Iterator[str]:
    """Yield the report as lines of text."""
    yield f"before: {report.versions[0]} (run {report.runs[0]})"
    yield f"after:  {report.versions[1]} (run {report.runs[1]})"
    counts = {
        kind: sum(each.kind == kind for each in report.differences)
        for kind in ("added", "removed", "changed")
    }
    yield ", ".join(f"{number} {kind}" for kind, number in counts.items())
    signs = {"added": "+", "removed": "-", "changed": "~"}
    for each in report.differences:
        words = "".join(each.words.split())[:40]
        rules = " → ".join(each.rules) if any(each.rules) else ""
        sides = f"{each.before or '—'} → {each.after or '—'}"
        tail = "  ".join(part for part in (f"「{words}」" if words else "", rules) if part)
        head = f"{signs[each.kind]} {each.document} {each.record} {each.field}"
        yield f"{head}: {sides}  {tail}".rstrip()
