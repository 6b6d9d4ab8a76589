"""What a case of benefits shows: the first tier's words, then the whole benefit in one line."""

from datetime import date

from extractors import amounts, benefits, dates, targets
from extractors.folding import fold
from extractors.records import Benefit, Metadata, Period, Tier
from extractors.scope import MeasureSpan, PartSpan, Scope


def shown(case: dict) -> list[list[str]]:
    """Return the benefits of a case's text, read as one measure with the head `title`."""
    folded = fold(case["text"])
    size = len(folded.text)
    status = case.get("status", "planned")
    scope = Scope(
        folded,
        Metadata(date_issued=date.fromisoformat(case.get("day", "2022-03-01"))),
        (PartSpan("p1", "main", None, 0, size),),
        (),
        (MeasureSpan("m01", 0, size, 0, None, "", case.get("title"), None, status),),
    )
    found = benefits.Found(
        amounts.resolve(amounts.find(scope.text), scope),
        dates.resolve(dates.find(scope.text), scope),
        targets.resolve(targets.find(scope.text), scope),
    )
    labels = {"m01": tuple(dict.fromkeys(target.label for target in found.targets))}
    return [
        [each.tiers[0].evidence[0].quote, line(each)]
        for each in benefits.find(scope, found, labels)
    ]


def line(benefit: Benefit) -> str:
    """Return a benefit in one line: what, to whom, on what terms."""
    parts = [
        f"{benefit.name} {' / '.join(map(_tier, benefit.tiers))}",
        f"{benefit.payer}→{benefit.payee} {benefit.beneficiary}",
        f"if {benefit.condition}" if benefit.condition else "",
        f"cap {benefit.cap.max}/{benefit.cap.per}" if benefit.cap else "",
        f"limit {benefit.limit}" if benefit.limit else "",
        f"from {benefit.funding}" if benefit.funding else "",
        f"window {_period(benefit.window)}" if benefit.window else "",
        f"qualifying {_period(benefit.qualifying)}" if benefit.qualifying else "",
        f"at {benefit.apply_to}" if benefit.apply_to else "",
    ]
    return "; ".join(filter(None, parts))


def _tier(tier: Tier) -> str:
    signs = {"exact": "", "at_most": "≤", "at_least": "≥", "approx": "~"}
    number = f"{tier.min}–{tier.max}"
    if tier.bound != "range":
        number = f"{signs[tier.bound]}{tier.min if tier.max is None else tier.max}"
    threshold = f"[{tier.threshold}]" if tier.threshold else ""
    return f"{threshold}{number}{tier.unit}" + (f"/{tier.per}" if tier.per else "")


def _period(period: Period) -> str:
    return f"{period.start_day or ''}/{period.end_day or ''}"
