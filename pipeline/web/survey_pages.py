"""日历 and 统计: what is due when, and the knowledge base in pictures."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.responses import HTMLResponse, Response

from pipeline.calendar import ROLES, Item, items
from pipeline.codes import DATE_ROLES, NATIONAL
from pipeline.exports import ics
from pipeline.web.answers import Stored, page
from pipeline.web.asking import Regions, WrongParameterError, codes
from pipeline.web.chosen import Chosen, chosen, comparison_of
from pipeline.web.pictures import bars, heat, stack, time_line
from pipeline.web.rendering import address
from pipeline.web.store import Store, TooWideError

router = APIRouter(include_in_schema=False)
_USUAL = ("application", "deadline", "action_period", "report")

Roles = Annotated[list[str], Query(max_length=12, description="时间的用途")]


def due(store: Store, regions: Sequence[str], roles: Sequence[str]) -> tuple[Item, ...]:
    """Return the times of chosen places and uses, each once. Raises TooWideError."""
    if any(role not in ROLES for role in roles):
        raise WrongParameterError("没有这种用途的时间")
    found = items(store.sources(regions or None), roles or _USUAL)
    once: dict[tuple[object, ...], Item] = {}
    for item in found:
        if not regions or item.region in regions:
            owner = item.measure.id if item.measure else item.quote
            key = (item.source.stored.id, owner, item.role, item.start_day, item.end_day)
            once.setdefault(key, item)
    return tuple(once.values())


@router.get("/calendar")
def calendar(
    store: Stored,
    region: Regions = [],  # noqa: B006 FastAPI copies it
    role: Roles = [],  # noqa: B006
) -> HTMLResponse:
    """Return the calendar: a time line and a list, what has no day last."""
    regions, roles = codes(region), codes_of_roles(role)
    try:
        with store.limited():
            found: tuple[Item, ...] | None = due(store, regions, roles)
    except TooWideError:
        found = None
    return page(
        "calendar.html",
        "calendar",
        items=found,
        line=time_line(found or ()),
        regions=store.regions,
        chosen=regions,
        roles=[(each, DATE_ROLES[each]) for each in ROLES],
        on=roles or _USUAL,
        file=address("/calendar.ics", region=regions, role=roles),
    )


@router.get("/calendar.ics")
def calendar_file(
    store: Stored,
    region: Regions = [],  # noqa: B006
    role: Roles = [],  # noqa: B006
) -> Response:
    """Return the calendar as a file for other calendars."""
    with store.limited():
        found = due(store, codes(region), codes_of_roles(role))
    headers = {"content-disposition": 'attachment; filename="zhengce.ics"'}
    return Response(ics.render(found), media_type="text/calendar; charset=utf-8", headers=headers)


def codes_of_roles(role: Sequence[str]) -> tuple[str, ...]:
    """Return the uses that are asked for, each once. Raises WrongParameterError."""
    if any(each and each not in ROLES for each in role):
        raise WrongParameterError("没有这种用途的时间")
    return tuple(dict.fromkeys(each for each in role if each))


@router.get("/statistics")
def statistics(store: Stored, wanted: Annotated[Chosen, Depends(chosen)]) -> HTMLResponse:
    """Return the pictures of chosen places and types."""
    try:
        with store.limited():
            found = comparison_of(store, wanted)
    except TooWideError:
        found = None
    return page(
        "statistics.html",
        "statistics",
        wanted=wanted,
        regions=store.regions,
        found=found,
        heat=heat(found) if found else None,
        bars=bars(found) if found else (),
        stack=stack(found) if found else None,
        national=NATIONAL,
    )
