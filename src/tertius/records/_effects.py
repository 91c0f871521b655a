"""What an estimate is made of and hangs on, and the outside view: beside the responses, never in their place."""

from __future__ import annotations

import datetime as dt

from tertius.records._base import Record
from tertius.records._numbers import Computation, CumulativeResponse
from tertius.records._words import Measure


class Variant(Record, frozen=True, kw_only=True):
    """One tie and measure estimated again; placebos and their calibration are made anew for it.

    Lists have one value a horizon, 0 to H, and are None where not computable, with the reason in `because`. The
    cumulative response is over h = 1..H. No verdict: looking often is no way to find one.
    """

    name: str
    between: tuple[str, str]
    tie: tuple[str, str]
    measure: Measure
    n: int
    placebos: int = 0
    estimate: list[float] | None = None
    low: list[float] | None = None  # pointwise 90%, placebo calibrated
    high: list[float] | None = None
    z_placebo: list[float] | None = None
    cumulative: CumulativeResponse | None = None
    because: str | None = None


class Sensitivity(Record, frozen=True, kw_only=True):
    """The estimates of one history under other choices of lags, window, years and single periods."""

    between: tuple[str, str]
    on: str
    frequency: str
    horizon: int
    lags: int
    variants: tuple[Variant, ...]
    computation: Computation | None = None


class Movement(Record, frozen=True, kw_only=True):
    """What one tie of C did around an episode. Lists have one value a horizon, 0 to H, after the episode's peak."""

    tie: tuple[str, str]
    measure: Measure
    before: float | None  # mean over the p + 1 periods before the peak, in the panel's own unit
    after: list[float] | None  # in the panel's own unit; None, as `before`: stored without the history's own values
    beyond: list[float]  # log points beyond what the controls let expect
    contribution: float  # what the episode adds to the cumulative estimate over h = 1..H
    estimate_without: list[float] | None  # the estimate when the episode's periods are left out
    z_without: list[float] | None  # in its own robust errors, not placebo calibrated
    because: str | None = None  # why there is no estimate without


class Episode(Record, frozen=True, kw_only=True):
    """Shocks of A-B near each other in time."""

    start: dt.date
    end: dt.date
    peak: dt.date  # first day of the period with the largest shock
    periods: int  # those with a shock among the ones that carry half
    direction: str  # "up", "down" or "both"
    size: float  # log points of the largest shock beside all controls
    value: float | None  # A-B conflict in that period, in the panel's own unit; None as `Movement.before`
    share: float  # of the variation of the shock
    movements: tuple[Movement, ...]


class Episodes(Record, frozen=True, kw_only=True):
    """The episodes of a question by date, and the estimates under narrower choices of weeks and events."""

    between: tuple[str, str]
    on: str
    frequency: str
    unit: str
    horizon: int
    lags: int
    n: int
    carried: float  # share of the variation that the episodes carry together
    episodes: tuple[Episode, ...]
    stated: tuple[Variant, ...]
    again: tuple[Variant, ...]
    because: str | None = None  # why there are no episodes
    computation: Computation | None = None


class ReferenceRate(Record, frozen=True, kw_only=True):
    """How often states of the class had the outcome after an A-B dispute began, against quiet years.

    Intervals are Jeffreys' at 90%, at the sample size that is left when triads that share A-B or C are not
    counted as apart; `low_independent` and `high_independent` are those of n trials that share nothing.
    """

    about: tuple[str, ...]  # codes: the pair, or the one of it whose tie with C is meant
    outcome: str  # "dispute" or "closer"
    years: int
    data: str  # which records, since when
    n: int
    k: int
    pairs: int  # distinct A-B pairs among the n
    rate: float
    low: float
    high: float
    low_independent: float
    high_independent: float
    base_n: int  # triad-years of the same class and pairs in quiet years; 0: none on record
    base_rate: float | None
    base_low: float | None
    base_high: float | None
    everyone: float  # the rate of all third states after A-B disputes
    compared: str  # "above", "below" or "not told apart from" the base rate, by the two intervals
    claim: str  # what it is a rate of, said of this triad: the only thing that a likelihood word may be said of
    text: str  # the rate with all that was counted


class ReferenceClass(Record, frozen=True, kw_only=True):
    """The outside view on one triad, or the reason why no class fits. Rates say how often, never why."""

    between: tuple[str, str]
    on: str
    at: dt.date | None
    profile: str | None
    basis: tuple[str, ...] = ()  # the ties that put C in the class
    rates: tuple[ReferenceRate, ...] = ()
    variants: tuple[ReferenceRate, ...] = ()  # the same counted from other records or years
    because: str | None = None
    sources: tuple[str, ...] = ()
    caveats: tuple[str, ...] = ()

    @property
    def headline(self) -> ReferenceRate | None:
        """The one to state where one is stated: a dispute with either within three years."""
        wanted = (rate for rate in self.rates if len(rate.about) == 2 and rate.outcome == "dispute" and rate.years == 3)
        return next(wanted, None)
