"""The records of an Extraction: exactly the gold format of `gold/GUIDELINES.md`.

One definition for what a person annotates and what the program finds. Inside they are frozen
dataclasses; at the border (`pipeline.gold`) pydantic reads, checks and writes them and gives the
JSON Schema. Every `start`/`end` here counts code points of the document's text as stored, and
`text[start:end] == quote`.

Records that the program makes carry `rule` (what gave the value) and `evidence` beside the fields
of the guidelines; readers of the format ignore them.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal, TypeVar, dataclass_transform

R = TypeVar("R")

Bound = Literal["exact", "at_most", "at_least", "range", "approx"]
AmountKind = Literal["money", "count"]
AmountRole = Literal[
    "standard", "cap", "threshold", "total", "face_value", "target", "result", "other"
]
DateKind = Literal["point", "period", "deadline", "duration", "recurring", "vague"]
DateRole = Literal[
    "issue",
    "print",
    "publish",
    "action_period",
    "application",
    "eligibility",
    "deadline",
    "event",
    "report",
    "effective",
    "other",
]
PartKind = Literal["main", "attachment", "article"]
Status = Literal["planned", "reported"]
Basis = Literal["explicit", "actor", "section", "issuer"]
Payee = Literal["person", "employer", "agency"]
Payer = Literal["government", "firm", "union", "operator", "other"]


@dataclass_transform(frozen_default=True)
def record(kind: type[R]) -> type[R]:
    """Make a class a frozen dataclass that mypy alone holds frozen.

    Records are made by the hundred for a document; without the guard at run time in a quarter of
    the time.
    """
    return dataclass(slots=True, unsafe_hash=True)(kind)


@record
class Evidence:
    """The words a value rests on."""

    quote: str
    start: int
    end: int


@record
class Metadata:
    """What the document says of itself; None or () where the text does not print it."""

    title: str | None = None
    doc_number: str | None = None
    genre: str | None = None
    issuers: tuple[str, ...] = ()
    date_issued: date | None = None
    date_printed: date | None = None
    date_published: date | None = None
    region: str | None = None
    region_name: str | None = None
    recipients: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    publicity: str | None = None
    index_number: str | None = None
    cites: tuple[str, ...] = ()
    action_period: str | None = None
    evidence: dict[str, tuple[Evidence, ...]] = field(default_factory=dict)


@record
class Part:
    """A document or attachment within the text."""

    id: str
    kind: PartKind
    title: str | None
    issuers: tuple[str, ...] | None
    region: str | None
    start: int
    end: int


@record
class Unit:
    """A body that leads or supports a measure; `name` is its full official name."""

    quote: str
    start: int
    end: int
    name: str
    basis: Basis
    rule: str = ""


@record
class Measure:
    """One leaf item of the document's enumeration that commits to something or reports it."""

    id: str
    part: str
    label: str
    title: str | None
    region: str | None
    type: str
    also: tuple[str, ...]
    strength: int
    status: Status
    lead_units: tuple[Unit, ...]
    support_units: tuple[Unit, ...]
    target_groups: tuple[str, ...]
    start: int
    end: int
    rule: str = ""
    type_rule: str = ""


@record
class Amount:
    """A sum in yuan or a count. `min` is None under a ceiling, `max` above a floor."""

    quote: str
    start: int
    end: int
    kind: AmountKind
    min: Decimal | None
    max: Decimal | None
    unit: str
    per: str | None
    bound: Bound
    role: AmountRole
    measure: str | None = None
    rule: str = ""


@record
class DateMention:
    """A time. `start_day`/`end_day` are written `from`/`to`; `duration` is ISO 8601."""

    quote: str
    start: int
    end: int
    kind: DateKind
    start_day: date | None
    end_day: date | None
    duration: str | None
    role: DateRole
    working_days: bool = False
    measure: str | None = None
    rule: str = ""


@record
class Target:
    """A noun phrase naming whom a measure serves; `label` is a leaf or branch of the tree."""

    quote: str
    start: int
    end: int
    label: str
    measure: str | None = None
    rule: str = ""


@record
class Tier:
    """One step of a benefit: what is given from `threshold` on (its quote, or None)."""

    threshold: str | None
    min: Decimal | None
    max: Decimal | None
    unit: str
    per: str | None
    bound: Bound
    evidence: tuple[Evidence, ...] = ()


@record
class Cap:
    """The ceiling on a benefit's sum, in yuan, for each `per`."""

    max: Decimal
    per: str | None
    evidence: tuple[Evidence, ...] = ()


@record
class Period:
    """From and to, each None where the text leaves it open."""

    start_day: date | None
    end_day: date | None


@record
class Benefit:
    """What a person or a firm can obtain, with all its tiers."""

    id: str
    measure: str
    name: str
    beneficiary: str
    payee: Payee
    payer: Payer
    condition: str | None
    tiers: tuple[Tier, ...]
    cap: Cap | None = None
    limit: str | None = None
    funding: str | None = None
    window: Period | None = None
    qualifying: Period | None = None
    apply_to: str | None = None
    evidence: dict[str, tuple[Evidence, ...]] = field(default_factory=dict)
    rule: str = ""


@record
class Extraction:
    """All records of one document."""

    doc: str
    metadata: Metadata
    parts: tuple[Part, ...] = ()
    measures: tuple[Measure, ...] = ()
    amounts: tuple[Amount, ...] = ()
    dates: tuple[DateMention, ...] = ()
    targets: tuple[Target, ...] = ()
    benefits: tuple[Benefit, ...] = ()
