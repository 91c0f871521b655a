"""Scores: hits and misses for words, Brier for numbers, and never what may not be scored."""

import datetime as dt
import math

import msgspec
import pytest
from scipy.stats import beta

from tertius import records as r
from tertius.errors import UsageError
from tertius.forecasts import DyadForecast, Onset, WeekTension
from tertius.forecasts.ledger import Ledger, Settled, calibration, of_forecast, score
from tertius.forecasts.weeks.chances import Chance

NOW = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)


@pytest.fixture
def settled(make_entry):
    def make(status, n=1, **more):
        return [make_entry(f"Prediction {status} {more} {i}", status=status, **more) for i in range(n)]

    return make


CAME, NOT = r.EntryStatus.CAME_TRUE, r.EntryStatus.DID_NOT


def test_hits_and_misses_come_with_their_interval(settled):
    (found,) = score([*settled(CAME, 7), *settled(NOT, 3)])
    assert (found.hits, found.misses, found.rate) == (7, 3, 0.7)
    low, high = beta.ppf([0.05, 0.95], 7.5, 3.5)
    assert (found.low, found.high) == (pytest.approx(low), pytest.approx(high))


def test_a_hedged_word_is_never_scored_by_brier(settled):
    (found,) = score([*settled(CAME, 3, hedge="could"), *settled(NOT, 2, hedge="could")])
    assert found.brier is None
    assert found.hits == 3


def test_a_probability_in_a_text_is_none_of_the_speaker_and_not_scored_as_one(settled):
    (found,) = score(settled(CAME, 2, probability=0.9))
    assert found.brier is None


def test_brier_is_of_those_who_gave_a_number(settled):
    mine = {"origin": r.Origin.USER, "voice": None}
    (found,) = score([*settled(CAME, 1, probability=0.8, **mine), *settled(NOT, 1, probability=0.4, **mine)])
    assert found.brier.score == pytest.approx((0.2**2 + 0.4**2) / 2)
    assert (found.hits, found.misses) == (0, 0)  # what was given two in five and did not come is no miss
    parts = found.brier
    assert parts.reliability - parts.resolution + parts.uncertainty + parts.within == pytest.approx(parts.score)


@pytest.mark.parametrize(
    "status",
    [r.EntryStatus.MIXED, r.EntryStatus.VOID, r.EntryStatus.CONTESTED, r.EntryStatus.OPEN, r.EntryStatus.UNSETTLEABLE],
)
def test_what_is_not_settled_one_way_is_counted_and_not_scored(status, settled):
    (found,) = score(settled(status, 4))
    assert found.rate is None
    assert found.because
    assert found.entries == 4


def test_constructed_text_is_never_scored_as_anybody(settled):
    (found,) = score(settled(CAME, 5, constructed=True), "speaker")
    assert (found.hits, found.constructed, found.rate) == (0, 5, None)
    assert "constructed" in found.because


def test_the_void_rate_is_the_share_that_nothing_can_settle(settled):
    (found,) = score([*settled(r.EntryStatus.UNSETTLEABLE, 3), *settled(CAME, 1)])
    assert found.void_rate == 0.75


def test_nameless_sources_are_no_one_speaker(settled):
    entries = [
        *settled(CAME, 1, voice=r.Voice.ANONYMOUS, by=r.Speaker(name="an official")),
        *settled(NOT, 1, voice=r.Voice.ANONYMOUS, by=r.Speaker(name="a diplomat")),
    ]
    (found,) = score(entries, "speaker")
    assert found.name == "nameless sources"


def test_an_entry_in_two_sources_counts_in_both(settled):
    found = score(settled(CAME, 1, sources=("The Weir", "The Lock")), "source")
    assert {one.name: one.hits for one in found} == {"The Weir": 1, "The Lock": 1}


def test_horizons_are_told_apart(settled):
    far = r.When(start=None, end=dt.date(2025, 1, 1), precision=r.Precision.YEAR)
    found = score([*settled(CAME, 1), *settled(CAME, 1, horizon=far), *settled(CAME, 1, horizon=None)], "horizon")
    assert {one.name for one in found} == {"up to a year", "more than a year", "no date"}


def test_an_unknown_grouping_says_which_there_are():
    with pytest.raises(UsageError, match="voice, speaker"):
        score([], "colour")


