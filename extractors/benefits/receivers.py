"""Whom a benefit is for, and who gets the money.

The group is that of the noun phrase at the condition's end (「对…的重点工业企业」), of the subject
where the condition is a clause (「见习单位…留用见习学员的」), or of whom the grant names
(给予用人单位).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import NamedTuple

from extractors.lexicon import by_alias, one_of, read_lexicon
from extractors.records import Payee
from extractors.sentences import Span

_MANNERS = ("yields", "open", "served")
_GROUPS = read_lexicon("targets")
_PARENTS = {entry.key: entry.parent for entry in _GROUPS}


def _line(label: str) -> tuple[str, ...]:
    """Return a label and those above it, the root last."""
    parent = _PARENTS[label]
    return (label, *_line(parent)) if parent else (label,)


_LINES = {label: _line(label) for label in _PARENTS}
_LONGEST = 12
# 「…的第三方服务机构（…）每成功推荐1人的」: the subject is followed by a bracket or by 每
_SUBJECT = re.compile(r"的(?P<who>[^，。；（）的]{1,16}?)(?=（|每)")
_GIVEN_TO = re.compile(
    r"(?:给予|奖励|补助|补贴|资助|拨付给?|发放给|支付给|发给|发放至|奖励给|补给)"
    r"(?:其|该)?(?:所在|所属)?(?:的)?"
)
# 给予大学生就业见习基地补贴: the groups before serve to name the body
_BODY = re.compile(
    r"(?P<who>[^，。；：、的0-9]{2,24}?(?:基地|单位|机构|车间|院校|合作社|孵化器|众创空间))"
    r"(?=每|一次性|补贴|补助|奖励|奖补|资助|[0-9])"
)
_NOT_GIVEN = re.compile(r"的?(?:所在|负责|法定)")
# 残疾人、“两后生”中的农村学员和低保家庭学员: a member of the list may have no mention of its own
_JOINS = re.compile(
    r"(?:（[^（）]{1,16}）)?(?:、|和|或|及|与|以及|或者|中的|等|（含|含|以及其他|各类)+(?:[^，。；：]{1,16}(?:[、和或及与]|中的))?"
)
_HIRES = re.compile(
    r"(?:招用|吸纳|招聘|接收|安排|聘用|录用|雇用|留用|新增|组织|带动|引进|介绍|推荐|输送|安置|帮助|辅导)[^，。；的]{0,4}$"
)
_DEGREE = re.compile(r"(?:博士|硕士|研究生|博士后|本科|专科|大专)(?:人才|毕业|生)*$")
_AGENCY = re.compile(r"机构$")
# 企业吸纳脱贫人口的: who hires is paid, wherever the hired stand
_ACTOR = re.compile(
    r"""(?P<who>(?:[^，。；、的（）为]|（[^，。；、的（）]{1,6}）){1,16}?)(?:为[^，。；的]{2,20}?)?
    (?:新|首次|当年|实际|每|自行|自主|统一|集中|服务|绩效|年度)?
    (?:招用|吸纳|招聘|录用|聘用|接收|收住|收治|安置|留用|购置|投保|新建|改建|引进|改造|开展以工代训|(?<![济会务作业])组织(?!的|被)
      |被评|被认定|获评|获批|入选|(?:考核|评估|评定|评价)为|带动(?!的|下)|撮合|促成|(?:面向|为|向)[^，。；]{2,20}?提供[^，。；]{0,16}服务
      |为[^，。；的为]{2,16}?(?:购买|缴纳|缴存))""",
    re.VERBOSE,
)
# 在职员工介绍亲友就业; 劳务经纪人为本市企业引进员工: who brings others is paid
_BRINGS = re.compile(
    r"(?!组织|支持|帮助|安排|选派|资助|动员|引导|鼓励|为)(?P<who>[^，。；的（）]{2,24}?)(?:成功|当年|首次|每|新|累计|[0-9][^，。；的]{2,12}?)?"
    r"(?:为[^，。；]{2,24}?)?(?:介绍|推荐|引荐|引进|输送|转介)(?!信|的|人)"
)
# 个人消费者购买家电的; 退役军人入驻孵化基地: the thing bought is no receiver
_BODIES = ("企业", "单位", "机构", "基地", "组织", "院校", "学校")
_TAKES = re.compile(
    r"(?!组织|支持|帮助|安排|选派|资助|动员|引导|推荐|鼓励|为)(?P<who>[^，。；、的（）]{2,12}?)(?:自愿|首次|新|当年|每|自费)?"
    r"(?:购买|购置|报废|置换|入驻|租用|租赁|承租|参加|取得|考取|获得)"
)
# 高校毕业生依法创办个体工商户: the founder; 毕业生初次创办的小微企业: the firm, for the founder
# 返岗率达70%的企业，其自行返岗的员工凭车票按50%领取
_HOLDER = re.compile(r"(?:^|[，其的])(?P<who>[^，。；（）的凭]{2,16})(?=凭)")
_RUN_BY = re.compile(r"由(?P<who>[^，。；、]{2,12})(?:负责)?(?:运营|承办|举办|管理运营)")
_FOUNDED = re.compile(
    r"，?(?:在[^，。；]{1,12})?(?:依法|自主|首次|初次|新|成功)*(?:[创领兴开]办)+(?P<firm>的)?"
    r"(?=[^，。；]{0,16}?(?:个体工商户|企业|合作社|实体|组织|农场|车间|民宿|农家乐|旅馆))"
)


class Group(NamedTuple):
    """A mention of a group in folded offsets."""

    start: int
    end: int
    label: str


class Receiver(NamedTuple):
    """Whose benefit it is, and to whom it is paid."""

    label: str
    payee: Payee


def family_of(label: str) -> str:
    """Return the root above a label: workers, employers or public."""
    return _LINES[label][-1]


def payee_of(label: str) -> Payee:
    """Return who is paid where a group is known by its label alone."""
    if label == "hr_agencies":
        return "agency"
    return "employer" if family_of(label) == "employers" else "person"


# the noun that a phrase ends with: a recipient of the lexicon, else a group
_HEADS = {
    form: Receiver(entry.key, payee_of(entry.key))
    for entry in _GROUPS
    for form in (*entry.forms, *chain(*(entry.more.get(manner, ()) for manner in _MANNERS)))
} | {
    form: Receiver(entry.more["label"], entry.more["payee"])
    for form, entry in by_alias(read_lexicon("recipients")).items()
}
_FIRST_SIGNS = frozenset(form[0] for form in _HEADS)


def parent_of(labels: Iterable[str]) -> str:
    """Return the one label, or the nearest parent of several; of two families the larger.

    >>> parent_of(["firms", "sole_traders"])
    'employers'
    """
    known = list(dict.fromkeys(labels))
    if len(known) == 1:
        return known[0]
    families = [family_of(label) for label in known]
    family = max(families, key=families.count)
    lines = [_LINES[label] for label in known if family_of(label) == family]
    return next(label for label in lines[0] if all(label in line for line in lines))


def common(receivers: Sequence[Receiver]) -> Receiver:
    """Return whose benefit it is where each tier names its own; of two families the first."""
    first = receivers[0]
    family = family_of(first.label)
    labels = [each.label for each in receivers if family_of(each.label) == family]
    return Receiver(parent_of(labels), first.payee)


def receiver(text: str, who: Span | None, grant: Span, groups: Sequence[Group]) -> Receiver | None:
    """Return who receives a benefit by its condition `who` and the words of its granting."""
    named = _of_grant(text, grant, groups)
    told = _of_condition(text, who, groups) if who else None
    if named and told and named.payee == told.payee:
        return told
    return named or told


def _of_grant(text: str, grant: Span, groups: Sequence[Group]) -> Receiver | None:
    for match in _GIVEN_TO.finditer(text, *grant):
        start = match.end()
        body = _BODY.match(text, start, grant[1])
        if body:
            return _of_end(text, *body.span("who"))
        end = _head_end(text, start, grant[1])
        given = next((g for g in groups if g.start == start and end == start), None)
        if given:
            return _receiver(text, given.start, given.end, [given.label])
        if end == start or _NOT_GIVEN.match(text, end):
            continue
        for group in groups:
            if group.start <= start and end <= group.end:
                return _receiver(text, group.start, group.end, [group.label])
        return _of_end(text, start, end)
    return None


def receiver_beside(
    text: str, room: tuple[int, int, int], groups: Sequence[Group]
) -> Receiver | None:
    """Return who is named for a sum that goes on with a list: 给予企业500元、员工300元.

    `room` is where the sum before ends, where this one begins and where its clause ends.
    """
    before, start, last = room
    given = _of_grant(text, (before, last), groups)
    if given or not text.startswith(_GOES_ON, before):
        return given
    if _head_end(text, before + 1, start) < start or _DEGREE.search(text, before, start):
        return None
    return _of_end(text, before + 1, start)


_GOES_ON = ("、", "和", "及")


def body_of(name: str) -> Receiver | None:
    """Return the body that a benefit's name says is paid: 大学生就业见习基地补贴."""
    body = _BODY.match(name)
    return _of_end(name, *body.span("who")) if body else None


