"""Who speaks where the layout says so, what clauses others leave, and how statements stand against each other."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tertius import coding
from tertius.records import DateBasis, Document, Kind, Polarity, Precision, Published, Relation, Voice, content_id

DAY = dt.date(2031, 3, 4)


def document(text, *, byline=None):
    published = Published(start=DAY, end=DAY, precision=Precision.DAY, basis=DateBasis.METADATA)
    return Document(
        id=content_id("doc", text), title="", text=text, published=published, byline=byline, publisher="The Tide",
        constructed=True,
    )  # fmt: skip


def coded(*texts, **fields):
    return coding.code([document(text, **fields) for text in texts])


def said(coded, words):
    holding = [one for one in coded.statements if words in one.passages[0].text]
    return min(holding, key=lambda one: len(one.passages[0].text))


# --- who speaks -------------------------------------------------------------------------------


def test_a_transcript_gives_each_speech_to_its_label():
    text = (
        "HOST: Good evening. Is Norway going to pay?\n\nLANG: I doubt it. Norway will wait until the spring.\n\n"
        "HOST: A Danish minister said yesterday that Oslo was stalling.\n\nLANG: He is wrong."
    )
    found = coded(text)
    assert said(found, "Norway will wait").speaker.name == "LANG"
    assert said(found, "Norway will wait").voice == Voice.NAMED
    assert said(found, "Good evening").voice == Voice.MEDIA
    relayed = said(found, "Oslo was stalling")
    assert (relayed.voice, relayed.relay[0].name) == (Voice.RELAYED, "HOST")


def test_an_answer_that_stands_alone_is_the_persons_who_is_interviewed():
    text = "For eleven years Anton Reyes kept the log at the lighthouse.\n\nWhat did he see?\n\n“In April I logged forty vessels. They were not fishing.”"
    answer = said(coded(text), "forty vessels")
    assert (answer.speaker.name, answer.voice) == ("Anton Reyes", Voice.NAMED)


def test_what_an_author_saw_is_an_eyewitness_account():
    found = coded("I counted sixteen lorries on the road. We toured the depot and saw crates.", byline="Vera Lund")
    assert {(one.voice, one.speaker.name) for one in found.statements} == {(Voice.EYEWITNESS, "Vera Lund")}


def test_she_is_whom_the_sentence_before_spoke_of_not_whoever_was_named_earlier():
    text = (
        "The scholar Amos Peled said that nothing would change. "
        "A former diplomat put it to me differently. “Everything will change in May,” she said."
    )
    statement = said(coded(text), "Everything will change")
    assert statement.voice == Voice.ANONYMOUS
    assert statement.speaker.name == "A former diplomat"


@pytest.mark.parametrize(
    ("source", "voice"),
    [
        ("Company spokesman Jonas Ek", Voice.NAMED),
        ("The customs authority", Voice.OFFICIAL),
        ("Captain Luis Ortega of the Aldora", Voice.NAMED),
        ("The army's spokesman", Voice.OFFICIAL),
        ("The union", Voice.NAMED),
        ("Turkish papers", Voice.MEDIA),
        ("A trader who would not give his name", Voice.ANONYMOUS),
        ("Colonel Ibrahim Sabo (retired)", Voice.NAMED),
        ("The bishop of the island, Anders Frisk,", Voice.NAMED),
    ],
)
def test_voices(source, voice):
    assert coded(f"{source} said on Monday that the road was open.").statements[0].voice == voice


def test_a_state_that_no_table_has_speaks_officially_where_the_text_treats_it_as_one():
    found = coded("The Karsorian army stayed in barracks. Karsoria said that the valley was quiet.")
    assert said(found, "the valley was quiet").voice == Voice.OFFICIAL


def test_who_keeps_silent_says_nothing():
    found = coded("The ministry did not say who will pay. Norway's embassy declined to say whether it had been told.")
    assert {one.voice for one in found.statements} == {Voice.AUTHOR}
    assert found.predictions == ()


def test_a_clause_that_no_voice_takes_is_the_authors():
    found = coded(
        "Peru recalled its ambassador on Monday, and Ecuador's energy minister said that the talks were over."
    )
    assert said(found, "the talks were over").voice == Voice.OFFICIAL
    assert said(found, "Peru recalled").voice == Voice.AUTHOR


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.sampled_from(["“", "”", '"', "‘", "’", "«", "»", "'", ": ", "\n\n", "he said ", "ANN: ", "No. "]),
        max_size=14,
    )
)
def test_broken_and_mixed_marks_never_break_it_and_offsets_hold(marks):
    text = "The minister said " + "word ".join(marks) + " end."
    held = document(text)
    for one in coding.code([held], fast=True).statements:
        assert all(text[p.start : p.end] == p.text for p in one.passages)


# --- what is said -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Azerbaijan is not going to open an embassy this year.",
        "A treaty is only a matter of time.",
        "The committee is expected to vote in May.",
        "A broker said he expected the line to close by May.",
    ],
)
def test_the_future_has_many_words(text):
    assert len(coding.code([document(text)], fast=True).predictions) == 1


@pytest.mark.parametrize("text", ["The captain could not be reached.", "Builders could no longer buy in the town."])
def test_what_could_not_be_done_is_no_prediction(text):
    assert coded(text).predictions == ()


@pytest.mark.parametrize(
    ("text", "cause", "effect", "sign"),
    [
        ("The longer the dispute lasts, the closer the two will move.", "longer", "closer", 1),
        ("Each time tension rises between the two capitals, the port loses cargo.", "tension rises", "port loses", -1),
        ("The dispute strengthens the alliance.", "dispute", "strengthens the alliance", 1),
        ("Every exercise makes the next negotiation harder.", "exercise", "negotiation harder", -1),
        ("The build-up has to do with the quarrel over the island.", "quarrel", "build-up", 0),
    ],
)
def test_causes_are_said_in_many_ways(text, cause, effect, sign):
    causal = coded(text).statements[0].causal
    assert causal is not None
    assert cause in causal.cause
    assert effect in causal.effect
    assert causal.sign == sign


def test_what_a_state_does_is_no_cause():
    assert coded("Norway raised the duty on Monday.").statements[0].causal is None


@pytest.mark.parametrize(
    ("text", "polarity"), [("Nobody has occupied anything.", "negated"), ("No soldier left.", "negated")]
)
def test_a_subject_that_is_nobody_negates(text, polarity):
    (statement,) = coded(text).statements
    assert statement.polarity == Polarity(polarity)
    assert Kind.ACCUSATION not in statement.kinds


def test_an_official_who_tells_of_violence_by_the_other_side_accuses_it():
    text = "Denmark's defence ministry said that Swedish troops attacked a Danish post on Monday."
    (statement,) = [one for one in coded(text).statements if one.voice == Voice.OFFICIAL]
    assert Kind.ACCUSATION in statement.kinds
    assert [actor.state for actor in statement.accused] == ["SWE"]


# --- sides and ties ---------------------------------------------------------------------------


def test_a_denial_that_only_points_back_contests_the_accusation_before_it():
    text = (
        "The foreign ministry of Cuba accused Haiti of shelling its boats. "
        "“No such incident took place,” Haiti's foreign minister, Rosa Lund, said."
    )
    found = coded(text)
    denial = said(found, "No such incident")
    assert [one.speaker.actor.state for one in found.statements if one.id in denial.contested_with] == ["CUB"]


def test_two_who_count_the_same_and_differ_contest_each_other():
    text = "Anton Reyes said that forty Thai vessels had passed in April. The harbour authority said that eleven Thai vessels passed."
    found = coded(text)
    assert said(found, "forty").contested_with == (said(found, "eleven").id,)


@pytest.mark.parametrize(
    ("text", "pair", "relation", "since"),
    [
        ("Iran has had no relations with Israel since 1979.", ("IRN", "ISR"), Relation.ESTRANGED, 1979),
        ("Poland, an old rival of Lithuania, shares a border with Belarus.", ("POL", "LTU"), Relation.ADVERSARY, None),
        ("Poland, an old rival of Lithuania, shares a border with Belarus.", ("POL", "BLR"), Relation.BORDER, None),
        ("Latvia has sold howitzers to Estonia since 2027.", ("LVA", "EST"), Relation.ARMS, 2027),
        ("Russia sells Mongolia nearly all of its petrol.", ("RUS", "MNG"), Relation.TRADE, None),
        ("Most of the Estonian coast was occupied by Russia.", ("RUS", "EST"), Relation.OCCUPIES, None),
        ("Israel's navy is drilling with Greece, an ally of recent date.", ("GRC", "ISR"), Relation.ALLY, None),
    ],
)
def test_ties_with_their_direction_and_since_when(text, pair, relation, since):
    found = {(tie.a.state, tie.b.state, tie.relation): tie.since for tie in coded(text).ties}
    assert (*pair, relation) in found
    year = found[*pair, relation]
    assert (year.year if year else None) == since


def test_a_sale_of_something_else_is_no_tie():
    assert coded("Latvia sold a painting to Estonia.").ties == ()


def test_another_story_confirms_a_statement_and_a_reprint_does_not():
    said = "The harbour office said that the northern lock gates leak badly."
    other = "A hydrologist, Ines Falk, said on Friday that the northern lock gates leak badly."
    documents = [document(said), document(f"{said} It rained."), document(other)]
    one, copy, third = (each.id for each in documents)
    found = coding.code(documents, stories={one: "a", copy: "a", third: "b"}, fast=True).statements
    leaks = {each.passages[0].document: each.stories for each in found if "lock gates" in each.passages[0].text}
    assert leaks == {one: 2, copy: 2, third: 2}
    alone = coding.code(documents[:2], stories={one: "a", copy: "a"}, fast=True).statements
    assert {each.stories for each in alone} == {1}
