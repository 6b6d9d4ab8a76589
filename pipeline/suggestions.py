"""What else a search might be called: words of the lexicons that stand for the same thing.

jieba cuts the query, with the forms of the lexicons as its dictionary; each piece that an entry
knows brings the entry's other forms. They are offered, never searched unasked.
"""

import logging
from collections.abc import Callable, Iterator
from functools import cache
from threading import Lock
from typing import Any

from extractors.lexicon import Entry, read_lexicon

LEXICONS = ("synonyms", "benefit_nouns", "targets", "festivals")
MOST = 8
_MOST_FORMS = 12
_FREQUENCY = 100_000
_LOCK = Lock()


def suggest(query: str, count: Callable[[str], int]) -> tuple[tuple[str, int], ...]:
    """Return other words for a query and how often each is found; those never found are left out.

    `count` says how often a word is found.
    """
    known = frozenset(query.split())
    offered: dict[str, int] = {}
    for word in _others(query):
        if word in known or word in offered or any(word in each for each in known):
            continue
        found = count(word)
        if found:
            offered[word] = found
        if len(offered) == MOST:
            break
    return tuple(offered.items())


def _others(query: str) -> Iterator[str]:
    for piece in pieces(query):
        for entry in _by_form().get(piece, ()):
            yield from (form for form in entry.forms[:_MOST_FORMS] if form != piece)


def pieces(query: str) -> tuple[str, ...]:
    """Return the words that jieba finds in a query, the query's own first."""
    whole = [each for each in query.split() if each in _by_form()]
    with _LOCK:  # jieba writes to its tables while it cuts
        cut = [word for each in query.split() for word in _cutter().cut_for_search(each)]
    return tuple(dict.fromkeys([*whole, *(word for word in cut if len(word) > 1)]))


@cache
def _by_form() -> dict[str, tuple[Entry, ...]]:
    index: dict[str, tuple[Entry, ...]] = {}
    for lexicon in LEXICONS:
        for entry in read_lexicon(lexicon):
            for form in entry.forms:
                index[form] = (*index.get(form, ()), entry)
    return index


@cache
def _cutter() -> Any:
    import jieba

    jieba.setLogLevel(logging.ERROR)
    cutter = jieba.Tokenizer()
    for form in _by_form():
        if len(form) > 1:
            cutter.add_word(form, _FREQUENCY)
    return cutter
