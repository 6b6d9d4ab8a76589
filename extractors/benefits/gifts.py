"""Gifts in kind: 「免费赠送30GB流量」, 「赠送通话流量，每户20GB」.

Leaves alone how many there are of a gift (赠送大礼包500份), and sheets whose face value follows.
"""

import re

from extractors.benefits.placed import Placed
from extractors.benefits.stated_worth import GIFT

IN_KIND = frozenset({"GB", "MB", "TB", "份", "张", "袋", "盒", "套", "斤", "公斤", "箱", "包"})
_NEAR = 24
_GIFT_AFTER = re.compile(GIFT)
_GIFT_BEFORE = re.compile(GIFT + r"[^，。；]{0,4}$")
# 赠送亲情视频通话流量，每户20GB
_GIFT_TOLD = re.compile(rf"(?:赠送?|派送|派发|发放|送[上去出]?|提供)[^，。；0-9]{{0,14}}?{GIFT}，$")
_HANDED = re.compile(r"送|领取|发放|免费|享受|提供|给予|寄")
_FACE = re.compile(r"元[^，。；]{0,8}$")


def is_gift(text: str, placed: Placed) -> bool:
    """Tell whether a count in kind is what one gets."""
    clause = placed.clause
    ahead, after = text[clause[0] : placed.start], text[placed.end : clause[1]]
    if placed.amount.unit == "张" and _FACE.search(ahead):
        return False
    if not ahead and text[placed.start] == "每" and _is_told(text, placed):
        return True
    gift = _GIFT_AFTER.search(after[:14]) or _GIFT_BEFORE.search(ahead)
    return gift is not None and _HANDED.search(ahead + after[:6]) is not None


def _is_told(text: str, placed: Placed) -> bool:
    """Tell whether the clause before hands out the gift: not 每人4张，每张50元."""
    first = placed.clause[0]
    told = text[max(first - _NEAR, placed.segment[0]) : first]
    if text.find("元", placed.end, placed.segment[1]) >= 0:
        return False
    return _GIFT_TOLD.search(told) is not None
