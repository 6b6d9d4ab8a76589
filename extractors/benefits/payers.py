"""Who pays a benefit: 「企业同时配套」 the firm, 「运营商…赠送流量」, 「工会…慰问金」.

Where no word says it, the government pays.
"""

import re

from extractors.benefits.grant_words import words
from extractors.benefits.names import Name
from extractors.lexicon import one_of, read_lexicon
from extractors.records import Payer
from extractors.sentences import Span

_ENTRIES = {entry.key: entry for entry in read_lexicon("payers")}
_FORMS = {key: one_of(entry.forms) for key, entry in _ENTRIES.items()}
_FIRM_NAMED = _FORMS["firm"]
_GIVES = r"(?:发放|支付|给付|给予|提供|补贴|送)"

# 充换电设施运营商 runs no telephones
_NO_PHONES = "".join(_ENTRIES["operator"].more["not_after"])
_OPERATOR = re.compile(rf"{_FORMS['operator']}(?<![{_NO_PHONES}]{_ENTRIES['operator'].name})")
_OTHER = re.compile(_FORMS["other"])
_UNION = re.compile(
    rf"工会经费|{_FORMS['union']}(?!会员|主席|干部|小组)[^，。；]{{0,12}}(?:慰问|拨付|补助|资助|列支|{_GIVES})"
)
_NAMES_FIRM = re.compile(_FIRM_NAMED)
_FIRM = re.compile(
    rf"""
    {_FIRM_NAMED}(?:同时|另行|自主|自行|相应)?配套
  | {_FIRM_NAMED}(?:自主|自行|自发|主动|普遍)(?:[为向给][^，。；]{{1,20}})?{_GIVES}
  | 由其?所在的?(?:用[工人])?(?:企业|单位|公司)
    (?:予以|给予|提前|统一|直接|按月|一次性)*(?:发放|支付|送)
  | ^由?(?:企业|用人单位|用工单位|见习单位)(?:给予|发放|支付|向|为)[^，。；]{{0,20}}[0-9]
  | (?:支持|{words("urges")})[^，。；]{{0,10}}{_FIRM_NAMED}
    (?: [^，。；]{{0,30}}?[为向给对][^，。；]{{1,30}}{_GIVES} | [^，。；对]{{0,12}}{_GIVES} )
  | {_FIRM_NAMED}(?:每人)?(?:每月)?(?:应当?|须|需|要)(?:按规定|按月|每月|依法|每年|及时)*
    (?:[为向给][^，。；]{{1,20}})?{_GIVES}
    """,
    re.VERBOSE,
)
_DATA_UNITS = frozenset({"GB", "MB", "TB"})
# 银行…贷款 is the bank's money, 财政…贴息 and 政府性… are public
_PUBLIC = re.compile(r"贴息|财政|政府")


# 市总工会拿出60万元，向留守职工发放购物券; not 向工会会员发放
_UNION_ACTS = re.compile(
    r"(?:^|[，。；：\n]|由)[^，。；：、向为给对]{0,10}工会(?!会员|主席|干部|组织的|小组)[^，。；向为给对]{0,8}"
    r"(?:拿出|出资|筹资|筹集|安排|列支|投入|发放|发出|赠送|送出|送上|慰问|[向为给][^，。；]{2,24}(?:发放|送|赠|给予))"
)


def payer(words: str, unit: str) -> Payer:
    """Return who pays, by the words from the clause's start to the name.

    >>> payer("企业同时配套500元/人专项生活补助", "元")
    'firm'
    """
    if unit in _DATA_UNITS or _OPERATOR.search(words):
        return "operator"
    if _NAMES_FIRM.search(words) and _FIRM.search(words):
        return "firm"
    if _UNION.search(words):
        return "union"
    if _OTHER.search(words) and not _PUBLIC.search(words):
        return "other"
    return "government"


def settled(gives: Payer, text: str, ahead: Span, name: Name | None) -> Payer:
    """Return who pays by what a sentence says `ahead` of an offer, and by its name.

    A document that names an operator has it give the data wherever it is told.
    """
    if name and name.words.startswith("工会"):
        return "union"  # 每人发放20GB流量和100元工会消费券
    if gives == "operator":  # 某市为留岗职工赠送每人20GB流量包
        return gives if _OPERATOR.search(text) else "government"
    first, start = ahead
    if gives != "government" or text.find("工会", first, start) < 0:
        return gives
    return "union" if _UNION_ACTS.search(text[max(first - 1, 0) : start]) else gives
