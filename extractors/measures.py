"""The measures (措施) of a document: the leaf items that commit to do something, or report it done.

Numbered items come from the tree of clauses (`leaves`), the rest from 一是…二是…, run-in heads and
headed paragraphs (`pieces`). Forms, lists, guides, covering notices and interviews give none.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

import regex

from extractors import heads, leaves, pieces, strength
from extractors.clauses import body_end
from extractors.folding import Folded
from extractors.numbering import Line, lines
from extractors.parts import TITLE_WORDS
from extractors.scope import Clause, MeasureSpan, PartSpan

_NO_PLAN = regex.compile(
    rf"(?:{'|'.join(TITLE_WORDS[kind] for kind in ('form', 'guide', 'list'))})(?:（[^（）]{{1,20}}）)?[0-9]?$"
)
_PLAN = regex.compile(rf"(?:{TITLE_WORDS['plan']})(?:（[^（）]{{1,20}}）)?[0-9]?$")


@dataclass(frozen=True, slots=True)
class _Found:
    """A measure and the item (`group`) whose sentences tell its status."""

    span: MeasureSpan
    group: int


def find(
    folded: Folded, parts: Sequence[PartSpan], clauses: Sequence[Clause]
) -> tuple[MeasureSpan, ...]:
    """Return the measures of all parts in the order of the text, m01 first."""
    rows = lines(folded.text)
    found: list[MeasureSpan] = []
    unnumbered: list[int] = []
    numbered = {clause.part for clause in clauses}
    for part, span in enumerate(parts):
        if not _may_commit(span, parts):
            continue
        if part in numbered:
            found += _numbered(folded, clauses, part, span)
        elif span.kind == "article":
            found += _article(folded, _below_head(rows, span), part, span)
        else:
            unnumbered.append(part)
    if not found:
        for part in unnumbered:
            found += _plain(folded, _body(rows, parts[part]), part)
    found.sort(key=lambda measure: measure.start)
    width = max(2, len(str(len(found))))
    return tuple(replace(each, id=f"m{at:0{width}d}") for at, each in enumerate(found, 1))


def _may_commit(span: PartSpan, parts: Sequence[PartSpan]) -> bool:
    """Tell whether a part may hold measures: no form, list or guide."""
    if span.kind != "attachment" or not span.title:
        return True
    title = span.title.replace(" ", "")
    return not _NO_PLAN.search(title) or _ends_longer(_PLAN, _NO_PLAN, title)


def _ends_longer(pattern: "regex.Pattern[str]", other: "regex.Pattern[str]", title: str) -> bool:
    """分工表 is a plan though it ends in 表: the longer word decides."""
    one, two = pattern.search(title), other.search(title)
    return bool(one and two and one.start() < two.start())


def _body(rows: Sequence[Line], span: PartSpan) -> list[Line]:
    own = [row for row in rows if span.start <= row.start < span.end]
    return own[: body_end(own)]


def _below_head(rows: Sequence[Line], span: PartSpan) -> list[Line]:
    """Return the paragraphs of an article: no masthead, no headline, no circulation list."""
    own = [row for row in rows if span.start <= row.start < span.end]
    at = next((i for i, row in enumerate(own) if row.text.strip("〔〕") == span.title), -1)
    own = own[at + 1 :]
    return [row for row in own[: body_end(own)] if len(row.text) > 8]


def _numbered(
    folded: Folded, clauses: Sequence[Clause], part: int, span: PartSpan
) -> list[MeasureSpan]:
    text = folded.text
    found = leaves.find(text, clauses, part)
    titles = _titles(text, clauses, found)
    in_bulletin = span.kind == "article"
    measures = []
    for leaf in found:
        clause = clauses[leaf.clause]
        status = strength.status(text[leaf.start : leaf.end], in_bulletin=in_bulletin)
        measures.append(
            MeasureSpan(
                "",
                leaf.start,
                leaf.end,
                part,
                leaf.clause,
                clause.label,
                titles[leaf.clause],
                None,
                status,
                leaf.rule,
            )
        )
    return measures


def _titles(
    text: str, clauses: Sequence[Clause], found: Sequence[leaves.Leaf]
) -> dict[int, str | None]:
    """Return the title of each leaf: its head, where its siblings have heads too."""
    levels: dict[tuple[int | None, str], list[leaves.Leaf]] = defaultdict(list)
    for leaf in found:
        clause = clauses[leaf.clause]
        rules = clause.label.endswith("条")
        levels[None if rules else clause.parent, clause.label[-1] if rules else ""].append(leaf)
    titles: dict[int, str | None] = {}
    for (_, rules_sign), level in levels.items():
        candidates = []
        for leaf in level:
            clause = clauses[leaf.clause]
            candidates.append(heads.first_head(text, clause.head_start, clause.head_end, leaf.end))
        agreed = heads.agreed(candidates, in_rules=rules_sign == "条")
        titles |= {leaf.clause: title for leaf, title in zip(level, agreed, strict=True)}
    return titles


def _article(folded: Folded, body: Sequence[Line], part: int, span: PartSpan) -> list[MeasureSpan]:
    found = pieces.find(folded, body, span.title)
    groups: dict[int, list[pieces.Piece]] = defaultdict(list)
    for piece in found:
        groups[piece.group].append(piece)
    measures = []
    for group in groups.values():
        measures += _group(folded, body, group, part)
    return measures


def _group(
    folded: Folded, body: Sequence[Line], group: Sequence[pieces.Piece], part: int
) -> list[MeasureSpan]:
    """Return the measures of one item; the item as a whole says whether it reports or plans."""
    text = folded.text
    first = next(row for row in body if row.start <= group[0].start < row.end)
    last = next(row for row in body if row.start < group[-1].end <= row.end)
    status = strength.status(text[first.start : last.end], in_bulletin=True)
    ordinals = group[0].rule == "measures.ordinal"
    titles = (
        heads.of_ordinals([piece.head or "" for piece in group])
        if ordinals
        else [piece.head for piece in group]
    )
    return [
        MeasureSpan(
            "", piece.start, piece.end, part, None, piece.label, title, None, status, piece.rule
        )
        for piece, title in zip(group, titles, strict=True)
    ]


def _plain(folded: Folded, rows: Sequence[Line], part: int) -> list[MeasureSpan]:
    """Return the measures of a text without numbers: a notice, an announcement, a reply."""
    found = pieces.paragraphs(folded, rows)
    if not found:
        return []
    ordinals = found[0].rule == "measures.ordinal"
    titles = (
        heads.of_ordinals([piece.head or "" for piece in found])
        if ordinals
        else [piece.head for piece in found]
    )
    return [
        MeasureSpan(
            "",
            piece.start,
            piece.end,
            part,
            None,
            piece.label,
            title,
            None,
            strength.status(folded.text[piece.start : piece.end]),
            piece.rule,
        )
        for piece, title in zip(found, titles, strict=True)
    ]
