"""Shows persons as pairs of what is hidden and the rule that hides it."""

from extractors.folding import fold
from extractors.persons import find


def shown(case):
    folded = fold(case["text"])
    return [
        [folded.quote(mention.start, mention.end), mention.rule.removeprefix("persons.")]
        for mention in find(folded.text)
    ]