def _head_end(text: str, start: int, last: int) -> int:
    """Return where the longest head that begins at `start` ends, or `start`."""
    if text[start : start + 1] not in _FIRST_SIGNS:
        return start
    for end in range(min(start + _LONGEST, last), start, -1):
        if text[start:end] in _HEADS:
            return end
    return start


def _of_condition(text: str, who: Span, groups: Sequence[Group]) -> Receiver | None:
    start, end = who
    inside = [group for group in groups if start <= group.start and group.end <= end]
    founded = _FOUNDED.search(text, start, end) if text.find("办", start, end) > 0 else None
    if founded:
        ending = [group.label for group in _joined(text, founded.start(), inside)]
        founder = _of_end(text, start, founded.start())
        label = parent_of(ending) if ending else founder.label if founder else None
        is_any = founded["firm"] and label == "workers"  # 城乡劳动力开办的个体工商户
        if label and not is_any and family_of(label) != "employers":
            return Receiver(label, "employer" if founded["firm"] else "person")
    holder = _HOLDER.search(text, start, end) if "凭" in text[start:end] else None
    held = _of_end(text, *holder.span("who")) if holder else None
    if held and holder:
        ending = [group.label for group in _joined(text, holder.end(), inside)]
        return Receiver(parent_of(ending), held.payee) if ending else held
    run = _RUN_BY.search(text, start, end)
    runner = _of_end(text, *run.span("who")) if run else None
    if runner and runner.payee != "person":
        return Receiver(runner.label, "agency")
    others, first = _listed_before(text, start, end)
    actor = _ACTOR.match(text, first, end)
    acting = _of_end(text, *actor.span("who")) if actor else None
    if acting and others and actor:
        said = [g.label for g in inside if g.end <= actor.end("who")]
        bodies = [label for label in said if payee_of(label) != "person"]
        acting = Receiver(parent_of([*others, *bodies, acting.label]), "employer")
    if acting and acting.payee != "person":
        return acting
    brings = _BRINGS.match(text, start, end) if acting is None else None
    bringing = _of_end(text, *brings.span("who")) if brings else None
    if bringing:
        return bringing
    takes = None if text.endswith(_BODIES, start, end) else _TAKES.match(text, start, end)
    taking = _of_end(text, *takes.span("who")) if takes else None
    if taking and taking.payee == "person":
        hint = guessed(text[start:end]) if taking.label == "workers" else None
        return hint if hint and hint.payee == "person" else taking
    for until in islice(_clause_ends(text, start, end), _MOST_CLAUSES):
        found = _of_phrase(text, start, until, inside)
        if found:
            return found
    for subject in _SUBJECT.finditer(text, start, end):
        found = _of_end(text, *subject.span("who"))
        if found:
            return found
    inside = _not_hired(text, start, inside)
    if not inside:
        return None
    together = _together(text, inside)
    head = together[0]
    return _receiver(text, head.start, head.end, [group.label for group in together])


