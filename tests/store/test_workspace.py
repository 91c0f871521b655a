"""The workspace: what it keeps, how often the same counts, and what corrections by hand survive."""

import datetime as dt
import sqlite3

import msgspec
import pytest

from tertius.errors import StoreError
from tertius.records import (
    Actor,
    ActorKind,
    Asserter,
    Document,
    Form,
    Kind,
    Passage,
    Prediction,
    Relation,
    Review,
    Speaker,
    Statement,
    Tie,
    Voice,
    content_id,
)  # fmt: skip
from tertius.store import Workspace
from tertius.store.migrations import migrations

ARDIA = Actor(name="Ardia", code="ARD", kind=ActorKind.STATE)
BELMARK = Actor(name="Belmark", code="BEL", kind=ActorKind.STATE)


def document(text="Ardia closed a road. Belmark protested.", **more):
    return Document(id=content_id("doc", text), title="A road is closed", text=text, **more)


def statement(source, words="Belmark protested", **more):
    start = source.text.index(words)
    return Statement(
        id=content_id("statement", source.id, words),
        speaker=Speaker(name="an official"),
        voice=Voice.ANONYMOUS,
        form=Form.INDIRECT,
        kinds=(Kind.EVENT,),
        passages=(Passage.of(source, start, start + len(words)),),
        **more,
    )


def tie(source):
    return Tie(a=ARDIA, b=BELMARK, relation=Relation.BORDER, sign=0, by=Asserter(name="the author", document=source.id))


@pytest.fixture
def workspace(tmp_path):
    with Workspace.open(tmp_path / "work") as opened:
        yield opened


def test_documents_come_back_as_they_were_put(workspace):
    one = document(published=None, byline="R. Vale")
    assert workspace.put_documents([one]) == 1
    assert workspace.documents() == [one]
    assert workspace.document(one.id) == one


def test_reading_the_same_twice_changes_nothing(workspace):
    workspace.put_documents([document(path="a.txt")])
    before = workspace._database.rows("SELECT * FROM documents")
    assert workspace.put_documents([document(path="a.txt")]) == 0
    assert workspace._database.rows("SELECT * FROM documents") == before


def test_a_flag_once_set_survives_a_second_reading(workspace):
    workspace.put_documents([document(confidential=True, constructed=True)])
    workspace.put_documents([document()])
    held = workspace.document(document().id)
    assert held.confidential
    assert held.constructed


def test_an_unknown_document_is_a_clear_error(workspace):
    with pytest.raises(StoreError, match="no document 'doc-0'"):
        workspace.document("doc-0")


def test_records_of_each_kind_come_back_with_their_type(workspace):
    source = document()
    workspace.put_documents([source])
    assert workspace.put_records("statement", [statement(source)], made_by="0.1.0") == 1
    assert workspace.put_records("tie", [tie(source)]) == 1
    assert workspace.records("statement") == [statement(source)]
    assert workspace.records("tie") == [tie(source)]
    assert workspace.put_records("statement", [statement(source)], made_by="0.1.0") == 0


def test_a_record_under_a_wrong_kind_is_refused_and_nothing_of_the_batch_is_kept(workspace):
    source = document()
    with pytest.raises(StoreError, match="cannot be kept as 'tie'"):
        workspace.put_records("tie", [tie(source), statement(source)])
    assert workspace.records("tie") == []


def test_an_unknown_kind_lists_the_kinds(workspace):
    with pytest.raises(StoreError, match="kinds are document, statement"):
        workspace.records("rumour")


def test_confidential_documents_and_what_came_from_them_are_not_shareable(workspace):
    secret, plain = document(), document("Belmark opened a bridge.")
    workspace.put_documents([secret, plain])
    workspace.put_records("statement", [statement(secret), statement(plain, "opened a bridge")])
    speaker = statement(secret).speaker
    told = Prediction(
        statement=statement(secret).id, by=speaker, voice=Voice.ANONYMOUS, text="more protest", subject=None
    )
    workspace.put_records("prediction", [told])
    workspace.set_confidential(secret.id)
    assert workspace.records("prediction") == [told]
    assert workspace.records("prediction", shareable=True) == []
    assert workspace.documents(shareable=True) == [plain]
    assert workspace.records("statement", shareable=True) == [statement(plain, "opened a bridge")]
    assert len(workspace.records("statement")) == 2


