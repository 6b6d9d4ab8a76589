"""Sums and counts as printed: 「不超过500元/人」, 「400元至3900元」, 「20人（含）以上」, 「两场」.

One number at a time, with its unit, bounds and distribution; `quantity_ranges` puts those together
that belong together, `quantity_traps` tells which state no amount. Leaves alone ordinals (第3场),
durations (3个月) and vague numbers (数十亿元, 几百家).
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

import regex

from extractors.amounts.bounds import (
    AFTER,
    AFTER_FORMS,
    BEFORE,
    BEFORE_FORMS,
    BEFORE_STARTS,
    is_reach_only,
    read_bound,
)
from extractors.lexicon import by_alias, one_of, read_lexicon
from extractors.numerals import (
    HAN_NUMERAL,
    MORE_OF_DIGITS,
    MORE_OF_HAN,
    NUMERAL_START,
    SCALE,
    read_numeral,
)
from extractors.records import Bound

CURRENCIES = by_alias(read_lexicon("currencies"))
COUNTED = by_alias(read_lexicon("count_units"))
PER_WORDS = by_alias(read_lexicon("per"))

MONEY = frozenset(entry.name for entry in CURRENCIES.values())
DIGIT_SIGNS = frozenset("0123456789")

PER_WORD = one_of(PER_WORDS)
_UNITS = [*CURRENCIES, *COUNTED]
# a set is passed by faster than the hundred branches of the units, and most numbers have none
_UNIT_STARTS = regex.escape("".join(sorted({unit[0] for unit in _UNITS})))
UNIT = f"(?=[{_UNIT_STARTS}]){one_of(_UNITS)}"
LINK = r"(?:至|到|~|—{1,2}|-{1,2})"
LISTED = r"(?:、|和|或|及|与|/)"

# 2个月最低生活保障标准: so many times what another rule sets
STANDARD = (
    r"个月的?[^，。；0-9、的]{0,10}"
    r"(?:最低生活保障标准|最低工资标准?|低保标准|平均工资|失业保险金标准|基本工资)"
)
# what makes a number part of something else: 第3场, A4, 3.5; 数十万元, 统一
_NOT_AFTER = r"(?<![0-9A-Za-z.,@_第].)"
_NOT_AFTER_IN_CHINESE = rf"(?<![0-9第数几同统唯单逐专初星之其万亿].|{NUMERAL_START}.)"
# what may follow a number without unit that is no member of a range or list
_STOPS = "，。；）的\n奖补资扶支额贷"
# the standard library's `re`, on the only pattern that walks the whole text: 0.02 µs a character
# against 0.05
QUANTITY = re.compile(
    rf"""
    (?P<number> {NUMERAL_START} (?:
        (?<= [百千] ) 分之 (?P<shared> {HAN_NUMERAL} )
      | (?P<digits> (?<= [0-9] ) {_NOT_AFTER} {MORE_OF_DIGITS} )
      | (?<! [0-9] ) {_NOT_AFTER_IN_CHINESE} {MORE_OF_HAN} ) )
    (?(shared) |
        (?: [余多] (?P<scale> {SCALE}* ) )?
        (?: \n (?= 元 ) )?
        (?: (?P<standard> {STANDARD} ) | (?P<unit> {UNIT} )
          | (?(digits) | (?<= [万亿] ) )
            (?= {LINK} | {LISTED} | [{_STOPS}] | (?:及|（含）)?以[上下] | \Z ) )
    )
    """,
    re.VERBOSE,
)
# 每人每年不超过…, 最高不超过人民币…
HEAD = re.compile(
    rf"""
    (?= [每人{BEFORE_STARTS}] | \Z )
    (?: (?: 每 {PER_WORD} )++ | {BEFORE} [为是可]?+ ){{0,4}}+
    (?: 人民币 )?+ \Z
    """,
    re.VERBOSE,
)
HAN_OR_DIGITS = "[0-9一二三四五六七八九十百千万]+"
_PER_SIGN = rf"(?: / （?+ {PER_WORD} (?: [/·.、每]?+ {PER_WORD} )*+ ）?+ )"
# 500元每人每月, but not 500元每年不超过…
_PER_WRITTEN = rf"(?: (?: 每 {PER_WORD} )++ (?= [，。；、）的标\n] | \Z ) )"
TAIL = re.compile(
    rf"""
    (?P<after>     {AFTER} )?+
    (?P<per>       {_PER_SIGN} | {_PER_WRITTEN} )?+
    (?P<after_per> {AFTER} )?+
    (?P<included>  （不?含 (?: {HAN_OR_DIGITS} [^（）\n]{{0,4}} | 本[数级人] | 以[上下] )? ） )?+
    """,
    re.VERBOSE,
)
# what TAIL may begin with: most numbers have nothing of it behind them
_TAIL_STARTS = frozenset(["/", "每", "（", *(form[0] for form in AFTER_FORMS)])
# 1千万以上: of a number without its unit
_BARE_TAIL_STARTS = frozenset("以及")


class Money(NamedTuple):
    """A sum in `unit` (元, 美元 …). `min` is None under a ceiling, `max` is None above a floor."""

    min: Decimal | None
    max: Decimal | None
    bound: Bound
    unit: str
    per: str | None = None


class Count(NamedTuple):
    """A number of things in the unit printed; `min` and `max` as in `Money`."""

    min: Decimal | None
    max: Decimal | None
    bound: Bound
    unit: str
    per: str | None = None


class Piece(NamedTuple):
    """One number with what stands beside it, before ranges and lists are put together.

    `low` is the lower end where two numbers became one range.
    """

    start: int
    number_start: int
    end: int
    written: str
    number: Decimal
    unit: str | None
    per: str | None
    bound: Bound
    low: Decimal | None = None


def pieces(text: str) -> Iterator[Piece]:
    """Yield each number with the unit, bounds and distribution beside it."""
    done = 0
    for match in QUANTITY.finditer(text):
        if match.start() < done:
            continue
        piece = _share(match) if match["shared"] else _piece(match)
        if piece is not None:
            done = piece.end
            yield piece


# the units that stand before none of some words
_NOT_BEFORE: dict[str | None, tuple[str, ...]] = {
    unit: tuple(entry.more["not_before"])
    for unit, entry in (COUNTED | CURRENCIES).items()
    if "not_before" in entry.more
}
# 20G本地流量, but neither 5G网络 nor 5G流量, which is the fifth generation's
_ONLY_BEFORE = {
    unit: re.compile(rf"(?<![^0-9][2-5]{unit})[^，。；、（）0-9]{{0,8}}{entry.more['only_before']}")
    for unit, entry in COUNTED.items()
    if "only_before" in entry.more
}
_NAMES: dict[str | None, str] = {
    **{unit: entry.more.get("reads_as", unit) for unit, entry in COUNTED.items()},
    **{unit: entry.name for unit, entry in CURRENCIES.items()},
}
_OF_NUMBER = tuple(QUANTITY.groupindex[name] for name in ("number", "scale", "unit", "standard"))
_SHARES = {"百": "%", "千": "‰"}
_LARGEST, _LONGEST = Decimal(10**14), 20  # what is longer is an identity or account number
# 三五名, 二〇二一: signs side by side
_SPELLED = re.compile("[〇零一二三四五六七八九]{2,}")


def _share(match: "re.Match[str]") -> Piece | None:
    """Return a percentage in words: 百分之五十."""
    number = read_numeral(match["shared"])
    if number is None:
        return None
    return _with_neighbours(match, match["shared"], number, _SHARES[match["number"][0]])


def _piece(match: "re.Match[str]") -> Piece | None:
    """Return a number with its unit, or without where a range or list may give it one."""
    written, scale, unit, standard = match.group(*_OF_NUMBER)
    if unit in _NOT_BEFORE and match.string.startswith(_NOT_BEFORE[unit], match.end()):
        return None
    if unit in _ONLY_BEFORE and not _ONLY_BEFORE[unit].match(match.string, match.end()):
        return None
    if scale:
        written += scale
    name = _NAMES.get(unit, standard)
    if name is None and written[-1] not in "万亿" and _stands_alone(match):
        return None
    number = read_numeral(written) if len(written) < _LONGEST else None
    if number is None or number >= _LARGEST:
        return None
    if written[0] not in DIGIT_SIGNS and _SPELLED.fullmatch(written):
        return None
    return _with_neighbours(match, written, number, name)


def _stands_alone(match: "re.Match[str]") -> bool:
    """Tell whether a number belongs to no range and no list, and has no bounding word before it."""
    text, (start, end) = match.string, match.span()
    return text[end : end + 1] in _STOP_SIGNS and text[start - 1 : start] not in _HEAD_LAST


_STOP_SIGNS = frozenset(_STOPS)


def _with_neighbours(
    match: "re.Match[str]", written: str, number: Decimal, unit: str | None
) -> Piece:
    text, (start, end) = match.string, match.span()
    before = _head(text, start)
    starts = _TAIL_STARTS if unit else _BARE_TAIL_STARTS
    tail = TAIL.match(text, end) if text[end : end + 1] in starts else None
    is_about = match["scale"] is not None
    if tail is None and not before:
        alone: Bound = "approx" if is_about else "exact"
        return Piece(start, start, end, written, number, unit, None, alone)
    after = (tail["after"] or tail["after_per"] or "") if tail else ""
    bound = read_bound(before, after, is_about)
    first = start - len(before)
    may_yield = before and (after or is_about or text[first - 1 : first] == "每")
    if may_yield and is_reach_only(before):
        first = start  # 达50人以上: the quote begins at the number; 每满50人 is exact
        bound = read_bound("", after, is_about)
    if tail and tail["included"] and bound == "exact":
        end = max(end, tail.end("after"), tail.end("per"), tail.end("after_per"))
    elif tail:
        end = tail.end()
    each = _EACH_IN.findall(before) if "每" in before else []
    if tail and tail["per"]:
        each += words_of_per(tail["per"])
    return Piece(first, start, end, written, number, unit, compound_per(each), bound)


def _head(text: str, start: int) -> str:
    """Return the words before a number that bound or distribute it: 每年最高不超过."""
    if text[start - 1 : start] not in _HEAD_LAST:
        return ""
    end = start - 1 if text[start - 1] in _LINKS else start
    if text[end - 2 : end] not in _HEAD_ENDS and text[end - 1 : end] not in _HEAD_ENDS:
        return ""
    found = HEAD.search(text, max(0, start - 24), start)
    return found[0] if found else ""


_LINKS = frozenset("为是可")
# the one or two characters that end each word of HEAD: few numbers have any of them before
_HEAD_ENDS = frozenset(
    word[-2:] for word in ("人民币", *BEFORE_FORMS, *(f"每{word}" for word in PER_WORDS))
)
_HEAD_LAST = _LINKS | {ending[-1] for ending in _HEAD_ENDS}
_EACH_IN = re.compile(f"(?<=每){PER_WORD}")
_PER_IN = regex.compile(rf"(?<=[每/·.、（]){PER_WORD}|\G{PER_WORD}")


# cached, for few ways to write it are in use
@lru_cache(maxsize=256)
def words_of_per(per: str) -> tuple[str, ...]:
    """Return the words of what is written behind a sum: /人·月 → 人, 月."""
    return tuple(_PER_IN.findall(per))


def compound_per(words: Sequence[str]) -> str | None:
    """Return what one amount is for, the time last: 月, 人 → 人月."""
    if not words:
        return None
    ordered = sorted(words, key=lambda word: bool(PER_WORDS[word].more.get("time")))
    return "".join(ordered)
