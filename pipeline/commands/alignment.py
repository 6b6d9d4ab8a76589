"""`zhengce evaluate --alignment` and `zhengce compare --against`: local measures and the notice."""

import sys
import tomllib
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from extractors.records import Extraction
from pipeline.alignment import take_up
from pipeline.alignment_evaluation import (
    AlignmentScore,
    cross_validate,
    read_negatives,
    read_pairs,
    read_places,
)
from pipeline.codes import NATIONAL
from pipeline.document import Document
from pipeline.exports import uptake
from pipeline.knowledge_base import KnowledgeBase

NATIONAL_NAME = "national"


Scores = Mapping[str, AlignmentScore]


def scored(
    folder: Path,
    documents: Mapping[str, Document],
    gold: Mapping[str, Extraction],
    found: Mapping[str, Extraction],
) -> Scores:
    """Return the scores of the alignment with the records of gold, and with those found.

    Raises AlignmentGoldError where the folder has no annotated pairs.
    """
    pairs = read_pairs(folder / "alignment")
    negatives = read_negatives(folder / "alignment")
    return {
        name: cross_validate(*read_places(pairs, documents, gold, records), pairs, negatives)
        for name, records in (("records of gold", None), ("records found", found))
    }


def lines_of(scores: Scores) -> list[str]:
    """Return the scores and all disagreements as lines of text."""
    lines = ["", "alignment with the national notice, each place by a model of the others"]
    for name, score in scores.items():
        tally, (same, common) = score.pairs, score.related
        given, annotated = score.related_given
        lines += [
            f"{name}:",
            f"  pair P {tally.precision:.3f}  R {tally.recall:.3f}  F1 {tally.f1:.3f}  "
            f"(gold {tally.gold}, found {tally.found}, hits {tally.hits})",
            "  pair F1 by place: "
            + ", ".join(f"{place} {each.f1:.3f}" for place, each in score.places.items()),
            f"  relation accuracy {score.relation_accuracy:.3f} of {common} pairs found "
            f"({same} agree); of all {annotated} given pairs {given / annotated:.3f}; "
            f"always the commonest {score.commonest:.3f}",
            f"  new: {score.new.hits} of {score.new.gold} found; "
            f"hard negatives paired: {score.negatives[0]} of {score.negatives[1]}",
        ]
    errors = scores["records of gold"].errors
    lines.append(f"errors with the records of gold: {len(errors)}")
    lines += [
        f"  {error.local:14} {error.national:10} gold: {error.gold or 'no pair':13} "
        f"found: {error.found or 'no pair':13} {error.note}".rstrip()
        for error in errors
    ]
    return lines


def content_of(scores: Scores) -> dict[str, Any]:
    """Return the scores as JSON content."""
    return {
        name: {
            "pairs": {"f1": score.pairs.f1, **asdict(score.pairs)},
            "places": {place: tally.f1 for place, tally in score.places.items()},
            "relation_accuracy": score.relation_accuracy,
            "relation_accuracy_given": score.related_given[0] / score.related_given[1],
            "commonest_relation": score.commonest,
            "new": asdict(score.new),
            "hard_negatives_paired": list(score.negatives),
            "errors": [asdict(error) for error in score.errors],
        }
        for name, score in scores.items()
    }


def below_floors(scores: Scores, floors: Path) -> list[str]:
    """Return one line for each number under its floor in the table [alignment] of floors.toml."""
    score = scores["records of gold"]
    wanted = tomllib.loads(floors.read_text("utf-8")) if floors.is_file() else {}
    reached = {"pair_f1": score.pairs.f1, "relation_accuracy": score.relation_accuracy}
    return [
        f"alignment {name}: {reached.get(name, 0.0):.4f} is under the floor {floor}"
        for name, floor in wanted.get("alignment", {}).items()
        if reached.get(name, 0.0) < floor
    ]


Chosen = tuple[str, list[str] | None]


def compare_against(base: Path, chosen: Chosen, output: str, out: Path | None) -> None:
    """Print or write how chosen places take up a reference: "national" or a region's code.

    Raises KnowledgeBaseError where the base is none or holds no measure of the reference.
    """
    reference, regions = chosen
    code = NATIONAL if reference == NATIONAL_NAME else reference
    with KnowledgeBase.open_readonly(base) as stored:
        taken = take_up(stored, code, regions)
    if out is not None:
        uptake.write(taken, output, out)
    else:
        sys.stdout.write(uptake.text(taken, output))
