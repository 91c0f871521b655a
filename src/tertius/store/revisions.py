"""Corrections by hand: an append-only list, applied over what a run made and so kept through the next run."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import Any, TypeVar

import msgspec

from tertius.errors import StoreError
from tertius.records import Record, to_builtins
from tertius.store._database import Database
from tertius.store._items import field_value, kind_of, record_id

__all__ = ["Revision"]

Kept = TypeVar("Kept", bound=Record)


class Revision(msgspec.Struct, frozen=True, kw_only=True):
    """One correction: the field of an item, its new value, who set it, when and why."""

    number: int
    kind: str
    item: str
    field: str
    value: Any
    who: str
    at: dt.datetime
    why: str


def revise(database: Database, kind: str, item: str, field: str, value: Any, *, who: str, why: str) -> Revision:
    if not who.strip() or not why.strip():
        raise StoreError("a revision names who makes it and why; give both")
    fitting = field_value(kind, field, value)
    held = (
        "SELECT 1 FROM documents WHERE id = ?"
        if kind == "document"
        else "SELECT 1 FROM records WHERE kind = ? AND id = ?"
    )
    at = dt.datetime.now(dt.UTC)
    with database.writing():
        if not database.rows(held, (item,) if kind == "document" else (kind, item)):
            raise StoreError(f"the workspace holds no {kind} {item!r}; check the id")
        database.run(
            "INSERT INTO revisions (kind, item, field, value, who, at, why) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (kind, item, field, msgspec.json.encode(fitting).decode(), who.strip(), at.isoformat(), why.strip()),
        )
        number = int(database.rows("SELECT last_insert_rowid()")[0][0])
    return Revision(
        number=number, kind=kind, item=item, field=field, value=fitting, who=who.strip(), at=at, why=why.strip()
    )


def revisions(database: Database, kind: str | None = None, item: str | None = None) -> list[Revision]:
    wanted = {name: value for name, value in (("kind", kind), ("item", item)) if value is not None}
    where = " AND ".join(f"{name} = ?" for name in wanted) or "1"
    rows = database.rows(
        f"SELECT number, kind, item, field, value, who, at, why FROM revisions WHERE {where} ORDER BY number",
        tuple(wanted.values()),
    )
    return [
        Revision(
            number=number,
            kind=kind_,
            item=item_,
            field=field,
            value=msgspec.json.decode(value),
            who=who,
            at=dt.datetime.fromisoformat(at),
            why=why,
        )
        for number, kind_, item_, field, value, who, at, why in rows
    ]


def revised(database: Database, items: Iterable[Kept]) -> list[Kept]:
    changes: dict[tuple[str, str], dict[str, Any]] = defaultdict(dict)
    for revision in revisions(database):
        changes[revision.kind, revision.item][revision.field] = revision.value
    return [_applied(item, changes.get((kind_of(item), record_id(item)))) for item in items] if changes else list(items)


def revised_item(database: Database, kind: str, item: str, record: Kept) -> Kept:
    """`record`, kept as that item, with its revisions applied."""
    return _applied(record, {revision.field: revision.value for revision in revisions(database, kind, item)})


def _applied(item: Kept, changes: dict[str, Any] | None) -> Kept:
    return msgspec.convert(to_builtins(item) | changes, type(item)) if changes else item
