"""Public statements and acts without a PLOVER type: one event a line, and only where nothing else was coded."""

import pytest

from tertius.coding import code_record
from tertius.coding.encoder import available

pytestmark = pytest.mark.skipif(not available(), reason="needs the encoder's weights")


def coded(text, **more):
    return code_record({"id": 1, "text": text}, **more)["events"]


def test_a_minister_s_statement_is_one_event_of_cameo_01_without_a_type():
    text = "Kenya's finance minister said on Tuesday that the last harvest was the best in ten years."
    (event,) = coded(text)
    assert (event["type"], event["cameo"], event["quad"], event["status"]) == (None, "010", 0, "reported")
    assert text[slice(*event["source"]["span"])].startswith("Kenya's finance minister")
    assert event["source"]["actor"]["code"].startswith("KEN")
    assert "PLOVER has no type for it" in event["because"][0]


def test_the_words_tell_what_kind_of_comment_it_is():
    (event,) = coded("Kenya's finance minister said on Tuesday that he was confident the next harvest would be good.")
    assert (event["type"], event["cameo"]) == (None, "013")


def test_no_statement_is_added_where_an_act_is_coded():
    events = coded("Kenya's foreign minister said on Tuesday that Kenyan police had arrested two Somali traders.")
    assert events
    assert all(event["type"] for event in events)


@pytest.mark.parametrize(
    "text",
    [
        "The coach said his young team had learned a lot from the defeat.",
        "Coffee prices rose to a seven-month high on worries about frost.",
    ],
)
def test_what_is_no_matter_of_politics_stays_without_an_event(text):
    assert coded(text) == []


def test_the_rules_alone_know_no_statement_of_politics():
    assert (
        coded("Kenya's finance minister said on Tuesday that the last harvest was the best in ten years.", fast=True)
        == []
    )
