"""Each indicator is exact enough to be evaluated, and trips on what it names and on nothing else."""

import datetime as dt

import msgspec
import pytest

from tertius import assessment
from tertius import records as r

replace = msgspec.structs.replace
LATER = dt.date(2031, 7, 1)


def one(analysis, kind, holds=lambda _: True):
    return next(i for i in analysis.indicators if i.kind == kind and holds(i))


@pytest.fixture
def later(analysis):
    return replace(analysis, case=replace(analysis.case, until=LATER))


def said(day=dt.date(2031, 5, 20), **fields):
    published = r.Published(start=day, end=day, precision=r.Precision.DAY, basis=r.DateBasis.METADATA)
    made = {"id": "st-new", "speaker": r.Speaker(name="Someone"), "voice": r.Voice.NAMED, "form": r.Form.INDIRECT,
            "kinds": (r.Kind.FACTUAL,), "passages": (), "said": published}  # fmt: skip
    return r.Statement(**(made | fields))


def test_no_indicator_trips_on_the_analysis_it_was_drawn_from(analysis):
    assert [i.kind for i in analysis.indicators if assessment.trips(i, analysis)] == []


def test_ids_depend_on_content_alone(analysis):
    again = assessment.weighed(analysis).indicators
    assert [i.id for i in again] == [i.id for i in analysis.indicators]
    assert len({i.id for i in again}) == len(again)


def test_a_change_point_after_the_cut_off_trips_and_an_older_one_does_not(analysis, later):
    indicator = one(analysis, r.IndicatorKind.CHANGE_POINT)
    assert indicator.false_alarms == analysis.tension.false_alarms
    assert assessment.trips(indicator, later) is None
    change = r.ChangePoint(start=dt.date(2031, 5, 26), direction="down")
    tension = replace(later.tension, changes=(*later.tension.changes, change))
    trip = assessment.trips(indicator, replace(later, tension=tension))
    assert trip
    assert trip.on == change.start
    other = replace(tension, measure="cooperation")
    assert assessment.trips(indicator, replace(later, tension=other)) is None


def test_a_response_trips_when_its_verdict_is_another(analysis, later):
    indicator = one(analysis, r.IndicatorKind.MOVEMENT)
    assert indicator.threshold == min(analysis.responses[0].minimum_detectable)
    assert assessment.trips(indicator, later) is None
    gone = replace(later.responses[0], verdict=r.Verdict.NONE_DETECTED)
    assert assessment.trips(indicator, replace(later, responses=(gone,)))


def test_a_response_that_can_now_be_told_trips(analysis, later):
    indicator = one(analysis, r.IndicatorKind.HISTORY, lambda i: i.measure == "conflict")
    told = replace(later.responses[1], verdict=r.Verdict.NONE_DETECTED)
    assert assessment.trips(indicator, replace(later, responses=(told,)))


def test_a_denial_of_a_claim_of_effect_trips(analysis, later):
    indicator = one(analysis, r.IndicatorKind.DENIAL, lambda i: "st-closer" in i.watches)
    denial = said(contested_with=("st-gain",))
    trip = assessment.trips(indicator, replace(later, statements=(*later.statements, denial)))
    assert trip
    assert trip.rests_on == ("st-new",)
    unrelated = said(contested_with=("st-orchards",))
    assert assessment.trips(indicator, replace(later, statements=(*later.statements, unrelated))) is None


def test_a_reply_of_an_office_of_the_accused_trips(analysis, later):
    indicator = one(analysis, r.IndicatorKind.REPLY)
    assert indicator.by.name == "Ostrand"
    office = r.Actor(name="harbour office", code="OSD.GOV", kind=r.ActorKind.ORGANISATION)
    reply = said(speaker=r.Speaker(name="harbour office", actor=office))
    assert assessment.trips(indicator, replace(later, statements=(*later.statements, reply)))


def test_without_known_ids_only_what_is_dated_later_is_new(analysis, later):
    indicator = one(analysis, r.IndicatorKind.REPLY)
    office = r.Actor(name="harbour office", code="OSD.GOV", kind=r.ActorKind.ORGANISATION)
    late = said(day=dt.date(2031, 5, 1), speaker=r.Speaker(name="harbour office", actor=office))
    now = replace(later, statements=(*later.statements, late))
    assert assessment.trips(indicator, now) is None
    assert assessment.trips(indicator, now, known={s.id for s in analysis.statements})


def test_a_firm_voice_on_the_effect_is_looked_for_where_there_is_none(analysis, later):
    weak = replace(analysis, statements=tuple(s for s in analysis.statements if s.id != "st-fall"))
    indicator = one(assessment.weighed(weak), r.IndicatorKind.STATEMENT)
    assert not [i for i in analysis.indicators if i.kind == r.IndicatorKind.STATEMENT]
    firm = said(kinds=(r.Kind.CAUSAL,), about=(analysis.case.on,))
    weaker = replace(firm, voice=r.Voice.ANONYMOUS)
    assert assessment.trips(indicator, replace(later, statements=(firm,)))
    assert assessment.trips(indicator, replace(later, statements=(weaker,))) is None


def test_an_announced_event_that_happens_trips_and_one_that_passed_is_not_watched(analysis, later):
    indicator = one(analysis, r.IndicatorKind.EVENT, lambda i: i.watches == ("ev-plan",))
    planned = next(e for e in analysis.events if e.id == "ev-plan")
    happened = replace(planned, id="ev-new", status=r.EventStatus.HAPPENED)
    assert assessment.trips(indicator, replace(later, events=(*later.events, happened)))
    again = replace(happened, status=r.EventStatus.PLANNED)
    assert assessment.trips(indicator, replace(later, events=(*later.events, again))) is None
    watched = {i for indicator in assessment.indicators(later) for i in indicator.watches}
    assert "ev-plan" not in watched


def test_a_prediction_trips_on_its_due_day_unless_it_is_settled(analysis, later):
    indicator = one(analysis, r.IndicatorKind.DUE)
    assert indicator.due == dt.date(2031, 6, 30)
    assert assessment.trips(indicator, later)
    settled = tuple(replace(p, status=r.PredictionStatus.DID_NOT) for p in later.predictions)
    assert assessment.trips(indicator, replace(later, predictions=settled)) is None
