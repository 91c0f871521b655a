"""The projection against published code's numbers, an independent loop, and its own limits."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import norm

from tertius.effects import effect
from tertius.effects._projection import Collinear, project, rows_of, simulated_maxima
from tertius.records import Measure

REFERENCE = Path(__file__).parents[2].parent / "shared" / "reference"
needs_reference = pytest.mark.skipif(not REFERENCE.is_dir(), reason="needs ../shared/reference")


def columns(name: str) -> dict[str, np.ndarray]:
    with (REFERENCE / name).open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    numeric = [key for key in rows[0] if key not in {"week_start_nominal", "date", ""}]
    return {key: np.array([float(row[key]) for row in rows]) for key in numeric}


def reference_projection(series: np.ndarray, lags: int, h: int, response: int, shock: int):
    """The reference's own set-up: all variables now and lagged on the right, the sample of each h for itself."""
    end = len(series) - h
    right = [series[lags - lag : end - lag] for lag in range(lags + 1)]
    now = np.delete(right[0], shock, axis=1)
    others = np.column_stack([np.ones(end - lags), now, *right[1:]])
    return project(series[lags + h :, [response]], right[0][:, shock], others)


@pytest.mark.shared
@needs_reference
@pytest.mark.parametrize("origin", ["", "octave_"])
@pytest.mark.parametrize(
    ("data", "names", "lags", "response", "shock", "table"),
    [
        (
            "israel_palestine_weekly_goldstein_1979_2003.csv",
            ("i2p", "p2i"),
            6,
            0,
            1,
            "ip_lalp_p6_resp_i2p_shock_p2i.csv",
        ),
        (
            "israel_palestine_weekly_goldstein_1979_2003.csv",
            ("i2p", "p2i"),
            6,
            1,
            0,
            "ip_lalp_p6_resp_p2i_shock_i2p.csv",
        ),
        (
            "lpirfs_interest_rules_var_data.csv",
            ("GDP_gap", "Infl", "FF"),
            4,
            0,
            2,
            "interest_lalp_p4_resp_GDPgap_shock_FF.csv",
        ),
    ],
)
def test_agrees_with_r_sandwich_and_the_authors_own_code(origin, data, names, lags, response, shock, table):
    if origin and not (REFERENCE / (origin + table)).is_file():
        pytest.skip(f"needs ../shared/reference/{origin}{table}")
    series = np.column_stack([columns(data)[name] for name in names])
    wanted = columns(origin + table)
    coefficient, error = ("ir_lalp", "se_ehw") if origin else ("coef", "se_hc1")
    for row, h in enumerate(wanted["h"].astype(int)):
        got = reference_projection(series, lags, h, response, shock)
        assert got.estimate[0] == pytest.approx(wanted[coefficient][row], rel=1e-9, abs=1e-9)
        assert got.error[0] == pytest.approx(wanted[error][row], rel=1e-9, abs=1e-9)


def slow_projection(panel, shock, tie, lags, horizon):
    """Coefficient and HC1 error at every horizon, by explicit loops and a normal-equation inverse."""
    y = {pair: np.log1p(panel.conflict[:, column]) for column, pair in enumerate(panel.dyads)}
    nodes = sorted({*shock, *tie})
    groups = [[pair for pair in y if not {*pair} & {*nodes}]]
    groups += [[pair for pair in y if {*pair} & {*nodes} == {node}] for node in nodes]
    factors = [np.mean([y[pair] for pair in group], axis=0) for group in groups]
    x, o = y[shock], y[tie]
    times = range(lags + 1, len(x) - horizon)
    right = []
    for t in times:
        row = [x[t], 1.0]
        for lag in range(1, lags + 2):
            row += [x[t - lag], o[t - lag]]
        for factor in factors:
            row += [factor[t - lag] for lag in range(lags + 2)]
        right.append(row)
    design = np.array(right)
    inverse = np.linalg.inv(design.T @ design)
    results = []
    for h in range(horizon + 1):
        left = np.array([o[t + h] for t in times])
        coefficients = inverse @ design.T @ left
        residual = left - design @ coefficients
        meat = sum(e * e * np.outer(row, row) for e, row in zip(residual, design, strict=True))
        n, k = design.shape
        results.append((coefficients[0], np.sqrt((inverse @ meat @ inverse)[0, 0] * n / (n - k))))
    return np.array(results).T


