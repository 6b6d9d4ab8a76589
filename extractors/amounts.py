"""Amounts: sums of money and counts with their bound, what one is for (per) and their role.

`find` reads what is printed beside the number; `resolve` adds what the clause around it says: a
bound that is not adjacent (每人最高可补贴300元), what one amount is for (每户企业最高30万元) and its
role. Left alone: numbers in forms and tables of forms, and all that `find` leaves alone.
"""

from collections.abc import Iterable

import regex

from extractors.amount_bounds import settled
from extractors.amount_per import per_of
from extractors.amount_roles import role_of
from extractors.mention import Mention
from extractors.quantities import Count, Money, find
from extractors.records import Amount
from extractors.scope import Scope
from extractors.surroundings import around

__all__ = ["Count", "Money", "find", "resolve"]

Amounts = Iterable[Mention[Money | Count]]


def resolve(mentions: Amounts, scope: Scope) -> tuple[Amount, ...]:
    """Return the amounts of a document, in order."""
    found: list[Amount] = []
    before: Mention[Money | Count] | None = None
    for mention in settled(scope.text, list(mentions)):
        is_listed = before is not None and _is_listed(scope.text, before, mention)
        found.append(_record(mention, scope, found[-1] if is_listed else None))
        before = mention
    return tuple(found)


def _is_listed(text: str, before: Mention[Money | Count], mention: Mention[Money | Count]) -> bool:
    """Tell whether a sum continues a bare list: 每家80万元、30万元、20万元."""
    return (
        type(before.value) is type(mention.value)
        and before.value.unit == mention.value.unit
        and mention.value.per is None
        and _BARE_GAP.fullmatch(text, before.end, mention.start) is not None
    )


_BARE_GAP = regex.compile("[、和及与或/]|以及")


def _record(mention: Mention[Money | Count], scope: Scope, listed: Amount | None) -> Amount:
    value = mention.value
    evidence = scope.evidence(mention.start, mention.end)
    measure = scope.measure_at(mention.start, mention.end)
    if listed:
        role, per = listed.role, listed.per
    else:
        words = around(scope.text, mention.start, mention.end)
        quote = scope.text[mention.start : mention.end]
        role = role_of(value, quote, words, measure.status if measure else None)
        per = per_of(value, role, words)
    return Amount(
        quote=evidence.quote,
        start=evidence.start,
        end=evidence.end,
        kind="money" if isinstance(value, Money) else "count",
        min=value.min,
        max=value.max,
        unit=value.unit,
        per=per,
        bound=value.bound,
        role=role,
        measure=measure.id if measure else None,
        rule=mention.rule,
    )
