"""Words of acts that tell no act, and parties that are none. The sentences are made up and report nothing."""

import pytest

from tertius.coding import code_records
from tertius.coding.events import find_events
from tertius.records import EventStatus

MODES = pytest.mark.parametrize("fast", [True, False], ids=["fast", "accurate"])


@MODES
@pytest.mark.parametrize(
    "text",
    [
        "Norway gave Sweden no warning of the storm.",
        "A strong Norway is a threat to Sweden.",
        "This is the background for the tensions between Norway and Sweden.",
        "Olsen agreed that Norway was cold to Sweden.",
    ],
)
def test_a_word_of_an_act_that_tells_none_makes_no_event(read, text, fast):
    assert find_events(read(text), fast=fast) == []


@MODES
def test_a_march_of_people_is_a_protest(read, fast):
    (event,) = find_events(read("Swedish students marched against Portugal."), fast=fast)
    assert (event.type, event.target.code) == ("PROTEST", "PRT")


def test_to_ask_how_something_came_is_no_request(read):
    text = "Olsen asked how Norway had helped Sweden."
    assert [event.type for event in find_events(read(text), fast=True)] == ["AID"]


def test_to_ask_somebody_to_do_something_is_a_request(read):
    (event,) = find_events(read("Olsen asked Sweden to leave."), fast=True)
    assert (event.type, event.target.code) == ("REQUEST", "SWE")


def test_states_that_agree_on_something_to_be_done_have_an_accord(read):
    assert find_events(read("Norway agreed that it would send food to Sweden."), fast=True)[0].type == "AGREE"


@MODES
def test_what_would_come_whenever_something_happens_has_not_happened(read, fast):
    events = find_events(read("Sweden will side with Norway whenever it faces aggression from Finland."), fast=fast)
    attacks = [event for event in events if event.type == "ASSAULT"]
    assert attacks or not fast  # in the accurate mode the encoder may see no act in it
    assert all(attack.status == EventStatus.HYPOTHETICAL for attack in attacks)


def test_one_who_is_engaged_in_something_does_it(read):
    (event,) = find_events(read("Norway was engaged in an attack on Sweden."), fast=True)
    assert (event.source.code, event.target.code) == ("NOR", "SWE")


def test_a_source_that_speaks_of_people_without_a_name_accuses_nobody():
    text = "Another anonymous source in Norway said that many people there are angry."
    (record,) = code_records([{"id": "1", "text": text}])
    assert [event for event in record["events"] if event["type"]] == []


def test_the_month_of_march_is_no_protest(read):
    assert find_events(read("Sweden told Norway in March that the talks were over."), fast=True) == []


def test_me_in_somebodys_words_is_no_newspaper():
    text = "Per Olsen, a minister of Norway, told Nordic Times: “Sweden has asked me to convey a message.”"
    (record,) = code_records([{"id": "1", "text": text}], fast=True)
    (event,) = [each for each in record["events"] if each["type"] == "REQUEST"]
    assert event["target"]["text"] == "me"
    assert (event["target"]["actor"] or {}).get("name") != "Nordic Times"


def test_a_pronoun_left_open_says_so(read):
    (event,) = find_events(read("They attacked Norway."), fast=True)
    assert event.source is None
    assert "source: “They” left open" in event.because


def test_a_pronoun_says_whom_it_was_taken_for(read):
    event = find_events(read("Norway met Sweden. It attacked Finland."), fast=True)[-1]
    assert (event.source.code, event.because[-1]) == ("NOR", "source: “It”, antecedent: Norway")


def test_a_record_with_a_pair_is_coded_for_that_pair():
    text = "Finland praised Norway, which attacked Sweden."
    span = lambda name: [text.index(name), text.index(name) + len(name)]  # noqa: E731
    pairs = [("Finland", "Norway"), ("Norway", "Sweden")]
    lines = [{"id": one, "text": text, "source": span(one), "target": span(other)} for one, other in pairs]
    events = [record["events"] for record in code_records(lines, fast=True)]
    assert [[event["type"] for event in each] for each in events] == [["SUPPORT"], ["ASSAULT"]]


def test_of_two_verbs_with_one_subject_the_targets_own_is_coded():
    text = "Norway praised Finland and attacked Sweden."
    span = lambda name: [text.index(name), text.index(name) + len(name)]  # noqa: E731
    lines = [
        {"id": name, "text": text, "source": span("Norway"), "target": span(name)} for name in ("Finland", "Sweden")
    ]
    events = [record["events"] for record in code_records(lines, fast=True)]
    assert [[event["type"] for event in each] for each in events] == [["SUPPORT"], ["ASSAULT"]]
