"""Finds lengths and what recurs: 「15个工作日内」, 「满一年」, 「3个月至6个月」, 「每两年」.

Leaves alone ages (16周岁), grades and terms in names (三年级, 三年行动计划, 五年期), and 每月 or
每年 where it belongs to an amount (每人每月500元, 每年不超过5万元).
"""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

import regex

from extractors.dates.day_patterns import DAY, MONTH
from extractors.dates.times import Time
from extractors.lexicon import by_alias, one_of, read_lexicon
from extractors.mention import Mention
from extractors.numerals import read_numeral

UNITS = by_alias(read_lexicon("time_units"))
_BOUNDS = read_lexicon("duration_bounds")
_LEAD_FORMS = [f for entry in _BOUNDS if entry.more["side"] == "left" for f in entry.forms]
_LEADS = one_of(_LEAD_FORMS)
_TRAILS = one_of(f for entry in _BOUNDS if entry.more["side"] == "right" for f in entry.forms)

_NUMBER = r"(?:[0-9]{1,3}(?:\.[0-9])?|[一二两三四五六七八九十百半]{1,4})"
_COUNTED = [form for form in UNITS if form not in ("季度", "学年")]
_UNIT = one_of(_COUNTED)
_UNIT_STARTS = "".join(sorted({form[0] for form in _COUNTED}))
# 16周岁, 三年级, 三年行动, 一年期, 两年制, 1日游, 80年代, 70周年, 15分钟养老服务圈,
# 2个月最低生活保障标准
_IN_NAME = r"""(?!
    [岁年边密刊遍龄级制代轻鉴检审游报薪历嫂饭] | 期(?![限内间满以])
  | (?:攻坚|专项)?(?:行动|规划|计划|攻坚|倍增|提升) | [一1][度次遍届] | 度(?![内以之后前的])
  | 结婚 | 纪念 | 校庆 | 华诞 | [^，。；、\n]{0,12}圈
  | 的?[^，。；、\n]{0,8}(?:工资|保障|低保|养老金)标准
)"""
LENGTH = re.compile(
    rf"""
    (?P<low>{_NUMBER})
    (?: (?P<low_unit>{_UNIT})? (?:至|到|—{{1,2}}|-|~|、) (?P<high>{_NUMBER}) )?
    (?P<unit>{_UNIT}) (?P<half>半(?![年径数以]))? {_IN_NAME}
    (?P<trail> (?:{_TRAILS}){{1,2}} )?
    """,
    re.VERBOSE,
)
LEAD = regex.compile(rf"(?r){_LEADS}{{1,2}}")
_LEAD_ENDS = frozenset(form[-2:] for form in _LEAD_FORMS)
# what each LENGTH begins with: a number, then a unit or the sign of a range and a number; 8日 in
# 2月8日 is a day. Stdlib re skips quickly to the characters of a set where a pattern begins with
# that set alone.
_NO_START = "[第每.〔0-9一二三四五六七八九十百千万几数两]"
START = re.compile(
    rf"[0-9一二两三四五六七八九十百半](?=[0-9.一二两三四五六七八九十百半{_UNIT_STARTS}至到~、—-])"
    rf"(?<!{_NO_START}.)(?!(?<=月.)[0-9]?日)"
    r"(?:(?<=[0-9])[0-9]{0,2}(?:\.[0-9])?|(?<![0-9])[一二两三四五六七八九十百半]{0,3})"
    rf"(?:{_UNIT}|(?:[至到~、-]|——?)(?=[0-9一二两三四五六七八九十百半]))"
)
# a bare 一年 or 5日 is a length only after a word that makes it one
_CUES = tuple(form for cue in read_lexicon("length_cues") for form in cue.forms)
_CUE_ENDS = frozenset(form[-1] for form in _CUES)

_SPAN = """(?: 半年 | 半月 | 个?月份? | 个?季度 | 季 | 年度? | 周 | 星期 | 天 | 日 | 个?学期 | 学年
  | 晚 | 小时 | 个?工作日 )"""
