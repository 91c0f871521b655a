"""What each statement is: kinds, hedges, causes, predictions, demands, contests, ties."""

import datetime as dt

import pytest

from tertius import coding
from tertius.records import (
    DateBasis,
    Document,
    Kind,
    Polarity,
    Precision,
    PredictionStatus,
    Published,
    Relation,
    Voice,
    content_id,
)

DAY = dt.date(2021, 10, 4)


def document(text, *, byline=None):
    published = Published(start=DAY, end=DAY, precision=Precision.DAY, basis=DateBasis.METADATA)
    return Document(
        id=content_id("doc", text), title="", text=text, published=published, byline=byline, constructed=True
    )


def coded(*texts, **fields):
    return coding.code([document(text, **fields) for text in texts])


def only(text, **fields):
    (statement,) = coded(text, **fields).statements
    return statement


def test_what_nobody_else_says_is_the_authors():
    statement = only("Azerbaijan and Iran share a border.", byline="A Contributor")
    assert (statement.voice, statement.speaker.name) == (Voice.AUTHOR, "A Contributor")
    assert {actor.code for actor in statement.about} == {"AZE", "IRN"}


def test_an_author_who_believes_somebody_says_so_himself():
    told = coded("The skipper says he was rammed. We believe him. The union should act.").statements
    assert "We believe him." in [s.passages[0].text for s in told]


def test_passages_are_the_words_of_the_text_and_nothing_wider():
    text = "Azerbaijan's foreign ministry said that Iranian lorries had entered Karabakh without its consent."
    statement = only(text)
    (passage,) = statement.passages
    assert text[passage.start : passage.end] == passage.text
    assert "foreign ministry" not in passage.text
    assert statement.voice == Voice.OFFICIAL


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("An official said that Armenia will open the border next year.", Kind.PREDICTION),
        ("An official said that Armenia should open the border.", Kind.NORMATIVE),
        ("The ministry of Armenia accused Azerbaijan of aggression.", Kind.ACCUSATION),
        (
            "Iran's foreign ministry said that Iran would not tolerate a foreign presence next to its borders.",
            Kind.THREAT,
        ),
        ("An official said that the dispute led to a rupture between Armenia and Azerbaijan.", Kind.CAUSAL),
        ("An anonymous source said that many people in Baku are angry at Iran.", Kind.ATTITUDE),
        ("The interior ministry of Azerbaijan said that police had detained two drivers.", Kind.EVENT),
    ],
)
def test_kinds(text, kind):
    assert kind in only(text).kinds


def test_what_should_be_done_is_no_prediction():
    statement = only("A former minister said that Israel should support Azerbaijan.")
    assert Kind.PREDICTION not in statement.kinds
    assert coded("A former minister said that Israel should support Azerbaijan.").predictions == ()


def test_the_hedge_is_kept_as_it_stands():
    assert only("An anonymous source said that the drills could lead to a war with Iran.").hedge == "could"


def test_a_denial_is_negated():
    assert only("Azerbaijan denied that there was an Israeli presence on its territory.").polarity == Polarity.NEGATED


def test_cause_effect_and_sign():
    causal = only("An anonymous source said that these tensions will make Israel and Azerbaijan closer.").causal
    assert causal is not None
    assert ("tensions" in causal.cause, "closer" in causal.effect, causal.sign) == (True, True, 1)


def test_because_reads_backwards():
    causal = only("An official said that Iran supported Armenia because a strong neighbour was a danger.").causal
    assert causal is not None
    assert "danger" in causal.cause
    assert "Armenia" in causal.effect


def test_what_somebody_fears_is_his_and_what_he_plans_is_not():
    told, fear = coded("Iran fears that Azerbaijan encourages separatism.").statements
    assert (told.voice, told.passages[0].text) == (Voice.AUTHOR, "Iran fears that Azerbaijan encourages separatism.")
    assert (fear.voice, fear.speaker.name) == (Voice.OFFICIAL, "Iran")
    assert all(one.voice == Voice.AUTHOR for one in coded("Iran plans to close the border on Friday.").statements)


def test_the_accused_is_who_does_the_deed_not_everybody_named():
    statement = only("An analyst accused Iran of ignoring the suffering of people in Azerbaijan.")
    assert [actor.code for actor in statement.accused] == ["IRN"]


def test_a_dated_act_can_be_settled():
    (prediction,) = coded(
        "A spokeswoman said that the exercise will begin in Nakhchivan on 8 October 2021."
    ).predictions
    assert prediction.status == PredictionStatus.OPEN
    assert prediction.horizon.end == dt.date(2021, 10, 8)
    assert "2021-10-08" in prediction.settles_by


def test_without_a_date_nothing_can_settle_it_and_the_reason_is_given():
    (prediction,) = coded(
        "An anonymous source said that the tensions could bring Israel and Azerbaijan closer."
    ).predictions
    assert prediction.status == PredictionStatus.UNSETTLEABLE
    assert "no date" in prediction.because
    assert prediction.hedge == "could"


def test_a_condition_is_kept():
    (prediction,) = coded(
        "An official said that Turkey will side with Azerbaijan if Iran closes the border."
    ).predictions
    assert prediction.condition == "if Iran closes the border"


def test_a_demand_has_an_addressee():
    (demand,) = coded("Iran's foreign ministry urged Azerbaijan to release the two drivers.").demands
    assert demand.addressee.code == "AZE"
    assert "release the two drivers" in demand.text


def test_a_denial_contests_what_it_denies_across_documents():
    found = coded(
        "Iran's foreign ministry said that there was an Israeli presence in Azerbaijan.",
        "Azerbaijan denied that there was any Israeli presence on its territory.",
    ).statements
    assert [statement.contested_with for statement in found] == [(found[1].id,), (found[0].id,)]


def test_two_statements_on_different_things_do_not_contest():
    found = coded(
        "Iran's foreign ministry said that the drills were held on its own territory.",
        "Azerbaijan denied that the mosque had been closed by force.",
    ).statements
    assert all(statement.contested_with == () for statement in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Azerbaijan is allied with Israel.", ("AZE", Relation.ALLY, "ISR", 1)),
        ("Israel supplies weapons to Azerbaijan.", ("ISR", Relation.ARMS, "AZE", 1)),
        ("Armenia and Azerbaijan are adversaries.", ("ARM", Relation.ADVERSARY, "AZE", -1)),
        ("Azerbaijan and Iran share a border.", ("AZE", Relation.BORDER, "IRN", 0)),
    ],
)
def test_ties_stated_in_text(text, expected):
    (tie,) = coded(text).ties
    assert (tie.a.code, tie.relation, tie.b.code, tie.sign) == expected
    assert tie.passages[0].text == text


@pytest.mark.parametrize(
    "text",
    ["Azerbaijan is not allied with Israel.", "Azerbaijan may ally with Israel.", "Israel should support Azerbaijan."],
)
def test_what_is_denied_possible_or_wished_is_no_tie(text):
    assert coded(text).ties == ()


def test_two_nameless_sources_are_not_merged():
    found = coded(
        "An anonymous source in Baku said that the road was closed. Another anonymous source in Baku said that it was open."
    ).statements
    assert len({statement.id for statement in found}) == 2
    assert all(statement.may_be_same_speaker for statement in found)


def test_the_same_text_gives_the_same_ids():
    text = "Azerbaijan's foreign ministry said that it had handed over a note."
    assert [s.id for s in coded(text).statements] == [s.id for s in coded(text).statements]
