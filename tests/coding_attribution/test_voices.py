"""The learned voices: what a description tells, whatever the names in it."""

import json
from importlib import resources

import pytest

from tertius.coding.attribution._described import NAME, segments
from tertius.coding.attribution._voices import Source, load_voices, voice_features, voice_of
from tertius.records import Voice


@pytest.mark.parametrize(
    ("phrase", "voice"),
    [
        ("a Brightfone spokesman", Voice.NAMED),
        ("the president of the Orbis network", Voice.NAMED),
        ("the defence ministry's spokesman", Voice.OFFICIAL),
        ("a congressional report", Voice.OFFICIAL),
        ("a parliamentary committee", Voice.OFFICIAL),
        ("vulnerable Democrats", Voice.ANONYMOUS),
        ("villagers near the dam", Voice.ANONYMOUS),
        ("a senior official, who declined to be named", Voice.ANONYMOUS),
        ("the local newspapers", Voice.MEDIA),
        ("an editorial in the Carrow Times", Voice.MEDIA),
        ("a spokesman for the newspaper", Voice.NAMED),
    ],
)
def test_a_description_tells_the_voice(phrase, voice):
    assert voice_of(Source(phrase, proper=False)) == voice


@pytest.mark.parametrize(
    ("role", "voice"),
    [
        ("deputy trade minister", Voice.OFFICIAL),
        ("former deputy trade minister", Voice.NAMED),
        ("senator from the north", Voice.NAMED),
        ("columnist for the Carrow Times", Voice.MEDIA),
        ("chief executive of a shipping company", Voice.NAMED),
        (None, Voice.NAMED),
    ],
)
def test_a_role_that_stands_elsewhere_tells_it_of_a_name(role, voice):
    assert voice_of(Source("Kovac", role=role, named=True)) == voice


def test_a_name_goes_by_its_sort():
    known = load_voices().words
    one, other = (
        voice_features(Source(f"a spokesman for {name}", proper=False), known) for name in ("Zorblax", "Quuxley")
    )
    assert one == other
    assert segments("Finland's defence minister Zorblax Quuxley", known)[0].owner == ("$state",)
    assert segments("Finland's defence minister Zorblax Quuxley", known)[0].words == ("defence", "minister", NAME, NAME)


def test_the_table_holds_figures_and_nobodys_name():
    data = json.loads((resources.files("tertius.coding.attribution") / "voices.json").read_text(encoding="utf-8"))
    assert all(isinstance(w, float) and len(row) == 4 for row in data["weights"].values() for w in row)
    assert not {"trump", "clinton", "obama", "america", "iran", "russia"} & set(data["words"])


def test_shares_add_up_to_one():
    shares = load_voices().probabilities(Source("the harbour master", proper=False))
    assert sum(shares.values()) == pytest.approx(1)


@pytest.mark.parametrize(
    ("text", "said", "name"),
    [
        (
            "A trader at a rival house, who asked not to be named, was less sure. “Spot cargoes are cheap,” the trader said.",
            "Spot cargoes are cheap",
            "A trader at a rival house",
        ),
        (
            "One of our observers, who asks us not to give her name, was followed home. “I will observe again,” she says.",
            "I will observe again",
            "One of our observers",
        ),
        (
            "The staff sent a request in January, three officials said. All three spoke on condition that their names not be used.",
            "sent a request",
            "three officials",
        ),
        (
            "A customs official in Port Amity said this was being considered but asked not to be identified.",
            "this was being considered",
            "A customs official in Port Amity",
        ),
        ("A Ruritanian colonel, now retired, told me that they would come.", "they would come", "A Ruritanian colonel"),
    ],
)
def test_a_name_kept_back_beside_the_source_or_behind_it_makes_it_anonymous(read, text, said, name):
    seen = read(text)
    one = seen.said(said)
    assert one.voice == Voice.ANONYMOUS
    assert one.speaker.name.startswith(name)
    assert [a for a in seen.attributions if a.cue is not None and "said" not in seen.words(a.cue)][1:] == []


@pytest.mark.parametrize(
    ("text", "said", "voice"),
    [
        (
            "The Georgian revenue service says the scale works. Its director, Zaza Sample, said that nobody cheats.",
            "nobody",
            "official",
        ),
        (
            "The Orbis Network came here last year. Its envoy, Milo Sample, said that the snake would bite.",
            "snake",
            "official",
        ),
        ("The prefect himself, Bojan Sample, denied giving any order.", "giving any order", "official"),
        (
            "He had heard from a colleague that the guards were weighing every axle.",
            "weighing every axle",
            "relayed",
        ),
        (
            "The website Sorva Sample calls the vote a farce. Sorva Sample said that nobody came.",
            "nobody came",
            "media",
        ),
        (
            "He answered complaints by the secretary of the Treasury, Jacob J. Sample, that prices fell.\n\n“It is gone,” Mr. Sample said.",
            "It is gone",
            "official",
        ),
    ],
)
def test_an_office_and_a_body_and_hearsay_tell_the_voice(read, text, said, voice):
    assert read(text).said(said).voice == voice
