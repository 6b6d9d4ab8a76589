"""Where a batch stands: a bar on a terminal, one plain line a minute elsewhere."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from pipeline.batch import Progress, Watch

LINE_SECONDS = 60


@contextmanager
def shown() -> Iterator[Watch]:
    """Yield what a batch calls with its progress; shows it on standard error."""
    if sys.stderr.isatty():
        with _bar() as watch:
            yield watch
    else:
        yield _lines()


@contextmanager
def _bar() -> Iterator[Watch]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        shown = bar.add_task("planning", total=None, rate="")

        def watch(progress: Progress) -> None:
            bar.update(
                shown,
                description=progress.stage,
                total=progress.new or None,
                completed=progress.finished,
                rate=rate(progress),
            )

        yield watch


def _lines() -> Watch:
    last = time.monotonic()

    def watch(progress: Progress) -> None:
        nonlocal last
        if time.monotonic() - last >= LINE_SECONDS:
            last = time.monotonic()
            told = f"{progress.stage}: {progress.finished} of {progress.new} documents"
            print(f"zhengce: {told}, {rate(progress)}", file=sys.stderr, flush=True)

    return watch


def rate(progress: Progress) -> str:
    """Return documents and characters a second since extraction began."""
    seconds = max(progress.seconds(), 1e-3)
    documents, characters = progress.finished / seconds, progress.characters / seconds
    return f"{documents:,.0f} documents/s, {characters:,.0f} characters/s"
