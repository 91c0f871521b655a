"""What would change the judgement, typed so that a machine can watch for it.

Each indicator is drawn from a computed figure or a coded item of the case; `trips` evaluates one against a later
analysis of the same question.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from tertius.assessment.bottom_line import MOVED, WEAK, on_third
from tertius.assessment.words import join, number
from tertius.records import (
    Actor,
    Analysis,
    EventStatus,
    Indicator,
    IndicatorKind,
    Kind,
    Prediction,
    PredictionStatus,
    Response,
    Verdict,
    Voice,
    content_id,
)

__all__ = ["indicators"]

FIRM = (Voice.NAMED, Voice.OFFICIAL)
BLIND = frozenset({Verdict.NOT_COMPUTABLE, Verdict.UNDERPOWERED})


def indicators(analysis: Analysis) -> tuple[Indicator, ...]:
    """The indicators of `analysis`, series first, then statements, events and due dates; ids depend on content."""
    found = (
        *_of_tension(analysis),
        *_of_responses(analysis),
        *_of_voices(analysis),
        *_of_contests(analysis),
        *_of_events(analysis),
        *_of_predictions(analysis),
    )
    return tuple({indicator.id: indicator for indicator in found}.values())


def _made(analysis: Analysis, kind: IndicatorKind, *key: object, **fields: object) -> Indicator:
    case = analysis.case
    question = (*(actor.code or actor.name for actor in case.between), case.on.code or case.on.name)
    made: dict[str, object] = {"id": content_id("in", *question, kind, *key), "kind": kind, "after": case.until}
    return Indicator(**(made | fields))  # type: ignore[arg-type]


def _names(analysis: Analysis) -> dict[str, str]:
    actors = (*analysis.case.between, analysis.case.on)
    return {actor.code: actor.name for actor in actors if actor.code}


def _dyad(analysis: Analysis, pair: tuple[str, str]) -> str:
    names = _names(analysis)
    return "–".join(names.get(code, code) for code in pair)


def _of_tension(analysis: Analysis) -> Iterator[Indicator]:
    tension = analysis.tension
    if tension.because or not tension.values:
        return
    text = f"A change point in the {tension.measure} of {_dyad(analysis, tension.dyad)}, by {tension.period}, after the cut-off."
    yield _made(
        analysis, IndicatorKind.CHANGE_POINT, *tension.dyad, tension.measure,
        text=text, dyad=tension.dyad, measure=tension.measure, period=tension.period, unit=tension.unit,
        false_alarms=tension.false_alarms, rests_on=("tension",),
    )  # fmt: skip


def _of_responses(analysis: Analysis) -> Iterator[Indicator]:
    pair = {actor.code for actor in analysis.case.between}
    for response in analysis.responses:
        if set(response.tie) & pair:
            yield _of_response(analysis, response)


def _of_response(analysis: Analysis, response: Response) -> Indicator:
    """A tie that did not move moves; one that could not be told can be; one that moved does so no longer."""
    tie = f"{_dyad(analysis, response.tie)}, {response.measure},"
    kind = IndicatorKind.HISTORY if response.verdict in BLIND else IndicatorKind.MOVEMENT
    threshold = min(response.minimum_detectable or [], default=None)
    if kind == IndicatorKind.HISTORY:
        verdicts = tuple(verdict for verdict in Verdict if verdict not in BLIND)
        text = f"A history from which the response of {tie} can be told (now: {response.verdict})."
    else:
        verdicts = tuple(v for v in (*sorted(MOVED), Verdict.NONE_DETECTED) if v != response.verdict)
        least = f" The smallest effect that could be seen is {threshold:.2f}." if threshold is not None else ""
        moved = (
            "no longer stands as " + response.verdict if response.verdict in MOVED else "leaves the simultaneous band"
        )
        text = f"The response of {tie} computed anew after another shock, {moved}.{least}"
    return _made(
        analysis, kind, *response.tie, response.measure,
        text=text, dyad=response.tie, measure=response.measure.value, verdicts=verdicts,
        period=response.computation.frequency if response.computation else None,
        threshold=threshold, unit=response.unit or None,
        rests_on=(f"response:{response.tie[0]}-{response.tie[1]}:{response.measure}",),
    )  # fmt: skip


def _of_voices(analysis: Analysis) -> Iterator[Indicator]:
    third = analysis.case.on
    asserting = on_third(analysis.statements, third)
    if not {statement.voice for statement in asserting} - WEAK - {Voice.AUTHOR}:
        yield _made(
            analysis, IndicatorKind.STATEMENT, third.name,
            text=f"A named or official voice that asserts or denies an effect on {third.name}; there is none so far.",
            kinds=(Kind.CAUSAL, Kind.PREDICTION), voices=FIRM, about=third,
            rests_on=tuple(s.id for s in asserting) or ("statements",),
        )  # fmt: skip
    open_ = tuple(s.id for s in asserting if not s.contested_with)
    if open_:
        alone = len(open_) == 1
        which = "the statement that asserts" if alone else f"any of the {number(len(open_), 'statement')} that assert"
        yield _made(
            analysis, IndicatorKind.DENIAL, *sorted(open_),
            text=f"A denial of {which} an effect on {third.name}; nobody contests {'it' if alone else 'them'} so far.",
            watches=open_, rests_on=open_,
        )  # fmt: skip


def _of_contests(analysis: Analysis) -> Iterator[Indicator]:
    contested = tuple(s.id for s in analysis.statements if s.contested_with)
    if contested:
        yield _made(
            analysis, IndicatorKind.DENIAL, "contested", *sorted(contested),
            text=f"A further statement on what {number(len(contested), 'contested statement')} "
                 f"{'says' if len(contested) == 1 else 'say'}.",
            watches=contested, rests_on=contested,
        )  # fmt: skip
    for voice in analysis.absent_voices:
        yield _made(
            analysis, IndicatorKind.REPLY, voice.actor.code or voice.actor.name,
            text=f"A reply by {voice.actor.name}, accused in {number(len(voice.accused_in), 'statement')} and not heard.",
            by=voice.actor, watches=voice.accused_in, rests_on=voice.accused_in,
        )  # fmt: skip


def _of_events(analysis: Analysis) -> Iterator[Indicator]:
    """Announced and threatened events whose dates have not passed before the cut-off, or are open."""
    for event in analysis.events:
        ended = event.when.end if event.when else None
        if event.status not in (EventStatus.PLANNED, EventStatus.THREATENED) or (ended and ended < analysis.case.until):
            continue
        parties = join(_called(actor) for actor in (event.source, event.target) if actor) or "actors not named"
        yield _made(
            analysis, IndicatorKind.EVENT, event.id,
            text=f"Whether what is {_told(event.status)} takes place: {event.type.value.lower()}, {parties}.",
            by=event.source, about=event.target, type=event.type, watches=(event.id,), rests_on=(event.id,),
            due=ended,
        )  # fmt: skip


def _told(status: EventStatus) -> str:
    return "announced" if status == EventStatus.PLANNED else "threatened"


def _called(actor: Actor) -> str:
    return f"{actor.name} ({actor.code})" if actor.code else actor.name


def _of_predictions(analysis: Analysis) -> Iterator[Indicator]:
    for prediction in analysis.predictions:
        due = _due(prediction)
        if due is None or due <= analysis.case.until or prediction.status != PredictionStatus.OPEN:
            continue
        yield _made(
            analysis, IndicatorKind.DUE, prediction.statement, due,
            text=f"A prediction falls due on {due.isoformat()}; it is settled by {prediction.settles_by or 'the record'}.",
            watches=(prediction.statement,), due=due, rests_on=(prediction.statement,),
        )  # fmt: skip


def _due(prediction: Prediction) -> dt.date | None:
    return prediction.horizon.end if prediction.horizon else None
