"""The forms of a body: 「市高校毕业生就业指导中心」, 「县治欠办」, 「各区、县（市）政府」.

An agency of the lexicon with or without its place, any body behind a place or rank, collectives
(各…, 有关…), departments (人社部门), bodies of public service, banks. Says what may be a body, not
whether it acts.
"""

import re
from functools import lru_cache
from itertools import product

from extractors import places
from extractors.character_classes import HAN
from extractors.lexicon import one_of, read_lexicon
from extractors.units import body_lists
from extractors.units.agency_forms import AGENCY, FIRST_SIGNS, NAMES, STEMS

WORDS = {entry.key: entry.forms for entry in read_lexicon("actors")}

# signs that stand in no body's name
SIGN = r"[^，。；：、（）“”《》\n\t0-9可将对在为向由的通过应要请给以从并与及于是把被按等不]"
_BRACKETED_RANKS = r"（[市区县州地、]{1,5}）"
LEVEL = rf"""(?:
    [我本全该]? (?: 自治区 | [县区市]{_BRACKETED_RANKS} | [省市区县州旗盟] )
    (?: 级 | 直属 | 直 | 属 )?
)"""
# 通州区, 高要区, 南部县
_PLACE_SIGN = r"[^，。；：、（）“”《》\n\t0-9对在由的过给请以并与是把被按不局厅委]"
_NAMED = rf"""(?: {_PLACE_SIGN}{{1,9}}?
    (?: [省市区县旗] (?<! [专社景库林牧校片]区 ) | 自治州 | 自治区 ) )"""
_PREFIX = rf"""(?:
    {LEVEL} (?! [民场域内外] )
  | {LEVEL} (?= 民政 | 民族 | 民航 | 市场监 | 外事 | 外办 )
  | (?P<named> {_NAMED} )
)"""
VERB = one_of(WORDS["collective_verb"])
_ORG_END = one_of(WORDS["org_ending"])
_NOUN = one_of(body_lists.WORDS["collective_nouns"])

# 市人民政府有关部门
_OF_GOVERNMENT = "(?:有关|相关|各)(?:工作|职能)?部门"
SAME_LEVEL = "(?:同级|本级|当地|属地|地方)"
# 区残联组织应当: a body; 区残联组织开展: an act
_MUST = "(?:要|应|须|必须|需|将|负责|在|按)"
# 区级残联组织审核, 各级工会组织: with a level only an act like 开展 leaves them a body and an act
_OF_LEVEL = "(?<=级(?:工会|妇联|残联)组织)(?!开展|实施|举办|召开|动员|协调|引导|相关|有关|各)"
OF_LEXICON = re.compile(
    rf"""
    (?: (?P<prefix> {_PREFIX} ) | {SAME_LEVEL} (?! 人民政府 | 政府 ) )? (?P<agency> {AGENCY} )
    (?: 组织 (?<= 工会组织 | 妇联组织 | 残联组织 ) (?: (?= {_MUST} | [和、，] ) | {_OF_LEVEL} ) )?
    (?! (?<= 政府 ) {_OF_GOVERNMENT} | (?<= 部 ) 门 )
    """,
    re.VERBOSE,
)
# 人行绍兴市中心支行, 市农商行; not 人行支付系统
BANK = re.compile(
    rf"""
    (?: 中国人民银行 | 人民银行 | 人行 ) {SIGN}{{2,10}}? (?: 中心支行 | 支行 | 分行 | 营业管理部 )
  | {LEVEL}? {one_of(WORDS["rural_bank"])} (?! 系统 )
    """,
    re.VERBOSE,
)
# 县治欠办, 市农民工办; not 市统一办理
_OFFICE = rf"""{_PREFIX} {SIGN}{{1,8}}? (?<! [举创承主协开合兴领联经代查督包申] ) 办
    (?! [理公事结好成法学案证实医] )"""
