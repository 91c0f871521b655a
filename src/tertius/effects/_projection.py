"""The lag-augmented local projection, its variance and its simultaneous band.

    o_{t+h} = a + b_h x_t + sum_{l=1..p+1} (phi_l x_{t-l} + theta_l o_{t-l}) + sum_{l=0..p+1} g_l' f_{t-l} + e_{t,h}

The extra lag makes the heteroskedasticity-robust (Eicker-Huber-White) variance valid although the
errors overlap: Montiel Olea and Plagborg-Moller (2021), "Local Projection Inference Is Simpler and
More Robust Than You Think", Econometrica 89(4). The variance is HC1, n / (n - k).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Collinear", "Projection", "design", "project", "rows_of", "simulated_maxima"]

Array = NDArray[np.float64]

SINGULAR = 1e-9  # smallest share of a column's length that the other columns may leave of it
DRAWS = 20_000
SEED = 20_240_101


class Collinear(Exception):
    """No coefficient is identified: no error of a caller, it becomes a value with its reason."""


@dataclass(frozen=True, eq=False)
class Projection:
    """Coefficients on the shock at every horizon, with their joint variance.

    Attributes:
        estimate: (H+1,) coefficients.
        covariance: (H+1, H+1) joint EHW (HC1) covariance.
        n: observations, the same at every horizon.
        k: regressors, the shock and the constant included.
        shock: (n,) the shock with everything else partialled out.
        share: (H+1,) partial R squared of the shock.
        without_one: (H+1,) of the coefficients with any one observation left out, the one farthest to the other side.
    """

    estimate: Array
    covariance: Array
    n: int
    k: int
    shock: Array
    share: Array
    without_one: Array

    @property
    def error(self) -> Array:
        """(H+1,) standard errors."""
        return np.sqrt(np.diag(self.covariance))

    @property
    def z(self) -> Array:
        """(H+1,) estimates in standard errors."""
        return self.estimate / self.error

    @property
    def correlation(self) -> Array:
        """(H+1, H+1) correlation of the estimates."""
        return np.asarray(self.covariance / np.outer(self.error, self.error), dtype=np.float64)


def rows_of(observed: NDArray[np.bool_], lags: int, horizon: int) -> NDArray[np.intp]:
    """The periods t whose whole window t-p-1 .. t+H was observed: one sample for every horizon."""
    reach = lags + 1
    if len(observed) <= reach + horizon:
        return np.zeros(0, dtype=np.intp)
    windows = np.lib.stride_tricks.sliding_window_view(observed, reach + horizon + 1).all(axis=1)
    return np.flatnonzero(windows) + reach


def design(outcome: Array, shock: Array, factors: Array, rows: NDArray[np.intp], *, lags: int) -> Array:
    """The (n, k-1) regressors beside the shock: constant, lags of shock and outcome, factors now and lagged.

    Args:
        outcome: (T,) the tie.
        shock: (T,) the A-B series.
        factors: (T, m) attention and activity, m may be 0.
        rows: (n,) periods used, each at least `lags` + 1.
        lags: p; p + 1 lags enter.
    """
    back = rows[:, None] - np.arange(1, lags + 2)
    now = rows[:, None] - np.arange(lags + 2)
    blocks = [np.ones((len(rows), 1)), shock[back], outcome[back], factors[now].reshape(len(rows), -1)]
    return np.concatenate(blocks, axis=1)


def project(leads: Array, shock: Array, others: Array) -> Projection:
    """Regress every lead on the shock and the other regressors.

    Args:
        leads: (n, H+1) o_{t+h}.
        shock: (n,) x_t.
        others: (n, k-1) every other regressor, the constant included.

    Raises:
        Collinear: the regressors are linearly dependent, or not fewer than the observations.
    """
    n, k = len(shock), others.shape[1] + 1
    if n <= k:
        raise Collinear(f"{k} regressors for {n} periods")
    lengths = np.sqrt((others**2).sum(axis=0))
    if (lengths == 0).any():
        raise Collinear("a control is zero throughout")
    basis, triangle = np.linalg.qr(others / lengths)
    if np.abs(np.diag(triangle)).min() < SINGULAR:
        raise Collinear("a control is a sum of others")
    both = np.column_stack([shock, leads])
    both = both - basis @ (basis.T @ both)
    both -= basis @ (basis.T @ both)  # twice: keeps what is left orthogonal to the last digit
    pure, left = both[:, 0], both[:, 1:]
    power = float(pure @ pure)
    if power <= SINGULAR**2 * float(shock @ shock):
        raise Collinear("the shock is a sum of the controls")
    estimate = pure @ left / power
    residual = left - np.outer(pure, estimate)
    scores = pure[:, None] * residual
    covariance = scores.T @ scores / power**2 * (n / (n - k))
    if (np.diag(covariance) <= 0).any():
        raise Collinear("the outcome does not vary beside the controls")
    leverage = (basis**2).sum(axis=1) + pure**2 / power
    moves = scores / np.maximum(1 - leverage, SINGULAR)[:, None] / power  # what each observation adds to the estimate
    return Projection(
        estimate=estimate,
        covariance=covariance,
        n=n,
        k=k,
        shock=pure,
        share=estimate**2 * power / (left**2).sum(axis=0),
        without_one=estimate - np.sign(estimate) * (np.sign(estimate) * moves).max(axis=0),
    )


def simulated_maxima(correlation: Array, *, freedom: int | None = None) -> Array:
    """Draws of max |Z_h| with a fixed seed, Z normal or Student t with `freedom`: sup-t bands and joint p-values.

    Montiel Olea and Plagborg-Moller (2019), "Simultaneous Confidence Bands: Theory, Implementation, and an
    Application to SVARs", Journal of Applied Econometrics 34(1).
    """
    values, vectors = np.linalg.eigh(correlation)  # a root that also serves a correlation of deficient rank
    root = vectors * np.sqrt(np.maximum(values, 0))
    random = np.random.default_rng(SEED)
    maxima = np.abs(random.standard_normal((DRAWS, len(correlation))) @ root.T).max(axis=1)
    if freedom is not None:
        maxima = maxima * np.sqrt(freedom / random.chisquare(freedom, DRAWS))
    return np.asarray(maxima, dtype=np.float64)
