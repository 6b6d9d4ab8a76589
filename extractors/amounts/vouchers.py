"""Sums printed about vouchers and price cuts: 「满1000元减100元」, 「面值20元、50元两种」.

What a voucher is worth is its face value, what must be spent before it serves is a threshold, the
issue of all vouchers a total. Leaves alone sums without a voucher near them.
"""

import re

from extractors.amounts.quantities import Count, Money
from extractors.amounts.surroundings import Surroundings
from extractors.lexicon import one_of, read_lexicon
from extractors.records import AmountRole

_FACES = next(
    one_of(entry.forms) for entry in read_lexicon("amount_cues") if entry.key == "face_value"
)
_FACE = re.compile(rf"{_FACES}[^，。；]*\Z")
_FACE_AFTER = re.compile(
    r"(?:[、和及][0-9万元、和及]*)?(?:[^，。；0-9、]{0,4}面值|的?[^，。；、]{0,5}券)"
)
# 20元、50元两种, 30元、60元三档
_KINDS = re.compile("(?:[、和及]|[0-9.]+万?元)*[两二三四五六七八九十0-9][种档类]")
_ISSUED = 10**5
# 5000万元汽车消费券
_OF_VOUCHERS = re.compile("的?[^，。；0-9、]{0,8}券")
# 满1000元减100元; 消费满100元，立减30元
_CUT = re.compile(
    "满[0-9.]+万?元(?:（含）)?(?:及?以上)?，?[^，。；0-9]{0,8}?"
    r"(?:减(?![免征税排少产员])|抵|返(?!还)|送|优惠)[^，。；0-9]{0,4}\Z"
)
_EACH = re.compile(
    r"每(?P<piece>[张份套枚])(?:票面|券面|面值|金额|价值|可|抵扣|抵用|减免?|优惠)*\Z"
)
_PIECES = frozenset("张份套枚")
# 抵扣单笔100元以上、200元以上的餐饮消费; 消费100元以上可使用一张
_SPENT = re.compile(r"(?:单笔|单次|消费|订单|支付|实付|购物|购买|抵扣|总价)[^，。；0-9]{0,8}\Z")
_SPENDING = re.compile(
    "(?:[、和或及][^，。；]{0,24}?)?的?[^，。；、0-9]{0,8}(?:消费|订单|账单|购物|(?:即|方|均)?可(?:使用|用|抵|减|领))"
)
# 可使用一份, 限领2张, 可用1张, 每套含5张
_USED = re.compile(
    "(?:使用|可用|限用|限领|限享|领取|抵用|核销|兑换|叠加)[^，。；0-9]{0,4}\\Z"
    "|每[套份包][^，。；0-9]{0,6}\\Z"
)


def role_of_voucher(value: Money, words: Surroundings) -> AmountRole | None:
    """Return the role of a sum beside a voucher, or None where there is none."""
    if value.bound == "exact" and (_FACE.search(words.phrase) or _FACE_AFTER.match(words.after)):
        return "total" if _is_issue(value, words) else "face_value"
    if not names_voucher(words):
        return None
    if value.bound == "exact":
        has_cut = "满" in words.clause and _CUT.search(words.clause) is not None
        is_piece = value.per in _PIECES or _EACH.search(words.phrase) is not None
        return "face_value" if has_cut or is_piece or _KINDS.match(words.rest) else None
    if value.bound == "at_least" and (_SPENT.search(words.phrase) or _SPENDING.match(words.rest)):
        return "threshold"
    return None


def names_face(text: str) -> bool:
    """Tell whether the words before a sum call it the worth of a voucher: 面值, 票面."""
    return _FACE.search(text) is not None


def names_voucher(words: Surroundings) -> bool:
    """Tell whether a voucher is named in the sentence or shortly before it."""
    return "券" in words.sentence or "券" in words.rest or "券" in words.above


def _is_issue(value: Money, words: Surroundings) -> bool:
    """Tell whether a sum is that of all vouchers: 投放5000万元汽车消费券, 总面值300万元."""
    if value.per or "每" in words.phrase or (value.max or 0) < _ISSUED:
        return False
    return _OF_VOUCHERS.match(words.after) is not None or "总" in words.phrase[-6:]


def piece_of(phrase: str) -> str | None:
    """Return the word for one voucher where it is printed: 每份面值30元 → 份."""
    each = _EACH.search(phrase)
    return each["piece"] if each else None


def is_used_voucher(value: Count, words: Surroundings) -> bool:
    """Tell whether a few vouchers are what one may use, take or hold: 可使用一份, 每套5张."""
    if value.unit not in _PIECES or value.max is None or value.max > 20:
        return False
    return value.per in _PIECES or _USED.search(words.phrase) is not None
