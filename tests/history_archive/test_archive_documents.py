"""Events of the workspace's own documents: they come in with what is coded, and go with what is purged."""

import datetime as dt
import sqlite3

import msgspec
import pytest

from tertius.errors import InputError, StoreError
from tertius.history.archive import append_documents, append_events, holdings, purge
from tertius.records import (
    Actor,
    ActorKind,
    DateBasis,
    Document,
    Event,
    EventStatus,
    EventType,
    Passage,
    Precision,
    Published,
    Review,
    When,
)
from tertius.store import Workspace

TEXT = {
    "one": "Norway and Sweden held talks on 1 October 2021. The talks were long.",
    "two": "Chile signed an agreement with Brazil on 3 October 2021. The text is short.",
}


def document(name, **fields):
    return Document(
        id=f"doc-{name}", title=name, text=TEXT[name],
        published=Published(start=dt.date(2021, 10, 5), end=dt.date(2021, 10, 5), precision=Precision.DAY, basis=DateBasis.METADATA),
        **fields,
    )  # fmt: skip


@pytest.fixture
def work(tmp_path):
    def make(*documents):
        with Workspace.open(tmp_path / "work") as workspace:
            workspace.put_documents(documents)
        return tmp_path / "work"

    return make


def bytes_of(folder):
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_what_is_coded_joins_the_history_once(work, rows_of):
    folder = work(document("one"), document("two"))
    first = append_documents(folder, fast=True)
    assert first.added >= 2
    again = append_documents(folder, fast=True)
    assert (again.added, again.known) == (0, first.added)
    assert {row["origin"] for row in rows_of(folder)} == {"documents"}
    assert len(rows_of(folder)) == first.added


def test_confidential_and_constructed_documents_give_no_events(work):
    found = append_documents(work(document("one", confidential=True), document("two", constructed=True)), fast=True)
    assert found.added == 0
    assert found.left_out["of a confidential document"] >= 1
    assert found.left_out["of a constructed document"] >= 1


def test_a_document_that_turns_confidential_takes_its_events_with_it(work, rows_of):
    folder = work(document("one"), document("two"))
    append_documents(folder, fast=True)
    with Workspace.open(folder) as workspace:
        workspace.set_confidential("doc-one")
    append_documents(folder, fast=True)
    assert {row["date"] for row in rows_of(folder)} == {dt.date(2021, 10, 3)}


def test_a_purge_takes_the_events_of_the_document_and_no_others(work, rows_of):
    folder = work(document("one"), document("two"))
    append_documents(folder, fast=True)
    purged = purge("doc-one", folder)
    assert purged.proven
    assert purged.rows >= 1
    assert {row["date"] for row in rows_of(folder)} == {dt.date(2021, 10, 3)}
    assert b"doc-one" not in bytes_of(folder / "history")
    assert b"doc-two" in bytes_of(folder / "history")
    assert [held.rows for held in holdings(folder)] == [len(rows_of(folder))]


def test_a_purge_whose_events_stay_is_not_proven(work, monkeypatch):
    folder = work(document("one"))
    append_documents(folder, fast=True)
    monkeypatch.setattr("tertius.history.archive._workspace.remove_events", lambda *_: 0)
    assert not purge("doc-one", folder).proven


def test_a_purge_without_a_history_or_a_document_says_so(work):
    folder = work(document("one"))
    assert purge("doc-one", folder).proven
    with pytest.raises(StoreError):
        purge("doc-one", folder)
    with pytest.raises(InputError, match="holds no document"):
        append_documents(folder)
    with pytest.raises(InputError, match="there is no workspace"):
        append_documents(folder / "elsewhere")


def test_an_event_that_a_reviewer_rejected_is_no_part_of_the_record(tmp_path):
    where = Passage(document="doc-one", start=0, end=3, text="The")
    event = Event(
        id="event-1", type=EventType.ASSAULT, quad=4, source=Actor(name="Iran", code="IRN", kind=ActorKind.STATE),
        when=When(start=dt.date(2021, 10, 1), end=dt.date(2021, 10, 1), precision=Precision.DAY),
        status=EventStatus.HAPPENED, passages=(where,),
    )  # fmt: skip
    rejected = msgspec.structs.replace(event, review=Review.REJECTED)
    assert append_events([rejected], tmp_path / "work").left_out == {"rejected by a reviewer": 1}
    assert append_events([event], tmp_path / "work").added == 1


def test_a_manifest_of_the_first_version_is_brought_up_to_date(work):
    folder = work(document("one"))
    append_documents(folder, fast=True)
    with sqlite3.connect(folder / "history" / "manifest.sqlite") as manifest:
        manifest.executescript("DROP TABLE document_events; PRAGMA user_version = 1;")
    append_documents(folder, fast=True)
    assert purge("doc-one", folder).proven
    assert holdings(folder) == ()
