"""Reads `lexicons/`: words are data, and stand in one place only.

A TOML lexicon has one table per entry, sorted by key, with `name`, `aliases`, `parent`, `source`
(required) and `since`/`until` where the thing began or ended; what else a table holds is in
`Entry.more`. Flat lists past a few hundred rows are CSV with the same columns, aliases joined by
`|`.
"""

import csv
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

import regex

_FIELDS = ("name", "aliases", "parent", "source", "since", "until")


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing a lexicon knows. Dates are ISO strings; None where the lexicon gives none."""

    key: str
    name: str
    source: str
    aliases: tuple[str, ...] = ()
    parent: str | None = None
    since: str | None = None
    until: str | None = None
    more: Mapping[str, Any] = field(default_factory=dict)

    @property
    def forms(self) -> tuple[str, ...]:
        """The name and all aliases."""
        return (self.name, *self.aliases)

    def is_valid_on(self, day: str) -> bool:
        """Tell whether the thing exists on an ISO day."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day < self.until
        )


@cache
def read_lexicon(name: str) -> tuple[Entry, ...]:
    """Return the entries of `lexicons/<name>.toml` or `.csv`, in the order of the file.

    Raises FileNotFoundError when there is no such lexicon, ValueError when an entry lacks a source.
    """
    folder = resources.files("extractors") / "lexicons"
    toml = folder / f"{name}.toml"
    if toml.is_file():
        tables = tomllib.loads(toml.read_text("utf-8"))
        return tuple(_entry(key, table) for key, table in tables.items())
    lines = (folder / f"{name}.csv").read_text("utf-8").splitlines()
    return tuple(_entries(csv.DictReader(lines)))


def _entries(rows: Iterable[dict[str, str]]) -> Iterator[Entry]:
    for row in rows:
        table: dict[str, Any] = {k: v for k, v in row.items() if v and k != "key"}
        table["aliases"] = [a for a in row.get("aliases", "").split("|") if a]
        yield _entry(row.get("key") or row["name"], table)


def _entry(key: str, table: Mapping[str, Any]) -> Entry:
    if not table.get("source"):
        raise ValueError(f"lexicon entry {key!r} has no source")
    return Entry(
        key=key,
        name=table.get("name", key),
        source=table["source"],
        aliases=tuple(table.get("aliases", ())),
        parent=table.get("parent"),
        since=table.get("since"),
        until=table.get("until"),
        more={k: v for k, v in table.items() if k not in _FIELDS},
    )


def by_alias(entries: Iterable[Entry]) -> dict[str, Entry]:
    """Return the entries under each of their forms; the first entry of a form wins."""
    index: dict[str, Entry] = {}
    for entry in entries:
        for form in entry.forms:
            index.setdefault(form, entry)
    return index


def one_of(words: Iterable[str]) -> str:
    """Return a pattern that matches any of `words`, the longest first, so 元 cannot hide 元人民币.

    Words with a common beginning share it, so the cost does not grow with their number.

    >>> one_of(["元", "元人民币", "万元"])
    '(?:万元|元(?:人民币)?)'
    """
    trie: dict[str, Any] = {}
    for word in words:
        node = trie
        for character in word:
            node = node.setdefault(character, {})
        node[""] = {}
    return _pattern(trie) if trie else "(?!)"


def _pattern(node: dict[str, Any]) -> str:
    ends = "" in node
    branches = sorted(
        regex.escape(character) + (_pattern(child) if set(child) != {""} else "")
        for character, child in node.items()
        if character
    )
    if not branches:
        return ""
    if len(branches) == 1 and not ends:
        return branches[0]
    return f"(?:{'|'.join(branches)})" + ("?" if ends else "")
