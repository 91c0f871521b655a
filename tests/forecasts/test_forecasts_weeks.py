"""Chances of events, onsets, and quantiles of tension."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

from tertius.errors import HistoryError, UsageError
from tertius.forecasts.scores import auc, coverage, crps_ensemble, crps_quantiles
from tertius.forecasts.weeks import (
    LEVELS,
    Measures,
    Occurrence,
    PastEvents,
    TensionModel,
    WeeklyValues,
    most_active,
    pairs_of,
    quiet,
)
from tertius.forecasts.weeks._intensity import Intensity
from tertius.forecasts.weeks._logit import Logit
from tertius.forecasts.weeks._record import StateEvents

START = dt.date(2001, 1, 1)


def measures_of(make, seed=0, before=400):
    events = make["states"](make["rows"](seed=seed, days=470, per_day=9))
    return Measures(events, pairs_of(events, before, least=5))


def test_chances_tell_active_pairs_from_quiet_ones(make):
    measures = measures_of(make)
    model = Occurrence(measures, "material conflict", 7, 420)
    came = [measures.counts(measures.events.in_class("material conflict"), day, 7) > 0 for day in range(420, 463, 7)]
    chances = np.concatenate([model.chances(day) for day in range(420, 463, 7)])
    assert auc(chances, np.concatenate(came)) > 0.7
    assert abs(chances.mean() - np.concatenate(came).mean()) < 0.05


def test_the_parts_of_a_chance_add_up_to_its_log_odds(make):
    measures = measures_of(make)
    model = Occurrence(measures, "CONSULT", 7, 420)
    chance = model.chances(420)[3]
    parts = sum(part.log_odds for part in model.parts(420, 3))
    assert np.log(chance / (1 - chance)) == pytest.approx(parts + model.usual)


def past_of(measures, column, until):
    events = measures.events
    mine = (measures.pair_of == column) & (events.day < until)
    return PastEvents(events.day[mine], events.quad[mine] - 1, events.type[mine])


def test_every_past_event_has_a_share_and_the_later_of_two_alike_the_larger(make):
    measures = measures_of(make)
    model = Occurrence(measures, "material conflict", 7, 420)
    past = past_of(measures, 3, 420)
    shares, thirds = model.shares(420, 3, past)
    own = shares[past.quad == 3]
    assert (own > 0).all()
    assert own[past.day[past.quad == 3].argmax()] > own[past.day[past.quad == 3].argmin()]
    assert (thirds >= 0).all()
    assert 0.1 < shares.sum() + thirds.sum() < 1


def test_without_its_largest_event_a_pair_expects_less_by_that_share(make):
    events = make["states"](make["rows"](days=470, per_day=9))
    measures = Measures(events, pairs_of(events, 400, least=5))
    model = Occurrence(measures, "material conflict", 7, 420)
    past = past_of(measures, 3, 420)
    shares, _ = model.shares(420, 3, past)
    # The events of the last day that had some: they are one day's, so that no root is shared with others.
    gone = past.day == past.day[np.argmax(shares)]
    mine = np.flatnonzero((measures.pair_of == 3) & (events.day < 420))
    kept = np.setdiff1d(np.arange(len(events.day)), mine[gone])
    without = replace(
        events, **{name: getattr(events, name)[kept] for name in ("day", "a", "b", "quad", "type")}
    )  # fmt: skip
    left = Measures(without, measures.pairs).at(420).intensities(3)[0][3]
    names = measures.at(420).intensities(3)[1]
    whole = measures.at(420).intensities(3)[0][3]
    pair_only = np.array([part in ("own", "other") for part, _, _ in names])
    lost = ((whole - left) * model._intensity.weights)[pair_only].sum() / (whole @ model._intensity.weights)
    assert lost == pytest.approx(shares[gone].sum(), rel=1e-4)


def test_an_expected_number_that_is_a_sum_is_found_again():
    draw = np.random.default_rng(0)
    rows = np.column_stack((np.ones(40_000), draw.gamma(1.0, size=(40_000, 2))))
    came = (draw.poisson(rows @ [0.05, 0.2, 0.0]) > 0).astype(float)
    fitted = Intensity(rows, came)
    assert fitted.weights.tolist() == pytest.approx([0.05, 0.2, 0.0], abs=0.012)
    assert (fitted.weights >= 0).all()


def test_what_third_states_have_with_both_counts_and_with_one_does_not():
    day = START
    rows = [(day, "FJI", "TON", 3), (day, "FJI", "WSM", 4), (day, "TON", "WSM", 4), (day, "FJI", "VUT", 4)]
    events = StateEvents.of(
        [one[0] for one in rows],
        [one[1] for one in rows],
        [one[2] for one in rows],
        [None] * 4,
        [one[3] for one in rows],
    )
    measures = Measures(events, pairs_of(events, 1, least=1))
    column = measures.pairs.column(events.states.index("FJI"), events.states.index("TON"))
    thirds = measures.at(1).by_third(measures.pairs.a[[column]], measures.pairs.b[[column]])[0, 0]
    assert [events.states[i] for i in np.flatnonzero(thirds)] == ["WSM"]
    # On the day itself nothing of it is known yet.
    assert not Measures(events, measures.pairs).at(0).triads.any()


def test_a_class_that_hardly_ever_comes_is_not_learned(make):
    with pytest.raises(UsageError, match="came 0 times"):
        Occurrence(measures_of(make), "PROTEST", 7, 420)
    with pytest.raises(UsageError, match="no class"):
        Occurrence(measures_of(make), "QUARREL", 7, 420)


def test_quiet_means_four_weeks_without_material_conflict(make):
    measures = measures_of(make)
    mine = measures.events.in_class("material conflict")
    still = quiet(measures, 300)
    assert (measures.counts(mine, 272, 28)[still] == 0).all()
    assert (measures.counts(mine, 272, 28)[~still] > 0).all()


def test_events_without_two_states_are_refused(make):
    with pytest.raises(HistoryError, match="both ends"):
        StateEvents.of([make["day"](0)], ["A group"], ["A person"], ["040"], [1])


def test_the_logit_finds_the_weights_that_made_the_data():
    draw = np.random.default_rng(0)
    rows = draw.normal(size=(20_000, 2)) * [1, 3] + [0, 5]
    odds = -1 + 0.8 * rows[:, 0] - 0.2 * (rows[:, 1] - 5)
    came = (draw.uniform(size=20_000) < 1 / (1 + np.exp(-odds))).astype(float)
    fitted = Logit(rows, came, ridge=1e-6)
    assert (fitted.weights / fitted.spread).tolist() == pytest.approx([0.8, -0.2], abs=0.05)
    assert fitted(rows).mean() == pytest.approx(came.mean(), abs=1e-6)


def test_the_logit_does_not_diverge_where_an_event_is_rare_and_separable():
    rows = np.concatenate((np.zeros((995, 3)), np.full((5, 3), 50.0)))
    chances = Logit(rows, (rows[:, 0] > 0).astype(float), ridge=1.0)(rows)
    assert np.isfinite(chances).all()
    assert chances[-1] > 0.5 > chances[0]


def test_tension_beats_the_pairs_own_recent_weeks(make):
    panel = make["panel"](weeks=190, actors=9)
    values = WeeklyValues.of(panel, most_active(panel, 30, 150))
    model = TensionModel(values, 150)
    made = np.stack([model.quantiles(known) for known in range(150, 190)])
    came = values.conflict[150:190]
    last = np.stack([values.conflict[known - 8 : known].T for known in range(150, 190)])
    assert crps_quantiles(made, LEVELS, came).mean() < crps_ensemble(last, came).mean()
    assert 0.72 < coverage(made[..., 3], made[..., 35], came) < 0.9


def test_quantiles_rise_and_are_never_below_zero(make):
    values = WeeklyValues.of(make["panel"](), np.arange(12))
    found = TensionModel(values, 100, ahead=3).quantiles(100)
    assert (np.diff(found, axis=1) >= 0).all()
    assert (found >= 0).all()


def test_weeks_that_were_not_observed_are_left_out_not_taken_as_zero(make):
    values = WeeklyValues.of(make["panel"](missing=(4, 50, 51)), np.arange(5))
    assert values.conflict.shape == (107, 5)
    assert np.isfinite(values.conflict).all()
    assert np.isfinite(values.measures).all()


def test_too_few_weeks_are_refused(make):
    with pytest.raises(UsageError, match="needs 40"):
        WeeklyValues.of(make["panel"](weeks=30), np.arange(3))
