"""Which documents are copies of one another, and which replace an older one.

A document is known by the hash of its folded text and by its issuer with its number. The same
notice as PDF, page and text is one document with copies; the same number on another text of a
later day is a new version.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, pairwise

from extractors.folding import fold

_YEAR = re.compile(r"[〔﹝\[（(]\s*([0-9]{4})\s*[〕﹞\]）)]")
_LENGTH = 8
_SAME = 0.8
# Where a thousand documents bear one number ("第1号"), the number says nothing.
_MOST_COMPARED, _MOST_NAMESAKES = 20, 1000


@dataclass(frozen=True, slots=True)
class Relative:
    """What of a document tells its relatives; `day` is ISO or "", `number` "" for none."""

    id: str
    folded_sha256: str
    number: str
    issuers: frozenset[str]
    day: str


def number_key(number: str | None, day: str) -> str:
    """Return a number by which a document is known, or "" where it could be another's.

    A bulletin's 第3期 comes again each year, so the year of its day is part of it.

    >>> number_key("人社部函﹝2021﹞8 号", ""), number_key("第 3 期", "2021-02-09")
    ('人社部函20218号', '第3期2021')
    """
    if not number:
        return ""
    plain = re.sub(r"[\s〔﹝\[（(〕﹞\]）)]", "", number)
    if _YEAR.search(number):
        return plain
    return plain + day[:4] if day else ""


def related(
    documents: Sequence[Relative], text_of: Callable[[str], str]
) -> Iterator[tuple[str, str, str]]:
    """Yield (id, "copy_of" or "supersedes", id of the other), each id once at most.

    `text_of` gives the text behind an id.
    """
    shingles = lru_cache(_MOST_COMPARED + 1)(lambda name: _shingles(text_of(name)))
    by_text: dict[str, Relative] = {}
    by_number: dict[str, list[Relative]] = {}
    for document in documents:
        first = by_text.setdefault(document.folded_sha256, document)
        others = by_number.setdefault(document.number, []) if document.number else []
        near = others[-_MOST_NAMESAKES:]
        namesakes = (other for other in near if _is_one_issuer(document, other))
        same = (other for other in namesakes if _is_one_day(document, other))
        compared = list(islice(same, _MOST_COMPARED))
        twin = first if first is not document else _alike(document, compared, shingles)
        if twin:
            yield document.id, "copy_of", twin.id
            continue
        others.append(document)
    for versions in by_number.values():
        yield from _versions(versions)


def _versions(documents: Sequence[Relative]) -> Iterator[tuple[str, str, str]]:
    in_time = sorted(documents, key=lambda document: document.day)
    for older, newer in pairwise(in_time):
        if older.issuers & newer.issuers:
            yield newer.id, "supersedes", older.id


def _is_one_issuer(one: Relative, other: Relative) -> bool:
    return bool(one.issuers & other.issuers) or not one.issuers or not other.issuers


def _is_one_day(one: Relative, other: Relative) -> bool:
    return one.day == other.day or not one.day or not other.day


def _alike(
    document: Relative,
    others: Sequence[Relative],
    shingles: Callable[[str], frozenset[str]],
) -> Relative | None:
    """Return the document that holds most of this one's text, or this one most of its."""
    own = shingles(document.id) if others else frozenset()
    for other in others:
        its = shingles(other.id)
        smaller = min(len(own), len(its))
        if smaller and len(own & its) / smaller >= _SAME:
            return other
    return None


def _shingles(text: str) -> frozenset[str]:
    folded = fold(text).text
    return frozenset(folded[at : at + _LENGTH] for at in range(len(folded) - _LENGTH + 1))
