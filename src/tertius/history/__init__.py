"""The record of events: tables and panels read into one shape, aggregated by one engine.

`load(paths)` tells a table of events from a panel by its columns; `History.panel()` gives the
conflict and cooperation of every dyad over a calendar without holes.
"""

from __future__ import annotations

from tertius.history._history import EventRow, History, load
from tertius.history.calendar import FREQUENCIES, Frequency, period_end, period_start
from tertius.history.panel import Panel

__all__ = ["FREQUENCIES", "EventRow", "Frequency", "History", "Panel", "load", "period_end", "period_start"]
