"""`zhengce compare`: the comparison of a knowledge base, on the screen or in a file."""

import json
import sys
from pathlib import Path

from pipeline.comparison import Comparison, compare
from pipeline.exports import csv, html, table, xlsx
from pipeline.knowledge_base import KnowledgeBase
from pipeline.writing import write_text

FORMATS = ("table", "csv", "xlsx", "html", "json")
_EXPORTS = {"table": table, "csv": csv, "xlsx": xlsx, "html": html}

Chosen = tuple[list[str] | None, list[str] | None]


def compare_places(base: Path, chosen: Chosen, output: str, out: Path | None) -> None:
    """Print or write the comparison of chosen regions and types; None chooses all.

    Raises KnowledgeBaseError where `base` is no knowledge base.
    """
    regions, types = chosen
    with KnowledgeBase.open_readonly(base) as stored:
        compared = compare(stored, regions, types)
    if out is not None:
        if output == "json":
            write_text(out, _json(compared))
        else:
            out.parent.mkdir(parents=True, exist_ok=True)
            _EXPORTS[output].write(compared, out)
    elif output == "table":
        table.show(compared)
    elif output == "csv":
        for row in csv.rows(compared):
            sys.stdout.write(",".join(_quoted(cell) for cell in row) + "\r\n")
    else:
        sys.stdout.write(_json(compared))


def _quoted(cell: str | int | None) -> str:
    text = str(csv.safe(cell))
    return '"' + text.replace('"', '""') + '"' if any(c in text for c in ',"\n\r') else text


def _json(compared: Comparison) -> str:
    """Return the grid as JSON text: one object per cell."""
    names = {column.region: column.name for column in compared.columns}
    cells = [
        {
            "type": line.type,
            "name": line.name,
            "region": cell.region,
            "place": names[cell.region],
            "strength": cell.label,
            "text": cell.text,
            "amounts": list(cell.amounts),
            "groups": list(cell.groups),
        }
        for family in compared.families
        for line in family.lines
        for cell in line.cells
    ]
    return json.dumps(cells, ensure_ascii=False, indent=1) + "\n"
