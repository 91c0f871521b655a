"""One tie, one measure: the projection, its placebos, and the same under the other set of controls."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from tertius.effects._placebos import MIN_PLACEBOS, Calibration, calibrate, placebo_dyads
from tertius.effects._projection import Collinear, Projection, design, project
from tertius.effects._series import Dyad, Surroundings
from tertius.effects._words import dyad_name, few, name_of, plural
from tertius.records import Measure

__all__ = ["MIN_ACTIVE", "Estimate", "Fit", "NotComputable", "Setting", "cumulative", "estimate"]

Array = NDArray[np.float64]

MIN_ACTIVE = 20  # periods with anything on record, of the shock and of the tie; events, where they are counted
ROWS_PER_REGRESSOR = 2


class NotComputable(Exception):
    """Carries the reason in words: no error of a caller, it becomes a value."""


@dataclass(frozen=True, eq=False)
class Setting:
    """What all ties of one question share."""

    around: Surroundings
    between: Dyad
    rows: NDArray[np.intp]
    lags: int
    horizon: int
    left_out: frozenset[Dyad]


@dataclass(frozen=True, eq=False)
class Fit:
    """A projection with the calibration from the placebos under the same controls.

    Attributes:
        placebos: (m, H+1) z of the placebo dyads.
        placebo_sums: (m,) z of the placebos' cumulative response over h = 1..H.
    """

    main: Projection
    placebos: Array
    placebo_sums: Array

    @cached_property
    def calibration(self) -> Calibration:
        return calibrate(self.placebos)

    @property
    def sum_calibration(self) -> Calibration:
        return calibrate(self.placebo_sums[:, None])

    @property
    def z_star(self) -> Array:
        return self.calibration(self.main.z)

    @property
    def error(self) -> Array:
        """(H+1,) calibrated standard errors."""
        return self.main.error * self.calibration.scale

    @property
    def centre(self) -> Array:
        """(H+1,) middle of the calibrated interval."""
        return self.z_star * self.error


@dataclass(frozen=True, eq=False)
class Estimate:
    """What was estimated for a tie and a measure, before any adjustment for looks."""

    full: Fit
    bare: Fit | None
    placebo_names: tuple[Dyad, ...]
    dropped: tuple[Dyad, ...]  # placebos whose controls are collinear
    largest_seen: float


def estimate(setting: Setting, tie: Dyad, measure: Measure, *, both: bool = True) -> Estimate:
    """Project the tie on the A-B shock and on every placebo shock; unless `both`, under the full set of controls alone.

    Raises:
        NotComputable: with the reason.
    """
    pair = setting.between
    reasons = [_lack_of_events(setting, pair, Measure.CONFLICT), _lack_of_events(setting, tie, measure)]
    reasons.append(lack_of_rows(setting, tie))
    if any(reasons):
        raise NotComputable("; and ".join(dict.fromkeys(reason for reason in reasons if reason)))
    try:
        main = _projection(setting, setting.between, tie, measure, activity=True)
    except Collinear as error:
        raise NotComputable(f"the controls are collinear: {error}") from error
    candidates = placebo_dyads(setting.around, setting.between, tie, left_out=setting.left_out,
                               enough=lambda pair: lack_of(setting, pair, Measure.CONFLICT) is None)  # fmt: skip
    fits = {pair: _attempt(setting, pair, tie, measure, activity=True) for pair in candidates}
    good = {pair: fit for pair, fit in fits.items() if fit is not None}
    if len(good) < MIN_PLACEBOS:
        raise NotComputable(
            f"{few(len(good), 'placebo dyad')} of {' or '.join(map(name_of, pair))} "
            f"{'is' if len(good) < 2 else 'are'} well enough recorded; at least {MIN_PLACEBOS} are needed"
        )
    return Estimate(
        full=_fit(main, list(good.values())),
        bare=_bare(setting, tie, measure, tuple(good)) if both else None,
        placebo_names=tuple(good),
        dropped=tuple(pair for pair in fits if pair not in good),
        largest_seen=_largest_seen(setting, tie, measure, main),
    )


def _bare(setting: Setting, tie: Dyad, measure: Measure, placebos: tuple[Dyad, ...]) -> Fit | None:
    """The same with the world's attention as the only control, on the same placebos."""
    main = _attempt(setting, setting.between, tie, measure, activity=False)
    others = [_attempt(setting, pair, tie, measure, activity=False) for pair in placebos]
    known = [fit for fit in others if fit is not None]
    return _fit(main, known) if main is not None and len(known) >= MIN_PLACEBOS else None


