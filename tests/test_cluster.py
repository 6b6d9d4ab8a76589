"""The same batch on a Dask cluster of a scheduler and two workers, one of them killed midway."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.batches import dump, written

pytest.importorskip("distributed", reason="the cluster extra is not installed")
pytestmark = pytest.mark.slow
ROOT = Path(__file__).parent.parent
# answers lost with a worker are asked for again sooner than in half a minute
ENVIRONMENT = {**os.environ, "DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "5s"}
OPTIONS = ("--no-dashboard", "--host", "127.0.0.1")


def started(module, *words):
    command = [sys.executable, "-m", f"distributed.cli.dask_{module}", *words, *OPTIONS]
    return subprocess.Popen(
        command, cwd=ROOT, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def built(folder, base, *words):
    command = [sys.executable, "-m", "pipeline.cli", "build", folder, "--kb", base, *words]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen([*map(str, command)], cwd=ROOT, env=ENVIRONMENT, **pipes)


def address_of(file):
    for _ in range(300):
        if file.exists() and file.read_text():
            return json.loads(file.read_text())["address"]
        time.sleep(0.1)
    raise TimeoutError("the scheduler did not start")


@pytest.fixture
def cluster(tmp_path):
    file = tmp_path / "scheduler.json"
    processes = [started("scheduler", "--port", "0", "--scheduler-file", str(file))]
    try:
        address = address_of(file)
        words = (address, "--nthreads", "1", "--no-nanny", "--local-directory", str(tmp_path))
        processes += [started("worker", *words) for _ in range(2)]
        yield address, processes[1:]
    finally:
        for each in processes:
            each.kill()
            each.wait()


def test_a_cluster_gives_what_one_machine_gives_though_a_worker_dies(tmp_path, cluster):
    address, workers = cluster
    folder = written(tmp_path / "texts", 600)
    here = built(folder, tmp_path / "here.sqlite")
    assert here.wait() == 0, here.stderr.read()
    there = built(folder, tmp_path / "there.sqlite", "--cluster", address)
    shards = tmp_path / "there.sqlite.shards"
    while len(list(shards.glob("*.sqlite"))) < 3:
        assert there.poll() is None, there.stderr.read()
        time.sleep(0.02)
    workers[0].send_signal(signal.SIGKILL)
    said = there.communicate()
    assert there.returncode == 0, said
    assert "600 in = 600 done + 0 skipped + 0 failed" in said[0].decode()
    assert dump(tmp_path / "there.sqlite") == dump(tmp_path / "here.sqlite")


def test_a_cluster_that_is_not_there_is_one_line(tmp_path):
    folder = written(tmp_path / "texts", 2, size=300)
    done = built(folder, tmp_path / "kb.sqlite", "--cluster", "tcp://127.0.0.1:9")
    said = done.communicate()
    assert done.returncode == 1
    assert "no Dask scheduler at tcp://127.0.0.1:9" in said[1].decode().splitlines()[-1]
