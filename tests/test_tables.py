import csv
import json

import pandas as pd
import pytest

from pipeline import load
from pipeline.exports import tables
from pipeline.exports.tables import FORMATS
from pipeline.frames import COLUMNS, TABLES
from tests.stored import base_of


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    with base_of(tmp_path_factory.mktemp("tables") / "gold.sqlite") as base:
        yield base


@pytest.fixture(scope="module")
def frames(base):
    return load(base.path)


def read(file):
    if file.suffix == ".parquet":
        return pd.read_parquet(file)
    if file.suffix == ".jsonl":
        return pd.DataFrame(json.loads(line) for line in file.read_text("utf-8").splitlines())
    with file.open(encoding="utf-8", newline="") as lines:
        return pd.DataFrame(csv.DictReader(lines))


@pytest.mark.parametrize("output", FORMATS)
def test_each_format_holds_the_rows_of_load(base, frames, output, tmp_path):
    tables.write(base, tmp_path, output)
    for name, frame in frames.items():
        found = read(tmp_path / f"{name}.{output}")
        assert list(found.columns) == list(frame.columns), name
        assert len(found) == len(frame), name
        if name != "documents":
            keys = ["document", "start", "end", "quote"]
            assert (
                found[keys].astype(str).values.tolist() == frame[keys].astype(str).values.tolist()
            )
    assert not [each for each in tmp_path.iterdir() if each.name.startswith(".")]


def test_the_data_package_describes_every_column(base, tmp_path):
    tables.write(base, tmp_path, "parquet")
    package = json.loads((tmp_path / "datapackage.json").read_text("utf-8"))
    assert [each["name"] for each in package["resources"]] == list(TABLES)
    for resource in package["resources"]:
        assert (tmp_path / resource["path"]).is_file()
        fields = resource["schema"]["fields"]
        assert {each["type"] for each in fields} <= {"string", "integer", "number", "date", "array"}
        assert all(each["description"] for each in fields)


def test_every_column_of_load_is_documented_and_none_else(frames):
    assert {name for frame in frames.values() for name in frame.columns} == set(COLUMNS)


def test_persons_are_masked_in_the_tables(base, tmp_path):
    tables.write(base, tmp_path, "jsonl")
    assert "●" in (tmp_path / "documents.jsonl").read_text("utf-8")


def test_the_same_base_gives_the_same_bytes(base, tmp_path):
    for output in FORMATS:
        for folder in ("one", "two"):
            tables.write(base, tmp_path / folder, output)
    for file in (tmp_path / "one").iterdir():
        assert file.read_bytes() == (tmp_path / "two" / file.name).read_bytes()
