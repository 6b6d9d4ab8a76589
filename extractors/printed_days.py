"""Finds times that are printed as numbers: 「2021年1月21日至3月31日」, 「明年上半年」, 「6月底前」.

Leaves alone document numbers (〔2021〕8号, 2021年第3号), classes of school leavers (2021届), blanks
to be filled in (年 月 日), versions and decimals (1.2.3).
"""

from collections.abc import Iterator
from dataclasses import replace

import regex

from extractors.lexicon import by_alias, one_of, read_lexicon
from extractors.mention import Mention
from extractors.numerals import read_numeral
from extractors.times import PARTS, Edge, Time

BOUNDS = read_lexicon("date_bounds")
YEAR_WORDS = by_alias(read_lexicon("year_words"))


def bounding(side: str) -> str:
    """Return a pattern of the bounding words of one side, each with what must not stand by it."""
    choices = []
    for entry in BOUNDS:
        if entry.more["side"] == side:
            after, before = entry.more.get("not_after"), entry.more.get("not_before")
            guard = f"(?<![{after}])" if after else ""
            choices.append(guard + one_of(entry.forms) + (f"(?![{before}])" if before else ""))
    return f"(?:{'|'.join(choices)})"


_HAN = "[一二三四五六七八九]"
YEAR = r"(?:(?:19|20)[0-9]{2}|(?:一九|二[〇零])[〇零一二三四五六七八九]{2})"
MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|元|[一二三四五六七八九])"
DAY = rf"(?:3[01]|[12][0-9]|0?[1-9]|三十一?|二?十{_HAN}?|{_HAN})"
# 3月8号 is a day, 3月8号楼 a building
_DAY = rf"(?P<day>{DAY})(?:日|号(?![楼文令线院]))"
# 年底 but not 年底线; 2021年初 but not 2021年初中毕业
_POINT = "(?:底(?![层线数薪价座])|末(?![位端梢])|初(?![中级次步始心审创]))"
_OF_YEAR = one_of(form for form in PARTS if "year" in PARTS[form].more and len(form) > 1)
_OF_YEAR = rf"(?:年?{_POINT}|{_OF_YEAR})"
_OF_MONTH = one_of(form for form in PARTS if "days" in PARTS[form].more and len(form) > 1)
_OF_MONTH = rf"(?:{_POINT}|{_OF_MONTH})"
_NO_DIGIT = r"(?<![0-9〇零一二三四五六七八九十百千.第/-])"
# 3月 but not 3月球
_MONTH = rf"(?P<month>{MONTH})月(?![球亮饼嫂薪租供])份?"
_IN_MONTH = rf"{_MONTH}(?:{_DAY}|(?P<part>{_OF_MONTH}))?"
# 2021年, but not 2021年第3号, 2021年版
_YEAR = rf"(?:(?P<year>{YEAR})年|(?P<word>{one_of(YEAR_WORDS)}))"
_NO_NAME = r"(?!第?[0-9一二三四五六七八九十]{1,4}[号期]|[级版款鉴龄])"
_ALONE = r"""(?<![每第几多隔历当上半学整学两青成老]) (?:
    上半年 | 下半年 | (?:第?[一二三四1-4]|前三|一至三)季度(?!末?月) | 年底(?![层线数])
  | 年末 | 年初 | 年内 | 岁末
)"""
EDGE = rf"""(?:
    (?<![0-9]) {_YEAR} {_NO_NAME} (?: {_IN_MONTH} | (?P<part>{_OF_YEAR}) | 度(?![假日]) )?
  | {_NO_DIGIT} {_IN_MONTH}
  | (?P<alone> {_ALONE} )
  | (?P<near> [本次当下] )月 (?: {_DAY} | (?P<part>{_OF_MONTH}) )
  | (?P<monthless> (?<![每本次当下0-9一二三四五六七八九十]) 月[底末] (?![层线数位端]) )
)"""
# 3月1日17:00前, 3月1日（星期五）前: what stands between a day and its bounding word
_HOUR = r"(?:（[^（）\n]{1,6}）)?(?:[上下中]午|晚上?|凌晨)?(?:[0-9]{1,2}(?::[0-9]{2}|[时点](?:[0-9]{1,2}分)?)整?)?"
DATED = regex.compile(
    rf"""
    (?P<lead> {bounding("left")} )?
    {EDGE}
    (?: {_HOUR} (?P<trail> {bounding("right")} ) )?
    """,
    regex.VERBOSE,
)

