"""What was acknowledged survives a killed process; two processes at once wait or say so, and corrupt nothing."""

import signal
import sqlite3
import subprocess
import sys
import time

import pytest

from tertius.errors import StoreError
from tertius.records import Document
from tertius.store import Workspace

WRITER = """
import sys
from tertius.records import Document
from tertius.store import Workspace
folder, name, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
with Workspace.open(folder, wait=30) as workspace:
    for number in range(count):
        text = f"{name} writes line {number}. " * 20
        workspace.put_documents([Document(id=f"doc-{name}-{number}", title=name, text=text)])
        print(number, flush=True)
"""

TABLE_WRITER = """
import sys
import pyarrow as pa
from tertius.store import Workspace
with Workspace.open(sys.argv[1], wait=30) as workspace:
    for number in range(100000):
        workspace.append_table("events", pa.table({"number": [number] * 50}))
        print(number, flush=True)
"""


def start(script, *arguments):
    return subprocess.Popen([sys.executable, "-c", script, *map(str, arguments)], stdout=subprocess.PIPE, text=True)


def sound(folder):
    connection = sqlite3.connect(folder / "workspace.sqlite")
    try:
        return connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    finally:
        connection.close()


def killed_after(process, lines):
    """The last number the process acknowledged before it was killed in mid-loop."""
    for _ in range(lines):
        process.stdout.readline()
    process.send_signal(signal.SIGKILL)
    rest, _ = process.communicate(timeout=30)
    said = [line for line in rest.split("\n")[:-1] if line]
    return max([lines - 1, *(int(line) for line in said)])


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
def test_kill_9_loses_nothing_that_was_acknowledged_and_leaves_no_half_record(tmp_path):
    last = killed_after(start(WRITER, tmp_path, "one", 100_000), 15)
    with Workspace.open(tmp_path, wait=2) as workspace:
        held = {document.id: document for document in workspace.documents()}
        assert {f"doc-one-{number}" for number in range(last + 1)} <= set(held)
        assert len(held) <= last + 2
        assert all(document.text.count("writes line") == 20 for document in held.values())
        workspace.put_documents([Document(id="doc-after", title="", text="Writing goes on.")])
    assert sound(tmp_path)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
def test_kill_9_while_a_table_grows_leaves_only_whole_files_in_it(tmp_path):
    last = killed_after(start(TABLE_WRITER, tmp_path), 8)
    with Workspace.open(tmp_path, wait=2) as workspace:
        numbers = workspace.table("events")["number"].to_pylist()
        assert set(numbers) >= set(range(last + 1))
        assert all(numbers.count(number) == 50 for number in set(numbers))
        workspace.sweep_tables()
        assert len(list((tmp_path / "tables" / "events").iterdir())) == len(workspace.table_files("events"))


def test_two_processes_that_write_at_once_lose_nothing(tmp_path):
    writers = [start(WRITER, tmp_path, name, 30) for name in ("one", "two")]
    for writer in writers:
        writer.communicate(timeout=60)
    assert [writer.returncode for writer in writers] == [0, 0]
    with Workspace.open(tmp_path) as workspace:
        assert len(workspace.documents()) == 60
    assert sound(tmp_path)


def test_a_workspace_locked_for_longer_than_the_wait_is_one_clear_line(tmp_path):
    with Workspace.open(tmp_path, wait=0.1) as workspace:
        other = sqlite3.connect(tmp_path / "workspace.sqlite", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        before = time.monotonic()
        with pytest.raises(StoreError, match="another process is writing") as caught:
            workspace.put_documents([Document(id="doc-a", title="", text="One.")])
        assert time.monotonic() - before < 5
        assert "\n" not in str(caught.value)
        assert workspace.documents() == []  # a reader is not kept waiting
        other.execute("ROLLBACK")
        other.close()
        assert workspace.put_documents([Document(id="doc-a", title="", text="One.")]) == 1
