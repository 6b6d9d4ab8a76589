"""The knowledge base as pandas tables, for research.

`load(kb)` gives one table for each of `documents`, `parts`, `measures`, `units`, `groups`,
`amounts`, `dates`, `targets`, `benefits` and `tiers`; `COLUMNS` says what each column holds. Text
is masked as in every export. Exact sums are Decimal (`min`, `max`, `cap`), the same as float for
arithmetic in `…_number`; days are datetime64, open ends NaT.
"""

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.knowledge_base import KnowledgeBase
from pipeline.masking import Masked, mask

if TYPE_CHECKING:
    from pandas import DataFrame

TABLES = {
    "documents": "document",
    "parts": "part",
    "measures": "measure",
    "units": "measure_unit",
    "groups": "measure_target",
    "amounts": "amount",
    "dates": "date",
    "targets": "target",
    "benefits": "benefit",
    "tiers": "benefit_tier",
}
COLUMNS = {
    "id": "id within the document; of a document the name that the other tables cite",
    "document": "id of the document; with start and end it cites the words",
    "position": "place of the document in the order of the run",
    "path": "where the file was read",
    "sha256": "hash of the file as received",
    "folded_sha256": "hash of the folded text, the same for copies in other formats",
    "format": "format that the file was read as",
    "name": "of a document the title of its manifest or page; of a unit its full official name; "
    "of a benefit what the text calls it",
    "text": "the document's text as read, masked",
    "title": "title as printed",
    "doc_number": "number as printed (文号)",
    "genre": "kind of document (文种)",
    "issuers": "list of the bodies that issued it",
    "date_issued": "day of signature (成文日期)",
    "date_printed": "day of printing (印发日期)",
    "date_published": "day of publication (发布日期)",
    "region": "GB/T 2260 code of the place a measure or document belongs to",
    "region_name": "name of that place",
    "recipients": "list of those addressed (主送)",
    "cc": "list of those copied (抄送)",
    "publicity": "公开方式 as printed",
    "index_number": "索引号 as printed",
    "cites": "list of the documents cited",
    "action_period": "period of a campaign, ISO 8601 interval",
    "copy_of": "id of the document that this one is a copy of",
    "supersedes": "id of the document that this one replaces",
    "part": "id of the part within the document",
    "measure": "id of the measure within the document; None outside measures",
    "benefit": "id of the benefit within the document",
    "number": "place in the order, from 1",
    "start": "first code point of the words in the document's text",
    "end": "code point after the last",
    "quote": "the words, masked",
    "rule": "rule or model that gave the row",
    "type_rule": "what decided the type",
    "version": "code and lexicons that made the row",
    "type": "measure type, a leaf of gold/GUIDELINES.md section 5",
    "also": "list of further types that a whole clause serves",
    "strength": "1 encourages, 2 orders, 3 by an existing standard, 4 states the standard",
    "status": "planned or reported",
    "basis": "how the unit is known: explicit, actor, section or issuer",
    "kind": "of an amount money or count; of a date point, period, deadline …; of a part main, "
    "attachment or article",
    "min": "lower end, exact decimal; None under a ceiling",
    "max": "upper end, exact decimal; None above a floor",
    "min_number": "min as float",
    "max_number": "max as float",
    "unit": "元, or the unit as printed",
    "per": "what one amount is for: 人, 户, 企业, 人月 …",
    "bound": "exact, at_most, at_least, range or approx",
    "role": "what an amount or date is for; of a unit lead or support",
    "start_day": "first day of a date",
    "end_day": "last day of a date",
    "duration": "ISO 8601 duration",
    "working_days": "1 where the duration counts working days",
    "label": "target group of gold/GUIDELINES.md section 6, or a measure's printed number",
    "beneficiary": "target group that may have a benefit",
    "payee": "who receives: person, employer, agency",
    "payer": "who pays: government, firm, union, operator, other",
    "condition": "condition as printed, masked",
    "threshold": "condition of a tier as printed, masked",
    "cap": "ceiling on the sum of a benefit, exact decimal, for each cap_per",
    "cap_per": "what the ceiling is for",
    "cap_number": "cap as float",
    "limit": "how often or how many, as printed",
    "funding": "where the money comes from, as printed",
    "window_start": "first day for applying",
    "window_end": "last day for applying",
    "has_window": "1 where the text gives a time for applying",
    "qualifying_start": "first day of the qualifying period",
    "qualifying_end": "last day of the qualifying period",
    "has_qualifying": "1 where the text gives a qualifying period",
    "apply_to": "where to apply, as printed, masked",
}
DAYS = (
    "date_issued", "date_printed", "date_published", "start_day", "end_day",
    "window_start", "window_end", "qualifying_start", "qualifying_end",
)  # fmt: skip


def load(path: Path | str) -> "dict[str, DataFrame]":
    """Return the tables of a knowledge base by name, each sorted by its key.

    Raises KnowledgeBaseError where the file is none.
    """
    with KnowledgeBase.open_readonly(Path(path)) as base:
        names = [each.id for each in base.documents()]
        masks = {name: mask(base.document(name).text) for name in names}
        return {name: _frame(base, table, masks) for name, table in TABLES.items()}


def _frame(base: KnowledgeBase, table: str, masks: dict[str, Masked]) -> "DataFrame":
    import pandas as pd

    names, rows = base.rows(table)
    key = names.index("id" if table == "document" else "document")
    shown = [masks[row[key]] for row in rows]
    frame = pd.DataFrame(index=range(len(rows)))
    for at, name in enumerate(names):
        cells = [row[at] for row in rows]
        if name in DAYS:
            frame[name] = pd.to_datetime(pd.Series(cells, dtype=object))
        elif name in READERS:
            read = READERS[name]
            values = [read(cell, each) for cell, each in zip(cells, shown, strict=True)]
            frame[name] = pd.Series(values, dtype=object)
        elif name == "quote":
            spans = [(row[names.index("start")], row[names.index("end")]) for row in rows]
            quotes = [each.quote(*span) for each, span in zip(shown, spans, strict=True)]
            frame[name] = pd.Series(quotes, dtype=object)
        else:
            frame[name] = pd.Series(cells, dtype=None if name in _NUMBERS else object)
    return frame


def _list(cell: str | None, masked: Masked) -> tuple[str, ...]:
    return tuple(masked.hide(each) for each in json.loads(cell)) if cell else ()


def _sum(cell: str | None, _: Masked) -> Decimal | None:
    return None if cell is None else Decimal(cell)


def _words(cell: str | None, masked: Masked) -> str | None:
    return masked.hide(cell) if cell else cell


def _text(_: str, masked: Masked) -> str:
    return masked.text


SUMS = ("min", "max", "cap")
READERS: dict[str, Callable[[Any, Masked], Any]] = {
    **dict.fromkeys(("issuers", "recipients", "cc", "cites", "also"), _list),
    **dict.fromkeys(SUMS, _sum),
    **dict.fromkeys(("title", "name", "condition", "apply_to", "threshold", "funding"), _words),
    "text": _text,
}
_NUMBERS = (
    "start",
    "end",
    "number",
    "position",
    "strength",
    "min_number",
    "max_number",
    "cap_number",
)
