"""Persons: names of contacts, of citizens quoted in reports, of officials named with their
office; their telephone and mobile numbers, mail addresses, identity numbers.

A name is marked only where the words beside it tell that it is one: a label (联系人：), a number
behind it, an office (…常务副市长), a bracket that says where one is from (（河北人）), a verb of
speech. Leaves alone service numbers (12333, 12345, 400-…), document and index numbers, places and
common words that begin with a surname (安全, 王牌, 高校).
"""

from collections.abc import Iterable, Iterator

import regex

from extractors.lexicon import one_of, read_lexicon
from extractors.mention import Mention

_CONTEXTS = {entry.key: entry.forms for entry in read_lexicon("person_contexts")}
_SURNAMES = read_lexicon("surnames")
_USUAL = [entry.name for entry in _SURNAMES if entry.more["frequency"] == "usual"]
_NO_NAMES = one_of(
    word for entry in _SURNAMES for word in entry.more.get("not_names", "").split("|") if word
)

_HAN = r"\p{Han}"
_BODY_ENDS = "局处科股室办部会站所院镇街区县市省州委厅队校组联村乡系店厂社司员人话码称址"
_GIVEN = rf"(?:{_HAN}{{1,2}}|[ ]{_HAN})"
SURNAME = one_of(entry.name for entry in _SURNAMES)
USUAL = one_of(_USUAL)
ANY_NAME = rf"(?!{_NO_NAMES}){SURNAME}{_GIVEN}(?<![{_BODY_ENDS}])"
NAME = rf"(?!{_NO_NAMES}){USUAL}{_GIVEN}(?<![{_BODY_ENDS}])"
LONG_NAME = rf"{_HAN}{{1,6}}(?:·{_HAN}{{1,8}}){{1,3}}"
LEFT = rf"(?<!{_HAN})"
PHONE = r"""(?:
    (?:\+?86-?)?(?<![0-9])1[3-9][0-9](?:-?[0-9]{4}){2}(?![0-9])
  | (?<![0-9A-Za-z])(?:（0[0-9]{2,3}）|0[0-9]{2,3}[-—~ ]?)[2-9][0-9]{6,7}
    (?:(?:-|转)[0-9]{1,5})?(?![0-9])
)"""
_CALLS = r"(?:联系|电话|手机|传真|咨询|热线|致电|联络|号码|微信)"
_GAP = r"[ \t：，、—-]{0,2}(?:（[^（）\n]{1,20}）)?[ \t：，、—-]{0,2}"
_BY_PHONE = rf"{_GAP}(?:(?:联系|办公|咨询|移动)?(?:电话|手机|方式)(?:号码)?[：]?[ \t]?)?"


def _named(body: str) -> "regex.Pattern[str]":
    return regex.compile(body, regex.VERBOSE)


