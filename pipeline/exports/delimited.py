"""A table as CSV for programs: UTF-8, one header line, lists as JSON.

Values stand as they are; the comparison's CSV (`exports/csv.py`) is the one for spreadsheets.
"""

import csv
import json
from pathlib import Path
from typing import Any


class Table:
    """Rows go to the file as they come."""

    def __init__(self, path: Path, columns: list[tuple[str, str]]) -> None:
        self._lists = [at for at, (_, kind) in enumerate(columns) if kind == "array"]
        self._file = path.open("w", encoding="utf-8", newline="")
        self._writer = csv.writer(self._file, lineterminator="\n")
        self._writer.writerow([name for name, _ in columns])

    def add(self, row: list[Any]) -> None:
        """Take one row."""
        for at in self._lists:
            row[at] = None if row[at] is None else json.dumps(row[at], ensure_ascii=False)
        self._writer.writerow(row)

    def close(self) -> None:
        """Finish the file."""
        self._file.close()
