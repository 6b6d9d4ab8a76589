"""Batches that are killed: parents and single workers, at chosen fractions of the run's time."""

import csv
import os
import signal
import subprocess
import sys
import time
from itertools import cycle
from pathlib import Path

import pytest

from tests.batches import dump, written

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc").is_dir(), reason="finds workers in /proc"),
]
ROOT = Path(__file__).parent.parent
LEAST_KILLS = 24
FRACTIONS = (0.45, 0.55, 0.62, 0.68, 0.74, 0.8, 0.86)
VICTIMS = ("parent", "worker", "parent", "worker", "both")


def started(folder, base):
    command = [sys.executable, "-m", "pipeline.cli", "build", folder, "--kb", base]
    return subprocess.Popen(
        [*map(str, command), "--workers", "2"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def children(process):
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == process:
            found.append(int(stat.parent.name))
    return found


def workers(parent):
    """Return the workers: the processes under the server that forks them."""
    return [each for server in children(parent) for each in children(server)]


def kill(process, victim):
    killed = 0
    if victim in ("worker", "both"):
        for worker in workers(process.pid)[:1]:
            os.kill(worker, signal.SIGKILL)
            killed += 1
    if victim in ("parent", "both") and process.poll() is None:
        process.kill()
        killed += 1
    return killed


def test_a_batch_that_is_killed_ends_with_the_same_rows(tmp_path):
    folder = written(tmp_path / "texts", 300)
    begun = time.monotonic()
    process = started(folder, tmp_path / "whole.sqlite")
    assert process.wait() == 0, process.stderr.read()
    lasted = time.monotonic() - begun
    whole = dump(tmp_path / "whole.sqlite")
    kills, rounds = {"parent": 0, "worker": 0, "both": 0}, 0
    plan = zip(cycle(VICTIMS), cycle(FRACTIONS), strict=False)
    while sum(kills.values()) < LEAST_KILLS:
        rounds += 1
        assert rounds < 50, kills
        base = tmp_path / f"{rounds}.sqlite"
        for _ in range(2):
            victim, fraction = next(plan)
            process = started(folder, base)
            time.sleep(fraction * lasted)
            if process.poll() is None:
                kills[victim] += kill(process, victim)
            else:
                lasted *= 0.7  # it ended before: the machine has less else to do than at first
            if victim == "worker":
                assert process.wait() == 0, process.stderr.read()
            process.communicate()
        process = started(folder, base)
        said = process.communicate()
        assert process.returncode == 0, said
        assert "300 in = 300 done + 0 skipped + 0 failed" in said[0].decode()
        assert dump(base) == whole, f"{kills} in {rounds} rounds"
    assert min(kills.values()) > 0
    print(f"\n{kills} killed in {rounds} rounds; a whole run takes {lasted:.1f} s")


def test_ten_thousand_documents_with_one_in_a_hundred_broken(tmp_path):
    folder = written(tmp_path / "texts", 10_000, size=600)
    broken = {}
    for at in range(0, 10_000, 100):
        file = folder / f"{at // 100:04d}" / f"{at:06d}.txt"
        content, reason = BROKEN[at // 100 % len(BROKEN)]
        file.write_bytes(content)
        broken[str(file)] = reason
    process = started(folder, tmp_path / "kb.sqlite")
    said = process.communicate()
    assert process.returncode == 1, said
    assert "10000 in = 9900 done + 0 skipped + 100 failed" in said[0].decode()
    assert len(said[1].decode().splitlines()) < 30
    with (tmp_path / "errors.csv").open(encoding="utf-8-sig", newline="") as file:
        found = {row["path"]: row["reason"] for row in csv.DictReader(file)}
    assert found == broken


BROKEN = (
    (b"", "empty"),
    (b"\x00" * 4000, "empty"),
    (bytes(range(256)) * 40, "not text"),
    (b"%PDF-1.7\n1 0 obj\n<<", "cut off"),
    (b"PK\x03\x04" + b"broken" * 40, "damaged Office file"),
)
