"""Groups that a measure serves: 「毕业2年内的“两后生”」, 「有转移就业意愿的农村劳动力」.

A mention is a head noun of the lexicon with the modifiers before it. Leaves alone names and quoted
titles (职工服务中心, 《致农民工朋友的一封信》), firms that are only urged to act (鼓励企业组织…),
and groups that are only counted (农民工回流, 员工总数).
"""

import re
from collections.abc import Iterable

import regex

from extractors.lexicon import one_of
from extractors.records import Target
from extractors.scope import MeasureSpan, Scope
from extractors.targets.heads import (
    GROUPS,
    HEAD,
    OF_FIRMS,
    PARENT,
    READ_AS,
    Head,
    Hit,
)
from extractors.targets.joining import CONNECTOR, LONGEST_JOINT, apart, members, without_condition
from extractors.targets.modifiers import (
    ATTRIBUTE_ENDS,
    BEGINS_GIFT,
    CONNECTS,
    LASTS,
    MODIFIERS,
    NO_WORD,
    TAILS,
    attributes_start,
    clause_start,
    counted_clause_start,
    given_start,
    industries_start,
    size_start,
)
from extractors.targets.naming import NAMED_OR_COUNTED, is_paid_for
from extractors.targets.serving import (
    STAFFED,
    is_founded,
    is_given_work,
    is_paid_person,
    is_served,
    is_urged,
)
from extractors.targets.staying import HOLIDAY, STAYER, STAYS_OR_COMES, is_away
from extractors.targets.taken_up import Named

_STAFF = ("员工", "职工")
_STAYING = ("人员", "群众")
_MODIFIER = {kind: re.compile(one_of(words)) for kind, words in MODIFIERS.items()}
_IMPLIED = {word: entry.key for entry in GROUPS for word in entry.more.get("implied", ())}
_IMPLIED_WORD = re.compile(one_of(_IMPLIED))
# 返还上年度失业保险金: the firm gets back what it paid in
_PAID_BACK = regex.compile(r"(?r)返还[^，。；\n]{0,20}")

# 服务专员工作, 人大成员工资: the first character of 员工 belongs to the word before
_WORD_BEFORE = frozenset("专成党委议队")

# 支持企业，服务中心…: nothing that makes a name of a head begins with one of these
_ENDS_CLAUSE = frozenset("，。；")

# 每家机构, 奖励机构: no other bare 机构 is one that was named before
_OF_ONE = frozenset("家个户一励贴助予给")
# 非温州户籍员工
_NOT_OF_HERE = re.compile("非[一-龥]{2,4}户?籍")
# 餐饮、旅游企业, 年产值5亿元以上企业
_BEFORE_FIRM = CONNECTS.union("上下内")
# 包车接回员工: they are from elsewhere
_FETCHED = ("接回", "接返", "车接")
_FROM_AWAY = frozenset(("migrant_workers", "stay_put", "workers"))
_NAME = re.compile(r"《[^《》\n]{0,120}》|“[^“”\n]{0,40}”")
# 在外乡亲就地过年, 倡议…非必要不返乡
_STAYS = re.compile(r"“?(?:就[地近]|留在?[^，。；]{1,6}?)过[年节]|非必要不返|暂缓返")
# 外出务工人员返乡创业; not 返岗, nor those who come home for the feast
_COMES_BACK = re.compile(
    r"(?:积极|主动|踊跃|自愿|带头)?(?:[返回]乡(?!过[年节]|探亲|回流|情况|高峰|途中|[，。、；\n])"
    r"|[返回归](?!岗)[一-龥]{1,5}?(?:就业|创业|投资|兴业|发展|置业))"
)
_AWAY = ("在外", "外出", "省外务工", "县外务工", "市外务工")
# （身份证号非42开头且在省内无参保记录的人员）: the bracket explains the group before it
_EXPLAINS = regex.compile(r"(?r)（[^（）\n]{0,60}(?=）|\Z)")
# 脱贫人口（含监测对象）: what the bracket adds belongs to the group
_JOINT = re.compile(rf"{CONNECTOR.pattern}|等|（(?:含|包括|包含)")
_REACH = 64


