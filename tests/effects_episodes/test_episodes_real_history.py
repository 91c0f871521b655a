"""What the founding question's estimates are made of, on the real panel."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tertius.effects.episodes import episodes
from tertius.history import load

HISTORY = Path(__file__).parents[2].parent / "shared" / "history"


@pytest.mark.shared
@pytest.mark.skipif(not HISTORY.is_dir(), reason="needs ../shared/history")
def test_the_founding_estimates_rest_on_earlier_rises_and_not_on_the_crisis_itself():
    cutoff = dt.date(2021, 10, 4)
    panel = load([HISTORY / "gdelt_weekly_panel.parquet"], until=cutoff).panel("week")
    told = episodes(panel, ("AZE", "IRN"), "ISR")
    assert told.n == 161
    assert len(told.episodes) == 9
    assert told.carried == pytest.approx(0.508, abs=5e-4)
    assert {one.direction for one in told.episodes} == {"up"}
    assert max(one.end for one in told.episodes) + dt.timedelta(weeks=12) <= cutoff
    assert all("24 of 161 weeks remain" in one.because for one in told.again if one.name.startswith("without periods"))
