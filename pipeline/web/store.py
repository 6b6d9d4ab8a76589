"""What the page reads: the knowledge base, opened for reading in each thread, with a time limit.

Masks, sources and comparisons are remembered, for the file does not change while it is served.
"""

import sqlite3
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from pipeline.codes import NATIONAL, region_name
from pipeline.comparison import compare, counted
from pipeline.facets import Facets
from pipeline.grid import Comparison, Source
from pipeline.knowledge_base import KnowledgeBase, KnowledgeBaseError, Stored
from pipeline.masking import Masked, mask

SECONDS = 5.0
_STEPS = 20_000
_DOCUMENTS_AT_ONCE = 60


class TooSlowError(Exception):
    """A query that took longer than it may."""


class TooWideError(Exception):
    """A question over more documents than one page can answer."""


class Store:
    """One knowledge base for many requests at once."""

    def __init__(self, path: Path, seconds: float = SECONDS) -> None:
        self.path = path
        self._seconds = seconds
        self._own = threading.local()
        self._veils: dict[str, Masked] = {}
        self.documents = {each.id: each for each in self.base.documents()}
        self.counted = counted(self.base)
        self.facets = Facets(self.base)
        self.source = lru_cache(maxsize=_DOCUMENTS_AT_ONCE * 2)(self._source)
        self.regions = tuple(self._regions())
        self.comparison = lru_cache(maxsize=8)(self._comparison)

    @property
    def base(self) -> KnowledgeBase:
        """The knowledge base, as this thread has it open."""
        found: KnowledgeBase | None = getattr(self._own, "base", None)
        if found is None:
            found = KnowledgeBase.open_readonly(self.path)
            found.connection.execute("PRAGMA query_only = ON")
            found.connection.set_progress_handler(self._is_late, _STEPS)
            self._own.base = found
        return found

    def _is_late(self) -> bool:
        return time.monotonic() > getattr(self._own, "deadline", float("inf"))

    @contextmanager
    def limited(self) -> Iterator[None]:
        """Stop queries within after the time limit. Raises TooSlowError."""
        self._own.deadline = time.monotonic() + self._seconds
        try:
            yield
        except sqlite3.OperationalError as error:
            if "interrupted" not in str(error):
                raise
            raise TooSlowError from error
        finally:
            self._own.deadline = float("inf")

    def veil(self, name: str) -> Masked:
        """Return what is hidden of a document, without its text."""
        found = self._veils.get(name)
        if found is None:
            whole = mask.__wrapped__(self.base.document(name).text)
            found = self._veils[name] = Masked("", whole.spans, whole.words)
        return found

    def warm(self) -> None:
        """Find the persons of all documents, so that no search waits for it."""
        for name in tuple(self.documents):
            self.veil(name)

    def stored(self, name: str) -> Stored:
        """Return what is known of a document. Raises KnowledgeBaseError where there is none."""
        if name not in self.documents:
            raise KnowledgeBaseError(f"no document {name!r}")
        return self.documents[name]

    def _source(self, name: str) -> Source:
        stored = self.stored(name)
        masked = mask(self.base.document(name).text)
        return Source(stored, self.base.extraction(name), masked.text, masked)

    def sources(self, regions: Iterable[str] | None = None) -> tuple[Source, ...]:
        """Return the documents that count, of chosen regions or all. Raises TooWideError."""
        chosen = None if regions is None else frozenset(regions)
        names = [each.id for each in self.counted if chosen is None or self._is_of(each, chosen)]
        if len(names) > _DOCUMENTS_AT_ONCE:
            raise TooWideError
        return tuple(self.source(name) for name in names)

    def _is_of(self, stored: Stored, regions: frozenset[str]) -> bool:
        return (stored.region or "") in regions or stored.id in self._holders(regions)

    @lru_cache(maxsize=64)  # noqa: B019 the store lives as long as the server
    def _holders(self, regions: frozenset[str]) -> frozenset[str]:
        return self.base.holders(regions)

    @property
    def is_warm(self) -> bool:
        """Whether the persons of all documents are found."""
        return len(self._veils) == len(self.documents)

    @property
    def is_wide(self) -> bool:
        """Whether there are more documents than one page can take at once."""
        return len(self.counted) > _DOCUMENTS_AT_ONCE

    def _regions(self) -> tuple[tuple[str, str], ...]:
        """Return the codes and names of the places with documents, the national one last."""
        codes = dict.fromkeys(each.region for each in self.counted if each.region)
        names = {each.region: each.region_name for each in self.counted}
        shown = [(code, names.get(code) or region_name(code)) for code in codes]
        reproduced = [
            row["region"]
            for row in self.base.connection.execute(
                "SELECT DISTINCT region FROM part WHERE issuers IS NOT NULL AND region IS NOT NULL"
            )
        ]
        shown += [(code, region_name(code)) for code in reproduced if code not in codes]
        return tuple(sorted(shown, key=lambda each: (each[0] == NATIONAL, each[0])))

    def _comparison(self, regions: Sequence[str] | None, types: Sequence[str] | None) -> Comparison:
        chosen = counted(self.base, regions)
        if len(chosen) > _DOCUMENTS_AT_ONCE:
            raise TooWideError
        return compare(self.base, regions, types)
