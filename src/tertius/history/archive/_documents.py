"""Events that were coded from the user's own documents, in the same table, with the origin `documents`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from tertius.history.archive._connection import connected, fetched
from tertius.history.archive._manifest import DOCUMENTS, Manifest
from tertius.history.archive._parts import commit, part_files, write_parts
from tertius.history.archive._summaries import summarise_origin
from tertius.history.archive._writing import origin_entry, writing_history
from tertius.history.readers.schema import EVENTS
from tertius.records import Event, EventStatus, Precision, Review

__all__ = ["Appended", "append_events", "remove_events"]

_HAPPENED = {EventStatus.HAPPENED, EventStatus.ONGOING}
_DATED = {Precision.DAY, Precision.RANGE, Precision.WEEK}


class Appended(msgspec.Struct, frozen=True, kw_only=True):
    """`added` events are new, `known` were there; `left_out` counts those that do not belong in a record, by reason."""

    added: int
    known: int
    left_out: dict[str, int]


def append_events(events: Iterable[Event], workspace: str | Path = ".tertius") -> Appended:
    """Add coded events to the workspace's history; an event that is there already (by its id) adds nothing.

    A record holds what happened: events that are only claimed, denied, planned, threatened or supposed are left out,
    as are those without an actor or dated to more than a week. `reports` is the number of independent stories.

    Raises:
        StoreError: the workspace is in use, or cannot be written.

    """
    reasons: Counter[str] = Counter()
    fit: dict[str, Event] = {}
    for event in events:
        if because := _unfit(event):
            reasons[because] += 1
        else:
            fit[event.id] = event
    rows = [_row(event) for event in fit.values()]
    with writing_history(workspace) as manifest:
        # Before the rows: an event whose document is not known could not be purged with it.
        with manifest.writing():
            manifest.note_documents((event.id, part.document) for event in fit.values() for part in event.passages)
        added = _add(manifest, rows) if rows else 0
        if added:
            summarise_origin(manifest.folder, DOCUMENTS)
    return Appended(added=added, known=len(rows) - added, left_out=dict(reasons))


def _unfit(event: Event) -> str | None:
    if event.review is Review.REJECTED:
        return "rejected by a reviewer"
    if event.status not in _HAPPENED:
        return f"status {event.status.value}"
    if event.source is None and event.target is None:
        return "no actor"
    if event.when is None or event.when.start is None:
        return "no date"
    return None if event.when.precision in _DATED else f"dated to a {event.when.precision.value}"


def _row(event: Event) -> dict[str, Any]:
    place = event.place
    return {
        "date": event.when.start if event.when else None,
        "source": event.source and (event.source.code or event.source.name),
        "target": event.target and (event.target.code or event.target.name),
        "type": event.type.value,
        "root": event.cameo[:2] if event.cameo else None,
        "cameo": event.cameo,
        "quad": event.quad,
        "goldstein": event.goldstein,
        "reports": event.stories,
        "place": place.name if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "origin": DOCUMENTS,
        "id": event.id,
    }


def _add(manifest: Manifest, rows: list[dict[str, Any]]) -> int:
    import ibis
    import pyarrow as pa

    with connected() as connection:
        given = pa.Table.from_pylist(rows, schema=ibis.schema(dict(EVENTS)).to_pyarrow())
        table = connection.create_table("coded_events", given, temp=True)
        if parts := manifest.parts("events", DOCUMENTS):
            held = connection.read_parquet(part_files(manifest.folder, parts), hive_partitioning=False)
            table = table.anti_join(held, "id")
        fresh = connection.create_table("fresh_events", table, temp=True)
        count = int(fetched(fresh.agg(rows=fresh.count()))["rows"][0].as_py())
        if count:
            written = write_parts(connection, manifest.folder, fresh, "events", DOCUMENTS)
            commit(manifest, [*written, origin_entry(DOCUMENTS)])
    return count


def remove_events(ids: Iterable[str], workspace: str | Path = ".tertius") -> int:
    """Take events of the user's documents out of the history again; returns how many were there.

    For a document that is purged: its files are rewritten without the rows, and the old ones deleted at once.

    Raises:
        StoreError: the workspace is in use, or cannot be written.

    """
    wanted = sorted(set(ids))
    with writing_history(workspace) as manifest:
        with connected() as connection:
            parts = manifest.parts("events", DOCUMENTS)
            gone = sum(_without(connection, manifest, part.path, wanted) for part in parts)
        with manifest.writing():
            manifest.forget_events(wanted)
        summarise_origin(manifest.folder, DOCUMENTS)
    return gone


def _without(connection: Any, manifest: Manifest, path: str, ids: list[str]) -> int:
    table = connection.read_parquet([str(manifest.folder / path)], hive_partitioning=False)
    gone = int(fetched(table.agg(rows=table.id.isin(ids).sum().fill_null(0)))["rows"][0].as_py())
    if not gone:
        return 0
    written = write_parts(connection, manifest.folder, table.filter(table.id.notin(ids)), "events", DOCUMENTS)
    commit(manifest, written, drop=[path])
    return gone
