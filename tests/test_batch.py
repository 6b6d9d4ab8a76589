import csv
import json
import os
import signal
import sqlite3
import subprocess
import sys
from concurrent.futures import Executor, Future
from pathlib import Path

import pytest

from pipeline import batch, knowledge_base, plan, shards
from pipeline.batch import BatchError, Settings
from pipeline.reading import UnreadableDocument
from pipeline.sources import find_sources
from pipeline.workers import Processes
from tests.batches import dump, written

ROOT = Path(__file__).parent.parent


class Here(Executor):
    """An executor that does each task at once, in this process."""

    def submit(self, fn, /, *args, **kwargs):
        future = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


def build(folder, base, executor=None, **settings):
    wanted = Settings(workers=2, **settings)
    with batch.planned(base) as made:
        progress = batch.run(made, find_sources([folder]), executor or Here(), wanted)
        return batch.finish(made, base, wanted, progress), list(made.left_out("failed"))


def zhengce(*words, **more):
    command = [sys.executable, "-m", "pipeline.cli", *map(str, words)]
    return subprocess.run(command, capture_output=True, cwd=ROOT, **more)


@pytest.fixture
def folder(tmp_path):
    return written(tmp_path / "texts", 12, size=500)


def test_two_processes_give_what_one_gives(folder, tmp_path):
    build(folder, tmp_path / "one.sqlite")
    with Processes(2) as executor:
        outcome, _ = build(folder, tmp_path / "two.sqlite", executor, shard_documents=2)
    assert (outcome.found, outcome.done, outcome.new) == (12, 12, 12)
    assert dump(tmp_path / "one.sqlite") == dump(tmp_path / "two.sqlite")


def test_a_second_run_does_only_what_is_new_or_changed(folder, tmp_path):
    base = tmp_path / "kb.sqlite"
    build(folder, base, shard_documents=3)
    first = base.read_bytes()
    outcome, _ = build(folder, base)
    assert (outcome.new, outcome.is_written, base.read_bytes() == first) == (0, False, True)
    (folder / "0000" / "000003.txt").write_text("关于补贴的通知\n每人补贴300元。", "utf-8")
    (folder / "0000" / "new.txt").write_text("关于奖励的通知\n每户奖励400元。", "utf-8")
    outcome, _ = build(folder, base)
    assert (outcome.new, outcome.done) == (2, 13)
    build(folder, tmp_path / "whole.sqlite")
    assert dump(base) == dump(tmp_path / "whole.sqlite")


def test_another_version_does_all_again(folder, tmp_path, monkeypatch):
    base = tmp_path / "kb.sqlite"
    build(folder, base)
    for room in (knowledge_base, plan, shards):
        monkeypatch.setattr(room, "version", lambda: "9.9")
    outcome, _ = build(folder, base)
    assert outcome.new == 12
    with sqlite3.connect(base) as connection:
        assert connection.execute("SELECT DISTINCT version FROM measure").fetchall() == [("9.9",)]


def test_what_is_gone_is_kept_until_asked(folder, tmp_path):
    base = tmp_path / "kb.sqlite"
    build(folder, base)
    (folder / "0000" / "000003.txt").unlink()
    outcome, _ = build(folder, base)
    assert (outcome.found, outcome.gone, len(dump(base)["document"])) == (11, 1, 12)
    outcome, _ = build(folder, base, remove_gone=True)
    assert (outcome.gone, len(dump(base)["document"])) == (0, 11)
    build(folder, tmp_path / "whole.sqlite")
    assert dump(base) == dump(tmp_path / "whole.sqlite")


def test_what_no_document_is_is_skipped_and_broken_ones_fail(folder, tmp_path):
    for name, content in (
        ("read.me", b"notes in English\n" * 20),
        ("rows.csv", "姓名,单位,金额,备注,地区\n".encode() * 20),
        ("made.json", json.dumps({"标题": "关于补贴的通知，内容很长"}).encode()),
        ("data.txt", json.dumps([{"名": "某某市人民政府办公室"}], ensure_ascii=False).encode()),
        ("photo.raw", bytes(range(256)) * 40),
        ("broken.txt", bytes(range(256)) * 40),
        ("empty.txt", b""),
    ):
        (folder / name).write_bytes(content)
    outcome, failed = build(folder, tmp_path / "kb.sqlite")
    assert (outcome.found, outcome.done, outcome.skipped, outcome.failed) == (19, 12, 5, 2)
    assert [Path(path).name for path, _, _ in failed] == ["broken.txt", "empty.txt"]
    assert build(folder, tmp_path / "kb.sqlite")[0].new == 0
    assert build(folder / "data.txt", tmp_path / "named.sqlite")[0].done == 1


