"""Whether the words around a group serve it, or only count it or urge it to act."""

import re

import regex

from extractors.lexicon import one_of
from extractors.targets.heads import CONTEXTS, HEAD, NUMBER, Hit, begins, by_end

DETERMINERS = re.compile(
    rf"""
    (?: {one_of(CONTEXTS["determiners"])}
      | {NUMBER}[余多]?[名户家位个人]左?右? (?!及?以[上下内]|（含)
    )+
    """,
    re.VERBOSE,
)
_DETERMINERS_BY_END = by_end(sorted(CONTEXTS["determiners"]))
_COUNT_BEFORE = re.compile(rf"{NUMBER}[余多]?[名户家位个人]左?右?\Z")
_AFTER_OBLIGED = re.compile(one_of(CONTEXTS["after_obliged"]))
_BEGINS_OBLIGED = frozenset(begins(CONTEXTS["after_obliged"]))
_EXAMINED = re.compile(
    r"(?=[^，。；进开实]{0,33}+[进开实])(?:的[^，。；]{0,24})?[^，。；]{0,8}(?:进行|开展|实行|实施)[^，。；]{0,6}"
    r"(?:动态管理|评估|考核|检查|抽查|核[查实]|审核|监督|处罚|审计|复核)|申[请报]材料|规章制度"
)
_PUNISHED = re.compile(r"不合格|被取消|违法|违规|失信|违反|弄虚作假|骗取|拒不|拖欠")
_AFTER_SERVED = re.compile(one_of(CONTEXTS["after_served"]))
_BEGINS_SERVED = frozenset(begins(CONTEXTS["after_served"]))
_BEFORE_COUNTED = by_end(CONTEXTS["before_counted"])
# 选派农民工参加技能培训: they are sent to learn, not to do the work
_LEARNS = re.compile(r"[^，。；]{0,12}?(?:参加|培训|学习|就业|务工|深造)")
_BEFORE_HIRED = by_end(CONTEXTS["before_hired"])
_BEFORE_OBLIGED = by_end(CONTEXTS["before_obliged"])
_BEFORE_SERVED = by_end(CONTEXTS["before_served"])
# the pattern that runs backwards starts only after one of these characters
_ENDS_DETERMINER = frozenset("名户家位个人左右").union(_DETERMINERS_BY_END)
# 每成功组织1名员工共享用工: so many are counted
_EACH_ONE = regex.compile(r"(?r)每[^，。；]{0,8}[一1][名个位]")
# 职工30人（含）以下的企业, 企业及其职工上年度实际缴纳的…, 新员工招用补贴: counted, not served
_COUNTED = re.compile(
    rf"{NUMBER}[人名](?:（含）?|\(含\))?(?:及?以[上下内]|的)"
    r"|招用|招聘|招录|引进"
    r"|[^，。；]{0,8}(?:实际缴纳|[实应]缴)[^，。；]{0,14}?[0-9%×*]"
)
# 企业招用高校毕业生，签订劳动合同的，可按每人…: the firm is paid
_EARNS = re.compile(
    r"每?(?:新?吸纳|新?招用|新?招录|新增|录用|安置|接收|聘用|组织开展)[^。；\n]{2,100}?的，"
    r"(?:[^，。；\n]{0,20}，)?(?:可|按|给予|由|对其|每|一次性)"
)
# 培训新招员工: they are served though newly hired
_TRAINED = regex.compile(r"(?r)(?:培训|慰问|关爱|组织)(?:新招用?|新招聘|新招录|新录用|新进|新引进)")
_EACH_GIVEN = re.compile(
    "，?(?:按[^，。；业位]{1,24}?|每人|一次性)?(?:给予|发放|补贴|奖励)(?!企业|单位|用人)"
)
# 对企业新招用员工: the firm is paid
_OTHERS = re.compile("[，。；\n]|企业|单位")
_FAR = 32
_BEGINS_COUNT = frozenset("0123456789〇一二三四五六七八九十百千万两招引")
# a firm that is paid begins a clause or the text, or stands after 由
_BEFORE_PAID = frozenset(("", *"由。；：:\n，、 \u3000）】〕"))
_BEGINS_SENTENCE = frozenset("。；\n")
# 企业自建宿舍的，每间补贴5000元; 大型企业按30%返还
_IS_PAID = re.compile(
    r"[^。；\n]{2,120}?的，[^。；\n]{0,60}?"
    r"(?:给予|补贴|补助|奖励|奖补|资助|贴息|返还|减免|减征|免征|扣减|抵减|享受|(?:予以|标准)(?:配套|报销|发放|兑现|支付))"
    r"|[^，。；\n]{0,4}按[^，。；\n]{0,40}?(?:返还|减免|减征|补贴|补助|奖励)"
    r"|(?:返还|减免|减征|补贴|补助|奖励)[^，。；\n]{0,6}[0-9]"
    r"|[^，。；\n]{0,10}(?:奖励|补贴|补助|返还)(?:金额|额|标准|总额)"
    r"|[^，。；\n]{0,6}缴费(?:费率|比例)"
)
# 企业参加省外招聘会，按每次3000元给予补助; 合作社每送工1人，奖励200元
_IS_PAID_BY_COUNT = re.compile(
    r"[^，。；\n]{2,40}，可?按[^，。；\n]{2,30}?(?:给予|发放|享受)[^，。；\n]{0,10}(?:补[贴助]|奖[励补])"
    r"|[^，。；\n每]{0,8}每[^，。；\n]{2,16}，(?:给予|发放|补[贴助]|奖[励补])"
)
# 企业于3月1日至31日登录平台提交申请; 由企业于每季度末月15日前向经办机构申请
_APPLIES = re.compile(
    r"(?:应?当?可?(?:于|在|自|凭|按|登录|登陆|通过|向|提出|填写)|自愿|自主|汇总|先行|代为"
    r"|(?:统一|集中)(?=[申向]))[^。；\n]{0,50}?"
    r"(?:(?:申请|申报|申领|报名|办理)(?!材料|资料|条件|表|人|书)|提交[^，。；]{0,8}(?:材料|资料)|填报"
    r"|(?<=[”台网端P])提交(?=[，。；]))"
)
_ELIGIBLE = "符合条件的"
_SENTENCE_END = re.compile(r"[。；\n]")
_PAID_REACH = 240
# 社会团体参照中小微企业执行
_TREATED_LIKE = re.compile("[^，。；照]{0,20}[参比]照[^，。；]{2,16}?(?:执行|实施|享受|办理)")
_FIELD_REACH = 100
_ENDS_FIELD = frozenset(("", *"。；，、（\n和及与或"))
# 入驻企业自入驻之日起免收租金, 企业厂房租金前两年全免
_FREED = re.compile(
    "(?:自[^，。；]{2,14}?起|[^，。；]{0,4}(?:租金|房租|场租|税费|水电费)[^，。；]{0,6}?)"
    "(?:全免|免收|免交|免缴|减免|减半|缓缴|减征|免征)"
)
_JOINT = re.compile(r"[、和与及或](?:各类|以及)?")
_CLAUSE_END = re.compile(r"[，。；\n]")
_MOST_LISTED = 5
_NEAR = 20
# who has too few workers or too many is served by what brings them together
STAFFED = ("short_staffed", "surplus_staffed")
_DENIED = re.compile(
    r"情形|停止|取消|追回|追缴|责令|处以|罚款|移送|(?<!逾期)不予|不得|骗取|虚报|冒领|逾期(?!不再|不予受理|视为)|拖欠|违反|弄虚"
)
# 引导企业不裁员: who keeps jobs is served by what follows
_KEEPS_JOBS = re.compile(r"不裁员|少裁员|稳定(?:就业|工作)?岗位|稳岗")
# 指导企业合理安排错峰放假: guidance on leave and working time is a service to firms
_GUIDED = re.compile("[^，。；]{0,20}?(?:休假|放假|调休|轮休|工作时间|工时|工作报酬|协商)")
# 参与商户不得先涨价后打折: who carries an offer out
_ENDS_PART = frozenset("与的约作点盟")
_TAKES_PART = ("参与", "参加活动的", "签约", "合作", "定点", "加盟")
# 支持电子信息、节能环保等企业开展研发
_LISTED_BEFORE = regex.compile(r"(?r)(?:支持|扶持|帮助|帮扶|服务|奖励|对)[^，。；\n]{2,60}")
# 企业升规奖励补助, 企业扩岗政策支持: the head of an offer
_OFFERED = re.compile(
    r"(?:(?!给予|发放|提供|配套|结构|自|向|对|为|与|和|按)[一-龥]){0,8}?"
    r"(?:补贴|补助|奖励|奖补|津贴|政策支持|资金支持|资金扶持)(?!资金|专项|办法|方案|细则|通知)"
)


