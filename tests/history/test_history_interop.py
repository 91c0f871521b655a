"""In and out: pandas, polars, Arrow, Parquet, CSV."""

import datetime as dt
import sys

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tertius import history
from tertius.errors import UsageError

WEEKS = [dt.date(2021, 9, 6) + dt.timedelta(weeks=week) for week in (0, 1, 3)]
EVENTS = pa.table({
    "date": WEEKS, "source": ["IRN", "AZE", "ISR"], "target": ["AZE", "IRN", "AZE"], "cameo": ["190", "036", "112"],
})  # fmt: skip


@pytest.fixture(scope="module")
def loaded():
    return history.load(EVENTS)


def test_a_panel_comes_back_as_it_went(loaded, tmp_path):
    panel = loaded.panel("week")
    for given in (
        panel,
        panel.to_pandas(),
        panel.to_arrow(),
        panel.to_parquet(tmp_path / "a.parquet"),
        panel.to_csv(tmp_path / "a.csv"),
    ):
        back = history.load(given).panel("week")
        assert back.dyads == panel.dyads
        assert back.periods == panel.periods
        np.testing.assert_array_equal(back.conflict, panel.conflict)
        np.testing.assert_array_equal(back.cooperation, panel.cooperation)


def test_events_come_back_as_they_went(loaded, tmp_path):
    panel = loaded.panel("week")
    for given in (
        loaded.to_arrow(),
        loaded.to_pandas(),
        loaded.to_parquet(tmp_path / "b.parquet"),
        loaded.to_csv(tmp_path / "b.csv"),
    ):
        back = history.load(given)
        assert back.kind == "events"
        np.testing.assert_array_equal(back.panel("week").conflict, panel.conflict)


def test_rows_are_arrow_to_whoever_asks(loaded, tmp_path):
    rows = loaded.dyads("week")
    arrow = pa.table(rows)
    assert arrow.schema.field("period").type == pa.date32()
    assert rows.to_pandas()["conflict"].sum() == 2
    assert pq.read_table(rows.to_parquet(tmp_path / "c.parquet")).num_rows == arrow.num_rows == 3
    assert pd.read_csv(rows.to_csv(tmp_path / "c.csv"))["conflict"].sum() == 2
    assert pa.table(loaded.dyad("AZE", "IRN"))["conflict"].to_pylist() == [1, 0, None, 0]


def test_polars_goes_in_and_out(loaded):
    polars = pytest.importorskip("polars")
    frame = loaded.dyads("week").to_polars()
    assert frame["cooperation"].sum() == 1
    eager = polars.from_arrow(EVENTS)
    for given in (eager, eager.with_columns(polars.col("source").cast(polars.Categorical))):
        np.testing.assert_array_equal(history.load(given).panel().conflict, loaded.panel().conflict)


def test_lazy_tables_go_in_through_narwhals(loaded):
    polars = pytest.importorskip("polars")
    pytest.importorskip("narwhals")
    np.testing.assert_array_equal(
        history.load(polars.from_arrow(EVENTS).lazy()).panel().conflict, loaded.panel().conflict
    )


def test_without_the_library_it_is_said(loaded, monkeypatch):
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(UsageError, match="pip install polars"):
        loaded.dyads().to_polars()
