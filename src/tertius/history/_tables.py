"""From paths, or tables already in memory, to Ibis tables on an in-process DuckDB.

Nothing is copied: Parquet, CSV and JSON lines are views that DuckDB streams from disk when a query
runs, so memory stays bounded by the engine's limit and no file is held open between queries.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tertius.errors import HistoryError, InputError
from tertius.history._layout import Layout, layout_of
from tertius.history.engine import form_of, scan
from tertius.progress import Progress

__all__ = ["Part", "TableLike", "open_parts"]

# A path, or anything with the Arrow PyCapsule interface: pandas, polars, pyarrow.
TableLike = Any

_CHUNK = 1 << 20


@dataclass(frozen=True)
class Part:
    """One input: its table, its layout, where it came from and the hash of its bytes."""

    table: Any
    layout: Layout
    where: str
    sha256: str


def open_parts(connection: Any, given: Sequence[TableLike], progress: Progress) -> list[Part]:
    """Every table in `given`: files, folders of files, or tables in memory. The same bytes twice count once.

    Raises:
        InputError: a path is missing or a folder holds no table.
        HistoryError: a file is empty, no table, or of the wrong columns.

    """
    inputs = list(_expanded(given))
    parts: dict[str, Part] = {}
    for done, one in enumerate(inputs):
        progress("history", done, len(inputs))
        part = _file(connection, one) if isinstance(one, Path) else _in_memory(connection, one)
        parts.setdefault(part.sha256, part)
    progress("history", len(inputs), len(inputs))
    return list(parts.values())


def _expanded(given: Iterable[TableLike]) -> Iterable[Path | TableLike]:
    for one in given:
        if not isinstance(one, str | Path):
            yield one
            continue
        path = Path(one)
        if not path.exists():
            raise InputError(f"no history at {path}: the path does not exist")
        if not path.is_dir():
            yield path
            continue
        files = sorted(file for file in path.rglob("*") if file.is_file() and form_of(file))
        if not files:
            raise InputError(f"the folder {path} holds no Parquet, CSV, TSV or JSONL file")
        yield from files


def _file(connection: Any, path: Path) -> Part:
    table = scan(connection, path)
    return Part(table, layout_of(table.columns, str(path)), path.name, _sha256(path))


def _in_memory(connection: Any, table: TableLike) -> Part:
    import ibis
    import pyarrow as pa

    if not hasattr(table, "__arrow_c_stream__"):
        raise HistoryError(f"a history is a path or a table of pandas, polars or Arrow, not {type(table).__name__}")
    arrow = pa.table(table)
    if arrow.num_rows == 0:
        raise HistoryError("the table given as a history has no rows")
    digest = hashlib.sha256(str(arrow.schema.remove_metadata()).encode())
    for batch in arrow.to_batches():
        digest.update(batch.serialize())
    view = connection.create_table(f"given_{digest.hexdigest()[:16]}", ibis.memtable(arrow), temp=True, overwrite=True)
    return Part(view, layout_of(arrow.column_names, "the table given"), "a table in memory", digest.hexdigest())


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
