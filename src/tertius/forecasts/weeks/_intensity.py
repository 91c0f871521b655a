"""How many events of a class are expected, as a plain sum over past events: no event can speak against.

expected = w0 + sum over past events of w[class] exp(-rate age) + ..., every weight at least 0, and
P(any) = 1 - exp(-expected): a discrete Hawkes process (Hawkes 1971, Biometrika 58(1)) with a kernel that all pairs
share, a sum of exponentials, learned from whether any came. Since it is a sum, each past event has a share of it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

__all__ = ["Intensity"]

Floats = NDArray[np.float64]
_STEPS = 100
_SHRINK = 1e-4
_LEAST = 1e-6


class Intensity:
    """expected = rows times weights.

    Args:
        rows: (n, k) sums, each at least 0.
        came: (n,) 0 or 1.

    """

    def __init__(self, rows: Floats, came: Floats) -> None:
        from scipy.optimize import minimize

        self.scale = rows.mean(axis=0) + _LEAST
        ready = rows / self.scale
        any_came = came > 0

        def loss(weights: Floats) -> tuple[float, Floats]:
            expected = ready @ weights + _LEAST
            none = np.exp(-expected)
            some = -np.expm1(-expected)
            value = -np.where(any_came, np.log(some), -expected).mean() + _SHRINK * weights.sum()
            slope = np.where(any_came, -none / some, 1.0)
            return value, ready.T @ slope / len(came) + _SHRINK

        first = np.full(rows.shape[1], -np.log1p(-came.mean()) / rows.shape[1])
        found = minimize(
            loss, first, jac=True, method="L-BFGS-B", bounds=[(0, None)] * len(first), options={"maxiter": _STEPS}
        )
        self.weights: Floats = np.asarray(found.x) / self.scale

        self.usual: Floats = self.scale * self.weights  # what each column adds on average
        self.usual_log_odds = float(_log_odds(self.usual.sum()))

    def parts(self, rows: Floats) -> Floats:
        """(n, k) what each column adds to the expected number."""
        return rows * self.weights

    def log_odds(self, rows: Floats) -> Floats:
        """(n,) log(P / (1 - P)) of any."""
        return _log_odds(self.parts(rows).sum(axis=1))

    def divided(self, row: Floats, groups: Sequence[str]) -> dict[str, float]:
        """What each group of columns adds to the log odds of the average row for (k,) `row`.

        Shapley values, exact: the mean over all orders in which the groups could be told.
        """
        added, names = self.parts(row[None])[0] - self.usual, tuple(dict.fromkeys(groups))
        by_name = {name: float(added[[of == name for of in groups]].sum()) for name in names}
        base, count = float(self.usual.sum()), len(names)

        def odds(told: tuple[str, ...]) -> float:
            return float(_log_odds(base + sum(by_name[name] for name in told)))

        found = {}
        for name in names:
            others = [one for one in names if one != name]
            found[name] = sum(
                (odds((*told, name)) - odds(told))
                / math.comb(count - 1, size) / count
                for size in range(count)
                for told in combinations(others, size)
            )  # fmt: skip
        return found


def _log_odds(expected: Floats | float) -> Floats:
    return np.asarray(np.log(np.expm1(np.clip(expected, _LEAST, 30))))
