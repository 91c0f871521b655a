"""Importing: once and only once, whatever happens; what cannot be read is set aside with its line."""

import shutil
import signal
import subprocess
import sys
import zipfile
from functools import partial

import generated_sets as sets
import pytest

from tertius.errors import HistoryError, InputError, StoreError, UsageError
from tertius.history import load
from tertius.history.archive import _batches, _writing, holdings, import_files, reject_reasons, rejects
from tertius.history.readers import unpacking
from tertius.store import Workspace


def days(count, files=1):
    """Files of `count` GDELT rows each; ids run on over all of them."""
    return [
        [sets.gdelt(f"{file * count + n:07d}", day=f"202110{1 + n % 28:02d}") for n in range(count)]
        for file in range(files)
    ]


def folder_of(path, files):
    for number, lines in enumerate(files):
        sets.write(path / f"2021100{number}000000.export.CSV.zip", lines)
    return path


def test_the_same_import_again_changes_nothing(tmp_path, rows_of):
    folder = folder_of(tmp_path / "in", days(30, files=3))
    first = import_files("gdelt", folder, tmp_path / "work")
    kept = rows_of(tmp_path / "work")
    again = import_files("gdelt", folder, tmp_path / "work")
    assert (first.files, first.added, first.rows) == (3, 90, 90)
    assert (again.files, again.skipped, again.rows, again.added) == (0, 3, 0, 0)
    assert rows_of(tmp_path / "work") == kept


def test_ids_that_come_again_in_another_file_add_nothing(tmp_path, rows_of):
    lines = days(20)[0]
    import_files("gdelt", sets.write(tmp_path / "a.export.CSV", lines[:15]), tmp_path / "work")
    again = [line.replace("\t5\t", "\t50\t") for line in lines[10:]]
    found = import_files("gdelt", sets.write(tmp_path / "b.export.CSV", [*again, *again]), tmp_path / "work")
    assert (found.rows, found.added, found.known) == (20, 5, 15)
    ids = [row["id"] for row in rows_of(tmp_path / "work")]
    assert ids == sorted(set(ids))
    assert len(ids) == 20


def test_of_an_id_twice_in_one_import_the_first_row_counts(tmp_path, rows_of):
    lines = [sets.gdelt(1, eventcode="112"), sets.gdelt(2), sets.gdelt(1, eventcode="190")]
    import_files("gdelt", sets.write(tmp_path / "a.csv", lines), tmp_path / "work")
    assert [row["cameo"] for row in rows_of(tmp_path / "work")] == ["112", "112"]


def test_an_event_of_a_set_that_revises_dates_is_known_in_another_month(tmp_path, rows_of):
    for number, day in enumerate(("2021-10-30", "2021-11-02")):
        path = sets.write(tmp_path / f"{number}.csv", [sets.acled("A1", day=day)], sets.HEADERS["acled"])
        import_files("acled", path, tmp_path / "work")
    assert len(rows_of(tmp_path / "work")) == 1


def test_a_copy_of_a_file_counts_once(tmp_path):
    folder = folder_of(tmp_path / "in", days(5))
    (name,) = folder.iterdir()
    shutil.copy(name, folder / "copy.zip")
    found = import_files("gdelt", folder, tmp_path / "work")
    assert (found.files, found.skipped, found.added) == (1, 1, 5)
    assert holdings(tmp_path / "work")[0].files == 1


