"""One folder that keeps documents, what was coded from them, corrections, jobs and tables.

workspace/
  workspace.sqlite    what changes: documents, records, revisions, jobs, the manifest of the tables
  tables/NAME/*.parquet    what only grows
  locks/              one file a lock; empty
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar

from filelock import FileLock, Timeout

from tertius.errors import StoreError
from tertius.records import Document, LedgerEntry, Record, Settlement
from tertius.store import _held as held
from tertius.store import _items, _purge, jobs, ledger, listing, readings, revisions, tables
from tertius.store._database import Database, clear_errors
from tertius.store._dependence import rests_on_secret
from tertius.store.codings import Codings
from tertius.store.ledger_listing import LedgerListing
from tertius.store.watching import Watching

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["Workspace"]

_FILE = "workspace.sqlite"
_LOCK_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,80}\Z")
Kept = TypeVar("Kept", bound=Record)


class Workspace:
    """An open workspace; use it as a context manager. Every method that returns has its write on the disk."""

    def __init__(self, folder: Path, database: Database) -> None:
        self.folder = folder
        self.codings = Codings(database)
        self.ledger_listing = LedgerListing(database)
        self.watching = Watching(database, lambda alert: self.put_records("alert", [alert]))
        self._database = database

    @classmethod
    def open(cls, path: str | Path, *, wait: float = 10.0) -> Self:
        """Open the workspace at `path`, making the folder where there is none.

        `wait` is how many seconds a write waits for another process before it gives up.

        Raises:
            StoreError: the path is a file, cannot be written, is damaged, is locked, or of a newer schema.
        """
        folder = Path(path)
        with clear_errors(folder):
            (folder / "locks").mkdir(parents=True, exist_ok=True)
        database = Database(folder / _FILE, wait)
        listing.enter_missing(database)
        return cls(folder, database)

    def close(self) -> None:
        """Close the file; the workspace cannot be used afterwards."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # --- documents ------------------------------------------------------------------------------

    def put_documents(self, documents: Iterable[Document]) -> int:
        """Keep `documents`; returns how many are new or changed. The same again changes nothing.

        A document that is confidential or constructed stays so, whatever a later reading says; the path and
        day of its first reading stay too.
        """
        given = list(documents)  # a slow source is drained before the write begins
        with self._database.writing():
            return sum(held.put_document(self._database, document) for document in given)

    def documents(self, *, shareable: bool = False) -> list[Document]:
        """All documents in the order of their arrival; with `shareable`, without the confidential ones."""
        return held.documents(self._database, shareable=shareable)

    def document(self, document: str) -> Document:
        """The document of that id; StoreError where there is none."""
        return held.document(self._database, document)

    def set_confidential(self, document: str, confidential: bool = True) -> None:
        """Flag the document; what is confidential is left out wherever `shareable` is asked for."""
        with self._database.writing():
            held.set_confidential(self._database, document, confidential)

    def note(self, document: str, notes: Mapping[str, Iterable[str]]) -> None:
        """Keep notes on a document that its fields have no place for: `source`, `dateline`, `standfirst`, ...

        They go with the document when it is purged, and leave no more than a confidential one does.
        """
        self.document(document)
        readings.add_notes(self._database, document, notes)

    def notes(self, document: str) -> dict[str, tuple[str, ...]]:
        """The notes on a document by name."""
        return readings.notes(self._database, document)

    def source_read(self, source: str) -> readings.SourceRead | None:
        """How `source` (an absolute path, an address) was last read to its end, or None."""
        return readings.source_read(self._database, source)

    @contextmanager
    def together(self) -> Iterator[None]:
        """Keep everything that is put inside the block, or nothing of it."""
        with self._database.writing():
            yield

    def mark_read(self, read: readings.SourceRead) -> None:
        """Enter that a source was read to its end; do so in one block with its last documents."""
        readings.mark_read(self._database, read)

    # --- records --------------------------------------------------------------------------------

    def put_records(self, kind: str, records: Iterable[Record], *, made_by: str = "") -> int:
        """Keep coded records of one kind, made by that version; returns how many are new or changed."""
        given = list(records)
        with self._database.writing():
            return sum(held.put_record(self._database, kind, record, made_by) for record in given)

    def replace_records(
        self, kind: str, records: Iterable[Record], *, documents: Iterable[str], made_by: str = ""
    ) -> int:
        """Keep `records` as all there is of one kind on `documents`; returns how many are new or changed.

        What an earlier run made from those documents alone, and this one does not, goes. Corrections stay on the
        list: they hold again when a later run makes the item again.
        """
        given = list(records)
        with self._database.writing():
            changed = self.put_records(kind, given, made_by=made_by)
            held.drop_records(self._database, kind, made=given, documents=set(documents))
        return changed

    def records(self, kind: str, *, shareable: bool = False) -> list[Any]:
        """All records of `kind` as they were made; with `shareable`, none that rests on a confidential one."""
        return held.records(self._database, kind, shareable=shareable)

    def page(
        self,
        kind: str,
        filters: Mapping[str, str] | None = None,
        *,
        since: dt.date | None = None,
        until: dt.date | None = None,
        after: str | None = None,
        limit: int = 50,
    ) -> listing.Listed:
        """A page of the records of `kind`, corrections applied, newest first.

        Args:
            filters: words by field, all of which must fit; the fields of each kind are `listing.FIELDS`.
            since, until: the first and the last day, both included; with either, what has no day is left out.
            after: the cursor that the page before gave.
            limit: records of the page, at most 500.

        Raises:
            UsageError: a field that the kind is not listed by, a cursor that is none, a limit out of range.
        """
        return listing.page(self._database, kind, filters or {}, (since, until), after, limit)

    def count(self, kind: str, filters: Mapping[str, str] | None = None) -> int:
        """How many records of `kind` fit the filters; a lower bound where several filters meet in very many."""
        return listing.count(self._database, kind, filters or {})[0]

    def listed_version(self) -> tuple[Any, ...]:
        """Changes whenever what is listed does: equal versions give equal pages."""
        return listing.version(self._database)

    def document_page(self, *, after: str | None = None, limit: int = 50) -> listing.Listed:
        """A page of documents, corrections applied, the latest to arrive first; otherwise as `page`."""
        return listing.document_page(self._database, after, limit)

    def changed_since(self, moment: dt.datetime) -> dict[str, int]:
        """How many records of each kind were made or changed since, and under "document" how many documents came."""
        return listing.changed_since(self._database, moment)

    def record(self, kind: str, item: str) -> Any:
        """The record of that id, corrections applied; StoreError where there is none."""
        return held.record(self._database, kind, item)

    def records_of(self, document: str) -> dict[str, list[Any]]:
        """All records by kind that rest on the document, directly or through other records."""
        return held.records_of(self._database, document)

    def is_shareable(self, kind: str, item: str) -> bool:
        """Whether the record rests on no confidential document, directly or through other records."""
        return not rests_on_secret(self._database, kind, item)

    def record_id(self, record: Record) -> str:
        """The id under which `record` is kept and revised: its own, or derived from what makes it this one."""
        return _items.record_id(record)

    # --- revisions ------------------------------------------------------------------------------

    def revise(self, kind: str, item: str, field: str, value: Any, *, who: str, why: str) -> revisions.Revision:
        """Correct one field of an item by hand. Nothing is overwritten: the revision is added to the list.

        Raises:
            StoreError: no such item or field, a value that does not fit it, or no name or reason.
        """
        with self._database.writing():
            made = revisions.revise(self._database, kind, item, field, value, who=who, why=why)
            if kind != "document":
                listing.enter(self._database, kind, item, self.record(kind, item))
        return made

    def revisions(self, kind: str | None = None, item: str | None = None) -> list[revisions.Revision]:
        """Revisions in the order made: all, those of a kind, or those of an item."""
        return revisions.revisions(self._database, kind, item)

    def revised(self, records: Iterable[Kept]) -> list[Kept]:
        """`records` with the revisions applied, the latest of a field winning; ids tell which they belong to."""
        return revisions.revised(self._database, records)

    # --- the ledger -----------------------------------------------------------------------------

    def put_entries(self, entries: Iterable[LedgerEntry], *, who: str, why: str, by_hand: bool = False) -> int:
        """Add entries of the ledger, or revisions of them; returns how many are new.

        Nothing is overwritten. What a machine makes again never covers what was entered `by_hand`.
        """
        given = list(entries)
        with self._database.writing():
            return ledger.put_entries(self._database, given, who=who, why=why, by_hand=by_hand)

    def entries(self, *, shareable: bool = False) -> list[LedgerEntry]:
        """The latest state of every entry with its settlements; with `shareable`, nothing of a confidential document."""
        return ledger.entries(self._database, shareable=shareable)

    def entry_revisions(self, entry: str) -> list[ledger.EntryRevision]:
        """Every state that an entry has had, with who entered it, when and why."""
        return ledger.revisions_of(self._database, entry)

    def put_settlements(self, settlements: Iterable[Settlement]) -> int:
        """Add settlements; returns how many are new. StoreError for an entry that the ledger does not hold."""
        given = list(settlements)
        with self._database.writing():
            return ledger.put_settlements(self._database, given)

    # --- jobs and locks -------------------------------------------------------------------------

    def new_job(self, kind: str, checkpoint: Any = None) -> str:
        """Enter a job to be run later, by whoever finds what it is to do in its first checkpoint; returns its id."""
        return jobs.new_job(self._database, kind, checkpoint)

    def run_job(self, kind: str, work: jobs.Work, *, job: str | None = None) -> jobs.JobRecord:
        """Run `work(job)` and keep how it stands; give `job` to run or take up one that exists.

        `work` calls its argument as a `Progress` and may save checkpoints. Cancelling ends in the record's
        state; what `work` raises is recorded and raised again.
        """
        return jobs.run_job(self._database, self.folder, kind, work, job)

    def job(self, job: str) -> jobs.JobRecord:
        """How a job stands; one whose process died is `interrupted`."""
        return jobs.job_record(self._database, self.folder, job)

    def jobs(self) -> list[jobs.JobRecord]:
        """All jobs, oldest first."""
        return jobs.jobs(self._database, self.folder)

    def cancel_job(self, job: str) -> None:
        """Ask a job to stop at its next step."""
        jobs.cancel_job(self._database, job)

    @contextmanager
    def lock(self, name: str, *, wait: float | None = None) -> Iterator[None]:
        """Hold the lock `name` among all processes on this workspace; freed even when the process is killed."""
        if not _LOCK_NAME.match(name):
            raise StoreError(f"{name!r} is no name for a lock; use letters, digits, '.', '_' and '-'")
        lock = FileLock(self.folder / "locks" / f"{name}.lock", timeout=self._database.wait if wait is None else wait)
        try:
            lock.acquire()
        except Timeout as error:
            raise StoreError(f"{self.folder}: another process holds {name!r}; wait until it is done") from error
        try:
            yield
        finally:
            lock.release()

    # --- tables ---------------------------------------------------------------------------------

    def append_table(self, name: str, table: pa.Table) -> int:
        """Add rows to a table that only grows; returns rows added (0 when these very rows are there already)."""
        tables.table_folder(self.folder, name)
        with self.lock(f"table-{name}"):
            return tables.append_table(self._database, self.folder, name, table)

    def table(self, name: str) -> pa.Table:
        """All rows of the table, in the order they were added; StoreError where there is none."""
        return tables.read_table(self._database, self.folder, name)

    def table_files(self, name: str) -> list[Path]:
        """The Parquet files that make up the table now, for an engine that reads files."""
        return tables.table_files(self._database, self.folder, name)

    def sweep_tables(self) -> int:
        """Remove Parquet files that a killed process left outside the manifest; returns how many."""
        removed = 0
        for name in tables.table_names(self.folder):
            with self.lock(f"table-{name}"):
                removed += tables.sweep(self._database, self.folder, name)
        return removed

    def purge(self, document: str) -> _purge.Purged:
        """Remove a document, all that rests on it, the pages it was fetched as, and their bytes on disk.

        What rests on it are records, revisions and table rows. A purge that was interrupted is taken up by
        calling it again. The files that the document was read from, outside the workspace, are not touched.
        """
        try:
            purged = self.document(document)
        except StoreError:
            self._database.scrub()  # a purge that was broken off may have left bytes behind
            raise
        rows = 0
        for name in tables.table_names(self.folder):
            with self.lock(f"table-{name}"):
                rows += tables.drop_rows(self._database, self.folder, name, document)
                tables.sweep(self._database, self.folder, name)
        return _purge.purge(self._database, self.folder, purged, rows)
