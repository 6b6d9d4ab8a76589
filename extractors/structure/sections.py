"""What the name of a section says: context, fields of an offer, procedure, grant, or nothing."""

import re

from extractors.lexicon import by_alias, one_of, read_lexicon

SECTIONS = by_alias(read_lexicon("sections"))
_COMMITMENTS = {entry.key: one_of(entry.forms) for entry in read_lexicon("commitments")}

# 总体要求和主要目标, 指导思想、基本原则
_JOINS = re.compile(r"[和与及、]|以及")
_POINTS = re.compile(r"（[^（）]{0,20}）|[：。 ]")

SCOPES = frozenset({"conditions", "goods", "groups", "supplementary"})
"""Sections that name whom or what a policy covers, unless their items grant (`_scope_grants`)."""

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
# 返还条件, 补贴申领流程: what is granted or claimed, and the field
_GRANT = (
    "返还|补[贴助]|奖[励补]|贴息|资助|救助|发放|享受|申[请领报]|受理|领取|缓缴|减免|给付|支付|扶持"
)
_FIELD_OF_GRANT = re.compile(rf"(?:{_GRANT}){{1,3}}(?P<core>条件|对象|标准|材料|流程|程序)")
_LAST_SIGNS = frozenset("件象准料程序").union(
    form[-1] for form in (*_ENDS.split("|"), *_FIELD_FORMS)
)
# what the name of a section may end with: most heads end otherwise and are not read further
MAY_CLOSE = _LAST_SIGNS.union((form[-1] for form in SECTIONS), "）：。 和与及、是为")
# 明确目标, 压缩时限, 聚焦重点对象: a head that orders is no section's name
_VERB_FIRST = re.compile(
    rf"(?:{_COMMITMENTS['order']}|{_COMMITMENTS['grant']}|{_COMMITMENTS['encourage']}|明确|缩短|精简|减少|压减|放开|限定|公开|细分|落细"
    r"|延长|保证|控制|增加|减少|保持|稳定|落实|兑现|用足|留足|给足|盘活|统筹|错开|明晰|固定|规定"
    r"|扩展|覆盖|贯彻|瞄准|紧扣|树立|巩固|严守|遵守|强调|拓展|细化|突出|坚持|把握|聚焦|锚定|完成|实现|围绕|分解|锁定|紧盯|确定|增强|放宽|抓|延"
    r"|优|缩|精准|合理|科学|统一|设定|量化|压实|界定|划定|降低|提高|提前|推迟|顺延|倒排)"
)


def section_kinds(head: str) -> tuple[str, ...]:
    """Return what a head names besides commitments: context, field, procedure, grant; else ().

    >>> section_kinds("指导思想和基本原则"), section_kinds("补贴对象和标准")
    (('context', 'context'), ('field', 'grant'))
    >>> section_kinds("专项行动目标"), section_kinds("明确工作目标"), section_kinds("强化就业服务")
    (('context',), (), ())
    """
    if head[-1:] not in MAY_CLOSE:
        return ()
    plain = head if head.isalnum() else _POINTS.sub("", head)
    if len(plain) > _LONGEST_SECTION:
        return ()
    plain = plain.rstrip("是为")  # 主要目标是：到2025年…
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


def scope_names(head: str) -> set[str]:
    """Return the keys of the sections that a head names: groups, conditions."""
    return {SECTIONS[name].key for name in _JOINS.split(_POINTS.sub("", head)) if name in SECTIONS}


def _entry_kind(words: str) -> str | None:
    """Return the kind of a section's name: an entry's own, or an entry behind a noun.

    冬季行动目标, 本年度目标任务; 压缩办理时间 and 明确工作目标 order something.
    """
    entry = SECTIONS.get(words)
    if entry is None and len(words) <= _LONGEST_NAME and words[-1:] in _LAST_SIGNS:
        named = _FIELD_OF_GRANT.fullmatch(words)
        if named is None and not _VERB_FIRST.match(words):
            named = _NAMED_SECTION.fullmatch(words) or _NAMED_FIELD.fullmatch(words)
        entry = SECTIONS.get(named["core"]) if named else None
    return str(entry.more["kind"]) if entry else None
