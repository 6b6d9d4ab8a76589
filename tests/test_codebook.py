"""The codebook: no leaf without definition, and an example or 语料无例."""

import csv

import pytest

from extractors.lexicon import read_lexicon
from pipeline import codebook as book
from pipeline.codes import leaves
from tests.stored import ROOT, base_of


@pytest.fixture(scope="module")
def codes(tmp_path_factory):
    with base_of(tmp_path_factory.mktemp("kb") / "five.sqlite") as base:
        return book.codebook(base)


def test_every_leaf_has_a_definition_and_an_example_or_says_so(codes):
    assert [code.key for code in codes.types] == list(leaves())
    assert {code.key for code in codes.groups} == {e.key for e in read_lexicon("targets")}
    text = book.markdown(codes)
    for code in (*codes.types, *codes.groups):
        assert code.definition and code.excludes
        section = text.split(f"\n### {code.key} ")[1].split("\n###")[0]
        assert "- 例：" in section
        assert (book.NO_EXAMPLE in section) == (not code.examples)
    assert any(not code.examples for code in codes.types)
    assert all(meaning for _, meaning in codes.fields)


def test_confused_with_names_other_leaves_that_exist():
    keys = {entry.key for entry in read_lexicon("codebook")}
    for entry in read_lexicon("codebook"):
        assert set(entry.more["confused"]) <= keys - {entry.key}
        assert len(entry.key) > 2 or entry.more["includes"]


def test_what_the_crosswalk_marks_unverified_stays_marked(codes):
    with (ROOT / "pipeline" / "crosswalk.csv").open(encoding="utf-8") as lines:
        rows = {row["type"]: row for row in csv.DictReader(lines)}
    text, page = (
        t.replace(book.CROSSWALK_NOTE, "") for t in (book.markdown(codes), book.html(codes))
    )
    for code in codes.types:
        wanted = rows.get(code.key, {}).get("status", "unverified") != "unverified"
        assert code.is_verified == wanted
        section = text.split(f"\n### {code.key} ")[1].split("\n###")[0].split("\n## ")[0]
        assert section.count(book.UNVERIFIED) == (0 if wanted else 3)
    assert page.count(book.UNVERIFIED) == text.count(book.UNVERIFIED)


def test_examples_are_masked_and_escaped(codes, tmp_path):
    assert "<script" not in book.html(codes)
    assert book.html(codes) == book.html(codes)
