"""Who may have a benefit, as the text says it before the sum: 「对…的企业」, 「…满1年的，给予」.

The condition runs from 对 (or the sentence's start) to where the granting begins: 给予,
按每人…标准, 由…资金. Clauses that only say how it is paid (采取“先发后补”方式) stay out.
"""

import re

from extractors.benefits.grant_words import sight, words
from extractors.benefits.offers import EACH, NOUN
from extractors.benefits.stated_worth import GIFT
from extractors.lexicon import one_of, read_lexicon
from extractors.sentences import Sentences, Span

_VERBS = words("verbs")
_RECIPIENTS = [form for entry in read_lexicon("recipients") for form in entry.forms]
_HEADS = sight(_RECIPIENTS) + one_of(_RECIPIENTS)

_STARTS_GRANT = re.compile(
    rf"""(?:
        (?:可以?|将|再|另|应当?|一律|统一|每年|每月|在职期间|见习期间|同时)?(?:按规定)?
        (?:一次性|分别|分[0-9一二三四五两]年|最高|额外|叠加)*
        (?!领取[^，。；]{{0,6}}(?:执照|证书|》|登记证|许可证)){_VERBS}
      | 按照?(?!时|期|规定|要求|月足额|有关|国家|时足额|程序|年度|约定|需)
      | 由[^，。；]{{0,30}}?(?:资金|财政|基金|经费|政府|部门|局)
      | 由其?(?:所在|各|用[工人]|务工)[^，。；]{{0,8}}?(?:企业|单位|公司|工会)
        (?=予以|给予|发放|支付|提前|代发|统一|直接|按|每|一次性|送|补)
      | 从[^，。；]{{0,24}}?(?:资金|财政|基金|经费)
      | 以[^，。；]{{0,12}}(?:标准|方式)
      | (?:具体)?标准(?:为|按|是) | 授予 | 每(?:增长|增加|提高|上升|新增|超过?)
      | 可?连续[0-9一二三四五]+年(?=给|按|每|发|补|奖)
      | {EACH}+(?={NOUN}|给|按|可|免费|最高|不超过|一次性|$)
      | 一次性 | 最高 | 分别
      | (?:企业|用人单位|单位|雇主)(?:同时|另行|自主|自行|相应)?配套
      | [^，。；：的]{{0,12}}?{NOUN}[月年]?(?:标准|额度|金额)
      | (?:由[0-9.]+%)?(?:最高)?(?:提高?|上调|上浮)[至到](?=[0-9]|$)
      | 设(?:置|立|有)?(?:{NOUN})?$
      | (?:可以?)?[向到][^，。；]{{0,24}}?(?:部门|机构|局|中心|窗口|网点|银行)[^，。；]{{0,4}}?
        (?=申请|申领|领取|提出)
      | 分(?:阶段|期|档|级|类|[一二三四五两0-9]年)
    )""",
    re.VERBOSE,
)
_STILL_WHO = re.compile(
    rf"的[^，。；]{{0,14}}?{_HEADS}(?:（[^（）]*）)?(?:，|$|给予|予以|按|由|可|一次性|发放|每)"
)
# 按留岗人数, 按实际支付租金: by what the sum is measured
_MEASURE = "(?:人数|数量|天数|面积|金额|数额|租金|票价|贷款额|缴费额)"
_MANNER = re.compile(
    rf"""(?:并|且|均|可|将)?(?:{words("manner", "adverbs")}|一次性|给予|予以)
      | (?:引导|鼓励|支持|协调|推动|指导|组织)[^，。；]{{0,12}}(?:银行|(?:金融|担保|保险)机构)，?$
      | 按照?(?![月时期年]|规定|要求)[^，。；]{{2,30}}{_MEASURE}，?$
      | 按照?[^，。；]{{0,4}}(?:不同|有关|相应)[^，。；]{{1,8}}
      | 在[^，。；]*基础上 | 按照?[^，。；]*(?:标准|比例|方式|规定)，?$""",
    re.VERBOSE,
)
# 对接, 对口, 对象 and 对其… begin no condition, 对外贸企业 does
_TO = (
    r"对于?(?!其|接(?![收纳待])|外(?![贸来商资籍地省出])|口|象|标|照|应|比|方|此|上述|以上"
    r"|[^，。；]{1,6}造成)"
)
_TOWARDS = re.compile(rf"(?:^|(?<=[，：。；、\n]))(?:另外|此外|同时|其中)?，?{_TO}")
_TOWARDS_WITHIN = re.compile(rf"(?<![针面应相反核比校派绝结]){_TO}")
_DURING = re.compile(
    r"，(?:在)?(?:(?:在职|见习|任职|服务|培训|实习|在岗|存续)期间?|(?:协议|合同|任|管理|服务|聘)期内|[0-9一二三五]年内)，?$"
)
_EACH = re.compile(
    rf"(?:{EACH})+(?:[0-9]+[张份])?，?$|，(?:每[个名户家位]|单[户个家笔人])[^，。；的]{{0,6}}$|(?<=的)，每[^，。；的0-9]{{1,6}}[1一][人名户个家]$"
)
_GRANTED = re.compile(
    rf"，[^，。；的企业单位人户]{{0,8}}{NOUN}，?$|(?:，?[^，。；的]{{0,4}}(?:保费|费用|经费|资金))?由$|，(?:面值|面额)[^，。；的]{{0,4}}$|[再另]$|，(?:按照?|可以?|由?(?:企业|用人单位|财政|政府))$"
    rf"|(?:可以?|按月|应当?)*(?:领取|申领|发放|给予|实行|实施|予以|享受|提供|落实|建立|执行)[^，。；的]{{0,14}}?{NOUN}，?$"
)
_BASED = re.compile(rf"，按照?(?![月时期年])[^，。；]{{2,24}}{_MEASURE}，?$")
_BASE = re.compile(r"(?:对|按照?|就|根据|以)其(?!中)")
_RATE_OF = re.compile(r"^[^，。；]{1,12}(?:费|款|费用|租金|利息|金额|支出|成本|收入)$")
_PAYING = re.compile(r"由?(?:各级|[省市县区州盟旗镇]级?)?(?:财政|政府|企业|用人单位)")
_FOR = re.compile(
    r"""[为向给](?P<who>[^，。；：]{2,80}?)(?:免费|统一|集中|按[^，。；为向]*)?
    (?:赠送|发放|送上|送出|寄|提供(?![^，。；]{0,20}服务的)|送|配送|颁发|支付|给予)""",
    re.VERBOSE,
)
_OPENERS = re.compile(
    r"(?:（?[一二三四五六七八九十0-9]{1,3}[）.、．是]|第[一二三四五六七八九十百0-9]+条[ ]?|[①-⑳])?"
    r"\s*"
    r"(?:凡是|凡|鼓励|支持|其中|同时|此外|另外|针对|面向|即|，)*(?:对(?=上述|以上|前述))?"
)
# 发放消费券2000万元，其中餐饮券… names no receiver
_ISSUED = re.compile(
    r"(?:统筹|安排|投入|发放|投放|设立|推出)[^，。；的]{0,16}(?:[0-9]万?元|券|包”|贷”?(?:专项)?(?:金融|信贷)?(?:产品|贷款)?)$"
)
# 赠送通话流量，每户20GB
_HANDED_OUT = re.compile(rf"(?:免费)?(?:赠送|派送|派发|发放)[^，。；的]{{0,8}}{GIFT}")
# 开发公益性岗位1640个，优先安置脱贫人口，每人每月补贴500元
_SETTLED = re.compile(r"，(?:优先|重点|定向)(?:安置|安排|聘用|招用)(?P<who>[^，。；]{2,30})，?$")
# 贷款期限最长3年，给予50%贴息; 在此基础上每千瓦时再补贴0.2元
_TERMS = re.compile(
    r"(?:贷款|补贴|补助|享受|扶持|奖励)?(?:期限|年限)[^，。；的]{0,12}"
    r"|在?(?:此|上述|原有|现行)[^，。；]{0,8}基础上[^，。；的]{0,8}"
)
# 市总工会慰问坚守岗位的环卫工人，每人发放300元慰问金
_VISITED = re.compile(
    r"(?:走访慰问|慰问|看望|走访|探望)(?P<who>[^，。；0-9]{2,40}?)(?:(?:共|约|近|等)*[0-9]+余?多?[户名人位家](?:左右|以上|次)?)?，?$"
)
# 按每人500元标准为困难职工发放慰问金
_SET_FOR = re.compile(
    r"[^，。；\n]{0,16}?标准(?:统一)?[向为给](?P<who>[^，。；：]{2,40}?)(?:发放|支付|赠送|送[上去]|给予|派发)"
)
# 鼓励企业给予外地员工每人1000元的路费补贴
_GIVEN_TO = re.compile(rf"给予(?P<who>[^，。；每0-9]{{0,16}}?{_HEADS})(?=每|一次性|[0-9]|$)")
# 用人单位应当向高温作业劳动者发放津贴
_GIVER = re.compile(r"(?:企业|用人单位|单位)(?:应当?|须|要|可以?)[向为给]")
# no tail of a condition is longer
_TAIL = 32
_TRAILING = "，、：；。的且并 "


