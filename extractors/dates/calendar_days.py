"""The days of holidays and of the farmers' calendar, from the lexicons holidays and lunar_months.

A year that the tables do not know gives None; nothing is computed or guessed.
"""

from datetime import date, timedelta
from functools import cache

from extractors.lexicon import Entry, by_alias, read_lexicon

Days = tuple[date, date]

FESTIVALS = by_alias(read_lexicon("festivals"))
_BY_KEY = {entry.key: entry for entry in FESTIVALS.values()}
# the month and day with which a festival of several days off begins
FIRST_DAYS = {
    entry.key: tuple(map(int, entry.more["first"].split("-")))
    for entry in _BY_KEY.values()
    if "first" in entry.more
}
LUNAR_MONTHS = tuple(f"{name}月" for name in "正二三四五六七八九十冬腊")


def _days(entry: Entry) -> Days:
    if entry.since is None or entry.until is None:
        raise ValueError(f"{entry.key} needs since and until")
    return date.fromisoformat(entry.since), date.fromisoformat(entry.until) - timedelta(days=1)


@cache
def _table(lexicon: str) -> dict[str, Days]:
    return {entry.key: _days(entry) for entry in read_lexicon(lexicon)}


def holiday(festival: Entry, year: int) -> Days | None:
    """Return the statutory days off of a festival in a year, or the one day of a named day."""
    return _days_in(festival.key, year)


@cache
def _days_in(key: str, year: int) -> Days | None:
    festival = _BY_KEY[key]
    if festival.more.get("statutory"):
        return _table("holidays").get(f"{festival.key}_{year}")
    if "day" in festival.more:
        day = date.fromisoformat(f"{year}-{festival.more['day']}")
        return day, day
    month, number = festival.more["lunar"]
    day_of_month = lunar_day(year if month < 11 else year - 1, month, number)
    return (day_of_month, day_of_month) if day_of_month else None


def lunar_day(lunar_year: int, month: int, day: int) -> date | None:
    """Return a day of the farmers' calendar; `day` 0 is the month's last.

    >>> lunar_day(2020, 12, 0), lunar_day(2021, 1, 15)
    (datetime.date(2021, 2, 11), datetime.date(2021, 2, 26))
    """
    days = _table("lunar_months").get(f"{lunar_year}_{month:02}")
    if days is None:
        return None
    found = days[1] if day == 0 else days[0] + timedelta(days=day - 1)
    return found if found <= days[1] else None
