"""Metadata on hostile and on ordinary texts: evidence is the slice, time is linear."""

import time

import pytest

from extractors import metadata, places
from extractors.folding import fold

HOSTILE = {
    "signers": "广州市财政局\n",
    "signers in a row": "广州市财政局",
    "names without end": "广州市来穗人员\n",
    "dates": "2021年1月1日\n",
    "labels": "标题：",
    "titles": "关于通知\n",
    "open quotes": "印发《",
    "numbers": "按照国发〔2018〕39号",
    "years": "〔2021〕",
    "places": "自治县",
    "heads": "行动时间",
}


def seconds(text: str) -> float:
    folded = fold(text)
    started = time.process_time()
    metadata.find(folded)
    return time.process_time() - started


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE.keys())
def test_time_is_linear(words):
    places.gazetteer()
    count = 20_000 // len(words)
    short = min(seconds(words * count) for _ in range(2))
    long = min(seconds(words * count * 4) for _ in range(2))
    assert long < 0.05 or long < short * 12


def test_evidence_is_the_slice():
    text = "关于 稳岗 的通知\n滁人社发〔２０２２〕15 号\n各单位：\n"
    text += "通知如下。\n滁州市民政局\n2022 年 4 月 6 日\n"
    found = metadata.find(fold(text)).evidence
    assert {"title", "doc_number", "issuers", "date_issued", "recipients"} <= set(found)
    for quotes in found.values():
        for each in quotes:
            assert text[each.start : each.end] == each.quote


@pytest.mark.parametrize("text", ["", "\n", "。", "：", "第", "（", "2021年", "附件", "印发"])
def test_scraps_give_nothing(text):
    assert metadata.find(fold(text)).title is None
