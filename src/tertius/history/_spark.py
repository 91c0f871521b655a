"""Spark: the same expressions on a cluster, or in threads of this machine.

What Spark does otherwise than DuckDB is settled here, so that the results are the same: sessions run in UTC
with microseconds, partition values stay text (Spark would read `month=2021-10` as a date), a cast that
fails gives null, and workers use the interpreter that drives them.
"""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from tertius.errors import HistoryError, UsageError
from tertius.history._protocol import first_line, numbered

__all__ = ["Spark", "master_of", "session"]

_PATIENCE = 10.0  # seconds for a master to take a connection
_SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.execution.arrow.pyspark.enabled": "true",
    "spark.sql.sources.partitionColumnTypeInference.enabled": "false",
    "spark.sql.parquet.filterPushdown": "true",
}


def master_of(engine: str) -> str:
    """Spark's own name of the master: `spark://local[2]` is `local[2]`, `spark://host:7077` itself."""
    rest = engine.removeprefix("spark://")
    return rest if rest.startswith("local") else engine


def session(engine: str, **settings: str) -> Any:
    """The Spark session of this process on that master, made on first use; `settings` hold for a new one.

    Raises:
        UsageError: pyspark is not installed, or the process already has a session on another master.
        HistoryError: Spark does not start, for want of Java or of a master.

    """
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise UsageError("the engine Spark needs the extra: pip install 'tertius[spark]'") from error
    os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
    builder = SparkSession.builder.master(master_of(engine)).appName("tertius")
    active = SparkSession.getActiveSession()
    if active is not None and active.sparkContext.master != master_of(engine):
        running = active.sparkContext.master
        raise UsageError(f"Spark runs on {running} in this process already; stop it before using {engine}")
    for name, value in (_SETTINGS | settings).items():
        builder = builder.config(name, value)
    if active is None:
        _answering(master_of(engine))
    failures: tuple[type[BaseException], ...] = (*_errors(), RuntimeError)
    try:
        return builder.getOrCreate()
    except failures as error:
        raise HistoryError(f"Spark does not start on {engine}: {first_line(error)}") from error


def _answering(master: str) -> None:
    """Ask a standalone master whether it is there: Spark itself takes a minute and many pages to say that it is not.

    Raises:
        HistoryError: none of the addresses in `master` takes a connection.

    """
    addresses = master.removeprefix("spark://").split(",") if master.startswith("spark://") else []
    for address in addresses:
        host, _, port = address.rpartition(":")
        with suppress(OSError, ValueError, OverflowError), socket.create_connection((host, int(port)), _PATIENCE):
            return
    if addresses:
        raise HistoryError(f"no Spark master answers at {', '.join(addresses)}: start one, or check host and port")


class Spark:
    """A Spark session behind Ibis."""

    name = "spark"

    def __init__(self, engine: str) -> None:
        import ibis

        self.session = session(engine)
        self.connection: Any = ibis.pyspark.connect(self.session)

    def scan(self, path: Path, form: str) -> Any:
        """See `Engine`.

        Raises:
            HistoryError: the file cannot be read in that form.
        """
        where, reader = _literal(path), self.session.read
        try:
            if form == "parquet":
                return self._named(reader.parquet(where))
            if form == "jsonl":
                return self._named(reader.json(where))
            marks = {"sep": "\t", "quote": ""} if form == "tsv" else {"escape": '"'}
            return self._named(reader.csv(where, inferSchema=False, header=True, **marks))
        except _errors() as error:
            raise HistoryError(f"{path} cannot be read as {form}: {first_line(error)}") from error

    def _named(self, frame: Any) -> Any:
        """A Spark data frame as an Ibis table."""
        view = numbered("frame")
        frame.createOrReplaceTempView(view)
        return self.connection.table(view)

    def scan_all(self, files: Sequence[Path]) -> Any:
        """See `Engine`."""
        with _readable():
            reader = self.session.read.option("mergeSchema", "true")
            return self._named(reader.parquet(*(_literal(file) for file in files)))

    def partitions(self, files: Sequence[Path]) -> Any:
        """See `Engine`."""
        with _readable():
            reader = self.session.read.option("basePath", _literal(files[0].parents[1]))
            return self._named(reader.parquet(*(_literal(file) for file in files)))

    def keep(self, name: str, table: Any) -> Any:
        """See `Engine`."""
        view = numbered(name)
        self.session.createDataFrame(table).createOrReplaceTempView(view)
        return self.connection.table(view)

    def view(self, name: str, expression: Any) -> Any:
        """See `Engine`."""
        with _readable():
            return self.connection.create_view(numbered(name), expression)

    def fetched(self, expression: Any) -> Any:
        """See `Engine`.

        Raises:
            HistoryError: a file turned out unreadable, or the job failed.
        """
        with _readable():
            found = self.session.sql(self.connection.compile(expression)).toArrow()
        # Spark has its own mind on types: a truncated date, for one, comes out as a timestamp.
        return found.cast(expression.as_table().schema().to_pyarrow())

    def batches(self, expression: Any) -> Any:
        """See `Engine`; the rows pass through the driver's memory."""
        return self.fetched(expression).to_reader()

    def write_parquet(self, expression: Any, path: Path) -> None:
        """See `Engine`; the rows pass through the driver's memory, so that one file comes out."""
        import pyarrow.parquet as pq

        pq.write_table(self.fetched(expression), path)


def _errors() -> tuple[type[BaseException], ...]:
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    return (PySparkException, Py4JError, OSError)


@contextmanager
def _readable() -> Iterator[None]:
    try:
        yield
    except _errors() as error:
        raise HistoryError(f"Spark cannot read the history to its end: {first_line(error)}") from error


def _literal(path: Path) -> str:
    """The path with the letters escaped that Hadoop reads as a pattern."""
    return "file:" + "".join(f"\\{letter}" if letter in "*?[]{}\\" else letter for letter in str(path.resolve()))
