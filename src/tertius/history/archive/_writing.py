"""Who may write to the archive, and what is entered of a set whenever its rows come in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tertius.errors import UsageError
from tertius.history.archive._manifest import Manifest, OriginEntry
from tertius.history.archive._parts import settle
from tertius.store import Workspace
from tertius.world.terms import terms_of

__all__ = ["origin_entry", "writing_history"]


@contextmanager
def writing_history(workspace: str | Path) -> Iterator[Manifest]:
    """The manifest of the workspace's history, held against every other writer."""
    with (
        Workspace.open(workspace) as opened_,
        opened_.lock("history"),
        Manifest.at(opened_.folder / "history", make=True) as manifest,
    ):
        settle(manifest)
        yield manifest


def origin_entry(origin: str, version: str | None = None, accessed: dt.date | None = None) -> OriginEntry:
    """The origin with its terms as they stand, accessed today where no day is given.

    Raises:
        UsageError: the day of access is yet to come.

    """
    today = dt.datetime.now(dt.UTC).date()
    if accessed is not None and accessed > today:
        raise UsageError(f"the data cannot have been accessed on {accessed.isoformat()}, which is yet to come")
    terms = terms_of(origin)
    return OriginEntry(
        origin=origin, name=terms.name, citation=terms.citation, terms=terms.terms, version=version,
        accessed=(accessed or today).isoformat(),
    )  # fmt: skip
