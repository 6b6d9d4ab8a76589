"""How far a measure commits (1–4), and whether it orders or reports, from the grammar of verbs.

4: the text states what is given (「给予2万元补贴」) · 3: a standard set elsewhere (「按规定给予」)
· 2: orders or undertakes an action · 1: encourages only. Sums spent and numbers of
events give no 4.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Protocol

import regex

from extractors.lexicon import one_of, read_lexicon
from extractors.records import Status

_WORDS = {entry.key: one_of(entry.forms) for entry in read_lexicon("commitments")}

_SENTENCE = re.compile(r"[^。；！？\n]{3,}+[。；！？]|[^。；！？\n]{4,}+")
_BRACKET = re.compile(r"（[^（）\n]{0,300}）")
_LONGEST_HEAD = 20
_HEAD_ORDERS = re.compile(_WORDS["order"])
_URGES = "鼓励|倡导|提倡|号召|倡议|引导|动员|呼吁"
_ENCOURAGES = re.compile(
    r"(?:各[^，。；]{1,12}要?)?(?:[^，。；：]{0,24}[，：])?(?:积极|大力|广泛|充分)?"
    rf"(?:{_URGES}|向[^，。；]{{1,20}}发出[^，。；]{{0,40}}倡议)"
)
# 各镇街要结合实际，积极鼓励…: such a word stands within so many signs, or the sentence orders
_MAY_ENCOURAGE = re.compile(f"{_URGES}|向")
_LONGEST_LEAD = 50
# within a clause, within a sentence
_SAID = r"[^，。；！？\n]"
_TOGETHER = r"[^。；！？\n]"
_GRANT = r"(?:给予|发放|落实|兑现|享受|予以|补贴|补助|奖励|资助|返还|减免|救助)"
_HELP = r"(?:补贴|补助|奖励|返还|减免|优惠|待遇|规程|办法)"
_HELPED = rf"{_SAID}{{0,40}}{_HELP}{_SAID}{{0,12}}?(?:政策|》)"
# A pattern whose alternatives all begin with a plain sign is searched for by these signs, several
# times as fast; so what begins otherwise stands in a pattern of its own.
_AS_USUAL = re.compile(rf"{_WORDS['refer']}{_TOGETHER}{{0,40}}?{_GRANT}")
_AS_ELSEWHERE = re.compile(
    rf"""
    按照?{_SAID}{{1,30}}(?:规定|标准|政策|办法|要求)(?:执行|落实|给予|发放|享受|予以)
    {_TOGETHER}{{0,40}}? {_GRANT}
  | 落实{_HELPED} | 执行{_HELPED} | 用好{_HELPED}
  | 符合{_SAID}{{0,20}}(?:条件|规定|政策){_SAID}{{0,20}}[，、]?{_SAID}{{0,10}}给予
    [^，。；！？\n0-9]{{0,12}} (?: 救助 | 补贴 | 补助 | 待遇 | 保障 )
    """,
    re.VERBOSE,
)
# 补贴标准参照当地最低工资标准执行, 据实贴息: wherever it stands in the item
_STANDARD_ELSEWHERE = re.compile(
    r"标准，?(?:参照|按照?|依照|执行|与)[^。；]{1,50}(?:执行|确定|发放|挂钩)"
    r"|据实(?:给予)?(?:贴息|补[贴助]|核[销补]|报销|结算补)"
)
# 按企业实际缴纳的社会保险费给予补贴, 依据《…办法》兑付奖励
_AS_PAID = re.compile(
    r"按(?:照)?[^，。；0-9]{0,20}实际(?:缴纳|缴费|发生|支[出付])[^，。；0-9]{0,16}"
    r"(?:给予|予以)[^，。；%]{0,20}补[贴助]"
)
_AS_RULED = re.compile(
    r"(?:依据|根据|依照|按照?)《[^》\n]{2,60}》[^。；]{0,40}"
    r"(?:兑付|兑现|发放|拨付)[^，。；0-9]{0,8}(?:奖励|补[贴助]|资金|待遇)"
)
_GIVES = re.compile(
    r"给予|发放|补贴|补助|奖励|资助|奖补|扣除|返还|赠送|送上|送出|支持|减免|补偿|慰问金|红包"
    r"|抵减|优惠券|扶持|减按|免征|救助|津贴|贴息|待遇|奖金"
    r"|垫付|贷款|授信|额度|报销|优惠|标准|优待|消费券|免费|拨付|配套|代缴|补足|补差|抚恤"
)
# 3月5日，市总工会走访困难职工; of the day the first sign alone is looked for
_HELD = re.compile(
    r"[0-9](?<![0-9][0-9])[0-9]?月[0-9]{1,2}日，[^。；]{2,60}"
    r"(?:举办|召开|开展|组织|赴|在|走访|慰问)"
)
# 3月5日，市总工会举办… tells who did; 10月10日，在社区举办… is a plan's, but in a bulletin
_SCHEDULED = re.compile(
    r"[0-9](?<![0-9][0-9])[0-9]?月[0-9]{1,2}日，(?:在|于|将|拟|要|举办|组织|开展|召开|集中|统一|各)"
)
_ASSIGNED = re.compile(r"（[^（）\n]{0,60}(?:牵头|负责|责任单位|责任部门|单位：)[^（）\n]{0,200}）")
# 已认定的见习基地 tells nothing; 目前已认定12家 does
_TOLD = re.compile(
    rf"{_WORDS['report']}(?!有(?![0-9])|[^，。；]{{0,14}}的"
    r"|(?:享受|获得|领取|申领|取得)[^。；]{0,24}(?:不[得再予重]|除外)"
    r"|[^，。；0-9]{0,8}(?:不得?超过|最[高多长]|不低于|不少于|限))"
)
# 近日, 今年以来, 共办招聘会7场, 开出了9趟: of a text as a whole
_TELLS_NEWS = re.compile(
    r"近日|日前|连日来|近期，|年以来|[月冬春夏秋]以来|节以来|了[0-9]|共[^，。；0-9]{1,12}[0-9]"
)
# 举办招聘夜市4场，现场签约140人; not 每人补贴500元, 可申请
_HELD_SO_MANY = re.compile(
    r"[^每第满\n0-9][0-9][0-9.]*[余多万]{0,2}(?:人次|人|名|户|家|场|个(?!月|工作|自然)|期|趟|宗|起)"
    r"(?![以之]|内|标准)"
)
_OFFERS = re.compile(
    r"每[人名户家个月年]|给予|可以?(?:申|享|领|获|凭|向|到)|最[高多低]|不超过|[以之][上下内]"
)
_COUNTED = re.compile(r"[0-9余万](?:人次|余人|余名|余户|余家|余件|余份|余场)(?!以上|左右)")
_GRANTED_TO = r"[^。；]{2,80}(?:给予|发放)[^。；]{0,30}(?:补贴|补助|奖励)"
# 主要, 需要, 效应 order nothing
_PLANNED = re.compile(
    r"将(?=[向于在为对继续陆定开举组统按加进推])|至少|不少于|不低于"
    r"|要(?<![主重需必摘概]要)(?![求素点闻么件])|可(?=申请|申领|申报|享受|获得?|领取|凭|向|到)"
    r"|应当|应(?=[在于按向将依由]|及时)|须|拟|计划|延长至|按规定(?:给予|兑现|落实)"
    rf"|对{_GRANTED_TO}|为{_GRANTED_TO}|予以"
)
# in a bulletin: 为120户企业发放补贴20万元 tells what was paid; 每户发放2万元 what will be
_SPENT = re.compile(
    r"(?:发放|拨付|兑现|兑付|支付|返还|减免|减收|追回|筹[集资措])(?!一次性)"
    r"(?:(?!每|按|最高|不超过|标准)[^。；，0-9]){0,24}[0-9][0-9.,]*(?:余|多)?[万亿]余?元(?!的?标准|以[上内下])"
)
_SHARE = r"(?:[0-9]%|[0-9]/[0-9]|[一二三四五]分之[一二三四])"
# 追回已拨付的资金 tells nothing
_TAKEN_BACK = re.compile(r"已(?<=[追收缴退]回已|追缴已|退还已)")
_HELPS = r"(?:补[贴助]|奖[励补]|资助|返还|报销|贴息|补偿)"
_RATE = regex.compile(
    rf"""
    (?: 按 | 以 | 的 | 给予 | 不低于 | 不超过 ) [^，。；]{{0,30}} {_SHARE} [^，。；]{{0,24}}
    (?: {_HELPS} | 核拨 | 扣除 | 支持 | 减 | 收取 | 给予 )
  | (?: {_HELPS} | 减[征按免] ) (?: 标准 | 比例 | 金 )?
    [^，。；]{{0,16}} {_SHARE}
  | 发放 [^，。；]{{0,16}} (?: 补[贴助]金? | 津贴 | 救助金 | 保险金 ) [^。；]{{0,24}} {_SHARE}
  | (?: 降低 | 下调 | 减[免征收] | 降至 ) [^，。；]{{0,20}} (?: 费 | 税 | 租金 | 价格 | 利率 ) 率?
    [^，。；]{{0,12}} {_SHARE}
  | (?: 金额 | 标准 | 补[贴助] ) (?: 为 | = ) [^，。；\n]{{2,60}} [×*xX] [^，。；\n]{{0,6}} {_SHARE}
  | (?: 费 | 税 | 租金 | 价格 | 利率 ) 率? [^，。；]{{0,12}}
    (?: 降低 | 降至 | 下调 | 减[免征按] | 优惠 )
    [^，。；]{{0,12}} {_SHARE}
    """,
    regex.VERBOSE,
)
_HAS_SHARE = re.compile(_SHARE)
# 减免3个月租金, 免收6个月租金
_FREE_MONTHS = re.compile(
    r"(?:减免|免收|免除|免交|免缴|减收)(?!了)[^，。；]{0,12}[0-9一二三四五六两]个月[^，。；]{0,6}[租费]"
    r"|(?:租金|[^，。；]费)[^，。；]{0,10}(?:减免|免收|免除|免交|免缴)[0-9一二三四五六两]个月"
)
_TOLD_WITHIN = regex.compile(
    r"[，；](?:目前)?(?:已|共|累计)|[，；](?:同时)?(?:要|应当?|须|组织|建立|落实|开展)"
)


# 每人不超过低保月标准的6倍, 3个月最低工资标准
_MULTIPLE = re.compile(
    r"(?:救助|补[贴助]|奖励|发放|给予|补偿)[^。；]{0,60}(?:标准|工资|基数)的?[0-9一二三四五六七八九十两]+倍"
    r"|(?:救助|补[贴助]|奖励|发放|给予|补偿)[^。；]{0,40}[0-9一二三四五六七八九十两]+个月[^，。；]{0,10}"
    r"(?:低保|最低生活保障|最低工资|救助|保障|失业保险金|工资)[^，。；]{0,4}标准"
)
_TAKES = re.compile(r"罚款|处以|收取|缴纳|收费|加付|赔偿|追缴|扣[减发]")


class Sum(Protocol):
    """What `of` needs of an amount: a record, a mention's value, or a row of gold."""

    @property
    def kind(self) -> str:
        """Money or count."""

    @property
    def role(self) -> str:
        """What the amount is in its clause: standard, cap, threshold, total …"""

    @property
    def unit(self) -> str:
        """元, or the unit of a count as printed."""


