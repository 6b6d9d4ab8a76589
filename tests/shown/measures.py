"""Shows the measures of a text: its words, and label, title, status (region, strength if asked)."""

from extractors import amounts
from extractors.folding import fold
from extractors.records import Metadata
from extractors.scope import Scope
from extractors.structure import clauses, measures, parts, strength


def shown(case):
    folded = fold(case["text"])
    found = parts.find(folded)
    tree = clauses.find(folded, found)
    spans = measures.find(folded, found, tree)
    records = ()
    if "strengths" in case:
        scope = Scope(folded, Metadata(), found, tree, spans)
        records = amounts.resolve(amounts.find(folded.text), scope)
    return [
        [folded.quote(each.start, each.end), _value(case, folded, each, records)] for each in spans
    ]


def _value(case, folded, measure, records):
    words = [measure.label or "-", measure.title or "-", measure.status]
    if "regions" in case:
        words.append(measure.region or "-")
    if "strengths" in case:
        own = [each for each in records if each.measure == measure.id]
        text = folded.text[measure.start : measure.end]
        words.append(str(strength.of(text, own, measure.title)))
    return " ".join(words)
