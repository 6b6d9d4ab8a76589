"""Lists that belong to the item above them: conditions, papers, contents, cases, tiers, fields."""

import re
from collections.abc import Sequence

from extractors.lexicon import one_of, read_lexicon
from extractors.scope import Clause
from extractors.structure import commitment
from extractors.structure.commitment import COMMITS
from extractors.structure.sections import SECTIONS, section_kinds

_WORDS = {entry.key: one_of(entry.forms) for entry in read_lexicon("structure_words")}
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
# 补贴包括以下项目：, 管理工作包括以下方面：; never 包括以下材料：
_KINDS = re.compile(r"(?:项目|方面|类别|类型|类|领域|事项|情况|内容|范围|种)(?:之一)?[^：]{0,4}$")
_PAPER = re.compile(r"协议|合同|材料|资料|报告|文书|台账|档案|公告")
# （一）创业补贴。首次创业的，补贴5000元。, （一）见习单位应当…。; no （一）申请表；, （二）标准。
_BODY = r"(?:部门|局|委|办|政府|中心|办事处|机构|单位)"
_OFFERS = re.compile(
    rf"""
    (?: [^。；，\n]{{2,16}} {_BODY} (?: 负责 | 牵头 | 应当 )
      | (?= [^\n]* 。 \s* (?: \n | \Z) )
    (?: [^。：；，\n]{{2,20}} [。：] )?
    (?! .{{0,12}} (?: 复印件 | 原件 | 申请表 | 证明 ) )
    (?: [^。\n]{{0,160}}? (?: {commitment.WORDS["grant"]} ) [^。\n]{{0,30}} [0-9]
      | [^。\n]{{0,160}}? [0-9]%? [^。\n]{{0,20}}? 给予
      | [^。；\n]{{2,40}}? (?: 应当 | 必须 | 不得 | 负责 ) [^。\n]{{6}} ) )
    """,
    re.VERBOSE,
)
_DUTIES = re.compile(_WORDS["duty"])

# 咨询电话 beside other items makes no fields of them
_CONTACTS = frozenset(form for form, entry in SECTIONS.items() if entry.key == "contact")
_COMMITS_HERE = re.compile("|".join(commitment.WORDS[key] for key in ("grant", "order")))
_TIER = re.compile(r"[^。；\n]{2,80}[0-9](?:万|千|百|亿)?元?[^。；\n]{0,20}[。；]?\s*\Z")


def is_one(text: str, clause: Clause, kids: Sequence[Clause]) -> bool:
    """Tell whether the items under a clause are conditions, papers, contents or fields of it."""
    kinds = [
        section_kinds(head)
        for kid in kids
        if (head := text[kid.head_start : kid.head_end]) not in _CONTACTS
    ]
    named = sum(map(bool, kinds))
    if named and named * 2 >= len(kinds) and any("field" in each for each in kinds):
        return len(kids) >= 2 and not any("context" in each for each in kinds)
    intro = text[clause.head_start : kids[0].start].rstrip()
    last = intro[max(intro.rfind(sign, 0, -1) for sign in "。\n；") + 1 :]
    if len(last) < len(intro) and section_kinds(
        last
    ):  # 申领条件 over 1., under the item's own head
        return True
    is_choice = ("下" in last or "之一" in last) and _ONE_OF.search(last) is not None
    if not is_choice and not intro.endswith("："):
        return False
    if commitment.asks_only(last):
        return True
    if not all(kid.is_leaf for kid in kids):
        return False
    if is_choice:
        return not _mostly_commit(text, kids)
    lists = _LISTS.search(last)
    if lists and _CONTENTS.search(lists["what"]):
        return not (
            _KINDS.search(lists["what"]) and not _PAPER.search(last) and _are_offers(text, kids)
        )
    if _are_tiers(text, kids):
        return True
    if _DUTIES.search(last):
        return False
    return not _mostly_commit(text, kids)


def introduced_by(line: str) -> bool:
    """Tell whether a line introduces conditions, papers or contents: 「申报材料：」."""
    last = line[max(line.rfind(sign, 0, -1) for sign in "。；") + 1 :]
    if commitment.asks_only(last) or section_kinds(last.rstrip("：")):
        return True
    lists = _LISTS.search(last)
    return lists is not None and _CONTENTS.search(lists["what"]) is not None


def _are_tiers(text: str, kids: Sequence[Clause]) -> bool:
    """Tell whether items only name a group and its sum: 1.低保家庭中的老年人，每人每月500元；.

    What stands on lines of its own below the last is of the whole list: 单个企业最高30万元。
    """
    first_lines = [(kid.head_start, _line_end(text, kid)) for kid in kids]
    return all(
        _TIER.match(text, *line) is not None and _COMMITS_HERE.search(text, *line) is None
        for line in first_lines
    )


def _line_end(text: str, clause: Clause) -> int:
    end = text.find("\n", clause.head_start, clause.end)
    return clause.end if end < 0 else end


def _are_offers(text: str, kids: Sequence[Clause]) -> bool:
    """Tell whether most items are sentences that grant or oblige: （一）创业补贴。…补贴5000元。."""
    return sum(_OFFERS.match(text, kid.head_start, kid.end) is not None for kid in kids) * 2 > len(
        kids
    )


def _mostly_commit(text: str, kids: Sequence[Clause]) -> bool:
    count = sum(
        COMMITS.search(text, kid.head_start, kid.end) is not None
        and not _ENDS_CASE.search(text[kid.start : kid.end].rstrip())
        for kid in kids
    )
    return count * 2 > len(kids)
