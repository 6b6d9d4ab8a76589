"""The words around a time, by which its role is told."""

import re
from typing import NamedTuple

_BRACKETED = re.compile(r"（[^（）\n]*）")
_PAUSE = re.compile("[，；：]")


class Setting(NamedTuple):
    """The words around a time within its line, cut at 80 characters on either side.

    Where the line begins with the time and the line above is a label (成文日期：), `before` is that
    label. `sentence` and `clause` are the words after the time up to the next stop and to the next
    comma, as `parted` cuts them. `is_in_action` under a heading 行动时间,
    `has_action` where there is such a heading, `is_condition` in a list of conditions.
    """

    before: str
    after: str
    sentence: str
    clause: str
    is_in_action: bool
    has_action: bool
    is_in_measure: bool
    is_condition: bool


def parted(after: str) -> tuple[str, str]:
    """Return the sentence and the clause that words begin, without 期间 and brackets."""
    rest = _BRACKETED.sub("", after) if "（" in after else after
    rest = rest.removeprefix("）")
    sentence = rest.removeprefix("期间").removeprefix("，").partition("。")[0]
    pause = _PAUSE.search(sentence)
    return sentence, sentence[: pause.start()] if pause else sentence
