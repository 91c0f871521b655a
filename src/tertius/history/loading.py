"""From files, folders, archives or tables in memory to a `History`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from tertius.errors import HistoryError
from tertius.history import _events, _summary
from tertius.history._history import History
from tertius.history._layout import Layout
from tertius.history._names import states_of
from tertius.history._part import Part
from tertius.history._protocol import Engine
from tertius.history._tables import TableLike, open_parts
from tertius.history.engine import start
from tertius.progress import Progress, silent

__all__ = ["load", "summarise"]


def load(
    paths: TableLike | Sequence[TableLike],
    *,
    until: dt.date | None = None,
    engine: str = "duckdb",
    progress: Progress = silent,
) -> History:
    """Read a history: files, folders of files, archives, or tables in memory, told apart by their columns.

    Args:
        paths: Parquet, CSV, TSV or JSONL (the text formats also gzipped), folders of such, archives as
            `tertius history import` makes them (or one origin of an archive), or pandas, polars or Arrow
            tables; one or several of one kind.
        until: the cut-off; rows that are later, or in a period that ends later, are not read.
        engine: where the rows are counted: `duckdb`, `spark://HOST:PORT` or `spark://local[N]`.
        progress: told of every file.

    Raises:
        InputError: a path is missing, or a folder holds no table.
        HistoryError: an empty file, no table, the wrong columns, events and panels mixed, or no row
            by `until`.
        UsageError: no such engine.

    """
    until = None if until == dt.date.max else until
    given = list(paths) if isinstance(paths, list | tuple) else [paths]
    if not given:
        raise HistoryError("no history was given: name a file or a folder")
    started = start(engine)
    parts = open_parts(started, given, progress)
    _of_one_kind([part.layout for part in parts])
    return History(started, parts, until)


def _of_one_kind(layouts: Sequence[Layout]) -> None:
    if len({layout.kind for layout in layouts}) > 1:
        raise HistoryError("tables of events and panels cannot be read as one history: load them apart")


def summarise(path: str | Path, *, progress: Progress = silent) -> None:
    """Write beside the months of an archive what they hold, so that later questions need not read all rows.

    Call it after an import. A summary that no longer fits its months is not used, so forgetting it costs
    time and nothing else.

    Raises:
        InputError: the path is missing, or holds no table.
        HistoryError: it is no archive.

    """
    engine = start()
    for part in open_parts(engine, [path], progress):
        if part.archive is None:
            raise HistoryError(f"{path} is no archive: a summary is of what `tertius history import` keeps")
        _write_summary(engine, part, part.archive)


def _write_summary(engine: Engine, part: Part, folder: Path) -> None:
    import pyarrow as pa

    tidy = engine.view("archived", _events.tidy_events([part], None))
    found = engine.fetched(_events.names(tidy, "source_key", "target_key"))["name"].to_pylist()
    names = sorted(name for name in found if name)
    codes = states_of(names)
    states = engine.keep("states", pa.table({"name": list(codes), "code": list(codes.values())}))
    days = engine.fetched(_events.day_summary(tidy, states))
    _summary.write(folder, part.sha256, days, names)
