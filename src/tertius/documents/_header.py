"""Metadata that stands at the top of a text: `Key: value` lines, or front matter between `---` lines."""

from __future__ import annotations

import re

import msgspec

from tertius.documents import dates
from tertius.documents._draft import Draft
from tertius.records import DateBasis

__all__ = ["header_line", "split_header", "with_header"]

_FIELDS = {
    "title": "title", "headline": "title", "subject": "title",
    "date": "published", "published": "published", "publication date": "published", "date published": "published",
    "byline": "byline", "author": "byline", "authors": "byline", "by": "byline",
    "publisher": "publisher", "source": "publisher", "outlet": "publisher", "sitename": "publisher",
    "url": "url", "link": "url", "canonical": "url",
    "language": "language", "lang": "language",
    "reprint-of": "reprint_of", "reprint of": "reprint_of", "reprint_of": "reprint_of",
    "originally published": "reprint_of",
    "constructed": "constructed",
}  # fmt: skip
_LINE = re.compile(r"^(?P<key>[A-Za-z][A-Za-z_ -]{1,24}?)\s*:\s*(?P<value>.*)$")
_NO = {"", "no", "false", "0", "none"}
_BY = re.compile(r"^by\s+", re.IGNORECASE)


def header_line(line: str) -> tuple[str, str] | None:
    """(field, value) of a header line whose key is known, or None."""
    match = _LINE.match(line.strip())
    field = _FIELDS.get(match["key"].lower()) if match else None
    return (field, match["value"].strip().strip("\"'")) if match and field else None


def split_header(lines: list[str]) -> tuple[dict[str, str], list[str]]:
    """Header fields by name, and the lines below; without a header, no field and all lines."""
    start = next((i for i, line in enumerate(lines) if line.strip()), len(lines))
    if start < len(lines) and lines[start].strip() == "---":
        end = next((i for i in range(start + 1, min(len(lines), start + 60)) if lines[i].strip() in {"---", "..."}), 0)
        if end:
            return _fields(lines[start + 1 : end]), lines[end + 1 :]
    end = start
    while end < len(lines) and header_line(lines[end]):
        end += 1
    return _fields(lines[start:end]), lines[end:]


def _fields(lines: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in lines:
        if (pair := header_line(line)) and pair[1]:
            found.setdefault(*pair)
    return found


def with_header(draft: Draft, fields: dict[str, str]) -> Draft:
    """`draft` with what its header states; the header outranks what was there."""
    changes: dict[str, object] = {
        name: value for name, value in fields.items() if name in {"title", "publisher", "url", "reprint_of"}
    }
    if "byline" in fields:
        changes["byline"] = _BY.sub("", fields["byline"])
    if "language" in fields:
        changes["language"] = fields["language"].lower()
    if fields.get("constructed", "no").lower() not in _NO:
        changes["constructed"] = True
    published = (
        dates.parse(fields["published"], basis=DateBasis.METADATA, because="header") if "published" in fields else None
    )
    if published:
        changes["published"] = published
    return msgspec.structs.replace(draft, **changes) if changes else draft