_TO = r"(?:至|到|—{1,2}|--?|~|－)"
_END_OF = {name: f"{name}2" for name in ("year", "word", "month", "day", "part")}


def _ending(pattern: str) -> str:
    """Return a piece with its groups renamed for the end of a range."""
    for name, renamed in _END_OF.items():
        pattern = pattern.replace(f"?P<{name}>", f"?P<{renamed}>")
    return pattern


# 「2月11至2月28日」 leaves out 日, 「1—3月」 月, 「2021—2025年」 年
_BEGIN = rf"""(?:
    (?<![0-9]) {_YEAR} (?:
        {_MONTH} (?: (?P<day>{DAY})[日号]? | (?P<part>{_OF_MONTH}) )?
      | (?P<month>{MONTH}) (?={_TO}{MONTH}月) | (?P<part>{_OF_YEAR}) | 度 )?
  | (?<![0-9]) (?P<year>{YEAR}) (?={_TO}(?:{YEAR})年)
  | {_NO_DIGIT} {_MONTH} (?: (?P<day>{DAY})[日号]? | (?P<part>{_OF_MONTH}) )?
  | {_NO_DIGIT} (?P<month>{MONTH}) (?={_TO}{MONTH}月)
)"""
_FINISH = _ending(
    rf"""(?:
    {_YEAR} (?: {_IN_MONTH} | (?P<part>{_OF_YEAR}) | 度 )?
  | {_IN_MONTH}
  | {_DAY}
  | (?P<part> 年底|年末|[底末] )
  | (?P<now> 今(?!年) )
)"""
)
RANGE = regex.compile(
    rf"""
    (?P<lead> (?<![各来亲独私]) (?:自|从) )?
    {_BEGIN} (?:（[含不][^（）\n]{{0,5}}）)? 起? ，? {_TO} {_FINISH}
    (?: {_HOUR} (?P<trail> 止|前|底前|之前 ) )?
    """,
    regex.VERBOSE,
)
_D = r"(?:3[01]|[12][0-9]|0?[1-9])"
_M = r"(?:1[0-2]|0?[1-9])"
_NUMERIC = rf"(?P<year>(?:19|20)[0-9]{{2}})(?P<sign>[-/.])(?P<month>{_M})(?P=sign)(?P<day>{_D})(?![0-9]|[-/.][0-9])"
NUMERIC = regex.compile(
    rf"(?<![0-9A-Za-z/.=_-]){_NUMERIC}(?:{_TO}{_ending(_NUMERIC).replace('sign', 'sign2')})?"
)

_ISSUING = "(?:印发|发布|公布|颁布|颁发|发文|下发|制发|公告|公示)"
FROM_ISSUE = regex.compile(
    rf"""
    (?: (?<![各来亲独私]) 自 [^\s，。；、：（）《》“”]{{0,12}}? {_ISSUING} (?:实施|施行)? (?:之日|之时|日|当日) (?:起|后)? | 自?即日起 )
    (?: 第?(?P<days>[0-9]{{1,3}}|[一二三四五六七八九十]{{1,3}})(?:日|天|个?工作日)(?:后|起) )?
    (?: ，?[至到] {_FINISH} (?:止|前)? )?
    """,
    regex.VERBOSE,
)


_BOUND_OF = {form: entry.key for entry in BOUNDS for form in entry.forms}
# 自2021年1月1日施行: 自 belongs to the time though no 起 follows
_TAKES_EFFECT = regex.compile(r"(?:正式)?(?:施行|实施|执行|生效)")
_A_DURATION = regex.compile("(?:以上|以内|的?时间)")
_WITHIN = regex.compile(
    r"，?[0-9一二三四五六七八九十]{1,3}(?:个?工作日|个?月|日|天|年)(?:以|之)?内"
)


