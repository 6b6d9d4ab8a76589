"""Numbers written in every style are read back exactly."""

from decimal import Decimal

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.numerals import NUMERAL, parse_numeral, read_numeral

PLAIN = ("零一二三四五六七八九", ("", "十", "百", "千"), ("", "万", "亿", "万亿"))
FORMAL = ("零壹贰叁肆伍陆柒捌玖", ("", "拾", "佰", "仟"), ("", "万", "亿", "万亿"))
TRADITIONAL = ("零壹貳參肆伍陸柒捌玖", ("", "拾", "佰", "仟"), ("", "萬", "億", "萬億"))


def section(number, signs):
    """Write 1–9999 in Chinese, with 零 for the places left out."""
    digits, tens, _ = signs
    written, gap = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit:
            written += (digits[0] if gap and written else "") + digits[digit] + tens[place]
        gap = not digit
    return written


def in_chinese(number, signs):
    """Write 0 to 10¹² in Chinese."""
    if not number:
        return signs[0][0]
    written, rest = "", number
    for place in (2, 1, 0):
        part = rest // 10 ** (4 * place) % 10**4
        if not part:
            continue
        needs_zero = written and part < 1000
        written += (signs[0][0] if needs_zero else "") + section(part, signs) + signs[2][place]
    return written


numbers = st.one_of(
    st.integers(0, 10**12 - 1),
    st.integers(0, 20000),
    st.builds(lambda n, p: n * 10**p, st.integers(1, 999), st.integers(0, 9)),
)


@settings(max_examples=200, deadline=None)
@given(numbers, st.sampled_from([PLAIN, FORMAL, TRADITIONAL]))
def test_chinese_numerals_are_read_back(number, signs):
    assert parse_numeral(in_chinese(number, signs)) == number


@settings(max_examples=200, deadline=None)
@given(numbers)
def test_everyday_forms_are_read_back(number):
    written = in_chinese(number, PLAIN)
    for everyday in (
        written.removeprefix("一") if written.startswith("一十") else written,
        regex.sub("二(?=[百千万亿])", "两", written),
        written.replace("零", "〇"),
    ):
        assert parse_numeral(everyday) == number, everyday


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 10**12), st.integers(0, 4))
def test_digits_commas_and_decimals_are_read_back(number, places):
    value = Decimal(number).scaleb(-places)
    assert parse_numeral(f"{value:f}") == value
    assert parse_numeral(f"{value:,f}") == value


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 9999), st.integers(0, 9999), st.integers(0, 9999))
def test_digits_mixed_with_scales_are_read_back(yi, wan, ones):
    written = f"{yi}亿" + (f"{wan}万" if wan else "") + (f"{ones}" if ones > 9 else "")
    value = yi * 10**8 + wan * 10**4 + (ones if ones > 9 else 0)
    assert parse_numeral(written) == value


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 10**7), st.integers(0, 3), st.sampled_from(["百", "千", "万", "百万", "亿"]))
def test_decimals_before_a_scale_are_read_back(number, places, scale):
    value = Decimal(number).scaleb(-places)
    scales = {"百": 100, "千": 1000, "万": 10**4, "百万": 10**6, "亿": 10**8}
    assert parse_numeral(f"{value:f}{scale}") == value * scales[scale]


@settings(max_examples=100, deadline=None)
@given(st.text("零一二两三十百千万亿点0123456789,.壹拾", max_size=12))
def test_any_signs_are_one_number_or_none(text):
    value = read_numeral(text)
    if value is None:
        with pytest.raises(ValueError, match="not a number"):
            parse_numeral(text)
    else:
        assert value >= 0
        assert regex.fullmatch(NUMERAL, text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("二〇二一", "2021"),
        ("二○二一".replace("○", "〇"), "2021"),
        ("两万五", "25000"),
        ("两万零五", "20005"),
        ("十点三", "10.3"),
        ("一百二十点零五", "120.05"),
        ("二十点五万", "205000"),
        ("三百六", "360"),
        ("一亿二", "120000000"),
        ("三点五万", "35000"),
        ("十二点五亿", "1250000000"),
        ("3千5百", "3500"),
        ("2万5千", "25000"),
        ("十五", "15"),
        ("千万", "10000000"),
        ("1.2万亿", "1200000000000"),
    ],
)
def test_spoken_forms(text, value):
    assert parse_numeral(text) == Decimal(value)


@pytest.mark.parametrize(
    "text", ["", "元", "十百", "一二十", "两三", "1,00", "1.", ".5", "万", "亿", "1.2.3", "百十千"]
)
def test_what_is_no_number_is_refused(text):
    with pytest.raises(ValueError, match="not a number"):
        parse_numeral(text)
