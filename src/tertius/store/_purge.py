"""Removing a document and everything that came from it, and proving it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import msgspec

from tertius.records import Document
from tertius.store._database import Database
from tertius.store._dependence import resting_on, without
from tertius.store.ledger import drop_document
from tertius.store.readings import forget_sources, notes

__all__ = ["Purged", "purge"]

_PAGE_NAME = re.compile(r"[0-9a-f]{24}\.page\Z")
_PROBE = 60  # characters of a passage that is looked for afterwards
_PROBES = 8
_PIECE = 1 << 20  # bytes read at a time


class Purged(msgspec.Struct, frozen=True, kw_only=True):
    """What a purge removed, and the proof.

    `records`, `revisions` and `rows` of tables rested on the document; `pages` are fetched files it was read
    from. `remaining` counts the database rows that still name it, `traces` the files of the workspace in which
    passages of its text still stand (those that another document holds too are not looked for). Both 0 is the
    proof. Every file is looked through as it lies on the disk; tables are packed, so they are searched by id.
    """

    document: str
    records: int
    revisions: int
    rows: int
    pages: int
    remaining: int
    traces: int

    @property
    def proven(self) -> bool:
        """Whether nothing of the document is left."""
        return self.remaining == 0 and self.traces == 0


def purge(database: Database, folder: Path, document: Document, rows: int) -> Purged:
    """Remove what the workspace holds of the document; `rows` is how many table rows went before."""
    pages = _drop_pages(folder / "fetched", notes(database, document.id).get("fetched", ()))
    with database.writing():
        gone = resting_on(database, [document.id])
        for key in gone:
            database.run("DELETE FROM records WHERE kind = ? AND id = ?", key)
        forget_sources(database, document.id)
        database.run("DELETE FROM document_notes WHERE document = ?", (document.id,))
        database.run("DELETE FROM documents WHERE id = ?", (document.id,))
        revisions = sum(
            database.run("DELETE FROM revisions WHERE kind = ? AND item = ?", key)
            for key in {*gone, ("document", document.id)}
        )
        _forget(database, document.id, {document.id, *(item for _, item in gone)})
        predictions = drop_document(database, document.id)
    database.scrub()
    return Purged(
        document=document.id,
        records=len(gone) + predictions,
        revisions=revisions,
        rows=rows,
        pages=pages,
        remaining=_mentions(database, document.id),
        traces=_traces(folder, _probes(database, document.text)),
    )


def _drop_pages(folder: Path, names: Iterable[str]) -> int:
    """Remove fetched pages with the notes beside them; only names as a fetch gives them."""
    dropped = 0
    for name in names:
        if _PAGE_NAME.match(name) and (folder / name).is_file():
            (folder / name).with_suffix(".json").unlink(missing_ok=True)
            (folder / name).unlink()
            dropped += 1
    return dropped


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


# --- the proof --------------------------------------------------------------------------------


def _mentions(database: Database, document: str) -> int:
    """How many rows of any table of the workspace still hold the document's id."""
    found = 0
    for (table,) in database.rows("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"):
        columns = [row[1] for row in database.rows(f"PRAGMA table_info({table})")]
        anywhere = " OR ".join(f"instr({column}, ?1) > 0" for column in columns)
        found += database.rows(f"SELECT count(*) FROM {table} WHERE {anywhere}", (document,))[0][0]
    return found


def _probes(database: Database, text: str) -> list[bytes]:
    """Passages of `text` as they would stand in a file, spread over it; none that another document holds."""
    pieces = [piece for line in re.split(r'[\n"\\\x00-\x1f]', text) for piece in re.findall(f".{{{_PROBE}}}", line)]
    pieces = pieces or [piece for piece in re.split(r'[\n"\\\x00-\x1f]', text) if len(piece) >= _PROBE // 3]
    chosen = pieces[:: max(1, len(pieces) // _PROBES)][:_PROBES]
    held = {
        piece for piece in chosen if database.rows("SELECT 1 FROM documents WHERE instr(json, ?) LIMIT 1", (piece,))
    }
    return [piece.encode() for piece in chosen if piece not in held]


def _traces(folder: Path, probes: list[bytes]) -> int:
    """How many files under `folder` hold one of `probes`."""
    if not probes:
        return 0
    longest = max(map(len, probes))
    return sum(_holds(path, probes, longest) for path in folder.rglob("*") if path.is_file())


def _holds(path: Path, probes: list[bytes], longest: int) -> bool:
    tail = b""
    with path.open("rb") as handle:
        while piece := handle.read(_PIECE):
            piece = tail + piece
            if any(probe in piece for probe in probes):
                return True
            tail = piece[-longest:]
    return False
