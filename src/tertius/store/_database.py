"""The workspace's SQLite file: one connection a workspace, short transactions, errors as one clear line.

WAL mode lets readers and one writer work side by side; a second writer waits for `wait` seconds. A write is
acknowledged only after COMMIT with `synchronous=FULL`, so neither a killed process nor a power cut takes it back.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from tertius.errors import StoreError
from tertius.store.migrations import migrations

__all__ = ["Database", "clear_errors"]

_APPLICATION_ID = 0x74727473  # "trts": tells a workspace from any other SQLite file


@contextmanager
def clear_errors(where: Path) -> Iterator[None]:
    """SQLite's and the disk's errors as a StoreError that says what to do."""
    try:
        yield
    except sqlite3.IntegrityError as error:
        raise StoreError(f"{where}: {error}") from error
    except sqlite3.OperationalError as error:
        said = str(error)
        if "locked" in said or "busy" in said:
            raise StoreError(
                f"{where}: another process is writing to it; wait until it is done, then try again"
            ) from error
        if "full" in said:
            raise StoreError(f"{where}: the disk is full; make room, then try again") from error
        raise StoreError(f"{where}: cannot be used ({said}); check that the folder can be written") from error
    except sqlite3.DatabaseError as error:
        raise StoreError(f"{where}: is damaged or no workspace ({error}); restore it from a copy") from error
    except OSError as error:
        raise StoreError(f"{where}: {error.strerror or error}; check the folder and its permissions") from error


class Database:
    """The open file. Usable from several threads; each call is one transaction unless inside `writing`."""

    def __init__(self, path: Path, wait: float) -> None:
        self.path = path
        self.wait = wait
        self._mutex = threading.RLock()
        with clear_errors(path):
            self._connection = sqlite3.connect(path, timeout=wait, isolation_level=None, check_same_thread=False)
            try:
                self._prepare()
            except BaseException:
                self._connection.close()
                raise

    def _prepare(self) -> None:
        # Tables first: another process may be making them now, and the mark is set in the same transaction as
        # they are, so whoever sees a table sees the mark too.
        tables = self._connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
        application = self._connection.execute("PRAGMA application_id").fetchone()[0]
        if application != _APPLICATION_ID and tables:
            raise StoreError(f"{self.path}: is a database of another program; choose another folder")
        self._migrate()
        for setting in ("synchronous = FULL", "foreign_keys = ON", "secure_delete = ON"):
            self._connection.execute(f"PRAGMA {setting}")

    def _version(self) -> int:
        return int(self._connection.execute("PRAGMA user_version").fetchone()[0])

    def _migrate(self) -> None:
        """Bring the schema to this version, one transaction a step; refuse one that is newer."""
        known = migrations()
        newest = known[-1][0]
        if (version := self._version()) == newest:
            return
        if version > newest:
            raise StoreError(
                f"{self.path}: was written by a newer tertius (schema {version}, this one knows {newest}); upgrade tertius"
            )
        try:
            with FileLock(f"{self.path}.migrating", timeout=self.wait):
                self._connection.execute("PRAGMA journal_mode = WAL")
                for number, sql in known:
                    if number > self._version():
                        stamp = f"PRAGMA application_id = {_APPLICATION_ID}; PRAGMA user_version = {number};"
                        self._connection.executescript(f"BEGIN IMMEDIATE;\n{sql}\n{stamp}\nCOMMIT;")
        except Timeout as error:
            raise StoreError(f"{self.path}: another process is preparing it; wait, then try again") from error

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction: everything in it is kept, or nothing."""
        with self._mutex, clear_errors(self.path):
            if self._connection.in_transaction:
                yield
                return
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All rows of a query."""
        with self._mutex, clear_errors(self.path):
            return self._connection.execute(sql, parameters).fetchall()

    def run(self, sql: str, parameters: Sequence[Any] = ()) -> int:
        """Run one statement that changes something; returns the number of rows it changed."""
        with self._mutex, clear_errors(self.path):
            return self._connection.execute(sql, parameters).rowcount

    def run_many(self, sql: str, parameters: Sequence[Sequence[Any]]) -> None:
        """Run one statement once for each set of parameters."""
        with self._mutex, clear_errors(self.path):
            self._connection.executemany(sql, parameters)

    def scrub(self) -> None:
        """Rewrite the file and empty the write-ahead log, so that deleted text is on the disk no more."""
        with self._mutex, clear_errors(self.path):
            self._connection.execute("VACUUM")
            busy, *_ = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            if busy:
                raise StoreError(
                    f"{self.path}: removed, but another process still reads the old pages; close it and purge again"
                )

    def close(self) -> None:
        with self._mutex:
            self._connection.close()