def of(text: str, amounts: Iterable[Sum], head: str | None = None) -> int:
    """Return the strength of a measure from its folded text and the amounts found in it.

    Amounts count as a benefit where their role is standard, cap or face_value, or a gift's size in
    data; totals, thresholds, results and targets do not.
    """
    plain = _without_brackets(text)
    if _states_benefit(plain, amounts):
        return 4
    if _refers(plain) or _names_standard(text):
        return 3
    return 2 if _commands(plain, head) else 1


def _refers(plain: str) -> bool:
    """Tell whether one of the main sentences gives by a rule."""
    usual, elsewhere = _AS_USUAL.search(plain), _AS_ELSEWHERE.search(plain)
    if not (usual or elsewhere):
        return False
    end = _main_end(plain)
    return any(found.end() <= end for found in (usual, elsewhere) if found)


def _names_standard(text: str) -> bool:
    """Tell whether a text names a standard set elsewhere, in whichever of its clauses."""
    if ("标准" in text or "据实" in text) and _STANDARD_ELSEWHERE.search(text):
        return True
    if "实际" in text and _AS_PAID.search(text):
        return True
    return "》" in text and ("兑" in text or "拨付" in text) and _AS_RULED.search(text) is not None


def status(text: str, *, in_bulletin: bool = False) -> Status:
    """Return whether a measure orders, offers and plans, or says what has been done.

    A bulletin tells what has been done where nothing in it looks ahead; other documents plan where
    nothing reports.
    """
    if "已" in text:
        text = _TAKEN_BACK.sub("", text)
    if not in_bulletin and (not _reports(text) or _ASSIGNED.search(text)):
        return "planned"
    sentences = _told_sentences(text)
    if in_bulletin:
        told = any(map(_reports, sentences)) or not any(map(_PLANNED.search, sentences))
        return "reported" if told or _SPENT.search(text) else "planned"
    sentences = [_SCHEDULED.sub("", each) if "月" in each else each for each in sentences]
    reports = sum(map(_reports, sentences))
    if any(map(_PLANNED.search, sentences)):
        if reports * 2 <= len(sentences):
            return "planned"
        ahead = sum(_PLANNED.search(each) is not None for each in sentences)
        return "reported" if reports > ahead else "planned"
    held = reports * 2 >= len(sentences) or any(map(_HELD.search, sentences))
    return "reported" if held else "planned"


