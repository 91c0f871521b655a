"""The screen on invented worlds: what it finds, what it leaves, and that it can be broken off."""

from __future__ import annotations

import datetime as dt
import os
import stat
import warnings
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from tertius.effects._estimation import Setting, estimate
from tertius.effects._projection import rows_of
from tertius.effects._series import dyad, surroundings
from tertius.effects.screen import screen
from tertius.errors import InputError, UsageError
from tertius.history.panel import Panel
from tertius.records import DataSource, Measure

ACTORS, WEEKS, LAGS, HORIZON = 21, 260, 2, 6
SOURCE = DataSource(
    name="an invented world", origin="simulated", citation="none: simulated counts", terms="free", sha256="0" * 64
)
CODES = [f"Q{chr(65 + i // 26)}{chr(65 + i % 26)}" for i in range(ACTORS)]
PLANTED = {(dyad(CODES[0], CODES[1]), dyad(CODES[0], CODES[2])), (dyad(CODES[5], CODES[6]), dyad(CODES[6], CODES[7]))}


def invented(seed: int, *, strength: float) -> Panel:
    """Counts that share attention; the ties of `PLANTED` take up their shocks one to three weeks later."""
    random = np.random.default_rng(seed)
    dyads = tuple(combinations(CODES, 2))
    place = {pair: column for column, pair in enumerate(dyads)}
    ends = np.array(list(combinations(range(ACTORS), 2)))
    world = np.convolve(random.standard_normal(WEEKS + 20), 0.8 ** np.arange(20), "valid")[:WEEKS, None] * 0.3
    country = random.standard_normal((WEEKS, ACTORS)) * 0.25
    own = random.standard_normal((WEEKS, len(dyads))) * 0.6
    latent = own.copy()
    for shock, tie in PLANTED:
        for lag, weight in ((1, 1.0), (2, 0.7), (3, 0.4)):
            latent[lag:, place[tie]] += strength * weight * own[:-lag, place[shock]]
    loading = random.uniform(0.4, 1.2, len(dyads))
    rate = np.exp(0.7 + loading * world + country[:, ends[:, 0]] + country[:, ends[:, 1]] + latent)
    days = tuple(dt.date(2001, 1, 1) + dt.timedelta(weeks=t) for t in range(WEEKS))
    return Panel(
        periods=days, frequency="week", dyads=dyads, conflict=random.poisson(rate).astype(float),
        cooperation=random.poisson(rate[:, ::-1]).astype(float), observed=np.ones(WEEKS, dtype=bool), kind="counts",
        source=SOURCE, cutoff=days[-1] + dt.timedelta(days=6),
    )  # fmt: skip


@pytest.fixture(scope="module")
def panel():
    return invented(3, strength=1.0)


@pytest.fixture(scope="module")
def found(panel):
    return screen(panel, horizon=HORIZON, lags=LAGS)


def test_the_planted_effects_are_candidates(found):
    assert {(one.between, one.tie) for one in found.candidates} >= PLANTED


def test_few_candidates_are_false(found):
    assert len(found.candidates) <= len(PLANTED) + 2


def test_a_world_without_effects_gives_hardly_any_candidate():
    assert sum(len(screen(invented(seed, strength=0.0), horizon=HORIZON, lags=LAGS).candidates)
               for seed in (11, 12, 13)) <= 1  # fmt: skip


def test_every_triad_is_counted(found):
    assert found.triads == ACTORS * (ACTORS - 1) * (ACTORS - 2)
    assert found.regressions == found.triads * (HORIZON + 1)
    assert found.because is None


def test_candidates_come_smallest_p_first_within_the_rate(found):
    p = [one.p for one in found.candidates]
    assert p == sorted(p)
    assert all(one.rate <= found.rate and one.rate_dependent >= one.rate for one in found.candidates)


def test_a_candidate_has_the_estimate_of_effect(panel, found):
    one = found.candidates[0]
    setting = Setting(surroundings(panel), one.between, rows_of(panel.observed, LAGS, HORIZON), LAGS, HORIZON,
                      frozenset())  # fmt: skip
    full = estimate(setting, one.tie, Measure.CONFLICT).full
    assert one.estimate == pytest.approx(full.main.estimate, abs=1e-9)
    assert one.z_placebo == pytest.approx(full.z_star, abs=1e-9)
    assert one.low == pytest.approx(full.centre - 1.6448536269514722 * full.error, abs=1e-9)


def test_the_screen_calls_them_candidates(found):
    assert "candidates, not findings" in found.caution


def test_cooperation_is_screened_after_conflict_shocks(panel):
    assert screen(panel, horizon=HORIZON, lags=LAGS, measure="cooperation").triads > 0


def test_double_precision_finds_the_same(panel, found):
    double = screen(panel, horizon=HORIZON, lags=LAGS, precision="float64")
    assert [one.tie for one in double.candidates] == [one.tie for one in found.candidates]


