"""Sums worked out by hand: what a clause gives, for whom, under which ceiling."""

from dataclasses import replace
from decimal import Decimal

import pytest

from extractors.records import (
    Amount,
    Benefit,
    Cap,
    DateMention,
    Evidence,
    Extraction,
    Measure,
    Metadata,
    Tier,
)
from pipeline import sums
from pipeline.applicant import Applicant, counted_in, read_answer
from pipeline.calculator import calculate, work_out
from pipeline.checks import fits
from pipeline.grid import Source
from pipeline.knowledge_base import Stored
from pipeline.masking import Masked
from tests.stored import annotated

HERE = "330100"
BLANK = dict.fromkeys(each.name for each in Stored.__dataclass_fields__.values())


def stored(name="d", region=HERE):
    return Stored(**{**BLANK, "id": name, "issuers": (), "region": region, "position": 1})


def place(text, words):
    start = text.index(words)
    return Evidence(words, start, start + len(words))


def threshold(text, words, low, high, unit, bound):
    at = place(text, words)
    kind = "money" if unit == "元" else "count"
    number = (low and Decimal(low), high and Decimal(high))
    return Amount(
        words, at.start, at.end, kind, *number, unit, None, bound, "threshold", measure="m1"
    )


def source(text, tiers, **more):
    """Return a document of one measure with one benefit.

    `tiers` are (words, min, max, unit, per, bound[, threshold]); `thresholds` are arguments of
    `threshold`; `limit` is (words, ISO duration).
    """
    steps = tuple(
        Tier(rest[0] if rest else None, low and Decimal(low), high and Decimal(high), unit, per,
             bound, (place(text, words),))
        for words, low, high, unit, per, bound, *rest in tiers
    )  # fmt: skip
    evidence, dates = {}, ()
    if "condition" in more:
        evidence["condition"] = (place(text, more["condition"]),)
    if "limit" in more:
        at = place(text, more["limit"][0])
        evidence["limit"] = (at,)
        dates = (
            DateMention(
                at.quote, at.start, at.end, "duration", None, None, more["limit"][1], "other"
            ),
        )
    cap = more.get("cap")
    benefit = Benefit(
        "b1", "m1", "补贴", more.get("beneficiary", "firms"), more.get("payee", "employer"),
        more.get("payer", "government"), more.get("condition"), steps,
        cap=Cap(Decimal(cap[0]), cap[1]) if cap else None,
        limit=more["limit"][0] if "limit" in more else None,
        evidence=evidence,
    )  # fmt: skip
    measure = Measure(
        "m1", "p1", "一、", None, more.get("region", HERE), "A1", (), 4,
        more.get("status", "planned"), (), (), (), 0, len(text),
    )  # fmt: skip
    amounts = tuple(threshold(text, *each) for each in more.get("thresholds", ()))
    extraction = Extraction("d", Metadata(), (), (measure,), amounts, dates, benefits=(benefit,))
    return Source(stored(), extraction, text, Masked(text))


def line_of(made, kind="firm", groups=(), **answers):
    found = work_out(made, Applicant(kind, frozenset(groups), answers))
    return found[0] if found else None


PERSON = ("每人500元", 500, 500, "元", "人", "exact")
MOST_300 = ("每人不超过300元", None, 300, "元", "人", "at_most")
OUT = "一、对企业按照省外户籍员工每人不超过300元给予补贴，每户企业最高30万元。"
RECRUIT = "一、对新招用员工的企业，按每人500元给予补贴，每户企业最高5万元。"
MONTHS = "一、对开展以工代训的企业，按每人每月500元给予补贴，最长不超过6个月。"
MONTH = ("每人每月500元", 500, 500, "元", "人月", "exact")
SHARED = "一、提供共享用工达50人以上的企业，给予2万元补贴；达100人以上的，给予5万元。"
SHARED_TIERS = [
    ("给予2万元", 20000, 20000, "元", "企业", "exact", "达50人以上"),
    ("给予5万元", 50000, 50000, "元", "企业", "exact", "达100人以上"),
]
SHARED_AT = [("50人以上", 50, None, "人", "at_least"), ("100人以上", 100, None, "人", "at_least")]
LEVELS = "一、对国家级基地给予80万元，省级给予30万元。"
LEVEL_TIERS = [
    ("80万元", 800000, 800000, "元", "家", "exact", "国家级"),
    ("30万元", 300000, 300000, "元", "家", "exact", "省级"),
]
RENT = "一、对企业按租金的50%给予补贴，每户企业每年最高5万元，最长不超过3年。"
RENT_TIER = ("50%", 50, 50, "%", None, "exact")

