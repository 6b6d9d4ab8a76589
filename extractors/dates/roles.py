"""Tells what a time is for, from where it stands and the words around it.

Signature lines, labels and newspaper columns come first, then what is asked for by that time
(报送, 申请), what takes effect, what is a condition (对…的, 满一年), and last the kind itself.
"""

import re
from typing import cast

import regex

from extractors.character_classes import HAN_SIGNS
from extractors.dates.length_roles import is_condition
from extractors.dates.qualifying import (
    CLEAN,
    CONDITIONAL,
    GRANTS,
    GROUP,
    NAMED_FAR,
    NAMES_RECEIVER,
    QUALIFIES,
    WHO,
    WINDOW,
    is_earned_by,
)
from extractors.dates.setting import Setting
from extractors.dates.times import Time
from extractors.lexicon import one_of, read_lexicon
from extractors.records import DateRole

_WORDS = read_lexicon("date_roles")
_LABELS = {"date_issued": "issue", "date_published": "publish"}


def _forms(role: str, side: str) -> str:
    return one_of(
        form
        for entry in _WORDS
        if entry.more["role"] == role and entry.more["side"] == side
        for form in entry.forms
    )


def _labels(role: str) -> list[str]:
    """Return the words that give a time this role where they stand right before it."""
    labels = [entry for entry in read_lexicon("page_labels") if _LABELS.get(entry.key) == role]
    words = [e for e in _WORDS if e.more["role"] == role and e.more["side"] == "before"]
    return [form for entry in labels or words for form in entry.forms]


