"""What can be asked for as an engine, and the SQL for BigQuery."""

import datetime as dt
import socket
from pathlib import Path

import pytest

from tertius import history
from tertius.errors import HistoryError, UsageError
from tertius.history._spark import master_of

SNAPSHOTS = Path(__file__).parent / "snapshots"
WEEKS = {"since": dt.date(2015, 2, 18), "until": dt.date(2021, 10, 4)}


@pytest.mark.parametrize("name", ["sqlite", "spark://", "local[2]"])
def test_an_unknown_engine_is_an_error_that_names_the_known_ones(name):
    with pytest.raises(UsageError, match=r"use duckdb, spark://HOST:PORT or spark://local\[N\]"):
        history.load(["x"], engine=name)


def test_a_master_that_does_not_answer_is_one_line_at_once():
    pytest.importorskip("pyspark")
    with socket.socket() as taken:  # bound and not listening: nobody else gets the port, and it takes no connection
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        with pytest.raises(HistoryError, match=f"no Spark master answers at 127.0.0.1:{port}"):
            history.load(["x"], engine=f"spark://127.0.0.1:{port}")


def test_the_master_is_named_as_spark_names_it():
    assert master_of("spark://local[2]") == "local[2]"
    assert master_of("spark://192.0.2.1:7077") == "spark://192.0.2.1:7077"


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("bigquery_weeks.sql", {}),
        ("bigquery_directed_months.sql", {"frequency": "month", "directed": True, "actors": ("AZE", "IRN", "ISR")}),
    ],
)
def test_the_sql_for_bigquery_is_the_reviewed_one(name, asked):
    assert history.bigquery_sql(**WEEKS, **asked) + "\n" == (SNAPSHOTS / name).read_text(encoding="utf-8")


def test_a_span_turned_round_is_an_error():
    with pytest.raises(UsageError, match="2015-02-18 is before 2021-10-04"):
        history.bigquery_sql(since=WEEKS["until"], until=WEEKS["since"])
