"""Local measures and the national notice: pairs, relations, and what is shown of them."""

import csv
import io
import json

import pytest

from pipeline.alignment import shared_wording, take_up
from pipeline.alignment_evaluation import (
    AlignmentGoldError,
    cross_validate,
    learn,
    read_negatives,
    read_pairs,
    read_places,
)
from pipeline.alignment_features import FEATURES, change_of
from pipeline.alignment_model import Model, read_model, write
from pipeline.exports import uptake as export
from pipeline.knowledge_base import KnowledgeBaseError
from tests.stored import ROOT, annotated, base_of

GOLD = ROOT / "gold" / "alignment"


@pytest.fixture(scope="module")
def five():
    documents = {document.id: document for document, _ in annotated()}
    return documents, {document.id: extraction for document, extraction in annotated()}


@pytest.fixture(scope="module")
def places(five):
    return read_places(read_pairs(GOLD), *five)


@pytest.fixture(scope="module")
def taken(tmp_path_factory):
    with base_of(tmp_path_factory.mktemp("kb") / "five.sqlite") as base:
        return take_up(base)


def test_a_place_left_out_is_aligned_well_enough(places):
    score = cross_validate(*places, read_pairs(GOLD), read_negatives(GOLD))
    assert score.pairs.f1 >= 0.80
    assert score.relation_accuracy >= 0.70
    assert score.relation_accuracy > score.commonest
    wrong = {(error.local, error.national) for error in score.errors}
    assert len(wrong) == len(score.errors) > 0


def test_the_weights_delivered_are_those_that_gold_gives(places, tmp_path):
    write(learn(places[0]), tmp_path / "weights.json")
    again = json.loads((tmp_path / "weights.json").read_text("utf-8"))
    stored = json.loads((ROOT / "pipeline" / "alignment_weights.json").read_text("utf-8"))
    assert list(again["pairs"]) == ["bias", *FEATURES]
    assert again["pairs"] == pytest.approx(stored["pairs"], abs=0.02)
    assert isinstance(read_model(), Model)


def test_a_place_is_aligned_the_same_whatever_stands_beside_it(five):
    documents, gold = five
    pairs = [pair for pair in read_pairs(GOLD) if pair.local.startswith("dalian")]
    alone, _ = read_places(pairs, documents, gold)
    among, _ = read_places(read_pairs(GOLD), documents, gold)
    one, other = (next(p for p in each if p.name == "dalian") for each in (alone, among))
    assert (one.features == other.features).all()


def test_a_sum_added_counts_as_undertaken(places):
    dalian = next(place for place in places[0] if place.name == "dalian")
    item = next(each for each in dalian.items if each.measure.id == "m02")
    assert change_of(item, places[1], 0)[0] == 1


def test_a_pair_that_names_no_measure_is_an_error(five, tmp_path):
    with pytest.raises(AlignmentGoldError, match="no annotated pairs"):
        read_pairs(tmp_path)
    pair = read_pairs(GOLD)[0]
    wrong = type(pair)("huangpu/m99", pair.national, pair.relation, "", "")
    with pytest.raises(AlignmentGoldError, match="huangpu/m99"):
        read_places([wrong], *five)


def test_every_local_measure_has_a_row_and_the_omission_is_named(taken):
    assert [clause.measure for clause in taken.clauses] == [f"m{n}" for n in range(38, 46)]
    assert len({(pair.local.document, pair.local.measure) for pair in taken.pairs}) == 117
    omitted = {clause.measure: taken.omitting(clause) for clause in taken.clauses}
    assert omitted["m42"] == ("安庆市",)
    assert not any(names for clause, names in omitted.items() if clause != "m42")


def test_shown_words_are_the_slice_masked(taken):
    documents = {document.id: document.text for document, _ in annotated()}
    for pair in taken.pairs:
        own = documents[pair.local.document][pair.local.start : pair.local.end]
        assert len(pair.local.text) == len(own)
        assert all(a in (b, "●") for a, b in zip(pair.local.text, own, strict=True))


@pytest.mark.parametrize(
    ("local", "above", "shared"),
    [
        (
            "推进根治欠薪冬季专项行动，落实",
            "推进根治欠薪冬季专项行动。",
            "推进根治欠薪冬季专项行动",
        ),
        ("为务工人员", "向务工人员", ""),
        ("红包", "红包", ""),
    ],
)
def test_shared_wording(local, above, shared):
    assert shared_wording(local, above) == shared


def test_formats_say_the_same(taken, tmp_path):
    rows = list(csv.DictReader(io.StringIO(export.text(taken, "csv"))))
    content = json.loads(export.text(taken, "json"))
    omitted = [row for row in rows if row["关系"] == "未提及"]
    assert len(rows) == len(content["pairs"]) + len(omitted)
    assert [row["地区"] for row in omitted] == ["安庆市"]
    page = export.page(taken)
    assert page.count('<div class="pair">') == len(taken.pairs)
    assert "<mark>" in page
    assert "src=" not in page and 'href="http' not in page
    for name in ("one", "other"):
        export.write(taken, "xlsx", tmp_path / f"{name}.xlsx")
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "other.xlsx").read_bytes()


def test_marks_stand_over_blanks():
    assert export.marked("推进根治 欠薪行动", "根治欠薪")[1] == (True, "根治 欠薪")


def test_without_the_notice_there_is_nothing_to_compare_with(tmp_path):
    pairs = [pair for pair in annotated() if pair[0].id != "jilin"]
    with base_of(tmp_path / "four.sqlite", pairs) as base, pytest.raises(KnowledgeBaseError):
        take_up(base)
