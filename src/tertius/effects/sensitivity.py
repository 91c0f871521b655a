"""How much an estimate hangs on the choices behind it: lags, window, single years and single periods."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from tertius.effects._estimation import Setting
from tertius.effects._projection import Collinear, rows_of
from tertius.effects._series import Dyad, dyad
from tertius.effects._variants import parts_of, questions_of, setting_of, unknown_actor, variant, without
from tertius.effects.responses import asked, computation_of
from tertius.history.panel import Panel
from tertius.progress import Progress, silent
from tertius.records import LeftOut, Measure, Sensitivity, Variant

__all__ = ["sensitivity"]


def sensitivity(
    panel: Panel,
    between: tuple[str, str],
    on: str,
    *,
    horizon: int | None = None,
    lags: int | None = None,
    left_out: Sequence[LeftOut] = (),
    also: Sequence[str] = (),
    command: str = "",
    progress: Progress = silent,
) -> Sensitivity:
    """C's ties with A and B (and with `also`) estimated again under other choices, placebos and all.

    Per tie and measure: as stated; with half and with twice the lags; in the first and the second half of the
    windows; without each calendar year of shocks that holds at least a tenth of them; and without the one period
    that moves the cumulative response most. A choice that leaves too little is a variant with its reason.

    Args:
        panel: the history, cut off already.
        between: codes of A and B.
        on: code of C.
        horizon: as in `effect`.
        lags: as in `effect`.
        left_out: dyads that may not serve as placebos.
        also: codes of actors whose tie with C is looked at too.
        command: how the caller asked, kept for recomputing.
        progress: told after each tie and measure.

    Raises:
        UsageError: as `effect`.
    """
    pair, horizon, lags = asked(panel, between, on, horizon=horizon, lags=lags)
    setting = setting_of(panel, pair, lags=lags, horizon=horizon, left_out=tuple(left_out))
    questions = questions_of(pair, on, also)
    found: list[Variant] = []
    for done, (tie, measure) in enumerate(questions):
        progress("sensitivity", done, len(questions))
        found += _of(setting, tie, measure)
    progress("sensitivity", len(questions), len(questions))
    return Sensitivity(
        between=pair,
        on=on,
        frequency=panel.frequency,
        horizon=horizon,
        lags=lags,
        variants=tuple(found),
        computation=computation_of(setting, command),
    )


def _of(setting: Setting, tie: Dyad, measure: Measure) -> Iterator[Variant]:
    stated = variant(setting, tie, measure, "as stated")
    yield stated
    if unknown_actor(setting, (*setting.between, *tie)) is not None:
        return
    for name, other in (*_by_lags(setting), *_by_window(setting), *_by_year(setting)):
        yield variant(other, tie, measure, name)
    if stated.estimate is not None:
        yield _without_one(setting, tie, measure)


def _by_lags(setting: Setting) -> Iterator[tuple[str, Setting]]:
    observed = setting.around.panel.observed
    for lags in dict.fromkeys((setting.lags // 2, max(2 * setting.lags, 1))):
        if lags != setting.lags:
            yield f"p = {lags}", replace(setting, lags=lags, rows=rows_of(observed, lags, setting.horizon))


def _by_window(setting: Setting) -> Iterator[tuple[str, Setting]]:
    middle = len(setting.rows) // 2
    later = np.arange(len(setting.rows)) >= middle
    yield "first half", without(setting, later)
    yield "second half", without(setting, ~later)


def _by_year(setting: Setting) -> Iterator[tuple[str, Setting]]:
    years = np.array([setting.around.panel.periods[row].year for row in setting.rows])
    for year in sorted(set(years.tolist())):
        if 0.1 * len(years) <= (years == year).sum() < len(years):
            yield f"without {year}", without(setting, years == year)


def _without_one(setting: Setting, tie: Dyad, measure: Measure) -> Variant:
    """Without the period whose shock moves the cumulative response over h = 1..H most."""
    panel = setting.around.panel
    try:
        moves = parts_of(setting, dyad(*tie), measure).moves[:, 1:].sum(axis=1)
    except Collinear as error:  # cannot follow a computed estimate, save at the border of what is computable
        return Variant(name=f"without one {panel.frequency}", between=setting.between, tie=tie, measure=measure,
                       n=len(setting.rows), because=f"the controls are collinear: {error}")  # fmt: skip
    largest = int(np.abs(moves).argmax())
    name = f"without the {panel.frequency} of {panel.periods[setting.rows[largest]]}"
    return variant(without(setting, np.arange(len(moves)) == largest), tie, measure, name)
