"""Finds times that are printed as numbers: 「2021年1月21日至3月31日」, 「明年上半年」, 「6月底前」.

Leaves alone document numbers (〔2021〕8号, 2021年第3号), classes of school leavers (2021届), blanks
to be filled in (年 月 日), versions and decimals (1.2.3).
"""

import re
from collections.abc import Iterator

import regex

from extractors.dates import day_patterns as patterns
from extractors.dates.day_patterns import BOUND_OF, YEAR_WORDS
from extractors.dates.times import Edge, Time
from extractors.mention import Mention
from extractors.numerals import read_numeral

# 自2021年1月1日施行: 自 belongs to the time though no 起 follows
_TAKES_EFFECT = re.compile(r"(?:正式)?(?:施行|实施|执行|生效)")
# 6月底完成: a term, as 6月底前完成 is
_ENDS = ("底", "末", "年底", "年末", "岁末")
_IS_DONE = re.compile(
    r"，?(?:基本|全面|全部|力争|率先|初步|要|须|应当?|必须|如期)*"
    r"(?:完成(?!了)|取得|实现|达到|达成|建成|形成|投入|上线|竣工|开工|到位|结束|清零|办结|出台)"
)
_A_DURATION = re.compile("(?:以上|以内|的?时间)")
_WITHIN = re.compile(r"，?[0-9一二三四五六七八九十]{1,3}(?:个?工作日|个?月|日|天|年)(?:以|之)?内")


def find(text: str) -> Iterator[Mention[Time]]:
    """Yield the printed times of each pattern in turn; those of two patterns may overlap."""
    for match in _since_issue(text):
        if not _WITHIN.match(text, match.end()):
            yield Mention(match.start(), match.end(), _from_issue(match), "dates.from_issue")
    yield from _bare_days(text)
    done = 0
    for start in patterns.START.finditer(text):
        place, sign = start.start(), start[0][-1]
        if place < done:
            continue
        mention = _numeric_at(text, place) if sign in patterns.IN_DIGITS else None
        if mention is None and sign not in "./":
            mention = _printed_at(text, place, done)
        if mention:
            done = mention.end
            yield mention
            if text[done : done + 1] in "、和及与":
                for further in _further(text, mention):
                    done = further.end
                    yield further


def _bare_days(text: str) -> Iterator[Mention[Time]]:
    """Yield the days that a piece of news gives without their month: 14日上午, 记者25日从."""
    for sign in patterns.BARE_DAY.finditer(text):
        end = sign.start()
        start = end - 2 if text[end - 2 : end - 1].isdigit() else end - 1
        number = text[start:end]
        if not (number.isascii() and number.isdigit() and 0 < int(number) < 32):
            continue
        before = text[max(0, start - 4) : start].rstrip(" ")
        is_hour = text.startswith(patterns.HOURS, end + 1)
        if (
            before.endswith(patterns.OPENS_DAY)
            or not before
            or (is_hour and before.endswith(patterns.OPENS_HOUR))
        ):
            day = Edge(day=int(number))
            yield Mention(start, end + 1, Time("point", day, day), "dates.printed")


def _further(text: str, mention: Mention[Time]) -> Iterator[Mention[Time]]:
    """Yield the days that follow one of the same month: 2月19日、22日分两批."""
    edge = mention.value.first
    if mention.value.kind != "point" or edge is None or not (edge.month and edge.day):
        return
    match = patterns.FURTHER.match(text, mention.end)
    while match:
        day = edge._replace(day=_number(match["day"]))
        yield Mention(match.start("day"), match.end(), Time("point", day, day), "dates.printed")
        match = patterns.FURTHER.match(text, match.end())


def _since_issue(text: str) -> Iterator["re.Match[str]"]:
    """Yield where a time is counted from the day of issue, in order, none overlapping."""
    done = 0
    for place in sorted(word.start() for scan in patterns.SINCE for word in scan.finditer(text)):
        match = patterns.FROM_ISSUE.match(text, place) if place >= done else None
        if match:
            done = match.end()
            yield match


def _numeric_at(text: str, place: int) -> Mention[Time] | None:
    """Return the day or the range of days in digits that begins at a place: 2021-02-09."""
    match = patterns.NUMERIC.match(text, place)
    return Mention(place, match.end(), _numeric(match), "dates.numeric") if match else None


def _printed_at(text: str, place: int, done: int) -> Mention[Time] | None:
    """Return the range or the single time that begins at a place, with what bounds it."""
    may_range = patterns.MAY_RANGE.search(text, place, place + patterns.BEFORE_TO)
    match = patterns.RANGE.match(text, place) if may_range else None
    time = _range(match) if match else None
    if match and time:
        has_lead = place > done and patterns.RANGE_LEAD.match(text, place - 1)
        return Mention(place - 1 if has_lead else place, match.end(), time, "dates.range")
    edge = patterns.EDGE.match(text, place)
    if edge is None:
        return None
    may_lead = not patterns.LEAD_ENDS.isdisjoint((text[place - 1 : place], text[place - 2 : place]))
    return _dated(edge, patterns.LEAD.match(text, done, place) if may_lead else None)


def _number(text: str | None) -> int | None:
    if not text:
        return None
    if text.isascii():
        return int(text)
    value = 1 if text == "元" else read_numeral(text)
    return None if value is None else int(value)


