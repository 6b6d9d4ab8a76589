"""Runs every case table: `cases/<field>.toml` against what `shown/<field>.py` shows of it.

A case has `why`, `text`, `found` (rows of quote and shown value; [] for a trap) and whatever the
field's `shown(case)` reads besides (the day of issue, the region). A case with `fails` is a known
failure: it must fail, so the day it passes the note must go.
"""

import tomllib
from importlib import import_module
from pathlib import Path

import pytest

TABLES = sorted((Path(__file__).parent / "cases").glob("*.toml"))


def cases():
    for table in TABLES:
        for number, case in enumerate(tomllib.loads(table.read_text("utf-8"))["case"], 1):
            marks = (
                [pytest.mark.xfail(strict=True, reason=case["fails"])] if "fails" in case else []
            )
            name = f"{table.stem}-{number}-{case['why']}"
            yield pytest.param(table.stem, case, id=name, marks=marks)


@pytest.mark.parametrize(("field", "case"), list(cases()))
def test_case(field, case):
    shown = import_module(f"tests.shown.{field}").shown
    assert shown(case) == case["found"], case["why"]
