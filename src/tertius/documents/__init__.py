"""Files to documents: main text, date, byline, publisher, and which of them are copies of one story.

read(paths)             -> list[Document]; strict: the first file that cannot be read is an error
read_all(paths)         -> Reading; what cannot be read is set aside with its reason
read_each(paths)        -> the same one after the other, for more than fits in memory
read_urls(urls, folder) -> the same of pages and feeds on the web, fetched politely by fetch(urls, folder)
stories(documents)      -> the story each belongs to; reprints and near-copies share one
dates.infer(text)       -> the day a text must be older than, from a date it sets in its future
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tertius.documents import dates
from tertius.documents.copies import stories
from tertius.documents.reading import Copy, Reading, SetAside, read, read_all, read_each

if TYPE_CHECKING:
    from tertius.documents.fetching import Fetched, Politeness, fetch, read_urls

__all__ = [
    "Copy",
    "Fetched",
    "Politeness",
    "Reading",
    "SetAside",
    "dates",
    "fetch",
    "read",
    "read_all",
    "read_each",
    "read_urls",
    "stories",
]


def __getattr__(name: str) -> Any:
    if name in {"Fetched", "Politeness", "fetch", "read_urls"}:  # the network parts load when they are used
        from tertius.documents import fetching

        return getattr(fetching, name)
    raise AttributeError(f"module 'tertius.documents' has no attribute {name!r}")
