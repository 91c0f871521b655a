"""From predictions in texts to entries: what is one entry, what can be settled, and what stays a word."""

import datetime as dt

import pytest

from tertius import coding, documents
from tertius import records as r
from tertius.errors import UsageError
from tertius.forecasts.ledger import entries_of, entry_of_user, states_in

TODAY = dt.date(2019, 3, 2)
SOON = r.When(start=None, end=dt.date(2019, 6, 1), precision=r.Precision.DAY)


def entered(predictions, docs, stories=None, today=TODAY):
    made, statements = zip(*predictions, strict=True)
    return entries_of(made, statements, (), docs, stories or {d.id: d.id for d in docs}, today)


def coded_entries(text, make_document, today=TODAY):
    doc = make_document(text)
    found = coding.code([doc], fast=True)
    return entries_of(found.predictions, found.statements, found.events, [doc], {doc.id: doc.id}, today)


def test_reprints_make_one_entry_and_stories_are_counted_apart_from_them(make_document, make_prediction):
    text = "Sweden and Norway will hold talks by June."
    docs = [make_document(text, publisher=name) for name in ("The Weir", "The Lock", "The Sluice")]
    stories = {docs[0].id: "story-1", docs[1].id: "story-1", docs[2].id: "story-2"}
    (entry,) = entered([make_prediction(doc, text, horizon=SOON) for doc in docs], docs, stories)
    assert entry.stories == 2
    assert set(entry.documents) == {doc.id for doc in docs}
    assert entry.sources == ("The Weir", "The Lock", "The Sluice")


def test_two_voices_with_the_same_words_are_two_entries(make_document, make_prediction):
    text = "Sweden and Norway will hold talks by June."
    docs = [make_document(text, publisher=name) for name in ("The Weir", "The Lock")]
    made = [
        make_prediction(doc, text, speaker=name, horizon=SOON)
        for doc, name in zip(docs, ("Ila Tamsin", "Bram Oll"), strict=True)
    ]
    assert {entry.by.name for entry in entered(made, docs)} == {"Ila Tamsin", "Bram Oll"}


def test_nameless_sources_of_two_stories_are_never_taken_for_one(make_document, make_prediction):
    text = "Sweden and Norway will hold talks by June."
    docs = [make_document(text, publisher=name) for name in ("The Weir", "The Lock")]
    made = [make_prediction(doc, text, speaker="an official", voice=r.Voice.ANONYMOUS, horizon=SOON) for doc in docs]
    assert len(entered(made, docs)) == 2
    assert len(entered(made, docs, {docs[0].id: "one", docs[1].id: "one"})) == 1


def test_the_same_words_with_another_date_are_another_prediction(make_document, make_prediction):
    text = "Sweden and Norway will hold talks by June."
    docs = [make_document(text, publisher=name) for name in ("The Weir", "The Lock")]
    later = r.When(start=None, end=dt.date(2020, 6, 1), precision=r.Precision.DAY)
    made = [make_prediction(docs[0], text, horizon=SOON), make_prediction(docs[1], text, horizon=later)]
    assert len(entered(made, docs)) == 2


def test_a_hedge_stays_a_word(make_document):
    (entry,) = coded_entries(
        "Economist Sunna Vey said that trade could bring Sweden and Norway closer by the end of 2019.", make_document
    )
    assert entry.hedge == "could"
    assert entry.probability is None


def test_what_lacks_a_date_is_kept_and_says_so(make_document):
    (entry,) = coded_entries(
        "Economist Sunna Vey said that the canal will bring Sweden and Norway closer.", make_document
    )
    assert entry.status == r.EntryStatus.UNSETTLEABLE
    assert "no date" in entry.because
    assert entry.threshold.kind == "tie"
    assert {actor.code for actor in entry.threshold.actors} == {"SWE", "NOR"}
    assert entry.cause == "the canal"


@pytest.mark.parametrize(
    ("words", "reason"),
    [("never", "only its failing could be seen"), ("soon", "rolls on"), ("in the coming years", "rolls on")],
)
def test_a_horizon_that_rolls_or_never_ends_settles_nothing(words, reason, make_document, make_prediction):
    text = f"Sweden and Norway will {words} sign a treaty."
    doc = make_document(text)
    (entry,) = entered([make_prediction(doc, text)], [doc])
    assert entry.status == r.EntryStatus.UNSETTLEABLE
    assert reason in entry.because


def test_a_date_that_was_past_when_it_was_said_settles_nothing(make_document, make_prediction):
    text = "Sweden and Norway will have signed by January."
    doc = make_document(text)
    past = r.When(start=None, end=dt.date(2019, 1, 31), precision=r.Precision.MONTH)
    (entry,) = entered([make_prediction(doc, text, horizon=past)], [doc])
    assert "was past when it was said" in entry.because


def test_an_announced_exercise_is_an_act_of_both_on_its_days(make_document):
    entries = coded_entries(
        "“The Winter Ford drill will take place with the participation of Sweden and Norway in Lapland between 12-15 March,” said "
        "Major Edda Quill, a spokeswoman of Finland's Ministry of Defence.",
        make_document,
    )
    (entry,) = entries
    assert entry.status == r.EntryStatus.OPEN
    assert (entry.horizon.start, entry.horizon.end) == (dt.date(2019, 3, 12), dt.date(2019, 3, 15))
    assert r.EventType.MOBILIZE in entry.threshold.types