CASES = [
    ("a ceiling times persons is a ceiling", OUT, [MOST_300], {"cap": (300000, "企业")},
     {"outside_province": "120"}, "最高 36,000元"),
    ("a ceiling under a ceiling", OUT, [MOST_300], {"cap": (300000, "企业")},
     {"outside_province": "1001"}, "最高 300,000元"),
    ("at the ceiling exactly", OUT, [MOST_300], {"cap": (300000, "企业")},
     {"outside_province": "1000"}, "最高 300,000元"),
    ("nobody from outside", OUT, [MOST_300], {"cap": (300000, "企业")},
     {"outside_province": "0"}, "最高 0元"),
    ("an exact rate stays exact", RECRUIT, [PERSON], {"cap": (50000, "企业")},
     {"recruited": "80"}, "40,000元"),
    ("the ceiling cuts an exact sum: at most", RECRUIT, [PERSON], {"cap": (50000, "企业")},
     {"recruited": "200"}, "最高 50,000元"),
    ("a number with a unit", RECRUIT, [PERSON], {}, {"recruited": "80人"}, "40,000元"),
    ("a number as officials write it", RECRUIT, [PERSON], {}, {"recruited": "1.2万"},
     "6,000,000元"),
    ("a floor stays a floor", "一、对新招用员工，每人不低于500元。",
     [("每人不低于500元", 500, None, "元", "人", "at_least")], {}, {"recruited": "10"},
     "至少 5,000元"),
    ("a floor under a ceiling is a range", "一、对新招用员工，每人不低于500元，最高8000元。",
     [("每人不低于500元", 500, None, "元", "人", "at_least")], {"cap": (8000, "企业")},
     {"recruited": "10"}, "5,000—8,000元"),
    ("a range stays a range", "一、对参加培训的职工，按400元至3900元给予补贴。",
     [("400元至3900元", 400, 3900, "元", "人", "range")], {}, {"trained": "3"}, "1,200—11,700元"),
    ("about stays about", "一、对新招用员工，每人约1000元。",
     [("每人约1000元", 1000, 1000, "元", "人", "approx")], {}, {"recruited": "3"}, "约 3,000元"),
    ("months as stated", MONTHS, [MONTH], {"limit": ("最长不超过6个月", "P6M")},
     {"trained": "10", "d.b1.months": "4"}, "20,000元"),
    ("months beyond the limit", MONTHS, [MONTH], {"limit": ("最长不超过6个月", "P6M")},
     {"trained": "10", "d.b1.months": "9"}, "30,000元"),
    ("months not stated: the limit is the most", MONTHS, [MONTH],
     {"limit": ("最长不超过6个月", "P6M")}, {"trained": "10"}, "最高 30,000元"),
    ("the lower tier", SHARED, SHARED_TIERS, {"thresholds": SHARED_AT}, {"shared_lent": "60"},
     "20,000元"),
    ("a tier begins with its number", SHARED, SHARED_TIERS, {"thresholds": SHARED_AT},
     {"shared_lent": "100"}, "50,000元"),
    ("the upper tier", SHARED, SHARED_TIERS, {"thresholds": SHARED_AT}, {"shared_lent": "250"},
     "50,000元"),
    ("a tier that is chosen", LEVELS, LEVEL_TIERS, {}, {"d.b1.tier": "2"}, "300,000元"),
    ("a tier that was not chosen: at most the highest", LEVELS, LEVEL_TIERS, {}, {},
     "最高 800,000元"),
    ("a share of what is stated", RENT, [RENT_TIER], {"cap": (50000, "企业年")},
     {"d.b1.base": "8万元"}, "40,000元"),
    ("a share under the ceiling of a year", RENT, [RENT_TIER], {"cap": (50000, "企业年")},
     {"d.b1.base": "120000"}, "最高 50,000元"),
    ("two years have two ceilings", RENT, [RENT_TIER], {"cap": (50000, "企业年")},
     {"d.b1.base": "20万", "d.b1.months": "24"}, "100,000元"),
    ("a sum for the firm itself", "一、对企业给予一次性3000元补贴。",
     [("3000元", 3000, 3000, "元", "企业", "exact")], {}, {}, "3,000元"),
    ("a sum for each event", "一、对举办招聘会的企业，每场2000元。",
     [("每场2000元", 2000, 2000, "元", "场", "exact")], {}, {"d.b1.count": "3"}, "6,000元"),
    ("the ceiling of a person", "一、对新招用员工，每人每月500元，每人最高2000元。",
     [MONTH], {"cap": (2000, "人")}, {"recruited": "3", "d.b1.months": "6"}, "最高 6,000元"),
    ("those who stayed, not all", "一、对安排市外户籍员工留岗过年的企业，按每人500元给予补贴。",
     [PERSON], {}, {"outside_city": "200", "outside_city_stayed": "150"}, "75,000元"),
    ("all, where those who stayed are not stated: at most",
     "一、对安排市外户籍员工留岗过年的企业，按每人500元给予补贴。",
     [PERSON], {}, {"outside_city": "200"}, "最高 100,000元"),
    ("the word nearest to the sum counts",
     "一、对吸纳就业困难人员并开展以工代训的企业，按每人500元给予补贴。",
     [PERSON], {}, {"recruited": "9", "trained": "4"}, "2,000元"),
    ("goods are counted in their unit", "一、对新招用员工，每人10GB流量。",
     [("每人10GB", 10, 10, "GB", "人", "exact")], {}, {"recruited": "4"}, "40GB"),
    ("an agency is paid for each firm", "一、服务机构每成功推荐1个企业，给予1万元。",
     [("1万元", 10000, 10000, "元", "企业", "exact")], {"payee": "agency"},
     {"d.b1.count": "4"}, "40,000元"),
    ("a quarter's rate", "一、对新招用员工，每人每季600元。",
     [("每人每季600元", 600, 600, "元", "人季", "exact")], {},
     {"recruited": "2", "d.b1.months": "6"}, "2,400元"),
]  # fmt: skip


