"""Jorda's local projections of a system, as the R package lpirfs makes them: a yardstick beside `effect`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from tertius.effects.companions._autoregression import checked, fitted, lagged, least_squares
from tertius.errors import UsageError

__all__ = ["LocalProjections", "local_projection"]

Array = NDArray[np.float64]
Shock = Literal["deviation", "unit"]


@dataclass(frozen=True, eq=False)
class LocalProjections:
    """Impulse responses with limits.

    Attributes:
        mean: (n, H+1, n) response of the first series at h to a shock of the last.
        low: the same, lower limit.
        high: the same, upper limit.
    """

    mean: Array
    low: Array
    high: Array


def local_projection(
    values: Array, *, lags: int, horizon: int, shock: Shock = "deviation", width: float = 1.96
) -> LocalProjections:
    """Linear local projections with recursive (Cholesky) shocks and Newey-West errors of lag h.

    Jorda (2005), "Estimation and Inference of Impulse Responses by Local Projections", American Economic Review
    95(1), in the form of lpirfs' `lp_lin`: constant, no trend; the limits are the coefficients' own (b -/+ width se),
    combined like the coefficients. With several shocks at once that is no delta-method band, and a lower limit may
    lie above the mean; use the bands of `effect` for inference.

    Args:
        values: (T, n) series without gaps, in the order of the recursion.
        lags: of the right-hand side.
        horizon: H.
        shock: one standard `deviation` of the series' own forecast error, or one `unit`.
        width: in standard errors.

    Raises:
        UsageError: shapes that do not fit, missing values, too short series, or lags or horizon below 1.
    """
    checked(values, tuple(str(column) for column in range(values.shape[1])) if values.ndim == 2 else (), lags)
    count = values.shape[1]
    if horizon < 1 or len(values) - lags - horizon < 2 * (1 + count * lags):
        raise UsageError("the series are too short for this horizon and these lags, or the horizon is below 1")
    first = fitted(values, lags, np.ones(len(values), dtype=np.bool_))
    if isinstance(first, str):
        raise UsageError(f"no projection of these series: {first}")
    impact = _impact(first.residuals, shock)
    found = np.empty((3, count, horizon + 1, count))
    found[:, :, 0] = impact
    design = lagged(values, first.rows, lags)
    for h in range(1, horizon + 1):
        rows = first.rows[h - 1 :]
        slope, error = _slopes(design[: len(rows)], values[rows], h, count)
        for place, coefficients in enumerate((slope, slope - width * error, slope + width * error)):
            found[place, :, h] = coefficients @ impact
    return LocalProjections(*found)


def _impact(residuals: Array, shock: Shock) -> Array:
    """(n, n) impact of each shock; a standard deviation is, as in lpirfs, that of the series' forecast error."""
    covariance = np.cov(residuals.T)
    root = np.linalg.cholesky(covariance)
    unit = root / np.diag(root)
    return np.asarray(unit if shock == "unit" else unit * np.sqrt(np.diag(covariance)))


def _slopes(design: Array, outcomes: Array, reach: int, count: int) -> tuple[Array, Array]:
    """(n, n) coefficients on the first lag of each series, and their Newey-West errors (Bartlett, lag `reach`)."""
    coefficients, residuals = least_squares(design, outcomes)
    inverse = np.linalg.inv(design.T @ design)
    errors = np.empty((count, count))
    for column in range(count):
        scores = design * residuals[:, [column]]
        middle = scores.T @ scores
        for lag in range(1, reach + 1):
            cross = scores[lag:].T @ scores[:-lag]
            middle += (1 - lag / (reach + 1)) * (cross + cross.T)
        errors[column] = np.sqrt(np.diag(inverse @ middle @ inverse))[1 : count + 1]
    return coefficients[1 : count + 1].T, errors
