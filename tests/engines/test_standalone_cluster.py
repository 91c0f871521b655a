"""A master and two workers on loopback, one of which is killed in mid-job: the result is the same."""

import os
import socket
import subprocess
import sys
import textwrap
import time
from contextlib import suppress
from pathlib import Path

import pytest

pytestmark = [pytest.mark.spark, pytest.mark.slow, pytest.mark.timeout(280)]

# The job says when its slow stage runs, then goes on with what the history gives.
JOB = textwrap.dedent("""
    import os, sys, time
    from pathlib import Path
    from tertius import history
    from tertius.history._spark import session
    master, folder, mark, out = sys.argv[1:5]
    settings = {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1", "spark.executor.memory": "512m",
                "spark.driver.memory": "512m", "spark.sql.shuffle.partitions": "8", "spark.cores.max": "2",
                "spark.executor.cores": "1", "spark.sql.files.maxPartitionBytes": "20000",
                "spark.network.timeout": "60s", "spark.sql.adaptive.enabled": "false"}
    spark = session(master, **settings)
    spark.sparkContext.setLogLevel("ERROR")
    deadline = time.time() + 60
    while spark.sparkContext._jsc.sc().getExecutorMemoryStatus().size() < 3 and time.time() < deadline:
        time.sleep(0.3)
    assert spark.sparkContext._jsc.sc().getExecutorMemoryStatus().size() == 3, "two executors"

    def slowly(batches):
        for batch in batches:
            Path(mark).touch()
            time.sleep(0.5)
            yield batch

    raw = spark.read.parquet(folder).repartition(6)
    raw.mapInArrow(slowly, raw.schema).createOrReplaceTempView("slow")
    engine = history.loading.start(master)
    from tertius.history._part import Part
    from tertius.history._layout import layout_of
    table = engine.connection.table("slow")
    part = Part(table, layout_of(table.columns, "slow"), "slow", "0")
    found = history.History(engine, [part], None).dyads("week").to_arrow()
    lost = spark.sparkContext._jsc.sc().getExecutorMemoryStatus().size() == 2
    import pyarrow.parquet as pq
    pq.write_table(found.sort_by([("period", "ascending"), ("a", "ascending"), ("b", "ascending")]), out)
    print("lost a worker:", lost)
    spark.stop()
""")


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def ended(process):
    """End a process that this test started, with its children, and wait for it."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, 9)
    process.wait(20)


@pytest.fixture
def cluster(tmp_path, needs_spark):
    """The master's address and the processes of its two workers."""
    import pyspark

    home, port = Path(pyspark.__file__).parent, free_port()
    environment = os.environ | {"SPARK_HOME": str(home), "SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable,
                                "SPARK_DAEMON_MEMORY": "256m"}  # fmt: skip
    run, deploy = [str(home / "bin" / "spark-class")], "org.apache.spark.deploy"
    host = ["--host", "127.0.0.1"]
    started = []

    def launch(name, *arguments):
        with (tmp_path / f"{name}.log").open("wb") as log:
            command = [*run, *arguments]
            process = subprocess.Popen(command, stdout=log, stderr=log, env=environment, start_new_session=True)
        started.append(process)
        return process

    try:
        launch("master", f"{deploy}.master.Master", *host, "--port", str(port), "--webui-port", "0")
        master = f"spark://127.0.0.1:{port}"
        wait_for(lambda: answers(port), 60, "the master")
        workers = [
            launch(f"worker{number}", f"{deploy}.worker.Worker", *host, "--webui-port", "0", "--cores", "1",
                   "--memory", "600m", "--work-dir", str(tmp_path / f"work{number}"), master)
            for number in (1, 2)
        ]  # fmt: skip
        yield master, workers
    finally:
        for process in reversed(started):
            ended(process)


def answers(port):
    with socket.socket() as asked:
        return asked.connect_ex(("127.0.0.1", port)) == 0


def wait_for(holds, seconds, what):
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, f"{what} did not come in {seconds} s"
        time.sleep(0.2)


def test_a_worker_killed_in_mid_job_changes_nothing(cluster, tmp_path):
    import datetime as dt
    import random

    import pyarrow as pa
    import pyarrow.parquet as pq

    from tertius import history

    draw, first = random.Random(9), dt.date(2020, 1, 6)
    events = [
        {"date": first + dt.timedelta(days=draw.randrange(200)), "source": one, "target": other, "id": str(number),
         "cameo": draw.choice(["036", "112", "190"])}
        for number in range(4000) for one, other in [draw.sample(["AAA", "BBB", "CCC"], 2)]
    ]  # fmt: skip
    (tmp_path / "events").mkdir()
    pq.write_table(pa.Table.from_pylist(events), tmp_path / "events" / "part.parquet")
    (tmp_path / "job.py").write_text(JOB)
    master, workers = cluster
    mark, out = tmp_path / "mark", tmp_path / "out.parquet"
    environment = os.environ | {"SPARK_LOCAL_IP": "127.0.0.1"}
    command = [sys.executable, str(tmp_path / "job.py"), master, str(tmp_path / "events"), str(mark), str(out)]
    with (tmp_path / "job.log").open("wb") as log:
        job = subprocess.Popen(command, stdout=log, stderr=log, env=environment, start_new_session=True)
    try:
        wait_for(lambda: mark.exists() or job.poll() is not None, 300, "the job's first rows")
        ended(workers[0])
        assert job.wait(150) == 0, (tmp_path / "job.log").read_text()[-3000:]
    finally:
        ended(job)
    assert "lost a worker: True" in (tmp_path / "job.log").read_text()
    found = pq.read_table(out)
    expected = history.load(tmp_path / "events").dyads("week").to_arrow()
    order = [("period", "ascending"), ("a", "ascending"), ("b", "ascending")]
    assert found.drop_columns(["negative_goldstein"]).equals(
        expected.sort_by(order).drop_columns(["negative_goldstein"])
    )
    for one, other in zip(
        found["negative_goldstein"].to_pylist(), expected.sort_by(order)["negative_goldstein"].to_pylist(), strict=True
    ):
        assert one == pytest.approx(other, abs=1e-9)
