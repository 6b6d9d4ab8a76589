"""The type of a measure: one leaf of the tree of types, and further leaves that a clause serves.

Two judges vote. The lexicon counts the words of each leaf, in the head more than in the body; the
linear model weighs pairs of characters. A leaf is added as a further one where a sentence of its
own speaks for it. A measure that says nothing itself takes the leaf of the heading above it or of
the document's title. Says nothing of what the leaves offer (benefits) or to whom (targets).

The measures of a document are judged together: both judges read all of its words in one step.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, islice
from math import ceil
from typing import NamedTuple

import numpy

from extractors.lexicon import one_of, read_lexicon
from extractors.types.model import UNIT, Codes, Model, Numbers, codes_of, read_model
from extractors.types.words import (
    LEAVES,
    ONCE,
    WORD_PAIRS,
    Found,
    runs,
    sentence_votes,
    vote,
    votes_of,
    words_in,
)

NO_LEAF = "Z0"
_MOST_FURTHER = 3
# what an opening adds to its leaf, and a text that gives each body its part
_SETTLES = 8.0
_DIVIDED = 3.0
_DECIDES = 3.9
# how far a heading's leaf may stand behind the measure's own, and the document's, which says less
_ABOVE = 3.0
_WHOLE = 1.0
_ABOVE_NO_LEAF = 5.0
# words that say so little that the heading above may speak
_HARDLY = 0.5
_OTHER_SUBJECT = 4.0
# how far a leaf of K stands before none where a document has another subject
_AHEAD = 1.2
# words about work in a thousand characters, below which a document has another subject: prize
# rules and subsidies for herds have 0 to 5, a reform of firms with its staff 9, work notices 11 up
_WORK_DENSITY = 10

_UNITS = re.compile(r"（(?:牵头|责任|配合|主办|承办|参加|完成时限)[^（）]*）")
_LABEL = re.compile(
    r"(?:[（(]?[一二三四五六七八九十0-9]{1,3}[）)、.．]|第[一二三四五六七八九十百0-9]+条|[一二三四五六七八九十]是)\s*"
)
# texts are read joined by a sign that no text holds, which ends the last sentence of each
_JOINT = "\0"
_ENDS_SENTENCE = numpy.zeros(1 << 16, bool)
_ENDS_SENTENCE[[ord(each) for each in f"。；\n{_JOINT}"]] = True
_WORK = re.compile(
    "就业|用工|务工|员工|职工|劳动|失业|创业|招聘|求职|见习|稳岗|留工|留岗|农民工|岗位|培训|过年|工资|欠薪"
    "|毕业生|返乡|技能"
)
# 资金不得用于下列支出：（一）购置车辆: the items name what the money may not buy
_NOT_FOR = re.compile("不得(?:用于|列支|支出|开支)")

_OPENINGS = {
    form: leaf
    for leaf, entry in enumerate(read_lexicon("types"))
    for form in entry.more.get("opening", ())
}
_OPENING = re.compile(one_of(_OPENINGS))
# 各级人社部门负责审核发放，财政部门负责拨付: each body with its part
_BODY_DOES = "[^，。；]{2,24}(?:部门|机构|[局厅委办院会]|中心|政府)(?:应当)?(?:具体)?"
_DIVIDES = re.compile(
    rf"{_BODY_DOES}负责[^。；\n]{{4,60}}[，。；\n]{_BODY_DOES}(?:负责|协助|配合|协同|按照?职责)"
)
_DIVISION = LEAVES.index("K1")

_NO_LEAF = LEAVES.index(NO_LEAF)
_RULED_OUT = LEAVES.index("K4")
_PROCEDURES = frozenset(at for at, leaf in enumerate(LEAVES) if leaf.startswith("K"))
# a leaf taken from above has none beside it
_BY_VOTES = ("types.lexicon", "types.model")
# two words or a strong one, less what rounding takes from their votes
_OWN_SENTENCE = vote(0.79 / ONCE)
_NEVER = -(1 << 40)


class Asked(NamedTuple):
    """A measure to be judged: its own head, all of its text, and the heading above it."""

    title: str | None
    text: str
    section_head: str | None = None


class Judged(NamedTuple):
    """The leaf of a measure, its further leaves, and the rule that decided."""

    leaf: str
    also: tuple[str, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class Subject:
    """What a whole document is about: its title, and whether it is work."""

    title: str
    is_work: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """Heads and bodies of measures as both judges see them, joined to one text, all heads first.

    There may be more heads than bodies: those of nothing but a head. `begins` is where each text
    begins, and the end of all; for each place `codes` has the character there, `owners` the text
    that holds it, and `numbers` the model's number of the pair of characters that begins there.
    `found` has the words of the lexicon.
    """

    heads: Sequence[str]
    bodies: Sequence[str]
    codes: Codes
    begins: Sequence[int]
    owners: Numbers
    numbers: Numbers
    found: Found


def subject_of(title: str | None, text: str) -> Subject:
    """Return the subject of a document by its title and by how often its text speaks of work."""
    title = title or ""
    enough = max(1, ceil(_WORK_DENSITY * len(text) / 1000))
    words = islice(_WORK.finditer(text), enough - 1, None)
    return Subject(title, bool(_WORK.search(title) or next(words, None)))


def classify(measures: Sequence[Asked], subject: Subject | None = None) -> list[Judged]:
    """Return the leaves of the measures of one document, in order.

    The heading above a measure, and `subject`, what the document is about, decide only where the
    measure says nothing.
    """
    if not measures:
        return []
    model, size = known_model(), len(measures)
    above = [subject.title if subject else "", *(each.section_head for each in measures)]
    headings = list(dict.fromkeys(filter(None, above)))
    heads = [plain(each.title or "") for each in measures] + [*map(plain, headings)]
    reading = read(model, heads, [plain(each.text) for each in measures])
    told = lexicon_votes(reading)
    votes = learned_votes(model, reading)[:size] + told[:size]
    named: dict[str | None, int | None] = dict(zip(headings, _named(told[size:]), strict=True))
    decided = _decide(measures, subject, named, votes, told[:size])
    further = _further(model, reading, votes, decided)
    return [
        Judged(LEAVES[leaf], tuple([LEAVES[each] for each in also]), rule)
        for (leaf, rule), also in zip(decided, further, strict=True)
    ]


def _decide(
    measures: Sequence[Asked],
    subject: Subject | None,
    named: Mapping[str | None, int | None],
    votes: Numbers,
    told: Numbers,
) -> list[tuple[int, str]]:
    """Return the leaf of each measure, and the rule, by votes of both judges and of the lexicon.

    `named` has the leaves that the headings above and the document's title name.
    """
    sections = [named.get(each.section_head) for each in measures]
    whole = named.get(subject.title) if subject and subject.is_work else None
    if subject and not subject.is_work:
        votes = _more_for_none(votes, sections)
    best = votes.argmax(axis=1)
    by_words = told[numpy.arange(len(told)), best]
    is_weak = (best == _NO_LEAF) | (by_words <= _HARDLY * UNIT)
    rules = [_BY_VOTES[is_learned] for is_learned in (by_words < told.max(axis=1)).tolist()]
    decided = list(zip(best.tolist(), rules, strict=True))
    for at, measure in enumerate(measures):
        if measure.section_head and _NOT_FOR.search(measure.section_head):
            decided[at] = _RULED_OUT, "types.section"
        elif is_weak[at]:
            decided[at] = _from_above(votes[at], sections[at], whole) or decided[at]
    return decided


def _more_for_none(votes: Numbers, sections: Sequence[int | None]) -> Numbers:
    """Return the votes of measures in a document of another subject, where most have no leaf.

    Leaves of family K that stand well before none serve documents of any subject: leadership,
    publicity, reports, applications, supervision and sanctions are K whatever is paid. So does
    what is under a heading that names one.
    """
    ahead = votes.max(axis=1) - votes[:, _NO_LEAF] >= _AHEAD * UNIT
    is_procedure = numpy.isin(votes.argmax(axis=1), list(_PROCEDURES)) & ahead
    is_under = numpy.array([section in _PROCEDURES for section in sections])
    more = votes.copy()
    more[~(is_procedure | is_under), _NO_LEAF] += round(_OTHER_SUBJECT * UNIT)
    return more


def _from_above(votes: Numbers, section: int | None, whole: int | None) -> tuple[int, str] | None:
    """Return the leaf that the heading above or the title names, where votes allow it."""
    best = votes.argmax()
    reach = (_ABOVE_NO_LEAF if best == _NO_LEAF else _ABOVE) * UNIT
    if section is not None and votes[section] + reach > votes[best]:
        return section, "types.section"
    if whole is not None and votes[whole] + _WHOLE * UNIT > votes[best]:
        return whole, "types.subject"
    return None


def _named(told: Numbers) -> list[int | None]:
    """Return the leaf that the words of each heading (rows) name, None where they name none."""
    best = told.argmax(axis=1)
    names = told.max(axis=1) >= vote(_DECIDES)
    return [
        leaf if is_named else None
        for leaf, is_named in zip(best.tolist(), names.tolist(), strict=True)
    ]


def plain(text: str) -> str:
    """Return the words that tell a type: without label and bracketed units."""
    label = _LABEL.match(text)
    bare = text[label.end() :] if label else text
    return _UNITS.sub("", bare) if "单位" in bare else bare


@cache
def known_model() -> Model:
    """Return the model, whose numbers of pairs begin with those of the lexicon's words."""
    return read_model(WORD_PAIRS)


