"""Paragraphs that open a text and commit to nothing: a document handed over, or announced.

「现将《…方案》印发给你们，请认真贯彻执行。」 hands over; 「近日，市人社局出台《…措施》。」
announces what the paragraphs below say; 「驿站的设立旨在…。」 says what for. Leaves alone orders,
and what itself states a sum (出台办法，补贴500元).
"""

import re

_ISSUES = r"(?:印发|转发|发布|公布|下发)"
_HANDS_OVER = rf"发给你们|现(?:予|将|行)?{_ISSUES}"
COVERS = re.compile(
    rf"{_HANDS_OVER}|予以(?:印发|公布|发布)|已经?[^，。]{{2,40}}(?:同意|通过|批准|审定)"
)
"""A line of a covering notice: what it issues stands below or is annexed."""

# 驿站的设立旨在服务职工。 but not 本行动旨在…，各单位要组织走访慰问。
_AIMS = r"旨在(?![^。]*，[^，。]{0,16}(?<![需主重])[要应须])[^。]*。$"
_EMPTY = re.compile(
    rf"[^。]{{0,200}}?(?:{_HANDS_OVER})|现将[^。，]{{4,120}}[予给以]{_ISSUES}"
    rf"|[^。，]{{2,40}}{_AIMS}"
)
_PAPER = r"(?:政策|措施|举措|办法|意见|方案|细则|若干|礼包|[0-9一二三四五六七八九十]条)"
# 出台 alone is a deed or an order: the day, purpose, title or number of items with it tells
_ISSUED = r"(?:出台|印发|发布|推出|制[定订]|公布|下发)"
_DAY = r"(?:[0-9]{4}年)?(?:[0-9]{1,2}月)?[0-9]{1,2}日(?![前起至到—-])"
_ANNOUNCES = re.compile(
    rf"""
    (?: 近[日期] | 日前 | 最近 | 今[日天] | {_DAY} ) [^。]{{0,60}}? {_ISSUED}
      (?! [^。，]{{0,6}} (?: 岗位 | 信息 | 招聘 | 用工 ) ) [^。]{{0,60}}? (?: 》 | {_PAPER} )
  | 为 [^。]{{4,120}} ， [^。，]{{0,20}} {_ISSUED} [^。]{{0,60}} {_PAPER} [^。]* 。 $
  | [^。，]{{2,40}}? (?: 出台 | 印发 | 发布 | 推出 | 下发 ) 了?
      (?: 《 | [0-9一二三四五六七八九十]{{1,3}} [条项] )
  | [^。]{{0,40}}? (?: 召开 | 举行 ) [^。]{{0,40}}? (?: 发布会 | 通气会 | 吹风会 )
  | (?: 近(?:几|些)?年来? | 一直以来 | 长期以来 | 多年来 | 历年来 ) ，?
      (?! [^。]* 各[^，。]{{1,8}}[要应须] )
      [^。]{{0,60}}? (?: 高度重视 | 始终 | 成效 | 成果 | 成绩 | 不断提[升高] )
  | [^。]{{2,40}} {_AIMS}
    """,
    re.VERBOSE,
)
# 对招用毕业生的企业…, 县人社局组织…: a sentence of the same paragraph that says what is to be done
_GRANTS_BELOW = re.compile(r"。(?:对|凡|给予|鼓励|支持|组织|发放|按照?|符合)")
# 1月20日，各企业要印发倡议书，推出礼包: an order with a day
_ORDERED = re.compile(rf"(?<![需主重])(?:要|应当?|须|务必)(?:抓紧|尽快|及时)?{_ISSUED}")
_SUM = re.compile(r"[0-9](?:[万亿千百余多]*元|%)")


def is_empty(paragraph: str) -> bool:
    """Tell whether a paragraph only hands a document over, or says what something is meant for."""
    return _EMPTY.match(paragraph) is not None


def announces(paragraph: str) -> bool:
    """Tell whether a first paragraph announces what stands below, or tells its background."""
    if _ANNOUNCES.match(paragraph) is None or _ORDERED.search(paragraph):
        return False
    return not (_SUM.search(paragraph) or _GRANTS_BELOW.search(paragraph))
