"""Pages per second of reading PDFs beside pdfplumber's own text: `make bench-reading`.

Both read the same files in the same run, in this process: `pipeline.reading.pdf.read` gives
paragraphs with pages and boxes, `extract_text` lines. The ratio counts, not the seconds. Peak
memory is that of a process of its own that reads 200 pages, above the same process idle.
"""

import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pdfplumber
import pypdfium2

from pipeline.reading import pdf
from pipeline.reading.limits import Limits
from tests.making.passages import FILES

PLAIN = ("anqing", "dalian", "huangpu", "jilin")  # without ruled tables
LEAST_RATIO = 2.5
MOST_MEMORY_MB = 150
_MEASURE = """
import resource, sys
from pathlib import Path
import pipeline.reading.formats as formats, pdfplumber
formats.preload()
path = Path(sys.argv[1])
idle = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
from pipeline.reading.limits import Limits
formats.read(path.read_bytes(), "pdf", Limits(), False)
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - idle) / 1024)
"""


def pages_a_second(read: Callable[[Path], None], files: Sequence[Path]) -> float:
    """Return how many pages a reader takes in a second, the best of two rounds."""
    count = 0
    for path in files:
        document = pypdfium2.PdfDocument(path)
        count += len(document)
        document.close()
    return max(count / _seconds(read, files) for _ in range(2))


def _seconds(read: Callable[[Path], None], files: Sequence[Path]) -> float:
    start = time.perf_counter()
    for path in files:
        read(path)
    return time.perf_counter() - start


def ours(path: Path) -> None:
    """Read a PDF as the pipeline does."""
    pdf.read(path.read_bytes(), Limits())


def theirs(path: Path) -> None:
    """Read a PDF with pdfplumber's extract_text."""
    with pdfplumber.open(path) as document:
        for page in document.pages:
            page.extract_text()
            page.close()


def ratio() -> tuple[float, float]:
    """Return our pages a second and pdfplumber's, over pages without tables."""
    files = [FILES / "typeset" / f"{name}.pdf" for name in PLAIN]
    return pages_a_second(ours, files), pages_a_second(theirs, files)


def two_hundred_pages(folder: Path) -> Path:
    """Write a PDF of 200 pages, those of the typeset documents again and again."""
    path = folder / "two_hundred.pdf"
    whole = pypdfium2.PdfDocument.new()
    while len(whole) < 200:
        for name in PLAIN:
            part = pypdfium2.PdfDocument(FILES / "typeset" / f"{name}.pdf")
            whole.import_pages(part, list(range(min(len(part), 200 - len(whole)))))
            part.close()
    whole.save(path)
    whole.close()
    return path


def memory_mb(path: Path) -> float:
    """Return the peak memory of reading a PDF above that of the idle process."""
    command = [sys.executable, "-c", _MEASURE, str(path)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def main() -> int:
    """Print the ratio and the memory; return 1 where one misses its bound."""
    import tempfile

    own, other = ratio()
    sys.stdout.write(f"pages a second: {own:.0f}, pdfplumber's extract_text {other:.0f}")
    sys.stdout.write(f", ratio {own / other:.1f} (at least {LEAST_RATIO})\n")
    with tempfile.TemporaryDirectory() as folder:
        peak = memory_mb(two_hundred_pages(Path(folder)))
    sys.stdout.write(f"memory of 200 pages: {peak:.0f} MB above idle (at most {MOST_MEMORY_MB})\n")
    return 0 if own >= LEAST_RATIO * other and peak <= MOST_MEMORY_MB else 1


if __name__ == "__main__":
    raise SystemExit(main())
