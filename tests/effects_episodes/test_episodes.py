"""Episodes: what they carry, what they add, and the estimate without them."""

from __future__ import annotations

import dataclasses
import datetime as dt
from itertools import combinations

import msgspec
import numpy as np
import pyarrow as pa
import pytest

from tertius.effects.episodes import episodes
from tertius.effects.responses import effect
from tertius.errors import UsageError
from tertius.history import Panel, load
from tertius.records import DataSource, Episodes, Measure

CODES = tuple(f"Q{letter}X" for letter in "ABCDEFGHIJKLMN")
DYADS = tuple(combinations(CODES, 2))
A, B, C = "QAX", "QBX", "QCX"
BURSTS = (60, 61, 120)


def invented(periods: int = 200, *, seed: int = 2, busy: float = 3.0) -> Panel:
    """Counts that share attention; A-B has bursts, after which A-C conflict rises for three weeks."""
    rng = np.random.default_rng(seed)
    attention = np.exp(0.3 * rng.normal(size=(periods, 1)))
    conflict = rng.poisson(busy * attention, (periods, len(DYADS))).astype(float)
    for t in BURSTS:
        conflict[t, DYADS.index((A, B))] += 60
        conflict[t + 1 : t + 4, DYADS.index((A, C))] += 25
    days = tuple(dt.date(2001, 1, 1) + dt.timedelta(days=7 * t) for t in range(periods))
    return Panel(
        periods=days, frequency="week", dyads=DYADS, conflict=conflict,
        cooperation=rng.poisson(busy, conflict.shape).astype(float), observed=np.ones(periods, dtype=bool),
        kind="counts", source=DataSource(name="invented", origin="simulated", citation="none", terms="free"),
        cutoff=days[-1] + dt.timedelta(days=6),
    )  # fmt: skip


@pytest.fixture(scope="module")
def panel() -> Panel:
    return invented()


@pytest.fixture(scope="module")
def told(panel) -> Episodes:
    return episodes(panel, (B, A), C, horizon=4, lags=2)


def test_the_bursts_are_told_and_near_ones_are_one_episode(panel, told):
    burst = [one for one in told.episodes if one.peak in {panel.periods[t] for t in BURSTS}]
    assert [one.periods for one in burst if one.peak == panel.periods[120]] == [1]
    first = next(one for one in burst if one.start <= panel.periods[60] <= one.end)
    assert first.end >= panel.periods[61] + dt.timedelta(days=6)
    assert first.direction == "up"
    assert first.size > 1
    assert first.value > 50


def test_the_episodes_carry_half_and_no_more_than_is_needed(told):
    assert 0.5 <= told.carried < 0.75
    assert sum(one.share for one in told.episodes) == pytest.approx(told.carried)
    assert [one.start for one in told.episodes] == sorted(one.start for one in told.episodes)


def test_what_a_tie_did_is_told_in_the_panels_own_unit(panel, told):
    burst = next(one for one in told.episodes if one.peak == panel.periods[120])
    own = next(one for one in burst.movements if one.tie == (C, A) and one.measure == Measure.CONFLICT)
    series = panel.series(A, C, "conflict")
    assert own.after == series[120:125].tolist()
    assert own.before == pytest.approx(series[117:120].mean())
    assert min(own.beyond[1:4]) > 0.5
    assert own.contribution > 0


def test_the_estimate_without_an_episode_is_that_of_dropping_its_periods(panel, told):
    stated = next(one for one in told.stated if one.tie == (C, A) and one.measure == Measure.CONFLICT)
    burst = next(one for one in told.episodes if one.peak == panel.periods[120])
    own = next(one for one in burst.movements if one.tie == (C, A) and one.measure == Measure.CONFLICT)
    assert sum(own.estimate_without[1:]) < sum(stated.estimate[1:])
    assert len(own.z_without) == 5


def test_contributions_of_all_periods_make_the_estimate(panel):
    from tertius.effects._variants import parts_of, setting_of

    setting = setting_of(panel, (A, B), lags=2, horizon=4)
    parts = parts_of(setting, (A, C), Measure.CONFLICT)
    response = effect(panel, (A, B), C, horizon=4, lags=2, partners=0)[0]
    np.testing.assert_allclose(parts.shares.sum(axis=0), response.estimate, rtol=1e-9)


def test_leaving_a_period_out_moves_the_estimate_by_what_is_said(panel):
    from tertius.effects._projection import project
    from tertius.effects._variants import parts_of, regression, setting_of, without

    setting = setting_of(panel, (A, B), lags=2, horizon=4)
    parts = parts_of(setting, (A, C), Measure.CONFLICT)
    whole = project(*regression(setting, (A, C), Measure.CONFLICT)).estimate
    dropped = np.arange(len(setting.rows)) == 57
    less = project(*regression(without(setting, dropped), (A, C), Measure.CONFLICT)).estimate
    np.testing.assert_allclose(whole - parts.moves[57], less, rtol=1e-8, atol=1e-10)


def test_the_estimate_as_stated_is_that_of_effect(panel, told):
    responses = effect(panel, (A, B), C, horizon=4, lags=2, partners=0)
    for got, wanted in zip(told.stated, responses, strict=True):
        assert (got.tie, got.measure) == (wanted.tie, wanted.measure)
        np.testing.assert_allclose(got.estimate, wanted.estimate)
        np.testing.assert_allclose(got.low, wanted.low)
        np.testing.assert_allclose(got.high, wanted.high)
        np.testing.assert_allclose(got.z_placebo, wanted.z_placebo)
        assert got.cumulative.low == pytest.approx(wanted.cumulative.low)
        assert got.cumulative.high == pytest.approx(wanted.cumulative.high)


