import pytest

from tertius.coding import code
from tertius.records import Document

IN_TURN = """Mirela Tosk taught water law in Halden for thirty years. She received us in her garden.

You say the dam is larger than planned.

Much larger. The ministry left the second wall out of the drawings.

Why would anyone do that?

It was done out of fear of the lenders. I am sorry for them.

What happens now?

The lake will hold until spring. One of my students said the minister had lied."""

LABELLED = """Tomas Brel, 71, was foreign minister of Orsinia when the fishing pact was signed.

{Q} Are the two countries friends?

{A} They have been allies since 1998. Before that we quarrelled over a river.

{Q} What would you tell the president?

{A} To send fewer boats.

And more scientists."""


class Told:
    """The statements of a text, each found by some of its words."""

    def __init__(self, text, **known):
        self.statements = code([Document(id="d", title="", text=text, **known)]).statements

    def by(self, words):
        return {one.speaker.name for one in self.statements if any(words in piece.text for piece in one.passages)}


@pytest.mark.parametrize("labels", [("Q:", "A:"), ("Q.", "A."), ("Question:", "Answer:"), ("**Q:**", "**A:**")])
def test_answers_behind_their_label_are_the_interviewees(labels):
    told = Told(LABELLED.format(Q=labels[0], A=labels[1]))
    for words in ("allies since 1998", "quarrelled over a river", "fewer boats", "more scientists"):
        assert told.by(words) == {"Tomas Brel"}
    assert not {one.speaker.name for one in told.statements} & {"Q", "A", "Question", "Answer"}


def test_answers_that_alternate_with_questions_are_the_interviewees():
    told = Told(IN_TURN)
    for words in ("Much larger", "second wall", "fear of the lenders", "sorry for them", "until spring"):
        assert told.by(words) == {"Mirela Tosk"}
    assert "Mirela Tosk" in told.by("larger than planned")
    inner = next(one for one in told.statements if one.passages[0].text.startswith("the minister had lied"))
    assert inner.voice == "relayed"


def test_whoever_wrote_the_interview_is_not_the_interviewee():
    told = Told(f"By Ana Reyes\n\n{IN_TURN}", byline="Ana Reyes")
    assert told.by("until spring") == {"Mirela Tosk"}


def test_an_essay_with_some_questions_is_no_interview():
    paragraphs = (
        "Mirela Tosk taught water law.",
        "Who gains?",
        "Nobody gains by it.",
        "The lenders wait.",
        "Who pays?",
    )
    text = "\n\n".join((*paragraphs, "The towns pay for it.", "Who will stop it?", "Who can?", "Nothing moves."))
    assert "Mirela Tosk" not in {one.speaker.name for one in Told(text).statements}


def test_a_name_that_is_known_to_nobody_is_read_from_its_capitals():
    told = Told(IN_TURN.replace("Mirela Tosk", "Quxandra Vhelloperuma"))
    assert told.by("until spring") == {"Quxandra Vhelloperuma"}


def test_a_transcript_with_questions_stays_with_the_labels_names():
    lines = ("The port's head, Mirela Tosk, opened the briefing.", "Q: Will the port close?", "MS BREL: The port will stay open.",
             "Q: Who pays for the crane?", "MS BREL: The city pays half of it.", "Q: And the rest?", "MS BREL: The lenders pay the rest.")  # fmt: skip
    told = Told("\n\n".join(lines))
    for words in ("stay open", "pays half", "lenders pay"):
        assert len(told.by(words)) == 1
        assert "BREL" in "".join(told.by(words))
    assert not [name for name in told.by("Who pays") if "BREL" in name]
