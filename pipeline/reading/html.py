"""Web pages, saved as HTML or as a web archive: the document's text, its metadata table before it.

The page's title is added where the text begins below its heading. Leaves alone what scripts would
fetch: a page without running text is reported.
"""

from typing import Any

import regex

from pipeline.reading import html_article
from pipeline.reading.content import Content
from pipeline.reading.encodings import decode
from pipeline.reading.errors import Unreadable
from pipeline.reading.html_blocks import blocks_of, drop_hidden

_CUT = regex.compile(r"<(?:[a-zA-Z/!][^<>]*)?\Z|\ufffd\Z")
_REMEDY = "save the whole page, or print it to PDF from the browser"
_TITLES = ("ArticleTitle", "articletitle", "og:title", "title")


def read(content: bytes, declared: str | None = None) -> Content:
    """Return the document of a web page. Raises Unreadable where it holds none."""
    text = decode(content, declared)
    if _CUT.search(text, max(0, len(text) - 2000)):
        raise Unreadable("cut off", "the page ends within a tag; save it again")
    root = _tree(text)
    title = html_article.title_of(root, _named(root))
    drop_hidden(root)
    body = root.find("body")
    body = root if body is None else body
    blocks = blocks_of(body)
    article = html_article.article_of(body, blocks)
    if article is None:
        raise Unreadable("no running text", _REMEDY)
    lines = html_article.lines_of(article, blocks)
    head = html_article.metadata_rows(body, article, blocks)
    if html_article.needs_title(title, lines):
        head.append(str(title))
    return Content("\n".join([*head, *lines]) + "\n", "html", title)


def read_archive(content: bytes) -> Content:
    """Return the document of a saved web archive (.mht, .mhtml). Raises Unreadable as `read`."""
    from email import message_from_bytes

    message = message_from_bytes(content)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes) and payload.strip():
                return read(payload, part.get_content_charset())
    raise Unreadable("no page in the archive", _REMEDY)


def _tree(text: str) -> Any:
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    plain = text.replace("\x00", "").encode("utf-8", "replace")
    try:
        root = html.document_fromstring(plain, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise Unreadable("no running text", _REMEDY) from error
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        raise Unreadable("nested too deep", "check the file; its structure is broken")
    return root


def _named(root: Any) -> str | None:
    """Return the name that the page gives its document, in its head."""
    for name in _TITLES:
        for meta in root.iter("meta"):
            if name in (meta.get("name"), meta.get("property")) and meta.get("content"):
                return str(meta.get("content")).strip()
    title = root.find(".//title")
    return " ".join(title.text_content().split()) if title is not None else None
