"""Honesty, in small: where all pairs share attention, the calibrated band holds what it promises."""

from __future__ import annotations

import random

import numpy as np
import pytest

from tertius.effects._estimation import Setting, cumulative, estimate
from tertius.effects._projection import rows_of, simulated_maxima
from tertius.effects._series import dyad, surroundings
from tertius.effects._verdicts import look
from tertius.records import Measure

WORLDS, PAIRS, LAGS, HORIZON = 16, 12, 2, 8
NOMINAL = 0.90


@pytest.fixture(scope="module")
def null_pairs(make_panel):
    """Estimates, and naive correlation z, of triads without any effect in seeded worlds."""
    found, naive = [], []
    for world in range(WORLDS):
        panel = make_panel(seed=100 + world, actors=15, periods=220, attention=0.7)
        around = surroundings(panel)
        chooser = random.Random(world)
        rows = rows_of(panel.observed, LAGS, HORIZON)
        for _ in range(PAIRS):
            a, b, c = chooser.sample(panel.states(), 3)
            setting = Setting(around, dyad(a, b), rows, LAGS, HORIZON, frozenset())
            found.append(estimate(setting, dyad(a, c), Measure.CONFLICT))
            x, o = (around.series(dyad(a, end), Measure.CONFLICT) for end in (b, c))
            naive.append(np.corrcoef(x, o)[0, 1] * np.sqrt(len(x)))
    return found, np.array(naive)


def test_these_worlds_would_fool_a_naive_correlation(null_pairs):
    assert (np.abs(null_pairs[1]) <= 1.645).mean() < 0.5


def test_the_calibrated_90_percent_interval_covers_null_pairs(null_pairs):
    """0.90 within 0.03 over all horizons, and within 0.065 (three Monte Carlo errors of 192 pairs) at each, h = 0 too."""
    covered = np.array([np.abs(one.full.z_star) <= 1.645 for one in null_pairs[0]])
    assert covered.mean() == pytest.approx(NOMINAL, abs=0.03)
    assert covered.mean(axis=0) == pytest.approx(np.full(HORIZON + 1, NOMINAL), abs=0.065)


def test_the_simultaneous_band_covers_null_pairs(null_pairs):
    """0.90 within 0.065, three Monte Carlo errors of 192 pairs."""
    covered = [
        np.abs(one.full.z_star).max() <= np.quantile(simulated_maxima(one.full.main.correlation), NOMINAL)
        for one in null_pairs[0]
    ]
    assert np.mean(covered) == pytest.approx(NOMINAL, abs=0.065)


def test_the_cumulative_interval_covers_null_pairs(null_pairs):
    z = [float(one.full.sum_calibration(np.array([cumulative(one.full.main)[2]]))[0]) for one in null_pairs[0]]
    assert (np.abs(z) <= 1.645).mean() == pytest.approx(NOMINAL, abs=0.065)


def test_null_pairs_are_called_effects_no_more_often_than_promised(null_pairs):
    """At 5% a look at one tie, over all its horizons; three Monte Carlo errors above are allowed."""
    looks = [look(one, Measure.CONFLICT) for one in null_pairs[0]]
    assert np.mean([one.p.min() <= 0.05 and one.rank <= 0.05 for one in looks]) <= 0.05 + 0.05
