"""Finds named times: 「2021年春节期间」, 「节前节后」, 「近日」, 「“十四五”期间」, 「腊月二十」.

Leaves alone festivals that are no time (过春节, 春节慰问), plans (“十四五”规划), 目前, 当前 and
当年.
"""

import re
from collections.abc import Callable, Iterator

import regex

from extractors.dates.calendar_days import FESTIVALS, LUNAR_MONTHS
from extractors.dates.day_patterns import YEAR, YEAR_WORDS
from extractors.dates.times import Edge, Time
from extractors.lexicon import by_alias, one_of, read_lexicon
from extractors.mention import Mention
from extractors.numerals import read_numeral

NAMED = by_alias(read_lexicon("named_times"))
_PLANS = [form for form, entry in NAMED.items() if entry.since]
_VAGUE = [form for form, entry in NAMED.items() if entry.more["kind"] == "vague"]
_ACTING = [entry for entry in read_lexicon("date_roles") if entry.key == "deadline_after"]
_HANDLED = [
    "内",
    "即",
    "办",
    "发",
    "申请",
    "申报",
    *(form for entry in _ACTING for form in entry.forms),
]

# 2021年春节, 2021寒假, 今年春节
_YEAR = rf"(?:(?P<year>{YEAR})年?|(?P<word>{one_of(YEAR_WORDS)}))"
YEAR_BEFORE = regex.compile(rf"(?r){_YEAR}")
_FESTIVAL = one_of(FESTIVALS)
# the days off themselves
_DURING = r"""(?:
    (?:放假|假期|假日|小?长假|黄金周|节日)?期间 | 法定(?:节?假日|节日|假期)
  | 假期 | 小?长假 | 黄金周 | 假日 | “?两节”?期间
)"""
_AROUND = r"""(?: (?:假期|节日)? (?:前后|前夕|之前|以前|前(?![期述])|之后|以后|后(?![勤备]))
  | (?:来临|到来)?之际 | (?:来临|到来)前 | 临近 | 以来 )"""
# 引导企业春节不停产: the festival says when, though no 期间 follows
_ACTS = r"""(?: 不(?:停|放|返|回|打烊|离|休|断) | 留(?!守) | 坚守 | 坚持 | 仍 | 正常 | 连续 | 加班
  | 值班 | 值守 | 在岗 | 无休 | 照常 )"""
# stdlib re finds the first character of a long list of words faster than regex
FESTIVAL_START = re.compile(_FESTIVAL)
FESTIVE = re.compile(
    rf"""
    (?P<festivals> {_FESTIVAL} (?: [、和及与暨]?“?{_FESTIVAL} ){{0,3}}+ ) ”?
    (?: (?P<during>{_DURING}) | (?P<around>{_AROUND}) | (?P<on>当[天日晚]) | (?={_ACTS}) )
    """,
    re.VERBOSE,
)
FEAST = regex.compile(r"(?<![两双重佳大])节日期间|(?<![端重清元妇教])(?:过节|佳节)期间")
PLAN = regex.compile(
    rf"""
    (?P<name>{one_of(_PLANS)})
    (?: (?P<during>期间|时期|这?五年) | (?P<end>期?末|收官之年) | (?P<start>初|开局之年) )
    """,
    regex.VERBOSE,
)
# 截至近日 is told otherwise; a look behind at the head of VAGUE would make its scan seven times
# slower
_UNTIL = ("截至", "截止")
# 寒假托管, 暑期夏令营, 春运工作 are names
VAGUE = re.compile(
    rf"{one_of(_VAGUE)}"
    "(?![、和及]?(?:中期|远期|目标|规划|托管|作业|夏令营|冬令营|工[作程]?|社会实践|实习|班))"
)
_WITHIN_A_DAY = regex.compile(rf"(?P<name>当[日天])(?={one_of(_HANDLED)})")
_HAN = "[一二三四五六七八九十]"
_LUNAR_DAY = rf"(?:初{_HAN}|[廿十]{_HAN}?|二十{_HAN}?|三十|{_HAN})"
LUNAR = regex.compile(
    rf"""
    (?:农历)? (?P<month>[正腊冬]月|(?<=农历)[一二三四五六七八九十]{{1,2}}月)
    (?P<day>{_LUNAR_DAY})日?
    (?: (?:至|到|—) (?P<month2>正月|腊月)?(?P<day2>{_LUNAR_DAY}) )?
    (?P<trail>前|之前|以前)?
    """,
    regex.VERBOSE,
)
# 除夕至正月初七
EVE = regex.compile(
    rf"(?:除夕|大年三十|年三十)(?:至|到|—)(?:农历)?(?:正月|大年)?(?P<day>初{_HAN}|十[一二三四五])"
)
SAME_PERIOD = regex.compile(rf"(?:(?P<year>{YEAR})年|(?P<word>{one_of(YEAR_WORDS)}))同期")
# no words of their own: 年前 in 5年前, 节后 in 环节后, 日前 in 截止日前
_NUMERALS = tuple("0123456789一二三四五六七八九十百两多几数半今去明当届往")
_ENDS_IN_JIE = tuple("季环细关情章调")
_NOT_AFTER = {
    "多年来": _NUMERALS,
    "年前": _NUMERALS,
    "年后": _NUMERALS,
    "日前": (*_NUMERALS, *"之期节止当生作假休到"),
    "节前": _ENDS_IN_JIE,
    "节后": _ENDS_IN_JIE,
}


