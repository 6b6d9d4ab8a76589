"""Reading: a file becomes a Document. The reader is chosen by content, not by the file's name."""

import hashlib
from pathlib import Path

from pipeline.document import Document
from pipeline.reading import text
from pipeline.reading.errors import UnreadableDocument

__all__ = ["UnreadableDocument", "read", "read_bytes"]


def read(path: Path, name: str | None = None) -> Document:
    """Return the document in a file; `name` is its id, else the file's name without suffix.

    Raises UnreadableDocument, with the reason and what to do, for a file that is missing, empty or
    of no known kind.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableDocument(path, "missing", "no such file; check the path") from error
    except PermissionError as error:
        remedy = "no permission to read it; ask its owner or change its rights"
        raise UnreadableDocument(path, "no permission", remedy) from error
    except OSError as error:
        raise UnreadableDocument(path, "unreadable", f"{error.strerror}; check the file") from error
    return read_bytes(content, path, name)


def read_bytes(content: bytes, path: Path, name: str | None = None) -> Document:
    """Return the document that a file's content holds; `path` stands in messages.

    Raises UnreadableDocument as `read` does.
    """
    if not content.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise UnreadableDocument(path, "empty", "the file is empty; get it again from its source")
    return Document(
        id=name or path.stem,
        text=text.decode(content, path),
        path=str(path),
        sha256=hashlib.sha256(content).hexdigest(),
        format="text",
    )
