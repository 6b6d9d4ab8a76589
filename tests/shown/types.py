"""Shows the type of a measure: its head, and the leaf, with further leaves where asked for."""

from extractors import types
from extractors.folding import fold


def shown(case):
    asked = types.Asked(case.get("title"), fold(case["text"]).text, case.get("section"))
    subject = types.subject_of(case["document"], "") if "document" in case else None
    [(leaf, further, _)] = types.classify([asked], subject)
    if leaf == types.NO_LEAF:
        return []
    head = case.get("title") or case["text"].split("。")[0].split("，")[0]
    return [[head, " + ".join([leaf, *further]) if case.get("further") else leaf]]
