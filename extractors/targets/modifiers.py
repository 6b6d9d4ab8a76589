"""The modifiers before the head of a group: attributes, industries in a list, a whole clause.

「毕业2年内的“两后生”」, 「餐饮、旅游企业」, 「有转移就业意愿的农村劳动力」
"""

import re

import regex

from extractors.lexicon import one_of
from extractors.targets.heads import CONTEXTS, GROUPS, NUMBER, begins, by_end
from extractors.targets.serving import DETERMINERS
from extractors.targets.staying import STAYS_OR_COMES

_HOLIDAYS = ("过年", "过节")
MODIFIERS = {
    kind: {
        word: entry.key
        for entry in GROUPS
        if entry.more["kind"] == kind
        for word in entry.more.get("modifiers", ())
    }
    for kind in ("person", "firm", "employee", "family")
}
MODIFIERS["employee"] = MODIFIERS["person"] | MODIFIERS["employee"]
_ATTRIBUTES = sorted(
    {*CONTEXTS["attributes"], *CONTEXTS["industries"]}.union(*MODIFIERS.values()),
    key=lambda word: (-len(word), word),
)
_ATTRIBUTE_PHRASE = regex.compile(
    rf"""(?r)
    (?: 留在?(?![守岗校学用职])\p{{Han}}{{1,4}}?(?:过年|过节)的?
      | 留(?![守岗校学用职住下在任给])\p{{Han}}
      | 非\p{{Han}}{{2,3}}(?<!户)籍 | \p{{Han}}{{2}}(?<!户)籍 | 非?(?:(?!的)\p{{Han}}){{2,3}}户籍
      | (?:毕业|离校|退役|退伍){NUMBER}年[以之]?内的?
      | (?:首次|初次)[来到]\p{{Han}}{{1,3}}?(?:(?:就业|创业|务工)的)?
      | (?:失业登记|登记失业){NUMBER}(?:年|个月|半年)以上
      | (?:建档|在册|在档|登记)+的(?:各类)?
      | [0-9]{{2}}周?岁?[-—~～至到]+[0-9]{{2}}周?岁的?
      | 来\p{{Han}}(?:(?:务工|就业|创业)的?)?
      | 有(?:雇工|雇员)的?
      | (?:生产不饱和|生产任务不足|停工停产|开工不足)、
    )
    """,
    regex.VERBOSE,
)
# an attribute is a word, found by its last two characters, or a phrase that ends so: one scan
# backwards over all of them costs ten times as much
_ATTRIBUTES_BY_TAIL = by_end(_ATTRIBUTES, 2)
_PHRASE_TAILS = frozenset(f"{before}的" for before in "年节业工员档册记内岁").union(
    ("年内", "以内", "之内", "以上", "各类", "雇工", "雇员", "务工", "就业", "创业")
)
_INDUSTRY = re.compile(one_of(CONTEXTS["industries"]))
_INDUSTRIES_BY_TAIL = by_end(sorted(CONTEXTS["industries"], key=lambda word: (-len(word), word)), 2)
TAILS = _PHRASE_TAILS.union(_ATTRIBUTES_BY_TAIL)
ATTRIBUTE_ENDS = frozenset("籍岁").union(tail[-1] for tail in TAILS)
LASTS = frozenset("籍岁").union(word for word in _ATTRIBUTES if len(word) == 1)
_INTRODUCER = re.compile(
    rf"(?=[{begins(CONTEXTS['introducers'])}])(?!从事)"
    rf"(?<![应结面参针认因作饱相绝核反])(?<![极较尤颇](?=为))(?<!户籍)(?<!户籍地)(?:{one_of(CONTEXTS['introducers'])})"
    r"(?![其应的）]|机构|中心(?![城镇村])|平台|业|(?<=与)[^，。；]{1,20}(?:相比|签订|订立))"
)
# 有培训需求的, but not 有序组织…
_PREDICATE = re.compile(
    rf"{one_of(CONTEXTS['predicates'])}(?<!有(?=[效序力关针计组条步]))(?<!无(?=[偿缝条]))(?<!未(?=来))"
)
_BEFORE_WHOLE = frozenset(("对", "对于", "将", "将对", "将为", "将向"))
_TAKES_ON = frozenset(CONTEXTS["takes_on"])
_TO_LAST_EDGE = re.compile(r"(?s:.*)[，。；：\n？！】〕]")
# 第六条 有创业意愿的…, （三）吸纳脱贫人口的…, 2.首次创业的…, 以及安置…的: a clause begins after it
_LABEL = re.compile(
    rf"\s*(?:第{NUMBER}条|[（(]{NUMBER}[）)]|{NUMBER}[.．、](?!\d)|以及|或者?|凡是?(?=在)|指(?=[在具由被距有处]))\s*"
)
_EMPTY_CLAUSE = re.compile(
    r"""(?:
      .{0,12}?符合(?:国家|政策|相关|有关|规定|申领|申报|申请|上述|以下|本|认定|享受|基本|要求|条件|补[贴助]|奖[励补]|支持|和|、|的)+
      | 相应 | 相关 | 有关 | 上述 | 不同 | 新 | 更多 | 有条件 | 各自 | 这样 | 前述 | 同等条件 | 所在
    )的?$""",
    re.VERBOSE,
)
CONNECTS = frozenset("、和及与以或")
# 年产值5亿元以上企业: a clause without 的; 在规模以上零售企业购物 is a place
_BOUNDS = ("以上", "以下", "以内")
_SIZE = re.compile(r"[^在，。；\n]*[0-9%][^在，。；\n]*")
_FIRST_OF_TWO = tuple(CONTEXTS["first_of_two"])
# 缺工20人以上的74家企业
_COUNTED_BY = re.compile(rf"的{NUMBER}[余多]?[家户]\Z")
# 对达标企业给予奖励, 给予获评企业5万元: whatever else it is, it is paid
_TO_FIRM = re.compile(
    r"(?:(?<![面针相绝核反结作])对于?(?![于口接应象外标比])|给予)(?!以[上下])(?P<which>[一-龥]{2,8})\Z"
)
_GIVES = re.compile(
    r"(?:的，|，)?(?:按[^，。；]{1,24}?|分别|一次性|再|另)?(?:给予|予以|奖励|奖补|补贴|补助|资助|发放|返还)"
    r"(?![^，。；]{0,6}(?:处罚|罚款|罚金|处分|处理|通报|批评|曝光|警告|惩[戒罚]|约谈|限制|取消|停业|整改|表彰|表扬))"
    r"|(?:最高|每|不超过)?(?![0-9]+(?:个?[年月日]|天|次))[0-9]"
)
_MOST_OF_FIRM, _FURTHEST = 11, 64
_WORD = re.compile("(?:(?![和与及或])[一-龥])+")
# no word that says which firm ends so: a clause, 给予 or a determiner does
NO_WORD = frozenset("，。；：、\n“”（） 对给予为向由与和及或的各类某该其等")
BEGINS_GIFT = frozenset("的，按分一再另给予奖补资发最每不0123456789")
_MOST_ATTRIBUTES = 4
_LONGEST = 48


