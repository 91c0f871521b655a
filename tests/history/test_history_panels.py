"""Panels that the user brings: merging, scaling, missing weeks, what is refused."""

import datetime as dt

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tertius import history
from tertius.errors import HistoryError

MONDAY = dt.date(2021, 9, 6)


def week(number):
    return MONDAY + dt.timedelta(weeks=number)


def write(tmp_path, rows, name="panel.parquet", period="week", extra=("days_observed",)):
    names = (period, "a", "b", "conflict", "cooperation", *extra)
    path = tmp_path / name
    pq.write_table(pa.table(dict(zip(names, map(list, zip(*rows, strict=True)), strict=True))), path)
    return path


def test_pairs_of_either_order_are_merged_and_days_scaled_to_a_full_week(tmp_path):
    rows = [
        (week(0), "IRN", "AZE", 5.0, 0.5, 5),
        (week(0), "AZE", "IRN", 1.0, 0.0, 5),
        (week(1), "AZE", "IRN", 7.0, 0.0, 7),
    ]
    panel = history.load(write(tmp_path, rows)).panel()
    assert panel.dyads == (("AZE", "IRN"),)
    np.testing.assert_allclose(panel.conflict[:, 0], [6 * 7 / 5, 7])
    np.testing.assert_allclose(panel.cooperation[:, 0], [0.5 * 7 / 5, 0])
    assert panel.kind == "scores"


def test_a_week_with_fewer_than_four_observed_days_is_missing_like_one_without_rows(tmp_path):
    rows = [
        (week(0), "AZE", "IRN", 1.5, 0.0, 7), (week(1), "AZE", "IRN", 9.0, 0.0, 3), (week(3), "ISR", "IRN", 2.0, 0.0, 4),
    ]  # fmt: skip
    panel = history.load(write(tmp_path, rows)).panel()
    assert panel.observed.tolist() == [True, False, False, True]
    np.testing.assert_array_equal(panel.series("AZE", "IRN", "conflict"), [1.5, np.nan, np.nan, 0])
    assert panel.coverage["AZE"] == (week(0), week(0))


def test_the_cutoff_is_an_instant(tmp_path):
    path = write(tmp_path, [(week(n), "AZE", "IRN", 1.5, 0.0, 7) for n in range(4)])
    assert history.load(path).panel(cutoff=dt.date(2021, 9, 26)).periods[-1] == week(2)
    assert history.load(path).panel(cutoff=dt.date(2021, 9, 25)).periods[-1] == week(1)
    assert history.load(path).panel(cutoff=dt.date.max).periods[-1] == week(3)
    assert history.load(path, until=dt.date(2021, 9, 25)).source.last == dt.date(2021, 9, 19)


def test_negative_zero_is_zero(tmp_path):
    panel = history.load(
        write(tmp_path, [(week(0), "AZE", "IRN", -0.0, 1.5, 7)] * 1 + [(week(1), "AZE", "IRN", 2, 0.5, 7)])
    ).panel()
    assert not np.signbit(panel.conflict).any()


def test_whole_numbers_are_counts(tmp_path):
    panel = history.load(write(tmp_path, [(week(n), "AZE", "IRN", 1.0, 2.0, 7) for n in range(2)])).panel()
    assert panel.kind == "counts"


def test_months_and_days_are_told_from_the_dates(tmp_path):
    monthly = [(dt.date(2021, month, 1), "AZE", "IRN", 1.5, 0.0) for month in (1, 2, 3)]
    loaded = history.load(write(tmp_path, monthly, period="period", extra=()))
    assert loaded.frequencies == ("month",)
    with pytest.raises(HistoryError, match="by month and cannot be"):
        loaded.panel("week")
    daily = [(MONDAY + dt.timedelta(days=day), "AZE", "IRN", 1.5, 0.0) for day in range(10)]
    loaded = history.load(write(tmp_path, daily, period="date", extra=()))
    assert loaded.frequencies == ("day", "week", "month")
    assert loaded.panel("week").conflict[:, 0].tolist() == [10.5, 4.5]


def test_a_partly_observed_month_is_scaled_by_its_own_length(tmp_path):
    rows = [(dt.date(2021, 1, 1), "AZE", "IRN", 3.1, 0.0, 31), (dt.date(2021, 2, 1), "AZE", "IRN", 1.5, 0.0, 21)]
    panel = history.load(write(tmp_path, rows, period="month")).panel("month")
    np.testing.assert_allclose(panel.conflict[:, 0], [3.1, 2.0])


def test_the_gdelt_panel_is_recognised_by_its_columns(tmp_path):
    rows = [(week(n), "AZE", "IRN", 1.5, 0.0, 2, 7) for n in range(2)]
    loaded = history.load(write(tmp_path, rows, extra=("active_days", "days_observed")))
    assert loaded.source.origin == "gdelt"
    assert loaded.kind == "panel"
    assert loaded.panel().unit("conflict") == (
        "sum of GDELT net conflict scores in the week, days scaled to a full week"
    )


def test_a_panel_has_no_single_events(tmp_path):
    loaded = history.load(write(tmp_path, [(week(n), "AZE", "IRN", 1.5, 0.0, 7) for n in range(2)]))
    with pytest.raises(HistoryError, match="no single events"):
        loaded.events_of("AZE", "IRN")


@pytest.mark.parametrize(
    ("conflict", "message"), [(-1.0, "below zero"), (float("nan"), "no number for conflict"), (None, "no number")]
)
def test_values_that_are_no_sizes_are_refused(tmp_path, conflict, message):
    rows = [(week(0), "AZE", "IRN", 1.5, 0.0, 7), (week(1), "AZE", "IRN", conflict, 0.0, 7)]
    with pytest.raises(HistoryError, match=message):
        history.load(write(tmp_path, rows))


def test_a_single_period_is_of_the_calendar_its_column_is_named_for(tmp_path):
    loaded = history.load(write(tmp_path, [(week(0), "AZE", "IRN", 3.5, 0.0, 7)]))
    assert loaded.frequencies == ("week",)
    assert loaded.panel().conflict.tolist() == [[3.5]]


def test_weeks_dated_by_another_day_are_those_that_hold_it_and_said(tmp_path):
    sundays = [(week(n) - dt.timedelta(days=1), "AZE", "IRN", 1.5, 0.0, 7) for n in range(3)]
    panel = history.load(write(tmp_path, sundays)).panel()
    assert panel.periods == (week(-1), week(0), week(1))
    assert any("not dated by their Monday" in note for note in panel.notes)
