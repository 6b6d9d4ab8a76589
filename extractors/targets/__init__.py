"""Groups that a measure serves: 「毕业2年内的“两后生”」, 「有转移就业意愿的农村劳动力」.

A mention is a head noun of the lexicon with the modifiers before it. Leaves alone names and quoted
titles (职工服务中心, 《致农民工朋友的一封信》), firms that are only urged to act (鼓励企业组织…),
and groups that are only counted (农民工回流, 员工总数).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import regex

from extractors.lexicon import Entry, one_of, read_lexicon
from extractors.mention import Mention
from extractors.records import Target
from extractors.scope import Scope
from extractors.targets.staying import STAYER, is_away


@dataclass(frozen=True, slots=True)
class Group:
    """Whom a mention names. `core` is where the head begins, `bare` without any modifier."""

    label: str
    core: int
    bare: bool


@dataclass(frozen=True, slots=True)
class Head:
    """A head noun. `manner` says when it is marked: named, yields, open or served."""

    label: str
    kind: str
    manner: str


_GROUPS = read_lexicon("targets")
_CONTEXTS = {entry.key: entry.more["words"] for entry in read_lexicon("target_contexts")}


def _heads(entries: Iterable[Entry]) -> Iterator[tuple[str, Head]]:
    for entry in entries:
        kind = entry.more["kind"]
        default = "served" if entry.key in ("firms", "employers") else "named"
        for form in entry.forms:
            yield form, Head(entry.key, kind, default)
        for manner in ("yields", "open", "served"):
            for form in entry.more.get(manner, ()):
                yield form, Head(entry.key, kind, manner)


_HEADS = dict(_heads(_GROUPS))
_YIELDING = ("职工", "劳动者", "农村劳动力", "群众")
_HEADS |= {word: replace(_HEADS[word], manner="yields") for word in _YIELDING}
_STAYING = ("人员", "群众")
_MODIFIERS = {
    kind: {
        word: entry.key
        for entry in _GROUPS
        if entry.more["kind"] == kind
        for word in entry.more.get("modifiers", ())
    }
    for kind in ("person", "firm", "employee", "family")
}
_MODIFIERS["employee"] = _MODIFIERS["person"] | _MODIFIERS["employee"]
_MODIFIER = {kind: re.compile(one_of(words)) for kind, words in _MODIFIERS.items()}
_IMPLIED = {word: entry.key for entry in _GROUPS for word in entry.more.get("implied", ())}
_IMPLIED_WORD = re.compile(one_of(_IMPLIED))
_PARENT = {entry.key: entry.parent for entry in _GROUPS}

# the standard library's `re` scans this trie six times as fast as `regex`
_HEAD = re.compile(one_of(_HEADS))
# 服务专员工作, 人大成员工资: the first character of 员工 belongs to the word before
_WORD_BEFORE = frozenset("专成党委议队")

_NUMBER = r"[0-9〇一二三四五六七八九十百千万两]+"
_ATTRIBUTE_WORDS = set(_CONTEXTS["attributes"]).union(*_MODIFIERS.values())
_ATTRIBUTE_ENDS = frozenset(word[-1] for word in _ATTRIBUTE_WORDS) | frozenset("年节籍内的类上")
_ATTRIBUTE = rf"""
    (?: {one_of(_ATTRIBUTE_WORDS)}
      | 留在?(?![守岗校学用职])\p{{Han}}{{1,4}}?(?:过年|过节)的?
      | 留(?![守岗校学用职住下在任给])\p{{Han}}
      | \p{{Han}}{{2}}(?<!户)籍 | 非?\p{{Han}}{{2,3}}户籍
      | (?:毕业|离校){_NUMBER}年[以之]?内的?
      | (?:首次|初次)[来到]\p{{Han}}{{1,3}}?(?:(?:就业|创业|务工)的)?
      | (?:失业登记|登记失业){_NUMBER}(?:年|个月|半年)以上
      | (?:建档|在册|在档|登记)+的(?:各类)?
      | 有(?:雇工|雇员)的?
      | (?:生产不饱和|生产任务不足|停工停产|开工不足)、(?=富余)
    )
