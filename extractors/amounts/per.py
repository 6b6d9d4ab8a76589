"""What one amount is for: 每户企业最高30万元 → 企业, 给予返乡创业农民工5000元 → 人.

First what is printed beside the number, then what the clause distributes over (每, 单个, 同一),
then the head noun of those who receive it.
"""

import re
from functools import lru_cache

import regex

from extractors.amounts.interviews import is_told_by_one
from extractors.amounts.quantities import PER_WORD, PER_WORDS, Count, Money
from extractors.amounts.receivers import (
    BRACKETED,
    EACH_ONLY,
    HELD,
    NO_HOLDER,
    NOUNS,
    RECEIVERS,
    class_of,
    person_in,
    receiver_at_head,
    receiver_in,
)
from extractors.amounts.services import names_service
from extractors.amounts.shares import is_raised_rate
from extractors.amounts.surroundings import Surroundings
from extractors.amounts.vouchers import is_used_voucher, names_voucher, piece_of
from extractors.lexicon import one_of
from extractors.records import AmountRole

# 每家企业省外5000元、省内3000元 are for the firm
_NOUN = (
    one_of(form for form in NOUNS if len(form) > 1 or form in EACH_ONLY)
    + "(?<![省市县区](?=[内外]))"
)
_TIMES = frozenset(form for form, entry in PER_WORDS.items() if entry.more.get("time"))

_RECEIVING = one_of(RECEIVERS)


# 每班学生 is for the class; 每户企业 and 每名学员 are for those whom the noun names
_PLAIN_WORD = one_of(form for form in PER_WORDS if form not in "个家户名位项所件座支人")
# 每两年, 每户企业, 每名指导老师, 单个项目, 同一服务机构, 每场, 人均
# The group that matches last tells how the words are read.
_MANY = "[两二三四五六七八九十百千万0-9]++"
_NOUN_ALONE = rf"(?:{_NOUN}(?!{_NOUN}))"
_EACH = re.compile(
    rf"""
      每 (?P<times> [一1] | {_MANY} )? 个? (?P<time> {one_of(_TIMES)} )
    | 每 (?! 千[瓦克米] ) (?P<number> {_MANY} ) (?P<counted> {PER_WORD} )
    | 每 (?!组织) (?P<plain> {_PLAIN_WORD} )
    | (?: 每 [一1]? [个家户名位项所件座支] | (?<![名订清账菜简]) 单 [个家户项] | 同一?[个家户项]
        | (?<! [0-9第十] ) 一[个家户名] )
      (?P<held> [^，。；：、每0-9的]{{0,6}}? {_NOUN_ALONE} )
    | (?: 每 | 同一 ) (?P<noun> [^，。；：、每0-9的]{{0,4}}? {_NOUN_ALONE} )
    | 每 [一1]? (?!组织) (?P<word> {PER_WORD} )
    | (?<![名订清账菜简]) 单 (?P<single> [个户家人项笔次店场张台件站桩团船]
        | 车 (?= 最高 | 补 | 奖 | 不超 | 给 ) )
    | (?<= (?P<average> [人户亩] ) ) 均
    """,
    re.VERBOSE,
)
# 每招用1人给予…, 每成功推荐1个港澳青年企业…的，给予…, 每增加1个百分点奖励…; in 每净增1人奖励企业…
# the firm is paid and not counted
_EACH_DONE = regex.compile(
    rf"""
    (?(DEFINE) (?P<noun> {_NOUN} ) )
    每 (?! (?!组织) {PER_WORD} ) (?P<done> [^，。；：每0-9不低高超少]{{1,10}} )
    (?P<number> [一1] | [0-9]++ ) (?P<unit> 个百分点 | {PER_WORD} )
    (?P<held> (?: (?! 奖[励补] | 补[助贴] | 给予 | 发[放给] | 资助 ) [^，。；：0-9] ){{0,8}}?
        (?&noun) (?! (?&noun) ) )?
    """,
    regex.VERBOSE,
)
_TAKES = re.compile("(?:享受|参加|领取|享有)\\Z")
_GIFT = re.compile("领取|赠送|发放|免费")


def per_of(value: Money | Count, role: AmountRole, words: Surroundings) -> str | None:
    """Return what one amount is for, or None where the clause distributes nothing."""
    if value.per:
        return _refined(value.per, role, words)
    if role == "face_value":
        if "张" in words.after and _SHEETS_AFTER.match(words.after):
            return "张"  # 每人可领取面值50元的券2张
        if words.phrase.endswith("价值") and "券" not in words.after:
            return each_of(words.phrase) or "份"
        return piece_of(words.phrase) or _owner_of_voucher(words.phrase) or "张"
    if isinstance(value, Money):
        return _per_of_money(value, role, words)
    if value.unit in ("%", "‰", "倍", "个百分点", "百分点"):
        return "人月" if role == "other" and _is_of_wage(value, words) else None
    return _per_of_count(value, role, words)


