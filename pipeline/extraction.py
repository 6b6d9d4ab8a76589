"""One document in, its records out: fold → structure → extract → records.

`EXTRACTORS` is the one list of the extractors of flat mentions and of the words that each reads;
what belongs to a measure (units, groups, type, strength) and the benefits are joined here from
what they found.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from extractors import amounts, benefits, dates, metadata, types, units
from extractors import targets as groups
from extractors.folding import fold
from extractors.records import Amount, Extraction, Measure, Part, Target
from extractors.scope import MeasureSpan, PartSpan, Scope
from extractors.structure import clauses, measures, parts
from extractors.structure import strength as strengths
from pipeline.document import Document

# sums and dates anywhere, groups only in measures
EXTRACTORS = (
    ("amounts", amounts, "text"),
    ("dates", dates, "text"),
    ("targets", groups, "measured"),
)


def extract(document: Document) -> Extraction:
    """Return the records of a document, in gold format, each with the words it rests on."""
    return extract_text(document.text, document.id)


def extract_text(text: str, name: str) -> Extraction:
    """Return the records of a text; `name` becomes the extraction's `doc`."""
    scope = structure(text)
    found = {
        field: module.resolve(module.find(getattr(scope, read)), scope)
        for field, module, read in EXTRACTORS
    }
    described = _describe(scope, found["amounts"], found["targets"])
    return Extraction(
        doc=name,
        metadata=scope.metadata,
        parts=tuple(_part(scope, part) for part in scope.parts),
        measures=described,
        benefits=benefits.find(
            scope, benefits.Found(**found), {each.id: each.target_groups for each in described}
        ),
        **found,
    )


def structure(text: str) -> Scope:
    """Return what stands around the mentions of a text: metadata, parts, clauses, measures."""
    folded = fold(text)
    spans = parts.find(folded)
    tree = clauses.find(folded, spans)
    known = metadata.find(folded, spans)
    return Scope(folded, known, spans, tree, measures.find(folded, spans, tree))


def _part(scope: Scope, part: PartSpan) -> Part:
    start, end = scope.folded.span(part.start, part.end)
    region = part.region or scope.metadata.region
    return Part(part.id, part.kind, part.title, part.issuers, region, start, end)


class _Held(NamedTuple):
    """What was found inside one measure."""

    amounts: list[Amount]
    targets: list[Target]
    acting: units.Units


def _describe(
    scope: Scope, amounts: Iterable[Amount], targets: Iterable[Target]
) -> tuple[Measure, ...]:
    spans = [(each.start, each.end) for each in scope.measures]
    acting = units.resolve(units.find(scope.text, spans), scope)
    held = {each.id: _Held([], [], acting[each.id]) for each in scope.measures}
    for amount in amounts:
        if amount.measure:
            held[amount.measure].amounts.append(amount)
    for target in targets:
        if target.measure:
            held[target.measure].targets.append(target)
    subject = types.subject_of(scope.metadata.title, scope.text)
    asked = [
        types.Asked(each.title, scope.text[each.start : each.end], _head_above(scope, each))
        for each in scope.measures
    ]
    return tuple(
        _measure(scope, each, held[each.id], judged)
        for each, judged in zip(scope.measures, types.classify(asked, subject), strict=True)
    )


def _measure(scope: Scope, span: MeasureSpan, held: _Held, judged: types.Judged) -> Measure:
    words = scope.text[span.start : span.end]
    part = scope.parts[span.part]
    start, end = scope.folded.span(span.start, span.end)
    return Measure(
        id=span.id,
        part=part.id,
        label=span.label,
        title=_as_printed(scope, span),
        region=span.region or part.region or scope.metadata.region,
        type=judged.leaf,
        also=judged.also,
        strength=strengths.of(words, held.amounts, span.title),
        status=span.status,
        lead_units=held.acting[0],
        support_units=held.acting[1],
        target_groups=groups.groups_of(held.targets, words),
        start=start,
        end=end,
        rule=span.rule,
        type_rule=judged.rule,
    )


def _as_printed(scope: Scope, span: MeasureSpan) -> str | None:
    """Return a measure's title in the characters of the source: 「解决"老账"问题」, not “老账”."""
    at = scope.text.find(span.title, span.start, span.end) if span.title else -1
    if at < 0 or not span.title:
        return span.title
    printed = scope.folded.quote(at, at + len(span.title))
    if len(printed) == len(span.title) and " " not in span.title:
        return printed
    source = scope.folded.source
    places = dict(zip(scope.folded.offsets[at : at + len(span.title)], span.title, strict=True))
    return "".join(sign if sign == " " else source[place] for place, sign in places.items())


def _head_above(scope: Scope, span: MeasureSpan) -> str | None:
    """Return the head of the clause above a measure, None where it has none."""
    if span.clause is None:
        return None
    above: Any = scope.clauses[span.clause].parent
    if above is None:
        return None
    clause = scope.clauses[above]
    return scope.text[clause.head_start : clause.head_end] or None
