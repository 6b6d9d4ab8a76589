import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.masking import MASK, mask, unmasked
from tests.stored import annotated

TEXTS = st.text(alphabet="王李张安高（）：，。人说 市长联系电话0139@.qcom-\n\t●司马", max_size=80)


@given(TEXTS)
def test_a_masked_text_is_as_long_as_it_was(text):
    masked = mask(text)
    assert len(masked.text) == len(text)
    for at, (before, after) in enumerate(zip(text, masked.text, strict=True)):
        hidden = any(start <= at < end for start, end in masked.spans)
        assert after == (MASK if hidden else before)


def test_the_corpus_shows_no_contact():
    hidden = {word for document, _ in annotated() for word in mask(document.text).words}
    shown = "".join(mask(document.text).text for document, _ in annotated())
    for word in hidden:
        assert word not in shown
    for needed in ("12348", "12338", "12351", "吉人社明电﹝2021﹞1号", "11220000013544525W"):
        assert needed in shown


def test_values_are_hidden_like_the_text():
    masked = mask("报：张志强常务副市长，市委办公室")
    assert masked.hide("张志强常务副市长") == "●●●常务副市长"
    assert unmasked("张志强常务副市长").hide("张志强") == "张志强"


@pytest.mark.parametrize(
    "unit", ["联系人：", "张三，", "（", "1", "市长李明", "13812345678 ", "a@"]
)
def test_time_is_linear(unit):
    from time import process_time

    from extractors.persons import find

    def seconds(length):
        text = (unit * length)[:length]
        begin = process_time()
        list(find(text))
        return process_time() - begin

    seconds(2_000)
    assert min(seconds(40_000) for _ in range(2)) < 12 * max(seconds(10_000), 0.002)