def _fit(main: Projection, placebos: list[Projection]) -> Fit:
    return Fit(
        main=main,
        placebos=np.array([fit.z for fit in placebos]),
        placebo_sums=np.array([cumulative(fit)[2] for fit in placebos]),
    )


def cumulative(projection: Projection) -> tuple[float, float, float]:
    """Sum of the coefficients over h = 1..H, its standard error, and their ratio."""
    total = float(projection.estimate[1:].sum())
    error = float(np.sqrt(max(projection.covariance[1:, 1:].sum(), np.finfo(float).tiny)))  # rounding may reach 0
    return total, error, total / error


def _attempt(setting: Setting, shock: Dyad, tie: Dyad, measure: Measure, *, activity: bool) -> Projection | None:
    try:
        return _projection(setting, shock, tie, measure, activity=activity)
    except Collinear:
        return None


def _projection(setting: Setting, shock: Dyad, tie: Dyad, measure: Measure, *, activity: bool) -> Projection:
    around, rows = setting.around, setting.rows
    x = around.series(shock, Measure.CONFLICT)
    o = around.series(tie, measure)
    factors = around.factors(tuple(sorted({*shock, *tie})), measure, activity=activity)
    leads = o[rows[:, None] + np.arange(setting.horizon + 1)]
    return project(leads, x[rows], design(o, x, factors, rows, lags=setting.lags))


def lack_of(setting: Setting, pair: Dyad, measure: Measure) -> str | None:
    """What a pair lacks of the minimum: never seen, too few events, constant, or too few periods. None: nothing."""
    return _lack_of_events(setting, pair, measure) or lack_of_rows(setting, pair)


def _lack_of_events(setting: Setting, pair: Dyad, measure: Measure) -> str | None:
    panel = setting.around.panel
    name, span, column = dyad_name(pair), plural(int(panel.observed.sum()), panel.frequency), panel.column(*pair)
    if column is None:
        return f"no {name} event in {span}: the pair is never seen in this history"
    values = panel.matrix(measure)[panel.observed, column]
    total = values.sum() + panel.matrix(_other(measure))[panel.observed, column].sum()
    if panel.kind == "counts" and total < MIN_ACTIVE:
        return f"{few(int(total), f'{name} event')} in {span}; at least {MIN_ACTIVE} are needed"
    active = int((values > 0).sum())
    if active < MIN_ACTIVE:
        return f"{name} {measure} is on record in {active or 'none'} of {span}; at least {MIN_ACTIVE} are needed"
    if np.ptp(values) == 0:
        return f"the {name} {measure} is the same in all {span}"
    return None


def lack_of_rows(setting: Setting, pair: Dyad) -> str | None:
    """Too few periods with their whole window observed, for the shock and the tie `pair`; None: enough."""
    reach, period, rows = setting.lags + 1, setting.around.panel.frequency, len(setting.rows)
    series = 1 + len({*setting.between, *pair})  # the world's attention and each actor's activity
    needed = ROWS_PER_REGRESSOR * (2 + 2 * reach + series * (reach + 1))
    if rows >= needed:
        return None
    return (
        f"{few(rows, period)} {'has its' if rows < 2 else 'have their'} whole window observed, from {reach} before to "
        f"{setting.horizon} after; at least {needed} are needed"
    )


def _other(measure: Measure) -> Measure:
    return Measure.COOPERATION if measure == Measure.CONFLICT else Measure.CONFLICT


def _largest_seen(setting: Setting, tie: Dyad, measure: Measure, main: Projection) -> float:
    """The tie's largest departure from its median, had it wholly followed the largest A-B shock."""
    series = setting.around.series(tie, measure)[setting.around.panel.observed]
    return float(np.abs(series - np.median(series)).max() / np.abs(main.shock).max())
