"""What holds of amounts in any text: spans inside it, the same answer twice, time linear."""

import time
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors import amounts
from extractors.folding import fold
from extractors.numerals import parse_numeral
from extractors.records import Metadata
from extractors.scope import Scope
from tests.shown.amounts import shown

WORDS = [
    "不超过",
    "最高",
    "至少",
    "约",
    "每人",
    "每月",
    "每户企业",
    "给予",
    "补贴",
    "的",
    "，",
    "。",
    "、",
    "；",
    "（含）以上",
    "以下",
    "以内",
    "至",
    "—",
    "-",
    "/",
    "万",
    "亿",
    "元",
    "人",
    "户",
    "次",
    "%",
    "个",
    "月",
    "一",
    "两",
    "十",
    "百",
    "第",
    "《",
    "》",
    "“",
    "”",
    "（",
    "）",
    "\n",
    "5",
    "10",
    "300",
    "0.5",
    "1,000",
    "2021",
    "单位：万元",
    "\t",
    "表",
]


def resolved(text):
    folded = fold(text)
    scope = Scope(folded, Metadata(), (), (), ())
    return amounts.resolve(amounts.find(folded.text), scope)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=80), st.lists(st.sampled_from(WORDS), max_size=40).map("".join)))
def test_any_text_gives_spans_inside_it_in_order_and_the_same_twice(text):
    found = resolved(text)
    assert found == resolved(text)
    done = 0
    for each in found:
        assert done <= each.start < each.end <= len(text)
        assert text[each.start : each.end] == each.quote
        assert (each.min is None) == (each.bound == "at_most")
        assert (each.max is None) == (each.bound == "at_least")
        assert each.bound != "range" or each.min != each.max or each.kind
        done = each.end


CEILINGS = [
    "不超过",
    "不得超过",
    "不高于",
    "不多于",
    "最高",
    "最多",
    "至多",
    "上限为",
    "不足",
    "低于",
    "小于",
    "未达到",
    "最高不超过",
    "最高可达",
    "≤",
]
FLOORS = [
    "不低于",
    "不少于",
    "不得少于",
    "至少",
    "最低",
    "下限为",
    "达到",
    "超过",
    "高于",
    "大于",
    "突破",
    "不得低于",
    "≥",
]
AMOUNTS = [
    "500元",
    "500元/人",
    "3万元",
    "1.5亿元",
    "一千元",
    "20人",
    "30%",
    "5万户",
    "1,000元",
    "2倍",
    "10GB",
]
FRAMES = ("给予{}的补贴", "{}", "企业年收入{}的，", "各地{}。", "每户企业{}，", "（{}）")


@pytest.mark.parametrize(("words", "bound"), [(CEILINGS, "at_most"), (FLOORS, "at_least")])
def test_no_bound_is_ever_inverted(words, bound):
    for word in words:
        for amount in AMOUNTS:
            for frame in FRAMES:
                text = frame.format(word + amount)
                found = resolved(text)
                assert [each.bound for each in found] == [bound], text


@pytest.mark.parametrize(
    ("after", "bound"),
    [(w, "at_most") for w in ["以下", "以内", "（含）以下", "及以下", "封顶", "为限", "为上限"]]
    + [(w, "at_least") for w in ["以上", "（含）以上", "及以上", "起"]],
)
def test_no_bound_after_the_number_is_ever_inverted(after, bound):
    for amount in ("500元", "3万元", "一千元", "1亿2000万元"):
        for frame in FRAMES:
            found = resolved(frame.format(amount + after))
            assert [each.bound for each in found] == [bound], frame.format(amount + after)


def test_the_table_has_enough_cases_and_half_of_the_bounds_are_ceilings():
    path = Path(__file__).parent / "cases" / "amounts.toml"
    cases = tomllib.loads(path.read_text("utf-8"))["case"]
    assert len(cases) >= 150
    bounded = [value for case in cases for _, value in case["found"]]
    assert sum(value.startswith("at_most") for value in bounded) >= 40
    assert sum(value.startswith("at_least") for value in bounded) >= 40


@settings(max_examples=200, deadline=None)
@given(
    st.integers(1, 99999),
    st.sampled_from(["", "万", "亿"]),
    st.sampled_from(["给予{}元补贴", "每人{}元", "不超过{}元", "资金{}元。", "（{}元）"]),
)
def test_sums_are_read_back(number, scale, frame):
    written = f"{number}{scale}"
    (each,) = resolved(frame.format(written))
    assert (each.max if each.max is not None else each.min) == parse_numeral(written)


HOSTILE = {
    "digits": lambda n: "1" * n,
    "digits with commas": lambda n: "1,000" * (n // 5),
    "Chinese digits": lambda n: "一二三" * (n // 3),
    "scales": lambda n: "万亿千" * (n // 3),
    "one line of sums": lambda n: "给予每人不超过500元补贴，" * (n // 13),
    "no full stop": lambda n: "企业最高" * (n // 4),
    "open brackets": lambda n: "（《“5元" * (n // 5),
    "bounds": lambda n: "不超过" * (n // 3) + "5元",
    "ranges": lambda n: "5-" * (n // 2) + "5元",
    "lists": lambda n: "5、" * (n // 2) + "5元",
    "each": lambda n: "每人" * (n // 2) + "5元",
    "heads": lambda n: "单位：万元" * (n // 5) + "\n5",
    "forms": lambda n: "申请表\n" * (n // 4),
    "tables": lambda n: "金额（元）\n5\n" * (n // 8),
}


def seconds(text):
    folded = fold(text)
    scope = Scope(folded, Metadata(), (), (), ())
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        amounts.resolve(amounts.find(folded.text), scope)
        best = min(best, time.process_time() - start)
    return best


@pytest.mark.parametrize("name", HOSTILE)
def test_time_is_linear_in_the_length(name):
    short, long = HOSTILE[name](10_000), HOSTILE[name](80_000)
    assert seconds(long) < 24 * max(seconds(short), 0.0005)


def test_one_line_of_a_million_characters_is_read():
    text = "企业吸纳就业的给予补助，" * 83_334
    folded = fold(text)
    start = time.process_time()
    amounts.resolve(amounts.find(folded.text), Scope(folded, Metadata(), (), (), ()))
    assert time.process_time() - start < 3


def test_a_case_is_shown_in_one_spelling():
    assert shown({"text": "给予企业不超过500元/人的补贴"}) == [
        ["不超过500元/人", "at_most 500 per 人"]
    ]
