"""`zhengce extract`: files in, one extraction in gold format per file out."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import BinaryIO, TextIO

from pipeline import faults, gold
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
            written = gold.dump(extract(read(each.path, each.name)))
        except UnreadableDocument as error:
            say(error)
            failed += 1
            continue
        except Exception as error:  # the border: the other documents go on
            say(Problem(each.path, faults.REASON, faults.remedy(error)))
            failed += 1
            continue
        write_text(out / each.relative.with_suffix(".json"), written)
    return failed


def extract_stream(source: BinaryIO, target: TextIO, say: Say) -> int:
    """Read one text from a stream and write its extraction to another; return 1 on failure."""
    place = Path("-")
    try:
        written = gold.dump(extract(read_bytes(source.read(), place, "stdin")))
    except UnreadableDocument as error:
        say(error)
        return 1
    except Exception as error:  # the border
        say(Problem(place, faults.REASON, faults.remedy(error)))
        return 1
    target.write(written)
    return 0
