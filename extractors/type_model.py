"""The linear model of measure types: bigrams of a text to a score for each leaf.

Applies the weights that `python -m pipeline.training` writes, without scikit-learn. A feature is
a pair of neighbouring characters; its weights for all leaves are packed into one integer with a
lane of 32 bits for each leaf, so that scoring a text is one sum.
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

_LANE_BITS = 32
_MIDDLE = 128


@dataclass(frozen=True, slots=True)
class Model:
    """Packed weights of the bigrams of a text and of its title, for `leaves` in order."""

    leaves: tuple[str, ...]
    scale: float
    bias: tuple[float, ...]
    body: Mapping[str, int]
    title: Mapping[str, int]

    def scores(self, text: Set[str], title: Set[str]) -> list[float]:
        """Return the score of each leaf for the bigrams of a measure's text and title."""
        total = list(self.bias)
        for pairs, weights in ((text, self.body), (title, self.title)):
            known = weights.keys() & pairs
            if known:
                factor = self.scale / sqrt(len(known))
                lanes = unpacked(sum(map(weights.__getitem__, known)), len(total))
                total = [score + factor * lane for score, lane in zip(total, lanes, strict=True)]
        return total


def bigrams(text: str) -> set[str]:
    """Return the pairs of neighbouring characters in `text`.

    >>> sorted(bigrams("稳岗留"))
    ['岗留', '稳岗']
    """
    return set(map(add, text, text[1:]))


def packed(weights: bytes) -> int:
    """Return weights, one byte each with 128 for nothing, as one integer of signed lanes."""
    lanes = int.from_bytes(array("I", list(weights)).tobytes(), byteorder)
    return lanes - _MIDDLE * ones(len(weights))


def unpacked(total: int, size: int) -> Iterable[int]:
    """Return the lanes of a sum of packed weights.

    >>> list(unpacked(packed(bytes([130, 127])) + packed(bytes([131, 120])), 2))
    [5, -9]
    """
    half = 1 << (_LANE_BITS - 1)
    lanes = array("I", (total + half * ones(size)).to_bytes(size * _LANE_BITS // 8, byteorder))
    return (lane - half for lane in lanes)


@cache
def ones(size: int) -> int:
    """Return the integer with a 1 in each of `size` lanes."""
    return sum(1 << (_LANE_BITS * lane) for lane in range(size))


@cache
def read_model() -> Model:
    """Return the model of `lexicons/type_weights.json`."""
    path = resources.files("extractors") / "lexicons" / "type_weights.json"
    stored = json.loads(path.read_text("utf-8"))
    return Model(
        leaves=tuple(stored["leaves"]),
        scale=stored["scale"],
        bias=tuple(stored["bias"]),
        body={pair: packed(b85decode(code)) for pair, code in stored["body"].items()},
        title={pair: packed(b85decode(code)) for pair, code in stored["title"].items()},
    )
