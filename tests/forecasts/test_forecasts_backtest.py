"""Rolling origin, and leaks: planted ones are caught, and the forecasters have none."""

import numpy as np
import pytest

from tertius.errors import UsageError
from tertius.forecasts.backtest import looks_ahead, rolling
from tertius.forecasts.events import TargetModel
from tertius.forecasts.weeks import Measures, Occurrence, TensionModel, WeeklyValues, pairs_of

TURN, COUNTED = 100, 70


def scores_at_the_turn(facts):
    model = TargetModel(facts, COUNTED, TURN)
    ranked = model.rank(facts.actors[0], "040", facts.date_of(TURN), top=6)
    return np.array([[hash(one.target) % 1000, one.chance, *(r.share for r in one.reasons)] for one in ranked])


def other_futures(make):
    # The rows begin one day after the facts do (conftest names everybody on the day before).
    return [make["facts"](make["rows"](future=seed, turn=TURN - 1)) for seed in (7, 8)]


def test_each_origin_sees_only_its_past():
    record = list(range(10))
    found = list(rolling(lambda at: record[:at], lambda past: (len(past), max(past)), [3, 5]))
    assert [(one.at, one.forecast) for one in found] == [(3, (3, 2)), (5, (5, 4))]


def test_origins_must_rise():
    with pytest.raises(UsageError, match="rise"):
        list(rolling(lambda at: at, lambda past: past, [3, 3]))


def test_a_planted_leak_is_caught():
    real, future = np.arange(10.0), np.arange(10.0)
    future[6:] = 99

    assert looks_ahead(lambda record: record[:7].mean(), real, [future])
    assert not looks_ahead(lambda record: record[:6].mean(), real, [future])


def test_targets_are_ranked_without_a_look_ahead(facts, make):
    assert not looks_ahead(scores_at_the_turn, facts, other_futures(make))


def test_a_leak_planted_in_the_ranking_is_caught(facts, make, monkeypatch):
    import tertius.forecasts.events._memory as memory

    honest = memory.Memory.pair_sums

    def leaking(self):  # pairs that are laid out, but were not seen yet, count a little
        self.latest[np.isinf(self.latest)] = 0
        return honest(self) + 0.01

    monkeypatch.setattr(memory.Memory, "pair_sums", leaking)
    assert looks_ahead(scores_at_the_turn, facts, other_futures(make))


def test_ranks_of_a_day_do_not_come_from_that_day(facts, make):
    same = next(TargetModel(facts, COUNTED, TURN).ranks(TURN + 1))[1]
    # Against partners drawn anew on that very day, a model that had seen the day would still rank well.
    turned = next(TargetModel(other_futures(make)[0], COUNTED, TURN).ranks(TURN + 1))[1]
    assert turned.mean() > same.mean() * 1.5


def chances_at_the_turn(make):
    def chances(rows):
        events = make["states"](rows)
        model = Occurrence(Measures(events, pairs_of(events, TURN, least=5)), "material conflict", 7, TURN)
        return model.chances(TURN)

    return chances, make["rows"](), [make["rows"](future=seed, turn=TURN) for seed in (7, 8)]


def test_chances_are_given_without_a_look_ahead(make):
    assert not looks_ahead(*chances_at_the_turn(make))


def test_a_leak_planted_in_the_chances_is_caught(make, monkeypatch):
    honest = Measures.at
    monkeypatch.setattr(Measures, "at", lambda self, origin: honest(self, origin + 2))  # two days too many are known
    assert looks_ahead(*chances_at_the_turn(make))


def test_tension_is_forecast_without_a_look_ahead(make):
    def quantiles(panel):
        values = WeeklyValues.of(panel, np.arange(10))
        return TensionModel(values, 90).quantiles(90)

    others = [make["panel"](later=seed, turn=90) for seed in (3, 4)]
    assert not looks_ahead(quantiles, make["panel"](), others)
    assert looks_ahead(lambda panel: TensionModel(WeeklyValues.of(panel, np.arange(10)), 95).quantiles(90),
                       make["panel"](), others)  # fmt: skip
