"""The parts of the screen, each against a slower or simpler way."""

from __future__ import annotations

import numpy as np
import pytest

from tertius.effects.screen._adjustment import benjamini_hochberg, dependence
from tertius.effects.screen._products import statistics
from tertius.effects.screen._shape import shape


def correlation(size: int, rho: float) -> np.ndarray:
    return rho ** np.abs(np.subtract.outer(np.arange(size), np.arange(size)))


@pytest.mark.parametrize("rho", [0.0, 0.4, 0.8])
@pytest.mark.parametrize("level", [0.5, 0.1, 0.01, 0.001])
def test_the_tail_of_the_shape_free_statistic_is_that_of_simulated_nulls(rho, level):
    over_h = correlation(12, rho)
    z = np.linalg.cholesky(over_h) @ np.random.default_rng(1).standard_normal((12, 200_000))
    form = shape(over_h)
    p = form.null.tail(form(z))
    assert (p <= level).mean() == pytest.approx(level, rel=0.15)


def test_many_correlations_at_once_give_what_each_gives_alone():
    many = np.stack([correlation(6, 0.2), correlation(6, 0.6)])
    z = np.random.default_rng(2).standard_normal((2, 6, 5))
    together, apart = shape(many), [shape(one) for one in many]
    for place in range(2):
        assert together(z)[place] == pytest.approx(apart[place](z[place]))
        assert together.null.tail(together(z))[place] == pytest.approx(apart[place].null.tail(apart[place](z[place])))


def test_a_response_that_rises_and_fades_stands_out_more_than_its_maximum():
    z = np.array([2.4, 2.3, 2.0, 1.5, 1.0, 0.6, 0.3, 0.1, 0.0, 0.0, 0.0, 0.0])
    form = shape(correlation(12, 0.2))
    from scipy.stats import norm

    assert form.null.tail(form(z[:, None]))[0] < 12 * 2 * norm.sf(2.4)


def test_the_sign_of_a_response_changes_nothing():
    z = np.random.default_rng(3).standard_normal((12, 4))
    form = shape(correlation(12, 0.5))
    assert form(-z) == pytest.approx(form(z))


@pytest.mark.parametrize(("precision", "tolerance"), [("float64", 1e-9), ("float32", 2e-3)])
def test_products_give_the_z_of_a_regression_with_residuals(precision, tolerance):
    random = np.random.default_rng(4)
    shocks, leads = random.standard_t(4, (5, 400)), random.standard_normal((3, 4, 400))
    leads[1, 2] += 0.3 * shocks[2]
    z = statistics(shocks.astype(precision), leads.astype(precision), 1.0)
    for tie, h, shock in np.ndindex(3, 4, 5):
        u, r = shocks[shock], leads[tie, h]
        slope = u @ r / (u @ u)
        expected = slope * (u @ u) / np.sqrt((u**2 * (r - slope * u) ** 2).sum())
        assert z[tie, h, shock] == pytest.approx(expected, abs=tolerance)


def test_adjusted_values_reject_what_the_step_up_rule_rejects():
    p = np.array([0.001, 0.8, 0.012, 0.02, 0.04, 0.3, 0.9, 0.5])
    ordered = np.sort(p)
    last = max(k for k in range(1, 9) if ordered[k - 1] <= 0.1 * k / 8)
    assert ((benjamini_hochberg(p) <= 0.1) == (p <= ordered[last - 1])).all()


def test_tests_without_a_p_count_as_made():
    p = np.array([0.001, 0.01])
    assert benjamini_hochberg(p, 100) == pytest.approx([0.1, 0.5])


@pytest.mark.parametrize("number", [1, 10, 999, 1_000, 50_000])
def test_the_price_of_dependence_is_the_harmonic_number(number):
    assert dependence(number) == pytest.approx((1 / np.arange(1, number + 1)).sum(), rel=1e-6)