# the words of which each match of these patterns holds one: one scan tells which patterns to run
_PATTERN_OF = {
    "同期": SAME_PERIOD,
    **dict.fromkeys(("节日期间", "过节期间", "佳节期间"), FEAST),
    **dict.fromkeys(_PLANS, PLAN),
    **dict.fromkeys(("当日", "当天"), _WITHIN_A_DAY),
    **dict.fromkeys(("除夕", "大年三十", "年三十"), EVE),
    **dict.fromkeys(("农历", "正月", "冬月", "腊月"), LUNAR),
}
_WORD = re.compile(one_of(_PATTERN_OF))


def find(text: str) -> Iterator[Mention[Time]]:
    """Yield the named times of each pattern in turn."""
    for pattern in dict.fromkeys(_PATTERN_OF[word] for word in _WORD.findall(text)):
        for match in pattern.finditer(text):
            if time := _READ[pattern](match):
                yield _mention(match, time)
    yield from _festivals(text)
    yield from _vague(text)


def _festivals(text: str) -> Iterator[Mention[Time]]:
    for start in FESTIVAL_START.finditer(text):
        if match := FESTIVE.match(text, start.start()):
            year = YEAR_BEFORE.match(text, 0, match.start())
            yield _mention(match, _festive(match, year), year)


def _vague(text: str) -> Iterator[Mention[Time]]:
    place = 0
    while match := VAGUE.search(text, place):
        name, start = match[0], match.start()
        if text.endswith(_UNTIL, 0, start):
            place = start + 1
            continue
        place = match.end()
        if not text.endswith(_NOT_AFTER.get(name, ()), 0, start):
            time = Time("vague", name=NAMED[name].key)
            yield _mention(match, time, YEAR_BEFORE.match(text, 0, start))


def _mention(
    match: "regex.Match[str] | re.Match[str]", time: Time, year: "regex.Match[str] | None" = None
) -> Mention[Time]:
    start = year.start() if year else match.start()
    return Mention(start, match.end(), time, "dates.named")


def _year_edge(match: "regex.Match[str] | None") -> Edge:
    if match is None:
        return Edge()
    year, word = match["year"], match["word"]
    more = YEAR_WORDS[word].more if word else {}
    number = read_numeral(year) if year else None
    shift = more.get("shift", more.get("relative"))
    return Edge(year=None if number is None else int(number), shift=shift)


def _festive(match: "re.Match[str]", year: "regex.Match[str] | None") -> Time:
    """Return the days off, or the one day, or a vague time around them."""
    edge, names = _year_edge(year), FESTIVAL_START.findall(match["festivals"])
    if match["around"]:
        is_before = match["around"] in ("前", "之前", "以前", "前夕")
        bound = "before" if is_before else "since" if match["around"] == "以来" else ""
        return Time("vague", name=FESTIVALS[names[0]].key, bound=bound)
    is_day = match["on"] or not all(FESTIVALS[each].more.get("statutory") for each in names)
    keys = "|".join(dict.fromkeys(FESTIVALS[each].key for each in names))
    if "new_year" in keys and "spring_festival" in keys:
        return Time("vague", name=keys)  # 元旦、春节期间: weeks lie between
    return Time("point" if is_day else "period", edge, edge, name=keys)


def _feast(_: "regex.Match[str]") -> Time:
    return Time("period", Edge(), Edge(), name="feast")


def _same_period(match: "regex.Match[str]") -> Time:
    return Time("period", _year_edge(match), bound="same_period")


def _within_a_day(_: "regex.Match[str]") -> Time:
    return Time("duration", duration="P1D", bound="within")


def _plan(match: "regex.Match[str]") -> Time:
    entry = NAMED[match["name"]]
    if entry.since is None or entry.until is None:
        raise ValueError(f"{entry.key} needs since and until")
    first, last = Edge(year=int(entry.since[:4])), Edge(year=int(entry.until[:4]) - 1)
    if match["end"]:
        end = Edge(year=last.year, part="年底")
        return Time("point", end, end)
    if match["start"]:
        start = Edge(year=first.year, part="年初")
        return Time("point", start, start)
    return Time("period", first, last)


def _lunar(match: "regex.Match[str]") -> Time | None:
    """Return days of the farmers' calendar; the month's number stands in the edge's `part`."""
    first = _lunar_edge(match["month"], match["day"])
    if first is None:
        return None
    if match["day2"]:
        last = _lunar_edge(match["month2"] or match["month"], match["day2"])
        return Time("period", first, last, name="lunar") if last else None
    if match["trail"]:
        return Time("deadline", None, first, name="lunar", bound="before")
    return Time("point", first, first, name="lunar")


def _from_eve(match: "regex.Match[str]") -> Time | None:
    last = _lunar_edge("正月", match["day"])
    return Time("period", Edge(month=12, day=0), last, name="lunar") if last else None


def _lunar_edge(month: str, day: str) -> Edge | None:
    named = {name: number for number, name in enumerate(LUNAR_MONTHS, 1)}
    number = named.get(month) or named.get({"十一月": "冬月", "十二月": "腊月"}.get(month, ""))
    days = read_numeral(day.replace("初", "").replace("廿", "二十"))
    return Edge(month=number, day=int(days)) if number and days else None


_READ: dict["regex.Pattern[str]", Callable[["regex.Match[str]"], Time | None]] = {
    SAME_PERIOD: _same_period,
    FEAST: _feast,
    PLAN: _plan,
    _WITHIN_A_DAY: _within_a_day,
    LUNAR: _lunar,
    EVE: _from_eve,
}
