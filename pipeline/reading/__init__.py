"""Reading: a file becomes a Document. The reader is chosen by content, not by the file's name.

Text is decoded here; the other formats are read in a child process with limits of time and memory
(`pipeline.reading.limits`), so a hostile file ends as one line and the batch goes on.
"""

import hashlib
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from pipeline.document import Document
from pipeline.reading import text
from pipeline.reading.content import Content
from pipeline.reading.errors import Unreadable, UnreadableDocument
from pipeline.reading.kinds import kind_of
from pipeline.reading.limits import Limits

__all__ = ["UnreadableDocument", "read", "read_bytes"]


def read(path: Path, name: str | None = None) -> Document:
    """Return the document in a file; `name` is its id, else the file's name without suffix.

    Raises UnreadableDocument, with the reason and what to do, for a file that is missing, empty,
    of no known kind, broken, or beyond the limits.
    """
    limits = Limits.from_environment()
    try:
        found = path.stat()
        if not S_ISREG(found.st_mode) and not S_ISDIR(found.st_mode):
            raise UnreadableDocument(path, "no file", "a device or a pipe; name a file")
        if found.st_size > limits.file_mb * 1_000_000:
            remedy = f"split it, or raise ZHENGCE_READ_FILE_MB (now {limits.file_mb})"
            raise UnreadableDocument(path, "too large", remedy)
        with path.open("rb", buffering=0) as stream:
            content = stream.read()
    except FileNotFoundError as error:
        raise UnreadableDocument(path, "missing", "no such file; check the path") from error
    except PermissionError as error:
        remedy = "no permission to read it; ask its owner or change its rights"
        raise UnreadableDocument(path, "no permission", remedy) from error
    except IsADirectoryError as error:
        raise UnreadableDocument(path, "a folder", "name the files in it") from error
    except OSError as error:
        raise UnreadableDocument(path, "unreadable", f"{error.strerror}; check the file") from error
    return read_bytes(content, path, name)


def read_bytes(content: bytes, path: Path, name: str | None = None) -> Document:
    """Return the document that a file's content holds; `path` stands in messages.

    Raises UnreadableDocument as `read` does.
    """
    if not content.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise UnreadableDocument(path, "empty", "the file is empty; get it again from its source")
    try:
        found = _content(content, path)
    except Unreadable as error:
        raise UnreadableDocument(path, error.reason, error.remedy) from error
    return Document(
        id=name or path.stem,
        text=found.text,
        path=str(path),
        sha256=hashlib.sha256(content).hexdigest(),
        format=found.format,
        title=found.title,
        pages=found.pages,
    )


def _content(content: bytes, path: Path) -> Content:
    kind = kind_of(content)
    if kind == "text":
        return Content(text.decode(content, path), "text")
    from pipeline.reading import child

    return child.read(content, kind, Limits.from_environment())
