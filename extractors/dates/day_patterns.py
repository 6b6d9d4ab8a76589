"""The patterns of times printed as numbers, and of the words that bound them.

`START` finds where one may begin, `RANGE` and `EDGE` match there, `LEAD` what stands before.
"""

import re
from itertools import count

import regex

from extractors.dates.times import PARTS
from extractors.lexicon import by_alias, one_of, read_lexicon

BOUNDS = read_lexicon("date_bounds")
BOUND_OF = {form: entry.key for entry in BOUNDS for form in entry.forms}
YEAR_WORDS = by_alias(read_lexicon("year_words"))
ENDING = {name: f"{name}2" for name in ("year", "word", "month", "day", "part")}


def _bounding(side: str) -> str:
    """Return a pattern of the bounding words of one side, each with what must not stand by it."""
    choices = []
    for entry in BOUNDS:
        if entry.more["side"] == side:
            after, before = entry.more.get("not_after"), entry.more.get("not_before")
            guard = f"(?<![{after}])" if after else ""
            choices.append(guard + one_of(entry.forms) + (f"(?![{before}])" if before else ""))
    return f"(?:{'|'.join(choices)})"


def _ending(pattern: str) -> str:
    """Return a piece with its groups renamed for the end of a range."""
    for name, renamed in ENDING.items():
        pattern = pattern.replace(f"?P<{name}>", f"?P<{renamed}>")
    return pattern


def _told_apart(pattern: str) -> str:
    """Return a pattern with a number behind each name of a group: `re` knows a name but once."""
    number = count(1)
    return re.sub(r"(?<=\?P<)\w+", lambda name: f"{name[0]}_{next(number)}", pattern)


def _parts(level: str) -> str:
    """Return a pattern of the parts of a year or month, but for 底, 末 and 初."""
    return one_of(form for form, entry in PARTS.items() if level in entry.more and len(form) > 1)


_HAN = "[一二三四五六七八九]"
YEAR = r"(?:(?:19|20)[0-9]{2}|(?:一九|二[〇零])[〇零一二三四五六七八九]{2})"
MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|元|[一二三四五六七八九])"
DAY = rf"(?:3[01]|[12][0-9]|0?[1-9]|三十一?|二?十{_HAN}?|{_HAN})"
# 3月8号 is a day, 3月8号楼 a building
_DAY = rf"(?P<day>{DAY})(?:日|号(?![楼文令线院]))"
# 年底 but not 年底线; 2021年初 but not 2021年初中毕业
_POINT = "(?:底(?![层线数薪价座])|末(?![位端梢])|初(?![中级次步始心审创]))"
_OF_YEAR = rf"(?:年?{_POINT}|{_parts('year')})"
_OF_MONTH = rf"(?:{_POINT}|{_parts('days')})"
_NO_DIGIT = r"(?<![0-9〇零一二三四五六七八九十百千.第/-])"
# 3月 but not 3月球, 3月租金 but not 3月租
_MONTH = rf"(?P<month>{MONTH})月(?![球亮饼嫂薪租供](?![金赁酬资暖热水电气应]))份?"
_IN_MONTH = rf"{_MONTH}(?:{_DAY}|(?P<part>{_OF_MONTH}))?"
_YEAR = rf"(?:(?P<year>{YEAR})年|(?P<word>{one_of(YEAR_WORDS)}))"
# 2021年, but not 2021年第3号, 2021年版
_NO_NAME = r"(?!第?[0-9一二三四五六七八九十]{1,4}[号期]|[级版款鉴龄])"
_ALONE = r"""(?<![每第几多隔历当半学整两青成老]) (?:
    上半年 | 下半年 | (?:第?[一二三四1-4]|前三|一至三)季度(?!末?月) | 年底(?![层线数])
  | 年末 | 年初 | 年内 | 岁末
)"""
# 3月1日17:00前, 3月1日（星期五）前: what stands between a day and its bounding word
_CLOCK = r"(?:[0-9]{1,2}(?::[0-9]{2}|[时点](?:[0-9]{1,2}分)?)整?)"
_NOON = "(?:[上下中]午|晚上?|凌晨|下班)?"
_HOUR = rf"(?:（[^（）\n]{{1,9}}）)? {_NOON} {_CLOCK}?"

LEAD = regex.compile(rf"(?r){_bounding('left')}")
# what a LEAD ends with: most times have none before them, and 于 of 不晚于 stands before many
LEAD_ENDS = frozenset(
    form[-2:] for entry in BOUNDS if entry.more["side"] == "left" for form in entry.forms
)
# stdlib re takes less than half of regex's time here, and names a group once: `dated` tells after
# a year that no month need follow
EDGE = re.compile(
    rf"""
    (?: (?: (?<![0-9]) (?! (?<=[以之往]) [前后] ) {_YEAR} {_NO_NAME} (?P<dated>)
          | (?P<near> [上本次当下] )月 (?= {DAY}[日号] | {_OF_MONTH} )
          | {_NO_DIGIT} (?= {MONTH}月 ) )
        (?: (?(near) | {_MONTH} ) (?: {_DAY} | (?P<part>{_OF_MONTH}) )?
          | (?(dated) (?: (?P<season>{_OF_YEAR}) | 度(?![假日]) )? | (?!) ) )
      | (?P<alone> {_ALONE} )
      | (?P<monthless> (?<![每上本次当下0-9一二三四五六七八九十]) 月[底末] (?![层线数位端]) )
    )
    (?: {_HOUR} (?P<trail> {_bounding("right")} ) )?
    """,
    re.VERBOSE,
)

