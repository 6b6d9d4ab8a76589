"""Completes times: the missing year, the festival's days, the day of issue.

A missing year is the first that the clause's direction allows: a deadline lies after the day of
issue, what is told as done before it, what is told as neither in the year of issue where that is
not long past. Without a day the document's year stands in; without that the time stays open.
"""

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal, NamedTuple

from extractors.dates.calendar_days import FESTIVALS, Days, holiday, lunar_day
from extractors.dates.times import Edge, Time
from extractors.lexicon import Entry

Direction = Literal["future", "onward", "open", "done", "past"]
Period = tuple[date | None, date | None]

_KEYS = {entry.key: entry for entry in FESTIVALS.values()}
OPEN: Period = (None, None)
UNDATED = frozenset(["vague", "duration", "recurring"])  # the kinds that have no days
# How many days before the day of issue a time of the same year may end: a notice dated the 14th
# that asks for reports by the 10th is late, not a year early; a plan of April may name March; a sum
# is raised in March from January on.
_SLACK = {"future": 15, "onward": 180, "open": 100}
_PLAN_SLACK = 100  # 「2022年工作方案」 of May, with 「3月底前」
_DONE_SLACK = timedelta(days=100)  # 「12月底前参保的」 in a notice of January: those of last year
_AHEAD = timedelta(days=20)
_SOON = timedelta(days=30)


class Frame(NamedTuple):
    """What completes a time: the day of issue, the document's year, the time said before.

    `year` is the year of the day, else of the document number, else the one most times print;
    `title_year` that of the title (2022年工作要点); `before` the time that the same sentence states
    first; `feast` the festival that the document is about.
    """

    day: date | None
    year: int | None
    title_year: int | None = None
    before: Period = OPEN
    before_has_year: bool = False
    direction: Direction = "open"
    feast: str | None = None


def complete(time: Time, frame: Frame) -> Period:
    """Return the first and last day of a time, each None where it is open or unknown."""
    if time.kind in UNDATED:
        return OPEN
    if time.anchor == "issue":
        start = frame.day + timedelta(days=time.offset) if frame.day else None
        return start, _end(_days(time.last, frame._replace(direction="future")))
    if time.bound == "same_period":
        return _same_period(time, frame)
    if time.name:
        return _named(time, frame)
    return _printed(time, frame)


def _printed(time: Time, frame: Frame) -> Period:
    if time.first is None:
        return None, _end(_days(time.last, frame))
    first = _days(time.first, frame) or _of_this_year(time, frame)
    if time.last and first and not _is_dated(time.first) and not _is_dated(time.last):
        first = _running(first, time, frame)
    if time.last is None or time.last == time.first:
        return (first[0], None if time.last is None else first[1]) if first else OPEN
    if first is None and time.last.has_year and not time.first.has_year:
        return OPEN
    return (first[0] if first else None), _end(_after(first, time, frame))


def _of_this_year(time: Time, frame: Frame) -> Days | None:
    """Return the beginning of 当年11月1日至次年3月31日 in the document's year."""
    first, last = time.first, time.last
    if first is None or last is None or frame.year is None or first.month is None:
        return None
    return first.days_in(frame.year) if (first.relative, last.relative) == (0, 1) else None


def _is_dated(edge: Edge) -> bool:
    """Tell whether an end needs no year of the document: 2021年3月, 次年3月, 本月."""
    return edge.has_year or edge.relative is not None or edge.month_shift is not None


def _running(first: Days, time: Time, frame: Frame) -> Days:
    """Return the beginning of a range a year earlier if the range runs on the day of issue.

    「3月1日至12月31日」 in a notice of August began in March; in one of late December it is a plan.
    """
    is_planned = frame.title_year is not None and frame.title_year == first[0].year
    if time.first is None or frame.day is None or frame.direction == "past" or is_planned:
        return first
    earlier = time.first.days_in(first[0].year - 1)
    end = _end(_after(earlier, time, frame))
    if earlier is None or end is None or not earlier[0] < frame.day <= end:
        return first
    is_short = end - earlier[0] <= 2 * _SOON
    return earlier if is_short or end >= frame.day + _SOON else first