def _owner_of_voucher(phrase: str) -> str | None:
    """Return whom each is handed out to: 每人发放100元消费券, not 每人3张20元."""
    each = each_of(phrase) if "每" in phrase and not _SHEETS.search(phrase) else None
    return each if each in ("人", "户", "家庭") else None


_SHEETS_AFTER = re.compile("的?[^，。；、0-9]{0,10}券[”》]?(?:[0-9]+|[一二两三四五六七八九十])张")
_SHEETS = re.compile("(?:[2-9]|[0-9]{2}|[两三四五六七八九十每])张")


def _is_of_wage(value: Count, words: Surroundings) -> bool:
    """Tell whether a rate is that of the minimum wage, paid by the month for each."""
    if value.unit != "%" or "最低工资标准" not in words.sentence:
        return False
    if _OF_MINIMUM.search(words.phrase):
        return _PAYS_IT.search(words.rest) is not None or _PAYS_IT.search(words.clause) is not None
    return _RAISED.search(words.phrase) is not None or is_raised_rate(words)


_OF_MINIMUM = re.compile("最低工资标准的?(?:不低于|最高|不超过)?\\Z")
_PAYS_IT = re.compile("补贴|补助|津贴|生活费|核拨|发放")
# 见习期满留用率达到50%以上的，补贴标准提高到100%
_RAISED = re.compile(
    "(?:补贴|补助|标准|比例)[^，。；]{0,4}?(?:[由从][^，。；]{1,20}?)?"
    "(?:提高|上浮|提升|调整|增加|上调)[至到为]\\Z"
)


def _refined(per: str, role: AmountRole, words: Surroundings) -> str:
    """Return the printed word with the noun that it stands for: 每家 of firms, 每月 of persons."""
    if per[0] in "生名位":
        return f"人{per[1:]}"  # 每生每年100元, 每名800元
    if per[0] in "家个" and per[1:] in ("", *_TIMES):
        receiver = receiver_in(words.sentence)
        return receiver + per[1:] if receiver in ("企业", "机构", "项目") else per
    if role == "cap" and per in ("户", "户年"):
        return _topped(per, words)
    if role == "cap" and per in ("年", "年度"):
        return (_holder(each_of(words.clause)) or "") + "年"  # what is printed wins
    if per in _BY_THE_HOUR:
        return per
    if per == "人" and role == "standard" and "每" in words.phrase:
        timed = _GIVEN_TIMES.search(words.phrase)
        return per + timed["time"] if timed else per
    if per == "月" and _WAGE.search(words.phrase):
        return "人月"
    if per in _TIMES and role in ("standard", "cap"):
        holder = (
            _holder(each_of(words.clause))
            or person_in(words.sentence)
            or receiver_at_head(words, "人")
        )
        if holder and holder not in _TIMES:
            return holder + per if not holder.endswith(per) else holder
    return per


# 每月补贴1500元/人
_GIVEN_TIMES = re.compile("每(?P<time>[月天日年])(?:给予|补贴|补助|发放|奖励|按)*\\Z")


def _topped(each: str, words: Surroundings) -> str:
    """Return whose sum a ceiling for each 户 tops: a firm's where the words are for firms alone."""
    is_firm = receiver_in(words.sentence) == "企业" and "商户" not in words.sentence
    return f"企业{each[1:]}" if is_firm else each


def _per_of_money(value: Money, role: AmountRole, words: Surroundings) -> str | None:
    each = each_of(words.phrase)
    if each and "奖" in words.phrase and _WINS.search(words.phrase):
        return "人"
    if role == "standard" and each is None and _WAGE.search(words.phrase):
        return "人月"
    if role == "threshold":
        return None if each in _ONE_SALE and names_voucher(words) else each
    if role == "other":
        return each or ("人" if is_told_by_one(value, words) else None)
    if role == "standard" and each is None and words.after.startswith("不等的"):
        given_by = _GIVER.search(words.phrase)  # 企业发放500元至2000元不等的红包
        return "人" if given_by else receiver_in(words.phrase) or "人"
    if role == "total":
        return each if each in _TIMES else None
    if role == "cap":
        phrase = _SUM_ENDS.split(words.phrase)[-1]
        each = each_of(phrase)
        if each is None or each in _TIMES:
            return _capped(words, each)
        if each == "户" and "每户" in phrase:
            return _topped(each, words)
        return each + "年" if "全年" in phrase and not each.endswith("年") else each
    if each is None and "（" in words.clause and _BY_MONTH.search(words.clause):
        return (person_in(words.sentence) or "") + "月"
    if each is None:
        clause = words.clause
        each = _holder(each_of(BRACKETED.sub("", clause) if "（" in clause else clause))
    done = _EACH_DONE.search(words.clause) if "每" in words.clause else None
    if done and not _is_other_each(done, each, words):
        return _counted(done)
    if each is None:
        receiver = receiver_in(words.sentence) or receiver_in(words.said)
        return (
            receiver
            or receiver_at_head(words)
            or ("人" if _SKILL.search(words.clause[-16:]) else None)
        )
    if each in _BY_THE_HOUR:
        return each
    if each in _TIMES:
        person = person_in(words.sentence) or ("人" if "每人" in words.clause else "")
        return person + each
    return each


