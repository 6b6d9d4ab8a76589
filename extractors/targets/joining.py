"""Groups that stand together: heads within modifiers, lists that only say which, shared clauses.

「特困人员中的高校毕业生」, 「有就业意愿的农村劳动力、返乡农民工」
"""

import re
from collections.abc import Iterable

from extractors.lexicon import one_of
from extractors.targets.heads import CONTEXTS, Hit

CONNECTOR = re.compile(r"、|和|及其?|与|以及|或者?|及")
# 家庭等中的就业困难, the longest of what stands between two groups
LONGEST_JOINT = 9
# 其中，吸纳脱贫人口的企业…: a clause that begins after a comma without going on with one before it
_SET_APART = ("其中，", "同时，", "此外，", "另外，")
_NOTE = re.compile("（(?!不?含）)|(?<!含)）")
# 社会各方参与的高技能人才培养体系: the clause belongs to the system
_OF_SYSTEM = re.compile(
    r"(?:培养|培训|评价|激励|使用|引进|保障|管理|培育|选拔|表彰|流动)*(?:机制|体系|制度|格局)"
)
_LISTED = re.compile(r"(?:家庭|人员|人口|对象)?等?(?:、|和|及|与|或者?|以及)")
_ENDS_LIST = frozenset("、和及与或者")
_AMONG = re.compile(
    r"(?:家庭|人员|人口|对象|成员)?等?(?:中的?|的)(?:困难|就业困难)?"
    # 低保家庭、脱贫家庭、残疾及获得国家助学贷款的毕业生: all say which graduates
    r"|(?:家庭)?、(?:[身患]*残疾)?(?:[、或和]|以?及)?(?:获得|享受|申请|办理)?[^，。；、]{0,6}助学贷款的"
)
_ENDS_AMONG = frozenset("中的难")
# 零就业家庭、低保家庭、大龄、残疾、长期失业等人员: families and plights of those hard to employ
_PLIGHTS = re.compile(
    rf"(?:、{one_of(CONTEXTS['plights'])}(?=[、等]))+等(?:就业困难|困难)?(?:人员|群体|劳动者)"
)
_OF_FAMILIES = frozenset(("hard_to_employ", "hardship", "poverty_alleviated"))
_HOUSEHOLDS = ("户", "家庭", "家庭成员", "户成员")
_LOAN = "助学贷款的"
_LONGEST_LOAN = 24


def without_condition(text: str, hit: Hit, last: Hit) -> Hit:
    """Return `hit` without a clause that is only a part of one, or that has a note in it.

    「保持连续生产，且用电量不低于70%的工业企业」, 「春节期间（1月21日至27日）不停产的企业」; not
    one that a list of groups goes on with, after `last`: 「低收入家庭的毕业生，身患残疾的毕业生」.
    """
    start, near = hit.start, hit.near
    if hit.head.manner == "open":
        return hit
    goes_on = (
        text[start - 1 : start] == "，"
        and not text.endswith(_SET_APART, 0, start)
        and (last.end != start - 1 or last.label != hit.label)
    )
    is_apart = goes_on or _NOTE.search(text, start, near) or _OF_SYSTEM.match(text, hit.end)
    return hit._replace(start=near) if is_apart else hit


def apart(text: str, hits: Iterable[Hit]) -> list[Hit]:
    """Return the hits without overlap: a head inside the modifiers of the next is no mention."""
    kept: list[Hit] = []
    for hit in hits:
        last = kept[-1] if kept else None
        if last is None or hit.start - last.end > LONGEST_JOINT:
            kept.append(hit)
        elif hit.start <= last.start:
            if _stays(text, last, hit):
                kept.append(hit._replace(start=hit.near))
            elif not _is_vaguer(text, hit, last):
                kept[-1] = hit._replace(label=_label_beside(text, last, hit))
        elif hit.start < last.end:
            connector = CONNECTOR.match(text, last.end, hit.core)
            start = connector.end() if connector else last.end
            is_one = last.head.kind == "firm" or _is_household(text, last)
            if start == last.end and is_one and hit.head.kind == "person":
                kept[-1] = hit._replace(start=last.start)
            else:
                kept.append(hit._replace(start=max(start, min(hit.near, hit.core))))
        elif hit.start == last.end and hit.head.kind == "person":
            kept[-1] = hit._replace(start=last.start, label=_label_beside(text, last, hit))
        else:
            if last.start < last.near:
                kept[-1] = _without_shared_clause(text, last, hit)
            kept.append(hit)
    return kept


