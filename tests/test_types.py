"""The model of measure types in arrays says what its stored weights say when they are added up."""

import json
from base64 import b64decode, b64encode
from importlib import resources
from math import sqrt

import numpy
import pytest

from extractors import types
from extractors.types.model import UNIT, bigrams, model_of

STORED = json.loads(
    (resources.files("extractors") / "lexicons" / "type_weights.json").read_text("utf-8")
)
HEADS = ["发放一次性留岗补贴", "加强组织领导", ""]
BODIES = [
    "对春节期间留岗的外省籍职工，每人发放500元。",
    "各地要成立专班；各部门分工负责，定期报送进展情况。",
    "𠮷田公司开展线上线下招聘会，提供岗位3000个。",
]


def added_up(text, weights):
    """Return the score of a text for each leaf, in plain numbers."""
    known = [b64decode(weights[pair]) for pair in bigrams(text) if pair in weights]
    share = STORED["scale"] / sqrt(max(len(known), 1))
    return [share * sum(each[leaf] - 128 for each in known) for leaf in range(len(types.LEAVES))]


def test_arrays_add_up_the_stored_weights():
    reading = types.read(types.known_model(), HEADS, BODIES)
    votes = types.learned_votes(types.known_model(), reading) / UNIT
    for said, head, body in zip(votes, HEADS, BODIES, strict=True):
        of_both = zip(added_up(head, STORED["title"]), added_up(body, STORED["body"]), strict=True)
        wanted = [sum(each) + bias for each, bias in zip(of_both, STORED["bias"], strict=True)]
        assert numpy.allclose(said, wanted, atol=0.05)


def test_a_text_of_all_pairs_is_added_up():
    text = "\n".join(STORED["body"])
    reading = types.read(types.known_model(), [""], [text])
    votes = types.learned_votes(types.known_model(), reading)[0] / UNIT
    wanted = numpy.array(added_up(text, STORED["body"])) + STORED["bias"]
    assert numpy.allclose(votes, wanted, atol=0.05)


def test_more_pairs_than_can_be_added_up_are_refused():
    highest = b64encode(b"\xff" * len(STORED["leaves"])).decode()
    pairs = [chr(0x4E00 + at // 100) + chr(0x5E00 + at % 100) for at in range(9000)]
    with pytest.raises(ValueError, match="too many"):
        model_of(STORED | {"body": dict.fromkeys(pairs, highest), "title": {}})
