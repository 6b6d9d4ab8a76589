"""Where an item ends: at its last full stop, without what closes the list or the part below it.

Telephone lines (咨询电话：…), effect clauses (本公告自发布之日起施行) and the next bare head stand
outside; a bracket with the units stands inside.
"""

import re
from collections.abc import Sequence

from extractors.lexicon import one_of, read_lexicon
from extractors.scope import Clause
from extractors.structure.numbering import Line

# a head alone on its line, 「支持企业开展技能竞赛。」, not 「对省级示范点奖励20万元。」
_HEAD_LINE = re.compile(r"[^。0-9]{2,36}。?$")
_STOPS = "。；！？）〕”…"
# 咨询电话：…, （联系人：…; a telephone named in a sentence is none. The first words of most lines
# end with another sign, and nothing more is tried
_CONTACT = re.compile(
    r"(?=[^，。；：〕0-9\n]{0,40}+[：〕0-9])"
    r"(?:（?(?:[^，。；：\n]{0,12}[局委办会处科部心]|政策|业务|办理|申报|监督)?"
    r"(?:咨询|联系|监督|投诉|举报|服务|联络)(?:人员?|举报|电话|方式|热线|渠道|单位|部门|邮箱){1,2}"
    r"[^，。；：\n]{0,8}(?:：|[0-9]{3})"
    r"|（?(?:联系|办公|通[讯信]|邮寄|受理)?(?:电话|传真|邮箱|电子邮[箱件]|地址|网址|邮编|邮政编码)："
    r"|〔?(?:政策|文件|法律|制定)(?:依据|来源|文件|原文)[：〕][^\n。]*$"
    r"|〔?(?:申[请领报]|办理|受理|经办|网办)(?:渠道|途径|方式|地点|地址|部门|单位|机构|窗口|入口|网址)"
    r"[：〕][^\n。]*$)",
    re.MULTILINE,
)
_DUTIES = {entry.key: entry.forms for entry in read_lexicon("responsibility")}
# 责任单位：市人社局 in a line of its own belongs to the item above it
_DUTY = one_of((*_DUTIES["lead_label"], *_DUTIES["support_label"]))
_UNITS = re.compile(rf"{_DUTY}{one_of(_DUTIES['label_head'])}：")
_LONGEST_GROUP = 13
_GROUP = re.compile(r"[^，。；：\n]{1,10}?(?P<kind>[^，。；：\n]{2})：")
# 本公告自发布之日起施行，由区人社局负责解释。 below the last item
_EFFECT = re.compile(
    r"(?:本|以上|上述|此前|以前|原|未尽|自|有效期|试行期|执行期|政策有效|各项政策|所有政策|相关政策)"
    r"[^\n]{0,80}?(?:起(?:正式)?(?:施行|实施|执行|生效|试行)|有效期|废止|解释|未尽事宜|有效至|停止执行)"
)
_NEXT = r"下一?(?:步|阶段)|接下来|今后，"
_CLOSES = re.compile(
    rf"(?:{_NEXT}|各[地级部县市区旗单镇乡]|请各|请你|以上|上述|特此|本(?:[通方意办措实]|公告|细则|规定|政策|清单|指[南引]|计划|要点|文件|规程|制度|决定|若干|行动)|执行中|执行过程|工作中|联系|附|注：|备注|未尽|此[件前]|凡|对(?:工作|落实|执行)不力)"
)
SENTENCE = re.compile(r"[^。！？\n]+[。！？]?")
_CLOSING = re.compile(
    rf"(?:{_NEXT}|并(?:向|将|对|在|就|于)|通过(?:专项|系列|上述|以上|一系列|此次|活动|开展)|目前|截至|截止"
    r"|据(?:统计|了解|悉)|同时，?要求|会议|通知(?:要求|强调)|此外|另外|以上|这些"
    r"|全[市区县省州旗](?:共|已|累计)|为(?:确保|做好)上述|各[地级部][^，。]{0,10}要)"
)
_AHEAD = re.compile(rf"(?:{_NEXT})(?![^。]{{0,16}}：)")
# 目前，已开展线上培训300人次: still of the item, unless it tells of the whole place
_SO_FAR = re.compile(r"(?:目前|截至|截止)(?![^。]{0,24}(?:全[市区县省州旗]|我[市区县省州旗]|各地))")
# 各部门要…, 各级各单位既要…
_TO_ALL = re.compile(r"各[地级部]")
_LONGEST_HEAD = 30
# so much of a member is compared with the sentence that may close it
_SHARED_REACH = 2000


