"""The verdict rule: what must hold before a word is said."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tertius.effects._estimation import Setting, estimate
from tertius.effects._projection import rows_of
from tertius.effects._series import surroundings
from tertius.effects._verdicts import _direction, look, rule
from tertius.records import Measure, Verdict

PAIR, TIE = ("QAA", "QAB"), ("QAA", "QAC")


@pytest.fixture(scope="module")
def strong(make_panel):
    panel = make_panel(seed=8, actors=14, periods=500, effects={(PAIR, TIE): 1.0})
    setting = Setting(surroundings(panel), PAIR, rows_of(panel.observed, 4, 12), 4, 12, frozenset())
    return look(estimate(setting, TIE, Measure.CONFLICT), Measure.CONFLICT)


@pytest.mark.parametrize(
    ("z", "measure", "verdict"),
    [
        ((3.0, 4.0), Measure.CONFLICT, Verdict.APART),
        ((-3.0,), Measure.CONFLICT, Verdict.CLOSER),
        ((3.0,), Measure.COOPERATION, Verdict.CLOSER),
        ((-3.0,), Measure.COOPERATION, Verdict.APART),
        ((-3.0, 3.0), Measure.CONFLICT, Verdict.MIXED),
    ],
)
def test_the_word_follows_from_sign_and_measure(z, measure, verdict):
    assert _direction(np.array(z), measure) == verdict


def test_a_strong_effect_speaks(strong):
    (ruling,) = rule([strong], "week")
    assert ruling.verdict == Verdict.APART


def test_more_looks_cost_more(strong):
    alone, among = rule([strong], "week")[0], rule([strong] * 20, "week")[0]
    assert among.p == pytest.approx(20 * alone.p)
    assert min(among.minimum_detectable) > min(alone.minimum_detectable)


def test_the_placebos_have_the_last_word(strong):
    (ruling,) = rule([replace(strong, rank=0.2)], "week")
    assert ruling.verdict == Verdict.NONE_DETECTED
    assert ruling.because.startswith("the placebo dyads show as much too often for a verdict")


def test_an_estimate_of_the_other_sign_than_its_calibrated_value_does_not_speak(strong):
    full = strong.estimate.full
    turned = replace(full.main, estimate=-full.main.estimate, without_one=-full.main.without_one)

    class Turned(type(full)):
        z_star = full.z_star

    fit = Turned(turned, full.placebos, full.placebo_sums)
    (ruling,) = rule([replace(strong, estimate=replace(strong.estimate, full=fit))], "week")
    assert ruling.verdict == Verdict.NONE_DETECTED
    assert ruling.because.startswith("the estimate and its placebo-calibrated value differ in sign")


def test_what_could_never_be_seen_is_underpowered_not_absent(strong):
    silent = replace(strong, p=np.ones_like(strong.p), estimate=replace(strong.estimate, largest_seen=0.001))
    (ruling,) = rule([silent], "week")
    assert ruling.verdict == Verdict.UNDERPOWERED
