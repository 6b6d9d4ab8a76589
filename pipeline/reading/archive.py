"""The parts of an Office file: a ZIP of XML, read without trusting its sizes or its entities."""

import zipfile
import zlib
from io import BytesIO
from typing import Any

from pipeline.reading.errors import Unreadable

_PART = 120_000_000  # bytes of one part unpacked; a 200-page document has about 10 million
_RATIO = 400  # unpacked to packed; real parts stay below 60
_DAMAGED = ("damaged Office file", "get it again from its source")


class Archive:
    """The named parts of a ZIP, each read up to a bound."""

    def __init__(self, content: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(BytesIO(content))
        except (zipfile.BadZipFile, ValueError, OSError) as error:
            raise Unreadable(*_DAMAGED) from error
        self.names = frozenset(self._zip.namelist())

    def read(self, name: str) -> bytes:
        """Return a part. Raises Unreadable when it is locked, broken or swells beyond bounds."""
        entry = self._zip.getinfo(name)
        if entry.flag_bits & 1:
            raise Unreadable("encrypted", "save a copy without its password")
        bound = min(_PART, max(2_000_000, _RATIO * entry.compress_size))
        try:
            with self._zip.open(entry) as stream:
                part = stream.read(bound + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
            raise Unreadable(*_DAMAGED) from error
        if len(part) > bound:
            remedy = "it unpacks to far more than a document holds; check where it comes from"
            raise Unreadable("a ZIP bomb", remedy)
        return part

    def tree(self, name: str) -> Any | None:
        """Return the root of an XML part, None where there is none.

        Raises Unreadable where the XML is broken or declares entities.
        """
        if name not in self.names:
            return None
        return parse(self.read(name))


def parse(part: bytes) -> Any:
    """Return the root of an XML text in which no entity is expanded and nothing is fetched."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(part, parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable(*_DAMAGED) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise Unreadable("XML entities", "no Word file has them; check where it comes from")
    return root
