"""Times: 「2021年1月21日至3月31日」, 「15个工作日内」, 「每两年」, 「春节期间」, 「近日」.

Leaves alone dates in document numbers, in titles (《…》, the document's own and its annexes'), in
names in quotation marks and in forms, 目前, 当前, 当年, bare 年度, and 每月 inside an amount.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain
from operator import attrgetter

from extractors.dates import day_names, durations, printed_days
from extractors.dates.frames import Placed, Said, frame_of, setting_of, surroundings, wanted
from extractors.dates.roles import role_of
from extractors.dates.setting import Setting
from extractors.dates.times import Time
from extractors.dates.years import OPEN, UNDATED, Frame, Period, complete
from extractors.mention import Mention
from extractors.records import DateKind, DateMention, DateRole, Metadata
from extractors.scope import Scope

_IN_TITLE = "[^《》\n]*+"
_TITLE = re.compile(f"《{_IN_TITLE}(?:《{_IN_TITLE}》{_IN_TITLE})*+》")
_START = attrgetter("start")
_OWN_DAYS: dict[str, DateRole] = {
    "date_issued": "issue",
    "date_printed": "print",
    "date_published": "publish",
    "action_period": "action_period",
}
_LONGEST_TITLE = 200


def find(text: str) -> Iterator[Mention[Time]]:
    """Yield every time stated in `text`, in order, none overlapping."""
    found = sorted(
        chain(printed_days.find(text), durations.find(text), day_names.find(text)),
        key=_START,
    )
    yield from _outside(_titles(text), _longest(found))


def _longest(mentions: Iterable[Mention[Time]]) -> Iterator[Mention[Time]]:
    """Yield the mentions, of those that overlap the longest."""
    kept: Mention[Time] | None = None
    for mention in mentions:
        if kept is None or mention.start >= kept.end:
            if kept:
                yield kept
            kept = mention
        elif mention.end - mention.start > kept.end - kept.start:
            kept = mention
    if kept:
        yield kept


def _titles(text: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges in 《…》, the outermost of nested ones."""
    for title in _TITLE.finditer(text):
        start, end = title.span()
        if end - start <= _LONGEST_TITLE:
            yield start, end


def _outside(
    spans: Iterable[tuple[int, int]], mentions: Iterable[Mention[Time]]
) -> Iterator[Mention[Time]]:
    """Yield the mentions that begin in none of the ranges; both are in order."""
    ranges = iter(spans)
    start, end = next(ranges, (0, 0))
    for mention in mentions:
        while end and end <= mention.start:
            start, end = next(ranges, (0, 0))
        if not (end and start <= mention.start):
            yield mention


def resolve(mentions: Iterable[Mention[Time]], scope: Scope) -> tuple[DateMention, ...]:
    """Return the records of the times found, in order, years completed and roles given."""
    found = tuple(mentions)
    around = surroundings(found, scope)
    records: list[DateMention] = []
    said = Said()
    for placed in wanted(found, around):
        time, days = placed.mention.value, OPEN
        if time.kind not in UNDATED:
            frame = frame_of(placed, around, said)
            days = complete(time, frame)
            if time.bound == "same_period" and days == OPEN:
                continue  # 比上年同期: of what time is not said
            if days != OPEN:
                has_year = _has_year(time) or frame.before_has_year
                said = Said(placed.mention.end, days, has_year)
            kind = _kind(time, days, frame)
            time = time if kind == time.kind else time._replace(kind=kind)
        records.append(_record(placed, time, days, setting_of(placed, around), scope))
    _mark_own_days(records, scope.metadata)
    for at, record in enumerate(records[:-1]):
        if scope.day is None and _is_after_its_term(record, records[at + 1]):
            records[at] = record = _a_year_earlier(record)
        if record.rule == "dates.named" and record.kind == "period":
            after, source = records[at + 1], scope.folded.source
            if _OPENS.fullmatch(source, record.end, after.start):
                records[at] = _defined(record, after)
                if record.role == "eligibility" and after.role == "event":
                    records[at + 1] = replace(after, role=record.role)
    return tuple(records)


def _mark_own_days(records: list[DateMention], metadata: Metadata) -> None:
    """Give their roles to the days on which the document was issued, printed, put on its page.

    And to those over which it says that its action runs.
    """
    for field, role in _OWN_DAYS.items():
        for words in metadata.evidence.get(field, ()):
            at = bisect_left(records, words.start, key=_START)
            while at < len(records) and records[at].start < words.end:
                record = records[at]
                if record.role != role and record.kind in ("point", "period"):
                    records[at] = replace(record, role=role)
                at += 1


def _has_year(time: Time) -> bool:
    first, last = time.first, time.last
    return (first is not None and first.has_year) or (last is not None and last.has_year)


def _record(
    placed: Placed, time: Time, days: Period, setting: Setting, scope: Scope
) -> DateMention:
    mention, _, measure = placed
    start, end = scope.folded.span(mention.start, mention.end)
    role, kind = role_of(time, setting), time.kind
    if time.bound == "as_of" and kind == "point":
        if role == "effective":
            kind = "deadline"  # 执行期限截至2022年底 is a term, past or not
        else:
            days = days[1], days[1]
    return DateMention(
        quote=scope.folded.source[start:end],
        start=start,
        end=end,
        kind=kind,
        start_day=days[0],
        end_day=days[1],
        duration=time.duration,
        role=role,
        working_days=time.working_days,
        measure=measure.id if measure else None,
        rule=mention.rule,
    )


def _kind(time: Time, days: Period, frame: Frame) -> DateKind:
    """Return the kind: 截至2020年底 is a deadline ahead and a point behind the day of issue."""
    if time.bound == "as_of" and days[1] and frame.day and days[1] <= frame.day:
        return "point"
    return "vague" if time.name and time.kind == "period" and days == OPEN else time.kind


def _is_after_its_term(record: DateMention, after: DateMention) -> bool:
    """Tell whether a day without year lies behind the deadline that it sets.

    「12月18日召开会议，要求2026年1月底前清零」 on a page without date.
    """
    if record.kind != "point" or after.kind != "deadline" or "年" not in after.quote:
        return False
    if "年" in record.quote or after.start - record.end > _NEAR:
        return False
    day, term = record.start_day, after.end_day
    return day is not None and term is not None and term < day


def _a_year_earlier(record: DateMention) -> DateMention:
    day = record.start_day
    if day is None or (day.month, day.day) == (2, 29):
        return record
    earlier = day.replace(year=day.year - 1)
    return replace(record, start_day=earlier, end_day=earlier)


_NEAR = 100
_OPENS = re.compile(r"\s*[（(]\s*")


def _defined(record: DateMention, after: DateMention) -> DateMention:
    """Return the record with the days of its bracket: 春节期间（2021年2月10日至2月26日）."""
    if after.kind == "period" and after.start_day:
        return replace(record, start_day=after.start_day, end_day=after.end_day)
    return replace(record, end_day=after.end_day) if after.quote.startswith("截") else record
