"""Vector autoregressions by least squares, over the periods whose whole window was observed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tertius.errors import UsageError

__all__ = ["Autoregression", "checked", "fitted", "lagged", "least_squares", "moving_average", "whole"]

Array = NDArray[np.float64]
Bools = NDArray[np.bool_]
Rows = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Autoregression:
    """y_t = c + A_1 y_{t-1} + ... + A_p y_{t-p} + e_t.

    Attributes:
        coefficients: (p, n, n) the A_l.
        residuals: (T', n).
        design: (T', 1 + n p) constant and lags, the nearest lag first.
        rows: (T',) the periods used.
    """

    coefficients: Array
    residuals: Array
    design: Array
    rows: Rows

    @property
    def covariance(self) -> Array:
        """(n, n) of the errors, by degrees of freedom."""
        return np.asarray(self.residuals.T @ self.residuals / (len(self.residuals) - self.design.shape[1]))


def checked(values: Array, names: tuple[str, ...], lags: int) -> None:
    """Refuse what no autoregression can be asked of.

    Raises:
        UsageError: shapes that do not fit, fewer than two series, no lag, or missing values.
    """
    if values.ndim != 2 or values.shape[1] != len(names) or len(names) < 2 or len(set(names)) < len(names):
        raise UsageError("give a matrix with one column a name, and at least two different names")
    if lags < 1:
        raise UsageError("an autoregression needs at least one lag")
    if not np.isfinite(values).all():
        raise UsageError("the series have missing values: mark those periods as not observed")


def whole(observed: Bools, lags: int) -> Rows:
    """The periods that were observed together with the `lags` before them."""
    if len(observed) <= lags:
        return np.zeros(0, dtype=np.intp)
    return np.flatnonzero(np.lib.stride_tricks.sliding_window_view(observed, lags + 1).all(axis=1)) + lags


def lagged(values: Array, rows: Rows, lags: int) -> Array:
    """(T', 1 + n p) constant, then all series at lag 1, at lag 2, ..."""
    return np.column_stack([np.ones(len(rows)), *(values[rows - lag] for lag in range(1, lags + 1))])


def least_squares(design: Array, outcome: Array) -> tuple[Array, Array]:
    """Coefficients and residuals; where columns are dependent, the shortest of all solutions."""
    coefficients: Array = np.asarray(np.linalg.lstsq(design, outcome, rcond=None)[0], dtype=np.float64)
    return coefficients, np.asarray(outcome - design @ coefficients, dtype=np.float64)


def fitted(values: Array, lags: int, observed: Bools) -> Autoregression | str:
    """The autoregression, or in words why there is none."""
    rows, width = whole(observed, lags), values.shape[1]
    parameters = 1 + width * lags
    if len(rows) < 2 * parameters:
        return (
            f"only {len(rows)} periods are observed with the {lags} before them; at least {2 * parameters} are needed"
        )
    design = lagged(values, rows, lags)
    lengths = np.sqrt((design**2).sum(axis=0))
    if (lengths == 0).any() or np.linalg.matrix_rank(design / lengths) < parameters:
        return "a series is constant, or a sum of the others and their past"
    found, residuals = least_squares(design, values[rows])
    return Autoregression(found[1:].reshape(lags, width, width).transpose(0, 2, 1), residuals, design, rows)


def moving_average(coefficients: Array, horizon: int) -> Array:
    """(H, n, n) responses to the errors, at h = 0 .. H - 1."""
    lags, width = coefficients.shape[:2]
    steps = [np.eye(width)]
    for h in range(1, horizon):
        steps.append(np.asarray(sum(coefficients[lag] @ steps[h - 1 - lag] for lag in range(min(lags, h)))))
    return np.array(steps)
