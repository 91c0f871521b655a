"""Ledger entries and settlements in the workspace: rows are added, and none is ever changed.

A row goes only with a purge of the last document that its entry rests on.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import msgspec

from tertius.errors import StoreError
from tertius.records import EntryStatus, LedgerEntry, Settlement
from tertius.store._database import Database

__all__ = [
    "EntryRevision",
    "drop_document",
    "entries",
    "entries_of",
    "put_entries",
    "put_settlements",
    "revisions_of",
    "settlements",
]

replace = msgspec.structs.replace


class EntryRevision(msgspec.Struct, frozen=True, kw_only=True):
    """One state of an entry, who entered it, when and why; `by_hand` where that was a person."""

    number: int
    entry: LedgerEntry
    by_hand: bool
    who: str
    at: dt.datetime
    why: str


def put_entries(database: Database, given: Iterable[LedgerEntry], *, who: str, why: str, by_hand: bool) -> int:
    """Add entries, or revisions of entries; returns how many rows are new.

    The same again adds nothing, and what a machine makes again never covers what a person entered.
    """
    if not who.strip() or not why.strip():
        raise StoreError("an entry of the ledger names who enters it and why; give both")
    added = 0
    for entry in given:
        json = msgspec.json.encode(_bare(entry)).decode()
        held = database.rows(
            "SELECT json, by_hand FROM ledger_entries WHERE id = ? ORDER BY number DESC LIMIT 1", (entry.id,)
        )
        if held and (held[0][0] == json or (held[0][1] and not by_hand)):
            continue
        added += database.run(
            "INSERT INTO ledger_entries (id, json, by_hand, who, at, why) VALUES (?, ?, ?, ?, ?, ?)",
            (entry.id, json, int(by_hand), who.strip(), _now(), why.strip()),
        )
    return added


def _bare(entry: LedgerEntry) -> LedgerEntry:
    """What is kept of an entry: how it stands follows from its settlements and the day."""
    return replace(entry, status=EntryStatus.OPEN, settlements=(), bearing=(), bearing_says=None)


def entries(database: Database, *, shareable: bool = False) -> list[LedgerEntry]:
    """The latest state of every entry with its settlements, in the order first entered.

    With `shareable` none whose every document is confidential, and no passage of one that is.
    """
    latest: dict[str, LedgerEntry] = {}
    for item, json in database.rows("SELECT id, json FROM ledger_entries ORDER BY number"):
        latest[item] = _read(json, LedgerEntry)
    settled: dict[str, list[Settlement]] = defaultdict(list)
    for settlement in settlements(database):
        settled[settlement.entry].append(settlement)
    found = [replace(entry, settlements=tuple(settled[item])) for item, entry in latest.items()]
    if not shareable:
        return found
    secret = {row[0] for row in database.rows("SELECT id FROM documents WHERE confidential")}
    return [kept for entry in found if (kept := _without(entry, secret)) is not None]


def entries_of(database: Database, items: Iterable[str]) -> list[LedgerEntry]:
    """The latest state of these entries with their settlements, in the order given."""
    found = []
    for item in items:
        rows = database.rows("SELECT json FROM ledger_entries WHERE id = ? ORDER BY number DESC LIMIT 1", (item,))
        found += [replace(_read(row[0], LedgerEntry), settlements=tuple(settlements(database, item))) for row in rows]
    return found


def revisions_of(database: Database, item: str) -> list[EntryRevision]:
    """Every state that an entry has had, oldest first."""
    rows = database.rows(
        "SELECT number, json, by_hand, who, at, why FROM ledger_entries WHERE id = ? ORDER BY number", (item,)
    )
    return [
        EntryRevision(
            number=number, entry=_read(json, LedgerEntry), by_hand=bool(by_hand), who=who,
            at=dt.datetime.fromisoformat(at), why=why,
        )
        for number, json, by_hand, who, at, why in rows
    ]  # fmt: skip


def put_settlements(database: Database, given: Iterable[Settlement]) -> int:
    """Add settlements; returns how many are new. The same again, at whatever time, adds nothing."""
    added = 0
    for settlement in given:
        if not database.rows("SELECT 1 FROM ledger_entries WHERE id = ? LIMIT 1", (settlement.entry,)):
            raise StoreError(f"the ledger holds no entry {settlement.entry!r}; check the id")
        held = [s for s in settlements(database, settlement.entry) if (s.how, s.by) == (settlement.how, settlement.by)]
        if held and replace(held[-1], at=settlement.at) == settlement:
            continue
        added += database.run(
            "INSERT INTO ledger_settlements (entry, json, at) VALUES (?, ?, ?)",
            (settlement.entry, msgspec.json.encode(settlement).decode(), settlement.at.isoformat()),
        )
    return added


def settlements(database: Database, entry: str | None = None) -> list[Settlement]:
    """Settlements in the order made: all, or those of an entry."""
    of_one, given = (" WHERE entry = ?", (entry,)) if entry is not None else ("", ())
    rows = database.rows(f"SELECT json FROM ledger_settlements{of_one} ORDER BY number", given)
    return [_read(row[0], Settlement) for row in rows]


def drop_document(database: Database, document: str) -> int:
    """Take a document out of the ledger; returns how many entries go with it, since they rested on it alone."""
    gone = 0
    database.run("INSERT OR IGNORE INTO ledger_purging (document) VALUES (?)", (document,))
    items = [
        row[0] for row in database.rows("SELECT DISTINCT id FROM ledger_entries WHERE instr(json, ?)", (document,))
    ]
    for item in items:
        held = revisions_of(database, item)
        database.run("DELETE FROM ledger_entries WHERE id = ?", (item,))
        kept = [(one, entry) for one in held if (entry := _without(one.entry, {document})) is not None]
        for one, entry in kept:
            database.run(
                "INSERT INTO ledger_entries (id, json, by_hand, who, at, why) VALUES (?, ?, ?, ?, ?, ?)",
                (
                    item,
                    msgspec.json.encode(entry).decode(),
                    int(one.by_hand),
                    one.who,
                    one.at.isoformat(),
                    one.why,
                ),
            )
        if not kept:
            database.run("DELETE FROM ledger_settlements WHERE entry = ?", (item,))
            gone += 1
    database.run("DELETE FROM ledger_purging")
    return gone


def _without(entry: LedgerEntry, documents: set[str]) -> LedgerEntry | None:
    """The entry without what stands in `documents`; None where it stands nowhere else."""
    kept = tuple(document for document in entry.documents if document not in documents)
    if kept == entry.documents:
        return entry
    if not kept:
        return None
    passages = tuple(passage for passage in entry.passages if passage.document not in documents)
    stories = min(entry.stories, len(kept))
    return replace(entry, documents=kept, passages=passages, stories=stories, statements=(), sources=())


def _read(json: str, type_: type[Any]) -> Any:
    try:
        return msgspec.json.decode(json, type=type_)
    except msgspec.ValidationError as error:
        raise StoreError(f"the ledger holds a row of another shape than this version's ({error})") from error


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat()
