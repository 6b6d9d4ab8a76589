"""Executors of `concurrent.futures` on which a batch runs: processes here, or a Dask cluster.

A worker may die (killed by hand, out of memory, a crash in a library). Here each worker is a pool
of one process, so its death breaks the future of its own task only, and the pool is made anew; a
cluster does the task again by itself. A worker whose parent is gone ends itself.
"""

import gc
import logging
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from queue import SimpleQueue
from typing import Any

DOCUMENT_SECONDS = 1800


class NoCluster(RuntimeError):
    """A cluster that cannot be reached, or whose client is not installed."""


class Processes(Executor):
    """`count` processes on this machine; a task whose process dies raises BrokenExecutor."""

    def __init__(self, count: int) -> None:
        self.count = count
        self._context = _context()
        self._idle: SimpleQueue[ProcessPoolExecutor] = SimpleQueue()
        self._pools: set[ProcessPoolExecutor] = set()
        self._lock = threading.Lock()
        for _ in range(count):
            self._idle.put(self._pool())

    def _pool(self) -> ProcessPoolExecutor:
        pool = ProcessPoolExecutor(1, self._context, _begin)
        with self._lock:
            self._pools.add(pool)
        return pool

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":
        """Run a call in the first process that is idle; wait until there is one."""
        pool = self._idle.get()
        try:
            future = pool.submit(fn, *args, **kwargs)
        except BrokenExecutor:  # it died while it was idle
            pool = self._anew(pool)
            future = pool.submit(fn, *args, **kwargs)
        future.add_done_callback(lambda done: self._free(pool, done))
        return future

    def _free(self, pool: ProcessPoolExecutor, done: "Future[Any]") -> None:
        is_broken = not done.cancelled() and isinstance(done.exception(), BrokenExecutor)
        self._idle.put(self._anew(pool) if is_broken else pool)

    def _anew(self, pool: ProcessPoolExecutor) -> ProcessPoolExecutor:
        with self._lock:
            self._pools.discard(pool)
        pool.shutdown(wait=False)
        return self._pool()

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the processes."""
        with self._lock:
            pools = list(self._pools)
        for pool in pools:
            pool.shutdown(wait=wait, cancel_futures=cancel_futures)


@contextmanager
def processes(count: int) -> Iterator[Executor]:
    """Yield an executor of processes on this machine; on leaving, what has not begun is dropped."""
    executor = Processes(count)
    try:
        yield executor
    finally:
        executor.shutdown(wait=False, cancel_futures=True)


@contextmanager
def cluster(address: str) -> Iterator[Executor]:
    """Yield the executor of a Dask cluster. Raises NoCluster with what to do.

    Its workers need this package and the folders of the documents and the knowledge base under
    the same paths. `--nthreads 1` keeps the death of a worker to one document.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise NoCluster("--cluster needs the extra: pip install 'zhengce[cluster]'") from error
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # a lost worker is told at the end
    try:
        client = Client(address, timeout=20)
    except (OSError, ValueError) as error:
        raise NoCluster(f"no Dask scheduler at {address}: {error}; check the address") from error
    try:
        yield client.get_executor(pure=False)
    finally:
        client.close()


def is_death(error: BaseException | None) -> bool:
    """Return whether a task failed because its worker died."""
    return isinstance(error, BrokenExecutor) or type(error).__name__ == "KilledWorker"


@contextmanager
def alarm(seconds: int = DOCUMENT_SECONDS) -> Iterator[None]:
    """End this process when the block takes longer: a death like any other.

    Only where signals can be had: in the main thread of a process, on Unix.
    """
    if not hasattr(signal, "alarm") or threading.current_thread() is not threading.main_thread():
        yield
        return
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)


def _context() -> Any:
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["pipeline.shards"])
    return context


def collect_rarely() -> None:
    """Look for cycles of dead objects rarely: records hold none, lexicons and patterns stay."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def _begin() -> None:
    """Prepare a worker: the keyboard stops its parent, and without a parent it ends."""
    collect_rarely()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
