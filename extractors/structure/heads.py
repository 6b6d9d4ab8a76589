"""The titles of measures: an item's own head, the words up to its first 。 or ：.

「（一）统一认识，提高政治站位。当前…」 has one; 「（二）请各镇街…指定专人负责。」 is a single
sentence and has none. Whether a first sentence is a head, its siblings say. An actor alone
(「市人行：」) is none.
"""

import re
from collections.abc import Sequence

from extractors.lexicon import one_of, read_lexicon

_LONGEST = 32
_LONGEST_OF_RULES = 14
_SLOGAN = 8
_SENTENCE = re.compile(r"，|应当?|负责|不得|必须|可以|由")
_ASIDE = re.compile(r"《[^《》]*》|（[^（）]*）|〔[^〔〕]*〕")
_WORDS = {entry.key: one_of(entry.forms) for entry in read_lexicon("structure_words")}
_ACTOR = re.compile(rf"[^，。；：、]{{0,20}}{_WORDS['actor_ending']}$")
# 各申报企业要如实填报材料，严禁弄虚作假。 is a sentence with its subject, 要素保障 a head
_SUBJECT_MUST = re.compile(
    r"(?:各|凡|申[请报]|参[加与]|任何|有关|相关|企业|单位|个人)[^，。；：]{0,16}"
    r"(?:(?<![主重需必摘概])要(?![求素点闻么件])|应当?(?![急对用])|必须|不得|须)"
)
_ACTOR_SECTION = re.compile(rf".{{2,30}}{_WORDS['actor_section']}$")
# 第三条 〔安家补贴〕A类人才…
_BRACKETED = re.compile(r"[ ]?〔(?P<head>[^〔〕，。；：\n0-9]{2,16})〕[：。 ]?")
# 绩效奖励。, 创业担保贷款：; 申请补贴。 is no name
_NAMES_HELP = re.compile(
    r"(?![^。：]{0,8}(?:给予|发放|申[请报领]|落实|享受|兑现|执行|实[行施]|支付|领取|拨付|追回|停止|取消))"
    r"(?![对按由可的各将]|提高|加[大强]|用于|开展|强化|优化|完善|扩大|推[进动行]|鼓励|支持|继续|增加|降低)"
    r"[^，。；：0-9的]{2,12}(?:补贴|补助|奖励|奖补|津贴|贴息|返还|资助|红包|补偿|贷款)"
)
# 希望各企业…, 在稳岗方面，…, 会议明确, 县住建局牵头负责…: first sentences that tell or ask
_TELLS = re.compile(
    r"(?:希望|要求|今[年天]|去年|近[日年期]|日前|目前|截至|据|为了?(?:确保|进一步|做好|贯彻|落实|推[动进]|切实|深入)"
    r"|会议|通知|《|[0-9]{1,4}[年月日])"
    r"|[^，]{2,24}方面，|[^，]{2,16}(?:将至|来临|到来|临近|之际|时节|伊始|时分)"
    r"|[^，]{2,16}(?:[局委办厅会]|政府|部门|中心)(?:牵头|负责|组织|将|要|应|会同|联合|积极)"
    r"|.*(?:指出|强调|提出|表示|认为|了解到|获悉)"
)
_INTRODUCES = re.compile(r"(?:如下|以下|下列|包括|按照|其中|之一|注|具体|即)$|(?:下列|以下)")


def first_head(text: str, start: int, head_end: int, end: int) -> str | None:
    """Return the words that may be the head of the item `[start, end)`, or None.

    `head_end` is where the first 。, ： or line ends. A head has text after it.
    """
    opens = text.startswith((" ", "〔"), start)
    bracketed = _BRACKETED.match(text, start, end) if opens else None
    if bracketed and text[bracketed.end() : end].strip():
        return bracketed["head"]
    head = text[start:head_end].strip()
    rest = text[head_end:end].lstrip("。：\n ")
    if not rest or not head or (rest.startswith("（") and rest.endswith("）") and "\n" not in rest):
        return None
    closes = text[head_end : head_end + 1]
    if closes == "\n" and _ACTOR_SECTION.match(head):
        return _sentence_head(rest)
    if closes == "：" and (_ACTOR.match(head) or _INTRODUCES.search(head)):
        return None
    if closes == "。" and _SUBJECT_MUST.match(head):
        return None
    return head if is_short(head) and closes in "。：\n" else None


def _sentence_head(rest: str) -> str | None:
    head, stop, after = rest.partition("。")
    return head if stop and after.strip() and is_short(head) and "\n" not in head else None


def is_short(head: str) -> bool:
    """Tell whether words are short enough for a head; quoted titles and brackets do not count."""
    if "《" in head or "（" in head or "〔" in head:
        head = _ASIDE.sub("", head)
    return 2 <= len(head) <= _LONGEST


def agreed(candidates: Sequence[str | None], *, in_rules: bool) -> list[str | None]:
    """Return the titles of items on one level: their heads, where most of them have one.

    Where most have none, the name of a help is one still (绩效奖励。).
    In rules (第N条) only short names are heads (「载体建设。」), full sentences are not.
    """
    heads = [None if in_rules and head and not _is_name(head) else head for head in candidates]
    if sum(head is not None for head in heads) * 2 <= len(heads):
        return [head if head and _NAMES_HELP.fullmatch(head) else None for head in heads]
    return heads


def of_paragraphs(candidates: Sequence[str | None], goes_on: Sequence[bool]) -> list[str | None]:
    """Return the titles of plain paragraphs: what most of those that go on after it begin with.

    >>> of_paragraphs(["拓宽招工渠道", "加大稳岗力度", "希望各企业留人"], [True] * 3)
    ['拓宽招工渠道', '加大稳岗力度', None]
    """
    names = [None if head and _TELLS.match(head) else head for head in candidates]
    titles = iter(
        agreed([name for name, more in zip(names, goes_on, strict=True) if more], in_rules=False)
    )
    return [next(titles) if more else name for name, more in zip(names, goes_on, strict=True)]


def without_actor(headline: str) -> str:
    """Return a headline without the body or place before its colon.

    >>> without_actor("某县：三举措稳岗位"), without_actor("三项举措：稳岗位")
    ('三举措稳岗位', '三项举措：稳岗位')
    """
    actor, colon, rest = headline.partition("：")
    return rest if colon and rest and _ACTOR.match(actor) else headline


def _is_name(head: str) -> bool:
    return len(head) <= _LONGEST_OF_RULES and not _SENTENCE.search(head)


def of_ordinals(texts: Sequence[str]) -> list[str | None]:
    """Return the titles of the members of a run 一是…二是…, given their texts without the number.

    A member that is one sentence takes the words before its first comma, where they are as long as
    the heads of its siblings.
    """
    heads: list[str | None] = []
    for text in texts:
        head, _, rest = text.partition("。")
        heads.append(head if rest.strip() and is_short(head) and "：" not in head else None)
    lengths = {len(head) for head in heads if head}
    leads = [text.partition("，")[0] for text in texts]
    if not any(heads) and len({len(lead) for lead in leads}) == 1 and len(leads[0]) <= _SLOGAN:
        return [lead if lead != text else None for lead, text in zip(leads, texts, strict=True)]
    for at, text in enumerate(texts):
        lead, comma, _ = text.partition("，")
        if heads[at] is None or (len(lengths) == 1 and len(heads[at] or "") not in lengths):
            same = comma and len(lengths) == 1 and abs(len(lead) - min(lengths)) <= 1
            heads[at] = lead if same else heads[at]
    return heads
