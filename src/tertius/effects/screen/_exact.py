"""One triad exactly: the lag-augmented projection of the tie on the shock, and on every placebo shock at once.

The same estimates as `effects._projection.project` makes one by one, solved side by side.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from tertius.effects._placebos import Calibration, calibrate, placebo_dyads
from tertius.effects._projection import simulated_maxima
from tertius.effects._series import Dyad, Surroundings
from tertius.effects.screen._shape import shape
from tertius.records import Measure

__all__ = ["Exact", "Frame", "exact"]

Array = NDArray[np.float64]

SINGULAR = 1e-9  # smallest share of a regressor's variance that the others may leave of it


@dataclass(frozen=True, eq=False)
class Frame:
    """What all triads of a screen share.

    Attributes:
        around: the panel with its attention.
        rows: (n,) the periods whose whole windows were observed.
        lags: p; p + 1 lags enter.
        horizon: H.
        measure: of the tie; the shock is conflict.
        enough: whether a dyad is well enough recorded for a shock.
    """

    around: Surroundings
    rows: NDArray[np.intp]
    lags: int
    horizon: int
    measure: Measure
    enough: Callable[[Dyad], bool]


@dataclass(frozen=True, eq=False)
class Exact:
    """A triad's response with its placebos.

    Attributes:
        estimate: (H+1,) coefficients.
        error: (H+1,) HC1 standard errors.
        correlation: (H+1, H+1) of the coefficients.
        usual: (H+1, H+1) the same, mean over the placebos.
        placebos: (m, H+1) z of the placebo dyads.
        freedom: n - k.
    """

    estimate: Array
    error: Array
    correlation: Array
    usual: Array
    placebos: Array
    freedom: int

    @cached_property
    def calibration(self) -> Calibration:
        return calibrate(self.placebos)

    @property
    def z_star(self) -> Array:
        """(H+1,) placebo-calibrated z, as `effect` has it."""
        return self.calibration(self.estimate / self.error)

    @property
    def wide(self) -> Array:
        """(H,) z* over h = 1..H, narrowed for the placebos' median, which has itself a variance of pi / 2m."""
        return np.asarray(self.z_star[1:] / np.sqrt(1 + np.pi / (2 * len(self.placebos))), dtype=np.float64)

    @property
    def p(self) -> float:
        """Of the whole response over h = 1..H, whatever its shape.

        Where one period carries the estimate, its own correlation over h is all but singular, and its inverse would
        make much of nothing. That of the placebos, which share the tie and are many, is taken instead.
        """
        form = shape(self.usual[1:, 1:])
        return float(form.null.tail(form(self.wide[:, None]))[0])

    @property
    def p_sup_t(self) -> float:
        """Of the largest abs z* over h = 1..H, by simulation; never below one in the number of draws."""
        maxima = simulated_maxima(self.correlation[1:, 1:], freedom=self.freedom)
        return float((np.count_nonzero(maxima >= np.abs(self.wide).max()) + 1) / (len(maxima) + 1))


def exact(frame: Frame, between: Dyad, tie: Dyad, least: int) -> Exact | None:
    """The response of `tie` to `between`; None with fewer than `least` placebos, or collinear controls."""
    names = placebo_dyads(frame.around, between, tie, left_out=(), enough=frame.enough)
    groups: dict[int, list[Dyad]] = {}
    for pair in (between, *names):
        groups.setdefault(len({*pair, *tie}), []).append(pair)
    found = [_solved(frame, pairs, tie) for pairs in groups.values()]
    main = found[0]
    z = np.concatenate([(one.estimate / one.error)[one.sound] for one in found])  # the pair itself comes first
    if not main.sound[0] or len(z) - 1 < least:
        return None
    over_h = np.concatenate([one.correlation[one.sound] for one in found])
    return Exact(main.estimate[0], main.error[0], over_h[0], over_h[1:].mean(axis=0), z[1:], main.freedom)


@dataclass(frozen=True, eq=False)
class _Solved:
    estimate: Array  # (m, H+1)
    covariance: Array  # (m, H+1, H+1)
    sound: NDArray[np.bool_]  # (m,) not collinear
    freedom: int

    @property
    def error(self) -> Array:
        return np.sqrt(np.maximum(np.diagonal(self.covariance, axis1=1, axis2=2), np.finfo(float).tiny))

    @property
    def correlation(self) -> Array:
        error = self.error
        return np.asarray(self.covariance / (error[:, :, None] * error[:, None, :]))


def _solved(frame: Frame, shocks: Sequence[Dyad], tie: Dyad) -> _Solved:
    """Every shock's projection; all shocks have the same number of controls."""
    others, both = _regressors(frame, shocks, tie)
    n, k = others.shape[2], others.shape[1] + 2
    gram = others @ others.transpose(0, 2, 1)
    length = np.sqrt(np.maximum(np.diagonal(gram, axis1=1, axis2=2), np.finfo(float).tiny))
    gram /= length[:, :, None] * length[:, None, :]
    sound = np.linalg.eigvalsh(gram)[:, 0] > SINGULAR  # else a control is a sum of others
    gram[~sound] = np.eye(k - 2)
    inside = (others @ both.transpose(0, 2, 1)) / length[:, :, None]
    both -= (np.linalg.solve(gram, inside) / length[:, :, None]).transpose(0, 2, 1) @ others
    pure, left = both[:, 0], both[:, 1:]
    power = np.maximum(np.einsum("mn,mn->m", pure, pure), np.finfo(float).tiny)
    estimate = (left @ pure[:, :, None])[:, :, 0] / power[:, None]
    scores = (left - pure[:, None, :] * estimate[:, :, None]) * pure[:, None, :]
    covariance = scores @ scores.transpose(0, 2, 1) / (power**2)[:, None, None] * (n / (n - k))
    return _Solved(estimate, covariance, sound, n - k)


def _regressors(frame: Frame, shocks: Sequence[Dyad], tie: Dyad) -> tuple[Array, Array]:
    """(m, k-2, n) controls, and (m, H+2, n) the shock and the tie's leads, all without their means."""
    rows, around = frame.rows, frame.around
    past = rows - np.arange(1, frame.lags + 2)[:, None]
    now = rows - np.arange(frame.lags + 2)[:, None]
    outcome = around.series(tie, frame.measure)
    factors = [around.factors(tuple(sorted({*shock, *tie})), frame.measure, activity=True).T for shock in shocks]
    others = np.empty((len(shocks), 2 * len(past) + len(factors[0]) * len(now), len(rows)))
    both = np.empty((len(shocks), frame.horizon + 2, len(rows)))
    others[:, : len(past)] = outcome[past]
    both[:, 1:] = outcome[rows + np.arange(frame.horizon + 1)[:, None]]
    for place, shock in enumerate(shocks):
        x = around.series(shock, Measure.CONFLICT)
        both[place, 0] = x[rows]
        others[place, len(past) : 2 * len(past)] = x[past]
        others[place, 2 * len(past) :] = factors[place][:, now].reshape(-1, len(rows))
    others -= others.mean(axis=2, keepdims=True)
    both -= both.mean(axis=2, keepdims=True)
    return others, both
