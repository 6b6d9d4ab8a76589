"""Shows the parts of a text: the first words of each, and kind, title, issuers, place and date."""

from extractors.folding import fold
from extractors.structure import parts


def shown(case):
    folded = fold(case["text"])
    return [[_first(folded, each), _value(each)] for each in parts.find(folded)]


def _first(folded, part):
    return folded.text[part.start : part.end].split("\n")[0]


def _value(part):
    words = [part.kind, part.title or "-"]
    if part.issuers or part.region or part.date_issued:
        words += [
            "、".join(part.issuers or ()) or "-",
            part.region or "-",
            str(part.date_issued or "-"),
        ]
    return " ".join(words)
