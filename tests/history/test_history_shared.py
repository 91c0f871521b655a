"""The real histories: known peaks, the instant of the cut-off, the few rows of a stale source."""

import datetime as dt
from pathlib import Path

import numpy as np
import pytest

from tertius import history

SHARED = Path(__file__).parents[2].parent / "shared" / "history"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SHARED.is_dir(), reason="needs ../shared/history, which is not here"),
]


@pytest.fixture(scope="module")
def gdelt():
    return history.load(SHARED / "gdelt_weekly_panel.parquet")


def test_the_known_peaks_of_a_pair(gdelt):
    panel = gdelt.panel(cutoff=dt.date.max)
    series = panel.series("IRN", "AZE", "conflict")
    of_2021 = [at for at, start in enumerate(panel.periods) if start.year == 2021]
    assert panel.periods[of_2021[int(np.nanargmax(series[of_2021]))]] == dt.date(2021, 9, 27)
    assert panel.periods[int(np.nanargmax(series))] == dt.date(2023, 4, 3)
    assert int((~panel.observed).sum()) == 11


def test_the_cutoff_and_the_kind_of_the_panel(gdelt):
    panel = gdelt.panel(cutoff=dt.date(2021, 10, 4))
    assert panel.periods[-1] == dt.date(2021, 9, 27)
    assert panel.kind == "scores"
    assert gdelt.source.origin == "gdelt"


def test_a_stale_source_with_five_rows_of_a_pair():
    icews = history.load(SHARED / "icews18.parquet", until=dt.date(2021, 10, 4))
    between_states = [
        row for row in icews.events_of("AZE", "ISR") if {row.source, row.target} == {"Azerbaijan", "Israel"}
    ]
    assert len(between_states) == 5
    assert "ends on 2018-10-31" in icews.source.stale
    assert icews.source.rows == 468_558
