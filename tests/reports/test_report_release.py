from __future__ import annotations

import json

import fabricated_case as fabricated
import msgspec
from fabricated_case import CABLE, GRAVE

from tertius import records as r
from tertius import reports

replace = msgspec.structs.replace


def written(analysis: r.Analysis) -> str:
    """All three forms in one text."""
    return reports.html(analysis) + reports.markdown(analysis) + reports.to_json(analysis)


def ids(analysis: r.Analysis) -> set[str]:
    return {item.id for group in (analysis.documents, analysis.statements, analysis.events) for item in group}


def test_nothing_of_a_confidential_document_leaves(analysis: r.Analysis) -> None:
    everything = written(analysis)
    for secret in (CABLE, "Consular cable 7", "doc-secret", "st-secret", "/vault", "Merrow pays", "price"):
        assert secret not in everything


def test_what_stands_on_open_text_too_stays_with_its_open_passage(analysis: r.Analysis) -> None:
    secret, opened = fabricated.SECRET_DOC, analysis.statements[0]
    both = replace(opened, passages=(*opened.passages, fabricated.passage(secret, CABLE)))
    released, _ = reports.release(replace(analysis, statements=(both, *analysis.statements[1:])))
    kept = next(s for s in released.statements if s.id == opened.id)
    assert kept.passages == opened.passages


def test_an_unreviewed_accusation_against_a_person_is_withheld_with_its_words(analysis: r.Analysis) -> None:
    everything = written(analysis)
    assert "Joren Asp" not in everything
    assert GRAVE not in everything
    assert everything.count("1 accusation against an identifiable person is kept back") >= 3


def test_an_accusation_that_a_reviewer_accepted_leaves(analysis: r.Analysis) -> None:
    accepted = tuple(
        replace(s, review=r.Review.ACCEPTED) if s.id == "st-asp" else s for s in analysis.statements
    )  # fmt: skip
    released, withheld = reports.release(replace(analysis, statements=accepted))
    assert withheld.accusations == 0
    assert "st-asp" in ids(released)
    assert any(GRAVE in document.text for document in released.documents)


def test_an_accusation_that_a_reviewer_rejected_stays_withheld(analysis: r.Analysis) -> None:
    rejected = tuple(replace(s, review=r.Review.REJECTED) if s.id == "st-asp" else s for s in analysis.statements)
    assert reports.release(replace(analysis, statements=rejected))[1].accusations == 1


def test_an_accusation_against_a_state_leaves(analysis: r.Analysis) -> None:
    assert "st-orchards" in ids(reports.release(analysis)[0])


def test_offsets_hold_after_words_are_blacked_out(analysis: r.Analysis) -> None:
    released, _ = reports.release(analysis)
    texts = {document.id: document.text for document in released.documents}
    for carrier in (*released.statements, *released.events, *released.ties):
        for passage in carrier.passages:
            assert texts[passage.document][passage.start : passage.end] == passage.text
    assert len(texts["doc-oped"]) == len(fabricated.OPED.text)


def test_words_repeated_in_a_reprint_are_blacked_out_too(analysis: r.Analysis) -> None:
    echo = r.Document(id="doc-echo", title=f"Heard: {GRAVE}", text=f"As others wrote: {GRAVE}!")
    released, _ = reports.release(replace(analysis, documents=(*analysis.documents, echo)))
    kept = next(document for document in released.documents if document.id == "doc-echo")
    assert GRAVE not in kept.text + kept.title
    assert len(kept.text) == len(echo.text)


def test_no_reference_points_to_what_was_withheld(analysis: r.Analysis) -> None:
    released, _ = reports.release(analysis)
    gone = ids(analysis) - ids(released)
    assert gone >= {"doc-secret", "st-secret", "st-asp", "ev-asp"}
    text = json.dumps(r.to_builtins(released))
    assert not [name for name in gone if name in text]


def test_ties_channels_sentences_and_voices_that_stood_only_on_it_go_too(analysis: r.Analysis) -> None:
    released, withheld = reports.release(analysis)
    assert (withheld.documents, withheld.statements, withheld.ties, withheld.channels, withheld.sentences) == (
        1,
        1,
        1,
        1,
        1,
    )
    assert "Bought quiet" not in {channel.name for channel in released.channels}
    assert released.bottom_line.voices == {"anonymous": 1, "relayed": 1}
    voices = next(s.text for s in released.bottom_line.sentences if s.role == "voices")
    assert "1 relayed voice and 1 anonymous voice in 1 document" in voices
    assert [voice.actor.name for voice in released.absent_voices] == ["Ostrand"]


