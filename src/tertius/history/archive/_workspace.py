"""The workspace's documents and its history: what is coded from them comes in, what is purged goes out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from tertius.errors import InputError
from tertius.history.archive._connection import connected, fetched
from tertius.history.archive._documents import Appended, append_events, remove_events
from tertius.history.archive._manifest import DOCUMENTS, NAME, Manifest
from tertius.history.archive._parts import part_files
from tertius.progress import Progress, silent
from tertius.records import Document, Event
from tertius.store import Purged, Workspace

__all__ = ["append_coded", "append_documents", "purge"]


def append_documents(
    workspace: str | Path = ".tertius", *, fast: bool = False, progress: Progress = silent
) -> Appended:
    """Code the workspace's documents and keep what happened in its history, with the origin `documents`.

    Documents that were coded before are not coded again. An event that an earlier run entered and that is found no
    more, or that a reviewer rejected since, is taken out. Confidential and constructed documents give no events:
    what rests on them must not leave, and must not count.

    Args:
        workspace: its folder.
        fast: code by syntax and statistics alone, without the encoder.
        progress: told of every document.

    Raises:
        InputError: there is no workspace, or no document in it.
        StoreError: the workspace is in use, or cannot be written.

    """
    from tertius import coding

    folder = Path(workspace)
    if not (folder / "workspace.sqlite").is_file():
        raise InputError(f"there is no workspace at {folder}; read documents into it first with `tertius read`")
    with Workspace.open(folder) as opened:
        documents = opened.documents()
        if not documents:
            raise InputError(f"the workspace {folder} holds no document; read some into it with `tertius read`")
        events = coding.code_workspace(opened, documents, fast=fast, progress=progress).events
    return append_coded(events, documents, folder)


def append_coded(events: Sequence[Event], documents: Iterable[Document], workspace: str | Path) -> Appended:
    """Keep the events of `documents`, all those of the workspace and coded already; as `append_documents`.

    Raises:
        StoreError: the workspace is in use, or cannot be written.

    """
    folder = Path(workspace)
    documents = list(documents)
    closed = {one.id: "confidential" for one in documents if one.confidential}
    closed |= {one.id: "constructed" for one in documents if one.constructed}
    shared = [event for event in events if _closed(event, closed) is None]
    withheld = Counter(f"of a {kind} document" for event in events if (kind := _closed(event, closed)))
    found = append_events(shared, folder)
    _forget_others({event.id for event in shared}, folder)
    return msgspec.structs.replace(found, left_out=found.left_out | dict(withheld))


def _closed(event: Event, closed: dict[str, str]) -> str | None:
    """Why the event's documents keep it out, or None."""
    return next((closed[part.document] for part in event.passages if part.document in closed), None)


def _forget_others(found: set[str], workspace: Path) -> None:
    with Manifest.at(workspace / "history") as manifest:
        entered = {event for event, _ in manifest.documents_of_events()}
    if gone := entered - found:
        remove_events(gone, workspace)


def purge(document: str, workspace: str | Path = ".tertius") -> Purged:
    """Remove a document from the workspace and its events from the history, and prove it.

    As `Workspace.purge`, with the history's events among the table rows, and what of them were left among the
    remaining ones.

    Raises:
        StoreError: there is no such document, or the workspace is in use.

    """
    folder = Path(workspace)
    with Workspace.open(folder) as opened:
        opened.document(document)
        rows = 0
        if (folder / "history" / NAME).is_file():
            events = _events_of(document, folder)
            rows = remove_events(events, folder) if events else 0
            left = _left(document, events, folder)
        else:
            left = 0
        purged = opened.purge(document)
    return msgspec.structs.replace(purged, rows=purged.rows + rows, remaining=purged.remaining + left)


def _events_of(document: str, workspace: Path) -> set[str]:
    with Manifest.at(workspace / "history") as manifest:
        return {event for event, told_in in manifest.documents_of_events() if told_in == document}


def _left(document: str, events: set[str], workspace: Path) -> int:
    """How many rows of the history still name the document or one of its events: the proof looks again."""
    with Manifest.at(workspace / "history") as manifest:
        named = sum(told_in == document for _, told_in in manifest.documents_of_events())
        files = part_files(manifest.folder, manifest.parts("events", DOCUMENTS))
    if not (events and files):
        return named
    with connected() as connection:
        rows = connection.read_parquet(files, hive_partitioning=False)
        held = fetched(rows.agg(rows=rows.id.isin(sorted(events)).sum().fill_null(0)))["rows"][0].as_py()
    return named + int(held)
