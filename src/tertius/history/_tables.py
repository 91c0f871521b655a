"""From paths, or tables already in memory, to Ibis tables on an engine.

Nothing is copied: Parquet, CSV and JSON lines are streamed from disk when a query runs. The archive of
`tertius history import`, or a folder of `month=YYYY-MM/*.parquet` in its columns (such as a copy of one on a
cluster), is taken as it is, each row one event.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from tertius.errors import HistoryError, InputError
from tertius.history._layout import Layout, layout_of
from tertius.history._part import Part
from tertius.history._protocol import Engine, form_of
from tertius.history._summary import fingerprint
from tertius.history.archive._manifest import archive_of
from tertius.history.engine import scan
from tertius.progress import Progress

__all__ = ["TableLike", "open_parts"]

# A path, or anything that gives Arrow data (the PyCapsule interface) or that narwhals knows.
TableLike = Any

_CHUNK = 1 << 20
_ARCHIVE_COLUMNS = frozenset(
    {"date", "source", "target", "type", "root", "cameo", "quad", "goldstein", "reports", "id"}
)


def open_parts(engine: Engine, given: Sequence[TableLike], progress: Progress) -> list[Part]:
    """Every table in `given`: files, folders, archives, or tables in memory. The same bytes twice count once.

    Raises:
        InputError: a path is missing or a folder holds no table.
        HistoryError: a file is empty, no table, or of the wrong columns.

    """
    inputs = list(_expanded(given))
    parts: dict[str, Part] = {}
    for done, one in enumerate(inputs):
        progress("history", done, len(inputs))
        part = _path(engine, one) if isinstance(one, Path) else _in_memory(engine, one)
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
        if not path.is_dir() or archive_of(path) or _is_partitioned(path):
            yield path
            continue
        if origins := [folder for folder in sorted(path.glob("origin=*")) if _is_partitioned(folder)]:
            yield from origins
            continue
        files = sorted(file for file in path.rglob("*") if file.is_file() and form_of(file))
        if not files:
            raise InputError(f"the folder {path} holds no Parquet, CSV, TSV or JSONL file")
        yield from files


def _is_partitioned(folder: Path) -> bool:
    return next(folder.glob("month=*/*.parquet"), None) is not None


def _path(engine: Engine, path: Path) -> Part:
    if not path.is_dir():
        table = scan(engine, path)
        return Part(table, layout_of(table.columns, str(path)), path.name, _sha256(path))
    if (home := archive_of(path)) is None:
        origin = path.name.removeprefix("origin=") if path.name.startswith("origin=") else None
        return _months(engine, path, sorted(path.glob("month=*/*.parquet")), origin)
    # Here for speed: it loads the store, which plain files do without.
    from tertius.history.archive._kept import kept_at

    kept = kept_at(path)
    files = [Path(file) for file in kept.files]
    if kept.holds == "panel":
        table = engine.scan_all(files)
        part = Part(table, layout_of(table.columns, str(path)), kept.origin, kept.sha256)
    else:
        part = _months(engine, home / kept.holds / f"origin={kept.origin}", files, kept.origin, kept.sha256)
    return replace(part, version=kept.version, accessed=kept.accessed, notes=kept.notes)


def _months(engine: Engine, folder: Path, files: Sequence[Path], origin: str | None, sha256: str | None = None) -> Part:
    table = engine.partitions(files)
    found = layout_of(table.columns, str(folder))
    layout = Layout(found.kind, found.roles, origin or found.origin)
    whole = set(table.columns) >= _ARCHIVE_COLUMNS and table.schema()["date"].is_date()
    return Part(table, layout, origin or folder.name, sha256 or fingerprint(folder), folder if whole else None)


def _in_memory(engine: Engine, table: TableLike) -> Part:
    arrow = _arrow(table)
    if arrow.num_rows == 0:
        raise HistoryError("the table given as a history has no rows")
    digest = hashlib.sha256(str(arrow.schema.remove_metadata()).encode())
    for batch in arrow.to_batches():
        digest.update(batch.serialize())
    kept = engine.keep(f"given_{digest.hexdigest()[:16]}", arrow)
    return Part(kept, layout_of(arrow.column_names, "the table given"), "a table in memory", digest.hexdigest())


def _arrow(table: TableLike) -> Any:
    """`table` as Arrow: through the PyCapsule interface, else through narwhals (lazy tables are collected)."""
    import pyarrow as pa

    if hasattr(table, "__arrow_c_stream__"):
        arrow = pa.table(table)
    else:
        try:
            import narwhals

            arrow = narwhals.from_native(table).lazy().collect("pyarrow").to_native()
        except (ImportError, TypeError):
            kind = type(table).__name__
            raise HistoryError(f"a history is a path or a table of pandas, polars or Arrow, not {kind}") from None
    # Views and dictionaries are what a maker of tables chose to save room with; engines differ on them.
    columns = [_plain(column) for column in arrow.columns]
    return pa.table(columns, names=arrow.column_names)


def _plain(column: Any) -> Any:
    """An Arrow column without dictionary, view or large offsets."""
    import pyarrow as pa
    import pyarrow.types as kinds

    if kinds.is_dictionary(column.type):
        chunks = [pa.DictionaryArray.from_arrays(chunk.indices, _plain(chunk.dictionary)) for chunk in column.chunks]
        values = chunks[0].dictionary.type if chunks else pa.string()
        return pa.chunked_array(chunks, pa.dictionary(column.type.index_type, values)).cast(values)
    texts = kinds.is_string_view(column.type) or kinds.is_large_string(column.type)
    return column.cast(pa.string()) if texts else column


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
