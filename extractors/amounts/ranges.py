"""Numbers that belong together: 5—10万元 is one range, 10万、20万元 a list with one unit."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import zip_longest

from extractors.amounts.quantities import LINK, MONEY, Piece

_LINK = re.compile(rf"(?: （不?含） )?+ {LINK}", re.VERBOSE)
_LONGEST_LINK = 5  # （不含）至
_PLAIN = re.compile("[0-9.,]+")
_HAS_SCALE = re.compile(r"[十百千万亿]\Z")


def ranges(text: str, pieces: list[Piece]) -> Iterator[Piece]:
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
            yield high._replace(start=low.start, low=number, per=per, bound=bound)
        else:
            yield low


def _is_range(text: str, low: Piece, high: Piece) -> bool:
    if high.start - low.end > _LONGEST_LINK:
        return False
    if high.unit is None and not _is_elided(text, high):
        return False
    if low.unit not in (None, high.unit):
        return False
    between = text[low.end : high.start]
    if not between:
        return low.bound == "at_least" and high.bound == "at_most" and low.unit is not None
    return _LINK.fullmatch(between) is not None


def _shared_scale(low: Piece, high: Piece) -> Decimal:
    """Return the lower number with the scale it shares: 5—10万元 is from 50000, 5000-1万元 not."""
    scaled = low.number * _scale(low, high)
    return scaled if scaled < high.number else low.number


def _listed_scale(each: Piece, last: Piece) -> Decimal:
    """Return a number of a list with the scale of the last: 50、30、20万元, but not 5000、1万元."""
    return each.number * _scale(each, last) if each.number < 1000 else each.number


def _scale(piece: Piece, other: Piece) -> Decimal:
    """Return what 万 and 亿 of `other` multiply by, 1 where `piece` has its own."""
    plain = _PLAIN.match(other.written)
    if plain is None or plain[0] == other.written or _HAS_SCALE.search(piece.written):
        return Decimal(1)
    return other.number / Decimal(plain[0].replace(",", ""))


def listed(text: str, pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Give numbers of a list the unit that only its last has: 10万、20万元, 50、30、20万元."""
    waiting: list[Piece] = []
    for piece in pieces:
        if waiting and text[waiting[-1].end : piece.start] not in _SEPARATORS:
            yield from _elided(text, waiting)
            waiting = []
        if piece.unit is None:
            waiting.append(piece)
            continue
        if piece.unit in MONEY and not _is_label(text, waiting):
            for each in waiting:
                yield each._replace(unit=piece.unit, number=_listed_scale(each, piece))
        waiting = []
        yield piece
    yield from _elided(text, waiting)


_SEPARATORS = frozenset("、和或及与/")


def _is_label(text: str, waiting: list[Piece]) -> bool:
    return bool(waiting) and (waiting[0].start == 0 or text[waiting[0].start - 1] == "\n")


def _elided(text: str, pieces: list[Piece]) -> Iterator[Piece]:
    """Yield the numbers without any unit that can be but one thing: 最高100万, 人口超过100万."""
    for piece in pieces:
        if piece.bound != "exact" and text.endswith(_INHABITANTS, 0, piece.start):
            yield piece._replace(unit="人")
        elif _is_elided(text, piece):
            yield piece._replace(unit="元")


_INHABITANTS = ("人口", "人口数", "人口数量", "人口规模")


def _is_elided(text: str, piece: Piece) -> bool:
    if piece.unit is not None or piece.written[-1] not in "万亿":
        return False
    before = MONEY_WORDS.search(text, max(0, piece.start - 16), piece.start)
    return before is not None or _MONEY_AFTER.match(text, piece.end) is not None


# 可申请10万-100万的小额担保贷款
_MONEY_AFTER = re.compile("的?[^，。；0-9人次个家户]{0,8}(?:贷款|补贴|奖励|资助|补助|奖金|经费)")
MONEY_WORDS = re.compile(
    "最高|奖|补|资助|资金|给予|额度|贷款|支持|扶持|收入|产值|税|投资|经费|不超过"
)
