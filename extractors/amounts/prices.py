"""Sums that people earn or are charged: 月工资3000元, 充电服务费不高于0.6元/千瓦时.

Leaves alone fees that are aided or paid back.
"""

import re

from extractors.amounts.quantities import Money
from extractors.amounts.surroundings import Surroundings


def is_no_grant(words: Surroundings) -> bool:
    """Tell whether a sum is what people earn or what they are charged."""
    if _EARNED.search(words.phrase):
        return True
    if "收取" not in words.clause:
        return False
    return _CHARGED.search(words.clause) is not None


def is_price(value: Money, words: Surroundings) -> bool:
    """Tell whether a ceiling is on a price or fee: 充电服务费不高于0.6元/千瓦时."""
    if value.bound != "at_most" or not _PRICE.search(words.phrase):
        return False
    return not _AIDED.search(words.clause) and not _AIDED.search(words.rest)


_PRICE = re.compile(
    "(?:服务费|停车费|管理费|床位费|住宿费|伙食费|餐费|电费|水费|运费|[电水气票菜房]价|价格|租金|收费)(?:标准|上限)?\\Z"
)
_AIDED = re.compile("补|奖|给予|资助|减|贴|报销|支持")
# 人均月增收约2600元, 月工资收入3000元以上
_EARNED = re.compile(
    "(?:增收|增效|收入|月薪|年薪|薪资|收益)(?:可?达到?|约|近|超过?|为|提高|增加|[0-9]){0,2}\\Z"
)
# 服务费按自愿原则收取，幼儿每人每月不超过300元; not 收取后给予
_CHARGED = re.compile("收取(?!后|的|了)(?!.*(?:给予|补助|补贴|奖励|减免|返还))")
