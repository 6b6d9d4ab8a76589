"""The head of a document: letterhead, own number, title, date under the title, 主送.

Reads title lines broken anywhere, with the joint issuers before 关于 on lines of their own; a
number above or below the title; a bulletin's masthead (title, 第3期, office, date). Leaves alone
what a web page prints around a document (当前位置, 字体) and marks of urgency and secrecy.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extractors.folding import Folded
from extractors.lexicon import by_alias, one_of, read_lexicon
from extractors.metadata import bodies
from extractors.metadata.bodies import Span
from extractors.metadata.document_numbers import BRACKETED, OWN_LINE, SIGN
from extractors.metadata.document_numbers import find as find_numbers
from extractors.structure.numbering import Line

GENRES = by_alias(read_lexicon("genres"))
_EDITION = r"(?:[（〔][^（）〔〕]{1,24}[）〕])*+"
_GENRE_AT_END = re.compile(rf"(?P<genre>{one_of(GENRES)})[》”]?{_EDITION}\Z")
_EDITION_LINE = re.compile(
    r"[（〔](?:试行|暂行|修订|修正|征求|20|第(?![^（）〔〕]{0,12}[期号])|送审|草案)[^（）〔〕日期]{0,20}[）〕]"
)
DAY = re.compile(
    r"""
    (?P<year> (?:19|20)[0-9]{2} | [一二][〇零一二三四五六七八九]{3} ) [年./-]
    (?P<month> [0-9]{1,2} | 十?[一二三四五六七八九十] ) [月./-]
    (?P<day> [0-9]{1,2} | [一二三四五六七八九十]{1,3} ) 日?
    """,
    re.VERBOSE,
)
_DAY_LINE = re.compile(rf"[（]?{DAY.pattern}[）]?", re.VERBOSE)
_PAGE = re.compile(
    r"""
    (?: 您?(?:当前|现在)?(?:所在)?的?位置 | 首页 | 字体 | 字号 | 打印 | 关闭 | 分享 | 收藏 | 浏览
      | 阅读 | 扫一扫 | 保护视力色 | 上一篇 | 下一篇 | 政策解读 | 附件下载 | 繁体 | 无障碍
      | 信息公开 | 政府信息 | 发布机构$ | https?:
      | [0-9]{4}[/-][0-9]{1,2}[/-][0-9]{1,2}.{0,120}(?:网|站)$ | .{4,120}_[^_]{2,20}网$
      | 目[ ]?[录次]$ | 特急 | 特提 | 加急 | 急件 | 机密 | 秘密 | 绝密 | 内部 | 签发 | 文件$
      | 〔(?:大|中|小|打印) | [0-9]{1,8}$ | 附件?[0-9一二三四五]?[：:]?$ | -+$ )
    """,
    re.VERBOSE,
)
_PAPER = re.compile(r"(?:文件|公报|[（]函[）]|信函)\Z")
_ASKS = re.compile(
    r"(?:如下|下列|以下|附件|事项|通知|意见|公告|方案|安排|目录|说明|电话|联系人|方式)：\Z"
)
# whom a letter is to: bodies, places, people; 「申报条件：」 heads a list
_ADDRESSED = re.compile(
    r"[府局厅委办部门位司团业校院园构心道镇乡区村会行所站队社处组省市县州旗盟联协署馆厂）]：\Z"
    r"|[者人员户商表友志胞长工民众们您等]：\Z"
)
_RUN_ON_RECIPIENTS = re.compile(
    r"""
    (?P<recipients> (?:各|全|省|市|区|县|州|旗|驻|有关|自治区|国务院) [^。：；]{1,200}
      (?:局|厅|委|单位|政府|部门|会|机构|企业|处|部|院|校|办|中心|社区|街道|镇|乡|）|公司)
    ) ：
    (?=.{10})
    """,
    re.VERBOSE,
)
_STARTS_TITLE = ("关于", "印发", "转发", "批转", "《")
_GOES_ON = ("的", "等", "及", "和", "、", "）", "》", "”")
_ROWS = 150
# 某市人民政府令, 公告: over 第12号
_ORDER = re.compile(r"(?:令|公告|通告)$")
_JOINT = 2


@dataclass(slots=True)
class Head:
    """Where the fields of a head stand, as ranges of the folded text; `end` is where it ends."""

    title: tuple[Span, ...] = ()
    number: Span | None = None
    issuers: list[Span] = field(default_factory=list)
    day: Span | None = None
    recipients: Span | None = None
    end: int = 0


def genre_of(title: str) -> str | None:
    """Return the last word of a title, without 》 and the edition after it.

    >>> genre_of("就业补助资金管理办法（试行）"), genre_of("若干措施"), genre_of("第一章总则")
    ('办法', '措施', None)
    """
    match = _GENRE_AT_END.search(title)
    return GENRES[match["genre"]].name if match else None


def read(folded: Folded, rows: Sequence[Line]) -> Head:
    """Return the head of a document whose lines, without a page's table, are `rows`."""
    text = folded.text
    head = Head()
    block = _block(rows, head)
    kinds = [_kind(text, row, head) for row in block]
    _orders(text, block, kinds, head)
    head.title = _below_letterhead(folded, _title(text, block, kinds, head.end))
    _sign_in_brackets(text, head)
    taken = {span[0] for span in head.title}
    for row, kind in zip(block, kinds, strict=True):
        if kind == "bodies" and row.start not in taken:
            head.issuers += _letterhead(text, row)
        elif kind == "body_day":
            day = DAY.search(text, row.start, row.end)
            if day:
                end = row.start + _masthead_end(row.text, day.start() - row.start)
                head.issuers += bodies.split(text, row.start, end)
    return head


