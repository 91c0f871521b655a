"""Plain wire sentences: who did what to whom, by how far it has come. Made up, with states that are not there; they report nothing."""

import pytest

from tertius.coding import code_record

BOTH = pytest.mark.parametrize("fast", [True, False], ids=["fast", "accurate"])


def acts(text, *, fast):
    def words(party):
        return party and party["text"]

    found = code_record({"id": 1, "text": text}, fast=fast)["events"]
    return [(one["type"], words(one["source"]), words(one["target"]), one["status"]) for one in found if one["type"]]


@BOTH
@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Ustania withdrew its troops from the valley after talks mediated by Ilmora.",
         ("RETREAT", "Ustania", None, "happened")),
        ("Turkey deployed 500 soldiers along its border with Syria, state television reported.",
         ("MOBILIZE", "Turkey", "Syria", "happened")),
        ("Farmers blocked roads around Lyon on Monday to protest against milk prices.",
         ("PROTEST", "Farmers", None, "happened")),
        ("Thousands of nurses walked off the job across Velmark on Wednesday, demanding higher pay.",
         ("PROTEST", "Thousands of nurses", None, "happened")),
        ("China lodged a protest with Japan over the patrol, the foreign ministry in Beijing said.",
         ("ACCUSE", "China", "Japan", "happened")),
        ("Tavria has rejected a proposal by Ilmora to send observers to the valley.",
         ("REJECT", "Tavria", "Ilmora", "happened")),
        ("Opposition leader Jan Morvel was detained at the airport on his return from exile, his lawyer said.",
         ("COERCE", None, "Opposition leader Jan Morvel", "claimed")),
    ],
)  # fmt: skip
def test_a_party_is_who_does_it_or_suffers_it_and_no_place_or_means(text, wanted, fast):
    assert acts(text, fast=fast) == [wanted]


@BOTH
def test_a_weapon_is_nobody_who_does_it_yet_somebody_suffered(fast):
    text = (
        "A roadside bomb killed four policemen in the eastern province of Nardan on Sunday, the interior ministry said."
    )
    assert acts(text, fast=fast) == [("ASSAULT", None, "four policemen", "claimed")]


def test_whom_one_travels_to_meet_goes_before_the_town_one_travels_to():
    text = "Norway's foreign minister flew to Madrid on Tuesday for talks with her Danish counterpart."
    assert [act[2] for act in acts(text, fast=True)] == ["her Danish counterpart"]


@BOTH
def test_an_accusation_and_its_denial_keep_apart_what_is_claimed_and_who_answers(fast):
    text = "Tavria accused Orsinia of shelling three villages along the border, a charge Orsinia's defence ministry denied."
    assert [act[:3] for act in acts(text, fast=fast)] == [
        ("ACCUSE", "Tavria", "Orsinia"),
        ("ASSAULT", "Orsinia", "three villages"),
        ("REJECT", "Orsinia's defence ministry", "Tavria"),
    ]
    assert acts(text, fast=fast)[1][3] == "claimed"


@BOTH
def test_what_a_promised_act_is_for_comes_no_sooner_than_the_act(fast):
    text = "Japan said it would donate 10 million dollars to help Ustania rebuild schools destroyed by the earthquake."
    assert {act[3] for act in acts(text, fast=fast)} == {"planned"}


@BOTH
def test_an_act_of_saying_that_others_tell_of_is_claimed(fast):
    text = "Ustania has agreed to release 40 prisoners held since the war, Red Cross officials said."
    assert {(act[0], act[3]) for act in acts(text, fast=fast)} == {("AGREE", "claimed")}


@BOTH
def test_a_state_that_protests_accuses(fast):
    text = "Moscow summoned Velmark's ambassador on Friday to protest over the seizure of a cargo ship."
    assert {act[0] for act in acts(text, fast=fast)} == {"ACCUSE"}


def test_the_encoder_names_whole_phrases_and_nobody_on_both_sides():
    text = "Heavy rain flooded homes in the south of Orsinia on Sunday."
    for one in code_record({"id": 1, "text": text})["events"]:
        spans = [one[side]["text"] for side in ("source", "target") if one[side]]
        assert len(set(spans)) == len(spans)
        assert not any(span.startswith("of ") for span in spans)


@BOTH
@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("At least 12 people were killed in Russian shelling of the city of Kostrin overnight, the mayor said.",
         ("ASSAULT", "Russian", "12 people", "claimed")),
        ("Four fishermen died in an attack by gunmen near Qasr, police said.",
         ("ASSAULT", "gunmen", "Four fishermen", "claimed")),
        ("Ten soldiers were killed in an ambush in northern Mali, the army said.",
         ("ASSAULT", None, "Ten soldiers", "claimed")),
    ],
)  # fmt: skip
def test_those_killed_in_an_attack_were_killed_by_whose_it_was(text, wanted, fast):
    assert wanted in acts(text, fast=fast)


@BOTH
def test_who_suffers_what_is_condemned_did_not_do_it(fast):
    text = "Portugal condemned the attack on the embassy in Qasr."
    assert ("ASSAULT", "embassy") not in {act[:2] for act in acts(text, fast=fast)}


@BOTH
def test_clashes_between_two_are_one_act(fast):
    text = "Clashes between the army and rebels in eastern Nardan left 30 people dead, the United Nations said."
    assert [(act[0], act[3]) for act in acts(text, fast=fast)] == [("ASSAULT", "claimed")]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Unions in Velmark called a general strike.", "PROTEST"),
        ("Unions in Velmark called off a five-day strike.", "RETREAT"),
        ("A court in Norway sentenced two Danish sailors to six years in prison.", "COERCE"),
    ],
)
def test_plain_acts_are_known_by_the_rules(text, wanted):
    assert [act[0] for act in acts(text, fast=True)] == [wanted]
