"""The companions on generated series: what is there is found, what cannot be computed says why."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from tertius.effects.companions import (
    connectedness,
    dyad_connectedness,
    dyad_granger,
    event_study,
    granger,
    local_projection,
)
from tertius.errors import UsageError
from tertius.history.panel import Panel
from tertius.records import DataSource, Measure

START = dt.date(2001, 1, 1)
CODES = tuple(f"Q{letter}X" for letter in "ABCDEFGHIJKLM")


def pair_series(periods: int = 600, strength: float = 0.6, seed: int = 3) -> np.ndarray:
    """x is white noise; y follows its own past and yesterday's x."""
    rng = np.random.default_rng(seed)
    x, e = rng.normal(size=(2, periods))
    y = np.zeros(periods)
    for t in range(1, periods):
        y[t] = 0.3 * y[t - 1] + strength * x[t - 1] + e[t]
    return np.column_stack([x, y])


def a_panel(periods: int = 300, *, jump: int | None = None, missing: tuple[int, ...] = (), seed: int = 1) -> Panel:
    """Counts of all pairs of thirteen actors; from `jump` on, four periods of much QAX-QCX conflict."""
    rng = np.random.default_rng(seed)
    dyads = tuple((a, b) for i, a in enumerate(CODES) for b in CODES[i + 1 :])
    conflict = rng.poisson(2.0, (periods, len(dyads))).astype(float)
    if jump is not None:
        conflict[jump + 1 : jump + 5, dyads.index(("QAX", "QCX"))] += 30
    observed = np.ones(periods, dtype=bool)
    observed[list(missing)] = False
    conflict[~observed] = np.nan
    days = tuple(START + dt.timedelta(days=7 * t) for t in range(periods))
    source = DataSource(name="invented", origin="simulated", citation="none", terms="free")
    return Panel(
        periods=days, frequency="week", dyads=dyads, conflict=conflict, cooperation=conflict.copy(), observed=observed,
        kind="counts", source=source, cutoff=days[-1] + dt.timedelta(days=6),
    )  # fmt: skip


def test_connectedness_of_independent_series_is_near_zero_and_of_led_series_has_the_direction():
    values = pair_series()
    got = connectedness(values, ("x", "y"), lags=2)
    assert got.table[1][0] > 10 > got.table[0][1]
    assert np.allclose(np.sum(got.table, axis=1), 100)
    assert got.net[0] == pytest.approx(-got.net[1])
    assert got.net[0] > 0
    alone = connectedness(pair_series(strength=0.0), ("x", "y"), lags=2)
    assert alone.total < 2


def test_connectedness_of_a_known_first_order_system_is_the_formula():
    values = pair_series(seed=8)
    got = connectedness(values, ("x", "y"), lags=1, horizon=1)
    # At h = 0 alone a generalized share is the squared correlation of the errors, rows made to sum to 100.
    right = np.column_stack([np.ones(599), values[:-1]])
    errors = values[1:] - right @ np.linalg.lstsq(right, values[1:], rcond=None)[0]
    squared = np.corrcoef(errors.T) ** 2
    np.testing.assert_allclose(got.table, 100 * squared / squared.sum(axis=1, keepdims=True), atol=1e-9)


def test_cholesky_shares_say_that_they_hang_on_the_order():
    got = connectedness(pair_series(), ("x", "y"), lags=1, method="cholesky")
    assert any("order" in caveat for caveat in got.caveats)


