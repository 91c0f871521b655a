"""Removing a document and everything that came from it, and proving it."""

from __future__ import annotations

from typing import Any

import msgspec

from tertius.store._database import Database
from tertius.store._items import without

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
        gone = {
            (row[0], row[1])
            for row in database.rows("SELECT kind, id FROM record_documents WHERE document = ?", (document,))
        }
        gone |= _dependents(database, document, {item for _, item in gone})
        before = len(gone)
        for key in gone:
            database.run("DELETE FROM records WHERE kind = ? AND id = ?", key)
        database.run("DELETE FROM documents WHERE id = ?", (document,))
        revisions = sum(
            database.run("DELETE FROM revisions WHERE kind = ? AND item = ?", key)
            for key in {*gone, ("document", document)}
        )
        database.run(
            "UPDATE jobs SET checkpoint = NULL, error = NULL"
            " WHERE instr(coalesce(checkpoint, '') || coalesce(error, ''), ?) > 0",
            (document,),
        )
    database.scrub()
    return Purged(
        document=document, records=before, revisions=revisions, rows=rows, remaining=_mentions(database, document)
    )


def _dependents(database: Database, document: str, gone: set[str]) -> set[tuple[str, str]]:
    """Records that rest on a record that goes, to any depth; mere mentions in lists are taken out of the rest."""
    dependents: set[tuple[str, str]] = set()
    ids = {*gone, document}
    while True:
        found = {
            (kind, item)
            for kind, item, json in database.rows("SELECT kind, id, json FROM records")
            if item not in ids and without(msgspec.json.decode(json), ids) is None
        }
        if not found:
            break
        dependents |= found
        ids |= {item for _, item in found}
    for kind, item, json in database.rows("SELECT kind, id, json FROM records"):
        if item not in ids:
            _rewrite(database, "UPDATE records SET json = ? WHERE kind = ? AND id = ?", (kind, item), json, ids)
    for item, json in database.rows("SELECT id, json FROM documents WHERE instr(json, ?)", (document,)):
        kept = msgspec.json.decode(json)
        if item != document and kept.get("reprint_of") == document:
            kept["reprint_of"] = None
            database.run("UPDATE documents SET json = ? WHERE id = ?", (msgspec.json.encode(kept).decode(), item))
    return dependents


def _rewrite(database: Database, sql: str, key: tuple[str, ...], json: str, ids: set[str]) -> None:
    value: Any = msgspec.json.decode(json)
    kept = without(value, ids)
    if kept != value:
        database.run(sql, (msgspec.json.encode(kept).decode(), *key))


def _mentions(database: Database, document: str) -> int:
    """How many rows of any table of the workspace still hold the document's id."""
    found = 0
    for (table,) in database.rows("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"):
        columns = [row[1] for row in database.rows(f"PRAGMA table_info({table})")]
        anywhere = " OR ".join(f"instr({column}, ?1) > 0" for column in columns)
        found += database.rows(f"SELECT count(*) FROM {table} WHERE {anywhere}", (document,))[0][0]
    return found