def condition(text: str, pieces: Sentences, start: int, floor: int) -> Span | None:
    """Return the range that says who may have what is offered at `start`, or None.

    `start` is that of the amount or, where that stands first, of the benefit's name. `floor` is
    where the words for this offer may begin: after the measure's label and head, and after the
    offer before.
    """
    if text[start - 1 : start] == "\t":
        return None  # the cell before is a step
    first = max(pieces.segment(start)[0], min(floor, start))
    clause = max(pieces.clause(start)[0], first)
    given = _given_to(text, clause, start) or _set_for(text, start)
    if given:
        return given
    end = grant_start(text, clause, start)
    if clause == first and _PAYING.fullmatch(text, *_own(text, clause, end)):
        given_to = _GIVEN_TO.match(text, end, start)
        return given_to.span("who") if given_to else None
    own = text[clause:end].strip(_TRAILING)
    if clause > first and (
        _BASE.match(text, clause)
        or len(own) < 2
        or _PAYING.fullmatch(own)
        or _RATE_OF.match(own)
        or _EACH.match(own)
    ):
        end = clause
    end = _without_manner(text, pieces, first, end)
    begin = _begin(text, first, end)
    handed = _FOR.match(text, begin, end)
    if handed and text[begin - 1 : begin] != "对":
        return handed.span("who")
    end = without_tail(text, begin, end)
    visited = _VISITED.search(text, begin, end)
    if visited:
        return visited.span("who")
    gives = _GIVER.match(text, begin, end)
    begin = gives.end() if gives else begin
    issued = _ISSUED.search(text, begin, end)
    if issued and text[begin - 1 : begin] == "对":
        end = issued.start()  # 对吸纳就业多的企业推出“稳岗贷”
    elif issued or _HANDED_OUT.fullmatch(text, begin, end):
        return None
    return (begin, end) if end - begin >= 2 and not _TERMS.fullmatch(text, begin, end) else None


