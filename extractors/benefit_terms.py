"""The terms of a benefit: limits in times or months, where the money comes from, where to apply.

「补贴期限最长不超过3年」, 「每人仅可申请一次」; 「所需资金从就业补助资金中列支」; 「向注册地人社部门提出申请」.
"""

import regex

from extractors.sentences import Span

_TIME = r"(?:[0-9一二两三四五六七八九十]{1,3}(?:个)?(?:年|月|学年|学期|周年|季度|天|日|周|次|轮)|[0-9]{1,2}个月)"
_LIMIT = regex.compile(
    rf"""
    (?:[^，。；：（）、\n0-9]{{0,8}}?(?:期限|时间|期|时长))?
    (?:最长|最多|累计|合计|最高)(?:[^，。；：（）\n0-9]{{0,8}}(?:期限|时间))?(?:不超过|不得超过|为|可享受|享受|可申请|申请|补贴|补助|发放|可|支持|资助|给予|奖励)*{_TIME}
  | (?:[^，。；：（）、\n0-9]{{0,8}}(?:期限|时间|年限|时长))(?:一般|原则上|最长|累计|为|均)*(?:不超过|不得超过|最长为|为)?{_TIME}
  | 不超过[0-9一二三四五六七八九十]{{1,3}}(?:个月|年)(?=的?(?:[^，。；]{{0,10}}(?:补贴|补助|奖励|津贴|标准)))
  | [^，。；：（）、\n]{{0,16}}(?:仅|只|限|不超过|最多)(?:能|可|可以|限|给予|予以)?(?:[^，。；：（）、\n0-9]{{0,8}})(?:[一1两2三3]次)(?![性])
    """,
    regex.VERBOSE,
)
_FUND = r"[^，。；：（）按\n]{0,40}?"
_FUNDING = regex.compile(
    rf"""
    (?:(?:所需|补贴|补助|奖励|上述|支持|该项|奖补|以上|相关)*(?:资金|经费|费用|支出))(?:可|统一|分别|均)?(?:从|由|在)(?P<needed>{_FUND})
      (?:中|里|内)?(?:按[^，。；]{1,16}?)?(?:列支|安排|支出|解决|支付|承担|统筹|保障|负担|开支|落实)
  | (?:由|从)(?P<by>{_FUND}(?:资金|基金|经费|财政|预算|财政局|公益金|附加|金|费))(?:中)?
      (?:按|给予|列支|安排|支付|支出|承担|负担|拨付|核拨|予以|补贴|补助|，|全额|统一|一次性|分别|奖励)
  | (?:^|[，。；])(?P<firm>企业(?:同时|另行|按比例)?配套)
  | 在(?P<within>{_FUND})中(?:列支|支出|安排)
    """,
    regex.VERBOSE,
)
_APPLY = regex.compile(
    r"""(?:向|到|在|至)(?P<body>[^，。；：（）\n向到]{2,28}?
        (?:部门|局|机构|中心|窗口|网点|委员会|委|厅|办|办公室|街道|平台|单位|大厅|站|所|银行|学校|社区|居委会|政府|系统|工会|联合会|残联))
    (?:书面|首次|一次性|及时|按规定|统一|现场|网上|线上|在线|自愿|主动|自行|免费|集中)*(?:提出|申请|申报|提交|递交|申领|办理|领取|登记|报送|免费领取)""",
    regex.VERBOSE,
)
_HAS_LIMIT = regex.compile(r"最长|最多|期限|不超过|仅|只|限")


def limit(text: str, start: int, end: int) -> Span | None:
    """Return the range of a limit in times or months within `[start, end)`, or None."""
    if _HAS_LIMIT.search(text, start, end) is None:
        return None
    match = _LIMIT.search(text, start, end)
    return match.span() if match else None


def funding(text: str, start: int, end: int) -> Span | None:
    """Return the range that names where the money comes from, or None."""
    match = _FUNDING.search(text, start, end)
    if match is None:
        return None
    return next(match.span(part) for part in match.groupdict() if match.group(part))


def body_applied_to(text: str, start: int, end: int) -> Span | None:
    """Return the range of the body to which one applies, or None."""
    match = _APPLY.search(text, start, end)
    return match.span("body") if match else None
