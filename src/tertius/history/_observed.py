"""Which periods a source observed: what is missing is told apart from what is zero."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tertius.errors import HistoryError
from tertius.history._dyads import LEAST_SHARE, TINY
from tertius.history.calendar import FREQUENCIES, Frequency, period_end, period_start, periods_between

__all__ = ["Days", "native_frequency", "observed_periods"]

# A source with rows on nearly every day is one that watches daily: there a day without a row is a gap.
_DENSE_SHARE = 0.9
_DENSE_SPAN = 28


@dataclass(frozen=True)
class Days:
    """The days (or period starts of a panel) that have rows, in order.

    Attributes:
        days: each day with at least one row.
        rows: how many rows it has.
        share: the observed share of the period that starts there; 1 for events.
        whole: whether every value is a whole number, as counts are.
        notes: rows that could not be read, in words.

    """

    days: tuple[dt.date, ...]
    rows: tuple[int, ...]
    share: tuple[float, ...]
    whole: bool = True
    notes: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        """All rows."""
        return sum(self.rows)

    @classmethod
    def of_events(cls, table: Any) -> Days:
        """From `day, rows, uncoded`.

        Raises:
            HistoryError: there are no rows, or none has a readable date or a known class.

        """
        dated, notes = _dated(table.to_pylist())
        total, uncoded = sum(row["rows"] for row in dated), sum(int(row["uncoded"] or 0) for row in dated)
        if uncoded == total:
            raise HistoryError("no row's event code is a known CAMEO code, PLOVER type or quad class")
        if uncoded:
            notes.append(f"{uncoded:,} rows have no known event code and count neither as conflict nor cooperation")
        return cls(_column(dated, "day"), _column(dated, "rows"), (1.0,) * len(dated), notes=tuple(notes))

    @classmethod
    def of_panel(cls, table: Any) -> Days:
        """From `day, rows, share, unread, negative, fractions`.

        Raises:
            HistoryError: there are no rows, none has a readable date, or values are absent or below zero.

        """
        dated, notes = _dated(table.to_pylist())
        unread, negative = (sum(int(row[key] or 0) for row in dated) for key in ("unread", "negative"))
        if unread:
            raise HistoryError(
                f"{unread:,} rows of the panel have no number for conflict or cooperation: "
                "leave a row out where nothing was on record, and a period out where nothing was observed"
            )
        if negative:
            raise HistoryError(
                f"{negative:,} rows of the panel are below zero: conflict and cooperation are sizes, 0 or more"
            )
        whole = not any(int(row["fractions"] or 0) for row in dated)
        return cls(_column(dated, "day"), _column(dated, "rows"), _column(dated, "share"), whole, tuple(notes))

    def until(self, cutoff: dt.date | None, native: Frequency) -> Days:
        """Those of periods that end by `cutoff`.

        Raises:
            HistoryError: there is none.

        """
        if cutoff is None:
            return self
        keep = sum(period_end(day, native) <= cutoff for day in self.days)
        if not keep:
            raise HistoryError(
                f"the history has no row by {cutoff.isoformat()}: it begins on {self.days[0].isoformat()}; "
                "give an older history or a later cut-off"
            )
        return replace(self, days=self.days[:keep], rows=self.rows[:keep], share=self.share[:keep])


def _dated(rows: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[str]]:
    if not rows:
        raise HistoryError("the history has no rows")
    dated = sorted((row for row in rows if row["day"] is not None), key=lambda row: row["day"])
    if not dated:
        raise HistoryError("no row of the history has a date that can be read: write YYYY-MM-DD or YYYYMMDD")
    undated = sum(row["rows"] for row in rows) - sum(row["rows"] for row in dated)
    return dated, [f"{undated:,} rows have no date that can be read and are left out"] if undated else []


def _column(rows: list[dict[str, Any]], key: str) -> tuple[Any, ...]:
    return tuple(row[key] for row in rows)


def native_frequency(starts: Iterable[dt.date], named: str | None = None) -> Frequency:
    """The calendar that a panel is on, from the days it has: months start on the 1st, weeks are 7 days apart.

    A panel of a single period is on the calendar that its column is `named` for; days that fit
    neither months nor weeks are days.
    """
    ordered = sorted(set(starts))
    steps = {(later - earlier).days for earlier, later in pairwise(ordered)}
    if not steps:
        return next((known for known in FREQUENCIES if known == (named or "").lower()), "day")
    if all(day.day == 1 for day in ordered):
        return "month"
    return "week" if all(step % 7 == 0 for step in steps) else "day"


def observed_periods(
    days: Days, native: Frequency, frequency: Frequency, before: dt.date
) -> tuple[tuple[dt.date, ...], NDArray[np.bool_]]:
    """All periods from the first observed to the last one, and which of them the source observed.

    A period without a row of any dyad is missing. So is one of which fewer than 4 days in 7 were
    observed, where that is known: a panel says it, and a source with rows on 9 days in 10 shows it.
    """
    known = [(day, share) for day, share in zip(days.days, days.share, strict=True) if day < before]
    if not known:
        return (), np.zeros(0, dtype=np.bool_)
    periods = periods_between(known[0][0], known[-1][0], frequency)
    covered: defaultdict[dt.date, float] = defaultdict(float)
    for day, share in known:
        covered[period_start(day, frequency)] += share if native == frequency else share / _length(day, frequency)
    least = LEAST_SHARE - TINY if native == frequency != "day" or _dense(days) else TINY
    observed = np.array([covered[start] >= least for start in periods], dtype=np.bool_)
    seen = np.flatnonzero(observed)
    if not seen.size:
        return (), np.zeros(0, dtype=np.bool_)
    first, last = int(seen[0]), int(seen[-1]) + 1
    return periods[first:last], observed[first:last]


def _length(day: dt.date, frequency: Frequency) -> int:
    start = period_start(day, frequency)
    return (period_end(start, frequency) - start).days + 1


def _dense(days: Days) -> bool:
    span = (days.days[-1] - days.days[0]).days + 1
    return span >= _DENSE_SPAN and len(days.days) >= _DENSE_SHARE * span
