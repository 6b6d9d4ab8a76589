"""The annotated corpus as documents and extractions, for tests of what comes after extraction."""

import hashlib
from dataclasses import replace
from functools import cache
from pathlib import Path

from extractors.records import Extraction, Metadata
from pipeline.document import Document
from pipeline.gold import load
from pipeline.knowledge_base import KnowledgeBase, Run, build
from pipeline.manifest import read_manifest

ROOT = Path(__file__).parent.parent
RUN = Run("2024-01-01T00:00:00+00:00", "2024-01-01T00:00:01+00:00", 5, 5)


@cache
def annotated():
    """Return (document, extraction) of the five, in the order of the manifest."""
    pairs = []
    for row in read_manifest(ROOT / "corpus"):
        content = row.path.read_bytes()
        text = content.decode("utf-8")
        digest = hashlib.sha256(content).hexdigest()
        document = Document(row.id, text, f"corpus/{row.path.name}", digest, "text", row.title)
        pairs.append((document, load(ROOT / "gold" / f"{row.id}.json", text)))
    return tuple(pairs)


def base_of(path, pairs=None, run=RUN):
    """Return a new knowledge base, opened for reading."""
    build(path, annotated() if pairs is None else pairs, run)
    return KnowledgeBase.open_readonly(path)


def plain(name, text, **metadata):
    """Return a document with a text and metadata, without records."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    return (
        Document(name, text, f"{name}.txt", digest, "text"),
        Extraction(name, replace(Metadata(), **metadata)),
    )