def _listed_before(text: str, start: int, end: int) -> tuple[list[str], int]:
    """Return the bodies listed before the last that acts, and where that begins: 企业、社会组织."""
    labels: list[str] = []
    while (sign := text.find("、", start, min(start + _LONGEST, end))) >= 0:
        body = _of_end(text, start, sign)
        if body is None or body.payee == "person" or _head_end(text, start, sign) != sign:
            break
        labels.append(body.label)
        start = sign + 1
    return labels, start


def _clause_ends(text: str, start: int, end: int) -> Iterator[int]:
    """Yield where the clauses of a condition end, the last first, brackets within them."""
    yield end
    depth = 0
    for match in reversed(list(_CLAUSE_SIGNS.finditer(text, start + 1, end))):
        sign = match[0]
        if sign == "）":
            depth += 1
        elif sign == "（":
            depth -= 1
        elif depth <= 0:
            yield match.start()


_CLAUSE_SIGNS = re.compile("[（），]")
_MOST_CLAUSES = 8


def _of_phrase(text: str, start: int, end: int, groups: Sequence[Group]) -> Receiver | None:
    """Return who stands at the end of a phrase, with what its bracket adds."""
    bracketed = end
    if text[end - 1] == "）":
        end = max(text.rfind("（", start, end), start)
    labels = [g.label for g in groups if end < g.start and g.end <= bracketed and _adds(text, end)]
    named = _joined(text, end, groups)
    if named and _HIRES.search(text, max(start, named[0].start - 8), named[0].start):
        return None
    if named:
        head = named[-1]
        named = [group for group in named if payee_of(group.label) == payee_of(head.label)]
        return _receiver(text, head.start, head.end, [*(g.label for g in named), *labels])
    found = _of_end(text, start, end)
    if found is None or not labels:
        return found
    return Receiver(parent_of([found.label, *labels]), found.payee)


