"""Errors of the program itself at the borders: a document's failure is one line, not the end."""

import traceback
from pathlib import Path

REASON = "error in the program"


def remedy(error: Exception) -> str:
    """Return what to do about an error that is no fault of the document: where it came from.

    >>> try: [][1]
    ... except IndexError as error: remedy(error).split(" in ")[0]
    'IndexError'
    """
    place = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {Path(place.filename).name}:{place.lineno}; report it"
