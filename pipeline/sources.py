"""Which files are documents: those named, and those of the folders named.

Of a folder with a `manifest.csv` its rows are the documents; of any other, every file that is not
hidden. A name with * ? or [ that is no file is a pattern, ** reaches into folders. What is left
out is listed with the reason, so that in = done + skipped + failed.
"""

import glob
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.manifest import NAME, ManifestError, Row, read_manifest


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read: its path, its path below the folder it was found in, its manifest row.

    `is_named` says that it was named by itself, not found in a folder.
    """

    path: Path
    relative: Path
    row: Row | None = None
    is_named: bool = False

    @property
    def is_picked(self) -> bool:
        """Whether a person or a manifest says that it is a document."""
        return self.is_named or self.row is not None

    @property
    def name(self) -> str:
        """The document's id: that of the manifest, else the relative path without suffix."""
        return self.row.id if self.row else self.relative.with_suffix("").as_posix()


@dataclass(frozen=True, slots=True)
class Problem:
    """A file or folder that cannot be taken as named: `message` says why and what to do."""

    path: Path
    reason: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}: {self.remedy}"


def find_sources(paths: Iterable[Path]) -> Iterator[Source | Problem]:
    """Yield the documents of files and folders, in a fixed order, and what is wrong with them."""
    for path in paths:
        if path.is_dir():
            yield from _of_folder(path)
        elif path.exists():
            yield Source(path, Path(path.name), is_named=True)
        elif found := _matching(path):
            yield from find_sources(found)
        else:
            yield Problem(path, "missing", "no such file or folder; check the path")


def _matching(pattern: Path) -> list[Path]:
    if not glob.has_magic(str(pattern)):
        return []
    found = glob.glob(str(pattern), recursive=True)  # noqa: PTH207 (Path.glob wants a root)
    return [Path(each) for each in sorted(found)]


def _of_folder(folder: Path) -> Iterator[Source | Problem]:
    try:
        rows = read_manifest(folder)
    except (ManifestError, UnicodeDecodeError) as error:
        yield Problem(folder / NAME, "unusable manifest", str(error))
        return
    if rows is not None:
        found: Iterator[Source | Problem] = (_of_row(folder, row) for row in rows)
    else:
        found = (
            each if isinstance(each, Problem) else Source(each, each.relative_to(folder))
            for each in _visible(folder)
        )
    none = Problem(folder, "no documents", "the folder holds none; name one that does")
    yield next(found, none)
    yield from found


def _of_row(folder: Path, row: Row) -> Source | Problem:
    if not row.path.is_file():
        return Problem(row.path, "missing", "the manifest names it; add the file or drop the row")
    return Source(row.path, row.path.relative_to(folder), row)


def _visible(folder: Path) -> Iterator[Path | Problem]:
    """Yield the files of a folder and those below, by name; only the names are held in memory."""
    try:
        names = sorted(each.name for each in folder.iterdir() if not each.name.startswith("."))
    except PermissionError:
        yield Problem(folder, "no permission", "the folder cannot be listed; change its rights")
        return
    for name in names:
        path = folder / name
        if path.is_dir() and not path.is_symlink():
            yield from _visible(path)
        elif path.is_file():
            yield path


def changed_sums(sources: Iterable[Source]) -> Iterator[Problem]:
    """Yield the files whose sha256 is not the one that their manifest gives."""
    for source in sources:
        if source.row and source.row.sha256:
            found = hashlib.sha256(source.path.read_bytes()).hexdigest()
            if found != source.row.sha256:
                remedy = f"the manifest has {source.row.sha256[:12]}…, the file {found[:12]}…; "
                remedy += "restore the file or correct the manifest"
                yield Problem(source.path, "changed since the manifest was written", remedy)
