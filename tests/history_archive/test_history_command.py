"""`tertius history` on the command line: answers on stdout, one line for a mistake."""

import json

import generated_sets as sets
import pytest
from click.testing import CliRunner

from tertius.cli._history import history
from tertius.errors import UsageError


@pytest.fixture
def run(tmp_path):
    def call(*arguments):
        given = [str(one) for one in (*arguments, "--workspace", tmp_path / "work")]
        return CliRunner().invoke(history, given, standalone_mode=False)

    return call


@pytest.fixture
def file(tmp_path):
    return sets.write(tmp_path / "in" / "a.export.CSV", [sets.gdelt(1), sets.gdelt(2), "too\tfew"])


def test_import_list_and_rejects_tell_the_same_numbers(run, file):
    found = run("import", "gdelt", file, "--json")
    assert json.loads(found.stdout)["added"] == 2
    assert "rejects" in found.stderr
    (held,) = json.loads(run("list", "--json").stdout)
    assert (held["origin"], held["rows"], held["rejected"], held["first"]) == ("gdelt_v2", 2, 1, "2021-10-04")
    assert "Terms: Open for any use" in " ".join(run("list").stdout.split())
    header, line = run("list", "--csv").stdout.splitlines()
    assert header.startswith("origin,holds,rows,first,last,files,rejected,accessed,actors,version,name,citation,terms")
    assert line.startswith("gdelt_v2,events,2,2021-10-04")
    (row,) = json.loads(run("rejects", "--json").stdout)
    assert (row["line"], row["reason"], row["text"]) == (3, "61 columns are needed: 2 found", "too\tfew")
    assert "gdelt_v2: 1 row: 61 columns are needed" in run("rejects").stdout
    assert run("rejects", "--csv", "--all").stdout.splitlines()[0] == "file,line,reason,text"


def test_a_refused_file_is_told_and_the_status_says_so(run, file, tmp_path):
    sets.write(tmp_path / "in" / "b.tab", [sets.icews(1)], sets.HEADERS["icews"])
    found = run("import", "gdelt", tmp_path / "in", "--csv")
    assert found.return_value == 2
    assert found.stdout.splitlines()[1] == "1,0,3,2,0,0,1"
    assert "looks like ICEWS events, not like gdelt; import it as icews" in found.stderr


def test_a_panel_is_imported_by_the_same_verb(run, tmp_path):
    path = sets.write(tmp_path / "p.csv", ["2021-09-27,AZE,IRN,3.5,0"], "week,a,b,conflict,cooperation")
    assert json.loads(run("import", "panel", path, "--json").stdout)["added"] == 1
    assert isinstance(run("import", "panel", path, "--origin", "x").exception, UsageError)


def test_version_and_day_of_access_are_kept_and_may_be_stated_later(run, file):
    run("import", "gdelt", file, "--accessed", "2026-02-03")
    assert json.loads(run("list", "--json").stdout)[0]["accessed"] == "2026-02-03"
    assert json.loads(run("import", "gdelt", file, "--version", "7", "--json").stdout)["added"] == 0
    (held,) = json.loads(run("list", "--json").stdout)
    assert (held["version"], held["accessed"]) == ("7", "2026-02-03")
    assert "GDELT, version 7." in run("list").stdout
    assert isinstance(run("import", "gdelt", file, "--accessed", "2999-01-01").exception, UsageError)


def test_acled_is_not_fetched(run):
    assert "account of your own" in str(run("fetch", "acled").exception)
