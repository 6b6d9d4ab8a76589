"""Words after a head that make a name of it, or only count or register it.

「职工服务中心」, 「农民工回流」, 「企业用工情况监测」
"""

import re

import regex

from extractors.lexicon import one_of
from extractors.targets.heads import CONTEXTS, begins

_WORDS_AFTER = CONTEXTS["after_named"] + CONTEXTS["after_counted"]
# what stands after a head that only names, counts or registers; most of it begins with a sign that
# is looked for first, as few heads have one near
NAMED_OR_COUNTED = re.compile(
    rf"""
    # 按实际在岗的员工人数，给予企业每人200元: who is counted is paid for
      (?P<paid> (?:实际)?(?:总)?人数，?[^。；\n]{{0,16}}?(?:给予|发放|补[贴助]|奖励|每人) )
    # 大学生活费, 研究生产工艺, 市民政局, 新型学徒制: the head is a part of other words
    | 活(?<=生活)(?![动跃力]) | 产(?<=生产)(?!生) | [态物](?<=生.)
    | 育(?<=生育)[^，。；]{{0,2}}(?:保险|津贴|假)
    | 政(?<=民政) | 制(?<=[徒工]制) | 会(?<=家长会) | 园(?<=幼儿园)
    | 见习(?<=青年见习)(?=[岗基单计专行制])
    # 退役军人局, 返乡人员信息18万条, 工会会员卡
    | [局厅](?![部限势面内里]) | 信息\d | 卡(?<=会员卡)
    # 养老护理员等5个赛项
    | 等\d*个?(?:赛项|工种|竞赛项目)
    # 求职人数
    | [数次](?<=人.)
    # 确保群众诉求得到回应: their wishes are only spoken of
    | (?<=众)(?: 疾苦|诉求|呼声|急难愁盼|所[急盼想需] | 办[^，。；]{{0,8}}实事 )
    # 中介服务, 中介费
    | (?<=中介)(?: 服务|费|行为|市场|活动 )
    # 企业用工大排查, 企业节前节后用工需求调查
    | (?:用工(?<=业用工)|节[前后](?<=业节.)(?:节[前后])?用工)
      [^，。；]{{0,5}}?(?:排查|调查|摸排|监测|主体责任)
    # 职工基本养老、基本医疗和失业保险费
    | 基本(?<=工基本)(?:养老|医疗)(?=[、和及]) | [养医][老疗](?<=工..)(?=[、和及])
    # 群众文化活动, 群众性体育赛事
    | 性(?<=众性)(?:文化|文体|体育|文艺)(?:活动|赛事|演出)
    | [文体][化体艺育](?<=众..)(?:活动|赛事|演出)
    # 妇女节, 学徒培训, 失业保险的单位缴费部分
    | 节(?<=[女童师]节)(?![日假约]) | 培训(?<=学徒培训)
    | 缴费(?:(?<=险单位缴费)|(?<=医保单位缴费)|(?<=险的单位缴费))
    # 职工之家, 农民工总数, 职工医疗保险
    # but 企业车间改造给予补贴: a part of the firm that is paid for
    | (?=[{begins(_WORDS_AFTER)}])
      (?! (?:车间|食堂|厂区)[^，。；]{{0,10}}?(?:给予|予以|补[贴助]|奖[励补]) )
      {one_of(_WORDS_AFTER)}
    | (?=[{begins(CONTEXTS["insurances"])}]) (?<![免缴低还]企业)
      {one_of(CONTEXTS["insurances"])} (?!费?补[贴助])
    # 职工就业服务中心, 农民工返乡回流, 企业用工情况监测, 农民工就业率
    | (?=[^，。；服联管率流减情]{{0,24}}+[服联管率流减情])
      (?: [一-龥]{{0,6}}(?:服务(?:中心|站|机构|局|大厅|平台)|联合会|管理中心|管理局)
        | 等?[^，。；]{{0,8}}(?:流动|回流|减员)
        | [^，。；]{{0,24}}情况(?:实施|进行|开展)?(?:动态)?监测
        | [^，。；]{{0,6}}(?<![费利税得])率
        | [^，。；工]{{2,12}}+工作的(?:行政)?主管部门
      )
    # 对农村劳动力就业意愿、技能水平…逐户登记
    | (?=[^，。；意信底状去水登摸排]{{0,5}}+[意信底状去水登摸排])(?=[^。；登摸]{{0,26}}+(?:登记|摸))
      (?: 等?(?:进行|开展|实行)?(?:全面|逐一|逐户)?(?:摸底|摸排|排查|登记造册)
        | [^，。；提]{{0,4}}(?:意愿|信息|底数|状况|去向|水平)[^。；]{{0,18}}?
          (?:登记|摸底|摸排|排查|造册|统计)
      )
    """,
    re.VERBOSE,
)
# 按实际在岗的外省籍员工人数，给予企业每人200元: who stays is served though counted
_FROM_AWAY = regex.compile(
    r"(?r)按照?[^，。；\n]{0,16}(?:[外异][地省市县来]|[省市县区]外|户籍|[外非][一-龥]{0,3}籍|务工)[^，。；\n]{0,4}"
)
_FAR = 32


def is_paid_for(text: str, end: int, counted: re.Match[str]) -> bool:
    """Tell whether those `counted` after a head are from elsewhere, and a firm is paid for each.

    「按实际在岗的外省籍员工人数，给予企业每人200元」
    """
    return counted["paid"] is not None and bool(_FROM_AWAY.match(text, max(0, end - _FAR), end))
