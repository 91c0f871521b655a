"""One event told several times is one event; a reprint adds no story."""

import datetime as dt

import msgspec

from tertius.coding.events import find_events, merge
from tertius.coding.parsed import Attribution
from tertius.records import Form, Speaker, Voice


def told(read, text, day=dt.date(2021, 10, 4)):
    return find_events(read(text, day))


def test_two_reports_of_one_act_are_one_event(read):
    events = told(read, "On 1 October Norway attacked Sweden.") + told(
        read, "Norway's strike on Sweden came late. Norway attacked Sweden on Friday."
    )
    same = [event for event in events if event.source and event.source.code == "NOR" and event.when]
    (merged,) = merge(same, {})
    assert len(merged.passages) == len({p.document for p in merged.passages}) == 2
    assert merged.stories == 2
    assert merged.when.start == dt.date(2021, 10, 1)


def test_a_reprint_adds_no_story(read):
    first, second = (
        told(read, "On 1 October Norway attacked Sweden."),
        told(read, "Norway attacked Sweden on 1 October."),
    )
    stories = {event.passages[0].document: "one story" for event in first + second}
    (merged,) = merge(first + second, stories)
    assert (len(merged.passages), merged.stories) == (2, 1)


def test_acts_on_other_days_stay_apart(read):
    assert len(merge(told(read, "On 1 October Norway attacked Sweden. On 3 October Norway attacked Sweden."), {})) == 2


def test_a_denied_act_stays_apart_from_the_act(read):
    assert len(merge(told(read, "Norway attacked Sweden on Friday. Norway did not attack Sweden on Friday."), {})) == 2


def test_who_met_whom_has_no_first_side(read):
    assert len(merge(told(read, "Norway met Sweden on Friday. Sweden met Norway on Friday."), {})) == 1


def test_merging_is_stable_and_keeps_single_events(read):
    events = told(read, "Norway attacked Sweden. Ireland praised Portugal.")
    merged = merge(events, {})
    assert [event.id for event in merged] == [event.id for event in events]
    assert merge(merged, {}) == merged
    assert msgspec.json.encode(merged) == msgspec.json.encode(
        merge(told(read, "Norway attacked Sweden. Ireland praised Portugal."), {})
    )


def test_two_reporters_stand_at_one_event_and_a_reprint_adds_none(read):
    first, second = (
        told_by(read, "Norway attacked Sweden on 1 October, Olsen said.", "Olsen"),
        told_by(read, "On 1 October Norway attacked Sweden, Berg said.", "Berg"),
    )
    reprint = told_by(read, "Norway attacked Sweden on 1 October, Olsen said. ", "Olsen")
    wire = {event.passages[0].document: "the wire's story" for event in first + reprint}
    (merged,) = merge(first + second + reprint, wire)
    assert len({passage.document for passage in merged.passages}) == 3
    assert {by.name for by in merged.reported_by} == {"Olsen", "Berg"}
    assert merged.stories == 2


def told_by(read, text, name):
    """The events of a text, all of which the named person says."""
    parsed = read(text)
    start = text.index(name)
    source = (start, start + len(name))
    parsed.attributions = [Attribution(source, None, ((0, start - 2),), Form.INDIRECT, Speaker(name=name), Voice.NAMED)]
    return find_events(parsed)
