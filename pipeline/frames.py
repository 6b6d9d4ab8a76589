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
    "document": "id of the document; with start and end it cites the words",
    "start": "first code point of the words in the document's text",
    "end": "code point after the last",
    "quote": "the words, masked",
    "rule": "rule or model that gave the row",
    "version": "code and lexicons that made the row",
    "measure": "id of the measure within the document; None outside measures",
    "region": "GB/T 2260 code of the place a measure or document belongs to",
    "type": "measure type, a leaf of gold/GUIDELINES.md section 5",
    "also": "tuple of further types that a whole clause serves",
    "strength": "1 encourages, 2 orders, 3 by an existing standard, 4 states the standard",
    "status": "planned or reported",
    "kind": "of an amount money or count; of a date point, period, deadline …",
    "min": "lower end as Decimal; None under a ceiling",
    "max": "upper end as Decimal; None above a floor",
    "min_number": "min as float",
    "max_number": "max as float",
    "unit": "元, or the unit as printed",
    "per": "what one amount is for: 人, 户, 企业, 人月 …",
    "bound": "exact, at_most, at_least, range or approx",
    "role": "what an amount or date is for; of a unit lead or support",
    "start_day": "first day of a date",
    "end_day": "last day of a date",
    "duration": "ISO 8601 duration",
    "label": "target group of gold/GUIDELINES.md section 6, or a measure's printed number",
    "copy_of": "id of the document that this one is a copy of",
    "supersedes": "id of the document that this one replaces",
    "payer": "who pays: government, firm, union, operator, other",
    "payee": "who receives: person, employer, agency",
    "beneficiary": "target group that may have a benefit",
    "cap": "ceiling on the sum of a benefit as Decimal, for each cap_per",
}
_DAYS = (
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
        if name in _DAYS:
            frame[name] = pd.to_datetime(pd.Series(cells, dtype=object))
        elif name in _READERS:
            read = _READERS[name]
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


_READERS: dict[str, Callable[[Any, Masked], Any]] = {
    **dict.fromkeys(("issuers", "recipients", "cc", "cites", "also"), _list),
    **dict.fromkeys(("min", "max", "cap"), _sum),
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