# The group `person` is what is masked; a comment gives a phrase that the rule is for.
RULES: tuple[tuple[str, "regex.Pattern[str]"], ...] = (
    (
        "persons.contact",  # 联系人：高明、李 红；填报人：王小明
        _named(
            rf"""{one_of(_CONTEXTS["contact"])}(?:及|和)?(?:联系)?(?:电话|方式|姓名)?[：\t]\s?
            (?P<person>(?:{LONG_NAME}|{_HAN}[ ]{_HAN}|{_HAN}{{2,4}}(?<![{_BODY_ENDS}]))
            (?:[、，/ ]{ANY_NAME}(?!{_HAN}))*)
            (?![\p{{Han}}·])"""
        ),
    ),
    (
        "persons.list",  # 组 长：李明（市长）；成员：王红、张大明
        _named(
            rf"""(?:{one_of(_CONTEXTS["list"])}|组[ ]长|成[ ]员)[：\t]\s?
            (?P<person>{NAME}(?:[、，；/ \t]{NAME}(?!{_HAN}))*)(?=[（、，；。\s）]|\Z)"""
        ),
    ),
    (
        "persons.at",  # 报送至就业股李明处，联系电话…；寄张红收
        _named(
            rf"""(?:[{_BODY_ENDS}]|至|给|寄|送|交|到)(?P<person>{NAME})(?:同志)?(?:处|收)(?=[，。；、）\s]|\Z)"""
        ),
    ),
    (
        "persons.office_after",  # 报：张大明常务副市长
        _named(rf"""{LEFT}(?P<person>{NAME})(?={one_of(_CONTEXTS["office"])})"""),
    ),
    (
        "persons.office_before",  # 副市长李明主持会议；局长王红（兼）
        _named(
            rf"""{one_of(_CONTEXTS["office"])}[ ]?(?P<person>{NAME})
            (?=[，、；。（）\s]|\Z|{one_of(_CONTEXTS["speaks"])})"""
        ),
    ),
    (
        "persons.from",  # 技术骨干李明（河北石家庄人）；村民王红（女，35岁）；张明（化名）
        _named(
            rf"""(?:{LEFT}|(?<={one_of(_CONTEXTS["role"])}))(?P<person>{NAME})
            (?=（(?:[^（）\n]{{2,15}}(?<!申请|法|责任|负责|受益|当事|个|残疾|权利|继承|本)人
              |[男女](?:[，、）])|[0-9]{{1,3}}岁|化名)[^（）\n]{{0,20}}）)"""
        ),
    ),
    (
        "persons.quoted",  # 市民李明说；务工人员王红高兴地表示
        _named(
            rf"""{one_of(_CONTEXTS["role"])}(?P<person>{NAME})
            (?=[，]?{one_of(_CONTEXTS["says"])}|：“)"""
        ),
    ),
    (
        "persons.address",  # 李大明先生
        _named(rf"""{LEFT}(?P<person>{NAME})(?={one_of(_CONTEXTS["address"])})"""),
    ),
    (
        "persons.reporter",  # （记者 李明 通讯员 王红）
        _named(
            rf"""{one_of(_CONTEXTS["reporter"])}[：/ ]?
            (?P<person>{NAME}(?:[、 ]{NAME}(?!{_HAN}))*)(?=[）（、，：。\s/]|\Z|报道|摄)"""
        ),
    ),
    (
        "persons.phone_number",
        _named(rf"(?P<person>{PHONE}(?:[、/，]\s?[2-9][0-9]{{6,7}}(?![0-9元万]))*)"),
    ),
    (
        "persons.local_number",  # 联系电话：2218950；（联系方式：…股，2260938）
        _named(
            rf"""{_CALLS}[^。；\n0-9]{{0,40}}
            (?P<person>(?<![0-9A-Za-z.,-])[2-9][0-9]{{6,7}}(?:[、/，][ ]?[2-9][0-9]{{6,7}})*
            (?![0-9]|[元万亿人户％%年]))"""
        ),
    ),
    (
        "persons.mail",
        _named(
            r"""(?P<person>(?<![A-Za-z0-9._+-])[A-Za-z0-9._+-]{1,64}
            @[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4})"""
        ),
    ),
    (
        "persons.account",
        _named(r"(?:QQ群?|微信)号?(?:码)?[：]?[ ]?(?P<person>[A-Za-z0-9_-]{5,20})"),
    ),
    (
        "persons.identity",  # 18 digits with a birthday; 15 digits behind 身份证
        _named(
            r"""(?P<person>(?<![0-9A-Za-z])[1-9][0-9]{5}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])
            (?:0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx](?![0-9A-Za-z]))
            |身份证(?:件)?(?:号码?)?[：]?[ ]?(?P<person>[1-9][0-9]{14}(?![0-9]))"""
        ),
    ),
)


NUMBER = _named(rf"{PHONE}|(?<![0-9A-Za-z.,-])[2-9][0-9]{{6,7}}(?![0-9元万人户])")
BEFORE_NUMBER = _named(rf"(?P<person>{ANY_NAME}|{LONG_NAME}){_BY_PHONE}\Z")
_REACH = 48


def find(text: str) -> Iterator[Mention[str]]:
    """Yield what tells who a person is, in order, none overlapping; the value is what is there."""
    found = [
        Mention(*match.span("person"), match["person"], rule)
        for rule, pattern in RULES
        for match in pattern.finditer(text)
    ]
    found += _by_numbers(text)
    found += _again(text, found)
    done = 0
    for mention in sorted(found, key=lambda mention: (mention.start, -mention.end)):
        if mention.end <= done:
            continue
        start = max(mention.start, done)
        yield Mention(start, mention.end, text[start : mention.end], mention.rule)
        done = mention.end


def _by_numbers(text: str) -> Iterator[Mention[str]]:
    """Yield the names before numbers: 省民政厅：李大明 0431-8…；王 红，联系电话：138…"""
    for number in NUMBER.finditer(text):
        place = number.start()
        match = BEFORE_NUMBER.search(text, max(0, place - _REACH), place)
        if match:
            yield Mention(*match.span("person"), match["person"], "persons.phone")


def _again(text: str, found: Iterable[Mention[str]]) -> Iterator[Mention[str]]:
    """Yield the other places of names of three characters and more: known once, known always."""
    names = {
        mention.value
        for mention in found
        if len(mention.value) >= 3 and regex.fullmatch(r"\p{Han}+(?:·\p{Han}+)*", mention.value)
    }
    for match in regex.finditer(one_of(names), text) if names else ():
        yield Mention(*match.span(), match.group(), "persons.again")
