"""Tells which lengths of time are conditions: 满一年, 签订1年以上劳动合同, 毕业2年内.

Leaves alone how long something is paid, done or published (最长2年, 公示不少于5天).
"""

import re

from extractors.dates.qualifying import CLEAN, CONDITIONAL, QUALIFIES, WHO, WINDOW
from extractors.dates.setting import Setting
from extractors.dates.times import Time

_CONDITION_NOUN = re.compile(
    r"(?:的)?(?:期限)?(?:有效)?(?:城镇)?(?:职工)?(?:(?:社会|养老|医疗|失业)?保险费?(?!补)|社保(?!补)|劳动合同|就业协议|劳务协议|工作经[历验]|从业经[历验]|实践经[历验]|经验|未就业|以上期限)"
)
# 申请创业担保贷款前1年内
_BEFORE_APPLYING = re.compile("(?:申[请报领][^，。；]{0,12}|认定[之当]?日)前$")
_SERVICE = ("服务期", "期限")
# 距法定退休年龄不足5年的人员; not 不足一个月的按一个月计算
_OF_WHOM = re.compile(rf"的[^，。；按]{{0,16}}?(?:{WHO}|省份|地区|统筹区)")
# 自创办之日起2年内，招用3人及以上的，可申请…
_EARNS = re.compile(
    r"，?(?:首次)?(?:招用|吸纳|带动|取得|实现|缴纳|就业|创办|新招|吸收|安置|签订|正常经营)"
    r"[^。；\n]{0,60}?(?:(?:的，|，)(?:可|即可|均可|给予|按|由|一次性)|劳动合同|社会保险)"
)
# 一年内亏损超过6个月（含）的企业; not 3年内给予减免的企业
_SUCH = re.compile(
    rf"""(?!给予|按|可|免|减|由|完成|建成|实现|达到|新增|培[育训养]|打造|力争|[向到将申提报])
    [^，。；：\n（）]{{2,40}} (?:（[^（）\n]*）)? 的 [^，。；：\n的]{{0,10}}{WHO}""",
    re.VERBOSE,
)
# 开工不少于5天，用电增长8%以上的，奖励3万元
_EARNED = re.compile(
    r"[^。；\n]{0,70}的，(?:可|予以|给予|按(?!程序|规定|要求)|认定|每|一次性|再|奖励|补贴|补助|返还|优先)"
)
# 开工不少于30天的企业，; not 不少于3天的企业培训
_THOSE = re.compile(rf"的[^，。；的]{{0,8}}{WHO}(?=[，。；、]|$)", re.VERBOSE)
# 公示不少于5天，无异议的，给予拨付
_PUBLISHED = re.compile("(?:公示|公告|公开|征集|保存|保管|留存|服务)[^，。；]{0,6}$|期限$")
# 贷款期限1年以上的，给予贴息; 期限15天以上、调剂10人以上的
_OF_TERM = re.compile(rf"(?:、[^，。；的]{{2,20}})?的(?:，(?:可|给予|按|由|奖励|补)|{WHO})")
# 连续12个月缴纳失业保险费
_GOES_ON = re.compile(
    "(?:以上)?(?:足额|按时|正常|依法|按规定)*(?:缴[纳费]|参保|参加|在[岗职]|工作|就业|经营|居住)"
)
_REPEATS = ("（含", "（不含")


def is_condition(time: Time, at: Setting, label: str | None) -> bool:
    """Tell whether who gets something must have done or been something for so long."""
    if time.name == "full" and not at.before.endswith(_SERVICE):
        return True
    if time.name in ("at_least", "adding_up", "more") and _is_earned(at):
        return True
    if (time.duration or "").endswith(("D", "H")) and not time.bound:
        return False  # 每周工作5天
    if time.name == "not_full" and _OF_WHOM.match(at.after):
        return True
    if _CONDITION_NOUN.match(at.after) or label == "eligibility":
        return True
    is_long = (time.duration or "").endswith(("M", "Y"))
    if is_long and at.before.endswith("前") and _BEFORE_APPLYING.search(at.before[-20:]):
        return True
    if at.before.endswith(_REPEATS) and at.after.startswith("）"):
        return True
    if time.name == "past" and CLEAN.match(at.after):
        return True
    if time.bound in ("内", "以内", "之内", "后", "之后", "以后"):
        return is_long and _is_asked_within(time, at)
    if time.bound and time.bound.endswith("以上"):
        return not at.before.endswith(_SERVICE) or _OF_TERM.match(at.after) is not None
    if time.name == "running" and _GOES_ON.match(at.after):
        return True
    return time.name in ("running", "past") and _qualifies(at)


def _qualifies(at: Setting) -> bool:
    return bool(QUALIFIES.match(at.after) or CONDITIONAL.match(at.sentence))


def _is_earned(at: Setting) -> bool:
    if _PUBLISHED.search(at.before[-12:]):
        return False
    return bool(_THOSE.match(at.after) or _SUCH.match(at.after) or _EARNED.match(at.sentence))


def _is_asked_within(time: Time, at: Setting) -> bool:
    if _EARNS.match(at.sentence):
        return True
    if time.bound in ("后", "之后", "以后"):
        return False
    return bool(WINDOW.match(at.sentence) or _SUCH.match(at.after))
