"""The next weeks of a pair: chances of each class of events, onsets after quiet, quantiles of tension."""

from __future__ import annotations

from tertius.forecasts.weeks._measures import PARTS, QUIET_WEEKS, Measures, Pairs, pairs_of, quiet
from tertius.forecasts.weeks._record import CLASSES, QUAD_CLASSES, StateEvents
from tertius.forecasts.weeks.chances import HORIZONS, Chance, Contribution, Part, ThirdState
from tertius.forecasts.weeks.occurrence import Occurrence, PastEvents
from tertius.forecasts.weeks.tension import HIGH, LEVELS, LOW, TensionModel, WeeklyValues, most_active

__all__ = [
    "CLASSES", "HIGH", "HORIZONS", "LEVELS", "LOW", "PARTS", "QUAD_CLASSES", "QUIET_WEEKS", "Chance", "Contribution", "Measures", "Occurrence", "Pairs",
    "Part", "PastEvents", "StateEvents", "TensionModel", "ThirdState", "WeeklyValues", "most_active", "pairs_of", "quiet",
]  # fmt: skip
