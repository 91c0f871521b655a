"""Saved web pages: main text by trafilatura, dates by htmldate; nothing is fetched, no script is run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from tertius.documents import dates
from tertius.documents._bytes import Source, decode
from tertius.documents._draft import Draft
from tertius.errors import DocumentError
from tertius.records import DateBasis, Published

__all__ = ["draft_of_page", "pages"]

_DEEPEST = 200  # nested elements; real pages stay below 60, and deeper trees exhaust recursive extractors
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
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)\b([^<>]*)>")
_UNCLOSED = "area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr|p|li|td|tr|th|dt|dd|option"
_VOID = frozenset(_UNCLOSED.split("|"))
_SITE_SUFFIX = r"\s*(?:[|»·•]|[–—-])\s*"


def pages(source: Source) -> Iterator[Draft]:
    """One draft from one saved page."""
    yield draft_of_page(decode(source.data(), source.name), source.name, url=source.url)


def draft_of_page(html: str, where: str, *, url: str | None = None) -> Draft:
    """The draft of a page given as text; `url` is where an archive says it came from."""
    if _ENTITIES.search(html[:20_000]):
        raise DocumentError(f"{where}: declares entities of its own; refused, save the page as plain HTML")
    if _depth(html) > _DEEPEST:
        raise DocumentError(f"{where}: nests its elements more than {_DEEPEST} deep; save the text alone")
    tree = _parsed(html, where)
    _tidy(tree)
    found = _extracted(tree, where, url)
    publisher = found.sitename or None
    return Draft(
        text=found.text,
        where=where,
        title=_title(tree, found.title or "", publisher or ""),
        byline=found.author or None,
        publisher=publisher,
        url=found.url or url,
        published=_published(tree),
        constructed=_constructed(tree, html),
    )


def _depth(html: str) -> int:
    """The deepest nesting of elements that close, counted on the tags without building a tree."""
    depth = deepest = 0
    for match in _TAG.finditer(html):
        if match[3].endswith("/") or match[2].lower() in _VOID:
            continue
        depth = max(0, depth + (-1 if match[1] else 1))
        deepest = max(deepest, depth)
    return deepest


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
    return tree


def _tidy(tree: Any) -> None:
    """Take captions, forms and hidden elements out of the tree; not a form, nor a layer, that holds most of the page."""
    whole = max(1, len(tree.text_content()))
    for element in tree.xpath(_OFF):
        if element.getparent() is not None and element.tag != "body":
            element.drop_tree()
    for element in tree.xpath("//form | //*[@hidden or @aria-hidden='true' or @style]"):
        seen = element.tag != "form" and element.get("hidden") is None and element.get("aria-hidden") != "true"
        if (seen and not _HIDDEN.search(element.get("style", ""))) or element.getparent() is None:
            continue
        if len(element.text_content()) < whole // 2:
            element.drop_tree()


def _extracted(tree: Any, where: str, url: str | None) -> Any:
    """What trafilatura finds (Barbaresi 2021), or DocumentError where it finds no text."""
    import trafilatura

    found: Any = trafilatura.bare_extraction(
        tree,
        url=url,
        include_comments=False,
        include_tables=False,
        with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    if found is None or not (found.text or "").strip():
        raise DocumentError(f"{where}: no article text was found on the page; save the text itself")
    return found


def _title(tree: Any, found: str, publisher: str) -> str:
    """The page's only headline where it has one, else what the metadata say, without the site's name."""
    headlines = {" ".join(h1.text_content().split()) for h1 in tree.xpath("//article//h1 | //main//h1")} - {""}
    title = headlines.pop() if len(headlines) == 1 else found
    return re.sub(_SITE_SUFFIX + re.escape(publisher) + r"\s*$", "", title) if publisher else title


def _published(tree: Any) -> Published | None:
    """The date that meta tags, JSON-LD, `<time>` or the canonical address state, by htmldate."""
    import htmldate
    from lxml import html as lxml_html  # type: ignore[import-untyped, unused-ignore]

    page = lxml_html.Element("html")
    head, body = lxml_html.Element("head"), lxml_html.Element("body")
    page.extend([head, body])
    for element in tree.xpath("//meta | //link[@rel='canonical'] | //script[contains(@type, 'ld+json')]"):
        head.append(_copied(element))
    for element in tree.xpath("//time[@datetime]")[:5]:
        body.append(_copied(element))
    day = htmldate.find_date(page, extensive_search=False, original_date=True)
    return dates.parse(day, basis=DateBasis.METADATA, because="page metadata") if day else None


def _copied(element: Any) -> Any:
    import copy

    twin = copy.deepcopy(element)
    twin.tail = None
    return twin


def _constructed(tree: Any, html: str) -> bool:
    stamps = tree.xpath("//meta[@name='tertius:constructed']/@content")
    return any(str(stamp).strip().lower() not in {"", "no", "false", "0"} for stamp in stamps) or bool(
        _STAMP.search(html)
    )
