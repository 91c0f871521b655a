"""Settling by the event history: the query, and the events that settled it.

An event that is there settles that it happened. That none is there settles that nothing happened only where the
history could have held it: it reaches beyond the date, and the pair has enough events in the year before.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tertius.errors import HistoryError, UsageError
from tertius.records import EventType, LedgerEntry, Outcome, Settlement, Settler, SettlingEvent, Threshold, When

if TYPE_CHECKING:
    from tertius.history import EventRow, History

__all__ = ["LEAST_EVENTS", "settle_by_history"]

LEAST_EVENTS = 20
"""Events of the pair in the year up to the date, below which silence says nothing."""
_MOST_READ = 50_000
_LISTED = 10


def settle_by_history(entry: LedgerEntry, history: History, *, at: dt.datetime) -> Settlement | str:
    """The settlement that the history gives, or in words why it gives none.

    Args:
        entry: a settleable entry.
        history: loaded without a cut-off.
        at: now.

    """
    threshold, horizon = entry.threshold, entry.horizon
    if threshold is None or horizon is None or horizon.end is None:
        return "it has no threshold or no date"
    if entry.condition is not None:
        return f"it holds only “{entry.condition}”: a person has to say whether that was met"
    pair = tuple(actor.state for actor in threshold.actors)
    if len(pair) != 2 or None in pair or pair[0] == pair[1]:
        return "the history is asked about two different states, and it does not name two"
    if threshold.kind == "number":
        return _number(entry, threshold, horizon, history, at)
    if threshold.kind != "act" or not (threshold.types or threshold.quads):
        return "it names no event type or class to ask the history for"
    if history.kind != "events":
        return "a panel holds no single events; give a table of events"
    return _act(entry, threshold, horizon, history, at)


def _act(
    entry: LedgerEntry, threshold: Threshold, horizon: When, history: History, at: dt.datetime
) -> Settlement | str:
    a, b = (actor.state or "" for actor in threshold.actors)
    first, last = _window(entry, horizon)
    rows = [row for row in history.events_of(a, b, _MOST_READ) if row.day <= last]
    found = [row for row in rows if row.day >= first and _is_asked(row, threshold, a)]
    what = " or ".join([*threshold.types, *(f"quad class {quad}" for quad in threshold.quads)])
    arrow = "–" if threshold.mutual else " > "
    query = f"{history.source.name}: events of {what}, {a}{arrow}{b}, {first} to {last}"
    if not found and (lacking := _cannot_say_no(rows, threshold, last, history)):
        return lacking
    happened = bool(found)
    return Settlement(
        entry=entry.id,
        outcome=Outcome.CAME_TRUE if happened != threshold.negated else Outcome.DID_NOT,
        by=history.source.name,
        how=Settler.HISTORY,
        at=at,
        why=f"{len(found)} such event{'' if len(found) == 1 else 's'} in {len(rows)} of the pair read",
        query=query,
        events=tuple(
            SettlingEvent(day=row.day, source=row.source, target=row.target, code=row.code, id=row.id)
            for row in sorted(found, key=lambda row: row.day)[:_LISTED]
        ),
        sources=(history.source.citation,),
    )  # fmt: skip


def _window(entry: LedgerEntry, horizon: When) -> tuple[dt.date, dt.date]:
    """Days that count: after the prediction, from the start of the horizon, to its end."""
    last = horizon.end or dt.date.max
    starts = [day for day in (horizon.start, entry.said and entry.said + dt.timedelta(days=1)) if day]
    return min(max(starts, default=dt.date.min), last), last


def _is_asked(row: EventRow, threshold: Threshold, source: str) -> bool:
    if not threshold.mutual and _state(row.source) != source:
        return False
    return row.quad in threshold.quads or _type(row.code) in threshold.types


def _state(name: str) -> str | None:
    from tertius.history._names import states_of  # the one reading of names, which history keeps to itself

    return states_of([name]).get(name)


def _type(code: str | None) -> EventType | None:
    from tertius.world.ontology import plover_of

    if code is None:
        return None
    if code in EventType.__members__:
        return EventType(code)
    try:
        return plover_of(code).type
    except UsageError:
        return None


def _cannot_say_no(rows: Sequence[EventRow], threshold: Threshold, last: dt.date, history: History) -> str | None:
    """Why an empty answer does not settle that nothing happened; None where it does."""
    ends = history.source.last
    if ends is None or ends < last:
        return f"no such event, but the history ends on {ends}, before {last}: it cannot settle that nothing happened"
    if threshold.of_history:
        return None
    year = [row for row in rows if row.day > last - dt.timedelta(days=365)]
    if len(year) < LEAST_EVENTS:
        return (
            f"no such event, but the history has only {len(year)} events of the pair in the year up to {last} "
            f"(it takes {LEAST_EVENTS}): too thin to settle that nothing happened"
        )
    return None


def _number(
    entry: LedgerEntry, threshold: Threshold, horizon: When, history: History, at: dt.datetime
) -> Settlement | str:
    """The value that came in the week forecast; it has no hit or miss, only a distance (CRPS)."""
    a, b = (actor.state or "" for actor in threshold.actors)
    start, last = horizon.start, horizon.end or dt.date.max
    if history.source.last is None or history.source.last < last:
        return f"the history ends on {history.source.last}, before {last}"
    try:
        panel = history.panel("week")
        column = panel.column(a, b)
        row = panel.periods.index(start) if start in panel.periods else None
    except HistoryError as error:
        return str(error)
    if column is None or row is None or not panel.observed[row]:
        return f"the week from {start} was not observed for {a} and {b}"
    value = float(panel.conflict[row, column])
    if value != value:  # noqa: PLR0124 - missing, which is not zero
        return f"the week from {start} was not observed for {a} and {b}"
    low, high = _interval(entry)
    return Settlement(
        entry=entry.id,
        outcome=Outcome.CAME_TRUE if low <= value <= high else Outcome.DID_NOT,
        by=history.source.name,
        how=Settler.HISTORY,
        at=at,
        why=f"it was {value:g}; the interval forecast was {low:g} to {high:g}",
        query=f"{history.source.name}: conflict of {a} and {b} in the week from {start}",
        sources=(history.source.citation,),
        value=value,
    )


def _interval(entry: LedgerEntry) -> tuple[float, float]:
    """The 80% interval of the quantiles forecast, or what comes nearest to it."""
    levels = sorted((float(level), value) for level, value in (entry.quantiles or {}).items())
    low = min(levels, key=lambda pair: abs(pair[0] - 0.1))[1]
    high = min(levels, key=lambda pair: abs(pair[0] - 0.9))[1]
    return low, high
