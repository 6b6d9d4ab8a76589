"""What the reader of a format gives back, and how the text of a paged format is put together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.reading.lines import Line, Sheet
from pipeline.reading.pages import Box, Page


@dataclass(frozen=True, slots=True)
class Content:
    """The text of a file, its format, the title that the file gives and its pages."""

    text: str
    format: str
    title: str | None = None
    pages: tuple[Page, ...] = ()


class Writer:
    """A text under way that remembers where each run of it stands on its page."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._boxes: dict[int, list[Box]] = {}

    def put(self, text: str) -> None:
        """Add text that stands on no page: a line break, a tab between cells."""
        self._pieces.append(text)
        self._length += len(text)

    def add(self, line: Line) -> None:
        """Add a line's text and its boxes."""
        held = self._boxes.setdefault(line.page, [])
        for first, last in _even_runs(line.edges):
            start, end = self._length + first, self._length + last
            held.append(Box(start, end, line.edges[first], line.top, line.edges[last], line.bottom))
        self.put(line.text)

    def finish(self, sheets: Iterable[Sheet]) -> tuple[str, tuple[Page, ...]]:
        """Return the text and its pages."""
        pages = tuple(
            Page(sheet.number, sheet.width, sheet.height, tuple(self._boxes.get(sheet.number, ())))
            for sheet in sheets
        )
        return "".join(self._pieces), pages


def _even_runs(edges: Sequence[float]) -> Iterable[tuple[int, int]]:
    """Yield the runs of characters of one width, so that a box can be cut by counting."""
    first, width = 0, edges[1] - edges[0]
    for place in range(1, len(edges) - 1):
        step = edges[place + 1] - edges[place]
        if abs(step - width) > 0.15 * abs(width) + 0.2:
            yield first, place
            first, width = place, step
    yield first, len(edges) - 1
