"""Which rules and words fire in only one document: `make rules`, for a person to read.

A rule that one document alone needs is either general all the same, or a memory of that document.
Reads the texts of `corpus/` and of the folders named on the command line.
"""

import sys
from collections import defaultdict
from pathlib import Path

from extractors.folding import fold
from extractors.lexicon import read_lexicon
from pipeline.extraction import extract_text

ROOT = Path(__file__).parent.parent
LEXICONS = ROOT / "extractors" / "lexicons"
# Tables of the world, not of the rules: they name far more than any document says.
TABLES = {"divisions", "holidays", "lunar_months", "surnames", "type_examples"}


def texts(folders):
    for folder in (ROOT / "corpus", *map(Path, folders)):
        for path in sorted(folder.glob("*.txt")):
            yield path.stem, path.read_bytes().decode("utf-8")


def rules_of(extraction):
    for record in (*extraction.amounts, *extraction.dates, *extraction.targets):
        yield record.rule
    for measure in extraction.measures:
        yield measure.rule
        yield from (unit.rule for unit in (*measure.lead_units, *measure.support_units))
    yield from (benefit.rule for benefit in extraction.benefits)


def strings(value):
    """Yield the words of a list, or of the lists in a table, that an entry holds under a key."""
    if isinstance(value, dict):
        value = [each for inner in value.values() for each in strings(inner)]
    if isinstance(value, (list, tuple)):
        for each in value:
            yield from [each] if isinstance(each, str) else strings(each)


def forms():
    """Yield each lexicon's words: names, aliases, and lists under other keys (targets.yields)."""
    for path in sorted(LEXICONS.glob("*.toml")):
        if path.stem in TABLES:
            continue
        seen = set()
        for entry in read_lexicon(path.stem):
            named = [(path.stem, form) for form in entry.forms]
            more = [
                (f"{path.stem}.{key}", form)
                for key, value in entry.more.items()
                for form in strings(value)
            ]
            for word in (*named, *more):
                if word not in seen:
                    seen.add(word)
                    yield word


def main():
    folded, rules = {}, defaultdict(set)
    for name, text in texts(sys.argv[1:]):
        folded[name] = fold(text).text
        for rule in rules_of(extract_text(text, name)):
            rules[rule].add(name)
    print(f"{len(folded)} documents: {', '.join(folded)}\n\nrules of one document:")
    for rule, where in sorted(rules.items()):
        if len(where) == 1:
            print(f"  {rule}: {min(where)}")
    print("\nwords of one document, by lexicon:")
    words, seen, never = defaultdict(lambda: defaultdict(list)), 0, 0
    for lexicon, form in forms():
        where = [name for name, text in folded.items() if form in text]
        seen += bool(where)
        never += not where
        if len(where) == 1:
            words[lexicon][where[0]].append(form)
    for lexicon, by_document in sorted(words.items()):
        print(f"  {lexicon}")
        for name, found in sorted(by_document.items()):
            print(f"    {name}: {' '.join(found)}")
    print(f"\n{seen} forms occur in these documents, {never} in none of them.")


if __name__ == "__main__":
    main()