_PLACES: tuple[DateRole, ...] = ("print", "issue", "publish")
_BEFORE = {role: _labels(role) for role in (*_PLACES, "effective", "application", "eligibility")}
_FILLING, _LINKING = "一般原则上了延长续顺暂定", "为是于至自从起在：:〕"
# read backwards from the time: one pattern for the words of all roles, the first in force first
_LABEL = regex.compile(
    rf"(?r)(?:{'|'.join(f'(?P<{role}>{one_of(forms)})' for role, forms in _BEFORE.items())})"
    rf"[{_FILLING}]*[{_LINKING}\s]*"
)
# how these words end before what may follow them: 期限 in 执行期限为, 存 in 存续
_LINKS = _FILLING + _LINKING + " \t\n\u3000"
_LABEL_ENDS = frozenset(form.rstrip(_LINKS)[-2:] for forms in _BEFORE.values() for form in forms)
_AFTER = {
    role: re.compile(_forms(role, "after"))
    for role in ("application", "deadline", "effective", "eligibility", "event", "issue", "report")
}
_QUALIFIED = re.compile(rf"[已需须应]?(?:在[^，。；]{{0,10}}?)?{_forms('eligibility', 'after')}")
_COLUMN = re.compile("专栏|第?[A-Z]?[0-9]{1,2}版|报道|讯|电(?![子话商力])|刊[发登]")
_PUBLIC = re.compile(r"(?:[（][^（）\n]{0,20}[）])?$")
_SIGNATURE = re.compile(rf"[{HAN_SIGNS}A-Za-z0-9（）“” 、\t]{{0,60}}")
# 在全市范围内开展…专项行动: the time of the action as a whole
_RUNS_ALL = re.compile(
    r"(?:期间)?，?在?全(?:国|省|市|区|县|州|旗|镇)[^，。；\n]{0,12}?开展|(?:组织|集中)?开展[^，。；\n]{0,30}行动"
)
# 1月4日至2月8日，某区开展就业援助月活动，现将有关情况总结如下
_REVIEWED = re.compile(
    r"[^，。；\n]{2,16}?开展[^。；\n]{2,40}(?:活动|行动|整治|攻坚)(?:工作)?，现将"
)
_HANDLED = _AFTER["deadline"]
_GIVES = re.compile("可?(?:分别|再)*(?:发放|给予|补助|补贴|奖励|享受|领取)")
_SURE = re.compile(r"(?:确保|务必|力争|必须|保证)[^。；，\n]*$")
_SHORTENED = re.compile("(?:压缩|压减|缩短|缩减|减少|减|控制)[^，。；0-9]{0,6}[至到在为]$")
_CALLS = ("报名", "申报", "申请", "受理", "申领", "领取")
_STATES = tuple(f"{word}{sign}" for word in ("统计", "了解") for sign in ("", "，", "："))
_COUNTED = re.compile(
    r"(?:的[0-9]|[^，。；]{0,20}(?:同比|相比|比上年|增长|留守)[^，。；]{0,8}[0-9])"
)
# 3年内不得申报, 取消其3年内申报资格, 领取后7日内有效
_BARRED = re.compile(
    r"，?(?:均)?(?:不得|不能|不予|不再|不可|不允许|禁止|暂停|停止|取消|有效)"
    r"|[^，。；]{0,4}(?:申报|申请|享受|参评|评选|推荐|报名)[^，。；]{0,4}资格"
)
# 征集公告（4月1日—5月31日）。 under a head that names the application
_APPLICATION_HEAD = re.compile(r"(?:申报|申请|报名|申领|受理)[^，。；：（）]{0,6}（\Z")
# 出生日期在1965年1月1日后
_BORN = re.compile("出生(?:日期|时间|年月)?[在为于：]?$")
_LOGS_IN = re.compile(
    r"(?:期间)?，?(?:可|应)?(?:自行)?(?:登[陆录]|通过|持|凭|携带|到|向|在|按)"
    r"[^。；]{2,60}?(?:申请|申报|报名|申领)(?!资格|条件)"
)
_HANDLING_LENGTH = re.compile(
    "(?:全流程|全程|(?:办理|审核|审批|办结|承诺|处理|受理|兑付)(?:时间|时限|周期|用时))[^，。；]{0,4}$"
)
# 每周五、周六各办一场, 每天播报
_SHOWN = re.compile("(?:[、和]周?[一二三四五六日天])*各?(?:办|播报|播放|播出|直播|巡演|放映)")
_ARRANGES = re.compile("，?(?:期间)?(?:组织|集中|开展|举办|走访|慰问|召开|启动|推出|发放|向|为)")
_VISITS = ("慰问", "看望", "走访", "关心", "关爱")
_HELD = re.compile(
    r"组织[^，。；]{0,20}(?:活动|招聘会|培训|演练|竞赛|比赛|会议|检查|宣讲)"
    r"|(?:在[^，。；]{1,16}[中内])?(?:评选|评定|选树|表彰)"
    r"|(?:选?派|邀请)[^，。；]{1,12}(?:[到赴下进入为]|开展)"
)


def role_of(time: Time, at: Setting) -> DateRole:
    """Return what a time is for."""
    if time.name == "reported":
        return "report"
    label = _label(at.before)
    if time.kind == "duration" and _BARRED.match(at.after):
        return "other"
    if time.bound == "as_of" and time.kind == "point":
        return _of_report(at, label)
    return (
        _by_place(time, at, label)
        or _by_words(time, at, label)
        or _by_condition(time, at, label)
        or _by_kind(time, at)
    )


_SUM = re.compile("[0-9][余多万亿]*[人名家户件个元次场条宗起%]")


def _of_report(at: Setting, label: DateRole | None) -> DateRole:
    """Return the role of 截至1月20日 behind the day of issue: a count's, unless it sets terms."""
    if at.is_condition or CONDITIONAL.match(at.sentence):
        return "eligibility"
    if QUALIFIES.match(at.after) and not _SUM.search(at.clause):
        return "eligibility"
    return "effective" if label == "effective" else "other"


def _label(before: str) -> DateRole | None:
    """Return the role that the words right before a time give, None where they give none."""
    if not before:
        return None  # 延续 is made of links alone, so "" is among the ends
    words = before.rstrip(_LINKS)
    if words[-2:] not in _LABEL_ENDS and words[-1:] not in _LABEL_ENDS:
        return None
    match = _LABEL.match(before)
    return cast(DateRole, match.lastgroup) if match else None


