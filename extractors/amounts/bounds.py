"""What bounds a number: 不超过, 最高, 至少, 以上, 左右, and what 不 and 未 make of them.

`BEFORE` and `AFTER` are pattern pieces, `read_bound` says what the words beside one number mean
together. A ceiling is never read as a floor: 不超过 is one word here, and so is 未达到.
"""

import re
from functools import lru_cache

from extractors.lexicon import Entry, one_of, read_lexicon
from extractors.records import Bound

_ENTRIES = read_lexicon("bounds")
_WORDS_BEFORE = [entry for entry in _ENTRIES if entry.more["place"] != "after"]
_WORDS_AFTER = [entry for entry in _ENTRIES if entry.more["place"] != "before"]
_FLIPPED: dict[str, Bound] = {"at_most": "at_least", "at_least": "at_most", "approx": "approx"}

# 不超过, 不得超过, 不应低于, 未达到, 没有超过, 严禁突破
NO = (
    r"(?:不(?:得|能|应|宜|可|要|许|准|再|会|允许|可以|能够|应当|应该|需)?+|未(?:能|曾)?+"
    r"|没有?+|无法|严禁|禁止|切勿|不得)"
)


def _before(entry: Entry) -> str:
    guard = f"(?<![{''.join(entry.more['not_after'])}])" if "not_after" in entry.more else ""
    no = f"{NO}?+" if "negated" in entry.more else ""
    return rf"(?:{guard}{no}{one_of(entry.forms)})"


def _after(entry: Entry) -> str:
    guard = f"(?!{one_of(entry.more['not_before'])})" if "not_before" in entry.more else ""
    return rf"(?:{one_of(entry.forms)}{guard})"


def _longest_form(entry: Entry) -> int:
    return -max(map(len, entry.forms))


BEFORE = f"(?:{'|'.join(map(_before, sorted(_WORDS_BEFORE, key=_longest_form)))})"
# （含）以上, （不含）以下, （含3人）以下
_INCLUDED = r"(?:（(?:不?含[^（）\n]{0,8}|及)）)?+"
AFTER = f"(?:{_INCLUDED}(?:{'|'.join(map(_after, _WORDS_AFTER))}))"
BEFORE_FORMS = tuple(form for entry in _WORDS_BEFORE for form in entry.forms)
# the first characters of what BEFORE matches, those of NO among them
BEFORE_STARTS = "".join(sorted({*"不未没无严禁切", *(form[0] for form in BEFORE_FORMS)}))
AFTER_FORMS = tuple(form for entry in _WORDS_AFTER for form in entry.forms)

_WORD = re.compile(rf"(?P<no>{NO})?(?P<word>{one_of(BEFORE_FORMS)})")
_AFTER_WORD = re.compile(one_of(AFTER_FORMS))
_ENTRY_BEFORE = {form: entry for entry in _WORDS_BEFORE for form in entry.forms}
_ENTRY_AFTER = {form: entry for entry in _WORDS_AFTER for form in entry.forms}
_NO_BOUND: tuple[int, Bound] = (-1, "exact")
_REACH = 0  # the rank of 达 and 满, which give way to every other bound


# cached, for the words that bound numbers are few
@lru_cache(maxsize=1024)
def read_bound(before: str, after: str = "", is_about: bool = False) -> Bound:
    """Return what the words before and after a number make of it.

    `is_about` where 余 or 多 stands within. A comparison (不超过) outranks 最高 and 至少, these
    what follows the number, and that 约; 达 gives way to all.

    >>> read_bound("最高不超过"), read_bound("达", "以上"), read_bound("最高可达")
    ('at_most', 'at_least', 'at_most')
    """
    rank, bound = rank_before(before) if before else _NO_BOUND
    if rank > 1:
        return bound
    if after:
        return _bound_of(_ENTRY_AFTER[_AFTER_WORD.findall(after)[-1]])
    if is_about:
        return "approx"
    return bound


def rank_before(before: str) -> tuple[int, Bound]:
    """Return the strongest of the words before a number: its rank (-1: none) and its bound."""
    best = _NO_BOUND
    for match in _WORD.finditer(before):
        entry = _ENTRY_BEFORE[match["word"]]
        bound = _bound_of(entry)
        rank: int = entry.more["rank"]
        if match["no"] and "negated" in entry.more:
            bound = _FLIPPED[bound]
            rank = 3
        if rank > best[0]:
            best = rank, bound
    return best


@lru_cache(maxsize=1024)
def is_reach_only(before: str) -> bool:
    """Tell whether 达, 达到 or 满 alone bounds the number; their words yield to 以上 and 余."""
    return rank_before(before)[0] == _REACH


def _bound_of(entry: Entry) -> Bound:
    bound: Bound = entry.more["bound"]
    return bound