_NAMES = ("year", "word", "month", "day", "part")
_LATER = tuple(patterns.ENDING[name] for name in _NAMES)
# groups are read by their numbers in a fifth of the time
_OF_EDGE = tuple(patterns.EDGE.groupindex[name] for name in _NAMES)
_SORT_OF_EDGE = tuple(
    patterns.EDGE.groupindex[name] for name in ("alone", "monthless", "near", "word", "season")
)


def _names_in(pattern: "re.Pattern[str]") -> list[str]:
    """Return the names of a pattern's groups, in order, without what tells them apart."""
    return [name.partition("_")[0] for name in pattern.groupindex]


_OF_RANGE, _OF_ISSUE = _names_in(patterns.RANGE), _names_in(patterns.FROM_ISSUE)


def _said(match: "re.Match[str]", names: list[str]) -> dict[str, str]:
    """Return what the groups of a match hold, by their names."""
    return {name: words for name, words in zip(names, match.groups(), strict=True) if words}


def _edge(
    year: str | None, word: str | None, month: str | None, day: str | None, part: str | None
) -> Edge:
    """Return the end of a time that the words state."""
    more = YEAR_WORDS[word].more if word else {}
    return Edge(
        _number(year),
        more.get("shift"),
        _number(month),
        _number(day),
        part or "",
        more.get("relative"),
    )


def _numeric(match: "re.Match[str]") -> Time:
    first, last = (
        Edge(_number(year), month=_number(month), day=_number(day))
        for year, month, day in (
            match.group("year", "month", "day"),
            match.group("year2", "month2", "day2"),
        )
    )
    return Time("period", first, last) if last.day else Time("point", first, first)


def _from_issue(match: "re.Match[str]") -> Time:
    said = _said(match, _OF_ISSUE)
    last = _edge(*map(said.get, _LATER)) if any(name in said for name in _LATER) else None
    return Time("period", None, last, anchor="issue", offset=_number(said.get("days")) or 0)


def _range(match: "re.Match[str]") -> Time | None:
    """Return the period of a range, its end completed from its beginning; None for no range."""
    said = _said(match, _OF_RANGE)
    first, last = _edge(*map(said.get, _NAMES)), _edge(*map(said.get, _LATER))
    if "now" in said:
        return Time("period", first, None)
    if first.month is None and last.month is not None and not last.has_year:
        return None  # 「2021年至3月」 states no period
    if first.day is not None and not ("day2" in said or "part2" in said):
        return None  # 「3月5至8月」 is no range of days
    if last.month is None and not last.has_year and (last.day or last.part in ("底", "末")):
        last = last._replace(month=first.month)
    return Time("period", first, last)


def _dated(match: "re.Match[str]", lead: "regex.Match[str] | None") -> Mention[Time] | None:
    edge = _printed_edge(match)
    if edge is None:
        return None
    trail = BOUND_OF.get(match["trail"] or "", "")
    before = BOUND_OF[lead[0]] if lead else ""
    if before and _is_loose(before, trail, match):
        lead, before = None, ""
    if not (before or trail) and _is_doubtful(match, edge):
        return None
    if not (before or trail) and edge.part in _ENDS and _IS_DONE.match(match.string, match.end()):
        trail = "before"
    start = lead.start() if lead else match.start()
    return Mention(start, match.end(), _bounded(edge, before, trail), "dates.printed")


def _printed_edge(match: "re.Match[str]") -> Edge | None:
    """Return the end that EDGE found; None where its words stay unmarked (当年, 本年度)."""
    alone, monthless, near, word, season = match.group(*_SORT_OF_EDGE)
    if alone:
        return Edge(part=alone)
    if monthless:
        return Edge(month_shift=0, part=monthless[1])
    edge = _edge(*match.group(*_OF_EDGE))
    if season:
        return edge._replace(part=season)
    if near:
        shift = {"本": 0, "下": 1, "上": -1}.get(near)
        return edge._replace(month_shift=shift, relative=None if shift is not None else 0)
    if word and edge.month is None and not edge.part:
        more = YEAR_WORDS[word].more
        return None if "relative" in more or "tail_only" in more else edge
    return edge


def _is_loose(lead: str, trail: str, match: "re.Match[str]") -> bool:
    """Tell whether 自 or 到 before a time does not bound it: 「从2021年的30%到2025年的50%」."""
    if lead == "since":
        return trail != "from" and not _TAKES_EFFECT.match(match.string, match.end())
    return lead == "until" and match.string.startswith("的", match.end())


def _is_doubtful(match: "re.Match[str]", edge: Edge) -> bool:
    """Tell whether a bare month is a count of months (6月以上) or a name (三月三)."""
    if edge.month is None or edge.has_year or edge.day or edge.part:
        return False
    digits = match["month"].isdecimal() and match["month"].isascii()
    return not (digits or match[0].endswith("份")) or bool(
        _A_DURATION.match(match.string, match.end())
    )


def _bounded(edge: Edge, lead: str, trail: str) -> Time:
    """Return the time that one end and its bounding words state."""
    if trail == "around":
        return Time("vague", edge, edge, bound=trail)
    if trail == "from" or lead == "since":
        return Time("period", edge, None, bound="from")
    if lead or trail in ("before", "within", "end_of_range") or edge.part == "年内":
        return Time("deadline", None, edge, bound=lead or trail or "within")
    is_point = edge.day is not None or edge.part[-1:] in ("底", "末", "初")
    return Time("point" if is_point else "period", edge, edge)
