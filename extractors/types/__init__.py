"""The type of a measure: one leaf of the tree of types, and further leaves that a clause serves.

Two judges vote. The lexicon counts the words of each leaf, in the head more than in the body; the
linear model weighs pairs of characters. A leaf is added as a further one where a sentence of its
own speaks for it. A measure that says nothing itself takes the leaf of the heading above it or of
the document's title. Says nothing of what the leaves offer (benefits) or to whom (targets).
"""

import re
from array import array
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass

import regex

from extractors.lexicon import one_of, read_lexicon
from extractors.types.model import NOTHING, UNIT, bigrams, packed, read_model, unpacked

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
# how far a heading's or the document's leaf may stand behind the measure's own
_ABOVE = 3.0
_ABOVE_NO_LEAF = 5.0
# words that say so little that the heading above may speak
_HARDLY = 0.5
_OTHER_SUBJECT = 4.0
_DIVIDED = 3.0
# words about work in a thousand characters, below which a document has another subject: prize
# rules and subsidies for herds have 0 to 5, a reform of firms with its staff 9, work notices 11 up
_WORK_DENSITY = 10

_UNITS = regex.compile(r"（(?:牵头|责任|配合|主办|承办|参加|完成时限)[^（）]*）")
_LABEL = re.compile(
    r"(?:[（(]?[一二三四五六七八九十0-9]{1,3}[）)、.．]|第[一二三四五六七八九十百0-9]+条|[一二三四五六七八九十]是)\s*"
)
_SENTENCE_END = re.compile(r"[。；\n]")
_WORK = re.compile(
    "就业|用工|务工|员工|职工|劳动|失业|创业|招聘|求职|见习|稳岗|留工|留岗|农民工|岗位|培训|过年|工资|欠薪"
    "|毕业生|返乡|技能"
)
# 资金不得用于下列支出：（一）购置车辆: the items name what the money may not buy
_NOT_FOR = re.compile("不得(?:用于|列支|支出|开支)")
# 各级人社部门负责审核发放，财政部门负责拨付: each body with its part
_BODY_DOES = "[^，。；]{2,24}(?:部门|机构|[局厅委办院会]|中心|政府)(?:应当)?(?:具体)?"
_DIVIDES = re.compile(
    rf"{_BODY_DOES}负责[^。；\n]{{4,60}}[，。；\n]{_BODY_DOES}(?:负责|协助|配合|协同|按照?职责)"
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the lexicon: packed scores for the head and the body, and its leaves.

    `last` is its last pair of characters: a quick sign that a text does not hold it. `within` are
    longer words of other leaves: the 创业补贴 in 求职创业补贴 says nothing.
    """

    form: str
    last: str
    head: int
    body: int
    leaves: tuple[tuple[int, float], ...]
    within: tuple[str, ...] = ()


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
    within = _within({form: {each[0] for each in own} for form, own in gains.items()})
    index: dict[str, list[Word]] = {}
    for form, leaves in gains.items():
        word = Word(
            form,
            form[-2:],
            _lanes((leaf, head) for leaf, head, _ in leaves),
            _lanes((leaf, body / _ONCE) for leaf, _, body in leaves),
            tuple((leaf, body) for leaf, _, body in leaves),
            within.get(form, ()),
        )
        index.setdefault(form[:2], []).append(word)
    return {pair: tuple(words) for pair, words in index.items()}


def _within(leaves: dict[str, set[int]]) -> dict[str, tuple[str, ...]]:
    """Return for each word the longer words that hold it and share none of its leaves."""
    found: dict[str, tuple[str, ...]] = {}
    for form, own in leaves.items():
        size = len(form)
        for inner in {form[i:j] for i in range(size) for j in range(i + 2, size + 1)} - {form}:
            if inner in leaves and not own & leaves[inner]:
                found[inner] = (*found.get(inner, ()), form)
    return found


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
_DIVISION = _lanes([(LEAVES.index("K1"), _DIVIDED)])


@dataclass(frozen=True, slots=True)
class Subject:
    """What a whole document is about: a leaf that its title names, and whether it is work."""

    leaf: int | None
    is_work: bool


def subject_of(title: str | None, text: str) -> Subject:
    """Return the subject of a document by its title and by how often its text speaks of work."""
    title = title or ""
    is_work = bool(_WORK.search(title)) or (
        sum(1 for _ in _WORK.finditer(text)) * 1000 >= _WORK_DENSITY * len(text)
    )
    return Subject(_named_by(title), is_work)


def classify(
    title: str | None,
    text: str,
    section_head: str | None = None,
    subject: Subject | None = None,
) -> tuple[str, tuple[str, ...], str]:
    """Return the leaf of a measure, its further leaves, and the rule that decided.

    `title` is the measure's own head, `text` the whole measure. `section_head`, the heading above
    it, and `subject`, what the document is about, decide only where the measure says nothing.
    """
    if section_head and _NOT_FOR.search(section_head):
        return "K4", (), "types.section"
    reading = read(title or "", text)
    by_words = lexicon_scores(reading)
    votes = unpacked(by_words + read_model().scores(reading.pairs, reading.head_pairs), _SIZE)
    words = unpacked(by_words, _SIZE)
    if subject and not subject.is_work:
        votes[_NO_LEAF] += round(_OTHER_SUBJECT * UNIT)
    best = votes.index(max(votes))
    if best == _NO_LEAF or words[best] <= NOTHING + _HARDLY * UNIT:
        reach = (_ABOVE_NO_LEAF if best == _NO_LEAF else _ABOVE) * UNIT
        section = _named_by(section_head) if section_head else None
        if section is not None and votes[section] + reach > votes[best]:
            return LEAVES[section], (), "types.section"
        whole = subject.leaf if subject and subject.is_work else None
        if whole is not None and votes[whole] + _ABOVE * UNIT > votes[best]:
            return LEAVES[whole], (), "types.subject"
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
    total = 0
    for word in _words_in(reading.head, reading.head_pairs):
        if not word.within or _times(word, reading.head):
            total += word.head
    opening = _OPENING.match(reading.head)
    if opening:
        total += _OPENINGS[opening[0]]
    elif not reading.head and _DIVIDES.match(reading.text):
        total += _DIVISION
    for word in reading.words:
        times = min(_times(word, reading.text), _MOST_TIMES)
        if times > 0:
            total += word.body * (_ONCE + _AGAIN * (times - 1))
    return total


def _times(word: Word, text: str) -> int:
    """Return how often a word stands in a text, not within a longer word of another leaf."""
    times = text.count(word.form)
    for longer in word.within:
        times -= text.count(longer)
    return times


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
