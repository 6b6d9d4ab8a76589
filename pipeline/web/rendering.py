"""Templates and how values stand on the page: days as 2021年3月31日, sums as 30万元 with the exact
number beside them, everything escaped.
"""

import hashlib
import re
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any
from urllib.parse import quote, urlencode

from markupsafe import Markup, escape

from pipeline import sums, wording
from pipeline.applicant import KINDS
from pipeline.calculator import STANDINGS
from pipeline.checks import STATES
from pipeline.codes import (
    BASES,
    PAYEES,
    PAYERS,
    STATUSES,
    STRENGTHS,
    family_name,
    group_lineage,
    group_name,
    region_name,
    type_name,
)
from pipeline.web.runs import excerpt

_LARGE = re.compile(r"(?P<number>[0-9]+(?:\.[0-9]+)?)(?P<scale>[万亿])(?P<unit>元?)")
_SIZES = {"万": 10**4, "亿": 10**8}


def shown(text: str) -> Markup:
    """Return words about values, escaped, with the exact number behind each 万 and 亿.

    >>> str(shown("≤30万元/户"))
    '≤<data value="300000" title="300,000元">30万元</data>/户'
    """
    pieces, done = [], 0
    for match in _LARGE.finditer(text):
        number = Decimal(match["number"]) * _SIZES[match["scale"]]
        exact = format(number.normalize(), "f")
        tag = '<data value="{}" title="{}{}">{}</data>'
        pieces.append(escape(text[done : match.start()]))
        pieces.append(Markup(tag).format(exact, sums.plain(number), match["unit"], match.group()))
        done = match.end()
    pieces.append(escape(text[done:]))
    return Markup("").join(pieces)


def lines(text: str) -> Markup:
    """Return an amount with each of its tiers on a line of its own."""
    head, split, steps = text.partition("分档：")
    if not split:
        return shown(text)
    tiers = [shown(step) for step in steps.split("；")]
    return shown(head) + Markup("分档：<br>") + Markup("<br>").join(tiers)


def address(path: str, **values: Any) -> str:
    """Return an address with those of the values that are set.

    >>> address("/", q="稳岗", page=None)
    '/?q=%E7%A8%B3%E5%B2%97'
    """
    kept = [(key, value) for key, value in values.items() if value not in (None, "", False, [])]
    return path + ("?" + urlencode(kept, doseq=True) if kept else "")


def of_document(name: str, measure: str | None = None) -> str:
    """Return the address of a document's text, at a measure of it."""
    return f"/documents/{quote(name)}" + (f"#m-{quote(measure)}" if measure else "")


def of_measure(key: str) -> str:
    """Return the stable address of a measure's card; `key` is document and measure."""
    return f"/measures/{quote(key)}"


def flat(text: str) -> str:
    """Return a printed title on one line."""
    return "".join(text.split("\n")).replace("**", "").strip()


@cache
def of_static(name: str) -> str:
    """Return the address of a file of the page, which changes with the file."""
    content = (resources.files("pipeline") / "web" / "static" / name).read_bytes()
    return f"/static/{name}?{hashlib.sha256(content).hexdigest()[:8]}"


@cache
def environment() -> Any:
    """Return the templates: everything escaped, an unknown name an error."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("pipeline.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters.update(day=wording.day, shown=shown, lines=lines, flat=flat)
    made.globals.update(
        address=address,
        of_document=of_document,
        of_measure=of_measure,
        of_static=of_static,
        excerpt=excerpt,
        wording=wording,
        sums=sums,
        plain=sums.plain,
        type_name=type_name,
        family_name=family_name,
        group_name=group_name,
        group_lineage=group_lineage,
        region_name=region_name,
        payers=PAYERS,
        payees=PAYEES,
        statuses=STATUSES,
        strengths=STRENGTHS,
        bases=BASES,
        states=STATES,
        standings=STANDINGS,
        kinds=KINDS,
    )
    return made


def render(template: str, **values: Any) -> str:
    """Return a page."""
    page: str = environment().get_template(template).render(**values)
    return page
