"""Words behind a time that say who qualifies: 春节期间不停产的企业, 3月底前输送员工的，按每人500元.

Patterns to be matched right behind the time, and `is_earned_by` for deadlines.
"""

import re

WHO = (
    "(?:人员?|者|企业|单位|职工|员工|毕业生|青年|学员|群众|农民工|主体|机构|基地|家庭|户|项目"
    "|团队|院校|学校|社会组织|农户|商户|劳动力|合作社)"
)
# …的重点工业企业，…的，: a clause that says which
QUALIFIES = re.compile(
    rf"""(?:期间)? (?:（[^（）\n]*）)?
    (?: [^，。；：\n（）]{{1,50}} (?:（[^（）\n]*）)? 的
        (?: [^，。；：\n的]{{0,24}}{WHO} | [，、。；）] | $ )
      | [^，。；：\n的]{{2,16}}企业(?:一线)?(?:员工|职工) )""",
    re.VERBOSE,
)
GRANTS = re.compile(
    r"给予|按(?:每|照|[0-9])|奖励|补贴|补助|资金|享受|发放|资助|认定|减免|免征|优惠|扣[除减]"
)
NAMES_RECEIVER = re.compile(rf"{GRANTS.pattern}|适用于|适用对象|适用范围|对象[为是：]")
# 连续两年每年接收…超过50人的，可申请认定
CONDITIONAL = re.compile(
    rf"""[^。；\n]{{0,70}}的
    (?: ，(?:可|予以|给予|按|由|经|认定|每|一次性|奖励|补贴|优先|纳入|应当?退)
      | {WHO}(?:[。；]|$) )""",
    re.VERBOSE,
)
# 1月5日至3月10日首次招用…的，按每人800元给予: the window in which a reward is earned
WINDOW = re.compile(
    r"(?:期间)?，?(?!对|给予|按)(?:(?!，对)[^。；：\n]){4,90}?的，"
    r"(?:可?按|可?给予|每|予以|奖励|补贴|补助|再|一次性|[^，。；]{0,10}(?:按|给予)|自|[0-9]年内)"
    r"|(?:期间)?，?[^，。；]{0,12}每[新成功]{0,2}(?:招|引|吸纳|推荐|介绍|输送|接收|组织|培训|增)"
    r"[^，。；]{2,30}，(?:给予|按|奖励|补贴|补助|一次性)"
)
# 且1月至3月在岗的员工: a group in so many words
GROUP = re.compile(rf"[^，。；的]{{2,20}}的[^，。；的]{{0,8}}{WHO}[。；]?$")
# 对春节期间保持连续生产，且用电量不低于…的企业; 对…期间建成投用的充电站，由财政给予
NAMED_FAR = re.compile(
    rf"""[^，。；：\n]{{2,40}}
    (?: ，(?:且|并)[^，。；：\n]{{2,50}}的[^，。；：\n的]{{0,24}}{WHO}
      | 的[^，。；：\n的]{{1,16}}，(?:由[^，。；]{{1,12}})?(?:按|给予|每|一次性|奖励|补)
      | 的[^，。；：\n的]{{1,16}}?(?:分别|再)?(?:给予|一次性(?:奖励|补)|奖励) )""",
    re.VERBOSE,
)


def is_earned_by(sentence: str) -> bool:
    """Tell whether who did something by then is paid: 3月底前推荐上岗的，按每人600元."""
    if "的" not in sentence:
        return False
    if _DONE_BY.match(sentence):
        return True
    return _NAMED_BY.match(sentence) is not None and GRANTS.search(sentence) is not None


_DONE_BY = re.compile(
    r"(?!(?:完成|向|将|由|申|提)|[^，。；]{0,12}(?:报送|提交))[^；。\n]{2,60}?的，"
    r"(?:可?按照?(?!要求|规定|程序|原)|每[人户家]"
    r"|(?:(?!取消|停|不|扣|追|收回|[完建]成)[^，。；\n]){0,8}(?:给予|奖励|补贴|补助))"
)
_NAMED_BY = re.compile(
    rf"(?!完成|向|将|由|申|提)[^，。；：\n]{{2,30}}的[^，。；：\n的]{{0,10}}{WHO}，", re.VERBOSE
)
# 近三年无重大违法行为
CLEAN = re.compile("[以之]?[来内]?，?(?:均|内)?(?:无|未|没有|不存在)")
