"""The notebooks hold no outputs, and run from a clean state (`make notebooks`; slow)."""

import ast
import json
import subprocess

import pytest

from tests.stored import ROOT

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def test_there_are_five():
    assert [path.name[:2] for path in NOTEBOOKS] == ["01", "02", "03", "04", "05"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_outputs_are_stripped_and_code_reads(path):
    for cell in json.loads(path.read_text("utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            assert cell["outputs"] == [] and cell["execution_count"] is None
            ast.parse("".join(cell["source"]))


@pytest.mark.slow
def test_they_run():
    subprocess.run(["make", "notebooks"], cwd=ROOT, check=True, timeout=600)