def test_formats_of_one_document_have_names_of_their_own(folder, tmp_path):
    text = (folder / "0000" / "000001.txt").read_text("utf-8")
    (folder / "0000" / "000001.md").write_text(f"{text}\n\n", "utf-8")
    build(folder, tmp_path / "kb.sqlite")
    with sqlite3.connect(tmp_path / "kb.sqlite") as connection:
        query = "SELECT id, copy_of FROM document WHERE path LIKE '%000001.%' ORDER BY id"
        found = connection.execute(query).fetchall()
    assert found == [("0000/000001", None), ("0000/000001.txt", "0000/000001")]


def work_with_deaths(task):
    whole = shards.read
    shards.read = lambda path, name: _read(whole, path, name)
    try:
        return shards.work(task)
    finally:
        shards.read = whole


def _read(whole, path, name):
    if path.name == "000004.txt":
        os.kill(os.getpid(), signal.SIGKILL)
    if path.name == "000005.txt":
        raise RecursionError("too deep")
    if path.name == "000006.txt":
        raise UnreadableDocument(path, "damaged", "get it again")
    return whole(path, name)


def test_a_document_that_kills_its_worker_is_left_out(folder, tmp_path, monkeypatch):
    monkeypatch.setattr(batch, "work", work_with_deaths)
    with Processes(2) as executor:
        outcome, failed = build(folder, tmp_path / "kb.sqlite", executor, shard_documents=3)
    assert (outcome.done, outcome.failed, outcome.deaths) == (9, 3, 2)
    reasons = {Path(path).name: (reason, remedy) for path, reason, remedy in failed}
    assert reasons["000004.txt"][0] == "kills its worker"
    assert reasons["000005.txt"][0] == "error in the program"
    assert "RecursionError" in reasons["000005.txt"][1]
    assert reasons["000006.txt"] == ("damaged", "get it again")


def dies(task):
    os._exit(3)


def test_workers_that_die_at_once_end_the_batch(folder, tmp_path, monkeypatch):
    monkeypatch.setattr(batch, "work", dies)
    with Processes(1) as executor, pytest.raises(BatchError, match="before they begin"):
        build(folder, tmp_path / "kb.sqlite", executor)


def test_two_builds_at_once_are_refused(folder, tmp_path):
    with (
        batch.planned(tmp_path / "kb.sqlite"),
        pytest.raises(BatchError, match="another build"),
        batch.planned(tmp_path / "kb.sqlite"),
    ):
        pass


def test_a_folder_that_cannot_be_written_is_one_line(folder):
    done = zhengce("build", folder, "--kb", "/proc/nowhere/kb.sqlite")
    assert done.returncode == 1
    assert len(done.stderr.decode().splitlines()) == 1
    assert b"cannot be written" in done.stderr


LIMIT = """
import resource, sys
from pipeline.cli import main
if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv.pop(1)),) * 2)
    main()
"""


@pytest.mark.parametrize("most", [20_000, 300_000])
def test_a_full_disk_is_one_line_and_the_batch_goes_on_later(folder, tmp_path, most):
    base = tmp_path / "kb.sqlite"
    program = tmp_path / "limited.py"
    program.write_text(LIMIT)
    command = [sys.executable, program, str(most), "build", folder, "--kb", base, "--workers", "1"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, capture_output=True, env=environment)
    assert done.returncode == 1, done.stderr
    lines = done.stderr.decode().splitlines()
    assert len(lines) == 1 and "run the same command again" in lines[0]
    assert not base.exists()
    assert zhengce("build", folder, "--kb", base).returncode == 0
    build(folder, tmp_path / "whole.sqlite")
    assert dump(base) == dump(tmp_path / "whole.sqlite")


def test_names_from_standard_input_patterns_and_the_report(folder, tmp_path):
    (folder / "bad.txt").write_bytes(b"")
    base = tmp_path / "kb.sqlite"
    names = f"{folder}/0000/000001.txt\n{folder}/bad.txt\n{folder}/0000/000001.txt\n"
    done = zhengce("build", "-", f"{folder}/*/00000[2-4].txt", "--kb", base, input=names.encode())
    assert done.returncode == 1
    assert "6 in = 4 done + 1 skipped + 1 failed" in done.stdout.decode()
    with (tmp_path / "errors.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [(row["outcome"], row["reason"]) for row in csv.DictReader(file)]
    assert rows == [("failed", "empty"), ("skipped", "named twice")]
    page = (tmp_path / "report.html").read_text("utf-8")
    assert "共 6 个文件 ＝ 完成 4 ＋ 略过 1 ＋ 失败 1" in page
