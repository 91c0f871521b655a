"""The archive's manifest: which Parquet files count, which input files are in them, and which rows were set aside.

One SQLite file beside the Parquet files, so that the history folder can be moved or copied as a whole. A Parquet file
is written first and entered here afterwards, together with what it came from, in one transaction: a process that is
killed leaves files that do not count, and its work is done again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from typing import Any, Self

import msgspec

from tertius.errors import StoreError

__all__ = [
    "DOCUMENTS",
    "NAME",
    "Entry",
    "FileEntry",
    "Manifest",
    "OriginEntry",
    "PartEntry",
    "RejectEntry",
    "archive_of",
]

NAME = "manifest.sqlite"
DOCUMENTS = "documents"  # the origin of events that were coded from the user's own documents
_APPLICATION_ID = 0x74727468  # "trth"
_VERSION = 2
_WAIT = 10.0
# What brings an older manifest to the next version.
_UPGRADES = {
    1: "CREATE TABLE document_events (event TEXT NOT NULL, document TEXT NOT NULL, PRIMARY KEY (event, document))"
    " WITHOUT ROWID"
}


class PartEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One Parquet file; `path` is relative to the history folder, `first` and `last` are days in ISO form."""

    path: str
    holds: str  # events, mentions or panel
    origin: str
    month: str
    rows: int
    bytes: int
    first: str
    last: str
    sha256: str


class FileEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One input file: `rows` read, of which `added`, `known` before, of actors not asked for, and `rejected`.

    `pieces` is how many pieces of it are in the archive; `whole` whether all are.
    """

    sha256: str
    actors: str
    path: str
    layout: str
    origin: str
    bytes: int
    rows: int = 0
    added: int = 0
    known: int = 0
    unasked: int = 0
    rejected: int = 0
    pieces: int = 0
    whole: bool = False
    imported: str = ""

    @property
    def holds(self) -> str:
        """`events`, `mentions` or `panel`."""
        return {"gdelt_mentions": "mentions", "panel": "panel"}.get(self.layout, "events")


class RejectEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A row that was set aside: its line (of Parquet its row, from 1) in the file or member, why, and its text."""

    sha256: str
    actors: str
    origin: str
    line: int
    member: str
    reason: str
    text: str


class OriginEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A set whose rows are in the archive, with its terms as they stood at the last access."""

    origin: str
    name: str
    citation: str
    terms: str
    version: str | None
    accessed: str


Entry = PartEntry | FileEntry | RejectEntry | OriginEntry


class Manifest:
    """The open manifest of one history folder; a context manager."""

    def __init__(self, folder: Path, connection: sqlite3.Connection) -> None:
        self.folder = folder
        self._connection = connection

    @classmethod
    def at(cls, folder: Path, *, make: bool = False) -> Self:
        """Open the manifest in `folder`; with `make`, begin one where there is none.

        Raises:
            StoreError: there is none, it is damaged, or of a newer version.

        """
        path = folder / NAME
        if not make and not path.exists():
            raise StoreError(f"{folder} holds no history: import one with `tertius history import`")
        with _clear(path):
            folder.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(path, timeout=_WAIT, isolation_level=None)
            try:
                _prepare(path, connection)
            except BaseException:
                connection.close()
                raise
        return cls(folder, connection)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction: everything in it is kept, or nothing."""
        with _clear(self.folder / NAME):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise

    def parts(self, holds: str | None = None, origin: str | None = None) -> list[PartEntry]:
        """The files that count, by origin, month and name."""
        where, values = _where({"holds": holds, "origin": origin})
        return self._read(PartEntry, f"parts{where} ORDER BY holds, origin, month, path", values)

    def files(self) -> list[FileEntry]:
        """All input files, by the time of their import."""
        return self._read(FileEntry, "files ORDER BY imported, path", ())

    def origins(self) -> list[OriginEntry]:
        """All sets, by name."""
        return self._read(OriginEntry, "origins ORDER BY origin", ())

    def rejects(self, origin: str | None = None, limit: int = -1) -> Iterator[tuple[str, RejectEntry]]:
        """Rows that were set aside, with the path of their file, by file and line; all where `limit` is below 0."""
        columns = ", ".join(f"r.{name}" for name in RejectEntry.__struct_fields__)
        where, values = _where({"r.origin": origin})
        with _clear(self.folder / NAME):
            cursor = self._connection.execute(
                f"SELECT f.path, {columns} FROM rejects r JOIN files f USING (sha256, actors, origin){where}"
                " ORDER BY f.imported, f.path, r.member, r.line LIMIT ?",
                (*values, limit),
            )
            for path, *row in cursor:
                yield path, RejectEntry(**dict(zip(RejectEntry.__struct_fields__, row, strict=True)))

    def reasons(self) -> list[tuple[str, str, int]]:
        """How many rows were set aside, by origin and the kind of reason, the most frequent first."""
        return self._rows(
            "SELECT origin, CASE instr(reason, ':') WHEN 0 THEN reason ELSE substr(reason, 1, instr(reason, ':') - 1) END"
            " AS kind, count(*) FROM rejects GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2",
            (),
        )

    def put(self, entries: Iterable[Entry]) -> None:
        """Enter these, inside `writing`; what has the same key is replaced."""
        tables = {PartEntry: "parts", FileEntry: "files", RejectEntry: "rejects", OriginEntry: "origins"}
        for entry in entries:
            names = entry.__struct_fields__
            self._connection.execute(
                f"INSERT OR REPLACE INTO {tables[type(entry)]} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})",
                [getattr(entry, name) for name in names],
            )

    def drop_parts(self, paths: Iterable[str]) -> None:
        """Let these files count no more, inside `writing`."""
        self._connection.executemany("DELETE FROM parts WHERE path = ?", [(path,) for path in paths])

    def note_fetched(self, url: str, checksum: str, actors: str, at: str) -> None:
        """Remember that the file of this checksum was fetched and imported."""
        with self.writing():
            self._connection.execute("INSERT OR REPLACE INTO fetched VALUES (?, ?, ?, ?)", (url, checksum, actors, at))

    def fetched(self) -> set[tuple[str, str, str]]:
        """(address, checksum, actors) of all that was fetched and imported."""
        return {
            (url, checksum, actors)
            for url, checksum, actors in self._rows("SELECT url, checksum, actors FROM fetched", ())
        }

    def note_documents(self, links: Iterable[tuple[str, str]]) -> None:
        """Remember (event, document): which documents the events rest on, inside `writing`."""
        self._connection.executemany("INSERT OR IGNORE INTO document_events VALUES (?, ?)", list(links))

    def documents_of_events(self) -> list[tuple[str, str]]:
        """(event, document) of all events that were coded from documents."""
        return self._rows("SELECT event, document FROM document_events ORDER BY event, document", ())

    def forget_events(self, events: Iterable[str]) -> None:
        """Let go of what these events rest on, inside `writing`."""
        self._connection.executemany("DELETE FROM document_events WHERE event = ?", [(event,) for event in events])

    def _read(self, kind: Any, rest: str, values: Sequence[Any]) -> list[Any]:
        names = kind.__struct_fields__
        found = self._rows(f"SELECT {', '.join(names)} FROM {rest}", values)
        return [msgspec.convert(dict(zip(names, row, strict=True)), kind, strict=False) for row in found]

    def _rows(self, sql: str, values: Sequence[Any]) -> list[Any]:
        with _clear(self.folder / NAME):
            return self._connection.execute(sql, values).fetchall()


def archive_of(path: str | Path) -> Path | None:
    """The history folder that `path` is, or holds, or lies in; None where it has to do with none."""
    given = Path(path)
    for folder in (given / "history", given, *given.absolute().parents[:3]):
        if (folder / NAME).is_file():
            return folder
    return None


def _where(wanted: dict[str, str | None]) -> tuple[str, list[str]]:
    given = {name: value for name, value in wanted.items() if value is not None}
    return (f" WHERE {' AND '.join(f'{name} = ?' for name in given)}" if given else "", list(given.values()))


def _prepare(path: Path, connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA secure_delete = ON")  # what is purged leaves no bytes
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version == _VERSION:
        return
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    if version in _UPGRADES and application == _APPLICATION_ID:
        steps = ";\n".join(_UPGRADES[step] for step in range(version, _VERSION))
        connection.executescript(f"BEGIN IMMEDIATE;\n{steps};\nPRAGMA user_version = {_VERSION};\nCOMMIT;")
        return
    if version > _VERSION and application == _APPLICATION_ID:
        raise StoreError(f"{path} was written by a newer tertius; upgrade tertius")
    if version or connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
        raise StoreError(f"{path} is a database of another program; choose another folder")
    tables = resources.files(__package__ or "").joinpath("manifest.sql").read_text(encoding="utf-8")
    stamp = f"PRAGMA application_id = {_APPLICATION_ID}; PRAGMA user_version = {_VERSION};"
    connection.executescript(f"BEGIN IMMEDIATE;\n{tables}\n{stamp}\nCOMMIT;")


@contextmanager
def _clear(path: Path) -> Iterator[None]:
    """SQLite's errors as one line that says what to do."""
    try:
        yield
    except sqlite3.OperationalError as error:
        said = str(error)
        if "locked" in said:
            raise StoreError(f"{path}: another process is writing to it; wait until it is done") from error
        raise StoreError(f"{path}: cannot be used ({said}); check the folder and the space on the disk") from error
    except sqlite3.DatabaseError as error:
        raise StoreError(f"{path}: is damaged or no manifest ({error}); import the history again") from error
    except OSError as error:
        raise StoreError(f"{path}: {error.strerror or error}; check the folder and its permissions") from error
