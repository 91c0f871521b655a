"""Exports: JSONL with one object a line, CSV and TSV with a column of texts."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from tertius.documents import dates
from tertius.documents._bytes import LARGEST, Source, decode
from tertius.documents._draft import Draft
from tertius.errors import DocumentError
from tertius.records import DateBasis

__all__ = ["jsonl", "separated"]

_COLUMNS = {
    "text": ("text", "body", "content", "full_text", "fulltext", "article", "article_text", "maintext", "story"),
    "title": ("title", "headline", "subject"),
    "published": (
        "published",
        "date",
        "published_date",
        "publication_date",
        "published_at",
        "date_published",
        "pubdate",
    ),
    "byline": ("byline", "author", "authors"),
    "publisher": ("publisher", "source", "outlet", "sitename", "source_name", "newspaper"),
    "url": ("url", "link", "canonical_url"),
    "language": ("language", "lang"),
    "reprint_of": ("reprint_of", "reprint-of"),
}
_LONGEST_FIELD = 16 * 1024 * 1024


def jsonl(source: Source) -> Iterator[Draft | DocumentError]:
    """A draft, or the error of its line, for each line that is not blank."""
    with source.stream() as stream:
        number = 0
        while line := stream.readline(LARGEST + 1):
            number += 1
            if len(line) > LARGEST:
                raise DocumentError(f"{source.name} line {number}: larger than {LARGEST // 1024**2} MB; split the file")
            if line.strip():
                yield _item(line, f"{source.name} line {number}")
        if number == 0:
            raise DocumentError(f"{source.name}: the file is empty; export it again")


def _item(line: bytes, where: str) -> Draft | DocumentError:
    try:
        row = msgspec.json.decode(decode(line, where).lstrip("\ufeff"))
    except msgspec.DecodeError as error:
        return DocumentError(f"{where}: is no JSON object ({error}); mend or remove the line")
    except DocumentError as error:
        return error
    if not isinstance(row, dict):
        return DocumentError(f"{where}: is no JSON object; give one object with a text a line")
    return _draft(row, where)


def separated(source: Source) -> Iterator[Draft | DocumentError]:
    """A draft, or the error of its row, for each row of a table with a header."""
    text = decode(source.data(), source.name)
    csv.field_size_limit(_LONGEST_FIELD)
    first = text.lstrip("\ufeff").split("\n", 1)[0]
    delimiter = max(("\t", ";", ","), key=first.count) if any(mark in first for mark in "\t;,") else ","
    reader = csv.DictReader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=delimiter)
    columns = [name for name in reader.fieldnames or () if name]
    if not _column(dict.fromkeys(columns, "x"), "text"):
        raise DocumentError(
            f"{source.name}: no column of texts among {', '.join(columns[:12])}; name one 'text', 'body' or 'content'"
        )
    try:
        for row in reader:
            yield _draft(row, f"{source.name} line {reader.line_num}")
    except csv.Error as error:
        raise DocumentError(
            f"{source.name} line {reader.line_num}: is no proper table row ({error}); export it again"
        ) from error


def _column(row: Mapping[str, Any], field: str) -> str | None:
    """The value of `field` under any of its usual names, as text."""
    lower = {str(name).strip().lower(): value for name, value in row.items() if name}
    for name in _COLUMNS[field]:
        value = lower.get(name)
        if isinstance(value, list):
            value = ", ".join(str(part) for part in value)
        if isinstance(value, str | int) and str(value).strip():
            return str(value).strip()
    return None


def _draft(row: Mapping[str, Any], where: str) -> Draft | DocumentError:
    text = _column(row, "text")
    if not text:
        return DocumentError(f"{where}: has no text; fill 'text' or remove the row")
    stated = _column(row, "published")
    return Draft(
        text=text,
        where=where,
        title=_column(row, "title") or "",
        byline=_column(row, "byline"),
        publisher=_column(row, "publisher"),
        url=_column(row, "url"),
        reprint_of=_column(row, "reprint_of"),
        published=dates.parse(stated, basis=DateBasis.METADATA, because="date column") if stated else None,
        language=(_column(row, "language") or "").lower() or None,
        constructed=str(row.get("constructed") or "").strip().lower() not in {"", "no", "false", "0", "none"},
    )
