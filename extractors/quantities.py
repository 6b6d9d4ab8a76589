"""Sums and counts as printed: 「不超过500元/人」, 「400元至3900元」, 「20人（含）以上」, 「两场」.

Leaves alone ordinals (第3场), durations and ages (3个月, 60岁), vague numbers (数十亿元, 几百家), names in
《》 and quotation marks (“131服务”), idioms (一户一策, 最多跑一次) and numbers without a unit.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from itertools import zip_longest

import regex

from extractors.bounds import AFTER, BEFORE, BEFORE_FORMS, is_reach_only, read_bound
from extractors.lexicon import by_alias, one_of, read_lexicon
from extractors.mention import Mention
from extractors.numerals import (
    DIGIT_NUMERAL,
    HAN_DIGIT,
    HAN_NUMERAL,
    NUMERAL_START,
    SCALE,
    read_numeral,
)
from extractors.records import Bound

CURRENCIES = by_alias(read_lexicon("currencies"))
COUNTED = by_alias(read_lexicon("count_units"))
PER_WORDS = by_alias(read_lexicon("per"))

PER_WORD = one_of(PER_WORDS)
UNIT = one_of([*CURRENCIES, *COUNTED])
LINK = r"(?:至|到|~|—{1,2}|-{1,2})"
LISTED = r"(?:、|和|或|及|与|/)"

# 2个月最低生活保障标准: so many times what another rule sets
STANDARD = (
    r"个月的?[^，。；0-9、的]{0,10}"
    r"(?:最低生活保障标准|最低工资标准?|低保标准|平均工资|失业保险金标准|基本工资)"
)
# what makes a number part of something else: 第3场, A4, 3.5; 数十万元, 统一
_NOT_AFTER = r"(?<![0-9A-Za-z.,@_第])"
_NOT_AFTER_IN_CHINESE = rf"(?<![0-9第数几同统唯单逐专初星之其万亿]|{NUMERAL_START})"
# the standard library's `re`, on the only pattern that walks the whole text: 0.02 µs a character
# against 0.05
QUANTITY = re.compile(
    rf"""
    (?= {NUMERAL_START} )
    (?:
        (?P<share> [百千] ) 分之 (?P<shared> {HAN_NUMERAL} )
      | (?P<number> {_NOT_AFTER} {DIGIT_NUMERAL} | {_NOT_AFTER_IN_CHINESE} {HAN_NUMERAL} )
        (?: [余多] (?P<scale> {SCALE}* ) )?
        (?: \n (?= 元 ) )?
        (?: (?P<standard> {STANDARD} ) | (?P<unit> {UNIT} )
          | (?= {LINK} | {LISTED} | [，。；）的\n奖补资扶支额贷] | \Z ) )
    )
    """,
    re.VERBOSE,
)
# 每人每年不超过…, 最高不超过人民币…
HEAD = regex.compile(
    rf"""
    (?: (?: 每 {PER_WORD} )++ | {BEFORE} [为是可]?+ ){{0,4}}+
    (?: 人民币 )?+ \Z
    """,
    regex.VERBOSE,
)
_PER_SIGN = rf"(?: / （?+ {PER_WORD} (?: [/·.、每]?+ {PER_WORD} )*+ ）?+ )"
# 500元每人每月, but not 500元每年不超过…
_PER_WRITTEN = rf"(?: (?: 每 {PER_WORD} )++ (?= [，。；、）的标\n] | \Z ) )"
TAIL = regex.compile(
    rf"""
    (?P<after>     {AFTER} )?+
    (?P<per>       {_PER_SIGN} | {_PER_WRITTEN} )?+
    (?P<after_per> {AFTER} )?+
    (?P<included>  （不?含[^（）\n]{{0,10}}） )?+
    """,
    regex.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Money:
    """A sum in `unit` (元, 美元 …). `min` is None under a ceiling, `max` is None above a floor."""

    min: Decimal | None
    max: Decimal | None
    bound: Bound
    unit: str
    per: str | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """A number of things in the unit printed; `min` and `max` as in `Money`."""

    min: Decimal | None
    max: Decimal | None
    bound: Bound
    unit: str
    per: str | None = None


@dataclass(frozen=True, slots=True)
class _Piece:
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


def find(text: str) -> Iterator[Mention[Money | Count]]:
    """Yield the sums and counts stated in `text`, in order, none overlapping."""
    for piece in _listed(text, _ranges(text, list(_pieces(text)))):
        if piece.unit is not None and _is_stated(text, piece):
            kind, rule = (Money, "money") if piece.unit in _MONEY else (Count, "count")
            low, high, bound = _ends(piece)
            value = kind(low, high, bound, piece.unit, piece.per)
            yield Mention(piece.start, piece.end, value, f"amounts.{rule}")


_MONEY = frozenset(entry.name for entry in CURRENCIES.values())


def _ends(piece: _Piece) -> tuple[Decimal | None, Decimal | None, Bound]:
    low = piece.number if piece.low is None else piece.low
    if piece.bound == "at_most":
        return None, piece.number, "at_most"
    if piece.bound == "at_least":
        return low, None, "at_least"
    return low, piece.number, piece.bound if piece.low is None else "range"


# -- single numbers -----------------------------------------------------------------------------


def _pieces(text: str) -> Iterator[_Piece]:
    """Yield each number with the unit, bounds and distribution beside it."""
    done = 0
    for match in QUANTITY.finditer(text):
        if match.start() < done:
            continue
        piece = _share(match) if match["share"] else _piece(match)
        if piece is not None:
            done = piece.end
            yield piece


_SHARES = {"百": "%", "千": "‰"}
_LARGEST = 10**14  # what is longer is an identity or account number
# 三五名, 二〇二一: signs side by side
_SPELLED = regex.compile("[〇零一二三四五六七八九]{2,}")


def _share(match: "re.Match[str]") -> _Piece | None:
    """Return a percentage in words: 百分之五十."""
    number = read_numeral(match["shared"])
    if number is None:
        return None
    return _with_neighbours(match, match["shared"], number, _SHARES[match["share"]])


def _piece(match: "re.Match[str]") -> _Piece | None:
    """Return a number with its unit, or without where a range or list may give it one."""
    written, unit = match["number"] + (match["scale"] or ""), match["unit"]
    if unit is None and written[0] not in DIGIT_SIGNS and written[-1] not in "万亿":
        return None
    if unit and match.string.startswith(_not_before(unit), match.end()):
        return None
    number = read_numeral(written) if len(written) < 20 else None
    if number is None or number >= _LARGEST or _SPELLED.fullmatch(written):
        return None
    name = CURRENCIES[unit].name if unit in CURRENCIES else unit
    return _with_neighbours(match, written, number, name or match["standard"])


def _with_neighbours(
    match: "re.Match[str]", written: str, number: Decimal, unit: str | None
) -> _Piece:
    text, (start, end) = match.string, match.span()
    before = _head(text, start)
    tail = TAIL.match(text, end) if unit else None
    after = (tail["after"] or tail["after_per"] or "") if tail else ""
    is_about = match["scale"] is not None
    bound = read_bound(before, after, is_about)
    first = start - len(before)
    if is_reach_only(before) and (after or is_about or text[first - 1 : first] == "每"):
        first = start  # 达50人以上: the quote begins at the number; 每满50人 is exact
        bound = read_bound("", after, is_about)
    if tail and tail["included"] and bound == "exact":
        end = max(end, tail.end("after"), tail.end("per"), tail.end("after_per"))
    elif tail:
        end = tail.end()
    per = compound_per(_EACH_IN.findall(before) + PER_IN.findall((tail and tail["per"]) or ""))
    return _Piece(first, start, end, written, number, unit, per, bound)


def _head(text: str, start: int) -> str:
    """Return the words before a number that bound or distribute it: 每年最高不超过."""
    if text[start - 1 : start] not in _HEAD_ENDS:
        return ""
    found = HEAD.search(text, max(0, start - 24), start)
    return found[0] if found else ""


_HEAD_ENDS = frozenset("币为是可") | {form[-1] for form in (*BEFORE_FORMS, *PER_WORDS)}
_EACH_IN = regex.compile(f"(?<=每){PER_WORD}")
PER_IN = regex.compile(rf"(?<=[每/·.、（]){PER_WORD}|\G{PER_WORD}")


def compound_per(words: list[str]) -> str | None:
    """Return what one amount is for, the time last: 月, 人 → 人月."""
    ordered = sorted(words, key=lambda word: bool(PER_WORDS[word].more.get("time")))
    return "".join(ordered) or None


@cache
def _not_before(unit: str) -> tuple[str, ...]:
    entry = CURRENCIES.get(unit) or COUNTED[unit]
    return tuple(entry.more.get("not_before", ()))


# -- what is no amount --------------------------------------------------------------------------


def _is_stated(text: str, piece: _Piece) -> bool:
    """Tell whether a number with a unit states an amount, not a name, an idiom or a rank."""
    if _is_named(text, piece.number_start, piece.end) or _NO_AMOUNT.match(text, piece.end):
        return False
    if _BARE_SCALE.fullmatch(piece.written):  # 超百亿元, but not 百家企业, 千万工程
        return piece.bound != "exact" and piece.start < piece.number_start
    if piece.written[0] in DIGIT_SIGNS:
        return piece.bound != "exact" or piece.unit in _MONEY or not _needs_bound(piece.unit)
    return _is_counted_in_chinese(text, piece)


# 财政局等11个部门关于…, 优抚对象等3类人员: how many were listed; 15个、7个工作日: days
_NO_AMOUNT = regex.compile(
    r"""
      (?<= 等 [0-9一二三四五六七八九十]{1,3} [个家] ) (?: 部门 | 单位 | 部委 | 委办局 | 机构 )
    | (?<= 等 [0-9一二三四五六七八九十]{1,3} [项类种] )
    | (?<= 个 ) [、和至或—-] [0-9一二三四五六七八九十]{1,3} 个 (?: 工作日 | 月 | 小时 | 自然日 )
    """,
    regex.VERBOSE,
)
_BARE_SCALE = regex.compile("[百千万亿]+")
DIGIT_SIGNS = frozenset("0123456789")


def _needs_bound(unit: str | None) -> bool:
    return unit in COUNTED and bool(COUNTED[unit].more.get("needs_bound"))


def _is_counted_in_chinese(text: str, piece: _Piece) -> bool:
    """Tell whether Chinese numerals count: 两场, 不少于三个, 一百二十家, not 三个方面, 一户一策."""
    entry = COUNTED.get(piece.unit or "")
    start, end = piece.number_start, piece.end
    is_closing = entry is not None and bool(entry.more.get("closing"))
    if piece.per or (
        piece.bound != "exact" and not (is_closing and _REACHED.search(text, 0, start))
    ):
        return True
    if entry is None:  # money, a percentage in words, a multiple of a standard
        return piece.number >= 10 or piece.unit not in _MONEY
    if _IDIOM_BEFORE.search(text, max(0, start - 3), start) or text[end : end + 1] in _ONES_AFTER:
        return False
    if _LIMIT_BEFORE.search(text, max(0, start - 12), start):
        return True
    if piece.number > 10 and not entry.more.get("needs_bound"):
        return True
    if not entry.more.get("chinese"):
        return False
    return not is_closing or _CLOSING.match(text, end) is not None


# 一户一策, 一对一, 跑一次, 每一次, 又一场
_IDIOM_BEFORE = regex.compile(r"(?:一[^式，。；]|[跑每又再这那某上下同首头哪任打])\Z")
# 达到一次投入、多次使用
_REACHED = regex.compile(r"达到?\Z")
_ONES_AFTER = frozenset("一两")
# 最多享受一次, 至少提供两个
_LIMIT_BEFORE = regex.compile(
    r"(?:至少|最少|最多|至多|只能|仅|限|不超过|不少于)[^，。；：、0-9]{0,8}\Z"
)
_CLOSING = regex.compile(
    r"[，。；、）以的\n]|\Z|会议|培训|检查|调研|活动|走访|排查|演练|督查|体检|巡查"
)


def _is_named(text: str, start: int, end: int) -> bool:
    """Tell whether a range stands in 《》, or in a short “name”."""
    opened = max(
        text.rfind("《", max(0, start - 80), start), text.rfind("\n", max(0, start - 80), start)
    )
    if opened >= 0 and text[opened] == "《" and text.find("》", opened, start) < 0:
        return True
    opened = text.rfind("“", max(0, start - 12), start)
    closed = text.find("”", end, end + 12)
    return opened >= 0 and closed >= 0 and _NAME.fullmatch(text, opened, closed + 1) is not None


_NAME = regex.compile("“[^”。；\n]{1,16}”")


# -- numbers that belong together ---------------------------------------------------------------

_LINK = regex.compile(rf"(?: （不?含） )?+ {LINK}", regex.VERBOSE)
_HAS_SCALE = regex.compile(r"[十百千万亿]\Z")


def _ranges(text: str, pieces: list[_Piece]) -> Iterator[_Piece]:
    """Join two numbers into one range: 5—10万元, 3万至5万元, 100元以上至500元以下."""
    skipped = False
    for low, high in zip_longest(pieces, pieces[1:]):
        if skipped:
            skipped = False
        elif high is not None and _is_range(text, low, high):
            skipped = True
            number = _shared_scale(low, high) if low.unit is None else low.number
            per = high.per or low.per
            bound = low.bound if low.start < low.number_start and high.bound == "exact" else "exact"
            yield replace(high, start=low.start, low=number, per=per, bound=bound)
        else:
            yield low


def _is_range(text: str, low: _Piece, high: _Piece) -> bool:
    if high.unit is None and not _is_elided(text, high):
        return False
    if low.unit not in (None, high.unit):
        return False
    between = text[low.end : high.start]
    if not between:
        return low.bound == "at_least" and high.bound == "at_most" and low.unit is not None
    return len(between) < 6 and _LINK.fullmatch(between) is not None


def _shared_scale(low: _Piece, high: _Piece) -> Decimal:
    """Return the lower number with the scale it shares: 5—10万元 is from 50000, 5000-1万元 not."""
    scaled = low.number * _scale(low, high)
    return scaled if scaled < high.number else low.number


def _listed_scale(each: _Piece, last: _Piece) -> Decimal:
    """Return a number of a list with the scale of the last: 50、30、20万元, but not 5000、1万元."""
    return each.number * _scale(each, last) if each.number < 1000 else each.number


def _scale(piece: _Piece, other: _Piece) -> Decimal:
    """Return what 万 and 亿 of `other` multiply by, 1 where `piece` has its own."""
    plain = regex.match("[0-9.,]+", other.written)
    if plain is None or plain[0] == other.written or _HAS_SCALE.search(piece.written):
        return Decimal(1)
    return other.number / Decimal(plain[0].replace(",", ""))


def _listed(text: str, pieces: Iterator[_Piece]) -> Iterator[_Piece]:
    """Give numbers of a list the unit that only its last has: 10万、20万元, 50、30、20万元."""
    waiting: list[_Piece] = []
    for piece in pieces:
        if waiting and text[waiting[-1].end : piece.start] not in _SEPARATORS:
            yield from _elided(text, waiting)
            waiting = []
        if piece.unit is None:
            waiting.append(piece)
            continue
        if piece.unit in _MONEY and not _is_label(text, waiting):
            for each in waiting:
                yield replace(each, unit=piece.unit, number=_listed_scale(each, piece))
        waiting = []
        yield piece
    yield from _elided(text, waiting)


_SEPARATORS = frozenset("、和或及与/")


def _is_label(text: str, waiting: list[_Piece]) -> bool:
    return bool(waiting) and (waiting[0].start == 0 or text[waiting[0].start - 1] == "\n")


def _elided(text: str, pieces: list[_Piece]) -> Iterator[_Piece]:
    """Yield as money the numbers without any unit that can be nothing else: 最高100万."""
    for piece in pieces:
        if _is_elided(text, piece):
            yield replace(piece, unit="元")


def _is_elided(text: str, piece: _Piece) -> bool:
    if piece.unit is not None or piece.written[-1] not in "万亿":
        return False
    return _MONEY_WORDS.search(text, max(0, piece.start - 16), piece.start) is not None


_MONEY_WORDS = regex.compile(
    "最高|奖|补|资助|资金|给予|额度|贷款|支持|扶持|收入|产值|税|投资|经费|不超过"
)
