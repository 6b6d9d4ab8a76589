"""Which numbered clauses are measures: the leaves of the tree that commit to something.

A list of conditions, papers or contents belongs to the item above it, and so do the fields of an
offer (补贴对象, 补贴标准, 申请材料). Aims, groups, times, definitions, effect and purpose are none.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from operator import attrgetter
from typing import NamedTuple

from extractors.scope import Clause
from extractors.structure import ends, mere_lists
from extractors.structure.commitment import GRANTS_ANYWAY, asks_only, commits
from extractors.structure.sections import MAY_CLOSE, SCOPES, scope_names, section_kinds

_CLAUSE = re.compile(r"[^。；\n]+")
# …给予临时救助的家庭, 享受政府补贴的企业: what is granted only tells the group
_NAMES_GROUP = re.compile(
    r"(?:的|人员|家庭|企业|单位|者|个人|对象|人口|组织|项目|产品|商品|机构|学生|居民|农户|职工|毕业生)"
    r"(?:（[^（）]*）)?$"
)
# 固定资产投资支持。…, 支持企业并购。…
_GRANT_HEAD = re.compile(
    r"(?:支持|鼓励|给予|奖励|补贴|补助|资助|落实|减免|强化|加大|加强|实施)[^。：；\n]{3,28}$"
    r"|[^。：；，的\n]{2,24}(?:支持|奖励|补[贴助]|资助|奖补|减免|贴息|扶持)$"
)
# an article of a chapter 申领条件 that forbids: 创新券不得转让; no condition: 失信企业不得申报
_BINDS = re.compile(
    r"(?:不得|严禁|禁止|不能|不可以?)(?:再|擅自|以任何[^，。；]{1,6}|用于|使用|转[让借]|赠[送与]|买卖|倒卖|出[租借售]"
    r"|变更|拒绝|收取|设置|要求|挪用|挤占|截留|冒用|涂改|兑换|提现|抵押|套现|冒领|重复使用)"
)
_ASSIGNED = re.compile(
    r"(?:牵头|责任|负责|配合)(?:单位|部门)：|（[^（）\n]{2,120}(?:牵头|负责|配合)）"
)
_SHORTEST_GRANT = 16
_SHORTEST_ABOVE = 3
_FIRST = ("1", "一", "①")
# 申报要求, 其他事项: 弄虚作假的，追回资金
_MIXED = ("要求", "事项", "其他", "其它", "说明")
_SANCTIONS = re.compile(
    r"追回|追缴|失信|取消[^，。；]{0,8}资格|依法(?:依规)?(?:追究|处理|查处|移[送交])"
)


class Leaf(NamedTuple):
    """A clause that is a measure (`clause` its index), and where its own text ends."""

    clause: int
    start: int
    end: int
    rule: str


def find(text: str, clauses: Sequence[Clause], part: int) -> list[Leaf]:
    """Return the measures among the numbered clauses of a part, in order."""
    first = bisect_left(clauses, part, key=attrgetter("part"))
    own = range(first, bisect_right(clauses, part, key=attrgetter("part")))
    children: dict[int | None, list[int]] = defaultdict(list)
    for index in own:
        children[clauses[index].parent].append(index)
    found: list[Leaf] = []
    asked = _asked_for(text, clauses, children[None])
    for root in children[None]:
        if root not in asked:
            _add_measures(found, text, clauses, children, root)
    return found


def _asked_for(text: str, clauses: Sequence[Clause], roots: Sequence[int]) -> set[int]:
    """Return the outermost clauses under a line that asks for them: 申请条件为：, or 申请材料."""
    found: set[int] = set()
    asked = False
    for at, root in enumerate(roots):
        clause = clauses[root]
        before = clauses[roots[at - 1]] if at else None
        if before is None or clause.label.strip("（）.、") in _FIRST:
            asked = _is_asked(text, clause.start)
        if asked:
            found.add(root)
    return found


def _is_asked(text: str, start: int) -> bool:
    """Tell whether the line above `start` asks for what follows: 申请材料, no sentence."""
    if start < _SHORTEST_ABOVE or text[start - 2] in "。；":
        return False
    above = text[text.rfind("\n", 0, start - 1) + 1 : start].strip()
    return asks_only(above) or _is_no_section(above)


def _add_measures(
    found: list[Leaf],
    text: str,
    clauses: Sequence[Clause],
    children: dict[int | None, list[int]],
    node: int,
) -> None:
    """Add the measures of a clause and of those under it, in order."""
    clause = clauses[node]
    kids = children[node]
    below = [clauses[kid] for kid in kids]
    if (
        _is_context(text, clause)
        and not _scope_grants(text, clause, below)
        and not _are_assigned(text, below)
    ):
        for kid in kids if clause.label.endswith("章") else ():
            if _BINDS.search(text, clauses[kid].head_start, clauses[kid].end):
                _add_measures(found, text, clauses, children, kid)
        return
    if kids and not mere_lists.is_one(text, clause, below):
        for kid in kids:
            _add_measures(found, text, clauses, children, kid)
        return
    if not kids and _names_time(text, clause):
        return
    if kids:
        end, intro_end = ends.trimmed(text, clause.end), below[0].start
    else:
        end = intro_end = ends.own_end(text, clauses, children, node)
    if commits(text, clause, min(intro_end, end), end):
        found.append(Leaf(node, clause.start, end, "measures.list" if kids else "measures.leaf"))


def _is_context(text: str, clause: Clause) -> bool:
    if text[clause.head_end - 1] not in MAY_CLOSE:
        return False
    return _is_no_section(text[clause.head_start : clause.head_end])


def _is_no_section(head: str) -> bool:
    kinds = section_kinds(head)
    return bool(kinds) and all(kind in ("context", "field") for kind in kinds)


def _scope_grants(text: str, clause: Clause, kids: Sequence[Clause]) -> bool:
    """Tell whether most items of a scope grant something: 二、支持范围 over （一）投资支持。对….

    Items that only name groups, conditions or goods (（一）获得省级奖励的企业；) grant nothing.
    """
    head = text[clause.head_start : clause.head_end]
    if not kids or SCOPES.isdisjoint(scope_names(head)):
        return False
    if head.endswith(_MIXED) and _SANCTIONS.search(text, kids[0].start, kids[-1].end):
        return True
    return sum(_grants_itself(text, kid) for kid in kids) * 2 > len(kids)


def _are_assigned(text: str, kids: Sequence[Clause]) -> bool:
    """Tell whether most items name who is responsible: 二、目标任务 over tasks, no mere aims."""
    named = sum(_ASSIGNED.search(text, kid.start, kid.end) is not None for kid in kids)
    return named * 2 > len(kids)


def _grants_itself(text: str, kid: Clause) -> bool:
    """Tell whether a sentence of an item grants a help, or its head does and a sentence follows."""
    words = text[kid.head_start : kid.end]
    told = (each for each in _CLAUSE.findall(words) if not _NAMES_GROUP.search(each))
    if any(GRANTS_ANYWAY.search(each) for each in told):
        return True
    head = text[kid.head_start : kid.head_end]
    return bool(_GRANT_HEAD.match(head)) and len(words) > len(head) + _SHORTEST_GRANT


def _names_time(text: str, clause: Clause) -> bool:
    """Tell whether an item only says when to apply: 「三、申请时间⏎9月1日至30日。」."""
    if not text.endswith(("时间", "时限", "期限"), clause.head_start, clause.head_end):
        return False
    return section_kinds(text[clause.head_start : clause.head_end]) == ("procedure",)
