"""Settling: by the history with its query, by the record with its versions, by persons who may differ."""

import datetime as dt
import itertools
import random

import msgspec
import pytest

from tertius import records as r
from tertius.errors import UsageError
from tertius.forecasts.ledger import Ledger, Readings, bearing_on, settle_entry, standing, with_bearing
from tertius.history import load
from tertius.world.actors import resolve

NOW = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
JUNE = dt.date(2019, 6, 1)


def by_record(entry, *facts):
    return settle_entry(entry, None, facts, "record.toml", at=NOW)


def by_history(entry, path, facts=()):
    return settle_entry(entry, Readings(load([path]), [entry]), facts, "record.toml" if facts else "", at=NOW)


STATES = ("Sweden", "Norway", "Finland")
SAID = dt.date(2019, 3, 1)


def event_rows():
    draw = random.Random(7)
    return [
        (dt.date(2019, 1, 1) + dt.timedelta(days=day), *draw.sample(STATES, 2), draw.choice(("040", "190", "112")))
        for day in range(200)
    ]


def written(tmp_path):
    path = tmp_path / "many.csv"
    lines = [f"{day},{source},{target},{code}" for day, source, target, code in event_rows()]
    path.write_text("\n".join(["date,source,target,code", *lines, lines[0]]) + "\n")  # the first is told twice
    return path


def asking(make_entry, names):
    """Entries on one pair: what two do together, what the first does, a quad class; short and long."""
    actors = tuple(resolve(name) for name in names)
    for kind in ({"types": (r.EventType.CONSULT,), "mutual": True}, {"types": (r.EventType.ASSAULT,)}, {"quads": (3,)}):
        seen = r.Threshold(kind="act", text="seen", actors=actors, **kind)
        for end in (dt.date(2019, 3, 10), dt.date(2019, 7, 1)):
            yield make_entry(threshold=seen, end=end)


class TestByTheRecord:
    def test_a_fact_within_the_dates_settles_it(self, make_entry, make_fact):
        found = by_record(make_entry(), make_fact())
        assert found.outcome == r.Outcome.CAME_TRUE
        assert found.facts == ("talks",)
        assert found.how == r.Settler.RECORD

    def test_silence_settles_nothing(self, make_entry, make_fact):
        assert "silence settles nothing" in by_record(make_entry(), make_fact(type="ASSAULT"))

    def test_what_was_before_the_prediction_is_not_it_coming_true(self, make_entry, make_fact):
        assert isinstance(by_record(make_entry(), make_fact(start=dt.date(2019, 2, 1))), str)

    def test_a_fact_after_the_date_settles_nothing(self, make_entry, make_fact):
        assert isinstance(by_record(make_entry(), make_fact(start=dt.date(2019, 7, 1))), str)

    def test_a_contested_fact_settles_nothing(self, make_entry, make_fact):
        versions = (r.Version(by="Sweden", text="They met."), r.Version(by="Norway", text="Nobody met."))
        assert "contested" in by_record(make_entry(), make_fact(versions=versions))

    def test_come_and_undone_within_its_dates_is_mixed(self, make_entry, make_fact):
        undone = make_fact("broken off", dt.date(2019, 5, 1), "SANCTION", reverses="talks")
        found = by_record(make_entry(), make_fact(), undone)
        assert found.outcome == r.Outcome.MIXED

    def test_undone_after_its_date_came_true_and_says_when_it_was_undone(self, make_entry, make_fact):
        undone = make_fact("broken off", dt.date(2019, 9, 1), "SANCTION", reverses="talks")
        found = by_record(make_entry(), make_fact(), undone)
        assert (found.outcome, found.reversed_on) == (r.Outcome.CAME_TRUE, dt.date(2019, 9, 1))
        assert "undone after its date" in found.why

    def test_what_is_said_not_to_come_fails_when_it_does(self, make_entry, make_fact):
        entry = make_entry()
        never = msgspec.structs.replace(entry, threshold=msgspec.structs.replace(entry.threshold, negated=True))
        assert by_record(never, make_fact()).outcome == r.Outcome.DID_NOT

    def test_under_a_condition_nothing_is_settled_without_a_person(self, make_entry, make_fact):
        assert "only “if it thaws”" in by_record(make_entry(condition="if it thaws"), make_fact())

    def test_an_act_set_for_named_days_is_no_other_act_of_the_kind(self, make_entry, make_fact):
        days = r.When(start=dt.date(2019, 5, 5), end=dt.date(2019, 5, 8), precision=r.Precision.RANGE)
        entry = make_entry(horizon=days)
        assert bearing_on(entry, [make_fact(start=dt.date(2019, 4, 1))]) == ()
        assert len(bearing_on(entry, [make_fact(start=dt.date(2019, 5, 6))])) == 1

    def test_a_meeting_alone_moves_no_tie(self, make_entry, make_fact):
        entry = make_entry()
        tie = r.Threshold(kind="tie", text="closer", actors=entry.threshold.actors, direction="closer", mutual=True)
        entry = msgspec.structs.replace(entry, threshold=tie)
        assert len(bearing_on(entry, [make_fact()])) == 1
        assert isinstance(by_record(entry, make_fact()), str)
        assert by_record(entry, make_fact(moved="closer")).outcome == r.Outcome.CAME_TRUE

    def test_acts_that_bear_on_a_tie_without_having_moved_it_are_said_to_be_there(self, make_entry, make_fact):
        entry = make_entry()
        tie = r.Threshold(kind="tie", text="closer", actors=entry.threshold.actors, direction="closer", mutual=True)
        entry = msgspec.structs.replace(entry, threshold=tie)
        assert "says of none that it moved the tie" in by_record(entry, make_fact(type="SUPPORT"))
        assert "silence" in by_record(entry, make_fact(type="SUPPORT", start=dt.date(2019, 7, 1)))

    def test_who_acts_is_not_turned_round(self, make_entry, make_fact):
        entry = make_entry(types=("SANCTION",))
        directed = msgspec.structs.replace(entry, threshold=msgspec.structs.replace(entry.threshold, mutual=False))
        assert isinstance(by_record(directed, make_fact(type="SANCTION", actors=entry.threshold.actors[::-1])), str)
        assert by_record(directed, make_fact(type="SANCTION")).outcome == r.Outcome.CAME_TRUE


