"""The rows of the detail sheets: measures, benefits by tier, evidence, fields, sources.

Each sheet says of every column its name, its width and, in 字段说明, what it means.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from extractors.records import Amount, Benefit, DateMention, Measure, Period
from pipeline import wording
from pipeline.codes import (
    AMOUNT_ROLES,
    BASES,
    BOUNDS,
    DATE_ROLES,
    KINDS,
    PAYEES,
    PAYERS,
    STATUSES,
    STRENGTHS,
    group_name,
    region_name,
    type_name,
)
from pipeline.comparison import type_of
from pipeline.exports.meanings import MEANINGS
from pipeline.grid import Comparison, Entry, Source
from pipeline.reading.evidence import PAGED, page_number

Value = str | int | Decimal | date | None
Row = tuple[Value, ...]
LEGEND = (
    "力度：1 鼓励、2 要求落实、3 按既有标准、4 写明标准；已开展：仅见于工作情况的报道；"
    "兼及：其他类型的措施中有一句涉及；≤ 不超过，≥ 不低于。每格末行为依据（文件/措施）。"
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: columns of (name, width), the first `frozen` of them kept in sight."""

    name: str
    columns: tuple[tuple[str, int], ...]
    rows: tuple[Row, ...]
    frozen: int = 0


def all_of(comparison: Comparison) -> tuple[Sheet, ...]:
    """Return the detail sheets in their order."""
    entries = comparison.entries
    return (
        Sheet("措施明细", _MEASURES, tuple(_measure(each) for each in entries), 2),
        Sheet("待遇标准", _TIERS, tuple(row for each in entries for row in _tiers(each)), 2),
        Sheet("原文依据", _EVIDENCE, tuple(row for each in entries for row in _evidence(each)), 2),
        Sheet("字段说明", (("工作表", 12), ("字段", 14), ("说明", 90)), tuple(_meanings())),
        Sheet("数据来源", _SOURCES, tuple(_source(each) for each in comparison.sources), 1),
    )


_MEASURES = (
    ("文件", 12), ("措施", 8), ("地区代码", 10), ("地区", 16), ("编号", 8), ("标题", 32),
    ("类型代码", 9), ("类型", 20), ("兼及", 24), ("力度", 6), ("力度说明", 12), ("状态", 8),
    ("待遇", 36), ("支出与其他金额", 30), ("门槛", 26), ("数量", 26), ("牵头单位", 32),
    ("配合单位", 32), ("服务对象", 28), ("时间", 30), ("原文", 80), ("起", 8), ("止", 8),
    ("判定规则", 18),
)  # fmt: skip


def _region(entry: Entry) -> str | None:
    return entry.measure.region or entry.source.stored.region


def _benefits(entry: Entry) -> list[Benefit]:
    found = entry.source.extraction.benefits
    return [each for each in found if each.measure == entry.measure.id]


def _measure(entry: Entry) -> Row:
    measure = entry.measure
    amounts = [each for each in entry.source.extraction.amounts if each.measure == measure.id]
    days = [each for each in entry.source.extraction.dates if each.measure == measure.id]
    money = [each for each in amounts if each.kind == "money"]
    return (
        entry.source.stored.id,
        measure.id,
        _region(entry),
        region_name(_region(entry)),
        measure.label,
        entry.title,
        measure.type,
        type_name(measure.type),
        "、".join(f"{code} {type_name(code)}" for code in measure.also),
        measure.strength,
        STRENGTHS[measure.strength],
        STATUSES[measure.status],
        wording.benefits(_benefits(entry)),
        _amounts([each for each in money if each.role in ("total", "other")], entry),
        _amounts([each for each in amounts if each.role == "threshold"], entry),
        _amounts([each for each in amounts if each.role in ("target", "result")], entry),
        wording.listed(unit.name for unit in measure.lead_units),
        wording.listed(unit.name for unit in measure.support_units),
        entry.groups,
        "；".join(_date(each, entry) for each in days),
        entry.quote,
        measure.start,
        measure.end,
        " ".join(rule for rule in (measure.rule, measure.type_rule) if rule),
    )


def _amounts(found: list[Amount], entry: Entry) -> str:
    return "；".join(f"{AMOUNT_ROLES[each.role]} {_words(each, entry)}" for each in found)


def _words(record: Amount | DateMention, entry: Entry) -> str:
    return "".join(entry.source.text[record.start : record.end].split())


def _date(found: DateMention, entry: Entry) -> str:
    return f"{DATE_ROLES[found.role]} {_words(found, entry)}"


_TIERS = (
    ("文件", 12), ("措施", 8), ("地区代码", 10), ("地区", 16), ("类型代码", 9), ("类型", 20),
    ("待遇名称", 26), ("享受对象", 18), ("领取方", 10), ("支付方", 10), ("档次", 6),
    ("起点条件", 26),
    ("下限", 12), ("上限", 12), ("单位", 8), ("每", 8), ("限定", 10), ("封顶", 12), ("封顶每", 8),
    ("享受条件", 50), ("期限次数", 18), ("资金来源", 28), ("申领起", 12), ("申领止", 12),
    ("要求期间起", 12),
    ("要求期间止", 12), ("受理单位", 22), ("状态", 8), ("表述", 34), ("起", 8), ("止", 8),
    ("判定规则", 16),
)  # fmt: skip


