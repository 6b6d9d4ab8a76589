"""A table as Parquet: for DuckDB, pandas, R and Spark."""

from datetime import date
from pathlib import Path
from typing import Any

GROUP_ROWS = 20_000


class Table:
    """Rows go to the file in groups; lists are lists of strings, days are date32."""

    def __init__(self, path: Path, columns: list[tuple[str, str]]) -> None:
        import pyarrow as pa
        from pyarrow.parquet import ParquetWriter

        kinds = {
            "string": pa.string(),
            "integer": pa.int64(),
            "number": pa.float64(),
            "date": pa.date32(),
            "array": pa.list_(pa.string()),
        }
        self._schema = pa.schema([(name, kinds[kind]) for name, kind in columns])
        self._days = [at for at, (_, kind) in enumerate(columns) if kind == "date"]
        self._writer = ParquetWriter(path, self._schema, compression="zstd")
        self._rows: list[list[Any]] = []

    def add(self, row: list[Any]) -> None:
        """Take one row."""
        for at in self._days:
            row[at] = date.fromisoformat(row[at]) if row[at] else None
        self._rows.append(row)
        if len(self._rows) >= GROUP_ROWS:
            self._flush()

    def _flush(self) -> None:
        import pyarrow as pa

        columns = zip(*self._rows, strict=True)
        fields = zip(columns, self._schema, strict=True)
        arrays = [pa.array(cells, type=field.type) for cells, field in fields]
        self._writer.write_table(pa.Table.from_arrays(arrays, schema=self._schema))
        self._rows = []

    def close(self) -> None:
        """Write what is left and finish the file."""
        if self._rows:
            self._flush()
        self._writer.close()
