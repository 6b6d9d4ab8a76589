"""The type of a measure: one leaf of the tree of types, and further leaves that a clause serves.

Two judges vote. The lexicon counts the words of each leaf, in the head more than in the body; the
linear model weighs pairs of characters. A leaf is added as a further one where a sentence of its
own speaks for it. Says nothing of what the leaves offer (benefits) or to whom (targets).
"""

import re
from array import array
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass

import regex

from extractors.lexicon import one_of, read_lexicon
from extractors.type_model import NOTHING, UNIT, bigrams, packed, read_model, unpacked

NO_LEAF = "Z0"
_MOST_FURTHER = 3
_LEXICON_SHARE = 0.6

# what a word adds to its leaf: in the head, in the body
_GAINS = {"strong": (4.0, 1.0), "words": (1.4, 0.4), "against": (-1.5, -0.5)}
# a word counts 20 parts, 3 more each further time
_ONCE, _AGAIN, _MOST_TIMES = 20, 3, 3
_DECIDES = 3.9
_SETTLES = 8.0
_OWN_SENTENCE = 0.8
_ABOVE = 3.0

_UNITS = regex.compile(r"（(?:牵头|责任|配合|主办|承办|参加|完成时限)[^（）]*）")
_LABEL = re.compile(
    r"(?:[（(]?[一二三四五六七八九十0-9]{1,3}[）)、.．]|第[一二三四五六七八九十百0-9]+条|[一二三四五六七八九十]是)\s*"
)
_SENTENCE_END = re.compile(r"[。；\n]")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the lexicon: packed scores for the head and the body, and its leaves.

    `last` is its last pair of characters: a quick sign that a text does not hold it.
    """

    form: str
    last: str
    head: int
    body: int
    leaves: tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A measure as the judges see it: its head, its words, and the pairs of characters."""

    head: str
    text: str
    head_pairs: Set[str]
    pairs: Set[str]
    words: tuple[Word, ...]


LEAVES = tuple(entry.key for entry in read_lexicon("types"))
_NO_LEAF = LEAVES.index(NO_LEAF)
_SIZE = len(LEAVES)


def _words() -> dict[str, tuple[Word, ...]]:
    """Return the words of all leaves under their first two characters."""
    gains: dict[str, list[tuple[int, float, float]]] = {}
    for leaf, entry in enumerate(read_lexicon("types")):
        for sort, (head, body) in _GAINS.items():
            for form in entry.more.get(sort, ()):
                gains.setdefault(form, []).append((leaf, head, body))
    index: dict[str, list[Word]] = {}
    for form, leaves in gains.items():
        word = Word(
            form,
            form[-2:],
            _lanes((leaf, head) for leaf, head, _ in leaves),
            _lanes((leaf, body / _ONCE) for leaf, _, body in leaves),
            tuple((leaf, body) for leaf, _, body in leaves),
        )
        index.setdefault(form[:2], []).append(word)
    return {pair: tuple(words) for pair, words in index.items()}


def _lanes(gains: Iterable[tuple[int, float]]) -> int:
    scores = [0] * len(LEAVES)
    for leaf, gain in gains:
        scores[leaf] += round(gain * _LEXICON_SHARE * UNIT)
    return packed(scores)


_WORDS = _words()
_WORD_PAIRS = frozenset(_WORDS)
_OPENINGS = {
    form: _lanes([(leaf, _SETTLES)])
    for leaf, entry in enumerate(read_lexicon("types"))
    for form in entry.more.get("opening", ())
}
_OPENING = re.compile(one_of(_OPENINGS))


def classify(
    title: str | None, text: str, section_head: str | None = None
) -> tuple[str, tuple[str, ...], str]:
    """Return the leaf of a measure, its further leaves, and the rule that decided.

    `title` is the measure's own head, `text` the whole measure, `section_head` the heading or the
    document's title above it, which decides only where the measure itself says nothing.
    """
    reading = read(title or "", text)
    by_words = lexicon_scores(reading)
    votes = unpacked(by_words + read_model().scores(reading.pairs, reading.head_pairs), _SIZE)
    words = unpacked(by_words, _SIZE)
    best = votes.index(max(votes))
    if section_head and (best == _NO_LEAF or words[best] <= NOTHING):
        above = _named_by(section_head)
        if above is not None and votes[above] + _ABOVE * UNIT > votes[best]:
            return LEAVES[above], (), "types.section"
    rule = "types.lexicon" if words[best] == max(words) else "types.model"
    return LEAVES[best], _further(best, votes, reading), rule


def _named_by(section_head: str) -> int | None:
    """Return the leaf that a heading's words name, None where they name none."""
    scores = unpacked(lexicon_scores(read(section_head, "")), _SIZE)
    best = max(scores)
    return scores.index(best) if best - NOTHING >= _DECIDES * _LEXICON_SHARE * UNIT else None


def read(title: str, text: str) -> Reading:
    """Return a measure's title and text as the judges see them."""
    head, words = plain(title), plain(text)
    pairs = bigrams(words)
    return Reading(head, words, bigrams(head), pairs, tuple(_words_in(words, pairs)))


def plain(text: str) -> str:
    """Return the words that tell a type: without label and bracketed units."""
    label = _LABEL.match(text)
    bare = text[label.end() :] if label else text
    return _UNITS.sub("", bare) if "单位" in bare else bare


def _words_in(text: str, pairs: Set[str]) -> Iterator[Word]:
    return (
        word
        for pair in _WORD_PAIRS & pairs
        for word in _WORDS[pair]
        if word.last in pairs and word.form in text
    )


def lexicon_scores(reading: Reading) -> int:
    """Return what the words of the lexicon say for each leaf, packed."""
    total = sum(word.head for word in _words_in(reading.head, reading.head_pairs))
    opening = _OPENING.match(reading.head)
    if opening:
        total += _OPENINGS[opening[0]]
    for word in reading.words:
        times = min(reading.text.count(word.form), _MOST_TIMES)
        total += word.body * (_ONCE + _AGAIN * (times - 1))
    return total


def _further(best: int, votes: "array[int]", reading: Reading) -> tuple[str, ...]:
    """Return up to three leaves besides the best that a sentence of their own serves."""
    sentences = _SENTENCE_END.split(reading.text)
    if len(sentences) < 2:
        return ()
    found: dict[int, float] = {}
    for sentence in sentences:
        words = [word for word in reading.words if word.form in sentence]
        gains = _gains_of(words)
        if all(gain < _OWN_SENTENCE or leaf == best for leaf, gain in gains.items()):
            continue
        leaf = _leaf_of(sentence, words)
        if leaf not in (best, _NO_LEAF) and gains.get(leaf, 0) >= _OWN_SENTENCE:
            gain = gains[leaf] * _LEXICON_SHARE * UNIT + votes[leaf]
            found[leaf] = max(found.get(leaf, 0), gain)
    ranked = sorted(found, key=found.__getitem__, reverse=True)
    return tuple(LEAVES[leaf] for leaf in ranked[:_MOST_FURTHER])


def _gains_of(words: Iterable[Word]) -> dict[int, float]:
    """Return what the words of one sentence add to each leaf that they name."""
    gains: dict[int, float] = {}
    for word in words:
        for leaf, gain in word.leaves:
            gains[leaf] = gains.get(leaf, 0) + gain
    return gains


def _leaf_of(sentence: str, words: Iterable[Word]) -> int:
    """Return the leaf of one sentence by both judges."""
    by_words = _ONCE * sum(word.body for word in words)
    votes = unpacked(by_words + read_model().scores(bigrams(sentence), frozenset()), _SIZE)
    return votes.index(max(votes))
