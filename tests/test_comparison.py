from dataclasses import replace
from decimal import Decimal

import pytest

from extractors.records import Benefit, Cap, Measure, Part, Period, Tier
from pipeline import wording
from pipeline.comparison import against, compare, counted, is_too_wide, type_of
from tests.stored import annotated, base_of, plain


@pytest.fixture(scope="module")
def comparison(tmp_path_factory):
    with base_of(tmp_path_factory.mktemp("kb") / "gold.sqlite") as base:
        return compare(base)


def cell(comparison, kind, region):
    (found,) = [each for each in comparison.cells if (each.type, each.region) == (kind, region)]
    return found


def test_columns_are_the_places_in_order_and_the_reference_last(comparison):
    shown = [(column.region, column.is_reference) for column in comparison.columns]
    assert shown == [
        ("440112", False),
        ("340800", False),
        ("440783", False),
        ("220000", False),
        ("210200", False),
        ("000000", True),
    ]
    assert [column.searched for column in comparison.columns] == [1] * 6


def test_families_have_chinese_names_and_other_only_where_used(comparison):
    assert "".join(family.letter for family in comparison.families) == "ABCDEFGHIJK"
    assert comparison.families[0].name == "稳岗激励"
    assert comparison.families[0].lines[0].name == "稳岗留工补贴"


def test_a_ceiling_stays_one_and_has_its_cap(comparison):
    found = cell(comparison, "A1", "220000")
    assert found.amounts == ("≤300元/人，每户企业≤30万元",)
    assert (found.label, found.strength) == ("写明标准", 4)


def test_what_is_absent_says_where_it_was_sought(comparison):
    found = cell(comparison, "A1", "440783")
    assert (found.text, found.strength) == ("未提及（检索 1 篇）", 0)


def test_a_countys_offer_is_never_the_citys_standard(comparison):
    found = cell(comparison, "A1", "340800")
    assert found.strength == 0
    assert found.label == "本级未提及（检索 1 篇）"
    assert "迎江区 2000元/人＋企业配套500元/人" in found.amounts
    assert "桐城市 1000元/人" in found.amounts


def test_tiers_name_where_each_begins(comparison):
    (amounts,) = cell(comparison, "D2", "440783").amounts
    assert amounts == "分档：达50人以上 2万元/企业；达100人以上 5万元/企业"


def test_several_offers_say_to_whom(comparison):
    assert cell(comparison, "A1", "210200").amounts == (
        "≤500元/人（用人单位）",
        "500元/人（见习人员）",
    )


def test_an_annexed_national_notice_is_the_reference_not_the_province(comparison):
    for each in comparison.cells:
        for entry in each.entries:
            reproduced = entry.measure.part == "p3" and entry.source.stored.id == "jilin"
            assert reproduced == (each.region == "000000")


def test_a_bulletins_spending_is_no_offer(comparison):
    spent = {"141.86万元", "8.1万元", "32.9万元"}
    shown = " ".join(amount for each in comparison.cells for amount in each.amounts)
    assert not any(sums in shown for sums in spent)


def test_what_is_only_told_as_done_says_so(comparison):
    assert cell(comparison, "H7", "340800").label == "已开展"


def test_a_benefit_stands_under_the_type_it_is_named_for(comparison):
    assert cell(comparison, "C3", "440112").amounts == ("500元/人",)
    assert cell(comparison, "C6", "440112").amounts == ()


def test_every_link_leads_to_the_words(comparison):
    texts = {document.id: document.text for document, _ in annotated()}
    for entry in comparison.entries:
        own = texts[entry.source.stored.id][entry.measure.start : entry.measure.end]
        assert len(entry.quote) == len(own)
        assert all(b in (a, "●") for a, b in zip(own, entry.quote, strict=True))
    assert len(comparison.entries) == sum(len(each.measures) for _, each in annotated())


def test_chosen_regions_and_types(tmp_path):
    with base_of(tmp_path / "kb.sqlite") as base:
        some = compare(base, regions=["440112", "210200"], types=["A", "C3"])
        assert [column.region for column in some.columns] == ["440112", "210200"]
        assert [line.type for family in some.families for line in family.lines] == [
            "A1",
            "A2",
            "A3",
            "A4",
            "C3",
        ]


def test_a_chosen_reference_comes_from_the_annex_that_holds_it(tmp_path):
    with base_of(tmp_path / "kb.sqlite") as base:
        some = compare(base, regions=["440112", "000000"])
        assert [column.region for column in some.columns] == ["440112", "000000"]
        assert cell(some, "E1", "000000").strength == 2


