"""The weights that tell whether a measure carries out a clause, and how; learned from gold.

Two small logistic regressions over the features of `pipeline.alignment_features`, and two
thresholds: a pair holds above `least`, and a measure's best pair above `least_best`. They are kept
as numbers with names in `alignment_weights.json`, so that aligning needs no training.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import numpy

from pipeline.alignment_features import CHANGE, FEATURES, Array

RELATIONS = ("copied", "adapted", "strengthened", "weakened")
NEW = "new"
WEIGHTS = Path(__file__).parent / "alignment_weights.json"

_STEPS = numpy.arange(0.15, 0.7, 0.025)
_BEST_STEPS = (0.1, 0.15, 0.2, 0.25, 0.3)
_PAIR_STRICTNESS = 0.3
_CHANGE_STRICTNESS = 0.05


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The least probability of any pair, and that of a measure's best pair."""

    least: float
    least_best: float


@dataclass(frozen=True, slots=True)
class Model:
    """Weights by row and a bias: one row for pairs, one per relation for changes."""

    pairs: Array
    pair_bias: float
    changes: Array
    change_bias: Array
    thresholds: Thresholds

    def probabilities(self, features: Array) -> Array:
        """Return the probability of each pair: measures × clauses."""
        logits: Array = features @ self.pairs + self.pair_bias
        return 1 / (1 + numpy.exp(-logits))

    def relation(self, change: Sequence[float]) -> str:
        """Return the relation of a pair from its CHANGE features."""
        scores = self.changes @ numpy.array(change, dtype=float) + self.change_bias
        return RELATIONS[int(scores.argmax())]


def chosen(probabilities: Array, thresholds: Thresholds) -> Array:
    """Return which pairs hold: measures × clauses, True or False."""
    best = probabilities == probabilities.max(axis=1, keepdims=True)
    return (probabilities > thresholds.least) | (best & (probabilities > thresholds.least_best))


def fit_pairs(features: Array, holds: Array) -> tuple[Array, float]:
    """Return weights and bias for the features of pairs, given which of them hold."""
    weights, bias = _fit(features.reshape(-1, len(FEATURES)), holds.ravel(), _PAIR_STRICTNESS, None)
    return weights[0], float(bias[0])


def fit_changes(changes: Array, relations: Sequence[str]) -> tuple[Array, Array]:
    """Return weights and biases by relation; one that gold lacks is never chosen."""
    known = sorted(set(relations), key=RELATIONS.index)
    codes = [known.index(each) for each in relations]
    found, bias = _fit(changes, codes, _CHANGE_STRICTNESS, "balanced")
    rows = numpy.zeros((len(RELATIONS), len(CHANGE)))
    biases = numpy.full(len(RELATIONS), -99.0)
    at = [RELATIONS.index(each) for each in known]
    rows[at], biases[at] = found, bias
    return rows, biases


def _fit(features: Array, classes: Any, strictness: float, balance: str | None) -> tuple[Any, Any]:
    """Return a logistic regression's weights for the features as they are, not standardised."""
    from sklearn.linear_model import LogisticRegression

    mean, scale = features.mean(axis=0), features.std(axis=0)
    scale = numpy.where(scale > 0, scale, 1.0)
    model = LogisticRegression(C=strictness, max_iter=2000, class_weight=balance)
    model.fit((features - mean) / scale, classes)
    weights = model.coef_ / scale
    return weights, model.intercept_ - weights @ mean


def fit_thresholds(probabilities: Array, holds: Array) -> Thresholds:
    """Return the thresholds with the best F1 over pairs whose model did not see them."""
    candidates = [Thresholds(float(each), best) for each in _STEPS for best in _BEST_STEPS]
    return max(candidates, key=lambda each: _f1(chosen(probabilities, each), holds))


def _f1(found: Array, holds: Array) -> float:
    return float(2 * (found & holds).sum() / max(1, found.sum() + holds.sum()))


def write(model: Model, path: Path) -> None:
    """Write a model's numbers beside the names of what they weigh."""
    stored = {
        "thresholds": {
            "least": round(model.thresholds.least, 4),
            "least_best": round(model.thresholds.least_best, 4),
        },
        "pairs": {"bias": round(model.pair_bias, 5), **_named(FEATURES, model.pairs)},
        "changes": {
            relation: {"bias": round(float(bias), 5), **_named(CHANGE, row)}
            for relation, bias, row in zip(RELATIONS, model.change_bias, model.changes, strict=True)
        },
    }
    path.write_text(json.dumps(stored, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _named(names: Sequence[str], weights: Array) -> dict[str, float]:
    return {name: round(float(weight), 5) for name, weight in zip(names, weights, strict=True)}


@cache
def read_model() -> Model:
    """Return the model that is delivered."""
    stored = json.loads((resources.files("pipeline") / WEIGHTS.name).read_text("utf-8"))
    changes = [stored["changes"][relation] for relation in RELATIONS]
    return Model(
        numpy.array([stored["pairs"][name] for name in FEATURES]),
        stored["pairs"]["bias"],
        numpy.array([[row[name] for name in CHANGE] for row in changes]),
        numpy.array([row["bias"] for row in changes]),
        Thresholds(**stored["thresholds"]),
    )
