"""Shows the amounts of a text: its quote, and 「at_most 500 per 人」 with the role where asked."""

from extractors import amounts
from extractors.folding import fold
from extractors.records import Amount, Metadata
from extractors.scope import MeasureSpan, PartSpan, Scope


def shown(case):
    folded = fold(case["text"])
    size = len(folded.text)
    measures = ()
    if case.get("status", "planned") != "none":
        span = MeasureSpan("m01", 0, size, 0, None, "", None, None, case.get("status", "planned"))
        measures = (span,)
    scope = Scope(folded, Metadata(), (PartSpan("p1", "main", None, 0, size),), (), measures)
    found = amounts.resolve(amounts.find(folded.text), scope)
    return [[each.quote, _value(each, "roles" in case)] for each in found]


def _value(amount: Amount, with_role: bool) -> str:
    low, high = amount.min, amount.max
    number = f"{low:f}-{high:f}" if low != high and None not in (low, high) else f"{high or low:f}"
    unit = "" if amount.unit == "元" else amount.unit
    bound = "" if amount.bound == "exact" else f"{amount.bound} "
    per = f" per {amount.per}" if amount.per else ""
    return f"{bound}{number}{unit}{per}" + (f" ({amount.role})" if with_role else "")