def test_rows_that_do_not_read_are_set_aside_with_line_and_reason(tmp_path):
    lines = days(20)[0]
    lines[3] = sets.gdelt("x", day="20211345")
    lines[7] = "too\tfew"
    lines[9] += "\tone too many"
    lines[12] = sets.gdelt("y", eventcode="---")
    lines[15] = ""
    lines[17] = sets.gdelt("z", source="", target="", actor1name="")
    found = import_files("gdelt", sets.write(tmp_path / "a.export.CSV.zip", lines), tmp_path / "work")
    assert (found.rows, found.added, found.rejected) == (19, 14, 5)
    kept = list(rejects(tmp_path / "work"))
    assert [(row.line, row.reason) for row in kept] == [
        (4, "date cannot be read: 20211345"),
        (8, "61 columns are needed: 2 found"),
        (10, "61 columns are needed: 62 found"),
        (13, "no CAMEO code: ---"),
        (18, "no actor on either side"),
    ]
    assert kept[1].text == "too\tfew"
    assert kept[0].text.startswith("x\t20211345")
    assert kept[0].member == "a.export.CSV"
    assert ("gdelt_v2", "61 columns are needed", 2) in reject_reasons(tmp_path / "work")
    assert len(list(rejects(tmp_path / "work", limit=2))) == 2


@pytest.mark.parametrize("size", [700, 4000])
def test_pieces_of_any_size_give_the_same_rows_and_lines(tmp_path, rows_of, monkeypatch, size):
    lines = [sets.acled(f"A{n:03d}", day="2021-10-04" if n % 7 else "04/10/2021") for n in range(60)]
    path = sets.write(tmp_path / "acled.csv", lines, sets.HEADERS["acled"])
    import_files("acled", path, tmp_path / "whole")
    monkeypatch.setattr(_batches, "PIECE_BYTES", size)
    monkeypatch.setattr(unpacking, "_BLOCK", 500)
    found = import_files("acled", path, tmp_path / "pieces")
    assert found.rejected == 9
    assert rows_of(tmp_path / "pieces") == rows_of(tmp_path / "whole")
    assert [row.line for row in rejects(tmp_path / "pieces")] == [row.line for row in rejects(tmp_path / "whole")]


