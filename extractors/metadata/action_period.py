"""When a document's action runs: 「一、行动时间⏎2021年1月21日至3月31日」.

Without such a head, when the opening sentence says the action of the title runs:
「1月4日至2月8日，某区开展就业援助月活动」. Leaves alone times of single measures and terms of
validity.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from extractors.character_classes import HAN
from extractors.numerals import read_numeral

_YEAR = r"(?:(?P<{0}_year>20[0-9]{{2}}|二[〇零][〇零一二三四五六七八九]{{2}})年)?"
_MONTH = r"(?P<{0}_month>[0-9]{{1,2}}|十?[一二三四五六七八九十])月(?:份)?"
_DAY = r"(?:(?P<{0}_day>[0-9]{{1,2}}|[一二三四五六七八九十]{{1,3}})[日号])?"
_FIRST = (_YEAR + _MONTH + _DAY).format("first")
_LAST = (_YEAR + f"(?:{_MONTH})?" + _DAY + "(?P<{0}_point>底|末)?").format("last")
_WHAT = "(?:行动|活动|实施|开展|整治|执行|攻坚|起止|集中)"
_TO = "(?:至|到|—{1,2}|-{1,2}|~)"
_PERIOD = rf"""
    (?: 安排 )?
    [）]? [：。\n ]{{0,2}} (?: 为 | 自 | 从 | 定于 )?
    (?: {_FIRST} (?:起|开始)?
      | (?P<now> 即日起? | (?:本通知|本方案|通知)?(?:印发|下发|发布)之日起 ) )
    {_TO} {_LAST}
"""
# a search for one word runs several times as fast as for any of them
_PERIODS = tuple(
    re.compile(rf"{word} (?<= {_WHAT}{word} ) {_PERIOD}", re.VERBOSE)
    for word in ("时间", "期限", "日期")
)
# 2021年1月4日至2月8日，某区集中开展以…为主题的就业援助月活动
_RUNS = re.compile(
    rf"""
    {_FIRST} (?:起|开始)? (?P<now>(?!))? {_TO} {_LAST} (?:期间)?
    ，? [^，。；\n]{{0,24}}? 开展 (?P<what> [^，。；\n]{{4,60}} )
    """,
    re.VERBOSE,
)
_ACTION = re.compile(rf"{HAN}{{2}}(?:行动|活动|[月周季年])")
_OPENING = 300


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day, None where open, and the range of the text that states them."""

    first: date | None
    last: date | None
    start: int
    end: int

    @property
    def iso(self) -> str:
        """The period as `from/to`."""
        return "/".join(day.isoformat() if day else "" for day in (self.first, self.last))


def find(text: str, start: int, issued: date | None) -> Period | None:
    """Return the first period stated under a head at or after `start`, or None.

    A missing year is the last day's, else that of the day of issue.

    >>> find("行动时间：2021年1月21日至3月31日", 0, None).iso
    '2021-01-21/2021-03-31'
    """
    matches = [match for match in (each.search(text, start) for each in _PERIODS) if match]
    return _read(min(matches, key=lambda match: match.start()), issued) if matches else None


def opening(text: str, start: int, title: str, issued: date | None) -> Period | None:
    """Return the period over which the opening sentence lets the action of the title run.

    >>> opening("1月4日至2月8日，我县开展援企行动。", 0, "援企行动总结", date(2021, 2, 9)).iso
    '2021-01-04/2021-02-08'
    """
    end = text.find("。", start, start + _OPENING)
    runs = end > 0 and text.find("开展", start, end) > 0
    match = _RUNS.search(text, start, end) if runs else None
    actions = _ACTION.findall(match["what"]) if match else []
    return _read(match, issued) if match and any(name in title for name in actions) else None


def _read(match: "re.Match[str]", issued: date | None) -> Period | None:
    if _end(match) < 0:  # 1月至某日
        return None
    years = [_number(match[name]) for name in ("first_year", "last_year")]
    first_year = years[0] or years[1] or (issued.year if issued else None)
    last_year = years[1] or first_year
    last_month = _number(match["last_month"]) or _number(match["first_month"])
    if last_year is None or last_month is None:
        return None
    last_day = _number(match["last_day"])
    first = issued
    if match["now"] is None:
        first = _day(first_year, _number(match["first_month"]), _number(match["first_day"]) or 1)
    last = _day(last_year, last_month, last_day or _length(last_year, last_month))
    if last is None or (first is None and match["now"] is None):
        return None
    begin = match.start("now") if match["now"] else match.start("first_month")
    if match["first_year"]:
        begin = match.start("first_year")
    return Period(first, last, begin, _end(match))


def _end(match: "re.Match[str]") -> int:
    return max(match.end(name) for name in ("last_month", "last_day", "last_point"))


def _number(words: str | None) -> int | None:
    value = read_numeral(words) if words else None
    return int(value) if value is not None else None


def _length(year: int, month: int) -> int:
    return monthrange(year, month)[1] if 1 <= month <= 12 else 0


def _day(year: int | None, month: int | None, day: int) -> date | None:
    try:
        return date(year or 0, month or 0, day)
    except ValueError:
        return None
