"""The head nouns of groups, what the lexicon says of each, and a head read with its modifiers."""

import re
from collections import Counter
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
# each head, whether it is a firm, and whether it is marked only with what says which
READ_AS = {word: (head, head.kind == "firm", head.manner == "open") for word, head in HEADS.items()}
OF_FIRMS = frozenset(word for word in HEADS if word.endswith("企业"))
PARENT = {entry.key: entry.parent for entry in GROUPS}


def begins(words: Iterable[str]) -> str:
    """Return the characters that words begin with, in order, for a set of a pattern."""
    return "".join(sorted({word[0] for word in words}))


def by_end(words: Iterable[str], length: int = 1) -> dict[str, tuple[str, ...]]:
    """Return words in their order under their last characters, as `str.endswith` takes them.

    >>> by_end(["鼓励", "支持", "奖励"])
    {'励': ('鼓励', '奖励'), '持': ('支持',)}
    """
    found: dict[str, tuple[str, ...]] = {}
    for word in words:
        found[word[-length:]] = (*found.get(word[-length:], ()), word)
    return found


# second characters looked at in one step: the quickest of 20 to 300
_GROUP = 40
# how far into a word is looked before its branch is sought
_AHEAD = 4


def _pattern(words: Iterable[str]) -> str:
    """Return a pattern that matches any of `words`, the longest first, by its second character.

    A third of all characters begin a head, and a failure tries all alternatives: whether the
    characters after the first may follow is seen in one step, and those that may come second stand
    in groups with a step each, of most words first. `re` scans this ten times as fast as `regex`
    scans the words.
    """
    words = set(words)
    rests: dict[str, dict[str, set[str]]] = {}
    for word in words:
        rests.setdefault(word[1], {}).setdefault(word[0], set()).add(word[2:])
    seconds = [second for second, _ in Counter(word[1] for word in sorted(words)).most_common()]
    groups = [seconds[i : i + _GROUP] for i in range(0, len(seconds), _GROUP)]
    branches = [
        f"(?={_any_of(group)})(?:{'|'.join(_branch(second, rests[second]) for second in group)})"
        for group in groups
    ]
    return f"{_at(words, 0)}(?={_going_on(words, 1)})(?:{'|'.join(branches)})"


def _any_of(characters: Iterable[str]) -> str:
    return f"[{''.join(sorted(map(regex.escape, characters)))}]"


def _at(words: Iterable[str], place: int) -> str:
    """Return the characters that stand at one place of the words."""
    return _any_of({word[place] for word in words if len(word) > place})


def _going_on(words: set[str], place: int) -> str:
    """Return a pattern of what may stand from a place on, each character seen by itself.

    A word that is over looks back: 企业 ends in 业 after 企, and no third character need follow.
    """
    if place == _AHEAD:
        return _at(words, place)
    over = {word for word in words if len(word) == place + 1}
    ends = f"|(?<={''.join(_at(over, each) for each in range(place + 1))})" if over else ""
    return f"{_at(words, place)}(?:{_going_on(words, place + 1)}{ends})"


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
