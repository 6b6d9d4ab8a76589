"""The terms of a benefit: limits in times or months, where the money comes from, where to apply.

「补贴期限最长不超过3年」, 「每人仅可申请一次」; 「所需资金从就业补助资金中列支」;
「向注册地人社部门提出申请」.
"""

import re

import regex

from extractors.sentences import Span

_NUMBER = r"[0-9一二两三四五六七八九十]{1,3}"
_TIME = rf"{_NUMBER}个?(?:年|月|学年|学期|周年|季度|天|日|周|次|轮)"
_ALLOWS = r"(?:可|可以|能|享受|申请|申领|补贴|补助|支持|资助|给予|予以|奖励|发放|领取|参加|为|至)*"
# the core begins with a word that few sentences hold; what names it stands before: 岗位补贴期限
_LIMIT = regex.compile(
    rf"""(?:
      (?P<span> 期限|时间|年限|时长 )
        (?:一般|原则上|最长|累计|均|按)*(?:不超过|不得超过|不能超过|最长为|为|以)?(?:{_NUMBER}(?:至|-|—|~))?{_TIME}(?!至|份|底|初|[0-9]|及?以上|的，)(?:为限)?
    | (?:最长|最多|累计|合计|最高)(?:[^，。；：（）\n0-9]{{0,8}}(?:期限|时间|年限))?
        (?:不超过|不得超过|不多于)?{_ALLOWS}{_TIME}(?:以内)?
    | 为期{_NUMBER}个?[年月]
    | 每[两三四五2-5]年(?:可|只能|限|仅)*(?:申请|享受|申领|领取)[一1]次
    | 连续(?:补助|补贴|发放|支持|奖励|享受|资助)?[0-9一二两三四五六]{{1,2}}(?:年|个月)
        (?=给|按|发|补|奖|享|。|；|$)
    | 每[天日]不超过{_NUMBER}[餐次张]
    | 不(?:得)?超过{_NUMBER}(?:个月|年)
        (?=的?[^，。；]{{0,10}}(?:补贴|补助|奖励|津贴|标准|支持))
    | (?P<piece> (?:可|限|只能)(?:补贴|享受|购买|申请)[一1][件台辆套] )
    | (?P<most> (?:最多|累计)?不(?:得)?超过{_NUMBER}[次场期](?!数) )
    | (?P<times> 仅|只|限|不超过|最多 )
        (?:能|可|可以|限|给予|予以|享受|申请|申领)*[^，。；：（）、\n0-9]{{0,8}}?[一1两2三3]次(?!性)
    )""",
    regex.VERBOSE,
)
# every limit holds one of these, most of which limit sums; they begin with words, so that the
# search jumps
_SUM = r"[0-9.]+[万亿元%]"
_MAY_LIMIT = re.compile(
    rf"期限|时间|年限|时长|最长|最多|累计|合计|最高(?!(?:不超过)?{_SUM})|为期|每[两三四五2-5]年|连续"
    rf"|超过(?!{_SUM})|仅|只|限|可补贴[一1]|可购买[一1]|可享受[一1]"
)
_BEFORE_WORD = 3  # 每日不超过
_NAMES_SPAN = re.compile(r"[^，。；：（）、\n0-9元且]{0,8}$")
_NAMES_TIMES = re.compile(r"[^，。；：（）、\n]{0,16}$")

_FUND = r"[^，。；：（）按\n]{0,40}?"
_SOURCE = r"(?:资金|基金|经费|财政|预算|财政局|公益金|附加|金|费)"
_FUNDING = re.compile(
    rf"""(?:
      (?:资金|经费|费用|支出)(?:可|统一|分别|均|全部)?(?:从|由|在)(?P<needed>{_FUND})
        [中里内]?(?:按[^，。；]{{1,16}}?)?
        (?:列支|安排|支出|解决|支付|承担|统筹|保障|负担|开支|落实)
    | (?P<public>
        (?:(?:各级|中央|地方|本级|同级|[省市县区州旗镇])[、和两级]?){{0,8}}+财政(?:部门|局)?)
        (?=(?:统筹)?安排|统筹|给予|予以|按(?!规定)|补[助贴][0-9]|承担|负担|全额|另)
    | (?:资金|经费)来源：\n?(?P<told>[^，。；：\n]{{2,30}})
    | 统筹(?!安排)(?P<pooled>[^，。；0-9]{{2,10}}资金)
    | [由从](?P<by>{_FUND}{_SOURCE})中?(?:全额|统一|一次性|分别)?
        (?:按|给予|列支|安排|统筹|支付|支出|承担|负担|拨付|核拨|予以|补贴|补助|奖励|，)
    | (?P<firm>企业(?:同时|另行|按比例)?配套)
    | 在(?P<within>{_FUND})中(?:列支|支出|安排)
    )""",
    re.VERBOSE,
)
_MAY_FUND = re.compile(
    r"来源：|资金[可统分均全从由在]|经费[可统分均全从由在]|费用[可统分均全从由在]|支出[可统分均全从由在]"
    r"|财政|统筹|由|从|配套|中列支|中支出|中安排"
)
_APPLY = re.compile(
    r"""[向到在至](?P<body>[^，。；：（）\n向到]{2,28}?
        (?:部门|局|机构|中心|窗口|网点|委员会|委|厅|办|办公室|街道|平台|单位|大厅|站|所|银行
          |学校|社区|居委会|村委会|政府|系统|工会|联合会|残联))
    (?:书面|首次|一次性|及时|按规定|统一|现场|网上|线上|在线|自愿|主动|自行|免费|集中)*
    (?:提出|申请|申报|提交|递交|申领|办理|领取|登记|报送)""",
    re.VERBOSE,
)


def limit(text: str, start: int, end: int) -> Span | None:
    """Return the range of a limit in times or months within `[start, end)`, or None."""
    may = _MAY_LIMIT.search(text, start, end)
    match = _LIMIT.search(text, max(start, may.start() - _BEFORE_WORD), end) if may else None
    if match is None:
        return None
    first = match.start()
    times = (
        match["times"]
        or match["most"]
        or match["piece"]
        or match.group().endswith(("次", "场", "期"))
    )
    before = _NAMES_SPAN if match["span"] else _NAMES_TIMES if times else None
    if before:
        named = before.search(text, max(start, first - 16), first)
        first = named.start() if named else first
    return first, match.end()


def funding(text: str, start: int, end: int) -> Span | None:
    """Return the range that names where the money comes from, or None."""
    match = _FUNDING.search(text, start, end) if _MAY_FUND.search(text, start, end) else None
    if match is None:
        return None
    first, last = next(match.span(part) for part in match.groupdict() if match.group(part))
    while text[last - 1] in "各按分":
        last -= 1
    return first, last


def body_applied_to(text: str, start: int, end: int) -> Span | None:
    """Return the range of the body to which one applies, or None."""
    match = _APPLY.search(text, start, end)
    return match.span("body") if match else None
