"""Tells where the titles of the document and of its annexes stand: what they name says nothing.

「附件：1. 2021年春节…申请表」 names a form; its year is no time that the document sets.
"""

from collections.abc import Iterator

import regex

from extractors.lexicon import one_of, read_lexicon

_GENRES = [form for entry in read_lexicon("genres") for form in entry.forms]
_PAPERS = [
    "表",
    "列表",
    "名单",
    "目录",
    "手册",
    "指南",
    "指引",
    "二维码",
    "模板",
    "样表",
    "样式",
    "承诺书",
    "申请书",
    "申报书",
    "任务书",
    "责任书",
    "合同",
    "协议",
    "回执",
    "流程图",
    "图",
    "汇编",
    "预案",
    "总结",
    "说明",
    "范本",
    "须知",
    "导则",
    "指标",
    "概况",
    "计划",
    "规划",
]
_TITLE_LINE = regex.compile(
    rf"^(?:附件?[0-9：一二三四五六七八九十]*|[0-9]{{1,2}}[.、．])?[^，。；：\n\t]{{4,60}}{one_of([*_GENRES, *_PAPERS])}(?:（[^（）\n]{{1,12}}）)?[；。]?$",
    regex.MULTILINE,
)
_ANNEX_LINE = regex.compile(
    r"^附[件表]?[0-9一二三四五六七八九十：:.、 ]+[^，。；\n]{4,80}", regex.MULTILINE
)


def is_title(line: str) -> bool:
    """Tell whether a line is the title of a paper, or names an annex."""
    return bool(_TITLE_LINE.match(line) or _ANNEX_LINE.match(line))


def spans(text: str, titles: "list[str]") -> Iterator[tuple[int, int]]:
    """Yield where known titles stand in a text."""
    for title in titles:
        place = text.find(title)
        while place >= 0:
            yield place, place + len(title)
            place = text.find(title, place + len(title))
