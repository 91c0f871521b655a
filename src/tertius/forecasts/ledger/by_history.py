"""Settling by the event history: the query, and the events that settled it.

An event that is there settles that it happened. That none is there settles that nothing happened only where the
history could have held it: it reaches beyond the date, and the pair has enough events in the year before.
"""

from __future__ import annotations

import datetime as dt

from tertius.errors import HistoryError
from tertius.forecasts.ledger.questions import Answer, Question, Readings, question_of
from tertius.records import DataSource, LedgerEntry, Outcome, Settlement, Settler

__all__ = ["LEAST_EVENTS", "settle_by_history"]

LEAST_EVENTS = 20
"""Events of the pair in the year up to the date, below which silence says nothing."""


def settle_by_history(entry: LedgerEntry, readings: Readings, *, at: dt.datetime) -> Settlement | str:
    """The settlement that the history gives, or in words why it gives none.

    Args:
        entry: a settleable entry.
        readings: of a history without a cut-off, for this entry among others.
        at: now.

    """
    question = question_of(entry)
    if isinstance(question, str):
        return question
    if question.threshold.kind == "number":
        return _number(entry, question, readings, at)
    if readings.history.kind != "events":
        return "a panel holds no single events; give a table of events"
    return _act(entry, question, readings, at)


def _act(entry: LedgerEntry, question: Question, readings: Readings, at: dt.datetime) -> Settlement | str:
    threshold, source = question.threshold, readings.history.source
    answer = readings.answer(question)
    if not answer.found and (lacking := _cannot_say_no(answer, question, source)):
        return lacking
    what = " or ".join([*threshold.types, *(f"quad class {quad}" for quad in threshold.quads)])
    arrow = "–" if threshold.mutual else " > "
    return Settlement(
        entry=entry.id,
        outcome=Outcome.CAME_TRUE if bool(answer.found) != threshold.negated else Outcome.DID_NOT,
        by=source.name,
        how=Settler.HISTORY,
        at=at,
        why=f"{answer.found} such event{'' if answer.found == 1 else 's'} in {answer.read} of the pair on these days",
        query=(
            f"{source.name}: events of {what}, {question.source}{arrow}{question.target}, "
            f"{question.first} to {question.last}"
        ),
        events=answer.events,
        sources=(source.citation,),
    )


def _cannot_say_no(answer: Answer, question: Question, source: DataSource) -> str | None:
    """Why an empty answer does not settle that nothing happened; None where it does."""
    last = question.last
    if source.last is None or source.last < last:
        return f"no such event, but the history ends on {source.last}, before {last}: it cannot settle that nothing happened"
    if not question.threshold.of_history and answer.year < LEAST_EVENTS:
        return (
            f"no such event, but the history has only {answer.year} events of the pair in the year up to {last} "
            f"(it takes {LEAST_EVENTS}): too thin to settle that nothing happened"
        )
    return None


def _number(entry: LedgerEntry, question: Question, readings: Readings, at: dt.datetime) -> Settlement | str:
    """The value that came in the week forecast; it has no hit or miss, only a distance (CRPS)."""
    source, start = readings.history.source, entry.horizon.start if entry.horizon else None
    a, b = question.source, question.target
    if source.last is None or source.last < question.last:
        return f"the history ends on {source.last}, before {question.last}"
    try:
        dyad = readings.dyad(question.pair)
    except HistoryError as error:
        return str(error)
    row = dyad.periods.index(start) if start is not None and start in dyad.periods else None
    value = float(dyad.series("conflict")[row]) if row is not None and dyad.seen and dyad.observed[row] else None
    if value is None or value != value:  # noqa: PLR0124 - missing, which is not zero
        return f"the week from {start} was not observed for {a} and {b}"
    low, high = _interval(entry)
    return Settlement(
        entry=entry.id,
        outcome=Outcome.CAME_TRUE if low <= value <= high else Outcome.DID_NOT,
        by=source.name,
        how=Settler.HISTORY,
        at=at,
        why=f"it was {value:g}; the interval forecast was {low:g} to {high:g}",
        query=f"{source.name}: conflict of {a} and {b} in the week from {start}",
        sources=(source.citation,),
        value=value,
    )


def _interval(entry: LedgerEntry) -> tuple[float, float]:
    """The 80% interval of the quantiles forecast, or what comes nearest to it."""
    levels = sorted((float(level), value) for level, value in (entry.quantiles or {}).items())
    low = min(levels, key=lambda pair: abs(pair[0] - 0.1))[1]
    high = min(levels, key=lambda pair: abs(pair[0] - 0.9))[1]
    return low, high
