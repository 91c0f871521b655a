"""The values of the outside view. Rates of a class say how often, never why."""

from __future__ import annotations

import datetime as dt

from tertius.records import Record

__all__ = ["ReferenceClass", "ReferenceRate"]


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
    """The outside view on one triad, or the reason why no class fits."""

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
