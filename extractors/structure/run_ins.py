"""Heads within a paragraph, each with its sentences: 「建强平台“聚”人才。建成…。…」.

Three or more of parallel form: they begin alike, end alike, or are as long with the same signs at
the same places. Leaves alone short sentences of prose.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

from extractors.structure import ends
from extractors.structure.sections import section_kinds

_SENTENCE = re.compile(r"[^。！？\n]+[。！？]?")
_NUMBER = re.compile(r"（[一二三四五六七八九十]{1,2}）|[①-⑳]")
_BEGINS_ALIKE = re.compile(r"[^，。：；0-9]{2,10}(?:，[^，。：；0-9]{2,14})?。")
# 活动反响热烈。 tells, whatever its length
_PARALLEL = re.compile(
    r"(?![这该其此他她它我您并还也且但而又目近全])"
    r"(?![^。]*(?:了|表示|已|将|效果|成效|反响|如下|以下))"
    r"(?=[^。]{4})[^，。：；0-9]{2,16}(?:，[^，。：；0-9]{2,14})?。"
)
# 送岗位：…; no field (活动地点：), speaker or body
_NAMED = re.compile(
    r"(?P<name>(?![^：]*(?:时间|地点|电话|对象|企业|单位|标准|方式|师傅|女士|先生|说|[局委办会厅区县市镇乡村部])：)"
    r"[^，。：；0-9、《]{2,10})：(?=[^。]{6})"
)
_WORDS = re.compile(r"[^“”，、+]")
_FEWEST = 3
_LONGEST = 28
_SHORTEST_REST = 8


class RunIn(NamedTuple):
    """A member of a list within a paragraph; `label` is the number its head begins with, or ""."""

    start: int
    end: int
    label: str
    head: str


def find(text: str, start: int, end: int) -> list[RunIn]:
    """Return the members of the list in the paragraph `[start, end)`, [] where it is none."""
    if text.count("。", start, end) < _FEWEST:
        return []
    sentences = list(_SENTENCE.finditer(text, start, end))
    while len(sentences) > 1 and ends.looks_ahead(sentences[-1][0]):
        sentences.pop()
    words = [match[0] for match in sentences]
    cuts = parallel(words)
    if not cuts and text.count("：", start, end) >= _FEWEST:
        words = [_before_colon(each) for each in words]
        cuts = _named_alike(words)
    found = []
    for at, after in zip(cuts, [*cuts[1:], len(sentences)], strict=False):
        head = words[at].rstrip("。")
        number = _NUMBER.match(head)
        label = number[0] if number else ""
        found.append(
            RunIn(sentences[at].start(), sentences[after - 1].end(), label, head[len(label) :])
        )
    if found:
        last = found[-1]
        found[-1] = last._replace(end=ends.member_end(text, last.start, last.end, goes_on=True))
    return found


def parallel(sentences: Sequence[str]) -> list[int]:
    """Return the indexes of the sentences that are heads of parallel form, [] below three.

    >>> parallel(["建平台聚才。", "建成创业园区4个，入驻企业80户。"] * 3)
    [0, 2, 4]
    """
    short = [at for at, each in enumerate(sentences[:-1]) if len(each) <= _LONGEST]
    if len(short) < _FEWEST:
        return []
    heads = [at for at in short if _BEGINS_ALIKE.fullmatch(sentences[at])]
    alike = _alike(sentences, heads, _first_sign)
    if alike:
        return alike
    heads = [
        at
        for at in short
        if _PARALLEL.fullmatch(sentences[at]) and len(sentences[at + 1]) >= _SHORTEST_REST
    ]
    return _alike(sentences, heads, _last_signs) or _alike(sentences, heads, _form)


def parallel_paragraphs(paragraphs: Sequence[str]) -> list[int]:
    """Return the indexes of the paragraphs whose first sentences are heads of parallel form."""
    halves = [paragraph.partition("。") for paragraph in paragraphs]
    parts = [part for head, stop, rest in halves for part in (head + stop, rest)]
    return [at // 2 for at in parallel(parts) if at % 2 == 0]


def _before_colon(sentence: str) -> str:
    """Return the name before a sentence's colon with a 。: 「送岗位。」 of 「送岗位：举办…」."""
    match = _NAMED.match(sentence)
    return match["name"] + "。" if match else ""


def _named_alike(names: Sequence[str]) -> list[int]:
    """Return the indexes of names of parallel form, [] where one names a field (活动时间)."""
    at = [index for index, name in enumerate(names) if name]
    if len(at) < _FEWEST or any(section_kinds(names[each][:-1]) for each in at):
        return []
    return (
        _alike(names, at, _first_sign) or _alike(names, at, _last_signs) or _alike(names, at, _form)
    )


def _alike(sentences: Sequence[str], heads: Sequence[int], form: Callable[[str], str]) -> list[int]:
    """Return those of the heads whose form three or more of them share."""
    forms = [form(sentences[at]) for at in heads]
    counts = Counter(forms)
    found = [at for at, each in zip(heads, forms, strict=True) if counts[each] >= _FEWEST]
    return found if len(found) >= _FEWEST else []


def _first_sign(head: str) -> str:
    return head[0]


def _last_signs(head: str) -> str:
    """Return how a head ends: 到位 of 「摸底调查到位。」."""
    return head[-3:]


def _form(head: str) -> str:
    """Return the length of a head and the places of its signs: 「字字字字“字”字字。」."""
    return _WORDS.sub("字", head)
