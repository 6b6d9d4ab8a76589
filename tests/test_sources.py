import os
import tracemalloc
from pathlib import Path

import pytest

from pipeline.sources import Problem, find_sources


def test_files_come_by_folder_and_name(tmp_path):
    for name in ("b/2.txt", "b/1.txt", "a.txt", "c.txt", "b/.hidden", ".git/config"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("通知", "utf-8")
    found = [each.relative.as_posix() for each in find_sources([tmp_path])]
    assert found == ["a.txt", "b/1.txt", "b/2.txt", "c.txt"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may list everything")
def test_one_closed_folder_does_not_hide_the_others(tmp_path):
    for name in ("a", "b", "c"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "1.txt").write_text("通知", "utf-8")
    (tmp_path / "b").chmod(0)
    try:
        first, second, third = find_sources([tmp_path])
    finally:
        (tmp_path / "b").chmod(0o700)
    assert isinstance(second, Problem) and second.path == tmp_path / "b"
    assert (first.name, third.name) == ("a/1", "c/1")


def test_only_the_names_of_one_folder_are_held_in_memory(tmp_path):
    folders, files = 5, 200
    for name in (f"{place}/{number}.txt" for place in range(folders) for number in range(files)):
        Path(tmp_path / name).parent.mkdir(exist_ok=True)
        Path(tmp_path / name).touch()
    tracemalloc.start()
    try:
        number = sum(1 for _ in find_sources([tmp_path]))
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert number == folders * files
    assert most / number < 200
