"""`zhengce build`, the main job: documents in, a knowledge base and the comparison out."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from pipeline import batch, codebook, report
from pipeline.batch import BatchError, Outcome, Settings
from pipeline.comparison import compare, is_too_wide
from pipeline.exports import csv, html, table, tables, xlsx
from pipeline.knowledge_base import KnowledgeBase
from pipeline.plan import Plan
from pipeline.progress import shown
from pipeline.sources import Problem, Source, changed_sums, find_sources
from pipeline.workers import NoCluster, cluster, processes

Say = Callable[[object], None]

EXPORTS = {"xlsx": xlsx, "html": html, "csv": csv}
CHECKOUT = Path(__file__).resolve().parent.parent.parent
STANDARD_INPUT = Path("-")
MOST_LINES = 20
_CLUSTER_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Request:
    """What the command line asks for; `format` names the tables for analysis, "" for none."""

    base: Path
    out: Path
    workers: int = 0
    cluster: str = ""
    format: str = ""
    remove_gone: bool = False
    retry_failed: bool = False

    def settings(self) -> Settings:
        """Return how the batch is run."""
        at_once = _CLUSTER_AT_ONCE if self.cluster else self.workers or batch.workers_here()
        return Settings(at_once, self.remove_gone, self.retry_failed)


def corpus_of_checkout() -> Path | None:
    """Return the checkout's `corpus/`, None where the program is installed elsewhere.

    Relative where one stands in the checkout, so the files made do not name the machine's folders.
    """
    corpus = CHECKOUT / "corpus"
    if not (corpus / "manifest.csv").is_file():
        return None
    return corpus.relative_to(CHECKOUT) if Path.cwd() == CHECKOUT else corpus


def build(paths: Sequence[Path], request: Request, say: Say) -> bool:
    """Write the knowledge base, its report and the files of the comparison; print the table.

    Returns whether all went well. One bad file is one line on standard error; the rest is done.
    """
    problems = _Problems(say)
    try:
        with batch.planned(request.base) as plan:
            outcome = _run(plan, problems.checked(_listed(paths, sys.stdin)), request)
            for path, reason, remedy in plan.left_out("failed"):
                problems.add(Problem(Path(path), reason, remedy))
            report.write(plan, request.base, request.out, outcome)
    except (BatchError, NoCluster) as error:
        say(error)
        return False
    except KeyboardInterrupt:
        say("stopped; what is done is kept: run the same command again to go on")
        return False
    problems.close(request.out / report.ERRORS)
    if not outcome.done + outcome.gone:
        say("no document could be read; no knowledge base was written")
        return False
    _show(request)
    print(_summary(outcome, request))
    return not problems.number


def _run(plan: Plan, found: Iterable[Source | Problem], request: Request) -> Outcome:
    settings = request.settings()
    executors = cluster(request.cluster) if request.cluster else processes(settings.workers)
    with shown() as watch, executors as executor:
        progress = batch.run(plan, found, executor, settings, watch)
        progress.stage = "writing the knowledge base"
        watch(progress)
        return batch.finish(plan, request.base, settings, progress)


def _listed(paths: Iterable[Path], stream: TextIO) -> Iterator[Source | Problem]:
    """Yield the documents named on the command line; - takes names from standard input."""
    for path in paths:
        if path == STANDARD_INPUT:
            lines = (line.strip("\r\n") for line in stream)
            yield from find_sources(Path(line) for line in lines if line.strip())
        else:
            yield from find_sources([path])


def _show(request: Request) -> None:
    with KnowledgeBase.open_readonly(request.base) as stored:
        if is_too_wide(stored):
            say_places = "`zhengce compare --kb FILE --region CODE …` compares chosen places"
            print(f"too many documents for one table; {say_places}")
        else:
            compared = compare(stored)
            table.show(compared)
            for suffix, export in EXPORTS.items():
                export.write(compared, request.out / f"comparison.{suffix}")
            codebook.write(stored, request.out)
        if request.format:
            tables.write(stored, request.out / "tables", request.format)


def _summary(outcome: Outcome, request: Request) -> str:
    counts = (
        f"{outcome.found} in = {outcome.done} done + {outcome.skipped} skipped"
        f" + {outcome.failed} failed"
    )
    parts = [counts, f"{outcome.new} new or changed"]
    if outcome.gone:
        parts.append(f"{outcome.gone} of earlier runs kept (--remove-gone drops them)")
    if outcome.deaths:
        parts.append(f"{outcome.deaths} workers died, their documents were done again")
    if not outcome.is_written:
        parts.append("nothing changed")
    files = f"knowledge base {request.base}, files in {request.out}: {report.REPORT}"
    return f"{'; '.join(parts)}; {files}, {report.ERRORS}"


@dataclass(slots=True)
class _Problems:
    """The lines on standard error: the first ones whole, then how many more there are."""

    say: Say
    number: int = 0

    def add(self, problem: Problem) -> None:
        self.number += 1
        if self.number <= MOST_LINES:
            self.say(problem)

    def checked(self, found: Iterable[Source | Problem]) -> Iterator[Source | Problem]:
        """Pass the sources on; say which files are not those that their manifest means."""
        for each in found:
            if isinstance(each, Source):
                for problem in changed_sums([each]):
                    self.add(problem)
            yield each

    def close(self, errors: Path) -> None:
        if self.number > MOST_LINES:
            self.say(f"{self.number - MOST_LINES} more files failed; all are in {errors}")
