"""What a document says of itself: title, number, issuers, dates, place, recipients, citations.

The document's own words come before a web page's table about it: signature before letterhead before
title before 发文机关. Leaves alone the head and foot of a superior's document reproduced as an
annex (its part has its own issuers), and never guesses what is not printed.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from extractors import places
from extractors.folding import Folded
from extractors.metadata import (
    action_period,
    bodies,
    document_numbers,
    issuer_names,
    letterhead,
    own_place,
    page_fields,
    signature,
)
from extractors.metadata.bodies import Span
from extractors.metadata.letterhead import DAY, Head
from extractors.metadata.page_fields import PageTable
from extractors.metadata.signature import Foot
from extractors.numerals import read_numeral
from extractors.plain_forms import INVISIBLES
from extractors.records import Evidence, Metadata
from extractors.scope import PartSpan
from extractors.structure import headlines
from extractors.structure.numbering import Line, lines
from extractors.units import agencies

# 现将《…方案》印发给你们; 《…办法》已经市政府同意; a report's 近日印发《…》 only tells of it
_ISSUED_NAME = re.compile(
    r"""
    (?: 现 (?:将|予|行)? (?:印发|转发|发布|公布|下发)? [^《。]{0,12} (?=《)
      | (?:印发|转发|制定了?|修订了?|发布|公布) [^《。]{0,12}
        (?= 《[^》]{4,80}》 [^。]{0,30} (?:现|给你们|请) )
      | (?= 《[^》]{4,80}》 [^。]{0,4}已 [^。]{0,30} (?:同意|通过|批准|审[定议]|现印发) ) )
    《 (?P<name> (?:[^《》]|《[^《》]*》)+ ) 》 (?! 的 [^，。《》]{0,6} 》 )
    """,
    re.VERBOSE,
)
# 现将某市贯彻《…条例》工作方案印发给你们
_ISSUED_WORDS = re.compile(
    r"""
    现将 (?P<name> [^，。《》\n]{2,60}? (?: (?<!的) 《[^《》\n]{2,60}》 [^，。《》\n]{2,30}? )? )
    (?:印发|转发|下发) (?:给|如下|，)
    """,
    re.VERBOSE,
)
_ORDER = re.compile(r"令|公告|通告")
_NO_SOURCE = re.compile(r"网|新华社|报社|日报|本站|平台|客户端")
_WHITE = re.compile(rf"[ \t]*\n[ \t]*|[\\{re.escape(''.join(INVISIBLES))}]")


@dataclass(slots=True)
class _Document:
    """The text, cut to what is read for metadata."""

    folded: Folded
    rows: Sequence[Line]
    parts: Sequence[PartSpan]
    table: PageTable
    head: Head
    foot: Foot
    evidence: dict[str, tuple[Evidence, ...]] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return self.folded.text

    def note(self, name: str, spans: Iterable[Span]) -> None:
        """Keep the words that a field rests on."""
        source, found = self.folded.source, []
        for span in spans:
            start, end = self.folded.span(*span)
            found.append(Evidence(source[start:end], start, end))
        self.evidence[name] = tuple(found)

    def quote(self, span: Span) -> str:
        """Return the words as printed, without line breaks and what folding took out between."""
        printed = _WHITE.sub("", self.folded.quote(*span))
        folded = self.text[slice(*span)]
        return printed if len(printed) <= 2 * len(folded) else folded


def find(folded: Folded, parts: Sequence[PartSpan] = ()) -> Metadata:
    """Return what the document says of itself; None or () where it does not say it."""
    annexed = [part for part in parts if part.issuers is not None]
    own: Sequence[Line] = lines(folded.text)
    own = _not_reproduced(own, annexed) if annexed else own
    table = page_fields.find(folded.text, own)
    rows = [row for row in own if row.start not in table.lines] if table.lines else own
    head = letterhead.read(folded, rows)
    after = rows[bisect_left(rows, head.end, key=lambda row: row.start) :]
    document = _Document(folded, rows, parts, table, head, _foot(folded.text, after, parts))
    number = _number(document)
    title = _title(document)
    issuers, region = _issuers(document, number, title)
    day = _day(document, "date_issued", [document.foot.day, _head_day(document)])
    return Metadata(
        title=title,
        doc_number=number,
        genre=letterhead.genre_of(title) if title else None,
        issuers=issuers,
        date_issued=day,
        date_printed=_day(document, "date_printed", [document.foot.printed]),
        date_published=_published(document),
        region=region,
        region_name=places.name_of(region) if region else None,
        recipients=_lines(document, "recipients", [head.recipients or document.foot.recipients]),
        cc=_lines(document, "cc", document.foot.copies),
        publicity=_publicity(document),
        index_number=_field(document, "index_number"),
        cites=_cites(document, number),
        action_period=_action_period(document, title, day),
        evidence=document.evidence,
    )


def _is_reproduced(place: int, annexed: Sequence[PartSpan]) -> bool:
    """Tell whether a place lies in one of the parts that have issuers of their own, in order."""
    index = bisect_right(annexed, place, key=lambda part: part.start) - 1
    return index >= 0 and place < annexed[index].end


def _not_reproduced(rows: Sequence[Line], annexed: Sequence[PartSpan]) -> Sequence[Line]:
    """Return the lines outside of the parts that have issuers of their own, in order."""
    own: list[Line] = []
    at = 0
    for part in annexed:
        first = bisect_left(rows, part.start, key=lambda row: row.start)
        own += rows[at:first]
        at = bisect_left(rows, part.end, key=lambda row: row.start)
    return [*own, *rows[at:]]


def _foot(text: str, rows: Sequence[Line], parts: Sequence[PartSpan]) -> Foot:
    """Return the foot; a signature in the main part comes before one in what it issues."""
    foot = signature.read(text, rows)
    main = next((part for part in parts if part.kind == "main"), None)
    if main is not None and foot.day is not None and foot.day[0] >= main.end:
        own = signature.read(text, [row for row in rows if row.start < main.end])
        if own.issuers:
            foot.issuers, foot.day = own.issuers, own.day
    return foot


# -- title and number ----------------------------------------------------------------------------


def _title(document: _Document) -> str | None:
    if headlines.opens(document.rows):
        return None
    spans = document.head.title
    if spans:
        document.note("title", spans)
        text = document.text
        return _spaced(text[start:end] for start, end in spans)
    named = document.table.first("title")
    if named is not None:
        document.note("title", [(named.start, named.end)])
        return document.text[named.start : named.end]
    issued = _issued_name(document)
    if issued:
        document.note("title", [issued])
        return document.text[slice(*issued)]
    return next((part.title for part in document.parts if part.title), None)


def _issued_name(document: _Document) -> Span | None:
    """Return the name of what a covering notice without a heading of its own issues."""
    reach = document.head.end, document.head.end + 1500
    words = _ISSUED_WORDS.search(document.text, *reach)
    if words and letterhead.genre_of(words["name"]):
        return words.span("name")
    name = _ISSUED_NAME.search(document.text, *reach)
    return name.span("name") if name else None


def _spaced(pieces: Iterable[str]) -> str:
    """Join the lines of a title; a blank stays between the names of joint issuers."""
    title = ""
    for piece in pieces:
        is_name = bodies.is_body(title.rsplit(" ", 1)[-1]) if title else False
        goes_on = bodies.starts_body(piece) or bodies.split(piece, 0, len(piece))
        if title and piece.startswith(f"{title}关于"):  # its letterhead above
            title = piece
        else:
            title += f" {piece}" if is_name and goes_on else piece
    return title


def _number(document: _Document) -> str | None:
    if document.head.number is not None:
        document.note("doc_number", [document.head.number])
        return document.quote(document.head.number)
    under = _number_in_title(document)
    if under is not None:
        document.note("doc_number", [under])
        return document.quote(under)
    return _field(document, "doc_number")


def _number_in_title(document: _Document) -> Span | None:
    """Return the number printed behind the title on its last line: …的通知（国发〔2018〕41号）."""
    if not document.head.title:
        return None
    end = document.head.title[-1][1]
    line = document.text[end : document.text.find("\n", end)]
    found = next(document_numbers.find(line), None)
    return (end + found.start, end + found.end) if found else None


def _cites(document: _Document, number: str | None) -> tuple[str, ...]:
    """Return the other documents' numbers, in order, each once."""
    seen = {document_numbers.plain(number)} if number else set()
    found = []
    for mention in document_numbers.find(document.text):
        if mention.value not in seen:
            seen.add(mention.value)
            found.append((mention.start, mention.end))
    if found:
        document.note("cites", found)
    return tuple(document.quote(span) for span in found)


