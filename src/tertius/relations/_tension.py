"""How tense a pair is over time, against its own past, and when that changed."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right, insort
from itertools import groupby, pairwise

import numpy as np
from numpy.typing import NDArray

from tertius.errors import UsageError
from tertius.history import Panel
from tertius.records import ChangePoint, Tension, TensionValue
from tertius.relations._changes import ALPHA, shifts
from tertius.relations._index import SETTLING, index

__all__ = ["MEASURES", "MIN_PAST", "tension"]

MEASURES = ("conflict", "cooperation", "index")
MIN_PAST = 26  # observed periods before one, without which a percentile would say little
_INDEX_UNIT = (
    "standard deviations above what world attention and both actors' other activity would lead to expect (log scale)"
)

Floats = NDArray[np.float64]


def tension(panel: Panel, a: str, b: str, *, measure: str = "conflict", cutoff: dt.date | None = None) -> Tension:
    """The dated values of a pair, each with its percentile among the pair's own past, and its change points.

    Args:
        panel: the history, as `History.panel` gives it.
        a: ISO alpha-3 code of one state; order does not matter, the panel is undirected.
        b: that of the other.
        measure: `conflict`, `cooperation`, or `index`: conflict net of world attention and of both actors'
            other activity, by the formula in `tertius.relations._index`.
        cutoff: no period that ends later is used for anything; by default the panel's own.

    Returns:
        One value a period (None where the period was not observed, which is not zero). A percentile
        compares with the observed periods before only (ties count half) and needs `MIN_PAST` of them.
        `level` and `percentile` are those of the last observed period. What cannot be computed has
        its reason in `because`.

    Raises:
        UsageError: `a` is `b`, or an unknown `measure`.

    """
    if a == b:
        raise UsageError(f"tension is between two actors; {a} was given twice")
    if measure not in MEASURES:
        raise UsageError(f"{measure!r} is no measure of tension; use one of {', '.join(MEASURES)}")
    panel = panel if cutoff is None else panel.until(cutoff)
    series = index(panel, a, b) if measure == "index" else panel.series(a, b, measure)
    because = _because(panel, a, b, measure, series)
    ranks = _percentiles(series) if because is None else [None] * len(series)
    values = tuple(_value(*row) for row in zip(panel.periods, series.tolist(), ranks, strict=True))
    last = next((value for value in reversed(values) if value.value is not None), None)
    return Tension(
        dyad=(a, b),
        period=panel.frequency,
        measure=measure,
        unit=_INDEX_UNIT if measure == "index" else panel.unit(measure),
        values=values,
        changes=_changes(panel, series, logs=measure != "index") if because is None else (),
        false_alarms=_false_alarms(panel.frequency, int(np.isfinite(series).sum())) if because is None else None,
        level=last.value if last else None,
        percentile=last.percentile if last else None,
        because=because,
        caveats=_caveats(panel, measure),
        source=panel.source,
    )


def _because(panel: Panel, a: str, b: str, measure: str, series: Floats) -> str | None:
    """Why a level cannot be compared with its past, or None."""
    known, needed = int(panel.observed.sum()), MIN_PAST + 1 + (SETTLING if measure == "index" else 0)
    if panel.column(a, b) is None:
        return f"no {panel.frequency} of the {known} observed has a row of {a} and {b} in this history"
    if known < needed:
        return f"only {known} observed {panel.frequency}s; a comparison with the past needs at least {needed}"
    if np.nanmax(series, initial=0.0) == np.nanmin(series, initial=0.0):
        return f"the {measure} of {a} and {b} is the same in every {panel.frequency} of this history"
    return None


def _value(start: dt.date, value: float, percentile: float | None) -> TensionValue:
    return TensionValue(start=start, value=value if np.isfinite(value) else None, percentile=percentile)


def _percentiles(series: Floats) -> list[float | None]:
    """Per period the share of earlier observed values below it, ties by half, in percent."""
    past: list[float] = []
    found: list[float | None] = []
    for value in series.tolist():
        if not np.isfinite(value):
            found.append(None)
            continue
        rank = (bisect_left(past, value) + bisect_right(past, value)) / 2
        found.append(100 * rank / len(past) if len(past) >= MIN_PAST else None)
        insort(past, value)
    return found


def _changes(panel: Panel, series: Floats, *, logs: bool) -> tuple[ChangePoint, ...]:
    """Changes of level, found on the variance-stabilised series; `size` is in the series' own unit."""
    known = np.flatnonzero(np.isfinite(series))
    values = series[known]
    if logs:
        # Events come in bursts whose spread grows with their level: log(1 + x / mean of the active periods).
        values = np.log1p(values / values[values > 0].mean())
    found = shifts(values)
    edges = [0, *(shift.start for shift in found), len(known)]
    levels = [float(series[known[i:j]].mean()) for i, j in pairwise(edges)]
    return tuple(
        ChangePoint(
            start=panel.periods[known[shift.start]],
            direction="up" if shift.after > shift.before else "down",
            size=levels[at + 1] - levels[at],
        )
        for at, shift in enumerate(found)
    )


def _false_alarms(frequency: str, known: int) -> str:
    return (
        f"circular binary segmentation at the {ALPHA:.0%} level: of {round(1 / ALPHA)} records of {known} "
        f"{frequency}s without a change, about one would show any"
    )


def _caveats(panel: Panel, measure: str) -> tuple[str, ...]:
    """What this record cannot show, in words for a report."""
    found = []
    if panel.kind == "scores":
        found.append("values are net scores, not counts of events: their size has no meaning of its own")
        found.append(
            "on one day a pair's net score is either conflict or cooperation, so days of both show one sign only"
        )
        found.append("a score follows how much is written, too: being named in the same reports can raise it")
        found.append("actors below the level of states are not in it")
    else:
        found.append(
            "events are counted as the source coded them; sectors and offices count for their state, "
            "and a meeting or a visit may stand once for each side"
        )
        found.append("counts follow how much is reported, which changes over time")
    if measure == "index":
        found.append(
            f"the first {SETTLING} observed {panel.frequency}s set the baseline of the index and have no value"
        )
    if gaps := _gaps(panel):
        found.append(gaps)
    if panel.source.stale:
        found.append(f"stale: {panel.source.stale}")
    return tuple(found) + panel.notes


def _gaps(panel: Panel) -> str | None:
    """Which periods are missing."""
    runs = [list(group) for missing, group in groupby(zip(panel.observed.tolist(), panel.periods, strict=True),
            key=lambda pair: not pair[0]) if missing]  # fmt: skip
    if not runs:
        return None
    total = sum(len(run) for run in runs)
    shown = ", ".join(
        run[0][1].isoformat() if len(run) == 1 else f"{run[0][1].isoformat()} to {run[-1][1].isoformat()}"
        for run in runs[:6]
    )
    more = f" and {len(runs) - 6} more gaps" if len(runs) > 6 else ""
    return f"{total} of {len(panel.periods)} {panel.frequency}s are missing, which is not zero: {shown}{more}"
