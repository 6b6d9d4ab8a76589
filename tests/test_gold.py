"""The gold format: what is refused, what comes back, the schema."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline import gold

ROOT = Path(__file__).parent.parent
NAMES = sorted(path.stem for path in (ROOT / "gold").glob("*.json") if path.stem != "schema")


def text_of(name):
    return (ROOT / "corpus" / f"{name}.txt").read_bytes().decode("utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_what_is_read_is_written_back(name):
    text = text_of(name)
    extraction = gold.load(ROOT / "gold" / f"{name}.json", text)
    assert gold.parse(json.loads(gold.dump(extraction)), text) == extraction
    annotated = json.loads((ROOT / "gold" / f"{name}.json").read_text("utf-8"))
    written = json.loads(gold.dump(extraction))
    for before, after in zip(annotated["amounts"], written["amounts"], strict=True):
        assert {key: after[key] for key in before} == before
    for before, after in zip(annotated["dates"], written["dates"], strict=True):
        assert {key: after[key] for key in before} == before


@pytest.mark.parametrize("record", ["amounts", "dates", "targets"])
def test_a_quote_that_is_not_the_slice_is_refused(record):
    text = text_of("huangpu")
    extraction = gold.load(ROOT / "gold" / "huangpu.json", text)
    first, *rest = getattr(extraction, record)
    shifted = replace(extraction, **{record: (replace(first, start=first.start + 1), *rest)})
    with pytest.raises(gold.GoldError) as error:
        gold.parse(json.loads(gold.dump(shifted)), text, "huangpu")
    message = str(error.value)
    assert "huangpu" in message and first.quote in message and f"{record}[0]" in message


def test_a_unit_inside_a_measure_is_checked_too():
    text = text_of("huangpu")
    content = json.loads((ROOT / "gold" / "huangpu.json").read_text("utf-8"))
    content["measures"][2]["lead_units"][0]["quote"] = "区不存在局"
    with pytest.raises(gold.GoldError, match=r"measures\[m03\]\.lead_units\[0\].*区不存在局"):
        gold.parse(content, text, "huangpu")


def test_a_file_that_is_no_json_or_lacks_a_field_is_refused(tmp_path):
    (tmp_path / "x.json").write_text("{", "utf-8")
    with pytest.raises(gold.GoldError, match="not a JSON file"):
        gold.load(tmp_path / "x.json", "")
    (tmp_path / "y.json").write_text('{"doc": "y"}', "utf-8")
    with pytest.raises(gold.GoldError, match="y: metadata"):
        gold.load(tmp_path / "y.json", "")


def test_the_schema_in_the_repository_is_that_of_the_records():
    assert json.loads((ROOT / "gold" / "schema.json").read_text("utf-8")) == gold.json_schema()


def test_the_schema_names_the_days_of_a_period_as_the_files_do():
    days = gold.json_schema()["$defs"]["DateMention"]
    assert {"from", "to"} <= set(days["required"]) & set(days["properties"])
