"""The head nouns of groups, what the lexicon says of each, and a head read with its modifiers."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

import regex

from extractors.lexicon import Entry, one_of, read_lexicon


@dataclass(frozen=True, slots=True)
class Head:
    """A head noun. `manner` says when it is marked: named, yields, open or served."""

    label: str
    kind: str
    manner: str

    @property
    def rule(self) -> str:
        """The rule that reads such a head."""
        return _RULES[self.manner]


_RULES = {manner: f"targets.{manner}" for manner in ("named", "yields", "open", "served")}
GROUPS = read_lexicon("targets")
NUMBER = r"[0-9〇一二三四五六七八九十百千万两]+"
CONTEXTS = {entry.key: entry.more["words"] for entry in read_lexicon("target_contexts")}


def _heads(entries: Iterable[Entry]) -> Iterator[tuple[str, Head]]:
    for entry in entries:
        kind = entry.more["kind"]
        default = "served" if entry.key in ("firms", "employers") else "named"
        for form in entry.forms:
            yield form, Head(entry.key, kind, default)
        for manner in ("yields", "open", "served"):
            for form in entry.more.get(manner, ()):
                yield form, Head(entry.key, kind, manner)


HEADS = dict(_heads(GROUPS))
_YIELDING = ("职工", "劳动者", "农村劳动力", "群众")
HEADS |= {word: replace(HEADS[word], manner="yields") for word in _YIELDING}
PARENT = {entry.key: entry.parent for entry in GROUPS}
# second characters looked at in one step: the quickest of 15 to 80
_GROUP = 40


def _pattern(words: Iterable[str]) -> str:
    """Return a pattern that matches any of `words`, the longest first, by its second character.

    A third of all characters begin a head, and a failure tries all alternatives: whether the second
    character may follow is seen in one step, and those that may stand in groups with a step each.
    `re` scans this ten times as fast as `regex` scans the words.
    """
    rests: dict[str, dict[str, set[str]]] = {}
    for word in words:
        rests.setdefault(word[1], {}).setdefault(word[0], set()).add(word[2:])
    seconds = sorted(rests)
    groups = [seconds[i : i + _GROUP] for i in range(0, len(seconds), _GROUP)]
    branches = [
        f"{_next_in(group)}(?:{'|'.join(_branch(second, rests[second]) for second in group)})"
        for group in groups
    ]
    begins = regex.escape("".join(sorted({first for own in rests.values() for first in own})))
    return f"[{begins}]{_next_in(seconds)}(?:{'|'.join(branches)})"


def _next_in(characters: Iterable[str]) -> str:
    return f"(?=[{''.join(map(regex.escape, characters))}])"


def _branch(second: str, rests: dict[str, set[str]]) -> str:
    """Return what follows the first character of the words with one second character."""
    after = (
        f"(?<={regex.escape(first + second)}){_rest(own)}" for first, own in sorted(rests.items())
    )
    return f"{regex.escape(second)}(?:{'|'.join(after)})"


def _rest(words: set[str]) -> str:
    if words == {""}:
        return ""
    return f"(?:{one_of(words - {''})})" + ("?" if "" in words else "")


HEAD = re.compile(_pattern(HEADS))


class Hit(NamedTuple):
    """A head with its modifiers: `near` is where attributes begin, `start` a clause before them."""

    start: int
    near: int
    core: int
    end: int
    label: str
    head: Head
