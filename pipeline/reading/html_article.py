"""The document among a web page's navigation, share buttons, copies and footers.

The article is the smallest element that holds nearly all running text; it grows by what stands
beside it where that is no furniture of the page (a signature outside the text's own box). Of two
copies, one for wide and one for narrow screens, the first is taken.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import regex

from pipeline.reading.furniture import is_control, is_dateline, is_foot
from pipeline.reading.html_blocks import Block
from pipeline.reading.page_box import is_table, labels_in

_ATTACHMENT = regex.compile(
    r"附件|附表|附：|[0-9]+[.、．]|《|.*\.(?:docx?|xlsx?|pdf|wps|ofd|zip|rar)\s*$", regex.IGNORECASE
)
_SHARE = 0.8  # of the running text: a child that holds so much of it is gone into
_STEP = regex.compile(r"\s*[-_|—–]\s*")


def article_of(root: Any, blocks: Sequence[Block]) -> Any | None:
    """Return the element that is the document, or None where the page has no running text."""
    weights: dict[Any, int] = defaultdict(int)
    for block in blocks:
        if block.is_sentence and not _is_around(block) and not is_foot(block.text):
            for element in _upwards(block.element, root):
                weights[element] += len(block.text)
    if not weights.get(root):
        return None
    here = root
    while True:
        below = [child for child in here if weights.get(child)]
        if not below:
            break
        best = _first_copy(below, weights)
        if weights[best] < _SHARE * (weights[here] - _copies_weight(best, below, weights)):
            break
        here = best
    return _grown(here, root, blocks)


def _upwards(element: Any, root: Any) -> Iterable[Any]:
    while element is not None:
        yield element
        if element is root:
            return
        element = element.getparent()


def _first_copy(children: list[Any], weights: dict[Any, int]) -> Any:
    """Return the heaviest child, or the first one that says nearly the same."""
    best = max(children, key=lambda child: weights[child])
    for child in children:
        if child is best or _is_copy(child, best, weights):
            return child
    return best


def _copies_weight(best: Any, children: list[Any], weights: dict[Any, int]) -> int:
    return sum(
        weights[child] for child in children if child is not best and _is_copy(child, best, weights)
    )


def _is_copy(one: Any, other: Any, weights: dict[Any, int]) -> bool:
    if not 0.8 < weights[one] / weights[other] < 1.25:
        return False
    left, right = ("".join(each.text_content().split()) for each in (one, other))
    short, long = sorted((_seeds(left), _seeds(right)), key=len)
    return len(short & long) > 0.8 * len(short)


def _seeds(text: str) -> set[str]:
    return {text[place : place + 10] for place in range(max(1, len(text) - 9))}


def _grown(here: Any, root: Any, blocks: Sequence[Block]) -> Any:
    """Return the widest element around the text that adds no furniture to it."""
    held = _within(here, blocks)
    size = sum(len(block.text) for block in held)
    while here is not root and here.getparent() is not None:
        parent = here.getparent()
        inside = {id(block) for block in _within(here, blocks)}
        more = [block for block in _within(parent, blocks) if id(block) not in inside]
        texts = {block.text for block in held}
        if not _belongs(more, size) or any(b.is_sentence and b.text in texts for b in more):
            return here
        here = parent
    return here


def _within(element: Any, blocks: Sequence[Block]) -> list[Block]:
    held = set(element.iter())
    return [block for block in blocks if block.element in held]


def _belongs(more: list[Block], size: int) -> bool:
    if any(_is_around(b) or is_foot(b.text) or _is_link(b) for b in more):
        return False
    return sum(len(block.text) for block in more if "\t" not in block.text) < max(60, 0.5 * size)


def _is_link(block: Block) -> bool:
    """Return whether a block is nothing but a link, and not that of an attachment."""
    return block.linked > 0.7 * len(block.text) and not _ATTACHMENT.match(block.text)


def lines_of(article: Any, blocks: Sequence[Block]) -> list[str]:
    """Return the lines of the article without furniture and without bare links."""
    return [b.text for b in _within(article, blocks) if not _is_around(b) and not _is_link(b)]


def _is_around(block: Block) -> bool:
    return is_control(block.text) or is_dateline(block.text)


# -- title and metadata -------------------------------------------------------------------------


def title_of(root: Any, named: str | None) -> str | None:
    """Return the document's title as the page gives it: a heading that the window's name begins."""
    shown = _plain(named or "")
    for tag in ("h1", "h2", "h3"):
        for element in root.iter(tag):
            heading = " ".join(element.text_content().split())
            if len(heading) >= 6 and _plain(heading) and shown.startswith(_plain(heading)):
                return heading
    if named:
        return _STEP.split(named.strip())[0] or None
    return None


def _plain(text: str) -> str:
    return regex.sub(r"[\s《》〈〉“”]", "", text)


def needs_title(title: str | None, lines: Sequence[str]) -> bool:
    """Return whether the lines lack the title of the page: its text begins below the heading."""
    if not title or len(_plain(title)) < 8 or not regex.search(r"\p{Han}", title):
        return False
    head = _plain("".join(lines)[:1200])
    return _plain(title) not in head


def metadata_rows(root: Any, article: Any, blocks: Sequence[Block]) -> list[str]:
    """Return the rows of the page's own table of metadata where it stands outside the article."""
    inside = {id(block) for block in _within(article, blocks)}
    labelled: dict[Any, int] = defaultdict(int)
    outside = [block for block in blocks if id(block) not in inside]
    for block in outside:
        count = len(labels_in(block.text)) if len(block.text) < 400 else 0
        for element in _upwards(block.element, root) if count else ():
            labelled[element] += count
    most = max(labelled.values(), default=0)
    best: Any = None
    for element in root.iter():
        if labelled.get(element) == most:
            best = element  # the last is the innermost
    if most < 3 or best is None:
        return []
    rows = [block for block in _within(best, outside) if id(block) not in inside]
    text = " ".join(block.text for block in rows)
    if len(text) > 2000 or not is_table(text):
        return []
    return [block.text for block in rows if not is_control(block.text)]
