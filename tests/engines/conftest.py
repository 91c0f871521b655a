"""The engines under test: DuckDB always, Spark where pyspark and Java are."""

import gc
import importlib.util
import shutil
from pathlib import Path

import pytest


def pytest_collection_modifyitems(items):
    """Leave pyspark the sockets that it forgets to close."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.filterwarnings("ignore:unclosed.*socket:ResourceWarning"))


@pytest.fixture(autouse=True)
def _collected():
    """Let those sockets go while the test that opened them is still the one that runs."""
    yield
    gc.collect()


def missing():
    """Why Spark cannot be tested here, or None."""
    if importlib.util.find_spec("pyspark") is None:
        return "pyspark is not installed: pip install 'tertius[spark]'"
    return None if shutil.which("java") else "Spark needs Java, and there is no `java` on the path"


@pytest.fixture(scope="session")
def needs_spark():
    """Skip where Spark cannot run."""
    if reason := missing():
        pytest.skip(reason)


@pytest.fixture(scope="session")
def spark(needs_spark):
    """The name of the engine Spark in two threads; its session ends with the tests."""
    from tertius.history._spark import session

    started = session(
        "spark://local[2]",
        **{
            "spark.sql.shuffle.partitions": "2",
            "spark.sql.codegen.wholeStage": "false",
            "spark.driver.memory": "1g",
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.driver.host": "127.0.0.1",
        },
    )
    started.sparkContext.setLogLevel("ERROR")
    yield "spark://local[2]"
    started.stop()


@pytest.fixture(params=["duckdb", pytest.param("spark", marks=pytest.mark.spark)])
def engine(request):
    """Each engine in turn."""
    return "duckdb" if request.param == "duckdb" else request.getfixturevalue("spark")