class TestWhatTheRecordHolds:
    def test_a_tie_that_moved_both_ways_is_mixed_even_where_nothing_can_settle_it(self, make_entry, make_fact):
        entry = make_entry(horizon=None)
        tie = r.Threshold(kind="tie", text="closer", actors=entry.threshold.actors, direction="closer", mutual=True)
        entry = msgspec.structs.replace(entry, threshold=tie)
        facts = [make_fact("treaty", type="SUPPORT"), make_fact("recall", dt.date(2020, 1, 1), "SANCTION")]
        shown = with_bearing(entry, facts)
        assert [(one.fact, one.speaks) for one in shown.bearing] == [("treaty", "for"), ("recall", "against")]
        assert shown.bearing_says == r.Outcome.MIXED
        assert standing(shown, dt.date(2021, 1, 1)) == r.EntryStatus.UNSETTLEABLE

    def test_an_act_of_one_of_the_two_on_a_third_says_nothing_of_their_tie(self, make_entry, make_fact):
        entry = make_entry()
        tie = r.Threshold(kind="tie", text="closer", actors=entry.threshold.actors, direction="closer", mutual=True)
        finland = r.Actor(name="Finland", code="FIN", kind=r.ActorKind.STATE)
        fact = make_fact(actors=(entry.threshold.actors[0], finland, entry.threshold.actors[1]))
        assert bearing_on(msgspec.structs.replace(entry, threshold=tie), [fact]) == ()