def _by_place(time: Time, at: Setting, label: DateRole | None) -> DateRole | None:
    """Return the role of a date that stands in a signature, a label or a newspaper's column."""
    if label in _PLACES:
        return label
    if time.kind == "point" and time.first and time.first.day:
        if at.after.startswith("印") and len(at.after) < 6:
            return "print"
        if _COLUMN.match(at.after):
            return "publish"
        if _PUBLIC.match(at.after) and _SIGNATURE.fullmatch(at.before):
            return "issue"
    if at.is_in_action and time.kind in ("period", "vague", "deadline"):
        return "action_period"
    return None


def _by_words(time: Time, at: Setting, label: DateRole | None) -> DateRole | None:
    """Return the role that a verb or a label beside the time gives."""
    if not at.is_in_measure:
        if at.has_action and _RUNS_ALL.match(at.after):
            return "action_period"
        if time.kind == "period" and "，现将" in at.sentence and _REVIEWED.match(at.sentence):
            return "action_period"
    if label == "effective":
        return "effective"
    if time.kind != "duration" and _AFTER["effective"].match(at.after):
        return "effective"
    if label == "application":
        return "application"
    if time.kind == "duration" and at.before.rstrip().endswith("退休年龄"):
        return "eligibility"
    is_bracketed = at.before.endswith("（") and time.kind in ("period", "deadline")
    if is_bracketed and _APPLICATION_HEAD.search(at.before[-12:]):
        return "application"
    if time.bound == "as_of" and at.before.endswith(_CALLS):
        return "application"
    return _asked_for(time, at)


def _is_claimed_by(at: Setting) -> bool:
    """Tell whether those who claim something must come or hand in papers by then."""
    if at.after.startswith("可") and _MAY_CLAIM.match(at.after):
        return True
    return "申" in at.before[-16:] and _CLAIMS.search(at.before[-16:]) is not None


# 于5月10日前将申报材料报送至; the county bureaus report what they have gathered
_PAPERS = re.compile(
    r"(?:将|把|持)?(?:[^，。；]{0,10}(?<!审核)(?<!汇总)(?<!推荐)(?<!初审)的?)?"
    r"(?:申报|申请|报名|申领|应聘)(?:材料|资料|书|表|文件)"
)
_AUTHORITY = re.compile(
    r"各[^，。；企]{1,12}(?:局|厅|部门|单位|政府|街道|乡镇|镇街|县|区|市|中心)|主管部门|乡镇|街道"
)


def _hands_in(at: Setting) -> bool:
    return bool(_PAPERS.match(at.clause)) and not _AUTHORITY.search(at.before[-30:])


_TOLD = re.compile("(?:向[^，。；]{1,16})?(?:通报|排名)")
_SO_OFTEN = re.compile(
    "(?:不得?超过|最多|至多|限|兑付)[^，。；0-9]{0,4}[0-9一两二三四五]次|一次[^，。；]{1,8}申请"
)
# 4月30日前可凭票据到服务中心登记
_MAY_CLAIM = re.compile("可(?:凭|持|携带)[^，。；]{1,20}(?:登记|办理|领取|申[请领报])")
# 补贴申领人应在7月10日前上传发票
_CLAIMS = re.compile("(?:申[领请报](?:人|者|单位|企业))[^，。；]{0,4}\\Z")
# 主要申报业务应用率 calls for nothing
_NO_CALL = re.compile("业务|系统|率|制度|流程|通道")


