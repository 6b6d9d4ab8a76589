"""The type of a measure: one leaf of the tree of types, and further leaves that a clause serves.

Two judges vote. The lexicon counts the words of each leaf, in the head more than in the body; the
linear model weighs pairs of characters. A leaf is added as a further one where a sentence of its
own speaks for it. Says nothing of what the leaves offer (benefits) or to whom (targets).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass

import regex

from extractors.lexicon import read_lexicon
from extractors.type_model import UNIT, Model, bigrams, packed, read_model, unpacked

NO_LEAF = "Z0"
_MOST_FURTHER = 3
_LEXICON_SHARE = 0.6

# what a word adds to its leaf: in the head, in the body
_GAINS = {"strong": (4.0, 1.0), "words": (1.4, 0.4), "against": (-1.5, -0.5)}
# a word counts 20 parts, 3 more for each further sentence that has it
_ONCE, _AGAIN = 20, 3
_DECIDES = 4.0
_OWN_SENTENCE = 1.0
_ABOVE = 3.0

_UNITS = regex.compile(r"（(?:牵头|责任|配合|主办|承办|参加|完成时限)[^（）]*）")
_LABEL = regex.compile(
    r"(?:[（(]?[一二三四五六七八九十0-9]{1,3}[）)、.．]|第[一二三四五六七八九十百0-9]+条|[一二三四五六七八九十]是)\s*"
)
_SENTENCE_END = regex.compile(r"[。；\n]")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the lexicon: packed scores for the head and the body, and its leaves."""

    form: str
    head: int
    body: int
    leaves: tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a measure, the pairs of characters in it, the words of the lexicon."""

    text: str
    pairs: Set[str]
    words: tuple[Word, ...]


LEAVES = tuple(entry.key for entry in read_lexicon("types"))
_NO_LEAF = LEAVES.index(NO_LEAF)


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


def classify(
    title: str | None, text: str, section_head: str | None = None
) -> tuple[str, tuple[str, ...], str]:
    """Return the leaf of a measure, its further leaves, and the rule that decided.

    `title` is the measure's own head, `text` the whole measure, `section_head` the heading or the
    document's title above it, which decides only where the measure itself says nothing.
    """
    head = plain(title or "")
    sentences = tuple(split(plain(text)))
    lexicon = lexicon_scores(head, sentences)
    votes = unpacked(lexicon + model_scores(read_model(), head, sentences), len(LEAVES))
    words = unpacked(lexicon, len(LEAVES))
    nothing = unpacked(0, 1)[0]
    best = votes.index(max(votes))
    if section_head and (best == _NO_LEAF or words[best] <= nothing):
        above = _named_by(section_head)
        if above is not None and votes[above] + _ABOVE * UNIT > votes[best]:
            return LEAVES[above], (), "types.section"
    rule = "types.lexicon" if words[best] == max(words) else "types.model"
    return LEAVES[best], _further(best, sentences), rule


def _named_by(section_head: str) -> int | None:
    """Return the leaf that a heading's words name, None where they name none."""
    scores = unpacked(lexicon_scores(section_head, ()), len(LEAVES))
    best = max(scores)
    raised = best - unpacked(0, 1)[0]
    return scores.index(best) if raised >= _DECIDES * _LEXICON_SHARE * UNIT * 0.99 else None


def plain(text: str) -> str:
    """Return the words that tell a type: without label and bracketed units."""
    label = _LABEL.match(text)
    bare = text[label.end() :] if label else text
    return _UNITS.sub("", bare) if "单位" in bare else bare


def split(text: str) -> Iterator[Sentence]:
    """Yield the sentences of a plain text with the pairs and the words in them."""
    for part in _SENTENCE_END.split(text):
        if len(part) > 1:
            pairs = bigrams(part)
            yield Sentence(part, pairs, tuple(_words_in(part, pairs)))


def _words_in(text: str, pairs: Set[str]) -> Iterator[Word]:
    return (word for pair in _WORDS.keys() & pairs for word in _WORDS[pair] if word.form in text)


def lexicon_scores(head: str, sentences: Iterable[Sentence]) -> int:
    """Return what the words of the lexicon say for each leaf, packed."""
    total = sum(word.head for word in _words_in(head, bigrams(head)))
    counted = Counter(word.form for each in sentences for word in each.words)
    bodies = {word.form: word.body for each in sentences for word in each.words}
    again = sum(bodies[form] * min(times - 1, 2) for form, times in counted.items() if times > 1)
    return total + _ONCE * sum(bodies.values()) + _AGAIN * again


def model_scores(model: Model, head: str, sentences: Iterable[Sentence]) -> int:
    """Return what the linear model says for each leaf, packed."""
    pairs = set[str]().union(*(each.pairs for each in sentences))
    return model.scores(pairs, bigrams(head))


def _further(best: int, sentences: tuple[Sentence, ...]) -> tuple[str, ...]:
    """Return up to three leaves besides the best that a sentence of their own serves."""
    if len(sentences) < 2:
        return ()
    found: Counter[int] = Counter()
    for sentence in sentences:
        own: Counter[int] = Counter()
        for word in sentence.words:
            for leaf, gain in word.leaves:
                own[leaf] += gain
        for leaf, gain in own.most_common(1):
            if gain >= _OWN_SENTENCE and leaf not in (best, _NO_LEAF):
                found[leaf] = max(found[leaf], gain)
    return tuple(LEAVES[leaf] for leaf, _ in found.most_common(_MOST_FURTHER))
