"""The tiers of a benefit and their thresholds.

「50人（含）以上的，补助2万元」; parallel lists 「国家级、省级…分别给予80万元、30万元」; each sum's
own words 「80—89周岁每人每月100元」.
"""

import re
from collections.abc import Sequence

from extractors.benefits.conditions import grant_start, without_tail
from extractors.benefits.drafts import Passage
from extractors.benefits.grant_words import words
from extractors.benefits.offers import EACH, NEXT_ROW, Offer
from extractors.benefits.pers import pers
from extractors.benefits.placed import Placed
from extractors.benefits.steps import GRADE
from extractors.character_classes import HAN
from extractors.records import Payee, Tier
from extractors.scope import Scope
from extractors.sentences import Sentences, Span

_MORE = re.compile(
    r"(?:每[多再新]?(?:增长|增加|提高|上升|新增|增|带动|招用|招|吸纳|引进|推荐|培训|接收|安置|输送|转移)|每?满|达到?|超过|不少于)$"
)
# 每招用1人补贴1000元: what one sum is for, no step
_HEADS = "(?:招用|招聘|招|吸纳|引进|推荐|介绍|安置|录用|接收|输送|培训|留用|聘用)"
_PER_HEAD = re.compile(rf"每(?:新|成功|多)?{_HEADS}$")
_ITEM_CUT = re.compile(r"[、]|(?<=[^一-龥])和|和|及|与|或|(?<=”)(?=“)")
_CUT_LEFT = re.compile(
    r"^.*(?:入选|创建|首次|新引进的|户籍|评定为|认定为|认定的|获(?:得|批|评)?|达到|评为|为|的|对|实现|通过|荣获)"
)
# 首次入选国家级、省级“千人计划”: the level alone is the step
_LEVEL = r"(?:国家|全国|部|省|自治区|市|区|县|旗|镇|世界|国际)级?"
_ENDS_IN_LEVEL = re.compile(rf"{_LEVEL}$")
_IS_LEVEL = re.compile(_LEVEL)
# 经有关部门审核, 提高至, 在金融机构获取: said of the grant, no step of it
_NO_STEP = re.compile(
    rf"""经[^，。；]*(?:审核|审定|认定|确定|评审|考核|批准|审批|验收|公示|研究|备案)[^，。；]{{0,6}}
      | (?:最?高?提[至高到]+|增[至加到]+|上?调[至整高到]+|财政|在[^，。；]{{2,8}}获[取得]|计算
        |根据|参照|按照?|分别?|其中|具体|标准|最[低高](?!生活|工资)|每|原则上|在此基础上|一次性|可|给予)[^，。；]*
      | (?:分别|给予|每[人户月年])[^，。；]*[0-9](?:万|亿)?元[^，。；]*
      | [^，。；一-龥]*[0-9](?:万|亿)?元 | 每(?:新|成功|多)?{_HEADS}[1一][人名个位]
      | [^，。；]*(?:不同|有关|相关|相应)(?:等次|级别|档次|规定|标准|情况)
    """,
    re.VERBOSE,
)
_NUMBERED = re.compile(r"(?:[0-9]{1,2}[.．、]|（[0-9一二三四五六七八九十]{1,2}）|[①-⑳])\s*")
_LOAN = re.compile(rf"{HAN}{{0,6}}(?:担保|信用|小额)贷款(?={HAN})")
_QUOTED = re.compile(r"“[^”]{1,20}”")
_LEADS = words("tier_leads", "verbs", "adverbs", "particles")
_LEAD_IN = re.compile(rf"(?:[，；、：。 \t]|{_LEADS}|{EACH})+")
_LEAD_OUT = re.compile(rf"(?:[：，\t]|{_LEADS}|{EACH})+$")


