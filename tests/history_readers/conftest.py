"""Makes the generator of files importable, and reads an archive back."""

import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "history_readers"))


@pytest.fixture
def rows_of():
    """The rows of a workspace's events (or mentions) in the order of their ids."""

    def read(workspace, holds="events"):
        files = sorted((Path(workspace) / "history" / holds).glob("origin=*/month=*/*.parquet"))
        rows = [row for file in files for row in pq.read_table(file, partitioning=None).to_pylist()]
        return sorted(rows, key=lambda row: (row["origin"], row["id"]))

    return read
