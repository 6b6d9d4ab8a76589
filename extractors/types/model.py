"""The linear model of measure types: bigrams of a text to a score for each leaf.

Applies the weights that `python -m pipeline.training` writes, without scikit-learn. A feature is
a pair of neighbouring characters. What it adds to every leaf is packed into one integer with a
lane of 32 bits for each leaf, so that scoring a text is one sum of integers.
"""

import json
from array import array
from base64 import b85decode
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from functools import cache
from importlib import resources
from math import sqrt
from operator import add
from sys import byteorder

UNIT = 1 << 16
"""What a score of 1 is in a lane."""
_LANE_BITS = 32
NOTHING = 1 << (_LANE_BITS - 1)
"""What a score of 0 is in an unpacked lane."""
_NO_WEIGHT = 128


@dataclass(frozen=True, slots=True)
class Model:
    """Packed weights of the bigrams of a text and of its title, for `leaves` in order."""

    leaves: tuple[str, ...]
    scale: float
    bias: int
    body: Mapping[str, int]
    title: Mapping[str, int]
    body_pairs: frozenset[str]
    title_pairs: frozenset[str]

    def scores(self, text: Set[str], title: Set[str]) -> int:
        """Return the packed scores for the bigrams of a measure's text and of its title."""
        total = self.bias
        for pairs, weights, names in (
            (text, self.body, self.body_pairs),
            (title, self.title, self.title_pairs),
        ):
            known = names & pairs
            if known:
                factor = round(self.scale * UNIT / sqrt(len(known)))
                total += factor * sum(map(weights.__getitem__, known))
        return total


def bigrams(text: str) -> set[str]:
    """Return the pairs of neighbouring characters in `text`.

    >>> sorted(bigrams("稳岗留"))
    ['岗留', '稳岗']
    """
    return set(map(add, text, text[1:]))


def packed(scores: Iterable[int]) -> int:
    """Return one integer with a signed lane for each score."""
    return sum(score << (_LANE_BITS * lane) for lane, score in enumerate(scores))


def unpacked(total: int, size: int) -> "array[int]":
    """Return the lanes of a sum of packed scores, each raised by NOTHING.

    >>> lanes = unpacked(packed([2, -1]) + packed([3, -8]), 2)
    >>> lanes[0] - lanes[1]
    14
    """
    raised = total + NOTHING * _ones(size)
    return array("I", raised.to_bytes(size * _LANE_BITS // 8, byteorder))


def packed_bytes(weights: bytes) -> int:
    """Return weights of one byte each, 128 for nothing, as one integer of signed lanes."""
    lanes = int.from_bytes(array("I", list(weights)).tobytes(), byteorder)
    return lanes - _NO_WEIGHT * _ones(len(weights))


@cache
def _ones(size: int) -> int:
    return sum(1 << (_LANE_BITS * lane) for lane in range(size))


def model_of(stored: Mapping[str, object]) -> Model:
    """Return the model of weights as they are stored: see `pipeline.training.weights_of`."""
    leaves, scale, bias = stored["leaves"], stored["scale"], stored["bias"]
    body, title = stored["body"], stored["title"]
    assert isinstance(leaves, list | tuple) and isinstance(scale, float)
    assert isinstance(bias, list) and isinstance(body, dict) and isinstance(title, dict)
    body_weights = {pair: packed_bytes(b85decode(code)) for pair, code in body.items()}
    title_weights = {pair: packed_bytes(b85decode(code)) for pair, code in title.items()}
    return Model(
        leaves=tuple(leaves),
        scale=scale,
        bias=packed(round(each * UNIT) for each in bias),
        body=body_weights,
        title=title_weights,
        body_pairs=frozenset(body_weights),
        title_pairs=frozenset(title_weights),
    )


@cache
def read_model() -> Model:
    """Return the model of `lexicons/type_weights.json`."""
    path = resources.files("extractors") / "lexicons" / "type_weights.json"
    return model_of(json.loads(path.read_text("utf-8")))
