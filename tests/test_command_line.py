"""The command line as its users call it: a real process, its output, its exit status."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.commands import extract as extracting
from pipeline.extraction import extract

ROOT = Path(__file__).parent.parent
NOTICE = "关于发放补贴的通知\n各单位：\n一、发放补贴。对符合条件的企业，按每人500元给予补贴。\n"


def zhengce(*words, cwd=ROOT, stdin=None):
    command = [sys.executable, "-m", "pipeline.cli", *map(str, words)]
    return subprocess.run(command, cwd=cwd, input=stdin, capture_output=True, timeout=120)


def said(done):
    return done.stderr.decode("utf-8").strip().splitlines()


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "good.txt").write_text(NOTICE, "utf-8")
    return tmp_path / "in"


def test_five_documents_give_five_files_whose_quotes_are_slices(tmp_path):
    texts = sorted((ROOT / "corpus").glob("*.txt"))
    done = zhengce("extract", *texts, "--out", tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    for path in texts:
        text = path.read_bytes().decode("utf-8")
        found = json.loads((tmp_path / f"{path.stem}.json").read_text("utf-8"))
        assert found["doc"] == path.stem
        records = [*found["amounts"], *found["dates"], *found["targets"]]
        records += [unit for measure in found["measures"] for unit in measure["lead_units"]]
        assert records
        assert all(text[r["start"] : r["end"]] == r["quote"] for r in records)


def test_standard_input_to_standard_output():
    done = zhengce("extract", "-", stdin=NOTICE.encode("gb18030"))
    assert done.returncode == 0, done.stderr.decode()
    assert json.loads(done.stdout.decode("utf-8"))["amounts"][0]["quote"] == "每人500元"


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b"\xef\xbb\xbf \n\n", "empty"),
        ("program.txt", bytes(range(256)) * 40, "not text"),
        ("zeros.txt", b"\x00" * 5000, "empty"),
    ],
)
def test_a_bad_file_is_one_line_and_the_rest_is_done(folder, name, content, reason):
    (folder / name).write_bytes(content)
    out = folder.parent / "out"
    done = zhengce("extract", folder, "--out", out)
    assert done.returncode == 1
    lines = said(done)
    assert len(lines) == 1 and name in lines[0] and reason in lines[0]
    assert (out / "good.json").is_file()


def test_an_error_of_the_program_at_one_document_is_one_line(folder, tmp_path, monkeypatch):
    def extraction(document):
        if document.id == "bad":
            raise RecursionError("too deep")
        return extract(document)

    (folder / "bad.txt").write_text(NOTICE, "utf-8")
    monkeypatch.setattr(extracting, "extract", extraction)
    lines = []
    assert extracting.extract_files([folder], tmp_path / "out", lines.append) == 1
    assert [str(line) for line in lines] == [
        f"{folder / 'bad.txt'}: {lines[0].reason}: {lines[0].remedy}"
    ]
    assert "RecursionError" in lines[0].remedy
    assert (tmp_path / "out" / "good.json").is_file()


def test_a_missing_file_and_a_folder_without_documents(folder):
    (folder.parent / "nothing").mkdir()
    missing = folder.parent / "missing.txt"
    out = folder.parent / "out"
    done = zhengce("extract", missing, folder.parent / "nothing", folder, "--out", out)
    assert done.returncode == 1
    lines = said(done)
    assert len(lines) == 2
    assert "missing.txt" in lines[0] and "no documents" in lines[1]
    assert (out / "good.json").is_file()


def test_a_manifest_row_without_its_file(folder):
    (folder / "manifest.csv").write_text("id,path\na,good.txt\nb,gone.txt\n", "utf-8")
    out = folder.parent / "out"
    done = zhengce("extract", folder, "--out", out)
    assert done.returncode == 1
    assert len(said(done)) == 1 and "gone.txt" in said(done)[0]
    assert (out / "good.json").is_file()


def test_two_inputs_with_one_output_name_are_wrong_use(folder):
    (folder / "good.md").write_text(NOTICE, "utf-8")
    done = zhengce("extract", folder, "--out", folder.parent / "out")
    assert done.returncode == 2
    assert "good.md" in said(done)[0] and "good.txt" in said(done)[0]
    assert not (folder.parent / "out").exists()


def test_gold_that_does_not_fit_its_text_is_named_and_the_rest_is_scored(tmp_path):
    (tmp_path / "text").mkdir()
    (tmp_path / "gold").mkdir()
    for name in ("dalian", "huangpu"):
        for kind, suffix in (("corpus", "txt"), ("gold", "json")):
            content = (ROOT / kind / f"{name}.{suffix}").read_bytes()
            target = tmp_path / ("text" if kind == "corpus" else "gold") / f"{name}.{suffix}"
            target.write_bytes(content)
    text = tmp_path / "text" / "huangpu.txt"
    text.write_text("前" + text.read_text("utf-8"), "utf-8")
    done = zhengce("evaluate", tmp_path / "gold", "--format", "json")
    assert done.returncode == 1
    assert len(said(done)) == 1
    assert "huangpu" in said(done)[0] and "2021年" not in said(done)[0][:20]
    assert list(json.loads(done.stdout.decode("utf-8"))["documents"]) == ["dalian"]


def test_gold_without_text_is_an_error_never_a_zero(tmp_path):
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "x.json").write_text("{}", "utf-8")
    done = zhengce("evaluate", tmp_path / "gold")
    assert done.returncode == 1
    assert "no text" in said(done)[0]


def test_wrong_use_is_two():
    assert zhengce("extract").returncode == 2
    assert zhengce("extract", ROOT / "corpus").returncode == 2
    assert zhengce("no-such-command").returncode == 2
