"""Public bodies that are paid by the purse: what they get is no benefit of a person or a firm.

「公共就业服务机构每年组织招聘会，每场补助5000元」, 「对评为示范县（市、区）的，奖补100万元」.
Leaves alone villages, communities, zones and parks, and who goes to a place (到县区的).
"""

import re

from extractors.character_classes import HAN
from extractors.sentences import Span

# the service pays itself; not 公共就业服务机构推荐就业的企业
_SERVICE = re.compile(
    rf"(?:各?级?(?:（区）|（市、区）|（市）|[省市县区州盟旗、])*)?公共(?:就业|人才|就业和人才){HAN}{{0,6}}机构"
    rf"(?!{HAN}{{0,30}}的{HAN}{{2}})"
)
_PLACE = re.compile(
    "(?:县（[市区旗、]{1,5}）|市（[县区旗州、]{1,5}）|区（[县市旗、]{1,5}）|设区市|[县区]市|市[县区州]|区县|县区|[^自]县|乡镇|镇街|街道)"
    "(?:人民政府|政府)?的?$"
)
# 毕业生到县区的, 企业入驻街道的: who goes there may have it
_GOES = re.compile(f"(?:[到赴往在去]|入驻|进驻|落户|迁入|扎根){HAN}{{0,6}}$")
_LONGEST = 16


# 按60%给予补助，其中山区县按80%: those who live there
_REGION = re.compile("(?:山区|脱贫|贫困|欠发达|帮扶|老区|民族|边境|海岛)(?:县|乡镇|地区)")


def is_public_body(text: str, who: Span, *, goes_on: bool) -> bool:
    """Tell whether those who may have what is offered are a public service or places.

    `goes_on` where another sum stands before in the segment, of which a region has more.
    """
    start, end = who
    if goes_on and text[start - 1] != "对" and _REGION.fullmatch(text, start, end):
        return False
    if _SERVICE.match(text, start, end):
        return True
    place = _PLACE.search(text, max(start, end - _LONGEST), end)
    if place is None:
        return False
    return _GOES.search(text, max(start, place.start() - _LONGEST), place.start()) is None
