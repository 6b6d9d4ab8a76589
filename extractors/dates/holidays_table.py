"""Writes lexicons/holidays.csv and lexicons/lunar_months.csv from the packages that know them.

`python -m extractors.dates.holidays_table` after a new release of chinesecalendar (each November,
with the State Council's schedule of the next year). Extraction reads the files, never the packages.
"""

import csv
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from importlib.metadata import version
from pathlib import Path

LEXICONS = Path(__file__).parent.parent / "lexicons"
COLUMNS = ("key", "name", "since", "until", "source")
FIRST_YEAR, LAST_YEAR = 2010, 2035
DAY = timedelta(days=1)

Row = tuple[str, str, str, str, str]

_NAMES = {
    "New Year's Day": ("new_year", "元旦"),
    "Spring Festival": ("spring_festival", "春节"),
    "Tomb-sweeping Day": ("tomb_sweeping", "清明节"),
    "Labour Day": ("labour_day", "劳动节"),
    "Dragon Boat Festival": ("dragon_boat", "端午节"),
    "Mid-autumn Festival": ("mid_autumn", "中秋节"),
    "National Day": ("national_day", "国庆节"),
}
_LUNAR_DAYS = {"Dragon Boat Festival": (5, 5), "Mid-autumn Festival": (8, 15)}
_MONTHS = [f"{name}月" for name in "正二三四五六七八九十冬腊"]


def holiday_rows() -> Iterator[Row]:
    """Yield the statutory holidays as printed in the yearly schedules, one row per holiday.

    Days off that follow one another are one holiday under each of its names (国庆节 and 中秋节 of
    2025: 10-01 to 10-08). A festival of the farmers' calendar within them is named too, though the
    package names a day once only (中秋节 2020 fell on 10-01).
    """
    from chinese_calendar.constants import holidays
    from lunar_python import Lunar

    source = f"chinesecalendar {version('chinesecalendar')}"
    for run in _runs(sorted(holidays)):
        names = [holidays[day] for day in run]
        for english, (month, day_of_month) in _LUNAR_DAYS.items():
            solar = Lunar.fromYmd(run[0].year, month, day_of_month).getSolar().toYmd()
            if date.fromisoformat(solar) in run:
                names.append(english)
        for english in dict.fromkeys(names):
            if english in _NAMES:
                key, name = _NAMES[english]
                year = (run[0] + timedelta(days=10)).year if key == "new_year" else run[0].year
                yield f"{key}_{year}", name, str(run[0]), str(run[-1] + DAY), source


def _runs(days: Iterable[date]) -> Iterator[list[date]]:
    run: list[date] = []
    for day in days:
        if run and day - run[-1] != DAY:
            yield run
            run = []
        run.append(day)
    if run:
        yield run


def lunar_rows() -> Iterator[Row]:
    """Yield the months of the farmers' calendar; leap months are left out."""
    from lunar_python import LunarYear

    source = f"lunar_python {version('lunar_python')}"
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        for month in LunarYear.fromYear(year).getMonths():
            if month.getYear() != year or month.getMonth() < 0:
                continue
            number = month.getMonth()
            first = date(1858, 11, 17) + timedelta(days=int(month.getFirstJulianDay() - 2400000.5))
            until = first + timedelta(days=month.getDayCount())
            yield f"{year}_{number:02}", _MONTHS[number - 1], str(first), str(until), source


def write(path: Path, rows: Iterable[Row]) -> None:
    """Write rows sorted by key."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(sorted(rows))


if __name__ == "__main__":
    write(LEXICONS / "holidays.csv", holiday_rows())
    write(LEXICONS / "lunar_months.csv", lunar_rows())
