"""What comes next: ranked targets of coming events, chances and tension of a pair, and the scores of forecasts.

Everything is learned when it is asked for, from the history that is given; no learned weight ships with tertius.
"""

from __future__ import annotations

from tertius.forecasts.records import Contribution, DyadForecast, Onset, ThirdState, WeekTension
from tertius.forecasts.verbs import back_test, forecast, next_targets

__all__ = [
    "Contribution", "DyadForecast", "Onset", "ThirdState", "WeekTension", "back_test", "forecast", "next_targets",
]  # fmt: skip
