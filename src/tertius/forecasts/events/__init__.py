"""The next events: who will be reached, by rules over pairs, likeness over triads, and a learned mixing."""

from __future__ import annotations

from tertius.forecasts.events._facts import Facts
from tertius.forecasts.events._reasons import PastEvent, Ranked, Reason
from tertius.forecasts.events.targets import TargetModel

__all__ = ["Facts", "PastEvent", "Ranked", "Reason", "TargetModel"]
