"""What changed between two knowledge bases, value by value."""

from dataclasses import replace
from decimal import Decimal

import pytest

from pipeline.differences import compare_bases, lines_of
from tests.stored import annotated, base_of


@pytest.fixture
def bases(tmp_path):
    def make(old, new):
        return compare_bases(
            base_of(tmp_path / "old.sqlite", old), base_of(tmp_path / "new.sqlite", new)
        )

    return make


def dalian():
    return next(pair for pair in annotated() if pair[0].id == "dalian")


def test_the_same_documents_do_not_differ(bases):
    assert bases(annotated(), annotated()).differences == ()


def test_a_changed_value_is_one_row_with_both_rules(bases):
    document, extraction = dalian()
    first = replace(extraction.amounts[0], rule="amounts.old")
    second = replace(first, max=Decimal(900), rule="amounts.new")
    rest = extraction.amounts[1:]
    found = bases(
        [(document, replace(extraction, amounts=(first, *rest)))],
        [(document, replace(extraction, amounts=(second, *rest)))],
    )
    (change,) = found.differences
    assert (change.kind, change.field, change.after) == ("changed", "max", "900")
    assert change.rules == ("amounts.old", "amounts.new")
    assert "".join(change.words.split()) == "".join(first.quote.split())


def test_a_record_on_one_side_is_added_or_removed(bases):
    document, extraction = dalian()
    fewer = replace(extraction, dates=extraction.dates[1:])
    (gone,) = bases([(document, extraction)], [(document, fewer)]).differences
    assert (gone.kind, gone.record, gone.after) == ("removed", "dates date", None)


def test_a_new_version_is_matched_by_words(bases):
    document, extraction = dalian()
    text = "　" + document.text
    moved = {
        name: tuple(replace(r, start=r.start + 1, end=r.end + 1) for r in getattr(extraction, name))
        for name in ("parts", "amounts", "dates", "targets")
    }
    measures = tuple(
        replace(m, start=m.start + 1, end=m.end + 1, lead_units=(), support_units=())
        for m in extraction.measures
    )
    newer = replace(extraction, **moved, measures=measures)
    bare = tuple(replace(m, lead_units=(), support_units=()) for m in extraction.measures)
    found = bases(
        [(document, replace(extraction, measures=bare))],
        [(replace(document, text=text), newer)],
    )
    assert [(each.record, each.field) for each in found.differences] == [("document", "text")]


def test_documents_on_one_side_are_named(bases):
    found = bases(annotated(), annotated()[1:])
    (gone,) = found.differences
    assert (gone.kind, gone.document) == ("removed", annotated()[0][0].id)
    lines = list(lines_of(found))
    assert lines[2] == "0 added, 1 removed, 0 changed"
