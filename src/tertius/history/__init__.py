"""The record of events: tables and panels read into one shape, aggregated by one engine.

`load(paths)` tells a table of events from a panel by its columns; `History.panel()` gives the
conflict and cooperation of every dyad over a calendar without holes.
"""

from __future__ import annotations

from tertius.history._bigquery import bigquery_sql
from tertius.history._history import EventRow, History
from tertius.history.calendar import FREQUENCIES, Frequency, period_end, period_start
from tertius.history.dyad import MEASURES, Dyad
from tertius.history.loading import load, summarise
from tertius.history.panel import Panel
from tertius.history.tabular import Rows, Tabular

__all__ = [
    "FREQUENCIES", "MEASURES", "Dyad", "EventRow", "Frequency", "History", "Panel", "Rows", "Tabular",
    "bigquery_sql", "load", "period_end", "period_start", "summarise",
]  # fmt: skip
