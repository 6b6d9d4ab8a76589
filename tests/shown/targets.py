"""Shows the groups that a text serves: quote and label, the whole text taken as one measure."""

from datetime import date

from extractors import targets
from extractors.folding import fold
from extractors.records import Metadata
from extractors.scope import MeasureSpan, PartSpan, Scope


def shown(case):
    folded = fold(case["text"])
    end = len(folded.text)
    part = PartSpan("p1", "main", None, 0, end)
    measure = MeasureSpan("m01", 0, end, 0, None, "", None, None, "planned")
    metadata = Metadata(region=case.get("region"), date_issued=date(2021, 1, 20))
    scope = Scope(folded, metadata, (part,), (), (measure,))
    found = targets.resolve(targets.find(folded.text), scope)
    return [[target.quote, target.label] for target in found]
