"""Fetching event sets from their publishers: lists, checksums, resuming, and manners.

`fetch("gdelt", since=…, until=…)` brings GDELT's files into the workspace's history; UCDP GED and POLECAT likewise.
What needs an account of the user's own is not fetched: the error says what to do instead.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tertius.history.fetch._downloads import Manners, NotFetched
    from tertius.history.fetch._fetching import FETCHED_SETS, Fetched, fetch

__all__ = ["FETCHED_SETS", "Fetched", "Manners", "NotFetched", "fetch"]

_HOMES = {"Manners": "_downloads", "NotFetched": "_downloads"}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES.get(name, '_fetching')}"), name)