def own_end(
    text: str, clauses: Sequence[Clause], children: dict[int | None, list[int]], node: int
) -> int:
    """Return where a leaf's text ends, without the paragraph that closes its list or its part."""
    clause = clauses[node]
    end = _before_effect(text, clause.head_end, trimmed(text, clause.end))
    if clause.label.endswith("条"):
        return end
    siblings = children[clause.parent]
    closes_list = siblings[-1] == node
    closes_part = node + 1 == len(clauses) or clauses[node + 1].part != clause.part
    line_end = text.find("\n", clause.start, end)
    first = _below_units(text, line_end, end)
    if first < 0:
        return end
    if not (closes_list or closes_part):
        return _before_group(text, clauses[siblings[0]].start, end)
    if text.startswith("（", first + 1) and text[end - 1] == "）":
        return end
    if _is_heading(text[clause.head_start : line_end]):
        second = text.find("\n", first + 1, end)
        return end if second < 0 or not _CLOSES.match(text, second + 1) else second
    lone = all("\n" not in _item(text, clauses[each]) for each in siblings if each != node)
    if (lone and len(siblings) > 1) or _CLOSES.match(text, first + 1):
        return trimmed(text, first)
    return end


def _below_units(text: str, line_end: int, end: int) -> int:
    """Return the first line break from `line_end` on that no line of units follows, or -1."""
    while line_end >= 0 and _UNITS.match(text, line_end + 1):
        line_end = text.find("\n", line_end + 1, end)
    return line_end


def _before_group(text: str, list_start: int, end: int) -> int:
    """Return the end of an item without a line that opens the next group of its list.

    「跨市务工：对…给予补贴。」 over 3. and 4., where 「跨省务工：…」 stands over 1. and 2.
    """
    line = text.rfind("\n", 0, end) + 1
    if text.find("：", line, line + _LONGEST_GROUP) < 0 or list_start < 1:
        return end
    opens = _GROUP.match(text, line, end)
    if opens is None:
        return end
    above = _GROUP.match(text, text.rfind("\n", 0, list_start - 1) + 1, list_start)
    alike = above is not None and above["kind"] == opens["kind"]
    return trimmed(text, line - 1) if alike else end


def _before_effect(text: str, first: int, end: int) -> int:
    """Return the end of what stands before the closing lines that say when a paper takes effect."""
    while (line := text.rfind("\n", first, end) + 1) and _EFFECT.match(text, line):
        before = trimmed(text, line - 1)
        if before <= first:
            break
        end = before
    return end


def _item(text: str, clause: Clause) -> str:
    return text[clause.start : trimmed(text, clause.end)]


def _is_heading(words: str) -> bool:
    """Tell whether a first line is a bare head: 「支持企业开展技能竞赛。」 over its paragraph."""
    return words[-1:] not in _STOPS or _HEAD_LINE.match(words) is not None


def trimmed(text: str, end: int) -> int:
    """Return the end of the last line that closes with a stop; bare heads after it are left out."""
    while True:
        while end > 0 and text[end - 1] in "\n ":
            end -= 1
        line = text.rfind("\n", 0, end) + 1
        if not line or not _CONTACT.match(text, line):
            break
        end = line
    if line > 1 and end - line <= 30 and text[end - 1] not in _STOPS and text[line - 2] in "。）":
        return end if _UNITS.match(text, line) else line - 1
    return end


def looks_ahead(sentence: str) -> bool:
    """Tell whether a sentence closes a report with what comes next: 下一步，将…."""
    return _AHEAD.match(sentence) is not None


def without_outlook(rows: Sequence[Line]) -> Sequence[Line]:
    """Return the lines of an item without the paragraphs that say what comes next (下一步，…)."""
    last = (at for at in range(1, len(rows)) if looks_ahead(rows[at].text))
    return rows[: next(last, len(rows))]


def member_end(text: str, start: int, limit: int, *, goes_on: bool = False) -> int:
    """Return where the last member of a list (三是…) ends: before a sentence that closes it.

    Where the member before `goes_on` after its head, so does this: 「三是协同配合。各部门要…」.
    """
    head_end = start
    for sentence in SENTENCE.finditer(text, start, limit):
        if sentence.start() == start:
            head_end = sentence.end()
            continue
        if not _CLOSING.match(sentence[0]):
            continue
        is_second = goes_on and sentence.start() == head_end
        if is_second and _TO_ALL.match(sentence[0]) and _is_bare_head(text[start:head_end]):
            continue
        if not (_SO_FAR.match(sentence[0]) and _shares(text, start, sentence)):
            return sentence.start()
    return limit


def _is_bare_head(sentence: str) -> bool:
    return len(sentence) <= _LONGEST_HEAD and not any(sign in sentence for sign in "；0123456789")


def _shares(text: str, start: int, sentence: "re.Match[str]") -> bool:
    """Tell whether a sentence repeats four characters on end: 线上培训 … 已开展线上培训."""
    before = text[max(start, sentence.start() - _SHARED_REACH) : sentence.start()]
    words = {before[at : at + 4] for at in range(len(before) - 3)}
    said = sentence[0]
    return any(said[at : at + 4] in words for at in range(3, len(said) - 4))
