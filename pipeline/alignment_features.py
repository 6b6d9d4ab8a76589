"""What the alignment of clauses weighs: how a local measure and a clause above it are alike.

`likeness` gives for each pair the features by which it is told whether the measure carries out
the clause; `change_of` those by which a pair is copied, adapted, strengthened or weakened. Both
look at words (themes, pairs of characters, wording taken over) and at records (types, groups,
sums, days) of the two and of nothing else, so a notice that was never annotated is aligned alike.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Any

import numpy
import regex

from extractors import types
from extractors.folding import Folded, fold
from extractors.lexicon import read_lexicon
from extractors.records import Extraction, Measure

Array = Any

LIKENESS = (
    "theme_best_sentence",
    "theme_all_sentences",
    "theme_rare",
    "theme_whole",
    "theme_title",
    "theme_strongest",
    "words_best_sentence",
    "words_whole",
    "runs",
    "type_among",
    "type_equal",
    "further_types",
    "families",
    "family_equal",
    "groups",
)
_AGAINST_BEST = (0, 1, 2, 3, 6, 7)
FEATURES = LIKENESS + tuple(f"{LIKENESS[at]}_less_best" for at in _AGAINST_BEST)
CHANGE = (
    "sums",
    "benefits",
    "planned_counts",
    "totals",
    "days",
    "fixed_duty",
    "taken_share",
    "longest_run",
    "taken",
    "much_taken",
    "most_taken",
    "soft",
    "soft_to_firm",
    "encourages",
    "states_standard",
    "strength_gain",
    "reported",
    "length",
    "loose",
    "part_of_measure",
)

_SENTENCE = regex.compile(r"[。；：\n]")
_SHORTEST_SENTENCE = 4
_RUN = 4


@dataclass(frozen=True, slots=True)
class Item:
    """A measure to align: its records, and its words folded, without label and units.

    `place` is the document's place or name, `title` the folded head or "".
    """

    place: str
    document: str
    measure: Measure
    found: Extraction
    title: str
    text: str

    @property
    def key(self) -> str:
        """Document and measure."""
        return f"{self.document}/{self.measure.id}"

    @property
    def body(self) -> str:
        """The words without the head, all of them where nothing else is said."""
        rest = self.text.removeprefix(self.title).lstrip("。：")
        return rest if self.title and len(rest) > len(self.title) else self.text

    @property
    def types(self) -> tuple[str, ...]:
        """The type and the further types."""
        return (self.measure.type, *self.measure.also)


def items_of(document: str, place: str, folded: Folded, found: Extraction) -> tuple[Item, ...]:
    """Return the measures of an extraction, to be aligned."""
    return tuple(
        Item(
            place,
            document,
            measure,
            found,
            fold(measure.title).text if measure.title else "",
            types.plain(folded.text[folded.at(measure.start) : folded.at(measure.end)]),
        )
        for measure in found.measures
    )


@lru_cache(maxsize=4096)
def sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of a measure that are long enough to say something."""
    found = tuple(s for s in _SENTENCE.split(text) if len(s) >= _SHORTEST_SENTENCE)
    return found or (text,)


_THEMES = tuple(entry.forms for entry in read_lexicon("themes"))
_DUTIES = {entry.key: entry.aliases for entry in read_lexicon("duties")}


@lru_cache(maxsize=8192)
def _themes_of(sentence: str) -> tuple[float, ...]:
    """Return how much of each theme a sentence holds, 2 at most: five characters count 1."""
    return tuple(
        min(sum(len(form) for form in forms if form in sentence), 10) / 5 for forms in _THEMES
    )


def _themes(parts: Sequence[str]) -> Array:
    return numpy.array([_themes_of(part) for part in parts])


@dataclass(frozen=True, slots=True)
class Notice:
    """The clauses above, with what is weighed in them: made once by `notice_of`.

    `themes` holds each clause's amount of each theme, `shares` its share of what all clauses hold,
    `rarity` how few clauses hold a theme.
    """

    clauses: tuple[Item, ...]
    themes: Array
    shares: Array
    rarity: Array


def notice_of(clauses: Sequence[Item]) -> Notice:
    """Return clauses as what measures are aligned with."""
    themes = numpy.array([_themes(sentences(clause.body)).sum(axis=0) for clause in clauses])
    held = (themes > 0).sum(axis=0)
    rarity = numpy.where(held > 0, numpy.log(1 + len(clauses) / numpy.maximum(held, 1)), 0.0)
    return Notice(tuple(clauses), themes, themes / numpy.maximum(themes.sum(axis=0), 1e-9), rarity)


def likeness(measures: Sequence[Item], notice: Notice) -> Array:
    """Return measures × clauses × FEATURES.

    The vocabulary is that of the measures and clauses given, so align one place at a time where
    its pairs must not depend on which others stand beside it.
    """
    from sklearn.feature_extraction.text import TfidfVectorizer

    words = TfidfVectorizer(analyzer="char", ngram_range=(2, 3), sublinear_tf=True)
    words.fit([item.text for item in (*measures, *notice.clauses)])
    clauses = [
        (
            words.transform([clause.text]),
            words.transform(sentences(clause.body)),
            _runs(clause.text),
        )
        for clause in notice.clauses
    ]
    rows = [
        [
            [*by_theme, *by_words, *_by_records(measure, clause)]
            for by_theme, by_words, clause in zip(
                _by_theme(measure, notice),
                _by_words(measure, words, clauses),
                notice.clauses,
                strict=True,
            )
        ]
        for measure in measures
    ]
    single = numpy.array(rows, dtype=float)
    best = single.max(axis=1, keepdims=True)
    return numpy.concatenate([single, (single - best)[:, :, _AGAINST_BEST]], axis=2)


