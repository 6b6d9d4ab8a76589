"""Full official names of bodies: in a document of 浙江 「省人社厅」 is 浙江省人力资源和社会保障厅.

A full name that the document itself prints comes first (「区工信局」 is the 科技工业和信息化局 of
its signature); then the place and the standard name that was in force on the day. Central bodies
stay as printed, collective bodies (「各镇街」) are the place, then as printed; so is what each
place calls its own way. A merged bureau has the name that is usual in its province: 「区教体局」 is
a 教育和体育局 in 山东, a 教育体育局 elsewhere.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from extractors import places
from extractors.character_classes import HAN
from extractors.lexicon import Entry, one_of, read_lexicon
from extractors.units.agency_forms import BANKS, BRANCH, Agency, agency

ENDINGS = {"委": "委员会", "办": "办公室", "管委会": "管理委员会", "管委办": "管理委员会办公室"}
_LEVEL = "(?:自治区|自治州|省|市|区|县|州|旗|盟)"
_DEPARTMENT = re.compile(r"(?:行政)?(?:主管|监管|管理)?(?:部门|机关)|系统|")
# 市场, 市域, 区间 begin with no rank
_OWN_PLACE = re.compile(rf"[全我本该]?(?P<level>{_LEVEL})(?P<tie>级|直属|直|属)?(?!域|间|场(?!监))")
_COLLECTIVE = re.compile(
    r"""
    (?P<whole> 全国 | 全[省市区县州旗盟] | 我[省市区县州旗] )?
    (?: 各 | 有关 | 相关 | 所有 | 其他 | 其它 | 同级 | 本级 | 上级 | 下级 | 当地 | 属地 | 地方
      | 基层 | 驻 | 辖区 | 行业主管 | 政务部门 | (?: 市、 )? [县区市]（
      | (?: 乡镇? | 镇街? | 街道 ) (?: （ [街镇乡] | 、街道 ) )
    """,
    re.VERBOSE,
)
_AS_PRINTED = re.compile(
    r"""
      国务院 | 国家(?!税务(?!总局)) | 全国 | 中央
    | 中共中央 | 最高人民 | 中国 | 外交部 | 国防部 | 国网 | 央行 | 省级
    | .{2,14} (?: 总局 | 总署 | 总社 ) $
    """,
    re.VERBOSE,
)
_SAME_ENDING = {
    "局": ("局",),
    "厅": ("厅",),
    "委": ("委员会", "委"),
    "办": ("办公室", "办"),
    "部": ("部",),
    "中心": ("中心",),
    "部门": ("厅", "局", "委员会", "办公室"),
}
_SHORT_BODY = re.compile(r"(?P<core>.+?)(?P<ending>部门|中心|局|厅|委|办|部)")
# 合肥海关, 人行合肥中心支行, 中国出口信用保险公司安徽分公司: the place stands in the name
_OF_A_PLACE = re.compile(
    rf"""
      ^ (?! [省市区县州] | 国家 ) {HAN}{{2,4}} (?<! 总 ) 海关 $
    | ^ (?: 中国人民银行 | 人民银行 | 人行 ) (?! 部门 ) {HAN}{{2,}} [行部] $
    | (?: 有限公司 | 分公司 ) $
    """,
    re.VERBOSE,
)
_CENTRAL_BANK = re.compile(
    r"^(?:中国)?(?:人民银行|人行)(?P<rank>[前后中左右]旗(?=支行)|[市县州](?=中心支行|支行))?"
)


class Around(NamedTuple):
    """What a name is read in: the place's code, the ISO day, the full names that are printed.

    `short` maps what the document itself abbreviates (以下简称…) to the name in full. `collective`
    where it speaks of departments of all levels: 财政部门 is then no single bureau.
    """

    region: str | None = None
    day: str = "9999"
    known: tuple[str, ...] = ()
    short: tuple[tuple[str, str], ...] = ()
    collective: bool = False


_BANK = re.compile(BANKS)
_BRANCH = re.compile(rf"(?P<bank>{BANKS})(?P<branch>{BRANCH})")
_ALSO_NAMED = re.compile(
    r"(?<=[局厅委办部会室组])（[^（）]{2,16}(?:[局厅委办部会室院]|中心|支队|大队)）$"
)
_LEAGUE = re.compile(r"(?:共青)?团(?P<level>省|市|区|县|州|旗)(?:工)?委")


# -- the full name -------------------------------------------------------------------------------


def _bank_or_league(printed: str, around: Around) -> str | None:
    """Return the name of a bank's branch or of a committee of the Youth League: 团市委."""
    branch = _BRANCH.fullmatch(printed) if "支行" in printed or "分行" in printed else None
    if branch:
        bank = agency(branch["bank"], around.day)
        return _short_bank(bank.entry.name if bank else branch["bank"]) + branch["branch"]
    league = _LEAGUE.fullmatch(printed) if "团" in printed else None
    if league:
        place = _name(places.region_of(league["level"], around.region))
        return f"共青团{place}委员会" if place else printed
    return None


def _short_bank(name: str) -> str:
    """Return a bank as its branches are called: 中国农业银行 of 中国农业银行股份有限公司."""
    return name.removesuffix("股份有限公司")


