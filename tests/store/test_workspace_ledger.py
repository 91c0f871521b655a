"""The ledger in the workspace: rows are added and never changed, and go only with a purge."""

import datetime as dt
import sqlite3

import msgspec
import pytest

from tertius import records as r
from tertius.errors import StoreError
from tertius.records import content_id
from tertius.store import Workspace

TEXTS = ("Ardia will close the road by June, a spokesman of its interior ministry said on the first of May.",
         "The road from Ardia will be closed by June, it was said again in another town on the second of May.")  # fmt: skip


def document(text=TEXTS[0]):
    return r.Document(id=content_id("doc", text), title="A road", text=text)


def entry(*documents, **more):
    passages = tuple(r.Passage(document=d.id, start=0, end=len(d.text), text=d.text) for d in documents)
    given = {"text": TEXTS[0], "documents": tuple(d.id for d in documents), "passages": passages} | more
    return r.LedgerEntry(id="lg-road", origin=r.Origin.TEXT, by=r.Speaker(name="Ila Tamsin"), **given)


def settlement(outcome=r.Outcome.CAME_TRUE, by="Ana", item="lg-road", hour=1):
    at = dt.datetime(2020, 1, 1, hour, tzinfo=dt.UTC)
    return r.Settlement(entry=item, outcome=outcome, by=by, how=r.Settler.USER, at=at, why="read it")


@pytest.fixture
def workspace(tmp_path):
    with Workspace.open(tmp_path / "work") as opened:
        yield opened


def put(workspace, *entries, by_hand=False):
    return workspace.put_entries(entries, who="Ana", why="a test", by_hand=by_hand)


def test_the_same_entry_again_adds_nothing(workspace):
    one = entry(document())
    assert [put(workspace, one), put(workspace, one)] == [1, 0]
    assert (
        put(workspace, msgspec.structs.replace(one, status=r.EntryStatus.SETTLEABLE)) == 0
    )  # how it stands is not kept


def test_a_correction_is_another_row_and_the_first_stays(workspace):
    put(workspace, entry(document()))
    put(workspace, entry(document(), condition="if it rains"), by_hand=True)
    assert [kept.entry.condition for kept in workspace.entry_revisions("lg-road")] == [None, "if it rains"]
    assert workspace.entries()[0].condition == "if it rains"


def test_what_a_machine_makes_again_never_covers_what_a_person_entered(workspace):
    put(workspace, entry(document(), condition="if it rains"), by_hand=True)
    assert put(workspace, entry(document())) == 0
    assert workspace.entries()[0].condition == "if it rains"


def test_settlements_are_added_and_the_same_again_is_not(workspace):
    put(workspace, entry(document()))
    assert workspace.put_settlements([settlement()]) == 1
    assert workspace.put_settlements([settlement(hour=9)]) == 0
    assert workspace.put_settlements([settlement(r.Outcome.DID_NOT, hour=10)]) == 1
    assert workspace.put_settlements([settlement(hour=11)]) == 1  # back to the first word: that is a change of mind
    assert [s.outcome for s in workspace.entries()[0].settlements] == ["came true", "did not", "came true"]


def test_no_row_can_be_changed(workspace, tmp_path):
    put(workspace, entry(document()))
    workspace.put_settlements([settlement()])
    connection = sqlite3.connect(tmp_path / "work" / "workspace.sqlite")
    for table in ("ledger_entries", "ledger_settlements"):
        with pytest.raises(sqlite3.IntegrityError, match="never changed"):
            connection.execute(f"UPDATE {table} SET json = '{{}}'")
        with pytest.raises(sqlite3.IntegrityError, match="goes only with"):
            connection.execute(f"DELETE FROM {table}")
    connection.close()
    assert len(workspace.entries()[0].settlements) == 1


def test_a_settlement_of_what_is_not_there_is_refused_and_nothing_is_kept(workspace):
    put(workspace, entry(document()))
    with pytest.raises(StoreError, match="no entry 'lg-none'"):
        workspace.put_settlements([settlement(), settlement(item="lg-none")])
    assert workspace.entries()[0].settlements == ()


def test_who_and_why_are_asked_for(workspace):
    with pytest.raises(StoreError, match="who enters it and why"):
        workspace.put_entries([entry(document())], who=" ", why="a test")


def test_a_purge_takes_the_entry_that_rested_on_the_document_alone(workspace):
    held = document()
    workspace.put_documents([held])
    put(workspace, entry(held))
    workspace.put_settlements([settlement()])
    assert workspace.purge(held.id).proven
    assert workspace.entries() == []


def test_a_purge_leaves_what_stands_elsewhere_too(workspace):
    one, other = document(), document(TEXTS[1])
    workspace.put_documents([one, other])
    put(workspace, entry(one, other, text="the road will be closed", stories=2))
    assert workspace.purge(one.id).proven
    (kept,) = workspace.entries()
    assert kept.documents == (other.id,)
    assert [passage.document for passage in kept.passages] == [other.id]
    assert kept.stories == 1


def test_confidential_documents_stay_behind_when_it_is_shared(workspace):
    held = document()
    workspace.put_documents([held])
    put(workspace, entry(held))
    workspace.set_confidential(held.id)
    assert workspace.entries(shareable=True) == []
    assert len(workspace.entries()) == 1
