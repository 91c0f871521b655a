"""The documents of a workspace and the records that rest on them: how they are written, read and replaced."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from typing import Any

import msgspec

from tertius.errors import StoreError
from tertius.records import Document, Record
from tertius.store import _items, listing, revisions
from tertius.store._database import Database
from tertius.store._dependence import resting_on

__all__ = [
    "document",
    "documents",
    "drop_records",
    "put_document",
    "put_record",
    "record",
    "records",
    "records_of",
    "set_confidential",
]


def put_document(database: Database, given: Document) -> int:
    """Keep one document; 1 where it is new or changed. What a first reading said of secrecy and of its path stays."""
    held = database.rows("SELECT json FROM documents WHERE id = ?", (given.id,))
    if held:
        before: Document = _items.read_item("document", held[0][0])
        given = msgspec.structs.replace(
            given,
            confidential=given.confidential or before.confidential,
            constructed=given.constructed or before.constructed,
            path=before.path or given.path,
            retrieved=before.retrieved or given.retrieved,
        )
    json = msgspec.json.encode(given).decode()
    if held and held[0][0] == json:
        return 0
    return database.run(
        "INSERT INTO documents (id, json, confidential, added) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET json = excluded.json, confidential = excluded.confidential",
        (given.id, json, int(given.confidential), _now()),
    )


def documents(database: Database, *, shareable: bool) -> list[Document]:
    """All documents in the order of their arrival; with `shareable`, without the confidential ones."""
    rows = database.rows("SELECT json FROM documents WHERE confidential <= ? ORDER BY added, id", (int(not shareable),))
    return [_items.read_item("document", row[0]) for row in rows]


def document(database: Database, asked: str) -> Document:
    """The document of that id; StoreError where there is none."""
    rows = database.rows("SELECT json FROM documents WHERE id = ?", (asked,))
    if not rows:
        raise StoreError(f"the workspace holds no document {asked!r}; check the id")
    found: Document = _items.read_item("document", rows[0][0])
    return found


def set_confidential(database: Database, asked: str, confidential: bool) -> None:
    """Flag a document; it is inside a transaction of the caller's."""
    flagged = msgspec.structs.replace(document(database, asked), confidential=confidential)
    database.run(
        "UPDATE documents SET json = ?, confidential = ? WHERE id = ?",
        (msgspec.json.encode(flagged).decode(), int(confidential), asked),
    )


def put_record(database: Database, kind: str, given: Record, made_by: str) -> int:
    """Keep one record with its links to documents, and list it; 1 where it is new or changed."""
    if _items.kind_of(given) != kind:
        raise StoreError(f"a {_items.kind_of(given)} cannot be kept as {kind!r}; put it with its own kind")
    item, json = _items.record_id(given), msgspec.json.encode(given).decode()
    if database.rows("SELECT 1 FROM records WHERE kind = ? AND id = ? AND json = ?", (kind, item, json)):
        return 0
    database.run(
        "INSERT INTO records (kind, id, json, made_by, updated) VALUES (?, ?, ?, ?, ?) ON CONFLICT (kind, id)"
        " DO UPDATE SET json = excluded.json, made_by = excluded.made_by, updated = excluded.updated",
        (kind, item, json, made_by, _now()),
    )
    database.run("DELETE FROM record_documents WHERE kind = ? AND id = ?", (kind, item))
    links = [(kind, item, on) for on in sorted(_items.documents_of(given))]
    database.run_many("INSERT INTO record_documents (kind, id, document) VALUES (?, ?, ?)", links)
    listing.enter(database, kind, item, revisions.revised_item(database, kind, item, given))
    return 1


def drop_records(database: Database, kind: str, *, made: Iterable[Record], documents: AbstractSet[str]) -> None:
    """Remove the records of `kind` that rest on `documents` alone and are not among those just `made`."""
    kept = {_items.record_id(given) for given in made}
    rests: dict[str, set[str]] = {}
    for item, on in database.rows("SELECT id, document FROM record_documents WHERE kind = ?", (kind,)):
        rests.setdefault(item, set()).add(on)
    gone = [(kind, item) for item, on in rests.items() if item not in kept and on <= documents]
    database.run_many("DELETE FROM records WHERE kind = ? AND id = ?", gone)


def records(database: Database, kind: str, *, shareable: bool) -> list[Any]:
    """All records of `kind` as they were made; with `shareable`, none that rests on a confidential document."""
    _items.type_of(kind)
    rows = database.rows("SELECT id, json FROM records WHERE kind = ? ORDER BY updated, id", (kind,))
    secret = database.rows("SELECT id FROM documents WHERE confidential") if shareable else []
    kept_back = resting_on(database, [row[0] for row in secret])
    return [_items.read_item(kind, json) for item, json in rows if (kind, item) not in kept_back]


def record(database: Database, kind: str, item: str) -> Any:
    """The record of that id, corrections applied; StoreError where there is none."""
    _items.type_of(kind)
    rows = database.rows("SELECT json FROM records WHERE kind = ? AND id = ?", (kind, item))
    if not rows:
        raise StoreError(f"the workspace holds no {kind} {item!r}; check the id")
    return revisions.revised_item(database, kind, item, _items.read_item(kind, rows[0][0]))


def records_of(database: Database, asked: str) -> dict[str, list[Any]]:
    """All records by kind that rest on the document, directly or through other records."""
    found: dict[str, list[Any]] = {}
    for kind, item in sorted(resting_on(database, [asked])):
        rows = database.rows("SELECT json FROM records WHERE kind = ? AND id = ?", (kind, item))
        found.setdefault(kind, []).extend(_items.read_item(kind, row[0]) for row in rows)
    return found


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat()
