"""The cut-off: the instant after which nothing is known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from tertius.case import Case
from tertius.errors import UsageError
from tertius.records import DateBasis, Document

__all__ = ["Cutoff", "cut_off", "is_known"]


class Cutoff(NamedTuple):
    date: dt.date
    basis: str
    because: str


def cut_off(case: Case, read: Sequence[Document]) -> Cutoff:
    """The instant after which nothing is known: given, or the newest document's date (an inferred one by its end, its sure bound)."""
    if case.until is not None:
        return Cutoff(case.until, "given", "the cut-off that was asked for")
    dated = [document for document in read if document.published is not None]
    if not dated:
        return _from_stored(case)
    newest = max(dated, key=lambda document: document.published.day)  # type: ignore[union-attr]
    published = newest.published
    assert published is not None  # noqa: S101  (by the filter above)
    basis = "inferred" if published.basis == DateBasis.INFERRED else "newest document"
    return Cutoff(published.day, basis, published.because or f"the date of {newest.title or newest.id!r}")


def _from_stored(case: Case) -> Cutoff:
    from tertius import effects

    stored = [effects.load(path, dt.date.max)[0].computation for path in case.responses]
    dates = [computation.cutoff for computation in stored if computation]
    if not dates:
        raise UsageError(
            "no document carries a date and none can be inferred; give the cut-off with --until YYYY-MM-DD"
        )
    return Cutoff(max(dates), "stored response", "the cut-off of the stored response")


def is_known(document: Document, cutoff: dt.date) -> bool:
    return document.published is None or document.published.day <= cutoff
