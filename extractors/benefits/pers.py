"""What each sum of a benefit is for: 「每年每个20万元…分别增加8万元」, 「硕士每月800元」.

A sum that does not say it is for one receiver, or for what the steps beside it say.
"""

import re
from collections.abc import Mapping, Sequence

from extractors.benefits.drafts import Passage
from extractors.benefits.offers import Offer
from extractors.benefits.placed import Placed
from extractors.benefits.raises import is_addition
from extractors.benefits.steps import is_on_top
from extractors.records import Payee

ONE: Mapping[Payee, str] = {"person": "人", "employer": "企业", "agency": "机构"}
_SAYS_PER = re.compile(r"每|/|按|人均|均")
_MONTHLY = re.compile(r"(?:最低工资|月平均工资|月工资|低保|生活保障)标准的?$")


# 按最低工资标准的50%补贴，每月按22个工作日计算: without a month it is a share alone
_BY_MONTH = re.compile("[每按]月|月度|/月")
_TIMES = frozenset({"月", "天", "日"})
_PIECES = frozenset({"个", "家", "项", "件", "台", "处"})


def pers(passage: Passage, offers: Sequence[Offer], payee: Payee) -> list[str | None]:
    """Return what each sum is for; one that does not say takes it from a step that does."""
    if len(offers) == 1:
        return [_per(passage, offers[0].placed, payee)]
    own = {offer.placed.amount.per for offer in offers}
    if len(own & _WHOLE) > 1:
        return [
            offer.placed.amount.per or (None if _is_joint(passage, offer.placed) else ONE[payee])
            for offer in offers
        ]
    pers = [_per(passage, offer.placed, payee) for offer in offers]
    if own == {None} and {"%", "元"} <= {offer.placed.amount.unit for offer in offers}:
        return [None] * len(offers)  # 按1500元奖励；按罚款金额的1%奖励
    whole = next((per for per in pers if per and per[:-1] == "人"), None)
    pers = [whole if whole and per == whole[1:] else per for per in pers]  # 硕士每月800元
    if pers[0] == "人" and own == {"人"}:
        # 给予300元/人；取得初级证书的，给予1000元; not 引进20人以上的，给予2000元
        return [
            per if _counts_heads(passage, offer) else "人"
            for offer, per in zip(offers, pers, strict=True)
        ]
    if any(_is_on_top(passage, offer) for offer in offers):
        return pers
    pers = _with_added(passage, offers, pers)
    said = next((per for per in pers if per in _PIECES), None)
    return [said if said and per == ONE[payee] else per for per in pers]


def _counts_heads(passage: Passage, offer: Offer) -> bool:
    """Tell whether a sum is given for so many persons at once."""
    placed = offer.placed
    return _HEADS.search(passage.scope.text, placed.segment[0], placed.start) is not None


_HEADS = re.compile(r"[0-9]余?[人名](?:及?以上|及以下|以下|的)")


def _with_added(
    passage: Passage, offers: Sequence[Offer], pers: Sequence[str | None]
) -> list[str | None]:
    """Return what sums are for, those added without a word of it as that before: 每年每个."""
    text, given, was_added = passage.scope.text, list(pers[:1]), False
    for last, offer, per in zip(offers, offers[1:], pers[1:], strict=False):
        start, first, before = offer.placed.start, offer.placed.clause[0], given[-1]
        goes_on = was_added and text[last.placed.end : start] in _AND
        was_added = goes_on or is_addition(text, first, start)
        unsaid = per is None or (per in _WHOLE and not _SAYS_EACH.search(text, first, start))
        is_same = was_added and unsaid and before and before not in _WHOLE and before[0] != "人"
        given.append(before if is_same else per)
    return given


_AND = frozenset("、和及")
_SAYS_EACH = re.compile("每|/|均")


def _is_on_top(passage: Passage, offer: Offer) -> bool:
    return is_on_top(passage.scope.text, offer.placed.segment[0], offer.placed.start)


_EACH_MONTH = re.compile(r"每人每月[^，。；0-9]{0,20}$")


def _per(passage: Passage, placed: Placed, payee: Payee) -> str | None:
    """Return what one sum is for: as found, or one receiver where the clause leaves it open."""
    text, per = passage.scope.text, placed.amount.per
    first, last = placed.segment
    if placed.amount.unit == "%" and per is None and _MONTHLY.search(text, first, placed.start):
        return "人月" if _BY_MONTH.search(text, *placed.sentence) else None
    if placed.amount.unit == "%" and per is None and _EACH_MONTH.search(text, first, placed.start):
        return "人月"
    if placed.amount.unit != "元" or placed.amount.role == "face_value":
        return per
    if per is None:
        return None if _is_joint(passage, placed) else ONE[payee]
    if per in _TIMES and payee == "person":
        return f"人{per}"
    if per in _WHOLE and not _SAYS_PER.search(text, first, min(last, placed.end + 2)):
        return ONE[payee]
    return per


_JOINT = re.compile("合伙(?:创业|经营|创办)[^元。]{0,80}+$")


def _is_joint(passage: Passage, placed: Placed) -> bool:
    """Tell whether a ceiling is for all partners together: 合伙创业的最高可达100万元."""
    text, first, start = passage.scope.text, placed.segment[0], placed.start
    return placed.amount.bound == "at_most" and _JOINT.search(text, first, start) is not None


_WHOLE = frozenset({"人", "企业", "机构", "家", "次"})
