"""Ranking of targets: what is counted, what is learned, and what made each forecast."""

import datetime as dt

import numpy as np
import pytest

from tertius.errors import HistoryError, NameNotResolved, UsageError
from tertius.forecasts.events import Facts, TargetModel
from tertius.forecasts.events._facts import Places, ranges
from tertius.forecasts.events._memory import Memory, Rules
from tertius.forecasts.scores import hits, mean_reciprocal_rank


@pytest.fixture(scope="module")
def model(facts):
    return TargetModel(facts, 70, 100)


def test_it_ranks_far_better_than_by_chance(facts):
    ranks = np.concatenate([found for _, found in TargetModel(facts, 70, 100).ranks(121)])
    # 13 others: ranks at random have a mean reciprocal rank of about .24.
    assert mean_reciprocal_rank(ranks) > 0.45
    assert hits(ranks, 3) > 0.6


def test_every_fact_is_asked_from_both_ends(facts):
    day, ranks = next(TargetModel(facts, 70, 100).ranks(101))
    happened = facts.day == day
    unique = set(zip(facts.source[happened], facts.type[happened], facts.target[happened], strict=True))
    assert len(ranks) == 2 * len(unique)


def test_a_forecast_lists_the_events_that_made_it_and_their_shares(facts, model):
    best = model.rank(facts.actors[0], "040", facts.date_of(100))[0]
    own = next(one for one in best.reasons if one.what == "past events between the two")
    assert sum(abs(one.share) for one in best.reasons) == pytest.approx(1)
    assert own.share > 0.2
    assert {own.events[0].source, own.events[0].target} == {facts.actors[0], best.target}
    assert all(event.day < facts.date_of(100) for event in own.events)
    if own.more == 0:
        assert sum(event.share for event in own.events) == pytest.approx(own.share)


def test_chances_fall_with_the_rank(facts, model):
    ranked = model.rank(facts.actors[1], "190", facts.date_of(100), top=5)
    chances = [one.chance for one in ranked]
    assert chances == sorted(chances, reverse=True)
    assert 0 < sum(chances) <= 1


def test_an_unknown_actor_is_named_with_what_is_near(model, facts):
    with pytest.raises(NameNotResolved, match="did you mean"):
        model.rank("QAX", "040", facts.date_of(100))
    with pytest.raises(UsageError, match=r"has the code '0401'; did you mean 040"):
        model.rank(facts.actors[0], "0401", facts.date_of(100))


def test_a_day_before_the_end_of_what_was_learned_is_refused(model, facts):
    with pytest.raises(UsageError, match="later day"):
        model.rank(facts.actors[0], "040", facts.date_of(50))


def test_too_short_a_history_is_refused():
    one = dt.date(2001, 1, 1)
    facts = Facts.of([one] * 3, ["QAA"] * 3, ["040"] * 3, ["QAB", "QAC", "QAD"])
    with pytest.raises(UsageError, match="needs 10"):
        TargetModel.until(facts, one + dt.timedelta(days=1))
    with pytest.raises(HistoryError, match="no event"):
        Facts.of([], [], [], [])


def test_confidence_is_the_share_of_decayed_votes_that_were_right():
    # A acts on B on days 0 and 2, and on C on day 1. On day 1 the vote for B is wrong; on day 2 the vote for B
    # (two days old) is right and that for C (one day old) is wrong.
    days = [dt.date(2001, 1, 1 + n) for n in range(3)]
    facts = Facts.of(days, ["A"] * 3, ["040"] * 3, ["B", "C", "B"])
    memory = Memory(facts)
    rules = Rules(memory.types)
    for day in memory.walk(3):
        rules.count(memory, day)
    wrong, right = np.exp(-0.02) + np.exp(-0.02), np.exp(-0.04)
    mean = right / (right + wrong)
    assert rules.confidence()[0, 0, 0] == pytest.approx((right + 5 * mean) / (right + wrong + 5), rel=1e-5)


def test_memory_decays_and_takes_no_day_twice(facts):
    memory = Memory(facts)
    memory.advance(3)
    memory.absorb(3)
    triple = memory.on(3)[0]
    assert memory.triples[1, triple] == 1
    memory.advance(13)
    assert memory.triples[1, triple] == pytest.approx(np.exp(-0.2), rel=1e-5)
    assert memory.triples[0, triple] == 1
    with pytest.raises(ValueError, match="already"):
        memory.absorb(3)


def test_names_say_country_and_sector():
    places = Places(["Police (Ruritania)", "Ruritania", "RUR.MIL", "Citizen (Freedonia)", "A person"])
    assert places.country[0] == places.country[1] != places.country[3]
    assert places.country[4] == -1
    assert places.sector[1] == 0
    assert len({places.sector[0], places.sector[2], places.sector[3]}) == 3


def test_ranges_are_laid_end_to_end():
    found, length = ranges(np.array([3, 7, 9]), np.array([5, 7, 11]))
    assert found.tolist() == [3, 4, 9, 10]
    assert length.tolist() == [2, 0, 2]
