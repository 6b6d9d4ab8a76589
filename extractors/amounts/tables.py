"""Sums in tables, whose unit stands in the head: 「补助标准（万元）」 over 「30」, 「单位：万元」.

Cells are parted by tabs, as readers of tables write them. Also: where the forms of a text begin and
end, since the numbers in a form to be filled in are no amounts.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from extractors.amounts.quantities import (
    CURRENCIES,
    PER_WORD,
    Count,
    Money,
    compound_per,
    words_of_per,
)
from extractors.lexicon import one_of, read_lexicon
from extractors.mention import Mention
from extractors.numerals import DIGITS, parse_numeral

_SCALES = {"": Decimal(1), "千": Decimal(1000), "万": Decimal(10**4), "亿": Decimal(10**8)}
_UNIT = rf"""
    (?P<scale> [千万亿]? ) (?P<unit> {one_of(CURRENCIES)} )
    (?P<per> / {PER_WORD} (?: [/·.、] {PER_WORD} )*+ )?
"""
_SAID = re.compile(rf"单位：{_UNIT} (?= [）\n、，] | \Z )", re.VERBOSE)
_IN_HEAD = re.compile(rf"（ (?: 单位： )? {_UNIT} ） \Z", re.VERBOSE)
# where a head may stand: 单位：, （元, （万元, （亿美元; two scans for one literal each cost a
# quarter of one for both
_SAID_HEAD = re.compile("单位：")
_YUAN_HEAD = re.compile("元(?:(?<=（元)|(?<=（[千万亿美港]元)|(?<=（[千万亿][美港]元))")
_CELL = re.compile(rf"{DIGITS}")
# columns that count something else than money
_NO_SUM = re.compile("序号|编号|年|月|数量|人数|户数|面积|比例|率|代码|电话|个数|%|次数")
_GIVEN = re.compile("标准|补助|补贴|奖励|资助")
_ROWS = 400


def sums(text: str) -> Iterator[Mention[Money | Count]]:
    """Yield the sums of table cells whose unit is printed in a head or after 单位：."""
    place = 0
    heads = [head.start() for scan in (_SAID_HEAD, _YUAN_HEAD) for head in scan.finditer(text)]
    for head in sorted(heads):
        if head < place:
            continue
        start = text.rfind("\n", place, head) + 1 or place
        end = _line_end(text, head)
        place = end + 1
        said = _SAID.search(text, start, end + 1)
        if said:
            start, end = end + 1, _line_end(text, end + 1)
        columns = _columns(text[start:end], said)
        if columns:
            for mention in _rows(text, end + 1, text.count("\t", start, end), columns):
                yield mention
                place = mention.end


Columns = dict[int, "tuple[re.Match[str], str]"]


def _line_end(text: str, place: int) -> int:
    end = text.find("\n", place)
    return len(text) if end < 0 else end


def _columns(head: str, said: "re.Match[str] | None") -> Columns:
    """Return for each column of sums its unit and its head; none for a line of prose."""
    cells = head.split("\t")
    if any(mark in head for mark in "。；") or len(cells) > 40 or len(head) > 400:
        return {}
    columns: Columns = {}
    for number, cell in enumerate(cells):
        unit = _IN_HEAD.search(cell)
        if unit is None and said is not None and len(cells) > 1 and not _NO_SUM.search(cell):
            unit = said
        if unit is not None:
            columns[number] = unit, cell
    return columns


def _rows(text: str, place: int, tabs: int, columns: Columns) -> Iterator[Mention[Money | Count]]:
    for _ in range(_ROWS):
        end = _line_end(text, place)
        line = text[place:end]
        if not line or line.count("\t") != tabs:
            return
        if tabs == 0 and not _CELL.fullmatch(line):
            return
        for number, cell in enumerate(line.split("\t")):
            if number in columns and _CELL.fullmatch(cell) and len(cell) < 18:
                yield _sum(cell, place, *columns[number])
            place += len(cell) + 1


def _sum(cell: str, place: int, unit: "re.Match[str]", head: str) -> Mention[Money | Count]:
    number = parse_numeral(cell) * _SCALES[unit["scale"]]
    if number == number.to_integral_value():
        number = number.to_integral_value()
    per = compound_per(words_of_per(unit["per"] or ""))
    value = Money(number, number, "exact", CURRENCIES[unit["unit"]].name, per)
    rule = "amounts.table_standard" if _GIVEN.search(head) else "amounts.table"
    return Mention(place, place + len(cell), value, rule)


# a head is looked for in so many lines above a cell, none longer than a row may be
_LINES_ABOVE = 60
_LONGEST_ROW = 1000


def is_granted_cell(text: str, start: int, end: int) -> bool:
    """Tell whether a printed sum fills a cell under a head of grants: 奖励标准 over 「1万元」."""
    if text[start - 1 : start] != "\t" or text[end : end + 1] not in ("", "\t", "\n"):
        return False
    line, last = _row_start(text, start), text.find("\n", end, end + _LONGEST_ROW)
    if last < 0:
        last = len(text)
    if line is None or last - line > _LONGEST_ROW:
        return False
    column, tabs = text.count("\t", line, start), text.count("\t", line, last)
    head = ""
    for _ in range(_LINES_ABOVE):
        above = _row_start(text, line - 1) if line else None
        if above is None or text.count("\t", above, line - 1) != tabs:
            break
        head, line = text[above : line - 1], above
    return bool(head) and _GRANT_HEAD.search(head.split("\t")[column]) is not None


def _row_start(text: str, end: int) -> int | None:
    """Return where the row that holds or ends at `end` begins, None where it is too long."""
    begin = text.rfind("\n", max(0, end - _LONGEST_ROW), end)
    return None if begin < 0 and end > _LONGEST_ROW else begin + 1


# not 补助资金, which a list of projects has
_GRANT_HEAD = re.compile("标准|(?:奖励|奖补|津贴)(?:金额|额度|额)?$")


# -- forms --------------------------------------------------------------------------------------

# looked for by the line's end, which is rarer than the signs that may stand before it
_LINE_END = re.compile("\n(?<=[表册账据执书）]\n)")
_FORMS = tuple(form for entry in read_lexicon("forms") for form in entry.forms)
_MAY_NAME_FORM = (*_FORMS, "）")
_FORM = re.compile(
    rf"""
    (?: 附件? [^\n，。；、]{{0,8}} )? (?! [0-9]+[.．、] | .{{0,6}} ： )
    [^\n，。；、\t]{{2,40}} {one_of(_FORMS)}
    (?: （ [^\n]{{0,20}} ） )?
    """,
    re.VERBOSE,
)
_FORM_ENDS = re.compile(
    r"\n(?=附件|第[一二三四五六七八九十百0-9]+[章条]|[一二三四五六七八九十]+、)"
)
# （一）摸清底数建台账, 完善问题台账, 附件：1.申报表: a head of the text or the list of annexes
# names a form only where the next line is one to be filled in
_ELSEWHERE = re.compile(
    r"（[一二三四五六七八九十0-9]{1,3}）|[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十百0-9]+[章条]|[①-⑳]"
    r"|附件?：|[^附\n]{0,8}(?:建[立好]?|编[制印]|完善|健全|更新|公布|制[定作]|填[写报]|签订|提[交供]|报送|形成|出具|梳理)"
)
_FILLED_IN = re.compile("\n(?![0-9]+[.、]\t)[^\n。]{0,80}(?:\t|__|（盖章）|（公章）|单位：)")


def forms(text: str) -> list[tuple[int, int]]:
    """Return the ranges of forms: from the line that names one to the next annex or clause."""
    found: list[tuple[int, int]] = []
    for match in _LINE_END.finditer(text):
        last = match.start()
        if not text.endswith(_MAY_NAME_FORM, 0, last):
            continue
        start = text.rfind("\n", max(0, last - 70), last) + 1
        if (found and start < found[-1][1]) or not _FORM.fullmatch(text, start, last):
            continue
        if _ELSEWHERE.match(text, start, last) and not _FILLED_IN.match(text, last):
            continue
        end = _FORM_ENDS.search(text, last)
        found.append((start, end.start() if end else len(text)))
    return found
