"""Removing a document and everything that came from it, and proving it."""

from __future__ import annotations

import msgspec

from tertius.store._database import Database
from tertius.store._dependence import resting_on, without

__all__ = ["Purged", "purge"]


class Purged(msgspec.Struct, frozen=True, kw_only=True):
    """What a purge removed; `remaining` counts the places that still name the document: 0 is the proof."""

    document: str
    records: int
    revisions: int
    rows: int
    remaining: int


def purge(database: Database, document: str, rows: int) -> Purged:
    """Remove what SQLite holds of the document; `rows` is how many table rows went before."""
    with database.writing():
        gone = resting_on(database, [document])
        for key in gone:
            database.run("DELETE FROM records WHERE kind = ? AND id = ?", key)
        database.run("DELETE FROM documents WHERE id = ?", (document,))
        revisions = sum(
            database.run("DELETE FROM revisions WHERE kind = ? AND item = ?", key)
            for key in {*gone, ("document", document)}
        )
        _forget(database, document, {document, *(item for _, item in gone)})
    database.scrub()
    remaining = _mentions(database, document)
    return Purged(document=document, records=len(gone), revisions=revisions, rows=rows, remaining=remaining)


def _forget(database: Database, document: str, ids: set[str]) -> None:
    """Take mere mentions of what is gone out of what stays."""
    for kind, item, json in database.rows("SELECT kind, id, json FROM records"):
        value = msgspec.json.decode(json)
        if (kept := without(value, ids)) != value:
            text = msgspec.json.encode(kept).decode()
            database.run("UPDATE records SET json = ? WHERE kind = ? AND id = ?", (text, kind, item))
    for item, json in database.rows("SELECT id, json FROM documents WHERE instr(json, ?)", (document,)):
        kept = msgspec.json.decode(json)
        kept["reprint_of"] = None
        database.run("UPDATE documents SET json = ? WHERE id = ?", (msgspec.json.encode(kept).decode(), item))
    database.run(
        "UPDATE jobs SET checkpoint = NULL, error = NULL"
        " WHERE instr(coalesce(checkpoint, '') || coalesce(error, ''), ?) > 0",
        (document,),
    )


def _mentions(database: Database, document: str) -> int:
    """How many rows of any table of the workspace still hold the document's id."""
    found = 0
    for (table,) in database.rows("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"):
        columns = [row[1] for row in database.rows(f"PRAGMA table_info({table})")]
        anywhere = " OR ".join(f"instr({column}, ?1) > 0" for column in columns)
        found += database.rows(f"SELECT count(*) FROM {table} WHERE {anywhere}", (document,))[0][0]
    return found
