"""Which sources were read to the end, and what is known of a document beside its fields."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

import msgspec

from tertius.store._database import Database

__all__ = ["SourceRead", "add_notes", "forget_sources", "mark_read", "notes", "source_read"]


class SourceRead(msgspec.Struct, frozen=True, kw_only=True):
    """A source (an absolute path or an address) read to the end.

    `stamp` tells the state it was in; `set_aside` holds the line of each item that could not be read.
    """

    source: str
    stamp: str
    set_aside: tuple[str, ...] = ()


def source_read(database: Database, source: str) -> SourceRead | None:
    """How `source` was last read to its end, or None where it never was."""
    rows = database.rows("SELECT stamp, set_aside FROM readings WHERE source = ?", (source,))
    if not rows:
        return None
    return SourceRead(source=source, stamp=rows[0][0], set_aside=msgspec.json.decode(rows[0][1], type=tuple[str, ...]))


def mark_read(database: Database, read: SourceRead) -> None:
    """Enter that the source was read to its end."""
    lines = msgspec.json.encode(read.set_aside).decode()
    database.run(
        "INSERT INTO readings (source, stamp, set_aside, at) VALUES (?, ?, ?, ?) ON CONFLICT (source) DO UPDATE"
        " SET stamp = excluded.stamp, set_aside = excluded.set_aside, at = excluded.at",
        (read.source, read.stamp, lines, dt.datetime.now(dt.UTC).isoformat()),
    )


def add_notes(database: Database, document: str, given: Mapping[str, Iterable[str]]) -> None:
    """Keep notes on a document by name; one that is there already is not kept twice."""
    rows = [(document, name, value) for name, values in given.items() for value in values]
    database.run_many("INSERT OR IGNORE INTO document_notes (document, name, value) VALUES (?, ?, ?)", rows)


def notes(database: Database, document: str) -> dict[str, tuple[str, ...]]:
    """All notes on a document by name, values sorted."""
    found: dict[str, tuple[str, ...]] = {}
    for name, value in database.rows(
        "SELECT name, value FROM document_notes WHERE document = ? ORDER BY name, value", (document,)
    ):
        found[name] = (*found.get(name, ()), value)
    return found


def forget_sources(database: Database, document: str) -> None:
    """Forget that the sources of a document were read, and the lines of what was set aside in them."""
    database.run(
        "DELETE FROM readings WHERE source IN (SELECT value FROM document_notes WHERE document = ? AND name = 'source')",
        (document,),
    )
