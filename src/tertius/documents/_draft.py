"""What a reader of one format hands on: a text as it was found, with the metadata the format carries."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
import urllib.parse

import msgspec

from tertius.records import Document, Published, content_id

__all__ = ["Draft", "canonical", "document_of", "outlet_key"]

_WORD = re.compile(r"\w+")


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """A text before its head and foot are taken off; `where` names the item in messages.

    `dateline` ("OSTRA, 5 October 2021 (Example Wire)") and `standfirst` are what `lay_out` took off the body.
    """

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
    dateline: str | None = None
    standfirst: str | None = None


def canonical(text: str) -> str:
    """`text` as it is hashed: Unicode NFC, every run of white space one blank."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def outlet_key(name: str | None) -> str:
    """The words of an outlet's name in lower case, without a leading "the"; empty for no name."""
    words = _WORD.findall((name or "").casefold())
    return " ".join(words[1:] if words[:1] == ["the"] else words)


def _outlet(draft: Draft) -> str:
    """Who carries the text: the publisher, else the host of its address, else nobody known."""
    if key := outlet_key(draft.publisher):
        return key
    try:
        host = urllib.parse.urlsplit(draft.url or "").hostname or ""
    except ValueError:
        host = ""
    return host.removeprefix("www.")


def document_of(draft: Draft, *, path: str | None = None, confidential: bool = False) -> Document:
    """The document that a laid-out draft makes.

    Its id depends on the text and on the outlet that carries it and on nothing else: the same page read again is
    the same document, and a word-for-word reprint elsewhere is one of its own (in the same story).
    """
    outlet = _outlet(draft)
    return Document(
        id=content_id("doc", canonical(draft.text), *([outlet] if outlet else [])),
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