def find(text: str) -> list[Hit]:
    """Return every group that `text` serves, in order, conjoined groups of one label as one."""
    found: list[Hit] = []
    last_end, last_label = -1, ""
    for hit in members(text, apart(text, _hits(text))):
        if (
            hit.label == last_label
            and hit.start - last_end <= LONGEST_JOINT
            and _JOINT.fullmatch(text, last_end, hit.start)
        ):
            found[-1] = found[-1]._replace(end=_bracket_end(text, found[-1].start, hit.end))
        else:
            found.append(hit)
        last_end, last_label = hit.end, hit.label
    return found


def _bracket_end(text: str, start: int, end: int) -> int:
    """Return the end of a group after the bracket that it opens: 脱贫人口（含监测对象）."""
    return end + (text[end : end + 1] == "）" and text.rfind("（", start, end) >= start)


def _hits(text: str) -> list[Hit]:
    """Return the heads outside names and titles that are served, with their modifiers."""
    names = map(re.Match.span, _NAME.finditer(text))
    no_name = (len(text), len(text))
    name_start, name_end = next(names, no_name)
    hits: list[Hit] = []
    beside = joined = firms_joined = left_out = -1
    for core, end in [match.span() for match in HEAD.finditer(text)]:
        while name_end <= core:
            name_start, name_end = next(names, no_name)
        if name_start <= core and end - core < name_end - name_start - 2:
            continue
        hit = _read(text, core, end, joined)
        if hit is None:
            continue
        is_firm = hit.head.kind == "firm"
        is_left_out = is_firm and hit.start == left_out
        served = not (is_left_out and hit.label not in STAFFED) and is_served(text, hit, beside)
        connector = CONNECTOR.match(text, end) if text[end : end + 1] in CONNECTS else None
        if connector is None:
            if served:
                firms_joined = -1 if is_firm else firms_joined
                joined = firms_joined
        elif not is_firm:
            joined = connector.end()
        elif not served and (is_left_out or is_founded(text, hit.start)):
            left_out = connector.end()
        else:
            joined = firms_joined = connector.end()
            left_out = joined if not served and is_urged(text, hit.start) else -1
        if served:
            if hit.start < hit.near:
                hit = without_condition(text, hit, hits[-1] if hits else hit)
            hits.append(hit)
            beside = joined if connector else -1
    return hits


def _read(text: str, core: int, end: int, joined: int) -> Hit | None:
    """Return the head at `[core, end)` with what modifies it; None where it names nobody.

    `joined` is where a group joined to the one before it may begin (after 和), or -1.
    """
    word = text[core:end]
    head, is_firm, is_open = READ_AS[word]
    before = text[core - 1] if core else "\n"
    has_attribute = (core > 1 and text[core - 2] in STAYS_OR_COMES) or (
        before in ATTRIBUTE_ENDS
        and (text[core - 2 : core] in TAILS or before in LASTS or "次" in text[core - 5 : core])
    )
    after = text[end : end + 1]
    if is_open and not has_attribute and before != "的" and word != "个人":
        is_one = before in _OF_ONE if word == "机构" else before in "名位" and word == "学员"
        return Hit(core, core, core, end, head.label, head) if is_one else None
    if before in _WORD_BEFORE and text[core] == "员":
        return None
    if after not in _ENDS_CLAUSE:
        named = NAMED_OR_COUNTED.match(text, end)
        if named and not is_paid_for(text, end, named):
            return None
    start = near = core
    label = head.label
    if has_attribute or before == "的" or (is_firm and before in _BEFORE_FIRM):
        floor = max(0, core - _REACH, joined)
        if has_attribute:
            near = attributes_start(text, floor, core)
        last = text[near - 1]
        if is_firm and last in CONNECTS:
            near = industries_start(text, floor, near)
            last = text[near - 1]
        if last == "的":
            start = clause_start(text, near, floor, head.kind)
        elif is_firm and last in "上下内":
            start = size_start(text, near, floor)
        start = min(start, near)
        if start < core:
            label = _label_around(text, start, core, head, word)
    elif is_firm and before in "家户" and word == "企业":
        start = counted_clause_start(text, max(0, core - _REACH, joined), core)
        label = _label(text[start:core], head, word)
        start = start if label != head.label else core
    if is_firm:
        if after in BEGINS_GIFT and start == core and before not in NO_WORD and word in OF_FIRMS:
            start = given_start(text, core, end)
    elif text[start] in "在外省县市" and text.startswith(_AWAY, start):
        label = _label_away(text, end, label)
    elif label == "public" and _STAYS.match(text, end):
        label = "stay_put"
    elif label == "employees" and before in "回返接" and text.endswith(_FETCHED, 0, core):
        label = label if text.startswith("上下班", end) else "migrant_workers"
    if is_open and label == head.label:
        if start == near and "户籍" not in text[near:core]:
            is_paid = word == "个人" and start == core and is_paid_person(text, core, end)
            return Hit(start, near, core, end, label, head) if is_paid else None
        if start < near and _EXPLAINS.match(text, 0, end):
            return None
    if after == "子" and PARENT[label] == "workers" and text.startswith("子女", end):
        return Hit(start, near, core, end + 2, "children", head)  # 留岗员工子女
    return Hit(start, near, core, end, label, head)


