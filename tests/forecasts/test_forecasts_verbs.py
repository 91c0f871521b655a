"""The verbs and the command line."""

import datetime as dt
import json

import pyarrow as pa
import pytest
from click.testing import CliRunner

import tertius
from tertius.cli._app import run
from tertius.cli._forecast import forecast as command
from tertius.errors import UsageError
from tertius.forecasts import forecast, next_targets
from tertius.forecasts.dyads import forecast_dyad

QUADS = {"190": 4, "040": 1, "112": 3, "070": 2}


@pytest.fixture(scope="module")
def table(make):
    rows = make["rows"](seed=4, days=290, actors=9, per_day=8)
    # Simulated counts under codes of states, so that the verb can resolve them.
    codes = ["FJI", "TON", "WSM", "VUT", "KIR", "TUV", "NRU", "PLW", "FSM", "MHL", "SLB", "PNG"]
    named = {name: codes[n] for n, name in enumerate(sorted({row[1] for row in rows} | {row[3] for row in rows}))}
    columns = zip(*((row[0], named[row[1]], named[row[3]], row[2], QUADS[row[2]]) for row in rows), strict=True)
    return pa.table(dict(zip(("date", "source", "target", "cameo", "quad"), map(list, columns), strict=True)))


@pytest.fixture(scope="module")
def path(table, tmp_path_factory):
    import pyarrow.parquet as pq

    target = tmp_path_factory.mktemp("history") / "events.parquet"
    pq.write_table(table, target)
    return target


@pytest.fixture(scope="module")
def found(path):
    return forecast("Fiji", "TON", history=path, weeks=2)


def test_a_pair_gets_chances_of_every_class_for_week_and_month(found):
    assert found.dyad == ("FJI", "TON")
    by_class = {(one.event_class, one.horizon): one for one in found.chances}
    assert len(by_class) == 40
    week, month = by_class["verbal cooperation", "week"], by_class["verbal cooperation", "month"]
    assert 0 < week.chance < month.chance < 1
    assert by_class["PROTEST", "week"].chance is None
    assert "came 0 times" in by_class["PROTEST", "week"].because


def test_tension_comes_with_an_interval_and_its_unit(found):
    assert [week.ahead for week in found.tension] == [1, 2]
    assert all(week.low <= week.median <= week.high for week in found.tension)
    # The first week forecast is the first that is not known whole.
    assert found.tension[0].start + dt.timedelta(days=6) > found.known_until
    assert "events of conflict" in found.unit


def test_what_made_it_is_listed_with_shares(found):
    assert found.made_by
    assert all({event.source, event.target} == {"FJI", "TON"} for event in found.made_by)
    assert sum(event.share for event in found.made_by) <= 1 + 1e-9
    assert all(event.day <= found.known_until for event in found.made_by)
    assert found.made == "the number of events of material conflict expected in the next week"


def test_every_chance_lists_its_own_events_and_third_states(found):
    given = [one for one in found.chances if one.chance is not None]
    assert given
    for one in given:
        shares = [event.share for event in one.made_by]
        assert shares == sorted(shares, reverse=True)
        assert sum(shares) + one.more_share + sum(third.share for third in one.third) <= 1 + 1e-6
        assert all(third.state not in found.dyad for third in one.third)
    assert all(
        third.state in (event.source, event.target) for third in found.third for event in third.events
    )  # fmt: skip


def test_an_onset_is_a_chance_or_says_why_not(found):
    assert (found.onset.chance is None) != (found.onset.because is None)


def test_nothing_after_the_cutoff_is_read(path, table):
    until = table["date"][2700].as_py()
    kept = table.filter(pa.array([day <= until for day in table["date"].to_pylist()]))
    early = forecast("FJI", "TON", history=path, until=until, weeks=1)
    same = forecast("FJI", "TON", history=kept, until=until, weeks=1)
    assert early.known_until <= until
    assert [one.chance for one in early.chances] == [one.chance for one in same.chances]
    assert early.tension == same.tension


def test_a_pair_without_events_says_so(path):
    found = forecast_dyad(tertius.load(path), "FJI", "ISL", weeks=1)
    assert all(one.chance is None and "ISL" in one.because for one in found.chances)
    assert found.tension[0].because is not None
    assert found.made_by == ()


@pytest.mark.parametrize("more", [("ISL",), ("TON", "--until", "2001-01-20")], ids=["never seen", "too short"])
def test_a_run_that_computed_nothing_says_why_and_lists_nothing_as_its_maker(path, capsys, more):
    assert run(["forecast", "--history", str(path), "--dyad", "FJI", *more]) == 3
    told = capsys.readouterr().out
    assert "stands in no event" in told or "the history spans 20 days" in told
    assert "made by" not in told


def test_the_command_line_tells_what_made_the_chance_and_who_else_had_to_do_with_both(path):
    done = CliRunner().invoke(command, ["--dyad", "FJI", "TON", "--history", str(path), "--weeks", "1"])
    assert done.exit_code == 0, done.output
    assert "made by (shares of the number of events of material conflict" in done.stdout
    assert "third state" in done.stdout
    assert "log odds against the average pair and week" in done.stdout


def test_a_pair_of_one_state_is_refused(path):
    with pytest.raises(UsageError, match="both FJI"):
        forecast("Fiji", "FJI", history=path)


def test_targets_are_ranked_by_the_verb(path):
    ranked = next_targets("FJI", "040", history=path, top=3)
    assert len(ranked) == 3
    assert ranked[0].chance >= ranked[1].chance


def test_the_command_line_prints_json_of_the_record(path):
    done = CliRunner().invoke(command, ["--dyad", "FJI", "TON", "--history", str(path), "--weeks", "1", "--json"])
    assert done.exit_code == 0, done.output
    answer = json.loads(done.stdout)
    assert answer["dyad"] == ["FJI", "TON"]
    assert len(answer["chances"]) == 40


def test_the_command_line_ranks_targets(path):
    done = CliRunner().invoke(
        command, ["--source", "FJI", "--type", "040", "--history", str(path), "--top", "2", "--csv"]
    )
    assert done.stdout.splitlines()[0] == "rank,target,chance,made by"
    assert len(done.stdout.splitlines()) == 3


def test_the_command_line_wants_a_pair_or_a_source(path):
    done = CliRunner().invoke(command, ["--history", str(path)])
    assert done.exit_code == 2
    assert "either --dyad" in done.stderr
