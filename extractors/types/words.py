"""The words of the lexicon of measure types: where they stand, and what they say for the leaves.

They are found by the numbers that the model gives to pairs of characters.
"""

from collections import Counter
from typing import NamedTuple

import numpy
from numpy.typing import NDArray

from extractors.lexicon import read_lexicon
from extractors.types.model import UNIT, Numbers, bigrams, first_of_each, sum_by_owner

_LEXICON_SHARE = 0.6
# what a word adds to its leaf: in the head, in the body
_GAINS = {"strong": (4.0, 1.0), "words": (1.4, 0.4), "against": (-1.5, -0.5)}
# a word counts 20 parts, 3 more each further time
ONCE = 20
_AGAIN, _MOST_TIMES = 3, 3
# two pairs of characters are the whole of so long a word
_COVERED = 4

LEAVES = tuple(entry.key for entry in read_lexicon("types"))

_Rows = NDArray[numpy.int32]


class Found(NamedTuple):
    """Words of the lexicon in texts that stand one after another: each time that one stands there.

    `words` are numbers in `FORMS`, `owners` the texts that hold them.
    """

    words: Numbers
    places: Numbers
    owners: Numbers


def vote(gain: float) -> int:
    """Return what the lexicon's gain for a leaf weighs among the scores of the model."""
    return round(gain * _LEXICON_SHARE * UNIT)


def _gains() -> dict[str, list[tuple[int, float, float]]]:
    """Return the words of all leaves, each with its leaves and what it adds in head and body."""
    gains: dict[str, list[tuple[int, float, float]]] = {}
    for leaf, entry in enumerate(read_lexicon("types")):
        for sort, (head, body) in _GAINS.items():
            for form in entry.more.get(sort, ()):
                gains.setdefault(form, []).append((leaf, head, body))
    return gains


_LEAVES_OF = _gains()
FORMS = tuple(_LEAVES_OF)
"""The words of the lexicon, in the order of their numbers."""


def _rows(column: int, share: int) -> _Rows:
    """Return what each word adds to each leaf, in the head (column 1) or the body (2)."""
    rows = numpy.zeros((len(FORMS), len(LEAVES)), numpy.int32)
    for number, form in enumerate(FORMS):
        for gain in _LEAVES_OF[form]:
            rows[number, gain[0]] += vote(gain[column] / share)
    return rows


IN_HEAD, IN_BODY = _rows(1, 1), _rows(2, ONCE)
# how many parts a word counts that stands there so many times
_TIMES_IN_HEAD = numpy.array([0, 1], numpy.int32)
_TIMES_IN_BODY = numpy.array([0, *range(ONCE, ONCE + _AGAIN * _MOST_TIMES, _AGAIN)], numpy.int32)


def _held() -> Numbers:
    """Return for each word (rows, filled with -1) the shorter words in it, of other leaves.

    They say nothing there: the 创业补贴 in 求职创业补贴.
    """
    leaves = {form: {leaf for leaf, _, _ in own} for form, own in _LEAVES_OF.items()}
    held = []
    for form, own in leaves.items():
        size = len(form)
        inner = {form[i:j] for i in range(size) for j in range(i + 2, size + 1)} - {form}
        others = (each for each in inner if each in leaves and not own & leaves[each])
        held.append([FORMS.index(each) for each in others])
    most = max(map(len, held))
    return numpy.array([[*each, *[-1] * (most - len(each))] for each in held])


_HELD = _held()
_HOLDS = _HELD.max(axis=1) >= 0


class _Signs(NamedTuple):
    """Two pairs of characters in a word by which it is found, and where they stand in it.

    Together they are the whole word where it has at most four characters.
    """

    key: str
    key_at: int
    other: str
    other_at: int


def _signs() -> list[_Signs]:
    """Return the signs of each word: its key is a pair that few words share, as key above all."""
    shared = Counter(pair for form in FORMS for pair in bigrams(form))
    keys = Counter[str]()
    signs = []
    for form in FORMS:
        last = len(form) - 2
        places = (0, last) if len(form) <= _COVERED else range(last + 1)
        pairs = {at: form[at : at + 2] for at in places}
        key = min(places, key=lambda at, pairs=pairs: (keys[pairs[at]], shared[pairs[at]]))
        keys[pairs[key]] += 1
        other = last if key < (last + 1) // 2 or key == 0 else 0
        signs.append(_Signs(form[key : key + 2], key, form[other : other + 2], other))
    return signs


