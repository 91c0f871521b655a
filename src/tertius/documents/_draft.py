"""What a reader of one format hands on: a text as it was found, with the metadata the format carries."""

from __future__ import annotations

import datetime as dt
import unicodedata

import msgspec

from tertius.records import Document, Published, content_id

__all__ = ["Draft", "canonical", "document_of"]


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """A text before its head and foot are taken off; `where` names the item in messages."""

    text: str
    where: str
    title: str = ""
    byline: str | None = None
    publisher: str | None = None
    url: str | None = None
    reprint_of: str | None = None
    published: Published | None = None
    language: str | None = None
    retrieved: dt.date | None = None
    constructed: bool = False


def canonical(text: str) -> str:
    """`text` as it is hashed: Unicode NFC, every run of white space one blank."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def document_of(draft: Draft, *, path: str | None = None, confidential: bool = False) -> Document:
    """The document that a laid-out draft makes; the id depends on the text alone."""
    return Document(
        id=content_id("doc", canonical(draft.text)),
        title=draft.title,
        text=draft.text,
        published=draft.published,
        byline=draft.byline,
        publisher=draft.publisher,
        url=draft.url,
        reprint_of=draft.reprint_of,
        language=draft.language,
        retrieved=draft.retrieved,
        path=path,
        constructed=draft.constructed,
        confidential=confidential,
    )
