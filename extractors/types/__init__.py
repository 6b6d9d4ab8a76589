"""The type of a measure: one leaf of the tree of types, and further leaves that a clause serves.

Two judges vote. The lexicon counts the words of each leaf, in the head more than in the body; the
linear model weighs pairs of characters. A leaf is added as a further one where a sentence of its
own speaks for it. A measure that says nothing itself takes the leaf of the heading above it or of
the document's title. Says nothing of what the leaves offer (benefits) or to whom (targets).
"""

import re
from array import array
from bisect import bisect
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

import regex

from extractors.lexicon import one_of, read_lexicon
from extractors.types.model import UNIT, Model, bigrams, read_model, unpacked

NO_LEAF = "Z0"
_MOST_FURTHER = 3
_LEXICON_SHARE = 0.6

# what a word adds to its leaf: in the head, in the body
_GAINS = {"strong": (4.0, 1.0), "words": (1.4, 0.4), "against": (-1.5, -0.5)}
# a word counts 20 parts, 3 more each further time
_ONCE, _AGAIN, _MOST_TIMES = 20, 3, 3
_DECIDES = 3.9
_SETTLES = 8.0
# how far a heading's or the document's leaf may stand behind the measure's own
_ABOVE = 3.0
_ABOVE_NO_LEAF = 5.0
# words that say so little that the heading above may speak
_HARDLY = 0.5
_OTHER_SUBJECT = 4.0
# how far a leaf of K stands before none where a document has another subject
_AHEAD = 1.2
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


