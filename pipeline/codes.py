"""The Chinese names behind the codes of records: measure types, target groups, regions, and the
fixed sets of `extractors.records`.

Types, groups and places have their names from the lexicons; a code that no lexicon knows stands
for itself.
"""

from functools import cache

from extractors import places
from extractors.lexicon import read_lexicon

STRENGTHS = {0: "未提及", 1: "鼓励", 2: "要求落实", 3: "按既有标准", 4: "写明标准"}
STATUSES = {"planned": "部署", "reported": "已开展"}
PAYERS = {
    "government": "政府",
    "firm": "企业",
    "union": "工会",
    "operator": "运营商",
    "other": "其他方",
}
PAYEES = {"person": "个人", "employer": "用人单位", "agency": "服务机构"}
BOUNDS = {
    "exact": "定额",
    "at_most": "不超过",
    "at_least": "不低于",
    "range": "区间",
    "approx": "约",
}
AMOUNT_ROLES = {
    "standard": "补助标准",
    "cap": "封顶",
    "threshold": "条件",
    "total": "总额",
    "face_value": "面值",
    "target": "计划量",
    "result": "完成量",
    "other": "其他",
}
DATE_ROLES = {
    "issue": "成文",
    "print": "印发",
    "publish": "发布",
    "action_period": "行动时间",
    "application": "申请",
    "eligibility": "资格期间",
    "deadline": "时限",
    "event": "活动",
    "report": "报送",
    "effective": "有效期",
    "other": "其他",
}
KINDS = {"money": "金额", "count": "数量"}
BASES = {"explicit": "括注", "actor": "行文主体", "section": "章节标题", "issuer": "发文机关"}
NATIONAL = "000000"


@cache
def _names(lexicon: str) -> dict[str, str]:
    return {entry.key: entry.name for entry in read_lexicon(lexicon)}


def leaves() -> tuple[str, ...]:
    """Return the codes of all measure types, by family and number."""
    return tuple(sorted(code for code in _names("types") if len(code) > 1))


def type_name(code: str) -> str:
    """Return the name of a measure type."""
    return _names("types").get(code, code)


@cache
def family_name(letter: str) -> str:
    """Return the name of the family of types with a letter."""
    for entry in read_lexicon("types"):
        if entry.key[:1] == letter:
            return str(entry.more.get("family", letter))
    return letter


@cache
def group_lineage(label: str) -> tuple[str, ...]:
    """Return a target group and the groups that hold it, the nearest first."""
    parents = {entry.key: entry.parent for entry in read_lexicon("targets")}
    above = parents.get(label)
    return (label, *group_lineage(above)) if above else (label,)


def group_name(label: str) -> str:
    """Return the name of a target group."""
    return _names("targets").get(label, label)


def region_name(code: str | None) -> str:
    """Return the name of a region without what it lies in: 340802 → 迎江区."""
    return (places.name_of(code) or code) if code else "地区未载明"


def is_below(code: str, above: str) -> bool:
    """Tell whether a region lies in another."""
    return code != above and (above == NATIONAL or above in places.lineage(code))
