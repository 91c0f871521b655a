"""The archive's Parquet files: written whole, entered in the manifest, and only then given the name that readers see.

A file lies under the name of a draft until the manifest has it. A process that is killed leaves drafts: those that
the manifest has get their names by `settle`, the others go. So a reader that takes all `*.parquet` of a folder sees
what the manifest has, and no engine needs to know the manifest.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from tertius.history.archive._connection import fetched, literal
from tertius.history.archive._manifest import Entry, Manifest, PartEntry

__all__ = [
    "commit", "draft_of", "is_settled", "merge_small_parts", "part_files", "settle", "synced_digest",
    "write_parts",
]  # fmt: skip

PIECES = "pieces-"  # folders of unpacked input, which an import that was killed leaves
_DRAFT = ".draft"
_MOST_PARTS = 8
_GLANCES, _GLANCE = 10, 0.05
_CHUNK = 1 << 20
_ROW_GROUP = 40_000  # one pair is read by whole row groups; smaller ones make footers longer than they save


def draft_of(path: Path) -> Path:
    """The name under which a file lies until it counts."""
    return path.with_name(path.name + _DRAFT)


def write_parts(connection: Any, folder: Path, rows: Any, holds: str, origin: str) -> list[PartEntry]:
    """Write the table `rows` as one Parquet file a month; they are drafts until `commit`.

    Rows are ordered by source and target, so that one dyad's are read without reading all.
    """
    months = rows.group_by(month=rows.date.strftime("%Y-%m")).agg(
        rows=rows.count(), first=rows.date.min(), last=rows.date.max()
    )
    query = connection.compile(rows)
    return [
        _write(connection, folder, query, (holds, origin), found)
        for found in fetched(months.order_by("month")).to_pylist()
    ]


def _write(connection: Any, folder: Path, query: str, of: tuple[str, str], found: dict[str, Any]) -> PartEntry:
    holds, origin = of
    name = f"{holds}/origin={origin}/month={found['month']}/{secrets.token_hex(8)}.parquet"
    draft = draft_of(folder / name)
    draft.parent.mkdir(parents=True, exist_ok=True)
    order = "source, target, date, id" if holds == "events" else "date, id"
    connection.raw_sql(
        f"COPY (SELECT * FROM ({query}) WHERE date BETWEEN DATE '{found['first']}' AND DATE '{found['last']}'"
        f" ORDER BY {order}) TO {literal(str(draft))} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {_ROW_GROUP})"
    )
    return PartEntry(
        path=name, holds=holds, origin=origin, month=found["month"], rows=found["rows"], bytes=draft.stat().st_size,
        first=found["first"].isoformat(), last=found["last"].isoformat(), sha256=synced_digest(draft),
    )  # fmt: skip


def synced_digest(path: Path) -> str:
    """SHA-256 of the file, which is on the disk when this returns."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_CHUNK):
            digest.update(piece)
        os.fsync(file.fileno())
    return digest.hexdigest()


def commit(manifest: Manifest, entries: Sequence[Entry], drop: Iterable[str] = ()) -> None:
    """Enter all of this at once and let the files of `drop` go; afterwards drafts have their names."""
    dropped = list(drop)
    with manifest.writing():
        manifest.put(entries)
        manifest.drop_parts(dropped)
    for path in dropped:
        (manifest.folder / path).unlink(missing_ok=True)
    _name(manifest.folder, (entry.path for entry in entries if isinstance(entry, PartEntry)))


def _name(folder: Path, paths: Iterable[str]) -> None:
    homes = set()
    for path in (folder / path for path in paths):
        draft_of(path).replace(path)
        homes.add(path.parent)
    if os.name == "posix":
        for home in homes:
            handle = os.open(home, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


def is_settled(manifest: Manifest) -> bool:
    """Whether every file that counts has its name; a running import names its own a moment after it enters them."""
    for _ in range(_GLANCES):
        if all((manifest.folder / part.path).exists() for part in manifest.parts()):
            return True
        time.sleep(_GLANCE)
    return False


def settle(manifest: Manifest) -> None:
    """Finish what a killed process began: name drafts that count, remove all that does not. Only under the lock."""
    folder = manifest.folder
    counted = {part.path for part in manifest.parts()}
    _name(folder, (path for path in counted if not (folder / path).exists() and draft_of(folder / path).exists()))
    for path in _named(folder):
        if path.relative_to(folder).as_posix() not in counted:
            path.unlink(missing_ok=True)
    for path in folder.glob(f"*/origin=*/**/*{_DRAFT}"):
        path.unlink(missing_ok=True)
    for path in folder.glob(f"{PIECES}*"):
        shutil.rmtree(path, ignore_errors=True)


def _named(folder: Path) -> list[Path]:
    return [path for path in folder.glob("*/origin=*/**/*.parquet") if path.parent.name != "_summary"]


def part_files(folder: Path, parts: Iterable[PartEntry]) -> list[str]:
    """The paths of these parts as the engine is given them."""
    return [str(folder / part.path) for part in parts]


def merge_small_parts(connection: Any, manifest: Manifest, origins: set[tuple[str, str]]) -> None:
    """Merge the files of every month of these (holds, origin) that has more than a few; the rows stay the same."""
    by_month: defaultdict[tuple[str, str, str], list[PartEntry]] = defaultdict(list)
    for holds, origin in sorted(origins):
        for part in manifest.parts(holds, origin):
            by_month[holds, origin, part.month].append(part)
    for (holds, origin, _), parts in by_month.items():
        if len(parts) > _MOST_PARTS:
            rows = connection.read_parquet(part_files(manifest.folder, parts), hive_partitioning=False)
            merged = write_parts(connection, manifest.folder, rows, holds, origin)
            commit(manifest, merged, drop=[part.path for part in parts])