def thresholds(passage: Passage, offers: Sequence[Offer]) -> list[Span | None]:
    """Return for each offer the words that say from what on it is given; a lone one has none."""
    if len(offers) < 2:
        return [None] * len(offers)
    text, pieces = passage.scope.text, passage.pieces
    said = [_SAID_AFTER.match(text, offer.placed.end) for offer in offers]
    if all(said):
        return [match.span("step") if match else None for match in said]
    given = _faced(passage, offers) or _graded(passage, offers)
    if given:
        return given
    listed = _listed(text, offers)
    conditions = [
        each
        for each in passage.amounts
        if each.amount.role == "threshold"
        and not _PER_HEAD.search(text, each.start - 8, each.start)
    ]
    first = max(offers[0].placed.sentence[0], passage.body)
    floors = [first, *(each.placed.end for each in offers)]
    found = [
        listed.get(index) or _threshold(text, pieces, (floor, offer.placed), conditions)
        for index, (offer, floor) in enumerate(zip(offers, floors, strict=False))
    ]
    raised = offers[0].placed.amount.unit != offers[1].placed.amount.unit
    if 0 not in listed and found[0] and (raised or not _is_step(text, found)):
        found[0] = None
    return found if listed else _without_shared_end(text, found)


def _is_per_head(text: str, placed: Placed) -> bool:
    return _PER_HEAD.search(text, max(0, placed.start - 8), placed.start) is not None


def _faced(passage: Passage, offers: Sequence[Offer]) -> list[Span | None]:
    """Return from what on vouchers serve: 满100元减20元, or 20元、50元 for 100元以上、200元以上."""
    if any(offer.placed.amount.role != "face_value" for offer in offers):
        return []
    steps = [
        (each.start, each.end)
        for each in passage.amounts
        if each.amount.role == "threshold" and each.amount.kind == "money"
    ]
    edges = [0, *(offer.placed.end for offer in offers)]
    spans: list[Span | None] = [
        next((s for s in steps if floor <= s[0] and _is_cut(passage, s[1], offer.placed)), None)
        for offer, floor in zip(offers, edges, strict=False)
    ]
    until = offers[-1].placed.sentence[1]
    after = [span for span in steps if offers[-1].placed.end <= span[0] < until]
    if not any(spans) and len(after) == len(offers):
        return list(after)
    return spans if all(spans) else []


def _graded(passage: Passage, offers: Sequence[Offer]) -> list[Span | None]:
    """Return the grade that each offer rewards: 评价结果为优秀的服务机构, 评价结果为良好的."""
    text, spans = passage.scope.text, list[Span | None]()
    for offer in offers:
        start = max(offer.placed.segment[0], passage.body)
        grade = GRADE.search(text, start, offer.placed.start)
        clause = passage.pieces.clause(grade.start()) if grade else None
        if clause is None or clause[1] >= offer.placed.start:
            return []  # what is granted stands in the same clause: 评为A级的奖励5万元
        spans.append(_trimmed(text, (max(clause[0], start), clause[1])))
    return spans if len(set(spans)) == len(offers) else []


def _is_cut(passage: Passage, end: int, placed: Placed) -> bool:
    between = passage.scope.text[end : placed.start]
    return placed.start > end and _CUT.fullmatch(between) is not None


_CUT = re.compile("，?[^，。；0-9]{0,8}(?:减|抵|返|送|优惠)[^，。；0-9]{0,4}")


# 奖励20万元（首次认定）或10万元（重新认定）
_SAID_AFTER = re.compile(r"[^，。；：、（）0-9]{0,6}（(?P<step>[^（）0-9，]{2,14})）")


def _is_step(text: str, found: Sequence[Span | None]) -> bool:
    """Tell whether the first words are a step like the others, not the condition of all."""
    first, second = (text[slice(*span)] if span else "" for span in found[:2])
    if not found[1] or second.endswith("的") or text.endswith("其中", 0, found[1][0]):
        return False
    if second.startswith("每") and _SPAN.search(first):
        return False  # 正常经营6个月以上的，给予1万元；每多带动1人增加1000元
    counted = [any(sign.isdigit() for sign in words) for words in (first, second)]
    if counted[1] and not counted[0] and _IS_COUNT.fullmatch(second):
        return False  # 对返乡农民工给予5000元；带动就业3人以上的，每多带动1人增加1000元
    return len(first) <= 30 and "，" not in first and (counted[0] <= counted[1])