MINE = {"origin": r.Origin.USER, "voice": None}
LATE = MINE | {"sources": (), "probability": 0.99, "entered": dt.date(2019, 6, 2)}


class TestIntervalsOfMeanScores:
    def entries(self, settled, occasions, each):
        made = []
        for day in range(occasions):
            said = dt.date(2019, 1, 1) + dt.timedelta(days=day)
            status = CAME if day % 3 else NOT
            made += settled(status, each, probability=0.6, said=said, **MINE)
        return made

    def test_the_interval_holds_the_score_and_shrinks_with_more_occasions(self, settled):
        few, many = (score(self.entries(settled, n, 1))[0] for n in (9, 90))
        for found in (few, many):
            assert found.brier_low < found.brier.score < found.brier_high
        assert many.brier_high - many.brier_low < 0.5 * (few.brier_high - few.brier_low)

    def test_more_entries_of_one_occasion_say_no_more_than_one(self, settled):
        one, ten = (score(self.entries(settled, 12, each))[0] for each in (1, 10))
        assert (ten.brier_low, ten.brier_high) == (pytest.approx(one.brier_low), pytest.approx(one.brier_high))
        assert ten.brier.n == 10 * one.brier.n

    def test_below_five_occasions_there_is_none(self, settled):
        (found,) = score(self.entries(settled, 4, 20))
        assert (found.brier_low, found.brier_high) == (None, None)
        assert found.brier.n == 80

    def test_the_log_score_is_of_what_came(self, settled):
        (found,) = score([*settled(CAME, 1, probability=0.8, **MINE), *settled(NOT, 1, probability=0.5, **MINE)])
        assert found.log_score == pytest.approx(-(math.log(0.8) + math.log(0.5)) / 2)


class TestEnteredAfterTheirDate:
    """An entry that was made when its answer could be known is kept and settled, and never scored."""

    def test_they_are_counted_and_not_scored(self, settled):
        (found,) = score(settled(CAME, 3, **LATE))
        assert (found.late, found.brier, found.hits, found.void_rate) == (3, None, 0, None)
        assert "after their date" in found.because
        assert calibration(settled(CAME, 3, **LATE)).n == 0

    def test_entered_on_its_date_it_counts(self, settled):
        (found,) = score(settled(CAME, 3, **LATE | {"entered": dt.date(2019, 6, 1)}))
        assert (found.late, found.brier.n) == (0, 3)

    def test_with_a_source_that_shows_when_it_was_said_it_counts(self, settled):
        (found,) = score(settled(CAME, 3, **LATE | {"sources": ("The Weir, 1 March 2019",)}))
        assert (found.late, found.brier.n) == (0, 3)

    def test_a_text_shows_by_its_own_date_when_it_was_said(self, settled):
        (found,) = score(settled(CAME, 3, entered=dt.date(2020, 1, 1)))
        assert (found.late, found.hits) == (0, 3)

    def test_a_back_dated_forecast_of_the_system_does_not(self, settled):
        given = LATE | {"origin": r.Origin.SYSTEM, "sources": ("a history",)}
        assert score(settled(CAME, 1, **given))[0].late == 1

    def test_the_first_day_on_the_ledger_stays_whenever_it_is_entered_again(self, tmp_path, make_entry):
        entry = make_entry(origin=r.Origin.USER, voice=None, sources=())
        for day in (dt.date(2019, 3, 1), dt.date(2020, 3, 1)):
            with Ledger.open(tmp_path / "work", today=day) as ledger:
                ledger.add([entry], who="Ana", why="a test")
        with Ledger.open(tmp_path / "work") as ledger:
            (kept,) = ledger.entries()
        assert kept.entered == dt.date(2019, 3, 1)


