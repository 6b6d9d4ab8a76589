"""Pieces of patterns that find the words of a long list anywhere in a text, in stdlib re.

It passes by most characters on a set with which a pattern begins, by most of the others on a second
set, and of branches that begin with literals tries only what fits. A choice of whole words, each
begun by a literal, takes up to twice as long.
"""

import re
from collections.abc import Iterable

from extractors.lexicon import one_of


def first_sign(words: Iterable[str]) -> str:
    """Return a pattern of a first character of words, before one of the second characters."""
    firsts, seconds = ({word[at] for word in words} for at in (0, 1))
    return f"[{_set_of(firsts)}](?=[{_set_of(seconds)}])"


def after_first_sign(words: Iterable[str]) -> str:
    """Return a pattern of words from their second characters on, with a look back at the first."""
    rests: dict[str, list[str]] = {}
    for word in words:
        rests.setdefault(word[:2], []).append(word[2:])
    branches: dict[str, list[str]] = {}
    for begin, rest in rests.items():
        branches.setdefault(begin[1], []).append(f"(?<={re.escape(begin)}){one_of(rest)}")
    return _choice(f"{re.escape(sign)}{_choice(each)}" for sign, each in branches.items())


def _set_of(signs: Iterable[str]) -> str:
    return re.escape("".join(sorted(signs)))


def _choice(patterns: Iterable[str]) -> str:
    return f"(?:{'|'.join(patterns)})"
