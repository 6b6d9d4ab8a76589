"""The name of a benefit as printed: 「技能培训生活费补贴」, 「一次性奖励」.

It stands after the sum (500元的生活费补贴), after the verb, before the sum (创业补贴1万元), or in
the item's head where the sentence prints 补贴 only.
"""

import re
from typing import NamedTuple

from extractors.benefits.grant_words import words
from extractors.benefits.offers import EACH, NOUN, PAYS
from extractors.benefits.placed import Placed
from extractors.benefits.receivers import names_receiver
from extractors.character_classes import HAN
from extractors.lexicon import one_of, read_lexicon


class Name(NamedTuple):
    """A name and the folded range it is taken from. `is_generic`: 补贴, 一次性奖励."""

    words: str
    start: int
    end: int
    is_generic: bool


_GENERIC = one_of(
    form
    for entry in read_lexicon("benefit_nouns")
    if entry.more.get("generic")
    for form in entry.forms
)
_WEAK = re.compile(
    one_of(
        form
        for entry in read_lexicon("benefit_nouns")
        if entry.more.get("weak")
        for form in entry.forms
    )
)
# 企业 belongs to the name in 企业稳岗补贴, not in 给予企业稳岗补贴
_LEAD = rf"""(?:
    (?:给予?|奖励|补助|拨付|发放|支付|核拨)(?:用人单位|企业|单位|个人|本人|机构|家庭)(?:和(?:个人|企业|职工))?
  | {words("leads", "verbs", "adverbs", "particles")} | 免费 | 具体
  | {EACH} | [0-9一二两三四五六]{{1,2}}(?:个月|年|种|类)
  | 按照?[^，。；]{{1,12}}?(?:数|数量|面积|金额|次数|年限|等次|等级|档次|情况)
)"""
_TAIL_OF_LEAD = re.compile(rf"^.*{_LEAD}", re.VERBOSE)
# 同期贷款基准利率的全额贴息: the loan is none of what is given
_OF_LOAN = r"(?!率|基准|利率|利息|余额|本金|市场|合同|担保费|支付)"
_NOUNS = rf"{NOUN}{_OF_LOAN}(?:[^，。；：、（）《》0-9的和与及按给予并可由从在]{{0,4}}{NOUN})*"
_TIME = r"(?:[最为]?长?(?:不超过|为期)?[0-9一二三四五六]{1,2}(?:个月|年)(?:以内)?的?)?"
_AFTER = re.compile(
    rf"[^，。；：、（）《》0-9]{{0,14}}?{_TIME}[^，。；：、（）《》0-9]{{0,20}}?(?P<noun>{_NOUNS})"
)
_NEXT_CLAUSE = re.compile(
    rf"[^。；：、《》0-9由]{{0,4}}?[，]?(?:再|另)?(?:一次性)?(?:给予|予以|发放|核拨|拨付)"
    rf"[^，。；：、《》0-9]{{0,24}}?(?P<noun>{_NOUNS})"
)
_PAST_CEILING = re.compile(
    rf"[^，。；：、《》]{{0,30}}?元的?[^，。；：、《》0-9]{{0,12}}?(?P<noun>{_NOUNS})"
)
_BEFORE = re.compile(
    rf"""(?P<noun>{NOUN})
    (?:最?高?标准|额度|金额|比例|限额|期限)?
    (?:统一|调整|提高|增加|分别|暂定|原则上)?
    (?:[一二三四五六甲乙丙A-F]{{1,2}}[级等类档])?
    (?:为|是|按照?|至|到|：|达|最高|，|不超过|按?{EACH}|一次性|（|分别|[ ])*$
    """,
    re.VERBOSE,
)
_VERB = re.compile(
    r"(?P<name>(?:一次性)?(?:奖励|补助|补贴|资助|奖补|减免|返还)|[另再]奖(?![励补]))"
    r"(?!标准|额度|金额)[^，。；：、0-9]{0,8}$"
)
_PAID = re.compile(r"(?:补贴|补助|奖励|津贴|奖补|补偿)$")
_TOLD = re.compile(NOUN)
_HOLDERS = re.compile(r"对象|家庭|人员|边缘|户|额度")
_LABELLED = re.compile(
    rf"(?:^|[；。，\n]|[0-9][.、]|）)(?P<name>(?:(?!给予|以下|下列|按|享受|发放){HAN}){{2,10}}{NOUN})$"
)
_PRODUCT = re.compile(rf"[“‘](?P<name>{HAN}{{1,10}}贷)[”’]")
_PREFIX = re.compile(r"[^，。；：、（）《》0-9]{0,24}$")
_HEAD = re.compile(
    rf"(?P<noun>{NOUN})(?:政策|标准|力度|制度|办法|工作|待遇|(?:受益|覆盖|适用|发放)?范围)?$"
)
_OPENING = re.compile(rf"[^，。；：、（）《》\n]{{1,14}}?(?P<noun>{NOUN})。")
_NO_NAME = re.compile(
    r"[、，和与及]|(?:支持|扶持|资金|经费|贷款)$|^(?:用好|用足|强化|加强|做好|推进|支持|鼓励)"
)
_VERB_NOUN = re.compile("奖励|奖补|补助|补贴|资助")
_ONCE = re.compile(r"一次性[^，。；]{0,4}$")
_IS_GENERIC = re.compile(rf"(?:一次性|适当|资金|经费)*(?:{_GENERIC})+")


