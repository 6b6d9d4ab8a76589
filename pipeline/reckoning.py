"""The arithmetic of one benefit: its tier, how many it is paid for, how long, and its ceiling.

每人不超过300元 × 120人，每户企业最高30万元 → 最高 36,000元. What the clause needs and nobody stated
is asked for; until then the sum has the bounds that the text gives.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

import regex

from extractors.folding import fold
from extractors.records import Amount, Cap, Tier
from pipeline import sums, wording
from pipeline.applicant import Applicant, counted_in, name_of, whole_of
from pipeline.checks import Ask, Clause, fits, of_tier, words_of_tier
from pipeline.sums import Sum

_PERSONS = frozenset({"人", "名", "位", "员工", "职工"})
_SELF = frozenset(
    {"企业", "户", "家", "单位", "机构", "个体工商户", "基地", "公司", "用人单位", "主体", "家庭"}
)
_PERIODS = {"月": 1, "季": 3, "年": 12}
_DURATION = regex.compile(r"P(?:(?P<years>[0-9]+)Y)?(?:(?P<months>[0-9]+)M)?\Z")
_UNKNOWN = Sum(None, None, "exact", "")


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A benefit's sum and how it came about. `is_open` where something must be told first.

    `is_below` where what was stated reaches no tier.
    """

    sum: Sum | None
    steps: tuple[str, ...]
    asks: tuple[Ask, ...] = ()
    is_open: bool = False
    is_below: bool = False


@dataclass(frozen=True, slots=True)
class _Factor:
    """What a rate is multiplied with: `words` as they are written out."""

    count: Sum
    words: str
    asks: tuple[Ask, ...] = ()


def reckon(clause: Clause, applicant: Applicant) -> Reckoned:
    """Return what a benefit comes to for an applicant, with its arithmetic."""
    tier, asks, is_below = _tier(clause, applicant)
    if tier is None:
        if is_below:
            return Reckoned(None, ("填报的数未达到最低一档",), asks, is_below=True)
        return Reckoned(_between(clause.benefit.tiers), (_all_tiers(clause),), asks, is_open=True)
    factors = tuple(_factors(clause, tier, applicant))
    rate = _rate(tier)
    value, shown = rate, [_quoted(clause, tier)]
    for factor in factors:
        value = sums.times(value, factor.count, value.unit)
        shown.append(factor.words)
    asks = (*asks, *(ask for factor in factors for ask in factor.asks))
    is_open = not value.is_known
    steps = ["，".join([" × ".join(each for each in shown if each), *_ceiling_words(clause, tier)])]
    before = value
    value = _under_cap(clause, applicant, value)
    if value.is_known:
        steps[0] += f" → {sums.words(value)}"
    if value != before and before.is_known:
        steps.append(f"未封顶前 {sums.words(before)}，超过封顶部分不计")
    if any("作上限" in factor.words for factor in factors):
        steps.append("只填报了总数，未填其中符合条件的人数，故为上限")
    return Reckoned(value, tuple(steps), asks, is_open)


# -- tiers --------------------------------------------------------------------------------------


def _tier(clause: Clause, applicant: Applicant) -> tuple[Tier | None, tuple[Ask, ...], bool]:
    """Return the tier reached, what must be told for it, and whether none is reached."""
    tiers = clause.benefit.tiers
    numbers = [of_tier(clause, tier.threshold) for tier in tiers]
    if len(tiers) == 1 and not numbers[0]:
        return tiers[0], (), False
    if any(len(found) != 1 for found, tier in zip(numbers, tiers, strict=True) if tier.threshold):
        return _chosen(clause, applicant)
    units = {found[0].unit for found in numbers if found}
    if len(units) != 1:
        return _chosen(clause, applicant)
    value, asks = _tier_number(clause, applicant, units.pop())
    if value is None:
        return None, asks, False
    reached = [
        (_rank(found), tier)
        for found, tier in zip(numbers, tiers, strict=True)
        if not found or fits(found[0], value)
    ]
    if not reached:
        return None, asks, True
    return max(reached, key=lambda each: each[0])[1], asks, False


