"""Numbers of documents: 「人社部函〔2021〕8号」, 「国务院令第722号」, 「财政部公告2021年第13号」.

Leaves alone what has no issuer's sign before it (a bare 「〔2019〕43号」, 「第3号」), numbers of
houses, standards and licences. A document's own number at its head is found by `letterhead`.
"""

import re
from collections.abc import Iterator

from extractors.character_classes import HAN_SIGNS
from extractors.mention import Mention

_YEAR = r"[〔（](?:19|20)[0-9]{2}[〕）]"
_NUMBER = r"[0-9]{1,5}(?:-[0-9]{1,3})?"
_ORDINAL = r"第(?:[0-9]{1,5}|[一二三四五六七八九十百〇零]{1,6})号"
_ISSUE_YEAR = r"(?:(?:19|20)[0-9]{2}年)?"

SIGN = rf"[{HAN_SIGNS}A-Za-z]"
# what stands in brackets after the year: 〔2021〕8号, 〔2021〕第8号
BRACKETED = rf"{_YEAR}第?{_NUMBER}号"
ORDERED = rf"(?:令|公告|通告){_ISSUE_YEAR}{_ORDINAL}"
OWN_LINE = re.compile(
    rf"""
    [（]?
    (?P<number>
        {SIGN}{{1,18}} {BRACKETED}
      | [{HAN_SIGNS} 、]{{0,60}} {ORDERED}
      | (?: (?:19|20)[0-9]{{2}}年 | {_YEAR} ) 第?[0-9]{{1,4}}[号期]
      | 第[0-9一二三四五六七八九十百]{{1,5}}期
      | {_ORDINAL}
    )
    (?: [（]?总?第[0-9]{{1,5}}期[）]? )? [）]?
    (?: [ ]? 签发人[：:]? .{{0,12}} )?
    """,
    re.VERBOSE,
)

# every number ends with 号 behind a digit: it is read from there backwards
_LAST_SIGN = re.compile("号(?<=[0-9一二三四五六七八九十百〇零]号)")
_CANDIDATE = re.compile(rf"(?:{BRACKETED}|{ORDERED})\Z")
_LONGEST = 20
_SIGN_BEFORE = re.compile(rf"{SIGN}{{1,30}}+\Z")
_BODY_BEFORE = re.compile(rf"[{HAN_SIGNS} ]{{2,40}}+\Z")
# 根据国发〔2018〕39号, 落实了穗府规〔2018〕19号: the words before the sign
_LEADS = re.compile(
    r"""
      根据 | 依据 | 按照?(?=.) | 依照 | 参照 | 对照 | 遵照 | 贯彻 | 落实 | 执行 | 结合 | 关于
    | 印发 | 转发 | 下发 | 发布 | 公布 | 出台 | 废止 | 修订 | 替代 | 取代 | 现将 | 其中 | 以下简称
    | 详见 | 参见 | 文件 | 通知 | 意见 | 办法 | 方案 | 规定 | 精神 | 要求 | 文号 | 字号 | 编号
    | 了 | 的 | [和与及见即由原] | 号
    """,
    re.VERBOSE,
)
_BRACKETS = str.maketrans("（）()﹝﹞[]［］【】", "〔〕" * 6)
_LEADS_BODY = re.compile(
    r"根据|依据|按照|依照|参照|遵照|贯彻|落实|执行|印发|转发|发布|公布|详见|参见|以下简称"
    r"|了|的|号|(?<=[0-9])日"
)


def find(text: str) -> Iterator[Mention[str]]:
    """Yield the numbers of documents in `text`, in order; the value has no blanks.

    >>> [each.value for each in find("按照国发〔2018〕39号和国务院令第722号")]
    ['国发〔2018〕39号', '国务院令第722号']
    """
    for last in _LAST_SIGN.finditer(text):
        match = _CANDIDATE.search(text, max(0, last.end() - _LONGEST), last.end())
        if match is None:
            continue
        if match[0][0] in "〔（":
            start = _sign_start(text, match.start())
        else:
            start = _body_start(text, match.start())
        if start is not None:
            yield Mention(start, match.end(), plain(text[start : match.end()]), "numbers.document")


def plain(number: str) -> str:
    """Return a document number without blanks and with the usual brackets, to compare by."""
    return "".join(number.split()).translate(_BRACKETS)


def _sign_start(text: str, end: int) -> int | None:
    sign = _SIGN_BEFORE.search(text, max(0, end - 30), end)
    if sign is None:
        return None
    start = sign.start()
    for lead in _LEADS.finditer(text, start, end):
        # 和政〔2020〕5号: the sign begins with the name of 和政县
        if lead.start() > start or lead[0] != "和" or text[start - 1] == "号":
            start = lead.end()
    return start if 1 <= end - start <= 18 else None


def _body_start(text: str, end: int) -> int | None:
    body = _BODY_BEFORE.search(text, max(0, end - 40), end)
    if body is None:
        return None
    start = body.start()
    for lead in _LEADS_BODY.finditer(text, start, end):
        start = lead.end()
    while start < end and text[start] in " 和与及或由":
        start += 1
    return start if end - start >= 2 else None
