"""Who can be a party, who is meant by a pronoun for several, and what tells no act. The sentences are made up and report nothing."""

import datetime as dt

import pytest

from tertius.coding.events import find_events


def coded(read, text):
    return [
        (event.type, event.source and event.source.code, event.target and event.target.code)
        for event in find_events(read(text), fast=True)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Norway suggested that Sweden had lost interest.",
        "Norway released a report on herring.",
        "Norway demonstrated its commitment to Sweden.",
        "Norway acknowledged that Sweden was right.",
        "Norway is fighting inflation.",
        "Norway struck the right note in Sweden.",
        "Sweden faces a threat from Norway.",
        "A war between Norway and Sweden is unthinkable.",
        "Norway has the support of its voters.",
        "A storm killed nine people in Norway.",
        "The rise of prices helped to sell Norwegian herring.",
        "The nurse helped the neighbour.",
        "This author toured Norway last summer.",
        "Norway defended its fishermen.",
        "In order to win, Norway has to sell herring.",
    ],
)
def test_things_and_private_persons_and_figures_of_speech_make_no_event(read, text):
    assert coded(read, text) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Norway released two Danish prisoners.", [("RETREAT", "NOR", "DNK.CVL")]),
        ("Norway suggested to Sweden a joint patrol.", [("REQUEST", "NOR", "SWE")]),
        ("Norway attacked the proposal of Sweden.", [("ACCUSE", "NOR", "SWE")]),
        ("Norway told Sweden to leave.", [("REQUEST", "NOR", "SWE")]),
        ("Norway answered with a drill.", [("MOBILIZE", "NOR", None)]),
        ("It could lead to Norway having a rapprochement with Sweden.", [("SUPPORT", "NOR", "SWE")]),
        ("Norway handed the Danish envoy a protest note.", [("ACCUSE", "NOR", "DNK.GOV")]),
        ("Norway sent doctors to Sweden.", [("AID", "NOR", "SWE")]),
        ("Norway shared intelligence with Sweden.", [("COOPERATE", "NOR", "SWE")]),
        ("Danish envoys were questioned by Norway and then released.",
         [("ACCUSE", "NOR", "DNK.GOV"), ("RETREAT", None, "DNK.GOV")]),
        ("The strike by Norwegian teachers went on.", [("PROTEST", "NOR.CVL", None)]),
        ("Norway and Sweden accused each other of theft.", [("ACCUSE", "NOR", "SWE"), ("ACCUSE", "SWE", "NOR")]),
        ("Norwegian and Swedish officials met in Riga.", [("CONSULT", "NOR.GOV", "SWE.GOV")]),
        ("The pipeline brought Norway and Sweden closer.", [("SUPPORT", "NOR", "SWE")]),
        ("Trade could make Norway and Sweden closer.", []),
        ("Trade brought prices closer to those of Norway.", []),
        ("Kenya, Uganda Sign Power Deal", [("SUPPORT", "KEN", "UGA")]),
        ("Norway lifted its ban on Danish herring.", [("RETREAT", "NOR", "DNK")]),
        ("Norway reopened the border, which Sweden had closed.", [("RETREAT", "NOR", None), ("COERCE", "SWE", None)]),
    ],
)  # fmt: skip
def test_an_act_has_the_parties_that_the_sentence_gives_it(read, text, wanted):
    assert sorted(coded(read, text)) == sorted(wanted)


def test_they_after_two_states_are_both(read):
    text = "Peru blamed Norway and Sweden. It later thanked them."
    assert sorted(coded(read, text))[-2:] == [("SUPPORT", "PER", "NOR"), ("SUPPORT", "PER", "SWE")]


def test_what_might_come_and_what_would_have_been_is_hypothetical(read):
    for text in (
        "It could lead to Norway having talks with Sweden.",
        "Had Norway asked, Sweden would have sent food to Denmark.",
        "Norway would rather buy oil from Sweden.",
    ):
        assert {event.status for event in find_events(read(text), fast=True)} == {"hypothetical"}


def test_a_date_in_a_relative_clause_is_not_the_acts(read):
    text = "Norway reopened the border, which Sweden had closed in 2011."
    reopened, closed = find_events(read(text, day=dt.date(2021, 10, 6)), fast=True)
    assert reopened.when is None
    assert str(closed.when.start) == "2011-01-01"


def test_last_summer_is_that_of_the_place(read):
    wanted = {"Australia": ("2020-12-01", "2021-02-28"), "Norway": ("2021-06-01", "2021-08-31")}
    for state, (start, end) in wanted.items():
        text = f"{state} expelled two envoys last summer."
        event = find_events(read(text, day=dt.date(2021, 10, 6)), fast=True)[0]
        assert (str(event.when.start), str(event.when.end)) == (start, end)
    (event,) = find_events(read("Australia helped Norway last summer.", day=dt.date(2021, 10, 6)), fast=True)
    assert (str(event.when.start), str(event.when.end)) == ("2020-12-01", "2021-08-31")


def test_who_is_thanked_or_blamed_for_an_act_did_it(read):
    assert ("COOPERATE", "FIN", "NOR.MIL") in coded(read, "Sweden thanked Finland for training Norwegian troops.")
    assert ("ASSAULT", "DNK", "NOR") in coded(read, "Sweden accused Denmark of attacking Norway.")
