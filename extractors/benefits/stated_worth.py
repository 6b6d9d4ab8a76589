"""Sums that their own words make an offer or none, wherever they stand.

Offers: the worth of a gift (「发放礼包，每份价值约150元」), the wage that a subsidy equals
(「补贴标准为当地最低工资标准。甲市月最低工资标准为1520元」). None: the terms of a reckoning
(「1250元/人月×6月×50人=375000元」) and worked examples. Leaves alone all other sums.
"""

import re

from extractors.lexicon import one_of, read_lexicon

_NOUNS = read_lexicon("benefit_nouns")
GIFT = one_of(form for entry in _NOUNS if entry.more.get("gift") for form in entry.forms)
_PAID = one_of(
    form for entry in _NOUNS if entry.key in ("reward", "subsidy") for form in entry.forms
)
_WORTH = re.compile(
    rf"{GIFT}[^。；\n]{{0,16}}?[，、（]?(?:每|单)[份个盒套袋人名户](?:价值|标准|金额|约|为)*$"
)
_ENDS_WORTH = frozenset("份个盒套袋人名户值准额约为")
# 岗位补贴按我县最低工资标准1700元/月执行
_WAGE = re.compile(r"最低工资(?:标准)?(?:为|是|：|，)?(?:每人)?(?:每月)?$")
_BY_WAGE = re.compile(rf"{_PAID}(?:标准)?(?:按照?|为|以|参照)[^，。；0-9]{{0,12}}最低工资标准")
_REACH = 120
_SIGNS = frozenset("×=＝÷*+")
_TIMES = frozenset("×*")
# 补助金额=参保职工人数×500元/人, 返还金额=实际缴纳失业保险费×50%: one rate on words alone
_FORMULA = re.compile(
    r"(?:补贴|补助|奖励|返还|资助|奖补|贴息)(?:资金|金)?(?:金额|标准|额度|额)?[=＝]（?[^。；：\n0-9=＝×*]{2,40}）?[×*]$"
)
_EXAMPLE = re.compile(r"为例[，：][^。\n]*$")


def is_worth(text: str, start: int) -> bool:
    """Tell whether a sum at `start` is what one gift is worth."""
    if text[start - 1 : start] not in _ENDS_WORTH:
        return False
    return _WORTH.search(text, max(0, start - 40), start) is not None


def is_wage(text: str, start: int) -> bool:
    """Tell whether a sum is the minimum wage at which a subsidy before it was set."""
    if _WAGE.search(text, max(0, start - 14), start) is None:
        return False
    return _BY_WAGE.search(text, max(0, start - _REACH), start) is not None


def is_formula(text: str, start: int) -> bool:
    """Tell whether an amount at `start` is the rate of a printed formula."""
    return text[start - 1 : start] in _TIMES and bool(
        _FORMULA.search(text, max(0, start - _REACH), start)
    )


def is_reckoned(text: str, start: int, end: int) -> bool:
    """Tell whether an amount is a term or the result of a printed reckoning."""
    if text[end : end + 1] in _SIGNS or text[start - 1 : start] in _SIGNS:
        return not is_formula(text, start)
    line = max(text.rfind("\n", max(0, start - _REACH), start), start - _REACH, 0)
    return _EXAMPLE.search(text, line, start) is not None
