"""All files of `tests/files/typeset`: `python -m tests.making.files` (LibreOffice, Noto CJK).

Word by python-docx, PDF by LibreOffice from the Word files, web pages, GB18030 texts, one scan of
printed pages. The files are committed; this runs when they are to change.
"""

import random
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.making import pages, word
from tests.making.passages import FILES, NAMES, stored

FOLDER = FILES / "typeset"
SCANNED = "dalian"


def convert(source: Path, kind: str, folder: Path) -> None:
    """Let LibreOffice write a file in another format."""
    with tempfile.TemporaryDirectory() as profile:
        command = ["soffice", f"-env:UserInstallation={Path(profile).as_uri()}", "--headless"]
        command += ["--convert-to", kind, "--outdir", str(folder), str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=300)


def scan(source: Path, path: Path) -> None:
    """Write a PDF of pictures: pages at 125 dpi, a little askew, with the noise of a scanner."""
    import numpy
    import pypdfium2
    from PIL import Image

    chance = random.Random(20210203)
    noise = numpy.random.default_rng(20210203)
    sheets: list[Any] = []
    document = pypdfium2.PdfDocument(source)
    for page in document:
        picture = page.render(scale=125 / 72, grayscale=True).to_pil().convert("L")
        turned = picture.rotate(
            chance.uniform(-0.4, 0.4), resample=Image.Resampling.BICUBIC, fillcolor=255
        )
        grains = numpy.asarray(turned, dtype="int16") + noise.normal(-6, 1, turned.size[::-1])
        sheets.append(Image.fromarray(grains.clip(0, 255).astype("uint8")))
    document.close()
    sheets[0].save(path, "PDF", resolution=125, save_all=True, append_images=sheets[1:], quality=22)


def main() -> None:
    """Write every file anew."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in NAMES:
        word.make(name, FOLDER / f"{name}.docx")
        pages.make(name, FOLDER / f"{name}.html")
        (FOLDER / f"{name}.gb18030.txt").write_bytes(stored(name).encode("gb18030"))
        convert(FOLDER / f"{name}.docx", "pdf", FOLDER)
    scan(FOLDER / f"{SCANNED}.pdf", FOLDER / f"{SCANNED}.scan.pdf")
    sys.stdout.write(f"{sum(path.stat().st_size for path in FOLDER.iterdir()):,} bytes\n")


if __name__ == "__main__":
    main()