"""
_ATTRIBUTES = regex.compile(rf"(?r){_ATTRIBUTE}{{1,4}}", regex.VERBOSE)
_DETERMINERS = re.compile(
    rf"(?: {one_of(_CONTEXTS['determiners'])} | {_NUMBER}[余多]?[名户家位个人]左?右? )+",
    re.VERBOSE,
)
_DETERMINED = regex.compile(rf"(?r){_DETERMINERS.pattern}", regex.VERBOSE)
_INTRODUCER = regex.compile(
    rf"(?<!户籍地?|[应结面参针认因作饱])(?:{one_of(_CONTEXTS['introducers'])})"
    r"(?![其应的]|[^，。；]{1,20}(?:相比|签订|订立))"
)
_CLAUSE_EDGE = re.compile(r"[，。；：\n？！]")
_EMPTY_CLAUSE = re.compile(
    r"""(?:
      .{0,12}?符合(?:国家|政策|相关|有关|规定|申领|申报|申请|上述|以下|本|认定|享受|基本|要求|条件|和|、|的)+
      | 相应 | 相关 | 有关 | 上述 | 不同 | 新 | 更多 | 有条件 | 各自 | 这样 | 前述 | 同等条件 | 所在
    )的?$""",
    re.VERBOSE,
)
_AFTER_NAMED = re.compile(
    rf"[一-龥]{{0,6}}(?:服务(?:中心|站|机构|局|大厅|平台)|联合会|管理中心|管理局)"
    rf"|{one_of(_CONTEXTS['after_named'])}"
)
_AFTER_COUNTED = re.compile(
    rf"{one_of(_CONTEXTS['after_counted'])}|等?[^，。；]{{0,8}}(?:流动|回流|减员)"
    rf"|[^，。；]{{0,24}}情况(?:实施|进行|开展)?(?:动态)?监测|[^，。；]{{0,6}}率"
)
_AFTER_OBLIGED = re.compile(one_of(_CONTEXTS["after_obliged"]))
_EXAMINED = re.compile(
    r"[^，。；]{0,8}(?:进行|开展|实行|实施)[^，。；]{0,6}"
    r"(?:动态管理|评估|考核|检查|抽查|核查|审核|监督|处罚|审计|复核)|申请材料|规章制度"
)
_PUNISHED = re.compile(r"不合格|被取消|违法|违规|失信|违反|弄虚作假|骗取|拒不|拖欠")
_AFTER_SERVED = re.compile(one_of(_CONTEXTS["after_served"]))
_BEFORE_COUNTED = regex.compile(rf"(?r){one_of(_CONTEXTS['before_counted'])}")
_BEFORE_OBLIGED = regex.compile(rf"(?r){one_of(_CONTEXTS['before_obliged'])}")
_BEFORE_SERVED = regex.compile(rf"(?r){one_of(_CONTEXTS['before_served'])}")
_CONNECTOR = re.compile(r"、|和|及其?|与|以及|或者?|及")
_NAME = regex.compile(r"《[^《》\n]{0,120}》|“[^“”\n]{0,40}”")
_STAYS = re.compile(r"“?就[地近]过[年节]")
_PAID = regex.compile(r"(?r)(?:给予|给|每户|每家|每个|拨付给|发放给)")
# 每成功组织1名员工共享用工: so many are counted
_EACH_ONE = regex.compile(r"(?r)每[^，。；]{0,8}[一1][名个位]")
# 企业招用高校毕业生，签订劳动合同的，可按每人…: the firm is paid
_EARNS = regex.compile(
    r"每?(?:新?吸纳|新?招用|新?招录|新增|录用|安置|接收|聘用|组织开展)[^。；\n]{2,100}?的，"
    r"(?:[^，。；\n]{0,20}，)?(?:可|按|给予|由|对其|每|一次性)"
)
# （身份证号非42开头且在省内无参保记录的人员）: the bracket explains the group before it
_EXPLAINS = regex.compile(r"(?r)（[^（）\n]{0,60}(?=）|\Z)")
_SENTENCE_END = regex.compile(r"[。；\n]")
_LISTED = regex.compile(r"(?:家庭|人员|人口|对象)?等?(?:、|和|及|与|或者?|以及)")
_AMONG = regex.compile(r"(?:家庭|人员|人口|对象|成员)?等?(?:中的?|的)(?:困难|就业困难)?")
_JOINT = re.compile(rf"{_CONNECTOR.pattern}|等")
_REACH = 64
_LONGEST = 48


@dataclass(frozen=True, slots=True)
class _Hit:
    """A head with its modifiers: `near` is where attributes begin, `start` a clause before them."""

    start: int
    near: int
    core: int
    end: int
    label: str
    head: Head


def find(text: str) -> Iterator[Mention[Group]]:
    """Yield every group that `text` serves, in order, conjoined groups of one label as one."""
    last: _Hit | None = None
    for hit in _members(text, _apart(text, _hits(text))):
        if last and hit.label == last.label and _JOINT.fullmatch(text, last.end, hit.start):
            last = replace(last, end=hit.end)
            continue
        if last:
            yield _mention(last)
        last = hit
    if last:
        yield _mention(last)


def _mention(hit: _Hit) -> Mention[Group]:
    group = Group(hit.label, hit.core, bare=hit.start == hit.core)
    return Mention(hit.start, hit.end, group, f"targets.{hit.head.manner}")


def _hits(text: str) -> Iterator[_Hit]:
    """Yield the heads outside names and titles that are served, with their modifiers."""
    names = _NAME.finditer(text)
    name = next(names, None)
    beside = -1
    for match in _HEAD.finditer(text):
        start, end = match.span()
        while name and name.end() <= start:
            name = next(names, None)
        if name and name.start() <= start and end - start < name.end() - name.start() - 2:
            continue
        hit = _read(text, start, end, beside)
        if hit and _is_served(text, hit, beside):
            yield hit
            connector = _CONNECTOR.match(text, end)
            beside = connector.end() if connector else -1


def _read(text: str, core: int, end: int, beside: int) -> _Hit | None:
    """Return the head at `[core, end)` with what modifies it; None where it names nobody.

    `beside` is where a group joined to the one before it may begin (after 和), or -1.
    """
    head = _HEADS[text[core:end]]
    if (text[core] == "员" and text[core - 1] in _WORD_BEFORE) or _AFTER_NAMED.match(text, end):
        return None
    if text[end - 1] == "民" and text.startswith("政", end):
        return None  # 市民政局
    floor = max(0, core - _REACH, beside)
    near = core
    if text[core - 1] in _ATTRIBUTE_ENDS or text[core - 2] in "留来":
        attributes = _ATTRIBUTES.match(text, floor, core)
        near = attributes.start() if attributes else core
    start = near
    if near > floor and text[near - 1] == "的":
        start = _clause_start(text, near, floor)
    label = _label(text[start:core], text[core:end])
    if head.label == label == "workers" and STAYER.fullmatch(text, start, core):
        label = "migrant_workers"
    if label == "public" and _STAYS.match(text, end):
        label = "stay_put"
    if head.manner == "open" and start == near and label == head.label:
        return None if "户籍" not in text[near:core] else _Hit(start, near, core, end, label, head)
    if head.manner == "open" and label == head.label and _EXPLAINS.match(text, 0, end):
        return None
    return _Hit(start, near, core, end, label, head)


def _clause_start(text: str, end: int, floor: int) -> int:
    """Return where the clause before `end` begins, `end` where it defines nobody.

    It begins after the last comma or 且, and after 对 or the last verb that takes a group; two
    groups that stand together (A的企业与B的企业) have a clause each, so never before `floor`.
    """
    edges = [edge.end() for edge in _CLAUSE_EDGE.finditer(text, floor, end)]
    start = edges[-1] if edges else floor
    introducers = list(_INTRODUCER.finditer(text, start, end - 1))
    if introducers:
        whole = [each for each in introducers if each[0] == "对"]
        start = (whole[0] if whole else introducers[-1]).end()
    counted = _DETERMINERS.match(text, start, end)
    if counted:
        start = counted.end()
    clause = text[start:end]
    if len(clause) < 3 or len(clause) > _LONGEST or _EMPTY_CLAUSE.match(clause):
        return end
    return start


def _label(modifiers: str, word: str) -> str:
    """Return the label that the longest modifier gives (of equals the last), else the head's.

    「通过市场渠道难以实现就业的困难人员」 are hard to employ before they are in hardship.
    """
    head = _HEADS[word]
    if not modifiers or head.manner == "named":
        return head.label
    if "失业保险" in modifiers and "失业保险金" not in modifiers:
        modifiers = modifiers.replace("失业保险", "")
    kind = "employee" if head.label == "employees" else head.kind
    found = _MODIFIER[kind].findall(modifiers)
    if not found:
        return head.label
    label = _MODIFIERS[kind][max(reversed(found), key=len)]
    if label == "stay_put" and word not in _STAYING:
        return "migrant_workers" if head.label == "workers" else head.label
    return label


def _is_served(text: str, hit: _Hit, beside: int) -> bool:
    """Tell whether the words around a group serve it, or only count it or urge it to act."""
    if _AFTER_COUNTED.match(text, hit.end):
        return False
    if hit.label == "employees" and (
        _BEFORE_COUNTED.match(text, 0, hit.start) or _EACH_ONE.match(text, 0, hit.start)
    ):
        return False
    if hit.head.kind != "firm":
        return True
    if _EXAMINED.match(text, hit.end) or _PUNISHED.search(text, hit.start, hit.core):
        return False
    if hit.start == beside:
        return not _AFTER_OBLIGED.match(text, hit.end)
    determiners = _DETERMINED.match(text, max(0, hit.start - 12), hit.start)
    before = determiners.start() if determiners else hit.start
    if _BEFORE_OBLIGED.match(text, max(0, before - 8), before):
        return False
    if hit.head.manner == "named" or hit.start < hit.near or hit.label != hit.head.label:
        return True
    defined = text[before - 1 : before] == "的" and text[before - 4 : before] != "有条件的"
    if defined or _BEFORE_SERVED.match(text, max(0, before - 8), before):
        return not _AFTER_OBLIGED.match(text, hit.end)
    return bool(_AFTER_SERVED.match(text, hit.end) or _EARNS.match(text, hit.end))


def _apart(text: str, hits: Iterable[_Hit]) -> Iterator[_Hit]:
    """Yield the hits without overlap: a head inside the modifiers of the next is no mention."""
    last: _Hit | None = None
    for hit in hits:
        if last and hit.start <= last.start and _is_vaguer(text, hit, last):
            continue
        if last is None or hit.start <= last.start:
            last = hit
        elif hit.start < last.end:
            connector = _CONNECTOR.match(text, last.end, hit.core)
            start = connector.end() if connector else last.end
            if start == last.end and last.head.kind == "firm" and hit.head.kind == "person":
                last = replace(hit, start=last.start)
                continue
            yield last
            last = replace(hit, start=max(start, min(hit.near, hit.core)))
        elif hit.start == last.end and hit.head.kind == "person":
            last = replace(hit, start=last.start)
        else:
            yield _without_shared_clause(text, last, hit)
            last = hit
    if last:
        yield last


def _is_vaguer(text: str, hit: _Hit, last: _Hit) -> bool:
    """Tell whether a head says less than the group in its clause: “两后生”中的农村学员."""
    if hit.head.manner != "open":
        return False
    is_bare = hit.label == hit.head.label != last.label
    return is_bare or _AMONG.fullmatch(text, last.end, hit.near) is not None


def _members(text: str, hits: Iterable[_Hit]) -> Iterator[_Hit]:
    """Yield the hits, without lists that only say which: 低保家庭、特困人员中的高校毕业生."""
    listed: list[_Hit] = []
    for hit in hits:
        while listed and listed[-1].start >= hit.start:
            listed.pop()
        if listed and _is_one_of(text, listed[-1], hit):
            yield replace(hit, start=listed[0].start)
            listed = []
            continue
        if listed and not _LISTED.fullmatch(text, listed[-1].end, hit.start):
            yield from listed
            listed = []
        listed.append(hit)
    yield from listed


def _is_one_of(text: str, before: _Hit, hit: _Hit) -> bool:
    """Tell whether groups before a named one only say which of it: 特困人员中的高校毕业生."""
    is_named = hit.head.kind == "person" and hit.head.manner == "named"
    return is_named and _AMONG.fullmatch(text, before.end, hit.near) is not None


def _without_shared_clause(text: str, hit: _Hit, after: _Hit) -> _Hit:
    """Return `hit` without its clause where that covers the next group of another label too.

    「有就业意愿的农村劳动力、返乡农民工」
    """
    shared = (
        hit.start < hit.near
        and after.start == after.near
        and hit.label not in (after.label, "short_staffed", "surplus_staffed")
        and _CONNECTOR.fullmatch(text, hit.end, after.start)
    )
    return replace(hit, start=hit.near) if shared else hit


def resolve(mentions: Iterable[Mention[Group]], scope: Scope) -> tuple[Target, ...]:
    """Return the targets inside measures; a bare firm that is paid takes up the class before it."""
    targets = []
    known: tuple[str, int] | None = None
    for mention in mentions:
        measure = scope.measure_at(mention.start, mention.end)
        if measure is None:
            continue
        regions = {measure.region, scope.parts[measure.part].region, scope.metadata.region}
        near = _near(scope, mention, set(filter(None, regions)))
        if near is None:
            continue
        mention = near
        label = mention.value.label
        if label == "firms" and mention.value.bare:
            label = _taken_up(scope.text, mention, known)
        elif _PARENT.get(label) == "firms":
            known = label, mention.end
        words = scope.evidence(mention.start, mention.end)
        targets.append(Target(words.quote, words.start, words.end, label, measure.id, mention.rule))
    return tuple(targets)


def _near(scope: Scope, mention: Mention[Group], places: set[str]) -> Mention[Group] | None:
    """Return a group without 留 and a sign that is none of the places: 博士 of 留美博士."""
    core = mention.value.core
    if not is_away(scope.text, mention.start, core, places):
        return mention
    if mention.rule == "targets.open":
        return None
    label = _HEADS[scope.text[core : mention.end]].label
    return replace(mention, start=core, value=Group(label, core, bare=True))


def _taken_up(text: str, mention: Mention[Group], known: tuple[str, int] | None) -> str:
    """Return the class of firms that 给予企业, 每户企业 takes up in its own sentence."""
    if known is None or not _PAID.match(text, 0, mention.start):
        return "firms"
    label, end = known
    if mention.start - end > _REACH * 4:
        return "firms"
    return label if not _SENTENCE_END.search(text, end, mention.start) else "firms"


def groups_of(targets: Iterable[Target], words: str) -> tuple[str, ...]:
    """Return the labels that a measure serves: its targets', then what its words imply."""
    labels = dict.fromkeys(target.label for target in targets)
    for match in _IMPLIED_WORD.finditer(words):
        labels.setdefault(_IMPLIED[match[0]])
    return tuple(labels)
