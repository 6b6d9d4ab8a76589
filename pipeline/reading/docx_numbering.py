"""The automatic numbers of Word paragraphs (w:numPr) as they are printed: 一、 （一） 1. 第一条.

Counters run per abstract list; a level starts again after one above it, a list again where its
`w:num` says so. Bullets print no number.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DIGITS = "〇一二三四五六七八九"
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_CHINESE = frozenset(
    [
        "chineseCounting",
        "chineseCountingThousand",
        "chineseLegalSimplified",
        "japaneseCounting",
        "taiwaneseCounting",
        "taiwaneseCountingThousand",
        "ideographDigital",
        "japaneseDigitalTenThousand",
        "taiwaneseDigital",
        "koreanDigital",
    ]
)


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: "（%1）" in a format, from where it starts."""

    text: str
    format: str
    start: int
    suffix: str
    legal: bool


@dataclass(slots=True)
class Numbering:
    """The lists of a Word file and their counters."""

    levels: dict[str, dict[int, Level]]  # by w:num
    owners: dict[str, str]  # w:num: its abstract list
    restarts: dict[str, dict[int, int]]  # w:num: level: where it starts anew
    _counters: dict[str, dict[int, int]] = field(default_factory=dict)
    _restarted: set[str] = field(default_factory=set)

    def label(self, number: str, level: int) -> str:
        """Count one paragraph of a list and return its printed number, "" for a bullet."""
        levels = self.levels.get(number, {})
        if level not in levels:
            return ""
        counters = self._counters.setdefault(self.owners[number], {})
        if number not in self._restarted:
            self._restarted.add(number)
            for restarted in self.restarts[number]:
                counters.pop(restarted, None)
        start = self.restarts[number].get(level, levels[level].start)
        counters[level] = counters.get(level, start - 1) + 1
        for below in [each for each in counters if each > level]:
            del counters[below]
        return _printed(levels, counters, level)


def _printed(levels: Mapping[int, Level], counters: Mapping[int, int], level: int) -> str:
    own = levels[level]
    if own.format in ("bullet", "none") and "%" not in own.text:
        return "" if own.format == "bullet" else own.text
    text = own.text
    for each in range(level, -1, -1):
        if f"%{each + 1}" in text and each in levels:
            count = counters.get(each, levels[each].start)
            form = "decimal" if own.legal else levels[each].format
            text = text.replace(f"%{each + 1}", written(count, form))
    return (
        text + ("" if own.suffix == "nothing" or text[-1:] in "、）：．" else " ") if text else ""
    )


def written(count: int, form: str) -> str:
    """Return a number in a format of Word.

    >>> written(12, "chineseCounting"), written(3, "decimalEnclosedCircleChinese")
    ('十二', '③')
    """
    if form in _CHINESE:
        return chinese(count)
    if form.startswith("decimalEnclosedCircle") and 1 <= count <= 20:
        return chr(0x245F + count)
    if form == "decimalEnclosedParen" and 1 <= count <= 20:
        return chr(0x2473 + count)
    if form == "ideographTraditional":
        return _STEMS[(count - 1) % 10]
    if form == "ideographZodiac":
        return _BRANCHES[(count - 1) % 12]
    if form in ("upperLetter", "lowerLetter"):
        letter = chr(97 + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("upperRoman", "lowerRoman"):
        return _roman(count).upper() if form == "upperRoman" else _roman(count)
    if form == "decimalFullWidth":
        return "".join(chr(ord(digit) + 0xFEE0) for digit in str(count))
    if form == "none":
        return ""
    return f"{count:02}" if form == "decimalZero" else str(count)


def chinese(count: int) -> str:
    """Return a number below 10,000 in Chinese: 十一, 二十, 一百〇五."""
    if not 0 < count < 10_000:
        return str(count)
    text, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, count = divmod(count, unit)
        if digit:
            text += ("〇" if gap and text else "") + _DIGITS[digit] + name
        gap = not digit
    return text[1:] if text.startswith("一十") else text


def _roman(count: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        times, count = divmod(count, value)
        text += letters * min(times, 20)
    return text


# -- from the file ------------------------------------------------------------------------------


def read_numbering(root: Any | None) -> Numbering:
    """Return the lists of word/numbering.xml; None gives none."""
    numbering = Numbering({}, {}, {})
    if root is None:
        return numbering
    abstract = {each.get(W + "abstractNumId"): each for each in root.iter(W + "abstractNum")}
    styles = {_value(each, "styleLink"): each for each in abstract.values()}
    for num in root.iter(W + "num"):
        number, owner = num.get(W + "numId"), _value(num, "abstractNumId")
        source = abstract.get(owner)
        linked = _value(source, "numStyleLink") if source is not None else None
        source = styles.get(linked, source) if linked else source
        levels = _levels(source) if source is not None else {}
        restarts: dict[int, int] = {}
        for override in num.iter(W + "lvlOverride"):
            place = _whole(override.get(W + "ilvl"), 0)
            levels |= _levels(override)
            if start := _value(override, "startOverride"):
                restarts[place] = _whole(start, 1)
        if number and owner is not None:
            numbering.levels[number] = levels
            numbering.owners[number] = owner
            numbering.restarts[number] = restarts
    return numbering


def _levels(source: Any) -> dict[int, Level]:
    return {
        _whole(level.get(W + "ilvl"), 0): Level(
            _value(level, "lvlText") or "",
            _value(level, "numFmt") or "decimal",
            _whole(_value(level, "start"), 1),
            _value(level, "suff") or "tab",
            level.find(W + "isLgl") is not None,
        )
        for level in source.findall(W + "lvl")
    }


def _value(element: Any, name: str) -> str | None:
    found = element.find(W + name)
    return found.get(W + "val") if found is not None else None


def _whole(value: str | None, default: int) -> int:
    return int(value) if value and value.isascii() and value.isdigit() else default
