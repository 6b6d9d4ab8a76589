"""What a clause asks of those who claim its benefit, as far as a program can compare it.

Thresholds that are numbers are compared with what was stated, plain facts (连续生产, 留岗红包) with
yes or no. Every other condition stays unchecked, in the words of the clause.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Literal

import regex

from extractors.folding import fold
from extractors.lexicon import one_of, read_lexicon
from extractors.records import Amount, Benefit, Evidence, Tier
from pipeline import sums, wording
from pipeline.applicant import Applicant, inputs, words_of
from pipeline.codes import group_name
from pipeline.grid import Source

State = Literal["met", "failed", "missing", "unchecked"]
STATES: dict[State, str] = {
    "met": "已填报，符合",
    "failed": "已填报，不符合",
    "missing": "须填报",
    "unchecked": "需核实",
}
_BREAKS = "。；\n"
_NOUN = regex.compile(r"[^，。；：（）“”\n且并对]{1,24}\Z")
_SPLIT = regex.compile(r"[，；。\n]|且|并(?=[在按已依与签且])")


@dataclass(frozen=True, slots=True)
class Check:
    """One condition and how what was stated stands to it."""

    state: State
    words: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Ask:
    """Something that a clause needs to be told. `options` are the answers of a choice."""

    key: str
    name: str
    unit: str
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Clause:
    """A benefit in its document: `zone` are the folded words that lead to its sum."""

    source: Source
    benefit: Benefit
    zone: str
    start: int
    end: int

    @property
    def key(self) -> str:
        """Document and benefit, unique in a knowledge base."""
        return f"{self.source.stored.id}.{self.benefit.id}"


def clause_of(source: Source, benefit: Benefit) -> Clause:
    """Return a benefit with the words before its sum: its sentence and its condition."""
    measure = next(each for each in source.extraction.measures if each.id == benefit.measure)
    steps = [each for step in benefit.tiers for each in words_of_tier(source, benefit, step)]
    first = min((each.start for each in steps), default=measure.end)
    last = max((each.end for each in steps), default=measure.end)
    before = source.text[measure.start : first]
    start = measure.start + max(before.rfind(mark) + 1 for mark in _BREAKS)
    for each in benefit.evidence.get("condition", ()):
        start = min(start, each.start)
    zone = f"{fold(benefit.condition or '').text}\n{fold(source.text[start:first]).text}"
    return Clause(source, benefit, zone, start, last)


def words_of_tier(
    source: Source, benefit: Benefit, tier: Tier
) -> tuple[Evidence, ...] | tuple[Amount, ...]:
    """Return where a tier's sum is printed: its evidence, else the measure's amounts of its size.

    An annotation by hand gives no evidence.
    """
    if tier.evidence:
        return tier.evidence
    size = (tier.min, tier.max, tier.unit)
    return tuple(
        each
        for each in source.extraction.amounts
        if each.measure == benefit.measure and (each.min, each.max, each.unit) == size
    )


def thresholds(clause: Clause) -> tuple[Amount, ...]:
    """Return the numbers that are conditions of a benefit as a whole, not of one of its tiers."""
    tiers = {each for step in clause.benefit.tiers for each in of_tier(clause, step.threshold)}
    words = clause.benefit.evidence.get("condition", ())
    spans = [(each.start, each.end) for each in words] or [(clause.start, clause.end)]
    return tuple(
        each
        for each in _of_measure(clause)
        if each not in tiers
        and any(start <= each.start and each.end <= end for start, end in spans)
        and not _is_bracketed(clause, each)
    )


def of_tier(clause: Clause, threshold: str | None) -> tuple[Amount, ...]:
    """Return the numbers within the words at which a tier begins."""
    if not threshold:
        return ()
    return tuple(
        each
        for each in _of_measure(clause)
        if each.quote in threshold and clause.start <= each.start <= clause.end + len(threshold)
    )


def _of_measure(clause: Clause) -> tuple[Amount, ...]:
    found = clause.source.extraction.amounts
    return tuple(
        each
        for each in found
        if each.measure == clause.benefit.measure and each.role == "threshold"
    )


def _is_bracketed(clause: Clause, amount: Amount) -> bool:
    """Tell whether a number stands in brackets: there it says what a word means, and of whom."""
    before = clause.source.text[clause.start : amount.start]
    opened = max(before.rfind("（"), before.rfind("("))
    return opened > max(before.rfind("）"), before.rfind(")"))


def fits(amount: Amount, value: Decimal) -> bool:
    """Tell whether a number is within a threshold; 超过 and 不满 leave the number itself out."""
    low, high = amount.min, amount.max
    if low is not None and (value < low or (value == low and _excludes(amount.quote, "above"))):
        return amount.bound == "approx"
    return (
        high is None
        or amount.bound in ("exact", "at_least", "approx")
        or value < high
        or (value == high and not _excludes(amount.quote, "below"))
    )


def _excludes(quote: str, side: str) -> bool:
    return bool(_excluding(side).search(quote))


@cache
def _excluding(side: str) -> "regex.Pattern[str]":
    entries = [each for each in read_lexicon("excluding") if each.key.startswith(side)]
    words = one_of(form for each in entries for form in each.forms)
    return regex.compile(rf"(?<![不未得])(?<!不得|不能|不应){words}")


def noun_of(clause: Clause, amount: Amount) -> str:
    """Return what a threshold measures, as printed before it: 2021年一季度工业总产值."""
    before = fold(clause.source.text[max(clause.start, amount.start - 48) : amount.start]).text
    match = _NOUN.search(before)
    return match.group() if match else ""


def check_all(
    clause: Clause, applicant: Applicant, *, is_answered_by_group: bool
) -> Iterator[tuple[Check, Ask | None]]:
    """Yield each condition of a benefit with how it stands, and what must be told for it."""
    told: list[str] = []
    for amount in thresholds(clause):
        noun = noun_of(clause, amount)
        told.append(fold(amount.quote).text)
        yield _compared(clause, amount, noun, applicant)
    for check in _facts(clause, applicant):
        yield check, None
    if not is_answered_by_group:
        words = f"属于“{group_name(clause.benefit.beneficiary)}”"
        yield Check("unchecked", words, "按原文的享受对象"), None
    for words in _rest(clause, told):
        yield Check("unchecked", words), None


def _compared(clause: Clause, amount: Amount, noun: str, applicant: Applicant) -> tuple[Check, Ask]:
    number = clause.source.extraction.amounts.index(amount) + 1
    key = f"{clause.source.stored.id}.{number}"
    quote = fold(amount.quote).text
    ask = Ask(key, noun or quote, amount.unit)
    value = applicant.number(key)
    words = f"{noun}{quote}"
    if value is None:
        wrong = applicant.answers.get(key)
        return Check("missing", words, f"“{wrong}”不是数" if wrong else ""), ask
    stated = f"填报 {sums.plain(value)}{amount.unit}"
    if amount.unit == "元":
        stated = f"填报 {wording.number(value)}元"
    return Check("met" if fits(amount, value) else "failed", words, stated), ask


def _facts(clause: Clause, applicant: Applicant) -> Iterator[Check]:
    condition = fold(clause.benefit.condition or "").text
    for entry in inputs(applicant.kind):
        match = words_of(entry.key).search(condition) if entry.more["kind"] == "fact" else None
        if match is None:
            continue
        stated = applicant.fact(entry.key)
        if stated is not None:
            yield Check(
                "met" if stated else "failed", entry.name, f"填报：{'是' if stated else '否'}"
            )


def _rest(clause: Clause, told: list[str]) -> Iterator[str]:
    """Yield the pieces of the condition that nothing was compared with."""
    condition = fold(clause.source.masked.hide(clause.benefit.condition or "")).text
    for piece in _pieces(condition):
        for words in told:
            if words and words in piece:
                piece = piece.partition(words)[2].lstrip("的，、")
        if len(piece.strip("的在并、")) > 2:
            yield piece


def _pieces(condition: str) -> Iterator[str]:
    """Yield the parts of a condition; what stands in brackets stays with its noun."""
    depth = start = 0
    for match in regex.finditer(rf"[（）]|{_SPLIT.pattern}", condition):
        sign = match.group()
        if sign in "（）":
            depth += 1 if sign == "（" else -1
        elif depth <= 0:
            yield condition[start : match.start()]
            start = match.end()
    yield condition[start:]
