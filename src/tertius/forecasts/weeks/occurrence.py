"""The chance that at least one event of a class falls on a pair in the days to come, and of an onset after quiet.

Two models of one class and horizon, pooled over pairs of states and learned at run time from the user's own history,
with origins every 7 days: an `Intensity`, a plain sum over past events, and a logistic regression with a ridge on the
logarithms of what the sum reads and more. The chance is that of the mean of both log odds: the two err differently.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tertius.errors import UsageError
from tertius.forecasts.weeks._intensity import Intensity
from tertius.forecasts.weeks._logit import Logit
from tertius.forecasts.weeks._measures import OTHER, OWN, PARTS, RATES, TIES, Measures, Snapshot
from tertius.forecasts.weeks._record import CLASSES, QUAD_CLASSES
from tertius.forecasts.weeks.chances import Part

__all__ = ["Occurrence", "PastEvents"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

_WARM_WEEKS = 5
_MOST_ORIGINS = 104
_LEAST_ROWS, _LEAST_CAME = 200, 10
_RIDGE = 50.0  # chosen, as the rest here, on days 158 to 263 of ICEWS18's train and valid


@dataclass(frozen=True, eq=False)
class PastEvents:
    """The events of one pair: (n,) days since the record's first, places of quad class and type, -1 for none."""

    day: Ints
    quad: Ints
    type: Ints


class Occurrence:
    """The pooled models of one class and horizon, learned from what ended before `until`.

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
        self.measures, self.name, self.days, self.kind = measures, name, days, CLASSES.index(name)
        mine = measures.events.in_class(name)
        back = -(-days // 7) * 7  # whole weeks, so that both horizons share their origins
        origins = list(range(until - back, 7 * _WARM_WEEKS - 1, -7))[:_MOST_ORIGINS]
        if not origins:
            raise UsageError(
                f"the history spans {until} days before the cut-off; learning a chance of the next {days} days needs "
                f"{7 * _WARM_WEEKS + back}"
            )
        found = [measures.counts(mine, origin, days) > 0 for origin in origins]
        self.n = sum(len(one) for one in found)
        total = int(sum(one.sum() for one in found))
        if self.n < _LEAST_ROWS or total < _LEAST_CAME or total > self.n - _LEAST_CAME:
            raise UsageError(
                f"{name} in {days} days came {total} times in {self.n} pair-weeks before the cut-off; "
                f"learning a chance needs {_LEAST_ROWS} pair-weeks, {_LEAST_CAME} with and {_LEAST_CAME} without it"
            )
        self.base_rate = total / self.n
        came = np.concatenate(found).astype(np.float64)
        known = [measures.at(origin) for origin in origins]
        self._logit = Logit(np.concatenate([one.rows(self.kind)[0] for one in known]), came, _RIDGE)
        self._intensity = Intensity(np.concatenate([one.intensities(self.kind)[0] for one in known]), came)
        self.usual = (self._logit.offset + self._intensity.usual_log_odds) / 2  # log odds of the average pair and week

    def chances(self, origin: int) -> Floats:
        """(P,) chance for every pair, from what was known when day `origin` began."""
        known = self.measures.at(origin)
        odds = self._logit.log_odds(known.rows(self.kind)[0])
        odds = (odds + self._intensity.log_odds(known.intensities(self.kind)[0])) / 2
        return np.asarray(1 / (1 + np.exp(-np.clip(odds, -30, 30))))

    def parts(self, origin: int, column: int) -> tuple[Part, ...]:
        """What each kind of evidence adds to the log odds of one pair; with `usual` they add up to them."""
        known, total = self.measures.at(origin), dict.fromkeys(PARTS, 0.0)
        rows, groups = known.rows(self.kind)
        for value, part in zip(self._logit.parts(rows[column : column + 1])[0], groups, strict=True):
            total[part] += float(value) / 2
        sums, names = known.intensities(self.kind)
        for part, value in self._intensity.divided(sums[column], [name for name, _, _ in names]).items():
            total[part] += value / 2
        return tuple(Part(what=words, log_odds=total[part]) for part, words in PARTS.items())

    def shares(self, origin: int, column: int, past: PastEvents) -> tuple[Floats, Floats]:
        """What makes up the expected number of one pair: shares that add up to one with that of no event at all.

        Args:
            origin: the day that the chance is of.
            column: the pair.
            past: its events before `origin`; those that are left out have no share.

        Returns:
            (n,) the share of each event, and (states,) of each third state by what it had to do with both.

        """
        known = self.measures.at(origin)
        sums, names = known.intensities(self.kind)
        added, weights = self._intensity.parts(sums[column : column + 1])[0], self._intensity.weights
        whole = added.sum()
        events, thirds = np.zeros(len(past.day)), np.zeros(known.states)
        for place, (part, of, rate) in enumerate(names):
            if part in {OWN, OTHER}:
                events += weights[place] * _by_event(past, of, rate, origin)
            elif part == TIES and of >= 0:
                thirds += weights[place] * self._by_third(known, column)[of]
        return events / whole, thirds / whole

    @staticmethod
    def _by_third(known: Snapshot, column: int) -> Floats:
        pair = slice(column, column + 1)
        return known.by_third(known.pairs.a[pair], known.pairs.b[pair])[:, 0]


def _by_event(past: PastEvents, kind: int, rate: int, origin: int) -> Floats:
    """(n,) what each event adds to a column of `Snapshot.intensities`: its part of its day's square root."""
    quads = len(QUAD_CLASSES)
    mine = past.quad == kind if kind < quads else past.type == kind - quads
    found = np.zeros(len(past.day))
    if not mine.any():
        return found
    _, of, count = np.unique(past.day[mine], return_inverse=True, return_counts=True)
    if rate < 0:
        found[mine] = 7 / (origin + 14) / count[of]
    else:
        found[mine] = np.exp(-RATES[rate] * (origin - past.day[mine])) / np.sqrt(count[of])
    return found
