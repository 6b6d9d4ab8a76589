"""Times: what is written is read back, whatever its style; spans, sameness, cost."""

from datetime import date, timedelta
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors import dates
from extractors.dates import holidays_table
from extractors.dates.calendar_days import lunar_day
from extractors.folding import fold
from extractors.records import Metadata
from extractors.scope import Scope

HAN = "〇一二三四五六七八九"
DAYS = st.dates(date(1990, 1, 1), date(2049, 12, 31))


def resolved(text: str, day: date | None = None):
    scope = Scope(fold(text), Metadata(date_issued=day), (), (), ())
    return dates.resolve(dates.find(scope.text), scope)


def han(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else HAN[tens] + "十") + (
        HAN[ones] if ones else ""
    )


STYLES = {
    "plain": lambda d: f"{d.year}年{d.month}月{d.day}日",
    "padded": lambda d: f"{d.year}年{d.month:02}月{d.day:02}日",
    "spaced": lambda d: f"{d.year} 年 {d.month} 月 {d.day} 日",
    "full width": lambda d: f"{d.year}年{d.month}月{d.day}日".translate(
        {ord("0") + i: chr(0xFF10 + i) for i in range(10)}
    ),
    "Chinese": lambda d: (
        "".join(HAN[int(sign)] for sign in str(d.year)) + f"年{han(d.month)}月{han(d.day)}日"
    ),
    "ISO": lambda d: d.isoformat(),
    "dotted": lambda d: f"{d.year}.{d.month}.{d.day}",
    "slashed": lambda d: f"{d.year}/{d.month:02}/{d.day:02}",
}


@pytest.mark.parametrize("style", STYLES)
@given(day=DAYS)
@settings(max_examples=40, deadline=None)
def test_a_written_day_is_read_back(style, day):
    words = STYLES[style](day)
    (record,) = resolved(f"活动于{words}举行。")
    assert (record.quote, record.kind) == (words, "point")
    assert (record.start_day, record.end_day) == (day, day)


@given(day=DAYS, length=st.integers(1, 300))
@settings(max_examples=60, deadline=None)
def test_a_range_with_what_it_leaves_out_is_read_back(day, length):
    last = day + timedelta(days=length)
    words = STYLES["plain"](day) + "至"
    if last.year != day.year:
        words += f"{last.year}年{last.month}月{last.day}日"
    elif last.month != day.month:
        words += f"{last.month}月{last.day}日"
    else:
        words += f"{last.day}日"
    (record,) = resolved(f"活动于{words}举行。")
    assert (record.quote, record.kind) == (words, "period")
    assert (record.start_day, record.end_day) == (day, last)


@given(day=DAYS, issued=DAYS)
@settings(max_examples=60, deadline=None)
def test_a_deadline_without_year_lies_near_or_after_the_day_of_issue(day, issued):
    (record,) = resolved(f"请于{day.month}月{day.day}日前完成。", issued)
    if (day.month, day.day) != (2, 29):
        assert (record.end_day.month, record.end_day.day) == (day.month, day.day)
        assert -45 <= (record.end_day - issued).days <= 366


@given(number=st.integers(1, 99), unit=st.sampled_from([("个月", "M"), ("年", "Y"), ("天", "D")]))
@settings(max_examples=40, deadline=None)
def test_a_written_length_is_read_back(number, unit):
    for words in (f"{number}{unit[0]}内", f"{han(number)}{unit[0]}内"):
        (record,) = resolved(f"应当在{words}完成。")
        assert (record.quote, record.duration) == (words, f"P{number}{unit[1]}")


SIGNS = "年月日至—-前底自起个内每（）《》“近三十。，半第号\n"
PIECES = [*SIGNS, "2021", "1", "12", "工作日", "春节", "期间"]
WORDS = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)


@given(text=st.one_of(WORDS, st.text(max_size=80)), day=st.none() | DAYS)
@settings(max_examples=200, deadline=None)
def test_any_text_gives_ordered_spans_within_it_and_the_same_twice(text, day):
    records = resolved(text, day)
    assert records == resolved(text, day)
    done = 0
    for record in records:
        assert done <= record.start < record.end <= len(text)
        assert text[record.start : record.end] == record.quote
        done = record.end


HOSTILE = {
    "digits": "1" * 10_000,
    "days in a row": "2021年1月21日" * 20,
    "ranges in a row": "1月21日至" * 500,
    "one line": "在2021年3月底前完成工作，每月5日前报送，" * 500,
    "unclosed titles": "《2021年" * 2_000,
    "unclosed brackets": "（3个月" * 2_000,
    "Chinese digits": "一" * 10_000,
    "anchors": "自" * 10_000,
    "festivals": "春节、" * 3_000,
    "bounds": "不超过" * 3_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_cost_is_linear_in_length(name):
    text = HOSTILE[name]

    def cost(times: int) -> float:
        scope = Scope(fold(text * times), Metadata(), (), (), ())
        best = float("inf")
        for _ in range(3):
            started = process_time()
            dates.resolve(dates.find(scope.text), scope)
            best = min(best, process_time() - started)
        return best

    assert cost(8) < 8 * 3 * cost(1) + 0.05


def test_a_line_of_a_million_characters_is_read_in_seconds():
    text = "请各单位于2021年3月底前完成整改工作并将有关情况报送市人力资源和社会保障局，" * 26_000
    started = process_time()
    found = sum(1 for _ in dates.find(text))
    assert found == 26_000
    assert process_time() - started < 10


def test_the_holiday_tables_are_what_the_packages_say():
    for name, rows in (
        ("holidays", holidays_table.holiday_rows()),
        ("lunar_months", holidays_table.lunar_rows()),
    ):
        lines = (holidays_table.LEXICONS / f"{name}.csv").read_text("utf-8").splitlines()
        assert lines == [",".join(row) for row in [holidays_table.COLUMNS, *sorted(rows)]]


def test_new_years_eve_is_the_last_day_of_the_twelfth_month():
    assert lunar_day(2020, 12, 0) == date(2021, 2, 11)
    assert lunar_day(2021, 12, 0) == date(2022, 1, 31)
    assert lunar_day(2099, 12, 0) is None
