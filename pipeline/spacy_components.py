"""The extractors as spaCy components: `nlp.add_pipe("zhengce_amounts")` in anybody's pipeline.

Each writes its spans to `doc.spans` under its own key and the record, as in the gold format, to an
extension of the span (`span._.zhengce_amount`). Any tokeniser will do: a span covers the tokens
that its words touch. `blank()` gives the pipeline with one token per character, in which spans are
exact. Importing this module makes the components known; the entry points of the package do it too.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from extractors.records import Extraction
from pipeline.extraction import extract_text
from pipeline.gold import to_json

NAMES = ("zhengce_amounts", "zhengce_dates", "zhengce_targets", "zhengce_measures")


class Component:
    """Writes the records of one kind to a Doc."""

    def __init__(self, field: str, label: Callable[[Any], str], key: str) -> None:
        self.field = field
        self.label = label
        self.key = key
        self.extension = f"zhengce_{field.removesuffix('s')}"

    def __call__(self, doc: Doc) -> Doc:
        """Return the Doc with its spans."""
        if not Span.has_extension(self.extension):
            Span.set_extension(self.extension, default=None)
        spans = []
        for record in getattr(_records(doc.text), self.field):
            span = doc.char_span(
                record.start, record.end, label=self.label(record), alignment_mode="expand"
            )
            if span is not None:
                span._.set(self.extension, to_json(record))
                spans.append(span)
        doc.spans[self.key] = spans
        return doc


@lru_cache(maxsize=4)
def _records(text: str) -> Extraction:
    """Return what is found in a text; the components of one pipeline share it."""
    return extract_text(text, "")


def amounts(nlp: Language, name: str, spans_key: str) -> Component:
    """Return the component of sums and counts, labelled money and count."""
    return Component("amounts", lambda record: str(record.kind), spans_key)


def dates(nlp: Language, name: str, spans_key: str) -> Component:
    """Return the component of times, labelled by kind: point, period, deadline …"""
    return Component("dates", lambda record: str(record.kind), spans_key)


def targets(nlp: Language, name: str, spans_key: str) -> Component:
    """Return the component of those served, labelled by group."""
    return Component("targets", lambda record: str(record.label), spans_key)


def measures(nlp: Language, name: str, spans_key: str) -> Component:
    """Return the component of measures, labelled by type."""
    return Component("measures", lambda record: str(record.type), spans_key)


class CharacterTokenizer:
    """Gives one token per character; what it joins again is the text."""

    def __init__(self, vocab: Any) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Return a text as a Doc."""
        return Doc(self.vocab, words=list(text), spaces=[False] * len(text))

    def to_bytes(self, **_: Any) -> bytes:
        """Return nothing: there is nothing to keep."""
        return b""

    def from_bytes(self, _: bytes, **__: Any) -> "CharacterTokenizer":
        """Return the tokeniser, which keeps nothing."""
        return self

    def to_disk(self, *_: Any, **__: Any) -> None:
        """Write nothing."""

    def from_disk(self, *_: Any, **__: Any) -> "CharacterTokenizer":
        """Return the tokeniser, which keeps nothing."""
        return self


def blank(names: Iterable[str] = NAMES) -> Language:
    """Return a Chinese pipeline of characters with the components named."""
    nlp = spacy.blank("zh")
    nlp.tokenizer = CharacterTokenizer(nlp.vocab)
    for name in names:
        nlp.add_pipe(name)
    return nlp


for _name, _factory in zip(NAMES, (amounts, dates, targets, measures), strict=True):
    if not Language.has_factory(_name):
        _settings = {"spans_key": _name.removeprefix("zhengce_")}
        Language.factory(_name, default_config=_settings, func=_factory)