def _stays(text: str, last: Hit, hit: Hit) -> bool:
    """Tell whether people from elsewhere stay at a firm, which is paid for it: both are served.

    「安排外省员工留岗的企业」; 「组织外省员工返岗的企业」 is one group.
    """
    return (
        last.label == "migrant_workers"
        and hit.head.kind == "firm"
        and last.end <= hit.near
        and "留" in text[hit.start : hit.near]
    )


def _label_beside(text: str, last: Hit, hit: Hit) -> str:
    """Return the label of people whose household stands before them: 脱贫户务工人员."""
    says_who = last.end == hit.core and hit.head.manner != "named"
    return last.label if says_who and _is_household(text, last) else hit.label


def _is_household(text: str, hit: Hit) -> bool:
    return text.endswith(_HOUSEHOLDS, hit.start, hit.end)


def _is_vaguer(text: str, hit: Hit, last: Hit) -> bool:
    """Tell whether a head says less than the group in its clause: “两后生”中的农村学员."""
    if hit.head.manner != "open":
        return False
    is_bare = hit.label == hit.head.label != last.label
    return is_bare or _AMONG.fullmatch(text, last.end, hit.near) is not None


def members(text: str, hits: Iterable[Hit]) -> list[Hit]:
    """Return the hits, without lists that only say which: 低保家庭、特困人员中的高校毕业生."""
    kept: list[Hit] = []
    first = 0  # where the list that may go on begins
    listed_end = 0
    for hit in hits:
        if hit.core < listed_end:
            continue  # 等就业困难人员 ends the list before it
        if hit.label in _OF_FAMILIES and (plights := _plights_after(text, hit)):
            kept.append(_with_families(text, kept, plights))
            first, listed_end = len(kept), plights.end
            continue
        if len(kept) == first or hit.start - kept[-1].end > LONGEST_JOINT:
            first = len(kept)
            kept.append(hit)
            continue
        while len(kept) > first and kept[-1].start >= hit.start:
            kept.pop()
        if len(kept) > first and _is_one_of(text, kept[-1], hit):
            kept[first:] = [hit._replace(start=kept[first].start)]
            first = len(kept)
            continue
        if len(kept) > first and not _is_listed(text, kept[-1].end, hit.start):
            first = len(kept)
        kept.append(hit)
    return kept


def _plights_after(text: str, hit: Hit) -> Hit | None:
    """Return a family with the plights after it as one group: 零就业家庭、残疾、失业等人员."""
    plights = text.startswith("、", hit.end) and _PLIGHTS.match(text, hit.end)
    if not plights or not _is_household(text, hit):
        return None
    return hit._replace(end=plights.end(), label="hard_to_employ")


def _with_families(text: str, kept: list[Hit], hit: Hit) -> Hit:
    """Return `hit` with the families listed before it, which are taken out of `kept`."""
    while kept and _is_household(text, kept[-1]) and _is_listed(text, kept[-1].end, hit.start):
        hit = hit._replace(start=kept.pop().start)
    return hit


def _is_listed(text: str, end: int, start: int) -> bool:
    """Tell whether only the joint of a list stands between two groups."""
    if text[start - 1] not in _ENDS_LIST or start - end > LONGEST_JOINT:
        return False
    return _LISTED.fullmatch(text, end, start) is not None


def _is_one_of(text: str, before: Hit, hit: Hit) -> bool:
    """Tell whether groups before a named one only say which of it: 特困人员中的高校毕业生."""
    if text[hit.near - 1] not in _ENDS_AMONG or hit.head.manner != "named":
        return False
    is_near = hit.near - before.end <= (
        _LONGEST_LOAN if text.endswith(_LOAN, before.end, hit.near) else LONGEST_JOINT
    )
    is_person = hit.head.kind == "person"
    return is_person and is_near and _AMONG.fullmatch(text, before.end, hit.near) is not None


def _without_shared_clause(text: str, hit: Hit, after: Hit) -> Hit:
    """Return `hit` without its clause where that covers the next group of another label too.

    「有就业意愿的农村劳动力、返乡农民工」
    """
    shared = (
        after.start == after.near
        and hit.label not in (after.label, "short_staffed", "surplus_staffed")
        and CONNECTOR.fullmatch(text, hit.end, after.start)
    )
    return hit._replace(start=hit.near) if shared else hit
