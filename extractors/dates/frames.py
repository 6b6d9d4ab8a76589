"""What stands around each time: the day that completes its year, and the words that give its role.

Times in titles, in lists of annexes and in forms are left out: they are no times of the text.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from extractors.dates import title_lines
from extractors.dates.qualifying import WHO
from extractors.dates.setting import Setting, parted
from extractors.dates.times import Time
from extractors.dates.years import OPEN, Direction, Frame, Period
from extractors.mention import Mention
from extractors.scope import MeasureSpan, Scope, year_of

_REACH = 80
_SENTENCE_REACH = 200
_LINE_REACH = 400
_FORM = re.compile(
    r"(?:申请|申报|登记|统计|审批|信息|情况|报名|推荐|备案|核定|审核|调查|汇总|花名|认定)表(?:（[^（）]*）)?$"
    r"|(?:承诺书|申请书|申报书|回执|样表|委托书|登记卡|协议书|意向书|范本|模板)(?:（[^（）]*）)?$"
)
_FORM_ENDS = frozenset("表书执卡本板）")
_ACTION_WORDS = r"(?:行动|活动|整治|攻坚)(?:时间|时限|期限)"
# scans for what every such word holds: one for a literal costs a sixth of one for a choice
_MAY_NAME_ACTION = tuple(re.compile(f"{sign}(?<=[动治坚]{sign})") for sign in "时期")
_ACTION = re.compile(rf"^[^，。；：\n]{{0,9}}{_ACTION_WORDS}(?:安排)?(?=[：。\n]|$)", re.MULTILINE)
# what a document is about, by the words that say so
_FEASTS = {
    "spring_festival": ("春节", "新春", "过年"),
    "national_day": ("国庆",),
    "mid_autumn": ("中秋",),
    "labour_day": ("五一",),
    "new_year": ("元旦",),
}
_YEAR = re.compile("(?<![0-9])(?:19|20)[0-9]{2}(?=[年〕])")
# 决定开展2021年度…核定工作
_ANNOUNCED = re.compile("(?:决定|现将|组织|开展|做好)(?:开展|做好|组织)?((?:19|20)[0-9]{2})年")
_STOP = re.compile("[。\n]")
# those who 毕业 lie behind, a campaign for 毕业生 need not
_DONE = re.compile(
    r"[^，。；\n]{0,16}(?:已|了|曾|累计|圆满|成功|参保(?!单|企|人|职|率|扩|缴)"
    "|备案(?!制|表)|注册(?!资|地|商|表|建)|毕业(?!生|年|班|学|季)|登记(?!机|表|制|台))"
)
_WAS_DONE = re.compile(r"[^，。；\n]{0,16}(?:已|曾|累计|了|[^，。；\n]的)")
_CONDITIONS = re.compile(r"(?:条件|要求|情形|标准|符合|具备|之一)[^。；\n]{0,16}：\Z")
_HEADS_TIME = re.compile(
    "(?:申报|申请|受理|报名|申领|领取|活动|征集|执行|实施|政策|施行|生效)(?:时间|期限|日期|时限)$"
    "|有效期限?$"
)
_HEADS_CONDITIONS = (
    *("申报条件", "申请条件", "享受条件", "补贴条件", "支持条件", "准入条件"),
    *("认定条件", "领取条件", "基本条件", "奖励条件", "补助条件"),
)
# a line of its own above who receives
_HEADS_RECEIVERS = (
    *("申报对象", "补贴对象", "补助对象", "奖励对象", "奖补对象", "申请对象", "享受对象"),
    *("适用对象", "扶持对象", "支持对象"),
)
_ITEM = re.compile(r"（[0-9一二三四五六七八九十]+）|[0-9一二三四五六七八九十]+[）.、．]|[①-⑳]")
_ITEMS = 8


@dataclass(frozen=True, slots=True)
class Surroundings:
    """One document's times: what completes them as a whole, the parts' own days, the headings.

    `left_out` are ranges of titles and forms, in order; `names_action` where 行动时间 may stand
    anywhere, `acting` the parts that have it for a heading; `conditions` where the lines end that
    head a list of conditions, in order.
    """

    scope: Scope
    frame: Frame
    days: dict[int, date]
    left_out: tuple[tuple[int, int], ...]
    names_action: bool
    acting: frozenset[int]
    conditions: tuple[int, ...]


class Placed(NamedTuple):
    """A time with the index of the part that holds it, and the measure, None outside of them."""

    mention: Mention[Time]
    part: int
    measure: MeasureSpan | None


def surroundings(mentions: Sequence[Mention[Time]], scope: Scope) -> Surroundings:
    """Return what a document's times have in common."""
    text = scope.text
    titles = [part.title for part in scope.parts if part.title]
    if scope.metadata.title:
        titles.append(scope.metadata.title)
    forms = [
        (part.start, part.end)
        for part in scope.parts
        if part.title and part.title[-1] in _FORM_ENDS and _FORM.search(part.title)
    ]
    left_out = sorted([*title_lines.spans(text, titles), *forms])
    names_action = any(scan.search(text) for scan in _MAY_NAME_ACTION)
    headings = _ACTION.finditer(text) if names_action else ()
    acting = {_part_index(scope, match.start()) for match in headings}
    if scope.metadata.action_period:
        acting.add(_part_index(scope, mentions[0].start) if mentions else -1)
    is_asked = any(mention.value.name == "feast" for mention in mentions)
    feast = _feast(scope) if is_asked else None
    frame = Frame(scope.day, _year(scope), _title_year(scope), feast=feast)
    days = _days_of_parts(mentions, scope)
    conditions = tuple(_conditions(text))
    return Surroundings(
        scope, frame, days, tuple(left_out), names_action, frozenset(acting), conditions
    )


