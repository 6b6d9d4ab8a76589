"""`zhengce build`, the main job: documents in, a knowledge base and the comparison out."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from extractors.records import Extraction
from pipeline import knowledge_base
from pipeline.comparison import compare, is_too_wide
from pipeline.document import Document
from pipeline.exports import csv, html, table, xlsx
from pipeline.extraction import extract
from pipeline.knowledge_base import KnowledgeBase, Run
from pipeline.reading import UnreadableDocument, read
from pipeline.sources import Problem, Source, changed_sums, find_sources

Say = Callable[[object], None]

EXPORTS = {"xlsx": xlsx, "html": html, "csv": csv}
CHECKOUT = Path(__file__).resolve().parent.parent.parent


@dataclass(slots=True)
class _Counts:
    """What became of the files of a run."""

    found: int = 0
    done: int = 0
    problems: int = 0
    failed: list[tuple[str, str]] = field(default_factory=list)


def corpus_of_checkout() -> Path | None:
    """Return the checkout's `corpus/`, None where the program is installed elsewhere."""
    corpus = CHECKOUT / "corpus"
    return corpus if (corpus / "manifest.csv").is_file() else None


def build(paths: Sequence[Path], base: Path, out: Path, say: Say) -> bool:
    """Write the knowledge base and the files of the comparison; print the table.

    Returns whether all went well. One bad file is one line on standard error; the rest is done.
    """
    counts = _Counts()
    started = _now()
    pairs = list(_extracted(paths, counts, say))
    if not pairs:
        say("no document could be read; nothing was written")
        return False
    run = Run(started, _now(), counts.found, counts.done, failed=tuple(counts.failed))
    knowledge_base.build(base, pairs, run)
    with KnowledgeBase.open_readonly(base) as stored:
        if is_too_wide(stored):
            say_places = "`zhengce compare --kb FILE --region CODE …` compares chosen places"
            print(f"too many documents for one table; {say_places}")
        else:
            compared = compare(stored)
            table.show(compared)
            for suffix, export in EXPORTS.items():
                export.write(compared, out / f"comparison.{suffix}")
    print(
        f"{counts.found} in = {counts.done} done + 0 skipped + {len(counts.failed)} failed; "
        f"knowledge base {base}, comparison {out}/comparison.{{{','.join(EXPORTS)}}}"
    )
    return not counts.problems


def _extracted(
    paths: Sequence[Path], counts: _Counts, say: Say
) -> Iterator[tuple[Document, Extraction]]:
    found = list(find_sources(paths))
    for problem in changed_sums(each for each in found if isinstance(each, Source)):
        say(problem)
        counts.problems += 1
    for each in found:
        counts.found += 1
        try:
            if isinstance(each, Problem):
                raise UnreadableDocument(each.path, each.reason, each.remedy)
            document = read(each.path, each.name)
        except UnreadableDocument as error:
            say(error)
            counts.problems += 1
            counts.failed.append((str(error.path), error.reason))
            continue
        counts.done += 1
        yield document, extract(document)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