def full_name(printed: str, around: Around) -> str:
    """Return the official name of a body in a document's surroundings.

    >>> full_name("区人社局", Around("330110", "2021-02-03"))
    '杭州市余杭区人力资源和社会保障局'
    >>> full_name("各镇街", Around("330110")), full_name("财政部", Around("000000"))
    ('余杭区各镇街', '财政部')
    """
    if printed.endswith("）"):
        printed = _ALSO_NAMED.sub("", printed)
    defined = dict(around.short).get(printed) if around.short else None
    if defined:
        own = around._replace(short=())
        return full_name(defined, own) if defined.startswith("各") else defined
    special = _bank_or_league(printed, around)
    if special:
        return special
    whole = agency(printed, around.day)
    if whole is None and _COLLECTIVE.match(printed):
        return _collective(printed, around)
    if printed in around.known or around.region == places.CENTRAL or _is_central(printed, whole):
        return printed
    zone = _zone(printed, around)
    if zone:
        return zone
    if around.collective and whole and printed.endswith("部门"):
        return _district(around.region) + printed
    if printed.endswith(("海关", "行", "部", "公司")) and _OF_A_PLACE.search(printed):
        return _CENTRAL_BANK.sub(lambda match: _bank(match["rank"], around), printed)
    code, rest = (around.region, printed) if whole else _split_place(printed, around)
    if code is None:
        return _district(around.region) + rest
    is_collective = _COLLECTIVE.match(rest) or rest in ("部门", "单位")
    if is_collective and agency(rest, around.day) is None:
        return _district(code) + _attached(printed) + rest
    if not rest:
        return _name(code) or printed
    if rest.endswith("组织") and agency(rest[:-2], around.day):
        rest = rest[:-2]
    if rest.startswith("党委"):
        return f"中共{_name(code)}{rest}"
    if rest.startswith("政府"):
        rest = _of_government(rest, around.day)
    if rest != printed and _BANK.fullmatch(rest):
        return _own_branch(rest, code, around)
    return _printed_in_full(rest, code, around) or _standard(rest, code, around) or printed


def _of_government(printed: str, day: str) -> str:
    """Return a body named behind its government: 政府金融办 is its office, 政府财政局 a bureau."""
    found = agency(printed[2:], day)
    if found is None:
        return printed
    is_office = found.ending in ("办", "办公室") and not found.entry.name.startswith("人民政府")
    return f"人民政府{found.entry.name}办公室" if is_office else printed[2:]


def _own_branch(bank: str, code: str, around: Around) -> str:
    """Return the branch that a place calls its bank: 县邮储银行 is one's 支行, a city's a 分行."""
    found = agency(bank, around.day)
    ending = "支行" if places.level(code) == "county" else "分行"
    return _short_bank(found.entry.name if found else bank) + _district(code) + ending


def _bank(rank: str | None, around: Around) -> str:
    """Return the central bank, a rank as its place is called: 前旗 in 科尔沁右翼前旗."""
    own = _district(around.region)
    return f"中国人民银行{own if rank and own.endswith(rank) else rank or ''}"


def _is_central(printed: str, found: Agency | None) -> bool:
    """Tell whether a name, of the lexicon or not, is a central body's, which stays as printed."""
    if found is None:
        return _AS_PRINTED.match(printed) is not None
    if found.ending in ("部", "署"):
        return found.entry.key != "social_work"
    return printed.startswith(("国家", "全国", "中央"))


def _collective(printed: str, around: Around) -> str:
    """Return the place, then as printed: 余杭区各镇街, 全国各地."""
    match = _COLLECTIVE.match(printed)
    if match and match["whole"]:
        if match["whole"] == "全国":
            return printed
        printed = printed[len(match["whole"]) :]
    if around.region == places.CENTRAL:
        return f"全国{printed}" if printed == "各地" or printed.startswith("各级") else printed
    return _district(around.region) + printed


def _split_place(printed: str, around: Around) -> tuple[str | None, str]:
    """Return the code of the place that a body belongs to, and its name without the place.

    None for a place that is not settled by the document; the rest is then the whole name.
    """
    named = next(places.find(printed), None) if places.may_begin(printed[:2]) else None
    if named is not None and named.start == 0:
        code = named.value.code or places.region_of(printed[: named.end], around.region)
        return (code, printed[named.end :]) if code else (None, printed)
    own = _OWN_PLACE.match(printed)
    if own:
        code = places.at_level(own["level"], around.region) if around.region else None
        if not _name(code).endswith(own["level"][-1]):
            code = None
        return (code, printed[own.end() :]) if code else (None, printed)
    for length in (4, 3, 2):
        if agency(printed[length:], around.day):
            code = places.region_of(printed, around.region)
            if code and places.short_name(code) == printed[:length]:
                return code, printed[length:]
    return around.region, printed


def _attached(printed: str) -> str:
    """Return what ties a collective to its place: 直 in 省直有关部门."""
    own = _OWN_PLACE.match(printed)
    return (own["tie"] or "") if own else ""


def _name(code: str | None) -> str:
    return (places.name_of(code) or "") if code else ""