def test_copies_count_once(tmp_path):
    document, extraction = annotated()[0]
    twin = (
        replace(document, id="twin", text=document.text + "\n"),
        replace(extraction, doc="twin"),
    )
    with base_of(tmp_path / "kb.sqlite", [*annotated(), twin]) as base:
        assert len(counted(base)) == 5
        assert compare(base).columns[0].searched == 1
        assert not is_too_wide(base)


def test_many_documents_are_too_wide(tmp_path):
    many = [plain(f"d{number}", f"通知{number}", region="110000") for number in range(51)]
    with base_of(tmp_path / "kb.sqlite", many) as base:
        assert is_too_wide(base)


def test_a_document_without_a_region_has_its_column(tmp_path):
    with base_of(tmp_path / "kb.sqlite", [plain("one", "通知")]) as base:
        (column,) = compare(base).columns
        assert (column.region, column.name, column.searched) == ("", "地区未载明", 1)


def test_no_documents_give_no_columns(tmp_path):
    with base_of(tmp_path / "kb.sqlite", []) as base:
        assert compare(base).columns == ()


def test_a_provinces_notice_in_a_citys_annex_is_a_column_of_its_own(tmp_path):
    document, extraction = plain(
        "city", "附件 一、给予补贴。", region="320100", region_name="南京市"
    )
    measure = Measure("m1", "p1", "一、", None, "320000", "A1", (), 2, "planned", (), (), (), 3, 10)
    part = Part("p1", "attachment", None, ("江苏省人力资源和社会保障厅",), "320000", 0, 10)
    extraction = replace(extraction, parts=(part,), measures=(measure,))
    with base_of(tmp_path / "kb.sqlite", [(document, extraction)]) as base:
        found = compare(base)
    assert [column.name for column in found.columns] == ["南京市", "江苏省"]
    assert cell(found, "A1", "320100").state == "absent"
    assert cell(found, "A1", "320000").strength == 2


def tier(low, high, bound, per="人", unit="元"):
    number = [None if each is None else Decimal(each) for each in (low, high)]
    return Tier(None, number[0], number[1], unit, per, bound)


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (tier(1000, 1000, "exact"), "1000元/人"),
        (tier(None, 500, "at_most"), "≤500元/人"),
        (tier(3000, None, "at_least", "户"), "≥3000元/户"),
        (tier(400, 3900, "range"), "400—3900元/人"),
        (tier(500, 500, "exact", "人月"), "500元/人·月"),
        (tier("0.5", "0.5", "exact", "度"), "0.5元/度"),
        (tier(50, 50, "exact", None, "%"), "50%"),
        (tier(1000, 1000, "approx", "户"), "约1000元/户"),
        (tier(120_000_000, 120_000_000, "exact", None), "1.2亿元"),
        (tier(12_345, 12_345, "exact", None), "12345元"),
        (tier(10, 10, "exact", "人", "GB"), "10GB/人"),
    ],
)
def test_sums_read_as_officials_write_them(step, words):
    assert wording.tier(step) == words


TWO_THOUSAND = tier(2000, 2000, "exact")


def offer(payer="government", cap=None, steps=(TWO_THOUSAND,), name="补贴"):
    return Benefit("b", "m", name, "firms", "employer", payer, None, tuple(steps), cap)


def test_four_payers_stay_apart():
    both = [offer(), offer("firm", steps=[tier(500, 500, "exact")])]
    assert wording.benefits(both) == "2000元/人＋企业配套500元/人"
    assert wording.benefits(both[1:]) == "企业支付 500元/人"
    assert wording.benefits([offer("operator", steps=[tier(10, 10, "exact", "人", "GB")])]) == (
        "运营商提供 10GB/人"
    )


def test_a_ceiling_alone_is_said_once():
    alone = offer(cap=Cap(Decimal(300_000), "企业"), steps=[tier(None, 300_000, "at_most", "企业")])
    assert wording.benefits([alone]) == "≤30万元/企业"


def test_open_ends_of_a_period_are_named():
    assert wording.period(Period(None, None)) == "起止未载明"
    assert "起始未载明" in wording.period(Period(None, annotated()[0][1].metadata.date_issued))


def test_type_of_a_benefit_is_its_measures_unless_plainly_another():
    measure = Measure("m", "p", "", None, None, "C6", ("C1", "C3"), 2, "planned", (), (), (), 0, 1)
    assert type_of(offer(name="技能培训生活费补贴"), measure) == "C3"
    assert type_of(offer(name="礼品"), measure) == "C6"


def test_each_cell_against_the_national_notice(comparison):
    found = against(comparison)
    assert found["A1", "220000"] == "参照未提及，本地有"
    assert found["A1", "340800"] == "均未提及"
    assert found["E1", "440783"] == "参照有，本地有"
    assert found["D3", "440783"] == "参照有，本地未提及"
    assert not any(region == "000000" for _, region in found)
    assert against(comparison, "330000") == {}
