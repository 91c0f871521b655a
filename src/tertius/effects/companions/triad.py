"""The companions of one question, A-B tension and C: which pairs they are asked about, with `effect`'s defaults."""

from __future__ import annotations

import datetime as dt

from tertius.effects._series import MEASURES, dyad
from tertius.effects.companions.connectedness import Connectedness, dyad_connectedness
from tertius.effects.companions.event_study import EventStudy, event_study
from tertius.effects.companions.precedence import Precedence, dyad_granger
from tertius.effects.responses import asked
from tertius.history.panel import Panel
from tertius.progress import Progress, silent
from tertius.records import Measure

__all__ = ["triad_connectedness", "triad_event_studies", "triad_granger"]


def triad_connectedness(
    panel: Panel, between: tuple[str, str], on: str, *, measure: Measure = Measure.CONFLICT, horizon: int = 10
) -> Connectedness:
    """Diebold-Yilmaz connectedness among A-B, A-C and B-C; see `companions.connectedness`.

    Args:
        panel: the history, cut off already.
        between: codes of A and B.
        on: code of C.
        measure: of all three pairs.
        horizon: H, the terms h = 0 .. H - 1 that are summed.

    Raises:
        UsageError: A = B, C among A and B, or a horizon below 1.
    """
    (a, b), horizon, lags = asked(panel, between, on, horizon=horizon, lags=None)
    dyads = ((a, b), dyad(a, on), dyad(b, on))
    return dyad_connectedness(panel, dyads, measure=measure, lags=lags, horizon=horizon)


def triad_granger(
    panel: Panel, between: tuple[str, str], on: str, *, progress: Progress = silent
) -> tuple[Precedence, ...]:
    """Granger tests from A-B conflict to C's ties with A and B, conflict and cooperation apart, beside placebo dyads.

    Args:
        panel: the history, cut off already.
        between: codes of A and B.
        on: code of C.
        progress: told after each test.

    Raises:
        UsageError: A = B, or C among A and B.
    """
    pair, _, lags = asked(panel, between, on, horizon=None, lags=None)
    found = []
    questions = _questions(pair, on)
    for done, (tie, measure) in enumerate(questions):
        progress("granger", done, len(questions))
        found.append(dyad_granger(panel, pair, tie, measure=measure, lags=lags))
    progress("granger", len(questions), len(questions))
    return tuple(found)


def triad_event_studies(
    panel: Panel, between: tuple[str, str], on: str, date: dt.date, *, horizon: int | None = None, before: int = 8
) -> tuple[EventStudy, ...]:
    """C's ties with A and B around `date`, conflict and cooperation apart, beside matched dates; see `event_study`.

    Args:
        panel: the history, cut off already.
        between: codes of A and B.
        on: code of C.
        date: of the event.
        horizon: last period after; by default as in `effect`.
        before: periods before, at least 1.

    Raises:
        UsageError: A = B, C among A and B, or a window below 1.
    """
    pair, horizon, _ = asked(panel, between, on, horizon=horizon, lags=None)
    return tuple(
        event_study(panel, pair, tie, date, measure=measure, horizon=horizon, before=before)
        for tie, measure in _questions(pair, on)
    )


def _questions(pair: tuple[str, str], on: str) -> list[tuple[tuple[str, str], Measure]]:
    return [((on, end), measure) for end in pair for measure in MEASURES]
