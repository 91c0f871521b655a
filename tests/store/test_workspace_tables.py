"""Tables that grow: only what the manifest names is there, whatever else lies in the folder."""

import pyarrow as pa
import pytest

from tertius.errors import StoreError
from tertius.records import Document
from tertius.store import Workspace


@pytest.fixture
def workspace(tmp_path):
    with Workspace.open(tmp_path / "work") as opened:
        yield opened


def rows(*documents):
    return pa.table({"document": list(documents), "value": [float(len(name)) for name in documents]})


def test_rows_come_back_in_the_order_they_were_added(workspace):
    assert workspace.append_table("events", rows("doc-a", "doc-b")) == 2
    assert workspace.append_table("events", rows("doc-c")) == 1
    assert workspace.table("events")["document"].to_pylist() == ["doc-a", "doc-b", "doc-c"]
    assert len(workspace.table_files("events")) == 2


def test_the_same_rows_again_add_nothing_whatever_their_chunks(workspace):
    workspace.append_table("events", rows("doc-a", "doc-b"))
    chunked = pa.concat_tables([rows("doc-a"), rows("doc-b")])
    assert workspace.append_table("events", chunked) == 0
    assert workspace.table("events").num_rows == 2


def test_other_columns_are_refused(workspace):
    workspace.append_table("events", rows("doc-a"))
    with pytest.raises(StoreError, match="has the columns"):
        workspace.append_table("events", pa.table({"other": [1]}))


def test_an_unknown_table_and_a_bad_name_are_clear_errors(workspace):
    with pytest.raises(StoreError, match="no table 'events'"):
        workspace.table("events")
    with pytest.raises(StoreError, match="no name for a table"):
        workspace.append_table("../outside", rows("doc-a"))


def test_a_file_outside_the_manifest_is_not_read_and_is_swept(workspace):
    workspace.append_table("events", rows("doc-a"))
    left = workspace.folder / "tables" / "events" / "left-by-a-killed-process.parquet"
    left.write_bytes(b"half a file")
    assert workspace.table("events").num_rows == 1
    assert workspace.sweep_tables() == 1
    assert not left.exists()
    assert workspace.table("events").num_rows == 1


def test_a_missing_file_of_the_manifest_is_a_clear_error(workspace):
    workspace.append_table("events", rows("doc-a"))
    workspace.table_files("events")[0].unlink()
    with pytest.raises(StoreError, match="damaged or missing"):
        workspace.table("events")


def test_purging_a_document_removes_its_rows(workspace):
    workspace.put_documents([Document(id="doc-a", title="", text="One."), Document(id="doc-b", title="", text="Two.")])
    workspace.append_table("events", rows("doc-a", "doc-b", "doc-a"))
    workspace.append_table("events", rows("doc-a"))
    workspace.append_table("weeks", pa.table({"week": [1, 2]}))
    assert workspace.purge("doc-a").rows == 3
    assert workspace.table("events")["document"].to_pylist() == ["doc-b"]
    assert workspace.table("weeks").num_rows == 2
    files = [path for path in workspace.folder.rglob("*") if path.is_file()]
    assert not any(b"doc-a" in path.read_bytes() for path in files)
