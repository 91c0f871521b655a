"""Ids that depend on content alone, and the JSON Schema made from the nouns."""

from __future__ import annotations

import hashlib
from typing import Any

import msgspec

from tertius.records._answer import Analysis

SCHEMA_VERSION = 1


def content_id(prefix: str, *parts: object) -> str:
    """An id that depends on nothing but `parts`: `prefix-` and 16 hex digits of their SHA-256."""
    digest = hashlib.sha256("\x1f".join(str(part) for part in parts).encode()).hexdigest()
    return f"{prefix}-{digest[:16]}"


def to_builtins(record: Any) -> Any:
    """`record` as dicts, lists, strings and numbers, ready for any JSON writer."""
    return msgspec.to_builtins(record)


def json_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of `analysis.json`."""
    schema = msgspec.json.schema(Analysis)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "tertius analysis",
            "version": SCHEMA_VERSION} | schema  # fmt: skip
