"""The words of granting as pattern pieces, read from `lexicons/grant_words.toml`."""

from itertools import chain

from extractors.lexicon import one_of, read_lexicon

_TABLES = {entry.key: entry.aliases for entry in read_lexicon("grant_words")}


def words(*tables: str) -> str:
    """Return a pattern that matches any word of the named tables."""
    return one_of(chain.from_iterable(_TABLES[table] for table in tables))
