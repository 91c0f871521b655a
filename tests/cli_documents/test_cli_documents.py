"""`tertius read`, `documents`, `show`, `export` and `purge`, as a person at a terminal uses them."""

import csv
import io
import json

import pytest

from tertius.cli._app import app, run
from tertius.cli._documents import documents, export, read, show
from tertius.cli._workspace import purge
from tertius.records import Form, Passage, Speaker, Statement, Voice
from tertius.store import Workspace

BODY = "Ardia closed the road to Ostra on Tuesday, its interior ministry said, and Belmark asked for talks at once."
OTHER = "Belmark opened a bridge over the Sorrel in the presence of envoys from three countries, its mayor said."


@pytest.fixture
def tertius(tmp_path, monkeypatch, capfd):
    """Runs a command in an empty folder; gives (exit status, stdout, stderr)."""
    for verb in (read, documents, show, export, purge):
        if verb.name not in app.commands:
            monkeypatch.setitem(app.commands, verb.name, verb)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "160")

    def call(*arguments):
        status = run([str(argument) for argument in arguments])
        out, err = capfd.readouterr()
        return status, out, err

    return call


@pytest.fixture
def folder(tmp_path):
    home = tmp_path / "in"
    home.mkdir()
    (home / "a.txt").write_text(f"Title: A road\nPublisher: Example Wire\nDate: 2021-10-05\n\n{BODY}")
    (home / "b.txt").write_text(f"Title: A road\nPublisher: Example Gazette\nReprint-of: Example Wire\n\n{BODY}")
    (home / "c.txt").write_text(f"Title: =A bridge\nConstructed: yes\n\n{OTHER}")
    (home / "d.txt").write_bytes(b"")
    return home


@pytest.fixture
def held(tertius, folder):
    """Ids of the documents in the default workspace, by publisher."""
    assert tertius("read", folder)[0] == 0
    return {row["publisher"]: row["id"] for row in json.loads(tertius("documents", "--json")[1])}


def test_reading_counts_what_was_set_aside_and_is_no_failure(tertius, folder):
    status, out, err = tertius("read", folder, "nowhere.txt")
    assert status == 0
    assert "3 documents read, 3 of them new or changed; 2 set aside (.tertius)" in out
    assert "set aside: nowhere.txt: there is no such file or folder" in err
    assert "d.txt: the file is empty" in err


def test_reading_the_same_again_changes_nothing(tertius, folder):
    tertius("read", folder)
    before = tertius("documents", "--json")
    status, out, _ = tertius("read", folder)
    assert (status, "0 of them new" in out, "3 sources unchanged" in out) == (0, True, True)
    assert tertius("documents", "--json") == before


def test_nothing_to_read_is_a_mistake_with_status_2(tertius, folder):
    assert tertius("read", "nowhere.txt")[0] == 2
    assert tertius("read", folder / "d.txt")[0] == 2
    status, _, err = tertius("read")
    assert (status, "Missing argument" in err) == (2, True)


def test_a_private_address_is_refused_unless_allowed(tertius):
    status, _, err = tertius("read", "http://127.0.0.1:9/page")
    assert status == 2
    assert "private address 127.0.0.1" in err
    assert "cannot be reached" in tertius("read", "--allow-private", "--delay", 0, "http://127.0.0.1:9/page")[2]


def test_the_listing_tells_stories_reprints_stamps_and_the_basis_of_dates(tertius, held):
    status, out, _ = tertius("documents")
    assert status == 0
    assert "3 documents in 2 stories" in out
    assert "2021-10-05 (metadata)" in out
    assert "unknown" in out
    assert "CONSTRUCTED" in out
    assert "reprint of Example Wire" in out
    assert all(document in out for document in held.values())


def test_the_listing_as_csv_and_json_tells_the_same(tertius, held):
    rows = list(csv.DictReader(io.StringIO(tertius("documents", "--csv")[1])))
    objects = json.loads(tertius("documents", "--json")[1])
    assert [row["id"] for row in rows] == [row["id"] for row in objects]
    assert [(row["in_story"], row["constructed"], row["basis"]) for row in rows] == [
        ("2", "no", "metadata"), ("2", "no", "unknown"), ("1", "yes", "unknown"),
    ]  # fmt: skip
    assert rows[2]["title"] == "'=A bridge"
    assert rows[0]["story"] == rows[1]["story"] != rows[2]["story"]


