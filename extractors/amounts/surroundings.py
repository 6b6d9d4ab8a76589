"""The words around one amount: its phrase, clause and sentence, cut where punctuation ends them."""

import re
from typing import NamedTuple

import regex

_FAR = 240


class Surroundings(NamedTuple):
    """What stands before and after a range of a text, nearest unit first.

    `phrase` reaches back to the last ，；：or bracket, `clause` to the last ； or full stop,
    `sentence` to the last full stop or line break; `after` ahead to the next ，；。, `rest` to the
    full stop. `said` is the sentence before, "" at the beginning of a line; `above` all that stands
    shortly before the sentence.
    """

    phrase: str
    clause: str
    sentence: str
    after: str
    rest: str
    said: str
    above: str


def around(text: str, start: int, end: int) -> Surroundings:
    """Return the words around `text[start:end]`, at most 240 characters each way."""
    first = max(0, start - _FAR)
    begin = _begin(_SENTENCE_BEFORE, text, first, start)
    is_first = begin == first or text[begin - 1] == "\n"
    said = "" if is_first else text[_begin(_SENTENCE_BEFORE, text, first, begin - 1) : begin]
    clause = max(begin, text.rfind("；", begin, start) + 1)
    phrase = _begin(_PHRASE_BEFORE, text, clause, start)
    if phrase > clause and text[phrase - 1] == "）":
        place = _PLACE.search(text, max(clause, phrase - 16), phrase)
        phrase = place.start() if place else phrase
    stop = _SENTENCE.search(text, end, end + _FAR)
    rest = stop.start() if stop else end + _FAR
    stop = _PHRASE.search(text, end, rest)
    after = stop.start() if stop else rest
    return Surroundings(
        text[phrase:start],
        text[clause:start],
        text[begin:start],
        text[end:after],
        text[end:rest],
        said,
        text[first:begin],
    )


# 每个县（市、区）不少于3场: the bracket cuts nothing
_PLACE = re.compile("每个?(?:[县区市旗村]|乡?镇|街道|社区|行政村)（[^（）0-9]{1,10}）\\Z")
_SENTENCE = re.compile(r"[。！？\n]")
_PHRASE = re.compile(r"[，；：（）。\n]")
_SENTENCE_BEFORE = regex.compile(r"(?r)[。！？\n]")
_PHRASE_BEFORE = regex.compile(r"(?r)[，；：（）]")


def _begin(sign: "regex.Pattern[str]", text: str, first: int, end: int) -> int:
    """Return where the words after the last of some signs begin, at most back to `first`."""
    last = sign.search(text, first, end)
    return last.end() if last else first
