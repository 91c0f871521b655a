"""The summary of an origin, made anew when its events change."""

from __future__ import annotations

from pathlib import Path

from tertius.history.loading import summarise

__all__ = ["summarise_origin"]


def summarise_origin(folder: Path, origin: str) -> None:
    """Keep beside an origin's events what they hold, so that a question need not read all of them."""
    if any((folder / "events" / f"origin={origin}").glob("month=*/*.parquet")):
        summarise(folder / "events" / f"origin={origin}")
