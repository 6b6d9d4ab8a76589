"""What a page break leaves in a text: the line of a page number, the running head beside it.

「— 3 —」, 「第3页 共5页」, 「2/6」, and a number alone on its line where such numbers count the
pages. A line that stands beside two page numbers or more is a running head (「某市人民政府公报」),
so is the title under one. Leaves alone the numbers of rows, and a title in its own place.
"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

Span = tuple[int, int]

_PAGE = re.compile(
    r"\n[ \t]*+(?=[0-9第·—-])(?:[—·-][ \t]*+[0-9]{1,4}[ \t]*+[—·-]|第?[ \t]*+[0-9]{1,4}[ \t]*+页"
    r"(?:[ \t]*+[/，,共][ \t]*+[0-9]{1,4}[ \t]*+页?)?|[0-9]{1,4}[ \t]*+/[ \t]*+[0-9]{1,4}"
    r"|(?P<bare>[0-9]{1,3}))[ \t]*+$",
    re.MULTILINE,
)
_AFTER = re.compile(r"\s*+(?P<words>[^\n]{4,80})(?=\n)")
_BEFORE = re.compile(r"\n[ \t]*+(?P<words>[^\n]{4,80}?)\s*\Z")
_REACH = 110
_SHORTEST_PAGE = 250
_LONGEST_PAGE = 4000
_FEWEST = 2
_BLANKS = re.compile(r"\s+")
_TITLE_REACH = 600
_SHORTEST_TITLE = 8


def find(text: str) -> Iterator[Span]:
    """Yield the ranges of page numbers and of the running heads beside them, in order, apart."""
    padded = "\n" + text
    pages = _counting(list(_PAGE.finditer(padded)))
    if not pages:
        return
    beside = [_beside(padded, page) for page in pages]
    heads = Counter(
        words
        for pair in beside
        for match in pair
        if match and _is_head(words := match["words"].strip())
    )
    above = _BLANKS.sub("", padded[: min(pages[0].start(), _TITLE_REACH)])
    below = {match["words"].strip() for _, match in beside if match}
    titles = {
        words for words in below if len(words) >= _SHORTEST_TITLE and words in above
    }.intersection(heads)
    often = {words for words, times in heads.items() if times >= _FEWEST}
    kept = {words for words in often - titles if padded.count(words) == heads[words]}
    done = 0
    for page, (before, after) in zip(pages, beside, strict=True):
        start, end = page.span()
        for match in (before, after):
            words = match["words"].strip() if match else ""
            if match is None or (words not in titles and words not in often):
                continue
            if words in kept:  # the title itself stands under the first page's number
                kept.discard(words)
            else:
                start, end = min(start, match.start()), max(end, match.end())
        yield max(done, start), end - 1
        done = end - 1


def _counting(pages: "list[re.Match[str]]") -> "list[re.Match[str]]":
    """Return the page numbers without the bare ones that do not count pages: rows, cells."""
    bare = [page for page in pages if page["bare"]]
    counting = {
        each.start()
        for before, after in pairwise(bare)
        if int(after["bare"]) == int(before["bare"]) + 1
        and _SHORTEST_PAGE < after.start() - before.end() < _LONGEST_PAGE
        for each in (before, after)
    }
    return [page for page in pages if not page["bare"] or page.start() in counting]


def _beside(
    text: str, page: "re.Match[str]"
) -> "tuple[re.Match[str] | None, re.Match[str] | None]":
    """Return the lines above and below a page number."""
    start = page.start()
    return _BEFORE.search(text, max(0, start - _REACH), start), _AFTER.match(text, page.end())


def _is_head(words: str) -> bool:
    return words[-1] not in "。；，：、"
