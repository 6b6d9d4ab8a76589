"""Searching a knowledge base: exact substrings, also of one or two characters, and several words.

A passage is found when it holds every word somewhere. Words are folded like the texts, so
２０２１ finds 2021, and capitals are as small letters. The counts are those of a plain scan.
"""

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from extractors.folding import fold
from pipeline.codes import NATIONAL
from pipeline.knowledge_base import PASSAGE_BITS, KnowledgeBase
from pipeline.masking import Masked, mask
from pipeline.passages import characters, way_back

MOST_HITS = 200


@dataclass(frozen=True, slots=True)
class Filters:
    """What else a hit must be. A region takes all that lie in it, a type may be a family.

    `amount` asks for a sum of money that reaches it, `before` for a document issued before a day;
    at most `limit` hits come back.
    """

    region: str | None = None
    type: str | None = None
    target: str | None = None
    unit: str | None = None
    amount: Decimal | None = None
    before: date | None = None
    limit: int = MOST_HITS


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that holds all words. `places` are their ranges in the document, in order.

    `quote` is masked; `start`/`end` count in the document.
    """

    document: str
    title: str
    region: str | None
    measure: str | None
    type: str | None
    start: int
    end: int
    quote: str
    places: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Hits:
    """The first hits in the order of the documents, and how many passages there are in all."""

    total: int
    hits: tuple[Hit, ...]


def words_of(query: str) -> tuple[str, ...]:
    """Return the words of a query as the index knows them, each once.

    >>> words_of("稳岗　２０２１ 稳岗")
    ('稳岗', '2021')
    """
    return tuple(dict.fromkeys(word for part in query.split() if (word := fold(part).text)))


def search(
    base: KnowledgeBase,
    query: str,
    filters: Filters | None = None,
    show: Callable[[str], Masked] = mask,
) -> Hits:
    """Return the passages that hold all words of a query and pass the filters.

    `show` masks a text; `masking.unmasked` is for the owner of the data.
    """
    words = words_of(query)
    if not words and filters is None:
        return Hits(0, ())
    wanted = filters or Filters()
    where, values = _where(words, wanted)
    tables = f"FROM {_TABLES} WHERE {where}"
    total = _total(base, words, filters, (f"SELECT count(*) {tables}", values))
    # an id is its document's place and its own there, so the first hits come without sorting all
    order = "ORDER BY passage.id LIMIT ?"
    found = base.connection.execute(f"SELECT {_COLUMNS} {tables} {order}", (*values, wanted.limit))
    return Hits(total, tuple(_hit(base, row, words, show) for row in found))


def _total(
    base: KnowledgeBase,
    words: Sequence[str],
    filters: Filters | None,
    counting: tuple[str, tuple[str, ...]],
) -> int:
    """Return how many passages there are; without filters the index alone tells it."""
    if words and replace(filters or Filters(), limit=0) == Filters(limit=0):
        match = " AND ".join(f'"{characters(word)}"' for word in words)
        counting = _COUNT, (match,)
    return int(base.connection.execute(*counting).fetchone()[0])


def hits_of(
    base: KnowledgeBase,
    ids: Sequence[int],
    words: Sequence[str],
    veil: Callable[[str], Masked],
) -> tuple[Hit, ...]:
    """Return chosen passages as hits, in their order; `veil` gives a document's mask by its id."""
    marks = ", ".join("?" * len(ids))
    query = f"SELECT {_COLUMNS} FROM {_TABLES} WHERE passage.id IN ({marks})"
    found = {}
    for row in base.connection.execute(query, tuple(ids)):
        masked = veil(row["document"])
        quote = masked.cover(row["quote"], row["start"])
        found[row["id"]] = _as_hit(row, words, masked, quote)
    return tuple(found[each] for each in ids if each in found)


_COUNT = f"""SELECT count(*) FROM passage_index WHERE characters MATCH ? AND rowid >> {PASSAGE_BITS}
    NOT IN (SELECT position FROM document WHERE copy_of IS NOT NULL)"""
