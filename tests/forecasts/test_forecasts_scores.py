"""Scores against closed forms and by hand."""

import numpy as np
import pytest
from scipy.stats import norm

from tertius.errors import UsageError
from tertius.forecasts import scores


def test_a_rank_counts_ties_half_and_leaves_out_what_is_also_true():
    values = [0.9, 0.5, 0.5, 0.8, 0.1]
    assert scores.rank(values, 1) == 3.5
    assert scores.rank(values, 1, also_true=[0, 3]) == 1.5
    assert scores.rank(values, 1, also_true=[1, 2, 3, 0]) == 1.0


def test_a_constant_score_ranks_in_the_middle():
    assert scores.rank(np.zeros(9), 4) == 5.0


def test_ranks_are_summed_up():
    assert scores.mean_reciprocal_rank([1, 2, 4]) == pytest.approx((1 + 0.5 + 0.25) / 3)
    assert scores.hits([1, 2, 11, 10], 10) == 0.75


def test_the_parts_of_the_brier_score_add_up_to_it():
    draw = np.random.default_rng(0)
    chance = draw.uniform(0, 1, 500)
    came = (draw.uniform(0, 1, 500) < chance**2).astype(float)
    found = scores.brier(chance, came)
    assert found.score == pytest.approx(found.reliability - found.resolution + found.uncertainty + found.within)
    assert found.score == pytest.approx(np.mean((chance - came) ** 2))
    assert found.reliability > 0.01


def test_a_calibrated_forecast_lies_on_the_diagonal():
    draw = np.random.default_rng(1)
    chance = draw.uniform(0, 1, 20_000)
    bins = scores.reliability(chance, draw.uniform(0, 1, 20_000) < chance)
    assert sum(one.n for one in bins) == 20_000
    assert all(abs(one.forecast - one.came) < 0.04 for one in bins)


def test_the_log_score_of_an_even_chance_is_log_two():
    assert scores.log_score([0.5, 0.5], [0, 1]) == pytest.approx(np.log(2))


def test_the_area_under_the_curve_counts_ties_half():
    assert scores.auc([0.1, 0.4, 0.4, 0.9], [0, 0, 1, 1]) == pytest.approx(3.5 / 4)
    with pytest.raises(UsageError, match="both"):
        scores.auc([0.1, 0.2], [1, 1])


@pytest.mark.parametrize("came", [-1.3, 0.0, 2.1])
def test_crps_of_quantiles_nears_the_closed_form_of_the_normal(came):
    # Gneiting and Raftery (2007), eq. 21
    exact = came * (2 * norm.cdf(came) - 1) + 2 * norm.pdf(came) - 1 / np.sqrt(np.pi)
    levels = (np.arange(4000) + 0.5) / 4000
    assert scores.crps_quantiles(norm.ppf(levels), levels, came) == pytest.approx(exact, abs=2e-3)
    assert scores.crps_ensemble(norm.ppf(levels), came) == pytest.approx(exact, abs=2e-3)


def test_quantiles_between_levels_are_linear_and_beyond_them_constant():
    found = scores.at_levels([[1.0, 2.0, 4.0]], [0.25, 0.5, 0.75], [0.1, 0.375, 0.5, 0.7, 0.99])
    assert found[0].tolist() == pytest.approx([1, 1.5, 2, 3.6, 4])


def test_crps_of_one_member_is_its_distance():
    assert scores.crps_ensemble([[3.0], [1.0]], [1.0, 1.0]).tolist() == [2.0, 0.0]


def test_crps_of_an_ensemble_is_that_of_all_pairs():
    draw = np.random.default_rng(2)
    members, came = draw.normal(size=(3, 7)), draw.normal(size=3)
    pairs = np.abs(members[:, :, None] - members[:, None, :]).mean(axis=(1, 2))
    byhand = np.abs(members - came[:, None]).mean(axis=1) - pairs / 2
    assert scores.crps_ensemble(members, came) == pytest.approx(byhand)


def test_crps_agrees_with_scoringrules():
    peer = pytest.importorskip("scoringrules")
    draw = np.random.default_rng(3)
    members, came = draw.gamma(2, 3, size=(20, 15)), draw.gamma(2, 3, size=20)
    assert scores.crps_ensemble(members, came) == pytest.approx(peer.crps_ensemble(came, members, estimator="nrg"))
    levels = (np.arange(15) + 0.5) / 15
    quantiles = np.sort(members, axis=-1)
    theirs = peer.crps_quantile(came, quantiles, levels)
    assert scores.crps_quantiles(quantiles, levels, came) == pytest.approx(theirs)


def test_coverage_counts_the_ends():
    assert scores.coverage([0, 0, 0, 0], [1, 1, 1, 1], [0, 1, 0.5, 2]) == 0.75


def test_what_is_no_chance_is_refused():
    with pytest.raises(UsageError, match="between 0 and 1"):
        scores.brier([1.2], [1])
    with pytest.raises(UsageError, match="cannot be scored"):
        scores.brier([0.2, 0.3], [1])
    with pytest.raises(UsageError, match="nothing to score"):
        scores.hits([], 10)
