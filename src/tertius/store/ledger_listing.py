"""Listing the ledger a page at a time: how each entry stands, but for the day, is worked out once.

The latest entered comes first. A cursor names the place after the last entry shown, so that what is added meanwhile
shifts no page.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import msgspec

from tertius.errors import UsageError
from tertius.records import EntryStatus, LedgerEntry
from tertius.store._database import Database
from tertius.store.ledger import entries_of

__all__ = ["EntryPage", "LedgerListing"]

MOST = 500  # entries of one page
_BATCH = 500


class EntryPage(msgspec.Struct, frozen=True, kw_only=True):
    """A page of entries with their settlements; `total` fit, `next` is the cursor of the following page, if any."""

    items: tuple[LedgerEntry, ...]
    total: int
    next: str | None


class LedgerListing:
    """The listing of one workspace's ledger."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, items: Iterable[str]) -> list[LedgerEntry]:
        """The latest state of these entries with their settlements, in the order given; none for what is not held."""
        return entries_of(self._database, items)

    def unlisted(self, rule: int) -> list[LedgerEntry]:
        """Up to 500 entries that were added or settled since they were listed, or that another rule listed."""
        rows = self._database.rows(
            "SELECT id FROM ledger_unlisted UNION SELECT id FROM ledger_listing WHERE rule < ?1 OR rule > ?1 LIMIT ?2",
            (rule, _BATCH),
        )
        return entries_of(self._database, [row[0] for row in rows])

    def enter(self, standing: Iterable[tuple[str, EntryStatus, dt.date | None]], rule: int) -> None:
        """List entries by how they stand before any day has come, and by the day on which they fall due."""
        given = [(item, state.value, ends.isoformat() if ends else "", rule) for item, state, ends in standing]
        with self._database.writing():
            self._database.run_many(
                "INSERT OR REPLACE INTO ledger_listing (id, place, state, ends, rule)"
                " SELECT ?1, min(number), ?2, ?3, ?4 FROM ledger_entries WHERE id = ?1",
                given,
            )
            self._database.run_many("DELETE FROM ledger_unlisted WHERE id = ?", [row[:1] for row in given])

    def page(
        self, today: dt.date, *, status: EntryStatus | None = None, after: str | None = None, limit: int = 50
    ) -> EntryPage:
        """The entries of that status on `today`, the latest entered first, from the cursor `after` on.

        What was added or settled since it was listed is not in it as it stands: see `unlisted` and `enter`.

        Raises:
            UsageError: a cursor that is none, or a limit out of range.
        """
        if not 1 <= limit <= MOST:
            raise UsageError(f"a page holds 1 to {MOST} entries, not {limit}")
        fits, given = _fits(status, today)
        place, start = ("", ()) if after is None else (" AND place < ?", (_place(after),))
        rows = self._database.rows(
            f"SELECT place, id FROM ledger_listing WHERE {fits}{place} ORDER BY place DESC LIMIT ?",
            (*given, *start, limit + 1),
        )
        total = self._database.rows(f"SELECT count(*) FROM ledger_listing WHERE {fits}", given)[0][0]
        shown = rows[:limit]
        return EntryPage(
            items=tuple(entries_of(self._database, [item for _, item in shown])),
            total=total,
            next=str(shown[-1][0]) if len(rows) > limit else None,
        )

    def counts(self, today: dt.date) -> dict[EntryStatus, int]:
        """How many entries there are of each status on `today`; those with none are left out."""
        rows = self._database.rows(
            "SELECT CASE WHEN state = ?1 AND ends < ?2 THEN ?3 ELSE state END AS status, count(*)"
            " FROM ledger_listing GROUP BY status",
            (EntryStatus.OPEN.value, today.isoformat(), EntryStatus.SETTLEABLE.value),
        )
        return {EntryStatus(state): number for state, number in rows}


def _fits(status: EntryStatus | None, today: dt.date) -> tuple[str, tuple[str, ...]]:
    if status is None:
        return "1", ()
    if status in (EntryStatus.OPEN, EntryStatus.SETTLEABLE):
        sign = ">=" if status == EntryStatus.OPEN else "<"
        return f"state = ? AND ends {sign} ?", (EntryStatus.OPEN.value, today.isoformat())
    return "state = ?", (status.value,)


def _place(cursor: str) -> int:
    if not cursor.isascii() or not cursor.isdigit() or len(cursor) > 18:
        raise UsageError("the cursor is none of this listing; begin at the first page")
    return int(cursor)
