"""Every dyad's leads with its own past and the attention around it taken out, once for the whole screen.

For a dyad i-j: the constant, its own lags 1..p+1, and now and p+1 lags back the mean of the dyads that touch neither
i nor j, of i's others and of j's others. What is left of the lead h = 0 is the dyad's shock.
"""

from __future__ import annotations

import math
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from tertius.effects._series import Surroundings
from tertius.progress import Progress, silent
from tertius.records import Measure

__all__ = ["Precision", "Residuals", "residuals"]

Array = NDArray[np.float64]
Precision = Literal["float32", "float64"]

CHUNK = 16  # dyads at a time: their regressors stay in the cache
IN_MEMORY = 1 << 30  # bytes; what is more goes to a temporary file
RIDGE = {"float32": 1e-5, "float64": 1e-9}  # of a control's length: one that is a sum of others takes nothing twice
NOTHING = {
    "float32": 1e-3,
    "float64": 1e-6,
}  # share of a lead's length: what is less is rounding, and is taken for zero


@dataclass(frozen=True, eq=False)
class Residuals:
    """What all products are made of.

    Attributes:
        columns: (D,) the panel's columns of the dyads that are well enough recorded.
        ends: (D, 2) their two actors, by place.
        leads: (D, H+1, n) residuals of length sqrt(n), in memory or on disk.
        shrink: square root of (n - k) / n: what HC1 makes of a z statistic.
    """

    columns: NDArray[np.intp]
    ends: NDArray[np.intp]
    leads: NDArray[np.floating]
    shrink: float

    def around(self, place: int) -> NDArray[np.intp]:
        """Which of the D dyads have this actor."""
        return np.flatnonzero((self.ends == place).any(axis=1))


def residuals(
    around: Surroundings,
    measures: tuple[Measure, Sequence[Measure]],
    columns: NDArray[np.intp],
    rows: NDArray[np.intp],
    *,
    lags: int,
    horizon: int,
    dtype: Precision,
    progress: Progress = silent,
) -> Residuals:
    """Take the controls out of all dyads.

    Args:
        around: the panel.
        measures: of the leads, and of the activity around them (the mean of several).
        columns: the dyads.
        rows: the periods t, whose whole windows were observed.
        lags: p.
        horizon: H; 0 where only the shocks are wanted.
        dtype: float32 or float64, of what is kept; and of what the controls are taken out in.
        progress: told of the dyads done.
    """
    ends = np.array([[around.place[code] for code in around.panel.dyads[column]] for column in columns], dtype=np.intp)
    ends = ends.reshape(len(columns), 2)
    regressors = (lags + 1) + 3 * (lags + 2) + 2
    kept: np.dtype[np.floating] = np.dtype(dtype)
    leads = _space((len(columns), horizon + 1, len(rows)), kept)
    found = Residuals(columns, ends, leads, math.sqrt(1 - regressors / len(rows)))
    buffers = _Buffers(rows, lags, horizon, kept)
    for start in range(0, len(columns), CHUNK):
        part = slice(start, min(start + CHUNK, len(columns)))
        own = np.ascontiguousarray(around.values[measures[0]][:, columns[part]].T)
        buffers.fill(own, _surroundings(around, measures[1], columns[part], ends[part]))
        buffers.clear(leads[part])
        progress(f"screen: controls of {measures[0]}", part.stop, len(columns))
    return found


