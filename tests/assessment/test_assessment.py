"""The bottom line follows the rule of docs/bottom-line.md."""

import datetime as dt

import pytest

from tertius.assessment import Evidence, absent_voices, bottom_line, likelihood_word, limits, outside_rate
from tertius.records import (
    Actor,
    ActorKind,
    Causal,
    Computation,
    DateBasis,
    Document,
    Form,
    Kind,
    Measure,
    Passage,
    Precision,
    Published,
    ReferenceClass,
    ReferenceRate,
    Response,
    Speaker,
    Statement,
    Tension,
    Verdict,
    Voice,
)

A = Actor(name="Avaria", code="AAA", kind=ActorKind.STATE)
B = Actor(name="Borduria", code="BBB", kind=ActorKind.STATE)
C = Actor(name="Cascara", code="CCC", kind=ActorKind.STATE)
DAY = dt.date(2021, 10, 4)


def document(number, **fields):
    published = Published(start=DAY, end=DAY, precision=Precision.DAY, basis=DateBasis.METADATA)
    fields = {"published": published, "language": "en"} | fields
    return Document(id=f"doc-{number}", title=f"Document {number}", text="x" * 100, **fields)


def statement(number, voice, *, kinds=(Kind.CAUSAL,), about=(C,), accused=(), sign=1, doc="doc-1", speaker=None):
    return Statement(
        id=f"st-{number}",
        speaker=speaker or Speaker(name=f"speaker {number}"),
        voice=voice,
        form=Form.INDIRECT,
        kinds=kinds,
        passages=(Passage(document=doc, start=0, end=3, text="xxx"),),
        about=about,
        accused=accused,
        causal=Causal(cause="tension", effect="closer ties", sign=sign, draws=sign) if Kind.CAUSAL in kinds else None,
    )


def response(verdict, other="AAA", *, n=196, placebos=40, stale=None):
    computation = Computation(
        origin="gdelt", citation="c", computed=DAY, cutoff=DAY, window=(dt.date(2018, 1, 1), DAY), command="x",
        versions={}, input_sha256=None, frequency="week", lags=4, transform="log1p", stale=stale,
    )  # fmt: skip
    return Response(
        between=("AAA", "BBB"), tie=("CCC", other), measure=Measure.CONFLICT, horizons=[0, 1], n=n, placebos=placebos,
        verdict=verdict, because="because", computation=computation,
    )  # fmt: skip


ONE = (document(1),)


def line(statements=(), responses=(), documents=ONE, **more):
    fields = {
        "between": (A, B), "on": C, "documents": documents, "stories": {}, "statements": statements, "events": (),
        "responses": responses, "channels": (), "absent": (), "history_missing": None,
    }  # fmt: skip
    return bottom_line(Evidence(**(fields | more)))


def texts(found, role):
    return [sentence.text for sentence in found.sentences if sentence.role == role]


@pytest.mark.parametrize(
    ("verdicts", "overall"),
    [
        ([Verdict.CLOSER, Verdict.NONE_DETECTED], Verdict.CLOSER),
        ([Verdict.CLOSER, Verdict.APART], Verdict.MIXED),
        ([Verdict.NONE_DETECTED, Verdict.UNDERPOWERED], Verdict.NONE_DETECTED),
        ([Verdict.UNDERPOWERED, Verdict.NOT_COMPUTABLE], Verdict.UNDERPOWERED),
        ([], Verdict.NOT_COMPUTABLE),
    ],
)
def test_one_verdict_comes_out_of_the_two_ties(verdicts, overall):
    assert line(responses=[response(verdict) for verdict in verdicts]).verdict == overall


def test_a_tie_with_somebody_else_does_not_decide():
    assert line(responses=[response(Verdict.CLOSER, "DDD")]).verdict == Verdict.NOT_COMPUTABLE


def test_no_word_of_likelihood_without_a_rate():
    found = line(responses=[response(Verdict.NONE_DETECTED)])
    assert found.likelihood is None
    assert "No estimate" in texts(found, "likelihood")[0]
    assert "unlikely" not in " ".join(sentence.text for sentence in found.sentences)


def rate(probability=0.7, low=0.62, high=0.78, n=300, compared="above"):
    """A reference class whose headline has this rate."""
    one = ReferenceRate(
        about=("AAA", "BBB"), outcome="dispute", years=3, data="invented", n=n, k=int(n * probability), pairs=40,
        rate=probability, low=low, high=high, low_independent=low, high_independent=high, base_n=900, base_rate=0.4,
        base_low=0.35, base_high=0.45, everyone=0.1, compared=compared, claim="Cascara enters a dispute",
        text="states of this class entered a dispute in 210 of 300 triad-years, 70%; in quiet years 40%",
    )  # fmt: skip
    return ReferenceClass(between=("AAA", "BBB"), on="CCC", at=None, profile="Cascara: a rival of both", rates=(one,))


def test_a_class_rate_stands_with_its_claim_and_n_and_is_no_forecast_of_the_effect():
    found = line(rate=outside_rate(rate()), responses=[response(Verdict.CLOSER)])
    (said,) = texts(found, "outside view")
    assert found.likelihood == "likely"
    assert found.claim == "Cascara enters a dispute"
    assert "n = 300" in found.rate
    assert said.startswith("The outside view, which is no forecast of an effect")
    assert "likely that Cascara enters a dispute" in said
    assert "n = 300" in said
    assert "No estimate is given of how likely an effect on Cascara is" in texts(found, "likelihood")[0]