_TABLES = """passage JOIN document ON document.id = passage.document
    LEFT JOIN measure ON measure.document = passage.document AND measure.id = passage.measure"""
_COLUMNS = """passage.document, document.title, document.name, coalesce(measure.region,
    document.region) AS region, passage.measure, measure.type, passage.start, passage."end",
    passage.folded, passage.shifts, passage.quote, passage.id"""
_OF_MEASURE = "document = passage.document AND measure = passage.measure"
_MATCHES = "passage.id IN (SELECT rowid FROM passage_index WHERE characters MATCH ?)"
_IS_TYPE = """(measure.type GLOB ?
    OR EXISTS (SELECT 1 FROM json_each(measure.also) WHERE value GLOB ?))"""
_SERVES = f"EXISTS (SELECT 1 FROM measure_target WHERE {_OF_MEASURE} AND label = ?)"
_NAMES = f"EXISTS (SELECT 1 FROM measure_unit WHERE {_OF_MEASURE} AND instr(name, ?) > 0)"
_REACHES = f"""EXISTS (SELECT 1 FROM amount WHERE {_OF_MEASURE} AND kind = 'money'
    AND max(coalesce(min_number, max_number), coalesce(max_number, min_number))
    >= CAST(? AS REAL))"""
_BEFORE = "coalesce(document.date_issued, document.date_printed, document.date_published) < ?"


def _where(words: Sequence[str], filters: Filters) -> tuple[str, tuple[str, ...]]:
    conditions = [("document.copy_of IS NULL", ()), *_conditions(words, filters)]
    return (
        " AND ".join(condition for condition, _ in conditions),
        tuple(value for _, values in conditions for value in values),
    )


def _conditions(words: Sequence[str], filters: Filters) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each condition with the values of its question marks."""
    if words:
        match = " AND ".join(f'"{characters(word)}"' for word in words)
        yield _MATCHES, (match,)
    if filters.region:
        yield "coalesce(measure.region, document.region) GLOB ?", (_within(filters.region),)
    if filters.type:
        yield _IS_TYPE, (f"{filters.type}*",) * 2
    if filters.target:
        yield _SERVES, (filters.target,)
    if filters.unit:
        yield _NAMES, (filters.unit,)
    if filters.amount is not None:
        yield _REACHES, (str(filters.amount),)
    if filters.before:
        yield _BEFORE, (filters.before.isoformat(),)


def _within(region: str) -> str:
    """Return the pattern of a region and all in it: 340800 → 3408*; 全国 only itself."""
    if region.endswith("0000"):
        return f"{region[:2]}*" if region != NATIONAL else region
    return f"{region[:4]}*" if region.endswith("00") else region


def _hit(
    base: KnowledgeBase, row: sqlite3.Row, words: Sequence[str], show: Callable[[str], Masked]
) -> Hit:
    masked = show(base.document(row["document"]).text)
    return _as_hit(row, words, masked, masked.quote(row["start"], row["end"]))


def _as_hit(row: sqlite3.Row, words: Sequence[str], masked: Masked, quote: str) -> Hit:
    shifts = json.loads(row["shifts"])
    folded = row["folded"].lower()
    places = sorted(
        way_back(shifts, at, at + len(word)) for word in words for at in _all(folded, word.lower())
    )
    title = row["title"] or row["name"] or row["document"]
    return Hit(
        document=row["document"],
        title=masked.hide(title),
        region=row["region"],
        measure=row["measure"],
        type=row["type"],
        start=row["start"],
        end=row["end"],
        quote=quote,
        places=tuple(dict.fromkeys(places)),
    )


def _all(text: str, word: str) -> list[int]:
    """Return where a word stands in a text, occurrences that overlap included."""
    places = []
    at = text.find(word)
    while at >= 0:
        places.append(at)
        at = text.find(word, at + 1)
    return places
