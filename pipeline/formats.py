"""Every format against the text: `python -m pipeline.formats FILES TEXTS GOLD` (`make formats`).

FILES holds copies of the annotated documents as PDF, Word, web page, GB18030 text and scan, named
`<document>.<format>`. Each must agree with the stored text in all but white space, and what is
found in it, carried over to the text, must score against gold as what is found in the text.
"""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline import gold as gold_format
from pipeline.extraction import extract
from pipeline.projection import align, project
from pipeline.reading import UnreadableDocument, read
from pipeline.reading.formats import can_recognise
from pipeline.scoring import Tally, score

FORMATS = ("pdf", "docx", "html", "gb18030.txt", "scan.pdf")
LEAST_AGREEMENT, LEAST_OF_SCAN = 0.999, 0.98
MOST_LOST = 0.01  # of F1, on every field


@dataclass(frozen=True, slots=True)
class Line:
    """One file: how its text agrees, and the fields whose score differs from the text's."""

    document: str
    format: str
    agreement: float
    lost: tuple[tuple[str, float, float], ...]  # field, F1 on the text, F1 on the file

    @property
    def least(self) -> float:
        """The agreement that the format must reach."""
        return LEAST_OF_SCAN if self.format.startswith("scan") else LEAST_AGREEMENT

    @property
    def is_scored(self) -> bool:
        """Whether the extraction must hold too: a scan's misread characters cost some records."""
        return not self.format.startswith("scan")

    @property
    def holds(self) -> bool:
        """Whether the file reads as its text does."""
        return self.agreement >= self.least and not (self.is_scored and self.lost)


def compare(files: Path, texts: Path, gold: Path) -> Iterator[Line]:
    """Yield a line for each file. Raises UnreadableDocument where one cannot be read."""
    for annotated in sorted(gold.glob("*.json")):
        name = annotated.stem
        if not (texts / f"{name}.txt").is_file():
            continue
        text = read(texts / f"{name}.txt", name)
        wanted = gold_format.load(annotated, text.text)
        own = score(extract(text), wanted).tallies
        for format in FORMATS:
            path = files / f"{name}.{format}"
            if not path.is_file() or (format.startswith("scan") and not can_recognise()):
                continue
            document = read(path, name)
            alignment = align(document.text, text.text)
            found = project(extract(document), alignment, name)
            lost = _lost(own, score(found, wanted).tallies)
            yield Line(name, format, alignment.agreement, tuple(lost))


def _lost(own: dict[str, Tally], other: dict[str, Tally]) -> Iterator[tuple[str, float, float]]:
    for field in sorted(own | other):
        one, two = own.get(field, Tally()).f1, other.get(field, Tally()).f1
        if abs(one - two) > MOST_LOST:
            yield field, one, two


def table(lines: Iterable[Line]) -> str:
    """Return the lines as text: one a file, the fields that differ below it."""
    rows = [
        f"{'document':12}{'format':14}{'agreement':>10}{'least':>8}  fields off by > {MOST_LOST}"
    ]
    for line in lines:
        mark = "" if line.holds else "  ← under its floor"
        head = f"{line.document:12}{line.format:14}{line.agreement:10.4f}{line.least:8.3f}"
        rows.append(f"{head}  {len(line.lost)}{mark}")
        rows += [
            f"{'':12}  {field}: text {one:.3f}, file {two:.3f}" for field, one, two in line.lost
        ]
    return "\n".join(rows)


def main() -> int:
    """Print the table; return 1 where a file falls under its floor or none is there."""
    files, texts, gold = map(Path, sys.argv[1:4])
    try:
        lines = list(compare(files, texts, gold))
    except UnreadableDocument as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(table(lines) + "\n")
    if not can_recognise():
        sys.stdout.write("scans left out: the extra [ocr] is not installed\n")
    return 0 if lines and all(line.holds for line in lines) else 1


if __name__ == "__main__":
    raise SystemExit(main())