def test_a_word_of_likelihood_is_said_of_nothing_but_the_claim_of_a_rate():
    found = line(rate=outside_rate(rate()), responses=[response(Verdict.NONE_DETECTED)])
    others = [s.text for s in found.sentences if s.role not in {"outside view", "likelihood"}]
    assert not any("likely" in text or "chance" in text for text in others)


def test_an_interval_over_three_bands_gives_no_word_but_keeps_the_rate():
    found = line(rate=outside_rate(rate(0.33, 0.17, 0.53, n=103, compared="not told apart from")))
    assert found.likelihood is None
    assert "n = 103" in found.rate
    (said,) = texts(found, "outside view")
    assert "too wide for a word" in said
    assert "not told apart from the rate of the 900" in said


def test_where_no_class_fits_nothing_is_said_of_an_outside_view():
    none = ReferenceClass(between=("AAA", "BBB"), on="CCC", at=None, profile=None, because="no tie on record")
    found = line(rate=outside_rate(none))
    assert (found.likelihood, found.rate, found.claim) == (None, None, None)
    assert not texts(found, "outside view")


def test_likelihood_and_confidence_never_share_a_sentence():
    found = line(rate=outside_rate(rate()), responses=[response(Verdict.CLOSER)])
    for sentence in found.sentences:
        assert not ("onfidence" in sentence.text and "likely" in sentence.text)


@pytest.mark.parametrize(
    ("probability", "word"),
    [(0.03, "almost no chance"), (0.2, "unlikely"), (0.5, "roughly even chance"), (0.55, "roughly even chance"),
     (0.6, "likely"), (0.8, "likely"), (0.97, "almost certain"), (0.001, None), (0.999, None)],
)  # fmt: skip
def test_words_of_icd_203(probability, word):
    assert likelihood_word(probability) == word


def test_an_effect_that_rests_on_nameless_voices_alone_is_said_to():
    found = line([statement(1, Voice.ANONYMOUS), statement(2, Voice.RELAYED)])
    said = " ".join(texts(found, "voices"))
    assert "one anonymous voice and one relayed voice" in said
    assert "alone" in said
    assert found.voices == {"anonymous": 1, "relayed": 1}


def test_with_an_official_voice_nothing_rests_on_nameless_ones_alone():
    found = line([statement(1, Voice.ANONYMOUS), statement(2, Voice.OFFICIAL)])
    assert "alone" not in " ".join(texts(found, "voices"))


def test_one_speaker_who_says_three_things_is_one_voice():
    speaker = Speaker(name="An analyst")
    found = line([statement(n, Voice.NAMED, speaker=speaker) for n in range(3)])
    assert found.voices == {"named": 1}


def test_accusations_of_the_author_alone_are_counted():
    found = line([statement(1, Voice.AUTHOR, kinds=(Kind.ACCUSATION,), about=(A,))])
    assert any("no source but the author" in text for text in texts(found, "voices"))


def test_a_reprint_adds_no_story():
    documents = [document(1), document(2)]
    stories = {"doc-1": "s", "doc-2": "s"}
    found = line(
        [statement(1, Voice.NAMED), statement(2, Voice.NAMED, doc="doc-2")], documents=documents, stories=stories
    )
    assert "one independent story" in texts(found, "voices")[0]


def test_confidence_is_moderate_only_when_every_condition_holds():
    documents = [document(1), document(2)]
    voices = [statement(1, Voice.NAMED)]
    strong = [response(Verdict.NONE_DETECTED)]
    assert line(voices, strong, documents).confidence == "moderate"
    assert line(voices, [response(Verdict.NONE_DETECTED, n=50)], documents).confidence == "low"
    assert line(voices, [response(Verdict.NONE_DETECTED, stale="ends early")], documents).confidence == "low"
    assert line(voices, strong, [document(1), document(2, constructed=True)]).confidence == "low"
    assert line([statement(1, Voice.ANONYMOUS)], strong, documents).confidence == "low"


def test_every_sentence_says_what_it_rests_on():
    found = line([statement(1, Voice.ANONYMOUS)], [response(Verdict.UNDERPOWERED)])
    assert all(sentence.rests_on for sentence in found.sentences)


def accusation(number, by, about, voice=Voice.NAMED):
    return statement(
        number,
        voice,
        kinds=(Kind.ACCUSATION,),
        about=(about,),
        accused=(about,),
        speaker=Speaker(name=by.name, actor=by),
    )


def test_an_accused_party_that_is_not_heard_is_named_with_what_was_read():
    (absent,) = absent_voices([accusation(1, A, B)], [document(1)], {"BBB": B})
    assert absent.actor == B
    assert absent.text == "Borduria: no reply in this one document (en; 2021-10-04)."


def test_an_accused_party_that_speaks_is_not_absent():
    statements = [accusation(1, A, B), accusation(2, B, A)]
    assert absent_voices(statements, [document(1)], {"AAA": A, "BBB": B}) == ()


def test_the_author_is_nobodys_reply():
    statements = [accusation(1, A, B), statement(2, Voice.AUTHOR, speaker=Speaker(name="x", actor=B))]
    assert [voice.actor for voice in absent_voices(statements, [document(1)], {"BBB": B})] == [B]


def test_limits_name_inferred_dates_and_constructed_documents():
    inferred = Published(start=DAY, end=DAY, precision=Precision.DAY, basis=DateBasis.INFERRED)
    tension = Tension(dyad=("AAA", "BBB"), period="week", measure="conflict", unit="u", because="no history")
    found = " ".join(limits([document(1, published=inferred, constructed=True)], {}, tension, ()))
    assert "inferred" in found
    assert "constructed" in found
    assert "not computable: no history" in found
