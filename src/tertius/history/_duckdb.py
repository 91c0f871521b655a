"""DuckDB in process: the default engine.

Parquet, CSV and JSON lines are scanned from disk when a query runs, so memory stays bounded by the
engine's limit and no file is held open between queries.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tertius.errors import HistoryError
from tertius.history._protocol import first_line, numbered

__all__ = ["DuckDB", "readable"]

_LEAST_MEMORY, _MOST_MEMORY = 1200, 8000  # MB; the interpreter and what is fetched come on top
_BATCH = 100_000

# CSV values are read as text: a CAMEO code is a string, and 010 is not 10.
_READERS: dict[str, Any] = {
    "parquet": lambda connection, path: connection.read_parquet(path),
    "csv": lambda connection, path: connection.read_csv(path, all_varchar=True, header=True),
    "tsv": lambda connection, path: connection.read_csv(path, all_varchar=True, header=True, delim="\t", quote=""),
    "jsonl": lambda connection, path: connection.read_json(path, format="newline_delimited"),
}


class DuckDB:
    """An in-memory DuckDB behind Ibis, bounded in memory, that never reaches for the network."""

    name = "duckdb"

    def __init__(self) -> None:
        import ibis

        self.connection: Any = ibis.duckdb.connect(
            autoinstall_known_extensions=False,
            memory_limit=f"{_memory()}MB",
            temp_directory=tempfile.gettempdir(),
            preserve_insertion_order=False,
        )
        # Footers are read once, though a pair is read in both directions.
        self.connection.con.execute("SET parquet_metadata_cache = true")
        # DuckDB's own bar would stand between the lines of an answer on a terminal.
        self.connection.raw_sql("SET enable_progress_bar = false")

    def scan(self, path: Path, form: str) -> Any:
        """See `Engine`.

        Raises:
            HistoryError: the file cannot be read in that form.
        """
        import duckdb

        try:
            return _READERS[form](self.connection, _literal(path))
        except (duckdb.Error, UnicodeDecodeError, OSError) as error:
            raise HistoryError(f"{path} cannot be read as {form}: {first_line(error)}") from error

    def scan_all(self, files: Sequence[Path]) -> Any:
        """See `Engine`."""
        with readable():
            return self.connection.read_parquet([_literal(file) for file in files], union_by_name=True)

    def partitions(self, files: Sequence[Path]) -> Any:
        """See `Engine`."""
        paths = [_literal(file) for file in files]
        with readable():
            return self.connection.read_parquet(paths, hive_partitioning=True, hive_types_autocast=False)

    def keep(self, name: str, table: Any) -> Any:
        """See `Engine`."""
        import ibis

        return self.connection.create_table(numbered(name), ibis.memtable(table), temp=True)

    def view(self, name: str, expression: Any) -> Any:
        """See `Engine`."""
        return self.connection.create_view(numbered(name), expression)

    def fetched(self, expression: Any) -> Any:
        """See `Engine`.

        Raises:
            HistoryError: a file turned out unreadable while it was streamed.
        """
        with readable():
            return self.connection.to_pyarrow(expression)

    def batches(self, expression: Any) -> Any:
        """See `Engine`."""
        with readable():
            found = self.connection.con.sql(self.connection.compile(expression))
            # DuckDB 1.5 has a new name for it.
            read = getattr(found, "to_arrow_reader", None) or found.fetch_arrow_reader
            return read(_BATCH).cast(expression.schema().to_pyarrow())

    def write_parquet(self, expression: Any, path: Path) -> None:
        """See `Engine`."""
        with readable():
            self.connection.to_parquet(expression, str(path))


def _memory() -> int:
    """MB that a query may take: a quarter of the machine's memory, within bounds.

    What does not fit is spilled to disk, but not all of a grouping can be: weeks of all dyads over a hundred million
    events need more than the least.
    """
    try:
        whole = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 1_000_000
    except (AttributeError, ValueError, OSError):  # not told on this system
        return _LEAST_MEMORY
    return min(max(whole // 4, _LEAST_MEMORY), _MOST_MEMORY)


@contextmanager
def readable() -> Iterator[None]:
    """What DuckDB says of an unreadable file, as a HistoryError."""
    import duckdb

    try:
        yield
    except duckdb.Error as error:
        raise HistoryError(f"the history cannot be read to its end: {first_line(error)}") from error


def _literal(path: Path) -> str:
    """The path as DuckDB must see it to take `*`, `?` and `[` in a file's name as themselves."""
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in str(path))