class _Buffers:
    """The regressors and leads of one chunk, in memory that is used again: allocating it anew costs as much as the sums.

    With u = own series and f the three of the surroundings, the regressors are 1, u at lags 1.., f at lags 0.. ; after
    them come the leads of u, so that one product gives all sums and one more the residuals.
    """

    def __init__(self, rows: NDArray[np.intp], lags: int, horizon: int, dtype: np.dtype[np.floating]) -> None:
        self._rows, self._lags, self._horizon = rows, lags, horizon
        self._whole = bool(len(rows) and rows[-1] - rows[0] == len(rows) - 1)
        self._size = 0
        self._number = 1 + (lags + 1) + 3 * (lags + 2)
        self._all = np.ones((CHUNK, self._number + horizon + 1, len(rows)), dtype)

    def fill(self, own: Array, surroundings: Sequence[Array]) -> None:
        """Lay out the (c, T) series of c dyads."""
        self._size = len(own)
        dtype, size = self._all.dtype, slice(self._size)
        series = [(one - _mean(one)).astype(dtype, copy=False) for one in (own, *surroundings)]
        for h in range(self._horizon + 1):
            self._lay(series[0], h, self._all[size, self._number + h])
        place = 1
        for number, one in enumerate(series):
            for lag in range(0 if number else 1, self._lags + 2):
                self._lay(one, -lag, self._all[size, place])
                place += 1

    def _lay(self, series: NDArray[np.floating], ahead: int, out: NDArray[np.floating]) -> None:
        if self._whole:
            first = int(self._rows[0]) + ahead
            out[...] = series[:, first : first + len(self._rows)]
        else:
            np.take(series, self._rows + ahead, axis=1, out=out)

    def clear(self, out: NDArray[np.floating]) -> None:
        """The leads without what the regressors say of them, scaled to length sqrt(n); zero where nothing is left."""
        both, k = self._all[: self._size], self._number
        sums = (both @ both.transpose(0, 2, 1)).astype(np.float64)
        gram, inside = sums[:, :k, :k], sums[:, :k, k:]
        ridge = RIDGE[both.dtype.name] * np.einsum("ckk->ck", gram) + np.finfo(np.float32).tiny
        slopes = np.linalg.solve(gram + ridge[:, :, None] * np.eye(k), inside)
        before = np.einsum("chh->ch", sums[:, k:, k:])
        after = before - ((inside + ridge[:, :, None] * slopes) * slopes).sum(axis=1)  # squared length of what is left
        left = after > NOTHING[both.dtype.name] ** 2 * before
        scale = np.where(left, np.sqrt(both.shape[-1] / np.where(left, after, 1.0)), 0.0)
        weights = np.zeros((self._size, out.shape[1], both.shape[1]), both.dtype)
        weights[:, :, :k] = -(slopes * scale[:, None, :]).transpose(0, 2, 1)
        np.einsum("chh->ch", weights[:, :, k:])[...] = scale
        np.matmul(weights, both, out=out)


def _mean(series: Array) -> Array:
    """(c, 1) over the observed periods."""
    return np.asarray(np.nanmean(series, axis=1, keepdims=True))


def _space(shape: tuple[int, ...], dtype: np.dtype[np.floating]) -> NDArray[np.floating]:
    if math.prod(shape) * dtype.itemsize <= IN_MEMORY:
        return np.empty(shape, dtype)
    with tempfile.NamedTemporaryFile(prefix="tertius-screen-", delete=False) as file:
        name = file.name
    mapped = np.memmap(name, dtype=dtype, mode="w+", shape=shape)
    Path(name).unlink()  # the mapping keeps it until the end
    return mapped


def _surroundings(
    around: Surroundings, measures: Sequence[Measure], columns: NDArray[np.intp], ends: NDArray[np.intp]
) -> list[Array]:
    """(c, T) each: the mean activity of the world, of the first actor's others and of the second one's."""
    degree = around.degree
    numbers = [len(around.panel.dyads) - degree[ends].sum(axis=1) + 1, *(degree[ends[:, side]] - 1 for side in (0, 1))]
    sums: list[Any] = [0.0, 0.0, 0.0]
    for measure in measures:
        own = around.values[measure][:, columns].T
        first, second = (around.nodes[measure].T[ends[:, side]] - own for side in (0, 1))
        for place, one in enumerate((around.total[measure] - first - second - own, first, second)):
            sums[place] = sums[place] + one / len(measures)
    return [one / np.maximum(number, 1)[:, None] for one, number in zip(sums, numbers, strict=True)]
