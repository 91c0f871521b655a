"""Panels in the archive: the user's files as they are, as Parquet, each by its hash."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tertius.errors import HistoryError
from tertius.history._dates import day_of
from tertius.history._part import Part
from tertius.history._tables import open_parts
from tertius.history.archive._importing import Imported
from tertius.history.archive._manifest import FileEntry, Manifest, OriginEntry, PartEntry
from tertius.history.archive._parts import commit, draft_of, synced_digest
from tertius.history.archive._writing import origin_entry, writing_history
from tertius.history.engine import start
from tertius.progress import Progress, silent

__all__ = ["import_panels"]


def import_panels(
    paths: str | Path | Sequence[str | Path],
    workspace: str | Path = ".tertius",
    *,
    version: str | None = None,
    accessed: dt.date | None = None,
    progress: Progress = silent,
) -> Imported:
    """Bring panels of dyads (`period, a, b, conflict, cooperation, …`) into the workspace's history.

    A file that was imported before is passed over. `version` and `accessed` (by default today) are kept with the origin.

    Raises:
        InputError: a path is missing, or a folder holds no table.
        HistoryError: a file is no panel; says what it looks like.
        StoreError: the workspace is in use by another import, or cannot be written.
        UsageError: a day of access that is yet to come.

    """
    given = [paths] if isinstance(paths, str | Path) else list(paths)
    engine = start()
    opened = open_parts(engine, given, progress)
    for part in opened:
        if part.layout.kind != "panel":
            raise HistoryError(f"{part.where} looks like a table of events, not like a panel: import it as tidy")
    with writing_history(workspace) as manifest:
        known = {entry.sha256 for entry in manifest.files() if entry.layout == "panel"}
        fresh = [part for part in opened if part.sha256 not in known]
        held = {entry.origin: entry for entry in manifest.origins()}
        stated = {
            name: origin_entry(name, version or (held[name].version if name in held else None), accessed)
            for name in {_origin(part) for part in opened}
        }
        rows = sum(_keep(engine, manifest, part, stated[_origin(part)]) for part in fresh)
        if accessed:
            commit(manifest, list(stated.values()))
    return Imported(files=len(fresh), skipped=len(opened) - len(fresh), rows=rows, added=rows)


def _origin(part: Part) -> str:
    return part.layout.origin or "own"


def _keep(engine: Any, manifest: Manifest, part: Part, stated: OriginEntry) -> int:
    origin = stated.origin
    name = f"panel/origin={origin}/{secrets.token_hex(8)}.parquet"
    path = manifest.folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = draft_of(path)
    day = day_of(part.table[part.layout.roles["period"]])
    span = engine.fetched(part.table.agg(rows=part.table.count(), first=day.min(), last=day.max())).to_pylist()[0]
    if span["first"] is None:
        raise HistoryError(f"{part.where}: no period of the panel has a date that can be read")
    engine.write_parquet(part.table, draft)
    digest, size = synced_digest(draft), draft.stat().st_size
    entry = PartEntry(
        path=name, holds="panel", origin=origin, month="", rows=span["rows"], bytes=size,
        first=span["first"].isoformat(), last=span["last"].isoformat(), sha256=digest,
    )  # fmt: skip
    source = FileEntry(
        sha256=part.sha256, actors="", path=part.where, layout="panel", origin=origin, bytes=size, rows=span["rows"],
        added=span["rows"], pieces=1, whole=True, imported=dt.datetime.now(dt.UTC).isoformat(),
    )  # fmt: skip
    commit(manifest, [entry, source, stated])
    return int(span["rows"])
