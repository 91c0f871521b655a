"""The same estimate once more under another choice: other weeks, lags, windows, or kinds of events."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tertius.effects._estimation import Fit, NotComputable, Setting, cumulative, estimate
from tertius.effects._projection import design, project, rows_of
from tertius.effects._series import MEASURES, Dyad, Surroundings, dyad
from tertius.effects._words import name_of
from tertius.history.panel import Panel
from tertius.records import CumulativeResponse, LeftOut, Measure, Variant

__all__ = ["Parts", "parts_of", "questions_of", "regression", "setting_of", "unknown_actor", "variant", "without"]

Array = NDArray[np.float64]

NORMAL_90 = 1.6448536269514722  # standard normal quantile of 95%
SINGULAR = 1e-9


@dataclass(frozen=True, eq=False)
class Parts:
    """What an estimate is made of, window by window.

    Attributes:
        shock: (n,) what is left of the shock beside all controls.
        outcome: (n, H+1) what is left of the tie.
        moves: (n, H+1) what leaving a window out takes from the estimate.
        shares: (n, H+1) what each window adds to the estimate; they sum to it.
    """

    shock: Array
    outcome: Array
    moves: Array
    shares: Array


def setting_of(
    panel: Panel | Surroundings, pair: Dyad, *, lags: int, horizon: int, left_out: tuple[LeftOut, ...] = ()
) -> Setting:
    """What all ties of a question share; `pair` in alphabetical order."""
    from tertius.effects._series import surroundings

    around = panel if isinstance(panel, Surroundings) else surroundings(panel)
    return Setting(
        around=around,
        between=pair,
        rows=rows_of(around.panel.observed, lags, horizon),
        lags=lags,
        horizon=horizon,
        left_out=frozenset(dyad(*one.dyad) for one in left_out),
    )


def questions_of(pair: Dyad, on: str, also: Iterable[str]) -> list[tuple[Dyad, Measure]]:
    """C's ties with A, with B and with those of `also`, each by both measures."""
    ends = dict.fromkeys([*pair, *(code for code in also if code not in {*pair, on})])
    return [((on, end), measure) for end in ends for measure in MEASURES]


def unknown_actor(setting: Setting, codes: tuple[str, ...]) -> str | None:
    """Which of the actors stands in no row, in words; None: all stand in one."""
    unknown = next((code for code in codes if code not in setting.around.place), None)
    return None if unknown is None else f"{name_of(unknown)} stands in no row of this history"


def variant(setting: Setting, tie: tuple[str, str], measure: Measure, name: str) -> Variant:
    """Estimate a tie and measure in this setting, placebos included."""
    blank = Variant(name=name, between=setting.between, tie=tie, measure=measure, n=len(setting.rows))
    because = unknown_actor(setting, (*setting.between, *tie))
    if because is None:
        try:
            fit = estimate(setting, dyad(*tie), measure, both=False).full
            return _filled(blank, fit, setting.horizon)
        except NotComputable as reason:
            because = str(reason)
    return _replaced(blank, because=because)


def _filled(blank: Variant, fit: Fit, horizon: int) -> Variant:
    reach = NORMAL_90 * fit.error
    total, error, z = cumulative(fit.main)
    null = fit.sum_calibration
    wide = float(null.scale[0]) * error
    middle = float(null(np.array([z]))[0]) * wide
    return _replaced(
        blank,
        n=fit.main.n,
        placebos=len(fit.placebos),
        estimate=fit.main.estimate.tolist(),
        low=(fit.centre - reach).tolist(),
        high=(fit.centre + reach).tolist(),
        z_placebo=fit.z_star.tolist(),
        cumulative=CumulativeResponse(
            horizons=(1, horizon), estimate=total, low=middle - NORMAL_90 * wide, high=middle + NORMAL_90 * wide
        ),
    )


def _replaced(one: Variant, **changes: object) -> Variant:
    import msgspec

    return msgspec.structs.replace(one, **changes)


def parts_of(setting: Setting, tie: Dyad, measure: Measure) -> Parts:
    """Take an estimate apart.

    Raises:
        Collinear: no coefficient is identified.
    """
    leads, shock, others = regression(setting, tie, measure)
    project(leads, shock, others)  # refuses what is not identified
    basis, _ = np.linalg.qr(others / np.sqrt((others**2).sum(axis=0)))
    both = np.column_stack([shock, leads])
    both = both - basis @ (basis.T @ both)
    both -= basis @ (basis.T @ both)
    pure, left = both[:, 0], both[:, 1:]
    power = float(pure @ pure)
    residual = left - np.outer(pure, pure @ left / power)
    leverage = (basis**2).sum(axis=1) + pure**2 / power
    return Parts(
        shock=pure,
        outcome=left,
        moves=pure[:, None] * residual / np.maximum(1 - leverage, SINGULAR)[:, None] / power,
        shares=pure[:, None] * left / power,
    )


def regression(setting: Setting, tie: Dyad, measure: Measure) -> tuple[Array, Array, Array]:
    """The tie's leads, the shock and the other regressors over the setting's windows: what `project` takes."""
    around, rows = setting.around, setting.rows
    x, o = around.series(setting.between, Measure.CONFLICT), around.series(tie, measure)
    factors = around.factors(tuple(sorted({*setting.between, *tie})), measure, activity=True)
    leads = o[rows[:, None] + np.arange(setting.horizon + 1)]
    return leads, x[rows], design(o, x, factors, rows, lags=setting.lags)


def without(setting: Setting, dropped: NDArray[np.bool_]) -> Setting:
    """The same without the windows that are marked among the setting's."""
    return replace(setting, rows=setting.rows[~dropped])
