"""The zhengce pipeline: documents in, knowledge base and comparison out."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pandas import DataFrame


def load(path: Path | str) -> "dict[str, DataFrame]":
    """Return the tables of a knowledge base as pandas frames; see `pipeline.frames`."""
    from pipeline.frames import load as load_frames

    return load_frames(path)
