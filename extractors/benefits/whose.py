"""Who may have a benefit and who receives it, of all its tiers together.

The condition stands before the first step (「…见习的，对留用率低于50%的，给予…」), before a list
of steps (「下列老年人，按以下标准发放补贴：」) or is what all steps end with.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from extractors.benefits.conditions import condition, placed_in_posts, stated
from extractors.benefits.drafts import Draft, Passage, Reading, is_loan
from extractors.benefits.offers import NOUN, PAYS
from extractors.benefits.raises import is_addition, is_surcharge
from extractors.benefits.receivers import (
    Receiver,
    body_of,
    common,
    guessed,
    listed_with,
    parent_of,
    payee_of,
    receiver,
)
from extractors.benefits.tiers import without_tier
from extractors.records import Payee, Target
from extractors.sentences import Span


def whose(
    passage: Passage, draft: Draft, starts: Sequence[Span | None]
) -> tuple[Span | None, Receiver]:
    """Return the condition of a benefit and who receives it."""
    text, first = passage.scope.text, draft.readings[0]
    got = _receiver(passage, draft, starts[0])
    fielded = _fielded(passage, first)
    if fielded:
        named = receiver(text, fielded, (fielded[1], fielded[1]), passage.groups) or got
        if named.payee == got.payee or first.receiver is None:
            return fielded, named
    introduced = _introduced(passage, draft)
    if introduced:
        end = introduced[1]
        return introduced, receiver(text, introduced, (end, end), passage.groups) or got
    who = _common_who(text, draft, starts[0])
    above = _above_tier(passage, draft, starts[0])
    if above:
        return above, receiver(text, above, (above[1], above[1]), passage.groups) or got
    if who is None and not first.receiver:
        said = stated(text, passage.body, first.offer.placed.start)
        who_said = receiver(text, said, (said[1], said[1]), passage.groups) if said else None
        if said and who_said:
            return said, who_said
        placed = who is None and first.name is not None and "岗位" in first.name.words
        settled = placed_in_posts(text, passage.body, first.offer.placed.start) if placed else None
        if settled:
            end = settled[1]
            return settled, receiver(text, settled, (end, end), passage.groups) or got
    of_step = who and any(step and step[0] == who[0] and len(starts) > 1 for step in starts[1:])
    if (who in starts and not (is_loan(first) or first.receiver)) or (of_step and not first.who):
        return None, got  # C级1.5万元、D级2.5万元: a step of a thing is no one's condition
    return who, got


def _fielded(passage: Passage, first: Reading) -> Span | None:
    """Return who may have it by a line of its own, where the sum stands under another label.

    补贴对象：招用毕业生的企业。 补贴标准：每人1500元。
    """
    text, start = passage.scope.text, first.offer.placed.start
    line = max(text.rfind("\n", passage.body, start) + 1, passage.body)
    if _RATE_LINE.match(text, line, start) is None:
        return None
    towards = first.who is not None and text.endswith(("对", "对于"), line, first.who[0])
    return None if towards else stated(text, passage.body, line)


# 补贴标准：, 2.奖励标准：, （三）资助额度：
_RATE_LINE = re.compile(
    r"(?:[（(]?[0-9一二三四五六七八九十]{1,3}[）)]?[.、．]?)?\s*"
    r"(?:补[贴助]|奖[励补]|资助|发放|支持|扶持|返还|政策|贴息|执行)?(?:标准|额度|内容|金额|比例)(?:及[^：\n]{1,6})?："
)


def _above_tier(passage: Passage, draft: Draft, step: Span | None) -> Span | None:
    """Return the condition before that of the first step: …见习的，对留用率低于50%的，给予…."""
    text, who = passage.scope.text, draft.readings[0].who
    if step is None or who is None or not _holds(who, step) or len(draft.readings) < 2:
        return None
    towards = who[0] - 1
    if not text.endswith("的，对", 0, towards + 1) or "，" in text[slice(*who)].rstrip("，"):
        return None
    return condition(text, passage.pieces, towards, passage.body)


def _introduced(passage: Passage, draft: Draft) -> Span | None:
    """Return the condition before a list of steps: 下列老年人，按以下标准发放补贴：1.…; 2.…."""
    text, first = passage.scope.text, draft.readings[0].offer.placed
    colon = first.segment[0]
    label = _STANDARD.fullmatch(text, first.sentence[0], colon)
    is_standard = label is not None or _STANDARD.match(text, colon) is not None
    colon = label.start() if label else colon
    while colon > passage.body and text[colon - 1] == "\n":
        colon -= 1
    alone = len(draft.readings) < 2
    if (alone and not is_standard) or colon - 1 <= passage.body:
        return None
    if text[colon - 1] == "。":
        return _said_above(passage, colon)
    if alone:
        return None
    if text[colon - 1] != "：":
        return None
    graded = _BY_GRADE.search(text, max(passage.body, colon - 40), colon)
    if graded:
        return condition(text, passage.pieces, graded.start(), passage.body)
    if not _LISTS.search(text, passage.body, colon) or text.startswith("对", colon):
        return None
    return condition(text, passage.pieces, colon - 1, passage.body)


def _said_above(passage: Passage, end: int) -> Span | None:
    """Return the condition in the sentence before: …职工，可申请技能提升补贴。初级1000元…."""
    text = passage.scope.text
    granted = PAYS.search(text, max(end - 24, passage.body), end)
    if granted is None or text.startswith("对", end):
        return None
    return condition(text, passage.pieces, granted.start(), passage.body)


# 可发放一次性留工补助。补助金额=参保职工人数×500元/人
_STANDARD = re.compile(rf"(?:具体)?(?:{NOUN})?(?:标准|金额|额度)(?:为|是|按|=|＝|：)")
# 引进员工并参保的，按引进人数分档给予奖补：20人至50人的，每人500元
_BY_GRADE = re.compile(
    r"(?<=，)(?:按照?(?!以下|下列)[^，。；：]{1,16}|分[^，。；：]{1,4})(?:给予|予以|发放|进行|享受)[^，。；：]{0,16}：$"
)
_LISTS = re.compile(
    r"[下以][列下][^，。；：]{0,6}(?:人员|对象|家庭|企业|单位|个人|老年人|群体|标准|情形)"
)


def _receiver(passage: Passage, draft: Draft, step: Span | None) -> Receiver:
    """Return who receives a benefit: by its own words, else by the group named before it.

    Where the condition of all stands before the first step, the steps say no more of it.
    """
    known = [reading.receiver for reading in draft.readings if reading.receiver]
    first = draft.readings[0]
    body = body_of(first.name.words) if first.name and first.who is None else None
    if body:
        return body
    if first.receiver and first.who and not _holds(first.who, step):
        return _with_other_bodies(passage, draft, first.receiver)
    if step and first.receiver is None:
        named = receiver(passage.scope.text, step, (step[1], step[1]), passage.groups)
        known = [named] if named else known
    if known:
        return common(known)
    placed = first.offer.placed
    words = first.who
    if words is None and placed.amount.per == "张":
        words = placed.segment[0], placed.start  # 发放消费券，每人4张，每张50元
    told = [passage.scope.text[slice(*words)]] if words else []
    hint = guessed("".join([*told, first.name.words if first.name else ""]))
    before = [group for group in passage.groups if group.end <= first.offer.placed.start]
    for group in before[::-1]:
        if hint is None or payee_of(group.label) == hint.payee:
            return listed_with(passage.scope.text, group, before)
    for label in passage.labels:
        if hint is None or payee_of(label) == hint.payee:
            return Receiver(label, payee_of(label))
    per = first.offer.placed.amount.per or ""
    usual = _usual(passage.spoken_of) if hint is None and per[:1] == "人" else None
    if usual:
        return Receiver(usual, "person")
    return hint or Receiver(*_PERS.get(per[:1], ("firms", "employer")))


def _with_other_bodies(passage: Passage, draft: Draft, got: Receiver) -> Receiver:
    """Return firms with what the steps add that is none: 其中大型企业30%，个体工商户60%."""
    start, end = draft.readings[0].offer.placed.start, draft.readings[-1].offer.placed.start
    added = [g.label for g in passage.groups if start < g.start < end and g.label in _NO_FIRMS]
    if not added or got.payee != "employer":
        return got
    return Receiver(parent_of([got.label, *added]), got.payee)


_NO_FIRMS = frozenset(("sole_traders", "nonprofits"))


def _usual(targets: Sequence[Target]) -> str | None:
    """Return the group of persons that more than half of a document's mentions of such name."""
    times = Counter(each.label for each in targets)
    persons = {label: count for label, count in times.items() if payee_of(label) == "person"}
    label = max(persons, key=persons.__getitem__, default=None)
    return label if label and 2 * persons[label] > sum(persons.values()) else None