def _adds(text: str, place: int) -> bool:
    return re.match(r"（[^（）]{0,6}(?:含|包括)", text[place : place + 10]) is not None


def _joined(text: str, end: int, groups: Sequence[Group]) -> list[Group]:
    """Return the mentions that end at `end`, joined by 、 or 和, in order."""
    joined: list[Group] = []
    for group in reversed(groups):
        if group.end > end:
            continue
        gap = text[group.end : end]
        if gap and not (joined and _JOINS.fullmatch(gap)):
            break
        joined.append(group)
        end = group.start
    return joined[::-1]


def listed_with(text: str, group: Group, groups: Sequence[Group]) -> Receiver:
    """Return who receives with the mention of a group, and with those listed before it."""
    payee = payee_of(group.label)
    labels = [each.label for each in _joined(text, group.end, groups)]
    return Receiver(parent_of([each for each in labels if payee_of(each) == payee]), payee)


def _not_hired(text: str, start: int, groups: Sequence[Group]) -> list[Group]:
    """Return mentions without the hired and those joined to them: 招用残疾人或退役军人的."""
    kept: list[Group] = []
    hired: Group | None = None
    for group in groups:
        joined = hired is not None and _JOINS.fullmatch(text, hired.end, group.start)
        if joined or _HIRES.search(text, max(start, group.start - 8), group.start):
            hired = group
        else:
            kept.append(group)
    return kept


def _together(text: str, groups: Sequence[Group]) -> list[Group]:
    """Return the first mention and those joined to it: 脱贫劳动力、残疾人、失业人员参加培训的."""
    together = [groups[0]]
    for group in groups[1:]:
        if not _JOINS.fullmatch(text, together[-1].end, group.start):
            break
        together.append(group)
    return together


def _of_end(text: str, start: int, end: int) -> Receiver | None:
    """Return who the longest head at the end of a phrase names."""
    for place in range(max(start, end - _LONGEST), end):
        head = _HEADS.get(text[place:end])
        if head:
            is_rural = text[place:end] == "村" and text[place - 1 : place] == "农"
            return None if is_rural else head
    return None


def names_receiver(text: str, start: int, end: int) -> bool:
    """Tell whether a phrase ends with a word for those who receive: 对大型企业, 个体工商户."""
    return end - start > 1 and _of_end(text, start, end) is not None


def _receiver(text: str, start: int, end: int, labels: Sequence[str]) -> Receiver:
    label = parent_of(labels)
    if label == "students_staff" and _DEGREE.search(text, max(start, end - 8), end):
        label = "workers"  # 引进博士研究生: who is hired for a degree studies no more
    if label == "hr_agencies" or _AGENCY.search(text, start, end):
        return Receiver(label, "agency")
    return Receiver(label, payee_of(label))


_HINTS = tuple(
    (re.compile(one_of(entry.forms)), Receiver(entry.more["label"], entry.more["payee"]))
    for entry in read_lexicon("receiver_hints")
)


def guessed(words: str) -> Receiver | None:
    """Return who receives a benefit by what one must have done for it, or None.

    >>> guessed("取得中级职业资格证书的")
    Receiver(label='workers', payee='person')
    """
    return next((receiver for pattern, receiver in _HINTS if pattern.search(words)), None)
