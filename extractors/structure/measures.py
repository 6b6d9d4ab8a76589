"""The measures (措施) of a document: the leaf items that commit to do something, or report it done.

Numbered items come from the tree of clauses (`leaves`), the rest from 一是…二是…, run-in heads and
headed paragraphs (`pieces`). Forms, lists, guides, covering notices and interviews give none.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from extractors.folding import Folded
from extractors.records import Status
from extractors.scope import Clause, MeasureSpan, PartSpan
from extractors.structure import (
    articles,
    entries,
    headlines,
    heads,
    item_places,
    leaves,
    pieces,
    reports,
    statuses,
    table_rows,
)
from extractors.structure.clauses import body_end
from extractors.structure.commitment import asks_only
from extractors.structure.numbering import Line, lines, within
from extractors.structure.parts import TITLE_WORDS
from extractors.structure.pieces import Piece
from extractors.structure.sections import section_kinds

_ASIDE = r"(?:（[^（）]{1,20}）)?[0-9]?$"
_NO_PLAN = re.compile(
    rf"(?:{'|'.join(TITLE_WORDS[kind] for kind in ('form', 'guide', 'list'))}){_ASIDE}"
)
_PLAN = re.compile(rf"(?:{TITLE_WORDS['plan']}){_ASIDE}")
_LIST_TITLE = re.compile(r"^(?!.*(?:分工|分解|责任|名单)).*(?:清单|措施|政策|举措|要点|任务|实事)")
_SAME = 6
_FEWEST_HEADS = 2
_SHORTEST_PARAGRAPH = 9


def find(
    folded: Folded, parts: Sequence[PartSpan], clauses: Sequence[Clause]
) -> tuple[MeasureSpan, ...]:
    """Return the measures of all parts in the order of the text, m01 first."""
    rows = lines(folded.text)
    numbered = {clause.part for clause in clauses}
    found: list[MeasureSpan] = []
    plain: list[int] = []
    for part, span in enumerate(parts):
        if not _may_commit(span):
            continue
        body = _body(rows, span) if span.kind != "article" else []
        listed = entries.find(body)
        if listed:
            found += _spans(folded, listed, part)
            held = [(each.start, each.end) for each in listed]
            found += _outside(held, _numbered(folded, clauses, part, span))
            continue
        sections = _sections(body)
        found += statuses.told(
            folded, _spans(folded, pieces.sections(folded, sections, tells=span.tells), part), span
        )
        if part in numbered:
            barred = [(each[0].start, each[-1].end) for each in sections if _is_context(each)]
            own = list(_outside(barred, _numbered(folded, clauses, part, span)))
            found += own
            if not own and _asks_only(body):
                plain.append(part)
        elif span.kind == "article":
            below = _below_head(rows, span)
            cut = _headed(rows, span) if reports.is_page(rows, span.title) else []
            headed = pieces.sections(folded, cut, tells=True)
            found += statuses.told(folded, _spans(folded, headed, part), span)
            found += _article(folded, below, part, span) if not headed else ()
        elif not sections:
            plain.append(part)
    if not found:
        for part in plain:
            body = [row for row in _body(rows, parts[part]) if not row.label]
            unnumbered = table_rows.find(body) or pieces.paragraphs(folded, body)
            found += statuses.told(folded, _spans(folded, unnumbered, part), parts[part])
    elif any(parts[part].kind == "attachment" for part in plain):
        found += _annexed_lists(folded, parts, plain, found)
    found = item_places.of_items(folded.text, _apart(folded.text, found))
    width = max(2, len(str(len(found))))
    return tuple(MeasureSpan(f"m{at:0{width}d}", *each[1:]) for at, each in enumerate(found, 1))


def _apart(text: str, found: Iterable[MeasureSpan]) -> list[MeasureSpan]:
    """Return measures in order, each ending before the next begins: the later one lies deeper."""
    apart: list[MeasureSpan] = []
    for each in sorted(found, key=lambda measure: measure.start):
        if apart and apart[-1].end > each.start:
            last = apart.pop()
            end = last.start + len(text[last.start : each.start].rstrip())
            if end > last.start:
                apart.append(last._replace(end=end))
        apart.append(each)
    return apart


def _annexed_lists(
    folded: Folded, parts: Sequence[PartSpan], plain: Sequence[int], found: Sequence[MeasureSpan]
) -> Iterator[MeasureSpan]:
    """Yield the rows of annexed lists in table form (政策清单), no 分工表 of the items above.

    A table whose rows repeat what the measures already say only assigns them.
    """
    rows = lines(folded.text)
    listed = {
        part: table_rows.find(_body(rows, parts[part]))
        for part in plain
        if parts[part].kind == "attachment" and _LIST_TITLE.search(parts[part].title or "")
    }
    first = {(each.head or "\t")[:_SAME] for table in listed.values() for each in table}
    said = "\n".join(folded.text[each.start : each.end] for each in found) if first else ""
    sizes = set(map(len, first))
    repeated = first & {said[at : at + size] for at in range(len(said)) for size in sizes}
    for part, table in listed.items():
        told = sum((each.head or "\t")[:_SAME] in repeated for each in table)
        if told * 2 <= len(table):
            yield from _spans(folded, table, part)


def _may_commit(span: PartSpan) -> bool:
    """Tell whether a part may hold measures: no form, list or guide (分工表 is a plan)."""
    if span.kind != "attachment" or not span.title:
        return True
    title = span.title.replace(" ", "")
    barred, plan = _NO_PLAN.search(title), _PLAN.search(title)
    return barred is None or (plan is not None and plan.start() < barred.start())


def _body(rows: Sequence[Line], span: PartSpan) -> list[Line]:
    own = within(rows, span.start, span.end)
    return list(own[: body_end(own)])


def _below_head(rows: Sequence[Line], span: PartSpan) -> list[Line]:
    """Return the paragraphs of an article: no masthead, no headline, no circulation list."""
    own = within(rows, span.start, span.end)
    own = own[articles.headline(own, span.title or "")[1] + 1 :]
    return [
        row
        for row in own[: body_end(own)]
        if len(row.text) >= _SHORTEST_PARAGRAPH and not reports.is_furniture(row)
    ]


def _headed(rows: Sequence[Line], span: PartSpan) -> list[Sequence[Line]]:
    """Return the sections of a page of news that lines without a number head."""
    body = _body(rows, span)
    first = articles.headline(body, span.title or "")[0]
    return _sections([row for row in body[max(first, 0) :] if not reports.is_furniture(row)])


def _sections(body: Sequence[Line]) -> list[Sequence[Line]]:
    """Return the lines of each section that a line without a number heads, its head first."""
    cuts = headlines.find(body)
    return [body[first:last] for first, last in pairwise([*cuts, len(body)])]


def _is_context(section: Sequence[Line]) -> bool:
    kinds = section_kinds(section[0].text)
    return bool(kinds) and all(kind in ("context", "field", "procedure") for kind in kinds)


def _asks_only(body: Sequence[Line]) -> bool:
    """Tell whether a line over numbers names conditions: grants stand without a number then."""
    return any(row.text[-1] == "：" and asks_only(row.text) for row in body if not row.label)


def _outside(
    barred: Sequence[tuple[int, int]], found: Iterable[MeasureSpan]
) -> Iterable[MeasureSpan]:
    if not barred:
        return found
    starts = [start for start, _ in barred]
    ends = [0, *(end for _, end in barred)]
    return (each for each in found if each.start >= ends[bisect_right(starts, each.start)])


# -- numbered items -------------------------------------------------------------------------------


def _numbered(
    folded: Folded, clauses: Sequence[Clause], part: int, span: PartSpan
) -> Iterator[MeasureSpan]:
    """Yield the leaves of a part; one that is a bare head over headed paragraphs yields those."""
    text, rows = folded.text, lines(folded.text)
    found = leaves.find(text, clauses, part)
    titles = _titles(text, clauses, found)
    in_bulletin = span.kind == "article"
    for leaf in found:
        split = _under_heading(folded, rows, leaf)
        if split:
            yield from _spans(folded, split, part)
            continue
        yield MeasureSpan(
            id="",
            start=leaf.start,
            end=leaf.end,
            part=part,
            clause=leaf.clause,
            label=clauses[leaf.clause].label,
            title=titles[leaf.clause],
            region=item_places.opening(text, clauses[leaf.clause].head_start)
            if in_bulletin
            else None,
            status=statuses.of_numbered(text, clauses, leaf, span),
            rule=leaf.rule,
        )


def _under_heading(folded: Folded, rows: Sequence[Line], leaf: leaves.Leaf) -> list[Piece]:
    """Return the headed paragraphs of a leaf that is a bare head over them, else nothing."""
    first = folded.text.find("\n", leaf.start, leaf.end)
    if first < 0 or folded.text[first - 1] in "。；：，":
        return []
    return pieces.under_heading(folded, within(rows, first, leaf.end))


def _titles(
    text: str, clauses: Sequence[Clause], found: Sequence[leaves.Leaf]
) -> dict[int, str | None]:
    """Return the title of each leaf: its head, where its siblings have heads too.

    Articles are siblings over all chapters, else within their own (第二章 over 见习补贴。).
    """
    levels: dict[int | None, list[leaves.Leaf]] = defaultdict(list)
    rules: list[leaves.Leaf] = []
    for leaf in found:
        clause = clauses[leaf.clause]
        (rules if clause.label.endswith("条") else levels[clause.parent]).append(leaf)
    titles: dict[int, str | None] = {}
    for level in levels.values():
        titles |= _agreed(text, clauses, level)
    if not rules:
        return titles
    in_rules = _agreed(text, clauses, rules, in_rules=True)
    if any(in_rules.values()):
        return titles | in_rules
    chapters: dict[int | None, list[leaves.Leaf]] = defaultdict(list)
    for leaf in rules:
        chapters[clauses[leaf.clause].parent].append(leaf)
    for chapter in chapters.values():
        agreed = _agreed(text, clauses, chapter, in_rules=True)
        alone = sum(map(bool, agreed.values())) < _FEWEST_HEADS
        titles |= dict.fromkeys(agreed) if alone else agreed
    return titles


def _agreed(
    text: str, clauses: Sequence[Clause], level: Sequence[leaves.Leaf], *, in_rules: bool = False
) -> dict[int, str | None]:
    candidates = [_head(text, clauses[leaf.clause], leaf.end) for leaf in level]
    agreed = heads.agreed(candidates, in_rules=in_rules)
    return {leaf.clause: title for leaf, title in zip(level, agreed, strict=True)}


def _head(text: str, clause: Clause, end: int) -> str | None:
    return heads.first_head(text, clause.head_start, clause.head_end, end)


# -- items without numbers ------------------------------------------------------------------------


def _article(
    folded: Folded, body: Sequence[Line], part: int, span: PartSpan
) -> Iterator[MeasureSpan]:
    """Yield the measures of a bulletin's article; each item as a whole reports or plans."""
    text = folded.text
    rows = lines(text)
    headline = _headline(rows, span)
    is_news = reports.is_page(rows, span.title)
    items = _items(_below(each, span, headline) for each in pieces.find(folded, body, span.title))
    above = [row for row in body if items and row.end < items[0][0].start]
    offers = statuses.offers(span.title, above[-1].text if above else "")
    ends = [row.end for row in body]
    for item in items:
        row = bisect_right(ends, item[0].start)
        first = body[row].start if row < len(body) else item[0].start
        last = ends[bisect_left(ends, item[-1].end)]
        if offers and not statuses.is_done(text[first:last]):
            status: Status = "planned"
        else:
            status = statuses.of_item(text, first, item[0].start, last, is_news=is_news)
        yield from _spans(folded, item, part, status)


