"""The values of time expressions, before the document around them completes them.

`Edge` is one end as printed (3月底, 明年上半年), `Time` a whole expression: named tuples, which are
made in a third of a frozen dataclass's time. Nothing here knows a text; `dates` finds, `years`
completes.
"""

from calendar import monthrange
from datetime import date
from typing import NamedTuple

from extractors.lexicon import by_alias, read_lexicon
from extractors.records import DateKind

PARTS = by_alias(read_lexicon("date_parts"))


class Edge(NamedTuple):
    """One end of a time as printed; what is not printed is None.

    `shift` counts years from the document's (今年 0, 去年 -1), `month_shift` months (本月 0),
    `relative` years from another time's (次年 1). `part` is a form of the lexicon date_parts:
    上半年, 下旬, 底.
    """

    year: int | None = None
    shift: int | None = None
    month: int | None = None
    day: int | None = None
    part: str = ""
    relative: int | None = None
    month_shift: int | None = None

    @property
    def has_year(self) -> bool:
        """Tell whether the year is printed or counted from the document's."""
        return self.year is not None or self.shift is not None

    def days_in(self, year: int) -> tuple[date, date] | None:
        """Return the first and last day in a year; None for a day that year does not have."""
        try:
            if self.month is None:
                return self._part_of_year(year)
            if self.day is not None:
                day = date(year, self.month, self.day)
                return day, day
            length = monthrange(year, self.month)[1]
            first, last = 1, length
            if self.part:
                more = PARTS[self.part].more
                first, last = more["days"]
            return (
                date(year, self.month, min(first, length)),
                date(year, self.month, min(last, length)),
            )
        except ValueError:
            return None

    def _part_of_year(self, year: int) -> tuple[date, date]:
        first, last = "01-01", "12-31"
        if self.part:
            first, last = PARTS[self.part].more["year"]
        return date.fromisoformat(f"{year}-{first}"), date.fromisoformat(f"{year}-{last}")


class Time(NamedTuple):
    """A time expression. `first`/`last` are None where it is open or states no day.

    `bound` is the group of its bounding word (before, after, from, until, as_of, within, around),
    `anchor` is "issue" where it counts from the day of issue, `name` a key of the lexicons
    festivals or named_times, of a length the key of its bounding word, "reported" where something
    is told so often (按月通报), `offset` the days after the anchor.
    """

    kind: DateKind
    first: Edge | None = None
    last: Edge | None = None
    duration: str | None = None
    working_days: bool = False
    bound: str = ""
    anchor: str = ""
    name: str = ""
    offset: int = 0
