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

    `words` are numbers in `FORMS`, `places` are in no order, `owners` are the texts that hold them.
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


class _Signs(NamedTuple):
    """Two pairs of characters in a word by which it is found, and where they stand in it.

    Together they are the whole word where it has at most four characters.
    """

    form: str
    key: str
    key_at: int
    other: str
    other_at: int


def _signs() -> list[_Signs]:
    """Return the signs of each word: its key is a pair that few words share, as key above all.

    Words of one key stand together.
    """
    shared = Counter(pair for form in _LEAVES_OF for pair in bigrams(form))
    keys = Counter[str]()
    signs = []
    for form in _LEAVES_OF:
        last = len(form) - 2
        places = (0, last) if len(form) <= _COVERED else range(last + 1)
        pairs = {at: form[at : at + 2] for at in places}
        key = min(places, key=lambda at, pairs=pairs: (keys[pairs[at]], shared[pairs[at]]))
        keys[pairs[key]] += 1
        other = last if key < (last + 1) // 2 or key == 0 else 0
        signs.append(_Signs(form, form[key : key + 2], key, form[other : other + 2], other))
    first = {sign.key: at for at, sign in reversed(list(enumerate(signs)))}
    return sorted(signs, key=lambda sign: first[sign.key])


_SIGNS = _signs()
FORMS = tuple(each.form for each in _SIGNS)
"""The words of the lexicon, in the order of their numbers."""
_KEYS = Counter(each.key for each in _SIGNS)
WORD_PAIRS = tuple(dict.fromkeys((*_KEYS, *(each.other for each in _SIGNS))))
"""The pairs by which words are found: the model numbers them first, from 1."""
_KEY_AT = numpy.array([each.key_at for each in _SIGNS])
# from the key to the other pair
_OTHER_BEHIND = numpy.array([each.other_at - each.key_at for each in _SIGNS])
_OTHERS = numpy.array([WORD_PAIRS.index(each.other) + 1 for each in _SIGNS])
_IS_LONG = numpy.array([len(form) > _COVERED for form in FORMS])
# how many words have a pair for key, under its number, and the first of them; other pairs have none
_SIZES = numpy.array([0, *_KEYS.values(), 0])
_FIRSTS = _SIZES.cumsum() - _SIZES


def _rows(column: int, share: int) -> _Rows:
    """Return what each word adds to each leaf, in the head (column 1) or the body (2)."""
    rows = numpy.zeros((len(FORMS), len(LEAVES)), numpy.int32)
    for number, form in enumerate(FORMS):
        for gain in _LEAVES_OF[form]:
            rows[number, gain[0]] += vote(gain[column] / share)
    return rows


IN_HEAD, IN_BODY = _rows(1, 1), _rows(2, ONCE)
_GAINS_OF = numpy.concatenate((IN_HEAD, IN_BODY))
# how many parts a word counts that stands in a head or a body so many times
_IN_PARTS = range(ONCE, ONCE + _AGAIN * _MOST_TIMES, _AGAIN)
_PARTS = numpy.array([[0, *[1] * _MOST_TIMES], [0, *_IN_PARTS]], numpy.int32)


def _held() -> Numbers:
    """Return for each word (rows, filled with -1) the shorter words in it, of other leaves.

    They say nothing there: the 创业补贴 in 求职创业补贴.
    """
    leaves = {form: {leaf for leaf, _, _ in _LEAVES_OF[form]} for form in FORMS}
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


def words_in(text: str, numbers: Numbers, owners: Numbers) -> Found:
    """Return the words in texts that stand in `text`, one after another.

    `numbers` has the pair that begins at each place, `owners` the text that holds the place.
    """
    sizes = _SIZES.take(numbers, mode="clip")
    at = sizes.nonzero()[0]
    sizes = sizes[at]
    # one after another the words of each key: its first, and so many further on
    further = numpy.arange(sizes.sum()) - (sizes.cumsum() - sizes).repeat(sizes)
    words = _FIRSTS[numbers[at]].repeat(sizes) + further
    keys_at = at.repeat(sizes)
    places = keys_at - _KEY_AT[words]
    stands = numbers.take(keys_at + _OTHER_BEHIND[words], mode="clip") == _OTHERS[words]
    stands &= places >= 0
    for each in (stands & _IS_LONG[words]).nonzero()[0].tolist():
        stands[each] = text.startswith(FORMS[words[each]], int(places[each]))
    places = places[stands]
    return Found(words[stands], places, owners[places])


def votes_of(found: Found, heads: int, size: int) -> Numbers:
    """Return what words say for each leaf (columns) of each of `size` texts (rows).

    The first `heads` of them are heads, the others bodies.
    """
    ordered = numpy.sort(found.owners * len(FORMS) + found.words)
    firsts = first_of_each(ordered)
    owned = ordered[firsts]
    times = numpy.concatenate((firsts[1:], [len(ordered)])) - firsts
    times -= _times_within(owned, times)
    owners, words = numpy.divmod(owned, len(FORMS))
    is_body = (owners >= heads).astype(int)
    parts = _PARTS[is_body, numpy.minimum(numpy.maximum(times, 0), _MOST_TIMES)]
    gains = _GAINS_OF.take(words + is_body * len(FORMS), axis=0)
    return sum_by_owner(gains * parts[:, None], owners, size)


def sentence_votes(words: Numbers, sentences: Numbers, size: int) -> Numbers:
    """Return what words say for each leaf of each of `size` sentences, once each.

    `sentences` has the sentence of each word.
    """
    ordered = numpy.sort(sentences * len(FORMS) + words)
    owners, words = numpy.divmod(ordered[first_of_each(ordered)], len(FORMS))
    return sum_by_owner(IN_BODY.take(words, axis=0), owners, size)


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