class TestByTheHistory:
    def test_the_events_that_settle_it_are_named_with_the_query(self, make_entry, write_history):
        path = write_history([(dt.date(2019, 4, 3), "Sweden", "Norway", "040")])
        found = by_history(make_entry(), path)
        assert found.outcome == r.Outcome.CAME_TRUE
        assert [event.day for event in found.events] == [dt.date(2019, 4, 3)]
        assert "CONSULT" in found.query
        assert "2019-03-02 to 2019-06-01" in found.query

    def test_a_history_that_ends_before_the_date_cannot_settle_that_nothing_happened(self, make_entry, write_history):
        path = write_history([], traffic_until=dt.date(2019, 5, 1))
        assert "ends on" in by_history(make_entry(types=("ASSAULT",)), path)

    def test_a_thin_history_cannot_either(self, make_entry, write_history):
        rows = [(dt.date(2019, month, 3), "Finland", "Denmark", "040") for month in range(1, 9)]
        path = write_history([*rows, (dt.date(2019, 2, 1), "Sweden", "Norway", "010")])
        assert "too thin" in by_history(make_entry(types=("ASSAULT",)), path)

    def test_one_that_reaches_beyond_and_is_dense_can(self, make_entry, write_history):
        path = write_history([], traffic_until=dt.date(2019, 7, 1))
        found = by_history(make_entry(types=("ASSAULT",)), path)
        assert found.outcome == r.Outcome.DID_NOT
        assert found.events == ()

    def test_it_comes_before_the_record(self, make_entry, make_fact, write_history):
        path = write_history([(dt.date(2019, 4, 3), "Sweden", "Norway", "040")])
        found = by_history(make_entry(), path, [make_fact()])
        assert found.how == r.Settler.HISTORY

    def test_the_record_is_asked_where_it_cannot_say(self, make_entry, make_fact, write_history):
        path = write_history([], traffic_until=dt.date(2019, 3, 20))
        entry = make_entry(types=("SUPPORT",))
        found = by_history(entry, path, [make_fact(type="SUPPORT")])
        assert found.how == r.Settler.RECORD

    def test_all_entries_are_answered_from_one_reading_as_each_alone(self, make_entry, tmp_path, monkeypatch):
        history = load([written(tmp_path)])
        entries = [made for pair in itertools.permutations(STATES, 2) for made in asking(make_entry, pair)]
        alone = {
            n: settle_entry(entry, Readings(history, [entry]), (), "", at=NOW) for n, entry in enumerate(entries[::5])
        }
        reads = []
        read = type(history).events_between
        monkeypatch.setattr(type(history), "events_between", lambda *given: reads.append(1) or read(*given))
        readings = Readings(history, entries)
        found = [settle_entry(entry, readings, (), "", at=NOW) for entry in entries]
        assert dict(enumerate(found[::5])) == alone
        assert len(reads) == 1

    def test_what_is_found_is_what_the_rows_of_the_pair_hold(self, make_entry, tmp_path):
        """Counted from the rows by hand: who acts, the type or class, the days."""
        entries = [made for pair in itertools.permutations(STATES, 2) for made in asking(make_entry, pair)]
        readings = Readings(load([written(tmp_path)]), entries)
        kinds = {"040": ("CONSULT", 1), "190": ("ASSAULT", 4), "112": ("ACCUSE", 3)}
        for entry in entries:
            seen, (a, b) = entry.threshold, (actor.name for actor in entry.threshold.actors)
            ways = {(a, b), (b, a)} if seen.mutual else {(a, b)}
            expected = [
                row for row in event_rows()
                if (row[1], row[2]) in ways and SAID < row[0] <= entry.horizon.end
                and (kinds[row[3]][0] in seen.types or kinds[row[3]][1] in seen.quads)
            ]  # fmt: skip
            found = settle_entry(entry, readings, (), "", at=NOW)
            if expected:
                assert found.why.startswith(f"{len(expected)} such event")
                assert [event.day for event in found.events] == sorted(row[0] for row in expected)[:10]
            else:
                assert getattr(found, "events", ()) == ()


class TestByPersons:
    @pytest.fixture
    def ledger(self, tmp_path, make_entry):
        with Ledger.open(tmp_path / "work", today=dt.date(2020, 1, 1)) as opened:
            opened.add([make_entry()], who="Ana", why="a test")
            yield opened

    def settle(self, ledger, outcome, who, **more):
        (entry,) = ledger.entries()
        return ledger.settle_by_hand(entry.id, outcome, who=who, why="read it", source="a newspaper", **more)

    def test_those_who_differ_make_it_contested_and_both_stay(self, ledger):
        self.settle(ledger, r.Outcome.CAME_TRUE, "Ana")
        self.settle(ledger, r.Outcome.DID_NOT, "Ben")
        (entry,) = ledger.entries()
        assert entry.status == r.EntryStatus.CONTESTED
        assert {s.by for s in entry.settlements} == {"Ana", "Ben"}
        assert ledger.score()[0].rate is None

    def test_who_changes_their_mind_keeps_the_earlier_word_on_record(self, ledger):
        self.settle(ledger, r.Outcome.DID_NOT, "Ana")
        self.settle(ledger, r.Outcome.CAME_TRUE, "ana")
        (entry,) = ledger.entries()
        assert entry.status == r.EntryStatus.CAME_TRUE
        assert len(entry.settlements) == 2

    def test_a_source_is_asked_for(self, ledger):
        (entry,) = ledger.entries()
        with pytest.raises(UsageError, match="source"):
            ledger.settle_by_hand(entry.id, r.Outcome.CAME_TRUE, who="Ana", why="because", source=" ")

    def test_a_condition_is_void_unless_it_was_met(self, tmp_path, make_entry):
        with Ledger.open(tmp_path / "other", today=dt.date(2020, 1, 1)) as ledger:
            ledger.add([make_entry(condition="if it thaws")], who="Ana", why="a test")
            with pytest.raises(UsageError, match="if it thaws"):
                self.settle(ledger, r.Outcome.DID_NOT, "Ana")
            self.settle(ledger, r.Outcome.VOID, "Ana")
            assert ledger.entries()[0].status == r.EntryStatus.VOID
            assert ledger.score()[0].misses == 0

    def test_what_cannot_be_settled_is_not(self, tmp_path, make_entry):
        with Ledger.open(tmp_path / "other") as ledger:
            ledger.add([make_entry(horizon=None)], who="Ana", why="a test")
            with pytest.raises(UsageError, match="no date"):
                self.settle(ledger, r.Outcome.CAME_TRUE, "Ana")


def test_before_its_date_it_is_open_and_after_it_due(make_entry):
    assert standing(make_entry(), JUNE) == r.EntryStatus.OPEN
    assert standing(make_entry(), JUNE + dt.timedelta(days=1)) == r.EntryStatus.SETTLEABLE
