"""What must be quick and light: the command's help, and importing what extracts."""

import resource
import subprocess
import sys

import pytest

HEAVY = {"pandas", "sklearn", "spacy", "fastapi", "distributed", "pyarrow"}
ASKED = "import sys, {}; print(*sys.modules)"
MOST_SECONDS = 0.3


def processor_seconds(*words):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([sys.executable, *words], capture_output=True, check=True, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime, done.stdout


@pytest.mark.parametrize("words", [("-m", "pipeline.cli", "--help"), ("-c", "import extractors")])
def test_it_starts_at_once(words):
    assert min(processor_seconds(*words)[0] for _ in range(3)) < MOST_SECONDS


@pytest.mark.parametrize("module", ["pipeline.cli", "pipeline.extraction", "pipeline.shards"])
def test_nothing_heavy_is_imported(module):
    _, modules = processor_seconds("-c", ASKED.format(module))
    assert HEAVY.isdisjoint(modules.split())