_SPAN = re.compile(r"[0-9一二三四五六半](?:个月|年|天|日)")
_IS_COUNT = re.compile(
    rf"(?:达到?|满|超过|不少于|每{HAN}{{1,4}})?[0-9.]+%?{HAN}{{0,4}}(?:（含）)?(?:及?以上|以下)?的?"
)


def _without_shared_end(text: str, found: list[Span | None]) -> list[Span | None]:
    """Return steps without what all end with: 年满80周岁的老年人, 年满90周岁的老年人."""
    words = [text[slice(*span)] for span in found if span]
    if len(words) < 2 or len(words) < len(found):
        return found
    tail = words[0][max(words[0].rfind("的"), 0) :]
    if not tail.startswith("的") or any(
        not w.endswith(tail) or len(w) - len(tail) < 3 for w in words
    ):
        return found
    return [(span[0], span[1] - len(tail)) if span else None for span in found]


def tiers(
    passage: Passage, offers: Sequence[Offer], spans: Sequence[Span | None], payee: Payee
) -> tuple[Tier, ...]:
    """Return one tier for each offer; a face value printed twice is one tier."""
    kept: dict[tuple[object, ...], Tier] = {}
    units = pers(passage, offers, payee)
    for offer, span, per in zip(offers, spans, units, strict=True):
        tier = _tier(passage.scope, offer.placed, span, per)
        key: tuple[object, ...] = (tier.min, tier.max, tier.unit, tier.bound)
        if offer.placed.amount.role != "face_value":
            key = (offer.placed.start,)
        elif key in kept and span is None:
            continue
        kept[key] = tier
    return tuple(kept.values())


def without_tier(text: str, who: Span, threshold: Span | None) -> Span:
    """Return a condition without the first tier's threshold at its end: 人数为30人以上的."""
    if threshold is None or not who[0] < threshold[0] < who[1]:
        return who
    if text[threshold[1] : who[1]].strip("的，"):
        return who
    lead = _TIER_LEAD.search(text, who[0], threshold[0])
    end = lead.start() if lead else threshold[0]
    end = without_tail(text, who[0], end)
    return (who[0], end) if end - who[0] >= 4 else who


_TIER_LEAD = re.compile(r"(?:人数|数量|数)?(?:为|达到?|满|在|每)?$")


def _tier(scope: Scope, placed: Placed, span: Span | None, per: str | None) -> Tier:
    amount = placed.amount
    words = scope.evidence(*span) if span else None
    evidence = (scope.evidence(placed.start, placed.end), *((words,) if words else ()))
    return Tier(
        words.quote if words else None,
        amount.min,
        amount.max,
        amount.unit,
        per,
        amount.bound,
        evidence,
    )


def _threshold(
    text: str, pieces: Sentences, place: tuple[int, Placed], thresholds: Sequence[Placed]
) -> Span | None:
    """Return the words between two offers that say when the second is given."""
    floor, placed = place
    if placed.amount.role == "face_value":
        until = placed.clause[1]
        after = [t for t in thresholds if placed.end <= t.start < until]
        return (after[0].start, after[0].end) if after else None
    first = max(floor, placed.segment[0])
    row = _ROW.search(text, first, placed.start)
    if row and NEXT_ROW.match(text, placed.end):
        return row.span("step")
    for begin, until in reversed(pieces.clauses_within(first, placed.start)):
        within = [t for t in thresholds if begin <= t.start and t.end <= until]
        if within:
            whole = _trimmed(text, (begin, grant_start(text, begin, until)))
            if whole and len(text[within[-1].end : whole[1]].strip("（）含的及以上")) > 2:
                return whole
            start = within[-1].start
            more = _MORE.search(text, max(begin, start - 5), start)
            return (more.start() if more else start), within[-1].end
        granted = grant_start(text, begin, until)
        if until < placed.start and granted < until - 1:
            return None
        span = _trimmed(text, (begin, min(until, granted)))
        if span:
            return span
    return None


def _trimmed(text: str, clause: Span) -> Span | None:
    start, end = clause
    for lead_in in (_NUMBERED, _LEAD_IN, _LOAN):
        lead = lead_in.match(text, start, end)
        start = lead.end() if lead else start
    cut = _LEAD_OUT.search(text, start, end)
    end = cut.start() if cut else end
    if not 2 <= end - start <= 80 or _NO_STEP.fullmatch(text, start, end):
        return None
    return start, end


