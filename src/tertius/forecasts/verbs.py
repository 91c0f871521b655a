"""The public verbs: `forecast` for a pair, `next_targets` for a source and type."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from tertius.errors import UsageError
from tertius.forecasts.records import DyadForecast
from tertius.progress import Progress, silent

if TYPE_CHECKING:
    from tertius.forecasts.events import Ranked
    from tertius.forecasts.past_chances import BackTest

__all__ = ["back_test", "forecast", "next_targets"]


def forecast(
    a: str,
    b: str,
    *,
    history: Any,
    until: dt.date | str | None = None,
    weeks: int = 4,
    progress: Progress = silent,
) -> DyadForecast:
    """What is to be expected between A and B, with what made it.

    The chance of each quad class and PLOVER type in the next week and month, of an onset of material conflict
    after quiet weeks, and quantiles of the next weeks' tension with a calibrated 80% interval. Method and
    sources stand in docs/forecasts.md.

    Args:
        a, b: names or codes of two states.
        history: path of an event table (or a panel, for tension alone), or what `tertius.load` takes.
        until: the cut-off; by default the end of the history. Nothing later is read.
        weeks: how many weeks ahead tension is forecast.
        progress: told of what is being learned.

    Raises:
        TertiusError: a name fits no state, A = B, or the history cannot be read.

    """
    from tertius.case import parse_date
    from tertius.forecasts.dyads import forecast_dyad
    from tertius.history import load

    pair = _pair(a, b)
    loaded = load(_items(history), until=parse_date(until), progress=progress)
    return forecast_dyad(loaded, *pair, weeks=weeks, progress=progress)


def next_targets(
    source: str,
    event_type: str,
    *,
    history: Any,
    until: dt.date | str | None = None,
    top: int = 10,
    progress: Progress = silent,
) -> tuple[Ranked, ...]:
    """Whom an event of `event_type` from `source` would reach on the day after the history ends, with reasons.

    Args:
        source: the actor, spelled as the history spells it.
        event_type: the event code, as the history has it.
        history: path of an event table, or what `tertius.load` takes.
        until: the cut-off; by default the end of the history.
        top: how many targets.
        progress: told of the days.

    Raises:
        TertiusError: source or type stands nowhere in the history, or it is too short to learn from.

    """
    from tertius.case import parse_date
    from tertius.forecasts.events import Facts, TargetModel
    from tertius.history import load

    loaded = load(_items(history), until=parse_date(until), progress=progress)
    facts = Facts.of_history(loaded)
    facts.place_of(source, event_type)  # a name that is not there is told before anything is learned
    day = facts.date_of(int(facts.day[-1]) + 1)
    return TargetModel.until(facts, day, progress).rank(source, event_type, day, top=top)


def back_test(
    a: str | None = None,
    b: str | None = None,
    *,
    history: Any,
    weeks: int = 26,
    event_class: str = "material conflict",
    horizon: str = "week",
    until: dt.date | str | None = None,
    progress: Progress = silent,
) -> BackTest:
    """How the forecasts of one pair, or of all pairs, would have done over the last weeks of a history.

    Rolling origin: each forecast reads only what was known before it. Chances of one class are scored beside the pair's
    own rate and that of all pairs; quantiles of tension beside the pair's own last weeks.

    Args:
        a, b: names or codes of two states; without them, all pairs with enough events.
        history: path of an event table, or a panel (tension alone), or what `tertius.load` takes.
        weeks: how many weeks, 1 to 104.
        event_class: one of the quad classes or PLOVER's types.
        horizon: "week" or "month"; tension is always of the next week.
        until: the cut-off; by default the end of the history.
        progress: told of the origins.

    Raises:
        TertiusError: a name fits no state, A = B, an unknown class, or the history cannot be read.

    """
    import msgspec

    from tertius.case import parse_date
    from tertius.forecasts.past_chances import back_test_chances
    from tertius.forecasts.past_tension import back_test_tension
    from tertius.history import load

    if (a is None) != (b is None):
        raise UsageError("give both states of a pair, or none for all pairs")
    dyad = None if a is None or b is None else _pair(a, b)
    loaded = load(_items(history), until=parse_date(until), progress=progress)
    found = back_test_chances(loaded, dyad, weeks=weeks, event_class=event_class, horizon=horizon, progress=progress)
    return msgspec.structs.replace(found, tension=back_test_tension(loaded, dyad, weeks, progress))


def _pair(a: str, b: str) -> tuple[str, str]:
    """Both codes, first by alphabet; raises TertiusError."""
    from tertius.world.actors import resolve

    codes = []
    for name in (a, b):
        actor = resolve(name)
        if actor.state is None:
            raise UsageError(f"{actor.name} is no state; a forecast of a pair is of two states")
        codes.append(actor.state)
    if codes[0] == codes[1]:
        raise UsageError(f"{a!r} and {b!r} are both {codes[0]}: a forecast needs two states")
    return min(codes), max(codes)


def _items(history: Any) -> list[Any]:
    return list(history) if isinstance(history, list | tuple) else [history]