class TestTheSystemsOwn:
    @pytest.fixture
    def forecast(self):
        week = WeekTension(
            start=dt.date(2019, 3, 4), ahead=1, median=5.0, low=2.0, high=9.0,
            quantiles={"2.5%": 0.0, "10%": 2.0, "25%": 3.0, "50%": 5.0, "75%": 7.0, "90%": 9.0, "97.5%": 12.0},
        )  # fmt: skip
        chances = (
            Chance(event_class="material conflict", horizon="week", days=7, chance=0.2, base_rate=0.1, n=9),
            Chance(event_class="CONSULT", horizon="month", days=30, chance=0.9, base_rate=0.8, n=9),
            Chance(event_class="AID", horizon="week", days=7, because="came fewer than 10 times"),
        )
        return DyadForecast(
            dyad=("NOR", "SWE"),
            known_until=dt.date(2019, 3, 1),
            chances=chances,
            onset=Onset(because="none"),
            tension=(week,),
        )

    def test_an_onset_is_an_entry_of_its_own(self, forecast):
        quiet = msgspec.structs.replace(forecast, onset=Onset(chance=0.05, base_rate=0.04, n=90))
        (entry,) = [entry for entry in of_forecast(quiet) if "onset" in entry.text]
        assert (entry.probability, entry.threshold.quads) == (0.05, (4,))
        assert (entry.horizon.start, entry.horizon.end) == (dt.date(2019, 3, 2), dt.date(2019, 3, 8))

    def test_each_chance_and_week_is_an_entry_with_its_number(self, forecast):
        entries = of_forecast(forecast)
        assert [entry.probability for entry in entries] == [0.2, 0.9, None]
        assert all(entry.origin == r.Origin.SYSTEM and entry.hedge is None for entry in entries)
        assert entries[0].threshold.quads == (4,)
        assert entries[1].threshold.types == (r.EventType.CONSULT,)
        assert list(map(float, entries[2].quantiles)) == sorted(map(float, entries[2].quantiles))

    def test_it_is_entered_once_and_settled_once(self, forecast, write_history, tmp_path):
        path = write_history([(dt.date(2019, 3, 12), "Sweden", "Norway", "040")], traffic_until=dt.date(2019, 5, 1))
        with Ledger.open(tmp_path / "work", today=dt.date(2019, 3, 2)) as ledger:
            assert [ledger.add_forecast(forecast), ledger.add_forecast(forecast)] == [3, 0]
            ledger.today = dt.date(2019, 6, 1)
            assert ledger.add_forecast(forecast) == 0
            assert len(ledger.settle(history=path).settlements) == 3
            assert ledger.settle(history=path) == Settled()
            (found,) = ledger.score("origin")
            assert (found.brier.n, found.crps_n, found.hits + found.misses) == (2, 1, 0)

    def test_a_number_is_scored_by_crps_and_not_as_a_hit(self, forecast):
        entry = of_forecast(forecast)[2]
        settlement = r.Settlement(
            entry=entry.id,
            outcome=r.Outcome.CAME_TRUE,
            by="a history",
            how=r.Settler.HISTORY,
            at=NOW,
            why="it was 5",
            value=5.0,
        )
        entry = msgspec.structs.replace(entry, status=CAME, settlements=(settlement,))
        (found,) = score([entry])
        assert found.hits == 0
        assert found.crps_n == 1
        assert 0 < found.crps < 2

    def test_it_is_settled_by_the_history_alone(self, forecast, write_history):
        from tertius.forecasts.ledger import Readings, settle_entry
        from tertius.history import load

        path = write_history([(dt.date(2019, 3, 12), "Sweden", "Norway", "040")], traffic_until=dt.date(2019, 5, 1))
        entries = of_forecast(forecast)
        readings = Readings(load([path]), entries)
        settled = [settle_entry(entry, readings, (), "", at=NOW) for entry in entries]
        assert [one.outcome for one in settled[:2]] == [r.Outcome.DID_NOT, r.Outcome.CAME_TRUE]
        assert settled[2].value is not None


class TestCalibration:
    def test_shares_stand_beside_the_chances_with_their_intervals(self, settled):
        mine = {"origin": r.Origin.USER, "voice": None}
        entries = [*settled(CAME, 8, probability=0.8, **mine), *settled(NOT, 2, probability=0.8, **mine),
                   *settled(NOT, 9, probability=0.1, **mine), *settled(CAME, 1, probability=0.1, **mine)]  # fmt: skip
        found = calibration(entries, bins=2)
        assert [round(one.came, 2) for one in found.bins] == [0.1, 0.8]
        assert found.n == 20
        assert all(low < one.came < high for low, one, high in zip(found.low, found.bins, found.high, strict=True))

    def test_without_numbers_it_says_so(self, settled):
        assert calibration(settled(CAME, 3)).because
