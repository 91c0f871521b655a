"""Rates with intervals: Jeffreys', and how much less than n observations say that share a dispute or a state."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["LEVEL", "design_effect", "jeffreys"]

Ints = NDArray[np.int64]

LEVEL = 0.90


def jeffreys(k: float, n: float, level: float = LEVEL) -> tuple[float, float]:
    """The equal-tailed interval of the Beta(k + 1/2, n - k + 1/2) posterior; at k = 0 from 0, at k = n to 1.

    Brown, Cai and DasGupta (2001), "Interval Estimation for a Binomial Proportion", Statistical Science 16(2).
    `k` and `n` may be fractional: the counts at an effective sample size.

    Raises:
        ValueError: n is not positive, or k not within 0 and n.
    """
    from scipy.special import betaincinv

    if n <= 0 or not 0 <= k <= n:
        raise ValueError(f"{k} of {n} is no rate")
    tail = (1 - level) / 2
    low = 0.0 if k == 0 else float(betaincinv(k + 0.5, n - k + 0.5, tail))
    return low, 1.0 if k == n else float(betaincinv(k + 0.5, n - k + 0.5, 1 - tail))


def design_effect(pair_n: Ints, pair_k: Ints, third_n: Ints, third_k: Ints) -> float:
    """By how much the variance of a rate exceeds that of independent trials; at least 1.

    Triads with the same A-B, and triads with the same C, do not vary apart. The variance is that of both
    clusterings added, less that of independent trials once (Cameron, Gelbach and Miller 2011, "Robust Inference
    With Multiway Clustering", Journal of Business & Economic Statistics 29(2); the term taken off is the least
    it can be, so that the figure errs to the wide side). Where nothing or everything happened no variance is
    seen: the number of distinct A-B pairs is then taken for the number of trials.

    Args:
        pair_n: observations per A-B pair.
        pair_k: occurrences per A-B pair.
        third_n: observations per C.
        third_k: occurrences per C.
    """
    n, k = int(pair_n.sum()), int(pair_k.sum())
    if n == 0:
        return 1.0
    rate = k / n
    independent = rate * (1 - rate) * n
    if independent == 0:
        return n / int((pair_n > 0).sum())
    spread = [float(((own_k - rate * own_n) ** 2).sum()) for own_n, own_k in ((pair_n, pair_k), (third_n, third_k))]
    return max(1.0, (sum(spread) - independent) / independent)
