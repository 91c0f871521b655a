"""The next weeks of a pair: chances of each class of events, onsets after quiet, quantiles of tension."""

from __future__ import annotations

from tertius.forecasts.weeks._record import CLASSES, QUAD_CLASSES, StateEvents
from tertius.forecasts.weeks.occurrence import HORIZONS, Chance, Measures, Occurrence, Part, pairs_of, quiet
from tertius.forecasts.weeks.tension import LEVELS, TensionModel, WeeklyValues, most_active

__all__ = [
    "CLASSES", "HORIZONS", "LEVELS", "QUAD_CLASSES", "Chance", "Measures", "Occurrence", "Part", "StateEvents",
    "TensionModel", "WeeklyValues", "most_active", "pairs_of", "quiet",
]  # fmt: skip
