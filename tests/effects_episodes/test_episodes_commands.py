"""`tertius episodes` and `tertius sensitivity` as commands."""

from __future__ import annotations

import json
from itertools import combinations

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from tertius.cli._episodes import episodes, sensitivity

CODES = ("AUT", "BEL", "CZE", "DEU", "DNK", "ESP", "FIN", "FRA", "GRC", "HUN", "ITA", "NLD", "NOR", "PRT")


@pytest.fixture(scope="module")
def history(tmp_path_factory):
    rng = np.random.default_rng(5)
    weeks = np.arange(np.datetime64("2015-01-05"), np.datetime64("2018-01-01"), np.timedelta64(7, "D"))
    rows = [(week, a, b) for week in weeks for a, b in combinations(CODES, 2)]
    counts = rng.poisson(3, (2, len(rows)))
    table = pa.table({"week": [str(row[0]) for row in rows], "a": [row[1] for row in rows], "b": [row[2] for row in rows],
                      "conflict": counts[0], "cooperation": counts[1]})  # fmt: skip
    path = tmp_path_factory.mktemp("history") / "panel.parquet"
    pq.write_table(table, path)
    return path


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
