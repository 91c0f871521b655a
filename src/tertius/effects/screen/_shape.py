"""One p-value over all horizons: how much a whole response moves, in a shape that may rise and fade as it likes.

A maximum over h sees one horizon at a time, and a Wald statistic spends one degree of freedom on each. Between the
two stands the score statistic against a response drawn from N(0, S), S smooth and fading over h,

    Q = z' R^-1 S R^-1 z,   S_hk = exp(-(h + k - 2) / fade) smooth^|h - k|,

R being the correlation of z over h: the locally most powerful test on average over such responses (Lin 1997,
"Variance Component Testing in Generalised Linear Models with Random Effects", Biometrika 84(2)). No sign and no
particular shape is assumed. Under the null Q is a weighted sum of chi squares; its tail is that of the chi square
with the same first three cumulants (Pearson's approximation: Imhof 1961, "Computing the Distribution of Quadratic
Forms in Normal Variables", Biometrika 48(3/4)).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Null", "Shape", "shape"]

Array = NDArray[np.float64]

FADE = 4.0  # the horizon over which responses fade is H / FADE
SMOOTH = 0.9
RIDGE = 1e-3  # of R: what an estimated correlation of H horizons is worth inverting to


@dataclass(frozen=True, eq=False)
class Null:
    """The distribution of Q without an effect, for one or many correlations.

    Attributes:
        cumulants: (..., 3) sums of the weights, of their squares and of their cubes.
    """

    cumulants: Array

    def tail(self, q: Array) -> Array:
        """Probability of a Q as large; `q` has the shape of the null, plus any further axes behind."""
        from scipy.special import chdtrc

        first, second, third = (self._spread(k, q) for k in range(3))
        freedom = second**3 / third**2
        return np.asarray(chdtrc(freedom, np.maximum((q - first) * np.sqrt(freedom / second) + freedom, 0.0)))

    def __getitem__(self, which: NDArray[np.intp]) -> Null:
        return Null(self.cumulants[which])

    @property
    def median(self) -> Array:
        """Half of all Q are larger."""
        return self.quantile(0.5)

    def quantile(self, p: float) -> Array:
        """The Q that is reached with probability `p`."""
        from scipy.special import chdtri

        first, second, third = (self.cumulants[..., k] for k in range(3))
        freedom = second**3 / third**2
        return np.asarray(first + (chdtri(freedom, p) - freedom) * np.sqrt(second / freedom))

    def _spread(self, k: int, q: Array) -> Array:
        one = self.cumulants[..., k]
        return one.reshape(one.shape + (1,) * (q.ndim - one.ndim))


@dataclass(frozen=True, eq=False)
class Shape:
    """The form of Q for one or many correlations: Q = |root z|^2.

    Attributes:
        root: (..., H, H).
        null: what Q is without an effect.
    """

    root: Array
    null: Null

    def __call__(self, z: Array) -> Array:
        """Q of (..., H, m) z statistics: (..., m)."""
        return np.asarray(((self.root.astype(z.dtype, copy=False) @ z) ** 2).sum(axis=-2))


def shape(correlation: Array) -> Shape:
    """The form for (..., H, H) correlations of z over h = 1..H."""
    horizon = correlation.shape[-1]
    steps = np.arange(horizon)
    fading = np.exp(-steps * FADE / horizon)
    prior = np.outer(fading, fading) * SMOOTH ** np.abs(steps[:, None] - steps)
    solid = (correlation + RIDGE * np.eye(horizon)) / (1 + RIDGE)
    root = np.linalg.cholesky(prior).T @ np.linalg.inv(solid)
    form = root @ solid @ np.swapaxes(root, -1, -2)  # its eigenvalues are the weights of the chi squares
    square = form @ form
    trace = [np.trace(one, axis1=-2, axis2=-1) for one in (form, square, square @ form)]
    return Shape(root, Null(np.stack(trace, axis=-1)))
