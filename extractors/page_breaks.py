"""What a page break leaves in a text: the line of a page number, the running head under it.

「— 3 —」, 「第3页 共5页」, 「2/6」, and a number alone on its line where such numbers count the
pages. A line that stands under two page numbers or more, and hardly elsewhere, is a running head
(「某市人民政府公报」), so is the document's title under one. Leaves alone the numbers of rows,
items and fields, what stands under a number alone (it may count rows), the heads of sections that
come again (「申报条件」) and the title of what a notice issues, which opens its page once.
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
# no item (一、…), no field (责任单位：…), no sentence
_HEAD = re.compile(
    r"\s*+(?![一二三四五六七八九十]+[、.]|[（第0-9]|附)(?P<words>[^\n：]{3,79}[^\n。；，：、])(?=\n)"
)
_SHORTEST_PAGE = 250
_LONGEST_PAGE = 4000
_FEWEST = 2
_MOST = 20
_BLANKS = re.compile(r"\s+")
_TITLE_REACH = 400
_TITLE_LINES = 3
_SHORTEST_TITLE = 8


def find(text: str) -> Iterator[Span]:
    """Yield the ranges of page numbers and of the running heads under them, in order, apart."""
    padded = "\n" + text
    pages = _counting(list(_PAGE.finditer(padded)))
    if not pages:
        return
    heads = [_HEAD.match(padded, page.end()) for page in pages]
    times = Counter(head["words"].strip() for head in heads if head)
    titles = times.keys() & _titles(padded[: min(pages[0].start(), _TITLE_REACH)])
    under_bare = {
        head["words"].strip()
        for page, head in zip(pages, heads, strict=True)
        if head and page["bare"]
    }
    again = {words for words, number in times.most_common(_MOST) if number >= _FEWEST} - under_bare
    lines = Counter(line.strip() for line in padded.split("\n")) if again else Counter[str]()
    # 申报条件 stands over each project, and by chance under page numbers
    again = {words for words in again if lines[words] <= times[words] + 1}
    running = titles | again
    kept = {words for words in again - titles if padded.count(words) == times[words]}
    for page, head in zip(pages, heads, strict=True):
        start, end = page.span()
        words = head["words"].strip() if head else ""
        if words in kept:  # the head itself stands under the first page's number
            kept.discard(words)
        elif head and words in running:
            end = head.end()
        yield start, end - 1


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


def _titles(top: str) -> set[str]:
    """Return what may be the title at the top of a text: its lines, one by one or joined."""
    lines = [_BLANKS.sub("", line) for line in top.split("\n") if line.strip()]
    joined = {
        "".join(lines[at : at + number])
        for at in range(len(lines))
        for number in range(1, _TITLE_LINES + 1)
    }
    return {words for words in joined if len(words) >= _SHORTEST_TITLE}