def test_a_revision_is_applied_over_the_next_run_too(workspace):
    source = document()
    made = statement(source)
    workspace.put_records("statement", [made])
    workspace.revise(
        "statement", made.id, "review", Review.ACCEPTED, who="R. Vale", why="checked against the recording"
    )
    workspace.put_records("statement", [msgspec.structs.replace(made, hedge="reportedly")])
    (now,) = workspace.revised(workspace.records("statement"))
    assert now.review is Review.ACCEPTED
    assert now.hedge == "reportedly"


def test_the_latest_revision_of_a_field_wins_and_all_are_kept(workspace):
    source = document()
    workspace.put_records("tie", [tie(source)])
    item = workspace.record_id(tie(source))
    workspace.revise("tie", item, "sign", -1, who="R. Vale", why="a dispute")
    workspace.revise("tie", item, "sign", 1, who="S. Orr", why="settled since")
    assert workspace.revised([tie(source)])[0].sign == 1
    assert [(entry.value, entry.who) for entry in workspace.revisions("tie", item)] == [(-1, "R. Vale"), (1, "S. Orr")]
    assert workspace.revisions("tie")[0].at <= dt.datetime.now(dt.UTC)


def test_a_revision_cannot_be_changed_afterwards(workspace):
    workspace.put_documents([document()])
    workspace.revise("document", document().id, "publisher", "Example Wire", who="R. Vale", why="from the page")
    with pytest.raises(StoreError, match="never changed"):
        workspace._database.run("UPDATE revisions SET who = 'nobody'")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"field": "mood"}, "has no field 'mood'"),
        ({"field": "id"}, "cannot be revised"),
        ({"kind": "document", "item": document().id, "field": "confidential", "value": True}, "set_confidential"),
        ({"field": "voice", "value": "loud"}, "does not fit voice"),
        ({"item": "statement-0"}, "holds no statement"),
        ({"who": " "}, "names who makes it"),
        ({"kind": "rumour"}, "no records are kept as"),
    ],
)
def test_a_revision_that_does_not_fit_is_refused(workspace, change, said):
    made = statement(document())
    workspace.put_records("statement", [made])
    given = {
        "kind": "statement",
        "item": made.id,
        "field": "hedge",
        "value": "may",
        "who": "R. Vale",
        "why": "read again",
    }
    given |= change
    with pytest.raises(StoreError, match=said):
        workspace.revise(**given)
    assert workspace.revisions() == []


def test_what_was_put_is_there_after_reopening(tmp_path):
    with Workspace.open(tmp_path) as workspace:
        workspace.put_documents([document()])
    with Workspace.open(tmp_path) as workspace:
        assert workspace.documents() == [document()]


def test_a_workspace_of_a_newer_schema_is_refused(tmp_path):
    Workspace.open(tmp_path).close()
    with sqlite3.connect(tmp_path / "workspace.sqlite") as connection:
        connection.execute(f"PRAGMA user_version = {migrations()[-1][0] + 1}")
    connection.close()
    with pytest.raises(StoreError, match="newer tertius"):
        Workspace.open(tmp_path)


def test_a_coding_is_found_by_its_stamp_and_goes_with_its_document(workspace):
    source = document()
    workspace.put_documents([source])
    for stamp in ("a", "b", "c"):
        workspace.codings.put(source.id, stamp, stamp.encode() + source.text.encode())
    workspace.codings.put("of another workspace", "a", b"nothing")
    assert workspace.codings.get(source.id, "a") is None  # the two latest are kept
    assert workspace.codings.get(source.id, "c") == b"c" + source.text.encode()
    assert workspace.codings.get("of another workspace", "a") is None
    assert workspace.purge(source.id).proven
    assert workspace.codings.get(source.id, "c") is None


def test_replacing_records_of_some_documents_leaves_those_that_rest_on_others(workspace):
    one, other = document(), document("Belmark protested. Ardia closed a road.")
    workspace.put_documents([one, other])
    both = msgspec.structs.replace(
        statement(one), id="statement-both", passages=(*statement(one).passages, *statement(other).passages)
    )
    workspace.put_records("statement", [statement(one), statement(other), both])
    workspace.replace_records("statement", [], documents=[one.id])
    assert {kept.id for kept in workspace.records("statement")} == {statement(other).id, both.id}