def _asked_for(time: Time, at: Setting) -> DateRole | None:
    """Return report or application where the clause asks for one by this time."""
    is_term = time.kind in ("deadline", "recurring") or time.bound in ("内", "以内", "之内")
    if not is_term and time.kind not in ("period", "point"):
        return None
    reach = at.sentence[:60] if is_term else at.clause
    report = _AFTER["report"].search(at.clause[:24]) if is_term else None
    if report and not (report[0] == "反馈" and time.kind == "duration"):
        return "application" if _hands_in(at) else "report"
    if time.kind == "recurring" and _TOLD.match(at.clause):
        return "report"
    if time.kind == "recurring" and _SO_OFTEN.search(at.clause):
        return None  # 每年申领不超过3次 is a limit
    if time.kind == "duration" and at.before.endswith("毕业"):
        return None
    if time.kind == "deadline" and _is_claimed_by(at):
        return "application"
    if time.kind == "recurring" and not time.bound:
        reach = at.clause
    if time.kind == "deadline" and _QUALIFIED.match(at.clause):
        return None
    apply = _AFTER["application"].search(reach)
    if not apply and time.kind == "period" and time.last is not None:
        apply = _LOGS_IN.match(at.sentence)
    if not apply or (time.kind == "recurring" and "享受" in reach):
        return None
    if _NO_CALL.match(reach, apply.end()):
        return None
    acts = _HANDLED.findall(reach, 0, apply.start()) if is_term else []
    if time.kind == "duration" and _QUALIFIED.match(at.clause):
        return None
    handled = any(act != "提交" for act in acts)  # 提交申领材料 is what an applicant does
    if handled:
        return None
    qualifies = CONDITIONAL if time.kind == "recurring" else QUALIFIES
    return None if qualifies.match(reach[: apply.end() + 1]) else "application"


def _by_condition(time: Time, at: Setting, label: DateRole | None) -> DateRole | None:
    """Return eligibility where the time belongs to a condition: 满一年的, 对春节期间…的企业."""
    if at.is_condition:
        return "eligibility"
    if time.kind == "vague" and time.bound == "before" and _ARRANGES.match(at.clause):
        return None
    if at.before.endswith(_VISITS):
        return None
    if "是指" in at.before and time.kind != "duration" and _OF_A_GROUP.match(at.sentence):
        return "eligibility"
    if time.kind == "duration":
        return "eligibility" if is_condition(time, at, label) else None
    if time.kind == "deadline" or time.bound == "from":
        is_named = at.before.endswith(("对", "对于", "凡")) and QUALIFIES.match(at.sentence)
        earns = time.kind == "deadline" and is_earned_by(at.sentence)
        is_born = "出生" in at.before[-8:] and _BORN.search(at.before[-8:])
        is_met = is_named or earns or is_born or _QUALIFIED.match(at.clause)
        return "eligibility" if is_met else None
    if time.kind == "period" and CLEAN.match(at.after):
        return "eligibility"
    if time.kind == "point":
        return None
    if time.kind == "recurring" and _GIVES.match(at.after):
        return None
    if time.kind == "recurring" and CONDITIONAL.match(at.sentence):
        return "eligibility"
    if time.kind == "period" and at.before.endswith("且") and GROUP.match(at.sentence):
        return "eligibility"
    if at.before.endswith(("对", "对于", "凡")) and NAMED_FAR.match(at.sentence):
        return "eligibility"
    sentence = at.sentence
    names_whom = "的" in sentence or "企业" in sentence or "每" in sentence
    if (
        names_whom
        and (GRANTS.search(at.sentence) or NAMES_RECEIVER.search(at.before[-12:]))
        and (QUALIFIES.match(at.sentence) or WINDOW.match(at.sentence))
    ):
        return "eligibility"
    return None


# 所称返乡人员，是指自2022年1月1日起返乡创业的人员
_OF_A_GROUP = re.compile(rf"[^，。；：\n]{{2,40}}的[^，。；：\n的]{{0,10}}{WHO}[。；，]?$")