def _after(first: Days | None, time: Time, frame: Frame) -> Days | None:
    """Return the end of a range; its missing year and month are those of the beginning."""
    last = time.last
    if first is None or last is None:
        return None
    if last.relative is not None:
        return last.days_in(first[0].year + last.relative)
    if last.has_year:
        return _days(last, frame)
    if last.month is None and not last.part:
        last = last._replace(month=first[0].month)
    found = last.days_in(first[0].year)
    if found and found[1] < first[0]:
        found = last.days_in(first[0].year + 1)
    return found


def _end(days: Days | None) -> date | None:
    return days[1] if days else None


def _days(edge: Edge | None, frame: Frame) -> Days | None:
    if edge is None or edge.relative is not None:
        return None
    if edge.month_shift is not None:
        return _days_of_month(edge, frame.day)
    if edge.day is not None and edge.month is None:
        return _latest(edge.day, frame)
    if edge.year is not None:
        return edge.days_in(edge.year)
    if edge.shift is not None:
        return edge.days_in(frame.year + edge.shift) if frame.year else None
    return _nearest(edge, frame)


def _latest(number: int, frame: Frame) -> Days | None:
    """Return the day of 14日上午: in the month said before, else the last before the page's."""
    near = frame.before[0] or frame.before[1] or frame.day
    if near is None:
        return None
    near = min(near, frame.day or near)
    months = near.year * 12 + near.month - 1
    days = [day for shift in (1, 0, -1) if (day := _day_of(months + shift, number))]
    if near == frame.day:
        return next(((day, day) for day in days if day <= near), None)
    found = next((day for day in reversed(days) if day >= near), None)
    if found is None or (frame.day and found > frame.day):
        found = next((day for day in days if not frame.day or day <= frame.day), None)
    return (found, found) if found else None


def _day_of(months: int, number: int) -> date | None:
    year, month = divmod(months, 12)
    return date(year, month + 1, number) if number <= monthrange(year, month + 1)[1] else None


