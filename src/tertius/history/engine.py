"""Engines: where Ibis expressions over event records run.

The same expressions run on an in-process DuckDB (the default) and on Spark. An engine knows how to scan a
file, how to keep a small table at hand, and how to fetch or write what an expression gives; all counting
and joining is in the expressions.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tertius.errors import HistoryError, UsageError
from tertius.history._duckdb import DuckDB
from tertius.history._protocol import Engine, form_of
from tertius.history._spark import Spark

__all__ = ["Engine", "form_of", "scan", "start"]


def start(engine: str = "duckdb") -> Engine:
    """The engine of that name.

    Args:
        engine: `duckdb`, or `spark://HOST:PORT` of a Spark master, or `spark://local[N]` for Spark in N
            threads of this machine (needs the extra `tertius[spark]` and Java 17 or newer).

    Raises:
        UsageError: no such engine, or Spark is not installed.

    """
    if engine == "duckdb":
        return DuckDB()
    if engine.startswith("spark://") and len(engine) > len("spark://"):
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