_LONGEST = 24


# 大型企业返还金额 is the refund to large firms, 小微企业和个体工商户返还 that to both
_SIZED = re.compile(
    rf"(?:大型|中型|小型|微型|大中|中小|小微|微|规上)+企业"
    rf"(?:[、和及或与]{HAN}{{2,6}}(?:户|企业|单位|组织|机构|基金会))*(?:{_GENERIC})"
)
# 每个团队奖励5000元 pays a team, 团队奖励 is no name
_ADDRESSED = re.compile(
    rf"{HAN}{{0,12}}(?:企业|单位|用人单位|组织|基金会|个人|机构|团队|人员|家庭|学生|学员|劳动者|户|人|者)"
    rf"(?P<once>一次性)?(?:{_GENERIC})"
)


def is_generic(words: str) -> bool:
    """Tell whether words name no benefit: 一次性奖励, 经费支持."""
    return _IS_GENERIC.fullmatch(words) is not None


def name(text: str, placed: Placed) -> Name | None:
    """Return the name that the clause of an amount prints, or None."""
    start, end, (first, last) = placed.start, placed.end, placed.clause
    found = _after(text, start, end, last)
    if found and not found.is_generic:
        return found
    ahead = _before(text, first, start)
    if ahead and (found is None or not ahead.is_generic):
        return ahead
    if found:
        return found
    following = _PAST_CEILING.match(text, end, last) or _NEXT_CLAUSE.match(
        text, end, placed.segment[1]
    )
    if following:
        return _read(text, following.start(), following.span("noun"))
    verb = _VERB.search(text, max(first, start - 16), start)
    return _of_verb(text, first, verb) if verb else None


def _of_verb(text: str, first: int, verb: re.Match[str]) -> Name:
    """Return the name that a verb gives, with what stands before it: 培训补贴按初级工1000元."""
    found = Name(verb["name"], *verb.span("name"), True)
    if text[found.end] not in "按为分":
        return found
    prefix = _PREFIX.search(text, max(first, found.start - 24), found.start)
    longer = _read(text, prefix.start() if prefix else found.start, verb.span("name"))
    return found if longer.is_generic or "对" in longer.words else longer


def is_lent_jointly(text: str, placed: Placed, following: Name) -> bool:
    """Tell whether partners are lent what the next sum names: 合伙创业的可提高到150万元."""
    first, start = placed.clause[0], placed.start
    return following.words.endswith("贷款") and text.find("合伙", first, start) >= 0


def labelled(text: str, first: int) -> Name | None:
    """Return the name that heads a segment: 创业补贴：5000元；带动就业补贴：每人2000元."""
    if text[first - 1 : first] != "：":
        return None
    match = _LABELLED.search(text, max(0, first - 18), first - 1)
    if match is None or is_generic(match["name"]):
        return None
    return Name(match["name"], *match.span("name"), False)


def told_ahead(text: str, placed: Placed) -> Name | None:
    """Return the name that the clause before ends with: 给予运营补贴，每年不高于1万元."""
    clause, segment = placed.clause[0], placed.segment[0]
    if clause <= segment or not _JUST_SUM.fullmatch(text, clause, placed.start):
        return None
    granted = PAYS.search(text, max(clause - _LONGEST, segment), clause)
    found = told_before(text, granted.start(), clause) if granted else None
    return None if found is None or found.is_generic else found


_JUST_SUM = re.compile(
    rf"(?:(?:补贴|补助|奖励)?(?:标准|金额|额度)|具体|每|按|为|最高|一次性|{EACH})*"
)