def _days(period: Period | None) -> tuple[date | None, date | None]:
    return (period.start_day, period.end_day) if period else (None, None)


def _tiers(entry: Entry) -> Iterator[Row]:
    measure, hide = entry.measure, entry.source.masked.hide
    for benefit in _benefits(entry):
        for number, tier in enumerate(benefit.tiers, 1):
            span = tier.evidence[0] if tier.evidence else measure
            yield (
                entry.source.stored.id,
                measure.id,
                _region(entry),
                region_name(_region(entry)),
                type_of(benefit, measure),
                type_name(type_of(benefit, measure)),
                hide(benefit.name),
                group_name(benefit.beneficiary),
                PAYEES[benefit.payee],
                PAYERS[benefit.payer],
                number,
                tier.threshold,
                tier.min,
                tier.max,
                tier.unit,
                tier.per,
                BOUNDS[tier.bound],
                benefit.cap.max if benefit.cap else None,
                benefit.cap.per if benefit.cap else None,
                hide(benefit.condition or ""),
                benefit.limit,
                benefit.funding,
                *_days(benefit.window),
                *_days(benefit.qualifying),
                hide(benefit.apply_to or ""),
                STATUSES[measure.status],
                wording.tier(tier),
                span.start,
                span.end,
                benefit.rule,
            )


_EVIDENCE = (
    ("文件", 12), ("页", 6), ("措施", 8), ("编号", 8), ("字段", 14), ("值", 40), ("原文", 60),
    ("起", 8), ("止", 8), ("判定规则", 18),
)  # fmt: skip


def _evidence(entry: Entry) -> Iterator[Row]:
    stored, measure = entry.source.stored, entry.measure
    text, path = entry.source.text, Path(stored.path)
    for name, value, start, end, rule in sorted(_facts(entry), key=lambda fact: (fact[2], fact[3])):
        page = page_number(path, stored.sha256, start) if stored.format in PAGED else None
        row = (stored.id, page, measure.id, measure.label, name, value)
        yield *row, text[start:end], start, end, rule


def _facts(entry: Entry) -> Iterator[tuple[str, str, int, int, str]]:
    measure, found = entry.measure, entry.source.extraction
    kind = f"{measure.type} {type_name(measure.type)}"
    yield "措施", kind, measure.start, measure.end, measure.rule
    yield from _units(measure)
    for amount in found.amounts:
        if amount.measure == measure.id:
            value = wording.amount(amount.min, amount.max, amount.unit, amount.bound)
            name = f"{KINDS[amount.kind]}·{AMOUNT_ROLES[amount.role]}"
            yield name, value + wording.per(amount.per), amount.start, amount.end, amount.rule
    for day in found.dates:
        if day.measure == measure.id:
            ends = "至".join(wording.day(each) for each in (day.start_day, day.end_day) if each)
            value = ends or day.duration or "未定"
            yield f"时间·{DATE_ROLES[day.role]}", value, day.start, day.end, day.rule
    for target in found.targets:
        if target.measure == measure.id:
            yield "服务对象", group_name(target.label), target.start, target.end, target.rule
    for benefit in _benefits(entry):
        for words in benefit.evidence.values():
            for each in words:
                yield "待遇", benefit.name, each.start, each.end, benefit.rule


def _units(measure: Measure) -> Iterator[tuple[str, str, int, int, str]]:
    for name, units in (("牵头单位", measure.lead_units), ("配合单位", measure.support_units)):
        for unit in units:
            yield name, f"{unit.name}（{BASES[unit.basis]}）", unit.start, unit.end, unit.rule


_SOURCES = (
    ("文件", 14), ("标题", 44), ("发文字号", 22), ("发文机关", 40), ("地区代码", 10), ("地区", 16),
    ("成文日期", 12), ("路径", 28), ("格式", 8), ("措施数", 8), ("字数", 8), ("SHA-256", 66),
    ("版本", 30),
)  # fmt: skip


def _source(source: Source) -> Row:
    stored, known = source.stored, source.extraction.metadata
    return (
        stored.id,
        source.masked.hide("".join((known.title or stored.name or "").split())),
        stored.doc_number,
        wording.listed(stored.issuers),
        stored.region,
        stored.region_name,
        stored.date_issued,
        stored.path,
        stored.format,
        len(source.extraction.measures),
        len(source.text),
        stored.sha256,
        stored.version,
    )


def _meanings() -> Iterator[Row]:
    for sheet, columns in (
        ("措施明细", _MEASURES),
        ("待遇标准", _TIERS),
        ("原文依据", _EVIDENCE),
        ("数据来源", _SOURCES),
    ):
        for name, _ in columns:
            yield sheet, name, MEANINGS[name]
    for name in ("单元格", "未提及", "兼及", "已开展", "所辖", "脱敏"):
        yield "对比表", name, MEANINGS[name]
