"""Properties of benefits: evidence is the slice, the answer is stable, time is linear."""

from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors import amounts, benefits, dates, targets
from extractors.folding import fold
from extractors.records import Metadata
from extractors.scope import MeasureSpan, PartSpan, Scope

# fmt: off
WORDS = st.sampled_from([
    "对", "企业", "，", "。", "；", "给予", "每人", "300元", "补贴", "最高", "不超过", "20%", "（",
    "）", "：", "、", "10万元", "的", "按", "其中", "分别", "奖励", "2022年3月1日前", "\n",
    "向人社部门申请", "高校毕业生", "10GB流量", "从资金中列支",
])
# fmt: on


def linked(text):
    folded = fold(text)
    size = len(folded.text)
    scope = Scope(
        folded,
        Metadata(),
        (PartSpan("p1", "main", None, 0, size),),
        (),
        (MeasureSpan("m01", 0, size, 0, None, "", None, None, "planned"),),
    )
    found = benefits.Found(
        amounts.resolve(amounts.find(scope.text), scope),
        dates.resolve(dates.find(scope.text), scope),
        targets.resolve(targets.find(scope.text), scope),
    )
    return scope, found


@settings(deadline=None, max_examples=200)
@given(st.lists(WORDS, max_size=40).map("".join))
def test_evidence_is_the_slice_and_the_answer_stable(text):
    scope, found = linked(text)
    given_back = benefits.find(scope, found, {})
    assert given_back == benefits.find(scope, found, {})
    for benefit in given_back:
        words = [each for tier in benefit.tiers for each in tier.evidence]
        words += [each for group in benefit.evidence.values() for each in group]
        assert all(text[each.start : each.end] == each.quote for each in words)
        assert benefit.tiers


@pytest.mark.parametrize(
    "sentence",
    [
        "对企业，给予10万元补贴",
        "最高20万元、",
        "按30%给予补助，最高5万元；",
        "（每人300元",
        "对高校毕业生的企业、",
    ],
)
def test_time_is_linear(sentence):
    taken = []
    for size in (300, 3000):
        scope, found = linked(sentence * size)
        start = perf_counter()
        benefits.find(scope, found, {})
        taken.append(perf_counter() - start)
    assert taken[1] < 40 * taken[0] + 0.05