def stated(text: str, floor: int, end: int) -> Span | None:
    """Return the last range that a label says is for whom: 补贴对象：本市中小微企业。"""
    first = max(floor, end - _FAR)
    if not any(text.find(word, first, end) >= 0 for word in ("对象", "范围", "条件")):
        return None
    found = None
    for match in _STATED.finditer(text, first, end):
        found = match.span("who")
    return found


_FAR = 500
_STATED = re.compile(
    r"(?:(?:补[贴助]|奖[励补]|申[请报领]|享受|资助|发放|政策|支持|扶持|适用)(?:政策)?|(?<=[\n。；])(?=对))"
    r"(?:对象|范围|条件)(?:及条件)?：\n?(?P<who>(?![0-9]{1,2}[.．、]|（)[^。\n]{3,160})"
)


def placed_in_posts(text: str, floor: int, end: int) -> Span | None:
    """Return the last range that says who gets the posts: 重点安置零就业家庭成员。岗位补贴…."""
    found = None
    for match in _POSTED.finditer(text, max(floor, end - _FAR), end):
        found = match.span("who")
    return found


# 消纳脱贫人口、农村大龄人员（45—65周岁）等群体就业。
_POSTED = re.compile(
    r"(?:消纳|安置|聘用|选聘|安排)(?P<who>(?:[^，。；：（）0-9]|（[^（）]{1,20}）){2,80}?)(?:就业|上岗|务工)?[，。；]"
)


def _own(text: str, clause: int, end: int) -> Span:
    """Return a range without the words that open an item: 鼓励企业 → 企业."""
    opened = _OPENERS.match(text, clause, end)
    return (opened.end() if opened else clause), end


def without_tail(text: str, begin: int, end: int) -> int:
    """Return where a condition ends without what belongs to the grant: 发放津贴, 每人, 在职期间."""
    tails = () if text.endswith(("的", "的，"), begin, end) else (_EACH, _GRANTED, _BASED, _DURING)
    for tail in tails:
        cut = tail.search(text, max(begin, end - _TAIL), end)
        end = cut.start() if cut else end
    while end > begin and text[end - 1] in "，、：；。 ":
        end -= 1
    return end


def _given_to(text: str, clause: int, start: int) -> Span | None:
    """Return X of 为X发放, 向X赠送 in an amount's own clause."""
    found: Span | None = None
    for match in _FOR.finditer(text, clause, start):
        found = match.span("who")
    if found:
        per = _EACH.search(text, *found)
        found = (found[0], per.start()) if per else found
    if found and not _TOWARDS_WITHIN.search(text, clause, found[0] - 1):
        return found
    return None


def _set_for(text: str, start: int) -> Span | None:
    """Return X of 按每人500元标准为X发放."""
    if text.find("标准", start, start + 24) < 0:
        return None
    match = _SET_FOR.match(text, start)
    return match.span("who") if match else None


def grant_start(text: str, clause: int, start: int) -> int:
    """Return where the granting begins in the clause of an amount."""
    for match in _STARTS_GRANT.finditer(text, clause, start):
        if not _STILL_WHO.search(text, match.end(), start):
            return match.start()
    return start


def _without_manner(text: str, pieces: Sentences, first: int, end: int) -> int:
    for begin, until in reversed(pieces.clauses_within(first, end)):
        if until > end or not _MANNER.match(text, begin, until):
            break
        if _STILL_WHO.search(text, begin, until):
            break
        if begin == first:
            break
        end = begin
    return end


def _begin(text: str, first: int, end: int) -> int:
    towards = None
    for match in _TOWARDS.finditer(text, first, end - 1):
        towards = match.end()
    if towards is None:
        within = _TOWARDS_WITHIN.search(text, first, max(first, end - 1))
        towards = within.end() if within and within.start() - first <= 16 else None
    if towards is not None:
        return towards
    placed = _SETTLED.search(text, first, end)
    if placed:
        return placed.start("who")
    opened = _OPENERS.match(text, first, end)
    return opened.end() if opened else first