_ONE = "[0-9]++(?:[.,][0-9]++)*|[一二两三四五六七八九十百千万几数]++"
_NO_AMOUNT = rf"""(?!
    (?: 每[人户家个名床亩生岗车] | 可 )*
    (?: 不得?(?:超过|低于|少于|高于) | 最[高低多少] | 至少 | 约 | 平均 | 人均 | 限 | 仅 )*
    (?:{_ONE})
    (?! \. | 个?月 | 年 | 日 | 天 | 个?工作日 | 个?小时 | 周 | 星期 | 季 | 号
      | [至到—~-][0-9]+[月日号] | [至到—~、和-]周?[一二三四五六日] )
)"""
_TO = "[至到—-]"
_WHEN = rf"""(?:
    的? {MONTH}月份?(?:{DAY}[日号]|[上中下]旬|[底初末])?
        (?: {_TO}(?:次年|翌年)?(?:{MONTH}月份?)?(?:{DAY}[日号]|[底末])? )?
  | {DAY}[日号] (?:{_TO}{DAY}[日号])? | (?:[首末]月|末|第[一二三1-3]个月)(?:{DAY}[日号])?(?![层位])
  | [底初](?![层位])
  | (?<=[周期])[一二三四五六日天](?![次场人名个家天期批份件]|[至到—~-])
    (?:、周?[一二三四五六日天](?![次场人名个家天期批份件]))*
    (?: (?:[上下]午|晚上?) (?:[0-9]{{1,2}}(?::[0-9]{{2}}|[时点]))? )?
  | 第[一二三四]季度 | [上下]半年
)"""
RECURRING = re.compile(
    rf"""
    每 (?<! [元/] 每 ) (?<! /[人户] 每 ) (?: 逢(?=周|星期) )?
    (?P<count> [0-9]{{1,2}} | [一二两三四五六七八九十] | 半(?!年) )? (?P<unit>{_SPAN})
    (?: {_WHEN} (?:(?P<before>以前|之前|前(?![期三]))|起|以后|之后)? )?
    {_NO_AMOUNT}
    """,
    re.VERBOSE,
)
# 按月通报, 按季向市财政局报送; 按月发放 is how it is paid
REPORTED = re.compile(
    r"按(?P<unit>季度|年度|[月季周年])(?=(?:(?!发放|计|[缴付领])[^，。；\n]){0,40}?(?:通报|报送|上报|报告|汇报|排名))"
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
    done = 0
    for start in START.finditer(text):
        place = start.start()
        if place < done:
            continue
        match = LENGTH.match(text, place)
        if match is None:
            continue
        may_lead = not _LEAD_ENDS.isdisjoint((text[place - 1 : place], text[place - 2 : place]))
        lead = LEAD.match(text, done, place) if may_lead else None
        if lead and lead[0] == "前" and _is_no_lead(text, lead.start(), match):
            lead = None
        if time := _length(match, lead[0] if lead else ""):
            done = match.end()
            yield Mention(lead.start() if lead else place, done, time, "dates.length")
    for reported in REPORTED.finditer(text):
        count, designator = _PERIODS[reported["unit"]]
        time = Time("recurring", duration=_iso(Decimal(count), designator), name="reported")
        yield Mention(reported.start(), reported.end(), time, "dates.recurring")
    for recurring in RECURRING.finditer(text):
        count, designator = _PERIODS[recurring["unit"]]
        number = count * (_amount(recurring["count"] or "1", and_a_half=False) or Decimal(1))
        yield Mention(
            recurring.start(),
            recurring.end(),
            Time(
                "recurring",
                duration=_iso(number, designator),
                bound="before" if recurring["before"] else "",
            ),
            "dates.recurring",
        )


def _is_no_lead(text: str, before: int, match: "re.Match[str]") -> bool:
    """Tell whether 前 belongs to the word before: 申请前1年内, 登记日前6个月, 提前2个月."""
    if match["trail"] in ("内", "以内") or text[before - 1 : before] in _BEFORE_QIAN:
        return True
    return "日" in match["unit"] and "一" <= text[before - 1 : before] <= "龥"


_BEFORE_QIAN = frozenset("提日")


def _length(match: "re.Match[str]", lead: str) -> Time | None:
    """Return a length of time, None where the words are a name or too bare to be one."""
    trail, unit, half = match.group("trail", "unit", "half")
    if not (lead or trail) and not _is_plain(match):
        return None
    more = UNITS[unit].more
    low_written, low_unit, high_written = match.group("low", "low_unit", "high")
    low_more = UNITS[low_unit].more if low_unit else more
    low = _amount(low_written, bool(half) and not high_written)
    high = _amount(high_written, bool(half)) if high_written else None
    if low is None or (high_written and (high is None or high <= low)):
        return None
    written = _written(low, low_more)
    if high is not None:
        written = f"{written}/{_written(high, more)}"
    return Time(
        "duration",
        duration=written,
        working_days=bool(more.get("working")),
        bound=trail or "",
        name=_lead_of(lead),
    )


# the keys of bounding words that tell what a length is, the strongest first, with their forms
_TELLING = {
    key: next(entry.forms for entry in _BOUNDS if entry.key == key)
    for key in ("not_full", "at_most", "running", "full", "past", "at_least", "adding_up", "more")
}


def _lead_of(lead: str) -> str:
    """Return the key of the bounding word before a length: 不满 not_full, 连续满 running."""
    if not lead:
        return ""
    for key, forms in _TELLING.items():
        if lead.startswith(forms) or lead.endswith(forms):
            return key
    return ""


def _is_plain(match: "re.Match[str]") -> bool:
    """Tell whether a length without bounding words is one at all."""
    number, unit = match["high"] or match["low"], match["unit"]
    if unit not in ("年", "日", "天", "周"):
        return True
    text, start = match.string, match.start()
    if number in ("一", "半") and _IDIOM.match(text, match.end()):
        return False
    if unit in ("天", "周") and number.isascii():
        return True
    if unit == "年" and (number.isascii() or number not in ("一", "半", "百", "十", "千")):
        return True
    return text[start - 1 : start] in _CUE_ENDS and text.endswith(_CUES, 0, start)


# 一天不停工, 一天也不耽误, 一天一调度
_IDIOM = re.compile("[也都]?[不没未](?!足|满|少|低|超)|一(?!个)")


def _amount(number: str, and_a_half: bool) -> Decimal | None:
    value = Decimal("0.5") if number == "半" else read_numeral(number)
    if value is None or value == 0:
        return None
    return value + Decimal("0.5") if and_a_half else value


def _written(number: Decimal, more: Mapping[str, Any]) -> str:
    return _iso(number * more.get("factor", 1), ("T" if more.get("time") else "") + more["period"])


# cached, for documents set few lengths, and those often
@lru_cache(maxsize=256)
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
