"""The bodies of the lexicon as documents print them: 「人社局」, 「团市委」, 「农发行芜湖分行」.

Patterns of their forms, and the entry that a form is of on a day. Nothing here knows places.
"""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from extractors.lexicon import Entry, one_of, read_lexicon

_STEM_SUFFIX = (
    "(?:(?:行政)?(?:主管|监管|管理)?(?:部门|机关)|厅|局|委员会|委|办公室|办|部|室|署|系统|总队|支队|大队"
    "|中心|分局|机构)?"
)


class Agency(NamedTuple):
    """A body of the lexicon as printed: `ending` is what follows the stem ("" for a whole name)."""

    entry: Entry
    ending: str


@cache
def _forms() -> dict[str, tuple[Entry, ...]]:
    forms: dict[str, list[Entry]] = {}
    for entry in read_lexicon("agencies"):
        for form in {entry.name, *entry.aliases}:
            forms.setdefault(form, []).append(entry)
    return {form: tuple(entries) for form, entries in forms.items()}


def _printed_forms() -> tuple[str, str]:
    """Return patterns of the stems and of the whole names."""
    stems: list[str] = []
    wholes: list[str] = []
    for entry in read_lexicon("agencies"):
        if "suffixes" in entry.more:
            stems += entry.forms
        else:
            wholes += [form for form in entry.forms if "{" not in form]
    return one_of(stems), one_of(wholes)


STEM, WHOLE = _printed_forms()
STEMS = frozenset(
    form for entry in read_lexicon("agencies") if "suffixes" in entry.more for form in entry.forms
)
LEAGUE = r"(?:共青)?团(?:省|市|区|县|州|旗)(?:工)?委"
BANKS = one_of(
    form
    for entry in read_lexicon("agencies")
    if entry.more.get("firm") and "银行" in entry.name
    for form in entry.forms
)
# 农发行芜湖分行及其分支机构
BRANCH = "[一-龥]{2,8}?(?:中心支行|分行|支行)(?:及其(?:分支|下属)机构)?"
NAMES = tuple(
    form for each in read_lexicon("agencies") for form in each.forms if not form.startswith("{")
)
FIRST_SIGNS = "".join(sorted({name[0] for name in NAMES}))
# the first sign is looked at before the names are, one after another
AGENCY = rf"(?:(?=[共团{FIRST_SIGNS}])(?:{LEAGUE}|{BANKS}{BRANCH}|{WHOLE}|{STEM}{_STEM_SUFFIX}))"
_STEM_BODY = re.compile(rf"(?P<stem>{STEM})(?P<ending>{_STEM_SUFFIX})")


def agency(printed: str, day: str) -> Agency | None:
    """Return the body of the lexicon that a name without its place is, on an ISO day.

    >>> agency("人社局", "2021-02-03").entry.name
    '人力资源和社会保障'
    """
    named = _named(printed)
    if len(named) > 1:
        return next((each for each in named if each.entry.is_valid_on(day)), named[0])
    return named[0] if named else None


@lru_cache(maxsize=4096)
def _named(printed: str) -> tuple[Agency, ...]:
    """Return the bodies that a name may be, of any day."""
    whole = [each for each in _forms().get(printed, ()) if "suffixes" not in each.more]
    if whole:
        return tuple(Agency(entry, "") for entry in whole)
    match = _STEM_BODY.fullmatch(printed)
    return (
        tuple(Agency(entry, match["ending"]) for entry in _forms()[match["stem"]]) if match else ()
    )