KILLED = """
import os, signal, sys
from tertius.history import load
from tertius.history.archive import _batches, _importing, _parts
from tertius.history.readers import unpacking
_batches.PIECE_BYTES, _batches._BATCH_BYTES, unpacking._BLOCK = 2000, 4000, 500
left = int(sys.argv[3])

def dying(function):
    def call(*arguments, **options):
        global left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return function(*arguments, **options)
    return call

target, name = {"before the manifest": (_importing, "commit"), "before the names": (_parts, "_name")}[sys.argv[4]]
setattr(target, name, dying(getattr(target, name)))
_importing.import_files("gdelt", sys.argv[1], sys.argv[2])
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
@pytest.mark.parametrize("moment", ["before the manifest", "before the names"])
def test_an_import_that_was_killed_goes_on_and_ends_the_same(tmp_path, rows_of, moment, monkeypatch):
    monkeypatch.setattr(_batches, "PIECE_BYTES", 2000)
    monkeypatch.setattr(unpacking, "_BLOCK", 500)
    files = days(40, files=2)
    files[0][5] = "too\tfew"
    folder = folder_of(tmp_path / "in", files)
    import_files("gdelt", folder, tmp_path / "whole")
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, folder, tmp_path / "work", "2", moment],
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr.decode()
    read_before = load(tmp_path / "work").to_arrow().num_rows
    found = import_files("gdelt", folder, tmp_path / "work")
    assert 0 < read_before == 79 - found.added < 79
    assert rows_of(tmp_path / "work") == rows_of(tmp_path / "whole")
    assert [(row.line, row.text) for row in rejects(tmp_path / "work")] == [(6, "too\tfew")]
    (held,), (whole,) = holdings(tmp_path / "work"), holdings(tmp_path / "whole")
    assert (held.rows, held.first, held.last, held.rejected) == (whole.rows, whole.first, whole.last, whole.rejected)
    assert not list((tmp_path / "work" / "history").glob("pieces-*"))
    assert not list((tmp_path / "work").rglob("*.draft"))


def test_a_file_that_turns_out_to_be_something_else_is_refused_and_leaves_nothing(tmp_path):
    good, bad = days(60, files=2)
    bad = [*bad[:21], *("too\tfew" for _ in bad[21:])]
    folder = folder_of(tmp_path / "in", [good, bad])
    found = import_files("gdelt", folder, tmp_path / "work")
    assert (found.files, found.added, found.rejected) == (1, 60, 0)
    (refused,) = found.refused
    assert (
        "20211001000000.export.CSV.zip does not read as GDELT events v2: 39 of its first 60 rows are wrong" in refused
    )


def test_a_damaged_file_among_good_ones_is_refused_and_the_rest_comes_in(tmp_path):
    folder = folder_of(tmp_path / "in", days(200, files=2))
    first = min(folder.iterdir())
    data = bytearray(first.read_bytes())
    data[len(data) // 2] ^= 0xFF
    first.write_bytes(data)
    found = import_files("gdelt", folder, tmp_path / "work")
    assert (found.files, len(found.refused)) == (1, 1)
    assert "damaged" in found.refused[0]


def test_a_zip_of_several_tables_is_read_whole(tmp_path):
    with zipfile.ZipFile(tmp_path / "both.zip", "w") as packed:
        for number, lines in enumerate(days(6, files=2)):
            packed.writestr(f"{number}.export.CSV", "\n".join(lines))
        packed.writestr("readme.pdf", "not a table")
    assert import_files("gdelt", tmp_path / "both.zip", tmp_path / "work").added == 12


def test_an_import_for_some_actors_says_so_and_a_wider_one_adds_the_rest(tmp_path):
    lines = [sets.gdelt(1), sets.gdelt(2, source="ISRMIL", target="TUR"), sets.gdelt(3, source="ARM", target="TUR")]
    path = sets.write(tmp_path / "a.csv", lines)
    some = import_files("gdelt", path, tmp_path / "work", actors=["IRN", "il"])
    assert (some.added, some.unasked) == (2, 1)
    assert holdings(tmp_path / "work")[0].actors == "IRN ISR"
    assert import_files("gdelt", path, tmp_path / "work", actors=["ISR"]).skipped == 1
    whole = import_files("gdelt", path, tmp_path / "work")
    assert (whole.added, whole.known) == (1, 2)
    assert holdings(tmp_path / "work")[0].actors == ""


def test_months_of_many_small_files_are_merged(tmp_path, rows_of):
    for number in range(10):
        path = sets.write(tmp_path / f"{number}.csv", [sets.gdelt(number)])
        import_files("gdelt", path, tmp_path / "work", summary=False)
    files = list((tmp_path / "work" / "history" / "events").rglob("month=*/*.parquet"))
    assert len(files) < 9
    assert len(rows_of(tmp_path / "work")) == 10


def test_a_second_import_at_the_same_time_is_told_so(tmp_path, monkeypatch):
    path = sets.write(tmp_path / "a.csv", [sets.gdelt(1)])
    with Workspace.open(tmp_path / "work", wait=0.1) as workspace, workspace.lock("history"):
        monkeypatch.setattr(_writing.Workspace, "open", partial(Workspace.open, wait=0.1))
        with pytest.raises(StoreError, match="another process holds 'history'"):
            import_files("gdelt", path, tmp_path / "work")


def test_mistakes_are_one_line(tmp_path):
    path = sets.write(tmp_path / "a.csv", [sets.gdelt(1)])
    with pytest.raises(InputError, match="does not exist"):
        import_files("gdelt", tmp_path / "nowhere", tmp_path / "work")
    (tmp_path / "hollow").mkdir()
    with pytest.raises(InputError, match="holds no file that can be imported"):
        import_files("gdelt", tmp_path / "hollow", tmp_path / "work")
    with pytest.raises(UsageError, match="origin is for tidy tables"):
        import_files("gdelt", path, tmp_path / "work", origin="mine")
    with pytest.raises(UsageError, match="documents is taken"):
        import_files("tidy", path, tmp_path / "work", origin="documents")
    with pytest.raises(InputError, match="holds no history"):
        holdings(tmp_path / "elsewhere")
    with pytest.raises(HistoryError, match="not like tidy"):
        import_files("tidy", path, tmp_path / "work")
