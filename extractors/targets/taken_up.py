"""The class that a bare noun takes up from what was named before it in its measure.

「对规模以上工业企业给予补贴，单家企业最高30万元」, 「招用高校毕业生的，给予企业和个人补贴」,
「人力资源服务机构引进职工的，…。每家机构最高5万元」, 「市外员工凭票领取，直接打入员工社保卡」
"""

import re
from dataclasses import dataclass

import regex

from extractors.targets.heads import HEADS, PARENT, Hit
from extractors.targets.serving import applies

_PAID = regex.compile(
    r"(?r)(?:给予|给|拨付给|发放给|拨付至|返还|奖励|补贴|按"
    r"|(?P<same>每户|每家|每个|每一家|单家|单户|单个|同一|同一家))"
)
_SENTENCE_END = re.compile(r"[。；\n]")
_FURTHEST = 256
# 属于省级龙头企业的，标准提高到…: a part of those named before is no class of its own
_PART_OF_THEM = ("属于", "其中", "其中对", "其中，")
# 给予创业者6000元: those who were named before
_TO_WHOM = ("给予", "奖励")
# 适用对象：规模以上工业企业: a field that says whom the whole measure is about
_FIELD = ("对象：", "范围：")
# 已向37家企业兑付126万元, 已有21家企业领到补贴: those that were promised it
_COUNTED_FIRM = ("家", "户")
_WAS_PAID = re.compile("(?:已经?)?(?:兑付|兑现|发放|拨付|支付|落实|领[到取]|获得|享受)")
_PROMISE = re.compile("给予|发放|补[贴助]|奖[励补]|返还")
# labels that stand for firms of any class
FIRMS = frozenset(label for label, parent in PARENT.items() if "firms" in (label, parent))


_AGENCY = HEADS["机构"]
_BARE = len("员工")


@dataclass(slots=True)
class Named:
    """The last groups that a measure has named so far."""

    firm: Hit | None = None
    person: Hit | None = None
    agency: Hit | None = None
    staff: Hit | None = None

    def label(self, text: str, hit: Hit) -> str:
        """Return the label of `hit`: what a bare noun takes up, "" where there is nothing to it."""
        start, _, core, end, label, head = hit
        if head is _AGENCY:
            return self.agency.label if self.agency else ""
        if start == core:
            if label == "firms" and end - core == _BARE:
                return firm_class(text, hit, self.firm)
            if text.startswith("创业", core) and text.endswith(_TO_WHOM, 0, start):
                return person_class(text, start, self.person, label)
            if end - core == _BARE:
                word = text[core:end]
                if word == "个人":
                    return person_class(text, start, self.person, label)
                if word == "学员":
                    return self.person.label if self.person else ""
                if word == "员工":
                    return self.staff.label if self.staff else label
        if label in FIRMS:
            if self.firm is None or not text.endswith(_PART_OF_THEM, 0, start):
                self.firm = hit
        elif head.kind == "firm":
            if text.find("机构", core, end) >= 0:
                self.agency = hit
        else:
            if head.manner == "named" and PARENT[label] == "workers":
                self.person = hit
            if text.endswith("员工", core, end):
                self.staff = hit
        return label


def firm_class(text: str, hit: Hit, known: Hit | None) -> str:
    """Return the class of firms that 给予企业 takes up in its sentence.

    单户企业 and 企业可于3月底前申请 take it up in their measure. `known` is the last group of firms
    that the measure named.
    """
    if known is None or hit.start - known.end > _FURTHEST:
        return "firms"
    if applies(text, hit):
        return known.label
    paid = _PAID.match(text, 0, hit.start)
    if paid is None:
        return known.label if _was_paid(text, hit, known) else "firms"
    if (
        paid["same"] is None
        and _SENTENCE_END.search(text, known.end, hit.start)
        and not text.endswith(_FIELD, 0, known.start)
    ):
        return "firms"
    return known.label


def _was_paid(text: str, hit: Hit, known: Hit) -> bool:
    """Tell whether counted firms got what was promised to `known`: 已向37家企业兑付126万元."""
    return (
        text.endswith(_COUNTED_FIRM, 0, hit.start)
        and _WAS_PAID.match(text, hit.end) is not None
        and _PROMISE.search(text, known.end, hit.start) is not None
    )


def person_class(text: str, start: int, known: Hit | None, label: str) -> str:
    """Return the group of its sentence that a bare 个人 takes up, `label` where there is none."""
    if known is None or start - known.end > _FURTHEST:
        return label
    return label if _SENTENCE_END.search(text, known.end, start) else known.label
