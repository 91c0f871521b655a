"""The grid of rivals says what stands where, and draws no likelihood from it."""

import msgspec

from tertius import assessment
from tertius import records as r

replace = msgspec.structs.replace
CLOSER, APART, NONE = r.Rival.CLOSER, r.Rival.APART, r.Rival.NO_EFFECT
FOR, AGAINST, NEITHER = r.Support.FOR, r.Support.AGAINST, r.Support.NEITHER


def rows(analysis, source):
    return [ground for ground in assessment.weighed(analysis).grounds if ground.source == source]


def responding(analysis, verdict):
    return replace(analysis, responses=(replace(analysis.responses[0], verdict=verdict),))


def test_a_claim_of_closeness_bears_for_closer_and_against_the_other_two(analysis):
    row = next(g for g in rows(analysis, "statements") if "st-closer" in g.rests_on)
    assert row.bears == {CLOSER: FOR, APART: AGAINST, NONE: AGAINST}
    assert row.voice == r.Voice.ANONYMOUS


def test_a_gain_is_no_closeness(analysis):
    row = next(g for g in rows(analysis, "statements") if "st-gain" in g.rests_on)
    assert row.bears == {CLOSER: NEITHER, APART: NEITHER, NONE: AGAINST}


def test_a_denied_claim_of_closeness_speaks_for_no_rival(analysis):
    denied = tuple(replace(s, polarity=r.Polarity.NEGATED) if s.id == "st-closer" else s for s in analysis.statements)
    row = next(g for g in rows(replace(analysis, statements=denied), "statements") if "st-closer" in g.rests_on)
    assert row.bears == {CLOSER: AGAINST, APART: NEITHER, NONE: NEITHER}


def test_that_nothing_was_detected_excludes_neither_closer_nor_apart(analysis):
    (row,) = rows(responding(analysis, r.Verdict.NONE_DETECTED), "response")
    assert row.bears == {CLOSER: NEITHER, APART: NEITHER, NONE: FOR}
    assert "smaller than 0.20 could not have been seen" in row.text


def test_a_response_that_could_not_be_computed_bears_on_nothing(analysis):
    for verdict in (r.Verdict.NOT_COMPUTABLE, r.Verdict.UNDERPOWERED):
        (row,) = rows(responding(analysis, verdict), "response")
        assert set(row.bears.values()) == {NEITHER}


def test_ties_read_from_one_history_are_one_row_a_verdict(analysis):
    twice = (analysis.responses[0], replace(analysis.responses[0], measure=r.Measure.CONFLICT))
    (row,) = rows(replace(analysis, responses=twice), "response")
    assert row.count == 2


def test_constructed_text_is_shown_and_counts_for_nothing(analysis):
    constructed = tuple(replace(s, constructed=True) for s in analysis.statements)
    weighed = assessment.weighed(replace(analysis, statements=constructed, responses=(), channels=()))
    assert any(row.bears[CLOSER] == FOR for row in weighed.grounds)
    assert [(h.supporting, h.opposing) for h in weighed.hypotheses] == [(0, 0)] * 3


def test_the_counts_of_a_rival_are_those_of_its_column(analysis):
    for hypothesis in analysis.hypotheses:
        column = [g.bears[hypothesis.rival] for g in analysis.grounds if not g.constructed]
        assert (hypothesis.supporting, hypothesis.opposing) == (column.count(FOR), column.count(AGAINST))


def test_no_word_of_likelihood_stands_in_the_grid(analysis):
    texts = " ".join([*(g.text for g in analysis.grounds), *(h.text for h in analysis.hypotheses)]).lower()
    assert not [word for *_, word in assessment.words.BANDS if word in texts]
