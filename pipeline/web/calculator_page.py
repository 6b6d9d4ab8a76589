"""测算: what a firm or a person states, and per place the benefits that fit with their sums."""

from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse

from pipeline.applicant import Applicant, inputs
from pipeline.calculator import Place, calculate, regions_for
from pipeline.codes import group_lineage, group_name
from pipeline.web.answers import Stored, page
from pipeline.web.asking import Region, WrongParameterError, codes
from pipeline.web.rendering import address
from pipeline.web.store import Store

router = APIRouter(include_in_schema=False)
_ROOTS = {"firm": ("employers",), "person": ("workers", "public")}
_MOST_ANSWERS = 200
PREFIX = "a."

WhoAsks = Annotated[Literal["firm", "person"], Query(description="firm 单位，person 个人")]
Groups = Annotated[list[str], Query(max_length=20, description="所属的服务对象")]
Answers = Annotated[
    list[str],
    Query(max_length=_MOST_ANSWERS, description="填报的数，如 outside_province:120"),
]


@dataclass(frozen=True, slots=True)
class Question:
    """Who asks the calculator, and where."""

    place: str
    applicant: Applicant

    def at(self, **changes: str) -> str:
        """Return the address of this question with some of it changed."""
        answers = {f"{PREFIX}{key}": value for key, value in self.applicant.answers.items()}
        groups = sorted(self.applicant.groups)
        values = {"place": self.place, "kind": self.applicant.kind, "group": groups, **answers}
        return address("/calculator", **{**values, **changes})


def question(
    request: Request,
    place: Region = "",
    kind: WhoAsks = "firm",
    group: Groups = [],  # noqa: B006 FastAPI copies it
    answer: Answers = [],  # noqa: B006
) -> Question:
    """Return what an address asks. Raises WrongParameterError."""
    groups = frozenset(codes(group, 40)) if all(map(_is_label, group)) else frozenset()
    if len(groups) < len(set(group) - {""}):
        raise WrongParameterError("没有这类服务对象")
    stated = dict(each.split(":", 1) for each in answer if ":" in each)
    for key, value in request.query_params.multi_items():
        if key.startswith(PREFIX) and value.strip():
            stated[key.removeprefix(PREFIX)] = value.strip()
    if len(stated) > _MOST_ANSWERS:
        raise WrongParameterError("填报的项目太多")
    kept = {key[:200]: value[:40] for key, value in stated.items()}
    return Question(place, Applicant(kind, groups, kept))


def _is_label(label: str) -> bool:
    return not label or group_name(label) != label


@router.get("/calculator")
def calculator(store: Stored, asked: Annotated[Question, Depends(question)]) -> HTMLResponse:
    """Return the form and, once a place is chosen, what it comes to."""
    applicant = asked.applicant
    places: tuple[Place, ...] = ()
    if asked.place:
        with store.limited():
            places = benefits_for(store, asked)
    return page(
        "calculator.html",
        "calculator",
        asked=asked,
        applicant=applicant,
        places=places,
        regions=store.regions,
        inputs=inputs(applicant.kind),
        groups=_groups(applicant.kind),
        others=_others(places),
        prefix=PREFIX,
        keys={each.key for each in inputs(applicant.kind)},
    )


def benefits_for(store: Store, asked: Question) -> tuple[Place, ...]:
    """Return the benefits of a place for who asks. Raises TooWideError."""
    known = {each.region for each in store.counted if each.region}
    sources = store.sources(regions_for(asked.place, known))
    return calculate(sources, asked.applicant, asked.place)


def _groups(kind: str) -> tuple[tuple[str, str], ...]:
    from extractors.lexicon import read_lexicon

    labels = (each.key for each in read_lexicon("targets"))
    roots = _ROOTS[kind]
    own = [each for each in labels if group_lineage(each)[-1] in roots and each not in roots]
    return tuple((each, group_name(each)) for each in own)


def _others(places: tuple[Place, ...]) -> int:
    return sum(line.standing == "open" for place in places for line in place.lines)
