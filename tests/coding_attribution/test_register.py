"""What a document says of a person anywhere, and the voice that it gives."""

import pytest

from tertius.coding import pipeline
from tertius.coding.actors import surname
from tertius.coding.speakers._register import descriptions
from tertius.records import Document, Voice


def told(text, name):
    parsed = pipeline.parse(Document(id="d", title="", text=text))
    return descriptions(parsed, name)


@pytest.mark.parametrize(
    ("text", "name", "wanted"),
    [
        ("Critics attacked Grid Director Ana Moya. On Monday Moya replied.", "Moya", ["Grid Director"]),
        ("The finance minister, Ana Moya, was there. Moya replied.", "Ana Moya", ["finance minister"]),
        ("Ana Moya, a former deputy mayor of Carrow, replied.", "Ana Moya", ["former deputy mayor of Carrow"]),
        ("Mayor Bill de Ruiz rejected it. De Ruiz smiled.", "De Ruiz", ["Mayor"]),
        ("While Moya slept, Secretary of State Ana Moya's aide wrote.", "Moya", ["Secretary of State"]),
        ("Ana Moya, governor since 2014, replied.", "Ana Moya", ["governor"]),
        ("Moya laughed.", "Moya", []),
    ],
)
def test_what_stands_beside_a_name_is_found_wherever_it_stands(text, name, wanted):
    assert told(text, name) == wanted


def test_a_surname_of_two_people_tells_of_the_one_whose_given_name_is_known():
    text = "Mayor Ana Moya met the baker Iker Moya. Moya smiled."
    assert told(text, "Moya") == []
    assert told(text, "Ana Moya") == ["Mayor"]


def test_a_particle_belongs_to_the_surname():
    assert surname("Bill de Ruiz") == "de Ruiz"
    assert surname("Ana Moya") == "Moya"


@pytest.mark.parametrize(
    ("text", "voice"),
    [
        (
            "Rivals attacked Police Director Ana Moya for the delay. On Tuesday, Moya said that it was short.",
            Voice.OFFICIAL,
        ),
        ("Mayor Marty Walden was there. Walden, a former union leader, said that it was short.", Voice.OFFICIAL),
        ("Ana Moya, a former minister, was there. Moya said that it was short.", Voice.NAMED),
        ("American Unity Fund president Ana Moya said that it was short.", Voice.NAMED),
    ],
)
def test_an_office_told_elsewhere_gives_the_voice(read, text, voice):
    assert read(text).said("short").voice == voice


@pytest.mark.parametrize(
    ("text", "said", "voice"),
    [
        ("Chief of Staff Lt Gen Idun Barr said that the fence was cut.", "fence", Voice.OFFICIAL),
        ("The finance minister, Sefer Ulak, spoke first. “The bill is paid,” said S. Ulak.", "bill", Voice.OFFICIAL),
        ("My sister, who teaches in Carrow, says that the forms are new.", "forms", Voice.ANONYMOUS),
        ("The conservative CARROW DIARY says that the forms are new.", "forms", Voice.MEDIA),
    ],
)
def test_who_speaks_is_told_by_titles_initials_kin_and_the_way_papers_are_set(read, text, said, voice):
    assert read(text).said(said).voice == voice
