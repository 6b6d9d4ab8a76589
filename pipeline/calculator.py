"""The calculator: which benefits of a place fit a firm or a person, and what they come to.

Each line is one benefit with its arithmetic written out, its clause, what was compared, what must
still be told and what only a person can check. Bounds are carried through (`pipeline.sums`).
Nothing is claimed that the text does not state: benefits paid by firms, unions and operators are
never added to the government's, and whether several may be had at once is the text's to say.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from extractors.records import Benefit, Measure, Payer
from pipeline import sums
from pipeline.applicant import Applicant, counted_in
from pipeline.checks import Ask, Check, Clause, check_all, clause_of
from pipeline.codes import group_lineage, is_below
from pipeline.grid import Source
from pipeline.reckoning import reckon
from pipeline.sums import Sum

Standing = Literal["fits", "open", "out"]
STANDINGS: dict[Standing, str] = {
    "fits": "可申请（另有需核实的条件见下）",
    "open": "须补充填报",
    "out": "不符合",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One benefit for one applicant. `to_workers` where a firm's workers receive it."""

    source: Source
    measure: Measure
    benefit: Benefit
    region: str
    standing: Standing
    sum: Sum | None
    steps: tuple[str, ...]
    checks: tuple[Check, ...]
    asks: tuple[Ask, ...]
    to_workers: bool

    @property
    def key(self) -> str:
        """Document and measure."""
        return f"{self.source.stored.id}/{self.measure.id}"


@dataclass(frozen=True, slots=True)
class Place:
    """What one place offers an applicant. `relation` is own, above or below the place asked."""

    region: str
    relation: Literal["own", "above", "below"]
    lines: tuple[Line, ...]

    def total(self, payer: Payer = "government", *, to_workers: bool = False) -> Sum | None:
        """Return the sum of what fits and is known in yuan, of one payer; None for nothing."""
        total: Sum | None = None
        for line in self.counted(payer, to_workers=to_workers):
            assert line.sum is not None
            total = line.sum if total is None else sums.plus(total, line.sum)
        return total

    def counted(self, payer: Payer = "government", *, to_workers: bool = False) -> tuple[Line, ...]:
        """Return the lines that a total adds up."""
        return tuple(
            line
            for line in self.lines
            if line.standing == "fits"
            and line.to_workers == to_workers
            and line.benefit.payer == payer
            and line.sum is not None
            and line.sum.unit == "元"
            and line.sum.is_known
        )


def regions_for(place: str, known: Iterable[str]) -> frozenset[str]:
    """Return the regions whose benefits concern a place: its own, those above and below it."""
    return frozenset(
        each for each in known if each == place or is_below(each, place) or is_below(place, each)
    )


def calculate(sources: Sequence[Source], applicant: Applicant, place: str) -> tuple[Place, ...]:
    """Return the benefits that may fit, place by place: its own first, then above, then below."""
    by_region: dict[str, list[Line]] = {}
    for source in sources:
        for line in work_out(source, applicant):
            if regions_for(place, (line.region,)):
                by_region.setdefault(line.region, []).append(line)
    found = (_place(place, region, lines) for region, lines in by_region.items())
    order = ("own", "above", "below")
    return tuple(sorted(found, key=lambda each: (order.index(each.relation), each.region)))


def _place(asked: str, region: str, lines: Sequence[Line]) -> Place:
    relation: Literal["own", "above", "below"] = "own"
    if region != asked:
        relation = "above" if is_below(asked, region) else "below"
    order = ("fits", "open", "out")
    ranked = sorted(lines, key=lambda line: (line.to_workers, order.index(line.standing)))
    return Place(region, relation, tuple(ranked))


def work_out(source: Source, applicant: Applicant) -> tuple[Line, ...]:
    """Return a line for each benefit of a document that is meant for such an applicant."""
    measures = {each.id: each for each in source.extraction.measures}
    lines = []
    for benefit in source.extraction.benefits:
        measure = measures[benefit.measure]
        concern = _concerns(benefit, applicant)
        if concern is None or measure.status != "planned":
            continue
        clause = clause_of(source, benefit)
        if concern and counted_in(clause.zone) is None:  # not the workers of a firm
            continue
        lines.append(_line(clause, measure, applicant, concern))
    return tuple(lines)


def _concerns(benefit: Benefit, applicant: Applicant) -> bool | None:
    """Tell whether a benefit goes to the applicant's workers; None where it is for others."""
    is_for_firms = "employers" in group_lineage(benefit.beneficiary)
    if applicant.kind == "person":
        others = is_for_firms or benefit.payee != "person"
        return None if others or applicant.belongs(benefit.beneficiary) is False else False
    if benefit.payee == "person":
        is_for_workers = "workers" in group_lineage(benefit.beneficiary)
        is_paid_by_firm = benefit.payer in ("government", "firm")
        return True if is_for_workers and is_paid_by_firm else None
    if is_for_firms and applicant.belongs(benefit.beneficiary) is False:
        return None
    return False


def _line(clause: Clause, measure: Measure, applicant: Applicant, to_workers: bool) -> Line:
    benefit = clause.benefit
    is_member = not to_workers and applicant.belongs(benefit.beneficiary) is True
    found = list(check_all(clause, applicant, is_answered_by_group=is_member))
    checks = tuple(check for check, _ in found)
    reckoned = reckon(clause, applicant)
    asks = (*(ask for _, ask in found if ask), *reckoned.asks)
    states = {check.state for check in checks}
    standing: Standing = "fits"
    if "failed" in states or reckoned.is_below:
        standing = "out"
    elif "missing" in states or reckoned.is_open:
        standing = "open"
    return Line(
        source=clause.source,
        measure=measure,
        benefit=benefit,
        region=measure.region or clause.source.stored.region or "",
        standing=standing,
        sum=None if standing == "out" else reckoned.sum,
        steps=reckoned.steps,
        checks=checks,
        asks=tuple(dict.fromkeys(asks)),
        to_workers=to_workers,
    )