def tells(text: str) -> tuple[int, int]:
    """Return how many sentences of a text say what has been done, and how many look ahead."""
    told = ahead = 0
    for each in _sentences(_without_brackets(text)):
        if _reports(each) or _TELLS_NEWS.search(each) or _SPENT.search(each):
            told += 1
        elif _PLANNED.search(each) or _OFFERS.search(each):
            ahead += 1
        elif _HELD_SO_MANY.search(each):
            told += 1
    return told, ahead


def _told_sentences(text: str) -> list[str]:
    """Return the sentences without the head, which tells no time (改造老旧小区。已开工…)."""
    sentences = list(_sentences(_without_brackets(text)))
    return sentences[1:] if len(sentences) > 1 and len(sentences[0]) <= _LONGEST_HEAD else sentences


def _reports(text: str) -> bool:
    """Tell whether words say what has been done: 已发放, 惠及3000余人, 3月5日，…走访."""
    if _TOLD.search(text):
        return True
    if ("余" in text or "人次" in text) and _COUNTED.search(text):
        return True
    return "月" in text and _HELD.search(text) is not None


def _without_brackets(text: str) -> str:
    return _BRACKET.sub("", text) if "（" in text else text


def _sentences(plain: str) -> Iterator[str]:
    """Yield the sentences of a text; the first one settles most questions."""
    return (each[0] for each in _SENTENCE.finditer(plain))


