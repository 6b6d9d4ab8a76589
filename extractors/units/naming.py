"""Makes units of mentions: what is printed, where, and the full name in the document's place.

Knows the issuers, the day, the names that the document itself abbreviates, and whether it speaks of
departments of all levels. In a text of a province that names one city, 市人社局 is that city's; in
one that a zone's committee issues, 财政局 is the zone's.
"""

import re
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from extractors import places
from extractors.mention import Mention
from extractors.records import Basis, Unit
from extractors.scope import MeasureSpan, Scope, year_of
from extractors.units import agencies, short_names
from extractors.units.actors import Actor
from extractors.units.agencies import Around

_CITY_AND_COUNTIES = re.compile("市、(?P<counties>[县区]（[市区县旗、]+）(?P<what>.+))")
# 各级财政部门, 县（市、区）人社部门: a rule for departments of all levels
_ALL_LEVELS = (
    re.compile(r"各[级县区市][^，。；《》\n]{2,16}部门"),
    re.compile(r"（(?<=[市区县]（)[市区县、]{1,5}）[^，。；《》\n]{2,16}部门"),
)


# 市人社局 in a text of a province; not 市级, 市场监管局, 市、县政府, 设区的市人社部门
_OF_THE_CITY = re.compile("市(?![级、场（]).*(?<!部门)$")

# 宁国经济技术开发区管理委员会办公室
_COMMITTEE_OF_ZONE = re.compile(
    r"(?P<zone>.{2,16}(?:开发区|高新区|新区|示范区|保税区|合作区|产业园区?|工业园区?|科技园))"
    r"(?:党工委|管理委员会|管委会).{0,12}"
)
# its own bodies are printed without a place: 财政局, 园区总工会, 管委会财政局
_OF_ZONE = re.compile(
    r"(?:开发区|高新区|新区|园区|管委会)?(?![省市县州旗盟镇乡街各]|自治|管委会)"
    r"(?!.*(?:[乡镇]|街道)(?:人民政府|政府|办事处)?$)"
)


