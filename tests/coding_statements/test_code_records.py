"""One object a line in, one out: the contract of `tertius code --jsonl`."""

import pytest

from tertius.coding import code_record, code_records
from tertius.world.ontology import TYPES

TEXT = "Azerbaijan detained two Iranian drivers on 15 September, Azerbaijan's interior ministry said."


def test_spans_index_the_given_text():
    found = code_record({"id": 7, "text": TEXT, "published": "2021-09-16"})
    assert found["id"] == 7
    event = found["events"][0]
    assert event["type"] == "COERCE"
    for side, words in (("source", "Azerbaijan"), ("target", "two Iranian drivers")):
        start, end = event[side]["span"]
        assert TEXT[start:end] == event[side]["text"]
        assert words in event[side]["text"]
    assert event["when"]["start"] == "2021-09-15"
    statement = found["statements"][0]
    assert TEXT[slice(*statement["cue"])] == "said"
    assert "interior ministry" in TEXT[slice(*statement["source"])]


def test_with_a_pair_exactly_one_typed_event_comes_back():
    text = "Nobody in Ankara or Athens knew what the weather would be."
    pair = {"source": [10, 16], "target": [20, 26]}
    (event,) = code_record({"id": "x", "text": text} | pair)["events"]
    assert event["type"] in TYPES
    assert (event["source"]["span"], event["target"]["span"]) == ([10, 16], [20, 26])


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ({"id": 1}, "no text"),
        ({"id": 1, "text": "   "}, "no text"),
        ({"text": "A."}, "no id"),
        ({"id": 1, "text": "Iran met Oman.", "source": [0, 4]}, "both source and target"),
        ({"id": 1, "text": "Iran met Oman.", "source": [0, 4], "target": [9, 99]}, "outside the text"),
        ({"id": 1, "text": "Iran met Oman.", "published": "soon"}, "no date"),
        ("text", "not a JSON object"),
        (ValueError("line 3 is no JSON"), "line 3"),
    ],
)
def test_a_bad_record_gives_its_error(record, said):
    found = code_record(record)
    assert set(found) == {"id", "error"}
    assert said in found["error"]


def test_the_rest_goes_on_in_the_same_order():
    records = [{"id": 1, "text": TEXT}, {"id": 2}, {"id": 3, "text": "Turkey and Armenia held talks."}]
    found = list(code_records(records))
    assert [line["id"] for line in found] == [1, 2, 3]
    assert "error" in found[1]
    assert found[2]["events"][0]["type"] == "CONSULT"