@pytest.mark.parametrize(("why", "text", "tiers", "more", "answers", "expected"), CASES)
def test_sums_by_hand(why, text, tiers, more, answers, expected):
    line = line_of(source(text, tiers, **more), **answers)
    assert line.sum is not None, why
    assert sums.words(line.sum) == expected, why
    assert expected in line.steps[0] or why.startswith("a tier that was not")


def test_there_are_thirty_sums_by_hand():
    assert len(CASES) >= 30


@pytest.mark.parametrize(
    ("why", "answers", "standing"),
    [
        ("what is not stated is open", {}, "open"),
        ("stated and met", {"d.1": "6000万元", "d.2": "8%"}, "fits"),
        ("met with the very number", {"d.1": "5000万", "d.2": "6"}, "fits"),
        ("one is not met", {"d.1": "4999万", "d.2": "8"}, "out"),
        ("below zero", {"d.1": "6000万", "d.2": "-3%"}, "out"),
        ("what is no number is not stated", {"d.1": "很多", "d.2": "8"}, "open"),
    ],
)
def test_thresholds_are_compared(why, answers, standing):
    condition = "一季度工业总产值不低于5000万元且同比增长6%以上的企业"
    text = f"一、对{condition}，按照省外户籍员工每人不超过300元给予补贴。"
    made = source(
        text,
        [MOST_300],
        condition=condition,
        thresholds=[
            ("不低于5000万元", 50_000_000, None, "元", "at_least"),
            ("6%以上", 6, None, "%", "at_least"),
        ],
    )
    line = line_of(made, outside_province="120", **answers)
    assert line.standing == standing, why
    asked = [(ask.name, ask.unit) for ask in line.asks]
    assert asked[:2] == [("一季度工业总产值", "元"), ("同比增长", "%")]
    if standing == "out":
        assert line.sum is None


@pytest.mark.parametrize(
    ("words", "low", "high", "bound", "value", "expected"),
    [
        ("不低于5000元", 5000, None, "at_least", 5000, True),
        ("超过5000元", 5000, None, "at_least", 5000, False),
        ("超过5000元", 5000, None, "at_least", 5001, True),
        ("不超过5000元", None, 5000, "at_most", 5000, True),
        ("不足5000元", None, 5000, "at_most", 5000, False),
        ("低于5000元", None, 5000, "at_most", 4999, True),
        ("100元以上至500元以下", 100, 500, "range", 300, True),
        ("100元以上至500元以下", 100, 500, "range", 501, False),
    ],
)
def test_the_number_itself(words, low, high, bound, value, expected):
    made = threshold(words, words, low, high, "元", bound)
    assert fits(made, Decimal(value)) is expected


def test_below_the_lowest_tier_there_is_nothing():
    line = line_of(source(SHARED, SHARED_TIERS, thresholds=SHARED_AT), shared_lent="30")
    assert (line.standing, line.sum) == ("out", None)


def test_a_tier_that_needs_a_number_asks_for_it():
    line = line_of(source(SHARED, SHARED_TIERS, thresholds=SHARED_AT))
    assert line.standing == "open"
    assert [ask.unit for ask in line.asks] == ["人"]
    assert sums.words(line.sum) == "最高 50,000元"


