"""A document over which coding fails for a reason nobody foresaw: it alone is missing from the answer."""

import msgspec
import pytest

import tertius
from tertius import coding, reports
from tertius.coding import pipeline, road
from tertius.errors import TertiusError
from tertius.records import Document, content_id
from tertius.store import Workspace

GOOD = "Iran recalled its ambassador from Azerbaijan, the foreign ministry in Tehran said."
BAD = "Norway thanked Denmark for its help, a minister in Oslo said."


def written(text, title=""):
    return Document(id=content_id("doc", text), title=title, text=text)


DOCUMENTS = [written(GOOD), written(BAD, "The one that fails"), written("Finland denied it, Helsinki said on Monday.")]


@pytest.fixture
def failing(monkeypatch):
    """Finding the events of one document raises, until the fixture is told to stop."""
    found = road._events
    broken = {BAD}

    def events(parsed, *, fast):
        if parsed.text in broken:
            raise IndexError("list index\nout of range")
        return found(parsed, fast=fast)

    monkeypatch.setattr(road, "_events", events)
    return broken


@pytest.fixture
def failing_parse(monkeypatch):
    """The pipeline raises over one document, alone or among others."""
    cased = pipeline._cased

    def broken(document, language):
        if document.text == BAD:
            raise ValueError("no such token")
        return cased(document, language)

    monkeypatch.setattr(pipeline, "_cased", broken)


def assert_only_the_bad_one_is_missing(coded, reason):
    assert [(one.document, one.reason) for one in coded.not_coded] == [(DOCUMENTS[1].id, reason)]
    assert {s.passages[0].document for s in coded.statements} == {DOCUMENTS[0].id, DOCUMENTS[2].id}


def test_the_other_documents_are_coded_and_one_line_tells_of_it(failing, caplog):
    assert_only_the_bad_one_is_missing(coding.code(DOCUMENTS, fast=True), "IndexError: list index out of range")
    assert [record.getMessage() for record in caplog.records] == [
        "set aside: The one that fails cannot be coded: IndexError: list index out of range"
    ]


def test_so_they_are_where_the_parse_fails(failing_parse):
    assert_only_the_bad_one_is_missing(coding.code(DOCUMENTS, fast=True), "ValueError: no such token")


def test_the_other_lines_are_coded(failing_parse):
    lines = [{"id": n, "text": document.text} for n, document in enumerate(DOCUMENTS)]
    found = list(coding.code_records(lines, fast=True))
    assert [one["id"] for one in found] == [0, 1, 2]
    assert found[1] == {"id": 1, "error": "cannot be coded: ValueError: no such token"}
    assert found[0]["statements"]
    assert found[2]["statements"]


@pytest.mark.parametrize("error", [KeyboardInterrupt(), TertiusError("the language model cannot be loaded")])
def test_what_is_wrong_with_more_than_the_document_ends_the_run(monkeypatch, error):
    def events(parsed, *, fast):
        raise error

    monkeypatch.setattr(road, "_events", events)
    with pytest.raises(type(error)):
        coding.code(DOCUMENTS, fast=True)


def test_a_later_run_tries_it_again_and_what_an_earlier_one_found_stays(tmp_path, failing):
    failing.clear()
    with Workspace.open(tmp_path) as workspace:
        before = coding.code_workspace(workspace, DOCUMENTS, fast=True)
        failing.add(BAD)
        changed = [DOCUMENTS[0], msgspec.structs.replace(DOCUMENTS[1], byline="A. Writer"), DOCUMENTS[2]]
        broken = coding.code_workspace(workspace, changed, fast=True)
        assert_only_the_bad_one_is_missing(broken, "IndexError: list index out of range")
        assert {s.id for s in workspace.records("statement")} == {s.id for s in before.statements}
        failing.clear()
        mended = coding.code_workspace(workspace, changed, fast=True)
        assert not mended.not_coded
        assert len(mended.statements) == len(before.statements)


def test_an_analysis_says_which_document_failed_and_a_report_of_secret_ones_does_not(failing):
    asked = {"between": ("Iran", "Azerbaijan"), "on": "Norway", "until": "2022-01-01", "fast": True}
    analysis = tertius.analyze(**asked, documents=DOCUMENTS)
    assert [one.document for one in analysis.not_coded] == [DOCUMENTS[1].id]
    assert any("“The one that fails” could not be coded (IndexError" in text for text in analysis.limits)
    secret = [DOCUMENTS[0], msgspec.structs.replace(DOCUMENTS[1], confidential=True), DOCUMENTS[2]]
    released, _ = reports.release(tertius.analyze(**asked, documents=secret))
    assert not released.not_coded
    assert "could not be coded" not in " ".join(released.limits)