def find(text: str) -> Iterator[Mention[Time]]:
    """Yield the printed times of each pattern in turn; those of two patterns may overlap."""
    for match in FROM_ISSUE.finditer(text):
        if not _WITHIN.match(text, match.end()):
            yield _mention(match, _from_issue(match), "dates.from_issue")
    for match in RANGE.finditer(text):
        if time := _range(match):
            yield _mention(match, time, "dates.range")
    for match in NUMERIC.finditer(text):
        first, last = _edge(match), _edge(match, "2")
        time = Time("period", first, last) if match["day2"] else Time("point", first, first)
        yield _mention(match, time, "dates.numeric")
    for match in DATED.finditer(text):
        yield from _dated(match)


def _mention(match: "regex.Match[str]", time: Time, rule: str) -> Mention[Time]:
    return Mention(match.start(), match.end(), time, rule)


def _number(text: str | None) -> int | None:
    if not text:
        return None
    value = 1 if text == "元" else read_numeral(text)
    return None if value is None else int(value)


def _edge(match: "regex.Match[str]", end: str = "") -> Edge:
    """Return the end of a time that the groups of a match state."""
    word = match.groupdict().get(f"word{end}")
    more = YEAR_WORDS[word].more if word else {}
    return Edge(
        year=_number(match[f"year{end}"]),
        shift=more.get("shift"),
        month=_number(match[f"month{end}"]),
        day=_number(match[f"day{end}"]),
        part=match.groupdict().get(f"part{end}") or "",
        relative=more.get("relative"),
    )


def _from_issue(match: "regex.Match[str]") -> Time:
    last = None
    if any(match[name] for name in _END_OF.values()):
        last = _edge(match, "2")
    return Time("period", None, last, anchor="issue", offset=_number(match["days"]) or 0)


def _range(match: "regex.Match[str]") -> Time | None:
    """Return the period of a range, its end completed from its beginning; None for no range."""
    first, last = _edge(match), _edge(match, "2")
    if match["now"]:
        return Time("period", first, None)
    if first.month is None and last.month is not None and not last.has_year:
        return None  # 「2021年至3月」 states no period
    if first.day is not None and not match["day2"] and not match["part2"]:
        return None  # 「3月5至8月」 is no range of days
    if last.month is None and not last.has_year and (last.day or last.part in ("底", "末")):
        last = replace(last, month=first.month)
    return Time("period", first, last)


def _dated(match: "regex.Match[str]") -> Iterator[Mention[Time]]:
    edge = _printed_edge(match)
    lead, trail = match["lead"], match["trail"]
    start = match.start()
    if edge is None:
        return
    if lead and _is_loose(match):
        start, lead = match.end("lead"), None
    if not (lead or trail) and _is_doubtful(match, edge):
        return
    time = _bounded(edge, _BOUND_OF.get(lead or "", ""), _BOUND_OF.get(trail or "", ""))
    yield Mention(start, match.end(), time, "dates.printed")


def _printed_edge(match: "regex.Match[str]") -> Edge | None:
    """Return the one end that DATED found; None where its words are left unmarked (当年, 本年度)."""
    if match["alone"]:
        return Edge(part=match["alone"].removesuffix("的"))
    if match["monthless"]:
        return Edge(month_shift=0, part=match["monthless"][1])
    edge = _edge(match)
    if match["near"]:
        shift = {"本": 0, "下": 1, "上": -1}.get(match["near"])
        return replace(edge, month_shift=shift, relative=None if shift is not None else 0)
    if match["word"] and edge.month is None and not edge.part:
        more = YEAR_WORDS[match["word"]].more
        return None if "relative" in more or "tail_only" in more else edge
    return edge


def _is_loose(match: "regex.Match[str]") -> bool:
    """Tell whether 自 or 到 before a time does not bound it: 「从2021年的30%到2025年的50%」."""
    bound, text, end = _BOUND_OF[match["lead"]], match.string, match.end()
    if bound == "since":
        return _BOUND_OF.get(match["trail"] or "") != "from" and not _TAKES_EFFECT.match(text, end)
    return bound == "until" and text.startswith("的", end)


def _is_doubtful(match: "regex.Match[str]", edge: Edge) -> bool:
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