class Word(NamedTuple):
    """A word of the lexicon, and what it adds to its leaves in the head and once in the body.

    `sign` is a number in `WORD_PAIRS`. `holds` are shorter words of other leaves: the 创业补贴 in
    求职创业补贴 says nothing.
    """

    form: str
    sign: int
    head: tuple[tuple[int, int], ...]
    body: tuple[tuple[int, int], ...]
    holds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A measure as the judges see it: its head and its text, and their pairs of characters.

    A pair is a number of the model; `pairs` has one for each place of the text.
    """

    head: str
    text: str
    head_known: Set[int]
    pairs: Sequence[int]
    known: Set[int]


Found = list[tuple[Word, list[int]]]
"""The words of the lexicon in a text, each with the places where it stands."""

LEAVES = tuple(entry.key for entry in read_lexicon("types"))
_NO_LEAF = LEAVES.index(NO_LEAF)
_PROCEDURES = frozenset(at for at, leaf in enumerate(LEAVES) if leaf.startswith("K"))
_SIZE = len(LEAVES)


def _vote(gain: float) -> int:
    return round(gain * _LEXICON_SHARE * UNIT)


@cache
def _adds(leaf: int, gain: float) -> tuple[int, int]:
    """Return a leaf and its vote, one object for all words: what stays together stays near."""
    return leaf, _vote(gain)


# two words or a strong one, less what rounding takes from their votes
_OWN_SENTENCE = _vote(0.79 / _ONCE)


def _gains() -> dict[str, list[tuple[int, float, float]]]:
    """Return the words of all leaves, each with its leaves and what it adds in head and body."""
    gains: dict[str, list[tuple[int, float, float]]] = {}
    for leaf, entry in enumerate(read_lexicon("types")):
        for sort, (head, body) in _GAINS.items():
            for form in entry.more.get(sort, ()):
                gains.setdefault(form, []).append((leaf, head, body))
    return gains


_FORMS = _gains()


_SHARED = Counter(pair for form in _FORMS for pair in bigrams(form))


def _signs(form: str) -> tuple[str, str]:
    """Return the two pairs of characters in a word that the fewest words share."""
    rare = sorted(bigrams(form), key=lambda pair: (_SHARED[pair], pair))
    return rare[0], rare[min(1, len(rare) - 1)]


WORD_PAIRS = tuple(dict.fromkeys(pair for form in _FORMS for pair in _signs(form)))
"""The pairs of characters by which words are found: the model numbers them first, from 1."""
_NUMBERS = {pair: number for number, pair in enumerate(WORD_PAIRS, 1)}


def _words() -> dict[int, tuple[Word, ...]]:
    """Return the words under the number of the pair of characters that the fewest words share.

    The next such pair is the word's sign: a text without both does not hold the word.
    """
    holds = _holds({form: {each[0] for each in own} for form, own in _FORMS.items()})
    index: dict[int, list[Word]] = {}
    for form, leaves in _FORMS.items():
        key, sign = _signs(form)
        word = Word(
            form,
            _NUMBERS[sign],
            tuple(_adds(leaf, head) for leaf, head, _ in leaves),
            tuple(_adds(leaf, body / _ONCE) for leaf, _, body in leaves),
            holds[form],
        )
        index.setdefault(_NUMBERS[key], []).append(word)
    return {pair: tuple(words) for pair, words in index.items()}


def _holds(leaves: dict[str, set[int]]) -> dict[str, tuple[str, ...]]:
    """Return for each word the shorter words that it holds and that share none of its leaves."""
    held: dict[str, tuple[str, ...]] = {}
    for form, own in leaves.items():
        size = len(form)
        inner = {form[i:j] for i in range(size) for j in range(i + 2, size + 1)} - {form}
        held[form] = tuple(each for each in inner if each in leaves and not own & leaves[each])
    return held


_WORDS = _words()
_KEYS = frozenset(_WORDS)
_OPENINGS = {
    form: leaf
    for leaf, entry in enumerate(read_lexicon("types"))
    for form in entry.more.get("opening", ())
}
_OPENING = re.compile(one_of(_OPENINGS))
_DIVISION = LEAVES.index("K1")


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
    model = known_model()
    reading = read(model, title or "", text)
    found = _words_in(reading.text, reading.known)
    words = _lexicon_votes(reading, found)
    votes = unpacked(model.scores(reading.known, reading.head_known), _SIZE)
    for leaf, vote in enumerate(words):
        votes[leaf] += vote
    best = votes.index(max(votes))
    section = _named_by(section_head) if section_head else None
    is_other = subject is not None and not subject.is_work and section not in _PROCEDURES
    if is_other and not _is_procedure(best, votes):
        votes[_NO_LEAF] += round(_OTHER_SUBJECT * UNIT)
        best = votes.index(max(votes))
    if best == _NO_LEAF or words[best] <= _HARDLY * UNIT:
        reach = (_ABOVE_NO_LEAF if best == _NO_LEAF else _ABOVE) * UNIT
        if section is not None and votes[section] + reach > votes[best]:
            return LEAVES[section], (), "types.section"
        whole = subject.leaf if subject and subject.is_work else None
        if whole is not None and votes[whole] + _ABOVE * UNIT > votes[best]:
            return LEAVES[whole], (), "types.subject"
    rule = "types.lexicon" if words[best] == max(words) else "types.model"
    return LEAVES[best], _further(best, votes, reading, found), rule


def _is_procedure(best: int, votes: "array[int]") -> bool:
    """Tell whether a leaf of family K stands well before none: it serves documents of any subject.

    Leadership, publicity, reports, applications, supervision and sanctions are K whatever is paid.
    """
    return best in _PROCEDURES and votes[best] - votes[_NO_LEAF] >= _AHEAD * UNIT


@lru_cache(maxsize=1024)
def _named_by(section_head: str) -> int | None:
    """Return the leaf that a heading's words name, None where they name none."""
    votes = lexicon_votes(read(known_model(), section_head, ""))
    best = max(votes)
    return votes.index(best) if best >= _DECIDES * _LEXICON_SHARE * UNIT else None


def read(model: Model, title: str, text: str) -> Reading:
    """Return a measure's title and text as the judges see them."""
    head, words = plain(title), plain(text)
    pairs = model.numbers_in(words)
    return Reading(head, words, set(model.numbers_in(head)), pairs, set(pairs))


def plain(text: str) -> str:
    """Return the words that tell a type: without label and bracketed units."""
    label = _LABEL.match(text)
    bare = text[label.end() :] if label else text
    return _UNITS.sub("", bare) if "单位" in bare else bare


