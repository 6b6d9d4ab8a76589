"""The words of the lexicon of measure types: where they stand, and what they say for the leaves.

They are found by the numbers that the model gives to pairs of characters.
"""

from collections import Counter
from collections.abc import Collection, Iterator
from typing import NamedTuple

import numpy

from extractors.lexicon import read_lexicon
from extractors.types.model import UNIT, Numbers, bigrams, bounds_of

_LEXICON_SHARE = 0.6
# what a word adds to its leaf: in the head, in the body
_GAINS = {"strong": (4.0, 1.0), "words": (1.4, 0.4), "against": (-1.5, -0.5)}
# a word counts 20 parts, 3 more each further time
ONCE = 20
_AGAIN, _MOST_TIMES = 3, 3
# two pairs of characters are the whole of so long a word
_COVERED = 4

LEAVES = tuple(entry.key for entry in read_lexicon("types"))


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


# -- the words, by numbers ----------------------------------------------------------------------


class _Word(NamedTuple):
    """A word of a leaf, and what it adds to it in head and body."""

    form: str
    leaf: int
    in_head: float
    in_body: float


def _words() -> Iterator[_Word]:
    """Yield the words of all leaves; one of two leaves is two words."""
    for leaf, entry in enumerate(read_lexicon("types")):
        for sort, gains in _GAINS.items():
            for form in entry.more.get(sort, ()):
                yield _Word(form, leaf, *gains)


class _Signs(NamedTuple):
    """Two pairs of characters in a word by which it is found, and where they stand in it.

    Together they are the whole word where it has at most four characters.
    """

    key: str
    key_at: int
    other: str
    other_at: int


def _signs(forms: Collection[str]) -> dict[str, _Signs]:
    """Return the signs of each word: its key is a pair that few words share, as key above all."""
    shared = Counter(pair for form in forms for pair in bigrams(form))
    keys = Counter[str]()
    signs = {}
    for form in forms:
        last = len(form) - 2
        places = (0, last) if len(form) <= _COVERED else range(last + 1)
        pairs = {at: form[at : at + 2] for at in places}
        key = min(places, key=lambda at, pairs=pairs: (keys[pairs[at]], shared[pairs[at]]))
        keys[pairs[key]] += 1
        other = last if key < (last + 1) // 2 or key == 0 else 0
        signs[form] = _Signs(form[key : key + 2], key, form[other : other + 2], other)
    return signs


_SIGNS_OF = _signs(dict.fromkeys(word.form for word in _words()))
# the words of a key stand together, and so do those of a form
_WORDS = sorted(_words(), key=lambda word: (_SIGNS_OF[word.form].key, word.form))
_SIGNS = [_SIGNS_OF[word.form] for word in _WORDS]
FORMS = tuple(word.form for word in _WORDS)
"""The words of the lexicon, in the order of their numbers."""
_LEAF_OF = numpy.array([word.leaf for word in _WORDS])
# what each adds: in heads, in bodies
_GAINS_OF = numpy.array(
    [
        [vote(word.in_head) for word in _WORDS],
        [vote(word.in_body / ONCE) for word in _WORDS],
    ]
)
# the number of a word, under that of its text where both are one number
_WORD_BITS = len(FORMS).bit_length()
_WORD = (1 << _WORD_BITS) - 1
_KEYS = Counter(each.key for each in _SIGNS)
WORD_PAIRS = tuple(dict.fromkeys((*_KEYS, *(each.other for each in _SIGNS))))
"""The pairs by which words are found: the model numbers them first, from 1."""
# how many words a pair is the key of, and the first of them
_SIZES = numpy.array([0, *_KEYS.values()])
_FIRSTS = _SIZES.cumsum() - _SIZES
_KEY_AT = numpy.array([each.key_at for each in _SIGNS])
_OTHER_BEHIND = numpy.array([each.other_at - each.key_at for each in _SIGNS])
_OTHERS = numpy.array([WORD_PAIRS.index(each.other) + 1 for each in _SIGNS])
_IS_LONG = numpy.array([len(form) > _COVERED for form in FORMS])


