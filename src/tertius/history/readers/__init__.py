"""The field's event sets, each read into the one table: GDELT, ICEWS, POLECAT, ACLED, UCDP GED, a user's own.

`members(path)` tells what a file holds, `chunks` unpacks it into pieces of bounded size, `coded` makes events of a
piece's rows. Layouts and their traps are in `layouts`; `docs/histories.md` says how each set's columns are read.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tertius.errors import UsageError
from tertius.history.readers.layouts import LAYOUTS, SourceLayout
from tertius.history.readers.lookups import Codebook
from tertius.history.readers.unpacking import Chunk, Member, chunks, is_readable, members

__all__ = [
    "FORMATS",
    "Chunk",
    "Codebook",
    "Member",
    "SourceLayout",
    "checked_format",
    "chunks",
    "coded",
    "format_of",
    "is_readable",
    "members",
]

FORMATS: tuple[str, ...] = tuple(dict.fromkeys(layout.format for layout in LAYOUTS))
"""The words for the sets on the command line (a panel is imported apart)."""


def checked_format(name: str) -> str:
    """`name` as one of `FORMATS`; raises UsageError."""
    wanted = name.strip().lower().replace("_", "-")
    if wanted not in FORMATS:
        raise UsageError(f"{name!r} is no format; the formats are {', '.join(FORMATS)} and panel")
    return wanted


def format_of(layout: str) -> str | None:
    """The format of the layout called `layout`; None for what is no layout (a panel)."""
    return next((known.format for known in LAYOUTS if known.name == layout), None)


def coded(layout: SourceLayout, raw: Any, book: Codebook) -> Any:
    """Events (or mentions) from the rows `raw`, an Ibis table of text with the layout's `keeps`, `row` and `file`.

    The result has the archive's columns but `origin`, and `problem` (null, or why the row is set aside), `row`, `file`.
    It is right for the rows that `raw` holds when `book.learn()` is called.
    """
    return _reader(layout.name)(raw, book)


def _reader(name: str) -> Callable[[Any, Codebook], Any]:
    from tertius.history.readers import dataverse, gdelt, tidy, violence

    return {
        "gdelt_v1": gdelt.events,
        "gdelt_v2": gdelt.events,
        "gdelt_mentions": gdelt.mentions,
        "icews": dataverse.icews,
        "polecat": dataverse.polecat,
        "acled": violence.acled,
        "ucdp_ged": violence.ucdp_ged,
        "tidy": tidy.events,
    }[name]
