"""Sums that one person tells of: 「公司发了800元红包」, 「我领到了500元补贴」.

Leaves alone what many got, and sums larger than one person gets.
"""

import re

from extractors.amounts.quantities import Money
from extractors.amounts.surroundings import Surroundings

_GOT = re.compile("(?:领|拿|收|得)(?:取)?到了?[^，。；0-9每]{0,12}\\Z")
_GAVE = re.compile("(?:发|给|送|奖励|补贴|补助)(?:给)?了?(?:我们?)?了?\\Z")
_SPEAKER = re.compile("我(?![省市县区州国院校局委厅镇乡])|咱|俺")
_GIFT = re.compile(
    "的?[^，。；0-9、]{0,8}(?:红包|补[贴助]|奖金|奖励|慰问金|津贴|工资|购物卡|过节费)"
)
_MOST = 20_000


def is_told_by_one(value: Money, words: Surroundings) -> bool:
    """Tell whether a sum is what one person says to have been given."""
    if (value.max or _MOST) >= _MOST or value.per or not _GIFT.match(words.after):
        return False
    spoken = _SPEAKER.search(words.sentence) is not None
    return spoken and bool(_GOT.search(words.phrase) or _GAVE.search(words.phrase))
