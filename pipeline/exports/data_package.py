"""`datapackage.json`: which tables there are and what each column holds (Frictionless)."""

import json
from pathlib import Path
from typing import Any

from pipeline.frames import COLUMNS, TABLES
from pipeline.knowledge_base import version
from pipeline.writing import write_text

_MEDIA = {
    "parquet": "application/vnd.apache.parquet",
    "csv": "text/csv",
    "jsonl": "application/jsonl",
}
_KEYS = {
    "documents": ["id"],
    "parts": ["document", "id"],
    "measures": ["document", "id"],
    "units": ["document", "measure", "role", "number"],
    "groups": ["document", "measure", "number"],
    "amounts": ["document", "number"],
    "dates": ["document", "number"],
    "targets": ["document", "number"],
    "benefits": ["document", "id"],
    "tiers": ["document", "benefit", "number"],
}


def write(folder: Path, output: str, columns: dict[str, list[tuple[str, str]]]) -> None:
    """Write the description of the tables of a folder."""
    package = {
        "profile": "data-package",
        "name": "zhengce",
        "title": "政策措施知识库",
        "description": "Tables of a zhengce knowledge base; persons are masked.",
        "version": version(),
        "resources": [_resource(name, output, columns[name]) for name in TABLES],
    }
    text = json.dumps(package, ensure_ascii=False, indent=1)
    write_text(folder / "datapackage.json", text + "\n")


def _resource(name: str, output: str, columns: list[tuple[str, str]]) -> dict[str, Any]:
    fields = [
        {"name": column, "type": kind, "description": COLUMNS[column]} for column, kind in columns
    ]
    keys: list[dict[str, Any]] = []
    if name != "documents":
        reference = {"resource": "documents", "fields": ["id"]}
        keys.append({"fields": ["document"], "reference": reference})
    return {
        "name": name,
        "path": f"{name}.{output}",
        "format": output,
        "mediatype": _MEDIA[output],
        "encoding": "utf-8",
        "schema": {"fields": fields, "primaryKey": _KEYS[name], "foreignKeys": keys},
    }
