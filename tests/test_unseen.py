"""Documents that are not in the repository; skipped where their folder is missing."""

from pathlib import Path

import pytest
import regex

from pipeline import gold
from pipeline.evaluation import HEADLINE, evaluate, gold_files
from pipeline.extraction import extract_text
from pipeline.reading import UnreadableDocument, read

DEV = Path(__file__).parent.parent.parent / "shared" / "dev"
NUMBER = regex.compile(r"\p{Han}{1,12}[〔﹝\[(（]\s*\d{4}\s*[〕﹞\])）]\s*(?:第\s*)?\d+\s*号")

pytestmark = pytest.mark.skipif(
    not DEV.is_dir(), reason="the folder of further documents is missing"
)


def texts():
    for path in sorted((DEV / "raw").iterdir()) if DEV.is_dir() else []:
        yield pytest.param(path, id=path.name)


def extraction_of(path):
    try:
        document = read(path)
    except UnreadableDocument as error:
        pytest.skip(str(error))
    return document.text, extract_text(document.text, document.id)


@pytest.mark.parametrize("path", list(texts()))
def test_no_date_and_no_sum_lies_inside_a_document_number(path):
    text, extraction = extraction_of(path)
    numbers = [match.span() for match in NUMBER.finditer(text)]
    for record in (*extraction.dates, *extraction.amounts):
        inside = [span for span in numbers if span[0] <= record.start and record.end <= span[1]]
        assert not inside, f"{record.quote} in {text[slice(*inside[0])] if inside else ''}"


@pytest.mark.parametrize("name", ["beijing_data_zones_2022", "aba_gov_data_measures_2021"])
def test_documents_without_sums_have_none(name):
    _, extraction = extraction_of(DEV / "raw" / f"{name}.txt")
    assert [amount.quote for amount in extraction.amounts if amount.kind == "money"] == []


def test_the_annotated_ones_reach_their_headline():
    annotated, found = {}, {}
    for file in gold_files(DEV / "gold"):
        text = (DEV / "text" / f"{file.stem}.txt").read_bytes().decode("utf-8")
        annotated[file.stem] = gold.load(file, text)
        found[file.stem] = extract_text(text, file.stem)
    evaluation = evaluate(annotated, found)
    reached = {line.field: line.tally.f1 for line in evaluation.lines if line.field in HEADLINE}
    assert evaluation.headline >= 0.88, reached
    assert evaluation.inverted == []
