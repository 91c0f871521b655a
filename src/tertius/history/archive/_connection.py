"""The engine of an import: DuckDB in process, with rows kept in the order of their files.

An import is always DuckDB's work: it is bound by unpacking and by the disk, and other engines read what it writes.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tertius.errors import HistoryError
from tertius.history._protocol import first_line

__all__ = ["connected", "fetched", "literal"]

_MEMORY = "1200MB"  # the interpreter and a batch's pieces come on top; 2 GB hold all of it


@contextmanager
def connected() -> Iterator[Any]:
    """An in-memory DuckDB behind Ibis, closed at the end; its errors come as HistoryError."""
    import duckdb
    import ibis

    connection = ibis.duckdb.connect(
        autoinstall_known_extensions=False,
        memory_limit=_MEMORY,
        temp_directory=tempfile.gettempdir(),
        preserve_insertion_order=True,
    )
    # DuckDB's own bar would stand between the lines of an answer on a terminal.
    connection.raw_sql("SET enable_progress_bar = false")
    try:
        yield connection
    except duckdb.Error as error:
        raise HistoryError(f"the history cannot be read to its end: {first_line(error)}") from error
    finally:
        connection.disconnect()


def literal(text: str) -> str:
    """`text` as a constant in SQL."""
    return "'" + text.replace("'", "''") + "'"


def fetched(expression: Any) -> Any:
    """The rows of an Ibis expression, as an Arrow table."""
    return expression.to_pyarrow()