# 给予个人2000元, 给予企业和个人补贴
_PAID_PERSON = regex.compile(
    r"(?r)(?:(?:申请|享受|符合)[^，。；]{0,12}的(?:用人)?(?:单位|企业)[和或]"
    r"|(?:给予|发放给|发放至|拨付给|拨付至|补贴|奖励|支付给)(?:(?:用人)?单位|企业)?[和或]?(?:者)?)"
)
_MAY_APPLY = re.compile(
    r"[均也还]?可(?![^，。；]{0,12}(?:复议|仲裁|听证|诉讼))[^，。；]{0,12}(?:申请|申领|享受|领取)"
)
# 困难人员就业援助, 公益性岗位…困难人员…安置
_WORK_AFTER = re.compile(r"[^，。；]{0,6}(?:就业|兜底安置|托底安置|岗位)")
_WORK_BEFORE = re.compile(r"公益性?岗位|临时性?岗位|就业援助")
_WORK_REACH = 30


def is_paid_person(text: str, start: int, end: int) -> bool:
    """Tell whether a bare 个人 is paid or may apply: 给予个人2000元, 个人可申请贷款."""
    return bool(_PAID_PERSON.match(text, 0, start) or _MAY_APPLY.match(text, end))


_FOUNDS = ("创办", "开办", "兴办", "领办", "创立", "自办", "所办", "申办", "成立")


