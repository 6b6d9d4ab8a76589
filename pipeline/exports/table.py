"""The comparison on the screen: a block for each family, wrapped, no value cut.

Where the terminal is wide enough a block is a grid of types by places; else each type is a
heading with one line per place.
"""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from rich.box import ROUNDED
from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from pipeline.grid import Cell, Comparison, Family, Line
from pipeline.writing import write_text

NARROWEST_COLUMN = 18
_STYLES = {
    "absent": "dim",
    "below": "",
    "stated": "",
    "reported": "cyan",
    "touched": "dim",
}
_LEGEND = (
    "力度：1 鼓励 · 2 要求落实 · 3 按既有标准 · 4 写明标准；已开展＝仅见于工作情况；"
    "兼及＝其他类型的措施中有一句涉及。≤ 不超过 · ≥ 不低于。"
)


def write(comparison: Comparison, path: Path) -> None:
    """Write the table as text, 160 columns wide, without colours."""
    file = io.StringIO()
    show(comparison, file, width=160)
    write_text(path, file.getvalue())


def show(comparison: Comparison, file: TextIO | None = None, width: int | None = None) -> None:
    """Print the table; the width is that of the terminal unless given."""
    console = Console(file=file, width=width, highlight=False, markup=False, soft_wrap=False)
    wide = console.width >= 16 + NARROWEST_COLUMN * len(comparison.columns)
    for family in comparison.families:
        block = _grid(comparison, family) if wide else _list(comparison, family)
        console.print(block)
    console.print(Text(_LEGEND, style="dim", overflow="fold"))


def _head(family: Family) -> str:
    return f"{family.letter} {family.name}"


def _grid(comparison: Comparison, family: Family) -> RenderableType:
    table = Table(title=_head(family), title_justify="left", box=ROUNDED, show_lines=True)
    table.expand = True
    table.add_column("类型", ratio=2, overflow="fold", style="bold")
    for column in comparison.columns:
        name = f"{column.name}（参照）" if column.is_reference else column.name
        table.add_column(name, ratio=3, overflow="fold")
    for line in family.lines:
        table.add_row(f"{line.type} {line.name}", *(_text(cell) for cell in line.cells))
    return table


def _list(comparison: Comparison, family: Family) -> RenderableType:
    blocks: list[RenderableType] = [Text(f"━━ {_head(family)} ", style="bold reverse")]
    for line in family.lines:
        blocks += [Text(f"{line.type} {line.name}", style="bold"), _places(comparison, line)]
    return Group(*blocks)


def _places(comparison: Comparison, line: Line) -> RenderableType:
    table = Table.grid(padding=(0, 1, 0, 2), expand=True)
    widest = max((cell_len(column.name) for column in comparison.columns), default=4)
    table.add_column(width=min(widest, 20), overflow="fold")
    table.add_column(ratio=1, overflow="fold")
    absent: dict[str, list[str]] = {}
    for column, cell in zip(comparison.columns, line.cells, strict=True):
        if cell.state == "absent":
            absent.setdefault(cell.label, []).append(column.name)
        else:
            table.add_row(column.name, _text(cell))
    lines = [
        Padding(Text(f"{label}：{'、'.join(names)}", style="dim", overflow="fold"), (0, 0, 0, 2))
        for label, names in absent.items()
    ]
    return Group(table, *lines)


def _text(cell: Cell) -> Text:
    text = Text(cell.label, style=_STYLES[cell.state], overflow="fold")
    for amount in cell.amounts:
        text.append(f"\n{amount}", style="bold yellow")
    if cell.places and not cell.amounts:
        text.append(f"\n所辖：{'、'.join(cell.places)}", style="dim")
    for name, words in _told(cell) if cell.amounts else ():
        text.append(f"\n{name}：{words}", style="dim")
    return text


def _told(cell: Cell) -> Iterator[tuple[str, str]]:
    """Yield what stands beside the sums of a cell, where the text says it."""
    told = (
        ("对象", cell.told(lambda entry: entry.groups if entry.offers else "")),
        ("牵头", cell.told(lambda entry: entry.leads if entry.offers else "")),
        ("申领", cell.told(lambda entry: entry.windows)),
        ("期间", cell.told(lambda entry: entry.qualifying)),
        ("依据", "、".join(entry.key for entry in cell.entries if entry.offers)),
    )
    return ((name, words) for name, words in told if words)
