"""A batch: documents of any number → shards, on any executor → one knowledge base.

A run that is killed loses at most the shards in hand; the next one does only what is new or
changed, by content and version. The knowledge base is merged anew from the shards, so its rows
are those of one run without interruption.
"""

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from sqlite3 import Error as DatabaseError
from time import monotonic

from pipeline.knowledge_base import Run
from pipeline.merging import merge
from pipeline.plan import Plan
from pipeline.shards import SUFFIX, Item, Made, Task, Unwritable, work
from pipeline.sources import Problem, Source
from pipeline.workers import is_death

SHARD_DOCUMENTS = 50
SHARD_BYTES = 4_000_000
# A short run is cut finer, so that all workers end at about the same time.
_SHARDS_EACH = 4
_MOST_LOST = 3


class BatchError(RuntimeError):
    """A batch that cannot go on; the message says why and what to do. What is done is kept."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How a batch is run. `workers` is how many shards are in hand at once."""

    workers: int
    remove_gone: bool = False
    retry_failed: bool = False
    shard_documents: int = SHARD_DOCUMENTS


@dataclass(slots=True)
class Progress:
    """Where a run stands; `started` is in UTC, `new` how many of `found` had to be done."""

    started: datetime = field(default_factory=lambda: datetime.now(UTC))
    found: int = 0
    new: int = 0
    finished: int = 0
    characters: int = 0
    deaths: int = 0
    stage: str = "planning"
    began: float = field(default_factory=monotonic)

    def seconds(self) -> float:
        """Return how long the stage has taken so far."""
        return monotonic() - self.began


