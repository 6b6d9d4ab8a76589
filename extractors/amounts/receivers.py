"""Who receives what a clause gives: 给予返乡创业农民工5000元 → 人, 养老服务组织…的，给予 → 组织.

The last noun that what is given follows, else the last noun. Passed by are what others found and
whom they serve.
"""

import re

from extractors.amounts.surroundings import Surroundings
from extractors.lexicon import by_alias, read_lexicon
from extractors.word_scans import after_first_sign, first_sign

NOUNS = by_alias(read_lexicon("per_nouns"))
EACH_ONLY = frozenset(form for form, entry in NOUNS.items() if entry.more.get("each_only"))
RECEIVERS = [form for form in NOUNS if len(form) > 1 and form not in EACH_ONLY]
# 20人, 10余名员工: a number's noun receives nothing
HELD = re.compile(f"{first_sign(RECEIVERS)}(?<![0-9余多].){after_first_sign(RECEIVERS)}")
# what follows the noun of those who receive: …的企业，给予; 返乡农民工一次性; 为留守人员赠送
_RECEIVES = re.compile(
    r"""
      [，：”] | 给予 | 按 | 分别 | 一次性 | 发放 | 予以 | 可 | 免费 | 赠送 | 最高 | 奖励
    | 补助 | 补贴 | 资助 | 每 | 提供 | 的[一给] | 的? \Z
    """,
    re.VERBOSE,
)
NO_HOLDER = ("支行", "城区")
# 返乡农民工创办小微企业: who founds it receives
_FOUNDED = re.compile(r"(?:创办|开办|兴办|领办|设置|招用|吸纳|带动)(?:(?!给予)[^，。；的]){0,12}\Z")
BRACKETED = re.compile(r"（[^（）]*+）|《[^《》]*+》")


def receiver_at_head(words: Surroundings, only: str = "") -> str | None:
    """Return who receives by the head of the list that holds an item: 对…人员，按以下标准：."""
    if "：\n" not in words.above or not _ITEM.match(words.sentence):
        return None
    for line in reversed(words.above.splitlines()):
        if line.endswith("："):
            receiver = receiver_in(line)
            return receiver if only in ("", receiver) else None
        if not _ITEM.match(line):
            return None
    return None


# （一）, 1., ①: what begins an item
_ITEM = re.compile(r"[ \u3000]*(?:（?[一二三四五六七八九十0-9]{1,2}[）、.．]|[①-⑩])")


def class_of(held: str) -> str:
    """Return the word for one of those whose noun ends `held`."""
    for length in range(min(len(held), 5), 0, -1):
        entry = NOUNS.get(held[-length:])
        if entry:
            return entry.name
    return held


def person_in(text: str) -> str | None:
    """Return 人 where the words are for persons; a firm's 每年 is no more than printed."""
    receiver = receiver_in(text)
    return receiver if receiver == "人" else None


def receiver_in(text: str, besides: str = "") -> str | None:
    """Return the word for one of those who receive what the text gives, or None.

    The last noun that what is given follows, else the last noun; looked for from the last comma
    back. `besides` is a word that is not looked for.
    """
    plain = BRACKETED.sub("", text) if "（" in text or "《" in text else text
    named = None
    end = len(plain)
    while end > 0:
        begin = plain.rfind("，", 0, end - 1) + 1
        nouns = list(HELD.finditer(plain, begin, end))
        for noun in reversed(nouns):
            if plain.startswith("等", noun.end()) and "、" in plain[begin : noun.start()]:
                noun = nouns[0]  # 小微企业、农民专业合作社等组织
            receives = _RECEIVES.match(plain, noun.end(), end) and not plain.endswith(
                "等", 0, noun.start()
            )
            if not receives and (named or plain.startswith(NO_HOLDER, noun.end())):
                continue
            word = class_of(noun[0])
            if word == besides or _is_passed_by(plain, word, noun):
                continue
            if receives:
                return word
            named = word
        end = begin
    return named


def _is_passed_by(text: str, word: str, noun: "re.Match[str]") -> bool:
    """Tell whether a noun names what others found, or whom they serve; or is the verb 组织."""
    start, end = noun.span()
    if noun[0] == "组织" and not text.endswith(_ORGANISED, 0, start):
        return True
    if _FOUNDED.search(text, max(0, start - 14), start):
        return True
    return word != "人" and _is_served(text, start, end)


def _is_served(text: str, start: int, end: int) -> bool:
    """Tell whether a noun names whom another serves: 为企业推荐人员的机构."""
    return (
        _FOR_WHOM.search(text, max(0, start - 10), start) is not None
        and _SERVES.match(text, end) is not None
    )


# 养老服务组织, not 组织务工人员
_ORGANISED = (
    "服务",
    "行业",
    "公益",
    "慈善",
    "志愿",
    "经济",
    "合作",
    "群团",
    "中介",
    "医疗",
    "养老",
)
_FOR_WHOM = re.compile("(?:为|向|给|帮助|协助)[^，。；、的给]{0,8}\\Z")
_SERVES = re.compile(
    "(?:成功|新|集中)?(?:推荐|介绍|输送|引进|招聘|招用|培训|培养|对接|代理|提供[^，。；0-9]{0,12}服务)"
)