def _block(rows: Sequence[Line], head: Head) -> Sequence[Line]:
    """Return the lines before the text proper, and note the recipients that close them."""
    for index, row in enumerate(rows[:_ROWS]):
        head.end = row.start
        if row.text.endswith("：") and index < _ROWS and _is_recipients(row):
            head.recipients = (row.start, row.end - 1)
            head.end = row.end
            return rows[:index]
        if row.label is not None or "。" in row.text or _is_annex_list(row.text):
            run_on = _RUN_ON_RECIPIENTS.match(row.text) if row.label is None else None
            if run_on:
                head.recipients = (row.start, row.start + run_on.end("recipients"))
            return rows[:index]
    return rows[:_ROWS]


def _is_recipients(row: Line) -> bool:
    if row.label is not None or _ASKS.search(row.text):
        return False
    return bool(_ADDRESSED.search(row.text))


def _is_annex_list(line: str) -> bool:
    return line.startswith("附件：") or line[:4] in ("附件1.", "附件1、", "附：1.")


def _kind(text: str, row: Line, head: Head) -> str:
    """Return what a line of the head is, and note the number and the day that it states."""
    line = row.text
    number = OWN_LINE.fullmatch(line)
    if number:
        if head.number is None or text[head.number[0]] == "第":
            head.number = (row.start + number.start("number"), row.start + number.end("number"))
        return "issue" if "期" in number["number"] else "number"
    if _DAY_LINE.fullmatch(line):
        head.day = head.day or (row.start, row.end)
        return "day"
    if _PAGE.match(line):
        return "page"
    day = DAY.search(line)
    if day and line.startswith("（") and day.start() == 1:
        head.day = head.day or (row.start + 1, row.start + day.end())
        order = next(find_numbers(line), None)
        if order and head.number is None:
            head.number = (row.start + order.start, row.start + order.end)
        return "day"
    if day and len(line) < 60 and bodies.split(line, 0, _masthead_end(line, day.start())):
        head.day = head.day or (row.start + day.start(), row.start + day.end())
        return "body_day"
    if _PAPER.search(line) and bodies.is_body(_PAPER.sub("", line).strip()):
        return "bodies"
    return "bodies" if bodies.split(text, row.start, row.end) else "words"


def _masthead_end(line: str, day: int) -> int:
    """Return where the office of a bulletin ends in 「…办公室编2021年6月30日」."""
    made = re.search(r"(?:主办|编[印发制]?)[ ]?\Z", line[:day])
    return made.start() if made else day


def _letterhead(text: str, row: Line) -> list[Span]:
    paper = _PAPER.search(row.text)
    return bodies.split(text, row.start, row.start + paper.start() if paper else row.end)


