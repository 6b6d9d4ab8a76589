"""`make bench`: characters a second of the whole extraction, beside jieba and JioNLP.

All in one run on the same texts, each text its own (recombined paragraphs, seeded, as long as the
documents of the corpus are on average), so that no cache helps. Each reads what it works with
before the clock runs: jieba its dictionary, JioNLP and we two texts. One process is measured in
processor time; all three take turns every few texts, for a shared machine is twice as fast in one
second as in the next. One and two processes are measured against each other in time on the wall.
"""

import json
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from pipeline import batch
from pipeline.batch import Settings
from pipeline.extraction import extract
from pipeline.reading import read
from pipeline.sources import find_sources
from pipeline.workers import Processes, collect_rarely
from tests.batches import distinct, written

PEERS = Path(__file__).with_name("peers.py")
DOCUMENTS, SIZE, TURN = 270, 5300, 3
BATCH = 600


def whole(paths):
    """Read, fold, structure, extract: all that makes the records of the files."""
    for path in paths:
        extract(read(path))


def seconds(call, *words):
    begun = time.process_time()
    call(*words)
    return time.process_time() - begun


def cut(texts):
    import jieba

    for text in texts:
        jieba.lcut(text)


@contextmanager
def jionlp(python, texts):
    """Yield what tells the seconds JioNLP takes for money and time of texts.

    It reads `texts` first. None where it is not installed.
    """
    pipe = subprocess.PIPE
    try:
        peer = subprocess.Popen(
            [python, PEERS], stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, text=True
        )
    except OSError:
        yield None
        return

    def ask(words):
        peer.stdin.write(json.dumps(words) + "\n")
        peer.stdin.flush()
        return peer.stdout.readline()

    with peer:
        is_ready = ask({"command": "time", "texts": texts, "year": 2021}) == "ready\n"
        yield (lambda words: float(ask(words))) if is_ready else None


def on_processes(folder, number):
    """Return documents a second of the extraction of a folder on some processes."""
    with tempfile.TemporaryDirectory() as place, Processes(number) as executor:
        for each in [executor.submit(str, at) for at in range(number)]:
            each.result()  # the processes are up before the clock runs
        with batch.planned(Path(place) / "kb.sqlite") as plan:
            progress = batch.run(plan, find_sources([folder]), executor, Settings(number))
            return progress.finished / progress.seconds()


def main():
    import logging

    import jieba

    collect_rarely()  # as the workers of a batch do
    jieba.setLogLevel(logging.ERROR)
    jieba.initialize()
    texts = list(distinct(DOCUMENTS, SIZE))
    ours = jiebas = peers = 0.0
    with tempfile.TemporaryDirectory() as place:
        first = [*written(Path(place) / "first", 2, SIZE, seed=1).rglob("*.txt")]
        whole(first)
        with jionlp(sys.argv[1], [path.read_text("utf-8") for path in first]) as ask:
            for at in range(0, DOCUMENTS, TURN):
                chosen = texts[at : at + TURN]
                paths = [Path(place) / f"{at}-{each}.txt" for each in range(TURN)]
                for path, text in zip(paths, chosen, strict=True):
                    path.write_text(text, "utf-8")
                ours += seconds(whole, paths)
                jiebas += seconds(cut, chosen)
                peers += ask(chosen) if ask else 0.0
        folder = written(Path(place) / "batch", BATCH)
        one, two = on_processes(folder, 1), on_processes(folder, 2)
    characters = sum(map(len, texts))
    print(f"{len(texts)} distinct texts, {characters:,} characters, one process")
    print(f"zhengce, whole extraction     {characters / ours:10,.0f} characters/s")
    print(f"jieba.lcut                    {characters / jiebas:10,.0f} characters/s", end="  ")
    print(f"zhengce is {jiebas / ours:.2f} times as fast")
    if not peers:
        print("JioNLP                        not installed, skipped (`make bench` installs it)")
    else:
        print(f"JioNLP, money and time        {characters / peers:10,.0f} characters/s", end="  ")
        print(f"zhengce is {peers / ours:.2f} times as fast")
    print(f"batch, 1 process              {one:10,.0f} documents/s of 2,000 characters")
    print(f"batch, 2 processes            {two:10,.0f} documents/s, {two / one:.2f} times one")


if __name__ == "__main__":
    main()
