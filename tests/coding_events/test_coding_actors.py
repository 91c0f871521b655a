"""Mentions of actors: who is named, described or referred to, and with what evidence."""

import pytest


def mentions(read, text):
    from tertius.coding.actors import find_mentions

    return find_mentions(read(text))


def by_text(read, text):
    return {mention.text: mention for mention in mentions(read, text)}


@pytest.mark.parametrize(
    ("text", "words", "code", "kind"),
    [
        ("Azerbaijan closed the road.", "Azerbaijan", "AZE", "state"),
        ("Baku said the road was closed.", "Baku", "AZE", "state"),
        (
            "Azerbaijan's Interior Ministry detained two men.",
            "Azerbaijan's Interior Ministry",
            "AZE.GOV",
            "organisation",
        ),
        ("The Iranian military held drills.", "Iranian military", "IRN.MIL", "organisation"),
        ("Police stopped two Iranian truck drivers.", "two Iranian truck drivers", "IRN.CVL", "group"),
        ("The Armenians left the district.", "Armenians", "ARM", "people"),
        ("The Turkish government sent a note.", "Turkish government", "TUR.GOV", "organisation"),
        ("NATO welcomed the deal.", "NATO", "NATO", "organisation"),
    ],
)
def test_an_actor_has_its_code_and_kind(read, text, words, code, kind):
    found = by_text(read, text)[words]
    assert (found.actor.code, found.actor.kind, bool(found.because)) == (code, kind, True)


def test_an_office_gives_its_holder_a_code_and_a_role(read):
    found = mentions(read, "Iranian Foreign Minister Hossein Amirabdollahian spoke in Tehran.")[0]
    assert (found.actor.name, found.actor.code, found.role) == (
        "Hossein Amirabdollahian",
        "IRN.GOV",
        "Iranian Foreign Minister",
    )


def test_a_former_office_gives_no_code(read):
    found = mentions(read, "Former Iranian Foreign Minister Anton Kelner spoke.")[0]
    assert found.actor.code is None
    assert "former" in found.because


def test_a_person_without_a_role_has_no_code(read):
    assert by_text(read, "Maria Kelner bought a house.")["Maria Kelner"].actor.code is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Doña Elvira Quispe said the road was closed.", "Elvira Quispe"),
        ("According to Don Esteban Mamani, the mine is empty.", "Don Esteban Mamani"),
        ("Hajji Mustafa Karimi sold his shop.", "Mustafa Karimi"),
        ("Sheikh Hamdan al-Rashid warned the council.", "Hamdan al-Rashid"),
        ("Madame Odile Renard refused.", "Odile Renard"),
        ("Father Mesrop laughed.", "Father Mesrop"),
    ],
)
def test_titles_of_many_languages_make_a_person(read, text, name):
    assert (name, "person") in [(m.actor.name, m.actor.kind) for m in mentions(read, text) if m.actor]


def test_compounds_are_two_mentions(read):
    assert [m.actor.code for m in mentions(read, "Turkey and Azerbaijan signed a declaration.")] == ["TUR", "AZE"]


@pytest.mark.parametrize("text", ["The men met in Baku.", "The road leads through Iran.", "Trucks waited near Tehran."])
def test_a_place_name_that_stands_as_a_place_is_no_actor(read, text):
    assert not any(m.actor and m.actor.kind == "state" for m in mentions(read, text))


def test_a_place_name_inside_a_persons_name_is_no_state(read):
    found = mentions(read, "President Milan Jordan met Paris Kelner.")
    assert all(m.actor is None or m.actor.kind == "person" for m in found)


def test_a_later_surname_is_the_same_entity(read):
    found = [m for m in mentions(read, "Maria Kelner spoke. Kelner then left.") if m.actor]
    assert {m.entity for m in found} == {found[0].entity}
    assert found[-1].actor.name == "Maria Kelner"


def test_two_people_of_one_surname_stay_two(read):
    found = mentions(read, "Maria Kelner met Anton Kelner. Kelner then left.")
    assert len({m.entity for m in found}) == 3
    assert found[-1].actor is None
    assert "unresolved" in found[-1].because


def test_a_pronoun_takes_an_antecedent_that_agrees(read):
    found = by_text(read, "Spokeswoman Maria Kelner met Turkey's minister. She left.")
    assert found["She"].actor.name == "Maria Kelner"
    assert found["She"].because.startswith("antecedent")


def test_a_pronoun_without_antecedent_is_unresolved(read):
    found = by_text(read, "They left early.")["They"]
    assert (found.actor, found.because) == (None, "unresolved")


def test_the_ministry_is_the_one_named_before(read):
    found = by_text(read, "Azerbaijan's Interior Ministry detained two men. The ministry gave no names.")
    assert found["ministry"].entity == found["Azerbaijan's Interior Ministry"].entity


def test_the_ministry_without_one_before_is_unresolved(read):
    assert by_text(read, "The ministry gave no names.")["ministry"].because == "unresolved"


def test_mentions_lie_in_the_text(read):
    text = "Iran’s Foreign Minister said Turkey and the rebels met. He left; they stayed."
    parsed = read(text)
    assert all(text[m.span[0] : m.span[1]] == m.text for m in parsed.mentions)
    assert all(m.span[0] <= parsed.doc[m.head].idx < m.span[1] for m in parsed.mentions)