def _by_theme(measure: Item, notice: Notice) -> Array:
    by_sentence = _themes(sentences(measure.text))
    head = numpy.minimum(numpy.array(_themes_of(measure.title)), 1)
    strongest = by_sentence.max(axis=0)
    capped = numpy.minimum(by_sentence, 1)
    shared = by_sentence @ notice.shares.T
    rare = (capped * notice.rarity) @ notice.shares.T
    whole = [_cosine(strongest * notice.rarity, clause * notice.rarity) for clause in notice.themes]
    return numpy.stack(
        [
            shared.max(axis=0),
            shared.sum(axis=0),
            rare.max(axis=0),
            whole,
            notice.shares @ head,
            (notice.shares * numpy.minimum(strongest, 1)).max(axis=1),
        ],
        axis=1,
    )


def _cosine(one: Array, other: Array) -> float:
    size = float(numpy.linalg.norm(one) * numpy.linalg.norm(other))
    return float(one @ other) / size if size else 0.0


def _by_words(measure: Item, words: Any, clauses: Sequence[tuple[Any, Any, set[str]]]) -> Array:
    whole = words.transform([measure.text])
    by_sentence = words.transform(sentences(measure.text))
    runs = _runs(measure.text)
    return [
        [
            (by_sentence @ clause_sentences.T).max(),
            (whole @ clause.T).toarray()[0, 0],
            len(runs & clause_runs) / 10,
        ]
        for clause, clause_sentences, clause_runs in clauses
    ]


def _runs(text: str) -> set[str]:
    return {text[at : at + _RUN] for at in range(len(text) - _RUN + 1)}


def _by_records(measure: Item, clause: Item) -> tuple[float, ...]:
    own, above = measure.measure, clause.measure
    groups = set(own.target_groups) | set(above.target_groups)
    common = set(own.target_groups) & set(above.target_groups)
    return (
        own.type in clause.types,
        own.type == above.type,
        len(set(own.also) & set(clause.types)),
        len({leaf[0] for leaf in measure.types} & {leaf[0] for leaf in clause.types}),
        own.type[0] == above.type[0],
        len(common) / max(1, len(groups)),
    )


def carrying(measure: Item, notice: Notice, clause: int) -> tuple[str, ...]:
    """Return the sentences of a measure that carry out one clause: those most like it."""
    parts = sentences(measure.text)
    above = notice.clauses[clause].text
    shared = _themes(parts) @ notice.shares[clause]
    total = shared + numpy.array([sum(_blocks(part, above)) / 10 for part in parts])
    best = total.max()
    return tuple(part for part, value in zip(parts, total, strict=True) if value >= 0.5 * best)


def _blocks(one: str, other: str) -> list[int]:
    """Return the lengths of the runs of four characters or more that two texts share."""
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return [block.size for block in blocks if block.size >= _RUN]


def change_of(measure: Item, notice: Notice, clause: int) -> list[float]:
    """Return the CHANGE features of a measure that carries out a clause."""
    above = notice.clauses[clause]
    parts = carrying(measure, notice, clause)
    words = "。".join(parts)
    blocks = _blocks(words, above.text)
    taken = sum(blocks) / max(10, len(words))
    gain = measure.measure.strength - above.measure.strength
    return [
        *_undertaken(measure, words),
        _count("fixed", words) > 0,
        taken,
        max(blocks, default=0) / 10,
        min(sum(blocks) / 40, 1),
        taken > 0.4,
        taken > 0.6,
        _count("soft", words) > 0,
        _count("soft", words) / max(1, _count("firm", words)),
        measure.measure.strength == 1,
        measure.measure.strength == 4,
        gain,
        measure.measure.status == "reported",
        len(words) / 100,
        _count("loose", words) > 0,
        len(parts) / len(sentences(measure.text)),
    ]


def _undertaken(measure: Item, words: str) -> tuple[bool, ...]:
    """Tell of the sums, benefits, planned counts, totals and days that words undertake."""
    own = measure.measure.id
    found = measure.found
    amounts = [a for a in found.amounts if a.measure == own and _holds(words, a.quote)]
    money = [each.role for each in amounts if each.kind == "money"]
    days = [d for d in found.dates if d.measure == own and _holds(words, d.quote)]
    return (
        any(role in ("standard", "cap", "face_value") for role in money),
        any(benefit.measure == own for benefit in found.benefits),
        any(each.kind == "count" and each.role == "target" for each in amounts),
        "total" in money,
        any(
            (d.role in ("deadline", "application", "effective") or d.duration) and d.kind != "vague"
            for d in days
        ),
    )


def _holds(words: str, quote: str) -> bool:
    return fold(quote).text[:6] in words


def _count(duty: str, words: str) -> int:
    return sum(words.count(form) for form in _DUTIES[duty])
