"""What a forecast of a pair holds."""

from __future__ import annotations

import datetime as dt

from tertius.forecasts.weeks.chances import Chance, Contribution, ThirdState
from tertius.records import DataSource, Record

__all__ = ["Contribution", "DyadForecast", "Onset", "ThirdState", "WeekTension"]


class WeekTension(Record, frozen=True, kw_only=True):
    """Quantiles of tension in one week to come, in the panel's unit; None where `because` says why."""

    start: dt.date
    ahead: int
    median: float | None = None
    low: float | None = None  # the calibrated 80% interval
    high: float | None = None
    quantiles: dict[str, float] | None = None
    because: str | None = None


class Onset(Record, frozen=True, kw_only=True):
    """The chance of material conflict next week, after four weeks without; None where `because` says why."""

    chance: float | None = None
    base_rate: float | None = None  # how often it came after quiet weeks, over all pairs
    n: int = 0
    because: str | None = None


class DyadForecast(Record, frozen=True, kw_only=True):
    """What is to be expected of a pair after `known_until`, and what made it.

    Attributes:
        dyad: both codes.
        known_until: the last day that was known.
        chances: of each quad class and type, for the next week and month.
        onset: of material conflict, after quiet weeks.
        tension: of the next weeks.
        unit: of tension.
        made_by: the past events of the pair with the largest shares of what `made` names.
        more: how many further events have a share, and
        more_share: what they have together.
        made: which forecast `made_by` and `third` are of.
        third: third states, by what they had to do with both.
        recent_tension: medians of the last 8 and 52 observed weeks, for comparison.
        method: where the method is described.
        sources: the histories.

    """

    dyad: tuple[str, str]
    known_until: dt.date
    chances: tuple[Chance, ...] = ()
    onset: Onset
    tension: tuple[WeekTension, ...] = ()
    unit: str | None = None
    made_by: tuple[Contribution, ...] = ()
    more: int = 0
    more_share: float = 0.0
    made: str | None = None
    third: tuple[ThirdState, ...] = ()
    recent_tension: dict[str, float] | None = None
    sources: tuple[DataSource, ...] = ()
    method: str = "docs/forecasts.md"