ORG = re.compile(
    rf"""
    (?: {_PREFIX} {SIGN}{{0,18}}? {_ORG_END} (?: 办公室 )?
        (?: (?<= 政府 ) {_OF_GOVERNMENT} )? | {_OFFICE.replace("named", "office")} )
    (?! {HAN}{{0,3}}的 )
    """,
    re.VERBOSE,
)
_DEPARTMENT = re.compile(
    rf"""
    (?: {_PREFIX} | {SAME_LEVEL} )?
    (?! 会同 | 加[强大快] | 强化 | 建立 | 健全 | 完善 | 推[进动] | 深化 | 促进 | 明确 | 落实
      | (?: 协调 | 督促 | 指导 | 监督 (?! 管理 ) | 组织 (?! 人事 ) ) (?! 部门 | 机关 )
      | 联合 | 联系 | 配合 | 协助 | 商请 | 提请 | 报请 | 支持 | 引导
      | 要求 | 责成 | 委托 | 授权 | 动员
      | [跨多] | 本[办规通细条意方措] )
    {SIGN}{{2,14}}? (?: 部门 | 主管机关 | 机关 )
    (?: 、 {_NOUN} )*+
    """,
    re.VERBOSE,
)
# 各区、县（市）政府; 各盟市人社、财政部门
_PAIR = r"(?= [县区旗市] (?: （ | 人民政府 | 政府 | 要 | 应 | 人社 ) )"
_SHARED = r"(?= [^，。；：、\n]{1,10} (?: 、 [^，。；：、\n]{1,10} ){0,9} 部门 )"
_VILLAGES = "(?:村（|社区（|居（)"
EACH = re.compile(
    rf"""
    (?: {LEVEL} | 全国 )? (?: 其他 | 其它 )?
    (?: {body_lists.BRANCHES} | (?: 各级 | 各 | 有关 | 相关 )
    (?: {SIGN} | （[^（）\n]{{1,12}}） | 、{_PAIR} | 、{_SHARED} | 、(?={_VILLAGES}) ){{0,20}}?
    (?<= [地区门位府构局厅委办街镇县市州旗会织心园处员校院行道方业室组队所司）] )
    (?: 、 {_NOUN} (?: 有关部门 | 相关部门 )? )*+ )
    (?= (?! 组织{_MUST} ) {VERB} | 、(?!{_PAIR}) | [和及或](?!者?单位) | 等 | [，）] | （以下 )
    """,
    re.VERBOSE,
)
_GOVERNMENT = re.compile(
    r"""
    (?: 乡镇? | 镇街? | 街道 )
    (?: （ (?: 街道? | 镇 | 乡 ) [^（）\n]{0,4} ） (?: 、街道 )? | 、街道 )
    (?! [办人政级、及和与的] )
  | (?: 县级以上 | 乡镇 | 乡 | 镇 | 街道 ) (?: 地方 )? (?: 各级 )?
    (?: 人民政府 | 政府 | 街道办事处 | 办事处 | （街道） )
    (?: （ (?: 街道 | 镇 | 乡 ) [^（）\n]{0,6} ） )?
  | (?: 社区 | 村（社区） | 村（居） | 居（村） | 居民 | 村民 | 村 | 居 )
    (?: 民? 委员会 | 居委会 | 委会 )
  | 县级以上 (?: 地方 )? (?: 各级 )? (?: 人民政府 )? (?! 人民 | 政府 ) [一-龥]{2,12}? 部门
    """,
    re.VERBOSE,
)
# 公共就业服务机构, 街道（镇）政务服务中心
_SERVICE = re.compile(rf"(?:[街乡镇][道镇]?（[街镇乡]道?）)?{one_of(WORDS['service_body'])}")
_RANK = re.compile(rf"(?:[省市区县州旗盟](?:{_BRACKETED_RANKS})?|[镇乡](?!、街道(?!办)))(?=、)")
# 国家医保局, 国务院安委会, 中央网络安全和信息化委员会; not 国家财政, 国务院有关部门
_CENTRAL = re.compile(
    rf"""
    国家 (?= {HAN}{{1,14}}? [局委办署] ) {AGENCY} (?<= [局委办署] )
  | (?: 中央 | 国务院 | 全国 (?! 各 ) ) {HAN}{{2,16}}? (?<! 居民 ) (?<! 村民 )
    (?: 委员会 | 领导小组 | 指挥部 | 联席会议 ) (?: 办公室 )?
  | {one_of(WORDS["central_body"])}
    """,
    re.VERBOSE,
)
_AGENCIES = {*(name[:2] for name in NAMES), "共青", *(f"团{rank}" for rank in "省市区县州旗")}
_RANKS = "省市区县州旗盟"
_LEVELS = {"自治", *_RANKS, *map("".join, product("我本该全", f"自{_RANKS}"))}
_BANKS = {"中国", "人民", "人行", *(name[:2] for name in WORDS["rural_bank"])}
# the first sign or the first two of what a pattern matches, and whether a place may stand first
_FORMS: "tuple[tuple[re.Pattern[str], set[str], bool], ...]" = (
    (BANK, _LEVELS | _BANKS, False),
    (
        _CENTRAL,
        {"国家", "中央", "国务", "全国", *(name[:2] for name in WORDS["central_body"])},
        False,
    ),
    (OF_LEXICON, _LEVELS | _AGENCIES | {"同级", "本级", "当地", "属地", "地方"}, True),
    (EACH, _LEVELS | {"各", "全国", "其他", "其它", "有关", "相关"}, False),
    (_RANK, {*_RANKS, *"镇乡"}, False),
    (_SERVICE, {*(name[:2] for name in WORDS["service_body"]), *"街乡镇"}, False),
    (_GOVERNMENT, {"县级", "街道", "社区", *"乡镇村居"}, False),
    (ORG, _LEVELS, True),
)


