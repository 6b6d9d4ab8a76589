"""Finds times that have a name: 「2021年春节期间」, 「节前节后」, 「近日」, 「“十四五”期间」, 「腊月二十」.

Leaves alone festivals that are no time (过春节, 春节慰问), plans (“十四五”规划) and 目前, 当前, 当年.
"""

from collections.abc import Iterator

import regex

from extractors.calendar_days import FESTIVALS, LUNAR_MONTHS
from extractors.lexicon import by_alias, one_of, read_lexicon
from extractors.mention import Mention
from extractors.numerals import read_numeral
from extractors.printed_days import YEAR, YEAR_WORDS
from extractors.times import Edge, Time

NAMED = by_alias(read_lexicon("named_times"))
_PLANS = [form for form, entry in NAMED.items() if entry.since]
_VAGUE = [
    form for form, entry in NAMED.items() if not entry.since and entry.more["kind"] == "vague"
]

_YEAR = rf"(?:(?P<year>{YEAR})年?|(?P<word>{one_of(YEAR_WORDS)}))"
_FESTIVAL = one_of(FESTIVALS)
# the days off themselves
_DURING = r"""(?:
    (?:放假|假期|假日|小?长假|长假|黄金周)?期间 | 假期 | 小?长假 | 黄金周 | 假日 | 放假期间 | 节日期间 | 节期间 | “?两节”?期间
)"""
_AROUND = r"(?:(?:假期|节日)?(?:前后|前夕|之前|以前|前(?![期述])|之后|以后|后(?!勤|备))|来临之际|到来之际|之际|来临前|临近)"
# 引导企业春节不停产: the festival says when, though no 期间 follows
_ACTS = r"(?:不(?:停|放|返|回|打烊|离|休|断)|留(?!守)|坚守|坚持|仍|正常|连续|加班|值班|值守|在岗|无休|照常)"
FESTIVE = regex.compile(
    rf"""
    (?:{_YEAR})?
    (?P<festival>{_FESTIVAL}) (?: (?:、|和|及|与|暨)?“?(?P<other>{_FESTIVAL}) )* ”?
    (?: (?P<during>{_DURING}) | (?P<around>{_AROUND}) | (?P<on>当天|当日|当晚) | (?={_ACTS}) )
    """,
    regex.VERBOSE,
)
FEAST = regex.compile(r"(?<![两双重佳大])节日期间|(?<![端重清元妇教])(?:过节|佳节)期间")
PLAN = regex.compile(
    rf"(?P<name>{one_of(_PLANS)})(?:(?P<during>期间|时期|这?五年)|(?P<end>期?末|收官之年|结束)|(?P<start>初|开局之年))"
)
VAGUE = regex.compile(
    rf"""
    (?: (?P<year>{YEAR})年?  | {one_of(YEAR_WORDS)} )?
    (?<!截至|截止) (?P<name>{one_of(_VAGUE)})
    """,
    regex.VERBOSE,
)
_WITHIN_A_DAY = regex.compile(
    r"(?P<name>当日|当天)(?=(?:内|即|受理|办结|办理|完成|答复|转办|处理|送达|审核|审批|报送|上报|反馈|签收|拨付|录入|办|发|到账|出具))"
)
_HAN = "[一二三四五六七八九十]"
_LUNAR_DAY = rf"(?:初{_HAN}|十{_HAN}?|廿{_HAN}?|二十{_HAN}?|三十|{_HAN})"
LUNAR = regex.compile(
    rf"""
    (?:农历)? (?P<month>正月|腊月|冬月|(?<=农历)[一二三四五六七八九十]+月) (?P<day>{_LUNAR_DAY})(?:日)?
    (?: (?:至|到|—) (?P<month2>正月|腊月)?(?P<day2>{_LUNAR_DAY}) )?
    (?P<trail>前|之前|以前)?
    """,
    regex.VERBOSE,
)
SAME_PERIOD = regex.compile(rf"(?:(?P<year>{YEAR})年|(?P<word>{one_of(YEAR_WORDS)}))同期")
# words before which a name is part of another word
_NOT_AFTER = {
    "年前": "0123456789一二三四五六七八九十今去明多几数半当届往",
    "年后": "0123456789一二三四五六七八九十今去明多几数半当届百两",
    "节前": "季环细关情章调",
    "节后": "季环细关情章调",
}


def find(text: str) -> Iterator[Mention[Time]]:
    """Yield the named times of each pattern in turn."""
    for match in SAME_PERIOD.finditer(text):
        yield _mention(match, Time("period", _year_edge(match), bound="same_period"))
    for match in FESTIVE.finditer(text):
        yield _mention(match, _festive(match))
    for match in FEAST.finditer(text):
        yield _mention(match, Time("period", Edge(), Edge(), name="feast"))
    for match in PLAN.finditer(text):
        yield _mention(match, _plan(match))
    for match in VAGUE.finditer(text):
        if text[max(0, match.start() - 1) : match.start()] not in _not_after(match["name"]):
            yield _mention(match, Time("vague", name=NAMED[match["name"]].key))
    for match in _WITHIN_A_DAY.finditer(text):
        yield _mention(match, Time("duration", duration="P1D", bound="within"))
    for match in LUNAR.finditer(text):
        if time := _lunar(match):
            yield _mention(match, time)


def _mention(match: "regex.Match[str]", time: Time) -> Mention[Time]:
    return Mention(match.start(), match.end(), time, "dates.named")


def _not_after(name: str) -> tuple[str, ...]:
    return tuple(_NOT_AFTER.get(name, ""))


def _year_edge(match: "regex.Match[str]") -> Edge:
    year, word = match["year"], match["word"]
    more = YEAR_WORDS[word].more if word else {}
    number = read_numeral(year) if year else None
    shift = more.get("shift", more.get("relative"))
    return Edge(year=None if number is None else int(number), shift=shift)


def _festive(match: "regex.Match[str]") -> Time:
    """Return the days off, or the one day, or a vague time around them."""
    edge, name = _year_edge(match), match["festival"]
    if match["around"]:
        is_before = match["around"].startswith(("前", "之前", "以前")) and match["around"] != "前后"
        return Time("vague", name=FESTIVALS[name].key, bound="before" if is_before else "")
    names = [name, *match.captures("other")]
    is_day = match["on"] or not all(FESTIVALS[each].more.get("statutory") for each in names)
    keys = "|".join(dict.fromkeys(FESTIVALS[each].key for each in names))
    return Time("point" if is_day else "period", edge, edge, name=keys)


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


def _lunar_edge(month: str, day: str) -> Edge | None:
    named = {name: number for number, name in enumerate(LUNAR_MONTHS, 1)}
    number = named.get(month) or named.get({"十一月": "冬月", "十二月": "腊月"}.get(month, ""))
    days = read_numeral(day.replace("初", "").replace("廿", "二十"))
    return Edge(month=number, day=int(days)) if number and days else None
