"""The founding question on real histories: soberly none detected, and not computable where it is not."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np
import pytest

from tertius.effects import effect
from tertius.history import load
from tertius.records import Verdict

HISTORY = Path(__file__).parents[2].parent / "shared" / "history"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not HISTORY.is_dir(), reason="needs ../shared/history"),
]
CUTOFF = dt.date(2021, 10, 4)


def test_the_founding_triad_on_weekly_scores_shows_nothing_that_survives_the_looks():
    panel = load([HISTORY / "gdelt_weekly_panel.parquet"], until=CUTOFF).panel("week")
    responses = effect(panel, ("AZE", "IRN"), "ISR")
    assert len(responses) == 10
    assert {one.verdict for one in responses} == {Verdict.NONE_DETECTED}
    assert all(one.n >= 150 and one.placebos >= 40 and one.looks == 120 for one in responses)
    assert all(one.computation.window[1] <= CUTOFF for one in responses)
    placebo_z = np.concatenate([one.placebo_z for one in responses])
    assert abs(np.median(placebo_z)) < 0.15
    assert 0.07 < (np.abs(placebo_z) > 1.645).mean() < 0.18  # near the nominal 10%: the controls do their work


def test_five_rows_of_a_pair_in_a_year_of_events_are_not_computable():
    panel = load([HISTORY / "icews18.parquet"], until=CUTOFF).panel("day")
    first = effect(panel, ("AZE", "IRN"), "ISR")[0]
    assert first.tie == ("ISR", "AZE")
    assert first.verdict == Verdict.NOT_COMPUTABLE
    assert first.estimate is None
    assert "Azerbaijan-Israel event" in first.because
    assert "at least 20 are needed" in first.because
    assert first.computation.stale is not None
