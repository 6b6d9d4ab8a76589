"""`make bench-scale`: how time, memory and the knowledge base grow with the number of documents.

Documents of about 2,000 characters, recombined from the corpus, seeded. Runs `zhengce build` as
users do; query times are those of a search and of one place's measures in the finished file.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from pipeline.knowledge_base import KnowledgeBase
from pipeline.search import Filters, search
from tests.batches import written

NUMBERS = (1_000, 10_000, 100_000)
SEARCHES = ("以工代训", "总工会", "稳岗 补贴")


def built(folder, base, workers):
    """Return seconds and the largest memory of a worker and of the parent in MB."""
    command = [sys.executable, "-m", "pipeline.cli", "build", folder, "--kb", base]
    begun = time.monotonic()
    process = subprocess.Popen(
        [*map(str, command), "--workers", str(workers)], stdout=subprocess.DEVNULL
    )
    largest = {"worker": 0, "parent": 0}
    while process.poll() is None:
        for each, kind in family(process.pid):
            largest[kind] = max(largest[kind], memory(each))
        time.sleep(0.2)
    assert process.returncode == 0
    return time.monotonic() - begun, largest


def family(parent):
    """Yield (process, kind) of a build: its parent and its workers."""
    yield parent, "parent"
    for server in children(parent):
        for worker in children(server):
            yield worker, "worker"


def children(process):
    try:
        tasks = Path(f"/proc/{process}/task").iterdir()
        return [int(each) for task in tasks for each in (task / "children").read_text().split()]
    except OSError:
        return []


def memory(process):
    """Return the resident memory of a process in MB, 0 where it is gone."""
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE") // 1_000_000


def milliseconds(call):
    call()
    begun = time.perf_counter()
    call()
    return (time.perf_counter() - begun) * 1000


def queries(base):
    """Return milliseconds for a search and for one document's measures."""
    with KnowledgeBase.open_readonly(base) as stored:
        names = [row["id"] for row in stored.connection.execute("SELECT id FROM document LIMIT 9")]
        searched = [
            milliseconds(lambda word=word: search(stored, word, Filters(limit=20)))
            for word in SEARCHES
        ]
        read = milliseconds(lambda: [stored.extraction(name) for name in names]) / len(names)
    return sum(searched) / len(searched), read


def main():
    most = int(sys.argv[1]) if len(sys.argv) > 1 else NUMBERS[-1]
    place = sys.argv[2] if len(sys.argv) > 2 else None
    print("documents  processes  documents/s  worker MB  parent MB  KB per document", end="")
    print("  search ms  one document ms")
    for number in (each for each in NUMBERS if each <= most):
        with tempfile.TemporaryDirectory(dir=place) as folder:
            texts = written(Path(folder) / "texts", number)
            for workers in (1, 2):
                base = Path(folder) / f"{workers}.sqlite"
                seconds, largest = built(texts, base, workers)
                size = base.stat().st_size / number / 1000
                searched, read = queries(base)
                print(
                    f"{number:9,}  {workers:9}  {number / seconds:11,.0f}  {largest['worker']:9}"
                    f"  {largest['parent']:9}  {size:15.1f}  {searched:9.1f}  {read:15.2f}",
                    flush=True,
                )
                base.unlink()


if __name__ == "__main__":
    main()
