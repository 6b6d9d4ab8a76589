"""`zhengce extract`: files in, one extraction in gold format per file out."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import BinaryIO, TextIO

from pipeline import gold
from pipeline.extraction import extract
from pipeline.reading import UnreadableDocument, read, read_bytes
from pipeline.sources import Problem, Source, find_sources
from pipeline.writing import write_text

Say = Callable[[object], None]


def extract_files(paths: Iterable[Path], out: Path, say: Say) -> int:
    """Write `out/<relative path>.json` for each document; return how many failed.

    Raises FileExistsError, before anything is written, when two inputs would share an output.
    """
    found = list(find_sources(paths))
    sources = [source for source in found if isinstance(source, Source)]
    outputs: dict[Path, Path] = {}
    for source in sources:
        output = out / source.relative.with_suffix(".json")
        if output in outputs:
            raise FileExistsError(
                f"{outputs[output]} and {source.path} would both be written to {output}; "
                "rename one or extract them apart"
            )
        outputs[output] = source.path
    failed = 0
    for each in found:
        if isinstance(each, Problem):
            say(each)
            failed += 1
            continue
        try:
            document = read(each.path, each.name)
        except UnreadableDocument as error:
            say(error)
            failed += 1
            continue
        output = out / each.relative.with_suffix(".json")
        write_text(output, gold.dump(extract(document)))
    return failed


def extract_stream(source: BinaryIO, target: TextIO, say: Say) -> int:
    """Read one text from a stream and write its extraction to another; return 1 on failure."""
    try:
        document = read_bytes(source.read(), Path("-"), "stdin")
    except UnreadableDocument as error:
        say(error)
        return 1
    target.write(gold.dump(extract(document)))
    return 0
