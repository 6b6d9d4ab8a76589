"""The words around one amount: its phrase, clause and sentence, cut where punctuation ends them."""

import re
from dataclasses import dataclass

_FAR = 240


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands before and after a range of a text, nearest unit first.

    `phrase` reaches back to the last ，；：or bracket, `clause` to the last ； or full stop,
    `sentence` to the last full stop or line break; `after` ahead to the next ，；。, `rest` to the
    full stop. `said` is the sentence before, "" at the beginning of a line.
    """

    phrase: str
    clause: str
    sentence: str
    after: str
    rest: str
    said: str


def around(text: str, start: int, end: int) -> Surroundings:
    """Return the words around `text[start:end]`, at most 240 characters each way."""
    before = text[max(0, start - _FAR) : start]
    begin = _last("。！？\n", before)
    sentence = before[begin:]
    is_first = begin == 0 or before[begin - 1] == "\n"
    said = "" if is_first else before[_last("。！？\n", before[: begin - 1]) : begin]
    clause = sentence[sentence.rfind("；") + 1 :]
    phrase = clause[_last("，；：（）", clause) :]
    rest = text[end : end + _FAR]
    stop = _SENTENCE.search(rest)
    rest = rest[: stop.start()] if stop else rest
    stop = _PHRASE.search(rest)
    after = rest[: stop.start()] if stop else rest
    return Surroundings(phrase, clause, sentence, after, rest, said)


_SENTENCE = re.compile(r"[。！？\n]")
_PHRASE = re.compile(r"[，；：（）。\n]")


def _last(signs: str, text: str) -> int:
    return max(text.rfind(sign) for sign in signs) + 1