# -- issuers and place ---------------------------------------------------------------------------


def _issuers(
    document: _Document, number: str | None, title: str | None
) -> tuple[tuple[str, ...], str | None]:
    """Return the issuers by their full names, and the place of the first."""
    spans = _issuer_spans(document)
    names = bodies.names(document.text, spans)
    if spans:
        document.note("issuers", spans)
    whole = [name for name in names if not issuer_names.SHORT.match(name)]
    within = own_place.find(_said(document, spans, whole), title or "", number)
    short = issuer_names.SHORT.match(names[0]) if names and not whole else None
    if within is not None and short:
        within = places.region_of(short[0], within) or within
    if within is not None and names:
        around = agencies.Around(within, _iso_day(document))
        names = tuple(issuer_names.full_name(name, around) for name in names)
    return tuple(dict.fromkeys(names)), within


def _issuer_spans(document: _Document) -> Sequence[Span]:
    if document.foot.issuers:
        return document.foot.issuers
    if document.head.issuers:
        return document.head.issuers
    if document.head.title:
        start, end = document.head.title[0][0], document.head.title[-1][1]
        found = letterhead.issuers_of(document.text, start, end)
        if found:
            return found
    number = document.head.number
    order = _ORDER.search(document.text, *number) if number else None
    if number and order:
        return bodies.split(document.text, number[0], order.start())
    for name in ("issuers", "source"):
        for each in document.table.fields.get(name, ()):
            words = document.text[each.start : each.end]
            if name == "issuers" or not _NO_SOURCE.search(words):
                found = bodies.split(document.text, each.start, each.end)
                if found:
                    return found
    return ()


