"""Sums with their bounds, and the arithmetic that keeps them: at most 300 each for 120 persons is
at most 36,000, never 36,000.

`low` is None under a ceiling and `high` None above a floor, as in the records.
"""

from dataclasses import dataclass
from decimal import Decimal

from extractors.records import Bound

_SIGNS: dict[Bound, str] = {
    "exact": "",
    "at_most": "最高 ",
    "at_least": "至少 ",
    "range": "",
    "approx": "约 ",
}


@dataclass(frozen=True, slots=True)
class Sum:
    """A quantity of `unit` (元, 人, GB …); without either end it is not determined."""

    low: Decimal | None
    high: Decimal | None
    bound: Bound
    unit: str = "元"

    @property
    def is_known(self) -> bool:
        """Whether at least one end is known."""
        return self.low is not None or self.high is not None


def exact(value: Decimal | int, unit: str = "元") -> Sum:
    """Return a sum that is exactly so much."""
    return Sum(Decimal(value), Decimal(value), "exact", unit)


def at_most(value: Decimal | int, unit: str = "元") -> Sum:
    """Return a ceiling."""
    return Sum(None, Decimal(value), "at_most", unit)


def _made(low: Decimal | None, high: Decimal | None, is_approximate: bool, unit: str) -> Sum:
    if is_approximate and low is not None and low == high:
        return Sum(low, high, "approx", unit)
    if low is not None and high is not None:
        return Sum(low, high, "exact" if low == high else "range", unit)
    return Sum(low, high, "at_most" if low is None else "at_least", unit)


def _product(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return None if one is None or other is None else one * other


def times(one: Sum, other: Sum, unit: str = "元") -> Sum:
    """Return the product of two quantities, neither below zero.

    >>> times(at_most(300), exact(120, "人"))
    Sum(low=None, high=Decimal('36000'), bound='at_most', unit='元')
    """
    is_approximate = "approx" in (one.bound, other.bound)
    low, high = _product(one.low, other.low), _product(one.high, other.high)
    return _made(low, high, is_approximate, unit)


def plus(one: Sum, other: Sum) -> Sum:
    """Return the sum of two sums of one unit; a ceiling with an exact sum is a ceiling.

    >>> plus(exact(500), at_most(300))
    Sum(low=None, high=Decimal('800'), bound='at_most', unit='元')
    """
    low = None if one.low is None or other.low is None else one.low + other.low
    high = None if one.high is None or other.high is None else one.high + other.high
    return _made(low, high, "approx" in (one.bound, other.bound), one.unit)


def under(value: Sum, ceiling: Decimal) -> Sum:
    """Return a sum under a ceiling. Where the ceiling cuts, the result is at most the ceiling.

    >>> under(exact(600000), Decimal(300000)).bound, under(exact(200000), Decimal(300000)).bound
    ('at_most', 'exact')
    """
    if value.high is not None and value.high <= ceiling:
        return value
    if value.low is not None and value.low < ceiling:
        return Sum(value.low, ceiling, "range", value.unit)
    return Sum(None, ceiling, "at_most", value.unit)


def plain(value: Decimal) -> str:
    """Return a number in full, its thousands apart: 36,000.

    >>> plain(Decimal("36000.0")), plain(Decimal("12.5"))
    ('36,000', '12.5')
    """
    return f"{value.normalize():,f}"


def words(value: Sum) -> str:
    """Return a sum in full with its bound.

    >>> words(at_most(36000)), words(Sum(Decimal(400), Decimal(3900), "range"))
    ('最高 36,000元', '400—3,900元')
    """
    if value.low is None and value.high is None:
        return "数额不能确定"
    if value.bound == "range" and value.low is not None and value.high is not None:
        return f"{plain(value.low)}—{plain(value.high)}{value.unit}"
    number = value.high if value.low is None else value.low
    assert number is not None
    return f"{_SIGNS[value.bound]}{plain(number)}{value.unit}"