@pytest.mark.parametrize(
    ("values", "names", "options", "words"),
    [
        (np.zeros((50, 2)), ("x",), {}, "one column a name"),
        (np.zeros((50, 2)), ("x", "x"), {}, "different names"),
        (np.full((50, 2), np.nan), ("x", "y"), {}, "missing values"),
        (np.zeros((50, 2)), ("x", "y"), {"lags": 0}, "at least one lag"),
        (np.zeros((50, 2)), ("x", "y"), {"horizon": 0}, "at least 1"),
        (np.zeros((50, 2)), ("x", "y"), {"method": "other"}, "generalized or cholesky"),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused(values, names, options, words):
    with pytest.raises(UsageError, match=words):
        connectedness(values, names, **{"lags": 2} | options)


def test_a_constant_series_has_no_connectedness_but_a_reason():
    got = connectedness(np.column_stack([np.arange(99.0) % 7, np.ones(99)]), ("x", "y"), lags=2)
    assert got.table is None
    assert "constant" in got.because


def test_too_few_periods_have_no_connectedness_but_a_reason():
    got = connectedness(pair_series(15), ("x", "y"), lags=4)
    assert got.table is None
    assert "at least 18 are needed" in got.because


def test_granger_finds_the_leader_and_not_the_follower():
    x, y = pair_series().T
    assert granger(x, y, lags=2).p < 1e-6
    assert granger(y, x, lags=2).p > 0.01


def test_granger_is_the_textbook_ratio():
    x, y = pair_series(120).T
    got = granger(x, y, lags=1)
    own = np.column_stack([np.ones(119), y[:-1]])
    full = np.column_stack([own, x[:-1]])
    rss = [((y[1:] - d @ np.linalg.lstsq(d, y[1:], rcond=None)[0]) ** 2).sum() for d in (own, full)]
    assert got.f == pytest.approx((rss[0] - rss[1]) / (rss[1] / 116), rel=1e-9)
    assert got.freedom == (1, 116)


def test_a_missing_period_leaves_the_windows_that_touch_it_out():
    x, y = pair_series(100).T
    observed = np.ones(100, dtype=bool)
    observed[50] = False
    assert granger(x, y, lags=2, observed=observed).n == 95


def test_granger_of_a_constant_series_has_a_reason():
    got = granger(np.ones(100), np.arange(100.0) % 5, lags=2)
    assert got.f is None
    assert "constant" in got.because


def test_granger_of_few_periods_has_a_reason():
    assert "at least 18 are needed" in granger(*pair_series(12).T, lags=4).because


def test_granger_refuses_series_of_different_lengths():
    with pytest.raises(UsageError, match="one column a name"):
        granger(np.zeros(5), np.zeros(6), lags=1)


def test_dyads_are_ranked_among_placebo_dyads():
    got = dyad_granger(a_panel(), ("QAX", "QBX"), ("QCX", "QAX"))
    assert got.placebos == 20  # ten other actors on each side
    assert 0 <= got.larger <= 20
    assert got.f is not None


def test_a_dyad_never_seen_has_a_reason():
    assert "never seen" in dyad_granger(a_panel(), ("QAX", "QBX"), ("ZZZ", "QAX")).because
    assert "never seen" in dyad_connectedness(a_panel(), (("QAX", "QBX"), ("ZZZ", "QAX"))).because


def test_dyads_of_a_panel_with_a_missing_period_are_connected_over_the_rest():
    got = dyad_connectedness(a_panel(missing=(150,)), (("QAX", "QBX"), ("QAX", "QCX")), lags=2)
    assert got.n == 300 - 2 - 3
    assert got.total < 5


def test_an_event_study_ranks_a_real_jump_first_and_a_quiet_date_not():
    panel = a_panel(jump=200)
    date = panel.periods[200] + dt.timedelta(days=3)
    got = event_study(panel, ("QAX", "QBX"), ("QAX", "QCX"), date, horizon=4)
    assert got.period == panel.periods[200]
    assert got.matched == 60
    assert got.rank == pytest.approx(1 / 61)
    assert all(value > high for value, high in zip(got.path[1:], got.high[1:], strict=True))
    quiet = event_study(panel, ("QAX", "QBX"), ("QAX", "QCX"), panel.periods[100], horizon=4)
    assert quiet.rank > 0.02


def test_matched_dates_do_not_touch_the_events_window():
    panel = a_panel(jump=200)
    got = event_study(panel, ("QAX", "QBX"), ("QAX", "QCX"), panel.periods[200], horizon=4, before=8)
    assert min(abs((day - panel.periods[200]).days) // 7 for day in got.matched_dates) > 12


@pytest.mark.parametrize(
    ("date", "options", "words"),
    [
        (dt.date(1999, 1, 1), {}, "outside the history"),
        (START + dt.timedelta(days=7 * 298), {}, "shorter window"),
        (START + dt.timedelta(days=7 * 150), {"before": 120}, "apart from this one"),
    ],
)
def test_an_event_study_that_cannot_be_made_says_why(date, options, words):
    got = event_study(a_panel(), ("QAX", "QBX"), ("QAX", "QCX"), date, measure=Measure.COOPERATION, **options)
    assert got.path is None
    assert words in got.because


def test_an_event_study_of_the_pair_itself_is_refused():
    with pytest.raises(UsageError, match="pair itself"):
        event_study(a_panel(), ("QAX", "QBX"), ("QBX", "QAX"), START)


def test_local_projections_recover_the_response_of_a_known_system():
    got = local_projection(pair_series(4000), lags=1, horizon=3, shock="unit")
    np.testing.assert_allclose(got.mean[1, :, 0], [0, 0.6, 0.18, 0.054], atol=0.06)
    np.testing.assert_allclose(got.mean[0, 1:, 1], 0, atol=0.06)
    assert (got.low[:, 1:, 1] < got.high[:, 1:, 1]).all()


def test_local_projections_refuse_short_or_dependent_series():
    with pytest.raises(UsageError, match="too short"):
        local_projection(pair_series(10), lags=2, horizon=5)
    with pytest.raises(UsageError, match="no projection"):
        local_projection(np.ones((90, 2)), lags=2, horizon=5)


def test_an_event_study_of_a_tie_that_never_varies_says_so():
    panel = a_panel()
    panel.conflict[:, panel.column("QAX", "QCX")] = 3.0
    got = event_study(panel, ("QAX", "QBX"), ("QAX", "QCX"), panel.periods[100], horizon=4)
    assert got.path is None
    assert got.because == "the QAX-QCX conflict is the same in all 300 weeks"
