"""`tertius reference-class` as a command: from a case file, from names and tables, and when nothing fits."""

from __future__ import annotations

import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from tertius.cli._reference_class import reference_class
from tertius.errors import UsageError

CASE = """
title = "An invented question"
between = ["France", "Germany"]
on = "Italy"
until = 2010-01-01
documents = ["note.txt"]

[[overrides]]
a = "Italy"
b = "France"
relation = "ally"
sign = 1
reason = "made up"
source = "an invented record"
"""


@pytest.fixture
def case(tmp_path):
    (tmp_path / "note.txt").write_text("Nothing of note.", encoding="utf-8")
    (tmp_path / "case.toml").write_text(CASE, encoding="utf-8")
    return tmp_path / "case.toml"


def run(*arguments: str):
    return CliRunner().invoke(reference_class, list(arguments), standalone_mode=False)


def test_a_case_file_gives_rates_as_json(case):
    result = run(str(case), "--json")
    assert result.return_value == 0, result.exception
    got = json.loads(result.stdout)
    assert "an ally of France, out of reach of both" in got["profile"]
    assert got["rates"][0]["n"] > 1000
    assert got["at"] == "2010-01-01"


def test_the_table_carries_base_rate_and_sources(case):
    result = run(str(case))
    assert "not why" in " ".join(result.stdout.split())
    assert "Source: Palmer" in result.stdout


def test_names_and_structural_data_do_without_a_case(tmp_path):
    pq.write_table(pa.table({"tssr_id": [1], "ccode1": [220.0], "ccode2": [325.0], "start": [1950.0], "end": [2020.0]}),
                   tmp_path / "rivalries.parquet")  # fmt: skip
    result = run("--between", "France", "Germany", "--on", "Italy", "--structure", str(tmp_path), "--csv")
    assert result.return_value == 0, result.exception
    assert result.stdout.splitlines()[0].startswith("with,outcome,years")


def test_no_tie_on_record_is_status_3():
    result = run("--between", "France", "Germany", "--on", "Italy")
    assert result.return_value == 3
    assert "cannot be told" in " ".join(result.stdout.split())
    assert "give --structure" in " ".join(result.stdout.split())


@pytest.mark.parametrize(
    "arguments", [(), ("--between", "France", "Germany"), ("--between", "France", "NATO", "--on", "Italy")]
)
def test_a_question_that_cannot_be_asked_is_a_users_mistake(arguments):
    assert isinstance(run(*arguments).exception, UsageError)


def test_a_case_file_and_names_are_not_both_taken(case):
    assert isinstance(run(str(case), "--between", "France", "Germany", "--on", "Italy").exception, UsageError)
