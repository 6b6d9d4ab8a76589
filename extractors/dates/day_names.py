"""Finds named times: 「2021年春节期间」, 「节前节后」, 「近日」, 「“十四五”期间」, 「腊月二十」.

Leaves alone festivals that are no time (过春节, 春节慰问), plans (“十四五”规划), 目前, 当前 and
当年.
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

import regex

from extractors.dates.calendar_days import FESTIVALS, FIRST_DAYS, LUNAR_MONTHS
from extractors.dates.day_patterns import YEAR, YEAR_WORDS
from extractors.dates.times import Edge, Time
from extractors.lexicon import by_alias, one_of, read_lexicon
from extractors.mention import Mention
from extractors.numerals import read_numeral
from extractors.word_scans import after_first_sign, first_sign

NAMED = by_alias(read_lexicon("named_times"))
_PLANS = [form for form, entry in NAMED.items() if entry.since]
_VAGUE = [form for form, entry in NAMED.items() if entry.more["kind"] == "vague"]
# their first characters are common, so they are looked for by their last three: 冬以来
_SINCE = tuple(form for form in _VAGUE if form.endswith("以来"))
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
YEAR_BEFORE = re.compile(rf"{_YEAR}\Z")
_LONGEST_YEAR = max(len("2021年"), *map(len, YEAR_WORDS))
_YEAR_ENDS = frozenset(
    ["年", *"0123456789〇零一二三四五六七八九", *(word[-1] for word in YEAR_WORDS)]
)
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
# 节后头一个月, 春节后第一周
_FIRST_OF = r"""(?: 的? (?:头|首|第|最后)[一二两三四五六七八九十几0-9]{0,2}
    (?:个?(?:工作日|星期|月)|[天日周]) (?![报薪租]) )"""
_FIRST = re.compile(_FIRST_OF, re.VERBOSE)
FESTIVALS_IN = re.compile(_FESTIVAL)
# 除夕组织职工吃年夜饭: one day, and so a time by itself; not 过除夕, 除夕、元宵等节点
_BEFORE_NO_TIME = "[过迎闹庆话贺“《]"
_EVE = f"""(?: {
    "|".join(f"(?<={eve})(?<!{_BEFORE_NO_TIME}{eve})" for eve in ("除夕", "除夕夜", "大年三十"))
} ) (?!夜?[至到—、和及与等的”》])"""
FESTIVE = re.compile(
    rf"""
    (?P<festivals> {_FESTIVAL} (?: [、和及与暨]?“?{_FESTIVAL} ){{0,3}}+ ) ”?
    (?: (?P<around>{_AROUND}) {_FIRST_OF}? | (?P<during>{_DURING})
      | (?P<on>当[天日晚]) | (?P<month>当月) | (?={_ACTS}) | {_EVE} )
    """,
    re.VERBOSE,
)
FEAST = re.compile(r"(?<![两双重佳大])节日期间|(?<![端重清元妇教])(?:过节|佳节)期间")
PLAN = re.compile(
    rf"""
    (?P<name>{one_of(_PLANS)})
    (?: (?P<since>以来) | (?P<end>时?期?末|收官之年) | (?P<during>期间|时期|这?五年)
      | (?P<start>初|开局之年) )
    """,
    re.VERBOSE,
)
# 截至近日 is told otherwise
_UNTIL = ("截至", "截止")
# 寒假托管, 暑期夏令营, 春运工作 are names
_NO_NAME = "(?![、和及]?(?:中期|远期|目标|规划|托管|作业|夏令营|冬令营|工[作程]?|社会实践|实习|班))"
_WITHIN_A_DAY = re.compile(rf"(?P<name>当[日天])(?={one_of(_HANDLED)})")
# 变化的次月, 届满次日; 次月起 and 次年 are none
_NEXT = re.compile("(?<=[的满后])(?P<name>次[日月])内?(?![起至到0-9])")
_WITHIN_A_MONTH = re.compile("(?P<name>当月)内")
_HAN = "[一二三四五六七八九十]"
_LUNAR_DAY = rf"(?:初{_HAN}|[廿十]{_HAN}?|二十{_HAN}?|三十|{_HAN})"
LUNAR = re.compile(
    rf"""
    (?:农历)? (?P<month>[正腊冬]月|大年(?=初)|(?<=农历)[一二三四五六七八九十]{{1,2}}月)
    (?P<day>{_LUNAR_DAY})日?
    (?: (?:至|到|—) (?P<month2>正月|腊月)?(?P<day2>{_LUNAR_DAY}) )?
    (?: (?P<trail>前|之前|以前) | (?P<since>以来|起|之后|以后) )?
    """,
    re.VERBOSE,
)
# 除夕至正月初七
EVE = re.compile(
    rf"(?:除夕|大年三十|年三十)(?:至|到|—)(?:农历)?(?:正月|大年)?(?P<day>初{_HAN}|十[一二三四五])"
)
SINCE = regex.compile(rf"(?r)(?:{_YEAR})?{one_of(_SINCE)}")
SAME_PERIOD = re.compile(rf"(?:(?P<year>{YEAR})年|(?P<word>{one_of(YEAR_WORDS)}))同期\Z")
# no words of their own: 年前 in 5年前, 节后 in 环节后, 日前 in 截止日前
_NUMERALS = tuple("0123456789一二三四五六七八九十百两多几数半今去明当届往")
_ENDS_IN_JIE = tuple("季环细关情章调")
# 申请日前, 开班日前: the day of something
_DAYS_OF = tuple(form for entry in read_lexicon("dated_acts") for form in entry.forms)
_NOT_AFTER = {
    "多年来": (*_UNTIL, *_NUMERALS),
    "年前": (*_UNTIL, *_NUMERALS),
    "年后": (*_UNTIL, *_NUMERALS, *"青少中老成"),
    "日前": (*_UNTIL, *_NUMERALS, *"之期节止当生作假休到", *_DAYS_OF),
    "节前": (*_UNTIL, *_ENDS_IN_JIE),
    "节后": (*_UNTIL, *_ENDS_IN_JIE),
}
_TURNS = frozenset(["节后", "年后", "节前", "年前"])
_BACKWARDS = ("同期", *sorted({form[-3:] for form in _SINCE}))

# the words with which each match of these patterns begins
_PATTERN_OF = {
    **dict.fromkeys(("节日期间", "过节期间", "佳节期间"), FEAST),
    **dict.fromkeys(_PLANS, PLAN),
    **dict.fromkeys(("当日", "当天"), _WITHIN_A_DAY),
    **dict.fromkeys(("次日", "次月"), _NEXT),
    "当月内": _WITHIN_A_MONTH,
    **dict.fromkeys(("除夕", "大年三十", "年三十"), EVE),
    **dict.fromkeys(("农历", "正月", "冬月", "腊月", "大年初"), LUNAR),
}


_PATTERNED = (*_PATTERN_OF, *_BACKWARDS)
_ALONE = [form for form in _VAGUE if form not in _SINCE]
# one scan for all these words
_WORD = re.compile(
    rf"""
    {first_sign([*FESTIVALS, *_PATTERNED, *_ALONE])}
    (?: {after_first_sign(FESTIVALS)}
        (?= [、和及与暨“”] | {_FESTIVAL} | {_AROUND} | {_DURING} | 当[天日晚月] | {_ACTS} )
      | {after_first_sign(_PATTERNED)}
      | {after_first_sign(_ALONE)} {_NO_NAME} )
    """,
    re.VERBOSE,
)


def find(text: str) -> Iterator[Mention[Time]]:
    """Yield festivals and other named times, in order."""
    done = 0
    for word in _WORD.finditer(text):
        found = _named_at(text, word) if word.start() >= done else None
        if found:
            done = found.end
            yield found


def _named_at(text: str, word: "re.Match[str]") -> Mention[Time] | None:
    """Return the time that a word names."""
    start, named = word.start(), word[0]
    festive = FESTIVE.match(text, start) if named in FESTIVALS else None
    if festive:
        year = _year_before(text, start)
        time = _festive(festive, year)
        return Mention(year.start() if year else start, festive.end(), time, "dates.named")
    if named in _PATTERN_OF:
        return _patterned(text, word)
    if named in _BACKWARDS:
        return _told_backwards(text, word)
    if named not in NAMED or text.endswith(_NOT_AFTER.get(named, _UNTIL), 0, start):
        return None
    return _vague(text, word)


def _patterned(text: str, word: "re.Match[str]") -> Mention[Time] | None:
    """Return the time of the pattern that a word begins."""
    pattern = _PATTERN_OF[word[0]]
    named = pattern.match(text, word.start())
    time = _READ[pattern](named) if named else None
    if named is None or time is None:
        return None
    start = named.start()
    if time.name == "lunar" and _names_again(text, start, named.end()):
        return None
    if time.bound == "plan_end":
        is_until = text[start - 1 : start] in ("到", "至")
        start -= is_until
        time = Time("deadline", None, time.last, bound="until") if is_until else time
    return Mention(start, named.end(), time, "dates.named")


def _names_again(text: str, start: int, end: int) -> bool:
    """Tell whether a day of the farmers' calendar explains one: 1月25日（农历腊月廿三）."""
    before = text[max(0, start - 4) : start]
    if before.endswith("农历"):
        before = before.removesuffix("农历")
    elif not text.startswith("农历", start, end):
        return before.endswith(("日（", "号（"))
    return before.endswith(("日（", "号（", "日，", "日、", "日 "))


