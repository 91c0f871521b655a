"""How tense a pair is over time, against its own past, and when that changed."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right, insort
from itertools import groupby, pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tertius.errors import UsageError
from tertius.history import MEASURES as OF_EVENTS
from tertius.history import Dyad, History, Panel, load
from tertius.records import ChangePoint, Tension, TensionValue
from tertius.relations._changes import ALPHA, shifts
from tertius.relations._index import SETTLING, index, interval

__all__ = ["MEASURES", "MIN_PAST", "tension"]

MEASURES = (*OF_EVENTS, "index")
MIN_PAST = 26  # observed periods before one, without which a percentile would say little
_INDEX_UNIT = (
    "standard deviations above what world attention and both actors' other activity would lead to expect (log scale)"
)

Floats = NDArray[np.float64]


def tension(
    history: Panel | History | Any,
    a: str,
    b: str,
    *,
    measure: str = "conflict",
    directed: bool = False,
    frequency: str = "week",
    cutoff: dt.date | None = None,
) -> Tension:
    """The dated values of a pair, each with its percentile among the pair's own past, and its change points.

    Args:
        history: a `Panel`, a `History`, or whatever `history.load` takes. Of a `History` of events the pair's rows
            alone are read (all of them for the index).
        a: ISO alpha-3 code of one state; of a directed dyad, the one that acts.
        b: that of the other.
        measure: one of `MEASURES`: `conflict` and `cooperation` (of a table of events also by quad class,
            `verbal_conflict` and so on), `negative_goldstein`, `reports` (media volume, a series of its own), or
            `index`: conflict net of world attention and of both actors' other activity, by the formula in
            `tertius.relations._index`.
        directed: only acts of `a` towards `b`; needs a table of events.
        frequency: `day`, `week` or `month`; a `Panel` has its own.
        cutoff: no period that ends later is used for anything; by default the history's own.

    Returns:
        One value a period (None where the period was not observed, which is not zero). A percentile
        compares with the observed periods before only (ties count half) and needs `MIN_PAST` of them.
        `level` and `percentile` are those of the last observed period. What cannot be computed has
        its reason in `because`.

    Raises:
        UsageError: `a` is `b`, an unknown `measure`, or one that a panel does not have.
        HistoryError: the history cannot be read, or has no period up to the cut-off.

    """
    if a == b:
        raise UsageError(f"tension is between two actors; {a} was given twice")
    if measure not in MEASURES:
        raise UsageError(f"{measure!r} is no measure of tension; use one of {', '.join(MEASURES)}")
    dyad = _dyad(history, (a, b), frequency, measure, directed=directed, cutoff=cutoff)
    series = index(dyad) if measure == "index" else dyad.series(measure)
    because = _because(dyad, measure, series)
    ranks = _percentiles(series) if because is None else [None] * len(series)
    values = tuple(_value(*row) for row in zip(dyad.periods, series.tolist(), ranks, strict=True))
    last = next((value for value in reversed(values) if value.value is not None), None)
    return Tension(
        dyad=(a, b),
        period=dyad.frequency,
        measure=measure,
        unit=_INDEX_UNIT if measure == "index" else dyad.unit(measure),
        values=values,
        changes=_changes(dyad, series, logs=measure != "index") if because is None else (),
        false_alarms=_false_alarms(dyad.frequency, int(np.isfinite(series).sum())) if because is None else None,
        level=last.value if last else None,
        percentile=last.percentile if last else None,
        because=because,
        caveats=_caveats(dyad, measure, series),
        source=dyad.source,
    )


def _dyad(
    history: Any, pair: tuple[str, str], frequency: str, measure: str, *, directed: bool, cutoff: dt.date | None
) -> Dyad:
    if isinstance(history, Panel):
        if directed:
            raise UsageError("a panel of dyads has no direction: give a table of events, or ask undirected")
        found = (history if cutoff is None else history.until(cutoff)).dyad(*pair)
    else:
        opened = history if isinstance(history, History) else load(history, until=cutoff)
        attention = measure == "index"
        found = opened.dyad(*pair, frequency, directed=directed, cutoff=cutoff, attention=attention)
    if measure != "index" and measure not in found.values and measure not in found.absent:
        raise UsageError(f"a panel of dyads has conflict, cooperation and index; {measure} needs a table of events")
    return found


def _because(dyad: Dyad, measure: str, series: Floats) -> str | None:
    """Why a level cannot be compared with its past, or None."""
    known, needed = int(dyad.observed.sum()), MIN_PAST + 1 + (SETTLING if measure == "index" else 0)
    (a, b), period = dyad.pair, dyad.frequency
    if not dyad.seen:
        towards = f"in which {a} acts towards {b}" if dyad.directed else f"of {a} and {b}"
        return f"no {period} of the {known} observed has a row {towards} in this history"
    if measure in dyad.absent:
        return f"{measure} cannot be told: {dyad.absent[measure]}"
    if known < needed:
        return f"only {known} observed {period}s; a comparison with the past needs at least {needed}"
    if np.nanmax(series, initial=-np.inf) <= np.nanmin(series, initial=np.inf):
        return f"the {measure} of {a} and {b} is the same in every {period} of this history"
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


def _changes(dyad: Dyad, series: Floats, *, logs: bool) -> tuple[ChangePoint, ...]:
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
            start=dyad.periods[known[shift.start]],
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


def _caveats(dyad: Dyad, measure: str, series: Floats) -> tuple[str, ...]:
    """What this record cannot show, in words for a report."""
    found = []
    if dyad.kind == "scores":
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
    if dyad.directed:
        found.append(f"only what {dyad.pair[0]} did towards {dyad.pair[1]} is in it")
    if measure == "index":
        found.append(f"the first {SETTLING} observed {dyad.frequency}s set the baseline of the index and have no value")
        if (half := interval(series)).size:
            first, last = half[0], half[-1]
            found.append(
                f"the 90% interval of a value is the value ± {last:.2f} (± {first:.2f} at the start); "
                "where it holds 0, nothing but attention need have changed"
            )
    if gaps := _gaps(dyad):
        found.append(gaps)
    if dyad.source.stale:
        found.append(f"stale: {dyad.source.stale}")
    return tuple(found) + dyad.notes


def _gaps(dyad: Dyad) -> str | None:
    """Which periods are missing."""
    runs = [list(group) for missing, group in groupby(zip(dyad.observed.tolist(), dyad.periods, strict=True),
            key=lambda pair: not pair[0]) if missing]  # fmt: skip
    if not runs:
        return None
    total = sum(len(run) for run in runs)
    shown = ", ".join(
        run[0][1].isoformat() if len(run) == 1 else f"{run[0][1].isoformat()} to {run[-1][1].isoformat()}"
        for run in runs[:6]
    )
    more = f" and {len(runs) - 6} more gaps" if len(runs) > 6 else ""
    return f"{total} of {len(dyad.periods)} {dyad.frequency}s are missing, which is not zero: {shown}{more}"
