"""The encoder with its packaged weights: attributions, event types and actors of invented sentences."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tertius.coding.encoder import ROOTS, Encoder, available
from tertius.errors import InputError


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    assert available()
    return Encoder.load()


def words(text, found):
    pick = lambda span: None if span is None else text[slice(*span)]  # noqa: E731
    return [(pick(f.source), pick(f.cue), " … ".join(text[slice(*span)] for span in f.content)) for f in found]


def test_an_indirect_statement_has_its_source_cue_and_content(encoder):
    text = "Foreign Minister Ana Belka said that Freedonia would close the border with Sylvania on Monday."
    ((source, cue, content),) = words(text, encoder.attributions(text))
    assert (source, cue) == ("Foreign Minister Ana Belka", "said")
    assert content.removeprefix("that ").rstrip(".") == "Freedonia would close the border with Sylvania on Monday"


def test_according_to_is_a_cue(encoder):
    text = "Three trucks were stopped at the border on Sunday, according to the Sylvanian customs service."
    ((source, cue, content),) = words(text, encoder.attributions(text))
    assert cue == "according to"
    assert source is not None
    assert "customs service" in source
    assert content.startswith("Three trucks were stopped")


def test_a_quotation_broken_by_its_cue_is_one_content(encoder):
    text = "“We will not move,” the general said on Friday, “and nobody will make us move.”"
    ((source, cue, content),) = words(text, encoder.attributions(text))
    assert source == "the general"
    assert cue is not None
    assert cue.startswith("said")
    assert "We will not move" in content
    assert "nobody will make us move" in content


def test_plain_narration_has_no_attribution(encoder):
    assert encoder.attributions("The river rose by two metres on Tuesday and flooded the market square.") == []


def test_an_empty_text_has_nothing(encoder):
    assert encoder.attributions("") == []
    assert encoder.actors_of("") is None


def test_a_stricter_threshold_never_finds_more(encoder):
    text = "Officials believe the talks failed. Mr Orlan said so. The press, it seems, knows."
    assert {f.cue for f in encoder.attributions(text, accept=0.9)} <= {
        f.cue for f in encoder.attributions(text, accept=0.1)
    }


def test_the_same_text_gives_the_same_answer_alone_in_company_and_with_more_threads(encoder):
    one = "President Tolva told reporters that the treaty is dead."
    other = "“Not so,” the ambassador of Freedonia replied. " * 8
    assert encoder.attributions_of([other, one])[1] == encoder.attributions(one)
    assert Encoder.load(threads=2).attributions(other) == encoder.attributions(other)


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet="“”\"'«»‘’ \n.,:said he xé\u0301\U0001f9ff", max_size=120))
def test_no_run_of_quotation_marks_breaks_it(text):
    for found in Encoder.load().attributions(text):
        assert all(0 <= a < b <= len(text) for a, b in (*found.content, found.cue))


@pytest.mark.parametrize(
    ("text", "source", "target", "root"),
    [
        ("Freedonia's air force bombed rebel positions of the Orlan Front, killing nine.", "Freedonia's air force", "Orlan Front", "ASSAULT"),
        ("Sylvania broke off diplomatic ties with Freedonia over the dam.", "Sylvania", "Freedonia", "SANCTION"),
        ("The president of Sylvania met his Freedonian counterpart in the capital for talks.", "president of Sylvania", "Freedonian counterpart", "CONSULT"),
        ("Sylvania delivered food and medicine to refugees in Freedonia.", "Sylvania", "refugees in Freedonia", "AID"),
    ],
)  # fmt: skip
def test_a_plain_event_gets_its_type(encoder, text, source, target, root):
    span = lambda part: (text.index(part), text.index(part) + len(part))  # noqa: E731
    chances = encoder.event_type(text, span(source), span(target))
    assert max(chances, key=chances.__getitem__) == root
    assert set(chances) == set(ROOTS)
    assert sum(chances.values()) == pytest.approx(1, abs=1e-5)


def test_a_type_can_be_asked_without_a_pair_and_of_an_empty_text(encoder):
    assert sum(encoder.event_type("Sylvania condemned it.", None, None).values()) == pytest.approx(1, abs=1e-5)
    assert sum(encoder.event_type("", None, None).values()) == pytest.approx(1, abs=1e-5)


def test_source_and_target_are_found_from_the_text_alone(encoder):
    text = "Sylvanian police arrested four Freedonian fishermen near the delta."
    found = encoder.actors_of(text)
    assert found is not None
    source, target = (text[slice(*span)] for span in found)
    assert "police" in source
    assert "fishermen" in target


def test_missing_weights_are_named(tmp_path):
    with pytest.raises(InputError, match=r"lower\.onnx"):
        Encoder(tmp_path)


def test_importing_the_package_loads_no_runtime():
    code = "import sys, tertius.coding.encoder; sys.exit('onnxruntime' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


SAID = "The union said on Monday that the ferry line will close before winter. The union accused the owner of stealing wages."


def odds_of(encoder, content, cue):
    start = 0 if content in SAID.split(". ", maxsplit=1)[0] else SAID.index(". ") + 2
    sentence = SAID[start:].split(". ", maxsplit=1)[0]
    place, over = sentence.index(content), sentence.index(cue)
    return encoder.sentence(sentence).said((place, place + len(content)), (over, over + len(cue)))


def test_what_is_said_has_its_kinds(encoder):
    forecast = odds_of(encoder, "the ferry line will close before winter", "said")
    charge = odds_of(encoder, "the owner of stealing wages", "accused")
    assert forecast["prediction"] > 0 > forecast["accusation"]
    assert charge["accusation"] > 0 > charge["prediction"]
    assert odds_of(encoder, "the owner of stealing wages", "accused") == charge


def test_nothing_is_read_of_what_lies_beyond_the_text(encoder):
    assert encoder.sentence(SAID).said((len(SAID) + 5, len(SAID) + 9), None) == {}