def _part_index(scope: Scope, place: int) -> int:
    return bisect_right(scope.parts, place, key=lambda part: part.start) - 1


def _year(scope: Scope) -> int | None:
    """Return the year of the day of issue, of the document's number, or the one named most."""
    if scope.day:
        return scope.day.year
    own = year_of(scope.metadata.doc_number)
    if own:
        return own
    announced = _ANNOUNCED.search(scope.text)
    if announced:
        return int(announced[1])
    named = Counter(_YEAR.findall(scope.text, endpos=100_000))
    cited = filter(None, map(year_of, scope.metadata.cites))
    latest = max(cited, default=0)  # no document cites a later one
    years = (int(year) for year, _ in named.most_common() if int(year) >= latest)
    return next(years, None)


def _title_year(scope: Scope) -> int | None:
    """Return the year that the title plans for: 2022年工作要点 of December 2021."""
    years = set(_YEAR.findall(scope.metadata.title or ""))
    if len(years) != 1 or scope.day is None:
        return None
    year = int(years.pop())
    return year if abs(year - scope.day.year) <= 1 else None


def _feast(scope: Scope) -> str | None:
    """Return the festival that the document is about: by its title, else by what it names most."""
    title = scope.metadata.title or ""
    for key, words in _FEASTS.items():
        if any(word in title for word in words):
            return key
    most, feast = 1, None
    for key, (word, *_) in _FEASTS.items():
        # a character is counted in a third of a word's time
        if scope.text.count(word[-1]) > most and (named := scope.text.count(word)) > most:
            most, feast = named, key
    return feast


def _days_of_parts(mentions: Sequence[Mention[Time]], scope: Scope) -> dict[int, date]:
    """Return the day of issue that an annexed document prints itself."""
    days = {index: part.date_issued for index, part in enumerate(scope.parts) if part.date_issued}
    text = scope.text
    for mention in mentions:
        edge = mention.value.first
        if mention.value.kind != "point" or edge is None or not (edge.year and edge.day):
            continue
        is_line = text[mention.start - 1 : mention.start] in ("\n", "") and (
            text[mention.end : mention.end + 1] in ("\n", "")
        )
        index = _part_index(scope, mention.start)
        found = edge.days_in(edge.year) if is_line and index > 0 else None
        if found and scope.parts[index].kind == "attachment":
            days.setdefault(index, found[0])
    return days


def wanted(mentions: Sequence[Mention[Time]], around: Surroundings) -> Iterator[Placed]:
    """Yield the mentions outside titles and forms, each with its part and measure."""
    scope, text = around.scope, around.scope.text
    ranges = iter(around.left_out)
    start, end = next(ranges, (0, 0))
    reached = 0
    part_starts = [part.start for part in scope.parts]
    for mention in mentions:
        while end and start <= mention.start:
            reached = max(reached, end)
            start, end = next(ranges, (0, 0))
        may_name = mention.value.kind in ("period", "point") and not mention.value.bound
        is_out = mention.start < reached or (
            may_name and title_lines.is_title(_line(text, mention))
        )
        # the last part of a document ends with its 版记, a form too
        if not is_out or text.startswith("印发", mention.end):
            measure = scope.measure_at(mention.start, mention.end)
            part = bisect_right(part_starts, mention.start) - 1
            yield Placed(mention, part, measure)


def _line(text: str, mention: Mention[Time]) -> str:
    """Return the line of a mention, "" for one too long to be a title."""
    end = text.find("\n", mention.end, mention.end + _REACH)
    if end < 0:
        if len(text) >= mention.end + _REACH:
            return ""
        end = len(text)
    start = text.rfind("\n", max(0, mention.start - _REACH), mention.start) + 1
    return "" if start == 0 and mention.start > _REACH else text[start:end]


class Said(NamedTuple):
    """The time resolved last: where it ends, its days, and whether its year is printed."""

    end: int = 0
    days: Period = OPEN
    has_year: bool = False


