"""The chance that at least one event of a class falls on a pair in the days to come, and of an onset after quiet.

One logistic regression for a class and horizon, pooled over pairs of states, learned at run time from the user's
own history: origins every 7 days, each with what was known then and what came in the next 7 (or 30) days. The
measures are the pair's past in that class (decayed counts, share of weeks with any, days since), its past in the
four quad classes, what both states did with third ones and within, and how much conflict the record holds.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tertius.errors import UsageError
from tertius.forecasts.weeks._logit import Logit
from tertius.forecasts.weeks._record import CLASSES, QUAD_CLASSES, StateEvents
from tertius.records import Record

__all__ = [
    "HORIZONS",
    "LEAST_EVENTS",
    "QUIET_WEEKS",
    "Chance",
    "Measures",
    "Occurrence",
    "Pairs",
    "Part",
    "pairs_of",
    "quiet",
]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

HORIZONS = {"week": 7, "month": 30}
LEAST_EVENTS = 20
"""Events that a pair needs before the cut-off to be learned from."""
QUIET_WEEKS = 4
_WARM_WEEKS = 8
_MOST_ORIGINS = 104
_LEAST_ROWS, _LEAST_CAME = 200, 10
_RATES = np.array([0.3, 0.1, 0.03, 0.01])
_DISTANT = 400.0

OWN, OTHER, THIRD, WORLD = "own", "other", "third", "world"
PARTS = {
    OWN: "past events of this class between the two",
    OTHER: "past events of other classes between the two",
    THIRD: "what both did with third states and within",
    WORLD: "how much conflict the record holds at the time",
}


class Part(Record, frozen=True, kw_only=True):
    """What one kind of evidence adds to the log odds, against the average pair and week."""

    what: str
    log_odds: float


class Chance(Record, frozen=True, kw_only=True):
    """The chance that at least one event of `event_class` comes within `days`; None where `because` says why."""

    event_class: str
    horizon: str
    days: int
    chance: float | None = None
    base_rate: float | None = None  # how often it came, over all pairs and origins learned from
    n: int = 0  # pair-origins learned from
    parts: tuple[Part, ...] = ()
    because: str | None = None


@dataclass(frozen=True, eq=False)
class Pairs:
    """The pairs looked at: (P,) places of either state, first by alphabet."""

    a: Ints
    b: Ints

    def column(self, one: int, other: int) -> int | None:
        """The place of a pair, None if it is not among these."""
        found = np.flatnonzero((self.a == min(one, other)) & (self.b == max(one, other)))
        return int(found[0]) if len(found) else None


def pairs_of(events: StateEvents, before: int, least: int = LEAST_EVENTS, also: tuple[str, str] | None = None) -> Pairs:
    """Pairs of two states with at least `least` events before day `before`, and the pair `also`."""
    n = len(events.states)
    known = (events.day < before) & (events.a != events.b)
    key, count = np.unique(events.a[known] * n + events.b[known], return_counts=True)
    chosen = set(key[count >= least].tolist())
    if also is not None:
        one, other = sorted(events.states.index(code) for code in also)
        chosen.add(one * n + other)
    keys = np.array(sorted(chosen), dtype=np.int64)
    return Pairs(keys // n, keys % n)


class Measures:
    """What is known of every pair at each origin: decayed counts, one day after another, never a later one."""

    def __init__(self, events: StateEvents, pairs: Pairs) -> None:
        self.events, self.pairs = events, pairs
        n = len(events.states)
        keys = pairs.a * n + pairs.b
        place = np.searchsorted(keys, events.a * n + events.b)
        place = np.minimum(place, max(len(keys) - 1, 0))
        self.pair_of: Ints = np.where(keys[place] == events.a * n + events.b, place, -1)
        self._shared: dict[int, tuple[list[Floats], list[Floats]]] = {}

    def counts(self, chosen: NDArray[np.bool_], first: int, days: int) -> Floats:
        """(P,) events of `chosen` in [first, first + days)."""
        inside = chosen & (self.pair_of >= 0) & (self.events.day >= first) & (self.events.day < first + days)
        return np.bincount(self.pair_of[inside], minlength=len(self.pairs.a)).astype(np.float64)

    def _decayed(self, values: Ints, size: int, origin: int) -> Floats:
        """(rates, size) decayed counts at `origin` of events numbered by `values` (-1: not counted)."""
        keep = (values >= 0) & (self.events.day < origin)
        gone = origin - self.events.day[keep]
        return np.array([np.bincount(values[keep], np.exp(-rate * gone), size) for rate in _RATES])

    def at(self, name: str, origin: int) -> tuple[Floats, tuple[str, ...]]:
        """(P, k) measures of every pair when day `origin` begins, and which part each belongs to."""
        mine = self.events.in_class(name)
        if origin not in self._shared:
            self._shared[origin] = self._quads(origin), self._ends(self.events.a != self.events.b, origin)
        other, active = self._shared[origin]
        own, third = self._own(mine, origin), [*active, *self._third(mine, origin)]
        recent = self._decayed(np.where(mine, 0, -1), 1, origin)[:, 0]
        world = [np.full(len(self.pairs.a), np.log((recent[0] + 1) / (recent[2] + 1)))]
        names = (OWN,) * len(own) + (OTHER,) * len(other) + (THIRD,) * len(third) + (WORLD,) * len(world)
        return np.column_stack([*own, *other, *third, *world]), names

    def _quads(self, origin: int) -> list[Floats]:
        """The pair's past in each quad class and in bare statements, which no class to forecast changes."""
        quads = np.where(self.events.quad > 0, self.events.quad - 1, 4)
        both = np.where(self.pair_of >= 0, self.pair_of * 5 + quads, -1)
        by_quad = self._decayed(both, len(self.pairs.a) * 5, origin).reshape(len(_RATES), len(self.pairs.a), 5)
        return [np.log1p(by_quad[rate, :, quad]) for rate in range(len(_RATES)) for quad in range(5)]

    def _own(self, mine: NDArray[np.bool_], origin: int) -> list[Floats]:
        weeks = max(min(origin // 7, 520), 1)
        any_in = self.weeks(mine, origin, weeks)
        decayed = self._decayed(np.where(mine, self.pair_of, -1), len(self.pairs.a), origin)
        spans = [(min(weeks, span), weight) for span, weight in ((weeks, 3.0), (4, 1.0), (12, 1.0))]
        shares = [np.log((any_in[:span].sum(axis=0) + 0.3) / (span + weight)) for span, weight in spans]
        last = np.full(len(self.pairs.a), -_DISTANT)
        keep = mine & (self.pair_of >= 0) & (self.events.day < origin)
        np.maximum.at(last, self.pair_of[keep], self.events.day[keep].astype(np.float64))
        age = np.log1p(np.minimum(origin - last, _DISTANT) / 7)
        return [*np.log1p(decayed), *shares, any_in[0], age]

    def weeks(self, mine: NDArray[np.bool_], origin: int, weeks: int) -> Floats:
        """(weeks, P) whether each pair had any, the week before `origin` first."""
        back = (origin - 1 - self.events.day) // 7
        keep = mine & (self.pair_of >= 0) & (self.events.day < origin) & (back < weeks)
        cell = back[keep] * len(self.pairs.a) + self.pair_of[keep]
        found = np.bincount(cell, minlength=weeks * len(self.pairs.a)).reshape(weeks, -1)
        return (found > 0).astype(np.float64)

    def _third(self, mine: NDArray[np.bool_], origin: int) -> list[Floats]:
        events = self.events
        inside = self._decayed(np.where(mine & (events.a == events.b), events.a, -1), len(events.states), origin)
        return [*self._ends(mine & (events.a != events.b), origin), *_of_both(np.log1p(inside[[0, 2]]), self.pairs)]

    def _ends(self, chosen: NDArray[np.bool_], origin: int) -> list[Floats]:
        """The events of `chosen` that either state had with anybody."""
        one, other = (
            self._decayed(np.where(chosen, end, -1), len(self.events.states), origin)
            for end in (self.events.a, self.events.b)
        )
        return _of_both(np.log1p((one + other)[[0, 2]]), self.pairs)


def _of_both(values: Floats, pairs: Pairs) -> list[Floats]:
    """Sum and difference over both ends of a pair: what does not depend on their order."""
    sums = [value[pairs.a] + value[pairs.b] for value in values]
    return [*sums, *(np.abs(value[pairs.a] - value[pairs.b]) for value in values)]


class Occurrence:
    """The pooled model of one class and horizon, learned from what ended before `until`.

    Args:
        measures: of the events and pairs.
        name: one of `CLASSES`.
        days: the horizon.
        until: no event from this day on is read.

    Raises:
        UsageError: an unknown class, or too little to learn from.

    """

    def __init__(self, measures: Measures, name: str, days: int, until: int) -> None:
        if name not in CLASSES:
            raise UsageError(f"{name!r} is no class of events; use one of {', '.join(CLASSES)}")
        self.measures, self.name, self.days = measures, name, days
        mine = measures.events.in_class(name)
        back = -(-days // 7) * 7  # whole weeks, so that both horizons share their origins
        origins = list(range(until - back, 7 * _WARM_WEEKS - 1, -7))[:_MOST_ORIGINS]
        rows = [measures.at(name, origin)[0] for origin in origins]
        came = [measures.counts(mine, origin, days) > 0 for origin in origins]
        self.n = sum(len(one) for one in came)
        total = int(sum(one.sum() for one in came))
        if self.n < _LEAST_ROWS or total < _LEAST_CAME or total > self.n - _LEAST_CAME:
            raise UsageError(
                f"{name} in {days} days came {total} times in {self.n} pair-weeks before the cut-off; "
                f"learning a chance needs {_LEAST_ROWS} pair-weeks, {_LEAST_CAME} with and {_LEAST_CAME} without it"
            )
        self.base_rate = total / self.n
        self._logit = Logit(np.concatenate(rows), np.concatenate(came).astype(np.float64))

    def chances(self, origin: int) -> Floats:
        """(P,) chance for every pair, from what was known when day `origin` began."""
        return self._logit(self.measures.at(self.name, origin)[0])

    def parts(self, origin: int, column: int) -> tuple[Part, ...]:
        """What each kind of evidence adds to the log odds of one pair."""
        rows, names = self.measures.at(self.name, origin)
        added = self._logit.parts(rows[column : column + 1])[0]
        return tuple(
            Part(what=words, log_odds=float(sum(value for value, of in zip(added, names, strict=True) if of == part)))
            for part, words in PARTS.items()
        )


def quiet(measures: Measures, origin: int) -> NDArray[np.bool_]:
    """(P,) pairs without any material conflict in the four weeks before `origin`."""
    mine = measures.events.in_class(QUAD_CLASSES[3])
    return np.asarray(measures.counts(mine, origin - 7 * QUIET_WEEKS, 7 * QUIET_WEEKS) == 0)
