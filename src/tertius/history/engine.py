"""The engine: Ibis expressions on an in-process DuckDB.

Parquet, CSV and JSON lines are scanned from disk when a query runs, so memory stays bounded by the
engine's limit and no file is held open between queries.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from tertius.errors import HistoryError

__all__ = ["connect", "fetched", "form_of", "scan"]

_SUFFIXES = {
    ".parquet": "parquet", ".pq": "parquet", ".csv": "csv", ".tsv": "tsv", ".tab": "tsv",
    ".jsonl": "jsonl", ".ndjson": "jsonl",
}  # fmt: skip


def connect() -> Any:
    """An in-memory DuckDB behind Ibis, bounded in memory, that never reaches for the network."""
    import ibis

    settings = {"memory_limit": "1500MB", "temp_directory": tempfile.gettempdir()}
    return ibis.duckdb.connect(autoinstall_known_extensions=False, **settings)


def fetched(expression: Any) -> Any:
    """The rows of an Ibis expression, as an Arrow table.

    Raises:
        HistoryError: a file turned out unreadable while it was streamed.

    """
    import duckdb

    try:
        return expression.to_pyarrow()
    except duckdb.Error as error:
        raise HistoryError(f"the history cannot be read to its end: {_first_line(error)}") from error


def scan(connection: Any, path: Path) -> Any:
    """The table in the file at `path`, as an Ibis expression.

    Raises:
        HistoryError: the file is empty, or not of a form that can be read.

    """
    import duckdb

    form = form_of(path)
    if form is None:
        raise HistoryError(f"{path} is no table that can be read: give Parquet, CSV, TSV or JSONL")
    if path.stat().st_size == 0:
        raise HistoryError(f"{path} is empty")
    try:
        return _READERS[form](connection, _literal(path))
    except (duckdb.Error, UnicodeDecodeError, OSError) as error:
        raise HistoryError(f"{path} cannot be read as {form}: {_first_line(error)}") from error


def form_of(path: Path) -> str | None:
    """`parquet`, `csv`, `tsv` or `jsonl` by the file's name, a `.gz` at its end aside; None for any other."""
    name = path.name.lower().removesuffix(".gz")
    return _SUFFIXES.get(Path(name).suffix)


# CSV values are read as text: a CAMEO code is a string, and 010 is not 10.
_READERS: dict[str, Any] = {
    "parquet": lambda connection, path: connection.read_parquet(path),
    "csv": lambda connection, path: connection.read_csv(path, all_varchar=True, header=True),
    "tsv": lambda connection, path: connection.read_csv(path, all_varchar=True, header=True, delim="\t", quote=""),
    "jsonl": lambda connection, path: connection.read_json(path, format="newline_delimited"),
}


def _literal(path: Path) -> str:
    """The path as DuckDB must see it to take `*`, `?` and `[` in a file's name as themselves."""
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in str(path))


def _first_line(error: BaseException) -> str:
    return str(error).strip().splitlines()[0][:200] if str(error).strip() else type(error).__name__
