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
    CONTEXTS,
    GROUPS,
    HEAD,
    HEADS,
    NUMBER,
    PARENT,
    Head,
    Hit,
    begins,
    by_end,
)
from extractors.targets.joining import CONNECTOR, LONGEST_JOINT, apart, members, without_condition
from extractors.targets.serving import (
    DETERMINERS,
    is_given_work,
    is_named_or_counted,
    is_paid_person,
    is_served,
)
from extractors.targets.staying import HOLIDAY, STAYER, STAYS_OR_COMES, is_away
from extractors.targets.taken_up import Named

_HOLIDAYS = ("过年", "过节")
_STAFF = ("员工", "职工")
_STAYING = ("人员", "群众")
_MODIFIERS = {
    kind: {
        word: entry.key
        for entry in GROUPS
        if entry.more["kind"] == kind
        for word in entry.more.get("modifiers", ())
    }
    for kind in ("person", "firm", "employee", "family")
}
_MODIFIERS["employee"] = _MODIFIERS["person"] | _MODIFIERS["employee"]
_MODIFIER = {kind: re.compile(one_of(words)) for kind, words in _MODIFIERS.items()}
_IMPLIED = {word: entry.key for entry in GROUPS for word in entry.more.get("implied", ())}
_IMPLIED_WORD = re.compile(one_of(_IMPLIED))

# 服务专员工作, 人大成员工资: the first character of 员工 belongs to the word before
_WORD_BEFORE = frozenset("专成党委议队")

# 每家机构, 单个机构: no other bare 机构 is one that was named before
_OF_ONE = frozenset("家个户一")
# 非温州户籍员工
_NOT_OF_HERE = re.compile("非[一-龥]{2,4}户?籍")
_ATTRIBUTES = sorted(
    {*CONTEXTS["attributes"], *CONTEXTS["industries"]}.union(*_MODIFIERS.values()),
    key=lambda word: (-len(word), word),
)
_ATTRIBUTE_PHRASE = regex.compile(
    rf"""(?r)
    (?: 留在?(?![守岗校学用职])\p{{Han}}{{1,4}}?(?:过年|过节)的?
      | 留(?![守岗校学用职住下在任给])\p{{Han}}
      | \p{{Han}}{{2}}(?<!户)籍 | 非?(?:(?!的)\p{{Han}}){{2,3}}户籍
      | (?:毕业|离校|退役|退伍){NUMBER}年[以之]?内的?
      | (?:首次|初次)[来到]\p{{Han}}{{1,3}}?(?:(?:就业|创业|务工)的)?
      | (?:失业登记|登记失业){NUMBER}(?:年|个月|半年)以上
      | (?:建档|在册|在档|登记)+的(?:各类)?
      | [0-9]{{2}}周?岁?[-—~～至到]+[0-9]{{2}}周?岁的?
      | 来\p{{Han}}(?:(?:务工|就业|创业)的?)?
      | 有(?:雇工|雇员)的?
      | (?:生产不饱和|生产任务不足|停工停产|开工不足)、
    )
    """,
    regex.VERBOSE,
)
# an attribute is a word, found by its last two characters, or a phrase that ends so: one scan
# backwards over all of them costs ten times as much
_ATTRIBUTES_BY_TAIL = by_end(_ATTRIBUTES, 2)
_PHRASE_TAILS = frozenset(f"{before}的" for before in "年节业工员档册记内岁").union(
    ("年内", "以内", "之内", "以上", "各类", "雇工", "雇员", "务工", "就业", "创业")
)
_TAILS = _PHRASE_TAILS.union(_ATTRIBUTES_BY_TAIL)
_ATTRIBUTE_ENDS = frozenset("籍岁").union(tail[-1] for tail in _TAILS)
_LASTS = frozenset("籍岁").union(word for word in _ATTRIBUTES if len(word) == 1)
_INTRODUCER = re.compile(
    rf"(?=[{begins(CONTEXTS['introducers'])}])(?!从事)"
    rf"(?<![应结面参针认因作饱相绝核反])(?<!户籍)(?<!户籍地)(?:{one_of(CONTEXTS['introducers'])})"
    r"(?![其应的）]|机构|中心(?![城镇村])|平台|业|(?<=与)[^，。；]{1,20}(?:相比|签订|订立))"
)
# 有培训需求的, but not 有序组织…
_PREDICATE = re.compile(
    rf"{one_of(CONTEXTS['predicates'])}(?<!有(?=[效序力关针计组条步]))(?<!无(?=[偿缝条]))(?<!未(?=来))"
)
_TAKES_ON = frozenset(CONTEXTS["takes_on"])
_TO_LAST_EDGE = re.compile(r"(?s:.*)[，。；：\n？！】〕]")
# 第六条 有创业意愿的…, （三）吸纳脱贫人口的…, 2.首次创业的…, 以及安置…的: a clause begins after it
_LABEL = re.compile(rf"\s*(?:第{NUMBER}条|[（(]{NUMBER}[）)]|{NUMBER}[.．、](?!\d)|以及|或者)\s*")
_EMPTY_CLAUSE = re.compile(
    r"""(?:
      .{0,12}?符合(?:国家|政策|相关|有关|规定|申领|申报|申请|上述|以下|本|认定|享受|基本|要求|条件|补[贴助]|奖[励补]|支持|和|、|的)+
      | 相应 | 相关 | 有关 | 上述 | 不同 | 新 | 更多 | 有条件 | 各自 | 这样 | 前述 | 同等条件 | 所在
    )的?$""",
    re.VERBOSE,
)
_CONNECTS = frozenset("、和及与以或")
_FIRST_OF_TWO = tuple(CONTEXTS["first_of_two"])
_NAME = re.compile(r"《[^《》\n]{0,120}》|“[^“”\n]{0,40}”")
_STAYS = re.compile(r"“?就[地近]过[年节]")
# （身份证号非42开头且在省内无参保记录的人员）: the bracket explains the group before it
_EXPLAINS = regex.compile(r"(?r)（[^（）\n]{0,60}(?=）|\Z)")
# 脱贫人口（含监测对象）: what the bracket adds belongs to the group
_JOINT = re.compile(rf"{CONNECTOR.pattern}|等|（(?:含|包括|包含)")
_REACH = 64
_MOST_ATTRIBUTES = 4
_LONGEST = 48


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
    names = (name.span() for name in _NAME.finditer(text))
    no_name = (len(text), len(text))
    name_start, name_end = next(names, no_name)
    hits: list[Hit] = []
    beside = joined = -1
    for match in HEAD.finditer(text):
        core, end = match.span()
        while name_end <= core:
            name_start, name_end = next(names, no_name)
        if name_start <= core and end - core < name_end - name_start - 2:
            continue
        hit = _read(text, core, end, joined)
        if hit is None:
            continue
        connector = CONNECTOR.match(text, end) if text[end : end + 1] in _CONNECTS else None
        served = is_served(text, hit, beside)
        if served or connector:
            joined = connector.end() if connector else -1
        if served:
            if hit.start < hit.near:
                hit = without_condition(text, hit, hits[-1] if hits else hit)
            hits.append(hit)
            beside = joined
    return hits


