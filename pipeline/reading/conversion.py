"""Old Word files (.doc), WPS Writer files (.wps), RTF and ODT: LibreOffice turns them into DOCX.

Where LibreOffice is not installed, the error says how to convert them by hand.
"""

import shutil
import subprocess
import tempfile
from pathlib import Path

from pipeline.reading.errors import Unreadable
from pipeline.reading.limits import Limits

BY_HAND = "convert it: soffice --headless --convert-to docx FILE (LibreOffice)"
_SUFFIXES = {"ole": ".doc", "rtf": ".rtf", "odt": ".odt"}
_STREAMS = (
    ("EncryptedPackage", "encrypted", "save a copy without its password"),
    ("Workbook", "a workbook", "save the sheet as PDF or CSV"),
    ("PowerPoint Document", "a presentation", "save it as PDF"),
)


def as_docx(content: bytes, kind: str, limits: Limits) -> bytes:
    """Return an old file as DOCX. Raises Unreadable where that cannot be done."""
    if kind == "ole":
        _check_streams(content)
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise Unreadable("an old Word or WPS file" if kind == "ole" else kind.upper(), BY_HAND)
    with tempfile.TemporaryDirectory(prefix="zhengce-") as work:
        source = Path(work) / f"document{_SUFFIXES[kind]}"
        source.write_bytes(content)
        profile = (Path(work) / "profile").as_uri()
        command = [program, f"-env:UserInstallation={profile}", "--headless", "--norestore"]
        command += ["--convert-to", "docx", "--outdir", f"{work}/out", str(source)]
        try:
            subprocess.run(command, capture_output=True, timeout=limits.seconds, check=False)
        except subprocess.TimeoutExpired as error:
            raise Unreadable(f"not converted in {limits.seconds} s", BY_HAND) from error
        made = Path(work) / "out" / "document.docx"
        if not made.is_file():
            raise Unreadable("LibreOffice cannot read it", "open it in Word or WPS, save as DOCX")
        return made.read_bytes()


def _check_streams(content: bytes) -> None:
    for name, reason, remedy in _STREAMS:
        if name.encode("utf-16-le") in content:
            raise Unreadable(reason, remedy)
    if "WordDocument".encode("utf-16-le") not in content:
        raise Unreadable(
            "no Word document", "not a .doc or .wps file; get it again from its source"
        )
