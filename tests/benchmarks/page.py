"""The page over 200,000 clauses: how long a query and a page take with 20 clients at once.

`make bench-page`. The documents are made of the annotated clauses, shuffled over places and
years, each with numbers of its own. Queries are pieces of the texts, one to six characters, and
no two of a run are the same. Exits 1 where the median of queries reaches 100 ms or that of pages
300 ms.
"""

import argparse
import random
import statistics
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from extractors.lexicon import read_lexicon
from extractors.records import Extraction, Metadata, Part
from pipeline.document import Document
from pipeline.knowledge_base import Run, build
from pipeline.search import hits_of, words_of
from pipeline.web.asking import Asked
from pipeline.web.store import Store
from tests.stored import annotated

CLIENTS = 20
QUERIES = 400
PAGES = 600
EACH = 60
PORT = 8791
MOST_QUERY, MOST_PAGE = 0.100, 0.300


def made(clauses: int) -> Iterator[tuple[Document, Extraction]]:
    """Yield documents that hold so many measures in all."""
    chance = random.Random(5)
    stock = [(document, found, m) for document, found in annotated() for m in found.measures]
    places = [entry for entry in read_lexicon("divisions") if len(entry.key) == 6]
    for number in range(clauses // EACH):
        yield _document(number, chance.sample(stock, EACH), chance.choice(places), chance)


def _document(number, stock, place, chance):
    measures, records = [], {"amounts": [], "dates": [], "targets": []}
    text = f"关于第{number}号事项的通知\n"
    for at, (document, found, measure) in enumerate(stock):
        shift = len(text) - measure.start
        name = f"m{at:02}"
        words = document.text[measure.start : measure.end]
        measures.append(
            replace(measure, id=name, part="p1", start=len(text), end=len(text) + len(words),
                    region=place.key, lead_units=_moved(measure.lead_units, measure, shift),
                    support_units=_moved(measure.support_units, measure, shift))
        )  # fmt: skip
        for kind, own in records.items():
            for each in getattr(found, kind):
                if each.measure == measure.id:
                    moved = replace(each, start=each.start + shift, end=each.end + shift)
                    own.append(replace(moved, measure=name))
        text += words + f"\n备注{number}之{chance.randrange(10**6)}。\n"
    metadata = Metadata(title=f"关于第{number}号事项的通知", region=place.key,
                        region_name=place.name)  # fmt: skip
    part = Part("p1", "main", None, None, None, 0, len(text))
    extraction = Extraction(
        f"d{number}", metadata, (part,), tuple(measures),
        *(tuple(records[kind]) for kind in ("amounts", "dates", "targets")),
    )  # fmt: skip
    return Document(f"d{number}", text, f"d{number}.txt", str(number), "text"), extraction


def _moved(units, measure, shift):
    inside = (each for each in units if measure.start <= each.start and each.end <= measure.end)
    return tuple(replace(each, start=each.start + shift, end=each.end + shift) for each in inside)


def queries(count: int) -> list[str]:
    """Return distinct pieces of the texts, and pairs of them."""
    chance = random.Random(7)
    text = "".join(document.text for document, _ in annotated())
    found: dict[str, None] = {}
    while len(found) < count:
        size = chance.choice((1, 2, 2, 2, 3, 4, 6))
        at = chance.randrange(len(text) - 6)
        piece = "".join(text[at : at + size].split())
        if len(found) % 7 == 0:
            other = chance.randrange(len(text) - 2)
            piece += " " + "".join(text[other : other + 2].split())
        if piece.strip():
            found[piece] = None
    return list(found)


def told(name: str, times: list[float], most: float) -> bool:
    """Print the median and the slowest; tell whether the median is below `most`."""
    middle = statistics.median(times)
    ninety = sorted(times)[int(len(times) * 0.95)]
    shown = " ".join(f"{value * 1000:.0f}" for value in (middle, ninety, max(times)))
    print(f"{name}: median, 95 % and slowest {shown} ms; limit {most * 1000:.0f} ms")
    return middle < most


def time_queries(path: Path) -> bool:
    """Time the query alone: index, filters with counts, and the first 20 clauses."""
    store = Store(path)
    store.warm()
    times = []
    for query in queries(QUERIES):
        began = time.perf_counter()
        words = words_of(query)
        found = store.facets.find(store.base, words, Asked().wanted(), (0, 20))
        hits_of(store.base, found.ids, words, store.veil)
        times.append(time.perf_counter() - began)
    return told("query", times, MOST_QUERY)


def time_pages(path: Path) -> bool:
    """Time whole pages with 20 clients that ask one after the other without a pause."""
    command = [sys.executable, "-m", "pipeline.cli", "serve", "--kb", str(path)]
    server = subprocess.Popen([*command, "--port", str(PORT)])
    try:
        _wait()
        asked = queries(QUERIES + PAGES)[QUERIES:]
        times, failed = [], []
        lock = threading.Lock()

        def ask():
            while True:
                with lock:
                    if not asked:
                        return
                    query = asked.pop()
                began = time.perf_counter()
                try:
                    _get("/?" + urllib.parse.urlencode({"q": query}))
                except urllib.error.URLError as error:
                    failed.append(str(error))
                times.append(time.perf_counter() - began)

        clients = [threading.Thread(target=ask) for _ in range(CLIENTS)]
        for client in clients:
            client.start()
        for client in clients:
            client.join()
        print(f"failed: {len(failed)} {failed[:1]}")
        return told(f"page, {CLIENTS} clients", times, MOST_PAGE) and not failed
    finally:
        server.terminate()
        server.wait(10)


def _get(address: str) -> bytes:
    with urllib.request.urlopen(f"http://127.0.0.1:{PORT}{address}", timeout=60) as answer:
        return answer.read()


def _wait() -> None:
    """Wait until the server answers and knows whom it hides."""
    for _ in range(600):
        try:
            if b'"ready":true' in _get("/api/health"):
                return
        except OSError:
            pass
        time.sleep(0.5)
    raise SystemExit("the server did not start")


def main() -> None:
    """Build the knowledge base where it is not there, then time."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clauses", type=int, default=200_000)
    parser.add_argument("--kb", type=Path, default=Path("out") / "page.sqlite")
    chosen = parser.parse_args()
    if not chosen.kb.exists():
        began = time.perf_counter()
        count = chosen.clauses // EACH
        build(chosen.kb, made(chosen.clauses), Run("", "", count, count))
        print(f"{chosen.clauses} clauses built in {time.perf_counter() - began:.0f} s")
    held = [time_queries(chosen.kb), time_pages(chosen.kb)]
    raise SystemExit(0 if all(held) else 1)


if __name__ == "__main__":
    main()
