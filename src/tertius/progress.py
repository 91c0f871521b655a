"""How long work tells what it is doing: a callable that stages call and the command line draws."""

from __future__ import annotations

from typing import Protocol

__all__ = ["Progress", "silent"]


class Progress(Protocol):
    """Called as `progress("coding", 3, 12)`: stage, steps done, steps in all (None: not known)."""

    def __call__(self, stage: str, done: int, total: int | None = None) -> None: ...


def silent(stage: str, done: int, total: int | None = None) -> None:
    """The progress of a caller who does not want to know."""