@lru_cache(maxsize=4096)
def _forms(opening: str) -> "tuple[re.Pattern[str], ...]":
    """Return the patterns of bodies that may begin with two signs, but that of departments."""
    is_place = places.may_begin(opening)
    return tuple(
        form
        for form, openings, is_behind_place in _FORMS
        if opening in openings or opening[:1] in openings or (is_place and is_behind_place)
    )


# 经当地人社部门审核后, 支持芜湖经开区…: what the first signs do not tell
ZONES = one_of(alias for zone in read_lexicon("zones") for alias in zone.aliases)
ZONE_WORDS = (
    *("开发区", "经开区", "高新区", "投资区", "实验区", "试验区", "示范区", "度假区", "工业园区"),
    *("产业园区", "保税区", "合作区", "新区"),
)
_ZONE_ENDS = "".join(sorted({word[-2] for word in ZONE_WORDS}))
_FAR = re.compile(rf"{SIGN}{{2,18}}?(?:部门|机关)|{HAN}{{2,10}}?[{_ZONE_ENDS}]区|{ZONES}")


def may_begin(text: str, start: int) -> bool:
    """Tell whether a body or place may begin at `start`: what most sentences fail."""
    return bool(_forms(text[start : start + 2]) or _FAR.match(text, start))


_RANK_OR_BODY = "(?: [省市区县州旗] | 部门 | 机关 )"
MAY_BEGIN = rf"""(?:
    [{FIRST_SIGNS}省市区县州旗盟自各有相全其我本该同当地属镇乡街村居社最]
  | [^，。；：、（\n] [^，。；：、（\n省市区县州旗部机]{{0,11}}+
    (?: {_RANK_OR_BODY} | [部机] [^，。；：、（\n]{{0,10}}? {_RANK_OR_BODY} )
)"""
"""What a subject may begin with: a cheap test that most sentences fail."""


def item_at(text: str, place: int) -> "re.Match[str] | None":
    """Return the body, rank or collective that begins at `place`."""
    for form in _forms(text[place : place + 2]):
        match = form.match(text, place)
        if match and form.groups:
            match = _named_rightly(match)
        if match and not (form is OF_LEXICON and _goes_on(text, match)):
            return match
    match = _DEPARTMENT.match(text, place)
    return _named_rightly(match) if match else None


def _named_rightly(match: "re.Match[str]") -> "re.Match[str] | None":
    """Return a body whose place is a known one or that names none, else what ends before it.

    人社部门会同县财政部门 begins with no 人社部门会同县, but with 人社部门.
    """
    named = match["named"] or (match["office"] if match.re is ORG else None)
    if not named or _is_place(named):
        return match
    if "部门" not in named:
        return None
    return match.re.match(match.string, match.start(), match.start() + len(named) - 1)


_GOES_ON = re.compile(rf"{SIGN}{{0,12}}?{_ORG_END}|{SIGN}{{1,10}}?部门")


def _goes_on(text: str, match: "re.Match[str]") -> bool:
    """Tell whether a name goes on behind a bare stem: 市数据资源主管部门, 市就业指导中心."""
    return match["agency"] in STEMS and _GOES_ON.match(text, match.end()) is not None


@lru_cache(maxsize=1024)
def _is_place(name: str) -> bool:
    """Tell whether a name is or begins with a known place: 余杭区, 苏州工业园区."""
    named = next(places.find(name), None)
    if named is not None:
        return named.start == 0
    return places.region_of(name) is not None