def read(model: Model, heads: Sequence[str], bodies: Sequence[str]) -> Reading:
    """Return plain heads and bodies as the judges see them."""
    texts = [*heads, *bodies]
    joined = _JOINT.join([*texts, ""])
    lengths = [len(text) + 1 for text in texts]
    begins = [0, *accumulate(lengths)]
    codes = codes_of(joined)
    numbers = model.numbers_in(codes)
    owners = numpy.arange(len(texts)).repeat(lengths)
    found = words_in(joined, numbers, owners)
    return Reading(heads, bodies, codes, begins, owners, numbers, found)


def learned_votes(model: Model, reading: Reading) -> Numbers:
    """Return what the model says for each leaf (columns) of each head and its body (rows)."""
    numbers, first_body = reading.numbers.copy(), len(reading.heads)
    numbers[: reading.begins[first_body]] += model.title
    scores = model.scores(numbers, reading.owners, len(reading.begins) - 1)
    return model.bias + _by_measure(reading, scores)


def lexicon_votes(reading: Reading) -> Numbers:
    """Return what the lexicon says for each leaf (columns) of each head and its body (rows)."""
    told = votes_of(reading.found, len(reading.heads), len(reading.begins) - 1)
    votes = _by_measure(reading, told)
    for at, head in enumerate(reading.heads):
        opening = _OPENING.match(head)
        if opening:
            votes[at, _OPENINGS[opening[0]]] += vote(_SETTLES)
        elif not head and at < len(reading.bodies) and _DIVIDES.match(reading.bodies[at]):
            votes[at, _DIVISION] += vote(_DIVIDED)
    return votes