def test_every_figure_of_a_response_agrees_with_an_independent_loop(make_panel):
    panel = make_panel(seed=3, actors=13, periods=150)
    a, b, c = "QAB", "QAD", "QAC"
    got = effect(panel, (a, b), c, horizon=4, lags=2, partners=0)[0]
    assert got.tie == (c, a)
    assert got.measure == Measure.CONFLICT
    estimate, error = slow_projection(panel, (a, b), (a, "QAC") if a < c else (c, a), 2, 4)
    placebos = sorted(
        tuple(sorted((end, other))) for end in (a, b) for other in panel.states() if other not in {a, b, c}
    )
    z = np.array([np.divide(*slow_projection(panel, pair, tuple(sorted((c, a))), 2, 4)) for pair in placebos])
    centre = np.median(z, axis=0)
    scale = np.maximum(1, 1.4826 * np.median(np.abs(z - centre), axis=0))
    z_star = (estimate / error - centre) / scale
    np.testing.assert_allclose(got.estimate, estimate, rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(got.z, estimate / error, rtol=1e-9, atol=1e-9)
    assert got.placebo_dyads == tuple("-".join(pair) for pair in placebos)
    np.testing.assert_allclose(got.placebo_z, z, atol=1e-4)
    np.testing.assert_allclose(got.z_placebo, z_star, rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(got.low, (z_star - norm.ppf(0.95)) * scale * error, rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(got.high, (z_star + norm.ppf(0.95)) * scale * error, rtol=1e-9, atol=1e-9)


def test_a_missing_period_drops_every_window_that_touches_it():
    observed = np.ones(30, dtype=bool)
    observed[12] = False
    rows = rows_of(observed, lags=1, horizon=3)
    assert rows.tolist() == [2, 3, 4, 5, 6, 7, 8, *range(15, 27)]


def test_a_window_longer_than_the_history_leaves_no_rows():
    assert rows_of(np.ones(5, dtype=bool), lags=4, horizon=12).size == 0


@pytest.mark.parametrize(
    ("others", "reason"),
    [
        (np.column_stack([np.ones(40), np.arange(40.0), 2 * np.arange(40.0) + 1]), "sum of others"),
        (np.column_stack([np.ones(40), np.zeros(40)]), "zero throughout"),
        (np.random.default_rng(0).normal(size=(40, 40)), "41 regressors for 40 periods"),
    ],
)
def test_dependent_regressors_are_named_not_solved(others, reason):
    rng = np.random.default_rng(1)
    with pytest.raises(Collinear, match=reason):
        project(rng.normal(size=(40, 2)), rng.normal(size=40), others)


def test_a_shock_made_of_the_controls_is_named():
    rng = np.random.default_rng(1)
    trend = np.arange(40.0)
    with pytest.raises(Collinear, match="the shock is a sum"):
        project(rng.normal(size=(40, 2)), 3 * trend - 2, np.column_stack([np.ones(40), trend]))


def test_the_simultaneous_limit_of_independent_estimates_is_the_exact_one():
    maxima = simulated_maxima(np.eye(13))
    exact = norm.ppf((1 + 0.9 ** (1 / 13)) / 2)
    assert np.quantile(maxima, 0.9) == pytest.approx(exact, abs=0.03)


def test_the_simultaneous_limit_of_one_estimate_repeated_is_the_pointwise_one():
    assert np.quantile(simulated_maxima(np.ones((13, 13))), 0.9) == pytest.approx(norm.ppf(0.95), abs=0.03)


def test_the_least_estimate_without_one_observation_is_that_of_refitting():
    rng = np.random.default_rng(7)
    others = np.column_stack([np.ones(50), rng.normal(size=(50, 3))])
    shock, leads = rng.normal(size=50), rng.normal(size=(50, 2))
    got = project(leads, shock, others)
    refits = np.array(
        [project(np.delete(leads, t, 0), np.delete(shock, t), np.delete(others, t, 0)).estimate for t in range(50)]
    )
    side = np.sign(got.estimate)
    np.testing.assert_allclose(got.without_one, side * (side * refits).min(axis=0), atol=1e-10)
