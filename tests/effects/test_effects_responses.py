"""What `effect` answers: its fields, its symmetries, and its reasons when it cannot."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

from tertius.effects import effect
from tertius.errors import UsageError
from tertius.records import LeftOut, Measure, Verdict

PAIR = ("QAA", "QAB")
C = "QAC"
LISTS = ("estimate", "low", "high", "band_low", "band_high", "z", "z_placebo", "minimum_detectable", "variance_share")


@pytest.fixture(scope="module")
def responses(panel):
    return effect(panel, PAIR, C, partners=1, command="tertius effect")


def with_conflict(panel, pair, values, measure="conflict"):
    matrix = panel.matrix(measure).copy()
    matrix[:, panel.column(*pair)] = values
    return replace(panel, **{measure: matrix})


def test_both_ties_and_the_main_partner_are_answered_for_both_measures(panel, responses):
    volume = {
        other: sum(np.nansum(panel.series(C, other, m)) for m in Measure) for other in panel.states() if other != C
    }
    main = max((other for other in volume if other not in PAIR), key=volume.__getitem__)
    assert [(one.tie, one.measure) for one in responses] == [
        ((C, end), measure) for end in (*PAIR, main) for measure in (Measure.CONFLICT, Measure.COOPERATION)
    ]


def test_actors_asked_for_are_looked_at_before_the_main_partners(panel):
    ties = [one.tie for one in effect(panel, PAIR, C, partners=1, also=("QAK", "QAA", "QAK"))][::2]
    assert ties[:3] == [(C, "QAA"), (C, "QAB"), (C, "QAK")]
    assert len(set(ties)) == len(ties) == 4


def test_every_list_has_a_value_a_horizon_and_bands_hold_intervals(responses):
    for one in responses:
        assert one.horizons == list(range(13))
        assert all(len(getattr(one, name)) == 13 for name in LISTS)
        assert all(len(z) == 13 for z in one.placebo_z)
        assert one.placebos == len(one.placebo_dyads) == len(one.placebo_z)
        assert all(
            outer <= low < high <= upper
            for outer, low, high, upper in zip(one.band_low, one.low, one.high, one.band_high, strict=True)
        )
        assert one.without_controls.name.startswith("world attention only")
        assert len(one.without_controls.z_placebo) == 13
        assert one.looks == len(responses) * 12
        assert 0 < one.p_familywise <= 1
        assert one.because


def test_the_computation_says_how_to_repeat_it(panel, responses):
    made = responses[0].computation
    assert (made.origin, made.input_sha256, made.cutoff) == ("simulated", "0" * 64, panel.cutoff)
    assert made.window == (panel.periods[0], panel.periods[-1])
    assert (made.frequency, made.lags, made.transform, made.command) == ("week", 4, "log(1 + count)", "tertius effect")
    assert set(made.versions) == {"tertius", "numpy", "scipy"}
    assert not made.stored


def test_the_order_of_the_pair_changes_nothing(panel, responses):
    assert effect(panel, PAIR[::-1], C, partners=1, command="tertius effect") == responses


def test_the_order_of_the_dyads_in_the_history_changes_no_figure(panel, responses):
    order = np.random.default_rng(0).permutation(len(panel.dyads))
    shuffled = replace(
        panel,
        dyads=tuple(panel.dyads[i] for i in order),
        conflict=panel.conflict[:, order],
        cooperation=panel.cooperation[:, order],
    )
    for one, other in zip(responses, effect(shuffled, PAIR, C, partners=1), strict=True):
        np.testing.assert_allclose(one.z_placebo, other.z_placebo, atol=1e-9)


def test_a_dyad_left_out_is_no_placebo_and_is_listed_with_its_reason(panel):
    reason = LeftOut(dyad=("QAF", "QAA"), reason="part of the crisis")
    one = effect(panel, PAIR, C, partners=0, left_out=[reason, LeftOut(dyad=("QAE", "QAF"), reason="elsewhere")])[0]
    assert "QAA-QAF" not in one.placebo_dyads
    assert one.left_out == (reason,)


def test_placebos_come_from_both_sides_and_never_touch_the_third(responses):
    for one in responses:
        pairs = [set(name.split("-")) for name in one.placebo_dyads]
        assert all(len(pair & set(PAIR)) == 1 and not pair & (set(one.tie) - set(PAIR)) for pair in pairs)
        assert {end for pair in pairs for end in pair & set(PAIR)} == set(PAIR)


def test_a_strong_effect_is_found_on_its_tie_and_nowhere_else(make_panel):
    panel = make_panel(seed=8, actors=14, periods=500, effects={(PAIR, ("QAA", "QAC")): 1.0})
    found = {(one.tie, one.measure): one for one in effect(panel, PAIR, C, partners=2)}
    planted = found.pop(((C, "QAA"), Measure.CONFLICT))
    assert planted.verdict == Verdict.APART
    assert planted.p_familywise < 0.01
    assert planted.because.startswith("conflict goes up at week 1")
    assert planted.cumulative.low > 0
    assert found.pop(((C, "QAA"), Measure.COOPERATION)).verdict == Verdict.CLOSER  # both measures follow one rate
    assert {one.verdict for one in found.values()} == {Verdict.NONE_DETECTED}


def test_a_link_within_the_same_period_alone_makes_no_verdict(make_panel):
    panel = make_panel(seed=2, actors=14, periods=300)
    rng = np.random.default_rng(4)
    together = rng.poisson(1.5, 300).astype(float)
    panel = with_conflict(panel, ("QAA", "QAB"), rng.poisson(0.3, 300) + together)
    panel = with_conflict(panel, ("QAA", "QAC"), rng.poisson(0.3, 300) + together)
    one = effect(panel, PAIR, C, partners=0)[0]
    assert one.z_placebo[0] > 5
    assert one.verdict == Verdict.NONE_DETECTED


def test_cooperation_that_falls_is_apart_and_that_rises_is_closer(make_panel):
    panel = make_panel(seed=8, actors=14, periods=400)
    shock = panel.series(*PAIR, "conflict")
    rng = np.random.default_rng(0)
    lagged = np.concatenate([[0.0], shock[:-1]])
    rising = effect(with_conflict(panel, ("QAA", C), rng.poisson(1 + lagged), "cooperation"), PAIR, C, partners=0)[1]
    falling = effect(
        with_conflict(panel, ("QAA", C), rng.poisson(8 / (1 + lagged)), "cooperation"), PAIR, C, partners=0
    )[1]
    assert (rising.verdict, falling.verdict) == (Verdict.CLOSER, Verdict.APART)


def test_few_events_are_counted_in_the_reason(make_panel):
    panel = make_panel(seed=6, actors=14, periods=303, frequency="day")
    few = np.zeros(303)
    few[[10, 50, 90, 200, 210]] = 1
    panel = with_conflict(with_conflict(panel, ("QAA", C), few), ("QAA", C), 0, "cooperation")
    one = effect(panel, PAIR, C, partners=0)[0]
    assert one.verdict == Verdict.NOT_COMPUTABLE
    assert one.because == "only 5 QAA-QAC events in 303 days; at least 20 are needed"
    assert all(getattr(one, name) is None for name in (*LISTS, "placebo_z", "cumulative", "without_controls"))
    assert one.horizons == list(range(15))
    assert one.computation.lags == 7


def dropped(panel, *pairs):
    keep = [i for i, pair in enumerate(panel.dyads) if pair not in pairs]
    return replace(panel, dyads=tuple(panel.dyads[i] for i in keep), conflict=panel.conflict[:, keep],
                   cooperation=panel.cooperation[:, keep])  # fmt: skip


def test_a_pair_that_was_never_seen_says_so_on_every_tie(panel):
    every = effect(dropped(panel, PAIR), PAIR, C, partners=1)
    assert {one.verdict for one in every} == {Verdict.NOT_COMPUTABLE}
    assert {one.because for one in every} == {"no QAA-QAB event in 300 weeks: the pair is never seen in this history"}


def test_a_third_without_ties_says_so(panel):
    bare = dropped(panel, *[pair for pair in panel.dyads if C in pair])
    every = effect(bare, PAIR, C)
    assert [one.tie for one in every] == [(C, "QAA"), (C, "QAA"), (C, "QAB"), (C, "QAB")]
    assert {one.because for one in every} == {"QAC stands in no row of this history"}


def test_a_constant_series_says_so(panel):
    one = effect(with_conflict(panel, ("QAA", C), 3.0), PAIR, C, partners=0)[0]
    assert one.because == "the QAA-QAC conflict is the same in all 300 weeks"


def test_a_tie_with_conflict_in_few_weeks_says_how_few(panel):
    few = np.zeros(300)
    few[::30] = 4
    one = effect(with_conflict(panel, ("QAA", C), few), PAIR, C, partners=0)[0]
    assert one.because == "QAA-QAC conflict is on record in 10 of 300 weeks; at least 20 are needed"


def test_what_the_pair_and_the_tie_lack_is_said_together(panel):
    few = np.zeros(300)
    few[::60] = 1
    poor = with_conflict(with_conflict(panel, PAIR, few), ("QAA", C), few)
    because = effect(poor, PAIR, C, partners=0)[0].because
    assert because == (
        "QAA-QAB conflict is on record in 5 of 300 weeks; at least 20 are needed; and "
        "QAA-QAC conflict is on record in 5 of 300 weeks; at least 20 are needed"
    )


def test_too_short_a_history_says_what_is_needed(make_panel):
    one = effect(make_panel(seed=1, periods=60), PAIR, C, partners=0)[0]
    assert one.verdict == Verdict.NOT_COMPUTABLE
    assert one.because == (
        "only 43 weeks have their whole window observed, from 5 before to 12 after; at least 72 are needed"
    )


def test_gaps_that_leave_no_whole_window_say_so(panel):
    observed = np.arange(len(panel.periods)) % 9 != 3
    gap = np.where(observed[:, None], 1.0, np.nan)
    one = effect(replace(panel, conflict=panel.conflict * gap, cooperation=panel.cooperation * gap, observed=observed),
                 PAIR, C, partners=0)[0]  # fmt: skip
    assert one.because == ("no week has its whole window observed, from 5 before to 12 after; at least 72 are needed")


def test_too_few_placebos_say_so(make_panel):
    one = effect(make_panel(seed=1, actors=8), PAIR, C, partners=0)[0]
    assert one.because == "only 10 placebo dyads of QAA or QAB are well enough recorded; at least 19 are needed"


def test_collinear_controls_are_a_value_with_a_reason(panel):
    twin = panel.conflict.copy()
    for other in (code for code in panel.states() if code not in {*PAIR, C}):
        twin[:, panel.column("QAB", other)] = twin[:, panel.column("QAA", other)]
    one = effect(replace(panel, conflict=twin), PAIR, C, partners=0)[0]
    assert one.because.startswith("the controls are collinear")


def test_missing_periods_shorten_the_one_sample_and_are_never_zero(panel):
    observed = panel.observed.copy()
    observed[[100, 101]] = False
    gap = np.where(observed[:, None], 1.0, np.nan)
    one = effect(replace(panel, conflict=panel.conflict * gap, cooperation=panel.cooperation * gap, observed=observed),
                 PAIR, C, partners=0)[0]  # fmt: skip
    assert one.n == 300 - 17 - (2 + 17)
    assert np.isfinite([getattr(one, name) for name in LISTS]).all()


def test_scores_are_scaled_by_the_panels_median_and_named(panel):
    scores = replace(panel, conflict=panel.conflict * 3.5, cooperation=panel.cooperation * 2, kind="scores")
    one = effect(scores, PAIR, C, partners=0)[0]
    scale = np.median(scores.conflict[scores.conflict > 0])
    assert f"{scale:.4g} for conflict" in one.computation.transform
    assert effect(replace(scores, conflict=scores.conflict * 10), PAIR, C, partners=0)[0].z == pytest.approx(one.z)


def test_a_tie_that_never_moved_as_much_as_could_be_seen_is_underpowered(make_panel):
    panel = make_panel(seed=10, actors=14, periods=110)
    rng = np.random.default_rng(10)
    panel = with_conflict(panel, PAIR, np.floor(rng.pareto(0.35, 110)))
    panel = with_conflict(panel, ("QAA", C), rng.integers(0, 2, 110).astype(float))
    one = effect(panel, PAIR, C, partners=0, lags=1)[0]
    assert one.verdict == Verdict.UNDERPOWERED
    assert min(one.minimum_detectable[1:]) > one.largest_seen
    assert one.because.startswith("nothing could be found: the smallest effect detectable at 80% power")


def test_a_finding_that_rests_on_one_period_is_no_verdict(make_panel):
    panel = make_panel(seed=1, actors=14, periods=200)
    rng = np.random.default_rng(3)
    shock, tie = rng.integers(0, 2, 200).astype(float), rng.integers(0, 2, 200).astype(float)
    shock[100], tie[104] = 5000, 5000
    panel = with_conflict(with_conflict(panel, PAIR, shock), ("QAA", C), tie)
    one = effect(panel, PAIR, C, partners=0)[0]
    assert one.z_placebo[4] > 5
    assert one.verdict == Verdict.NONE_DETECTED
    assert one.because.startswith("what there is rests on one week alone")


@pytest.mark.parametrize(
    ("between", "on", "options", "message"),
    [
        (("QAA", "QAA"), "QAC", {}, "A and B are both QAA"),
        (("QAA", "QAB"), "QAB", {}, "name a third actor"),
        (("QAA", "QAB"), "QAC", {"horizon": 0}, "horizon must be at least 1"),
        (("QAA", "QAB"), "QAC", {"lags": -1}, "lags and partners at least 0"),
    ],
)
def test_a_question_that_cannot_be_asked_is_an_error(panel, between, on, options, message):
    with pytest.raises(UsageError, match=message):
        effect(panel, between, on, **options)


def test_progress_is_told_after_each_tie(panel):
    told = []
    effect(panel, PAIR, C, partners=0, progress=lambda stage, done, total=None: told.append((stage, done, total)))
    assert told == [("effects", done, 4) for done in range(5)]


def test_the_cutoff_is_kept(panel):
    early = panel.until(dt.date(2005, 6, 30))
    one = effect(early, PAIR, C, partners=0)[0]
    assert one.computation.cutoff == dt.date(2005, 6, 30)
    assert one.computation.window[1] <= dt.date(2005, 6, 30)
