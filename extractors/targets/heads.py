"""The head nouns of groups, what the lexicon says of each, and a head read with its modifiers."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

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


def _pattern(words: Iterable[str]) -> str:
    """Return a pattern that matches any of `words`, the longest first, by its second character.

    A third of all characters begin a head, and each failure tries all alternatives; a second
    character that may follow is seen in one step. `re` scans this six times as fast as `regex`.
    """
    rests: dict[str, dict[str, set[str]]] = {}
    for word in words:
        rests.setdefault(word[1], {}).setdefault(word[0], set()).add(word[2:])
    branches = [
        second
        + "(?:"
        + "|".join(f"(?<={first}{second}){_rest(own)}" for first, own in sorted(firsts.items()))
        + ")"
        for second, firsts in sorted(rests.items())
    ]
    begins = "".join(sorted({first for firsts in rests.values() for first in firsts}))
    return f"[{begins}](?=[{''.join(sorted(rests))}])(?:{'|'.join(branches)})"


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
