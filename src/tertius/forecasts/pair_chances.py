"""The chances of one pair after the end of a history, each with the past events and third states that made it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tertius.errors import UsageError
from tertius.forecasts.records import Contribution, Onset, ThirdState
from tertius.forecasts.weeks import (
    CLASSES,
    HORIZONS,
    QUIET_WEEKS,
    Chance,
    Measures,
    Occurrence,
    PastEvents,
    StateEvents,
    pairs_of,
    quiet,
)
from tertius.progress import Progress, silent

if TYPE_CHECKING:
    from tertius.history import History

__all__ = ["HEADLINE", "PairChances", "chances_of"]

HEADLINE = ("material conflict", "week")
"""The chance whose events and third states a forecast shows first; that of an onset is the same."""
_LISTED, _LISTED_FIRST, _THIRDS = 5, 12, 3
_LEAST_LISTED = 5e-4
_MOST_EVENTS = 20_000
_THIRD_EVENTS = 2
_HALF_LIFE = 60.0  # days; as the sums over third states decay


@dataclass(frozen=True)
class PairChances:
    """All chances of a pair; `first` is the headline's with more of its events listed, None where it is not known."""

    chances: tuple[Chance, ...]
    onset: Onset
    first: Chance | None = None


class _Past:
    """The pair's events, beside what the models number them by."""

    def __init__(self, history: History, pair: tuple[str, str], events: StateEvents) -> None:
        self.rows = history.events_of(*pair, limit=_MOST_EVENTS)
        day = [(row.day - events.start).days for row in self.rows]
        kinds = events.kinds([row.code for row in self.rows], [row.quad for row in self.rows])
        self.numbers = PastEvents(np.array(day, dtype=np.int64), *kinds)

    def listed(self, shares: np.ndarray, most: int) -> tuple[tuple[Contribution, ...], int, float]:
        """The `most` events with the largest shares, how many more have one, and what those have together."""
        best = np.argsort(-shares, kind="stable")[:most]
        best = best[shares[best] >= _LEAST_LISTED]
        rest = float(shares.sum() - shares[best].sum())
        some = int((shares > 0).sum())
        return tuple(_contribution(self.rows[i], float(shares[i])) for i in best), some - len(best), max(rest, 0.0)


def _contribution(row: object, share: float) -> Contribution:
    day, source, target, code, quad = (getattr(row, name) for name in ("day", "source", "target", "code", "quad"))
    return Contribution(day=day, source=source, target=target, code=code, quad=quad, share=share)


def chances_of(history: History, pair: tuple[str, str], progress: Progress = silent) -> PairChances:
    """Chances of every class for week and month, and of an onset; those that cannot be learned say why."""
    if history.kind != "events":
        return _none("no chances, and no past events to list: a panel holds no single events; give a table of events")
    events = StateEvents.of_history(history)
    missing = [code for code in pair if code not in events.states]
    if missing:
        stands = "stands" if len(missing) == 1 else "stand"
        return _none(f"{' and '.join(missing)} {stands} in no event between two states in this history")
    measures = Measures(events, pairs_of(events, events.end, also=pair))
    column = measures.pairs.column(*(events.states.index(code) for code in pair)) or 0
    past, found, first = _Past(history, pair, events), [], None
    for done, name in enumerate(CLASSES):
        progress("chances", done, len(CLASSES))
        for horizon, days in HORIZONS.items():
            chance, model = _chance(measures, column, name, horizon, days, past)
            found.append(chance)
            if (name, horizon) == HEADLINE and model is not None:
                first = _first(history, pair, measures, column, past, chance, model)
    return PairChances(tuple(found), _onset(measures, column, found), first)


def _none(why: str) -> PairChances:
    lacking = tuple(
        Chance(event_class=name, horizon=horizon, days=days, because=why)
        for name in CLASSES
        for horizon, days in HORIZONS.items()
    )
    return PairChances(lacking, Onset(because=why))


def _chance(
    measures: Measures, column: int, name: str, horizon: str, days: int, past: _Past
) -> tuple[Chance, Occurrence | None]:
    end = measures.events.end
    try:
        model = Occurrence(measures, name, days, end)
    except UsageError as error:
        return Chance(event_class=name, horizon=horizon, days=days, because=str(error)), None
    shares, thirds = model.shares(end, column, past.numbers)
    made_by, more, rest = past.listed(shares, _LISTED)
    third = tuple(ThirdState(state=measures.events.states[i], share=float(thirds[i])) for i in _largest(thirds))
    return Chance(
        event_class=name, horizon=horizon, days=days, chance=float(model.chances(end)[column]),
        base_rate=model.base_rate, n=model.n, parts=model.parts(end, column), made_by=made_by, more=more,
        more_share=rest, third=third,
    ), model  # fmt: skip


def _largest(thirds: np.ndarray) -> list[int]:
    return [int(place) for place in np.argsort(-thirds, kind="stable")[:_THIRDS] if thirds[place] >= _LEAST_LISTED]


def _first(
    history: History, pair: tuple[str, str], measures: Measures, column: int, past: _Past, chance: Chance,
    model: Occurrence,
) -> Chance:  # fmt: skip
    import msgspec

    end = measures.events.end
    made_by, more, rest = past.listed(model.shares(end, column, past.numbers)[0], _LISTED_FIRST)
    until = measures.events.start + dt.timedelta(days=end)
    third = tuple(
        msgspec.structs.replace(one, events=_between(history, pair, one, until)) for one in chance.third
    )  # fmt: skip
    return msgspec.structs.replace(chance, made_by=made_by, more=more, more_share=rest, third=third)


def _between(history: History, pair: tuple[str, str], third: ThirdState, until: dt.date) -> tuple[Contribution, ...]:
    """The latest events of a third state with either: half its share to each side, divided by age."""
    found: list[Contribution] = []
    for state in pair:
        rows = history.events_of(state, third.state, limit=200)
        weight = np.array([0.5 ** ((until - row.day).days / _HALF_LIFE) for row in rows])
        share = third.share / 2 * weight / max(weight.sum(), 1e-9)
        found += [_contribution(row, float(part)) for row, part in list(zip(rows, share, strict=True))[-_THIRD_EVENTS:]]
    return tuple(sorted(found, key=lambda one: one.day))


def _onset(measures: Measures, column: int, chances: list[Chance]) -> Onset:
    """The chance of material conflict in the next week, if the last four had none."""
    name, end = HEADLINE[0], measures.events.end
    if not quiet(measures, end)[column]:
        return Onset(because=f"there was material conflict in the last {QUIET_WEEKS} weeks: what follows is no onset")
    chance = next(one for one in chances if (one.event_class, one.horizon) == HEADLINE)
    if chance.chance is None:
        return Onset(because=chance.because)
    mine = measures.events.in_class(name)
    origins = range(end - 7, 7 * QUIET_WEEKS - 1, -7)
    came = np.concatenate([measures.counts(mine, origin, 7)[quiet(measures, origin)] > 0 for origin in origins])
    return Onset(chance=chance.chance, base_rate=float(came.mean()), n=len(came))
