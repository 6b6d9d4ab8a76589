"""`make bench`: characters a second of the whole extraction, beside jieba and JioNLP.

All in one run on the same texts, each text its own (recombined paragraphs, seeded, as long as the
documents of the corpus are on average), so that no cache helps. Each reads what it works with
before the clock runs: jieba its dictionary, JioNLP and we two texts. One process is measured in
processor time, which other programs on the machine do not change much; one and two processes
against each other in time on the wall.
"""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from pipeline import batch
from pipeline.batch import Settings
from pipeline.extraction import extract
from pipeline.reading import read
from pipeline.sources import find_sources
from pipeline.workers import Processes, collect_rarely
from tests.batches import distinct, written

PEERS = Path(__file__).with_name("peers.py")
DOCUMENTS, SIZE, ROUNDS = 90, 5300, 3
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


def of_jionlp(python, texts):
    """Return the seconds JioNLP takes for money and time, None where it is not installed."""
    asked = json.dumps({"command": "time", "texts": texts, "year": 2021})
    try:
        done = subprocess.run([python, PEERS], input=asked, capture_output=True, text=True)
        return json.loads(done.stdout)["seconds"]
    except (OSError, ValueError):
        return None


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
    texts = list(distinct(DOCUMENTS * ROUNDS, SIZE))
    ours, jiebas, peers, characters = 0.0, 0.0, 0.0, 0
    with tempfile.TemporaryDirectory() as place:
        whole([*written(Path(place) / "first", 2, SIZE, seed=1).rglob("*.txt")])
        for turn in range(ROUNDS):
            chosen = texts[turn * DOCUMENTS : (turn + 1) * DOCUMENTS]
            paths = [Path(place) / f"{turn}-{at}.txt" for at in range(DOCUMENTS)]
            for path, text in zip(paths, chosen, strict=True):
                path.write_text(text, "utf-8")
            characters += sum(map(len, chosen))
            ours += seconds(whole, paths)
            jiebas += seconds(cut, chosen)
            if peers is not None:
                taken = of_jionlp(sys.argv[1], chosen)
                peers = None if taken is None else peers + taken
        folder = written(Path(place) / "batch", BATCH)
        one, two = on_processes(folder, 1), on_processes(folder, 2)
    print(f"{len(texts)} distinct texts, {characters:,} characters, one process")
    print(f"zhengce, whole extraction     {characters / ours:10,.0f} characters/s")
    print(f"jieba.lcut                    {characters / jiebas:10,.0f} characters/s", end="  ")
    print(f"zhengce is {jiebas / ours:.2f} times as fast")
    if peers is None:
        print("JioNLP                        not installed, skipped (`make bench` installs it)")
    else:
        print(f"JioNLP, money and time        {characters / peers:10,.0f} characters/s", end="  ")
        print(f"zhengce is {peers / ours:.2f} times as fast")
    print(f"batch, 1 process              {one:10,.0f} documents/s of 2,000 characters")
    print(f"batch, 2 processes            {two:10,.0f} documents/s, {two / one:.2f} times one")


if __name__ == "__main__":
    main()