def _read(text: str, core: int, end: int, joined: int) -> Hit | None:
    """Return the head at `[core, end)` with what modifies it; None where it names nobody.

    `joined` is where a group joined to the one before it may begin (after 和), or -1.
    """
    word = text[core:end]
    head = HEADS[word]
    before = text[core - 1] if core else "\n"
    has_attribute = (core > 1 and text[core - 2] in STAYS_OR_COMES) or (
        before in _ATTRIBUTE_ENDS
        and (text[core - 2 : core] in _TAILS or before in _LASTS or "次" in text[core - 5 : core])
    )
    is_open = head.manner == "open"
    if is_open and not has_attribute and before != "的" and word != "个人":
        is_one = before in _OF_ONE and word == "机构"
        return Hit(core, core, core, end, head.label, head) if is_one else None
    if before in _WORD_BEFORE and text[core] == "员":
        return None
    if is_named_or_counted(text, end):
        return None
    start = near = core
    label = head.label
    if has_attribute or before == "的":
        floor = max(0, core - _REACH, joined)
        if has_attribute:
            start = near = _attributes_start(text, floor, core)
        if near > floor and text[near - 1] == "的":
            start = _clause_start(text, near, floor, head.kind)
        if start < core:
            label = _label_around(text, start, core, head, word)
    if label == "public" and _STAYS.match(text, end):
        label = "stay_put"
    if is_open and label == head.label:
        if start == near and "户籍" not in text[near:core]:
            is_paid = word == "个人" and start == core and is_paid_person(text, core, end)
            return Hit(start, near, core, end, label, head) if is_paid else None
        if start < near and _EXPLAINS.match(text, 0, end):
            return None
    if PARENT[label] == "workers" and text.startswith("子女", end):
        return Hit(start, near, core, end + 2, "children", head)  # 留岗员工子女
    return Hit(start, near, core, end, label, head)


def _label_around(text: str, start: int, core: int, head: Head, word: str) -> str:
    """Return the label that what stands before, and where they stay or work, gives a head."""
    label = _label(text[start:core], head, word)
    if label == head.label == "workers" and STAYER.fullmatch(text, start, core):
        return "migrant_workers"
    if label == "employees" and word in _STAFF and HOLIDAY.fullmatch(text, start, core):
        return "migrant_workers"
    if (
        label == "hardship"
        and head.manner == "open"
        and is_given_work(text, start, core + len(word))
    ):
        return "hard_to_employ"
    return label