def _listed(text: str, offers: Sequence[Offer]) -> dict[int, Span]:
    """Return the thresholds of parallel lists: 国家级、省级、市级 … 80万元、30万元、20万元."""
    found: dict[int, Span] = {}
    index = 0
    while index < len(offers):
        until = index + 1
        while until < len(offers) and re.fullmatch(
            r"[、和及至或]|以及", text[offers[until - 1].placed.end : offers[until].placed.start]
        ):
            until += 1
        if until - index > 1:
            start = offers[index].placed.segment[0]
            items = _items(text, start, offers[index].placed.start, until - index)
            found |= {index + at: span for at, span in enumerate(items)}
        index = until
    return found


def _items(text: str, start: int, end: int, number: int) -> list[Span]:
    quoted = [match.span() for match in _QUOTED.finditer(text, start, end)]
    if len(quoted) == number:
        return quoted
    for begin, until in _runs(text, start, end):
        for signs in (_COMMA, _ITEM_CUT):
            cuts = [match.span() for match in signs.finditer(text, begin, until)]
            if len(cuts) < number - 1 or (signs is _COMMA and len(cuts) > number - 1):
                continue
            cuts = cuts[len(cuts) - number + 1 :]
            edges = [begin, *(place for cut in cuts for place in cut), until]
            items = list(zip(edges[::2], edges[1::2], strict=True))
            return _even(text, items) if all(start < end for start, end in items) else []
    return []


def _even(text: str, items: list[Span]) -> list[Span]:
    """Return the members of a list without what stands before the first and after the last."""
    level = _ENDS_IN_LEVEL.search(text, *items[0])
    last = _IS_LEVEL.match(text, *items[-1])
    if level and last:
        return [level.span(), *items[1:-1], last.span()]
    end = _last(text, items)
    first = _first(text, items[0])
    length = end[1] - end[0]
    alike = {text[until - 1] for _, until in (*items[:-1], end)}
    if (
        len(alike) == 1
        and length <= 3
        and {until - begin for begin, until in items[1:-1]} <= {length}
    ):
        first = max(first[0], first[1] - length), first[1]
    return [first, *items[1:-1], end]


# 可按照初级（五级）不超过1000元、中级（四级）不超过1500元
_ROW = re.compile(
    rf"(?:按照?|标准为?|标准：|补贴|补助|津贴)(?P<step>(?![每不最人上当其实标按]){HAN}{{2,6}}(?:（[^（）0-9]{{1,8}}）)?)$"
)
_COMMA = re.compile("、")


def _runs(text: str, start: int, end: int) -> list[Span]:
    """Return the stretches between commas that hold a list, the last first."""
    runs = [m.span() for m in _RUN.finditer(text, start, end)]
    return [run for run in reversed(runs) if _IS_RUN.fullmatch(text, *run)]


_RUN = re.compile(r"(?:[^，。；：（）\n]|（[^（）\n]{0,40}）)+")
# 给予20万元、10万元 is a list of what is given, not of who gets it
_IS_RUN = re.compile(
    r"(?!.*(?:给予|奖励|补贴|补助|资助|发放|按每|每人)[^，、]{0,12}元、).*[、和].*"
)


def _first(text: str, item: Span) -> Span:
    lead = _CUT_LEFT.match(text[item[0] : item[1]])
    if lead and lead.end() < item[1] - item[0]:
        return item[0] + lead.end(), item[1]
    return item


def _last(text: str, items: Sequence[Span]) -> Span:
    """Return the last item up to the sign that the one before ends with: 市级(港澳青年…)."""
    before, (start, end) = items[-2], items[-1]
    place = text.find(text[before[1] - 1], start, end)
    while place >= 0 and text[place + 1] == text[place]:
        place += 1
    if place >= 0:
        return start, place + 1
    cut = re.search(r"的|，|分别|给予|按", text[start:end])
    return (start, start + cut.start()) if cut and cut.start() else (start, end)