_SIGNS = _signs()
_KEY_PAIRS = tuple(dict.fromkeys(each.key for each in _SIGNS))
WORD_PAIRS = tuple(dict.fromkeys((*_KEY_PAIRS, *(each.other for each in _SIGNS))))
"""The pairs by which words are found: the model numbers them first, from 1."""
_KEY_AT = numpy.array([each.key_at for each in _SIGNS])
_OTHER_AT = numpy.array([each.other_at for each in _SIGNS])
_OTHERS = numpy.array([WORD_PAIRS.index(each.other) + 1 for each in _SIGNS])
_IS_LONG = numpy.array([len(form) > _COVERED for form in FORMS])
_BEYOND = numpy.zeros(max(map(len, FORMS)), numpy.int64)


# the words in the order of their keys, and for each key where its words begin there and how many
_KEYS = numpy.array([WORD_PAIRS.index(each.key) + 1 for each in _SIGNS])
_BY_KEY = numpy.argsort(_KEYS, kind="stable")
_FIRST = numpy.searchsorted(_KEYS[_BY_KEY], numpy.arange(len(_KEY_PAIRS) + 1))
_NUMBER = numpy.bincount(_KEYS)


def words_in(text: str, numbers: Numbers, owners: Numbers) -> Found:
    """Return the words in texts that stand in `text`, one after another.

    `numbers` has the pair that begins at each place, `owners` the text that holds the place.
    """
    at = ((numbers > 0) & (numbers <= len(_KEY_PAIRS))).nonzero()[0]
    keys, pairs = numbers[at], numpy.concatenate((numbers, _BEYOND))
    size = _NUMBER[keys]
    # one after another the words of each key: its first, and so many further on
    begins = size.cumsum() - size
    words = _BY_KEY[numpy.arange(size.sum()) + (_FIRST[keys] - begins).repeat(size)]
    places = at.repeat(size) - _KEY_AT[words]
    stands = (places >= 0) & (pairs[places + _OTHER_AT[words]] == _OTHERS[words])
    for each in (stands & _IS_LONG[words]).nonzero()[0].tolist():
        stands[each] = text.startswith(FORMS[words[each]], int(places[each]))
    places = places[stands]
    return Found(words[stands], places, owners[places])


def head_votes(found: Found, size: int) -> Numbers:
    """Return what the words of heads say for each leaf (columns) of each of `size` heads (rows)."""
    return _votes(found, IN_HEAD, _TIMES_IN_HEAD, size)


def body_votes(found: Found, size: int) -> Numbers:
    """Return what the words of bodies say for each leaf (columns) of each of `size` (rows)."""
    return _votes(found, IN_BODY, _TIMES_IN_BODY, size)


def sentence_votes(found: Found, sentences: Numbers, size: int) -> Numbers:
    """Return what the words of sentences say for each leaf of each of `size`, once each.

    `sentences` has the sentence of each word.
    """
    ordered = numpy.sort(sentences * len(FORMS) + found.words)
    owners, words = numpy.divmod(ordered[first_of_each(ordered)], len(FORMS))
    return sum_by_owner(IN_BODY[words], owners, size)


def _votes(found: Found, rows: _Rows, parts: _Rows, size: int) -> Numbers:
    ordered = numpy.sort(found.owners * len(FORMS) + found.words)
    firsts = first_of_each(ordered)
    owned = ordered[firsts]
    times = numpy.concatenate((firsts[1:], [len(ordered)])) - firsts
    times -= _times_within(owned, times)
    owners, words = numpy.divmod(owned, len(FORMS))
    factors = parts[times.clip(0, len(parts) - 1)]
    return sum_by_owner(rows[words] * factors[:, None], owners, size)


def _times_within(owned: Numbers, times: Numbers) -> Numbers:
    """Return how often each word of each text stands within longer words of other leaves.

    `owned` are the words of the texts in order, `times` how often each stands there.
    """
    holders = _HOLDS[owned % len(FORMS)].nonzero()[0]
    owners, words = numpy.divmod(owned[holders], len(FORMS))
    held = _HELD[words]
    inner = numpy.searchsorted(owned, (owners[:, None] * len(FORMS) + held)[held >= 0])
    each = numpy.repeat(times[holders], (held >= 0).sum(axis=1))
    return numpy.bincount(inner, each, len(owned)).astype(int)
