"""A web page's tree as blocks: its lines of text, with how much of each is link, hidden parts gone.

A block is what a browser shows as a line or a paragraph of its own; a row of a data table is one
block, its cells joined by tabs. Tables that only lay out the page are walked through.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import regex

_DROPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "iframe",
        "svg",
        "select",
        "option",
        "button",
        "input",
        "textarea",
        "nav",
        "footer",
        "aside",
        "object",
        "embed",
        "audio",
        "video",
        "canvas",
        "map",
        "head",
        "dialog",
        "datalist",
    ]
)
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "font-block",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "summary",
        "title",
    ]
)
_HIDDEN_STYLE = regex.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", regex.IGNORECASE)
_MEDIA = regex.compile(r"@[a-z-]+[^{};]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", regex.IGNORECASE)
_COMMENTS = regex.compile(r"/\*.*?\*/", regex.DOTALL)
_RULE = regex.compile(r"([^{}]{1,500})\{([^{}]*)\}")
_SIMPLE = regex.compile(r"(?:[a-z]+)?([.#][\w-]+)", regex.IGNORECASE)
_SPACE = regex.compile(r"[ \t\r\n\f\xa0]+")
_INVISIBLE = str.maketrans("", "", "\ufeff\u200b\u200c\u200d\xad")
_LONG_LIST = 2000  # items; a longer list is not numbered
_EDGES = " \t\r\n\xa0\u3000"
_NUMBERED = regex.compile(
    r"[（(]?[0-9一二三四五六七八九十]{1,3}[）)、.．]|第[一二三四五六七八九十百]+[条章]"
)


@dataclass(slots=True)
class Block:
    """A line of the page: its text, how many characters of it are link, the element it is in."""

    text: str
    linked: int
    element: Any

    @property
    def is_sentence(self) -> bool:
        """Whether it reads as running text and is not mostly link."""
        marks = sum(self.text.count(mark) for mark in "，。；、：")
        return len(self.text) >= 12 and marks > 0 and self.linked < 0.4 * len(self.text)


def drop_hidden(root: Any) -> None:
    """Take out what a browser does not show, and what is no text: scripts, menus, controls."""
    hidden = _hidden_names(root)
    for element in list(root.iter()):
        if not isinstance(element.tag, str) or (
            element.tag != "body" and (element.tag in _DROPPED or _is_hidden(element, hidden))
        ):
            _remove(element)


def _hidden_names(root: Any) -> set[str]:
    """Return the .classes and #ids that the page's own style sheets hide on every screen."""
    names: set[str] = set()
    for style in root.iter("style"):
        sheet = _MEDIA.sub("", _COMMENTS.sub("", style.text or "")[:200_000])
        for selectors, rules in _RULE.findall(sheet):
            if _HIDDEN_STYLE.search(rules):
                for selector in selectors.split(","):
                    if match := _SIMPLE.fullmatch(selector.strip()):
                        names.add(match.group(1))
    return names


def _is_hidden(element: Any, names: set[str]) -> bool:
    if element.get("title") in ("header", "footer"):  # as LibreOffice saves running heads
        return True
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    if _HIDDEN_STYLE.search(element.get("style") or ""):
        return True
    if not names:
        return False
    shown = [f".{name}" for name in (element.get("class") or "").split()]
    return any(name in names for name in [*shown, f"#{element.get('id')}"])


def _remove(element: Any) -> None:
    """Take an element out; the text after it stays."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)


class _Collector:
    """Gathers the text of a line until the next block begins."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._text: list[str] = []
        self._linked = 0
        self.prefix = ""

    def add(self, text: str | None, linked: bool) -> None:
        if text:
            if self.prefix and text.strip(_EDGES):
                self._text.append(self.prefix)
                self.prefix = ""
            plain = _SPACE.sub(" ", text.translate(_INVISIBLE))
            self._text.append(plain)
            self._linked += len(plain.strip()) if linked else 0

    def end(self, element: Any) -> None:
        text = _SPACE.sub(" ", "".join(self._text)).strip(_EDGES)
        if text:
            self.blocks.append(Block(text, self._linked, element))
        self._text, self._linked = [], 0


def blocks_of(root: Any) -> list[Block]:
    """Return the blocks of an element, in order. Hidden parts are already out."""
    from lxml import etree

    collector, links, done = _Collector(), 0, set()
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        if event == "start":
            if tag == "table" and _is_data(element):
                collector.end(element)
                collector.blocks += rows_of(element)
                done.add(element)
                walk.skip_subtree()
                continue
            if tag in _BLOCKS:
                collector.end(element.getparent() if element is not root else element)
            if tag == "li":
                collector.prefix = _number(element)
            links += tag == "a"
            if tag == "pre":
                _put_lines(collector, element)
                continue
            collector.add(element.text, links > 0)
            continue
        links -= tag == "a"
        if tag in _BLOCKS or tag == "br":
            collector.end(element if tag != "br" else element.getparent())
        if element is not root:
            collector.add(element.tail, links > 0)
    collector.end(root)
    return collector.blocks


def _put_lines(collector: _Collector, element: Any) -> None:
    for line in (element.text or "").splitlines():
        collector.add(line, linked=False)
        collector.end(element)


def _number(item: Any) -> str:
    """Return the number that a browser prints before an item of an ordered list."""
    parent = item.getparent()
    if parent is None or parent.tag != "ol" or len(parent) > _LONG_LIST:
        return ""
    if "none" in (parent.get("style") or ""):
        return ""
    if (parent.get("type") or "1") != "1" or _NUMBERED.match(item.text_content().strip()):
        return ""
    items = [child for child in parent if child.tag == "li"]
    start = parent.get("start") or "1"
    return f"{(int(start) if start.isdigit() else 1) + items.index(item)}. "


# -- tables -------------------------------------------------------------------------------------


def _is_data(table: Any) -> bool:
    """Return whether a table holds values and does not lay out the page."""
    if table.find(".//table") is not None:
        return False
    rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]
    cells = [cell for row in rows for cell in row]
    if not any(len(row) > 1 for row in rows):
        return False
    return not any(
        len(cell.text_content()) > 1500 or len(cell.findall(".//p")) > 12 for cell in cells
    )


def rows_of(table: Any) -> Iterator[Block]:
    """Yield the rows of a data table; cells that a merged one covers are empty."""
    covered: dict[int, int] = {}  # column: rows still covered from above
    for caption in table.iter("caption"):
        if text := _cell_text(caption):
            yield Block(text, 0, caption)
    for row in table.iter("tr"):
        texts: list[str] = []
        linked = 0
        for cell in row:
            if cell.tag not in ("td", "th"):
                continue
            _skip_covered(texts, covered)
            across, down = _span(cell, "colspan"), _span(cell, "rowspan")
            for column in range(len(texts), len(texts) + across):
                if down > 1:
                    covered[column] = down - 1
            texts += [_cell_text(cell)] + [""] * (across - 1)
            linked += sum(len(a.text_content()) for a in cell.iter("a"))
        _skip_covered(texts, covered)
        if any(texts):
            yield Block("\t".join(texts), linked, row)


def _skip_covered(texts: list[str], covered: dict[int, int]) -> None:
    while covered.get(len(texts), 0) > 0:
        covered[len(texts)] -= 1
        texts.append("")


def _span(cell: Any, name: str) -> int:
    value = (cell.get(name) or "1").strip()
    return min(int(value), 100) if value.isascii() and value.isdigit() and int(value) else 1


def _cell_text(cell: Any) -> str:
    return " ".join(block.text for block in blocks_of(cell)).replace("\t", " ")