class Naming:
    """Makes the units of a document: what is printed, where, and the full name in its place."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.short = short_names.find(scope.text)
        issuers = list(scope.metadata.issuers)
        for part in scope.parts:
            issuers += part.issuers or ()
        self.known = tuple(dict.fromkeys(issuers))
        self.day = _day(scope)
        self.prefecture = self._prefecture()
        self.zone = self._issuing_zone()
        self.places: dict[str | None, Around] = {}
        self.names: dict[tuple[str, str | None], str] = {}

    def around(self, measure: MeasureSpan) -> Around:
        """Return what a measure's names are read in."""
        part = self.scope.parts[measure.part] if measure.part < len(self.scope.parts) else None
        region = measure.region or (part.region if part else None) or self.scope.metadata.region
        if region not in self.places:
            self.places[region] = Around(region, self.day, self.known, self.short)
        return self.places[region]

    @cached_property
    def province(self) -> str | None:
        """Return the document's province where it names no nearer place, and is no city itself."""
        code = self.scope.metadata.region
        if code is None or places.level(code) != "province":
            return None
        return None if (places.name_of(code) or "").endswith("市") else code

    @cached_property
    def only_city(self) -> str | None:
        """Return the one city that the text of a province names: there 市人社局 is its bureau."""
        if self.province is None:
            return None
        named = {code for code in places.codes_in(self.scope.text) if self._is_city(code)}
        return named.pop() if len(named) == 1 else None

    def _is_city(self, code: str) -> bool:
        return places.level(code) == "city" and places.parent_of(code) == self.province

    @cached_property
    def collective(self) -> bool:
        """Whether the text speaks of departments of all levels."""
        return any(form.search(self.scope.text) for form in _ALL_LEVELS)

    def name(self, printed: str, around: Around) -> str:
        """Return a body's full name; each is looked up once."""
        key = printed, around.region
        if key not in self.names:
            is_of_province = self.province is not None and around.region == self.province
            if is_of_province and _OF_THE_CITY.match(printed) and self.only_city:
                around = around._replace(region=self.only_city)
            if printed.endswith("部门"):
                around = around._replace(collective=self.collective)
            name = self._of_zone(printed, around) or agencies.full_name(printed, around)
            if self.prefecture and name.startswith(self.prefecture[0]):
                name = name.replace(*self.prefecture)
            self.names[key] = self._in_full(name) if "开发区" in name else name
        return self.names[key]

    def _issuing_zone(self) -> str | None:
        """Return the zone whose committee, or its offices, alone issue the document."""
        found = [_COMMITTEE_OF_ZONE.fullmatch(each) for each in self.scope.metadata.issuers]
        zones = {each["zone"] if each else None for each in found}
        return zones.pop() if len(zones) == 1 else None

    def _of_zone(self, printed: str, around: Around) -> str | None:
        """Return the name of a zone's own body: 财政局 in a document of its committee."""
        own = _OF_ZONE.match(printed) if self.zone else None
        place = places.name_of(around.region or "") if own else None
        if own is None or place is None:
            return None
        body = printed[own.end() :]
        name = agencies.full_name(body, around)
        is_placed = name.startswith(place) and not body.startswith(place)
        return self.zone + name.removeprefix(place) if self.zone and is_placed else None

    def _in_full(self, name: str) -> str:
        """Return a zone as the document names it in full: of its province, technical or not."""
        text, province = self.scope.text, self.scope.metadata.region or ""
        zone = name[: name.index("开发区") + len("开发区")]
        short, long = "经济开发", "经济技术开发"
        other = zone.replace(long, short) if long in zone else zone.replace(short, long)
        if zone not in text and other in text:
            name, zone = name.replace(zone, other), other
        in_full = f"{places.short_name(province[:2] + '0000')}{zone}"
        return name.replace(zone, in_full) if in_full in text else name

    def _prefecture(self) -> tuple[str, str] | None:
        """Return an autonomous prefecture in full and as its document calls itself: 凉山州.

        None where it prints the name in full, or is none.
        """
        city = f"{(self.scope.metadata.region or places.CENTRAL)[:4]}00"
        full = places.name_of(city) or ""
        if not full.endswith("自治州") or full in self.scope.text:
            return None
        short = f"{places.short_name(city)}州"
        headed = (*self.known, self.scope.metadata.title or "")
        return (full, short) if any(each.startswith(short) for each in headed) else None

    def issues(self, mention: Mention[Actor], around: Around) -> bool:
        """Tell whether a body is one that issues the document."""
        return self.name(mention.value.body, around) in self.known

    def _ranks(self, body: str, around: Around) -> tuple[str, ...]:
        """Return the bodies of a name: in a city 市、县（区）政府 are its own and those below."""
        ranks = _CITY_AND_COUNTIES.fullmatch(body)
        if ranks is None or around.region is None or places.level(around.region) != "city":
            return (body,)
        return f"市{ranks['what']}", ranks["counties"]

    def units(
        self, mentions: Sequence[Mention[Any]], basis: Basis, around: Around
    ) -> tuple[Unit, ...]:
        """Return the units of mentions, each name once."""
        if not mentions:
            return ()
        found: dict[str, Unit] = {}
        for mention in mentions:
            printed = mention.value.body
            for body in self._ranks(printed, around) if printed.startswith("市、") else (printed,):
                name = self.name(body, around)
                if name not in found:
                    start, end = self.scope.folded.span(mention.start, mention.end)
                    words = self.scope.folded.source[start:end]
                    found[name] = Unit(words, start, end, name, basis, mention.rule)
        return tuple(found.values())


def _day(scope: Scope) -> str:
    """Return the ISO day of issue, or the middle of the year of the document's number."""
    if scope.day:
        return scope.day.isoformat()
    year = year_of(scope.metadata.doc_number)
    return f"{year}-07-01" if year else "9999"