def _told_backwards(text: str, word: "re.Match[str]") -> Mention[Time] | None:
    """Return the time that 同期 or 冬以来 ends."""
    end = word.end()
    if word[0] == "同期":
        same = SAME_PERIOD.search(text, max(0, word.start() - _LONGEST_YEAR), end)
        return Mention(same.start(), end, _same_period(same), "dates.named") if same else None
    since = SINCE.match(text, 0, end)
    time = Time("vague", name="to_now")
    return Mention(since.start(), end, time, "dates.named") if since else None


def _vague(text: str, word: "re.Match[str]") -> Mention[Time]:
    """Return a vague time with its year and its first days: 节后头一个月."""
    start, end = word.span()
    year = _year_before(text, start)
    if word[0] in _TURNS and (first := _FIRST.match(text, end)):
        end = first.end()
    time = Time("vague", name=NAMED[word[0]].key)
    return Mention(year.start() if year else start, end, time, "dates.named")


def _year_before(text: str, place: int) -> "re.Match[str] | None":
    if text[place - 1 : place] not in _YEAR_ENDS:
        return None
    return YEAR_BEFORE.search(text, max(0, place - _LONGEST_YEAR), place)


_NO_YEAR = Edge()


def _year_edge(match: "re.Match[str] | None") -> Edge:
    if match is None:
        return _NO_YEAR
    year, word = match["year"], match["word"]
    more = YEAR_WORDS[word].more if word else {}
    number = read_numeral(year) if year else None
    shift = more.get("shift", more.get("relative"))
    return Edge(year=None if number is None else int(number), shift=shift)


