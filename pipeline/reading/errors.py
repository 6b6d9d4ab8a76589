"""Why a file could not be read."""

from pathlib import Path


class UnreadableDocument(ValueError):
    """A file that gives no document: `reason` in two or three words, `remedy` says what to do."""

    def __init__(self, path: Path, reason: str, remedy: str) -> None:
        super().__init__(path, reason, remedy)
        self.path, self.reason, self.remedy = path, reason, remedy

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}: {self.remedy}"
