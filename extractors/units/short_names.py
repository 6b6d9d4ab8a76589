"""Names that a document gives its bodies: 「…就业指导中心（以下简称市高指中心）」."""

import re
from functools import lru_cache

from extractors import places
from extractors.character_classes import HAN

_DEFINED = re.compile(rf"（以下(?:统称|合称|简称)(?:为|：)?“?(?P<short>{HAN}{{2,14}})”?）")
_DEFINED_REACH = 40
_HAN_TAIL = re.compile(rf"(?:各[县区市]（[市区县、旗]{{1,5}}）)?{HAN}+$")
_BODY_END = re.compile(r"(?:局|厅|委|会|办|室|部|中心|组|队|院|公司|机构|校|馆|所|站|社)$")


_HANDLING = "经办机构"
_HANDLING_BODY = re.compile(
    rf"(?:各[县区市]（[市区县、旗]{{1,5}}）|各?[市区县](?=失业|社会|养老|就业|医)){HAN}{{2,8}}{_HANDLING}"
)


@lru_cache(maxsize=2)
def find(text: str) -> tuple[tuple[str, str], ...]:
    """Return what the text abbreviates: 「…就业指导中心（以下简称市高指中心）」, short and full.

    A bare 经办机构 is the one of which the text speaks in full.
    """
    found = []
    handling = set(_HANDLING_BODY.findall(text)) if _HANDLING in text else ()
    if len(handling) == 1:
        found.append((_HANDLING, *handling))
    for match in _DEFINED.finditer(text):
        before = _HAN_TAIL.search(text, max(0, match.start() - _DEFINED_REACH), match.start())
        named = next(places.find(before[0]), None) if before else None
        full = before[0][named.start :] if before and named else ""
        if before and before[0].startswith("各"):
            full = before[0]
        if _BODY_END.search(full) and _BODY_END.search(match["short"]):
            found.append((match["short"], full))
    return tuple(dict.fromkeys(found))
