"""Words cut into runs for the page: what was found in them, what was read from them.

Joined, the runs of a document are its masked text from its first word to its last.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import regex

from pipeline import wording
from pipeline.codes import AMOUNT_ROLES, BASES, DATE_ROLES, group_name
from pipeline.grid import Source
from pipeline.search import Hit

# a line break, a Markdown mark: in the text, not on the page
_GAP = regex.compile(r"[ \t　]*\n\s*|\*\*")
_AROUND = 70
_MOST = 340


@dataclass(frozen=True, slots=True)
class Run:
    """Some words. `kind` is found, money, count, date, unit, target, meta, gap or ""."""

    text: str
    kind: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of a document. `measure` is the measure that holds it, `part` one it begins."""

    start: int
    measure: str | None
    runs: tuple[Run, ...]
    is_aside: bool = False


Mark = tuple[int, int, str, str]


def excerpt(hit: Hit) -> tuple[Run, ...]:
    """Return the words of a hit around what was found, with that marked."""
    first, last = 0, len(hit.quote)
    if last > _MOST:
        found = hit.places[0][0] - hit.start if hit.places else 0
        first = max(0, min(found - _AROUND, last - _MOST))
        last = min(last, first + _MOST)
    marks = [(start - hit.start, end - hit.start, "found", "") for start, end in hit.places]
    runs = list(_cut(hit.quote, first, last, [*marks, *_gaps(hit.quote)]))
    before = [Run("…")] if first else []
    after = [Run("…")] if last < len(hit.quote) else []
    return (*before, *runs, *after)


def _gaps(text: str, start: int = 0) -> Iterator[Mark]:
    for match in _GAP.finditer(text):
        yield start + match.start(), start + match.end(), "gap", ""


def _cut(text: str, first: int, last: int, marks: Iterable[Mark], base: int = 0) -> Iterator[Run]:
    """Yield the runs of a range. Where marks meet the shorter one wins, gaps before all."""
    taken: list[Mark] = []
    for start, end, kind, note in sorted(marks, key=_narrow):
        free = [(max(start, first), min(end, last))]
        for other in taken:
            free = [piece for span in free for piece in _without(span, other[0], other[1])]
        taken += [(*span, kind, note) for span in free]
    done = first
    for start, end, kind, note in sorted(taken):
        if done < start:
            yield Run(text[done - base : start - base])
        yield Run(text[start - base : end - base], kind, note)
        done = end
    if done < last:
        yield Run(text[done - base : last - base])


def _narrow(mark: Mark) -> tuple[bool, int, int, str]:
    return mark[2] != "gap", mark[1] - mark[0], mark[0], mark[2]


def _without(span: tuple[int, int], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield what is left of a span without another one."""
    if span[0] < min(start, span[1]):
        yield span[0], min(start, span[1])
    if max(end, span[0]) < span[1]:
        yield max(end, span[0]), span[1]


def blocks(
    source: Source, passages: Sequence[tuple[int, int, str | None]], first: int = 0
) -> tuple[Block, ...]:
    """Return the paragraphs of a document with its values marked.

    `passages` are (start, end, measure) in order; text between them that folding left out, such
    as page numbers and repeated lines, stands aside.
    """
    marks = sorted(_marks(source))
    made, done = [], first
    for start, end, measure in passages:
        if source.text[done:start].strip() and done < start:
            made.append(Block(done, None, (Run(source.text[done:start].strip()),), is_aside=True))
        start = max(start, done)
        if start < end:
            made.append(_block(source, (start, end), measure, marks))
        done = max(done, end)
    return tuple(made)


def _block(
    source: Source, span: tuple[int, int], measure: str | None, marks: Sequence[Mark]
) -> Block:
    start, end = span
    own = [mark for mark in marks if start <= mark[0] < end]
    gaps = _gaps(source.text[start:end], start)
    words = source.text[start:end]
    return Block(start, measure, tuple(_cut(words, start, end, [*own, *gaps], start)))


def _marks(source: Source) -> Iterator[Mark]:
    found = source.extraction
    for amount in found.amounts:
        value = wording.amount(amount.min, amount.max, amount.unit, amount.bound)
        note = f"{AMOUNT_ROLES[amount.role]}：{value}{wording.per(amount.per)}"
        yield amount.start, amount.end, amount.kind, note
    for day in found.dates:
        ends = "至".join(wording.day(each) for each in (day.start_day, day.end_day) if each)
        value = ends or day.duration or "原文未载明具体日期"
        yield day.start, day.end, "date", f"{DATE_ROLES[day.role]}：{value}"
    for measure in found.measures:
        for role, units in (("牵头", measure.lead_units), ("配合", measure.support_units)):
            for unit in units:
                note = f"{role}单位：{unit.name}（{BASES[unit.basis]}）"
                yield unit.start, unit.end, "unit", note
    for target in found.targets:
        yield target.start, target.end, "target", f"服务对象：{group_name(target.label)}"
    yield from _of_metadata(source)


_FIELDS = {
    "title": "标题",
    "doc_number": "发文字号",
    "issuers": "发文机关",
    "date_issued": "成文日期",
    "date_printed": "印发日期",
    "date_published": "发布日期",
    "recipients": "主送",
    "cc": "抄送",
    "publicity": "公开方式",
    "index_number": "索引号",
    "action_period": "行动时间",
}


def _of_metadata(source: Source) -> Iterator[Mark]:
    for field, words in source.extraction.metadata.evidence.items():
        if field in _FIELDS:
            for each in words:
                yield each.start, each.end, "meta", _FIELDS[field]
