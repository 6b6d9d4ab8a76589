"""Parts, clauses and measures on any text: ordered, apart, inside it, the same twice, linear."""

import tomllib
from itertools import pairwise
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.folding import fold
from extractors.structure import clauses, measures, numbering, parts, strength

CASES = Path(__file__).parent / "cases" / "measures.toml"
LINES = st.lists(
    st.sampled_from(
        [
            "一、加强服务。组织培训。",
            "（一）给予补贴1000元。",
            "1.开展走访",
            "第一条 应当符合下列条件：",
            "附件1",
            "附件：1.名单",
            "某县人社局",
            "2021年1月5日",
            "现将《方案》印发给你们。",
            "就业工作简报",
            "第5期",
            "【动态】",
            "一是搭台。办会。二是铺路。",
            "表\t格",
            "灵活就业补贴",
            "政策内容：对失业人员，给予补贴1000元。",
            "★留岗有补贴。对企业每人补贴400元。",
            "——用工清单。走访企业30家，解决难题。",
            "建好平台聚才。建成园区4个，入驻企业9户。",
            "",
        ]
    )
    | st.text("一、（）1.。：；第条附件\n 章是", max_size=20),
    max_size=25,
)

# texts of one kind beside another, as a page with several documents prints them
TEXTS = [case["text"] for case in tomllib.loads(CASES.read_text("utf-8"))["case"]]


def structure(text):
    folded = fold(text)
    found = parts.find(folded)
    tree = clauses.find(folded, found)
    return folded, found, tree, measures.find(folded, found, tree)


@settings(max_examples=150, deadline=None)
@given(LINES)
def test_spans_are_ordered_apart_and_inside(lines):
    folded, found, tree, spans = structure("\n".join(lines))
    size = len(folded.text)
    for each in (found, spans):
        for one, after in pairwise(each):
            assert one.end <= after.start
        assert all(0 <= one.start < one.end <= size for one in each)
    for clause in tree:
        assert clause.start <= clause.head_start <= clause.head_end <= size
        assert clause.parent is None or tree[clause.parent].start <= clause.start < clause.end
    for span in spans:
        assert found[span.part].start <= span.start < span.end <= found[span.part].end


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(TEXTS), min_size=2, max_size=6))
def test_measures_of_texts_one_after_another_are_apart(texts):
    for one, after in pairwise(structure("\n".join(texts))[3]):
        assert one.end <= after.start


@settings(max_examples=50, deadline=None)
@given(LINES)
def test_the_same_text_gives_the_same_measures(lines):
    text = "\n".join(lines)
    first = structure(text)[1:]
    numbering.lines.cache_clear()
    assert structure(text)[1:] == first


@pytest.mark.parametrize(
    "unit",
    [
        "1",
        "1.",
        "（一）\n",
        "附件1\n开展",
        "一是要求，",
        "（《“",
        "2021年1月1日\n",
        "对某区给予1月2日，",
        "★补贴甲乙丙丁戊己庚辛壬。\n",
        "——补贴。给予企业补贴5元。\n",
        "第一条 应当以甲为基础，以乙为主体，",
        "建好平台。",
        "甲县对企业5元；乙县对",
        "送岗：举办。",
    ],
)
def test_time_is_linear(unit):
    def cost(count):
        folded = fold(unit * count)
        begin = process_time()
        found = parts.find(folded)
        tree = clauses.find(folded, found)
        for each in measures.find(folded, found, tree):
            strength.of(folded.text[each.start : each.end], ())
        return process_time() - begin

    cost(200)
    short, long = (min(cost(count) for _ in range(3)) for count in (2000, 8000))
    assert long < 12 * short + 0.05
