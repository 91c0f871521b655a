"""Whom "he", "it", "the minister" and the labels of a transcript stand for, and whose words are passed on."""

import datetime as dt

import pytest

from tertius import coding
from tertius.records import DateBasis, Document, Precision, Published, Voice, content_id

DAY = dt.date(2031, 3, 4)


def coded(text, *, byline="Vera Lund", publisher="The Tide", title=""):
    published = Published(start=DAY, end=DAY, precision=Precision.DAY, basis=DateBasis.METADATA)
    held = Document(
        id=content_id("doc", text), title=title, text=text, published=published, byline=byline, publisher=publisher,
        constructed=True,
    )  # fmt: skip
    return coding.code([held]).statements


def said(statements, words):
    holding = [one for one in statements if any(words in passage.text for passage in one.passages)]
    return min(holding, key=lambda one: sum(len(passage.text) for passage in one.passages))


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        (
            ("Dov Karel, the harbour master, said that the quay was safe.\n\nThe mayor, Ines Falk, answered in the evening. "
            "“The quay is rotten,” she said."),
            "quay is rotten", "Ines Falk",
        ),
        (
            "The fisheries ministry was unmoved. In a short statement it said that the quota would stand.",
            "quota would stand", "fisheries ministry",
        ),
        (
            ("“They shut the gate,” said Marek Holt, who had nine tonnes of barley on board. The 39-year-old said that there "
            "was no warning."),
            "no warning", "Marek Holt",
        ),
        (
            ("The minister said that Anna Brel had failed. A guard with a lamp came up the track. “Go home,” he said, "
            "“before the snow comes.”"),
            "before the snow", "guard",
        ),
        (
            "The survivor, a deckhand called Jory Wills, said that nobody had hailed them.",
            "nobody had hailed", "Jory Wills",
        ),
        (
            "“I have worked in three wars,” said our head nurse, Agnes Torv. “This one is the coldest.”",
            "worked in three wars", "Agnes Torv",
        ),
    ],
)  # fmt: skip
def test_who_is_meant(text, words, speaker):
    assert speaker in said(coded(text), words).speaker.name


def test_she_is_nobody_who_was_called_mr():
    found = coded("Mr Dov Karel met Mrs Ines Falk at the mill. “The wheel has stopped,” she said.")
    assert said(found, "wheel has stopped").speaker.name == "Ines Falk"


@pytest.mark.parametrize(
    ("text", "words", "voice"),
    [
        ("We were told by the harbour ministry that the quay would open in May.", "quay would open", Voice.OFFICIAL),
        ("Ines Falk said that she had been told by the ministry that the quay would open.", "the quay would", Voice.RELAYED),
    ],
)  # fmt: skip
def test_who_tells_somebody_else_speaks(text, words, voice):
    assert said(coded(text), words).voice == voice


BULLETIN = """NEWSREADER: Good evening. No shot was fired at the crossing, the border guard says. Our correspondent Lida Sark is there.

SARK: The road is wet. A farmer on our side, who asked me not to name him, says that he heard bangs.

MISKIN (recording): They came through by themselves. Nobody invited them.

NEWSREADER: And now the weather."""


def test_a_bulletin_is_told_by_its_staff_and_whoever_they_quote_is_heard_directly():
    found = coded(BULLETIN, byline=None, publisher="Sulm One")
    assert said(found, "No shot was fired").voice == Voice.OFFICIAL
    assert said(found, "road is wet").voice == Voice.MEDIA
    assert said(found, "heard bangs").voice == Voice.ANONYMOUS
    assert "MISKIN" in said(found, "Nobody invited them").speaker.name.upper()


def test_a_bracketed_label_gives_the_speech_behind_it():
    text = (
        "Job Tarim, the labour commissioner, stopped the pickers. The pickers went home.\n\n"
        "[TARIM:] We are not a tap. They turn us on, they turn us off."
    )
    assert said(coded(text), "turn us on").speaker.name == "Job Tarim"


def test_from_a_place_is_no_speaker():
    found = coded("08.30 From The Hague: the Dutch infrastructure ministry says that its pilots will not help.")
    assert said(found, "pilots will not help").voice == Voice.OFFICIAL


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Bread for Passes said that a convoy had been turned back.", "convoy had been turned back"),
        ("Our own model says that prices will fall.", "prices will fall"),
    ],
)
def test_who_publishes_an_unsigned_text_is_its_author(text, words):
    assert said(coded(text, byline=None, publisher="Bread for Passes"), words).voice == Voice.AUTHOR


def test_what_somebody_backs_or_blames_is_his():
    found = coded("The growers' federation blames the drought for the poor harvest.")
    assert any(one.voice == Voice.NAMED and "drought" in one.passages[0].text for one in found)


def test_a_dateline_and_an_earlier_office_are_no_part_of_the_role():
    found = coded(
        "Port Hale (MPA) – Vice President Dov Karel said on Monday that the talks had failed. "
        "Karel, who served as a senator for ten years, said that nobody had listened."
    )
    for words in ("talks had failed", "nobody had listened"):
        one = said(found, words)
        assert (one.speaker.name, one.speaker.role, one.voice) == ("Dov Karel", "Vice President", Voice.OFFICIAL)


def test_what_follows_of_in_an_office_is_no_given_name():
    one = said(coded("Secretary of State Dov Karel said that the talks had failed."), "talks had failed")
    assert one.speaker.name == "Dov Karel"
    assert one.voice == Voice.OFFICIAL


@pytest.mark.parametrize(
    "text", ["I was overtaken by two goats on the track.", "In the yard I could still smell the onions."]
)
def test_an_author_tells_what_befell_him(text):
    assert {one.voice for one in coded(text)} == {Voice.EYEWITNESS}