def test_facts_meet_fail_or_stay_unchecked():
    condition = "发放留岗红包的企业"
    made = source(f"一、对{condition}，给予3000元。",
                  [("3000元", 3000, 3000, "元", "企业", "exact")], condition=condition)  # fmt: skip
    states = [line_of(made, **answers).standing for answers in (
        {}, {"gave_bonus": "是"}, {"gave_bonus": "否"})]  # fmt: skip
    assert states == ["fits", "fits", "out"]
    unchecked = [each.words for each in line_of(made).checks if each.state == "unchecked"]
    assert condition in unchecked


def test_nothing_is_claimed_of_a_group_that_is_not_stated():
    made = source(OUT, [MOST_300], beneficiary="key_firms")
    said = [check.words for check in line_of(made, outside_province="1").checks]
    assert "属于“重点企业”" in said
    said = [c.words for c in line_of(made, groups=("key_firms",), outside_province="1").checks]
    assert "属于“重点企业”" not in said
    assert line_of(made, groups=("nonprofits",)) is None


def test_firms_money_is_never_added_to_the_governments():
    one = source("一、职工每人500元。", [PERSON], beneficiary="employees", payee="person")
    firm = source("一、职工每人200元。", [("每人200元", 200, 200, "元", "人", "exact")],
                  beneficiary="employees", payee="person", payer="firm")  # fmt: skip
    (place_,) = calculate([one, firm], Applicant("person"), HERE)
    assert sums.words(place_.total()) == "500元"
    assert sums.words(place_.total("firm")) == "200元"


def test_what_is_only_reported_is_no_offer():
    assert line_of(source(OUT, [MOST_300], status="reported")) is None


def test_a_firm_sees_what_its_workers_get_apart():
    text = "一、对市外户籍员工，按每人500元给予补贴。"
    made = source(text, [PERSON], beneficiary="migrant_workers", payee="person")
    line = line_of(made, outside_city="10")
    assert line.to_workers
    (place_,) = calculate([made], Applicant("firm", answers={"outside_city": "10"}), HERE)
    assert place_.total() is None
    assert sums.words(place_.total(to_workers=True)) == "5,000元"


def test_places_above_and_below_stand_apart():
    own = source(OUT, [MOST_300])
    above = source(OUT, [MOST_300], region="330000")
    below = source(OUT, [MOST_300], region="330106")
    other = source(OUT, [MOST_300], region="340100")
    found = calculate([other, below, above, own], Applicant("firm"), HERE)
    assert [(each.region, each.relation) for each in found] == [
        (HERE, "own"), ("330000", "above"), ("330106", "below")]  # fmt: skip


def test_a_sum_of_sums_keeps_bounds():
    exact = source("一、对新招用员工的企业，按每人500元给予补贴。", [PERSON])
    most = source(OUT, [MOST_300])
    answers = {"recruited": "10", "outside_province": "10"}
    (found,) = calculate([exact, most], Applicant("firm", answers=answers), HERE)
    assert sums.words(found.total()) == "最高 8,000元"


def test_the_example_of_the_annotated_corpus():
    document, extraction = next(each for each in annotated() if each[0].id == "jilin")
    made = Source(replace(stored("jilin"), region="220000"), extraction, document.text,
                  Masked(document.text))  # fmt: skip
    applicant = Applicant("firm", frozenset({"key_firms"}), {"outside_province": "120"})
    line = next(each for each in work_out(made, applicant) if "稳岗留工" in each.benefit.name)
    assert line.steps[0] == "每人不超过300元 × 120人，每户企业最高30万元 → 最高 36,000元"
    assert line.standing == "open"
    assert [(ask.name, ask.unit) for ask in line.asks] == [
        ("2021年一季度工业总产值", "元"), ("与2019年同期相比增长", "%")]  # fmt: skip
    said = {check.words for check in line.checks if check.state == "unchecked"}
    assert {"春节期间连续生产", "重点工业企业"} <= said


def test_words_that_count():
    assert counted_in("按照省外户籍员工") == "outside_province"
    assert counted_in("安排外地员工留岗过年") == "outside_city_stayed"
    assert counted_in("对符合条件的企业") is None


@pytest.mark.parametrize(
    ("text", "value"),
    [("120", "120"), ("１２０人", "120"), ("6,000万元", "60000000"), ("8.5%", "8.5"),
     ("一百二十", "120"), ("", None), ("abc", None), ("1e9", None), ("NaN", None),
     ("9" * 30, None), ("-5", "-5")],
)  # fmt: skip
def test_answers_are_read(text, value):
    assert read_answer(text) == (value and Decimal(value))
