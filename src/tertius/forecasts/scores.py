"""Scores of forecasts: ranks, probabilities, quantiles. Every one is a mean over what was forecast.

Brier (1950), Monthly Weather Review 78(1), and its decomposition: Murphy (1973), Journal of Applied
Meteorology 12(4), with the two terms for spread within bins of Stephenson, Coelho and Jolliffe (2008),
Weather and Forecasting 23(4), so that the parts add up. CRPS: Gneiting and Raftery (2007), JASA 102(477).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tertius.errors import UsageError
from tertius.records import Record

__all__ = [
    "Brier", "ReliabilityBin", "at_levels", "auc", "brier", "coverage", "crps_ensemble", "crps_quantiles", "hits", "log_score",
    "mean_reciprocal_rank", "rank", "reliability",
]  # fmt: skip

Floats = NDArray[np.float64]


def rank(scores: ArrayLike, target: int, also_true: ArrayLike = ()) -> float:
    """The rank of `target` among (N,) scores, 1 the best; ties count half, `also_true` are left out.

    `also_true` are the places of other right answers to the same question at the same time (time-aware filter).
    """
    values = np.asarray(scores, dtype=np.float64)
    other = np.ones(len(values), dtype=np.bool_)
    other[np.asarray(also_true, dtype=np.int64)] = False
    other[target] = False
    return float(1 + (values[other] > values[target]).sum() + (values[other] == values[target]).sum() / 2)


def mean_reciprocal_rank(ranks: ArrayLike) -> float:
    """Mean of 1 / rank, 0 to 1."""
    return float((1 / _some(ranks)).mean())


def hits(ranks: ArrayLike, k: int) -> float:
    """Share of ranks that are at most `k`."""
    return float((_some(ranks) <= k).mean())


class ReliabilityBin(Record, frozen=True, kw_only=True):
    """Forecasts of about one size: their mean, the share that came, and how many there are."""

    forecast: float
    came: float
    n: int


class Brier(Record, frozen=True, kw_only=True):
    """`score` = reliability - resolution + uncertainty + within (what the bins leave: spread less covariance)."""

    score: float
    reliability: float
    resolution: float
    uncertainty: float
    within: float
    n: int


def brier(chances: ArrayLike, came: ArrayLike, bins: int = 10) -> Brier:
    """The Brier score of (n,) chances against (n,) outcomes 0 or 1, decomposed over bins of about equal count.

    Raises:
        UsageError: nothing to score, or chances outside 0 to 1.

    """
    chance, outcome = _chances(chances, came)
    groups = _bins(chance, bins)
    base, n = outcome.mean(), len(chance)
    reliability_, resolution, within = 0.0, 0.0, 0.0
    for group in groups:
        p, o = chance[group], outcome[group]
        reliability_ += len(group) / n * (p.mean() - o.mean()) ** 2
        resolution += len(group) / n * (o.mean() - base) ** 2
        within += float(((p - p.mean()) ** 2).sum() - 2 * ((p - p.mean()) * (o - o.mean())).sum()) / n
    return Brier(
        score=float(((chance - outcome) ** 2).mean()), reliability=float(reliability_), resolution=float(resolution),
        uncertainty=float(base * (1 - base)), within=within, n=n,
    )  # fmt: skip


def reliability(chances: ArrayLike, came: ArrayLike, bins: int = 10) -> tuple[ReliabilityBin, ...]:
    """What a reliability diagram shows, over bins of about equal count; raises UsageError as `brier`."""
    chance, outcome = _chances(chances, came)
    return tuple(
        ReliabilityBin(forecast=float(chance[group].mean()), came=float(outcome[group].mean()), n=len(group))
        for group in _bins(chance, bins)
    )


def log_score(chances: ArrayLike, came: ArrayLike) -> float:
    """Mean of -log of the chance given to what came (natural logarithm); a chance of 0 or 1 is taken as 1e-6 off."""
    chance, outcome = _chances(chances, came)
    given = np.where(outcome > 0, chance, 1 - chance)
    return float(-np.log(np.clip(given, 1e-6, 1)).mean())


def auc(chances: ArrayLike, came: ArrayLike) -> float:
    """Chance that what came was given more than what did not; ties count half.

    Raises:
        UsageError: nothing came, or everything did.

    """
    from scipy.stats import rankdata

    chance, outcome = _chances(chances, came)
    ones = outcome > 0
    if ones.all() or not ones.any():
        raise UsageError("the area under the curve needs both: something that came and something that did not")
    above = rankdata(chance)[ones].sum() - ones.sum() * (ones.sum() + 1) / 2
    return float(above / (ones.sum() * (~ones).sum()))


def crps_ensemble(members: ArrayLike, observed: ArrayLike) -> Floats:
    """CRPS of (..., m) equally likely values against (...) what came: mean |x - y| - mean |x - x'| / 2."""
    values, outcome = np.sort(np.asarray(members, dtype=np.float64), axis=-1), np.asarray(observed, dtype=np.float64)
    m = values.shape[-1]
    weight = 2 * np.arange(1, m + 1) - m - 1
    return np.asarray(np.abs(values - outcome[..., None]).mean(axis=-1) - (weight * values).sum(axis=-1) / m**2)


def crps_quantiles(quantiles: ArrayLike, levels: ArrayLike, observed: ArrayLike) -> Floats:
    """CRPS of (..., k) quantiles at (k,) evenly spaced levels against (...) what came.

    Twice the pinball loss, averaged over the levels: the integral that CRPS is, by the midpoint rule if the
    levels are (i - 1/2) / k.
    """
    values, level = np.asarray(quantiles, dtype=np.float64), np.asarray(levels, dtype=np.float64)
    over = np.asarray(observed, dtype=np.float64)[..., None] - values
    return np.asarray(2 * np.maximum(level * over, (level - 1) * over).mean(axis=-1))


def at_levels(quantiles: ArrayLike, levels: ArrayLike, wanted: ArrayLike) -> Floats:
    """(..., m) quantiles at (m,) `wanted` levels from (..., k) at (k,) rising ones: linear between, constant beyond.

    With `wanted` = (i - 1/2) / m, `crps_quantiles` of the result is the CRPS of the distribution so described.
    """
    values, level = np.asarray(quantiles, dtype=np.float64), np.asarray(levels, dtype=np.float64)
    place = np.interp(np.asarray(wanted, dtype=np.float64), level, np.arange(len(level)))
    below = np.floor(place).astype(np.int64)
    above, part = np.minimum(below + 1, len(level) - 1), place - below
    return np.asarray(values[..., below] * (1 - part) + values[..., above] * part)


def coverage(low: ArrayLike, high: ArrayLike, observed: ArrayLike) -> float:
    """Share of what came that lies in its closed interval."""
    outcome = _some(observed)
    return float(((outcome >= np.asarray(low)) & (outcome <= np.asarray(high))).mean())


def _some(values: ArrayLike) -> Floats:
    found = np.asarray(values, dtype=np.float64)
    if not found.size:
        raise UsageError("there is nothing to score")
    return found


def _chances(chances: ArrayLike, came: ArrayLike) -> tuple[Floats, Floats]:
    chance, outcome = _some(chances), _some(came)
    if chance.shape != outcome.shape:
        raise UsageError(f"{chance.size} chances cannot be scored against {outcome.size} outcomes")
    if not ((chance >= 0) & (chance <= 1)).all():
        raise UsageError("a chance lies between 0 and 1")
    return chance, outcome


def _bins(chance: Floats, bins: int) -> list[NDArray[np.intp]]:
    order = np.argsort(chance, kind="stable")
    return [group for group in np.array_split(order, bins) if len(group)]
