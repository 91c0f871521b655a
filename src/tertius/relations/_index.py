"""The normalised index of tension: what is left when world attention and both actors' other activity are gone.

For a dyad with conflict c_t, the rest of the world's conflict w_t (dyads without either actor), and all
activity p_t, q_t (conflict and cooperation) of the first and the second actor with others, each divided by its
own mean over the observed periods before t, let

    y_t = log(1 + c_t),   x_t = (1, log(1 + w_t), log(1 + p_t), log(1 + q_t))

The index of period t is the standardised one-step prediction error (recursive residual; Brown, Durbin and
Evans 1975, JRSS B 37:149-192) of the regression of y on x over the periods before t:

    index_t = (y_t - x_t' b) / (s sqrt(1 + x_t' (X'X)^-1 x_t))

in standard deviations. It uses no later period. The first `SETTLING` observed periods set the baseline and
have none.

Interval: let the pair's own shift add d standard deviations of that error to y_t. If the errors are normal and
independent, index_t - d has Student's t distribution with n - k degrees of freedom (n periods before t, k the rank
of X), so `index_t ± t(0.95; n - k)` holds d in 90% of periods, and holds 0 in 90% of those in which nothing but
attention changed. A test measures the latter by simulation.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tertius.history import Dyad

__all__ = ["SETTLING", "index", "interval"]

SETTLING = 52
_COVERAGE = 0.90
_REGRESSORS = 4
Floats = NDArray[np.float64]


def index(dyad: Dyad) -> Floats:
    """The (T,) index of the pair; NaN in unobserved periods, while the baseline is being set, and without variation.

    Raises:
        ValueError: the dyad was read without the attention that the index needs.

    """
    if dyad.attention is None:
        raise ValueError("the index needs the dyad's attention")
    result = np.full(len(dyad.periods), np.nan)
    rows = np.flatnonzero(dyad.observed)
    told = (dyad.series("conflict"), dyad.attention.world, dyad.attention.one, dyad.attention.other)
    sizes = np.stack(told, axis=1)[rows]
    for at in range(SETTLING, len(rows)):
        result[rows[at]] = _prediction_error(sizes[: at + 1])
    return result


def interval(series: Floats) -> Floats:
    """Half the width of the 90% interval of each value of an index, in the order of its values (N,)."""
    from scipy.stats import t

    count = int(np.isfinite(series).sum())
    half: Floats = t.ppf((1 + _COVERAGE) / 2, SETTLING + np.arange(count) - _REGRESSORS)
    return half


def _prediction_error(sizes: Floats) -> float:
    """The error of the last row of (n + 1, 4) `sizes` under the regression over the rows before it."""
    scale = sizes[:-1].mean(axis=0)
    logs = np.log1p(sizes / np.where(scale > 0, scale, 1.0))
    outcome, design = logs[:, 0], np.column_stack([np.ones(len(logs)), logs[:, 1:]])
    past, now = design[:-1], design[-1]
    inverse = np.linalg.pinv(past.T @ past)
    coefficients = inverse @ past.T @ outcome[:-1]
    error = outcome[:-1] - past @ coefficients
    variance = float(error @ error) / (len(past) - np.linalg.matrix_rank(past))
    if variance <= 0:
        return float("nan")
    return float((outcome[-1] - now @ coefficients) / np.sqrt(variance * (1 + now @ inverse @ now)))
