"""The linear model of measure types: bigrams of a text to a score for each leaf.

Applies the weights that `python -m pipeline.training` writes, without scikit-learn. A feature is
a pair of neighbouring characters. What it adds to every leaf is packed into one integer with a
lane of 16 bits for each leaf, so that scoring a text is one sum of integers; scores have lanes of
32 bits. Narrow lanes matter because the weights of a text come from memory, not from the cache.
"""

import json
import re
from array import array
from base64 import b64decode
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import islice, repeat
from math import sqrt
from operator import add
from sys import byteorder

UNIT = 1 << 16
"""What a score of 1 is in a lane."""
_LANE_BITS = 32
NOTHING = 1 << (_LANE_BITS - 1)
"""What a score of 0 is in an unpacked lane."""
_NO_WEIGHT = 128
_COUNT = (1 << _LANE_BITS) - 1
# so many weights of a byte add up within a narrow lane
_NARROW_BITS, _MOST_NARROW = 16, 256
_ASTRAL = re.compile("[^\0-\uffff]")


@dataclass(frozen=True, slots=True)
class Model:
    """Packed weights of the bigrams of a text and of its title, for `leaves` in order.

    `numbers` has the number, from 1, of each pair of characters that is known, under its code.
    `body` and `title` hold the weights at these numbers in narrow lanes, as `narrow` packs them.
    """

    leaves: tuple[str, ...]
    scale: float
    bias: int
    numbers: Mapping[int, int]
    body: Sequence[int]
    title: Sequence[int]

    def numbers_in(self, text: str) -> list[int]:
        """Return the number of each pair of characters in `text`, 0 of those not known."""
        return list(map(self.numbers.get, _codes(text), repeat(0)))

    def scores(self, text: Set[int], title: Set[int]) -> int:
        """Return the packed scores for the pairs of a measure's text and of its title."""
        total = self.bias
        for pairs, weights in ((text, self.body), (title, self.title)):
            lanes = wide_sum(map(weights.__getitem__, pairs), len(pairs), len(self.leaves))
            known = lanes & _COUNT
            if known:
                lanes = (lanes >> _LANE_BITS) - known * _NO_WEIGHT * _ones(len(self.leaves))
                total += round(self.scale * UNIT / sqrt(known)) * lanes
        return total


def bigrams(text: str) -> set[str]:
    """Return the pairs of neighbouring characters in `text`.

    >>> sorted(bigrams("稳岗留"))
    ['岗留', '稳岗']
    """
    return set(map(add, text, text[1:]))


def _codes(text: str) -> "array[int]":
    """Return each pair of characters as one number, the 32 bits of its UTF-16.

    To read numbers off the bytes, at even and at odd places, costs a tenth of joining characters.
    """
    units = text.encode("utf-16-le", "surrogatepass")
    if len(units) != 2 * len(text):
        units = _ASTRAL.sub("\ufffd", text).encode("utf-16-le", "surrogatepass")
    codes = array("I", bytes(4 * max(0, len(text) - 1)))
    size = len(units)
    codes[::2] = array("I", units[: size & -4])
    codes[1::2] = array("I", units[2 : 2 + (size - 2 & -4)])
    return codes


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


def narrow(weights: bytes) -> int:
    """Return weights of one byte each, 128 for nothing, as one integer of narrow lanes.

    The first lane counts the weights: it holds 1. The lanes of the first half stand at even places
    and those of the second at odd ones, so that `wide_sum` may part them.
    """
    half = len(weights) // 2 + 1
    lanes = array("H", bytes(4 * half))
    ordered = array("H", [1, *weights, 0][: 2 * half])
    lanes[::2], lanes[1::2] = ordered[:half], ordered[half:]
    return int.from_bytes(lanes.tobytes(), byteorder)


def wide_sum(weights: Iterable[int], number: int, size: int) -> int:
    """Return the sum of so many integers of narrow lanes, in lanes of 32 bits.

    >>> total = wide_sum([narrow(bytes([1, 2, 3]))] * 300, 300, 3)
    >>> [total >> 32 * lane & 0xFFFFFFFF for lane in range(4)]
    [300, 300, 600, 900]
    """
    half = size // 2 + 1
    even = ((1 << _NARROW_BITS) - 1) * _ones(half)
    rest = iter(weights)
    total = 0
    for _ in range(0, number, _MOST_NARROW):
        lanes = sum(islice(rest, _MOST_NARROW))
        total += (lanes & even) + ((lanes >> _NARROW_BITS & even) << half * _LANE_BITS)
    return total


@cache
def _ones(size: int) -> int:
    return sum(1 << (_LANE_BITS * lane) for lane in range(size))


def model_of(stored: Mapping[str, object], first: Iterable[str] = ()) -> Model:
    """Return the model of weights as they are stored: see `pipeline.training.weights_of`.

    The pairs of characters are numbered from those in `first`, which the model need not know.
    """
    leaves, scale, bias = stored["leaves"], stored["scale"], stored["bias"]
    body, title = stored["body"], stored["title"]
    assert isinstance(leaves, list | tuple) and isinstance(scale, float)
    assert isinstance(bias, list) and isinstance(body, dict) and isinstance(title, dict)
    pairs = tuple(dict.fromkeys((*first, *body, *title)))
    return Model(
        leaves=tuple(leaves),
        scale=scale,
        bias=packed(round(each * UNIT) for each in bias),
        numbers={_codes(pair)[0]: number for number, pair in enumerate(pairs, 1)},
        body=[0, *(_weight(body.get(pair)) for pair in pairs)],
        title=[0, *(_weight(title.get(pair)) for pair in pairs)],
    )


def _weight(code: str | None) -> int:
    return narrow(b64decode(code)) if code else 0


@cache
def read_model(first: tuple[str, ...] = ()) -> Model:
    """Return the model of `lexicons/type_weights.json`."""
    path = resources.files("extractors") / "lexicons" / "type_weights.json"
    return model_of(json.loads(path.read_text("utf-8")), first)