def is_founded(text: str, start: int) -> bool:
    """Tell whether a firm is what somebody founds, who alone is served: 毕业生创办小微企业."""
    return text[start - 1 : start] in "办立" and text.endswith(_FOUNDS, 0, start)


_URGED = re.compile(r"(?:引导|指导|督促|要求|动员|组织|倡导|号召|推动)[^，。；、]{0,6}\Z")
_MOST_BETWEEN = 8


def is_urged(text: str, start: int) -> bool:
    """Tell whether a firm, and so those joined to it, is told to act: 引导商超、个体工商户."""
    return _URGED.search(text, max(0, start - _MOST_BETWEEN), start) is not None


def is_given_work(text: str, start: int, end: int) -> bool:
    """Tell whether the words around people in hardship give them work: 困难人员就业援助."""
    if _WORK_AFTER.match(text, end):
        return True
    since = max(0, start - _WORK_REACH, text.rfind("。", 0, start) + 1)
    return _WORK_BEFORE.search(text, since, start) is not None


def is_served(text: str, hit: Hit, beside: int) -> bool:
    """Tell whether the words around a group serve it, or only count it or urge it to act."""
    start, _, _, end, label, head = hit
    if head.kind == "firm":
        return _is_firm_addressed(text, hit, beside) and not _is_firm_checked(text, hit)
    last = text[start - 1 : start]
    if label == "employees" and (
        (
            last in _BEFORE_COUNTED
            and text.endswith(_BEFORE_COUNTED[last], 0, start)
            and not _TRAINED.match(text, 0, start)
            and not (text[end : end + 1] in "，给" and _is_given(text, start, end))
        )
        or _is_size(text, end)
        or (last in "名个位" and _EACH_ONE.match(text, 0, start))
    ):
        return False
    return (
        last not in _BEFORE_HIRED
        or head.kind != "person"
        or not text.endswith(_BEFORE_HIRED[last], 0, start)
        or _LEARNS.match(text, end) is not None
    )


def _is_given(text: str, start: int, end: int) -> bool:
    """Tell whether workers taken on are given something: 对新招员工，按每人500元给予补贴."""
    to = text.rfind("对", max(0, start - _FAR), start)
    if to < 0 or _EACH_GIVEN.match(text, end) is None:
        return False
    return _OTHERS.search(text, to, start) is None


def _is_size(text: str, end: int) -> bool:
    """Tell whether workers only say how large a firm is: 职工30人以下, 及其职工实际缴纳的…."""
    near = text[end : end + 14]
    return (near[:1] in _BEGINS_COUNT or "缴" in near) and _COUNTED.match(text, end) is not None


def _is_firm_addressed(text: str, hit: Hit, beside: int) -> bool:
    """Tell whether a firm is given or told something, and not only urged to act: 鼓励企业组织…."""
    start, near, core, end, label, head = hit
    is_named = head.manner == "named"
    if is_named and label in STAFFED:
        return True
    if start == beside:
        return not _is_obliged(text, end)
    before = start
    last = text[start - 1 : start]
    if last in _ENDS_DETERMINER:
        before = _determiners_start(text, max(0, start - 12), start)
        last = text[before - 1 : before]
        if text[before] in "各其" and text[core:end] == "单位":
            return False
    if last == "为" and text[core:end] == "单位" and "以" in text[max(0, start - 10) : start - 1]:
        return False  # 以村为单位
    is_class = label != head.label
    is_begun = last in _BEFORE_PAID or (last == "中" and text[before - 2] == "其")
    if is_begun and not is_class and _is_paid(text, last == "由", end):
        return True
    if text[end : end + 1] in "不少稳" and _KEEPS_JOBS.match(text, end):
        return True
    if before < start and text[before] == "等" and _LISTED_BEFORE.match(text, 0, before):
        return not _is_obliged(text, end)
    if last in _BEFORE_OBLIGED and text.endswith(_BEFORE_OBLIGED[last], 0, before):
        return text.endswith("指导", 0, before) and _GUIDED.match(text, end) is not None
    if is_named or is_class or start < near:
        return True
    if last == "于" and text.endswith("属于", 0, before):  # 属于高新技术企业的，提高到…
        return text[core:end] != "企业" and text[before - 3] not in "不非"
    if (last == "的" and text[before - 4 : before] != "有条件的") or (
        last in _BEFORE_SERVED and text.endswith(_BEFORE_SERVED[last], 0, before)
    ):
        return not _is_obliged(text, end)
    return _is_offered(text, last, end) or (
        text[end : end + 1] in _ENDS_FIELD and _is_in_field(text, start)
    )


