"""How values read in Chinese: sums with their bounds, steps, ceilings, periods.

A ceiling reads ≤ and a floor ≥ wherever they are shown.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from extractors.records import Benefit, Bound, Cap, Period, Tier
from pipeline.codes import PAYERS

_PERIODS = "年月日天夜周次季"
_LARGE = ((Decimal(10) ** 8, "亿"), (Decimal(10) ** 4, "万"))


def number(value: Decimal) -> str:
    """Return a number as officials write it, exactly.

    >>> number(Decimal(300000)), number(Decimal("81000")), number(Decimal(3900))
    ('30万', '8.1万', '3900')
    """
    for size, name in _LARGE:
        if abs(value) >= size and (value / size * 100) % 1 == 0:
            return _plain(value / size) + name
    return _plain(value)


def _plain(value: Decimal) -> str:
    return format(value.normalize(), "f")


def per(what: str | None) -> str:
    """Return what one amount is for, as a suffix: 人月 → /人·月.

    >>> per("人月"), per("户"), per(None)
    ('/人·月', '/户', '')
    """
    if not what:
        return ""
    parts = "·".join((what[:-1], what[-1])) if len(what) > 1 and what[-1] in _PERIODS else what
    return f"/{parts}"


def amount(low: Decimal | None, high: Decimal | None, unit: str, bound: Bound) -> str:
    """Return an amount with its bound.

    >>> amount(None, Decimal(300), "元", "at_most"), amount(Decimal(500), None, "元", "at_least")
    ('≤300元', '≥500元')
    >>> amount(Decimal(400), Decimal(3900), "元", "range")
    '400—3900元'
    """
    if bound == "range" and low is not None and high is not None:
        return f"{number(low)}—{number(high)}{unit}"
    value = high if bound == "at_most" else low
    if value is None:
        value = low if low is not None else high
    if value is None:
        return "数额未载明"
    sign = {"at_most": "≤", "at_least": "≥", "approx": "约"}.get(bound, "")
    return f"{sign}{number(value)}{unit}"


def tier(step: Tier) -> str:
    """Return one step of a benefit without its threshold: ≤300元/人."""
    return amount(step.min, step.max, step.unit, step.bound) + per(step.per)


def cap(ceiling: Cap) -> str:
    """Return a ceiling.

    >>> cap(Cap(Decimal(300000), "企业")), cap(Cap(Decimal(50000), "企业年"))
    ('每户企业≤30万元', '每户企业每年≤5万元')
    """
    sums = f"≤{number(ceiling.max)}元"
    if not ceiling.per:
        return f"总额{sums}"
    what, again = ceiling.per, ""
    if len(what) > 1 and what[-1] in _PERIODS:
        what, again = what[:-1], f"每{what[-1]}"
    return f"每{'户' if what == '企业' else ''}{what}{again}{sums}"


def tiers(steps: Sequence[Tier]) -> str:
    """Return all steps: one as it is, several with what each starts from."""
    if len(steps) == 1:
        return tier(steps[0])
    shown = (f"{step.threshold or '其他'} {tier(step)}" for step in steps)
    return "分档：" + "；".join(shown)


def benefit(offer: Benefit, *, matched: bool = False) -> str:
    """Return what a benefit gives, its ceiling, and who pays where it is not the government.

    `matched` where a firm pays beside the government: 企业配套500元/人.
    """
    words = tiers(offer.tiers)
    if offer.cap and not (len(offer.tiers) == 1 and _is_ceiling(offer.tiers[0], offer.cap)):
        words += f"，{cap(offer.cap)}"
    if offer.payer == "government":
        return words
    if matched:
        return f"{PAYERS[offer.payer]}配套{words}"
    verb = "支付" if offer.tiers[0].unit == "元" else "提供"
    return f"{PAYERS[offer.payer]}{verb} {words}"


def _is_ceiling(step: Tier, ceiling: Cap) -> bool:
    return (step.bound, step.max, step.per, step.unit) == (
        "at_most",
        ceiling.max,
        ceiling.per,
        "元",
    )


def benefits(offers: Sequence[Benefit]) -> str:
    """Return what one measure gives: 2000元/人＋企业配套500元/人."""
    public = any(offer.payer == "government" for offer in offers)
    public_first = sorted(offers, key=lambda offer: offer.payer != "government")
    return "＋".join(benefit(offer, matched=public) for offer in public_first)


def day(value: date | None) -> str:
    """Return a day in Chinese, or "".

    >>> day(date(2021, 3, 31))
    '2021年3月31日'
    """
    return f"{value.year}年{value.month}月{value.day}日" if value else ""


def period(span: Period | None) -> str:
    """Return a period; an end that the text leaves open is named as such."""
    if span is None:
        return ""
    if span.start_day and span.end_day:
        if span.start_day == span.end_day:
            return day(span.start_day)
        return f"{day(span.start_day)}至{day(span.end_day)}"
    if span.end_day:
        return f"截至{day(span.end_day)}（起始未载明）"
    if span.start_day:
        return f"自{day(span.start_day)}起（截止未载明）"
    return "起止未载明"


def listed(words: Iterable[str]) -> str:
    """Return words as a list, each once."""
    return "、".join(dict.fromkeys(words))