def _days_of_month(edge: Edge, day: date | None) -> Days | None:
    """Return days of this, the last or the next month: 本月15日, 下月底."""
    if day is None or edge.month_shift is None:
        return None
    months = day.year * 12 + day.month - 1 + edge.month_shift
    return edge._replace(month=months % 12 + 1).days_in(months // 12)


def _nearest(edge: Edge, frame: Frame) -> Days | None:
    """Return the days of an end without year, in the year that the words around allow."""
    said = _after_said(edge, frame)
    if said:
        return said
    if frame.day is None:
        return edge.days_in(frame.year) if frame.year else None
    if frame.title_year and frame.direction in ("open", "done"):
        return edge.days_in(frame.title_year)
    years = (frame.day.year - 1, frame.day.year, frame.day.year + 1)
    near = [days for year in years if (days := edge.days_in(year))]
    if frame.direction == "past":
        return next((days for days in reversed(near) if days[0] <= frame.day + _AHEAD), None)
    earliest = _earliest(frame, frame.day)
    found = next((days for days in near if days[1] >= earliest), None)
    return _planned(edge, found, frame) if frame.title_year else found


def _earliest(frame: Frame, day: date) -> date:
    """Return the first day on which a time without year may end."""
    if frame.direction == "done":
        return day - _DONE_SLACK
    return max(day - timedelta(days=_SLACK[frame.direction]), date(day.year, 1, 1))


def _planned(edge: Edge, found: Days | None, frame: Frame) -> Days | None:
    """Return the days in the year that the title plans for, unless they would have passed.

    A day soon after that of issue stays where it is: 「关于做好2022年…的通知」 of 20 November 2021
    asks for reports by 30 November. The last of December is the end of the year planned for.
    """
    planned = edge.days_in(frame.title_year) if frame.title_year else None
    if planned is None or frame.day is None:
        return found
    is_soon = found is not None and found[1] <= frame.day + _SOON
    if is_soon and edge.day is not None and (edge.month, edge.day) != (12, 31):
        return found
    year_begins = date(frame.day.year, 1, 1)
    earliest = max(frame.day - timedelta(days=_PLAN_SLACK), year_begins)
    return planned if planned[1] >= earliest else found


def _after_said(edge: Edge, frame: Frame) -> Days | None:
    """Return the days in the year of the time said before, or in the next where they precede it.

    「2019年在全国开展，上半年…」 is the first half of 2019. Not where a deadline would have passed
    before the document: 「2019年毕业的，3月底前申报」.
    """
    said = frame.before[0] or frame.before[1]
    if said is None or not frame.before_has_year:
        return None
    days = edge.days_in(said.year)
    if days and days[1] < said:
        days = edge.days_in(said.year + 1)
    if days and frame.day and frame.direction in ("future", "onward"):
        return days if days[1] >= _earliest(frame, frame.day) else None
    return days


def _named(time: Time, frame: Frame) -> Period:
    """Return the days of a festival or of a day of the farmers' calendar."""
    if time.name == "lunar":
        return _lunar(time, frame)
    names = [frame.feast or ""] if time.name == "feast" else time.name.split("|")
    entries = [_KEYS[name] for name in names if name in _KEYS]
    found = [days for entry in entries if (days := _festival(entry, time.first or Edge(), frame))]
    if not found or len(found) < len(names):
        return OPEN
    return min(days[0] for days in found), max(days[1] for days in found)


def _festival(entry: Entry, edge: Edge, frame: Frame) -> Days | None:
    if edge.year is not None:
        return holiday(entry, edge.year)
    if frame.year is None:
        return None
    if edge.shift is not None:
        return holiday(entry, frame.year + edge.shift)
    if frame.day is None:
        return holiday(entry, frame.year)
    return _nearest_festival(entry.key, frame.day)


# cached, for a document names one festival again and again
@lru_cache(maxsize=1024)
def _nearest_festival(key: str, day: date) -> Days | None:
    years = (day.year - 1, day.year, day.year + 1)
    near = [days for year in years if (days := holiday(_KEYS[key], year))]
    near = [days for days in near if abs((days[0] - day).days) <= 190]
    return min(near, key=lambda days: abs((days[0] - day).days), default=None)


def _lunar(time: Time, frame: Frame) -> Period:
    first = _lunar_days(time.first, frame)
    last = first if time.last == time.first else _lunar_days(time.last, frame)
    return first, last


def _lunar_days(edge: Edge | None, frame: Frame) -> date | None:
    if edge is None or edge.month is None or frame.year is None:
        return None
    if frame.day is None:  # 正月 to 冬月 begin in the year itself, 腊月 in the next
        return lunar_day(frame.year - (edge.month == 12), edge.month, edge.day or 0)
    day = frame.day
    years = (day.year - 2, day.year - 1, day.year, day.year + 1)
    near = [found for year in years if (found := lunar_day(year, edge.month, edge.day or 0))]
    return min(near, key=lambda found: abs((found - day).days), default=None)


def _same_period(time: Time, frame: Frame) -> Period:
    """Return the period said before in another year: 「2021年一季度…与2019年同期相比」."""
    start, end = frame.before
    edge = time.first
    if start is None or end is None or edge is None:
        return OPEN
    year = edge.year
    if year is None:
        year = start.year + (edge.shift or 0)
    return _moved(start, year), _moved(end, year + end.year - start.year)


def _moved(day: date, year: int) -> date:
    return day.replace(year=year, day=min(day.day, monthrange(year, day.month)[1]))
