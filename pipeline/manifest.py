"""The manifest of a folder of documents: which files are documents, and their sums.

`manifest.csv` has one row per document: id, path (relative to the folder), title, issuer, region
(GB/T 2260) and region_name, level, format, retrieved (in which form), sha256 and rights. Only
`path` is required of a manifest of one's own.
"""

import csv
from dataclasses import dataclass
from pathlib import Path

NAME = "manifest.csv"


class ManifestError(ValueError):
    """A manifest that cannot be used; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Row:
    """One document of a manifest. Fields the manifest does not have are empty."""

    id: str
    path: Path
    title: str = ""
    issuer: str = ""
    region: str = ""
    region_name: str = ""
    level: str = ""
    format: str = ""
    retrieved: str = ""
    sha256: str = ""
    rights: str = ""


def read_manifest(folder: Path) -> tuple[Row, ...] | None:
    """Return the rows of `folder/manifest.csv` in their order, None where there is none.

    Raises ManifestError when it has no `path` column, a path twice, or leads out of the folder.
    """
    file = folder / NAME
    if not file.is_file():
        return None
    with file.open(encoding="utf-8-sig", newline="") as lines:
        table = list(csv.DictReader(lines))
    if not table or "path" not in table[0]:
        raise ManifestError(f"{file}: no column 'path'; give each document's path in it")
    rows = tuple(_row(folder, record) for record in table)
    paths = [row.path for row in rows]
    for row in rows:
        if paths.count(row.path) > 1:
            raise ManifestError(f"{file}: {row.path.name} is listed twice; keep one row of it")
        if not row.path.resolve().is_relative_to(folder.resolve()):
            raise ManifestError(f"{file}: {row.path} lies outside the folder; move it inside")
    return rows


def _row(folder: Path, record: dict[str, str]) -> Row:
    known = {name: (record.get(name) or "").strip() for name in Row.__slots__ if name != "path"}
    path = folder / (record["path"] or "").strip()
    known["id"] = known["id"] or path.stem
    return Row(path=path, **known)
