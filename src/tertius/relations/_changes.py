"""When a series changed its level: circular binary segmentation against a seeded null.

The statistic is that of Olshen, Venkatraman, Lucito and Wigler (2004, Biostatistics 5:557-572): over all
stretches [i, j) of a series of n values, the largest

    |mean inside - mean outside| / sqrt(1/(j-i) + 1/(n-j+i))

so that a lasting step (a stretch that reaches an end) and an episode that comes and goes are found alike.
Event series have memory, under which a plain permutation test finds changes that are none. The null is
therefore an autoregression of first order with the series' own coefficient, driven by its own residuals in
random order (a sieve bootstrap; Buehlmann 1997, Bernoulli 3:123-148). The coefficient is taken within
stretches of 26 periods, so that a change of level does not pass for memory. A stretch is kept when its
statistic exceeds `1 - ALPHA` of the simulated ones; then the pieces are searched in turn. Simulation stops as
soon as so many draws exceed it that the rest cannot change the answer (Besag and Clifford 1991, Biometrika
78:301-304). Series of more than 128 values are searched on a grid of 128 marks, the null alike, and what
is found is then dated to the period within a step of the grid.

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
_MOST_MARKS = 128  # longer series are searched on a grid, which keeps the work bounded
_BATCH = 25
_MOST_ABOVE = ALPHA * _DRAWS  # so many draws above the statistic, and it is chance

Floats = NDArray[np.float64]
Places = NDArray[np.intp]


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
    marks = _marks(len(values))
    peak, cuts = _widest(values, marks)
    if not _stands_out(peak, values, marks, phi, generator):
        return ()
    return tuple(cut for cut in _dated(values, cuts, marks) if _SHORTEST <= cut <= len(values) - _SHORTEST)


def _marks(length: int) -> Places:
    """Where a stretch may begin and end."""
    return np.unique(np.linspace(0, length, min(length, _MOST_MARKS) + 1).round().astype(np.intp))


def _stands_out(peak: float, values: Floats, marks: Places, phi: float, generator: np.random.Generator) -> bool:
    """Whether fewer than `ALPHA` of `_DRAWS` series without a change reach `peak`.

    They have the memory and the residuals of `values`.
    """
    from scipy.signal import lfilter

    centred = values - values.mean()
    residuals = centred[1:] - phi * centred[:-1]
    residuals -= residuals.mean()
    above = 0
    for done in range(0, _DRAWS, _BATCH):
        # Twice the length, of which the second half is kept: by then the start is forgotten.
        size = (min(_BATCH, _DRAWS - done), 2 * len(values))
        drawn = residuals[generator.integers(0, len(residuals), size)]
        series = lfilter([1.0], [1.0, -phi], drawn, axis=1)[:, len(values) :]
        above += int((_peaks(series, marks) >= peak).sum())
        if above >= _MOST_ABOVE:
            return False
    return True


def _peaks(series: Floats, marks: Places) -> Floats:
    """Per row of (R, N) `series` the largest statistic over stretches between marks, in standard deviations."""
    length = series.shape[1]
    sums = np.ascontiguousarray(_sums(series, marks).T)  # (M, R): the long axis of each step lies together
    best = np.zeros(len(series))
    for left in range(len(marks) - 1):
        ends, weights = _weights(marks, left, length)
        if len(weights):
            # With the mean taken out, inside and outside sums are opposite: one gives the difference of means.
            spread = np.abs(sums[ends] - sums[left]) * weights[:, None]
            np.maximum(best, spread.max(axis=0), out=best)
    scale = series.std(axis=1)
    found: Floats = np.divide(best, scale, out=np.zeros(len(series)), where=scale > 0)
    return found


def _widest(values: Floats, marks: Places) -> tuple[float, tuple[int, int]]:
    """The largest statistic of one series, in standard deviations, and its stretch."""
    sums, best, cuts = _sums(values[None, :], marks)[0], 0.0, (0, len(values))
    for left in range(len(marks) - 1):
        ends, weights = _weights(marks, left, len(values))
        if not len(weights):
            continue
        spread = np.abs(sums[ends] - sums[left]) * weights
        at = int(spread.argmax())
        if spread[at] > best:
            best, cuts = float(spread[at]), (int(marks[left]), int(marks[ends][at]))
    return best / float(values.std()), cuts


def _dated(values: Floats, cuts: tuple[int, int], marks: Places) -> tuple[int, ...]:
    """`cuts` found on a grid, moved to the best periods within a step of it."""
    step = int(np.diff(marks).max())
    if step == 1:
        return cuts
    length, sums = len(values), np.r_[0.0, np.cumsum(values - values.mean())]
    starts, ends = (np.arange(max(cut - step, 0), min(cut + step, length) + 1) for cut in cuts)
    if cuts[0] == 0:
        starts = np.zeros(1, dtype=starts.dtype)
    if cuts[1] == length:
        ends = np.full(1, length)
    width = ends[None, :] - starts[:, None]
    allowed = (width >= _SHORTEST) & (length - width >= _SHORTEST)
    weights = np.sqrt(length / np.where(allowed, width * (length - width), 1))
    spread = np.where(allowed, np.abs(sums[ends][None, :] - sums[starts][:, None]) * weights, -1.0)
    row, column = np.unravel_index(int(spread.argmax()), spread.shape)
    return int(starts[row]), int(ends[column])


def _sums(series: Floats, marks: Places) -> Floats:
    """Running sums of (R, N) `series` about each row's mean, at the marks."""
    running = np.cumsum(series - series.mean(axis=1, keepdims=True), axis=1)
    sums: Floats = np.concatenate([np.zeros((len(series), 1)), running], axis=1)[:, marks]
    return sums


def _weights(marks: Places, left: int, length: int) -> tuple[slice, Floats]:
    """The marks at which a stretch from the mark `left` may end, and what its sum is multiplied with."""
    first = int(np.searchsorted(marks, marks[left] + _SHORTEST))
    last = int(np.searchsorted(marks, marks[left] + length - _SHORTEST, side="right"))
    width = (marks[first:last] - marks[left]).astype(float)
    return slice(first, last), np.sqrt(length / (width * (length - width)))
