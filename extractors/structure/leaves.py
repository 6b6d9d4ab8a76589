"""Which numbered clauses are measures: the leaves of the tree that commit to something.

A list of conditions, papers or contents belongs to the item above it, and so do the fields of an
offer (补贴对象, 补贴标准, 申请材料). Aims, groups, times, definitions, effect and purpose are none.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from extractors.lexicon import by_alias, one_of, read_lexicon
from extractors.scope import Clause
from extractors.structure import ends

SECTIONS = by_alias(read_lexicon("sections"))
_COMMITMENTS = {entry.key: one_of(entry.forms) for entry in read_lexicon("commitments")}
_COMMITS = re.compile("|".join(_COMMITMENTS[key] for key in ("grant", "order", "encourage")))
# 1.走访困难职工: a bare item that begins with what is to be done
_ACTS = re.compile(_COMMITMENTS["act"])

# 总体要求和主要目标, 指导思想、基本原则
_JOINS = re.compile(r"[和与及、]|以及")
_POINTS = re.compile(r"（[^（）]{0,20}）|[：。 ]")

_WORDS = {entry.key: one_of(entry.forms) for entry in read_lexicon("structure_words")}
_BELOW = r"(?:下列|以下|如下)"
# 申请认定…，应当符合下列条件： commits to nothing; …应与…签订协议。协议应当包括以下内容： does
_ASKS_ONLY = re.compile(
    rf"""
    [^。；]* {_WORDS["meets"]} [^。；]* {_BELOW} [^。；]* {_WORDS["met"]} [^。；]* ：? $
  | [^。；]* (?: 条件 | 材料 | 资料 ) (?: 如下 | 包括 | 为 | 是 ) ：? $
  | [^。；]* {_BELOW} [^，。；]{{0,12}} {_WORDS["case"]} (?: 之一 )? 的 [^，。；]{{0,20}}
    ，? 可以? (?: 申请 | 申报 | 享受 | 参加 | 报名 ) [^。；0-9]* ：? $
  | [^。；]* {_BELOW} [^，。；]{{0,12}} {_WORDS["case"]} (?: 之一 )? 的? ，?
    (?: 均 | 一律 )? (?: 不予 | 不得 | 不能 | 不再 | 不 ) (?: 给予 | 予以 )?
    (?: 奖励 | 补[贴助] | 资助 | 申[请报领] | 享受 | 受理 | 支持 | 认定 | 救助 | 发放 | 参[加评] )
    [^，。；0-9]* ：? $
    """,
    re.VERBOSE,
)
# 以下与专项附加扣除有关的信息：, 协议应当包括以下内容：
_LISTS = re.compile(
    r"(?:下列|以下|如下|包括|包含)(?P<what>(?:(?!下列|以下|如下)[^：。；]){0,30})：$"
)
_CONTENTS = re.compile(rf"{_WORDS['contents']}(?:之一)?[^：]{{0,4}}$")
# 有下列情形之一的，应当自情形发生之日起10个工作日内更新：
_ONE_OF = re.compile(
    rf"(?:下列|以下|如下)[^，：。；]{{0,12}}{_WORDS['case']}(?:之一)?的?[，、]|之一的"
)
_ENDS_CASE = re.compile(r"的[；。，]?$")
_DUTIES = re.compile(_WORDS["duty"])

# 咨询电话 beside other items makes no fields of them
_CONTACTS = frozenset(form for form, entry in SECTIONS.items() if entry.key == "contact")
SCOPES = frozenset({"conditions", "goods", "groups", "supplementary"})
"""Sections that name whom or what a policy covers, unless their items grant (`_scope_grants`)."""
_CLAUSE = re.compile(r"[^。；\n]+")
# …给予临时救助的家庭, 享受政府补贴的企业: what is granted only tells the group
_NAMES_GROUP = re.compile(
    r"(?:的|人员|家庭|企业|单位|者|个人|对象|人口|组织|项目|产品|商品|机构|学生|居民|农户|职工|毕业生)"
    r"(?:（[^（）]*）)?$"
)
# 固定资产投资支持。…, 支持企业并购。…
_GRANT_HEAD = re.compile(
    r"(?:支持|鼓励|给予|奖励|补贴|补助|资助|落实|减免|强化|加大|加强|实施)[^。：；\n]{3,28}$"
    r"|[^。：；，的\n]{2,24}(?:支持|奖励|补[贴助]|资助|奖补|减免|贴息|扶持)$"
)
# an article of a chapter 申领条件 that forbids: 创新券不得转让; no condition: 失信企业不得申报
_BINDS = re.compile(
    r"(?:不得|严禁|禁止|不能|不可以?)(?:再|擅自|以任何[^，。；]{1,6}|用于|使用|转[让借]|赠[送与]|买卖|倒卖|出[租借售]"
    r"|变更|拒绝|收取|设置|要求|挪用|挤占|截留|冒用|涂改|兑换|提现|抵押|套现|冒领|重复使用)"
)
_SHORTEST_GRANT = 16
# 申报要求, 其他事项: 弄虚作假的，追回资金
_MIXED = ("要求", "事项", "其他", "其它", "说明")
_SANCTIONS = re.compile(
    r"追回|追缴|失信|取消[^，。；]{0,8}资格|依法(?:依规)?(?:追究|处理|查处|移[送交])"
)

_COMMITS_HERE = re.compile("|".join(_COMMITMENTS[key] for key in ("grant", "order")))
_TIER = re.compile(r"[^。；\n]{2,80}[0-9](?:万|千|百|亿)?元?[^。；\n]{0,20}[。；]?\s*\Z")

_LONGEST_SECTION = 24
_LONGEST_NAME = 10
_ENDS = "目标任务|目标|原则|对象|范围|主题|意义|依据|期限|时间|地点|时限|步骤"
_NAMED_SECTION = re.compile(rf".{{2,6}}?(?P<core>{_ENDS})")
_FIELD_FORMS = [
    form
    for entry in read_lexicon("sections")
    if entry.more["kind"] == "field"
    for form in entry.forms
    if len(form) >= 4
]
# 企业参与条件, 项目申报材料; 机构申请渠道
_NAMED_FIELD = re.compile(rf".{{2,8}}(?P<core>{one_of(_FIELD_FORMS)})")
_LAST_SIGNS = frozenset(form[-1] for form in (*_ENDS.split("|"), *_FIELD_FORMS))
# what the name of a section may end with: most heads end otherwise and are not read further
_MAY_CLOSE = _LAST_SIGNS.union((form[-1] for form in SECTIONS), "）：。 和与及、")
# 明确目标, 压缩时限, 聚焦重点对象: a head that orders is no section's name
_VERB_FIRST = re.compile(
    rf"(?:{_COMMITMENTS['order']}|{_COMMITMENTS['grant']}|{_COMMITMENTS['encourage']}|明确|缩短|精简|减少|压减|放开|限定|公开|细分|落细"
    r"|延长|保证|控制|增加|减少|保持|稳定|落实|兑现|用足|留足|给足|盘活|统筹|错开|明晰|固定|规定"
    r"|扩展|覆盖|贯彻|瞄准|紧扣|树立|巩固|严守|遵守|强调|拓展|细化|突出|坚持|把握|聚焦|锚定|完成|实现|围绕|分解|锁定|紧盯|确定|增强|放宽|抓|延"
    r"|优|缩|精准|合理|科学|统一|设定|量化|压实|界定|划定|降低|提高|提前|推迟|顺延|倒排)"
)

# 三、保障措施 with nothing under it
_EMPTY_SECTION = re.compile(
    r"(?:主要|重点|工作|政策|组织|保障|实施|具体|支持|扶持|有关|相关|基本|服务|活动|其他|和|与|及)*"
    r"(?:措施|任务|要求|安排|内容|事项|举措|步骤|政策|保障|要点|方式|工作)"
)

_SENTENCE = re.compile(r"[^。\n]+")
# stdlib re: measured 3.5 times faster than regex on this alternation of unlike beginnings
_NO_COMMITMENT = re.compile(
    r"""
    自[^，。；]{0,30}(?:起|日|后)(?:正式|开始|试行)?(?:[^，。；]{0,4})?(?:施行|实施|执行|生效|试行)
  | 本[^，。；]{1,10}有效期 | (?:^|[，；])有效期(?:限|至|为|[0-9一二三四五两]+年) | 试行期
  | ^.{0,16}(?:执行|实施|有效)(?:期限|期)?(?:至|到|为)[^，。]{4,16}$
  | (?:同时|即行|自行|予以)废止 | 负责解释 | 解释权 | 未尽事宜
  | (?:^|[，；])本.{1,12}?(?:所称|所指|中所?称?.{2,20}[，]?是?指|中的?“)
  | (?:是指|系指|包括本数|含本数|本数)
  | ^.{0,12}(?:支持|补[贴助]|扶持|奖[励补]|资助|救助|服务|保障|培训|帮扶|实施|申[请报领])(?:的)?
    对象(?:为|是|包括|主要)[^，。；]
  | 参照本.{1,8}?执行 | 适用(?:于)?本|本.{1,6}适用(?:于|对象) | 从其规定 | 以[^，。]{1,20}为准
  | 就高(?:不重复)?(?:的)?原则 | 不(?:得|再|能)?重复(?:享受|申[请报领])
  | (?:就高|从高|择优|从优)不重复 | 不可重复 | 不予重复
  | 不重复(?:奖励|补[贴助]|支持|计算|兑现|扶持|资助)
  | (?:不一致|相?抵触|冲突|新规定|另有规定|调整)(?:的|时)?[，]?[^，。；]{0,12}
    (?:按|以|从|依|遵)[^。；]{0,30}(?:规定|文件|政策|标准|为准)(?:为准|执行|办理)?$
  | ^.{0,6}(?:为了?|根据|依据|按照).{4,}(?:制定|出台|提出|制订|特制)(?:本|如下|以下|了?《)
  | (?:遵循|坚持)[^。]{2,80}(?:的)?(?:基本)?原则$ | ^按照[^。]{2,60}原则(?:实施|执行|进行|开展)?$
  | ^[^，。；：]{2,10}(?:期|期限|季|年度)为(?:每年|当年|上年|次年|[0-9]{1,4}[年月])[^。；]*$
  | 有权(?:申请|申报) | (?:以下|下列)?(?:统)?简称
  | (?:涉税|税费|税收)(?:支出|费用).{0,20}(?:自行)?承担
    """,
    re.VERBOSE,
)
# every alternative above holds one of these; they begin with words, so that the search jumps
_MAY_BE_EMPTY = re.compile(
    r"""
    自[^，。；]{0,30}[起日后] | 有效 | 执行[期至到为] | 实施[期至到为] | 试行 | 废止 | 解释
  | 未尽事宜 | 所称 | 所指 | 本[^\n]{1,12}?中 | 是指 | 系指 | 本数 | 对象(?:为|是|包括|主要)
  | 参照本 | 适用 | 致[的时，] | 抵触 | 冲突[的时，]
  | 有新规 | 另有规 | 调整[的时，]
  | 从其规定 | 为准 | 就高 | 重复 | 制定[本如以了《]
  | 出台[本如以了《] | 提出[本如以了《] | 制订[本如以了《] | 特制[本如以了《]
  | 原则 | 为每年 | 为当年 | 为上年 | 为次年 | 为[0-9] | 有权申 | 简称 | 涉税 | 税费 | 税收
    """,
    re.VERBOSE,
)
_HAS_WORDS = re.compile(r"[^。\n]{4}")
# 企业（以下简称承储企业）应当建立制度: the bracket defines, the sentence orders
_SHORT_NAME = re.compile(r"（(?:以下|下文|下称|简称)[^（）\n]{1,40}）")
_GRANTS_ANYWAY = re.compile(
    r"(?:给予|发放|享受|兑现|拨付|予以)[^。；]{0,30}"
    r"(?:补贴|补助|奖励|支持|资助|扣除|奖补|津贴|贴息|慰问金|救助)"
    r"|(?:补贴|补助|奖励|奖补|资助)[^，。；]{0,12}[0-9][0-9.,万千百]*元"
    r"|[0-9]元?的?标准[^。；]{0,12}(?:给予|发放|补|奖)|处以|罚款|责令"
    r"|[，；](?:奖励|补助|资助|救助)[^，。；]{2,12}[，。；]"
    r"|不得(?:[^，。；]{0,4}、)?(?:转[让借赠]|赠[送与]|买卖|倒卖|出[租借售]|涂改|伪造|冒用|兑换|提现|套现)"
    r"|免[征收][^。；]{0,12}[税费]|减[按征免][^。；]{0,16}[征税费收]"
)
# 本办法所称临时救助，是指…给予的救助: a definition grants nothing, whatever it names
# 已享受同类补助的，不再重复享受 limits; 给予5万元奖励，不重复享受 grants
_DEFINES = re.compile(
    r"(?:本.{1,12}?所[称指]|^.{2,20}[，]?是指|系指)"
    r"|^(?![^\n]{0,80}(?:给予|发放|[元%]))[^\n]{2,60}不(?:得|再|能|予)?重复(?:享受|申[请报领]|[补奖]|支持)"
)
_LONGEST_INTRO = 240


class Leaf(NamedTuple):
    """A clause that is a measure (`clause` its index), and where its own text ends."""

    clause: int
    start: int
    end: int
    rule: str


def find(text: str, clauses: Sequence[Clause], part: int) -> list[Leaf]:
    """Return the measures among the numbered clauses of a part, in order."""
    own = [index for index, clause in enumerate(clauses) if clause.part == part]
    children: dict[int | None, list[int]] = defaultdict(list)
    for index in own:
        children[clauses[index].parent].append(index)
    found: list[Leaf] = []
    for root in children[None]:
        _add_measures(found, text, clauses, children, root)
    return found


def _add_measures(
    found: list[Leaf],
    text: str,
    clauses: Sequence[Clause],
    children: dict[int | None, list[int]],
    node: int,
) -> None:
    """Add the measures of a clause and of those under it, in order."""
    clause = clauses[node]
    kids = children[node]
    below = [clauses[kid] for kid in kids]
    if _is_context(text, clause) and not _scope_grants(text, clause, below):
        for kid in kids if clause.label.endswith("章") else ():
            if _BINDS.search(text, clauses[kid].head_start, clauses[kid].end):
                _add_measures(found, text, clauses, children, kid)
        return
    if kids and not is_mere_list(text, clause, below):
        for kid in kids:
            _add_measures(found, text, clauses, children, kid)
        return
    if not kids and _names_time(text, clause):
        return
    if kids:
        end, intro_end = ends.trimmed(text, clause.end), below[0].start
    else:
        end = intro_end = ends.own_end(text, clauses, children, node)
    if commits(text, clause, min(intro_end, end), end):
        found.append(Leaf(node, clause.start, end, "measures.list" if kids else "measures.leaf"))


def section_kinds(head: str) -> tuple[str, ...]:
    """Return what a head names besides commitments: context, field, procedure, grant; else ().

    >>> section_kinds("指导思想和基本原则"), section_kinds("补贴对象和标准")
    (('context', 'context'), ('field', 'grant'))
    >>> section_kinds("专项行动目标"), section_kinds("明确工作目标"), section_kinds("强化就业服务")
    (('context',), (), ())
    """
    if head[-1:] not in _MAY_CLOSE:
        return ()
    plain = _POINTS.sub("", head)
    if len(plain) > _LONGEST_SECTION:
        return ()
    whole = _entry_kind(plain)
    if whole:
        return (whole,)
    pieces = [piece for piece in _JOINS.split(plain) if piece]
    kinds: list[str] = []
    for piece in pieces if len(pieces) > 1 else ():
        kind = _entry_kind(piece)
        if kind is None:
            return ()
        kinds.append(kind)
    return tuple(kinds)


def section_kind(head: str) -> str | None:
    """Return the first of what a head names besides commitments, or None."""
    return next(iter(section_kinds(head)), None)


def _entry_kind(words: str) -> str | None:
    """Return the kind of a section's name: an entry's own, or an entry behind a noun.

    冬季行动目标, 本年度目标任务; 压缩办理时间 and 明确工作目标 order something.
    """
    entry = SECTIONS.get(words)
    if entry is None:
        if len(words) > _LONGEST_NAME or words[-1:] not in _LAST_SIGNS or _VERB_FIRST.match(words):
            return None
        named = _NAMED_SECTION.fullmatch(words) or _NAMED_FIELD.fullmatch(words)
        entry = SECTIONS.get(named["core"]) if named else None
    return str(entry.more["kind"]) if entry else None


def _is_context(text: str, clause: Clause) -> bool:
    kinds = section_kinds(text[clause.head_start : clause.head_end])
    return bool(kinds) and all(kind in ("context", "field") for kind in kinds)


def _scope_grants(text: str, clause: Clause, kids: Sequence[Clause]) -> bool:
    """Tell whether most items of a scope grant something: 二、支持范围 over （一）投资支持。对….

    Items that only name groups, conditions or goods (（一）获得省级奖励的企业；) grant nothing.
    """
    head = text[clause.head_start : clause.head_end]
    if not kids or SCOPES.isdisjoint(_scope_names(head)):
        return False
    if head.endswith(_MIXED) and _SANCTIONS.search(text, kids[0].start, kids[-1].end):
        return True
    return sum(_grants_itself(text, kid) for kid in kids) * 2 > len(kids)


def _scope_names(head: str) -> set[str]:
    return {SECTIONS[name].key for name in _JOINS.split(_POINTS.sub("", head)) if name in SECTIONS}


def _grants_itself(text: str, kid: Clause) -> bool:
    """Tell whether a sentence of an item grants a help, or its head does and a sentence follows."""
    words = text[kid.head_start : kid.end]
    told = (each for each in _CLAUSE.findall(words) if not _NAMES_GROUP.search(each))
    if any(_GRANTS_ANYWAY.search(each) for each in told):
        return True
    head = text[kid.head_start : kid.head_end]
    return bool(_GRANT_HEAD.match(head)) and len(words) > len(head) + _SHORTEST_GRANT


def _names_time(text: str, clause: Clause) -> bool:
    """Tell whether an item only says when to apply: 「三、申请时间⏎9月1日至30日。」."""
    head = text[clause.head_start : clause.head_end]
    return head.endswith(("时间", "时限", "期限")) and section_kinds(head) == ("procedure",)


def is_mere_list(text: str, clause: Clause, kids: Sequence[Clause]) -> bool:
    """Tell whether the items under a clause are conditions, papers, contents or fields of it."""
    kinds = [
        section_kinds(head)
        for kid in kids
        if (head := text[kid.head_start : kid.head_end]) not in _CONTACTS
    ]
    if any("field" in each for each in kinds) and sum(map(bool, kinds)) * 2 >= len(kinds):
        return len(kids) >= 2 and not any("context" in each for each in kinds)
    intro = text[clause.head_start : kids[0].start].rstrip()
    last = intro[max(intro.rfind(sign, 0, -1) for sign in "。\n；") + 1 :]
    if not intro.endswith("：") and not _ONE_OF.search(last):
        return False
    if asks_only(last):
        return True
    if not all(kid.is_leaf for kid in kids):
        return False
    if _ONE_OF.search(last):
        return not _mostly_commit(text, kids)
    lists = _LISTS.search(last)
    if lists and _CONTENTS.search(lists["what"]):
        return True
    if _are_tiers(text, kids):
        return True
    if _DUTIES.search(last):
        return False
    return not _mostly_commit(text, kids)


def asks_only(intro: str) -> bool:
    """Tell whether an introduction only names conditions or papers: 应当提交下列材料：."""
    if len(intro) > _LONGEST_INTRO or "。" in intro or "；" in intro:
        return False  # it is one sentence
    return _ASKS_ONLY.match(intro) is not None


def _are_tiers(text: str, kids: Sequence[Clause]) -> bool:
    """Tell whether items only name a group and its sum: 1.低保家庭中的老年人，每人每月500元；."""
    return all(
        _TIER.match(text, kid.head_start, kid.end) is not None
        and _COMMITS_HERE.search(text, kid.head_start, kid.end) is None
        for kid in kids
    )


def _mostly_commit(text: str, kids: Sequence[Clause]) -> bool:
    count = sum(
        _COMMITS.search(text, kid.head_start, kid.end) is not None
        and not _ENDS_CASE.search(text[kid.start : kid.end].rstrip())
        for kid in kids
    )
    return count * 2 > len(kids)


def commits(text: str, clause: Clause, intro_end: int, end: int) -> bool:
    """Tell whether a clause commits to something: no definition, effect, condition or bare name."""
    words = text[clause.head_start : end]
    intro = text[clause.head_start : intro_end].strip()
    if asks_only(intro) and not _GRANTS_ANYWAY.search(intro):
        return False
    if len(words) <= _LONGEST_NAME and _EMPTY_SECTION.fullmatch(words):
        return False
    if len(words) < 40 and not _COMMITS.search(words) and not any(s in words for s in "。；，"):
        return _ACTS.match(words) is not None
    if end > clause.head_end and text[clause.head_end] == "\n":  # 其他规定⏎以上政策…
        words = text[clause.head_end : end]
    plain = _SHORT_NAME.sub("", words) if "称" in words else words
    if not _MAY_BE_EMPTY.search(plain):
        return _HAS_WORDS.search(plain) is not None
    sentences = [each for each in _SENTENCE.findall(plain) if len(each) > 3]
    doubtful = [_MAY_BE_EMPTY.search(each) is not None for each in sentences]
    if sum(doubtful) * 2 < len(sentences):
        return True
    empty = [
        doubt
        and _NO_COMMITMENT.search(each) is not None
        and (not _GRANTS_ANYWAY.search(each) or _DEFINES.search(each) is not None)
        for doubt, each in zip(doubtful, sentences, strict=True)
    ]
    return bool(sentences) and sum(empty) * 2 - (not empty[0]) < len(sentences)