def _festive(match: "re.Match[str]", year: "re.Match[str] | None") -> Time:
    """Return the days off, or the one day, or a vague time around them."""
    festivals, around, on = match.group("festivals", "around", "on")
    keys, are_days_off = _keys_of(festivals)
    if match["month"]:
        return Time("vague", name=keys.partition("|")[0])
    if around:
        if fixed := _by_fixed_day(keys, around, year):
            return fixed
        is_before = around in ("前", "之前", "以前", "前夕")
        bound = "before" if is_before else "since" if around == "以来" else ""
        return Time("vague", name=keys.partition("|")[0], bound=bound)
    if "new_year" in keys and "spring_festival" in keys:
        return Time("vague", name=keys)  # 元旦、春节期间: weeks lie between
    edge = _year_edge(year)
    return Time("period" if are_days_off and not on else "point", edge, edge, name=keys)


def _by_fixed_day(key: str, around: str, year: "re.Match[str] | None") -> Time | None:
    """Return the deadline 2024年元旦前; None for 2024年春节前 and 元旦前, which stay vague."""
    if year is None or key not in FIRST_DAYS or around not in ("前", "之前", "以前"):
        return None
    month, day = FIRST_DAYS[key]
    return Time("deadline", None, _year_edge(year)._replace(month=month, day=day), bound="before")


