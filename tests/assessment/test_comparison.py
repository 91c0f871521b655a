"""What changed since the last run is told, and what is gone is never named."""

import datetime as dt

import msgspec
import pytest

from tertius import assessment, reports
from tertius import records as r
from tertius.errors import UsageError

replace = msgspec.structs.replace


def aspects(previous, now):
    return [difference.aspect for difference in assessment.compare(previous, now).differences]


def test_a_run_does_not_differ_from_itself(analysis):
    assert assessment.compare(analysis, analysis).differences == ()


def test_runs_of_different_questions_are_not_compared(analysis):
    a, b = analysis.case.between
    other = replace(analysis, case=replace(analysis.case, on=a, between=(b, analysis.case.on)))
    with pytest.raises(UsageError, match="different questions"):
        assessment.compare(other, analysis)
    turned = replace(analysis, case=replace(analysis.case, between=(b, a)))
    assert assessment.compare(turned, analysis).differences == ()


def test_verdict_confidence_and_cut_off_are_told_with_before_and_after(analysis):
    line = replace(analysis.bottom_line, verdict=r.Verdict.NONE_DETECTED, confidence="moderate")
    now = replace(analysis, bottom_line=line, case=replace(analysis.case, until=dt.date(2031, 6, 1)))
    told = {d.aspect: (d.before, d.after) for d in assessment.compare(analysis, now).differences}
    assert told == {
        "verdict": ("closer", "none detected"),
        "confidence": ("low", "moderate"),
        "cut-off": ("2031-05-11", "2031-06-01"),
    }


def test_no_difference_puts_likelihood_and_confidence_into_one_sentence(analysis):
    line = replace(analysis.bottom_line, likelihood=None, confidence="moderate")
    texts = [d.text.lower() for d in assessment.compare(analysis, replace(analysis, bottom_line=line)).differences]
    assert not [text for text in texts if "likel" in text and "confidence" in text]
    assert len(texts) == 2


def test_new_statements_are_linked_and_lost_ones_only_counted(analysis):
    fewer = replace(analysis, statements=analysis.statements[2:])
    (gained,) = assessment.compare(fewer, analysis).differences
    assert gained.rests_on == ("st-threat", "st-plan")
    (lost,) = [d for d in assessment.compare(analysis, fewer).differences if d.aspect == "statements"]
    assert lost.text == "Two statements of the previous run are no longer here."
    assert "st-threat" not in lost.rests_on


def test_a_new_change_point_and_a_new_verdict_of_a_tie_are_told(analysis):
    bare = replace(analysis, tension=replace(analysis.tension, changes=()), responses=analysis.responses[:1])
    assert aspects(bare, analysis) == ["tension", "responses", "responses"]


def test_an_actor_that_is_heard_at_last_is_told(analysis):
    now = replace(analysis, absent_voices=())
    assert [d.text for d in assessment.compare(analysis, now).differences] == [
        "Accused before and not heard, now speak: Ostrand."
    ]


def test_what_was_withheld_in_between_is_not_told(analysis):
    """A document that became confidential is counted as gone; neither its title nor an id of it is named."""
    open_ = replace(analysis, documents=tuple(replace(d, confidential=False) for d in analysis.documents))
    old, new = reports.release(open_)[0], reports.release(analysis)[0]
    text = str(assessment.compare(old, new))
    assert "no longer here" in text
    for secret in ("doc-secret", "st-secret", "Consular", "cable"):
        assert secret not in text