def test_a_sign_of_the_triad_that_only_a_withheld_tie_gave_is_withheld(analysis: r.Analysis) -> None:
    hidden = r.Tie(
        a=fabricated.MERROW,
        b=fabricated.VELDORA,
        relation=r.Relation.ALLY,
        sign=1,
        by=r.Asserter(name="An official", voice=r.Voice.ANONYMOUS, document="doc-secret"),
    )
    balance = r.Balance(signs={"OSD-VLD": -1, "MRW-VLD": 1}, balanced=False, because="two signs of three")
    released, _ = reports.release(replace(analysis, ties=(*analysis.ties[:2], hidden), balance=balance))
    assert released.balance.signs == {"OSD-VLD": -1, "MRW-VLD": None}
    assert released.balance.balanced is None


def test_limits_say_how_many_were_withheld(analysis: r.Analysis) -> None:
    released, withheld = reports.release(analysis)
    assert released.limits[-len(withheld.lines()) :] == withheld.lines()
    assert "Machine coding misses statements." in released.limits


def test_releasing_twice_is_releasing_once(analysis: r.Analysis) -> None:
    released, _ = reports.release(analysis)
    again, withheld = reports.release(released)
    assert again == released
    assert not withheld


def test_an_analysis_with_nothing_to_withhold_leaves_as_it_is(analysis: r.Analysis) -> None:
    open_ = replace(
        analysis,
        documents=tuple(d for d in analysis.documents if not d.confidential),
        statements=tuple(s for s in analysis.statements if s.id not in ("st-secret", "st-asp")),
    )
    released, withheld = reports.release(open_)
    assert released is open_
    assert not withheld


def test_hindsight_is_released_by_the_same_rules(analysis: r.Analysis) -> None:
    assert analysis.hindsight
    secret = replace(fabricated.LATER, confidential=True)
    later = replace(analysis.hindsight, documents=(secret,))
    released, withheld = reports.release(replace(analysis, hindsight=later))
    assert withheld.documents == 2
    assert released.hindsight == r.Hindsight(tension=later.tension)


def test_a_count_that_took_in_a_withheld_accusation_says_so(analysis: r.Analysis) -> None:
    text = "Two accusations in these documents have no source but the author."
    alone = r.Sentence(text=text, rests_on=("st-orchards", "st-asp"), role="voices")
    line = replace(analysis.bottom_line, sentences=(*analysis.bottom_line.sentences, alone))
    released, _ = reports.release(replace(analysis, bottom_line=line))
    assert released.bottom_line.sentences[-1].text == f"{text} (1 statement counted here is withheld.)"
    assert released.bottom_line.sentences[-1].rests_on == ("st-orchards",)


def test_a_cut_off_that_quotes_a_confidential_document_does_not_leave(analysis: r.Analysis) -> None:
    words = "an exercise at the northern harbour is announced"
    secret = next(document for document in analysis.documents if document.confidential)
    day = r.Published(
        start=analysis.case.until,
        end=analysis.case.until,
        precision=r.Precision.DAY,
        basis=r.DateBasis.INFERRED,
        because=words,
    )
    documents = tuple(replace(d, published=day) if d.id == secret.id else d for d in analysis.documents)
    case = replace(analysis.case, until_basis="inferred", until_because=words)
    assert words not in written(replace(analysis, documents=documents, case=case))


def test_absences_are_worded_without_confidential_documents(analysis: r.Analysis) -> None:
    released, _ = reports.release(analysis)
    assert released.absent_voices
    assert {voice.documents for voice in released.absent_voices} == {len(released.documents)}


def test_who_tells_of_a_tie_in_a_confidential_document_is_named_nowhere(analysis: r.Analysis) -> None:
    who = "the clerk of the seventh vault"
    by = r.Asserter(name=who, voice=r.Voice.NAMED, document="doc-secret")
    tie = r.Tie(a=fabricated.OSTRAND, b=fabricated.MERROW, relation=r.Relation.ALLY, sign=1, by=by)
    told = f"ally: Ostrand and Merrow, according to {who}"
    opened = r.Channel(
        name="alliance", chain=("a", "b"), sign=1, tie=("MRW", "OSD"), basis=(told,), literature=None, voices={}, agreement=""
    )  # fmt: skip
    outside = r.Sentence(text="The outside view: 3 of 9.", rests_on=("reference_class",), role="outside view")
    line = analysis.bottom_line
    rich = replace(
        analysis,
        ties=(*analysis.ties, tie),
        channels=(*analysis.channels, opened),
        balance=replace(analysis.balance, because=told),
        reference_class=r.ReferenceClass(
            between=("OSD", "VLD"), on="MRW", at=None, profile="an ally of one", basis=(told,)
        ),
        bottom_line=replace(line, sentences=(*line.sentences, outside)),
    )
    everything = written(rich)
    assert who not in everything
    assert "an ally of one" not in everything
    assert "The outside view: 3 of 9." not in everything
