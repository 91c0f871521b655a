"""Sensitivity: each other choice is the estimate made again in full."""

from __future__ import annotations

import datetime as dt
from itertools import combinations

import numpy as np
import pytest

from tertius.effects.responses import effect
from tertius.effects.sensitivity import sensitivity
from tertius.history import Panel
from tertius.records import DataSource, Measure

CODES = tuple(f"Q{letter}X" for letter in "ABCDEFGHIJKLM")
A, B, C = "QAX", "QBX", "QCX"


def invented(periods: int = 240, seed: int = 6) -> Panel:
    rng = np.random.default_rng(seed)
    dyads = tuple(combinations(CODES, 2))
    attention = np.exp(0.4 * rng.normal(size=(periods, 1)))
    counts = [rng.poisson(2 * attention, (periods, len(dyads))).astype(float) for _ in range(2)]
    days = tuple(dt.date(2001, 1, 1) + dt.timedelta(days=7 * t) for t in range(periods))
    return Panel(
        periods=days, frequency="week", dyads=dyads, conflict=counts[0], cooperation=counts[1],
        observed=np.ones(periods, dtype=bool), kind="counts", cutoff=days[-1] + dt.timedelta(days=6),
        source=DataSource(name="invented", origin="simulated", citation="none", terms="free"),
    )  # fmt: skip


@pytest.fixture(scope="module")
def panel() -> Panel:
    return invented()


@pytest.fixture(scope="module")
def table(panel):
    found = sensitivity(panel, (A, B), C, horizon=3, lags=2).variants
    return {one.name: one for one in found if one.tie == (C, A) and one.measure == Measure.CONFLICT}


def test_every_choice_is_there(table):
    names = set(table)
    assert {"as stated", "p = 1", "p = 4", "first half", "second half"} <= names
    assert {f"without {year}" for year in (2001, 2002, 2003, 2004, 2005)} <= names
    assert sum(name.startswith("without the week of") for name in names) == 1


def test_other_lags_are_what_effect_gives_with_them(panel, table):
    wanted = effect(panel, (A, B), C, horizon=3, lags=4, partners=0)[0]
    np.testing.assert_allclose(table["p = 4"].z_placebo, wanted.z_placebo)
    assert table["p = 4"].n == wanted.n


def test_the_halves_part_the_windows(table):
    assert table["first half"].n + table["second half"].n == table["as stated"].n
    assert table["first half"].estimate != table["second half"].estimate


def test_a_year_left_out_takes_its_shocks_out(panel, table):
    shocks = panel.periods[3 : 240 - 3]
    assert table["without 2003"].n == sum(day.year != 2003 for day in shocks)


def test_the_one_week_is_the_one_that_moves_the_cumulative_response_most(panel, table):
    from tertius.effects._projection import project
    from tertius.effects._variants import regression, setting_of, without

    setting = setting_of(panel, (A, B), lags=2, horizon=3)
    stated = table["as stated"].cumulative.estimate
    moved = []
    for row in range(len(setting.rows)):
        less = without(setting, np.arange(len(setting.rows)) == row)
        moved.append(abs(project(*regression(less, (A, C), Measure.CONFLICT)).estimate[1:].sum() - stated))
    largest = panel.periods[setting.rows[int(np.argmax(moved))]]
    (name,) = (name for name in table if name.startswith("without the week of"))
    assert name == f"without the week of {largest}"
    assert table[name].n == table["as stated"].n - 1
    assert abs(table[name].cumulative.estimate - stated) == pytest.approx(max(moved))


def test_a_choice_that_leaves_too_little_has_a_reason():
    found = sensitivity(invented(70), (A, B), C, horizon=3, lags=2).variants
    half = next(one for one in found if one.name == "first half")
    assert half.estimate is None
    assert "at least" in half.because


def test_an_actor_that_is_not_in_the_history_gives_one_line_a_tie_and_measure(panel):
    found = sensitivity(panel, (A, B), "ZZZ", horizon=3, lags=2).variants
    assert len(found) == 4
    assert all("stands in no row" in one.because for one in found)
