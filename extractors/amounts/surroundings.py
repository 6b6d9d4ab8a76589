"""The words around one amount: its phrase, clause and sentence, cut where punctuation ends them."""

import re
from typing import NamedTuple

_FAR = 240


class Surroundings(NamedTuple):
    """What stands before and after a range of a text, nearest unit first.

    `phrase` reaches back to the last ，；：or bracket, `clause` to the last ； or full stop,
    `sentence` to the last full stop or line break; `after` ahead to the next ，；。, `rest` to the
    full stop. The sentence begins at `begin` of `text`; nothing before `first` belongs here.
    """

    phrase: str
    clause: str
    sentence: str
    after: str
    rest: str
    text: str
    first: int
    begin: int

    @property
    def said(self) -> str:
        """The sentence before, "" at the beginning of a line."""
        text, first, begin = self.text, self.first, self.begin
        if begin == first or text[begin - 1] == "\n":
            return ""
        return text[_begin(_SENTENCE_BEFORE, text, first, begin - 1) : begin]

    @property
    def above(self) -> str:
        """All that stands shortly before the sentence."""
        return self.text[self.first : self.begin]


def around(text: str, start: int, end: int) -> Surroundings:
    """Return the words around `text[start:end]`, at most 240 characters each way."""
    first = start - _FAR if start > _FAR else 0
    begin = _begin(_SENTENCE_BEFORE, text, first, start)
    clause = text.rfind("；", begin, start) + 1 or begin
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
        text,
        first,
        begin,
    )


# 每个县（市、区）不少于3场: the bracket cuts nothing
_PLACE = re.compile("每个?(?:[县区市旗村]|乡?镇|街道|社区|行政村)（[^（）0-9]{1,10}）\\Z")
_SENTENCE = re.compile(r"[。！？\n]")
_PHRASE = re.compile(r"[，；：（）。\n]")
# up to the last of these signs
_SENTENCE_BEFORE = re.compile(r".*[。！？\n]", re.DOTALL)
_PHRASE_BEFORE = re.compile(r".*[，；：（）]", re.DOTALL)


def _begin(before: "re.Pattern[str]", text: str, first: int, end: int) -> int:
    """Return where the words after the last of some signs begin, at most back to `first`."""
    last = before.match(text, first, end)
    return last.end() if last else first