def _rank(found: Sequence[Amount]) -> tuple[Decimal, Decimal]:
    """Return how narrow a tier is: the highest beginning first, then the lowest end."""
    least = Decimal("-Infinity")
    if not found:
        return least, least
    low, high = found[0].min, found[0].max
    if found[0].bound in ("exact", "at_least"):
        high = None
    return (low if low is not None else least), (-high if high is not None else least)


def _tier_number(
    clause: Clause, applicant: Applicant, unit: str
) -> tuple[Decimal | None, tuple[Ask, ...]]:
    known = counted_in(clause.zone) if unit in _PERSONS else None
    if known and applicant.number(known) is not None:
        return applicant.number(known), ()
    key = f"{clause.key}.tier"
    name = name_of(known) if known else f"分档所依据的数（{clause.benefit.tiers[0].threshold}）"
    return applicant.number(key), (Ask(key, name, unit),)


def _chosen(clause: Clause, applicant: Applicant) -> tuple[Tier | None, tuple[Ask, ...], bool]:
    tiers = clause.benefit.tiers
    key = f"{clause.key}.tier"
    hide = clause.source.masked.hide
    options = tuple((str(at), hide(tier.threshold or "其他")) for at, tier in enumerate(tiers, 1))
    ask = Ask(key, "属于哪一档", "", options)
    at = applicant.answers.get(key, "")
    picked = tiers[int(at) - 1] if at in dict(options) else None
    return picked, (ask,), False


def _between(tiers: Sequence[Tier]) -> Sum | None:
    """Return what the tiers span, where all are for the applicant itself."""
    rates = [_rate(tier) for tier in tiers]
    if any(
        not _is_self(tier.per) or rate.unit != "元" for tier, rate in zip(tiers, rates, strict=True)
    ):
        return None
    highs = [rate.high for rate in rates]
    if any(high is None for high in highs):
        return None
    return sums.at_most(max(high for high in highs if high is not None))


def _all_tiers(clause: Clause) -> str:
    return clause.source.masked.hide(wording.tiers(clause.benefit.tiers))


# -- factors ------------------------------------------------------------------------------------


def _rate(tier: Tier) -> Sum:
    low = None if tier.bound == "at_most" else tier.min
    high = None if tier.bound == "at_least" else tier.max
    if tier.unit == "%":
        share = Decimal(100)
        low = None if low is None else low / share
        high = None if high is None else high / share
        return Sum(low, high, tier.bound, "元")
    return Sum(low, high, tier.bound, tier.unit)


def _is_self(per: str | None) -> bool:
    return not per or per in _SELF


def _factors(clause: Clause, tier: Tier, applicant: Applicant) -> Iterator[_Factor]:
    what, months = _split(tier.per)
    if tier.unit == "%":
        yield _asked(clause, applicant, "base", "计算基数（按原文所指的工资、标准、租金等）", "元")
    if what in _PERSONS:
        yield _persons(clause, applicant)
    elif not (not what or what in _SELF) or (
        what and clause.benefit.payee == "agency" and what in ("企业",)
    ):
        yield _asked(clause, applicant, "count", f"数量（每{what}）", what)
    if months:
        yield _time(clause, applicant, months)


def _split(per: str | None) -> tuple[str, int]:
    """Return what a rate is for and the months that it is paid for: 人月 → 人, 1."""
    if per and per[-1] in _PERIODS:
        return per[:-1], _PERIODS[per[-1]]
    return per or "", 0


def _asked(clause: Clause, applicant: Applicant, field: str, name: str, unit: str) -> _Factor:
    key = f"{clause.key}.{field}"
    ask = Ask(key, name, unit)
    value = applicant.number(key)
    if value is None or value < 0:
        return _Factor(_UNKNOWN, f"（{name}，待填报）", (ask,))
    return _Factor(sums.exact(value, unit), f"{sums.plain(value)}{unit}", (ask,))


