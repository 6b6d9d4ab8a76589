"""The grammar of numbers: 「3,000」, 「1.5万」, 「1亿2000万」, 「一千二百」, 「二〇二一」.

`NUMERAL` is a pattern piece that finds, `parse_numeral` reads exactly and refuses what is no
number (「十百」, 「1,00」). Bounds (余, 多), units and fractions belong to the extractors that use
it.
"""

import re
from decimal import Decimal
from functools import lru_cache

_ONES = {
    **{sign: value for value, sign in enumerate("零一二三四五六七八九")},
    **{sign: value for value, sign in enumerate("〇壹贰叁肆伍陆柒捌玖")},
    "两": 2,
    "貳": 2,
    "參": 3,
    "陸": 6,
    "弌": 1,
    "弍": 2,
    "弎": 3,
}
_TENS = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8, "萬": 10**4, "億": 10**8}
_ZEROS = "零〇"

# a character that can begin a number: a pattern that begins with this set, and goes on with
# MORE_OF_DIGITS or MORE_OF_HAN, runs ten times as fast
NUMERAL_START = f"[0-9{''.join(_ONES | _TENS)}]"
HAN_DIGIT = f"[{''.join(_ONES)}]"
# in 200万千瓦 and 50千克 the 千 belongs to the unit
SCALE = f"(?:[{''.join(_TENS | _MYRIADS).replace('千', '')}]|千(?![瓦克米伏卡帕]))"
_MORE_DIGITS = r"(?:[0-9]{0,2}(?:,[0-9]{3}){1,6}+(?![0-9,])|[0-9]*+)(?:\.[0-9]++)?+"
DIGITS = f"[0-9]{_MORE_DIGITS}"
# 1亿2000万, 3百万, 2万5千: digits and scales in turn; 5万元至8万元 stops at the first 元
MORE_OF_DIGITS = rf"(?:{_MORE_DIGITS}(?:{SCALE}++(?:[0-9]++(?:{SCALE}++|(?![0-9%])))*+)?+)"
DIGIT_NUMERAL = f"(?:[0-9]{MORE_OF_DIGITS})"
# 一千二百, 三点五万, 二〇二一
MORE_OF_HAN = rf"(?:(?:{HAN_DIGIT}|{SCALE})*+(?:点{HAN_DIGIT}++{SCALE}*+)?+)"
HAN_NUMERAL = rf"(?:[{''.join(_ONES | _TENS)}]{MORE_OF_HAN})"
NUMERAL = rf"(?:{DIGIT_NUMERAL}|{HAN_NUMERAL})"

# most numerals in Chinese are one sign long
_SINGLE = {sign: Decimal(value) for sign, value in (_ONES | _TENS).items()}
_SHAPE = re.compile(rf"{DIGIT_NUMERAL}|{HAN_NUMERAL}")
_TOKEN = re.compile(rf"(?P<digits>{DIGITS}|{HAN_DIGIT}*+点{HAN_DIGIT}++)|(?P<sign>.)")


def parse_numeral(text: str) -> Decimal:
    """Return the number that `text` states, digits and Chinese numerals mixed as in 3千5百.

    A last single digit takes the place after its scale: 两万五 is 25000, 三百六 is 360, while
    两万零五 is 20005. Signs without a scale are read by position: 二〇二一 is 2021.

    Raises ValueError when the whole of `text` is not one number.

    >>> parse_numeral("1,200.5"), parse_numeral("一千二百"), parse_numeral("1.5亿")
    (Decimal('1200.5'), Decimal('1200'), Decimal('150000000'))
    """
    number = read_numeral(text)
    if number is None:
        raise ValueError(f"not a number: {text!r}")
    return number


# cached, for the numbers of a document are few and short: 30, 500, 2021, 三
@lru_cache(maxsize=1024)
def read_numeral(text: str) -> Decimal | None:
    """Return the number that `text` states, or None where the whole of it is not one number."""
    if text.isascii() and text.isdecimal():
        return Decimal(text)
    if text in _SINGLE:
        return _SINGLE[text]
    if not _SHAPE.fullmatch(text):
        return None
    if text.isascii():
        return _whole(_plain(text))
    if len(text) > 1 and all(sign in _ONES and sign != "两" for sign in text):
        return Decimal("".join(str(_ONES[sign]) for sign in text))
    total = _sum(text)
    return None if total is None else _whole(total)


def _whole(number: Decimal) -> Decimal:
    """Return the number in its one spelling: 3500000.00 and 350万 are both 3500000."""
    return number if number % 1 else number.to_integral_value()


class _Sum:
    """Adds up tokens: `whole` from 万 and 亿, `section` below them, `number` not yet scaled.

    Each `add_…` tells whether the token may stand there.
    """

    def __init__(self) -> None:
        self.whole = Decimal(0)
        self.section = Decimal(0)
        self.number: Decimal | None = None
        self.scale = 10**16  # the scale before the next digit; what follows must be smaller
        self.myriad = 10**16
        self.after_zero = False

    def add_number(self, number: Decimal) -> bool:
        if self.number is not None or number >= self.scale:
            return False
        self.number = number
        return True

    def add_tens(self, scale: int) -> bool:
        number = Decimal(1) if self.number is None else self.number
        if scale >= self.scale or (self.number is None and scale != 10 and self.section):
            return False
        if number >= 10 and self.section:
            return False
        self.section += number * scale
        self.number, self.scale, self.after_zero = None, scale, False
        return True

    def add_myriad(self, scale: int) -> bool:
        below = self.section + (self.number or 0)
        if not below and not self.whole:
            return False
        if scale > self.myriad:  # 一万亿: all that stands before is counted in 亿
            self.whole = (self.whole + below) * scale
        elif below and scale < self.myriad:
            self.whole += below * scale
        else:
            return False
        self.section, self.number = Decimal(0), None
        self.scale = self.myriad = scale
        self.after_zero = False
        return True

    def value(self, is_single: bool) -> Decimal:
        number = self.number or Decimal(0)
        if is_single and not self.after_zero and 100 <= self.scale <= 10**8:
            number *= self.scale // 10
        return self.whole + self.section + number


def _sum(text: str) -> Decimal | None:
    """Return the number that digits and scales in turn add up to; None where they do not."""
    so_far = _Sum()
    token = ""
    for match in _TOKEN.finditer(text):
        token = match[0]
        if token in _ZEROS:
            if so_far.number is not None:
                return None
            so_far.after_zero = True
            fits = token != text or so_far.add_number(Decimal(0))
        elif token in _TENS:
            fits = so_far.add_tens(_TENS[token])
        elif token in _MYRIADS:
            fits = so_far.add_myriad(_MYRIADS[token])
        else:
            fits = so_far.add_number(_plain(token))
        if not fits:
            return None
    if token in _ZEROS and token != text:
        return None
    return so_far.value(is_single=len(token) == 1 and len(text) > 1)


def _plain(token: str) -> Decimal:
    if token[0] in "0123456789":
        return Decimal(token.replace(",", ""))
    return Decimal("".join("." if sign == "点" else str(_ONES[sign]) for sign in token))