Watch = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run did: in = done + skipped + failed. `gone` documents are kept from earlier runs."""

    found: int
    done: int
    skipped: int
    failed: int
    new: int
    gone: int
    deaths: int
    is_written: bool


def folder_of(base: Path) -> Path:
    """Return the folder of the shards of a knowledge base."""
    return base.with_name(f"{base.name}.shards")


@contextmanager
def planned(base: Path) -> Iterator[Plan]:
    """Yield an empty plan in the folder of a knowledge base, held by this process alone.

    Raises BatchError where the folder cannot be written, where the disk is full, or where another
    build is at it.
    """
    folder = folder_of(base)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _held(folder):
            for rest in (*folder.glob(".*.part*"), *folder.glob("*.journal")):
                rest.unlink(missing_ok=True)
            plan = Plan(folder)
            try:
                yield plan
            finally:
                with suppress(OSError, DatabaseError):
                    plan.close()
    except (OSError, DatabaseError) as error:
        raise BatchError(_stopped(base, error)) from error


def run(
    plan: Plan,
    found: Iterable[Source | Problem],
    executor: Executor,
    settings: Settings,
    watch: Watch = lambda progress: None,
) -> Progress:
    """Do all documents that are new or changed. Raises BatchError where that cannot go on."""
    progress = Progress()
    watch(progress)
    plan.learn(settings.retry_failed)
    plan.add(found)
    progress.found, progress.new = plan.counts()["found"], plan.left()
    progress.stage, progress.began = "extracting", monotonic()
    watch(progress)
    name = f"{progress.started:%Y%m%dT%H%M%S%f}"
    for made in _results(_tasks(plan, name, settings), executor, settings.workers, progress):
        plan.take(f"{made.key}{SUFFIX}", is_new=True)
        progress.finished += made.done + made.skipped + made.failed
        progress.characters += made.characters
        watch(progress)
    return progress


def finish(plan: Plan, base: Path, settings: Settings, progress: Progress) -> Outcome:
    """Merge all shards of a plan into the knowledge base; nothing is written when nothing changed.

    Raises BatchError when in ≠ done + skipped + failed, which would be a fault of the program.
    """
    counts = plan.counts()
    if plan.left() or counts["found"] != sum(
        counts[each] for each in ("done", "skipped", "failed")
    ):
        raise BatchError(f"the counts do not add up: {counts}; report it")
    gone = 0 if settings.remove_gone else plan.keep_gone()
    mark = plan.folder / "built"
    told = f"{plan.fingerprint()} {_stamp(base)}"
    is_new = not (counts["done"] + gone) or not mark.exists() or mark.read_text("ascii") != told
    if is_new and counts["done"] + gone:
        merge(plan, base, _run(plan, progress))
        mark.write_text(f"{plan.fingerprint()} {_stamp(base)}", "ascii")
    plan.forget_unused()
    return Outcome(**counts, new=progress.new, gone=gone, deaths=progress.deaths, is_written=is_new)


def _stamp(base: Path) -> str:
    if not base.exists():
        return "none"
    known = base.stat()
    return f"{known.st_size} {known.st_mtime_ns}"


def _run(plan: Plan, progress: Progress) -> Run:
    counts = plan.counts()
    lists = [
        tuple((path, reason) for path, reason, _ in plan.left_out(outcome))
        for outcome in ("skipped", "failed")
    ]
    started = progress.started.isoformat(timespec="seconds")
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return Run(started, now, counts["found"], counts["done"], *lists)


def _tasks(plan: Plan, run_name: str, settings: Settings) -> Iterator[Task]:
    folder = str(plan.folder.resolve())
    numbers = count(1)
    most = min(settings.shard_documents, -(-plan.left() // (_SHARDS_EACH * settings.workers)))
    items: list[Item] = []
    size = 0
    for item in plan.pending():
        items.append(item)
        size += _size(item)
        if len(items) >= most or size >= SHARD_BYTES:
            yield Task(f"{run_name}-{next(numbers):06d}", folder, run_name, tuple(items))
            items, size = [], 0
    if items:
        yield Task(f"{run_name}-{next(numbers):06d}", folder, run_name, tuple(items))


def _size(item: Item) -> int:
    try:
        return Path(item.place).stat().st_size
    except OSError:
        return 0


def _results(
    tasks: Iterator[Task], executor: Executor, at_once: int, progress: Progress
) -> Iterator[Made]:
    """Yield what the workers made, as it comes; a task whose worker died is done again."""
    running: dict[Future[Made], Task] = {}
    lost: dict[str, int] = {}
    try:
        while True:
            while len(running) < at_once and (task := next(tasks, None)):
                running[executor.submit(work, task)] = task
            if not running:
                return
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                task = running.pop(future)
                error = future.exception()
                if is_death(error):
                    progress.deaths += 1
                    lost[task.key] = _lost(task, lost.get(task.key, 0))
                    running[executor.submit(work, task)] = task
                elif error is not None:
                    raise error
                else:
                    yield future.result()
    finally:
        for future in running:
            future.cancel()


def _lost(task: Task, before: int) -> int:
    """Return how often a task was lost. Raises BatchError when its workers die at their start."""
    if not task.journal.exists() and before + 1 >= _MOST_LOST:
        raise BatchError(
            f"workers die before they begin ({_MOST_LOST} times); try `--workers 1`, and look for "
            "messages of the system about memory"
        )
    return before + 1


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    """Hold a folder for this process. Raises BatchError where another one does."""
    try:
        import fcntl
    except ImportError:  # Windows: two builds at once are not prevented there
        yield
        return
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            message = f"{folder}: another build is at it; wait for its end"
            raise BatchError(message) from None
        yield


def _stopped(base: Path, error: Exception) -> str:
    """Return the one line for a disk that is full or a folder that is read-only."""
    where = base.parent if base.parent.exists() else Path.cwd()
    reason = str(getattr(error, "strerror", None) or error).lower()
    with suppress(OSError):
        if shutil.disk_usage(where).free < 1_000_000:
            reason = f"no space left on the disk ({reason})"
    again = "what is done is kept: run the same command again"
    if isinstance(error, Unwritable):
        reason = str(error.args[0] if error.args else error)
    return f"{base}: cannot be written: {reason}; make room or change the rights, {again}"


def workers_here() -> int:
    """Return how many processes this machine runs at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
