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
            if label == "firms":
                return firm_class(text, hit, self.firm)
            if end - core == _BARE:
                word = text[core:end]
                if word == "个人":
                    return person_class(text, start, self.person)
                if word == "学员":
                    return self.person.label if self.person else ""
                if word == "员工":
                    return self.staff.label if self.staff else label
        if label in FIRMS:
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
    if paid is None or (paid["same"] is None and _SENTENCE_END.search(text, known.end, hit.start)):
        return "firms"
    return known.label


def person_class(text: str, start: int, known: Hit | None) -> str:
    """Return the group of its sentence that a bare 个人 takes up, workers where there is none."""
    if known is None or start - known.end > _FURTHEST:
        return HEADS["个人"].label
    if _SENTENCE_END.search(text, known.end, start):
        return HEADS["个人"].label
    return known.label
