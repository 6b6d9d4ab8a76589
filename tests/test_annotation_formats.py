"""Label Studio, doccano, brat and DocBin: nothing is lost, and what was moved is refused."""

import json
from dataclasses import replace

import pytest
from typer.testing import CliRunner

from extractors.records import Extraction, Metadata, Part
from pipeline.cli import app
from pipeline.exports import brat, docbin, doccano, label_studio
from pipeline.exports.annotations import annotated, check_text, extraction_of
from pipeline.extraction import extract_text
from pipeline.gold import GoldError, load
from tests.stored import ROOT
from tests.stored import annotated as corpus

FORMATS = {
    "label_studio": (label_studio, "tasks.json"),
    "doccano": (doccano, "lines.jsonl"),
    "brat": (brat, "brat"),
    "docbin": (docbin, "gold.spacy"),
}
SHORT = (
    "一、发放补贴。对企业给予不超过500元/人的补贴，\n由市财政局负责。\n"
    "二、加强宣传。2021年3月1日前完成。"
)


@pytest.mark.parametrize("name", FORMATS)
def test_gold_comes_back_equal(name, tmp_path):
    form, file = FORMATS[name]
    given = {document.id: extraction for document, extraction in corpus()}
    form.write([annotated(e, d.text) for d, e in corpus()], tmp_path / file)
    back = {each.doc: extraction_of(each) for each in form.read(tmp_path / file)}
    assert back == given


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("text", [SHORT, SHORT.replace("\n", "\r\n"), "𠀀" + SHORT, "　" + SHORT])
def test_what_the_program_finds_comes_back_equal(name, text, tmp_path):
    form, file = FORMATS[name]
    found = extract_text(text, "试")
    form.write([annotated(found, text)], tmp_path / file)
    (back,) = form.read(tmp_path / file)
    assert back.text == text
    assert extraction_of(back) == found


@pytest.mark.parametrize("name", FORMATS)
def test_a_document_without_records_comes_back(name, tmp_path):
    form, file = FORMATS[name]
    empty = Extraction("空", Metadata(), (Part("p1", "main", None, None, None, 0, 2),))
    form.write([annotated(empty, "通知")], tmp_path / file)
    assert [extraction_of(each) for each in form.read(tmp_path / file)] == [empty]


@pytest.mark.parametrize("name", FORMATS)
def test_a_changed_text_is_refused_with_its_place(name, tmp_path):
    form, file = FORMATS[name]
    form.write([annotated(extract_text(SHORT, "试"), SHORT)], tmp_path / file)
    (back,) = form.read(tmp_path / file)
    changed = replace(back, text=SHORT.replace("500", "900"))
    with pytest.raises(GoldError, match="试: the text is not the one"):
        extraction_of(changed)
    with pytest.raises(GoldError, match=f"differs from the document at {SHORT.index('500')}"):
        check_text(changed, SHORT)


def shift_label_studio(path):
    tasks = json.loads(path.read_text("utf-8"))
    region = next(r for r in tasks[0]["annotations"][0]["result"] if r["id"].startswith("money"))
    region["value"]["start"] += 1
    path.write_text(json.dumps(tasks), "utf-8")
    return region["value"]["start"]


def shift_doccano(path):
    line = json.loads(path.read_text("utf-8"))
    entity = next(each for each in line["entities"] if each["label"] == "money")
    entity["start_offset"] += 1
    path.write_text(json.dumps(line), "utf-8")
    return entity["start_offset"]


def shift_brat(path):
    file = path / "试.ann"
    lines = file.read_text("utf-8").split("\n")
    at = next(at for at, line in enumerate(lines) if "\tmoney " in line)
    start = int(lines[at].split("\t")[1].split(" ")[1])
    lines[at] = lines[at].replace(f"money {start} ", f"money {start + 1} ")
    file.write_text("\n".join(lines), "utf-8")
    return start + 1


def shift_docbin(path):
    import spacy
    from spacy.tokens import DocBin, Span

    (doc,) = DocBin().from_disk(path).get_docs(spacy.blank("zh").vocab)
    old = doc.spans["money"][0]
    doc.spans["money"] = [Span(doc, old.start + 1, old.end, label="money")]
    DocBin(docs=[doc], store_user_data=True).to_disk(path)
    return old.start + 1


@pytest.mark.parametrize(
    ("name", "shift"),
    [
        ("label_studio", shift_label_studio),
        ("doccano", shift_doccano),
        ("brat", shift_brat),
        ("docbin", shift_docbin),
    ],
)
def test_a_shifted_offset_is_refused_with_its_place(name, shift, tmp_path):
    form, file = FORMATS[name]
    form.write([annotated(extract_text(SHORT, "试"), SHORT)], tmp_path / file)
    start = shift(tmp_path / file)
    with pytest.raises(GoldError, match=rf"试: money.* at {start}:"):
        [extraction_of(each) for each in form.read(tmp_path / file)]


def test_the_command_takes_gold_to_a_tool_and_back(tmp_path):
    run = CliRunner()
    tool, back = tmp_path / "lines.jsonl", tmp_path / "back"
    there = ["convert", str(ROOT / "gold"), "--to", "doccano", "--out", str(tool)]
    assert run.invoke(app, there).exit_code == 0
    home = ["convert", str(tool), "--from", "doccano", "--to", "gold", "--out", str(back)]
    assert run.invoke(app, [*home, "--texts", str(ROOT / "corpus")]).exit_code == 0
    for document, extraction in corpus():
        assert load(back / f"{document.id}.json", document.text) == extraction
    shift_doccano_line = tool.read_text("utf-8").replace("2021", "2022", 1)
    tool.write_text(shift_doccano_line, "utf-8")
    refused = run.invoke(app, home)
    assert refused.exit_code == 1
    assert "the text is not the one that was given out" in refused.output
