"""A folded text as one row, a line break written ⏎."""

from extractors.folding import fold


def shown(case):
    return [[fold(case["text"]).text.replace("\n", "⏎")]]
