"""Notes on documents, sources read to the end, and the proof of a purge."""

import pytest

from tertius.errors import StoreError
from tertius.records import Document, content_id
from tertius.store import SourceRead, Workspace

TEXT = "Ardia closed the road to Ostra on Tuesday, its interior ministry said in a statement to the press."


def document(text=TEXT, **more):
    return Document(id=content_id("doc", text, more.get("publisher", "")), title="A road", text=text, **more)


@pytest.fixture
def workspace(tmp_path):
    with Workspace.open(tmp_path / "work") as opened:
        yield opened


def test_notes_are_kept_once_and_go_with_their_document(workspace):
    held = document()
    workspace.put_documents([held])
    for _ in range(2):
        workspace.note(held.id, {"source": ["/a.txt", "/b.txt"], "dateline": ["OSTRA"]})
    assert workspace.notes(held.id) == {"dateline": ("OSTRA",), "source": ("/a.txt", "/b.txt")}
    workspace.purge(held.id)
    assert workspace.notes(held.id) == {}
    with pytest.raises(StoreError, match="no document"):
        workspace.note(held.id, {"source": ["/a.txt"]})


def broken_off(workspace):
    with workspace.together():
        workspace.put_documents([document()])
        workspace.mark_read(SourceRead(source="/a.txt", stamp="1"))
        raise RuntimeError


def test_what_is_put_together_is_kept_whole_or_not_at_all(workspace):
    with pytest.raises(RuntimeError):
        broken_off(workspace)
    assert workspace.documents() == []
    assert workspace.source_read("/a.txt") is None


def test_a_source_read_is_remembered_with_what_was_set_aside_and_forgotten_with_its_document(workspace):
    held = document()
    workspace.put_documents([held])
    workspace.note(held.id, {"source": ["/a.txt"]})
    read = SourceRead(source="/a.txt", stamp="2", set_aside=("line 3: is no JSON",))
    workspace.mark_read(SourceRead(source="/a.txt", stamp="1"))
    workspace.mark_read(read)
    assert workspace.source_read("/a.txt") == read
    workspace.purge(held.id)
    assert workspace.source_read("/a.txt") is None


def test_the_proof_of_a_purge_finds_what_is_left_in_any_file(workspace):
    held = document()
    workspace.put_documents([held])
    (workspace.folder / "left.txt").write_text(f"a note: {TEXT}")
    purged = workspace.purge(held.id)
    assert (purged.remaining, purged.traces, purged.proven) == (0, 1, False)


def test_a_reprint_that_stays_is_no_trace_of_the_purged_original(workspace):
    held, reprint = document(publisher="Example Wire"), document(publisher="Example Gazette")
    workspace.put_documents([held, reprint])
    assert workspace.purge(held.id).proven
    assert workspace.documents() == [reprint]