def _by_measure(reading: Reading, votes: Numbers) -> Numbers:
    """Return votes for texts (rows) as votes for measures: those of a body added to its head's."""
    first_body = len(reading.heads)
    votes[: len(reading.bodies)] += votes[first_body:]
    return votes[:first_body]


def _further(
    model: Model, reading: Reading, votes: Numbers, decided: Sequence[tuple[int, str]]
) -> list[list[int]]:
    """Return for each measure up to three further leaves that a sentence of their own serves.

    Its words speak for the leaf, both judges name it for the sentence, and the leaf stands above
    nothing for the whole measure. A measure of one sentence has none.
    """
    first_body = len(reading.heads)
    begin = reading.begins[first_body]
    ends = _ENDS_SENTENCE[reading.codes[begin:]].nonzero()[0] + begin
    owners = reading.owners[ends] - first_body
    words = (reading.found.places >= begin).nonzero()[0]
    holders = numpy.searchsorted(ends, reading.found.places[words])
    told = sentence_votes(reading.found.words[words], holders, len(ends))
    rank = ONCE * told + _further_votes(votes, decided, owners)[owners]
    may = (told >= _OWN_SENTENCE) & (rank > 0)
    speaking = numpy.logical_or.reduce(may, axis=1).nonzero()[0]
    learned = _sentence_scores(model, reading.numbers, begin, ends, speaking)
    leaves = (learned + ONCE * told[speaking]).argmax(axis=1)
    agreed = may[speaking, leaves]
    speaking, leaves = speaking[agreed], leaves[agreed]
    found = (owners[speaking].tolist(), leaves.tolist(), rank[speaking, leaves].tolist())
    ranks: list[dict[int, int]] = [{} for _ in decided]
    for owner, leaf, height in zip(*found, strict=True):
        ranks[owner][leaf] = max(ranks[owner].get(leaf, 0), height)
    return [sorted(own, key=own.__getitem__, reverse=True)[:_MOST_FURTHER] for own in ranks]


def _further_votes(votes: Numbers, decided: Sequence[tuple[int, str]], owners: Numbers) -> Numbers:
    """Return the votes of measures for leaves that they may have beside the one decided on.

    For other leaves they are far below nothing. `owners` has the measure of each sentence.
    """
    several = numpy.bincount(owners, minlength=len(decided)) > 1
    several &= [rule in _BY_VOTES for _, rule in decided]
    further = numpy.where(several[:, None], votes, _NEVER)
    further[:, _NO_LEAF] = _NEVER
    further[numpy.arange(len(decided)), [leaf for leaf, _ in decided]] = _NEVER
    return further


def _sentence_scores(
    model: Model, numbers: Numbers, begin: int, ends: Numbers, asked: Numbers
) -> Numbers:
    """Return what the model says for each leaf (columns) of the sentences asked for (rows).

    The sentences begin at `begin`, and end with the signs at `ends`; pairs with these are none.
    """
    begins = numpy.append(begin, ends[:-1] + 1)[asked]
    sizes = ends[asked] - 1 - begins
    owners = numpy.arange(len(asked)).repeat(sizes)
    return model.bias + model.scores(numbers[runs(begins, sizes)], owners, len(asked))
