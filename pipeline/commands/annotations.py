"""Annotations read from and written to folders, knowledge bases and annotation tools."""

from collections.abc import Iterator
from pathlib import Path

from extractors.records import Extraction
from pipeline import gold as gold_format
from pipeline.commands.evaluate import Request, text_of
from pipeline.evaluation import gold_files
from pipeline.exports import brat, docbin, doccano, label_studio
from pipeline.exports.annotations import Annotated, annotated, check_text, extraction_of
from pipeline.knowledge_base import KnowledgeBase
from pipeline.reading import read
from pipeline.writing import write_text

_TOOLS = {"label-studio": label_studio, "doccano": doccano, "brat": brat, "docbin": docbin}


def read_annotations(folder: Path, texts: Path | None) -> dict[str, Extraction]:
    """Return the annotations of a folder by document, each quote checked against its text.

    Raises EvaluationError or GoldError where one has no text or quotes what it does not say.
    """
    return {each.doc: extraction for each, extraction in _of_gold(folder, texts)}


def convert_annotations(
    source: tuple[Path, str], target: tuple[Path, str], texts: Path | None
) -> int:
    """Write the annotations of a source in another form; return how many documents there are.

    What comes back from a tool is checked against its hash, its quotes and, where `texts` has it,
    the document.
    """
    (place, origin), (out, form) = source, target
    given = list(_read(place, origin, texts))
    if form == "gold":
        for _, extraction in given:
            write_text(out / f"{extraction.doc}.json", gold_format.dump(extraction))
    else:
        _TOOLS[form].write([each for each, _ in given], out)
    return len(given)


def _read(place: Path, origin: str, texts: Path | None) -> Iterator[tuple[Annotated, Extraction]]:
    if origin == "kb":
        with KnowledgeBase.open_readonly(place) as base:
            for stored in base.documents():
                extraction = base.extraction(stored.id)
                yield annotated(extraction, base.document(stored.id).text), extraction
    elif origin == "gold":
        yield from _of_gold(place, texts)
    else:
        for marked in _TOOLS[origin].read(place):
            if texts is not None:
                request = Request(place, texts=texts)
                check_text(marked, read(text_of(marked.doc, request), marked.doc).text)
            yield marked, extraction_of(marked)


def _of_gold(folder: Path, texts: Path | None) -> Iterator[tuple[Annotated, Extraction]]:
    request = Request(folder, texts=texts)
    for file in gold_files(folder):
        text = read(text_of(file.stem, request), file.stem).text
        extraction = gold_format.load(file, text)
        yield annotated(extraction, text), extraction
