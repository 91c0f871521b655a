"""What every engine does, and what the engines share: forms of files, names of tables, messages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import Any, Protocol

__all__ = ["Engine", "first_line", "form_of", "numbered"]

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
