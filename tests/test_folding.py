"""Folding keeps a monotone way back to the text, on any text, in linear time."""

import random
import time
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.folding import fold

PIECES = st.sampled_from(
    [
        *("一、", "（一）", "1.", "第三条", "每人", "1000", "元", "，", "。", "；", "：", "“", "”"),
        *("（", "）", "\n", "\n\n", "\t", " ", "##", "**", "△", "-", "--", "2021", "年", "月"),
        *(
            "２０",
            "﹝",
            "﹞",
            "<p>",
            "</p>",
            "企业",
            "给予补贴",
            "附件",
            "— 3 —",
            "\u200b",
            "\u3000",
        ),
    ]
)
TEXTS = st.lists(PIECES, max_size=60).map("".join) | st.text(max_size=200)


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_the_way_back_is_monotone_and_inside_the_text(text):
    folded = fold(text)
    assert len(folded.offsets) == len(folded.text)
    assert all(before < after for before, after in pairwise(folded.offsets))
    assert all(0 <= offset < len(text) for offset in folded.offsets)


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_folding_twice_gives_the_same(text):
    assert fold(text) == fold(text)


@given(TEXTS, st.randoms())
@settings(max_examples=200, deadline=None)
def test_a_folded_range_stands_for_words_of_the_text(text, chance):
    folded = fold(text)
    if not folded.text:
        return
    start = chance.randrange(len(folded.text))
    end = chance.randrange(start, len(folded.text)) + 1
    first, last = folded.span(start, end)
    assert 0 <= first < last <= len(text)
    assert folded.at(first) == start


def seconds(text):
    best = float("inf")
    for _ in range(3):
        begin = time.process_time()
        fold(text)
        best = min(best, time.process_time() - begin)
    return best


def test_time_is_linear_on_hostile_texts():
    chance = random.Random(1)
    hostile = [
        "（" * 1000,
        "“《" * 500,
        "\n" * 1000,
        " " * 1000,
        "**" * 500,
        "1" * 1000,
        "#" * 1000,
        "补贴 " * 330,
        "<" * 1000,
        "".join(chance.choice("，。；（）\n企业补贴1 ") for _ in range(1000)),
        "免费提供线上培训课程，鼓\n" * 80,
    ]
    for piece in hostile:
        short, long = seconds(piece * 10), seconds(piece * 100)
        assert long < 10 * 4 * short + 0.01, piece[:20]
