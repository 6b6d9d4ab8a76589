"""Lines of names of bodies: 「某市总工会」, 「省民政厅、省总工会、」.

Cuts a line into its names and joins a name that is broken over two lines. Leaves alone what ends
with no word for a body (persons, titles), and sentences.
"""

import re
from collections.abc import Iterable, Sequence

from extractors import places
from extractors.lexicon import one_of, read_lexicon

_FORMS = [form for entry in read_lexicon("body_endings") for form in entry.forms]
_ENDINGS = one_of(_FORMS)
_SEAL = r"（(?:代章|盖章|印章|公章|章)）"
ENDS_BODY = re.compile(rf"{_ENDINGS}(?:{_SEAL})?\Z")
_ONLY_ENDING = re.compile(rf"{_ENDINGS}")
_SEALED = re.compile(_SEAL)
_NO_BODY = re.compile(r"[。：？！《》\d]|^(?:附件|附表|第|关于|特此|印发|各)|的|召开|举[办行]")
# 某县春风行动招聘会: a meeting is held, it signs nothing
_MEETINGS = tuple(form for entry in read_lexicon("meetings") for form in entry.forms)
_BETWEEN = re.compile(r"[ \t、，；\n]+")
_STARTS_BODY = ("中共", "共青团", "中国", "国家", "国务院", "全国", "中华", *"省市区县州")
# these go on with a place: 国家税务总局广州市税务局, 中共广州市委
_NATIONAL = re.compile(r"国家税务总局|国家统计局|中国人民银行|中共|共青团|中国共产党")
_NATIONAL_END = re.compile(rf"(?:{_NATIONAL.pattern})\Z")
_WHOLE = frozenset({"国务院", "中共中央", "党中央"})
_LONGEST = 45

Span = tuple[int, int]


def is_body(name: str) -> bool:
    """Tell whether a name ends as the name of a body does and holds nothing that none has.

    >>> is_body("绍兴市总工会"), is_body("张三"), is_body("附件1"), is_body("委员会")
    (True, False, False, False)
    """
    if name in _WHOLE:
        return True
    if not 3 <= len(name) <= _LONGEST or _NO_BODY.search(name):
        return False
    if name[-1] == "会" and name.endswith(_MEETINGS):
        return False
    return bool(ENDS_BODY.search(name)) and not _ONLY_ENDING.fullmatch(name)


def starts_body(name: str) -> bool:
    """Tell whether a line begins as the name of a body does, even where its end is missing."""
    if name.startswith(_STARTS_BODY):
        return True
    return places.opening(name) is not None


def split(text: str, start: int, end: int) -> list[Span]:
    """Return the names of bodies that fill `[start, end)`, or [] where anything else stands there.

    A blank or line break inside a name is no border: 「…来穗人员⏎服务管理局」 is one.
    """
    pieces = [(start + begin, start + finish) for begin, finish in _pieces(text[start:end])]
    names: list[Span] = []
    open_start: int | None = None
    for begin, finish in pieces:
        first = begin if open_start is None else open_start
        name = joined(text, (first, finish))
        if is_body(name):
            names.append((first, finish))
            open_start = None
        elif names and open_start is None and _ONLY_ENDING.fullmatch(text[begin:finish]):
            names[-1] = (names[-1][0], finish)
        elif len(name) <= _LONGEST and not _NO_BODY.search(name):
            open_start = first
        else:
            return []
    if open_start is not None:
        return []
    return [part for name in names for part in _run_in(text, name)]


def _pieces(words: str) -> Iterable[Span]:
    place = 0
    for match in _BETWEEN.finditer(words):
        if match.start() > place:
            yield place, match.start()
        place = match.end()
    if place < len(words):
        yield place, len(words)


def _run_in(text: str, name: Span) -> list[Span]:
    """Return the names of a run: 广州市财政局广州市教育局 is cut where a name follows an ending.

    国家税务总局广州市税务局 is one name.
    """
    start, end = name
    if not _may_open(text[start : start + 12]):
        return [name]
    cuts = [start]
    borders = [mention.start for mention in places.find(text[start:end])]
    borders += [match.start() for match in _NATIONAL.finditer(text[start:end])]
    for border in sorted(borders):
        at = start + border
        before = text[cuts[-1] : at]
        is_ended = (
            at > cuts[-1] + 3 and ENDS_BODY.search(before) and not _NATIONAL_END.search(before)
        )
        if is_ended and is_body(text[at:end]):
            cuts.append(at)
    return list(zip(cuts, [*cuts[1:], end], strict=True))


def _may_open(words: str) -> bool:
    return bool(_NATIONAL.match(words)) or places.opening(words) is not None


def joined(text: str, name: Span) -> str:
    """Return the name at a span, without its seal and what broke it.

    >>> joined("广州市来穗人员\\n服务管理局（代章）", (0, 17))
    '广州市来穗人员服务管理局'
    """
    return _SEALED.sub("", _BETWEEN.sub("", text[name[0] : name[1]]))


def names(text: str, spans: Sequence[Span]) -> tuple[str, ...]:
    """Return the names at `spans`, each once, in order."""
    return tuple(dict.fromkeys(joined(text, span) for span in spans))
