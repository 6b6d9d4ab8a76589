"""The class that a bare 企业 or 个人 takes up from what was named before it in its measure.

「对规模以上工业企业给予补贴，单家企业最高30万元」, 「招用高校毕业生的，给予企业和个人补贴」
"""

import re

import regex

from extractors.targets.heads import HEADS, PARENT, Hit

_PAID = regex.compile(
    r"(?r)(?:给予|给|拨付给|发放给|拨付至|返还|奖励|补贴|按"
    r"|(?P<same>每户|每家|每个|每一家|单家|单户|单个|同一|同一家))"
)
_SENTENCE_END = re.compile(r"[。；\n]")
_FURTHEST = 256
# labels that stand for firms of any class
FIRMS = frozenset(label for label, parent in PARENT.items() if "firms" in (label, parent))


def firm_class(text: str, start: int, known: Hit | None) -> str:
    """Return the class of firms that 给予企业 takes up in its sentence, 单户企业 in its measure.

    `known` is the last group of firms that the measure named.
    """
    if known is None or start - known.end > _FURTHEST:
        return "firms"
    paid = _PAID.match(text, 0, start)
    if paid is None or (paid["same"] is None and _SENTENCE_END.search(text, known.end, start)):
        return "firms"
    return known.label


def person_class(text: str, start: int, known: Hit | None) -> str:
    """Return the group of its sentence that a bare 个人 takes up, workers where there is none."""
    if known is None or _SENTENCE_END.search(text, known.end, start):
        return HEADS["个人"].label
    return known.label