def _items(found: Iterable[Piece]) -> list[list[Piece]]:
    """Return the members of each item; where 一是 comes again another item begins."""
    items: list[list[Piece]] = []
    for piece in found:
        anew = piece.rule == "measures.ordinal" and piece.label.startswith("一")
        if not items or piece.group != items[-1][0].group or anew:
            items.append([])
        items[-1].append(piece)
    return items


def _headline(rows: Sequence[Line], span: PartSpan) -> Line | None:
    """Return the first line of an article's headline; a column's name, 〔部门动态〕, is none."""
    own = within(rows, span.start, span.end)
    first, last = articles.headline(own, span.title or "")
    return own[first] if first >= 0 and not own[last].text.startswith("〔") else None


def _below(piece: Piece, span: PartSpan, headline: Line | None) -> Piece:
    """Return an article's one measure from its headline on; a column's name is no title of it."""
    if piece.rule != "measures.headed" or piece.head != span.title:
        return piece
    if headline is None or headline.start > piece.start:
        return piece._replace(head=None)
    return piece._replace(start=headline.start, head=heads.without_actor(piece.head or ""))


def _spans(
    folded: Folded, found: Sequence[Piece], part: int, status: Status | None = None
) -> Iterator[MeasureSpan]:
    for piece, title in zip(found, _piece_titles(found), strict=True):
        words = folded.text[piece.start : piece.end]
        yield MeasureSpan(
            id="",
            start=piece.start,
            end=piece.end,
            part=part,
            clause=None,
            label=piece.label,
            title=title,
            region=item_places.opening(folded.text, piece.start) if status else None,
            status=status or statuses.of_piece(piece, words),
            rule=piece.rule,
        )


def _piece_titles(found: Sequence[Piece]) -> list[str | None]:
    if found and found[0].rule == "measures.ordinal":
        return heads.of_ordinals([piece.head or "" for piece in found])
    return [piece.head for piece in found]