@cache
def known_model() -> Model:
    """Return the model, whose numbers of pairs begin with those of the lexicon's words."""
    return read_model(WORD_PAIRS)


def _words_in(text: str, known: Set[int]) -> Found:
    found = []
    find = text.find
    for key in _KEYS & known:
        for word in _WORDS[key]:
            if word.sign in known and (start := find(word.form)) >= 0:
                starts = [start]
                size = len(word.form)
                while (start := find(word.form, start + size)) >= 0:
                    starts.append(start)
                found.append((word, starts))
    return found


def lexicon_votes(reading: Reading) -> list[int]:
    """Return what the words of the lexicon say for each leaf."""
    return _lexicon_votes(reading, _words_in(reading.text, reading.known))


def _lexicon_votes(reading: Reading, found: Found) -> list[int]:
    votes = [0] * _SIZE
    head = _words_in(reading.head, reading.head_known)
    within = _times_within(head)
    for word, starts in head:
        if len(starts) > within.get(word.form, 0):
            for leaf, vote in word.head:
                votes[leaf] += vote
    opening = _OPENING.match(reading.head)
    if opening:
        votes[_OPENINGS[opening[0]]] += _vote(_SETTLES)
    elif not reading.head and _DIVIDES.match(reading.text):
        votes[_DIVISION] += _vote(_DIVIDED)
    within = _times_within(found)
    for word, starts in found:
        times = len(starts) - within.get(word.form, 0)
        if times > 0:
            factor = _ONCE if times == 1 else _ONCE + _AGAIN * (min(times, _MOST_TIMES) - 1)
            for leaf, vote in word.body:
                votes[leaf] += factor * vote
    return votes


def _times_within(found: Found) -> dict[str, int]:
    """Return how often words stand within longer words of other leaves."""
    times: dict[str, int] = {}
    for word, starts in found:
        for inner in word.holds:
            times[inner] = times.get(inner, 0) + len(starts)
    return times


def _further(best: int, votes: "array[int]", reading: Reading, found: Found) -> tuple[str, ...]:
    """Return up to three leaves besides the best that a sentence of their own serves."""
    ends = [end.start() for end in _SENTENCE_END.finditer(reading.text)]
    if not ends:
        return ()
    bounds = (-1, *ends, len(reading.text))
    ranks: dict[int, int] = {}
    for number, said in sorted(_said(found, ends).items()):
        # a sentence that could not raise the rank of a leaf is not judged
        own = {
            leaf: rank
            for leaf, vote in said.items()
            if vote >= _OWN_SENTENCE
            and leaf not in (best, _NO_LEAF)
            and (rank := _ONCE * vote + votes[leaf]) > ranks.get(leaf, 0)
        }
        if own:
            pairs = reading.pairs[bounds[number] + 1 : bounds[number + 1] - 1]
            leaf = _leaf_of(set(pairs), said)
            if leaf in own:
                ranks[leaf] = own[leaf]
    ranked = sorted(ranks, key=ranks.__getitem__, reverse=True)
    return tuple(LEAVES[leaf] for leaf in ranked[:_MOST_FURTHER])


def _said(found: Found, ends: list[int]) -> dict[int, dict[int, int]]:
    """Return what the words of each sentence say for the leaves that they name, once each."""
    said: dict[int, dict[int, int]] = {}
    for word, starts in found:
        last = -1
        for start in starts:
            number = bisect(ends, start)
            if number != last:
                last = number
                votes = said.setdefault(number, {})
                for leaf, vote in word.body:
                    votes[leaf] = votes.get(leaf, 0) + vote
    return said


def _leaf_of(pairs: Set[int], said: Mapping[int, int]) -> int:
    """Return the leaf of one sentence by both judges."""
    votes = unpacked(known_model().scores(pairs, frozenset()), _SIZE)
    for leaf, vote in said.items():
        votes[leaf] += _ONCE * vote
    return votes.index(max(votes))
