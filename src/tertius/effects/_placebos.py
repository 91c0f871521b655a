"""The null made from the same actors: what dyads that are no part of the question seem to do to the tie.

When all pairs share the news' attention, a textbook standard error finds effects that are not there.
The shocks of A with others and of B with others share A's, B's and C's attention but not the question;
their z statistics on the same tie are the yardstick (an empirical null, Efron 2004, "Large-Scale
Simultaneous Hypothesis Testing", Journal of the American Statistical Association 99(465)).
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tertius.effects._series import Dyad, Surroundings, dyad

__all__ = ["MIN_PLACEBOS", "Calibration", "calibrate", "placebo_dyads"]

Array = NDArray[np.float64]

MIN_PLACEBOS = 19  # with fewer, even the first in rank could not stand at 5%
PER_SIDE = 30
NORMAL_MAD = 1.4826  # makes the median absolute deviation of a normal variable its standard deviation


def placebo_dyads(
    around: Surroundings,
    between: Dyad,
    tie: Dyad,
    *,
    left_out: Collection[Dyad],
    enough: Callable[[Dyad], bool],
) -> tuple[Dyad, ...]:
    """The dyads A-D and D-B, D in none of A, B and the tie, that are as well recorded as A-B must be.

    Of each side at most 30, those whose mean conflict is nearest to that of A-B; in alphabetical order.
    """
    mean = around.mean_conflict
    own = mean[around.panel.column(*between)]
    chosen: list[Dyad] = []
    for side in between:
        pairs = [dyad(side, other) for other in around.place if other not in {*between, *tie}]
        known = [(column, p) for p in pairs if (column := around.panel.column(*p)) is not None]
        fit = [(abs(float(mean[column] - own)), p) for column, p in known if p not in left_out and enough(p)]
        chosen += [p for _, p in sorted(fit)[:PER_SIDE]]
    return tuple(sorted(chosen))


@dataclass(frozen=True, eq=False)
class Calibration:
    """Centre and scale of the placebos' z at every horizon."""

    centre: Array
    scale: Array

    def __call__(self, z: Array) -> Array:
        """z* = (z - median) / max(1, 1.4826 MAD)."""
        return np.asarray((z - self.centre) / self.scale, dtype=np.float64)


def calibrate(z: Array) -> Calibration:
    """From the (m, H+1) z statistics of the placebo dyads."""
    centre = np.median(z, axis=0)
    return Calibration(centre=centre, scale=np.maximum(1.0, NORMAL_MAD * np.median(np.abs(z - centre), axis=0)))