def test_weeks_with_all_three_on_record_are_left_out_where_enough_remain():
    panel = invented(500, busy=0.9)
    told = episodes(panel, (A, B), C, horizon=4, lags=2)
    apart = [one for one in told.again if one.name.startswith("without periods")]
    seen = [
        panel.series(*pair, "conflict") + panel.series(*pair, "cooperation") > 0 for pair in ((A, B), (A, C), (B, C))
    ]
    together = np.logical_and.reduce(seen)[3 : 500 - 4]
    assert {one.n for one in apart if one.estimate is not None} == {int((~together).sum())}


def test_where_all_three_are_always_on_record_the_reason_is_given(told):
    apart = [one for one in told.again if one.name.startswith("without periods")]
    assert all(one.estimate is None and "too few to estimate" in one.because for one in apart)


def test_the_weeks_busy_for_all_three_pairs_at_once_are_left_out(panel, told):
    busy = [one for one in told.again if "above their medians" in one.name]
    volumes = [
        panel.series(*pair, "conflict") + panel.series(*pair, "cooperation") for pair in ((A, B), (A, C), (B, C))
    ]
    together = np.logical_and.reduce([one > np.median(one) for one in volumes])[3 : len(panel.periods) - 4]
    assert len(busy) == 4
    assert {one.n for one in busy if one.estimate is not None} == {int((~together).sum())}


def test_without_the_history_there_is_no_estimate_on_material_events_but_a_reason(told):
    material = [one for one in told.again if one.name == "on material events only"]
    assert all("not given the history" in one.because for one in material)


def event_rows(panel: Panel) -> pa.Table:
    """Each count of the panel as so many verbal events, and every third one material."""
    rows = {"date": [], "source": [], "target": [], "quad_class": [], "event_id": []}
    names = dict(zip(CODES, ("FRA", "DEU", "ITA", "ESP", "PRT", "BEL", "NLD", "DNK", "SWE", "NOR", "FIN", "POL", "CZE",
                             "AUT"), strict=True))  # fmt: skip
    for t, day in enumerate(panel.periods):
        for column, (a, b) in enumerate(panel.dyads):
            for number in range(int(panel.conflict[t, column])):
                rows["date"].append(day.isoformat())
                rows["source"].append(names[a])
                rows["target"].append(names[b])
                rows["quad_class"].append(4 if number % 3 == 0 else 3)
                rows["event_id"].append(f"{t}-{column}-{number}")
    return pa.table(rows)


def test_material_events_alone_are_counted_where_the_history_has_them():
    history = load([event_rows(invented(125, busy=2.0))])
    panel = history.panel("week")
    told = episodes(panel, ("FRA", "DEU"), "ITA", horizon=2, lags=1, history=history)
    got = next(one for one in told.again if one.name == "on material events only" and one.tie == ("ITA", "DEU"))
    assert got.estimate is not None, got.because
    third = np.ceil(np.nan_to_num(panel.conflict) / 3)
    material = dataclasses.replace(panel, conflict=third, cooperation=np.zeros_like(third))
    wanted = effect(material, ("FRA", "DEU"), "ITA", horizon=2, lags=1, partners=0)
    np.testing.assert_allclose(got.estimate, wanted[0].estimate)
    assert got.tie == wanted[0].tie


def test_a_panel_on_disk_has_no_material_events_and_says_so(panel):
    rows = panel.to_arrow()
    assert rows.num_rows
    history = load([pa.table({"week": ["2001-01-01", "2001-01-08"], "a": ["FRA"] * 2, "b": ["DEU"] * 2,
                              "conflict": [1.0, 2.0], "cooperation": [0.0, 1.0]})])  # fmt: skip
    told = episodes(panel, (A, B), C, horizon=4, lags=2, history=history)
    assert any("does not tell material from verbal" in one.because for one in told.again if one.because)


def test_actors_that_are_not_in_the_history_have_no_episodes_but_a_reason(panel):
    told = episodes(panel, (A, "ZZZ"), C, horizon=4, lags=2)
    assert told.episodes == ()
    assert "stands in no row" in told.because
    assert all(one.because for one in (*told.stated, *told.again))


def test_a_history_without_one_whole_window_says_so_for_every_choice(panel):
    short = dataclasses.replace(panel, periods=panel.periods[:6], conflict=panel.conflict[:6],
                                cooperation=panel.cooperation[:6], observed=panel.observed[:6])  # fmt: skip
    told = episodes(short, (A, B), C, horizon=4, lags=2)
    less = [one.because for one in told.again if one.name.startswith(("without periods", "without the periods"))]
    assert len(less) == 8
    assert all(because.startswith("no week has its whole window observed") for because in less)


def test_swapping_a_and_b_changes_nothing(panel, told):
    assert episodes(panel, (A, B), C, horizon=4, lags=2) == told


def test_a_missing_week_is_in_no_window(panel):
    observed = panel.observed.copy()
    observed[100] = False
    conflict, cooperation = panel.conflict.copy(), panel.cooperation.copy()
    conflict[100] = cooperation[100] = np.nan
    holed = dataclasses.replace(panel, observed=observed, conflict=conflict, cooperation=cooperation)
    told = episodes(holed, (A, B), C, horizon=4, lags=2)
    assert told.n == 200 - 7 - 8
    for one in told.episodes:
        assert all(np.isfinite(movement.after).all() for movement in one.movements)


def test_a_third_among_the_pair_is_refused(panel):
    with pytest.raises(UsageError, match="third actor"):
        episodes(panel, (A, B), A)


def test_the_value_survives_json(told):
    assert msgspec.json.decode(msgspec.json.encode(told), type=Episodes) == told