# 2月19日、22日: further days of the same month
FURTHER = re.compile(rf"[、和及与](?P<day>{DAY})日(?![内前后起止均以])")

# 14日上午 and 25日， where a sentence begins, 记者25日从: days of a piece of news
HOURS = ("上午", "下午", "中午", "晚", "凌晨", "清晨", "早上")
BARE_DAY = re.compile("日(?=[，上下中晚凌清早从])")
OPENS_DAY = ("\n", "。", "！", "？", "记者")
OPENS_HOUR = ("，", "；", "于", "在")

# the most that stands before the TO of a RANGE: 2021年十二月三十一日（含当天起），
BEFORE_TO = 24
TO = r"(?:至|到|—{1,2}|--?|~)"
# 「2月11至2月28日」 leaves out 日, 「1—3月」 月, 「2021—2025年」 年
_BEGIN = rf"""(?:
    (?<![0-9]) {_YEAR} (?:
        {_MONTH} (?: (?P<day>{DAY})[日号]? | (?P<part>{_OF_MONTH}) )?
      | (?P<month>{MONTH}) (?={TO}{MONTH}月)
      | (?P<part>{_OF_YEAR})
      | 度 )?
  | (?<![0-9]) (?P<year>{YEAR}) (?={TO}(?:{YEAR})年)
  | {_NO_DIGIT} {_MONTH} (?: (?P<day>{DAY})[日号]? | (?P<part>{_OF_MONTH}) )?
  | {_NO_DIGIT} (?P<month>{MONTH}) (?={TO}{MONTH}月)
)"""
_FINISH = _ending(
    rf"""(?:
    {_YEAR} (?: {_IN_MONTH} | (?P<part>{_OF_YEAR}) | 度 )?
  | {_IN_MONTH}
  | {_DAY}
  | (?P<part> 年底|年末|[底末] )
  | (?P<now> 今(?!年) )
)"""
)
RANGE = re.compile(
    _told_apart(
        rf"""
    {_BEGIN} {_HOUR} 起? ，? {TO} {_FINISH}
    (?: {_HOUR} (?P<trail> 止|前|底前|之前 ) | {_NOON} {_CLOCK} )?
    """
    ),
    re.VERBOSE,
)
RANGE_LEAD = re.compile("[自从](?<![各来亲独私].)")

# the sign of a RANGE before what may end it: most 至 and 到 are of words (至少, 上报至)
MAY_RANGE = re.compile(
    "[至到—~-](?=[—-]?"
    f"[0-9〇零一二三四五六七八九十元年底末今{''.join(sorted({word[0] for word in YEAR_WORDS}))}])"
)

# a time of day may follow without its blank: 2021-02-0910:32
_D = r"(?:(?:3[01]|[12][0-9]|0[1-9])(?=[0-9]{1,2}:)|(?:3[01]|[12][0-9]|0?[1-9])(?![0-9]))"
_M = r"(?:1[0-2]|0?[1-9])"
_NUMERIC = rf"""(?P<year>(?:19|20)[0-9]{{2}})(?P<sign>[-/.])(?P<month>{_M})(?P=sign)(?P<day>{_D})
    (?![-/.][0-9])"""
NUMERIC = re.compile(
    rf"""(?<![0-9A-Za-z/.=_-]) {_NUMERIC}
    (?: {TO} {_ending(_NUMERIC).replace("sign", "sign2")} )?""",
    re.VERBOSE,
)

_ISSUING = "(?:印发|发布|公布|颁布|颁发|发文|下发|制发|公告|公示)"
_UP_TO_ISSUING = rf"[^\s，。；、：（）《》“”]{{0,12}}?{_ISSUING}"
FROM_ISSUE = re.compile(
    _told_apart(
        rf"""
    (?: (?<![各来亲独私]) 自 {_UP_TO_ISSUING} (?:实施|施行)?
        (?:之日|之时|日|当日) (?:起|后)?
      | 自?即日起 )
    (?: 第?(?P<days>[0-9]{{1,3}}|[一二三四五六七八九十]{{1,3}})(?:日|天|个?工作日)(?:后|起) )?
    (?: ，?[至到] {_FINISH} (?:止|前)? )?
    """
    ),
    re.VERBOSE,
)

# what each FROM_ISSUE begins with; two scans for one literal each cost a quarter of the pattern's
SINCE = (re.compile(f"自(?={_UP_TO_ISSUING}|即日起)"), re.compile("即日起"))

# stdlib re skips quickly to the characters of a set where a pattern begins with that set alone, so
# the first character stands before the alternatives and each looks back at it
_SIGN = "[〇零一二三四五六七八九十元]"
_NEXT = "[年月半季至到—~-]"
# 1—3月, 2021-02-09, but not 500-1000元
_TO_TIME = "[至到—~-](?=[—-]?[0-9〇零一二三四五六七八九十元]{1,4}[年月-])"
IN_DIGITS = "-/."  # the signs of NUMERIC
START = re.compile(
    rf"""
    [0-9〇零一二三四五六七八九十元今去明后前来次翌该当本上第下年岁月]
    (?=[0-9〇零一二三四五六七八九十元年月半季至到—~底末初内./-])
    (?: (?<=[0-9])[0-9]{{0,3}}(?:[年月半季./]|{_TO_TIME}) | (?<={_SIGN}){_SIGN}{{0,3}}{_NEXT}
      | (?<=[今去明后前来次翌该当本上])年 | (?<=[第下上])[一二三四1-4]?[年半季] | (?<=前)三季
      | (?<=年)[底末初内] | (?<=岁)末
      | (?<=[上本次当下])月 | (?<=月)[底末] )""",
    re.VERBOSE,
)
