"""Numbers with a unit that state no amount: names, idioms, how many bodies issued a document.

「“131”服务」, 《支持100家企业的措施》, 一户一策, 最多跑一次, 三个方面, 百家企业, 等11个部门.
"""

import re

from extractors.amounts.quantities import COUNTED, DIGIT_SIGNS, MONEY, Piece
from extractors.character_classes import HAN


def is_stated(text: str, piece: Piece) -> bool:
    """Tell whether a number with a unit states an amount, not a name, an idiom or a rank."""
    if _is_of_no_amount(text, piece) or _is_named(text, piece.number_start, piece.end):
        return False
    if piece.written[0] in DIGIT_SIGNS:
        return piece.bound != "exact" or piece.unit in MONEY or not _lacks_bound(text, piece)
    if _BARE_SCALE.fullmatch(piece.written):  # 超百亿元, but not 百家企业, 千万工程
        return piece.bound != "exact" and piece.start < piece.number_start
    return _is_counted_in_chinese(text, piece)


_FEW = "[0-9一二三四五六七八九十]{1,3}"
_AFTER_A_NAME = "|".join(f"(?<=、{HAN * length})" for length in range(2, 9))
# 财政局等11个部门关于…, 优抚对象等3类人员, 甲市、乙市2个城市: how many were listed; （8项）
_LISTED = re.compile(
    rf"""
      (?<= 等 ) {_FEW} (?: [个家] (?= 部门 | 单位 | 部委 | 委办局 | 机构 ) | [项类种] )
    | (?<= （ ) [0-9]{{1,3}} [项条类款种] (?= ） )
    | (?: (?<= （含 ) | (?<= （不含 ) ) [0-9.]{{1,8}} [万千亿]? {HAN}{{1,3}} (?= ） )
    | (?: {_AFTER_A_NAME} ) [0-9]{{1,3}} 个
      (?= 城市 | 地区 | 省份? | 区县 | 县区 | [市县区镇乡村] | 乡镇 | 街道 | 部门 | 单位 | 方面
        | 领域 | 行业 | 环节 | 片区 | 园区 | 社区 | 试点 | 区域 )
    """,
    re.VERBOSE,
)
_MAY_LIST = frozenset("个家项类种")
# 3个省份, 2个专项小组; 15个、7个工作日: days
_NOT_COUNTED = re.compile(
    rf"""
      (?<= [0-9]个 ) (?: 省份 | 省区市 | 省市区 | 省（区 | 省（市 | 省（自治区 )
    | (?<= [0-9一二三四五六七八九十]个 ) {HAN}{{0,4}} (?: [组专]组 | [导查作]组 | 小组 | 专班 )
    | [、和至或—-] {_FEW} 个 (?: 工作日 | 月 | 小时 | 自然日 )
    """,
    re.VERBOSE,
)
# 居全市前三名的县: a rank; not 目前3名, 春节前3名
_MAY_RANK = frozenset("名位家强")
_RANKED = re.compile("[^目此之以年月节日期天提先会班岗](?=前)|\n(?=前)")
_BARE_SCALE = re.compile("[百千万亿]+")


def _is_of_no_amount(text: str, piece: Piece) -> bool:
    unit = text[piece.end - 1]
    if unit == "个" and _NOT_COUNTED.match(text, piece.end):
        return True
    if (
        unit in _MAY_RANK
        and text.endswith("前", 0, piece.start)
        and _RANKED.match(text, piece.start - 2)
    ):
        return True
    if unit not in _MAY_LIST and not text.startswith("）", piece.end):
        return False
    listed = _LISTED.match(text, piece.number_start)
    return listed is not None and listed.end() == piece.end


# the units that count only with a bound, each with the words after which it needs none
_NEEDS_BOUND: dict[str | None, tuple[str, ...]] = {
    form: tuple(entry.more.get("unless_after", ()))
    for form, entry in COUNTED.items()
    if entry.more.get("needs_bound")
}


