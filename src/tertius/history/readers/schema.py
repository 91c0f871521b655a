"""The one table: its columns, in order, with their types on the engine."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["EVENTS", "MENTIONS", "columns_of"]

EVENTS: Mapping[str, str] = {
    "date": "date",  # the day of the event; of an interval, its first day
    "source": "string",  # a code (IRN, IRN.GOV), or the name that the set gives where there is none
    "target": "string",
    "type": "string",  # PLOVER 0.8; null for bare statements, and for acts that PLOVER has not
    "root": "string",  # CAMEO root, two digits
    "cameo": "string",
    "quad": "int8",  # 1 to 4 as the set counts them; 0: a statement that is neither
    "goldstein": "float64",  # the set's own weight, -10 to 10
    "reports": "int64",  # stories that carry it, as the set gives them: media volume, never a count of events
    "place": "string",
    "lat": "float64",
    "lon": "float64",
    "origin": "string",
    "id": "string",
}
"""Events: one row each, whatever number of reports carry it."""

MENTIONS: Mapping[str, str] = {
    "date": "date",  # when the report appeared
    "event": "string",  # the event's id
    "outlet": "string",
    "article": "string",
    "sentence": "int64",
    "confidence": "float64",
    "origin": "string",
    "id": "string",
}
"""Reports of events: one row a mention."""


def columns_of(holds: str) -> Mapping[str, str]:
    """The columns of the archive's table of `events` or of `mentions`."""
    return EVENTS if holds == "events" else MENTIONS