def _persons(clause: Clause, applicant: Applicant) -> _Factor:
    if applicant.kind == "person":
        return _Factor(sums.exact(1, "人"), "1人")
    key = counted_in(clause.zone)
    if key is None:
        return _asked(clause, applicant, "persons", "符合条件的人数", "人")
    value, whole = applicant.number(key), whole_of(key)
    if value is not None:
        return _Factor(sums.exact(max(value, Decimal(0)), "人"), f"{sums.plain(value)}人")
    most = applicant.number(whole) if whole else None
    if most is not None:
        return _Factor(sums.at_most(most, "人"), f"{sums.plain(most)}人（作上限）")
    ask = Ask(key, name_of(key), "人")
    return _Factor(_UNKNOWN, f"（{name_of(key)}，待填报）", (ask,))


def _time(clause: Clause, applicant: Applicant, each: int) -> _Factor:
    """Return how many periods a rate is paid for: as stated, and never beyond the limit."""
    key = f"{clause.key}.months"
    ask = Ask(key, "享受的月数", "个月")
    value, most = applicant.number(key), _most_months(clause)
    if value is None and most is None:
        return _Factor(_UNKNOWN, "（月数，待填报）", (ask,))
    limit = fold(clause.benefit.limit or "").text
    if value is None:
        assert most is not None
        periods = sums.at_most(most / each, "")
        return _Factor(periods, f"{_spoken(most / each, each)}（{limit}）", (ask,))
    cut = value if most is None else min(value, most)
    note = f"（{limit}）" if cut < value else ""
    return _Factor(
        sums.exact(max(cut, Decimal(0)) / each, ""), f"{_spoken(cut / each, each)}{note}", (ask,)
    )


def _spoken(number: Decimal, each: int) -> str:
    return f"{sums.plain(number)}{ {1: '个月', 3: '个季度', 12: '年'}[each] }"


def _most_months(clause: Clause) -> Decimal | None:
    """Return the months that the limit of a benefit allows: 最长不超过6个月 → 6."""
    spans = clause.benefit.evidence.get("limit", ())
    for day in clause.source.extraction.dates:
        inside = any(each.start <= day.start and day.end <= each.end for each in spans)
        if inside and day.duration:
            match = _DURATION.match(day.duration.rpartition("/")[2])
            if match and match.group() != "P":
                return Decimal(int(match["years"] or 0) * 12 + int(match["months"] or 0))
    return None


# -- ceilings -----------------------------------------------------------------------------------


def _ceiling_words(clause: Clause, tier: Tier) -> Iterator[str]:
    ceiling = clause.benefit.cap
    if ceiling and not (tier.bound == "at_most" and tier.max == ceiling.max):
        yield wording.cap(ceiling).replace("≤", "最高")


def _under_cap(clause: Clause, applicant: Applicant, value: Sum) -> Sum:
    ceiling = clause.benefit.cap
    if ceiling is None or value.unit != "元":
        return value
    most = _cap_of(clause, applicant, ceiling)
    if most is None:
        return value
    return sums.under(value, most) if value.is_known else value


def _cap_of(clause: Clause, applicant: Applicant, ceiling: Cap) -> Decimal | None:
    what, months = _split(ceiling.per)
    most = ceiling.max
    if what in _PERSONS:
        persons = _persons(clause, applicant).count.high
        if persons is None:
            return None
        most *= persons
    elif what and what not in _SELF:
        return None
    if months:
        stated = applicant.number(f"{clause.key}.months") or _most_months(clause)
        if stated is None:
            return most
        periods = -(-stated // months)  # 14 months have two ceilings of a year
        most *= max(periods, Decimal(1))
    return most


def _quoted(clause: Clause, tier: Tier) -> str:
    """Return a rate as printed: 每人不超过300元."""
    spans = words_of_tier(clause.source, clause.benefit, tier)
    size = (tier.min, tier.max, tier.unit)
    found = [
        each
        for each in clause.source.extraction.amounts
        if (each.min, each.max, each.unit) == size
        and any(step.start <= each.start and each.end <= step.end for step in spans)
    ]
    return fold(found[0].quote).text if found else wording.tier(tier)
