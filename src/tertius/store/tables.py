"""Tables that only grow: Parquet files, and a manifest in SQLite that says which of them count.

A file is written whole under another name, synced, renamed, and only then entered in the manifest. A reader
sees the files of the manifest and no others, so a process killed in between leaves at most an unused file.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import re
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from tertius.errors import StoreError
from tertius.store._database import Database, clear_errors

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["append_table", "drop_rows", "read_table", "sweep", "table_files", "table_folder", "table_names"]

_NAME = re.compile(r"[a-z][a-z0-9_]{0,40}\Z")


def table_folder(folder: Path, name: str) -> Path:
    """Where the table's files lie; StoreError for a name that is none."""
    if not _NAME.match(name):
        raise StoreError(f"{name!r} is no name for a table; use lower-case letters, digits and _")
    return folder / "tables" / name


def append_table(database: Database, folder: Path, name: str, table: pa.Table) -> int:
    """Add the rows of `table`; the same rows in the same order a second time add nothing. Returns rows added."""
    home = table_folder(folder, name)
    if table.num_rows == 0:
        return 0
    columns = "; ".join(f"{field.name}: {field.type}" for field in table.schema)
    held = {row[0] for row in database.rows("SELECT DISTINCT columns FROM table_files WHERE name = ?", (name,))}
    if held and held != {columns}:
        raise StoreError(f"table {name!r} has the columns {held.pop()}; these rows have {columns}")
    file = f"{_digest(table)}.parquet"
    if database.rows("SELECT 1 FROM table_files WHERE name = ? AND file = ?", (name, file)):
        return 0
    with clear_errors(home):
        size = _write(home / file, table)
    added = database.run(
        "INSERT OR IGNORE INTO table_files (name, file, rows, bytes, columns, added) VALUES (?, ?, ?, ?, ?, ?)",
        (name, file, table.num_rows, size, columns, dt.datetime.now(dt.UTC).isoformat()),
    )
    return table.num_rows if added else 0


def _digest(table: pa.Table) -> str:
    """SHA-256 of the rows and their columns, whatever chunks they come in."""
    import pyarrow as pa

    digest = hashlib.sha256()

    class _Sink:
        closed = False

        def write(self, piece: bytes) -> int:
            digest.update(piece)
            return len(piece)

        def flush(self) -> None: ...

    whole = table.combine_chunks()
    with pa.ipc.new_stream(pa.PythonFile(_Sink(), mode="w"), whole.schema) as writer:
        writer.write_table(whole)
    return digest.hexdigest()[:32]


def _write(path: Path, table: pa.Table) -> int:
    """Write `table` whole at `path`, on disk before the name is there; returns its size in bytes."""
    import pyarrow.parquet as pq

    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}-{secrets.token_hex(4)}")
    try:
        pq.write_table(table, draft, compression="zstd")
        with draft.open("rb") as handle:
            os.fsync(handle.fileno())
        size = draft.stat().st_size
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    _sync_folder(path.parent)
    return size


def _sync_folder(folder: Path) -> None:
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def table_files(database: Database, folder: Path, name: str) -> list[Path]:
    home = table_folder(folder, name)
    return [
        home / row[0] for row in database.rows("SELECT file FROM table_files WHERE name = ? ORDER BY number", (name,))
    ]


def read_table(database: Database, folder: Path, name: str) -> pa.Table:
    import pyarrow as pa
    import pyarrow.parquet as pq

    files = table_files(database, folder, name)
    if not files:
        raise StoreError(f"the workspace holds no table {name!r}; append to it first")
    try:
        return pa.concat_tables([pq.read_table(file) for file in files])
    except (OSError, pa.ArrowInvalid) as error:
        raise StoreError(f"table {name!r}: a file is damaged or missing ({error}); restore it from a copy") from error


def table_names(folder: Path) -> list[str]:
    """Names of all tables that have a folder."""
    home = folder / "tables"
    return sorted(path.name for path in home.iterdir() if _NAME.match(path.name)) if home.is_dir() else []


def drop_rows(database: Database, folder: Path, name: str, document: str) -> int:
    """Rewrite the table without the rows whose `document` is this one; returns the rows dropped."""
    files = table_files(database, folder, name)
    return sum(_drop(database, file, name, document) for file in files)


def _drop(database: Database, path: Path, name: str, document: str) -> int:
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    if "document" not in pq.read_schema(path).names:
        return 0
    table = pq.read_table(path)
    kept = table.filter(pc.fill_null(pc.not_equal(table["document"], document), True))  # noqa: FBT003
    if kept.num_rows == table.num_rows:
        return 0
    with database.writing():
        database.run("DELETE FROM table_files WHERE name = ? AND file = ?", (name, path.name))
        if kept.num_rows:
            append_table(database, path.parents[2], name, kept)
    path.unlink(missing_ok=True)
    return int(table.num_rows - kept.num_rows)


def sweep(database: Database, folder: Path, name: str) -> int:
    """Remove files of the table that no manifest row names; only while nothing else writes to it."""
    counted = {path.name for path in table_files(database, folder, name)}
    unused = [path for path in table_folder(folder, name).iterdir() if path.name not in counted]
    for path in unused:
        path.unlink(missing_ok=True)
    return len(unused)
