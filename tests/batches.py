"""Documents by the thousand for the tests of the batch: seeded, each text its own."""

import random
import sqlite3
from pathlib import Path

from pipeline.knowledge_base import ORDER

TABLES = (*ORDER, "document", "passage")
CORPUS = Path(__file__).parent.parent / "corpus"


def paragraphs():
    texts = [file.read_text("utf-8") for file in sorted(CORPUS.glob("*.txt"))]
    return [line for text in texts for line in text.splitlines() if len(line.strip()) > 8]


def distinct(number, size=2000, seed=6):
    """Yield `number` texts of about `size` characters, recombined from the corpus.

    Each has a number of its own, so that no two are copies.
    """
    chance = random.Random(seed)
    lines = paragraphs()
    for at in range(1, number + 1):
        year = chance.randint(2015, 2025)
        chosen = [
            f"关于做好第{at}项工作的通知",
            f"某政发〔{year}〕{at}号",
            "各县（市、区）人民政府：",
        ]
        length = 0
        while length < size:
            chosen.append(chance.choice(lines))
            length += len(chosen[-1])
        yield "\n".join((*chosen, f"{year}年{chance.randint(1, 12)}月{chance.randint(1, 28)}日"))


def written(folder, number, size=2000, seed=6):
    """Write such texts into a folder, a hundred in each of its folders; return the folder."""
    for at, text in enumerate(distinct(number, size, seed)):
        file = folder / f"{at // 100:04d}" / f"{at:06d}.txt"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return folder


def dump(path):
    """Return all rows of all tables but `run`, sorted."""
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as connection:
        return {
            table: sorted(map(repr, connection.execute(f"SELECT * FROM {table}")))
            for table in TABLES
        }
