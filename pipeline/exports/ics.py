"""The calendar as an .ics file (RFC 5545): all-day events that any calendar reads.

A period is an event over its days; one that the text leaves open at one end is an event on the
other end, and says so. What has no day at all is no event. The same items give the same file.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from pipeline.calendar import Item
from pipeline.codes import region_name

STAMP = "20000101T000000Z"
_WIDTH = 74


def render(items: Iterable[Item]) -> str:
    """Return the file's text."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//zhengce//calendar//ZH"]
    lines += ["CALSCALE:GREGORIAN", "X-WR-CALNAME:政策日历"]
    for item in items:
        if item.is_resolved:
            lines += _event(item)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _event(item: Item) -> Iterator[str]:
    first, last = _span(item)
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(item.key)}@zhengce"
    yield f"DTSTAMP:{STAMP}"
    yield f"DTSTART;VALUE=DATE:{first:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{last + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(f'{region_name(item.region)} {item.role_name}：{item.title}')}"
    open_end = ""
    if item.start_day is None:
        open_end = "（起始未载明，仅标截止日）"
    elif item.end_day is None:
        open_end = "（截止未载明，仅标起始日）"
    yield f"DESCRIPTION:{_text(f'原文：{item.quote}{open_end}')}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _span(item: Item) -> tuple[date, date]:
    first, last = item.start_day or item.end_day, item.end_day or item.start_day
    assert first is not None and last is not None
    return first, max(first, last)


def _text(words: str) -> str:
    """Return a text with what has a meaning in the format escaped."""
    flat = " ".join(words.split())
    return flat.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _folded(line: str) -> Iterator[str]:
    """Yield the pieces of a line, none longer than 75 octets, no character cut."""
    piece = b""
    for character in line:
        octets = character.encode()
        if len(piece) + len(octets) > _WIDTH:
            yield piece.decode()
            piece = b" "
        piece += octets
    yield piece.decode()
