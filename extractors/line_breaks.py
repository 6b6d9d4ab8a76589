"""Line breaks inside a sentence, which folding takes out: a page break, a hard wrap.

Leaves alone the breaks between paragraphs, numbered items, fields (「来源：…」), rows of a table,
and those around headings and signatures.
"""

import re
from collections import Counter
from itertools import pairwise

Span = tuple[int, int]

LABEL = r"""(?:
    第[ ]?[一二三四五六七八九十百零〇0-9][一二三四五六七八九十百零〇0-9 ]{0,5}[章节条款部]
  | [（][一二三四五六七八九十]{1,3}[）] | [一二三四五六七八九十]{1,3}[、.．]
  | [（][0-9]{1,2}[）] | [0-9]{1,2}(?:[.．、](?![0-9])|[）]) | [①-⑳]
  | [一二三四五六七八九十]是 | —— | 附件?[0-9：一二三四五六七八九十]? | 附[录表]
)"""
_STARTS_ANEW = re.compile(
    rf"""(?:{LABEL}
      | [^，。；、：（）]{{1,12}}：
      | [0-9〇一二三四五六七八九十]{{4}}年[0-9〇一二三四五六七八九十]{{1,3}}月[^，。；]{{0,6}}$
      | [^，。；]{{2,30}}印发$
      | [（][^（）]{{1,20}}[）]$
    )""",
    re.VERBOSE,
)
# after a stop, a full line or not: 三是 goes on in the paragraph
_ITEM = re.compile(rf"(?!.是){LABEL}|[^，。；]{{2,30}}印发$", re.VERBOSE)
# （一）⏎支持企业留工: the number of a list parted from its words
_NUMBER_ALONE = re.compile(
    r" ?(?:[（][一二三四五六七八九十0-9]{1,3}[）]|[一二三四五六七八九十]{1,3}、|[0-9]{1,2}[.．、])"
)
_LONGEST_NUMBER = 7
_YEAR = re.compile("(?:19|20)[0-9]{2}[年届]")  # 3.⏎500元以上的 is no 3.500元
_HEADING_LINE = re.compile(rf"{LABEL}[^。；]{{0,38}}$", re.VERBOSE)
_FIELD_LINE = re.compile(r"[^，。；、（）]{2,10}：")
# "每人1000⏎元"; not a page's day over 日前，…
_UNIT_OF_NUMBER = re.compile(r"[0-9](?:[万亿]?元|%|[年月]|日(?!前)|个月)")
_NUMBER = re.compile("[0-9]{5}")  # a telephone behind its wrapped label
_HAS_STOP = re.compile("[，。；]")
_GOES_ON_BEFORE = "，、（“《‘—"
_GOES_ON_AFTER = "，。、；：）”》’？！%"
_ENDS = "。！？；：…"
_CLOSES = "。！？；：…）〕”》"
_PAIRS = (("（", "）"), ("“", "”"), ("《", "》"))


def find(text: str) -> list[Span]:
    """Return the line breaks inside a sentence, in order.

    A line goes on in the next where its last sentence is open and the next line starts nothing of
    its own (no number, no label, no date line, no table row). Where paragraphs are indented, a
    full line goes on in a line that is not.
    """
    lines = text.split("\n")
    width = wrap_width(lines)
    wrapped = width > 0 and 2 <= sum(line[:1] == _INDENT for line in lines) <= 0.8 * len(lines)
    has_cells = "\t" in text
    spans = []
    place = -1
    for line, after in pairwise(lines):
        place += len(line) + 1
        begins = after.lstrip()
        if not line or not begins or (has_cells and ("\t" in line or "\t" in after)):
            continue
        if len(line) < _LONGEST_NUMBER and _NUMBER_ALONE.fullmatch(line):
            is_sum = "0" <= begins[0] <= "9" and line[-1] in ".．" and not _YEAR.match(begins)
            if not is_sum and not _ITEM.match(begins):
                spans.append((place, place + 1))
            continue
        full = 0 < width <= width_of(line)
        indented = after[0] == _INDENT
        if full and wrapped and not indented:
            joins = line[-1] not in _ENDS or not (_ITEM.match(after) or _signs(after, width))
        else:
            joins = _goes_on(line, begins, full=full and not (wrapped and indented))
        if joins and not line.isspace():
            spans.append((place, place + 1))
    return spans


def wrap_width(lines: list[str]) -> int:
    """Return the width at which a text is hard-wrapped, in columns, or 0 where it is not."""
    widths = [width_of(line) // 2 for line in lines if len(line) >= 18]
    if len(widths) < 8:
        return 0
    ordered = sorted(widths)
    if ordered[-1 - len(widths) // 5] > ordered[len(widths) // 2] + 5:
        return 0  # paragraphs, each as long as it is: most are
    lines_of = Counter(widths)
    width, _ = lines_of.most_common(1)[0]
    if sum(lines_of[each] for each in range(width - 2, width + 2)) < 0.5 * len(widths):
        return 0
    longer = sum(width + 3 < each for each in widths)
    return 2 * (width - 2) if longer <= 0.2 * len(widths) else 0


def width_of(line: str) -> int:
    """Return the columns of a line: a Chinese character takes two, an indent four."""
    columns = (len(line) + len(line.encode())) // 2
    return columns + 3 if line[:1] == _INDENT else columns


_INDENT = " "
_REACH = 200


def _goes_on(line: str, after: str, *, full: bool) -> bool:
    """Tell whether a line, full or not, goes on in the next, which is given without its indent."""
    last = line[-1]
    if after[0] in _GOES_ON_AFTER:
        return True
    if "0" <= last <= "9" and _UNIT_OF_NUMBER.match(last + after[:2]):
        return True
    for opens, closes in _PAIRS:
        if (
            opens in line
            and line.rfind(opens, -_REACH) > line.rfind(closes, -_REACH)
            and _is_closed(after, opens, closes)
        ):
            return True
    if last in _ENDS:
        return full and last == "：" and _NUMBER.match(after) is not None
    if last in _GOES_ON_BEFORE:
        return not _STARTS_ANEW.match(after)
    if not full and (last in "）〕］】" or len(line) < 12 or not _HAS_STOP.search(line)):
        return False
    words = line.lstrip()
    is_heading = _HEADING_LINE.match(words) is not None
    if full:
        return not (is_heading and len(line) <= 30) and not _STARTS_ANEW.match(after)
    return not (is_heading or _FIELD_LINE.match(words) or _STARTS_ANEW.match(after))


def _signs(after: str, width: int) -> bool:
    """Tell whether a line below a sentence is a name or a day, no words of the paragraph."""
    return width_of(after) < width and after[-1] not in _CLOSES and not _HAS_STOP.search(after)


def _is_closed(after: str, opens: str, closes: str) -> bool:
    """Tell whether a bracket or quotation that the line before opens is closed in a line."""
    end = after.find(closes, 0, _REACH)
    return end >= 0 and after.find(opens, 0, end) < 0