def frame_of(placed: Placed, around: Surroundings, said: Said) -> Frame:
    """Return what completes one time."""
    mention, part, measure = placed
    scope, whole = around.scope, around.frame
    is_told = (measure is not None and measure.status == "reported") or (
        0 <= part < len(scope.parts) and scope.parts[part].kind == "article"
    )
    near = said.end and mention.start - said.end < _SENTENCE_REACH
    joined = near and (
        not _STOP.search(scope.text, said.end, mention.start) or _is_bare_day(mention.value)
    )
    own_day = around.days.get(part)
    return Frame(
        own_day or whole.day,
        own_day.year if own_day else whole.year,
        whole.title_year,
        said.days if joined else OPEN,
        bool(joined and said.has_year and not _is_of_others(said, mention.start, scope.text)),
        _direction(mention, scope.text, is_told),
        whole.feast,
    )


def _is_bare_day(time: Time) -> bool:
    """Tell whether a day has no month: 14日上午."""
    return time.first is not None and bool(time.first.day) and not time.first.month


# 对2021年新认定的企业奖励5万元，一季度拨付: the year says who, not when
_WHO_GETS = re.compile(rf"的[^，。；：的]{{0,8}}{WHO}|奖励|补贴|补助|给予")


def _is_of_others(said: Said, start: int, text: str) -> bool:
    """Tell whether a bare year said before belongs to a group and not to what follows."""
    first, last = said.days
    if first is None or last is None or (last - first).days < _WHOLE_YEAR:
        return False
    return _WHO_GETS.search(text, said.end, start) is not None


_WHOLE_YEAR = 364


def _direction(mention: Mention[Time], text: str, is_told: bool) -> Direction:
    time = mention.value
    if time.name:
        return "open"  # the nearest festival, whether told or planned
    may_be_done = time.last is not None and (not is_told or time.kind == "deadline")
    done = may_be_done and _DONE.match(text, mention.end, mention.end + 40)
    if time.kind == "deadline" and time.bound != "as_of":
        return _done_before(text, mention.end) if done else "future"
    if is_told or done or time.bound == "as_of":
        return "past"
    if time.bound == "from":
        return "past" if text.endswith("以来", 0, mention.end) else "onward"
    return "open"


def _done_before(text: str, end: int) -> Direction:
    """Return done for those who did it by then, open for 12月底前完成登记, which may be asked."""
    return "done" if _WAS_DONE.match(text, end, end + 40) else "open"


def setting_of(placed: Placed, around: Surroundings) -> Setting:
    """Return the words around one time within its line."""
    text, start, end = around.scope.text, placed.mention.start, placed.mention.end
    line_start = text.rfind("\n", max(0, start - _LINE_REACH), start) + 1
    line_start = line_start or max(0, start - _LINE_REACH)
    line_end = text.find("\n", end, end + _REACH)
    before = text[max(line_start, start - _REACH) : start]
    above = "" if before and not before.isspace() else _line_above(text, line_start)
    after = text[end : line_end if line_end >= 0 else end + _REACH]
    sentence, clause = parted(after)
    is_labelled = above and (above.endswith("：") or _HEADS_TIME.search(above))
    may_be_listed = bool(around.conditions) and _ITEM.match(before) is not None
    return Setting(
        above if is_labelled else before,
        after,
        sentence,
        clause,
        around.names_action and _ACTION.match(above or before) is not None,
        placed.part in around.acting,
        placed.measure is not None,
        (above != "" and above.endswith(_HEADS_RECEIVERS))
        or (may_be_listed and _is_condition(text, line_start, around.conditions)),
    )


def _line_above(text: str, line_start: int) -> str:
    above = text.rfind("\n", max(0, line_start - 1 - _REACH), max(0, line_start - 1)) + 1
    return text[above : max(0, line_start - 1)] if line_start - above <= _REACH else ""


def _conditions(text: str) -> Iterator[int]:
    """Yield where the lines end that head a list of conditions: 符合下列条件：, 申报条件."""
    for line_end in _MAY_HEAD.finditer(text):
        end = line_end.start()
        if text.endswith(_HEADS_CONDITIONS, 0, end) or _CONDITIONS.search(
            text, max(0, end - 20), end
        ):
            yield end


_MAY_HEAD = re.compile(r"\n(?<=[：件]\n)")


def _is_condition(text: str, line_start: int, conditions: Sequence[int]) -> bool:
    """Tell whether an item stands in a list under 符合下列条件：, up to eight items down."""
    end = line_start - 1
    above = bisect_right(conditions, end)
    if not above or end - conditions[above - 1] > _ITEMS * (_LINE_REACH + 1):
        return False
    if text.count("\n", conditions[above - 1], end) >= _ITEMS:
        return False
    own = _sign(_ITEM.match(text, line_start))
    for _ in range(_ITEMS):
        if end <= 0:
            return False
        start = text.rfind("\n", max(0, end - _LINE_REACH), end) + 1
        if _sign(_ITEM.match(text, start, end)) != own:
            return conditions[bisect_right(conditions, end) - 1] == end
        end = start - 1
    return False


def _sign(item: "re.Match[str] | None") -> str:
    """Return how an item is numbered, "" for a line without number: （一）, （1）, 1., ①."""
    if item is None:
        return ""
    label = item[0]
    return "①" if len(label) == 1 else _DIGITS.sub("1", _HAN.sub("一", label))


_DIGITS, _HAN = re.compile("[0-9]+"), re.compile("[一-龥]+")
