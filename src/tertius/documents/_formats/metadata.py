"""What a page says of itself: title, byline, publisher, address and date, from its head and JSON-LD first.

Meta tags and JSON-LD are read by trafilatura's readers, the date by htmldate (Barbaresi 2020); the body is
searched only for what the head does not tell, and with one pass a field, because these searches cost as much
as finding the text.
"""

from __future__ import annotations

import contextlib
import copy
import datetime as dt
import re
from typing import Any

import msgspec

from tertius.documents import dates
from tertius.records import DateBasis, Published

__all__ = ["PageMetadata", "page_metadata"]

_BYLINES = (
    "//*[@rel='author' or @itemprop='author' or @id='author' or contains(@class, 'byline') or contains(@class, 'Byline')"
    " or contains(@class, 'author') or contains(@class, 'Author')]"
    "[not(self::body or self::article or self::section or self::main or self::time)]"
)
_LONGEST_BYLINE = 120
_OTHERS = re.compile(r"comment|sidebar|related|quote|bio\b|avatar", re.IGNORECASE)
_BY = re.compile(r"^(?:by|written by|author)\b\W*", re.IGNORECASE)
_BYLINE_ENDS = re.compile(r"\s*(?:[|•·–—]|\d|,? (?:published|updated|posted)\b).*$", re.IGNORECASE)
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d(?!\d)")
_EARLIEST = "1995-01-01"  # htmldate's own bound; what is older is the date of something else
_SITE_SUFFIX = r"\s*(?:[|»·•]|[–—-])\s*"


class PageMetadata(msgspec.Struct, frozen=True, kw_only=True):
    """Fields of a page; what it does not tell is empty or None."""

    title: str = ""
    byline: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: Published | None = None


def page_metadata(tree: Any, url: str | None) -> PageMetadata:
    """What `tree` (lxml) says of itself; `url` is where an archive says it came from."""
    from trafilatura import metadata

    found: Any = metadata.examine_meta(tree)
    if found.author and " " not in found.author:
        found.author = None
    with contextlib.suppress(Exception):  # JSON-LD of any shape; what it would have told is looked for elsewhere
        found = metadata.extract_meta_json(tree, found)
    found.title = found.title or metadata.extract_title(tree)
    found.url = found.url or metadata.extract_url(tree, url)
    found.clean_and_trim()
    publisher = _publisher(found.sitename or metadata.extract_sitename(tree), found.url)
    return PageMetadata(
        title=_title(tree, found.title or "", publisher or ""),
        byline=found.author or _byline(tree),
        publisher=publisher,
        url=found.url,
        published=_published(tree),
    )


def _publisher(name: str | None, url: str | None) -> str | None:
    """The site's name, else the host of its address."""
    if name and (name := name.strip().lstrip("@")):
        return name if name[0].isupper() or "." in name else name.title()
    match = re.match(r"https?://(?:www\.)?([^/:?#]+)", url or "")
    return match[1].lower() if match else None


def _title(tree: Any, found: str, publisher: str) -> str:
    """The page's only headline where it has one, else what the metadata say, without the site's name."""
    headlines = {" ".join(h1.text_content().split()) for h1 in tree.xpath("//article//h1 | //main//h1")} - {""}
    title = headlines.pop() if len(headlines) == 1 else found
    return re.sub(_SITE_SUFFIX + re.escape(publisher) + r"\s*$", "", title) if publisher else title


def _byline(tree: Any) -> str | None:
    """The first short element marked as author or byline, without "By" and the date behind it."""
    for element in tree.xpath(_BYLINES)[:12]:
        if _OTHERS.search(f"{element.get('class', '')} {element.get('id', '')}"):
            continue
        names = _BYLINE_ENDS.sub("", _BY.sub("", " ".join(element.text_content().split()))).strip(" ,;:")
        if 2 < len(names) < _LONGEST_BYLINE and names[0].isalpha():
            return names
    return None


def _published(tree: Any) -> Published | None:
    """The date that meta tags, JSON-LD, `<time>` or the canonical address state."""
    if stated := _stated(tree):
        return stated
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


def _stated(tree: Any) -> Published | None:
    """The date of publication where a page states it in the one usual way; anything else is left to htmldate."""
    stated = tree.xpath("//meta[@property='article:published_time' or @itemprop='datePublished']/@content")
    days = {match[0] for value in stated if (match := _ISO_DAY.match(value.strip()))}
    if len(days) != 1 or not _EARLIEST <= (day := days.pop()) <= dt.datetime.now(dt.UTC).date().isoformat():
        return None
    return dates.parse(day, basis=DateBasis.METADATA, because="page metadata")


def _copied(element: Any) -> Any:
    twin = copy.copy(element)
    twin.tail = None
    return twin