# who is paid where only what one sum is for is known: 元/亩, 元/生年
_PERS: Mapping[str, tuple[str, Payee]] = {
    "人": ("workers", "person"),
    "户": ("residents", "person"),
    "孩": ("families", "person"),
    "生": ("students_staff", "person"),
    "亩": ("rural_labour", "person"),
    "头": ("rural_labour", "person"),
}


def _holds(who: Span, step: Span | None) -> bool:
    return step is not None and who[0] <= step[0] and step[1] <= who[1]


def _common_who(text: str, draft: Draft, threshold: Span | None) -> Span | None:
    """Return the condition of all tiers: the first's without its tier, else their common end."""
    told = [reading for reading in draft.readings if reading.who]
    told = [each for each in told if each is draft.readings[0] or not _is_added(text, each)]
    spans = list(dict.fromkeys(reading.who for reading in told if reading.who))
    if not spans:
        return None
    if is_loan(draft.readings[0]) and threshold:
        return threshold  # 推出“创业贷”，个人最高30万元
    who = without_tier(text, spans[0], threshold)
    if len(spans) < 2 or who != spans[0] or is_loan(draft.readings[0]):
        return who
    words = [text[slice(*span)] for span in spans]
    shared = 0
    while shared < min(map(len, words)) and len({each[-1 - shared] for each in words}) == 1:
        shared += 1
    start = who[1] - shared
    while start < who[1] and text[start - 1] not in "的、，）对":
        start += 1
    return (start, who[1]) if who[1] - start >= 2 and text[who[1] - 1] != "的" else who


def _is_added(text: str, reading: Reading) -> bool:
    start = reading.offer.placed.start
    return is_surcharge(text, start - 16, start) or is_addition(text, start - 16, start)