def _orders(text: str, block: Sequence[Line], kinds: list[str], head: Head) -> None:
    """Join 「…人民政府令」 and the line 「第12号」 under it to one number.

    「申报的公告」 over a number is the last line of a title.
    """
    for index, row in enumerate(block[1:], 1):
        above = block[index - 1]
        word = _ORDER.search(above.text) if kinds[index] == "number" else None
        if word is None or head.number != (row.start, row.end):
            continue
        issuers = bodies.split(text, above.start, above.start + word.start())
        if issuers or not word.start():
            head.number = (above.start, row.end)
            kinds[index - 1] = "order"
            head.issuers += issuers


# -- the title -----------------------------------------------------------------------------------


def _below_letterhead(folded: Folded, title: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return a title without the names of joint issuers that an empty line sets apart above it."""
    gaps = [
        folded.source[folded.offsets[above[1] - 1] : folded.offsets[below[0]]].count("\n") > 1
        for above, below in pairwise(title)
    ]
    if gaps.count(True) != 1 or (at := gaps.index(True) + 1) < _JOINT:
        return title
    names = all(bodies.split(folded.text, *span) for span in title[:at])
    return title[at:] if names and folded.text.startswith("关于", title[at][0]) else title


def _sign_in_brackets(text: str, head: Head) -> None:
    """Take the issuers out of a title that names them in brackets: …的意见（中共…县委、…政府）."""
    if not head.title or text[head.title[-1][1] - 1] != "）":
        return
    start, end = head.title[-1]
    opened = text.rfind("（", start, end)
    issuers = bodies.split(text, opened + 1, end - 1) if opened > start else []
    if issuers:
        head.issuers = issuers
        head.title = (*head.title[:-1], (start, opened))


def _title(text: str, block: Sequence[Line], kinds: Sequence[str], after: int) -> tuple[Span, ...]:
    """Return the lines of the title; `after` is where the text proper begins."""
    issue = next((index for index, kind in enumerate(kinds) if kind == "issue"), None)
    last = len(block) if issue is None else issue
    words = [index for index in range(last) if kinds[index] == "words"]
    if issue is not None and not words:
        return _under_issue(block, kinds, issue)
    ends = [index for index in words if _ends(block[index].text)]
    if not ends and issue is None:
        ends = [index for index in words if _may_be_title(block[index].text)]
        headline = _headline(text, block, kinds, after)
        if headline and (not ends or ends[-1] <= headline[-1]):
            return tuple((block[index].start, block[index].end) for index in headline)
    ends = ends or (words if issue is not None else [])
    if not ends:
        return ()
    end = start = ends[-1]
    while start > 0 and _joins(block, kinds, start - 1, start):
        start -= 1
    while end + 1 < len(block) and _EDITION_LINE.fullmatch(block[end + 1].text):
        end += 1
    spans = [(row.start, row.end) for row in block[start : end + 1]]
    spans[-1] = (spans[-1][0], _without_number(block[end]))
    return tuple(spans)


def _ends(line: str) -> bool:
    return bool(_GENRE_AT_END.search(line[: len(line) - len(_trailing_number(line))]))


def _under_issue(block: Sequence[Line], kinds: Sequence[str], issue: int) -> tuple[Span, ...]:
    """Return the lines under the number of an issue that heads a bulletin."""
    spans: list[Span] = []
    for row, kind in zip(block[issue + 1 :], kinds[issue + 1 :], strict=True):
        if kind != "words":
            break
        spans.append((row.start, row.end))
        if _ends(row.text):
            break
    return tuple(spans)


# 2022年越城区…大礼包
_YEAR_FIRST = re.compile(r"\A(?:19|20)[0-9]{2}(?:[-—至](?:19|20)?[0-9]{2})?年?(?:度|春节)?")


def _may_be_title(line: str) -> bool:
    """Tell whether a line without a genre at its end is a title: …稳增长二十条."""
    is_long = 8 <= len(line) <= 80 and line[-1] not in "，、；：" and "\t" not in line
    named = _YEAR_FIRST.sub("", line)
    return is_long and (line.startswith(_STARTS_TITLE) or bodies.starts_body(named))


# 留工有礼 稳岗有策; 稳就业丨…; 我市…落下帷幕
_HALVES = re.compile(r" |\||丨|——|！|，")
_TELLS = re.compile(rf"{_HALVES.pattern}|[我全本][省市县区州盟旗]|致")
_HALF, _WHOLE, _LINES = 4, 10, 3


def _headline(text: str, block: Sequence[Line], kinds: Sequence[str], after: int) -> Sequence[int]:
    """Return the indexes of the lines that head a news report, or () where none does.

    They open the text, over a field of its page (来源：…) or over its first paragraph.
    """
    first = next((index for index, kind in enumerate(kinds) if kind == "words"), len(block))
    starts = [*(row.start for row in block[1:]), after]
    is_over_field = False
    last = first
    while last < len(block) and kinds[last] == "words" and not is_over_field:
        is_over_field = bool(text[block[last].end : starts[last]].strip())
        last += 1
    is_over_field = is_over_field or (last < len(block) and "day" in kinds[last])
    run = range(first, last)
    if not 0 < len(run) <= _LINES:
        return ()
    is_over_text = last == len(block) and block[-1].end <= after < len(text)
    if not is_over_field and not is_over_text:
        return ()
    if not all(_may_head_report(block[index].text) for index in run):
        return ()
    line = block[first].text
    is_told = len(line) >= 2 * _HALF and _TELLS.search(line)
    return run if is_over_field or is_told or len(line) >= _WHOLE else ()


def _may_head_report(line: str) -> bool:
    if not _HALF < len(line) <= 80 or line[0] in "（〔" or "、" in line or "\t" in line:
        return False
    if line[-1] in "，；：的" or ("：" in line and not bodies.starts_body(line)):
        return False
    pieces = _HALVES.split(line)
    return len(pieces) == 1 or sum(len(piece) >= _HALF for piece in pieces) > 1


def _trailing_number(line: str) -> str:
    match = _NUMBER_AT_END.search(line)
    return match[0] if match else ""


_NUMBER_AT_END = re.compile(rf"[ ]?[（]?{SIGN}{{1,14}}{BRACKETED}[）]?\Z")


def _without_number(row: Line) -> int:
    number = _trailing_number(row.text)
    while number and not _GENRE_AT_END.search(row.text[: len(row.text) - len(number)]):
        number = number[1:]
    return row.end - len(number)


def _joins(block: Sequence[Line], kinds: Sequence[str], above: int, below: int) -> bool:
    """Tell whether a line is the beginning of the title that the line below goes on with."""
    line, words = block[above].text, block[below].text
    if kinds[above] not in ("words", "bodies") or line[-1] in "。：；":
        return False
    if words.startswith(_GOES_ON):
        return True
    if kinds[above] == "bodies":
        heads_subject = kinds[below] == "bodies" or words.startswith(_STARTS_TITLE)
        return (heads_subject or _issuers_before(words)) and not _PAPER.search(line)
    if _ends(line) or words.startswith(_STARTS_TITLE):
        return kinds[above] == "words" and not _ends(line) and bool(bodies.starts_body(line))
    if _issuers_before(words):
        return False
    return len(line) >= 6 and (
        not bodies.starts_body(words) or line.startswith(_STARTS_TITLE) or "关于" in line
    )


_AND_OTHERS = re.compile(r"等(?:[0-9一二三四五六七八九十]{1,3}个?(?:部门|单位|厅局|委局))?[ ]?\Z")
_SUBJECT = re.compile(r"关于|印发|转发|批转|公布|发布")


def _issuers_before(title: str) -> bool:
    subject = _SUBJECT.search(title)
    return bool(subject and subject.start() and bodies.split(title, 0, subject.start()))


def issuers_of(text: str, start: int, end: int) -> list[Span]:
    """Return the bodies that stand before 关于 or 印发 in a title; 等五部门 is left out."""
    subject = _SUBJECT.search(text, start, end)
    if subject is None:
        return []
    others = _AND_OTHERS.search(text, start, subject.start())
    return bodies.split(text, start, others.start() if others else subject.start())