def industries_start(text: str, floor: int, end: int) -> int:
    """Return where the industries joined to the one at `end` begin: 餐饮、旅游和客运企业."""
    near = end
    while text[end - 1] in CONNECTS:
        words = _INDUSTRIES_BY_TAIL.get(text[max(floor, end - 3) : end - 1], ())
        word = next((each for each in words if text.endswith(each, floor, end - 1)), "")
        if not word:
            break
        end -= len(word) + 1
    return end if end < near and _INDUSTRY.match(text, near) else near


def size_start(text: str, end: int, floor: int) -> int:
    """Return where a clause of size without 的 before `end` begins: 年产值5亿元以上企业."""
    if text[end - 2 : end] not in _BOUNDS:
        return end
    start = clause_start(text, end, floor, "firm")
    return start if _SIZE.fullmatch(text, start, end) else end


def counted_clause_start(text: str, floor: int, core: int) -> int:
    """Return where the clause of firms that are counted begins: 缺工20人以上的74家企业."""
    count = _COUNTED_BY.search(text, max(floor, core - 8), core)
    return clause_start(text, count.start() + 1, floor, "firm") if count else core


def given_start(text: str, core: int, end: int) -> int:
    """Return where the words that say which firm at `[core, end)` is paid begin.

    「对达标企业给予奖励」, 「对认定为龙头企业的，给予奖励」, 「对用工50人以上的外向型企业奖励」;
    `core` where nothing is given, or to any firm: 对各类企业给予奖励.
    """
    floor = max(0, core - _MOST_OF_FIRM)
    clause_end = text.rfind("的", floor, core - 1) + 1
    if clause_end:
        return _given_clause_start(text, clause_end, core, end)
    if text.find("对", floor, core) < 0 and text.find("给予", floor, core) < 0:
        return core
    which = _TO_FIRM.search(text, floor, core)
    if (
        not which
        or (text[end] == "的" and "为" not in which["which"])
        or not _GIVES.match(text, end)
    ):
        return core
    start = which.start("which")
    counted = DETERMINERS.match(text, start, core)
    start = counted.end() if counted else start
    return start if core - start > 1 else core


