"""From many p-values to the share of false discoveries among the smallest."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["benjamini_hochberg", "dependence"]

Array = NDArray[np.float64]


def benjamini_hochberg(p: Array, number: int | None = None) -> Array:
    """Adjusted p-values: the least rate at which each would be a discovery.

    Benjamini and Hochberg (1995), "Controlling the False Discovery Rate", Journal of the Royal Statistical
    Society B 57(1).

    Args:
        p: of the tests whose p is known.
        number: tests made; those whose p is not given count as p = 1.
    """
    number = len(p) if number is None else number
    order = np.argsort(p, kind="stable")
    steps = p[order] * number / np.arange(1, len(p) + 1)
    adjusted = np.empty(len(p))
    adjusted[order] = np.minimum(np.minimum.accumulate(steps[::-1])[::-1], 1.0)
    return adjusted


def dependence(number: int) -> float:
    """By what Benjamini and Hochberg's values grow so that they hold under any dependence: 1 + 1/2 + ... + 1/number.

    Benjamini and Yekutieli (2001), "The Control of the False Discovery Rate in Multiple Testing under
    Dependency", Annals of Statistics 29(4).
    """
    if number < 1:
        return 1.0
    if number < 1_000:
        return float((1.0 / np.arange(1, number + 1)).sum())
    return float(np.log(number) + np.euler_gamma + 1 / (2 * number))
