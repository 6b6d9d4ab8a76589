"""The linear model of measure types: bigrams of a text to a score for each leaf.

Applies the weights that `python -m pipeline.training` writes, without scikit-learn. A feature is
a pair of neighbouring characters. The texts of a whole document are scored together: its pairs
become numbers in one step, and each text sums the rows of weights of its own.
"""

import json
import re
from base64 import b64decode
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from operator import add
from typing import Any

import numpy
from numpy.typing import NDArray

UNIT = 1 << 16
"""What a score of 1 is among scores, which are whole numbers."""
# weights are stored as bytes, this one for nothing
_NO_WEIGHT = 128
# a number holds four weights or sums of weights, of 16 bits each, as far below or above the middle:
# the weights above nothing of all pairs are 18,000 together, and those below it 19,000
_MIDDLE = 1 << 15
_HELD = 4
_MIDDLES = numpy.full(_HELD, _MIDDLE, numpy.uint16).view(int)
# the number of a pair, under that of its text where both are one number
_PAIR_BITS = 17
_PAIR = (1 << _PAIR_BITS) - 1
_UNITS = numpy.dtype("<u2")
_ASTRAL = re.compile("[^\0-\uffff]")

Numbers = NDArray[numpy.int64]
Codes = NDArray[numpy.uint16]


@dataclass(frozen=True, slots=True)
class Model:
    """Weights of the bigrams of a text and of its title, for `leaves` in order.

    `signs` has the number of each character that is known, under its code, else 0. `pairs` has the
    number, from 1, of each pair that is known, under the numbers of its two characters. `weights`
    has a row for each pair in a body, and from `title` on one for each in a title: its weight for
    each leaf, then 1, or nothing but 0 where it is not weighed. Each number of a row holds four of
    these. `factors` has what the sum of so many weights is multiplied with.
    """

    leaves: tuple[str, ...]
    factors: Numbers
    bias: Numbers
    signs: Codes
    pairs: NDArray[numpy.uint16]
    weights: Numbers
    title: int

    def numbers_in(self, codes: Codes) -> Numbers:
        """Return for each place of a text the number of the pair that begins there, else 0."""
        signs = self.signs.take(codes).astype(int)
        cells = signs * len(self.pairs)
        cells[:-1] += signs[1:]
        return self.pairs.take(cells).astype(int)

    def scores(self, numbers: Numbers, owners: Numbers, size: int) -> Numbers:
        """Return the score that pairs give each leaf (columns) of each of `size` texts (rows).

        `numbers` are those of rows of `weights`, `owners` has the text of each. A pair counts once
        for a text, and the more of them there are, the less each counts.
        """
        # row 0 is first among those of each text
        owned = numpy.concatenate((numpy.arange(size), owners)) << _PAIR_BITS
        owned[size:] += numbers
        owned.sort()
        number = owned[bounds_of(owned)[:-1]] & _PAIR
        begins = (number == 0).nonzero()[0]
        sums = _apart(numpy.add.reduceat(self.weights.take(number, axis=0), begins, axis=0))
        leaves = len(self.leaves)
        scores: Numbers = sums[:, :leaves] * self.factors[sums[:, leaves : leaves + 1]]
        return scores


def _together(rows: Numbers) -> Numbers:
    """Return rows of weights as rows of numbers that hold four of them, and add up as they do."""
    together: Numbers = (rows + _MIDDLE).astype(numpy.uint16).view(int) - _MIDDLES
    return together


def _apart(sums: Numbers) -> Numbers:
    """Return rows of sums of which a number holds four as rows of single ones."""
    apart: Numbers = (sums + _MIDDLES).view(numpy.uint16).astype(int) - _MIDDLE
    return apart


def bounds_of(ordered: Numbers) -> Numbers:
    """Return where ordered numbers differ from the one before, and their end.

    >>> bounds_of(numpy.array([3, 3, 5])).tolist()
    [0, 2, 3]
    """
    differs = numpy.ones(len(ordered) + 1, bool)
    numpy.not_equal(ordered[1:], ordered[:-1], differs[1:-1])
    return differs.nonzero()[0]


def bigrams(text: str) -> set[str]:
    """Return the pairs of neighbouring characters in `text`.

    >>> sorted(bigrams("稳岗留"))
    ['岗留', '稳岗']
    """
    return set(map(add, text, text[1:]))


def codes_of(text: str) -> Codes:
    """Return the code of each character, that of U+FFFD for those beyond 16 bits."""
    units = text.encode("utf-16-le", "surrogatepass")
    if len(units) != 2 * len(text):
        units = _ASTRAL.sub("\ufffd", text).encode("utf-16-le", "surrogatepass")
    return numpy.frombuffer(units, _UNITS)


def model_of(stored: Mapping[str, Any], first: Iterable[str] = ()) -> Model:
    """Return the model of weights as they are stored: see `pipeline.training.weights_of`.

    The pairs of characters are numbered from those in `first`, which the model need not know.

    Raises ValueError where there are so many pairs that a text could hold a sum beyond its bits.
    """
    body, title = stored["body"], stored["title"]
    pairs = tuple(dict.fromkeys((*first, *body, *title)))
    # characters of many pairs first: what is read often lies together
    known = [sign for sign, _ in Counter("".join(pairs)).most_common()]
    signs = numpy.zeros(1 << 16, numpy.uint16)
    signs[[ord(each) for each in known]] = numpy.arange(1, len(known) + 1)
    table = numpy.zeros((len(known) + 1, len(known) + 1), numpy.uint16)
    table[signs[[ord(each[0]) for each in pairs]], signs[[ord(each[1]) for each in pairs]]] = (
        numpy.arange(1, len(pairs) + 1)
    )
    rows = numpy.concatenate([_rows(pairs, each, len(stored["leaves"])) for each in (body, title)])
    if max(signed.clip(0).sum(axis=0).max() for signed in (rows, -rows)) >= _MIDDLE:
        raise ValueError(f"{len(rows):,} pairs are too many to be summed: leave out the rarest")
    return Model(
        leaves=tuple(stored["leaves"]),
        factors=numpy.rint(
            stored["scale"] * UNIT / numpy.sqrt(numpy.maximum(numpy.arange(len(rows)), 1))
        ).astype(int),
        bias=numpy.array([round(each * UNIT) for each in stored["bias"]]),
        signs=signs,
        pairs=table,
        weights=_together(rows),
        title=len(pairs) + 1,
    )


def _rows(pairs: Iterable[str], stored: Mapping[str, str], size: int) -> Numbers:
    """Return a row for no pair and one for each of `pairs`, as the weights of `Model` are."""
    nothing = bytes([_NO_WEIGHT]) * (size + 1 + -(size + 1) % _HELD)
    after = bytes([_NO_WEIGHT + 1]) + nothing[size + 1 :]
    coded = (b64decode(stored[pair]) + after if pair in stored else nothing for pair in pairs)
    rows = numpy.frombuffer(nothing + b"".join(coded), numpy.uint8).reshape(-1, len(nothing))
    return rows.astype(int) - _NO_WEIGHT


@cache
def read_model(first: tuple[str, ...] = ()) -> Model:
    """Return the model of `lexicons/type_weights.json`."""
    path = resources.files("extractors") / "lexicons" / "type_weights.json"
    return model_of(json.loads(path.read_text("utf-8")), first)
