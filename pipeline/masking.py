"""What no view or export shows: one ● stands for each code point of a name, number or address.

The masked text is as long as the document's, so every offset holds in it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from extractors.folding import fold
from extractors.persons import find

MASK = "●"


@dataclass(frozen=True, slots=True)
class Masked:
    """A text to show. `spans` are the ranges that are hidden, `words` what stood there."""

    text: str
    spans: tuple[tuple[int, int], ...] = ()
    words: tuple[str, ...] = ()

    def quote(self, start: int, end: int) -> str:
        """Return the words of a range as they may be shown."""
        return self.text[start:end]

    def cover(self, words: str, start: int) -> str:
        """Return words that begin at `start` of the document as they may be shown.

        As `quote`, for where the text itself is not at hand.
        """
        end = start + len(words)
        for first, last in self.spans:
            if first < end and start < last:
                first, last = max(first, start) - start, min(last, end) - start
                words = words[:first] + MASK * (last - first) + words[last:]
        return words

    def hide(self, value: str) -> str:
        """Return a value of the document (a title, a line of its cc) as it may be shown."""
        for word in self.words:
            value = value.replace(word, MASK * len(word))
        return value


@lru_cache(maxsize=64)
def mask(text: str) -> Masked:
    """Return a document's text with persons masked, as long as it was."""
    spans = tuple(_spans(text))
    shown: list[str] = []
    done = 0
    for start, end in spans:
        shown += [text[done:start], MASK * (end - start)]
        done = end
    shown.append(text[done:])
    words = sorted({text[start:end] for start, end in spans}, key=lambda word: (-len(word), word))
    return Masked("".join(shown), spans, tuple(words))


def unmasked(text: str) -> Masked:
    """Return a document's text as it is, for the owner of the data (`--show-contacts`)."""
    return Masked(text)


def _spans(text: str) -> Iterator[tuple[int, int]]:
    folded = fold(text)
    for mention in find(folded.text):
        yield folded.span(mention.start, mention.end)