def test_missing_weeks_are_left_out(panel):
    observed = panel.observed.copy()
    observed[[40, 41, 150]] = False
    conflict, cooperation = panel.conflict.copy(), panel.cooperation.copy()
    conflict[~observed] = cooperation[~observed] = np.nan
    gappy = replace(panel, conflict=conflict, cooperation=cooperation, observed=observed)
    assert {(one.between, one.tie) for one in screen(gappy, horizon=HORIZON, lags=LAGS).candidates} >= PLANTED


def test_a_screen_is_taken_up_where_it_was_broken_off(panel, found, tmp_path):
    class Broken(Exception):
        pass

    def break_off(stage, done, total=None):
        if stage == "screen" and done == 9:
            raise Broken

    with pytest.raises(Broken):
        screen(panel, horizon=HORIZON, lags=LAGS, resume=tmp_path / "kept", progress=break_off)
    assert len(list((tmp_path / "kept").glob("quick-*.npz"))) == 9
    (tmp_path / "kept" / ".quick-0.npz.cafe").write_bytes(b"half a draft of one that was killed")
    again = screen(panel, horizon=HORIZON, lags=LAGS, resume=tmp_path / "kept")
    assert again.candidates == found.candidates
    assert not list((tmp_path / "kept").glob(".*"))


def test_a_finished_screen_is_read_without_working_again(panel, found, tmp_path):
    screen(panel, horizon=HORIZON, lags=LAGS, resume=tmp_path)
    stages = set()
    again = screen(panel, horizon=HORIZON, lags=LAGS, resume=tmp_path, progress=lambda stage, *_: stages.add(stage))
    assert again.candidates == found.candidates
    assert stages == {"screen: placebos"}


def test_a_damaged_checkpoint_is_made_again(panel, found, tmp_path):
    screen(panel, horizon=HORIZON, lags=LAGS, resume=tmp_path)
    for number, path in enumerate(sorted(tmp_path.glob("*.npz"))):
        path.write_bytes(path.read_bytes()[:40] if number % 2 else b"half")
    assert screen(panel, horizon=HORIZON, lags=LAGS, resume=tmp_path).candidates == found.candidates


def test_what_is_kept_has_the_rights_of_any_new_file(panel, tmp_path):
    before = os.umask(0o027)
    try:
        screen(panel, horizon=HORIZON, lags=LAGS, resume=tmp_path)
    finally:
        os.umask(before)
    assert {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()} == {0o640}


def test_series_of_which_the_controls_leave_nothing_give_no_candidate_and_no_warning(panel):
    cycle = np.arange(WEEKS)[:, None]
    same = replace(panel, conflict=np.repeat(cycle % 5 + 1.0, len(panel.dyads), axis=1),
                   cooperation=np.repeat(cycle % 3 + 1.0, len(panel.dyads), axis=1))  # fmt: skip
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert screen(same, horizon=HORIZON, lags=LAGS).candidates == ()


def test_the_folder_of_another_screen_is_refused(panel, tmp_path):
    screen(panel, horizon=HORIZON, lags=LAGS, resume=tmp_path)
    with pytest.raises(InputError, match="another folder"):
        screen(panel, horizon=HORIZON + 1, lags=LAGS, resume=tmp_path)


def test_too_short_a_history_says_why(panel):
    short = replace(panel, periods=panel.periods[:40], conflict=panel.conflict[:40],
                    cooperation=panel.cooperation[:40], observed=panel.observed[:40])  # fmt: skip
    answer = screen(short, horizon=HORIZON, lags=LAGS)
    assert answer.candidates == ()
    assert "whole window observed" in answer.because


def test_too_few_dyads_for_placebos_says_why(panel):
    kept = [column for column, pair in enumerate(panel.dyads) if {*pair} <= {*CODES[:8]}]
    small = replace(panel, dyads=tuple(panel.dyads[c] for c in kept), conflict=panel.conflict[:, kept],
                    cooperation=panel.cooperation[:, kept])  # fmt: skip
    answer = screen(small, horizon=HORIZON, lags=LAGS)
    assert "no actor has 20 dyads" in answer.because
    assert answer.unmatched == 8 * 7 * 6


def test_rare_dyads_are_left_out_and_counted(panel):
    conflict = panel.conflict.copy()
    conflict[30:, :4] = 0.0
    answer = screen(replace(panel, conflict=conflict), horizon=HORIZON, lags=LAGS, minimum=40)
    assert answer.too_rare == 4


@pytest.mark.parametrize(
    "wrong", [{"measure": "trade"}, {"horizon": 0}, {"lags": -1}, {"rate": 1.5}, {"minimum": 0}, {"precision": "half"}]
)
def test_a_question_out_of_range_is_refused(panel, wrong):
    with pytest.raises(UsageError):
        screen(panel, **wrong)


def test_residuals_too_large_for_memory_go_to_a_file(panel, found, monkeypatch):
    monkeypatch.setattr("tertius.effects.screen._residuals.IN_MEMORY", 1000)
    assert screen(panel, horizon=HORIZON, lags=LAGS).candidates == found.candidates
