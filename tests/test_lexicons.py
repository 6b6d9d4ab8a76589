"""What holds for every lexicon at once."""

from itertools import combinations
from pathlib import Path

import pytest

from extractors.lexicon import by_alias, one_of, read_lexicon

FOLDER = Path(__file__).parent.parent / "extractors" / "lexicons"
NAMES = sorted({path.stem for path in FOLDER.iterdir() if path.suffix in (".toml", ".csv")})
# Names of places repeat across the country, words of grammar serve several meanings; a form is
# one thing only among the entries of one parent.
DAY_LISTS = {"holidays", "lunar_months"}


def entries_of(name):
    try:
        return read_lexicon(name)
    except KeyError:
        return None


@pytest.mark.parametrize("name", NAMES)
def test_every_entry_has_a_source(name):
    assert all(entry.source.strip() for entry in read_lexicon(name))


@pytest.mark.parametrize("name", NAMES)
def test_entries_are_sorted_and_forms_trimmed(name):
    entries = read_lexicon(name)
    keys = [entry.key for entry in entries]
    assert keys == sorted(keys)
    assert all(form == form.strip() != "" for entry in entries for form in entry.forms)
    for entry in entries:
        assert len(set(entry.aliases)) == len(entry.aliases), entry.key


@pytest.mark.parametrize("name", [name for name in NAMES if name not in DAY_LISTS])
def test_every_parent_exists(name):
    entries = read_lexicon(name)
    keys = {entry.key for entry in entries}
    for entry in entries:
        assert entry.parent is None or entry.parent in keys or entry.parent == "000000", entry.key


def valid_together(one, other):
    begins = max(one.since or "", other.since or "")
    ends = [each.until for each in (one, other) if each.until]
    return not ends or begins < min(ends)


@pytest.mark.parametrize("name", ["agencies", "targets", "bounds", "types", "genres", "festivals"])
def test_no_form_names_two_entries_valid_on_one_day(name):
    forms = {}
    for entry in read_lexicon(name):
        for form in entry.forms:
            forms.setdefault((entry.parent, form), []).append(entry)
    for (_, form), found in forms.items():
        for one, other in combinations(found, 2):
            assert not valid_together(one, other), f"{form}: {one.key} and {other.key}"


def test_one_of_takes_the_longest_and_escapes():
    import regex

    pattern = regex.compile(one_of(["元", "元人民币", "元/人", "万元", "a.b"]))
    assert pattern.match("元人民币")[0] == "元人民币"
    assert pattern.match("元/人")[0] == "元/人"
    assert pattern.match("元。")[0] == "元"
    assert pattern.match("axb") is None
    assert regex.compile(one_of([])).search("任何") is None


def test_the_first_entry_of_a_form_wins():
    entries = read_lexicon("bounds")
    index = by_alias(entries)
    assert all(index[entry.name] for entry in entries)
