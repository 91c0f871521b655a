"""What a tie did around one date, beside what it did around dates that looked the same beforehand. Descriptive."""

from __future__ import annotations

import datetime as dt

import numpy as np
from numpy.typing import NDArray

from tertius.effects._series import Surroundings, dyad, surroundings
from tertius.effects._words import DESCRIPTIVE, dyad_name, plural
from tertius.errors import UsageError
from tertius.history import period_end, period_start
from tertius.history.panel import Panel
from tertius.records import Measure, Record

__all__ = ["EventStudy", "event_study"]

Array = NDArray[np.float64]
Bools = NDArray[np.bool_]
Rows = NDArray[np.intp]

LEAST = 19  # matched dates: with fewer, even the first in rank could not stand at 5%
MOST = 60
CAVEATS = (
    "One date is one observation: whatever else happened then is in the figures too.",
    "Matched dates near each other share periods; the rank among them is approximate.",
    "The date was chosen by somebody, usually because something happened: the rank does not allow for that choice.",
    DESCRIPTIVE,
)


class EventStudy(Record, frozen=True, kw_only=True):
    """A tie after a date, in log points from its mean before; None with the reason where not computable.

    `low` and `high` hold the middle 90% of the matched dates, per period from 0 to H; `rank` is the share of dates,
    this one counted, with a mean over 1..H as far from the matched dates' median.
    """

    between: tuple[str, str]
    tie: tuple[str, str]
    measure: Measure
    date: dt.date
    period: dt.date | None
    horizon: int
    before: int  # periods before the date that it is measured against and matched on
    matched: int = 0
    matched_dates: tuple[dt.date, ...] = ()
    path: list[float] | None = None
    median: list[float] | None = None
    low: list[float] | None = None
    high: list[float] | None = None
    mean: float | None = None  # over 1..H
    rank: float | None = None
    because: str | None = None
    caveats: tuple[str, ...] = CAVEATS


def event_study(
    panel: Panel,
    between: tuple[str, str],
    tie: tuple[str, str],
    date: dt.date,
    *,
    measure: Measure = Measure.CONFLICT,
    horizon: int = 12,
    before: int = 8,
) -> EventStudy:
    """The path of a tie after the period that holds `date`, against placebo dates matched on what came before.

    Matched are the (at most 60) dates nearest in the mean over the `before` periods of A-B conflict, of the tie, and of
    the world's attention, each in its own standard deviations; their windows lie whole in observed periods and do
    not touch that of `date`. What A and B did in the period itself is not matched: it is what is asked about.

    Args:
        panel: the history, cut off already.
        between: codes of A and B.
        tie: codes of the tie looked at.
        date: of the event.
        measure: of the tie.
        horizon: last period after, at least 1.
        before: periods before, at least 1.

    Raises:
        UsageError: the tie is A-B itself, or a window below 1.
    """
    pair, other = dyad(*between), dyad(*tie)
    if pair == other:
        raise UsageError("the tie looked at is the pair itself; name a tie of the third")
    if horizon < 1 or before < 1:
        raise UsageError("at least one period before and one after are needed")
    blank = {"between": pair, "tie": other, "measure": measure, "date": date, "horizon": horizon, "before": before}
    start = period_start(date, panel.frequency)
    unseen = [dyad_name(one) for one in (pair, other) if panel.column(*one) is None]
    if unseen:
        return _none(blank, None, f"never seen in this history: {', '.join(unseen)}")
    if np.ptp(panel.series(*other, measure)[panel.observed]) == 0:
        return _none(blank, None, f"the {dyad_name(other)} {measure} is the same in all "
                     f"{plural(int(panel.observed.sum()), panel.frequency)}")  # fmt: skip
    if start not in panel.periods:
        return _none(blank, None, f"{date} lies outside the history, {panel.periods[0]} to "
                     f"{period_end(panel.periods[-1], panel.frequency)}")  # fmt: skip
    at = panel.periods.index(start)
    usable = _usable(panel.observed, before, horizon)
    if at not in usable:
        return _none(blank, start, f"not every {panel.frequency} from {before} before {start} to {horizon} after it was "
                     "observed; give a shorter window")  # fmt: skip
    around = surroundings(panel)
    far = usable[np.abs(usable - at) > before + horizon]
    if len(far) < LEAST:
        return _none(blank, start, f"only {plural(len(far), 'date')} have a whole window apart from this one; at least "
                     f"{LEAST} are needed")  # fmt: skip
    matched = far[np.argsort(_distances(around, pair, (other, measure), at, far, before), kind="stable")[:MOST]]
    return _told(blank, around.series(other, measure), np.sort(matched), at, panel)


def _none(blank: dict[str, object], period: dt.date | None, because: str) -> EventStudy:
    return EventStudy(**blank, period=period, because=because)  # type: ignore[arg-type]


def _usable(observed: Bools, before: int, horizon: int) -> Rows:
    width = before + horizon + 1
    if len(observed) < width:
        return np.zeros(0, dtype=np.intp)
    return np.flatnonzero(np.lib.stride_tricks.sliding_window_view(observed, width).all(axis=1)) + before


def _distances(
    around: Surroundings, pair: tuple[str, str], tie: tuple[tuple[str, str], Measure], at: int, far: Rows, before: int
) -> Array:
    nodes = tuple(sorted({*pair, *tie[0]}))
    series = [around.series(pair, Measure.CONFLICT), around.series(*tie)]
    series += list(around.factors(nodes, Measure.CONFLICT, activity=False).T)
    gone = np.array([[one[row - before : row].mean() for one in series] for row in (at, *far)])
    spread = gone.std(axis=0)
    return np.asarray((((gone[1:] - gone[0]) / np.where(spread > 0, spread, 1.0)) ** 2).sum(axis=1))


def _told(blank: dict[str, object], series: Array, matched: Rows, at: int, panel: Panel) -> EventStudy:
    before, horizon = int(str(blank["before"])), int(str(blank["horizon"]))

    def path(row: int) -> Array:
        return np.asarray(series[row : row + horizon + 1] - series[row - before : row].mean())

    own, others = path(at), np.array([path(row) for row in matched.tolist()])
    means = others[:, 1:].mean(axis=1)
    centre, mean = float(np.median(means)), float(own[1:].mean())
    farther = int((np.abs(means - centre) >= abs(mean - centre)).sum())
    return EventStudy(
        **blank,  # type: ignore[arg-type]
        period=panel.periods[at],
        matched=len(matched),
        matched_dates=tuple(panel.periods[row] for row in matched.tolist()),
        path=own.tolist(),
        median=np.median(others, axis=0).tolist(),
        low=np.quantile(others, 0.05, axis=0).tolist(),
        high=np.quantile(others, 0.95, axis=0).tolist(),
        mean=mean,
        rank=(farther + 1) / (len(matched) + 1),
    )
