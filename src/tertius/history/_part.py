"""One input of a history: its table, what its columns are, and where it came from."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tertius.history._layout import Layout

__all__ = ["Part"]


@dataclass(frozen=True)
class Part:
    """One input: its table, its layout, where it came from and the hash of its bytes.

    `archive` is the folder of an archive's origin, else None; `notes` are what the archive says of it.
    """

    table: Any
    layout: Layout
    where: str
    sha256: str
    archive: Path | None = None
    version: str | None = None
    accessed: dt.date | None = None
    notes: tuple[str, ...] = ()
