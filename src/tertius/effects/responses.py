"""What C's ties did after A-B shocks: the public verb `effect`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from importlib.metadata import version

import numpy as np
from numpy.typing import NDArray

from tertius.effects._estimation import Estimate, Fit, NotComputable, Setting, cumulative, estimate
from tertius.effects._projection import rows_of, simulated_maxima
from tertius.effects._series import MEASURES, Dyad, Surroundings, dyad, surroundings, transform_of
from tertius.effects._verdicts import Ruling, look, rule
from tertius.effects._words import name_of
from tertius.errors import UsageError
from tertius.history.panel import Panel
from tertius.progress import Progress, silent
from tertius.records import Computation, CumulativeResponse, LeftOut, Measure, Response, Specification, Verdict

__all__ = ["DEFAULT_HORIZON", "DEFAULT_LAGS", "asked", "computation_of", "computed_on", "effect"]

Array = NDArray[np.float64]

DEFAULT_HORIZON = {"day": 14, "week": 12, "month": 6}
DEFAULT_LAGS = {"day": 7, "week": 4, "month": 2}
BAND = 0.90
NORMAL_90 = 1.6448536269514722  # standard normal quantile of 95%
OTHER_CONTROLS = "world attention only, without the activity of A, B and C"


def effect(
    panel: Panel,
    between: tuple[str, str],
    on: str,
    *,
    horizon: int | None = None,
    lags: int | None = None,
    left_out: Sequence[LeftOut] = (),
    partners: int = 3,
    also: Sequence[str] = (),
    command: str = "",
    progress: Progress = silent,
) -> tuple[Response, ...]:
    """How each tie of `on` responded to conflict between the two of `between`, with bands, placebos and a verdict.

    Conflict and cooperation apart, for the ties of C with A, with B, with the actors of `also` and with its
    `partners` most active other partners before the panel's cut-off. The order of `between` changes nothing. What
    cannot be computed is a response with null lists and its reason. Method, sources and verdict rule stand in
    docs/effects.md.

    Args:
        panel: the history, cut off already.
        between: codes of A and B.
        on: code of C.
        horizon: last period after the shock; by default 12 weeks, 14 days or 6 months.
        lags: p; p + 1 lags enter. By default 4 weeks, 7 days or 2 months.
        left_out: dyads that may not serve as placebos, with the reason (part of the crisis itself).
        partners: how many other partners of C are looked at.
        also: codes of actors whose tie with C is looked at too; each costs looks.
        command: how the caller asked, kept for recomputing.
        progress: told before the first tie and after each, conflict and cooperation apart.

    Raises:
        UsageError: A = B, C among A and B, or a horizon, lags or partners out of range.
    """
    pair, horizon, lags = asked(panel, between, on, horizon=horizon, lags=lags, partners=partners)
    around = surroundings(panel)
    setting = Setting(
        around=around,
        between=pair,
        rows=rows_of(panel.observed, lags, horizon),
        lags=lags,
        horizon=horizon,
        left_out=frozenset(dyad(*one.dyad) for one in left_out),
    )
    ties = [*((on, end) for end in pair), *((on, end) for end in _others(around, (pair, on), partners, also))]
    questions = [(tie, measure) for tie in ties for measure in MEASURES]
    outcomes: list[Estimate | str] = []
    for done, (tie, measure) in enumerate(questions):
        progress("effects", done, len(questions))
        outcomes.append(_estimate(setting, dyad(*tie), measure))
    progress("effects", len(questions), len(questions))
    looks = [look(found, measure) for found, (_, measure) in zip(outcomes, questions, strict=True)
             if isinstance(found, Estimate)]  # fmt: skip
    rulings = iter(rule(looks, panel.frequency))
    writer = _Writer(setting, tuple(left_out), len(looks) * horizon, computation_of(setting, command))
    return tuple(
        writer.computed(tie, measure, found, next(rulings))
        if isinstance(found, Estimate)
        else writer.not_computable(tie, measure, found)
        for found, (tie, measure) in zip(outcomes, questions, strict=True)
    )


def asked(
    panel: Panel, between: tuple[str, str], on: str, *, horizon: int | None, lags: int | None, partners: int = 0
) -> tuple[Dyad, int, int]:
    """The pair in order, the horizon and the lags, checked and with their defaults.

    Raises:
        UsageError: A = B, C among A and B, or a horizon or lags out of range.
    """
    if between[0] == between[1]:
        raise UsageError(f"A and B are both {between[0]}; name two different actors")
    if on in between:
        raise UsageError(f"{on} is asked about and also one of the pair; name a third actor")
    horizon = DEFAULT_HORIZON[panel.frequency] if horizon is None else horizon
    lags = DEFAULT_LAGS[panel.frequency] if lags is None else lags
    if horizon < 1 or lags < 0 or partners < 0:
        raise UsageError("the horizon must be at least 1, lags and partners at least 0")
    return dyad(*between), horizon, lags


def _others(around: Surroundings, question: tuple[Dyad, str], number: int, also: Sequence[str]) -> list[str]:
    """The actors asked for, then C's most active partners over the panel's observed periods; A and B left out."""
    between, on = question
    asked = [code for code in dict.fromkeys(also) if code not in {*between, on}]
    panel = around.panel
    volume = {}
    for column, pair in enumerate(panel.dyads):
        if on in pair and not {*pair} & {*between, *asked}:
            seen = panel.conflict[panel.observed, column].sum() + panel.cooperation[panel.observed, column].sum()
            volume[pair[0] if pair[1] == on else pair[1]] = float(seen)
    return asked + sorted(volume, key=lambda other: (-volume[other], other))[:number]


def _estimate(setting: Setting, tie: Dyad, measure: Measure) -> Estimate | str:
    for code in (*setting.between, *tie):
        if code not in setting.around.place:
            return f"{name_of(code)} stands in no row of this history"
    try:
        return estimate(setting, tie, measure)
    except NotComputable as reason:
        return str(reason)


def computation_of(setting: Setting, command: str) -> Computation:
    """Where what is computed in this setting comes from."""
    return computed_on(setting.around.panel, setting.rows, setting.lags, setting.horizon, command)


def computed_on(panel: Panel, rows: NDArray[np.int64], lags: int, horizon: int, command: str) -> Computation:
    """Where what is computed on those rows of a panel comes from."""
    window = (panel.periods[rows[0] - lags - 1], panel.periods[rows[-1] + horizon]) if len(rows) else None
    return Computation(
        origin=panel.source.origin,
        citation=panel.source.citation,
        computed=dt.datetime.now(dt.UTC).date(),
        cutoff=panel.cutoff,
        window=window,
        command=command,
        versions={name: version(name) for name in ("tertius", "numpy", "scipy")},
        input_sha256=panel.source.sha256,
        frequency=panel.frequency,
        lags=lags,
        transform=transform_of(panel).words,
        stale=panel.source.stale,
    )


class _Writer:
    """Makes `Response` records of one question."""

    def __init__(self, setting: Setting, left_out: tuple[LeftOut, ...], looks: int, computation: Computation) -> None:
        self.setting = setting
        self.left_out = tuple(one for one in left_out if {*one.dyad} & {*setting.between})
        self.looks = looks
        self.computation = computation
        unit = setting.around.transform.unit
        self.unit = f"{unit} of the tie, per log point of the {'-'.join(setting.between)} shock"

    def not_computable(self, tie: Dyad, measure: Measure, because: str) -> Response:
        """Null lists and the reason."""
        return Response(
            between=self.setting.between,
            tie=tie,
            measure=measure,
            horizons=list(range(self.setting.horizon + 1)),
            left_out=self.left_out,
            n=len(self.setting.rows),
            unit=self.unit,
            looks=self.looks,
            verdict=Verdict.NOT_COMPUTABLE,
            because=because,
            computation=self.computation,
        )

    def computed(self, tie: Dyad, measure: Measure, found: Estimate, ruling: Ruling) -> Response:
        """All figures of a tie and measure."""
        fit = found.full
        reach = NORMAL_90 * fit.error
        wide = float(np.quantile(simulated_maxima(fit.main.correlation), BAND)) * fit.error
        collinear = tuple(LeftOut(dyad=pair, reason="its controls are collinear") for pair in found.dropped)
        return Response(
            between=self.setting.between,
            tie=tie,
            measure=measure,
            horizons=list(range(self.setting.horizon + 1)),
            estimate=fit.main.estimate.tolist(),
            low=(fit.centre - reach).tolist(),
            high=(fit.centre + reach).tolist(),
            band_low=(fit.centre - wide).tolist(),
            band_high=(fit.centre + wide).tolist(),
            z=fit.main.z.tolist(),
            z_placebo=fit.z_star.tolist(),
            placebos=len(found.placebo_names),
            placebo_dyads=tuple("-".join(pair) for pair in found.placebo_names),
            placebo_z=fit.placebos.round(4).tolist(),
            left_out=self.left_out + collinear,
            n=fit.main.n,
            unit=self.unit,
            p_familywise=ruling.p,
            looks=self.looks,
            minimum_detectable=ruling.minimum_detectable,
            largest_seen=found.largest_seen,
            cumulative=_cumulative(fit, self.setting.horizon),
            variance_share=fit.main.share.tolist(),
            without_controls=_specification(found.bare) if found.bare is not None else None,
            verdict=ruling.verdict,
            because=ruling.because,
            computation=self.computation,
        )


def _cumulative(fit: Fit, horizon: int) -> CumulativeResponse:
    """The sum over h = 1..H, calibrated by the placebos' own sums."""
    total, error, z = cumulative(fit.main)
    null = fit.sum_calibration
    middle, reach = float(null(np.array([z]))[0]) * null.scale[0] * error, NORMAL_90 * null.scale[0] * error
    return CumulativeResponse(
        horizons=(1, horizon), estimate=total, low=float(middle - reach), high=float(middle + reach)
    )


def _specification(fit: Fit) -> Specification:
    reach = NORMAL_90 * fit.error
    return Specification(
        name=OTHER_CONTROLS,
        estimate=fit.main.estimate.tolist(),
        low=(fit.centre - reach).tolist(),
        high=(fit.centre + reach).tolist(),
        z_placebo=fit.z_star.tolist(),
    )
