"""`tertius forecast --dyad A B`: what comes next between two states."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np

from tertius.errors import HistoryError, UsageError
from tertius.forecasts.pair_chances import HEADLINE, chances_of
from tertius.forecasts.records import Contribution, DyadForecast, WeekTension
from tertius.forecasts.weeks.chances import Chance
from tertius.forecasts.weeks.tension import HIGH, LEVELS, LOW, TensionModel, WeeklyValues, most_active
from tertius.history.calendar import period_end
from tertius.progress import Progress, silent

if TYPE_CHECKING:
    from tertius.history import History

__all__ = ["forecast_dyad", "tension_of"]

_LISTED = 12
_MADE = f"the number of events of {HEADLINE[0]} expected in the next {HEADLINE[1]}"
_MADE_BY_DECAY = "the pair's events weighed by age alone, since no chance of material conflict could be learned"
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
    found = chances_of(history, pair, progress)
    tension, unit, recent = tension_of(history, pair, weeks, progress)
    first, made = found.first, _MADE if found.first is not None else None
    if first is None:
        first = Chance(event_class=HEADLINE[0], horizon=HEADLINE[1], days=7)
        if any(week.median is not None for week in tension):
            made_by, more, rest = _decayed(history, pair, last)
            first = msgspec.structs.replace(first, made_by=made_by, more=more, more_share=rest)
            made = _MADE_BY_DECAY if made_by else None
    return DyadForecast(
        dyad=pair, known_until=last, chances=found.chances, onset=found.onset, tension=tension, unit=unit,
        made_by=first.made_by, more=first.more, more_share=first.more_share, made=made, third=first.third,
        recent_tension=recent, sources=(history.source,),
    )  # fmt: skip


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


def _decayed(history: History, pair: tuple[str, str], last: dt.date) -> tuple[tuple[Contribution, ...], int, float]:
    """The pair's past events by the weight that decay alone leaves them: exp(-0.02 d) + 3 exp(-0.3 d), d days since."""
    if history.kind != "events":
        return (), 0, 0.0
    events = history.events_of(*pair, limit=2000)
    if not events:
        return (), 0, 0.0
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
    return listed, len(events) - len(listed), float(1 - share[best].sum())
