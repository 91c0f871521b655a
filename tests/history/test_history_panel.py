"""The panel: pairs in either order, missing against zero, the cut-off."""

import datetime as dt

import numpy as np
import pytest

from tertius.errors import UsageError
from tertius.history import Panel, period_end, period_start
from tertius.history.calendar import checked, periods_between
from tertius.records import DataSource

MONDAY = dt.date(2021, 9, 6)
SOURCE = DataSource(name="made up", origin="own", citation="none", terms="none")


def panel(**changes):
    weeks = tuple(MONDAY + dt.timedelta(weeks=week) for week in range(4))
    conflict = np.array([[1.0, 0.0], [np.nan, np.nan], [2.0, 0.0], [0.0, 5.0]])
    cooperation = np.where(np.isnan(conflict), np.nan, 0.0)
    fields = {
        "periods": weeks, "frequency": "week", "dyads": (("AAA", "BBB"), ("AAA", "CCC")), "conflict": conflict,
        "cooperation": cooperation, "observed": np.array([True, False, True, True]), "kind": "counts",
        "source": SOURCE, "cutoff": dt.date(2021, 12, 31),
        "coverage": {"AAA": (weeks[0], weeks[3]), "BBB": (weeks[0], weeks[2]), "CCC": (weeks[3], weeks[3])},
    }  # fmt: skip
    return Panel(**fields | changes)


def test_a_pair_is_found_in_either_order():
    assert panel().column("BBB", "AAA") == panel().column("AAA", "BBB") == 0
    assert panel().column("BBB", "CCC") is None


def test_a_pair_never_seen_is_zero_where_observed_and_missing_elsewhere():
    np.testing.assert_array_equal(panel().series("BBB", "CCC", "conflict"), [0, np.nan, 0, 0])


def test_a_series_is_a_copy():
    made = panel()
    made.series("AAA", "BBB", "conflict")[0] = 99
    assert made.conflict[0, 0] == 1


def test_the_states_are_those_of_all_dyads():
    assert panel().states() == ("AAA", "BBB", "CCC")


def test_a_period_that_ends_after_the_cutoff_is_dropped_and_pairs_not_seen_by_then():
    earlier = panel().until(dt.date(2021, 9, 26))
    assert earlier.periods[-1] == dt.date(2021, 9, 20)
    assert panel().until(dt.date(2021, 9, 25)).periods[-1] == dt.date(2021, 9, 13)
    assert earlier.dyads == (("AAA", "BBB"),)
    assert earlier.cutoff == dt.date(2021, 9, 26)
    assert set(earlier.coverage) == {"AAA", "BBB"}
    assert earlier.coverage["AAA"][1] == dt.date(2021, 9, 20)


def test_a_later_cutoff_changes_nothing():
    later = panel().until(dt.date(2030, 1, 1))
    assert later.periods == panel().periods
    assert later.cutoff == panel().cutoff


def test_only_conflict_and_cooperation_are_measures():
    with pytest.raises(ValueError, match="not 'tension'"):
        panel().matrix("tension")
    with pytest.raises(ValueError, match="not 'tension'"):
        panel().series("BBB", "CCC", "tension")


def test_shapes_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match="4 periods and 2 dyads"):
        panel(conflict=np.zeros((4, 3)))


def test_scores_are_never_called_counts_or_events():
    words = panel(kind="scores").unit("conflict")
    assert "score" in words
    assert "count" not in words
    assert "event" not in words
    assert "events" in panel().unit("conflict")


@pytest.mark.parametrize(
    ("day", "frequency", "start", "end"),
    [
        (dt.date(2021, 10, 3), "week", dt.date(2021, 9, 27), dt.date(2021, 10, 3)),
        (dt.date(2021, 10, 4), "week", dt.date(2021, 10, 4), dt.date(2021, 10, 10)),
        (dt.date(2020, 2, 11), "month", dt.date(2020, 2, 1), dt.date(2020, 2, 29)),
        (dt.date(2020, 2, 11), "day", dt.date(2020, 2, 11), dt.date(2020, 2, 11)),
    ],
)
def test_weeks_start_on_monday_and_months_end_on_their_last_day(day, frequency, start, end):
    assert period_start(day, frequency) == start
    assert period_end(start, frequency) == end


def test_the_calendar_has_no_holes():
    months = periods_between(dt.date(2020, 11, 30), dt.date(2021, 2, 1), "month")
    assert months == tuple(dt.date(y, m, 1) for y, m in ((2020, 11), (2020, 12), (2021, 1), (2021, 2)))


def test_an_unknown_frequency_is_an_error_that_names_the_known_ones():
    with pytest.raises(UsageError, match="day, week, month"):
        checked("year")
