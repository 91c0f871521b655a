"""Reading is killed at any moment, or done by two at once: nothing acknowledged is lost, nothing is half there."""

import os
import signal
import sqlite3
import subprocess
import sys
import time

import pytest

from tertius import documents
from tertius.store import Workspace

READER = """
import sys
from tertius import documents
from tertius.documents import archiving
from tertius.store import Workspace
archiving._SECONDS = -1.0
with Workspace.open(sys.argv[1]) as workspace:
    print(documents.archive([sys.argv[2]], workspace).read, flush=True)
"""
FILES = 120


@pytest.fixture
def folder(tmp_path):
    home = tmp_path / "in"
    home.mkdir()
    for number in range(FILES):
        (home / f"{number:03d}.txt").write_text(
            f"A road\n\nArdia closed road {number} to Ostra on Tuesday. Belmark asked for talks on it."
        )
    return home


def reader(workspace, folder):
    return subprocess.Popen(
        [sys.executable, "-c", READER, str(workspace), str(folder)], stdout=subprocess.PIPE, text=True
    )


def kept(workspace):
    try:
        with sqlite3.connect(f"file:{workspace}/workspace.sqlite?mode=ro", uri=True) as connection:
            return connection.execute("SELECT count(*) FROM documents").fetchone()[0]
    except sqlite3.OperationalError:  # not made yet
        return 0
    finally:
        if "connection" in locals():
            connection.close()


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is a signal of POSIX systems")
def test_a_reading_killed_midway_keeps_what_it_kept_and_goes_on(tmp_path, folder):
    process = reader(tmp_path / "work", folder)
    until = time.monotonic() + 60
    while kept(tmp_path / "work") < 5 and time.monotonic() < until:
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    with Workspace.open(tmp_path / "work") as workspace:
        before = workspace.documents()
        done = documents.archive([folder], workspace)
        assert len(before) >= 5
        assert (done.unchanged + done.read, done.new) == (FILES, FILES - len(before))
        assert done.unchanged == len(before)
        assert {held.id for held in before} <= {held.id for held in workspace.documents()}
        assert len(workspace.documents()) == FILES


def test_two_readings_of_one_folder_at_once_keep_each_document_once(tmp_path, folder):
    both = [reader(tmp_path / "work", folder) for _ in range(2)]
    for process in both:
        process.communicate(timeout=120)
    assert [process.returncode for process in both] == [0, 0]
    assert kept(tmp_path / "work") == FILES