def _by_kind(time: Time, at: Setting) -> DateRole:
    """Return the role that a kind of time has where no word gives one."""
    if time.kind == "deadline":
        return "deadline"
    if time.bound == "as_of":
        return "other"
    if time.kind == "recurring" and time.bound == "before":
        return "deadline"
    if time.kind in ("duration", "recurring"):
        if _SHORTENED.search(at.before[-10:]):
            return "other"
        if _is_early(time, at):
            return "deadline"
        if _is_short(time) and _HANDLING_LENGTH.search(at.before[-12:]):
            return "deadline"
        if time.bound == "within" or (_is_short(time) and at.before.endswith(_SINCE)):
            return "deadline"
        if time.bound in ("内", "以内", "之内", "前") and (
            _is_short(time) or _HANDLED.search(at.sentence[:40])
        ):
            return "deadline"
        is_held = (
            _AFTER["event"].match(at.clause) or _HELD.match(at.clause) or _SHOWN.match(at.after)
        )
        return "event" if is_held and time.kind == "recurring" else "other"
    if time.kind == "vague":
        if time.bound == "before" and _SURE.search(at.before):
            return "deadline"
        if time.name in _JUST_NOW and _AFTER["issue"].search(at.sentence[:40]):
            return "issue"
        return "other" if time.name in _LOOSE or time.bound == "since" else "event"
    if _is_bare_year(time) or (time.kind == "period" and _DUE_FOR.match(at.after)):
        return "other"
    if time.first and time.first.part in _ENDS and _IS_REACHED.match(at.after):
        return "deadline"
    if time.first and _PART_OF_YEAR.search(time.first.part) and _REACHES.match(at.sentence):
        return "other"
    if at.before.endswith(_STATES) or _COUNTED.match(at.after):
        return "other"
    return "event"


_ENDS = ("底", "末", "年底", "年末")  # “十四五”末实现
_IS_REACHED = re.compile("前?，?(?:基本|全面|力争)?(?:实现|建成|达到|完成|形成|建立)")
_PART_OF_YEAR = re.compile("季|半年")
_SINCE = ("之日起", "次日起", "日起算")  # 自收到申请之日起15个工作日
# 上半年将审批时间压减至120个工作日: no event
_REACHES = re.compile("[^，。；]{0,24}(?:压缩|压减|缩短|实现|达到|降至|清理)")
# 近日，某区印发…, not 为稳定节后用工，…出台
_JUST_NOW = ("recently", "of_late")
_LOOSE = ("epidemic", "last_years", "to_now")


# 比去年提前10天, 提前5天完成: how much sooner, no term
_SOONER = re.compile(
    "(?:全面|全部|全线|超额|圆满)?(?:完成|竣工|建成|实现|交付|清零|达产|投产|通车|复工|开工)"
)
_THAN = re.compile("[比较][^，。；]{1,20}提前了?$")


# 免收2月至3月租金, 第二季度减半征收: what is due for a time
_DUE_FOR = re.compile(
    "的?(?:应[缴交付])?(?:房屋|厂房|场地|店铺|办公用房)?(?:租金|房租|租赁费|物业费|管理费|税[款费]|社会保险费|社保费|水费|电费|水电费)"
    "|(?:租金|房租)?(?:减半|减免|免收|免征|免缴|免交|全免|免除|缓缴)"
)


def _is_early(time: Time, at: Setting) -> bool:
    """Tell whether something is asked for so many days ahead: 开班前5个工作日报送."""
    if time.bound or not at.before.endswith("前") or "D" not in (time.duration or ""):
        return False
    return not _SOONER.match(at.after) and not _THAN.search(at.before[-24:])


def _is_short(time: Time) -> bool:
    """Tell whether a term of days or hours follows: 15日内化解."""
    return time.kind == "duration" and (time.duration or "").endswith(("D", "H"))


def _is_bare_year(time: Time) -> bool:
    edge = time.first
    return bool(
        edge
        and not edge.month
        and not edge.day
        and not edge.part
        and not time.name
        and (time.first == time.last or (time.bound == "from" and edge.shift == 0))
    )
