"""Coding many documents at once, a partition of Arrow batches at a time: for Spark's `mapInArrow`, or any loop.

    from tertius.coding.partitions import SCHEMA, code_batches
    documents.select("id", "title", "text", "published").mapInArrow(code_batches, SCHEMA)

Each worker loads the pipeline once and keeps it for its further partitions. Rows keep their order within a
partition, and a row is coded from its own columns alone, so how rows are spread changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

__all__ = ["COLUMNS", "SCHEMA", "code_batches"]

SCHEMA = "id string, coded string, error string"
"""What comes back, in Spark's words: the record as `tertius code --jsonl` writes it, or what is wrong with it."""

COLUMNS = ("id", "title", "text", "published")
"""What is read of each row; `id` and `text` are needed."""


def code_batches(batches: Iterable[Any]) -> Iterator[Any]:
    """Each Arrow batch of documents as an Arrow batch `id, coded, error` of as many rows.

    Args:
        batches: `pyarrow.RecordBatch` with the columns `id` and `text`, and where there are `title` and
            `published` (text, as `tertius code --jsonl` takes them); other columns are passed over.

    """
    for batch in batches:
        yield _coded(batch)


def _coded(batch: Any) -> Any:
    import msgspec
    import pyarrow as pa

    from tertius.coding.road import code_records

    given = batch.select([name for name in COLUMNS if name in batch.schema.names]).to_pylist()
    records = ({name: value for name, value in row.items() if value is not None} for row in given)
    found = list(code_records(records))
    errors = [one.get("error") for one in found]
    coded = [None if error else msgspec.json.encode(one).decode() for one, error in zip(found, errors, strict=True)]
    columns = {
        "id": pa.array([None if row.get("id") is None else str(row["id"]) for row in given], pa.string()),
        "coded": pa.array(coded, pa.string()),
        "error": pa.array(errors, pa.string()),
    }
    return pa.RecordBatch.from_pydict(columns)
