"""The extractors in spaCy: components by name, exact spans, spaCy's scorer as second opinion."""

from dataclasses import replace

import pytest
import spacy
from spacy.scorer import Scorer
from spacy.tokens import Doc
from spacy.training import Example

from pipeline.exports.annotations import annotated
from pipeline.exports.docbin import doc_of
from pipeline.extraction import extract_text
from pipeline.scoring import score
from pipeline.spacy_components import NAMES, blank
from pipeline.spacy_training import ConfigurationError, Sample, leaf_of, replaced, train
from tests.stored import annotated as corpus

TWO = "一、走访慰问。走访慰问困难职工。\n二、举办招聘。举办招聘会。\n"
TEXT = "一、发放补贴。给予企业不超过500元/人的补贴，2021年3月1日前申请。"


def test_components_write_spans_with_their_records():
    doc = blank()(TEXT)
    (span,) = doc.spans["amounts"]
    assert (span.text, span.label_) == ("不超过500元/人", "money")
    assert (span._.zhengce_amount["bound"], span._.zhengce_amount["max"]) == ("at_most", 500)
    assert [each.text for each in doc.spans["dates"]] == ["2021年3月1日前"]
    assert doc.text == TEXT and len(doc) == len(TEXT)


def test_any_pipeline_can_add_them_and_the_values_are_kept():
    nlp = spacy.blank("zh")
    nlp.add_pipe("zhengce_amounts", config={"spans_key": "sums"})
    again = Doc(nlp.vocab).from_bytes(nlp(TEXT).to_bytes())
    assert again.spans["sums"][0]._.zhengce_amount["per"] == "人"


def test_a_span_is_the_words_of_the_record_over_the_corpus():
    nlp = blank(NAMES[:3])
    document, _ = corpus()[-1]
    doc = nlp(document.text)
    for key, extension in (("amounts", "amount"), ("dates", "date"), ("targets", "target")):
        assert doc.spans[key]
        for span in doc.spans[key]:
            assert span.text == span._.get(f"zhengce_{extension}")["quote"]


@pytest.mark.parametrize(
    ("label", "field"),
    [("money", "money"), ("count", "count"), ("date", "dates"), ("target", "targets")],
)
def test_spacys_scorer_agrees_with_ours_on_exact_spans(label, field):
    vocab = spacy.blank("zh").vocab
    for document, gold in corpus():
        found = extract_text(document.text, document.id)
        given, wanted = (doc_of(annotated(e, document.text), vocab) for e in (found, gold))
        theirs = Scorer.score_spans(
            [Example(given, wanted)],
            label,
            getter=lambda doc, key: doc.spans[key],
            allow_overlap=True,
        )
        ours = score(found, gold).tallies[f"{field}.exact"]
        if ours.gold:
            assert theirs[f"{label}_f"] == pytest.approx(ours.f1)
            assert theirs[f"{label}_p"] == pytest.approx(ours.precision)


def test_a_trained_component_replaces_the_rule_through_a_configuration(tmp_path):
    samples = [
        Sample("甲", "组织线上招聘会。", "E1"),
        Sample("甲", "举办专场招聘活动。", "E1"),
        Sample("乙", "走访慰问困难职工。", "H1"),
        Sample("乙", "开展走访慰问。", "H1"),
    ]
    nlp = train(samples)
    assert leaf_of(nlp, "举办招聘会。") == leaf_of(train(samples), "举办招聘会。") == "E1"
    nlp.to_disk(tmp_path / "model")
    config = tmp_path / "components.toml"
    config.write_text('[measure.type]\nmodel = "model"\n', "utf-8")
    found = extract_text(TWO, "试")
    changed = replaced(
        {"试": found},
        {"试": TWO},
        config,
    )
    assert {m.type_rule for m in changed["试"].measures} == {"spacy.model"}
    assert [m.type for m in changed["试"].measures] == ["H1", "E1"]
    back = [replace(m, type="", also=(), type_rule="") for m in changed["试"].measures]
    assert back == [replace(m, type="", also=(), type_rule="") for m in found.measures]


def test_a_configuration_that_names_no_model_is_refused(tmp_path):
    config = tmp_path / "components.toml"
    config.write_text('[measure.type]\nmodel = "nowhere"\n', "utf-8")
    with pytest.raises(ConfigurationError, match="nowhere"):
        replaced({}, {}, config)
    config.write_text('[amounts]\nmodel = "m"\n', "utf-8")
    with pytest.raises(ConfigurationError, match="no component for amounts"):
        replaced({}, {}, config)