def test_a_document_is_shown_with_its_story_and_what_was_coded_from_it(tertius, held, tmp_path):
    document = held["Example Wire"]
    with Workspace.open(tmp_path / ".tertius") as workspace:
        passage = Passage.of(workspace.document(document), 0, 30)
        statement = Statement(
            id="st-1",
            speaker=Speaker(name="interior ministry"),
            voice=Voice.NAMED,
            passages=(passage,),
            kinds=(),
            form=Form.INDIRECT,
        )
        workspace.put_records("statement", [statement])
    status, out, _ = tertius("show", document)
    assert status == 0
    for shown in (BODY[:40], "Example Wire", "2021-10-05 (metadata)", held["Example Gazette"], "statement (1)", "st-1"):
        assert shown in out
    found = json.loads(tertius("show", document, "--json")[1])
    assert found["records"]["statement"][0]["id"] == "st-1"
    assert found["story"]["others"] == [held["Example Gazette"]]


def test_a_document_marked_confidential_leaves_by_no_export_until_the_mark_is_taken_off(tertius, held):
    document = held["Example Wire"]
    tertius("documents", "--mark", document)
    assert "CONFIDENTIAL" in tertius("show", document)[1]
    assert document not in tertius("documents", "--shareable", "--json")[1]
    for form in ("ris", "bibtex", "csl-json"):
        status, out, err = tertius("export", "--format", form)
        assert (status, document in out, "1 confidential documents left out" in err) == (0, False, True)
    assert tertius("export", document)[0] == 2
    tertius("documents", "--unmark", document)
    assert document in tertius("export")[1]


def test_everything_read_as_confidential_stays(tertius, folder):
    tertius("read", "--confidential", folder)
    status, out, err = tertius("export")
    assert (status, out) == (2, "")
    assert "nothing to export" in err


def test_references_are_written_to_a_file(tertius, held, tmp_path):
    status, out, _ = tertius("export", "--format", "bibtex", "--out", "refs.bib")
    assert (status, "3 references written" in out) == (0, True)
    assert (tmp_path / "refs.bib").read_text().count("@article{") == 3
    assert tertius("export", "--out", "nowhere/refs.bib")[0] == 2


def test_a_purge_removes_the_document_and_proves_it(tertius, held):
    status, out, _ = tertius("purge", held["Example Gazette"])
    assert status == 0
    assert "proof: 0 rows name it, 0 files hold a passage of it" in out
    assert tertius("show", held["Example Gazette"])[0] == 2
    found = json.loads(tertius("purge", held["Example Wire"], "--json")[1])
    assert (found["remaining"], found["traces"], found["proven"]) == (0, 0, True)


def test_a_purge_that_leaves_a_trace_says_so(tertius, held, tmp_path):
    (tmp_path / ".tertius" / "copy.txt").write_text(OTHER)
    status, out, err = tertius("purge", held[None])
    assert (status, "1 files hold a passage" in out, "traces are left" in err) == (2, True, True)


@pytest.mark.parametrize("arguments", [("documents",), ("show", "doc-1"), ("export",), ("purge", "doc-1")])
def test_without_a_workspace_the_line_says_what_to_do(tertius, tmp_path, arguments):
    status, _, err = tertius(*arguments)
    assert (status, "there is no workspace at .tertius" in err) == (2, True)
    assert not (tmp_path / ".tertius").exists()


@pytest.mark.parametrize(
    "arguments", [("show", "doc-1"), ("purge", "doc-1"), ("documents", "--mark", "doc-1"), ("export", "doc-1")]
)
def test_an_unknown_id_is_a_clear_line(tertius, held, arguments):
    status, _, err = tertius(*arguments)
    assert (status, "holds no document 'doc-1'" in err) == (2, True)


def test_another_workspace_is_named_by_option_or_environment(tertius, folder, tmp_path, monkeypatch):
    tertius("read", folder, "--workspace", tmp_path / "work")
    assert (tmp_path / "work" / "workspace.sqlite").is_file()
    monkeypatch.setenv("TERTIUS_WORKSPACE", str(tmp_path / "work"))
    assert "3 documents" in tertius("documents")[1]
