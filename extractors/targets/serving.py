"""Whether the words around a group serve it, or only name something, count it or urge it to act."""

import re

import regex

from extractors.lexicon import one_of
from extractors.targets.heads import CONTEXTS, NUMBER, Hit

DETERMINERS = re.compile(
    rf"(?: {one_of(CONTEXTS['determiners'])} | {NUMBER}[余多]?[名户家位个人]左?右? )+",
    re.VERBOSE,
)
_DETERMINED = regex.compile(rf"(?r){DETERMINERS.pattern}", regex.VERBOSE)
_WORDS_AFTER = CONTEXTS["after_named"] + CONTEXTS["after_counted"]
_AFTER_NAMED_OR_COUNTED = re.compile(
    rf"[一-龥]{{0,6}}(?:服务(?:中心|站|机构|局|大厅|平台)|联合会|管理中心|管理局)"
    rf"|{one_of(_WORDS_AFTER)}|等?[^，。；]{{0,8}}(?:流动|回流|减员)"
    rf"|[^，。；]{{0,24}}情况(?:实施|进行|开展)?(?:动态)?监测|[^，。；]{{0,6}}率"
)
_AFTER_OBLIGED = re.compile(one_of(CONTEXTS["after_obliged"]))
_EXAMINED = re.compile(
    r"[^，。；]{0,8}(?:进行|开展|实行|实施)[^，。；]{0,6}"
    r"(?:动态管理|评估|考核|检查|抽查|核查|审核|监督|处罚|审计|复核)|申请材料|规章制度"
)
_PUNISHED = re.compile(r"不合格|被取消|违法|违规|失信|违反|弄虚作假|骗取|拒不|拖欠")
_AFTER_SERVED = re.compile(one_of(CONTEXTS["after_served"]))
_BEFORE_COUNTED = regex.compile(rf"(?r){one_of(CONTEXTS['before_counted'])}")
_BEFORE_OBLIGED = regex.compile(rf"(?r){one_of(CONTEXTS['before_obliged'])}")
_BEFORE_SERVED = regex.compile(rf"(?r){one_of(CONTEXTS['before_served'])}")
# a pattern that runs backwards starts only after one of these characters
_ENDS_DETERMINER = frozenset(word[-1] for word in CONTEXTS["determiners"]) | set("名户家位个人左右")
_ENDS_COUNTED = frozenset(word[-1] for word in CONTEXTS["before_counted"])
_ENDS_OBLIGED = frozenset(word[-1] for word in CONTEXTS["before_obliged"])
_ENDS_SERVED = frozenset(word[-1] for word in CONTEXTS["before_served"])
_BEGINS_AFTER = frozenset(word[0] for word in _WORDS_AFTER)
# 每成功组织1名员工共享用工: so many are counted
_EACH_ONE = regex.compile(r"(?r)每[^，。；]{0,8}[一1][名个位]")
# 企业招用高校毕业生，签订劳动合同的，可按每人…: the firm is paid
_EARNS = regex.compile(
    r"每?(?:新?吸纳|新?招用|新?招录|新增|录用|安置|接收|聘用|组织开展)[^。；\n]{2,100}?的，"
    r"(?:[^，。；\n]{0,20}，)?(?:可|按|给予|由|对其|每|一次性)"
)


def is_named_or_counted(text: str, end: int) -> bool:
    """Tell whether the words after a head make a name of it (职工服务中心) or only count it.

    「农民工回流」, 「企业用工情况监测」
    """
    near = text[end : end + 11]
    return (
        near[:1] in _BEGINS_AFTER
        or "服务" in near
        or "管理" in near
        or "联合会" in near
        or "率" in near
        or "流" in near
        or "减员" in near
        or "情况" in text[end : end + 26]
    ) and _AFTER_NAMED_OR_COUNTED.match(text, end) is not None


def is_served(text: str, hit: Hit, beside: int) -> bool:
    """Tell whether the words around a group serve it, or only count it or urge it to act."""
    start = hit.start
    last = text[start - 1 : start]
    if hit.label == "employees" and (
        (last in _ENDS_COUNTED and _BEFORE_COUNTED.match(text, 0, start))
        or (last in "名个位" and _EACH_ONE.match(text, 0, start))
    ):
        return False
    return hit.head.kind != "firm" or _is_served_firm(text, hit, beside)


def _is_served_firm(text: str, hit: Hit, beside: int) -> bool:
    """Tell whether a firm is served, and not only urged to act: 鼓励企业组织…."""
    if _EXAMINED.match(text, hit.end):
        return False
    if hit.start < hit.core and _PUNISHED.search(text, hit.start, hit.core):
        return False
    if hit.start == beside:
        return not _AFTER_OBLIGED.match(text, hit.end)
    before = hit.start
    if text[before - 1 : before] in _ENDS_DETERMINER:
        determiners = _DETERMINED.match(text, max(0, before - 12), before)
        before = determiners.start() if determiners else before
    last = text[before - 1 : before]
    if last in _ENDS_OBLIGED and _BEFORE_OBLIGED.match(text, max(0, before - 8), before):
        return False
    if hit.head.manner == "named" or hit.start < hit.near or hit.label != hit.head.label:
        return True
    if (last == "的" and text[before - 4 : before] != "有条件的") or (
        last in _ENDS_SERVED and _BEFORE_SERVED.match(text, max(0, before - 8), before)
    ):
        return not _AFTER_OBLIGED.match(text, hit.end)
    return bool(_AFTER_SERVED.match(text, hit.end) or _EARNS.match(text, hit.end))
