"""From z statistics to one of six words, by the rule that docs/effects.md writes out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tertius.effects._estimation import Estimate
from tertius.effects._projection import simulated_maxima
from tertius.effects._words import plural
from tertius.records import Measure, Verdict

__all__ = ["Look", "Ruling", "look", "rule"]

Array = NDArray[np.float64]

LEVEL = 0.05
LASTING = 0.5  # share of the estimate that must be left when any one period is left out
POWER_Z = 0.8416212335729143  # standard normal quantile of 80%


@dataclass(frozen=True, eq=False)
class Look:
    """One tie and measure as the family-wise adjustment sees it; h = 0 plays no part.

    Attributes:
        estimate: what was estimated.
        measure: conflict or cooperation.
        p: (H,) probability, under the null, of a max |z*| over h = 1..H as large as |z*_h|.
        rank: share of placebo dyads, this one counted, whose own max |z*| is as large.
        larger: how many of them.
        maxima: draws of that maximum.
    """

    estimate: Estimate
    measure: Measure
    p: Array
    rank: float
    larger: int
    maxima: Array


@dataclass(frozen=True)
class Ruling:
    """The verdict on a tie and measure, with its figures and its sentence."""

    verdict: Verdict
    because: str
    p: float
    minimum_detectable: list[float]


def look(estimate: Estimate, measure: Measure) -> Look:
    """Joint p-values over h = 1..H, and the rank among the placebos.

    Far out in the tail two things count that a 90% band may pass over: the errors have n - k degrees of freedom,
    and the median of m placebos has itself a variance of pi / 2m.
    """
    fit = estimate.full
    maxima = np.sort(simulated_maxima(fit.main.correlation[1:, 1:], freedom=fit.main.n - fit.main.k))
    maxima *= np.sqrt(1 + np.pi / (2 * len(fit.placebos)))
    size = np.abs(fit.z_star[1:])
    beyond = len(maxima) - np.searchsorted(maxima, size, side="left")
    placebo_sizes = np.abs(fit.calibration(fit.placebos)[:, 1:]).max(axis=1)
    larger = int((placebo_sizes >= size.max()).sum())
    return Look(
        estimate=estimate,
        measure=measure,
        p=(beyond + 1) / (len(maxima) + 1),
        rank=(larger + 1) / (len(placebo_sizes) + 1),
        larger=larger,
        maxima=maxima,
    )


def rule(looks: Sequence[Look], period: str) -> list[Ruling]:
    """Holm's step-down over the ties and measures looked at, each with its joint p over h = 1..H.

    Holm (1979), "A Simple Sequentially Rejective Multiple Test Procedure", Scandinavian Journal of
    Statistics 6(2).
    """
    order = sorted(range(len(looks)), key=lambda index: float(looks[index].p.min()))
    rulings: dict[int, Ruling] = {}
    reached = 0.0
    for position, index in enumerate(order):
        weight = len(looks) - position
        reached = max(reached, min(1.0, weight * float(looks[index].p.min())))
        rulings[index] = _ruling(looks[index], weight, reached, len(looks), period)
    return [rulings[index] for index in range(len(looks))]


def _ruling(one: Look, weight: int, p: float, number: int, period: str) -> Ruling:
    fit = one.estimate.full
    z = fit.z_star[1:]
    critical = float(np.quantile(one.maxima, 1 - LEVEL / number))
    detectable = (critical + POWER_Z) * fit.error
    beyond = (weight * one.p <= LEVEL) & (p <= LEVEL)
    raw = fit.main.estimate[1:]
    agrees = np.sign(raw) == np.sign(z)
    lasts = np.sign(raw) * fit.main.without_one[1:] >= LASTING * np.abs(raw)
    speaks = beyond & agrees & lasts & (one.rank <= LEVEL)
    if speaks.any():
        verdict = _direction(z[speaks], one.measure)
    elif detectable[1:].min() > one.estimate.largest_seen:
        verdict = Verdict.UNDERPOWERED
    else:
        verdict = Verdict.NONE_DETECTED
    facts = _Facts(p, len(z) * number, int(np.abs(z).argmax()) + 1, period)
    because = _because(one, verdict, facts, float(detectable[1:].min()), beyond=beyond, lasts=lasts, speaks=speaks)
    return Ruling(verdict, because, p, [float(value) for value in detectable])


def _direction(z: Array, measure: Measure) -> Verdict:
    """More conflict or less cooperation is apart; the opposite is closer."""
    toward = -z if measure == Measure.CONFLICT else z
    if (toward > 0).all():
        return Verdict.CLOSER
    return Verdict.APART if (toward < 0).all() else Verdict.MIXED


@dataclass(frozen=True)
class _Facts:
    p: float
    looks: int
    at: int
    period: str

    def sentence(self, one: Look) -> str:
        z = one.estimate.full.z_star[self.at]
        return (
            f"largest placebo-calibrated z is {z:+.2f}, {self.period} {self.at}; as large or larger in {one.larger} of "
            f"{plural(len(one.estimate.placebo_names), 'placebo dyad')}; family-wise p {self.p:.2g} over {self.looks} looks"
        )


def _because(
    one: Look, verdict: Verdict, facts: _Facts, smallest: float,
    *, beyond: NDArray[np.bool_], lasts: NDArray[np.bool_], speaks: NDArray[np.bool_],
) -> str:  # fmt: skip
    head = facts.sentence(one)
    if speaks.any():
        where = ", ".join(str(h + 1) for h in np.flatnonzero(speaks))
        ups = {"up" if value > 0 else "down" for value in one.estimate.full.z_star[1:][speaks]}
        return f"{one.measure} goes {' and '.join(sorted(ups))} at {facts.period} {where}: {head}"
    if beyond.any() and one.rank > LEVEL:
        return f"the placebo dyads show as much too often for a verdict: {head}"
    if beyond.any() and not (beyond & lasts).any():
        return f"what there is rests on one {facts.period} alone, too little for a verdict: {head}"
    if beyond.any():
        return f"the estimate and its placebo-calibrated value differ in sign: {head}"
    if verdict == Verdict.UNDERPOWERED:
        return (f"nothing could be found: the smallest effect detectable at 80% power is {smallest:.3g}, the largest "
                f"movement this tie has shown {one.estimate.largest_seen:.3g} on the same scale; {head}")  # fmt: skip
    return f"{head}; the smallest effect detectable at 80% power, at the best horizon, is {smallest:.3g}"
