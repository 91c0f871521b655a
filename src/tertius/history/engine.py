"""Engines: where Ibis expressions over event records run.

The same expressions run on an in-process DuckDB (the default) and on Spark. An engine knows how to scan a
file, how to keep a small table at hand, and how to fetch or write what an expression gives; all counting
and joining is in the expressions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import Any, Protocol

from tertius.errors import HistoryError, UsageError

__all__ = ["Engine", "connect", "fetched", "first_line", "form_of", "numbered", "scan", "start"]

_NUMBERS = count(1)

_SUFFIXES = {
    ".parquet": "parquet", ".pq": "parquet", ".csv": "csv", ".tsv": "tsv", ".tab": "tsv",
    ".jsonl": "jsonl", ".ndjson": "jsonl",
}  # fmt: skip


class Engine(Protocol):
    """What an engine does beside compiling expressions; all tables are Ibis expressions."""

    name: str
    connection: Any  # the Ibis backend

    def scan(self, path: Path, form: str) -> Any:
        """The table in a file of that form; text columns of CSV and TSV stay text."""

    def scan_all(self, files: Sequence[Path]) -> Any:
        """The one table in these Parquet files."""

    def partitions(self, files: Sequence[Path]) -> Any:
        """The table in these Parquet files, each in a folder `month=YYYY-MM` of one origin, with a text column `month`."""

    def keep(self, name: str, table: Any) -> Any:
        """A small Arrow table under a name (and a number of its own)."""

    def view(self, name: str, expression: Any) -> Any:
        """An expression under a name, computed anew by every query over it."""

    def fetched(self, expression: Any) -> Any:
        """All rows, as an Arrow table."""

    def batches(self, expression: Any) -> Any:
        """The rows as an Arrow RecordBatchReader, streamed where the engine can."""

    def write_parquet(self, expression: Any, path: Path) -> None:
        """The rows to one Parquet file, without passing through Python."""


def start(engine: str = "duckdb") -> Engine:
    """The engine of that name.

    Args:
        engine: `duckdb`, or `spark://HOST:PORT` of a Spark master, or `spark://local[N]` for Spark in N
            threads of this machine (needs the extra `tertius[spark]` and Java 17 or newer).

    Raises:
        UsageError: no such engine, or Spark is not installed.

    """
    if engine == "duckdb":
        from tertius.history._duckdb import DuckDB

        return DuckDB()
    if engine.startswith("spark://") and len(engine) > len("spark://"):
        from tertius.history._spark import Spark

        return Spark(engine)
    raise UsageError(f"{engine!r} is no engine; use duckdb, spark://HOST:PORT or spark://local[N]")


def scan(engine: Engine, path: Path) -> Any:
    """The table in the file at `path`, as an Ibis expression.

    Raises:
        HistoryError: the file is empty, or not of a form that can be read.

    """
    form = form_of(path)
    if form is None:
        raise HistoryError(f"{path} is no table that can be read: give Parquet, CSV, TSV or JSONL")
    if path.stat().st_size == 0:
        raise HistoryError(f"{path} is empty")
    return engine.scan(path, form)


def form_of(path: Path) -> str | None:
    """`parquet`, `csv`, `tsv` or `jsonl` by the file's name, a `.gz` at its end aside; None for any other."""
    name = path.name.lower().removesuffix(".gz")
    return _SUFFIXES.get(Path(name).suffix)


def first_line(error: BaseException) -> str:
    """The first line of an engine's message, which may run over many."""
    lines: Iterator[str] = iter(str(error).strip().splitlines())
    return next(lines, type(error).__name__)[:200]


def numbered(name: str) -> str:
    """`name` with a number that no other table of this process has: histories may share a Spark session."""
    return f"{name}_{next(_NUMBERS)}"


def connect() -> Any:
    """The in-process DuckDB itself behind Ibis, for what is DuckDB's alone: reading raw files, writing archives."""
    return start().connection


def fetched(expression: Any) -> Any:
    """The rows of an Ibis expression on that DuckDB, as an Arrow table.

    Raises:
        HistoryError: a file turned out unreadable while it was streamed.

    """
    from tertius.history._duckdb import readable

    with readable():
        return expression.to_pyarrow()
