"""Saved web pages: main text by trafilatura (Barbaresi 2021); nothing is fetched, no script is run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from tertius.documents._bytes import Source, decode
from tertius.documents._draft import Draft
from tertius.documents._formats.metadata import page_metadata
from tertius.errors import DocumentError

__all__ = ["draft_of_page", "pages"]

_DEEPEST = 200  # nested elements; real pages stay below 60, and deeper trees exhaust recursive extractors
_LARGEST = 12_000_000  # characters of markup, embedded pictures left out; a tree takes ten times that in memory
_MOST_ELEMENTS = 20_000  # real pages have some thousands; extractors take seconds for these and hours for a million
_OFF = (
    "//figcaption | //nav | //footer | //aside | //script[not(contains(@type, 'ld+json'))] | //style | //template | //iframe"
    " | //noscript | //button | //select | //textarea | //input | //object | //svg | //dialog"
    " | //*[contains(@class, 'gfield') or contains(@class, 'wp-caption-text') or contains(@class, 'honeypot')"
    " or contains(@class, 'newsletter-signup')]"
)
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|(?<![-\w])(?:left|top|text-indent)\s*:\s*-\d{3,}", re.IGNORECASE
)
_ENTITIES = re.compile(r"<!(?:ENTITY|DOCTYPE[^>\[]{0,500}\[)", re.IGNORECASE)
_STAMP = re.compile(r"constructed for this example", re.IGNORECASE)
_EMBEDDED = re.compile(r"data:[\w/+.;=-]{0,100},[A-Za-z0-9+/=%]{200,}")
_LONG_ENOUGH = 600  # characters; a shorter text is compared with what other extractors find


def pages(source: Source) -> Iterator[Draft]:
    """One draft from one saved page."""
    yield draft_of_page(decode(source.data(), source.name), source.name, url=source.url)


def draft_of_page(html: str, where: str, *, url: str | None = None) -> Draft:
    """The draft of a page given as text; `url` is where an archive says it came from."""
    if _ENTITIES.search(html[:20_000]):
        raise DocumentError(f"{where}: declares entities of its own; refused, save the page as plain HTML")
    if len(html) > 1_000_000:
        html = _EMBEDDED.sub("data:,", html)
    if len(html) > _LARGEST:
        raise DocumentError(f"{where}: more than {_LARGEST // 1_000_000} MB of markup; save the article alone")
    tree = _parsed(html, where)
    _tidy(tree)
    known = page_metadata(tree, url)
    return Draft(
        text=_extracted(tree, where, url),
        where=where,
        title=known.title,
        byline=known.byline,
        publisher=known.publisher,
        url=known.url or url,
        published=known.published,
        constructed=_constructed(tree, html),
    )


def _parsed(html: str, where: str) -> Any:
    from lxml import etree  # type: ignore[import-untyped, unused-ignore]
    from lxml import html as lxml_html  # type: ignore[import-untyped, unused-ignore]

    parser = lxml_html.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        tree = lxml_html.document_fromstring(html.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise DocumentError(f"{where}: is no readable HTML ({error}); save the page again") from error
    if tree.xpath(f"boolean({'/*' * (_DEEPEST + 1)})"):
        raise DocumentError(f"{where}: nests its elements more than {_DEEPEST} deep; save the text alone")
    if tree.xpath("count(//*)") > _MOST_ELEMENTS:
        raise DocumentError(f"{where}: has more than {_MOST_ELEMENTS} elements; save the article alone")
    return tree


def _tidy(tree: Any) -> None:
    """Take captions, forms and hidden elements out of the tree; not a form, nor a layer, that holds most of the page."""
    for element in tree.xpath(_OFF):
        if element.getparent() is not None and element.tag != "body":
            element.drop_tree()
    whole = max(1, len(tree.text_content()))
    for element in tree.xpath("//form | //*[@hidden or @aria-hidden='true' or @style]"):
        seen = element.tag != "form" and element.get("hidden") is None and element.get("aria-hidden") != "true"
        if (seen and not _HIDDEN.search(element.get("style", ""))) or element.getparent() is None:
            continue
        if len(element.text_content()) < whole // 2:
            element.drop_tree()


def _extracted(tree: Any, where: str, url: str | None) -> str:
    """The text that trafilatura finds, or DocumentError where it finds none.

    Its own rules come first. Only where they leave out much of what the page's paragraphs hold are they
    weighed against other extractors, which takes as long again.
    """
    text = _extract(tree, url, fast=True)
    held = sum(map(len, tree.xpath("//p//text()")))
    if len(text) < _LONG_ENOUGH or held > 1.6 * len(text):
        text = _extract(tree, url, fast=False) or text
    if not text.strip():
        raise DocumentError(f"{where}: no article text was found on the page; save the text itself")
    return text


def _extract(tree: Any, url: str | None, *, fast: bool) -> str:
    import trafilatura

    found: Any = trafilatura.bare_extraction(tree, url=url, fast=fast, include_comments=False, include_tables=False)
    return str(found.text or "") if found is not None else ""


def _constructed(tree: Any, html: str) -> bool:
    stamps = tree.xpath("//meta[@name='tertius:constructed']/@content")
    return any(str(stamp).strip().lower() not in {"", "no", "false", "0"} for stamp in stamps) or bool(
        _STAMP.search(html)
    )