def _lacks_bound(text: str, piece: Piece) -> bool:
    unless = _NEEDS_BOUND.get(piece.unit)
    if unless is None:
        return False
    before = text[max(0, piece.start - 8) : piece.start]
    return not any(word in before for word in unless)


def _is_counted_in_chinese(text: str, piece: Piece) -> bool:
    """Tell whether Chinese numerals count: 两场, 不少于三个, 一百二十家, not 三个方面, 一户一策."""
    entry = COUNTED.get(piece.unit or "")
    start, end = piece.number_start, piece.end
    is_closing = entry is not None and bool(entry.more.get("closing"))
    if piece.per or (
        piece.bound != "exact" and not (is_closing and _REACHED.search(text, 0, start))
    ):
        return True
    if entry is None:  # money, a percentage in words, a multiple of a standard
        return piece.number >= 10 or piece.unit not in MONEY
    if (
        piece.unit == "次"
        and _ONCE_BEFORE.search(text, max(0, start - 24), start)
        and not _ONCE_MORE.match(text, end)
    ):
        return True
    if piece.unit == "份" and _HEAD.match(text, end):
        return False
    if _IDIOM_BEFORE.search(text, max(0, start - 3), start) or text[end : end + 1] in _ONES_AFTER:
        return False
    if _LIMIT_BEFORE.search(text, max(0, start - 12), start):
        return True
    if piece.number > 10 and not entry.more.get("needs_bound"):
        return True
    if not entry.more.get("chinese"):
        return False
    return not is_closing or _CLOSING.match(text, end) is not None


# 一份年货礼：为职工送上…
_HEAD = re.compile(f"{HAN}{{1,6}}：")
# 一户一策, 一对一, 跑一次, 每一次, 又一场
_IDIOM_BEFORE = re.compile(
    r"(?:一[^式，。；]|[跑每又再这那某下同首头哪任打]|(?<!人送)(?<!名送)(?<!户送)上)\Z"
)
# 达到一次投入、多次使用
_REACHED = re.compile(r"达到?\Z")
# 每年组织一次复核, 可享受一次免费培训
_ONCE_BEFORE = re.compile(
    r"""
      (?: 享受 | 参加 | 享有 | 领取 | 连续 | 累计 ) \Z
    | 每 (?: 年度? | 半年 | 季度? | 月 | 周 | 学期 | 两年 | 个月 ) [^，。；：0-9]{0,14}
      (?<! [跑这那上下同首头哪任打再又] ) \Z
    """,
    re.VERBOSE,
)
_ONCE_MORE = re.compile("性|办好|办成|办结|告知|通过|到位|申报成功")
_ONES_AFTER = frozenset("一两")
# 最多享受一次, 至少提供两个
_LIMIT_BEFORE = re.compile(
    r"(?:至少|最少|最多|至多|只能|仅|限|不超过|不少于)[^，。；：、0-9]{0,8}\Z"
)
_CLOSING = re.compile(
    r"[，。；、）以的\n]|\Z|(?:全面|集中|专项|系统|彻底|综合|联席)?(?:会议|培训|检查|调研|活动|走访|排查"
    "|演练|督查|体检|巡查|清理|梳理|核查|摸底|评估|普查|清查|整治|复核|考核|轮训|会商|研判|督导|复审)"
)


def _is_named(text: str, start: int, end: int) -> bool:
    """Tell whether a range stands in 《》, or in a short “name”."""
    opened = text.rfind("《", max(0, start - 80), start)
    if opened >= 0 and text.find("》", opened, start) < 0 and text.find("\n", opened, start) < 0:
        return True
    opened = text.rfind("“", max(0, start - 12), start)
    if opened < 0:
        return False
    closed = text.find("”", end, end + 12)
    return closed >= 0 and _NAME.fullmatch(text, opened, closed + 1) is not None


_NAME = re.compile("“[^”。；\n]{1,16}”")
