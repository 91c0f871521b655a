"""`tertius effect` as a command: what a stranger sees, and what becomes of mistakes."""

from __future__ import annotations

import csv
import io
import json
import os
import stat

import pytest
from click.testing import CliRunner

from tertius.cli._effect import effect
from tertius.errors import InputError, UsageError


@pytest.fixture(scope="module")
def history(tmp_path_factory, chance_panel):
    """Fourteen countries, France and Italy never together."""
    return chance_panel(tmp_path_factory.mktemp("history"), seed=8, without=("FRA", "ITA"))


def run(history, *arguments: str, between=("France", "Germany")):
    names = ("--between", *between, "--on", "Italy", "--history", str(history), "--horizon", "3")
    return CliRunner().invoke(effect, [*names, *arguments], standalone_mode=False)


def words(result) -> str:
    return " ".join(result.stdout.split())


@pytest.fixture(scope="module")
def shown(history):
    return run(history)


def test_the_table_has_a_line_a_tie_and_says_how_to_read_it(shown):
    assert shown.return_value == 0, shown.exception
    lines = shown.stdout.splitlines()
    assert sum(line.startswith("ITA-DEU") and "conflict" in line and "none detected" in line for line in lines) == 2
    assert "association alone" in words(shown)
    assert "Left out of the placebos: none." in words(shown)
    assert "--by-horizon" in words(shown)


def test_what_could_not_be_computed_is_no_line_of_the_table_and_its_reason_is_given_once(shown):
    assert words(shown).count("the pair is never seen in this history") == 1
    assert "ITA-FRA conflict, ITA-FRA cooperation: not computable." in words(shown)


def test_every_horizon_stands_in_the_csv_with_both_specifications(history):
    rows = list(csv.DictReader(io.StringIO(run(history, "--csv").stdout)))
    own = [row for row in rows if row["tie"] == "ITA-DEU" and row["measure"] == "conflict"]
    assert [row["h"] for row in own] == ["0", "1", "2", "3"]
    assert all(float(row["low"]) < float(row["high"]) for row in own)
    assert all(float(row["low without controls"]) < float(row["high without controls"]) for row in own)
    assert all(float(row["detectable"]) > 0 for row in own)


def test_every_horizon_is_shown_if_asked_for(history):
    text = run(history, "--by-horizon").stdout
    assert "band low" in text
    assert sum(line.startswith("ITA-DEU  conflict") for line in text.splitlines()) >= 4 + 1


def test_pairs_left_out_are_listed_in_the_table_and_in_json(history):
    assert "AUT-FRA (named as part of the crisis by the user)" in words(
        run(history, "--leave-out", "France", "Austria")
    )
    got = json.loads(run(history, "--leave-out", "France", "Austria", "--json").stdout)
    assert {tuple(out["dyad"]) for one in got["responses"] for out in one["left_out"]} == {("AUT", "FRA")}


def test_nothing_computable_is_status_3_and_saves_nothing(history, tmp_path):
    result = run(history, "--save", str(tmp_path / "r.json"), between=("Japan", "Germany"))
    assert result.return_value == 3
    assert "Japan stands in no row of this history" in words(result)
    assert "nothing was saved" in result.stderr
    assert not (tmp_path / "r.json").exists()


def test_a_place_that_cannot_be_saved_to_is_refused_before_anything_is_computed(history, tmp_path):
    for place in (tmp_path, tmp_path / "nowhere" / "r.json"):
        result = run(history, "--save", str(place))
        assert isinstance(result.exception, InputError)
        assert result.stdout == ""


def test_a_pair_of_one_actor_cannot_be_left_out(history):
    assert isinstance(run(history, "--leave-out", "France", "France").exception, UsageError)


def test_a_saved_file_has_the_rights_of_any_new_file(history, tmp_path):
    before = os.umask(0o027)
    try:
        assert run(history, "--save", str(tmp_path / "r.json")).return_value == 0
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "r.json").stat().st_mode) == 0o640
    assert [one.name for one in tmp_path.iterdir()] == ["r.json"]
