"""The words of granting as pattern pieces, read from `lexicons/grant_words.toml`."""

import re
from collections.abc import Iterable
from itertools import chain

from extractors.lexicon import one_of, read_lexicon

_TABLES = {entry.key: entry.aliases for entry in read_lexicon("grant_words")}


def words(*tables: str) -> str:
    """Return a pattern that matches any word of the named tables."""
    return one_of(chain.from_iterable(_TABLES[table] for table in tables))


def sight(forms: Iterable[str]) -> str:
    """Return what goes before `one_of(forms)` to leave a place at the sight of its first sign.

    A pattern that looks for one of many words within some signs, 的…企业, tries them all at each:
    with it, it is five times as fast.
    """
    return f"(?=[{re.escape(''.join(sorted({form[0] for form in forms})))}])"