def test_migrations_are_numbered_without_a_gap():
    assert [number for number, _ in migrations()] == list(range(1, migrations()[-1][0] + 1))


def test_an_older_schema_is_brought_up_to_date_and_keeps_its_documents(tmp_path, monkeypatch):
    with Workspace.open(tmp_path) as workspace:
        workspace.put_documents([document()])
    added = [*migrations(), (migrations()[-1][0] + 1, "CREATE TABLE alerts (id TEXT PRIMARY KEY);")]
    monkeypatch.setattr("tertius.store._database.migrations", lambda: added)
    with Workspace.open(tmp_path) as workspace:
        assert workspace.documents() == [document()]
        assert workspace._database.rows("SELECT count(*) FROM alerts") == [(0,)]


def test_a_migration_that_fails_leaves_the_workspace_as_it_was(tmp_path, monkeypatch):
    with Workspace.open(tmp_path) as workspace:
        workspace.put_documents([document()])
    broken = [*migrations(), (migrations()[-1][0] + 1, "CREATE TABLE alerts (id TEXT); CREATE TABLE alerts (id TEXT);")]
    with monkeypatch.context() as patch:
        patch.setattr("tertius.store._database.migrations", lambda: broken)
        with pytest.raises(StoreError, match="already exists"):
            Workspace.open(tmp_path)
    with Workspace.open(tmp_path) as workspace:
        assert workspace.documents() == [document()]


def test_a_file_in_the_place_of_the_folder_is_a_clear_error(tmp_path):
    (tmp_path / "work").write_text("no folder")
    with pytest.raises(StoreError, match="check the folder"):
        Workspace.open(tmp_path / "work")


def test_a_damaged_file_is_a_clear_error(tmp_path):
    (tmp_path / "workspace.sqlite").write_bytes(b"this is no database at all, only words" * 40)
    with pytest.raises(StoreError, match="damaged or no workspace"):
        Workspace.open(tmp_path)


def test_the_database_of_another_program_is_left_alone(tmp_path):
    with sqlite3.connect(tmp_path / "workspace.sqlite") as connection:
        connection.execute("CREATE TABLE songs (name TEXT)")
    connection.close()
    before = (tmp_path / "workspace.sqlite").read_bytes()
    with pytest.raises(StoreError, match="another program"):
        Workspace.open(tmp_path)
    assert (tmp_path / "workspace.sqlite").read_bytes() == before


def test_purging_removes_what_depends_on_the_document_down_to_the_bytes(workspace):
    secret, plain = document("Belmark protested in private, a zyzzyva said."), document("Ardia answered in public.")
    workspace.put_documents([secret, plain, document("Ardia repeats.", reprint_of=secret.id)])
    doomed = statement(secret, "protested in private")
    kept = statement(plain, "answered in public", contested_with=(doomed.id,))
    prediction = Prediction(
        statement=doomed.id, by=doomed.speaker, voice=doomed.voice, text="more protest", subject=None
    )
    workspace.put_records("statement", [doomed, kept])
    workspace.put_records("prediction", [prediction])
    workspace.put_records("tie", [tie(secret)])
    workspace.revise("statement", doomed.id, "hedge", "perhaps zyzzyva", who="R. Vale", why="heard so")
    purged = workspace.purge(secret.id)
    assert (purged.records, purged.revisions, purged.remaining) == (3, 1, 0)
    assert workspace.records("prediction") == workspace.records("tie") == []
    assert workspace.records("statement") == [msgspec.structs.replace(kept, contested_with=())]
    assert [held.reprint_of for held in workspace.documents()] == [None, None]
    files = [path for path in workspace.folder.rglob("*") if path.is_file()]
    assert not any(b"zyzzyva" in path.read_bytes() or secret.id.encode() in path.read_bytes() for path in files)


def test_purging_an_unknown_document_is_a_clear_error(workspace):
    with pytest.raises(StoreError, match="no document"):
        workspace.purge("doc-0")
