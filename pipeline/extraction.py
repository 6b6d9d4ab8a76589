"""One document in, its records out: read text → fold → structure → extract → records.

The order in which the extractors run is in `extractors.EXTRACTORS`; here their results are joined
into one Extraction and every quote is checked against the text.
"""

from extractors import extract_text
from extractors.records import Extraction
from pipeline.document import Document
from pipeline.gold import check_quotes


def extract(document: Document) -> Extraction:
    """Return the records of a document, in gold format, each with the words it rests on."""
    extraction = extract_text(document.text, document.id)
    check_quotes(extraction, document.text)
    return extraction
