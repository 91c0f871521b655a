"""Jeffreys' interval against its definition; the design effect against what it stands for."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import beta

from tertius.effects.classes._intervals import design_effect, jeffreys

NODES, WEIGHTS = np.polynomial.hermite_e.hermegauss(60)
TRUE_RATE = float((WEIGHTS / (1 + np.exp(2 - np.sqrt(0.98) * NODES))).sum() / WEIGHTS.sum())
"""The mean of the logistic of a normal variable with mean -2 and variance 0.7² + 0.7²."""


@pytest.mark.parametrize(("k", "n"), [(7, 40), (1, 10), (0.5, 3.25)])
@pytest.mark.parametrize("level", [0.9, 0.95])
def test_the_interval_is_the_equal_tailed_one_of_the_posterior(k, n, level):
    low, high = jeffreys(k, n, level)
    posterior = beta(k + 0.5, n - k + 0.5)
    assert posterior.cdf(low) == pytest.approx((1 - level) / 2)
    assert posterior.sf(high) == pytest.approx((1 - level) / 2)


def test_the_interval_ends_at_0_and_1_where_nothing_or_everything_happened():
    assert jeffreys(0, 9)[0] == 0
    assert jeffreys(9, 9)[1] == 1


@pytest.mark.parametrize(("k", "n"), [(1, 0), (3, 2), (-1, 5)])
def test_what_is_no_rate_is_refused(k, n):
    with pytest.raises(ValueError, match="no rate"):
        jeffreys(k, n)


def test_observations_that_share_nothing_have_no_design_effect():
    rng = np.random.default_rng(1)
    happened = rng.random((200, 30)) < 0.3
    ones = np.ones_like(happened, dtype=int)
    got = design_effect(ones.sum(1), happened.sum(1), ones.sum(0), happened.sum(0))
    assert got < 1.6


def test_pairs_that_decide_for_all_their_thirds_count_once_each():
    happened = np.repeat(np.arange(100) < 30, 20).reshape(100, 20)
    ones = np.ones_like(happened, dtype=int)
    got = design_effect(ones.sum(1), happened.sum(1), ones.sum(0), happened.sum(0))
    assert got == pytest.approx(19, abs=0.5)  # 2,000 observations say what 100 would


def test_where_nothing_happened_the_pairs_are_the_trials():
    ones = np.ones((10, 20), dtype=int)
    assert design_effect(ones.sum(1), 0 * ones.sum(1), ones.sum(0), 0 * ones.sum(0)) == 20


def test_intervals_at_the_effective_size_cover_where_pairs_and_thirds_differ():
    rng = np.random.default_rng(3)
    shape = (60, 80)
    covered = independent = 0
    for _ in range(300):
        odds = -2 + rng.normal(0, 0.7, (shape[0], 1)) + rng.normal(0, 0.7, (1, shape[1]))
        happened = rng.random(shape) < 1 / (1 + np.exp(-odds))
        ones = np.ones(shape, dtype=int)
        effect = design_effect(ones.sum(1), happened.sum(1), ones.sum(0), happened.sum(0))
        k, n = int(happened.sum()), happened.size
        low, high = jeffreys(k / effect, n / effect)
        covered += low <= TRUE_RATE <= high
        low, high = jeffreys(k, n)
        independent += low <= TRUE_RATE <= high
    assert 0.84 <= covered / 300 <= 0.97
    assert independent / 300 < 0.6
