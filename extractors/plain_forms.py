"""The plain form of single characters: ２ → 2, ﹝ → 〔, ⼈ → 人; commas and colons between digits.

The length of a text never changes here. Leaves alone Chinese punctuation and what NFKC would
write as several characters (①, ㎡).
"""

import re
import unicodedata

from extractors.character_classes import HAN_SIGNS

# | 1 | 加装电梯 |: a row of a Markdown table
_TABLE_ROW = re.compile(r"^[ \t]*\|[^\n]*\|[ \t]*$", re.MULTILINE)
_COMMA = re.compile(r",(?:(?<![0-9],)|(?![0-9]{3}(?![0-9])))")
_COLON = re.compile(r":(?:(?<![0-9A-Za-z]:)|(?![0-9/]))")
# 二OO六年, 二0一八年: letters and digits that stand for 〇
_YEAR_ZEROS = re.compile(r"二[OoΟοОо0〇零][OoΟοОо0〇零一二三四五六七八九]{2}年")
_AS_ZERO = str.maketrans("OoΟοОо0", "〇" * 7)
# 给予补助．各县要落实．: where points stand for stops throughout; 一. and （一）. begin an item
_DIGIT = "一二三四五六七八九十"
_STOP = re.compile(
    rf"\.(?<=[{HAN_SIGNS}）”》%]\.)(?<![{_DIGIT}]\.)(?<![0-9{_DIGIT}]）\.)"
    rf"(?=[{HAN_SIGNS}（“《\s]|\Z)"
)
_STOPS_TYPED = 4
INVISIBLE = "\u200b"
"""What stands for each sign that prints nothing: the soft hyphen, marks of direction, controls."""
INVISIBLES = (
    *("\u00ad", "\ufeff", *map(chr, range(0x09)), *map(chr, range(0x200B, 0x2010))),
    *(*map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2060, 0x2065))),
)
_KEPT = "，。；：、？！（）“”‘’《》〈〉【】「」『』①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


def _plain_forms() -> dict[str, str]:
    """Return the single characters whose plain form is another single character.

    NFKC gives them (full-width and compatibility forms, Kangxi radicals), but for the Chinese
    punctuation, which stays, and for signs that documents use for one another.
    """
    ranges = [(0x2000, 0x206F), (0x2E80, 0x2FDF), (0x3000, 0x303F), (0xF900, 0xFAFF)]
    ranges += [(0xFE10, 0xFE6F), (0xFF00, 0xFFEF)]
    forms = {}
    for first, last in ranges:
        for code in range(first, last + 1):
            plain = unicodedata.normalize("NFKC", chr(code))
            if len(plain) == 1 and plain != chr(code):
                forms[chr(code)] = plain
    for mark in _KEPT:
        forms.pop(mark, None)
    others = {
        "﹝": "〔", "﹞": "〕", "［": "〔", "］": "〕", "[": "〔", "]": "〕",
        "【": "〔", "】": "〕",
        "(": "（", ")": "）", "﹙": "（", "﹚": "）", "〈": "《", "〉": "》", ";": "；", "?": "？",
        "!": "！", "﹔": "；", "﹕": "：", "﹐": "，", "﹑": "、", "﹖": "？", "﹗": "！", "･": "·",
        "•": "·", "・": "·", "–": "—", "―": "—", "─": "—", "━": "—", "﹣": "-", "−": "-", "‐": "-",
        "～": "~", "∼": "~", "〜": "~", "○": "〇", "◯": "〇", "●": "●", "％": "%", "﹪": "%",
        "\u00a0": " ", "\u2028": "\n", "\u2029": "\n", "\u0085": "\n", "\x0b": "\n",
        "\x0c": "\n", "\r": "\n", "「": "“", "」": "”", "『": "“", "』": "”", '"': "”",
    }  # fmt: skip
    forms |= others | dict.fromkeys(INVISIBLES, INVISIBLE)
    for sign, plain in forms.items():  # ﹇ is [, and [ stands for 〔
        while forms.get(plain, plain) != plain:
            plain = forms[plain]
        forms[sign] = plain
    return {sign: plain for sign, plain in forms.items() if sign != plain}


_FORMS = _plain_forms()
_HAS_FORM = re.compile(f"[{re.escape(''.join(_FORMS))}]")


def plain_characters(text: str) -> str:
    """Return `text` with each character in its plain form; the length stays.

    Commas and colons are Chinese unless they stand between digits or letters.

    >>> plain_characters("﹝２０２１﹞1,000元,即:8:30")
    '〔2021〕1,000元，即：8:30'
    """
    plain = text
    # few signs of a text have a plain form: to find and replace these is 5 times faster than
    # to look every character up
    for sign in set(_HAS_FORM.findall(text)):
        plain = plain.replace(sign, _FORMS[sign])
    if plain.count(".") > _STOPS_TYPED + 4 * plain.count("。"):
        plain = _STOP.sub("。", plain)
    if "," in plain:
        plain = _COMMA.sub("，", plain)
    if ":" in plain:
        plain = _COLON.sub("：", plain)
    if _YEAR_ZEROS.search(plain):
        plain = _YEAR_ZEROS.sub(lambda year: year[0].translate(_AS_ZERO), plain)
    if "|" in plain:
        plain = _TABLE_ROW.sub(lambda row: row[0].replace("|", "\t"), plain)
    return plain
