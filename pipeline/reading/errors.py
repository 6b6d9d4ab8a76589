"""Why a file could not be read."""

from pathlib import Path


class UnreadableDocument(ValueError):
    """A file that gives no document: `reason` in two or three words, `remedy` says what to do."""

    def __init__(self, path: Path, reason: str, remedy: str) -> None:
        super().__init__(path, reason, remedy)
        self.path, self.reason, self.remedy = path, reason, remedy

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}: {self.remedy}"


class Unreadable(ValueError):
    """Content that a format's reader cannot read; `read` adds the file's path."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(reason, remedy)
        self.reason, self.remedy = reason, remedy


class NeedsRecognition(Exception):
    """Content whose pages are pictures: only recognition (OCR) gives their text."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
