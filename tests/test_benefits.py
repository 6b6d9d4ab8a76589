"""Properties of benefits: evidence is the slice, the answer is stable, time is linear."""

from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors import amounts, benefits, dates, targets
from extractors.folding import fold
from extractors.records import Metadata
from extractors.scope import MeasureSpan, PartSpan, Scope
from pipeline.extraction import extract_text

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


ITEMS = """关于做好留工补助申领工作的通知

一、补助标准
（一）留工奖励。对春节期间不停产的企业，按留岗人数每人300元给予留工奖励。
（二）交通补贴。对返岗的省外员工，每人给予200元交通补贴。

二、有关事项
"""


@pytest.mark.parametrize(
    ("why", "words", "windows"),
    [
        (
            "for all",
            "（一）申请。企业于2023年3月1日至3月31日提交申请，员工个人补贴由企业代办。",
            (31, 31),
        ),
        ("for firms", "（一）申请。符合条件的企业于2023年3月1日至3月31日提出申请。", (31, None)),
        ("for what is named", "（一）申请。留工奖励于2023年3月1日至3月31日申报。", (31, None)),
        (
            "by its number",
            "（一）受理。第（一）项自2023年3月1日起至3月31日止受理，第（二）项常年受理。",
            (31, None),
        ),
        (
            "trap: an item of another document, after its number",
            "（一）受理。符合《惠企办法》（市政府令第5号）第（一）项的，于2023年3月31日前申报。",
            (None, None),
        ),
        (
            "trap: an item of another document",
            "（一）受理。《惠企办法》第（一）项自2023年3月1日起至3月31日止实施。",
            (None, None),
        ),
        (
            "the number of the item itself is none of what it tells",
            "第三条 留工奖励于2023年3月31日前申报。",
            (31, None),
        ),
        (
            "longer for one",
            "（一）申请。补贴申报时间为2023年3月1日至3月31日，交通补贴可延长至4月15日。",
            (31, 31),
        ),
        (
            "the year of the money beside the time",
            "（一）申请。第（一）项所列奖励的2023年集中申请时间为3月1日至3月31日，其余常年受理。",
            (31, None),
        ),
        (
            "trap: the feast in the name of the money",
            "（一）申请。现将2023年春节期间留工奖补申报事项公告如下。",
            (None, None),
        ),
        (
            "trap: what one must have done",
            "（一）条件。员工2023年3月31日前须参加社会保险。",
            (None, None),
        ),
        (
            "trap: bodies report",
            "（一）汇总。各镇于2023年3月31日前将名单报送区人社局。",
            (None, None),
        ),
        (
            "trap: something else",
            "（一）推荐。企业于2023年3月31日前申报示范企业认定。",
            (None, None),
        ),
    ],
)
def test_a_section_tells_when_benefits_are_claimed(why, words, windows):
    found = extract_text(ITEMS + words + "\n\n某区人力资源和社会保障局\n2023年1月10日\n", "doc")
    days = tuple(each.window.end_day.day if each.window else None for each in found.benefits)
    assert days == windows, why


@pytest.mark.parametrize(
    ("told", "windows"),
    [
        (
            "第一条自2023年3月1日起至3月31日受理，第二条自2023年4月1日起至4月30日受理。",
            (31, 30),
        ),
        ("符合第二条规定的企业应于2023年4月1日至4月30日申报。", (None, 30)),
    ],
)
def test_what_a_number_labels_is_spoken_of_as_an_article(told, windows):
    text = (
        "某市关于稳岗留工的若干措施\n"
        "一、留工奖励。对留岗的员工每人奖励500元。\n"
        "二、稳岗补贴。对不裁员的企业给予每户1万元补贴。\n"
        f"三、申报时间。{told}\n"
    )
    found = extract_text(text, "doc")
    days = tuple(each.window.end_day.day if each.window else None for each in found.benefits)
    assert days == windows
