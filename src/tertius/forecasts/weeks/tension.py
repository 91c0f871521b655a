"""Next weeks' tension of a pair: quantiles, and an interval whose coverage is kept by what it missed lately.

Quantile regression by a small network over many pairs at once (pinball loss; Koenker and Bassett 1978), on
log(1 + tension / s), s the median positive value of the panel. Two forms are averaged, quantile by quantile: one
reads and forecasts levels, one departures from the pair's own recent level, which carries further beyond what
was seen. The 80% interval is then widened or narrowed by conformal calibration on the latest weeks that the
network was not trained on (conformalized quantile regression: Romano, Patterson and Candès 2019).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tertius.errors import UsageError
from tertius.forecasts._network import Floats32, Network, Standard
from tertius.history.panel import Panel

__all__ = ["LEAST_WEEKS", "LEVELS", "TensionModel", "WeeklyValues", "most_active"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

LEVELS = (np.arange(39) + 1) / 40
"""The quantiles that are forecast: 2.5% to 97.5%."""
LOW, HIGH = 3, 35  # places of 10% and 90%
LEAST_WEEKS = 40
"""Observed weeks before the origin that learning needs."""
_WARM = 12
_LEAST_LEARNED = 15
_EPOCHS, _BATCH, _SEEDS = 10, 400, 3
_HIDDEN = (32, 32)
_HALF_LIVES = (2.0, 5.0, 13.0, 40.0)
_LEVEL_CAP = 4.5


def most_active(panel: Panel, number: int, before: int) -> Ints:
    """The columns of the `number` pairs with most conflict and cooperation in the observed weeks before `before`."""
    seen = np.flatnonzero(panel.observed[:before])
    volume = panel.conflict[seen].sum(axis=0) + panel.cooperation[seen].sum(axis=0)
    return np.argsort(-volume, kind="stable")[:number]


@dataclass(frozen=True, eq=False)
class WeeklyValues:
    """The observed weeks of a panel, for some pairs: what a model reads.

    Attributes:
        conflict: (T, P) of the pairs.
        measures: (T, P, k) what is known when the week ends, levels in logs.
        level: (T, P) the pair's recent level, in logs.
        scale: s.

    """

    conflict: Floats
    measures: Floats32
    level: Floats
    scale: float

    @classmethod
    def of(cls, panel: Panel, columns: Ints) -> WeeklyValues:
        """From a panel; weeks that were not observed are left out, never taken as zero.

        Raises:
            UsageError: fewer than `LEAST_WEEKS` observed weeks, or no conflict at all in the first of them.

        """
        weeks = np.flatnonzero(panel.observed)
        if len(weeks) < LEAST_WEEKS:
            told = "1 observed week" if len(weeks) == 1 else f"{len(weeks)} observed weeks"
            raise UsageError(f"the history has {told}; forecasting tension needs {LEAST_WEEKS}")
        conflict, cooperation = panel.conflict[weeks], panel.cooperation[weeks]
        # The unit is fixed by the first weeks, so that it is known at every origin.
        positive = conflict[:LEAST_WEEKS][conflict[:LEAST_WEEKS] > 0]
        if not len(positive):
            raise UsageError(
                f"no pair has any conflict in the first {LEAST_WEEKS} observed weeks; nothing to learn from"
            )
        scale = float(np.median(positive))
        states = {code: place for place, code in enumerate(panel.states())}
        ends = np.array([[states[code] for code in pair] for pair in panel.dyads])
        around = _around(conflict, ends, scale)
        tense, warm = np.log1p(conflict[:, columns] / scale), np.log1p(cooperation[:, columns] / scale)
        means = [_mean(tense, half) for half in _HALF_LIVES]
        level = (means[1] + means[2]) / 2
        measures = _measures(tense, warm, means, around, ends[columns])
        return cls(conflict[:, columns], np.stack(measures, axis=-1).astype(np.float32), level, scale)


def _mean(values: Floats, half_life: float) -> Floats:
    """(T, P) exponentially weighted means of all weeks up to each."""
    found = np.empty_like(values)
    weight = 1 - 0.5 ** (1 / half_life)
    state = np.zeros(values.shape[1:])
    total = 0.0
    for week, value in enumerate(values):
        state = (1 - weight) * state + weight * value
        total = (1 - weight) * total + weight
        found[week] = state / total
    return found


def _around(conflict: Floats, ends: Ints, scale: float) -> tuple[Floats, Floats]:
    """(T, states) and (T,): how far each state's and the world's conflict stands above its half-year mean, in logs."""
    size = int(ends.max()) + 1
    by_state = np.log1p(np.array([
        np.bincount(ends[:, 0], week, size) + np.bincount(ends[:, 1], week, size) for week in conflict
    ]) / scale)  # fmt: skip
    world = np.log1p(conflict.sum(axis=1, keepdims=True) / scale)
    return by_state - _mean(by_state, 26), (world - _mean(world, 26))[:, 0]


def _quantiles(values: Floats, weeks: int, levels: tuple[float, ...]) -> list[Floats]:
    """For each level, (T, P): that quantile of the last `weeks` weeks."""
    found = np.empty((len(levels), *values.shape))
    for week in range(len(values)):
        found[:, week] = np.quantile(values[max(0, week - weeks + 1) : week + 1], levels, axis=0)
    return list(found)


_LEVELS_READ = 16  # how many of the first measures are levels, from which the recent level can be taken off


def _measures(
    tense: Floats, warm: Floats, means: list[Floats], around: tuple[Floats, Floats], ends: Ints
) -> list[Floats]:
    states, world = around
    recent = np.vstack((means[2][:1], means[2][:-1]))
    any_at_all = (tense > 0).astype(np.float64)
    one, other = states[:, ends[:, 0]], states[:, ends[:, 1]]
    return [
        tense, *means,
        *_quantiles(tense, 52, (0.1, 0.3, 0.5, 0.7, 0.9)), *_quantiles(tense, 8, (0.1, 0.5, 0.9)),
        *_quantiles(tense, 20, (0.2, 0.5, 0.8)),
        warm, _mean(warm, 5), _mean(warm, 26), any_at_all, _mean(any_at_all, 5), _mean(any_at_all, 26),
        one + other, np.abs(one - other), np.broadcast_to(world[:, None], tense.shape),
        _mean(np.abs(tense - recent), 13),
    ]  # fmt: skip


class TensionModel:
    """Quantiles of the week `ahead` weeks after an origin, learned from the weeks before `until`.

    Args:
        values: of the pairs; only their first `until` weeks are read in learning.
        until: number of observed weeks known.
        ahead: 1 for the next week.
        held: the last weeks before `until` that only calibrate the interval; by default a fifth, at most 26.

    Raises:
        UsageError: too few weeks.

    """

    def __init__(self, values: WeeklyValues, until: int, *, ahead: int = 1, held: int | None = None) -> None:
        held = min(26, until // 5) if held is None else held
        if until - held - ahead - _WARM < _LEAST_LEARNED:
            raise UsageError(f"{until} observed weeks are too few to learn {ahead} weeks ahead and to calibrate")
        self.values, self.ahead = values, ahead
        self._forms = [self._learned(form, until - held) for form in (False, True)]
        self._widen = float(np.quantile(self._misses(range(until - held, until - ahead + 1)), 0.8))

    def quantiles(self, known: int) -> Floats:
        """(P, 39) quantiles of tension at `LEVELS`, from the first `known` weeks; calibrated at 10% and 90%."""
        found = self._raw(known)
        # Where the interval begins at zero it goes on to: there is nothing below.
        lower = found[:, : LOW + 1]
        found[:, : LOW + 1] = np.where(lower > 0, lower - self._widen, 0)
        found[:, HIGH:] += self._widen
        found = np.sort(np.maximum(found, 0), axis=1)
        return np.asarray(np.expm1(found) * self.values.scale)

    def _raw(self, known: int) -> Floats:
        """(P, 39) in logs, before calibration."""
        level = self.values.level[known - 1][:, None]
        total = np.zeros((self.values.conflict.shape[1], len(LEVELS)))
        for relative, (standard, networks) in zip((False, True), self._forms, strict=True):
            rows = standard(self._rows(known - 1, known, relative=relative))
            mean = np.mean([network(rows) for network in networks], axis=0)
            total += np.sort(mean, axis=1) + (level if relative else 0)
        return np.asarray(np.maximum(total / 2, 0))

    def _rows(self, first: int, last: int, *, relative: bool) -> Floats32:
        """Measures of the weeks [first, last) as rows."""
        found = self.values.measures[first:last].copy()
        if relative:
            level = self.values.level[first:last, :, None].astype(np.float32)
            found[..., :_LEVELS_READ] -= level
            found = np.concatenate((found, np.minimum(level, _LEVEL_CAP)), axis=-1)
        return found.reshape(-1, found.shape[-1])

    def _learned(self, relative: bool, until: int) -> tuple[Standard, list[Network]]:
        rows = self._rows(_WARM, until - self.ahead, relative=relative)
        target = np.log1p(self.values.conflict[_WARM + self.ahead : until] / self.values.scale)
        if relative:
            target = target - self.values.level[_WARM : until - self.ahead]
        standard = Standard(rows)
        ready, came = standard(rows), target.reshape(-1).astype(np.float32)
        networks = []
        for seed in range(_SEEDS):
            network = Network((ready.shape[1], *_HIDDEN, len(LEVELS)), seed)
            network.offsets[-1][:] = np.quantile(came, LEVELS)
            network.fit(_batches(ready, came, seed), _EPOCHS * (len(ready) // _BATCH), rate=3e-3, shrink=0.0)
            networks.append(network)
        return standard, networks

    def _misses(self, weeks: range) -> Floats:
        """How far, in logs, what came lay outside the interval from 10% to 90%; below zero inside."""
        found = []
        for known in weeks:
            raw, came = self._raw(known), self.values.conflict[known + self.ahead - 1]
            tense = np.log1p(came / self.values.scale)
            # A zero on an interval that begins at zero is no near miss: only the upper end can move.
            below = np.where((tense <= 0) & (raw[:, LOW] <= 0), -np.inf, raw[:, LOW] - tense)
            found.append(np.maximum(below, tense - raw[:, HIGH]))
        return np.concatenate(found)


def _batches(rows: Floats32, came: Floats32, seed: int) -> Iterator[tuple[Floats32, Callable[[Floats32], Floats32]]]:
    draw, levels = np.random.default_rng(seed), LEVELS.astype(np.float32)
    for _ in range(_EPOCHS):
        order = draw.permutation(len(rows))
        for start in range(0, len(rows) // _BATCH * _BATCH, _BATCH):
            chosen = order[start : start + _BATCH]
            yield rows[chosen], _pinball(came[chosen], levels)


def _pinball(came: Floats32, levels: Floats32) -> Callable[[Floats32], Floats32]:
    def slope(outputs: Floats32) -> Floats32:
        return np.asarray(((came[:, None] < outputs) - levels) / len(came), dtype=np.float32)

    return slope
