"""What an address may ask: each parameter checked before anything reads it.

A form sends empty fields too, so "" stands for "not asked" everywhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from fastapi import Query

from pipeline.facets import Wanted
from pipeline.web.rendering import address

Words = Annotated[str, Query(max_length=100, description="词，以空格分开；每个词都须出现")]
Region = Annotated[str, Query(pattern=r"^([0-9]{6})?$", description="GB/T 2260 六位代码")]
Kind = Annotated[str, Query(pattern=r"^([A-Z][0-9]{0,2})?$", description="类别 A 或类型 A1")]
Target = Annotated[str, Query(pattern=r"^[a-z_]{0,40}$", description="服务对象")]
Unit = Annotated[str, Query(max_length=80, description="牵头单位全称")]
Strength = Annotated[str, Query(pattern=r"^[0-4]?$", description="力度")]
Flag = Annotated[Literal["", "1"], Query()]
Amount = Annotated[str, Query(pattern=r"^([0-9]{1,12}(\.[0-9]{1,2})?)?$", description="至少多少元")]
Day = Annotated[str, Query(pattern=r"^([0-9]{4}-[0-9]{2}-[0-9]{2})?$", description="日期")]
Page = Annotated[int, Query(ge=1, le=100_000)]
Size = Annotated[int, Query(ge=1, le=100)]
Regions = Annotated[list[str], Query(max_length=60, description="GB/T 2260 六位代码")]
Kinds = Annotated[list[str], Query(max_length=60, description="类别或类型")]


class WrongParameterError(ValueError):
    """A parameter that has the right shape and no sense."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A search as the address states it."""

    q: str = ""
    region: str = ""
    type: str = ""
    target: str = ""
    unit: str = ""
    strength: str = ""
    money: str = ""
    amount: str = ""
    window: str = ""
    on: str = ""
    before: str = ""

    @property
    def filters(self) -> Mapping[str, str]:
        """The filters that are set."""
        names = (name for name in self.__slots__ if name != "q")
        return {name: value for name in names if (value := getattr(self, name))}

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked."""
        return not self.q.strip() and not self.filters

    def wanted(self) -> Wanted:
        """Return the filters as the search takes them. Raises WrongParameterError."""
        return Wanted(
            region=self.region or None,
            type=self.type or None,
            target=self.target or None,
            unit=self.unit or None,
            strength=int(self.strength) if self.strength else None,
            has_amount=bool(self.money),
            amount=Decimal(self.amount) if self.amount else None,
            has_window=bool(self.window),
            open_on=day_of(self.on),
            before=day_of(self.before),
        )

    def but(self, path: str = "/", **changes: str) -> str:
        """Return the address of this search with some of it changed."""
        values = {name: getattr(self, name) for name in self.__slots__}
        return address(path, **{**values, **changes})


def asked(
    q: Words = "",
    region: Region = "",
    type: Kind = "",
    target: Target = "",
    unit: Unit = "",
    strength: Strength = "",
    money: Flag = "",
    amount: Amount = "",
    window: Flag = "",
    on: Day = "",
    before: Day = "",
) -> Asked:
    """Return the search that an address states."""
    return Asked(q, region, type, target, unit, strength, money, amount, window, on, before)


def day_of(text: str) -> date | None:
    """Return the day of a parameter. Raises WrongParameterError for the 31st of February."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise WrongParameterError(f"没有 {text} 这一天") from None


def codes(values: list[str], length: int = 6) -> tuple[str, ...]:
    """Return chosen codes, each once. Raises WrongParameterError where one is no code."""
    chosen = tuple(dict.fromkeys(value for value in values if value))
    for value in chosen:
        if (
            len(value) > length
            or not value.isascii()
            or (not value.isidentifier() and not value.isdigit())
        ):
            raise WrongParameterError(f"“{value[:20]}”不是代码")
    return chosen
