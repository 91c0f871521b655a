"""Files to documents: main text, date, byline, publisher, and which of them are copies of one story.

read(paths)             -> list[Document]; strict: the first file that cannot be read is an error
read_all(paths)         -> Reading; what cannot be read is set aside with its reason
read_each(paths)        -> the same one after the other, for more than fits in memory
read_urls(urls, folder) -> the same of pages and feeds on the web, fetched politely by fetch(urls, folder)
archive(inputs, workspace) -> files, folders, pages and feeds into a workspace, what cannot be read counted
references(documents, form) -> references as RIS, BibTeX or CSL-JSON; confidential documents are left out
stories(documents)      -> the story each belongs to; reprints and near-copies share one
dates.infer(text)       -> the day a text must be older than, from a date it sets in its future
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from tertius.documents import dates
from tertius.documents.copies import stories
from tertius.documents.reading import Copy, Reading, SetAside, read, read_all, read_each

if TYPE_CHECKING:
    from tertius.documents.archiving import Archived, archive
    from tertius.documents.bibliography import references
    from tertius.documents.fetching import Fetched, Politeness, fetch, read_urls

__all__ = [
    "Archived",
    "Copy",
    "Fetched",
    "Politeness",
    "Reading",
    "SetAside",
    "archive",
    "dates",
    "fetch",
    "read",
    "read_all",
    "read_each",
    "read_urls",
    "references",
    "stories",
]


_LATE = {  # these load the network, the workspace or the forms of references, and are loaded when they are used
    "Archived": "archiving",
    "archive": "archiving",
    "Fetched": "fetching",
    "Politeness": "fetching",
    "fetch": "fetching",
    "read_urls": "fetching",
    "references": "bibliography",
}


def __getattr__(name: str) -> Any:
    if name in _LATE:
        return getattr(importlib.import_module(f"tertius.documents.{_LATE[name]}"), name)
    raise AttributeError(f"module 'tertius.documents' has no attribute {name!r}")
