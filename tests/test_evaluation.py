"""Scoring against counts worked out by hand."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from extractors.records import (
    Amount,
    Benefit,
    Cap,
    DateMention,
    Extraction,
    Measure,
    Metadata,
    Target,
    Tier,
    Unit,
)
from pipeline.evaluation import EvaluationError, below_floors, evaluate
from pipeline.scoring import Tally, score


def amount(start, end, **changes):
    known = {"kind": "money", "min": Decimal(500), "max": Decimal(500), "unit": "元"}
    known |= {"per": "人", "bound": "exact", "role": "standard"} | changes
    return Amount(quote="", start=start, end=end, **known)


def measure(name, start, end, **changes):
    known = {"part": "p1", "label": "", "title": None, "region": "340800", "type": "A1"}
    known |= {"also": (), "strength": 4, "status": "planned", "lead_units": ()}
    known |= {"support_units": (), "target_groups": ()} | changes
    return Measure(id=name, start=start, end=end, **known)


def extraction(**records):
    return Extraction("x", records.pop("metadata", Metadata()), **records)


def tally(found, gold, field):
    return score(found, gold).tallies[field]


def test_metadata_counts_filled_values_and_list_members():
    gold = extraction(metadata=Metadata(title="关于 甲的通知", issuers=("甲局", "乙局")))
    found = extraction(metadata=Metadata(title="关于甲的通知", issuers=("甲局",), genre="通知"))
    assert tally(found, gold, "metadata") == Tally(hits=2, gold=3, found=3)


def test_spans_match_one_to_one_highest_overlap_first():
    gold = extraction(amounts=(amount(0, 10), amount(10, 20)))
    found = extraction(amounts=(amount(0, 9), amount(1, 11), amount(30, 40)))
    assert tally(found, gold, "money.span") == Tally(hits=1, gold=2, found=3)


def test_half_an_overlap_is_enough_for_a_mention_and_less_is_not():
    gold = extraction(amounts=(amount(0, 10),))
    assert tally(extraction(amounts=(amount(5, 10),)), gold, "money.span").hits == 1
    assert tally(extraction(amounts=(amount(6, 10),)), gold, "money.span").hits == 0


def test_money_and_counts_do_not_match_each_other():
    gold = extraction(amounts=(amount(0, 10),))
    found = extraction(amounts=(amount(0, 10, kind="count"),))
    assert tally(found, gold, "money.value") == Tally(hits=0, gold=1, found=0)
    assert tally(found, gold, "count.value") == Tally(hits=0, gold=0, found=1)


def test_a_value_is_min_max_and_bound_and_counts_have_their_unit():
    gold = extraction(amounts=(amount(0, 4, kind="count", unit="户"),))
    found = extraction(amounts=(amount(0, 4, kind="count", unit="家"),))
    assert tally(found, gold, "count.value").hits == 0
    assert tally(found, gold, "count.span").hits == 1


def test_an_inverted_bound_is_reported_whatever_else_is_right():
    gold = extraction(amounts=(amount(0, 4, min=None, bound="at_most"),))
    found = extraction(amounts=(amount(0, 4, max=None, bound="at_least"),))
    assert len(score(found, gold).inverted) == 1
    assert evaluate({"x": gold}, {"x": found}).inverted


def test_dates_compare_from_to_and_duration():
    def mention(**changes):
        known = {"kind": "point", "start_day": date(2021, 2, 3), "end_day": date(2021, 2, 3)}
        return DateMention("", 0, 9, **known | {"duration": None, "role": "issue"} | changes)

    gold = extraction(dates=(mention(),))
    assert tally(extraction(dates=(mention(role="print"),)), gold, "dates.value").hits == 1
    assert tally(extraction(dates=(mention(role="print"),)), gold, "dates.role").hits == 0
    assert tally(extraction(dates=(mention(end_day=None),)), gold, "dates.value").hits == 0


def test_measures_need_four_fifths_and_attributes_a_match():
    gold = extraction(measures=(measure("m1", 0, 100), measure("m2", 100, 200, type="B1")))
    found = extraction(measures=(measure("a", 0, 81), measure("b", 130, 200, type="B1")))
    assert tally(found, gold, "measures") == Tally(hits=1, gold=2, found=2)
    assert tally(found, gold, "measure.type") == Tally(hits=1, gold=2, found=2)


def test_measures_of_other_subjects_are_not_scored_for_type():
    gold = extraction(measures=(measure("m1", 0, 9, type="Z0"), measure("m2", 9, 20)))
    found = extraction(measures=(measure("a", 0, 9, type="A2"), measure("b", 9, 20)))
    assert tally(found, gold, "measure.type") == Tally(hits=1, gold=1, found=1)


def test_units_are_pairs_and_the_issuer_is_left_out():
    def with_units(*units):
        return extraction(measures=(measure("m1", 0, 9, lead_units=units),))

    gold = with_units(Unit("局", 1, 2, "甲局", "explicit"), Unit("局", 3, 4, "乙局", "actor"))
    found = with_units(Unit("局", 1, 2, "甲局", "actor"), Unit("局", 1, 2, "丙局", "issuer"))
    assert tally(found, gold, "lead_units") == Tally(hits=1, gold=2, found=1)


def test_target_groups_are_scored_only_where_gold_has_any():
    none = extraction(measures=(measure("m1", 0, 9),))
    some = extraction(measures=(measure("m1", 0, 9, target_groups=("firms",)),))
    assert "target_groups" not in score(some, none).tallies
    assert tally(none, some, "target_groups") == Tally(hits=0, gold=1, found=0)


def benefit(name, tiers, **changes):
    known = {"beneficiary": "firms", "payee": "employer", "payer": "government"}
    return Benefit("b", name, "补贴", tiers=tiers, **known | {"condition": None} | changes)


def tier(most):
    return Tier(None, None, Decimal(most), "元", "人", "at_most")


def test_benefits_need_the_measure_and_the_set_of_tiers():
    gold = extraction(measures=(measure("m1", 0, 9),), benefits=(benefit("m1", (tier(300),)),))
    right = replace(gold, measures=(measure("z", 0, 9),), benefits=(benefit("z", (tier(300),)),))
    wrong = replace(right, benefits=(benefit("z", (tier(500),)),))
    assert tally(right, gold, "benefits") == Tally(hits=1, gold=1, found=1)
    assert tally(wrong, gold, "benefits") == Tally(hits=0, gold=1, found=1)


def test_of_benefits_that_fit_the_most_alike_is_taken():
    gold = extraction(
        measures=(measure("m1", 0, 9),),
        benefits=(benefit("m1", (tier(300),), payer="firm"),),
    )
    found = replace(
        gold,
        benefits=(
            benefit("m1", (tier(300),)),
            benefit("m1", (tier(300),), payer="firm"),
        ),
    )
    assert tally(found, gold, "benefit.payer") == Tally(hits=1, gold=1, found=2)


def test_a_cap_is_its_sum_and_what_it_is_for():
    def capped(per):
        cap = Cap(Decimal(300000), per)
        given = (benefit("m1", (tier(300),), cap=cap),)
        return extraction(measures=(measure("m1", 0, 9),), benefits=given)

    assert tally(capped("企业"), capped("企业"), "benefit.cap").hits == 1
    assert tally(capped("人"), capped("企业"), "benefit.cap").hits == 0


def test_texts_of_a_benefit_agree_by_seven_tenths():
    gold = extraction(
        measures=(measure("m1", 0, 9),),
        benefits=(benefit("m1", (tier(1),), condition="春节期间留岗的外地员工"),),
    )
    near = replace(gold, benefits=(benefit("m1", (tier(1),), condition="春节期间留岗的员工"),))
    far = replace(gold, benefits=(benefit("m1", (tier(1),), condition="各类企业"),))
    assert tally(near, gold, "benefit.condition").hits == 1
    assert tally(far, gold, "benefit.condition").hits == 0


def test_targets_match_by_span_then_label():
    gold = extraction(targets=(Target("", 0, 4, "firms"),))
    found = extraction(targets=(Target("", 1, 4, "key_firms"),))
    assert tally(found, gold, "targets.span").hits == 1
    assert tally(found, gold, "targets.label").hits == 0


def test_both_sides_empty_is_full_marks_and_a_missing_document_is_an_error():
    empty = extraction()
    assert evaluate({"x": empty}, {"x": empty}).headline == 1.0
    with pytest.raises(EvaluationError, match="x"):
        evaluate({"x": empty}, {})


def test_the_interval_is_the_same_every_time_and_holds_the_value():
    gold = {str(n): extraction(amounts=(amount(0, 4), amount(8, 12))) for n in range(4)}
    found = {
        name: extraction(amounts=(amount(0, 4), amount(8, 12, bound="approx"))[: int(name) + 1])
        for name in gold
    }
    first, second = evaluate(gold, found), evaluate(gold, found)
    line = next(line for line in first.lines if line.field == "money.value")
    assert first.lines == second.lines
    assert line.low <= line.tally.f1 <= line.high and line.low < line.high


def test_a_field_under_its_floor_is_named(tmp_path):
    gold = extraction(amounts=(amount(0, 4),))
    floors = tmp_path / "floors.toml"
    floors.write_text('[floors]\n"money.value" = 0.98\nmetadata = 1.0\n', "utf-8")
    evaluation = evaluate({"x": gold}, {"x": extraction()})
    assert [line.split(":")[0] for line in below_floors(evaluation, floors)] == ["money.value"]
