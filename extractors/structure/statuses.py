"""Whether a measure plans or reports: by the text it stands in, what stands above it, its words.

Bulletins, summaries and pages of news tell what was done, but where they look ahead (下一步，…) or
pass on offers (政策速递); rules (第N条) plan, whatever their words. `strength.status` judges words
alone.
"""

import re
from collections.abc import Iterable, Sequence

from extractors.folding import Folded
from extractors.records import Status
from extractors.scope import Clause, MeasureSpan, PartSpan
from extractors.structure import reports, strength
from extractors.structure.leaves import Leaf
from extractors.structure.pieces import Piece

# 《关于…的通知》。通知指出，…一是: what follows is what a document orders, not what was done
_ANNOUNCES = re.compile(
    r"出台|印发|制定|通知(?:指出|要求|明确|提出)|会议(?:要求|强调)|部署|要求各"
    r"|下一?(?:步|阶段)，|接下来(?:，|将)"
)
# 联合出台《…八条措施》，主要有：
_OFFERS = re.compile(
    r"(?:出台|印发|发布|推出)[^。：]*(?:措施|政策|条|礼包|意见|办法|通知|补贴|举措)"
)
# 政策速递: a column of what is offered
_POLICIES = re.compile(
    r"^.{0,6}政策(?:速[览递]|一览|直通车?|清单|汇编|摘编|集锦|发布|干货|礼包|红包)$"
)
# 截至2月底，发放…; 受理截至12月31日 is a term
_DONE = re.compile(r"已|累计|完成了|目前|(?<![理报领请间限])截至|[办展放成施立]了")


def of_numbered(text: str, clauses: Sequence[Clause], leaf: Leaf, span: PartSpan) -> Status:
    """Return the status of a numbered item: what stands above it decides before its words."""
    above: int | None = leaf.clause
    summed = span.tells and span.kind == "main"
    while above is not None:
        clause = clauses[above]
        if clause.label.endswith("条"):
            return "planned"
        if span.tells and reports.names_next(text, clause.head_start, clause.head_end):
            return "planned"
        if above != leaf.clause:
            head = text[clause.head_start : clause.head_end]
            if reports.heads_report(head, in_plan=not span.tells):
                return "reported"
        above = clause.parent
    if summed and not reports.looks_ahead(text, leaf.start, leaf.end):
        return "reported"
    return strength.status(text[leaf.start : leaf.end], in_bulletin=span.tells)


def of_item(text: str, first: int, start: int, last: int, *, is_news: bool) -> Status:
    """Return the status of an item at `start` of a bulletin, whose lines are `[first, last)`."""
    if _ANNOUNCES.search(text, first, start):
        return "planned"
    if is_news and not reports.looks_ahead(text, first, last):
        return "reported"
    return strength.status(text[first:last], in_bulletin=True)


def of_piece(piece: Piece, words: str) -> Status:
    """Return what a piece says; a number alone in a row of a table (2万人次) is to be reached."""
    if piece.rule == "measures.row" and not is_done(words):
        return "planned"
    return strength.status(words)


def told(folded: Folded, found: Iterable[MeasureSpan], span: PartSpan) -> Iterable[MeasureSpan]:
    """Return the unnumbered measures of a summary as reported, but where they look ahead."""
    if not span.tells:
        return found
    told = [
        each
        if reports.looks_ahead(folded.text, each.start, each.end)
        else each._replace(status="reported")
        for each in found
    ]
    opens = told and told[0].title is None and any(each.title for each in told)
    return told[1:] if opens else told


def offers(title: str | None, above: str) -> bool:
    """Tell whether a column, or the paragraph above its first item, passes on what is offered."""
    if above.endswith("：") and _OFFERS.search(above):
        return True
    return _POLICIES.search(title or "") is not None


def is_done(words: str) -> bool:
    """Tell whether words say that something has been done: 累计发放, 已开展."""
    return _DONE.search(words) is not None
