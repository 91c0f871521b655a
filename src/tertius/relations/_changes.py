"""When a series changed its level: circular binary segmentation against a seeded null.

The statistic is that of Olshen, Venkatraman, Lucito and Wigler (2004, Biostatistics 5:557-572): over all
stretches [i, j) of a series of n values, the largest

    |mean inside - mean outside| / sqrt(1/(j-i) + 1/(n-j+i))

so that a lasting step (a stretch that reaches an end) and an episode that comes and goes are found alike.
Event series have memory, under which a plain permutation test finds changes that are none. The null is
therefore an autoregression of first order with the series' own coefficient, driven by its own residuals in
random order (a sieve bootstrap; Buehlmann 1997, Bernoulli 3:123-148). The coefficient is taken within
stretches of 26 periods, so that a change of level does not pass for memory. A stretch is kept when its
statistic exceeds `1 - ALPHA` of the simulated ones; then the pieces are searched in turn.

A series without a change thus shows one in at most `ALPHA` of all cases, whatever its length; the tests
measure it by simulation. A change is never dated from values after the end of the series it is given.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

__all__ = ["ALPHA", "Shift", "memory", "shifts"]

ALPHA = 0.05
_DRAWS = 199
_SHORTEST = 2  # a single outlying value is a peak, which percentiles show, and no change of level
_FEWEST = 20
_STRETCH = 26
_MOST_MEMORY = 0.9
_MOST_BOUNDS = 320  # longer series are searched on a grid, which keeps the work bounded

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Shift:
    """The first index of a new level, and the means of the two levels that meet there."""

    start: int
    before: float
    after: float


def memory(values: Floats) -> float:
    """First-order autocorrelation of (N,) `values` within stretches of 26, between 0 and 0.9.

    The mean over stretches, each about its own mean, with the small-sample bias (1 + 4 phi) / n taken
    back (Marriott and Pope 1954, Biometrika 41:390-402).
    """
    power = product = 0.0
    for start in range(0, max(len(values) - _STRETCH, 0) + 1, _STRETCH):
        stretch = values[start : start + _STRETCH] - values[start : start + _STRETCH].mean()
        power += float(stretch @ stretch)
        product += float(stretch[1:] @ stretch[:-1])
    raw = product / power if power > 0 else 0.0
    return float(np.clip((_STRETCH * raw + 1) / (_STRETCH - 4), 0.0, _MOST_MEMORY))


def shifts(values: Floats, seed: int = 0) -> tuple[Shift, ...]:
    """All changes of level in (N,) `values` without holes, in order; `seed` fixes the simulated null."""
    phi, generator = memory(values), np.random.default_rng(seed)
    bounds = {0, len(values)}
    waiting = [(0, len(values))]
    while waiting:
        first, end = waiting.pop()
        cuts = _split(values[first:end], phi, generator)
        edges = [first, *(first + cut for cut in cuts), end]
        bounds.update(edges)
        if cuts:
            waiting += list(pairwise(edges))
    ordered = sorted(bounds)
    levels = [float(values[start:end].mean()) for start, end in pairwise(ordered)]
    inner = zip(ordered[1:-1], levels[:-1], levels[1:], strict=True)
    return tuple(Shift(start, before, after) for start, before, after in inner if before != after)


def _split(values: Floats, phi: float, generator: np.random.Generator) -> tuple[int, ...]:
    """The inner ends of the stretch that stands out most, if it stands out more than chance."""
    if len(values) < _FEWEST or np.ptp(values) == 0:
        return ()
    (peak,), ((start, end),) = _search(values[None, :])
    if (_null(values, phi, generator) >= peak).mean() >= ALPHA:
        return ()
    return tuple(int(cut) for cut in (start, end) if _SHORTEST <= cut <= len(values) - _SHORTEST)


def _null(values: Floats, phi: float, generator: np.random.Generator) -> Floats:
    """The statistic on series that have the memory and the residuals of `values`, and no change."""
    from scipy.signal import lfilter

    centred = values - values.mean()
    residuals = centred[1:] - phi * centred[:-1]
    residuals -= residuals.mean()
    # Twice the length, of which the second half is kept: by then the start is forgotten.
    drawn = residuals[generator.integers(0, len(residuals), (_DRAWS, 2 * len(values)))]
    return _search(lfilter([1.0], [1.0, -phi], drawn, axis=1)[:, len(values) :])[0]


def _search(series: Floats) -> tuple[Floats, NDArray[np.intp]]:
    """Per row of (R, N) `series`, the largest statistic over stretches (scaled by the row's spread), and where."""
    rows, length = series.shape
    marks = np.unique(np.linspace(0, length, min(length, _MOST_BOUNDS) + 1).round().astype(int))
    sums = np.concatenate([np.zeros((rows, 1)), np.cumsum(series - series.mean(axis=1, keepdims=True), axis=1)], axis=1)
    sums = sums[:, marks]
    best, where = np.zeros(rows), np.zeros((rows, 2), dtype=np.intp)
    for left in range(len(marks) - 1):
        width = marks[left + 1 :] - marks[left]
        inside = (width >= _SHORTEST) & (length - width >= _SHORTEST)
        if not inside.any():
            continue
        width, ends = width[inside], np.flatnonzero(inside) + left + 1
        # With the mean taken out, inside and outside sums are opposite: the difference of means follows from one.
        spread = np.abs(sums[:, ends] - sums[:, [left]]) * np.sqrt(length / (width * (length - width)))
        top = spread.argmax(axis=1)
        found = spread[np.arange(rows), top]
        better = found > best
        best[better] = found[better]
        where[better] = np.stack([np.full(rows, marks[left]), marks[ends[top]]], axis=1)[better]
    scale = series.std(axis=1)
    return np.divide(best, scale, out=np.zeros(rows), where=scale > 0), where
