"""What a web page has around a document: 打印本页, 分享到：, 上一篇：…, its line of source.

Knows single lines by their words; where they stand is for the readers to judge.
"""

import regex

from extractors.lexicon import by_alias, one_of, read_lexicon

_ENTRIES = read_lexicon("page_furniture")
_WORDS = by_alias(entry for entry in _ENTRIES if entry.key != "foot")
_ANY = regex.compile(one_of([form for form in _WORDS if len(form) >= 2]))
_FEET = [form for entry in _ENTRIES if entry.key == "foot" for form in entry.forms]
_FOOT = regex.compile(rf"[\s|]*(?:{one_of(_FEET)})")
_FURNITURE = regex.compile(
    rf"[【\[\s|>]*+(?:{one_of(_WORDS)})"
    rf"(?:[\s：:|/>】\]【\[]*+(?:{one_of(_WORDS)}|[0-9]{{1,9}}次?))*+[】\]\s：:|>]*+"
)
_STARTS_FURNITURE = regex.compile(
    rf"(?:{one_of([word for word in _WORDS if len(word) >= 4])})\s*[：:>]"
    r"|(?:上|下|前|后)一[篇条]\s*[：:]"
    r"|(?:您|你)?(?:的|当前|现在|所在)*位置\s*[：:]"
)
_DATELINE = regex.compile(
    r"(?:发[布表]|公布|更新|录入|成文)?(?:日期|时间)?\s*[：:]?\s*20[0-9]{2}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?"
    r"(?:\s*[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?\s*(?:(?:信息|文章|稿件)?来源\s*[：:].*|[0-9]{2}:.*|浏览.*|字.*|作者.*)"
    r"|(?:信息|文章|稿件)来源\s*[：:].{0,60}|责任编辑\s*[：:].{0,30}|来源\s*[：:]\s*.{1,30}(?:时间|日期|浏览|字体|作者).*"
)
DAY = regex.compile(r"[0-9〇零一二三四五六七八九]{4} ?年 ?[0-9一二三四五六七八九十]{1,3} ?月")
_LONGEST = 120


def is_control(line: str) -> bool:
    """Return whether a line is a control or a notice of the page and none of the document's.

    >>> is_control("【打印本页】 【关闭窗口】"), is_control("上一篇：某公告"), is_control("附件1")
    (True, True, False)
    """
    text = line.replace("\t", " ").strip()
    return len(text) <= _LONGEST and bool(
        _FURNITURE.fullmatch(text) or _STARTS_FURNITURE.match(text)
    )


def is_foot(line: str) -> bool:
    """Return whether a line begins as the foot of a site does: 主办单位：…, 网站标识码：….

    A document may have such a line too, so where it stands decides.
    """
    return bool(_FOOT.match(line))


def is_dateline(line: str) -> bool:
    """Return whether a line is the page's own note of day and source below its heading.

    >>> is_dateline("2023-02-27 18:43 来源： 新华社"), is_dateline("2023年2月27日")
    (True, False)
    """
    text = line.replace("\t", " ").strip()
    return len(text) <= _LONGEST and bool(_DATELINE.fullmatch(text))


def has_controls(dateline: str) -> bool:
    """Return whether a line of day and source goes on with the page's controls: 字体, 浏览次数."""
    return bool(_ANY.search(dateline))
