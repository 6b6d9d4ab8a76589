"""A table as JSON lines: one object per row, UTF-8."""

import json
from pathlib import Path
from typing import Any


class Table:
    """Rows go to the file as they come."""

    def __init__(self, path: Path, columns: list[tuple[str, str]]) -> None:
        self._names = [name for name, _ in columns]
        self._file = path.open("w", encoding="utf-8", newline="\n")

    def add(self, row: list[Any]) -> None:
        """Take one row."""
        record = dict(zip(self._names, row, strict=True))
        self._file.write(json.dumps(record, ensure_ascii=False) + "\n")

    def close(self) -> None:
        """Finish the file."""
        self._file.close()
