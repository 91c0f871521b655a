"""The eye: watches on a triad or a dyad, and what they tell.

add(name, between, on, …)   keep an eye on a triad, or with no `on` on a dyad
watches(workspace)          what is watched, and how the last run went
run(workspace)              read what is new, judge it, tell it; what is due, or named
keep_running(workspace)     the same again and again, until it is stopped
alerts(workspace)           what has been told
remove(name)                stop

A run reads every source once, codes what is new, and keeps alerts in one transaction with what they were drawn from;
outlets get them afterwards, and again until they have them. So a process that is killed at any moment loses nothing
and tells nothing twice.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tertius.watch.running import keep_running, run
    from tertius.watch.standing import Standing, add, alerts, remove, watches

__all__ = ["Standing", "add", "alerts", "keep_running", "remove", "run", "watches"]

_HOMES = {"keep_running": "running", "run": "running"}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOMES.get(name, 'standing')}"), name)