# 技能提升补贴：初级（五级）1000元
_SKILL = re.compile(
    "(?:初级工?|中级工?|高级工|技师|[一二三四五]级工)(?:（[^（）0-9]{1,8}）)?(?:为|按|补贴|每人)?\\Z"
)
# 每个赛项一、二、三等奖获得者分别奖励3000元
_WINS = re.compile(
    r"(?:获得者|获奖者|优胜者|得主|(?:获奖|等奖的?)(?:人员|选手|个人|职工))，?(?:分别|各|均)?"
    r"(?:给予|奖励|颁发|发放|发给)[^，。；0-9每]{0,8}\Z"
)
# 每月发放生活补贴（分别为2000元、1000元）
_BY_MONTH = re.compile("[每按]月[^，。；（）0-9]{1,14}（[^（）0-9]{0,10}\\Z")
_ONE_SALE = frozenset({"笔", "次", "单"})  # 单笔消费满100元 is no sum for each


def _is_other_each(done: "regex.Match[str]", each: str | None, words: Surroundings) -> bool:
    """Tell whether what is done ends before the sum's own thing: 每团满20人的，每架次2万元."""
    is_before = done.end() < len(words.clause) - len(words.phrase)
    return is_before and each_of(words.phrase) == each and each not in (None, "人", *_TIMES)


_GIVER = re.compile("(?:企业|公司|单位)(?:自主|自行|自发|主动|普遍)*(?:发放|给予|派发|送上)?\\Z")
# 每小时15元 is a wage by the hour, whoever works
_BY_THE_HOUR = frozenset({"小时"})
# 岗位补贴按最低工资标准1700元/月, 月最低工资标准为1520元
_WAGE = re.compile("(?:最低|月)工资(?:标准)?(?:为|是|：)?\\Z")


def _holder(each: str | None) -> str | None:
    """Return what a clause distributes over without the time, which belongs to one sum alone."""
    if each in _TIMES:
        return None
    time = next((word for word in _TIMES if each and each.endswith(word)), "")
    return each.removesuffix(time) if each else None


_COUNTED_BY_YEAR = frozenset("人名家户次场")


def is_for_others(gap: str, per: str | None) -> bool:
    """Tell whether words between two sums name who gets the second: 个人最高30万元，企业400万元."""
    nouns = (noun for noun in HELD.finditer(gap) if not gap.startswith(NO_HOLDER, noun.end()))
    noun = next(nouns, None)
    return "合伙" in gap or bool(noun and class_of(noun[0]) not in (per or ""))


def _capped(words: Surroundings, each: str | None) -> str | None:
    """Return whose sum a ceiling tops: the firm's where the sum is made of sums for persons."""
    if _IN_COMPANY.search(words.clause) and each is None:
        return None
    if each is None and _ALL_YEAR.search(words.phrase):
        return "年"
    own = _CAPPED.search(words.phrase)
    if own and not _LENDER.search(words.phrase):
        return class_of(own["held"]) + (each or "")
    if _OPENED.match(words.clause) and len(words.clause) < len(words.sentence):
        own_receiver = receiver_in(words.clause, besides="人")
        if own_receiver is None and not _FOR_PERSONS.search(words.clause):
            own_receiver = receiver_in(words.clause)
        if own_receiver:
            return own_receiver + (each or "")
    sentence = words.sentence
    if "银行" in sentence or "金融机构" in sentence:
        sentence = _LENDER.sub("", sentence)
    receiver = receiver_in(sentence, besides="人")
    if receiver is None and not _FOR_PERSONS.search(sentence):
        receiver = receiver_in(sentence)
    return (receiver or "") + (each or "") or None


