"""Who asks the calculator: a firm or a person, its groups, and what it states.

What may be stated at once stands in `lexicons/calculator.toml`; what only one clause asks for
(an output, a growth, a number of months) has a key of its own that `pipeline.calculator` gives.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import Literal

import regex

from extractors.folding import fold
from extractors.lexicon import Entry, one_of, read_lexicon
from extractors.numerals import read_numeral
from pipeline.codes import group_lineage

Kind = Literal["firm", "person"]
KINDS: dict[Kind, str] = {"firm": "单位", "person": "个人"}
YES, NO = "是", "否"
MOST = Decimal(10) ** 15

_UNITS = regex.compile(r"(?:元|人月|人|名|个月|个|月|%|张|次|户|年|场|家|份|天|日|倍|亩)\Z")


@dataclass(frozen=True, slots=True)
class Applicant:
    """A firm or a person. `answers` are what was written, by key; what is not there is unknown."""

    kind: Kind
    groups: frozenset[str] = frozenset()
    answers: Mapping[str, str] = field(default_factory=dict)

    def number(self, key: str) -> Decimal | None:
        """Return the number stated under a key, or None."""
        return read_answer(self.answers.get(key, ""))

    def fact(self, key: str) -> bool | None:
        """Return yes, no, or None where nothing was stated."""
        return {YES: True, NO: False}.get(self.answers.get(key, ""))

    def belongs(self, label: str) -> bool | None:
        """Tell whether it is of a target group; None where what it states leaves that open."""
        if any(label in group_lineage(own) for own in self.groups):
            return True
        is_open = not self.groups or any(own in group_lineage(label) for own in self.groups)
        return None if is_open else False


def read_answer(text: str) -> Decimal | None:
    """Return the number that somebody wrote, or None: with 万 and a unit, or without.

    >>> read_answer("6,000万元"), read_answer("8.5%"), read_answer("-3%"), read_answer("许多")
    (Decimal('60000000'), Decimal('8.5'), Decimal('-3'), None)
    """
    folded = "".join(fold(text[:40]).text.split())
    sign = -1 if folded.startswith("-") else 1
    value = read_numeral(_UNITS.sub("", folded.removeprefix("-")))
    return None if value is None or value > MOST else value * sign


@cache
def inputs(kind: Kind) -> tuple[Entry, ...]:
    """Return what a firm or a person may state, in the order of the form."""
    own = (each for each in read_lexicon("calculator") if each.more["who"] in (kind, "both"))
    return tuple(sorted(own, key=lambda each: _ORDER.index(each.key)))


_ORDER = (
    "outside_province", "outside_province_stayed", "outside_city", "outside_city_stayed",
    "employees", "shared_lent", "recruited", "trained", "trainees", "placed",
    "gave_bonus", "continuous", "stayed", "certificate", "insured",
)  # fmt: skip


@cache
def words_of(key: str) -> "regex.Pattern[str]":
    """Return the pattern of the words that ask for what is stated under a key."""
    return regex.compile(one_of(_entry(key).aliases))


def name_of(key: str) -> str:
    """Return what is stated under a key, in words; of a part with what it is a part of."""
    wholes = (each for each in read_lexicon("calculator") if each.more.get("part") == key)
    whole = next(wholes, None)
    return f"{whole.name}，{_entry(key).name}" if whole else _entry(key).name


@cache
def _entry(key: str) -> Entry:
    return next(each for each in read_lexicon("calculator") if each.key == key)


def counted_in(zone: str) -> str | None:
    """Return the key of those whom the words before a sum count: the nearest to it.

    >>> counted_in("对重点企业，按照省外户籍员工"), counted_in("对其中的企业")
    ('outside_province', None)
    """
    best: tuple[int, int, str] | None = None
    for entry in inputs("firm"):
        if entry.more["kind"] != "count" or not entry.aliases:
            continue
        for match in words_of(entry.key).finditer(zone):
            if best is None or (match.end(), len(match.group())) > best[:2]:
                best = (match.end(), len(match.group()), entry.key)
    if best is None:
        return None
    part = _entry(best[2]).more.get("part")
    return str(part) if part and words_of("stayed").search(zone) else best[2]


def whole_of(key: str) -> str | None:
    """Return the key of the number that a part belongs to: those who stayed, to all of them."""
    return next(
        (each.key for each in read_lexicon("calculator") if each.more.get("part") == key), None
    )
