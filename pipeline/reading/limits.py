"""How long and how large the reading of one file may become; set in the environment.

ZHENGCE_READ_SECONDS, ZHENGCE_READ_MEMORY_MB, ZHENGCE_READ_FILE_MB and ZHENGCE_READ_PAGES change
them, for one run or for good.
"""

import os
from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Limits:
    """`memory_mb` is what a file may take above the idle reader, `characters` what it may yield."""

    seconds: int = 60
    memory_mb: int = 700
    file_mb: int = 100
    pages: int = 3000
    characters: int = 20_000_000

    @classmethod
    def from_environment(cls) -> "Limits":
        """Return the limits of this run. Raises ValueError for a setting that is no number."""
        values = {}
        for each in fields(cls):
            setting = name(each.name)
            if setting in os.environ:
                values[each.name] = positive(setting, os.environ[setting])
        return cls(**values)


def name(field: str) -> str:
    """Return the environment variable that sets a limit."""
    return f"ZHENGCE_READ_{field.upper()}"


def positive(setting: str, value: str) -> int:
    """Return the value of a setting. Raises ValueError unless it is a whole number above 0."""
    if not value.isascii() or not value.isdigit() or int(value) == 0:
        raise ValueError(f"{setting}={value!r}: give a whole number above 0")
    return int(value)
