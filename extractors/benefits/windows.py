"""When benefits are claimed whose own items do not say it.

A section or an annex states it for all (「企业于2023年3月1日至4月15日提交申请」), for those that
it names (「留工奖励于2月21日至3月20日申报」), counts (「第（一）（四）项自3月1日起受理」) or has
under a head (「三、申报时间」). Leaves alone the days by which bodies report, the year of the
money, and documents that state several times for all.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

from extractors.benefits.names import is_generic
from extractors.records import Benefit, DateMention, Evidence, Period
from extractors.scope import Scope

# 2023年春节留工补助申报 may be named by its end
_SHORTEST = 4
_REACH = 160
# a document that states more times to apply is a list of other things
_MOST = 20
_ENDS = re.compile(r"[。；\n]")
_APPLIES = re.compile(r"申[请领报办]|提[交出]|领取|受理")
_BY_WHOM = re.compile(
    r"(?P<body>企业|单位|机构|基地|商户|合作社)|(?P<person>个人|申请人|毕业生|职工|员工|用户|农户|劳动者|居民)"
)
# 于3月31日前提交申请材料, not 申领社保卡并提交参保信息
_CLAIMED = re.compile("补贴|补助|奖励|奖补|奖金|资助|资金|待遇|政策|贴息|申[请报领]|材料")
_NOT_MONEY = re.compile("申[领请办](?:社保卡|执照|许可|账[号户]|证[书件照]|居住证)")
_FOR_PERSONS = re.compile(r"个人|代办|代为|代缴|代发")
_HEAD = re.compile(r"(?:申[请领报办]|受理|领取|办理)(?:的)?(?:时间|期限|日期|起止)")
# 申报示范基地, 报送材料: no benefit is claimed
_OTHER = re.compile(r"评选|认定|示范|大赛|竞赛|备案|报送|上报|职称|招标")


# 补贴申报至3月31日，交通补贴可延长至4月15日
_EXTENDED = re.compile("，[^，。；]{0,24}(?:延长|顺延|延期)[至到].*$")
# 自3月1日起至3月31日止受理
_RECEIVED = re.compile("[止起内前]?，?(?:开始|集中|统一)?(?:受理|接受申[请报]|申[请报领])")
# 组织2023年补贴申报: the year of the money, not when one applies; nor is 2021年春节期间
NO_WINDOW = re.compile(
    "(?:20[0-9]{2}年?|今年|本年)(?:度)?|(?:20[0-9]{2}年)?(?:春节|元旦|国庆|假期|节日)[^0-9]*"
)


class _Told(NamedTuple):
    """A time to apply with the words of its sentence and of the line above."""

    date: DateMention
    words: str
    head: str
    about: str
    part: int
    items: tuple[str, ...]


def with_windows(
    scope: Scope, benefits: tuple[Benefit, ...], dates: Sequence[DateMention]
) -> tuple[Benefit, ...]:
    """Return the benefits, those without a window with the one that the document announces."""
    if all(benefit.window for benefit in benefits):
        return benefits
    giving = {benefit.measure for benefit in benefits}
    told = list(islice(_told(scope, dates, giving), _MOST))
    if not told:
        return benefits
    items = _items(scope, giving)
    named = [
        (
            each,
            [b.id for b in benefits if items.get(b.measure) in each.items]
            if each.items
            else _named(benefits, each.words + each.about),
        )
        for each in told
    ]
    by_item = any(benefit.window for benefit in benefits)
    general = [
        each
        for each, names in named
        if not (names or each.items or (by_item and each.date.measure)) and _is_for_all(each)
    ]
    found: dict[str, DateMention] = {}
    for each, names in named:
        found |= {name: each.date for name in names if name not in found}
    if len({(each.date.start_day, each.date.end_day) for each in general}) == 1 and not found:
        each = general[0]
        parts = {measure.id: measure.part for measure in scope.measures}
        part = scope.parts[each.part] if scope.parts else None
        own = part is not None and part.kind == "article"  # an article speaks for itself
        found = {
            b.id: each.date
            for b in benefits
            if _is_claimed(b, each) and not (own and parts[b.measure] != each.part)
        }
    return tuple(
        _with(benefit, found[benefit.id])
        if benefit.window is None and benefit.id in found
        else benefit
        for benefit in benefits
    )


def _told(scope: Scope, dates: Sequence[DateMention], giving: Collection[str]) -> Iterator[_Told]:
    text, at = scope.text, scope.folded.at
    for date in dates:
        if date.role not in ("application", "event") or date.end_day is None:
            continue
        if date.measure in giving or NO_WINDOW.fullmatch(date.quote):
            continue
        start, end = at(date.start), at(date.end)
        received = _RECEIVED.match(text, end) is not None
        if date.role == "event" and date.measure is not None and not received:
            continue
        first = max(text.rfind(sign, max(start - _REACH, 0), start) for sign in "。；\n") + 1
        first = first or start
        stop = _ENDS.search(text, end, end + _REACH)
        line = text.rfind("\n", 0, start) + 1
        above = text.rfind("\n", 0, max(line - 1, 0)) + 1
        head = text[max(above, line - 40) : min(first, line + 40)]
        words = _EXTENDED.sub("", text[first : stop.start() if stop else end], count=1)
        if date.role == "event" and text[first:start].strip() and not received:
            continue  # 申请2021年春节期间竞赛经费的，应在…
        near = words[:12] + text[max(first, start - 12) : start]
        if not (received or _HEAD.search(head + near) or _applies(date, words[start - first :])):
            continue
        part = _part(scope, start)
        about = scope.parts[part].title if part else None
        yield _Told(date, words, head, about or "", part, _counted(text[first:start]))


def _applies(date: DateMention, after: str) -> bool:
    """Tell whether one applies at a time: not 受助人员6月底前须完成登记."""
    clause = after.lstrip("，").split("，")[0]
    return date.role == "application" and _APPLIES.search(clause) is not None


def _counted(words: str) -> tuple[str, ...]:
    """Return the items that the last clause to count any speaks of: 第（一）（四）项, 第五条."""
    if "第" not in words or _OF_OTHER.search(words):
        return ()
    words = _OWN_LABEL.sub("", words, count=1)
    for clause in reversed(words.split("，")):
        groups = [match[0] for match in _COUNTED.finditer(clause)]
        if groups:
            return tuple(item for group in groups for item in _ITEM.findall(group))
    return ()


def _items(scope: Scope, giving: Collection[str]) -> dict[str, str]:
    """Return how the measures that give are counted: 五条, （一）, 1; none that are so twice.

    What 二、 labels is spoken of as 第二条.
    """
    found = {
        measure.id: item[0]
        for measure in scope.measures
        if measure.id in giving and (item := _ITEM.search(measure.label.replace("、", "条")))
    }
    times = Counter(found.values())
    return {measure: item for measure, item in found.items() if times[item] == 1}


_COUNTED = re.compile(
    "(?:第[一二三四五六七八九十百0-9]+条[、和及]?)+|第(?:（[一二三四五六七八九十0-9]+）[、和及]?)+(?:项|条|款|类)"
    "|第(?:[0-9]{1,2}[、和及]?)+项"
)
# 《惠企办法》第三条, 《惠企办法》（市政府令第5号）第三条
_OF_OTHER = re.compile("》(?:（[^（）]{1,30}）)?第")
_OWN_LABEL = re.compile("^\\s*第[一二三四五六七八九十百0-9]+条(?![、和及至所第规自于从]|\\Z)")
_ITEM = re.compile("[一二三四五六七八九十百0-9]+条|（[一二三四五六七八九十0-9]+）|[0-9]+")


def _part(scope: Scope, place: int) -> int:
    return max((i for i, part in enumerate(scope.parts) if part.start <= place), default=0)


def _named(benefits: Sequence[Benefit], words: str) -> list[str]:
    """Return the benefits that a sentence names, by the name or its end: 引工奖励."""
    return [
        benefit.id
        for benefit in benefits
        if not benefit.name.endswith(("贷款", "返还"))
        and any(
            benefit.name[place:] in words and not is_generic(benefit.name[place:])
            for place in range(len(benefit.name) - _SHORTEST + 1)
        )
    ]


def _is_for_all(told: _Told) -> bool:
    if _OTHER.search(told.words) or _NOT_MONEY.search(told.words):
        return False
    if _HEAD.search(told.head) or _HEAD.search(told.words):
        return True
    return _BY_WHOM.search(told.words) is not None and _CLAIMED.search(told.words) is not None


def _is_claimed(benefit: Benefit, told: _Told) -> bool:
    """Tell whether a benefit is one that is applied for by those of whom a sentence speaks."""
    if benefit.payer != "government" or benefit.tiers[0].unit not in ("元", "%", "倍"):
        return False
    who = _BY_WHOM.search(told.words)
    if who is None or _FOR_PERSONS.search(told.words):
        return True
    return (benefit.payee == "person") == (who.lastgroup == "person")


def _with(benefit: Benefit, date: DateMention) -> Benefit:
    words = (Evidence(date.quote, date.start, date.end),)
    return replace(
        benefit,
        window=Period(date.start_day, date.end_day),
        evidence=benefit.evidence | {"window": words},
    )
