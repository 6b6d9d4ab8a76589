"""What a web page has around a document: 打印本页, 分享到：, 上一篇：…, its line of source.

Knows single lines by their words; where they stand is for the readers to judge.
"""

import regex

from extractors.lexicon import by_alias, one_of, read_lexicon

_WORDS = by_alias(read_lexicon("page_furniture"))
_FURNITURE = regex.compile(
    rf"[【\[\s|>]*(?:{one_of(_WORDS)})(?:\s*[：:|/>】\]]*\s*(?:{one_of(_WORDS)}|[0-9]{{0,9}}次?))*[】\]\s：:|>]*"
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
_LONGEST = 120


def is_control(line: str) -> bool:
    """Return whether a line is a control or a notice of the page and none of the document's.

    >>> is_control("【打印本页】 【关闭窗口】"), is_control("上一篇：某公告"), is_control("附件1")
    (True, True, False)
    """
    text = line.replace("\t", " ").strip()
    return len(text) <= _LONGEST and bool(
        _FURNITURE.fullmatch(text) or _STARTS_FURNITURE.match(text) or _DATELINE.fullmatch(text)
    )
