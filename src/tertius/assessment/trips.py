"""Whether an indicator has tripped, told from a later analysis of the same question."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping

from tertius.assessment.words import join
from tertius.records import (
    Actor,
    Analysis,
    Event,
    EventStatus,
    Indicator,
    IndicatorKind,
    PredictionStatus,
    Statement,
    Trip,
)

__all__ = ["trips"]

TOLD = frozenset({EventStatus.HAPPENED, EventStatus.ONGOING, EventStatus.DENIED})


def trips(indicator: Indicator, now: Analysis, known: Collection[str] = ()) -> Trip | None:
    """`indicator` tripped by what `now` holds, or None.

    Args:
        indicator: one of an earlier analysis of the same question.
        now: the later analysis; its cut-off counts as today.
        known: ids of statements and events seen before. Without it, what is dated after `indicator.after` is new,
            and what is not dated is not.

    """
    return _RULES[indicator.kind](indicator, now, frozenset(known))


def _trip(indicator: Indicator, on: dt.date, text: str, *rests_on: str) -> Trip:
    return Trip(indicator=indicator.id, on=on, text=text, rests_on=rests_on)


def _change_point(indicator: Indicator, now: Analysis, _: frozenset[str]) -> Trip | None:
    tension = now.tension
    if (tension.dyad, tension.measure, tension.period) != (indicator.dyad, indicator.measure, indicator.period):
        return None
    for change in tension.changes:
        if change.start > indicator.after and indicator.direction in (None, change.direction):
            text = f"The {tension.measure} of {'–'.join(tension.dyad)} changed {change.direction} from {change.start}"
            return _trip(indicator, change.start, f"{text} ({tension.false_alarms}).", "tension")
    return None


def _movement(indicator: Indicator, now: Analysis, _: frozenset[str]) -> Trip | None:
    for response in now.responses:
        if (response.tie, response.measure.value) != (indicator.dyad, indicator.measure):
            continue
        if response.verdict in indicator.verdicts and now.case.until > indicator.after:
            key = f"response:{response.tie[0]}-{response.tie[1]}:{response.measure}"
            text = f"The response of {'–'.join(response.tie)}, {response.measure}, is {response.verdict}: {response.because}"
            return _trip(indicator, now.case.until, text, key)
    return None


def _statement(indicator: Indicator, now: Analysis, known: frozenset[str]) -> Trip | None:
    def fits(statement: Statement) -> bool:
        return (
            bool(set(statement.kinds) & set(indicator.kinds))
            and statement.voice in indicator.voices
            and any(_belongs(actor, indicator.about) for actor in statement.about)
        )

    return _spoken(indicator, now, known, fits, "A statement of the kind looked for was made")


def _denial(indicator: Indicator, now: Analysis, known: frozenset[str]) -> Trip | None:
    watched = set(indicator.watches)
    # a contest may be recorded on either of the two
    against = {other for s in now.statements if s.id in watched for other in s.contested_with} - watched

    def fits(statement: Statement) -> bool:
        return statement.id not in watched and (
            statement.id in against or bool(watched & set(statement.contested_with))
        )

    return _spoken(indicator, now, known, fits, "A statement that was watched is contested")


def _reply(indicator: Indicator, now: Analysis, known: frozenset[str]) -> Trip | None:
    def fits(statement: Statement) -> bool:
        return _belongs(statement.speaker.actor, indicator.by)

    name = indicator.by.name if indicator.by else "the accused"
    return _spoken(indicator, now, known, fits, f"{name} is heard")


def _spoken(
    indicator: Indicator, now: Analysis, known: frozenset[str], fits: Callable[[Statement], bool], what: str
) -> Trip | None:
    found = [s for s in now.statements if _is_new(s, indicator, known) and fits(s)]
    if not found:
        return None
    days = [s.said.day for s in found if s.said]
    voices = join(dict.fromkeys(f"{s.voice} voice" for s in found))
    return _trip(indicator, min(days, default=now.case.until), f"{what} ({voices}).", *(s.id for s in found))


def _is_new(statement: Statement, indicator: Indicator, known: frozenset[str]) -> bool:
    if known:
        return statement.id not in known
    return statement.said is not None and statement.said.day > indicator.after


def _event(indicator: Indicator, now: Analysis, known: frozenset[str]) -> Trip | None:
    for event in now.events:
        if event.id in indicator.watches or event.id in known or event.status not in TOLD:
            continue
        if _is_awaited(event, indicator):
            on = event.when.start if event.when and event.when.start else now.case.until
            return _trip(indicator, on, f"What was announced is told as {event.status}.", event.id)
    return None


def _is_awaited(event: Event, indicator: Indicator) -> bool:
    ends = event.when.end or event.when.start if event.when else None
    return (
        event.type == indicator.type
        and _belongs(event.source, indicator.by)
        and (indicator.about is None or _belongs(event.target, indicator.about))
        and ends is not None
        and ends > indicator.after
    )


def _due(indicator: Indicator, now: Analysis, _: frozenset[str]) -> Trip | None:
    if indicator.due is None or now.case.until < indicator.due:
        return None
    settled = {p.statement for p in now.predictions if p.status != PredictionStatus.OPEN}
    if settled.intersection(indicator.watches):
        return None
    return _trip(indicator, indicator.due, f"A prediction fell due on {indicator.due}.", *indicator.watches)


def _belongs(actor: Actor | None, to: Actor | None) -> bool:
    """Whether `actor` is `to`, or an office, force or group of that state."""
    if actor is None or to is None:
        return False
    return actor.name == to.name or (to.code is not None and to.code in (actor.code, actor.state))


_RULES: Mapping[IndicatorKind, Callable[[Indicator, Analysis, frozenset[str]], Trip | None]] = {
    IndicatorKind.CHANGE_POINT: _change_point,
    IndicatorKind.MOVEMENT: _movement,
    IndicatorKind.HISTORY: _movement,
    IndicatorKind.STATEMENT: _statement,
    IndicatorKind.DENIAL: _denial,
    IndicatorKind.REPLY: _reply,
    IndicatorKind.EVENT: _event,
    IndicatorKind.DUE: _due,
}
