"""The corpus in its real formats: `make formats` in a test, and the parts it rests on."""

from pathlib import Path

import pytest

from extractors.records import Extraction
from pipeline.extraction import extract_text
from pipeline.formats import compare, table
from pipeline.projection import align, project
from tests.making.passages import FILES

ROOT = Path(__file__).resolve().parents[1]
WORDS = "第一条　给予企业每人500元补贴，\n最高不超过30万元。第二条　本办法自2021年2月3日起施行。"


@pytest.mark.slow
def test_every_format_reads_as_its_text_does():
    lines = list(compare(FILES / "typeset", ROOT / "corpus", ROOT / "gold"))
    assert len(lines) >= 20
    assert all(line.holds for line in lines), table(lines)


def test_texts_that_differ_in_white_space_agree():
    alignment = align(WORDS, " ".join(WORDS).replace("\n", ""))
    assert alignment.agreement == 1.0


@pytest.mark.parametrize("shift", ["", "页眉 ", "一二三四五六七八九十" * 30])
def test_records_are_carried_to_the_same_words(shift):
    other = shift + WORDS.replace("\n", "").replace("，", " ，\n")
    found: Extraction = extract_text(other, "pdf")
    moved = project(found, align(other, WORDS), "text")
    assert moved.doc == "text"
    quotes = [WORDS[amount.start : amount.end] for amount in moved.amounts]
    assert [quote.replace("\n", "") for quote in quotes] == ["每人500元", "最高不超过30万元"]


def test_a_wrong_character_does_not_shift_the_rest():
    wrong = WORDS.replace("企业", "企亚")
    alignment = align(wrong, WORDS)
    assert 0.97 < alignment.agreement < 1
    start = wrong.index("30万元")
    assert alignment.span(start, start + 4) == (WORDS.index("30万元"), WORDS.index("30万元") + 4)


def test_nothing_agrees_with_nothing():
    assert align("", "").agreement == 1.0
    assert align("一", "").agreement == 0.0
