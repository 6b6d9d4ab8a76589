"""`zhengce search`: the clauses that hold all words, on the screen or as JSON."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.codes import region_name, type_name
from pipeline.knowledge_base import KnowledgeBase
from pipeline.search import Filters, Hit, search


def search_clauses(base: Path, words: str, filters: Filters, as_json: bool) -> None:
    """Print what is found. Raises KnowledgeBaseError where `base` is no knowledge base."""
    with KnowledgeBase.open_readonly(base) as opened:
        found = search(opened, words, filters)
    if as_json:
        hits = [_record(hit) for hit in found.hits]
        text = json.dumps({"total": found.total, "hits": hits}, ensure_ascii=False, indent=1)
        sys.stdout.write(text + "\n")
        return
    for hit in found.hits:
        sys.stdout.write("\n".join(_lines(hit)) + "\n\n")
    more = found.total - len(found.hits)
    sys.stdout.write(f"共 {found.total} 段条文" + (f"，另有 {more} 段未列出\n" if more else "\n"))


def _record(hit: Hit) -> dict[str, Any]:
    return {name: getattr(hit, name) for name in hit.__slots__}


def _lines(hit: Hit) -> Iterator[str]:
    kind = f"  {hit.type} {type_name(hit.type)}" if hit.type else ""
    at = f"{hit.document}/{hit.measure}" if hit.measure else hit.document
    title = "".join(hit.title.split())
    yield f"{region_name(hit.region)}  {title}  [{at} {hit.start}–{hit.end}]{kind}"
    yield "  " + "".join(hit.quote.split("\n")).strip()
