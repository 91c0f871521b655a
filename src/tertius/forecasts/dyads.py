"""`tertius forecast --dyad A B`: what comes next between two states."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import numpy as np

from tertius.errors import HistoryError, UsageError
from tertius.forecasts.records import Contribution, DyadForecast, Onset, WeekTension
from tertius.forecasts.weeks.occurrence import HORIZONS, QUIET_WEEKS, Chance, Measures, Occurrence, pairs_of, quiet
from tertius.forecasts.weeks.tension import HIGH, LEVELS, LOW, TensionModel, WeeklyValues, most_active
from tertius.history.calendar import period_end
from tertius.progress import Progress, silent

if TYPE_CHECKING:
    from tertius.history import History

__all__ = ["forecast_dyad", "onset_of", "tension_of"]

_LISTED = 12
_PAIRS = 200
"""How many of the most active pairs the tension model learns from."""
_NAMED = {"2.5%": 0, "10%": LOW, "25%": 9, "50%": 19, "75%": 29, "90%": HIGH, "97.5%": 38}


def forecast_dyad(history: History, a: str, b: str, *, weeks: int = 4, progress: Progress = silent) -> DyadForecast:
    """What is to be expected between two states after the end of `history`, with what made it.

    Chances and onset need a table of events; tension takes a panel too. Load the history with `until` to
    forecast from an earlier day: nothing later is then read.

    Args:
        history: as `tertius.load` gives it.
        a, b: ISO alpha-3 codes of two states.
        weeks: how many weeks ahead tension is forecast, 1 to 12.
        progress: told of what is being learned.

    Raises:
        UsageError: A = B, or `weeks` out of range.

    """
    if a == b:
        raise UsageError(f"A and B are both {a}; name two different states")
    if not 1 <= weeks <= 12:
        raise UsageError("tension is forecast for 1 to 12 weeks ahead")
    pair = (a, b) if a < b else (b, a)
    last = history.source.last
    if last is None:
        raise HistoryError("the history does not say where it ends; give one with dated rows")
    chances, onset = _events_part(history, pair, progress)
    tension, unit, recent = tension_of(history, pair, weeks, progress)
    made_by, more = _made_by(history, pair, last)
    return DyadForecast(
        dyad=pair, known_until=last, chances=chances, onset=onset, tension=tension, unit=unit, made_by=made_by,
        more=more, recent_tension=recent, sources=(history.source,),
    )  # fmt: skip


def _events_part(history: History, pair: tuple[str, str], progress: Progress) -> tuple[tuple[Chance, ...], Onset]:
    from tertius.forecasts.weeks._record import CLASSES, StateEvents

    def none(why: str) -> tuple[tuple[Chance, ...], Onset]:
        lacking = tuple(
            Chance(event_class=name, horizon=horizon, days=days, because=why)
            for name in CLASSES
            for horizon, days in HORIZONS.items()
        )
        return lacking, Onset(because=why)

    if history.kind != "events":
        return none("a panel holds no single events; give a table of events")
    events = StateEvents.of_history(history)
    missing = [code for code in pair if code not in events.states]
    if missing:
        return none(f"{' and '.join(missing)} stands in no event of this history")
    measures = Measures(events, pairs_of(events, events.end, also=pair))
    column = measures.pairs.column(*(events.states.index(code) for code in pair)) or 0
    found = []
    for done, name in enumerate(CLASSES):
        progress("chances", done, len(CLASSES))
        found += [_chance(measures, column, name, horizon, days) for horizon, days in HORIZONS.items()]
    return tuple(found), onset_of(measures, column)


def _chance(measures: Measures, column: int, name: str, horizon: str, days: int) -> Chance:
    end = measures.events.end
    try:
        model = Occurrence(measures, name, days, end)
    except UsageError as error:
        return Chance(event_class=name, horizon=horizon, days=days, because=str(error))
    return Chance(
        event_class=name, horizon=horizon, days=days, chance=float(model.chances(end)[column]),
        base_rate=model.base_rate, n=model.n, parts=model.parts(end, column),
    )  # fmt: skip


def onset_of(measures: Measures, column: int) -> Onset:
    """The chance of material conflict in the next week, if the last four had none."""
    name, end = "material conflict", measures.events.end
    if not quiet(measures, end)[column]:
        return Onset(because=f"there was material conflict in the last {QUIET_WEEKS} weeks: what follows is no onset")
    try:
        model = Occurrence(measures, name, 7, end)
    except UsageError as error:
        return Onset(because=str(error))
    mine = measures.events.in_class(name)
    origins = range(end - 7, 7 * QUIET_WEEKS - 1, -7)
    came = np.concatenate([measures.counts(mine, origin, 7)[quiet(measures, origin)] > 0 for origin in origins])
    return Onset(chance=float(model.chances(end)[column]), base_rate=float(came.mean()), n=len(came))


def tension_of(
    history: History, pair: tuple[str, str], weeks: int, progress: Progress = silent
) -> tuple[tuple[WeekTension, ...], str | None, dict[str, float] | None]:
    """Quantiles of tension (the panel's conflict) for each of the next `weeks` weeks, its unit, recent medians."""
    panel = history.panel("week")
    following = period_end(panel.periods[-1], "week") + dt.timedelta(days=1)
    starts = [following + dt.timedelta(days=7 * ahead) for ahead in range(weeks)]
    column = panel.column(*pair)
    if column is None:
        why = f"{pair[0]} and {pair[1]} have no row together in this history"
        return _no_tension(starts, why), None, None
    chosen = most_active(panel, _PAIRS, len(panel.periods))
    columns = np.array(sorted({*chosen.tolist(), column}), dtype=np.int64)
    place = int(np.searchsorted(columns, column))
    try:
        values = WeeklyValues.of(panel, columns)
        known, own = len(values.conflict), values.conflict[:, place]
        found = []
        for ahead, start in enumerate(starts, 1):
            progress("tension", ahead - 1, weeks)
            quantiles = TensionModel(values, known, ahead=ahead).quantiles(known)[place]
            found.append(_week(start, ahead, quantiles))
    except UsageError as error:
        return _no_tension(starts, str(error)), panel.unit("conflict"), None
    recent = {f"last {span} weeks": float(np.median(own[-span:])) for span in (8, 52)}
    return tuple(found), panel.unit("conflict"), recent


def _no_tension(starts: list[dt.date], why: str) -> tuple[WeekTension, ...]:
    return tuple(WeekTension(start=start, ahead=ahead, because=why) for ahead, start in enumerate(starts, 1))


def _week(start: dt.date, ahead: int, quantiles: Any) -> WeekTension:
    named = {name: float(quantiles[place]) for name, place in _NAMED.items()}
    middle = float(quantiles[len(LEVELS) // 2])
    return WeekTension(
        start=start, ahead=ahead, median=middle, low=float(quantiles[LOW]), high=float(quantiles[HIGH]), quantiles=named
    )


def _made_by(history: History, pair: tuple[str, str], last: dt.date) -> tuple[tuple[Contribution, ...], int]:
    """The pair's past events by the weight that decay leaves them: exp(-0.02 d) + 3 exp(-0.3 d), d days since."""
    if history.kind != "events":
        return (), 0
    events = history.events_of(*pair, limit=2000)
    if not events:
        return (), 0
    gone = np.array([(last - event.day).days + 1 for event in events], dtype=np.float64)
    weight = np.exp(-0.02 * gone) + 3 * np.exp(-0.3 * gone)
    share = weight / weight.sum()
    best = np.argsort(-share, kind="stable")[:_LISTED]
    listed = tuple(
        Contribution(
            day=events[place].day, source=events[place].source, target=events[place].target,
            code=events[place].code, quad=events[place].quad, share=float(share[place]),
        )
        for place in best
    )  # fmt: skip
    return listed, len(events) - len(listed)