def test_constructed_text_keeps_its_stamp(make_document, make_prediction):
    text = "Sweden and Norway will hold talks by June."
    doc = make_document(text, constructed=True)
    (entry,) = entered([make_prediction(doc, text, horizon=SOON)], [doc])
    assert entry.constructed


def test_names_in_any_script_make_entries(make_document, make_prediction):
    text = "Швеция: “Sverige och Norge möts i juni”, så Åsa Öberg – Sweden and Norway will meet."
    doc = make_document(text)
    (entry,) = entered([make_prediction(doc, text, speaker="Åsa Öberg", horizon=SOON)], [doc])
    assert entry.by.name == "Åsa Öberg"
    assert entry.text == text


def test_states_are_found_by_name_demonym_and_within_compounds():
    assert [s.code for s in states_in("the Swedish-Norwegian border, near Finland and again Sweden")] == [
        "SWE",
        "NOR",
        "FIN",
    ]


class TestOfAUser:
    def test_is_kept_with_the_reason_when_it_cannot_be_settled(self):
        entry = entry_of_user("It will get worse", who="Ana", by=None, said=TODAY)
        assert entry.status == r.EntryStatus.UNSETTLEABLE
        assert "no subject" in entry.because
        assert "no threshold" in entry.because
        assert "no date" in entry.because

    def test_may_carry_a_probability_of_its_own(self):
        sweden = r.Actor(name="Sweden", code="SWE", kind=r.ActorKind.STATE)
        entry = entry_of_user(
            "Talks", who="Ana", by=dt.date(2019, 6, 1), said=TODAY, act=r.EventType.CONSULT, source=sweden,
            probability=0.7,
        )  # fmt: skip
        assert entry.probability == 0.7
        assert entry.status == r.EntryStatus.OPEN

    @pytest.mark.parametrize("chance", [0.0, 1.0, 1.3, -0.1])
    def test_no_probability_is_certain_or_beyond(self, chance):
        with pytest.raises(UsageError, match="no probability"):
            entry_of_user("Talks", who="Ana", by=None, said=TODAY, probability=chance)

    def test_a_direction_is_of_two(self):
        with pytest.raises(UsageError, match="--source and --target"):
            entry_of_user("Closer", who="Ana", by=None, said=TODAY, direction="closer")


def test_stories_of_the_package_feed_entries(make_document, make_prediction):
    """The stories that documents give join reprints here as they do in a report."""
    text = (
        "Sweden and Norway will hold talks by June, economist Sunna Vey wrote in a long piece on the two neighbours, "
        "their rivers, their canals and the price of timber in the northern harbours this year and last."
    )
    docs = [make_document(text, publisher=name) for name in ("The Weir", "The Lock")]
    made = [make_prediction(doc, text, horizon=SOON) for doc in docs]
    (entry,) = entered(made, docs, documents.stories(docs))
    assert entry.stories == 1


@pytest.mark.parametrize(
    ("text", "seen", "negated"),
    [
        ("Sweden will attack Norway within six months", "ASSAULT by Sweden towards Norway", False),
        ("Sweden will impose sanctions on Norway this year", "COERCE by Sweden towards Norway", False),
        (
            "Sweden will not withdraw its troops from Norway by the end of 2019",
            "no RETREAT by Sweden towards Norway",
            True,
        ),
        (
            "Relations between Sweden and Norway will not improve next year",
            "the tie of Sweden and Norway does not move closer",
            True,
        ),
        (
            "Sweden and Norway are unlikely to move closer in 2020",
            "the tie of Sweden and Norway does not move closer",
            True,
        ),
        ("Norwegian forces will withdraw from Sweden by 1 May", "RETREAT by Norwegian forces towards Sweden", False),
    ],
)
def test_what_has_to_be_seen_is_the_act_and_not_the_announcement_of_it(text, seen, negated, make_document):
    (entry,) = coded_entries(f"{text}, analyst Bram Oll said.", make_document)
    assert entry.threshold.text == seen
    assert entry.threshold.negated == negated


def test_shutting_a_port_is_no_closer_tie(make_document):
    (entry,) = coded_entries(
        "Analyst Bram Oll said that Sweden could close its port to Norwegian ships within a month.", make_document
    )
    assert entry.threshold.kind == "act"


@pytest.mark.parametrize(("rest", "kind"), [(" by 15% this year", "number"), (" this year", None)])
def test_a_change_is_seen_by_a_number_and_not_by_an_event(rest, kind, make_document):
    """Events of trade do not show that trade fell."""
    (entry,) = coded_entries(
        f"Economist Sunna Vey predicted that trade between Sweden and Norway would fall{rest}.", make_document
    )
    assert (entry.threshold.kind if entry.threshold else None) == kind
    if kind is None:
        assert "no threshold" in entry.because
    else:
        assert entry.settles_by == "a person with a source"


def test_two_states_in_a_sentence_on_something_else_are_no_tie(make_document):
    (entry,) = coded_entries(
        "“They will be glad to visit Sweden before Norway because of the mountains,” analyst Bram Oll said.",
        make_document,
    )
    assert entry.threshold is None or entry.threshold.kind != "tie"