# cached, for documents name few festivals, and those often
@lru_cache(maxsize=256)
def _keys_of(festivals: str) -> tuple[str, bool]:
    """Return the keys of the festivals named, parted by |, and whether all are days off."""
    entries = [FESTIVALS[name] for name in FESTIVALS_IN.findall(festivals)]
    keys = dict.fromkeys(entry.key for entry in entries)
    return "|".join(keys), all(entry.more.get("statutory") for entry in entries)


def _feast(_: "re.Match[str]") -> Time:
    return Time("period", Edge(), Edge(), name="feast")


def _same_period(match: "re.Match[str]") -> Time:
    return Time("period", _year_edge(match), bound="same_period")


def _within(match: "re.Match[str]") -> Time:
    length = "P1M" if match["name"].endswith("月") else "P1D"
    return Time("duration", duration=length, bound="within")


def _plan(match: "re.Match[str]") -> Time:
    entry = NAMED[match["name"]]
    if entry.since is None or entry.until is None:
        raise ValueError(f"{entry.key} needs since and until")
    first, last = Edge(year=int(entry.since[:4])), Edge(year=int(entry.until[:4]) - 1)
    if match["end"]:
        end = Edge(year=last.year, part="年底")
        return Time("point", end, end, bound="plan_end")
    if match["since"]:
        return Time("period", Edge(year=first.year, part="年初"), None, bound="from")
    if match["start"]:
        start = Edge(year=first.year, part="年初")
        return Time("point", start, start)
    return Time("period", first, last)


def _lunar(match: "re.Match[str]") -> Time | None:
    """Return days of the farmers' calendar; the month's number stands in the edge's `part`."""
    first = _lunar_edge(match["month"], match["day"])
    if first is None:
        return None
    if match["day2"]:
        last = _lunar_edge(match["month2"] or match["month"], match["day2"])
        return Time("period", first, last, name="lunar") if last else None
    if match["since"]:
        return Time("period", first, None, name="lunar", bound="from")
    if match["trail"]:
        return Time("deadline", None, first, name="lunar", bound="before")
    return Time("point", first, first, name="lunar")


def _from_eve(match: "re.Match[str]") -> Time | None:
    last = _lunar_edge("正月", match["day"])
    return Time("period", Edge(month=12, day=0), last, name="lunar") if last else None


_OTHER_NAMES = {"十一月": "冬月", "十二月": "腊月", "大年": "正月"}


def _lunar_edge(month: str, day: str) -> Edge | None:
    named = {name: number for number, name in enumerate(LUNAR_MONTHS, 1)}
    number = named.get(month) or named.get(_OTHER_NAMES.get(month, ""))
    days = read_numeral(day.replace("初", "").replace("廿", "二十"))
    return Edge(month=number, day=int(days)) if number and days else None


_READ: dict["re.Pattern[str]", Callable[["re.Match[str]"], Time | None]] = {
    FEAST: _feast,
    PLAN: _plan,
    _WITHIN_A_DAY: _within,
    _WITHIN_A_MONTH: _within,
    _NEXT: _within,
    LUNAR: _lunar,
    EVE: _from_eve,
}