def _district(code: str | None) -> str:
    """Return a place's own name, a district without its city: 余杭区."""
    if code is None:
        return ""
    above = places.parent_of(code)
    return _name(code).removeprefix(_name(above)) if above else _name(code)


def _standard(rest: str, code: str | None, around: Around) -> str | None:
    """Return the place and the standard name of its body, or the place and the rest as printed."""
    place = _name(code)
    if not place or code is None:
        return None
    found = agency(rest, around.day)
    if found is None:
        named = rest.startswith(places.short_name(code) or place)  # 巴中经济开发区管委会
        rest = _whole(rest)
        return rest if named else place + rest
    entry, level = found.entry, places.level(code)
    if entry.more.get("firm"):
        return entry.name
    if entry.more.get("as_printed"):
        return place + rest
    if "suffixes" not in entry.more:
        pattern = str(entry.more.get(code) or entry.more.get(level, entry.name))
        return pattern.format(place=place, short=places.short_name(code)) or place + rest
    ending = found.ending
    if _DEPARTMENT.fullmatch(ending):
        if level not in entry.more:
            return place + rest
        ending = str(entry.more[level])
    name = entry.name
    if not rest.startswith(name):
        name = _usual(entry, code, level)
    return place + name + ENDINGS.get(ending, ending)


def _usual(entry: Entry, code: str, level: str | None) -> str:
    """Return what a short form stands for: of the place, of its province, or the most usual."""
    named = (entry.more.get(key) for key in (code, f"{code[:2]}_{level}", code[:2]))
    return str(next((name for name in named if name), entry.name))


# 县工业园区管委会, 省港航集团: a zone's or company's name is cut only at its end
_CUT_ENDINGS = {"管委会": "管理委员会", "集团": "集团有限公司", "集团公司": "集团有限公司"}
_CUT = re.compile(rf"(?<=.){one_of(_CUT_ENDINGS)}$")


def _whole(name: str) -> str:
    """Return a name that no lexicon has with its last word in full."""
    return _CUT.sub(lambda ending: _CUT_ENDINGS[ending[0]], name)


_ZONES = {short: entry for entry in read_lexicon("zones") for short in entry.aliases}
_ZONE = re.compile(rf"(?P<place>{HAN}{{0,7}}?)(?P<zone>{one_of(_ZONES)})(?P<rest>.*)")


def _zone(printed: str, around: Around) -> str | None:
    """Return the full name of a zone or its body: 经开区, 芜湖经开区 → 芜湖经济技术开发区."""
    named = _ZONE.fullmatch(printed) if "区" in printed else None
    if named is None or around.region is None or around.region == places.CENTRAL:
        return None
    code = places.region_of(named["place"], around.region) if named["place"] else around.region
    if code is None:
        return None
    if named["place"] and not named["place"].endswith((places.short_name(code), *"省市区县州旗")):
        return None
    found, rest = agency(named["rest"], around.day), named["rest"]
    if found and "suffixes" in found.entry.more and not found.entry.more.get("as_printed"):
        rest = found.entry.name + ENDINGS.get(found.ending, found.ending)
    entry = _ZONES[named["zone"]]
    zone = entry.more.get(places.level(code), entry.name)
    return f"{places.short_name(code)}{zone}{ENDINGS.get(rest, rest)}"


# -- names that the document prints -------------------------------------------------------------


class _Known(NamedTuple):
    """A full name of the document, the code of its place, and its words without the place."""

    name: str
    code: str | None
    core: str


@lru_cache(maxsize=16)
def _known(around: Around) -> tuple[_Known, ...]:
    found = []
    for name in around.known:
        named = next(places.find(name), None)
        core = name[named.end :] if named is not None else name
        found.append(_Known(name, places.region_of(name, around.region), core))
    return tuple(found)


def _printed_in_full(rest: str, code: str | None, around: Around) -> str | None:
    """Return the one full name of the document that `rest` abbreviates, or None."""
    known = [each for each in _known(around) if each.code == code] if around.known else []
    match = _SHORT_BODY.fullmatch(rest) if known else None
    if match is None or len(match["core"]) < 2:
        return None
    endings = _SAME_ENDING[match["ending"]]
    standard = agency(rest, around.day)
    forms: tuple[str, ...] = ("",)
    if standard and match["ending"] == "部门" and match["core"] == standard.entry.name:
        forms = standard.entry.forms
    found = [
        each
        for each in known
        if each.name.endswith(endings)
        and ("人民政府" not in each.name or "政府" in rest)
        and any(form in each.name for form in forms)
        and _abbreviates(match["core"], each.core)
    ]
    place = _name(code)
    for better in (
        [each.name for each in found if each.name.startswith(place)]
        or [each.name for each in found],
        [each.name for each in found if each.core.startswith(match["core"][0])],
    ):
        if len(set(better)) == 1:
            return better[0]
    return None


def _abbreviates(core: str, name: str) -> bool:
    """Tell whether all signs of `core` stand in `name`, in order: 来穗 in 来穗人员服务管理局."""
    signs: Iterator[str] = iter(name)
    return all(sign in signs for sign in core)
