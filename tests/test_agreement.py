"""Two invented annotators, with the values worked out by hand."""

from dataclasses import replace

import pytest
from typer.testing import CliRunner

from extractors.records import Extraction, Measure, Metadata, Part, Target
from pipeline.agreement import AgreementError, agree, alpha
from pipeline.cli import app
from pipeline.gold import dump

TEXT = "一二三四五六七八九十" * 10


def target(start, end, label):
    return Target(TEXT[start:end], start, end, label)


def measure(name, start, end, leaf, strength):
    return Measure(
        name, "p1", "", None, None, leaf, (), strength, "planned", (), (), (), start, end
    )


# First: 4 targets. Second: the 1st alike, the 2nd by 9 of 10 characters, the 3rd by 5 of 10, the
# 4th by 1 of 19 (10-19 against 19-29 has one common, so 1/19 …), a 5th of its own.
FIRST = Extraction(
    "甲",
    Metadata(),
    (Part("p1", "main", None, None, None, 0, 100),),
    (
        measure("m1", 0, 20, "A1", 4),
        measure("m2", 20, 40, "A1", 3),
        measure("m3", 40, 60, "B1", 2),
        measure("m4", 60, 80, "B1", 2),
    ),
    targets=(
        target(0, 10, "firms"),
        target(20, 30, "firms"),
        target(40, 50, "children"),
        target(60, 70, "women"),
    ),
)
SECOND = replace(
    FIRST,
    measures=(
        measure("m1", 0, 20, "A1", 4),
        measure("m2", 20, 40, "B1", 3),
        measure("m3", 40, 60, "B1", 2),
        measure("m4", 60, 80, "B1", 2),
    ),
    targets=(
        target(0, 10, "firms"),
        target(20, 29, "firms"),
        target(40, 45, "women"),
        target(69, 79, "women"),
        target(90, 95, "women"),
    ),
)


def test_spans_agree_as_counted_by_hand():
    found = {
        (line.field, line.overlap): line.f1 for line in agree({"甲": FIRST}, {"甲": SECOND}).spans
    }
    # 4 of 4 and 5 meet at all; 3 by half (10/10, 9/10, 5/10); 2 by 0.9; 1 exactly
    assert found["targets", 0.0] == pytest.approx(2 * 4 / 9)
    assert found["targets", 0.5] == pytest.approx(2 * 3 / 9)
    assert found["targets", 0.9] == pytest.approx(2 * 2 / 9)
    assert found["targets", 1.0] == pytest.approx(2 * 1 / 9)
    assert found["measures", 1.0] == 1


def test_alpha_is_that_worked_out_by_hand():
    # Types: pairs AA, AB, BB, BB. Coincidences: A-A 2, A-B 1, B-A 1, B-B 4; n = 8, A 3, B 5.
    # Observed disagreement 2/8; expected 2·3·5/(8·7) = 30/56; alpha = 1 - 0.25/0.5357 = 0.5333.
    lines = {line.field: line for line in agree({"甲": FIRST}, {"甲": SECOND}).categories}
    assert lines["measure.type"].alpha == pytest.approx(1 - (2 / 8) / (30 / 56))
    assert (lines["measure.type"].pairs, lines["measure.type"].agreeing) == (4, 3)
    assert lines["measure.strength"].alpha == pytest.approx(1)
    assert lines["measure.status"].alpha is None  # all planned: nothing varies
    # Targets matched by half: firms-firms, firms-firms, children-women. n = 6: firms 4, children 1,
    # women 1; observed 2/6; expected (36 - 16 - 1 - 1)/(6·5) = 18/30; alpha = 1 - (1/3)/(3/5).
    assert lines["targets.label"].alpha == pytest.approx(1 - (1 / 3) / (3 / 5))


def test_alpha_of_krippendorffs_own_example_without_gaps():
    # Two observers, ten units, nominal: 'a' 'b' (Krippendorff 2011, section B): alpha = 0.095
    first = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0]
    second = [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
    assert alpha(list(zip(first, second, strict=True))) == pytest.approx(0.095, abs=0.001)


def test_intervals_hold_the_value_and_are_the_same_twice():
    one, two = (agree({"甲": FIRST, "乙": FIRST}, {"甲": SECOND, "乙": FIRST}) for _ in "ab")
    assert one == two
    assert all(line.low <= line.f1 <= line.high for line in one.spans)


def test_without_a_common_document_there_is_nothing_to_compare():
    with pytest.raises(AgreementError):
        agree({"甲": FIRST}, {"乙": SECOND})


def test_the_command_prints_the_same_numbers(tmp_path):
    for name, extraction in (("a", FIRST), ("b", SECOND)):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "甲.json").write_text(dump(extraction), "utf-8")
    (tmp_path / "text").mkdir()
    (tmp_path / "text" / "甲.txt").write_text(TEXT, "utf-8")
    run = CliRunner().invoke(app, ["agree", str(tmp_path / "a"), str(tmp_path / "b")])
    assert run.exit_code == 0, run.output
    (line,) = [line for line in run.output.splitlines() if line.startswith("measure.type")]
    assert line.split()[1] == "0.533"
    (spans,) = [line for line in run.output.splitlines() if line.startswith("targets ")]
    assert [cell for cell in spans.split() if cell[0] == "0"] == [
        "0.889",
        "0.667",
        "0.444",
        "0.222",
    ]