# 可向合作银行申请最高50万元的贷款, 由金融机构给予最高20万元
_LENDER = re.compile("(?:向|由|引导|协调|支持|鼓励)[^，。；]{0,12}(?:银行|金融机构)")
# 合伙创业的最高可达100万元: for all partners
_IN_COMPANY = regex.compile("合伙(?:创业|经营|创办)[^元。]{0,80}+\\Z")
# …；对自行返岗的员工，凭车票给予最高500元: those of this clause alone
_OPENED = re.compile("(?:其中)?，?(?:对|凡|符合)")
# 全年补助总额上限为5万元
_ALL_YEAR = re.compile("^全年(?:补助|补贴|奖励|累计)?(?:总额|累计|合计)?(?:上限|最高)?为?\\Z")
# 个人最高可贷, 小微企业贷款额度
_CAPPED = regex.compile(
    rf"(?P<held>{_RECEIVING})(?:贷款)?(?:单笔)?(?:最高|最多|额度)?(?:可?[贷达为]|可?申请)?\Z"
)
_SUM_ENDS = re.compile("(?<=[0-9万亿千])元|%")  # 每人3000元、最高3万元: 每人 is of the first
_FOR_PERSONS = re.compile("每人|/人|每名|每招|每吸纳|每推荐")


def _per_of_count(value: Count, role: AmountRole, words: Surroundings) -> str | None:
    own = _SUM_ENDS.split(words.phrase)[-1] if is_used_voucher(value, words) else words.phrase
    each = each_of(own)
    if each == "工种" and value.unit == "次":
        return _times_for(words) or each  # 同一工种同一等级只能享受一次
    if each == "年" and value.unit == "次" and _TAKES.search(words.phrase):
        return (person_in(words.clause) or "") + each
    if role == "threshold" and value.bound == "exact":
        return None  # 每成功组织1名员工的
    if each == "人" and value.unit in ("人", "名"):
        return None  # 按每人500元标准为2300名务工人员发放
    if each:
        return each
    if value.unit in _COUNTED_BY_YEAR and each_of(words.clause) == "年":
        return "年"  # 每年提供见习岗位，接收见习人员20人以上
    if role in ("result", "threshold"):
        return None
    if value.unit == "次" and (value.bound == "at_most" or _TAKES.search(words.phrase)):
        return receiver_in(words.phrase) or _times_for(words)
    if names_service(value, words):
        return "企业" if receiver_in(words.clause) == "企业" else "人"
    is_gift = value.unit == "GB" or (value.max is not None and value.max <= 10)
    if is_gift and value.unit in ("GB", "份", "张") and _GIFT.search(words.phrase):
        is_given_firms = _TO_FIRMS.search(words.clause) or value.unit != "GB"
        return (receiver_in(words.clause) if is_given_firms else None) or "人"
    return None


# the operators' companies give data to persons
_TO_FIRMS = re.compile("[向为给对][^，。；]{0,16}(?:企业|公司|单位|商户)")


def _times_for(words: Surroundings) -> str | None:
    """Return 人 where a limit in times is on a person: 同一职业同一等级只能享受一次."""
    return person_in(words.sentence) or (person_in(words.said) if words.said else None)


# cached, for the role and the per of one amount both ask
@lru_cache(maxsize=64)
def each_of(text: str) -> str | None:
    """Return what the words distribute over, a thing before a time: 企业, 人月, 两年."""
    found: list[str] = []
    done = 0
    for sign in _EACH_SIGN.finditer(text):
        match = _EACH.match(text, sign.start()) if sign.start() >= done else None
        if match is None:
            continue
        done = match.end()
        kind = match.lastgroup or ""
        word = match[kind]
        if kind in ("held", "noun"):
            word = class_of(word)
        elif kind in ("time", "counted"):
            number = match["times"] or match["number"] or "一"
            word = word if number in "一1" else number + word
        word = "人" if word in _PERSON_WORDS else word
        if word not in found:
            found.append(word)
    if not found:
        return None
    things = [word for word in found if word not in _TIMES][-1:]
    times = [word for word in found if word in _TIMES][-1:]
    if things and things[0] in _ROUNDS and _BY_PERSON.intersection(found) and not times:
        things = [found[-2], *things]  # 每人每期限领1张
    return "".join(things + times) or None


_ROUNDS, _BY_PERSON = frozenset("期批轮"), frozenset("人户")
_PERSON_WORDS = frozenset("名位")  # 每名留岗过年的外地员工
_EACH_SIGN = re.compile("[每均单同一]")  # what each _EACH begins with


def _counted(done: "regex.Match[str]") -> str:
    if done["unit"] == "个百分点":
        return "百分点" if done["number"] in "一1" else f"{done['number']}{done['unit']}"
    if done["number"] in "一1":
        return class_of(done["held"]) if done["held"] else done["unit"]
    return f"{done['number']}{done['unit']}"