def _iso_day(document: _Document) -> str:
    span = document.foot.day or document.head.day
    day = read_day(document.text[slice(*span)]) if span else None
    return day.isoformat() if day else "9999"


def _said(document: _Document, spans: Sequence[Span], names: Sequence[str]) -> own_place.Said:
    """Return what the document says of itself; `names` are its issuers' whole names."""
    fields, text = document.table.fields, document.text
    table = [text[each.start : each.end] for each in fields.get("issuers", ())]
    sources = {each.start for each in fields.get("source", ())}
    recipients = document.head.recipients or document.foot.recipients
    return own_place.Said(
        issuers=[*names, *table],
        is_source=bool(spans) and spans[0][0] in sources,
        recipients=text[slice(*recipients)] if recipients else "",
        text=text,
    )


# -- dates ---------------------------------------------------------------------------------------


def read_day(text: str) -> date | None:
    """Return the day that a text begins with, in digits or Chinese numerals, or None.

    >>> read_day("二〇二一年一月二十五日"), read_day("2021-1-5"), read_day("2021年13月1日")
    (datetime.date(2021, 1, 25), datetime.date(2021, 1, 5), None)
    """
    match = DAY.search(text)
    if match is None:
        return None
    numbers = [read_numeral(match[name]) for name in ("year", "month", "day")]
    try:
        year, month, day = (int(number) for number in numbers if number is not None)
        return date(year, month, day)
    except ValueError:
        return None


def _day(document: _Document, name: str, spans: Iterable[Span | None]) -> date | None:
    """Return the first day that can be read at the spans, else in the page's table."""
    table = [(each.start, each.end) for each in document.table.fields.get(name, ())]
    for span in (*spans, *table):
        day = read_day(document.text[slice(*span)]) if span else None
        if span and day:
            document.note(name, [span])
            return day
    return None


def _head_day(document: _Document) -> Span | None:
    """Return the day under the title, unless it is written as a web page writes when it went up."""
    span = document.head.day
    return span if span and "年" in document.text[slice(*span)] else None


def _published(document: _Document) -> date | None:
    span = document.head.day if _head_day(document) is None else None
    table = document.table.first("date_published")
    return _day(document, "date_published", [] if table else [span])


# -- what is taken as printed --------------------------------------------------------------------


def _field(document: _Document, name: str) -> str | None:
    found = document.table.first(name)
    if found is None:
        return None
    document.note(name, [(found.start, found.end)])
    return document.quote((found.start, found.end))


def _lines(document: _Document, name: str, spans: Iterable[Span | None]) -> tuple[str, ...]:
    found = [span for span in spans if span is not None]
    if found:
        document.note(name, found)
    return tuple(document.quote(span) for span in found)


def _publicity(document: _Document) -> str | None:
    span = document.foot.publicity
    if span is None:
        return _field(document, "publicity")
    document.note("publicity", [span])
    return document.quote(span)


def _action_period(document: _Document, title: str | None, issued: date | None) -> str | None:
    start = document.head.end
    annexed = [part for part in document.parts if part.issuers is not None]
    period = action_period.find(document.text, start, issued)
    while period and _is_reproduced(period.start, annexed):
        period = action_period.find(document.text, period.end, issued)
    period = period or action_period.opening(document.text, start, title or "", issued)
    if period is None:
        return None
    document.note("action_period", [(period.start, period.end)])
    return period.iso
