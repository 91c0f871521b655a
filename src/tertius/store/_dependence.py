"""Which records rest on which documents, directly or through other records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from tertius.store._database import Database

__all__ = ["resting_on", "rests_on_secret", "without"]

_MENTIONS = {"contested_with", "may_be_same_speaker"}  # fields that name another record without resting on it
_GONE = object()
_AT_ONCE = 500  # ids in one query
_LONGEST_ID = 200  # characters


def resting_on(database: Database, documents: Iterable[str]) -> set[tuple[str, str]]:
    """(kind, id) of every record that rests on one of `documents`, to any depth."""
    wanted = set(documents)
    if not wanted:
        return set()
    links = database.rows("SELECT kind, id, document FROM record_documents")
    found = {(kind, item) for kind, item, document in links if document in wanted}
    held = [
        (kind, item, msgspec.json.decode(json))
        for kind, item, json in database.rows("SELECT kind, id, json FROM records")
    ]
    while True:
        ids = wanted | {item for _, item in found}
        more = {(kind, item) for kind, item, value in held if (kind, item) not in found and without(value, ids) is None}
        if not more:
            return found
        found |= more


def rests_on_secret(database: Database, kind: str, item: str) -> bool:
    """Whether the record rests on a confidential document, to any depth; it costs what the record rests on."""
    kinds = [row[0] for row in database.rows("SELECT DISTINCT kind FROM listing_counts WHERE field = ''")]
    seen: set[str] = set()
    rows = database.rows("SELECT json FROM records WHERE kind = ? AND id = ?", (kind, item))
    while rows:
        names = {name for (json,) in rows for name in _names(msgspec.json.decode(json))} - seen
        seen |= names
        ordered, rows = sorted(names), []
        for some in (ordered[n : n + _AT_ONCE] for n in range(0, len(ordered), _AT_ONCE)):
            marks = ", ".join("?" * len(some))
            if database.rows(f"SELECT 1 FROM documents WHERE confidential AND id IN ({marks}) LIMIT 1", some):
                return True
            rows += database.rows(
                f"SELECT json FROM records WHERE kind IN ({', '.join('?' * len(kinds))}) AND id IN ({marks})",
                (*kinds, *some),
            )
    return False


def _names(value: Any) -> Iterator[str]:
    """Every string in `value` (plain JSON) that may be an id which it rests on."""
    if isinstance(value, str):
        if len(value) <= _LONGEST_ID:
            yield value
    elif isinstance(value, list):
        for part in value:
            yield from _names(part)
    elif isinstance(value, dict):
        for name, part in value.items():
            if name not in _MENTIONS:
                yield from _names(part)


def without(value: Any, gone: set[str]) -> Any:
    """`value` (plain JSON) with mere mentions of the ids in `gone` taken out, or None where it rests on one."""
    pruned = _pruned(value, gone)
    return None if pruned is _GONE else pruned


def _pruned(value: Any, gone: set[str]) -> Any:
    if isinstance(value, str):
        return _GONE if value in gone else value
    if isinstance(value, list):
        parts = [_pruned(part, gone) for part in value]
        return _GONE if any(part is _GONE for part in parts) else parts
    if isinstance(value, dict):
        named = {name: _field(name, part, gone) for name, part in value.items()}
        return _GONE if any(part is _GONE for part in named.values()) else named
    return value


def _field(name: str, value: Any, gone: set[str]) -> Any:
    if name in _MENTIONS and isinstance(value, list):
        return [part for part in value if part not in gone]
    return _pruned(value, gone)
