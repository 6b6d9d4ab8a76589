"""Public bodies that are paid by the purse: what they get is no benefit of a person or a firm.

「公共就业服务机构每年组织招聘会，每场补助5000元」, 「对评为示范县（市、区）的，奖补100万元」.
Leaves alone villages, communities, zones and parks.
"""

import re

from extractors.character_classes import HAN
from extractors.sentences import Span

# the service pays itself
_SERVICE = re.compile(
    rf"(?:各?级?(?:（区）|（市、区）|（市）|[省市县区州盟旗、])*)?公共(?:就业|人才|就业和人才){HAN}{{0,6}}机构"
)
_PLACE = re.compile(
    "(?:县（[市区旗、]{1,5}）|市（[县区旗州、]{1,5}）|区（[县市旗、]{1,5}）|设区市|[县区]市|市[县区州]|区县|县区|[^自]县|乡镇|镇街|街道)"
    "(?:人民政府|政府)?的?$"
)
_LONGEST = 16


def is_public_body(text: str, who: Span) -> bool:
    """Tell whether those who may have what is offered are a public service or places."""
    start, end = who
    if _SERVICE.match(text, start, end):
        return True
    return _PLACE.search(text, max(start, end - _LONGEST), end) is not None
