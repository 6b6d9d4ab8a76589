"""Extractions as a spaCy `DocBin`, and back: one token per character, spans under their labels.

`doc.spans["money"]`, `doc.spans["measure"]` … hold the places; the records are JSON under
`doc.user_data["zhengce"]`, so the file loads in any spaCy without this package.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pipeline.exports.annotations import LABELS, Annotated, json_of, marks_at
from pipeline.gold import GoldError

KEY = "zhengce"


def write(documents: Iterable[Annotated], path: Path) -> None:
    """Write the documents to one `.spacy` file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    bin_of(documents).to_disk(path)


def bin_of(documents: Iterable[Annotated]) -> Any:
    """Return the documents as a DocBin."""
    import spacy
    from spacy.tokens import DocBin

    vocab = spacy.blank("zh").vocab
    return DocBin(docs=[doc_of(each, vocab) for each in documents], store_user_data=True)


def doc_of(marked: Annotated, vocab: Any) -> Any:
    """Return a spaCy Doc of a text, with its marks as spans by label."""
    from spacy.tokens import Doc, Span

    doc = Doc(vocab, words=list(marked.text), spaces=[False] * len(marked.text))
    for label in LABELS:
        doc.spans[label] = [
            Span(doc, mark.start, mark.end, label=label)
            for mark in marked.marks
            if mark.label == label
        ]
    known = {
        "doc": marked.doc,
        "sha256": marked.sha256,
        "rest": dict(marked.rest),
        "records": [json_of(mark) for mark in marked.marks],
    }
    doc.user_data[KEY] = json.dumps(known, ensure_ascii=False)
    return doc


def read(path: Path) -> list[Annotated]:
    """Return the annotated documents of a `.spacy` file."""
    import spacy
    from spacy.tokens import DocBin

    try:
        docs = DocBin().from_disk(path).get_docs(spacy.blank("zh").vocab)
    except (OSError, ValueError) as error:
        raise GoldError(f"{path}: not a DocBin file ({error})") from error
    return [annotated_of(doc) for doc in docs]


def annotated_of(doc: Any) -> Annotated:
    """Return a Doc's text and marks. Raises GoldError where it carries no records."""
    if KEY not in doc.user_data:
        raise GoldError("a document of the DocBin carries no records; it was not written here")
    known = json.loads(doc.user_data[KEY])
    places = [
        (label, span.start_char, span.end_char)
        for label in LABELS
        for span in doc.spans.get(label, ())
    ]
    marks = marks_at(known["doc"], places, known["records"])
    return Annotated(known["doc"], doc.text, known["sha256"], marks, known["rest"])
