"""The normalised index of tension: what is left when world attention and both actors' other activity are gone.

For a dyad with conflict c_t, the rest of the world's conflict w_t (dyads without either actor), and all
activity p_t, q_t (conflict and cooperation) of the first and the second actor with others, each divided by its
own mean over the observed periods before t, let

    y_t = log(1 + c_t),   x_t = (1, log(1 + w_t), log(1 + p_t), log(1 + q_t))

The index of period t is the standardised one-step prediction error (recursive residual; Brown, Durbin and
Evans 1975, JRSS B 37:149-192) of the regression of y on x over the periods before t:

    index_t = (y_t - x_t' b) / (s sqrt(1 + x_t' (X'X)^-1 x_t))

in standard deviations. It uses no later period. The first `SETTLING` observed periods set the baseline and
have none. If nothing but attention changes, about 90% of values lie between -1.64 and 1.64.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tertius.history import Panel

__all__ = ["SETTLING", "index"]

SETTLING = 52
Floats = NDArray[np.float64]


def index(panel: Panel, a: str, b: str) -> Floats:
    """The (T,) index of the pair; NaN in unobserved periods, while the baseline is being set, and without variation."""
    result = np.full(len(panel.periods), np.nan)
    rows = np.flatnonzero(panel.observed)
    sizes = np.stack([panel.series(a, b, "conflict"), *_attention(panel, a, b)], axis=1)[rows]
    for at in range(SETTLING, len(rows)):
        result[rows[at]] = _prediction_error(sizes[: at + 1])
    return result


def _attention(panel: Panel, a: str, b: str) -> tuple[Floats, Floats, Floats]:
    """Conflict of the rest of the world, and all activity of `a` and of `b` with others; each (T,)."""
    with_a = np.array([a in dyad for dyad in panel.dyads], dtype=np.bool_)
    with_b = np.array([b in dyad for dyad in panel.dyads], dtype=np.bool_)
    world = panel.conflict[:, ~with_a & ~with_b].sum(axis=1)
    one, other = (
        panel.conflict[:, mask].sum(axis=1) + panel.cooperation[:, mask].sum(axis=1)
        for mask in (with_a & ~with_b, with_b & ~with_a)
    )
    return world, one, other


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