def told_before(text: str, first: int, start: int) -> Name | None:
    """Return the last name that a sentence prints before an amount that has none."""
    found = None
    for product in _PRODUCT.finditer(text, first, start):
        return Name(product["name"], *product.span("name"), False)
    for match in _TOLD.finditer(text, first, start):
        if _HOLDERS.match(text, match.end()):
            continue  # 城乡低保对象每人300元
        if text.startswith("的", match.end()) and match.end() + 1 == start:
            continue  # 不超过失业保险金的80% is measured by another
        prefix = _PREFIX.search(text, max(first, match.start() - 24), match.start())
        found = _read(text, prefix.start() if prefix else match.start(), match.span())
    if found is None or _WEAK.fullmatch(found.words):
        return None
    return None if found.is_generic and not _PAID.search(found.words) else found


def _after(text: str, start: int, end: int, last: int) -> Name | None:
    match = _AFTER.match(text, end, last)
    if match is None:
        return None
    found = _read(text, end, match.span("noun"))
    once = _ONCE.search(text, max(0, start - 8), start)
    if found.is_generic and once and not found.words.startswith("一次性"):
        return Name("一次性" + found.words, found.start, found.end, True)
    return found


def _before(text: str, first: int, start: int) -> Name | None:
    match = _BEFORE.search(text, max(first, start - 30), start)
    if match is None:
        return None
    noun = match.span("noun")
    prefix = _PREFIX.search(text, max(first, noun[0] - 24), noun[0])
    found = _read(text, prefix.start() if prefix else noun[0], noun)
    if noun[1] == start and text[start] != "每" and _VERB_NOUN.match(text, noun[0]):
        # 对考核优秀的村医奖励2000元, 个体工商户补贴60%
        is_verb = text[found.start - 1] == "的" or found.words[0] == "对"
        if is_verb or names_receiver(text, found.start, noun[0]):
            return Name(text[slice(*noun)], *noun, True)
    return None if _WEAK.fullmatch(found.words) else found


_OTHERS = ("其他", "其余", "其它")


def _read(text: str, first: int, noun: tuple[int, int]) -> Name:
    lead = _TAIL_OF_LEAD.match(text[first : noun[0]])
    begin = first + (lead.end() if lead else 0)
    if text[begin - 1 : begin].isdigit() or text.startswith(_OTHERS, begin - 1):
        begin = noun[0]  # 每引进1名博士奖励1万元
    elif lead is None and noun[0] - first >= _LONGEST:
        begin = noun[0] - 2
    words = text[begin : noun[1]]
    addressed = _ADDRESSED.fullmatch(words)
    if (
        addressed
        and not (_SIZED.fullmatch(words) or addressed["once"])
        and noun[0] - begin > 3
        and text[begin - 2 : begin] != "给予"
    ):
        addressed = None
    if addressed or text[begin - 1 : begin] == "由":
        begin = noun[0]
        words = text[begin : noun[1]]
    return Name(words, begin, noun[1], _IS_GENERIC.fullmatch(words) is not None)


def opening_name(text: str, body: int) -> Name | None:
    """Return the name that opens an item as a sentence of its own: 第五条 交通补贴。企业…."""
    match = _OPENING.match(text, body) if text.find("。", body, body + _LONGEST) >= 0 else None
    if match is None:
        return None
    found = _read(text, body, match.span("noun"))
    return None if found.is_generic or _NO_NAME.search(found.words) else found


def head_name(text: str, title: str | None, start: int) -> Name | None:
    """Return the name that a measure's head gives: 发放一次性稳岗补贴 → 一次性稳岗补贴."""
    match = _HEAD.search(title or "")
    if title is None or match is None:
        return None
    place = text.find(title, start, start + 400)
    if place < 0:
        return None
    found = _read(text, place, (place + match.start("noun"), place + match.end("noun")))
    return None if found.is_generic or _NO_NAME.search(found.words) else found


def plain(name: Name) -> str:
    """Return a name without what says nothing of its kind: 一次性创业补贴资金 → 创业补贴."""
    return re.sub(r"一次性|资金$|[“”的]", "", name.words)


def is_kin(name: Name, other: Name) -> bool:
    """Tell whether two names end alike: 培训补贴, 职业培训补贴."""
    if name.is_generic or other.is_generic:
        return False
    short, long = sorted((plain(name), plain(other)), key=len)
    if len(short) >= _KIN_END and long.endswith(short):
        return True
    return len(short) > _KIN_TAIL and long.endswith(short[-_KIN_TAIL:])


_KIN_END = 4
_KIN_TAIL = 6