def _held() -> Iterator[list[int]]:
    """Yield for each word the shorter words in it, of other leaves.

    They say nothing there: the 创业补贴 in 求职创业补贴. Of words of one form the first holds them.
    """
    leaves: dict[str, set[int]] = {}
    numbers: dict[str, list[int]] = {}
    for number, word in enumerate(_WORDS):
        leaves.setdefault(word.form, set()).add(word.leaf)
        numbers.setdefault(word.form, []).append(number)
    for number, (form, *_) in enumerate(_WORDS):
        size = len(form)
        inner = {form[i:j] for i in range(size) for j in range(i + 2, size + 1)} - {form}
        others = [each for each in inner if each in leaves and not leaves[form] & leaves[each]]
        is_first = numbers[form][0] == number
        yield [each for other in others for each in numbers[other]] if is_first else []


_HELD_BY = list(_held())
_HELD = numpy.array([each for held in _HELD_BY for each in held])
_HELD_SIZES = numpy.array([len(held) for held in _HELD_BY])
_HELD_FIRSTS = _HELD_SIZES.cumsum() - _HELD_SIZES
# how many parts a word counts that stands in a head or a body so many times
_IN_PARTS = range(ONCE, ONCE + _AGAIN * _MOST_TIMES, _AGAIN)
_PARTS = numpy.array([[0, *[1] * _MOST_TIMES], [0, *_IN_PARTS]])


# -- what stands in a text ----------------------------------------------------------------------


def words_in(text: str, numbers: Numbers, owners: Numbers) -> Found:
    """Return the words in texts that stand in `text`, one after another.

    `numbers` has the pair that begins at each place, `owners` the text that holds the place.
    """
    at = ((numbers > 0) & (numbers <= len(_KEYS))).nonzero()[0]
    keys = numbers[at]
    sizes = _SIZES[keys]
    words = runs(_FIRSTS[keys], sizes)
    keys_at = at.repeat(sizes)
    places = keys_at - _KEY_AT[words]
    stands = numbers.take(keys_at + _OTHER_BEHIND[words], mode="clip") == _OTHERS[words]
    stands &= places >= 0
    long = (stands & _IS_LONG[words]).nonzero()[0]
    stands[long] = [
        text.startswith(FORMS[word], place)
        for word, place in zip(words[long].tolist(), places[long].tolist(), strict=True)
    ]
    places = places[stands]
    return Found(words[stands], places, owners[places])


def runs(firsts: Numbers, sizes: Numbers) -> Numbers:
    """Return numbers that follow on each of `firsts`, as many as its size, one after another.

    >>> runs(numpy.array([5, 9]), numpy.array([2, 1])).tolist()
    [5, 6, 9]
    """
    followed: Numbers = (firsts - sizes.cumsum() + sizes).repeat(sizes)
    followed += numpy.arange(len(followed))
    return followed


def votes_of(found: Found, heads: int, size: int) -> Numbers:
    """Return what words say for each leaf (columns) of each of `size` texts (rows).

    The first `heads` of them are heads, the others bodies.
    """
    ordered = numpy.sort(found.owners << _WORD_BITS | found.words)
    bounds = bounds_of(ordered)
    owned = ordered[bounds[:-1]]
    owners, words = owned >> _WORD_BITS, owned & _WORD
    times = bounds[1:] - bounds[:-1]
    # less those within longer words
    sizes = _HELD_SIZES[words]
    holders = numpy.arange(len(owned)).repeat(sizes)
    held = _HELD[runs(_HELD_FIRSTS[words], sizes)]
    within = numpy.searchsorted(owned, owners[holders] << _WORD_BITS | held)
    times -= numpy.bincount(within, times[holders], len(owned)).astype(int)
    is_body = (owners >= heads).astype(int)
    parts = _PARTS[is_body, numpy.minimum(numpy.maximum(times, 0), _MOST_TIMES)]
    gains = _GAINS_OF[is_body, words]
    return _sum_by_leaf(words, gains * parts, owners, size)


def sentence_votes(words: Numbers, sentences: Numbers, size: int) -> Numbers:
    """Return what words say for each leaf of each of `size` sentences, once each.

    `sentences` has the sentence of each word.
    """
    ordered = numpy.sort(sentences << _WORD_BITS | words)
    owned = ordered[bounds_of(ordered)[:-1]]
    words = owned & _WORD
    return _sum_by_leaf(words, _GAINS_OF[1].take(words), owned >> _WORD_BITS, size)


def _sum_by_leaf(words: Numbers, gains: Numbers, owners: Numbers, size: int) -> Numbers:
    """Return the sum of the gains of words for each leaf (columns) of each of `size` owners."""
    cells = owners * len(LEAVES) + _LEAF_OF[words]
    sums = numpy.bincount(cells, gains, size * len(LEAVES)).astype(int)
    return sums.reshape(size, len(LEAVES))