def _label_away(text: str, end: int, label: str) -> str:
    """Return the label of people away from home, who stay there or come back: 在外乡亲."""
    if _STAYS.match(text, end):
        return "stay_put"
    return "returnees" if label in _FROM_AWAY and _COMES_BACK.match(text, end) else label


def _label_around(text: str, start: int, core: int, head: Head, word: str) -> str:
    """Return the label that what stands before, and where they stay or work, gives a head."""
    label = _label(text[start:core], head, word)
    if label == head.label == "workers" and STAYER.fullmatch(text, start, core):
        return "migrant_workers"
    if label == "employees" and word in _STAFF:
        comes = text[start] == "来" and text[core - 3 : core] in ("就业的", "务工的")
        away = (STAYER if comes else HOLIDAY).fullmatch(text, start, core)
        return "migrant_workers" if away else label
    if (
        label == "hardship"
        and head.manner == "open"
        and is_given_work(text, start, core + len(word))
    ):
        return "hard_to_employ"
    return label


def _label(modifiers: str, head: Head, word: str) -> str:
    """Return the label that the longest modifier gives (of equals the last), else the head's.

    「通过市场渠道难以实现就业的困难人员」 are hard to employ before they are in hardship.
    """
    if head.manner == "named":
        return head.label
    if "失业保险" in modifiers and "失业保险金" not in modifiers:
        modifiers = modifiers.replace("失业保险", "")
    if "在职业" in modifiers:
        modifiers = modifiers.replace("在职业", "")  # 在职业技能竞赛中获奖的
    kind = "employee" if head.label == "employees" else head.kind
    if kind == "employee" and "非" in modifiers and _NOT_OF_HERE.search(modifiers):
        return "migrant_workers"
    found = _MODIFIER[kind].findall(modifiers)
    if not found:
        return head.label
    label = MODIFIERS[kind][max(reversed(found), key=len)]
    if kind == "employee" and label == "hardship":
        return "hardship_employees"
    if label == "stay_put" and word not in _STAYING:
        return "migrant_workers" if head.label == "workers" else head.label
    return label


def resolve(hits: Iterable[Hit], scope: Scope) -> tuple[Target, ...]:
    """Return the targets inside measures; a bare firm that is paid takes up the class before it."""
    text, folded = scope.text, scope.folded
    targets = []
    held: MeasureSpan | None = None
    named = Named()
    for hit in hits:
        start, _, _, end, label, head = hit
        if held is None or start < held.start or held.end < end:
            measure = scope.measure_at(start, end)
            if measure is None:
                continue
            named, held = Named(), measure
        if text[start] in STAYS_OR_COMES and label != "children":
            near = _near(hit, scope, held)
            if near is None:
                continue
            start, hit = near.start, near
        label = named.label(text, hit)
        if label:
            first, last = folded.span(start, end)
            quote = folded.source[first:last]
            targets.append(Target(quote, first, last, label, held.id, head.rule))
    return tuple(targets)


def _near(hit: Hit, scope: Scope, measure: MeasureSpan) -> Hit | None:
    """Return a group without 留 and a sign that is none of the places: 博士 of 留美博士."""
    regions = (measure.region, scope.parts[measure.part].region, scope.metadata.region)
    if not is_away(scope.text, hit.start, hit.core, filter(None, regions)):
        return hit
    if hit.head.manner == "open":
        return None
    return hit._replace(start=hit.core, label=hit.head.label)


def groups_of(targets: Iterable[Target], words: str) -> tuple[str, ...]:
    """Return the labels that a measure serves: its targets', then what its words imply."""
    labels = dict.fromkeys([target.label for target in targets])
    for match in _IMPLIED_WORD.finditer(words):
        if _PAID_BACK.match(words, 0, match.start()):
            continue
        labels.setdefault(_IMPLIED[match[0]])
    return tuple(labels)
