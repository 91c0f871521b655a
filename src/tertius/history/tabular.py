"""Results as tables: Arrow through the PyCapsule interface, pandas, polars, Parquet, CSV.

Any library that takes Arrow data takes these objects as they are (`polars.DataFrame(x)`, `pyarrow.table(x)`,
`duckdb.from_arrow(x)`, `narwhals`); the methods save the import.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tertius.errors import UsageError

__all__ = ["Rows", "Tabular"]


class Tabular:
    """What has rows. A subclass gives `to_arrow`; one that streams gives `_reader` too."""

    def to_arrow(self) -> Any:
        """All rows as a `pyarrow.Table`."""
        raise NotImplementedError

    def _reader(self) -> Any:
        return self.to_arrow().to_reader()

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """The Arrow PyCapsule interface."""
        return self._reader().__arrow_c_stream__(requested_schema)

    def to_pandas(self) -> Any:
        """All rows as a `pandas.DataFrame`; raises UsageError without pandas."""
        _installed("pandas")
        return self.to_arrow().to_pandas(date_as_object=False)

    def to_polars(self) -> Any:
        """All rows as a `polars.DataFrame`; raises UsageError without polars."""
        return _installed("polars").DataFrame(self)

    def to_parquet(self, path: str | Path) -> Path:
        """Write all rows to a Parquet file; returns its path."""
        import pyarrow.parquet as pq

        reader, target = self._reader(), Path(path)
        with pq.ParquetWriter(target, reader.schema) as writer:
            for batch in reader:
                writer.write_batch(batch)
        return target

    def to_csv(self, path: str | Path) -> Path:
        """Write all rows to a CSV file with a header; a missing value is an empty field. Returns its path."""
        from pyarrow import csv

        reader, target = self._reader(), Path(path)
        with csv.CSVWriter(target, reader.schema) as writer:
            for batch in reader:
                writer.write_batch(batch)
        return target


class Rows(Tabular):
    """Rows that an engine computes when they are asked for, in batches where it can."""

    def __init__(self, engine: Any, expression: Any) -> None:
        self._engine, self._expression = engine, expression

    def to_arrow(self) -> Any:
        """All rows as a `pyarrow.Table`; raises HistoryError where a file cannot be read to its end."""
        return self._engine.fetched(self._expression)

    def _reader(self) -> Any:
        return self._engine.batches(self._expression)

    def to_parquet(self, path: str | Path) -> Path:
        """Write all rows to a Parquet file, without passing them through Python; returns its path."""
        self._engine.write_parquet(self._expression, Path(path))
        return Path(path)


def _installed(name: str) -> Any:
    import importlib

    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise UsageError(f"this needs {name}: pip install {name}") from error
