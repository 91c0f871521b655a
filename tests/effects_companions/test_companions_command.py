"""`tertius companions`: descriptions of a triad, each ending with the caveat that it is no effect."""

from __future__ import annotations

import csv
import io
import json
from itertools import combinations

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from tertius import effects
from tertius import history as histories
from tertius.cli._companions import companions
from tertius.errors import TertiusError

CODES = ("AUT", "BEL", "CZE", "DEU", "DNK", "ESP", "FIN", "FRA", "GRC", "HUN", "ITA", "NLD")
WEEKS = np.arange(np.datetime64("2015-01-05"), np.datetime64("2019-01-07"), np.timedelta64(7, "D"))
AFTER = 120  # the week from which France and Italy have much conflict for four weeks


@pytest.fixture(scope="module")
def history(tmp_path_factory):
    """Counts of all pairs; last week's Germany-France conflict feeds Germany-Italy conflict."""
    rng = np.random.default_rng(7)
    pairs = list(combinations(CODES, 2))
    counts = rng.poisson(3, (len(WEEKS), len(pairs)))
    counts[1:, pairs.index(("DEU", "ITA"))] += 2 * counts[:-1, pairs.index(("DEU", "FRA"))]
    counts[AFTER + 1 : AFTER + 5, pairs.index(("FRA", "ITA"))] += 40
    rows = [(str(week), a, b) for week in WEEKS for a, b in pairs]
    path = tmp_path_factory.mktemp("history") / "panel.parquet"
    table = {"week": [row[0] for row in rows], "a": [row[1] for row in rows], "b": [row[2] for row in rows],
             "conflict": counts.ravel(), "cooperation": rng.poisson(3, len(rows))}  # fmt: skip
    pq.write_table(pa.table(table), path)
    return path


def run(history, verb: str, *arguments: str, on: str = "Italy", between: tuple[str, str] = ("France", "Germany")):
    asked = (verb, "--between", *between, "--on", on, "--history", str(history), *arguments)
    return CliRunner().invoke(companions, asked, standalone_mode=False)


ASKED = {"connectedness": (), "granger": (), "event-study": ("--date", str(WEEKS[AFTER]))}


@pytest.mark.parametrize("verb", ASKED)
def test_an_answer_for_people_ends_with_the_caveat_that_it_is_no_effect(history, verb):
    result = run(history, verb, *ASKED[verb])
    assert result.return_value == 0, result.exception
    assert " ".join(result.stdout.split()).endswith("it is no effect of A-B tension, and no verdict is made of it.")


@pytest.mark.parametrize("verb", ASKED)
def test_csv_stands_alone_on_stdout_and_the_caveat_on_stderr(history, verb):
    result = run(history, verb, *ASKED[verb], "--csv")
    rows = list(csv.reader(io.StringIO(result.stdout)))
    assert len(rows) > 1
    assert len({len(row) for row in rows}) == 1
    assert "it is no effect" in result.stderr


@pytest.mark.parametrize(("verb", "key"), [("granger", "granger"), ("event-study", "event_studies")])
def test_json_holds_both_ties_and_both_measures_with_their_caveats(history, verb, key):
    found = json.loads(run(history, verb, *ASKED[verb], "--json").stdout)[key]
    assert len(found) == 4
    assert all("it is no effect" in one["caveats"][-1] for one in found)


def test_granger_sees_what_was_planted_and_stands_beside_placebos(history):
    found = json.loads(run(history, "granger", "--json").stdout)["granger"]
    led = {one["effect"]: one for one in found}["Italy-Germany conflict"]
    assert led["p"] < 1e-6
    assert led["placebos"] > 0 == led["larger"]


def test_connectedness_runs_from_the_leading_pair(history):
    found = json.loads(run(history, "connectedness", "--json").stdout)["connectedness"]
    place = {name: number for number, name in enumerate(found["names"])}
    ahead, behind = place["Germany-France"], place["Germany-Italy"]
    assert found["table"][behind][ahead] > 20 > found["table"][ahead][behind]


def test_the_event_study_tells_the_tie_that_moved(history):
    found = json.loads(run(history, "event-study", *ASKED["event-study"], "--json").stdout)["event_studies"]
    moved = [one for one in found if set(one["tie"]) == {"FRA", "ITA"} and one["measure"] == "conflict"]
    assert moved[0]["path"][2] > moved[0]["high"][2]
    assert moved[0]["rank"] < 0.05


@pytest.mark.parametrize("verb", ASKED)
def test_what_cannot_be_computed_is_a_reason_and_status_three(history, verb):
    result = run(history, verb, *ASKED[verb], on="Japan")
    assert result.return_value == 3
    assert "Not computable" in result.stdout
    assert "never seen in this history" in " ".join(result.stdout.split())


def test_a_date_outside_the_history_is_a_reason_and_status_three(history):
    result = run(history, "event-study", "--date", "1999-01-01")
    assert result.return_value == 3
    assert "lies outside the history" in " ".join(result.stdout.split())


def test_what_lies_after_the_cut_off_is_not_looked_at(history):
    result = run(history, "event-study", *ASKED["event-study"], "--until", "2016-12-31")
    assert result.return_value == 3


@pytest.mark.parametrize("verb", ASKED)
def test_a_third_that_is_one_of_the_two_is_refused(history, verb):
    assert isinstance(run(history, verb, *ASKED[verb], on="France").exception, TertiusError)


def test_the_public_function_gives_what_the_command_gives(history):
    panel = histories.load(history).panel("week")
    found = effects.triad_connectedness(panel, ("FRA", "DEU"), "ITA")
    told = json.loads(run(history, "connectedness", "--json").stdout)["connectedness"]
    assert told["total"] == pytest.approx(found.total)
