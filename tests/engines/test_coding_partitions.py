"""Coding over partitions: as many rows as documents, the same wherever they are coded."""

import json

import pyarrow as pa
import pytest

from tertius.coding import code_record
from tertius.coding.partitions import SCHEMA, code_batches

DOCUMENTS = [
    {"id": "1", "text": "Norland's army shelled a border post in Sudland on Monday.", "published": "2021-10-04"},
    {"id": "2", "text": "", "published": None},
    {"id": "3", "text": 'The two governments held talks. "We agreed on a date," the minister said.', "published": None},
]


def batch():
    return pa.RecordBatch.from_pylist(DOCUMENTS)


def test_every_row_is_coded_as_alone_and_a_bad_one_says_why():
    (found,) = code_batches([batch()])
    rows = found.to_pylist()
    assert [row["id"] for row in rows] == ["1", "2", "3"]
    assert (rows[1]["coded"], rows[1]["error"]) == (None, "no text")
    for row, document in zip(rows, DOCUMENTS, strict=True):
        if row["coded"]:
            alone = code_record({name: value for name, value in document.items() if value})
            assert json.loads(row["coded"]) == json.loads(json.dumps(alone))


@pytest.mark.spark
def test_spark_codes_the_same(spark):
    from tertius.history._spark import session

    frame = session(spark).createDataFrame(pa.Table.from_batches([batch()])).repartition(2)
    found = sorted(frame.mapInArrow(code_batches, SCHEMA).toArrow().to_pylist(), key=lambda row: row["id"])
    (expected,) = code_batches([batch()])
    assert found == expected.to_pylist()
