"""JioNLP, Recognizers-Text and zhengce on the five annotated documents, in one table.

`make compare-peers`. Each peer's output is mapped as kindly as it allows: it gets the folded text
(blanks gone, broken lines mended), a value counts as right when it is either end of ours, a blur
below or above counts as the bound, and a number it fails on costs only its own line.
"""

import json
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from extractors.folding import fold
from extractors.metadata import document_numbers
from pipeline.extraction import extract
from tests.stored import annotated

PEERS = Path(__file__).with_name("peers.py")
YEAR = 2021
_BOUNDS = {"accurate": "exact", "blur": "approx", "blur-": "at_most", "blur+": "at_least"}
_OPPOSITE = {"at_most": "at_least", "at_least": "at_most"}


@dataclass(frozen=True)
class Found:
    """What somebody finds in a folded text; what a peer does not tell is None."""

    kind: str
    start: int
    end: int
    values: tuple = ()
    bound: str | None = None
    per: str | None = None


def of_peer(each):
    detail = each["detail"]
    span = each["kind"], each["start"], each["end"]
    if each["kind"] == "date":
        return Found(*span, _days(detail))
    numbers = detail.get("num", detail.get("value"))
    values = tuple(map(float, numbers if isinstance(numbers, list) else [numbers or "nan"]))
    bound = "range" if len(values) == 2 else _BOUNDS.get(detail.get("definition"), "exact")
    per = (detail.get("case") or "").partition("/")[2] or None
    return Found(*span, values, bound, per)


def _days(detail):
    """Return first and last day of a peer's time, () where it resolves none."""
    times = detail.get("time")
    if isinstance(times, list) and all(isinstance(each, str) for each in times):
        return tuple(None if "inf" in each else each[:10] for each in times)
    for value in detail.get("values", ()):
        if value.get("type") == "date":
            return value["value"], value["value"]
        if value.get("type") == "daterange" and "start" in value:
            return value["start"], value["end"]
    return ()


def of_records(extraction, folded):
    """Return gold or our own records as Found in folded offsets."""
    for each in extraction.amounts:
        if each.kind == "money":
            span = folded.at(each.start), folded.at(each.end)
            values = tuple(float(end) for end in (each.min, each.max) if end is not None)
            yield Found("money", *span, tuple(dict.fromkeys(values)), each.bound, each.per)
    for each in extraction.dates:
        if each.start_day or each.end_day:
            span = folded.at(each.start), folded.at(each.end)
            days = tuple(day and day.isoformat() for day in (each.start_day, each.end_day))
            yield Found("date", *span, days)


def scored(found, gold, text):
    """Return the counts of one document."""
    counts = Counter()
    numbers = [(each.start, each.end) for each in document_numbers.find(text)]
    for kind in ("money", "date"):
        own = [each for each in found if each.kind == kind]
        for wanted in (each for each in gold if each.kind == kind):
            near = [each for each in own if each.start < wanted.end and wanted.start < each.end]
            counts[kind] += 1
            counts[f"{kind} found"] += bool(near)
            (_score_money if kind == "money" else _score_date)(counts, wanted, near)
        counts[f"{kind} made"] += len(own)
    counts["in numbers"] = sum(
        any(start <= each.start and each.end <= end for start, end in numbers)
        for each in found
        if each.kind == "date"
    )
    return counts


def _score_money(counts, wanted, near):
    counts["values"] += any(set(each.values) & set(wanted.values) for each in near)
    counts["bounds"] += any(each.bound == wanted.bound for each in near)
    counts["inverted"] += any(each.bound == _OPPOSITE.get(wanted.bound, "") for each in near)
    if wanted.bound == "range":
        counts["range"] += 1
        counts["ranges"] += any(sorted(each.values) == sorted(wanted.values) for each in near)
    if wanted.per:
        counts["per"] += 1
        counts["pers"] += any(
            each.per is not None and each.per[0] == wanted.per[0] for each in near
        )


def _score_date(counts, wanted, near):
    known = [day for day in wanted.values if day]
    counts["days"] += any(all(day in each.values for day in known) for each in near)


def answers(python, texts):
    """Return what the peers find, nothing where they are not installed."""
    if not python.exists():
        print("JioNLP and Recognizers-Text are not installed: skipped")
        return {}
    asked = json.dumps({"command": "find", "texts": texts, "year": YEAR})
    command = [str(python), str(PEERS)]
    done = subprocess.run(command, input=asked, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


ROWS = (
    ("amounts found", "money found", "money"),
    ("amounts made (right or not)", "money made", None),
    ("values right", "values", "money"),
    ("bounds right", "bounds", "money"),
    ("bounds inverted", "inverted", None),
    ("ranges with both ends", "ranges", "range"),
    ("per-units right", "pers", "per"),
    ("dates found", "date found", "date"),
    ("dates made (right or not)", "date made", None),
    ("days right", "days", "date"),
    ("false dates inside document numbers", "in numbers", None),
)


def main():
    python = Path(sys.argv[1])
    pairs = annotated()
    foldeds = [fold(document.text) for document, _ in pairs]
    gold = [
        list(of_records(each, folded)) for (_, each), folded in zip(pairs, foldeds, strict=True)
    ]
    found = {
        name: [[of_peer(each) for each in text] for text in texts]
        for name, texts in answers(python, [each.text for each in foldeds]).items()
    }
    found["zhengce"] = [
        list(of_records(extract(document), folded))
        for (document, _), folded in zip(pairs, foldeds, strict=True)
    ]
    totals = {
        name: sum(
            (
                scored(own, wanted, folded.text)
                for own, wanted, folded in zip(texts, gold, foldeds, strict=True)
            ),
            Counter(),
        )
        for name, texts in found.items()
    }
    table = Table("on the five documents", *totals)
    for name, key, whole in ROWS:
        cells = [
            f"{each[key]}/{each[whole]}" if whole else f"{each[key]}" for each in totals.values()
        ]
        table.add_row(name, *cells)
    Console(width=100).print(table)


if __name__ == "__main__":
    main()
