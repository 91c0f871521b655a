import json
from importlib import resources

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tertius.coding import pipeline
from tertius.coding.attribution import find_attributions
from tertius.records import Document, Form, Voice


def only(read, text):
    triples = read(text).triples
    assert len(triples) == 1, triples
    return triples[0]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("The minister said that the road was open.", "The minister", "said", "the road was open"),
        ("“The road is open,” the minister said.", "the minister", "said", "The road is open"),
        ("The road is open, the minister said.", "the minister", "said", "The road is open"),
        ("According to the army, the road is open.", "the army", "According to", "the road is open"),
        ("The road is open, according to the army.", "the army", "according to", "The road is open"),
        ("Anna Varga: “Talks are the only way.”", "Anna Varga", ":", "Talks are the only way."),
        ("Freedonia accused Sylvania of arming rebels.", "Freedonia", "accused", "Sylvania of arming rebels"),
    ],
)
def test_source_cue_and_content_before_and_after(read, text, source, cue, content):
    assert only(read, text) == (source, cue, (content,))


def test_a_quotation_broken_by_its_cue_is_one_discontinuous_content(read):
    source, _, content = only(read, "“We waited,” the driver said, “and nobody came.”")
    assert (source, content) == ("the driver", ("We waited", "and nobody came."))


def test_a_quotation_that_follows_in_the_paragraph_belongs_to_the_same_content(read):
    text = "“We never closed the border,” the envoy said. “Anyone can see that.”"
    assert only(read, text)[2] == ("We never closed the border", "Anyone can see that.")


def test_forms_are_direct_indirect_and_mixed(read):
    forms = [
        read(text).attributions[0].form
        for text in (
            "“The road is open,” the minister said.",
            "The minister said the road was open.",
            "The minister said the road was “open for all lorries”.",
        )
    ]
    assert forms == [Form.DIRECT, Form.INDIRECT, Form.MIXED]


def test_a_quotation_goes_on_in_the_next_paragraph_without_a_cue(read):
    text = "“The convoy was stopped twice,” the driver said.\n\n“They asked for papers.\n\n“They asked for money.”"
    first, *rest = read(text).attributions
    assert [(a.source, a.cue, a.continues, a.form) for a in rest] == [(None, None, 0, Form.DIRECT)] * 2
    assert {a.speaker for a in rest} == {first.speaker}


def test_fragments_in_quotation_marks_are_no_statements_of_their_own(read):
    assert read("The so-called “peace corridor” stayed shut on Monday.").attributions == []


def test_a_source_in_somebody_elses_words_has_an_outer_attribution(read):
    seen = read("The diplomat said that an adviser had told him that the deal was off.")
    inner = seen.said("the deal was off")
    assert seen.words(inner.source) == "an adviser"
    assert seen.words(seen.attributions[inner.outer].source) == "The diplomat"


@pytest.mark.parametrize(
    ("text", "said", "source"),
    [
        (
            "The newspaper Valley Post reported that, according to a witness, the army had removed the wheat.",
            "had removed the wheat",
            "a witness",
        ),
        (
            "The minister said he had learnt from engineers that the dam was cracked.",
            "the dam was cracked",
            "engineers",
        ),
        ("Farmers in the valley say they were told by traders that orders would be cut.", "orders would be", "traders"),
        ("The broadcaster quoted the rebels as saying they would withdraw.", "they would withdraw", "the rebels"),
    ],
)
def test_whoever_is_quoted_in_reported_words_is_a_source_within_them(read, text, said, source):
    seen = read(text)
    inner = seen.said(said)
    assert seen.words(inner.source) == source
    assert inner.outer is not None
    assert inner.voice == Voice.RELAYED
    assert said in seen.words(seen.attributions[inner.outer].content[-1])


def test_rules_say_nothing_within_what_somebody_says(read):
    assert len(read("The lawyer said that the rules say that every box must be sealed.").attributions) == 1


def test_a_message_that_a_speaker_passes_on_is_somebody_elses_content(read):
    seen = read(
        "Anna Varga said: “Two neighbours have asked me to convey a message: the blockade harms everybody. "
        "I believe them.”"
    )
    inner = seen.said("the blockade harms everybody")
    assert seen.words(inner.source) == "Two neighbours"
    assert inner.outer is not None


def test_the_speakers_own_i_believe_in_a_quotation_is_no_second_source(read):
    assert len(read("“I believe that the road is open,” the minister said.").attributions) == 1


def test_a_dateline_is_no_part_of_what_is_said(read):
    text = "VARNA, Freedonia — Grain shipments resumed on Monday, the ministry said."
    assert only(read, text)[2] == ("Grain shipments resumed on Monday",)


def test_a_reporting_passive_has_no_source(read):
    source, cue, content = only(read, "It was reported that troops had moved.")
    assert (source, content) == (None, ("troops had moved",))
    assert "reported" in cue


def test_an_inverted_verb_of_saying_finds_its_speaker(read):
    assert only(read, "“So much for peace,” wrote the Daily Globe.")[0] == "the Daily Globe"


def test_a_label_before_a_headline_is_nobody(read):
    assert read("ANALYSIS: How the tensions at the border affect trade").attributions == []


PIECES = st.lists(
    st.sampled_from(
        ["The minister said", "“", "”", '"', "'", "‘", "’", "«", "»", "''", " ", "\n", "\n\n", "that it is so", ",", ".",
         "he added", ":", "we will go", "I think", "according to", "her", "😀", "é", "(", "—", "reportedly"]
    ),
    max_size=25,
)  # fmt: skip


@given(PIECES)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_with_any_marks_gives_spans_within_bounds(pieces):
    text = " ".join(pieces)
    parsed = pipeline.parse(Document(id="d", title="", text=text))
    found = find_attributions(parsed)
    for a in found:
        assert a.content
        for start, end in (*a.content, *filter(None, (a.source, a.cue))):
            assert 0 <= start < end <= len(text)
        assert a.outer is None or 0 <= a.outer < len(found)
        assert a.continues is None or 0 <= a.continues < len(found)


def test_the_table_holds_figures_only_and_nobodys_name():
    data = json.loads((resources.files("tertius.coding.attribution") / "cues.json").read_text(encoding="utf-8"))
    weights = {
        name: value for part in ("rates", "cue", "content", "source", "span") for name, value in data[part].items()
    }
    assert all(isinstance(value, float | int) for value in weights.values())
    assert not [name for name in weights if {"trump", "clinton", "obama"} & set(name.lower().split(":"))]
    assert max(len(name.split()) for name in weights) <= 2  # a line break is a word too


def test_a_source_that_the_encoder_sees_in_a_mere_comma_is_none(monkeypatch, read):
    from tertius.coding.encoder import Encoder, Found

    text = "The harbour master, tired\xa0, reiterated his worry over the ferry."
    cue, comma = text.index("reiterated"), text.index(", reiterated")
    found = Found((comma, comma + 1), (cue, cue + 10), ((cue + 11, len(text) - 1),), 0.99)
    monkeypatch.setattr(Encoder, "attributions", lambda *_: [found])
    sources = [source for source, said, _ in read(text).triples if said == "reiterated"]
    assert sources
    assert not [source for source in sources if source is not None and not any(map(str.isalnum, source))]
