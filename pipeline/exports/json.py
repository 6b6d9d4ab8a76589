"""The comparison as JSON: columns, and for each type and place what the cell holds."""

import json
from pathlib import Path
from typing import Any

from pipeline.gold import to_json
from pipeline.grid import Cell, Comparison, Entry
from pipeline.writing import write_text


def write(comparison: Comparison, path: Path) -> None:
    """Write the comparison."""
    write_text(path, render(comparison))


def render(comparison: Comparison) -> str:
    """Return the comparison as JSON text."""
    content = {
        "columns": to_json(comparison.columns),
        "families": [
            {
                "letter": family.letter,
                "name": family.name,
                "types": [
                    {
                        "type": line.type,
                        "name": line.name,
                        "cells": [_cell(cell) for cell in line.cells],
                    }
                    for line in family.lines
                ],
            }
            for family in comparison.families
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _cell(cell: Cell) -> dict[str, Any]:
    return {
        "region": cell.region,
        "state": cell.state,
        "strength": cell.strength,
        "searched": cell.searched,
        "text": cell.text,
        "measures": [_entry(entry) for entry in cell.entries],
    }


def _entry(entry: Entry) -> dict[str, Any]:
    measure = entry.measure
    return {
        "document": entry.source.stored.id,
        "measure": measure.id,
        "region": measure.region or entry.source.stored.region,
        "title": entry.title,
        "is_main": entry.is_main,
        "strength": measure.strength,
        "status": measure.status,
        "amounts": entry.amounts,
        "lead_units": [unit.name for unit in measure.lead_units],
        "target_groups": list(measure.target_groups),
        "start": measure.start,
        "end": measure.end,
        "quote": entry.quote,
    }
