"""The comparison as one HTML file that opens from disk, without network.

Everything in it is escaped text: a document cannot bring markup or script into the page. The
same comparison gives the same file.
"""

from functools import cache
from importlib import resources
from operator import attrgetter
from pathlib import Path
from typing import Any

from pipeline import wording
from pipeline.codes import PAYEES, PAYERS, STATUSES, group_lineage, group_name, type_name
from pipeline.exports import highlights
from pipeline.grid import Cell, Comparison, Entry
from pipeline.writing import write_text


def write(comparison: Comparison, path: Path) -> None:
    """Write the page."""
    write_text(path, render(comparison))


def render(comparison: Comparison) -> str:
    """Return the page as text."""
    template = _environment().get_template("comparison.html")
    rendered: str = template.render(
        comparison=comparison,
        entries=_entries(comparison),
        groups=_groups(comparison),
        measures=sum(len(source.extraction.measures) for source in comparison.sources),
    )
    return rendered


@cache
def _environment() -> Any:
    from jinja2 import DictLoader, Environment, StrictUndefined

    folder = resources.files("pipeline") / "exports" / "templates"
    names = ("comparison.html", "comparison.css", "comparison.js")
    texts = {name: (folder / name).read_text("utf-8") for name in names}
    environment = Environment(
        loader=DictLoader(texts),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        runs=highlights.runs,
        wording=wording,
        type_name=type_name,
        group_name=group_name,
        payers=PAYERS,
        payees=PAYEES,
        statuses=STATUSES,
        kind_of=_kind_of,
        groups_of=_groups_of,
        anchor=_anchor,
        short=_short,
        by_line=_by_line,
        entry_groups=attrgetter("groups"),
        entry_leads=attrgetter("leads"),
        entry_windows=attrgetter("windows"),
    )
    return environment


def _kind_of(cell: Cell) -> str:
    """Return the class that colours a cell."""
    return f"s{cell.strength}" if cell.state == "stated" else cell.state


def _groups_of(cell: Cell) -> str:
    """Return the groups that a cell serves, with those that hold them, as one attribute."""
    held = (each for label in cell.groups for each in group_lineage(label))
    return " ".join(dict.fromkeys(held))


def _anchor(entry: Entry) -> str:
    """Return an id for a measure's clause that is valid whatever the document is called."""
    return "m-" + "".join(c if c.isascii() and c.isalnum() else f"-{ord(c):x}-" for c in entry.key)


def _short(words: str, most: int, kind: str) -> str:
    """Return the first of a list and how many there are: 甲局、乙局 等 5 家."""
    parts = words.split("、")
    return words if len(parts) <= most else f"{'、'.join(parts[:most])} 等 {len(parts)} {kind}"


def _by_line(amount: str) -> str:
    """Return an amount with each of its tiers on a line of its own."""
    head, split, steps = amount.partition("分档：")
    return amount if not split else f"{head}分档：\n" + steps.replace("；", "\n")


def _entries(comparison: Comparison) -> tuple[Entry, ...]:
    shown: dict[str, Entry] = {}
    for cell in comparison.cells:
        for entry in cell.entries:
            shown.setdefault(entry.key, entry)
    return tuple(shown[key] for key in sorted(shown))


def _groups(comparison: Comparison) -> tuple[str, ...]:
    """Return all groups served and those that hold them, each tree in order."""
    used = {
        each for cell in comparison.cells for label in cell.groups for each in group_lineage(label)
    }
    return tuple(sorted(used, key=lambda label: tuple(reversed(group_lineage(label)))))
