"""What the workspace keeps: kinds of records, their ids, and which documents they rest on."""

from __future__ import annotations

from typing import Any, get_type_hints

import msgspec

from tertius import records
from tertius.errors import StoreError
from tertius.records import content_id, to_builtins

__all__ = ["KINDS", "documents_of", "field_value", "kind_of", "read_item", "record_id", "type_of"]

KINDS: dict[str, type[records.Record]] = {
    "document": records.Document,
    "statement": records.Statement,
    "event": records.Event,
    "tie": records.Tie,
    "prediction": records.Prediction,
    "demand": records.Demand,
    "absent voice": records.AbsentVoice,
    "tension": records.Tension,
    "response": records.Response,
    "channel": records.Channel,
    "analysis": records.Analysis,
    "alert": records.Alert,
}
_KIND_OF = {type_: kind for kind, type_ in KINDS.items()}

# What makes one of these the same item again. A field that a person may correct is not among them.
_IDENTITY = {
    records.Tie: ("a", "b", "relation", "by", "since"),
    records.Prediction: ("statement", "text"),
    records.Demand: ("statement", "text"),
    records.AbsentVoice: ("actor",),
    records.Tension: ("dyad", "period", "measure"),
    records.Response: ("between", "tie", "measure", "horizons"),
    records.Channel: ("name", "chain", "tie"),
    records.Analysis: ("case",),
}


def kind_of(record: records.Record) -> str:
    """The kind a record is kept as; StoreError for what is no record of the workspace."""
    try:
        return _KIND_OF[type(record)]
    except KeyError:
        raise StoreError(
            f"a {type(record).__name__} is not kept in a workspace; kinds are {', '.join(KINDS)}"
        ) from None


def type_of(kind: str) -> type[records.Record]:
    """The type of the records kept as `kind`; StoreError for a kind that is none."""
    try:
        return KINDS[kind]
    except KeyError:
        raise StoreError(f"no records are kept as {kind!r}; kinds are {', '.join(KINDS)}") from None


def record_id(record: records.Record) -> str:
    """The record's own id, or one derived from the fields that make it what it is."""
    own = getattr(record, "id", None)
    if own:
        return str(own)
    kind = kind_of(record)
    parts = [msgspec.json.encode(getattr(record, field)).decode() for field in _IDENTITY[type(record)]]
    return content_id(kind.replace(" ", "-"), *parts)


def documents_of(record: records.Record) -> set[str]:
    """Ids of every document that the record names in a passage or as a source, however deep."""
    found: set[str] = set()
    stack = [to_builtins(record)]
    while stack:
        value = stack.pop()
        if isinstance(value, dict):
            if isinstance(named := value.get("document"), str):
                found.add(named)
            if isinstance(record, records.Analysis) and "documents" in value and isinstance(value["documents"], list):
                found.update(part["id"] for part in value["documents"] if isinstance(part, dict) and "id" in part)
            stack.extend(value.values())
        elif isinstance(value, list | tuple):
            stack.extend(value)
    return found


def read_item(kind: str, json: str) -> Any:
    """The record that `json` holds; StoreError when it is of a shape this version does not know."""
    try:
        return msgspec.json.decode(json, type=type_of(kind))
    except msgspec.ValidationError as error:
        raise StoreError(
            f"a stored {kind} has another shape than this version's ({error}); code the documents again"
        ) from error


def field_value(kind: str, field: str, value: Any) -> Any:
    """`value` as `field` of a `kind` holds it, as plain JSON values; StoreError where it does not fit."""
    hints = get_type_hints(type_of(kind))
    if field not in hints:
        raise StoreError(f"a {kind} has no field {field!r}; its fields are {', '.join(sorted(hints))}")
    if field == "id":
        raise StoreError("an id is derived from content and cannot be revised; revise another field")
    if field == "confidential":
        raise StoreError("confidential is a flag and no revision; set it with set_confidential")
    try:
        return to_builtins(msgspec.convert(to_builtins(value), hints[field]))
    except msgspec.ValidationError as error:
        raise StoreError(f"{value!r} does not fit {field} of a {kind}: {error}") from error
