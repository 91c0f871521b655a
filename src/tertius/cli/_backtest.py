"""`tertius forecast --backtest`: how the forecasts would have done."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tertius.cli._output import emit, emit_json, say

if TYPE_CHECKING:
    from tertius.forecasts.ledger import Calibration
    from tertius.forecasts.past_chances import BackTest, ChanceScore

__all__ = ["show_backtest"]

_BAR = 40
_COLUMNS = (
    "forecaster",
    "Brier",
    "reliability",
    "resolution",
    "uncertainty",
    "log score",
    "area",
    "skill",
    "90% interval",
)


def show_backtest(found: BackTest, diagram: Path | None, *, as_json: bool, as_csv: bool) -> bool:
    """Print it, and draw the reliability diagram to `diagram`; whether anything was computed."""
    if as_json:
        emit_json(found)
    elif as_csv:
        rows = [(one.origin, *one.dyad, one.chance, one.own_rate, int(one.came)) for one in found.forecasts]
        emit(("origin", "a", "b", "chance", "own_rate", "came"), rows, as_csv=True)
    else:
        _tell(found)
    if diagram is not None and found.calibration is not None:
        diagram.write_text(_drawn(found, found.calibration), encoding="utf-8")
    return bool(found.scores) or found.tension.crps is not None


def _tell(found: BackTest) -> None:
    whom = "-".join(found.dyad) if found.dyad else f"{found.pairs} pairs of states"
    if found.scores:
        title = (f"any {found.event_class} within {found.days} days, {whom}, {found.weeks} origins from {found.first} to "
                 f"{found.last}: {found.came} of {found.n} came")  # fmt: skip
        emit(_COLUMNS, map(_row, found.scores), as_csv=False, title=title)
        if found.onset:
            title = f"onsets, after four weeks without: {found.onset_came} of {found.onset_n} came"
            emit(_COLUMNS, map(_row, found.onset), as_csv=False, title=title)
        say("Brier = reliability - resolution + uncertainty, but for what lies within bins; skill is 1 - Brier over that of the "
            "pair's own rate, its interval draws whole weeks")  # fmt: skip
        _calibration(found)
    elif found.because:
        say(found.because)
    tension = found.tension
    if tension.crps is None:
        say(tension.because or "")
        return
    rows = [
        ("tertius", tension.crps),
        ("its last 8 weeks", tension.crps_last_8),
        ("its last 52 weeks", tension.crps_last_52),
    ]
    emit(("next week's tension", "CRPS"), [(name, f"{value:.3g}") for name, value in rows], as_csv=False,
         title=f"tension, {whom if found.dyad else f'{tension.pairs} pairs'}, the last {tension.weeks} observed weeks")  # fmt: skip
    say(f"{tension.coverage_80:.0%} of weeks lay in the 80% interval; tension is {tension.unit}")


def _row(one: ChanceScore) -> tuple[object, ...]:
    interval = None if one.skill_low is None else f"{one.skill_low:+.3f} to {one.skill_high:+.3f}"
    return (
        one.forecaster, *(f"{value:.4f}" for value in (one.brier, one.reliability, one.resolution, one.uncertainty)),
        f"{one.log_score:.3f}", None if one.auc is None else f"{one.auc:.3f}",
        None if one.skill is None else f"{one.skill:+.3f}", interval,
    )  # fmt: skip


def _calibration(found: BackTest) -> None:
    """The reliability table, with a line of text for each bin: o what was given, x what came."""
    table = found.calibration
    if table is None:
        return
    rows = [
        (f"{one.forecast:.3f}", f"{one.came:.3f}", f"{low:.2f} to {high:.2f}", one.n, _line(one.forecast, one.came))
        for one, low, high in zip(table.bins, table.low, table.high, strict=True)
    ]
    emit(("chance given", "share that came", "90% interval", "n", "0: o given, x came, * both :1"), rows, as_csv=False)


def _line(given: float, came: float) -> str:
    line = ["."] * (_BAR + 1)
    line[round(came * _BAR)] = "x"
    place = round(given * _BAR)
    line[place] = "*" if line[place] == "x" else "o"
    return "".join(line)


def _drawn(found: BackTest, calibration: Calibration) -> str:
    """The reliability diagram as an SVG that stands alone."""
    from tertius.reports.charts import calibration_spec
    from tertius.reports.drawing import draw

    told = "; ".join(f"{one.forecast:.0%} given, {one.came:.0%} came, n = {one.n}" for one in calibration.bins)
    title = f"Reliability of chances of {found.event_class} within {found.days} days"
    return draw(calibration_spec(calibration) or {}, "reliability", title, told)
