"""What a history is as a source: its origin, terms, span, and the hash of what was read."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import TypeVar

from tertius.history._part import Part
from tertius.records import DataSource

__all__ = ["STALE_AFTER_DAYS", "source_of", "stale_words"]

STALE_AFTER_DAYS = 90
_OWN = "own"
_T = TypeVar("_T")
_KNOWN = ("gdelt", "icews", "polecat")


def source_of(parts: list[Part], first: dt.date, last: dt.date, rows: int) -> DataSource:
    """The `DataSource` of these inputs, with citation and terms of the origin where it is recognised."""
    from tertius.world.terms import terms_of

    origin = _origin(parts)
    terms = terms_of(origin)
    return DataSource(
        name=_own_name(parts) if origin == _OWN else terms.name,
        origin=origin,
        citation=terms.citation,
        terms=terms.terms,
        version=_only({part.version for part in parts}),
        accessed=_only({part.accessed for part in parts}) or dt.datetime.now(tz=dt.UTC).date(),
        first=first,
        last=last,
        rows=rows,
        sha256=_joint_hash(parts),
    )


def _only(values: set[_T | None]) -> _T | None:
    """The one value that all parts share, or None."""
    return next(iter(values)) if len(values) == 1 else None


def _origin(parts: list[Part]) -> str:
    """The one origin that every part shows, by its columns or else its file's name; otherwise the user's own."""
    origins = {part.layout.origin or next((known for known in _KNOWN if known in part.where.lower()), _OWN)
               for part in parts}  # fmt: skip
    return origins.pop() if len(origins) == 1 else _OWN


def _own_name(parts: list[Part], limit: int = 3) -> str:
    """The names of the user's own files."""
    names = sorted({part.where for part in parts})
    return ", ".join(names[:limit]) + (f" and {len(names) - limit} more" if len(names) > limit else "")


def _joint_hash(parts: list[Part]) -> str:
    """A single input's own SHA-256; of several, the hash of their hashes in order."""
    hashes = sorted(part.sha256 for part in parts)
    return hashes[0] if len(hashes) == 1 else hashlib.sha256("\n".join(hashes).encode()).hexdigest()


def stale_words(last: dt.date, cutoff: dt.date) -> str | None:
    """Why a record that ends on `last` is stale for `cutoff`, or None: it ends at most 90 days before it."""
    behind = (cutoff - last).days
    if behind <= STALE_AFTER_DAYS:
        return None
    return f"the history ends on {last.isoformat()}, {behind} days before the cut-off {cutoff.isoformat()}"
