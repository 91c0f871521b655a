"""RSS 0.9 to 2.0, RDF and Atom feeds saved as files; items are what the feed holds, nothing is fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

from tertius.documents import dates
from tertius.documents._bytes import Source
from tertius.documents._draft import Draft
from tertius.errors import DocumentError
from tertius.records import DateBasis

__all__ = ["NO_TEXT", "absolute", "feed", "links"]

NO_TEXT = "has no text; read its page instead"

_TEXT = ("encoded", "content", "description", "summary")
_DATES = ("pubDate", "published", "date", "issued", "updated")
_BREAKS = re.compile(r"<(?:/p|/div|/li|/h\d|br)\b[^<>]*>", re.IGNORECASE)


def feed(source: Source) -> Iterator[Draft | DocumentError]:
    """A draft, or its error, for each item of the feed."""
    root = _root(source)
    items = root.xpath("//*[local-name()='item' or local-name()='entry']")
    if not items:
        raise DocumentError(f"{source.name}: is no feed with items; give an RSS or Atom file, or the pages themselves")
    publisher = _first(root if _name(root) == "feed" else next(iter(root), root), "title")
    for number, item in enumerate(items, start=1):
        yield _draft(item, f"{source.name} item {number}", publisher, source.url or "")


def links(source: Source) -> list[str]:
    """The addresses that the feed's items link to, in order, each once."""
    found = (_link(item) for item in _root(source).xpath("//*[local-name()='item' or local-name()='entry']"))
    return list(dict.fromkeys(link for link in found if link))


def absolute(base: str, link: str | None) -> str | None:
    """`link` as a whole address, or None for none and for one that is no address."""
    try:
        return urljoin(base, link) if link else None
    except ValueError:
        return None


def _root(source: Source) -> Any:
    from lxml import etree  # type: ignore[import-untyped, unused-ignore]

    data = source.data()
    plain = data.replace(b"\x00", b"")  # in UTF-16 the letters of a declaration stand apart
    if re.search(rb"<!\s*(?:ENTITY|DOCTYPE[^>]{0,2000}\[)", plain, re.IGNORECASE):
        raise DocumentError(
            f"{source.name}: declares entities, which could expand without end; refused, save a plain feed"
        )
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False)
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DocumentError(f"{source.name}: is no well-formed XML ({error}); save the feed again") from error


def _name(element: Any) -> str:
    return str(element.tag).rsplit("}", 1)[-1] if isinstance(element.tag, str) else ""


def _first(parent: Any, *names: str) -> str:
    """The text of the first child with one of `names`, tried in that order."""
    for name in names:
        for child in parent:
            if _name(child) == name and (value := "".join(child.itertext()).strip()):
                return value
    return ""


def _link(item: Any) -> str | None:
    links = [child for child in item if _name(child) == "link"]
    best = next((child for child in links if child.get("rel", "alternate") == "alternate"), None)
    return None if best is None else (best.get("href") or (best.text or "").strip() or None)


def _draft(item: Any, where: str, publisher: str, base: str) -> Draft | DocumentError:
    text = _plain(_first(item, *_TEXT))
    if not text:
        return DocumentError(f"{where}: {NO_TEXT}")
    author = next((child for child in item if _name(child) in {"author", "creator"}), None)
    byline = "" if author is None else (_first(author, "name") or (author.text or "").strip())
    stated = _first(item, *_DATES)
    return Draft(
        text=text,
        where=where,
        title=_plain(_first(item, "title")),
        byline=byline or None,
        publisher=publisher or None,
        url=absolute(base, _link(item)),
        published=dates.parse(stated, basis=DateBasis.METADATA, because="date of the feed's item") if stated else None,
    )


def _plain(value: str) -> str:
    """The text of a field that may hold HTML, with its paragraph breaks."""
    if "<" not in value:
        return value.strip()
    from lxml import etree  # type: ignore[import-untyped, unused-ignore]
    from lxml import html as lxml_html  # type: ignore[import-untyped, unused-ignore]

    try:
        tree = lxml_html.fragment_fromstring(_BREAKS.sub("\n\n", value), create_parent="div")
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return ""
    for element in tree.xpath(".//script | .//style | .//form | .//figcaption"):
        element.drop_tree()
    return re.sub(r"\n\s*\n\s*", "\n\n", str(tree.text_content())).strip()