def _commands(plain: str, head: str | None) -> bool:
    """Tell whether any sentence does more than encourage.

    A head that orders nothing is left out where words follow: 「送祝福，过节生产两不误。」.
    """
    said = map(_orders, _sentences(plain))
    first = next(said, False)
    if first and (not head or _HEAD_ORDERS.search(head)):
        return True
    return next(said, first) or any(said)


def _orders(sentence: str) -> bool:
    """Tell whether a sentence does more than encourage: 鼓励企业…，目前已为54名劳动者开展培训."""
    if not _MAY_ENCOURAGE.search(sentence, 0, _LONGEST_LEAD) or not _ENCOURAGES.match(sentence):
        return True
    return _TOLD_WITHIN.search(sentence) is not None


def _states_benefit(plain: str, amounts: Iterable[Sum]) -> bool:
    if any(map(_is_gift, amounts)) and any(
        _GIVES.search(each) or ("元" in each and not _TAKES.search(each))
        for each in _sentences(plain)
    ):
        return True
    return _may_state_size(plain) and any(map(_states_size, _sentences(plain)))


def _may_state_size(plain: str) -> bool:
    """Tell whether words hold a sign of a share, of free months or of a multiple."""
    if "%" in plain or "/" in plain or "分之" in plain:
        return True
    return "个月" in plain or "倍" in plain


def _states_size(sentence: str) -> bool:
    """Tell whether a sentence grants a share, free months or a multiple of a standard."""
    if ("%" in sentence or "/" in sentence or "分之" in sentence) and _HAS_SHARE.search(sentence):
        return _RATE.search(sentence) is not None
    if "个月" in sentence and _FREE_MONTHS.search(sentence):
        return True
    return ("倍" in sentence or "个月" in sentence) and _MULTIPLE.search(sentence) is not None


def _is_gift(amount: Sum) -> bool:
    if amount.kind == "money":
        return amount.role in ("standard", "cap", "face_value")
    return amount.unit in ("GB", "G", "MB", "M") or (
        amount.unit == "%" and amount.role == "standard"
    )


def _main_end(plain: str) -> int:
    """Return where the sentences that carry a measure end: three fifths of all, at least three."""
    ends = [each.end() for each in _SENTENCE.finditer(plain)]
    return ends[: max(3, -(-len(ends) * 3 // 5))][-1]
