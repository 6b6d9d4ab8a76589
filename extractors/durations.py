"""Finds lengths of time and what recurs: 「15个工作日内」, 「满一年」, 「3个月至6个月」, 「每两年」.

Leaves alone ages (16周岁), grades and terms in names (三年级, 三年行动计划, 五年期), and 每月 or 每年
where it belongs to an amount (每人每月500元, 每年不超过5万元).
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import regex

from extractors.lexicon import by_alias, one_of, read_lexicon
from extractors.mention import Mention
from extractors.numerals import read_numeral
from extractors.printed_days import DAY, MONTH
from extractors.times import Time

UNITS = by_alias(read_lexicon("time_units"))
_BOUNDS = read_lexicon("duration_bounds")
_LEADS = one_of(f for entry in _BOUNDS if entry.more["side"] == "left" for f in entry.forms)
_TRAILS = one_of(f for entry in _BOUNDS if entry.more["side"] == "right" for f in entry.forms)

_NUMBER = r"(?:[0-9]{1,3}(?:\.[0-9])?|[一二两三四五六七八九十百半]{1,4})"
_UNIT = one_of(form for form in UNITS if form not in ("季度", "学年"))
# 16周岁, 三年级, 三年行动, 一年期, 两年制, 1日游, 24小时制, 80年代, 70周年
_IN_NAME = r"""(?!
    [岁边密刊遍] | 龄 | 级 | 制 | 代 | 期(?!限|内|间|满|以) | 轻 | 鉴 | 检 | 审 | 游 | 报 | 薪 | 历 | 嫂 | 饭
  | (?:攻坚)?(?:行动|规划|计划|攻坚|倍增|提升) | [一1]度 | [一1][次遍届] | 度(?![内以之后前的]) | 结婚 | 纪念 | 校庆
)"""
LENGTH = regex.compile(
    rf"""
    (?<![第每0-9.〔]) (?P<lead> {_LEADS}{{1,2}} )?
    (?<![第每0-9.〔一二三四五六七八九十百千万几数近两])
    (?P<low>{_NUMBER}) (?: (?P<low_unit>{_UNIT})? (?:至|到|—{{1,2}}|-|~|、) (?P<high>{_NUMBER}) )?
    (?: (?P<unit>{_UNIT}) (?P<half>半(?![年径数以]))? {_IN_NAME} )
    (?P<trail> (?:{_TRAILS}){{1,2}} )?
    """,
    regex.VERBOSE,
)
# a bare 一年 or 5日 is a length only after a word that makes it one
_LENGTH_CUE = regex.compile(
    r"""(?r)(?: 期[限间]?(?:为|是|：|一般|原则上|延长)* | 为 | 公示 | 试行 | 提前 | 延长 | 签订 | 缴纳 | 工作 | 从业 | 经营
    | 给予 | 补贴 | 享受 | 执行 | 保留 | 保存 | 停业 | 暂停 | 按 | 时间 | 共 | 注册 | 成立 | 顺延 | 设立 | 实施 | 服务 | 培训
    | 有效 | 存续 | 入驻 | 缩短至 | 压缩至 | 压减至 | 压缩到 | 压减到 | 缩短到 | 缩减至 | 缩减到 | 至 | 到 | 于 | 每 | 就业 | 滿 )""",
    regex.VERBOSE,
)
_LENGTH_AFTER = regex.compile("(?:的|时间|期|）|，|。|；|未|没有|无)")

_SPAN = r"(?:半年|半月|个月|月份?|季度|季|年度?|周|星期|天|日|学期|学年|晚|小时|工作日|个工作日|个季度|个学期)"
_NO_AMOUNT = r"""(?!
    (?:按|给予|发放|补贴|补助|奖励|可)? (?:不(?:超过|低于|少于|高于)|不得(?:超过|低于|少于|高于)|最[高低多少]|至少|约|平均|人均|限|仅)*
    (?:[0-9]++(?:[.,][0-9]++)*|[一二两三四五六七八九十百千万几数]++)
    (?!\.|个?月|年|日|天|个?工作日|个?小时|周|星期|季|号|[至到—~-][0-9]+[月日号])
)"""
RECURRING = regex.compile(
    rf"""
    (?<!每人|每户|每家|每个|每名|每床|每亩|每人次|每岗|每户次|每生|元|/|人|户)
    (?: 每 (?: (?P<count>[0-9]{{1,2}}|[一二两三四五六七八九十隔半]) )? (?P<unit>{_SPAN}) )
    (?P<when>
        (?:的)? (?: {MONTH}月份?(?:{DAY}[日号]|[上中下]旬|底|初|末)? (?:[至到—-](?:次年|翌年)?(?:{MONTH}月份?)?(?:{DAY}[日号]|底|末)?)?
        | {DAY}[日号] (?:[至到—-]{DAY}[日号])? | [底末初](?![层位]) | 首月(?:{DAY}[日号])? | 第[一二三四]季度 | [上下]半年 )
        (?:以前|之前|前(?![期三])|起|以后|之后)?
    )?
    {_NO_AMOUNT}
    """,
    regex.VERBOSE,
)
_PERIODS = {
    "半年": (6, "M"), "月": (1, "M"), "个月": (1, "M"), "月份": (1, "M"), "季度": (3, "M"),
    "季": (3, "M"), "个季度": (3, "M"), "年": (1, "Y"), "年度": (1, "Y"), "周": (1, "W"),
    "星期": (1, "W"), "天": (1, "D"), "日": (1, "D"), "晚": (1, "D"), "学年": (1, "Y"),
    "工作日": (1, "D"), "个工作日": (1, "D"), "小时": (1, "TH"), "学期": (6, "M"),
    "个学期": (6, "M"), "半月": (15, "D"),
}  # fmt: skip


def find(text: str) -> Iterator[Mention[Time]]:
    """Yield lengths of time, then what recurs; each kind in order."""
    for match in LENGTH.finditer(text):
        if time := _length(match):
            yield Mention(match.start(), match.end(), time, "dates.length")
    for match in RECURRING.finditer(text):
        count, designator = _PERIODS[match["unit"]]
        value = read_numeral(match["count"]) if match["count"] not in (None, "隔", "半") else None
        number = Decimal(count) * (value or 1)
        yield Mention(
            match.start(),
            match.end(),
            Time("recurring", duration=_iso(number, designator)),
            "dates.recurring",
        )


def _length(match: "regex.Match[str]") -> Time | None:
    """Return a length of time, None where the words are a name or too bare to be one."""
    if not (match["lead"] or match["trail"]) and not _is_plain(match):
        return None
    more = UNITS[match["unit"]].more
    low_more = UNITS[match["low_unit"]].more if match["low_unit"] else more
    low = _amount(match["low"], bool(match["half"]) and not match["high"])
    high = _amount(match["high"], bool(match["half"])) if match["high"] else None
    if low is None or (match["high"] and (high is None or high <= low)):
        return None
    written = _written(low, low_more)
    if high is not None:
        written = f"{written}/{_written(high, more)}"
    return Time(
        "duration",
        duration=written,
        working_days=bool(more.get("working")),
        bound=match["trail"] or "",
        name=_lead_of(match["lead"]),
    )


def _lead_of(lead: str | None) -> str:
    """Return the key of the bounding word before a length: 满 full, 连续 running."""
    keys = [entry.key for entry in _BOUNDS for form in entry.forms if lead and form in lead]
    return next((key for key in ("full", "running", "past") if key in keys), "")


def _is_plain(match: "regex.Match[str]") -> bool:
    """Tell whether a length without bounding words is one at all."""
    number, unit = match["high"] or match["low"], match["unit"]
    if unit not in ("年", "日", "天", "周"):
        return True
    text, start, end = match.string, match.start(), match.end()
    if unit in ("天", "周") and number.isascii():
        return True
    if unit == "年" and (number.isascii() or number not in ("一", "半", "百", "十", "千")):
        return True
    if _LENGTH_CUE.match(text, max(0, start - 12), start):
        return True
    return unit == "年" and bool(_LENGTH_AFTER.match(text, end)) and number == "半"


def _amount(number: str, and_a_half: bool) -> Decimal | None:
    value = Decimal("0.5") if number == "半" else read_numeral(number)
    if value is None or value == 0:
        return None
    return value + Decimal("0.5") if and_a_half else value


def _written(number: Decimal, more: Mapping[str, Any]) -> str:
    return _iso(number * more.get("factor", 1), ("T" if more.get("time") else "") + more["period"])


def _iso(number: Decimal, designator: str) -> str:
    """Return an ISO 8601 duration; half years in months, half months and weeks in days.

    >>> _iso(Decimal("1.5"), "Y"), _iso(Decimal(24), "TH")
    ('P18M', 'PT24H')
    """
    if number % 1:
        finer = {"Y": (12, "M"), "M": (30, "D"), "W": (7, "D"), "D": (24, "TH"), "TH": (60, "TM")}
        factor, finer_designator = finer.get(designator, (1, designator))
        if ((number * factor) % 1 == 0 and number == Decimal("0.5")) or designator == "Y":
            number, designator = number * factor, finer_designator
    prefix = "PT" if designator.startswith("T") else "P"
    return f"{prefix}{number.normalize():f}{designator.removeprefix('T')}"