def _given_clause_start(text: str, clause_end: int, core: int, end: int) -> int:
    """Return where a clause begins that some word divides from its firm, `core` where none does."""
    is_word = core - clause_end > 1 and _WORD.fullmatch(text, clause_end, core)
    if not is_word or text[end] == "的" or not _GIVES.match(text, end):
        return core
    if DETERMINERS.match(text, clause_end, core):
        return core
    start = clause_start(text, clause_end, max(0, core - _FURTHEST), "firm")
    return start if start < clause_end and text.endswith(("对", "给予"), 0, start) else core


def attributes_start(text: str, floor: int, core: int) -> int:
    """Return where up to four attributes that stand together before `core` begin.

    「毕业年度或离校2年内未就业」: two that are joined are one.
    """
    end = core
    for _ in range(_MOST_ATTRIBUTES):
        start = _attribute_start(text, floor, end)
        if start == end:
            break
        end = start
    if end < core and text[end - 1] in CONNECTS and text.endswith(_FIRST_OF_TWO, floor, end - 1):
        return next(end - 1 - len(w) for w in _FIRST_OF_TWO if text.endswith(w, floor, end - 1))
    return end


def _attribute_start(text: str, floor: int, end: int) -> int:
    """Return where the attribute before `end` begins, `end` where there is none."""
    tail = text[max(floor, end - 2) : end]
    if tail in _HOLIDAYS and (phrase := _ATTRIBUTE_PHRASE.match(text, floor, end)):
        return phrase.start()
    for word in _ATTRIBUTES_BY_TAIL.get(tail, ()):
        if text.endswith(word, floor, end):
            return end - len(word)
    if not tail:
        return end
    last = tail[-1]
    if last in _ATTRIBUTES_BY_TAIL:
        return end - 1
    if last == "、" and not text.startswith("富余", end):
        return end  # only 停工停产、富余员工较多企业 goes on
    if (
        tail in _PHRASE_TAILS
        or last in "籍、岁"
        or tail[0] in STAYS_OR_COMES
        or "次" in text[max(floor, end - 5) : end]
    ):
        phrase = _ATTRIBUTE_PHRASE.match(text, floor, end)
        return phrase.start() if phrase else end
    return end


def _introducers(text: str, start: int, end: int, kind: str) -> list[re.Match[str]]:
    """Return what may stand before a clause: verbs that take the group, and no nouns in the clause.

    「享受补贴期满的人员」, 「有培训需求的劳动者」; of a firm no verbs that take others on.
    """
    found = list(_INTRODUCER.finditer(text, start, end - 1))
    if found and found[-1].end() == end - 1 and found[-1][0] in _TAKES_ON:
        found.pop()  # 实际留用的员工
    if found and kind == "firm":
        found = [each for each in found if each[0] not in _TAKES_ON]
    if found:
        counted = DETERMINERS.match(text, start, end)
        if _PREDICATE.match(text, counted.end() if counted else start):
            since = text.find("的", start)
            found = [each for each in found if each[0] in _BEFORE_WHOLE or each.start() > since]
    return found


def clause_start(text: str, end: int, floor: int, kind: str) -> int:
    """Return where the clause before `end` begins, `end` where it defines nobody.

    It begins after the last comma, and after 对 or the last verb that takes a group; two groups
    that stand together (A的企业与B的企业) have a clause each, so never before `floor`. A firm is
    what takes on others (吸纳毕业生的企业), a person is taken on.
    """
    edge = _TO_LAST_EDGE.match(text, floor, end)
    start = edge.end() if edge else floor
    opening = text.rfind("（", start, end)
    if opening >= 0 and text.find("）", opening, end) < 0:
        start = opening + 1  # （身份证号非42开头的人员） does not begin before its bracket
    closing = text.find("）", start, end)
    if closing >= 0 and text.find("（", start, closing) < 0:
        start = closing + 1  # 在法定年龄内（男60岁，女50岁）有就业意愿的: nor in one before it
    label = _LABEL.match(text, start, end)
    if label:
        start = label.end()
    introducers = _introducers(text, start, end, kind)
    if introducers:
        whole = [each for each in introducers if each[0] in _BEFORE_WHOLE]
        start = (whole[0] if whole else introducers[-1]).end()
    counted = DETERMINERS.match(text, start, end)
    if counted:
        start = counted.end()
    if text.startswith("按", start):
        start += 1 + text.startswith("照", start + 1)  # 按实际在岗的外省籍员工人数
    clause = text[start:end]
    if len(clause) < 3 or len(clause) > _LONGEST or _EMPTY_CLAUSE.match(clause):
        return end
    return start
