"""The type of a measure: one leaf of the tree of types, and further leaves that a clause serves.

Two judges vote. The lexicon counts the words of each leaf, in the head more than in the body; the
linear model weighs pairs of characters. A leaf is added as a further one where a sentence of its
own speaks for it. Says nothing of what the leaves offer (benefits) or to whom (targets).
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import regex

from extractors.lexicon import read_lexicon
from extractors.type_model import Model, bigrams, read_model

NO_LEAF = "Z0"
_MOST_FURTHER = 3

_UNITS = regex.compile(r"（(?:牵头|责任|配合|主办|承办|参加|完成时限)[^（）]*）")
_LABEL = regex.compile(
    r"(?:[（(]?[一二三四五六七八九十0-9]{1,3}[）)、.．]|第[一二三四五六七八九十百0-9]+条|[一二三四五六七八九十]是)\s*"
)
_DIGITS = regex.compile(r"[0-9]+(?:\.[0-9]+)?")
_SENTENCE_END = regex.compile(r"[。；\n]")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the lexicon with what it adds to a leaf: in the head, and in the body."""

    form: str
    leaf: int
    head: float
    body: float


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a measure and the pairs of characters in it."""

    text: str
    pairs: frozenset[str]


# what a word adds to its leaf: (in the head, in the body)
_GAINS = {"strong": (4.0, 1.0), "words": (1.4, 0.4), "against": (-1.5, -0.5)}
_AGAIN = 0.15
_LEAVES = tuple(entry.key for entry in read_lexicon("types"))


def _words() -> dict[str, tuple[Word, ...]]:
    """Return the words of all leaves under their first two characters."""
    index: dict[str, list[Word]] = {}
    for leaf, entry in enumerate(read_lexicon("types")):
        for sort, (head, body) in _GAINS.items():
            for form in entry.more.get(sort, ()):
                index.setdefault(form[:2], []).append(Word(form, leaf, head, body))
    return {pair: tuple(words) for pair, words in index.items()}


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
    votes = combined(lexicon, read_model(), head, sentences)
    best = max(range(len(_LEAVES)), key=votes.__getitem__)
    if _LEAVES[best] == NO_LEAF or lexicon[best] <= 0:
        above = _best_above(section_head)
        if above is not None and votes[above] > votes[best] - _ABOVE:
            return _LEAVES[above], (), "types.section"
    rule = "types.lexicon" if lexicon[best] == max(lexicon) else "types.model"
    return _LEAVES[best], _further(best, votes, sentences), rule


_ABOVE = 3.0


def _best_above(section_head: str | None) -> int | None:
    """Return the leaf that a heading's words name, None where they name none."""
    if not section_head:
        return None
    scores = lexicon_scores(section_head, ())
    best = max(range(len(_LEAVES)), key=scores.__getitem__)
    return best if scores[best] >= _GAINS["strong"][0] else None


def plain(text: str) -> str:
    """Return the words that tell a type: without label, bracketed units and the size of sums."""
    label = _LABEL.match(text)
    return _DIGITS.sub("0", _UNITS.sub("", text[label.end() :] if label else text))


def split(text: str) -> Iterable[Sentence]:
    """Yield the sentences of a plain text with the pairs of characters in them."""
    for part in _SENTENCE_END.split(text):
        if len(part) > 1:
            yield Sentence(part, frozenset(bigrams(part)))


def lexicon_scores(head: str, sentences: Iterable[Sentence]) -> list[float]:
    """Return what the words of the lexicon say for each leaf."""
    scores = [0.0] * len(_LEAVES)
    for word in _words_in(head, bigrams(head)):
        scores[word.leaf] += word.head
    counted = Counter(word for each in sentences for word in _words_in(each.text, each.pairs))
    for word, times in counted.items():
        scores[word.leaf] += word.body * (1 + _AGAIN * min(times - 1, 2))
    return scores


def _words_in(text: str, pairs: frozenset[str] | set[str]) -> Iterable[Word]:
    return (word for pair in _WORDS.keys() & pairs for word in _WORDS[pair] if word.form in text)


_LEXICON_SHARE = 0.6


def combined(
    lexicon: list[float], model: Model, head: str, sentences: tuple[Sentence, ...]
) -> list[float]:
    """Return the votes of the lexicon and of the model together, for each leaf."""
    pairs = frozenset[str]().union(*(each.pairs for each in sentences))
    learned = model.scores(pairs, bigrams(head))
    return [mine + _LEXICON_SHARE * words for mine, words in zip(learned, lexicon, strict=True)]


_OWN_SENTENCE = 1.0
_STANDING = 2.0


def _further(best: int, votes: list[float], sentences: tuple[Sentence, ...]) -> tuple[str, ...]:
    """Return up to three leaves besides the best that a sentence of their own serves."""
    if len(sentences) < 2:
        return ()
    found: dict[int, float] = {}
    model = read_model()
    for sentence in sentences:
        lexicon = lexicon_scores("", (sentence,))
        own = combined(lexicon, model, "", (sentence,))
        leaf = max(range(len(_LEAVES)), key=own.__getitem__)
        if leaf != best and lexicon[leaf] >= _OWN_SENTENCE and _LEAVES[leaf] != NO_LEAF:
            found[leaf] = max(found.get(leaf, 0.0), lexicon[leaf] + votes[leaf])
    ranked = sorted(found, key=found.__getitem__, reverse=True)
    return tuple(_LEAVES[leaf] for leaf in ranked[:_MOST_FURTHER])