def _determiners_start(text: str, floor: int, end: int) -> int:
    """Return where the determiners before `end` begin: 我市各类企业, 对20家企业."""
    while True:
        for word in _DETERMINERS_BY_END.get(text[end - 1], ()):
            if text.endswith(word, floor, end):
                end -= len(word)
                break
        else:
            count = _COUNT_BEFORE.search(text, floor, end)
            if count is None:
                return end
            end = count.start()


def _is_offered(text: str, last: str, end: int) -> bool:
    """Tell whether the words after a bare firm give it something: 企业可申请, 企业扩岗补贴.

    `last` is the character before the firm and its determiners.
    """
    list_end = _list_end(text, end)
    is_service = text[list_end : list_end + 1] in _BEGINS_SERVED
    if (is_service and _AFTER_SERVED.match(text, list_end)) or _EARNS.match(text, end):
        return True
    if list_end > end and last in _BEFORE_PAID and _is_paid(text, last == "由", list_end):
        return True
    near = text[end : end + 12]
    if ("照" in near and _TREATED_LIKE.match(text, end)) or (
        ("租" in near or near[:1] == "自") and _FREED.match(text, end)
    ):
        return True
    is_offer = "补" in near or "奖" in near or "持" in near or "贴" in near
    return is_offer and _OFFERED.match(text, end) is not None


def _is_in_field(text: str, start: int) -> bool:
    """Tell whether a firm stands in a field of groups: 适用对象：新增用工的商超企业."""
    field = text.rfind("对象：", max(0, start - _FIELD_REACH), start)
    return field >= 0 and _SENTENCE_END.search(text, field, start) is None


def _is_obliged(text: str, end: int) -> bool:
    is_near = text[end : end + 1] in _BEGINS_OBLIGED
    return is_near and _AFTER_OBLIGED.match(text, end) is not None


def applies(text: str, hit: Hit) -> bool:
    """Tell whether a firm that begins a sentence applies for what was said: 企业可于3月底前申请."""
    start = hit.start - len(_ELIGIBLE) * text.endswith(_ELIGIBLE, 0, hit.start)
    begins = not start or text[start - 1] in _BEGINS_SENTENCE
    return begins and _APPLIES.match(text, hit.end) is not None


def _is_firm_checked(text: str, hit: Hit) -> bool:
    """Tell whether a firm is examined or punished, or only carries an offer out."""
    return (
        _EXAMINED.match(text, hit.end) is not None
        or (text[hit.start - 1 : hit.start] in _ENDS_PART and _takes_part(text, hit.start))
        or (hit.start < hit.core and _PUNISHED.search(text, hit.start, hit.core) is not None)
    )


def _takes_part(text: str, start: int) -> bool:
    """Tell whether a firm only carries an offer out: 参与商户; 对参与企业给予奖励 pays it."""
    if not text.endswith(_TAKES_PART, 0, start):
        return False
    word = next(each for each in _TAKES_PART if text.endswith(each, 0, start))
    return text[start - len(word) - 1 : start - len(word)] not in tuple("对给向为予")


def _list_end(text: str, end: int) -> int:
    """Return where the list of groups that goes on at `end` ends: 企业、合作社和社会组织."""
    if not _JOINT.match(text, end):
        return end
    for _ in range(_MOST_LISTED):
        after = HEAD.search(text, end + 1, end + _NEAR)
        if after is None or _CLAUSE_END.search(text, end, after.start()):
            break
        end = after.end()
    return end


def _is_paid(text: str, is_actor: bool, end: int) -> bool:
    """Tell whether a firm that begins a clause is paid or applies: 企业自行接回员工的，每趟补贴….

    由企业 (`is_actor`) applies only, and nobody is paid where the sentence withdraws or forbids.
    """
    words = text[end : end + _PAID_REACH]
    stop = _SENTENCE_END.search(words)
    words = words[: stop.start()] if stop else words
    pays = not is_actor and (
        "的，" in words or "还" in words[:4] or "按" in words or "额" in words or "缴费" in words
    )
    counts = not is_actor and ("，按" in words or "每" in words[:10])
    if not (
        _APPLIES.match(words)
        or (pays and _IS_PAID.match(words))
        or (counts and _IS_PAID_BY_COUNT.match(words))
    ):
        return False
    return _DENIED.search(words) is None
