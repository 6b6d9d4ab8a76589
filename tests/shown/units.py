"""Shows the units of the one measure that a case's text is, leads first: 'lead 杭州市财政局'.

A case may give `region` (default 杭州市), `day`, `issuers`, `before` (text above the measure), and
`after` (text below it); `over` (a heading with its line over the list whose item the text is);
`reported` and `article` (the title of the bulletin's item).
"""

from datetime import date

from extractors import units
from extractors.folding import fold
from extractors.records import Metadata
from extractors.scope import Clause, MeasureSpan, PartSpan, Scope


def shown(case: dict) -> list[list[str]]:
    above = case.get("before") or case.get("over")
    folded = fold("\n".join(filter(None, (above, case["text"], case.get("after")))))
    start = folded.text.index(fold(case["text"]).text)
    end = start + len(fold(case["text"]).text)
    region = case.get("region", "330100")
    metadata = Metadata(
        issuers=tuple(case.get("issuers", ())),
        region=region,
        date_issued=date.fromisoformat(case.get("day", "2021-06-01")),
    )
    kind, title = ("article", case["article"]) if "article" in case else ("main", None)
    part = PartSpan("p1", kind, title, 0, len(folded.text), tells=kind == "article")
    status = "reported" if case.get("reported") or kind == "article" else "planned"
    clauses = (
        (Clause(0, end, "", 1, 0, 0, None, False, 0), Clause(start, end, "", 2, 0, 0, 0, True, 0))
        if "over" in case
        else ()
    )
    measure = MeasureSpan("m01", start, end, 0, 1 if clauses else None, "", None, region, status)
    scope = Scope(folded, metadata, (part,), clauses, (measure,))
    lead, support = units.resolve(units.find(folded.text, [(start, end)]), scope)["m01"]
    rows = [[unit.quote, f"lead {unit.name}"] for unit in lead]
    return rows + [[unit.quote, f"support {unit.name}"] for unit in support]