def _attributes_start(text: str, floor: int, core: int) -> int:
    """Return where up to four attributes that stand together before `core` begin.

    「毕业年度或离校2年内未就业」: two that are joined are one.
    """
    end = core
    for _ in range(_MOST_ATTRIBUTES):
        start = _attribute_start(text, floor, end)
        if start == end:
            break
        end = start
    if end < core and text[end - 1] in _CONNECTS and text.endswith(_FIRST_OF_TWO, floor, end - 1):
        return next(end - 1 - len(w) for w in _FIRST_OF_TWO if text.endswith(w, floor, end - 1))
    return end


def _attribute_start(text: str, floor: int, end: int) -> int:
    """Return where the attribute before `end` begins, `end` where there is none."""
    tail = text[max(floor, end - 2) : end]
    if tail in _HOLIDAYS and (phrase := _ATTRIBUTE_PHRASE.match(text, floor, end)):
        return phrase.start()
    for word in _ATTRIBUTES_BY_TAIL.get(tail, ()):
        if text.endswith(word, floor, end):
            return end - len(word)
    last = tail[-1:]
    if last in _ATTRIBUTES_BY_TAIL:
        return end - 1
    if last == "、" and not text.startswith("富余", end):
        return end  # only 停工停产、富余员工较多企业 goes on
    if (
        tail in _PHRASE_TAILS
        or last in "籍、岁"
        or tail[:1] in STAYS_OR_COMES
        or "次" in text[max(floor, end - 5) : end]
    ):
        phrase = _ATTRIBUTE_PHRASE.match(text, floor, end)
        return phrase.start() if phrase else end
    return end


def _introducers(text: str, start: int, end: int, kind: str) -> list[re.Match[str]]:
    """Return what may stand before a clause: verbs that take the group, and no nouns in the clause.

    「享受补贴期满的人员」, 「有培训需求的劳动者」; of a firm no verbs that take others on.
    """
    found = list(_INTRODUCER.finditer(text, start, end - 1))
    if found and kind == "firm":
        found = [each for each in found if each[0] not in _TAKES_ON]
    if found:
        counted = DETERMINERS.match(text, start, end)
        if _PREDICATE.match(text, counted.end() if counted else start):
            since = text.find("的", start)
            found = [each for each in found if each[0] in "对将" or each.start() > since]
    return found


def _clause_start(text: str, end: int, floor: int, kind: str) -> int:
    """Return where the clause before `end` begins, `end` where it defines nobody.

    It begins after the last comma, and after 对 or the last verb that takes a group; two groups
    that stand together (A的企业与B的企业) have a clause each, so never before `floor`. A firm is
    what takes on others (吸纳毕业生的企业), a person is taken on.
    """
    edge = _TO_LAST_EDGE.match(text, floor, end)
    start = edge.end() if edge else floor
    opening = text.rfind("（", start, end)
    if opening >= 0 and text.find("）", opening, end) < 0:
        start = opening + 1  # （身份证号非42开头的人员） does not begin before its bracket
    closing = text.find("）", start, end)
    if closing >= 0 and text.find("（", start, closing) < 0:
        start = closing + 1  # 在法定年龄内（男60岁，女50岁）有就业意愿的: nor in one before it
    label = _LABEL.match(text, start, end)
    if label:
        start = label.end()
    introducers = _introducers(text, start, end, kind)
    if introducers:
        whole = [each for each in introducers if each[0] in "对将"]
        start = (whole[0] if whole else introducers[-1]).end()
    counted = DETERMINERS.match(text, start, end)
    if counted:
        start = counted.end()
    if text.startswith("按", start):
        start += 1 + text.startswith("照", start + 1)  # 按实际在岗的外省籍员工人数
    clause = text[start:end]
    if len(clause) < 3 or len(clause) > _LONGEST or _EMPTY_CLAUSE.match(clause):
        return end
    return start


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
    label = _MODIFIERS[kind][max(reversed(found), key=len)]
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
        measure = scope.measure_at(start, end)
        if measure is None:
            continue
        if measure is not held:
            named, held = Named(), measure
        if text[start] in STAYS_OR_COMES and label != "children":
            near = _near(hit, scope, measure)
            if near is None:
                continue
            start, hit = near.start, near
        label = named.label(text, hit)
        if label:
            first, last = folded.span(start, end)
            quote = folded.source[first:last]
            targets.append(Target(quote, first, last, label, measure.id, head.rule))
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
        labels.setdefault(_IMPLIED[match[0]])
    return tuple(labels)
