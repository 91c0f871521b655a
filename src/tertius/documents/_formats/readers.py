"""Which reader a file gets: by what its bytes are, then by its suffix."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from tertius.documents._bytes import Source, foreign
from tertius.documents._draft import Draft
from tertius.documents._formats import archives, feeds, mail, pages, portable, prose, tables
from tertius.errors import DocumentError

__all__ = ["drafts", "feed_links", "may_hold_documents"]

_BY_SUFFIX = {
    ".txt": prose.plain, ".text": prose.plain,
    ".md": prose.markdown, ".markdown": prose.markdown,
    ".html": pages.pages, ".htm": pages.pages, ".xhtml": pages.pages,
    ".jsonl": tables.jsonl, ".ndjson": tables.jsonl, ".csv": tables.separated, ".tsv": tables.separated,
    ".eml": mail.message, ".mbox": mail.mailbox,
    ".xml": feeds.feed, ".rss": feeds.feed, ".atom": feeds.feed, ".rdf": feeds.feed,
    ".pdf": portable.portable,
}  # fmt: skip
_PAGE_OPENS = re.compile(
    rb"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE
)
_FEED_OPENS = re.compile(rb"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:rss|feed|rdf:RDF)\b", re.IGNORECASE)


def may_hold_documents(name: str) -> bool:
    """Whether a file met in a directory is taken for a document, by its name."""
    source = Source(name=name)
    return source.suffix in _BY_SUFFIX or source.suffix in {".zip", ".wacz", ".warc"}


def feed_links(source: Source) -> list[str]:
    """The addresses that the items of a feed link to; none where the source is no feed."""
    with source.stream() as stream:
        opening = stream.read(4096).removeprefix(b"\xef\xbb\xbf")
    if _PAGE_OPENS.match(opening) or not (_FEED_OPENS.match(opening) or _BY_SUFFIX.get(source.suffix) is feeds.feed):
        return []
    return feeds.links(source)


def drafts(source: Source) -> Iterator[Draft | DocumentError]:
    """The texts in `source`: a draft each, or the error of one item; DocumentError is raised where none can be had."""
    for draft in _reader(source):
        if isinstance(draft, Draft):
            yield msgspec.structs.replace(
                draft, url=draft.url or source.url, retrieved=draft.retrieved or source.retrieved
            )
        else:
            yield draft


def _reader(source: Source) -> Iterator[Draft | DocumentError]:
    with source.stream() as stream:
        opening = stream.read(4096)
    if not opening:
        raise DocumentError(f"{source.name}: the file is empty; remove it or save it again")
    if what := foreign(opening):
        raise DocumentError(f"{source.name}: is {what}, not a text; give the page or document itself")
    if opening.startswith(b"%PDF-"):
        return iter(portable.portable(source))
    if opening.startswith(b"PK\x03\x04"):
        return archives.zipped(source, may_hold_documents, drafts)
    if opening.startswith(b"WARC/") or archives.is_warc(source.name):
        return archives.warc(source, drafts)
    bare = opening.removeprefix(b"\xef\xbb\xbf")
    if _PAGE_OPENS.match(bare) and source.suffix not in {".eml", ".mbox"}:
        return iter(pages.pages(source))
    if _FEED_OPENS.match(bare):
        return feeds.feed(source)
    if source.suffix == ".pdf":
        raise DocumentError(f"{source.name}: is no PDF, whatever its name says; save it again")
    return iter(_BY_SUFFIX.get(source.suffix, prose.plain)(source))
