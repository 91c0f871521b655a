"""`tertius episodes` and `tertius sensitivity` as commands."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from tertius.cli._episodes import episodes, sensitivity
from tertius.errors import UsageError


@pytest.fixture(scope="module")
def history(tmp_path_factory, chance_panel):
    return chance_panel(tmp_path_factory.mktemp("history"), seed=5)


def run(verb, history, *arguments: str):
    names = ("--between", "France", "Germany", "--on", "Italy", "--history", str(history), "--horizon", "3")
    return CliRunner().invoke(verb, [*names, *arguments], standalone_mode=False)


def test_episodes_as_json_hold_the_whole_value(history):
    result = run(episodes, history, "--json")
    assert result.return_value == 0, result.exception
    got = json.loads(result.stdout)
    assert got["between"] == ["DEU", "FRA"]
    assert 0.5 <= got["carried"] < 0.6
    assert len(got["stated"]) == 4


def test_episodes_as_a_table_say_what_they_carry(history):
    text = " ".join(run(episodes, history).stdout.split())
    assert "of the variation of the shock" in text
    assert "does not tell material from verbal events" in text


def test_sensitivity_as_csv_has_a_row_a_choice(history):
    result = run(sensitivity, history, "--csv")
    assert result.return_value == 0, result.exception
    head, *rows = result.stdout.splitlines()
    assert head.startswith("tie,measure,choice,n")
    assert any("first half" in row for row in rows)


def test_an_actor_that_is_not_in_the_history_is_status_3(history):
    names = ("--between", "France", "Japan", "--on", "Italy", "--history", str(history))
    for verb in (episodes, sensitivity):
        result = CliRunner().invoke(verb, list(names), standalone_mode=False)
        assert result.return_value == 3, result.exception
        assert "stands in no row" in " ".join(result.stdout.split())


def test_a_pair_of_the_crisis_is_no_placebo(history):
    placebos = {}
    for arguments in ((), ("--leave-out", "France", "Austria")):
        result = run(sensitivity, history, "--json", *arguments)
        assert result.return_value == 0, result.exception
        placebos[arguments] = next(v["placebos"] for v in json.loads(result.stdout)["variants"])
    assert len(set(placebos.values())) == 2
    assert isinstance(run(episodes, history, "--leave-out", "Spain", "Spain").exception, UsageError)
