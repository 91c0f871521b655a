"""The schema as numbered SQL files, applied in order; a file that has been released is never edited."""

from __future__ import annotations

from importlib import resources

__all__ = ["migrations"]


def migrations() -> list[tuple[int, str]]:
    """(version, SQL) of every migration, in order, numbered from 1 without a gap."""
    files = sorted(
        (file for file in resources.files(__name__).iterdir() if file.name.endswith(".sql")), key=lambda file: file.name
    )
    return [(int(file.name.split("_")[0]), file.read_text(encoding="utf-8")) for file in files]
